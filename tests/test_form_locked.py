"""Cells of a form that are not inputs: whatever is typed there is found; programs that save a form change nothing."""

import re
from itertools import product

import pytest
from formed import BASE, RECORD, Filled, form, home, name_of, rezipped
from openpyxl.cell.cell import MergedCell
from recalculated import saved_again

from aidscore.files.document import read_document
from aidscore.files.workspace import Workspace
from aidscore.form.reading import locked
from aidscore.form.reading.record import read_form
from aidscore.model.form import HIDDEN_COLUMNS, fields_of
from aidscore.run.one_file import score_form
from aidscore.words import speaking

SHEETS = ("guide", "visit", "scores", "vetoes", "bonus", "result")
LOCKED_CODES = {"locked-cell-changed", "outside-the-form"}
HIDDEN = len(HIDDEN_COLUMNS)


@pytest.fixture(autouse=True)
def _all_are_named(monkeypatch):
    monkeypatch.setattr(locked, "MOST_NAMED", 10**6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return home(tmp_path_factory.mktemp("locked"))


@pytest.fixture(scope="module")
def blank(folder):
    return form(folder)


@pytest.fixture(scope="module")
def filled(folder):
    return form(folder, RECORD.replace("declared_score: 87.5\n", ""))


def problems(data):
    """What is said of the locked cells of a form: by cell the code."""
    found = read_document("form.xlsx", data).form.diagnostics
    return {notice.place.cell: notice.code for notice in found}


def inputs_of(sheet):
    """The cells of the inputs of a sheet."""
    columns = {cell.value: cell.column for cell in sheet[1][1:] if cell.value}
    for cells in sheet.iter_rows(min_row=2, max_col=2):
        yield from ((cells[0].row, columns[column]) for _field, column in fields_of(cells[1].value or ""))


def locked_cells(sheet, beyond=3):
    """The cells of a sheet that are not inputs, and some beyond its last row and column."""
    inputs = set(inputs_of(sheet))
    places = product(range(2, sheet.max_row + beyond), range(HIDDEN + 1, sheet.max_column + beyond))
    cells = (sheet.cell(*at) for at in places if at not in inputs)
    return [cell for cell in cells if not isinstance(cell, MergedCell)]


@pytest.mark.parametrize("typed", ["见附件", -1])
@pytest.mark.parametrize("key", SHEETS)
def test_whatever_is_typed_into_a_locked_cell_is_found_there(filled, key, typed):
    book = Filled(filled)
    cells = locked_cells(book.sheets[key])
    for cell in cells:
        cell.value = typed
    found = problems(book.saved())
    assert set(found) == {name_of(cell) for cell in cells}
    assert set(found.values()) <= LOCKED_CODES


@pytest.mark.parametrize("key", SHEETS)
def test_a_known_content_that_is_overwritten_is_a_locked_cell(filled, key):
    book = Filled(filled)
    cells = [cell for cell in locked_cells(book.sheets[key]) if cell.value is not None]
    for cell in cells:
        cell.value = f"{cell.value}x" if cell.data_type == "s" else "0"
    assert problems(book.saved()) == {name_of(cell): "locked-cell-changed" for cell in cells}


@pytest.mark.parametrize(
    ("row", "column", "typed"),
    [
        ("A1", "basis", "本期无此业务"),  # an empty cell beside the reason
        ("A1", "unit", "合理缺项"),  # the formula of the state
        ("A1.3#1", "worth", -1),
        ("A1.3#1", "basis", "见附件三"),
        ("V1#1", "worth", "√"),
        ("A1.3#1", "hint", "注意"),
        ("A1.3#1", "effective", 0),
        ("visit", "label", "徐汇"),
        ("visit", "help", "说明"),
    ],
)
def test_one_cell_alone_is_enough(folder, row, column, typed):
    book = Filled(form(folder, BASE.format(findings="[]")))
    cell = book.locked(row, column)
    cell.value = typed
    (folder / "one.xlsx").write_bytes(book.saved())
    diagnostics = score_form(str(folder / "one.xlsx"), Workspace()).diagnostics
    assert [(notice.place.cell, notice.code) for notice in diagnostics] == [(name_of(cell), "locked-cell-changed")]


def test_a_message_tells_what_belongs_there(filled):
    book = Filled(filled)
    book.locked("A1.2#1", "text").value = "挂了牌的"
    book.locked("A1", "unit").value = "符合"
    book.locked("A1.3#1", "worth").value = 9
    with speaking("en"):
        helps = [notice.help for notice in read_document("form.xlsx", book.saved()).form.diagnostics]
    assert [text.partition(": ")[2][:4] for text in helps] == ["a fo", "未挂牌的", "noth"]


def test_a_tick_is_looked_at_even_where_everything_was_examined(folder):
    book = Filled(form(folder, BASE.format(findings="[]")))
    cell = book.cell("A", "examined")
    cell.value = "x"
    assert problems(book.saved()) == {name_of(cell): "not-a-tick"}


def test_a_list_that_was_changed_is_found(filled):
    book = Filled(filled)
    sheet = book.sheets["lists"]
    sheet.cell(2, book.column(sheet, "center/words")).value = "别的中心"
    assert list(problems(book.saved()).values()) == ["locked-cell-changed", "not-in-list"]


def test_what_the_form_keeps_of_itself_may_be_damaged(filled):
    book = Filled(filled)
    sheet = book.sheets["lists"]
    sheet.cell(4, book.column(sheet, "locked/scores")).value = "[1"
    assert problems(book.saved()) == {"lists!A1": "locked-cell-changed"}


@pytest.mark.needs("soffice")
def test_a_form_that_libreoffice_saved_is_as_it_was_made(blank, filled, tmp_path):
    saved = saved_again({"blank": blank, "filled": filled}, tmp_path)
    assert {name: problems(data) for name, data in saved.items()} == {"blank": {}, "filled": {}}


@pytest.mark.parametrize("code", ['"真";"真";"假"', "G/通用格式", "Standard", "[$-804]yyyy年m月d日", "0.00_ ", "@"])
def test_translated_number_formats_change_nothing(blank, code):
    book = Filled(blank)
    for sheet in book.book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) or cell.data_type == "f":
                    cell.number_format = code
    assert problems(book.saved()) == {}


def test_a_form_that_keeps_nothing_is_checked_by_the_standard(folder, filled):
    """Forms made before the program kept their locked cells."""
    forget = {">locked/": ">older/", ">lists/digest": ">older"}
    old = rezipped(filled, {r"xl/worksheets/.*": lambda text: re.sub("|".join(forget), lambda m: forget[m[0]], text)})
    book = Filled(old)
    assert read_document("form.xlsx", old).form.diagnostics == ()
    book.locked("A1.3#1", "text").value = "无场所也行的"
    book.locked("A1.3#1", "effective").value = 0
    (folder / "old.xlsx").write_bytes(book.saved())
    diagnostics = score_form(str(folder / "old.xlsx"), Workspace()).diagnostics
    assert [notice.code for notice in diagnostics] == ["locked-cell-changed", "locked-cell-changed"]


# ---- forms without an entry


@pytest.mark.parametrize("field", ["center", "channel", "date"])
def test_a_form_is_blank_whatever_was_filled_in_when_it_was_made(blank, field):
    book = Filled(blank)
    book.cell("visit", field).value = {"center": "xuhui", "channel": "暗访", "date": "2005-09-14"}[field]
    assert read_document("form.xlsx", blank).form.is_blank
    assert read_document("form.xlsx", book.saved()).form.is_blank


def test_a_form_with_any_entry_is_not_blank(blank):
    rows = [row for sheet in read_document("form.xlsx", blank).form.sheets for row in sheet.rows]
    inputs = {(row.id, entry.field) for row in rows for entry in row.entries}
    assert len(inputs) > 100
    entries = inputs - {("visit", field) for field in ("center", "channel", "date")}
    entries -= {(row, "self") for row, _field in inputs}
    for row, field in sorted(entries)[::7]:
        book = Filled(blank)
        book.cell(row, field).value = "√"
        assert not read_document("form.xlsx", book.saved()).form.is_blank, (row, field)


def test_a_form_with_a_locked_cell_overwritten_is_not_blank(blank):
    book = Filled(blank)
    book.locked("V1#1", "worth").value = "√"
    assert not read_document("form.xlsx", book.saved()).form.is_blank


def test_what_is_no_form_is_not_blank():
    assert not read_form("form.xlsx", b"PK").is_blank


# ---- standards that were edited since


def rescored(folder, data, change):
    """What is said of a form after its standard was edited."""
    path = folder / "standards" / "kinds" / "1.yaml"
    before = path.read_text(encoding="utf-8")
    try:
        path.write_text(change(before.replace("status: in-force", "status: draft")), encoding="utf-8")
        (folder / "standards" / "published.sha256").write_text("", encoding="utf-8")
        (folder / "edited.xlsx").write_bytes(data)
        return [notice.entry for notice in score_form(str(folder / "edited.xlsx"), Workspace()).diagnostics]
    finally:
        home(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("未挂牌的", "未挂牌 的"),
        ("title: 每种扣分方式各一条", "title: 另一个题目"),
        ("hotline: 电话", "hotline: 投诉电话"),
        ("name: 接待", "name: 接待工作"),
        ("unit: 人", "unit: 名"),
        ("basis: [一]", "basis: [一, 二]"),
        ("points: 60\n", "points: 60.0\nnote: 拟稿\n"),
    ],
)
def test_an_editorial_change_is_told_and_the_form_is_read(folder, filled, old, new):
    said = rescored(folder, filled, lambda text: text.replace(old, new))
    assert "form-of-reworded-text" in said
    assert {"form-of-another-text", "locked-cell-changed"}.isdisjoint(said)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pass: {score: 50}", "pass: {score: 51}"),
        ("{each: 1, unit: 人, max: 5}", "{each: 1, unit: 人, max: 4}"),
        ("hotline: 电话", "phone: 电话"),
        ("{一般: 1, 严重: 3}", "{一般: 1, 较重: 3}"),
        ("below: 95%", "below: 94%"),
        ("effect: fail", "effect: zero"),
        ("not_applicable: rescale", "not_applicable: full"),
        ("id: A1.3", "id: A1.9"),
        ("bonus:\n  max: 3", "bonus:\n  max: 2"),
    ],
)
def test_a_change_of_what_decides_refuses_the_form(folder, filled, old, new):
    assert "form-of-another-text" in rescored(folder, filled, lambda text: text.replace(old, new))
