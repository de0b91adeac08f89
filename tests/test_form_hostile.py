"""Forms that were damaged, moved about or forged: each reads as the record that it says, or is refused."""

import random
import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from formed import BASE, Filled, form, home, name_of, record_of, rezipped, said_of, shared, slim

from aidscore.diagnostics.catalog import FORMS
from aidscore.diagnostics.message import has_errors
from aidscore.files.document import read_document
from aidscore.files.workspace import Workspace
from aidscore.run.batch import batch
from aidscore.run.several import score_paths
from aidscore.run.validate import validate
from aidscore.xlsx import xml
from aidscore.xlsx.kinds import LARGEST
from aidscore.xlsx.package import MOST_PARTS

RECORD = BASE.format(
    findings="[{rule: A1.2, count: 2, note: 未挂牌}, {rule: A1.1, missing: [fees]}, {rule: B1.1, value: 57/62}]"
)
STRICT = "schemas.openxmlformats.org/spreadsheetml/2006/main", "purl.oclc.org/ooxml/spreadsheetml/main"
RICH = "<r><t>未</t></r><rPh sb='0' eb='1'><t>wei</t></rPh><r><t>挂牌</t></r>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SHEET, SCORES = r"xl/worksheets/sheet\d+\.xml", r"xl/worksheets/sheet2\.xml"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return home(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def filled(folder):
    """A form whose sheets are visit, scores, vetoes, bonus, lists."""
    return shared(slim(form(folder, RECORD)))


def packed(*parts, method=zipfile.ZIP_DEFLATED):
    """A zip file."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def workbook_of_somebody():
    """A workbook that is no form."""
    book, out = openpyxl.Workbook(), BytesIO()
    book.active["A1"] = "预算"
    book.save(out)
    return out.getvalue()


def entries_of(data, name="form.xlsx"):
    """The entries of the catalog that are said of bytes, as soon as they are read."""
    return [said.entry for said in read_document(name, data).diagnostics]


# ---- the package ---------------------------------------------------------------------------------


def flagged(data):
    """A zip file whose parts say that they are encrypted."""
    data = bytearray(data)
    for match in re.finditer(rb"PK\x01\x02", bytes(data)):
        data[match.start() + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda data: OLE, "not-a-form/old"),
        (lambda data: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted-workbook"),
        (flagged, "encrypted-workbook"),
        (lambda data: b"rule,count\nA1.1,2\n", "not-a-form/text"),
        (lambda data: b"", "not-a-form/text"),
        (lambda data: packed(("photo.jpg", "x")), "not-a-form/no-workbook"),
        (lambda data: packed(("[Content_Types].xml", ""), ("word/document.xml", "")), "not-a-form/no-workbook"),
        (lambda data: packed(("mimetype", "application/vnd.oasis")), "not-a-form/open-document"),
        (lambda data: packed(("[Content_Types].xml", ""), ("xl/workbook.bin", "")), "not-a-form/binary"),
        (lambda data: workbook_of_somebody(), "not-a-form"),
        (lambda data: rezipped(data, extra=[("xl/media/x.png", bytes(60_000_000))]), "workbook-too-large"),
        (lambda data: rezipped(data, extra=[("xl/media/x.png", bytes(2_000_000))]), "workbook-too-large"),
        (lambda data: rezipped(data, extra=[(f"x{n}", "") for n in range(MOST_PARTS)]), "workbook-too-large"),
        (lambda data: rezipped(data, extra=[("XL/Workbook.xml", "<x/>")]), "ambiguous-workbook"),
        (lambda data: rezipped(data, extra=[("xl/vbaProject.bin", "x")]), "active-content"),
        (lambda data: rezipped(data, extra=[("xl/externalLinks/externalLink1.xml", "x")]), "active-content"),
        (lambda data: rezipped(data, extra=[("xl/embeddings/oleObject1.bin", "x")]), "active-content"),
        (lambda data: data[: len(data) // 2], "damaged-workbook"),
        (lambda data: data[:4], "damaged-workbook"),
        (lambda data: packed(("[Content_Types].xml", ""), ("xl/x", "x"), method=zipfile.ZIP_LZMA), "damaged-workbook"),
        (lambda data: rezipped(data, {"xl/workbook.xml": lambda text: "<workbook>"}), "damaged-workbook"),
        (lambda data: rezipped(data, {r"_rels/\.rels": lambda text: "<x/>"}), "damaged-workbook"),
        (lambda data: rezipped(data, {SHEET: lambda text: text.replace("<v>", "<v>9999", 50)}), "damaged-workbook"),
        (lambda data: rezipped(data, {SHEET: lambda text: text.replace("<v>", "<v>-", 5)}), "damaged-workbook"),
        (lambda data: rezipped(data, {SHEET: lambda text: bomb() + text}), "damaged-workbook"),
        (lambda data: rezipped(data, {"xl/sharedStrings.xml": lambda text: thief() + text}), "damaged-workbook"),
        (lambda data: rezipped(data, {SHEET: lambda text: text.replace('r="A1"', 'r="1A"')}), "damaged-workbook"),
        (lambda data: bytes(LARGEST + 1), "file-too-large"),
    ],
)
def test_what_is_no_form_is_refused_and_nothing_of_it_is_run(filled, damage, expected):
    assert entries_of(damage(filled)) == [expected]


def bomb():
    """Entities that would fill the memory."""
    more = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{more}]>'


def thief():
    """An entity that would read a file."""
    return '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def test_parts_of_one_name_are_refused(filled):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = rezipped(filled, extra=[("xl/workbook.xml", "<x/>")])
    assert entries_of(data) == ["ambiguous-workbook"]


def test_a_workbook_is_known_by_its_bytes_and_by_its_name(filled):
    assert read_document("visit", filled).content == record_of(RECORD)
    assert read_document("visit.yaml", filled).content == record_of(RECORD)
    assert entries_of(RECORD.encode(), "visit.xlsx") == ["not-a-form/text"]


def rows(number):
    """So many rows of one cell."""
    return "".join(f'<row r="{row}"><c r="A{row}"><v>9</v></c></row>' for row in range(1000, 1000 + number))


def put(text):
    """A change of the sheet of scores: something more behind its rows."""
    return lambda data: rezipped(data, {SCORES: lambda sheet: sheet.replace("</sheetData>", text + "</sheetData>")})


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (put('<row r="1048576"><c r="XFD1048576"><v>9</v></c></row>'), [("XFD1048576", "outside-the-form")]),
        (put('<row r="1048576"><c r="XFD1048576" s="1"/></row>'), []),
        (put('<row r="900"><c r="I900"><v>9</v></c></row>'), [("I900", "outside-the-form")]),
        (put('<row r="900"><c r="I900" t="str"><f>A1</f><v>x</v></c></row>'), [("I900", "outside-the-form")]),
        (put('<row r="8"><c r="I8"><v>99</v></c></row>'), [("A8", "ambiguous-workbook")]),
        (put('<row r="900"><c r="I8"/></row>'), [("I8", "ambiguous-workbook")]),
        (put("<mergeCell ref='A1'/>" * 30_000), [(None, "workbook-too-large")]),
    ],
    ids=["far", "far-but-empty", "below", "formula-below", "cell-twice", "cell-elsewhere", "merges"],
)
def test_cells_that_no_form_has(folder, filled, damage, expected):
    found = said_of(folder, damage(filled))
    assert [(cell and cell.partition("!")[2], code) for cell, code in found] == expected


def test_a_workbook_of_more_elements_than_a_form_ever_has_is_refused(folder, filled, monkeypatch):
    assert xml.MOST_ELEMENTS == 1_000_000
    monkeypatch.setattr(xml, "MOST_ELEMENTS", 30_000)
    assert said_of(folder, put(rows(1_000))(filled)) != [(None, "workbook-too-large")]
    assert said_of(folder, put(rows(10_000))(filled)) == [(None, "workbook-too-large")]


@pytest.mark.parametrize(
    "change",
    [
        {SHEET: lambda text: re.sub(r"<dimension[^>]*>", '<dimension ref="A1"/>', text)},
        {SHEET: lambda text: re.sub(r"<dimension[^>]*>", "", text)},
        {".*": lambda text: text.replace(*STRICT)},
        {"xl/sharedStrings.xml": lambda text: text.replace("<t>未挂牌</t>", RICH)},
        {SHEET: lambda text: text.replace("<sheetData>", "<sheetData>" + " " * 5_000)},
    ],
    ids=["dimension", "no-dimension", "strict", "rich-text-and-guides", "spaces"],
)  # fmt: skip
def test_what_programs_write_differently_reads_the_same(filled, change):
    document = read_document("form.xlsx", rezipped(filled, change))
    assert document.diagnostics == ()
    assert document.content == record_of(RECORD)


# ---- sheets, rows, columns -----------------------------------------------------------------------


def sorted_rows(book):
    """The rows of the findings on the bonus sheet upside down, all of their cells."""
    turned(book, "P1#1", "P2#1")


def turned(book, first, second, columns=None):
    """Two rows exchanged, or only some of their cells."""
    sheet, top = book.row(first)
    _sheet, bottom = book.row(second)
    unmerge(sheet)
    for column in columns or range(1, sheet.max_column + 1):
        one, other = sheet.cell(top, column), sheet.cell(bottom, column)
        one.value, other.value = other.value, one.value


def unmerge(sheet):
    """Undo all merging, as sorting demands."""
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))


def inserted(book, row, entries=None):
    """A new row above another, with something typed into it by column."""
    sheet, number = book.row(row)
    unmerge(sheet)
    sheet.insert_rows(number)
    for key, value in (entries or {}).items():
        sheet.cell(number, book.column(sheet, key)).value = value


def copied(book, row):
    """A row copied below the table."""
    sheet, number = book.row(row)
    last = sheet.max_row + 1
    for cell in sheet[number]:
        sheet.cell(last, cell.column).value = cell.value


def deleted(book, row):
    """A row deleted."""
    sheet, number = book.row(row)
    unmerge(sheet)
    sheet.delete_rows(number)


def restamped(book, old, new):
    """Another stamp on every sheet."""
    for sheet in book.sheets.values():
        sheet["A1"].value = sheet["A1"].value.replace(old, new)


def moved_column(book):
    """A column inserted before the inputs."""
    unmerge(book.sheets["scores"])
    book.sheets["scores"].insert_cols(book.column(book.sheets["scores"], "amount"))


def hidden_rows(book):
    """Rows hidden by a filter."""
    for number in range(6, 20):
        book.sheets["scores"].row_dimensions[number].hidden = True


def renamed(book):
    """Sheets with other names, in another order, hidden."""
    for number, sheet in enumerate(book.book.worksheets):
        sheet.title = f"表 '{number}'"
    book.book.move_sheet(book.sheets["visit"], 3)
    book.sheets["scores"].sheet_state = "veryHidden"


@pytest.mark.parametrize(
    "change",
    [
        renamed,
        sorted_rows,
        hidden_rows,
        moved_column,
        lambda book: inserted(book, "A1.2#1"),
        lambda book: deleted(book, "A1.2#2"),
        lambda book: setattr(book.book, "active", 4),
    ],
    ids=[
        "renamed",
        "sorted",
        "filtered",
        "column-inserted",
        "row-inserted",
        "spare-row-deleted",
        "active-sheet",
    ],
)
def test_a_form_that_was_moved_about_reads_the_same(folder, filled, change):
    book = Filled(filled)
    unmerge(book.sheets["scores"])
    change(book)
    data = book.saved()
    assert said_of(folder, data) == []
    assert read_document("form.xlsx", data).content == record_of(RECORD)


def cell(row, key):
    """What to look at: the cell of a row in a column."""
    return lambda book: name_of(book.locked(row, key))


def corner(key):
    """What to look at: A1 of a sheet."""
    return lambda book: f"{book.sheets[key].title}!A1"


def bottom(key):
    """What to look at: the last row of a sheet."""
    return lambda book: name_of(book.sheets[key].cell(book.sheets[key].max_row, 1))


def above(row, key):
    """What to look at: the cell above."""
    return lambda book: name_of(book.locked(row, key).offset(-1))


def typed(row, key, value):
    """Something typed into a locked cell."""
    return lambda book: setattr(book.locked(row, key), "value", value)


def twin(book, key):
    """A sheet copied."""
    book.book.copy_worksheet(book.sheets[key]).title = "副本"


def merged(book, first, last, key):
    """A column merged from one row to another."""
    sheet, top = book.row(first)
    column = book.column(sheet, key)
    sheet.merge_cells(start_row=top, end_row=book.row(last)[1], start_column=column, end_column=column)


def without(book, key, column):
    """A column deleted."""
    sheet = book.sheets[key]
    unmerge(sheet)
    sheet.delete_cols(book.column(sheet, column))


NOWHERE = None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda book: book.book.remove(book.sheets["scores"]), [(NOWHERE, "sheet-missing")]),
        (lambda book: book.book.remove(book.sheets["lists"]), [(NOWHERE, "sheet-missing")]),
        (lambda book: book.book.remove(book.sheets["vetoes"]), [(NOWHERE, "sheet-missing")]),
        (lambda book: twin(book, "scores"), [(lambda book: "副本!A1", "sheet-twice")]),
        (lambda book: book.book.create_sheet("便条").cell(3, 3, "又"), [(lambda book: "便条!A1", "sheet-not-read")]),
        (lambda book: restamped(book, "aidscore-form/1", "aidscore-form/2"), [(NOWHERE, "form-of-another-format")]),
        (
            lambda book: restamped(book, "kinds@1", "kinds@2"),
            [(corner("visit"), "unknown-standard"), (corner("visit"), "standard-of-another-phase")],
        ),
        (lambda book: deleted(book, "A1.3#1"), [(corner("scores"), "row-missing")]),
        (lambda book: deleted(book, "B"), [(corner("scores"), "row-missing")]),
        (lambda book: deleted(book, "V1#1"), [(corner("vetoes"), "row-missing")]),
        (lambda book: copied(book, "A1.2#1"), [(bottom("scores"), "row-twice")]),
        (lambda book: inserted(book, "A1.3#1", {"amount": 3}), [(above("A1.3#1", "amount"), "outside-the-form")]),
        (typed("A1.3#1", "drawn", 3), [(cell("A1.3#1", "drawn"), "outside-the-form")]),
        (typed("A1", "drawn", 3), [(cell("A1", "drawn"), "outside-the-form")]),
        (typed("A1.3#1", "text", "无场所也行的"), [(cell("A1.3#1", "text"), "locked-cell-changed")]),
        (typed("A1.3#1", "text", None), [(cell("A1.3#1", "text"), "locked-cell-changed")]),
        (typed("A1.3#1", "clause", "1-3"), [(cell("A1.3#1", "clause"), "locked-cell-changed")]),
        (typed("A1.1#1", "unit", "网址"), [(cell("A1.1#1", "unit"), "locked-cell-changed")]),
        (typed("A1", "worth", "50"), [(cell("A1", "worth"), "locked-cell-changed")]),
        (typed("A1", "score", 20), [(cell("A1", "score"), "locked-cell-changed")]),
        (typed("A1.3#1", "nominal", 0), [(cell("A1.3#1", "nominal"), "locked-cell-changed")]),
        (
            lambda book: turned(book, "P1#1", "P2#1", range(5, 11)),
            [(cell(row, key), "locked-cell-changed") for row in ("P1#1", "P2#1") for key in ("clause", "text", "unit")],
        ),
        (lambda book: merged(book, "A1.3#1", "A1.4#1", "amount"), [(cell("A1.3#1", "amount"), "merged-cells")]),
        (lambda book: without(book, "bonus", "level"), [(corner("bonus"), "column-missing")]),
        (
            lambda book: book.sheets["scores"].cell(60, 30, "又及"),
            [(lambda book: f"{book.sheets['scores'].title}!AD60", "outside-the-form")],
        ),
    ],
)
def test_what_was_done_to_a_form_is_refused_where_it_was_done(folder, filled, change, expected):
    book = Filled(filled)
    unmerge(book.sheets["scores"])
    change(book)
    assert said_of(folder, book.saved()) == [(place and place(book), code) for place, code in expected]


def test_a_form_of_another_text_of_the_standard(folder, filled):
    book = Filled(filled)
    digest = book.sheets["visit"]["A1"].value.split(" ")[3]
    restamped(book, digest, "0" * 64)
    assert said_of(folder, book.saved()) == [(corner("visit")(book), "form-of-reworded-text")]


def test_a_sheet_of_another_form(folder, filled):
    book = Filled(filled)
    book.sheets["bonus"]["A1"].value = book.sheets["bonus"]["A1"].value.replace("kinds@1", "kinds@0")
    assert said_of(folder, book.saved()) == [(corner("bonus")(book), "sheet-of-another-form")]


def test_an_error_is_no_entry(folder, filled):
    book = Filled(filled)
    entry = book.cell("A1.4#1", "points")
    entry.value, entry.data_type = "#DIV/0!", "e"
    book.cell("A1.4#1", "note").value = "酌情"
    assert said_of(folder, book.saved()) == [(name_of(entry), "error-in-cell")]


# ---- nothing leaks -------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_bytes_that_are_damaged_are_refused_or_read_the_same(filled, seed):
    chance, expected = random.Random(seed), record_of(RECORD)
    for _ in range(50):
        document = read_document("form.xlsx", damaged(filled, chance))
        assert has_errors(document.diagnostics) or document.content == expected


def damaged(data, chance):
    """Bytes changed or cut."""
    cut = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        cut[chance.randrange(len(cut))] = chance.randrange(256)
    return bytes(cut[: chance.choice([len(cut), len(cut), chance.randrange(len(cut))])])


@pytest.mark.parametrize("seed", range(4))
def test_parts_that_are_damaged_are_refused_or_read_without_a_bug(filled, seed):
    chance = random.Random(seed)
    for _ in range(50):
        part = chance.choice([SHEET, r"xl/.*\.xml", r".*\.rels"])
        document = read_document("form.xlsx", rezipped(filled, {part: lambda text: _torn(text, chance)}))
        assert has_errors(document.diagnostics) or document.content is not None


def _torn(text, chance):
    """A text with a piece of it gone, doubled or changed."""
    start = chance.randrange(len(text))
    end = min(len(text), start + chance.choice([1, 2, 5, 40, 400]))
    return text[:start] + chance.choice(["", text[start:end] * 2, "9", "<", '"', "A", "<c>"]) + text[end:]


def test_every_code_of_forms_is_provoked_by_a_test_here():
    said = "".join(
        (Path(__file__).parent / name).read_text(encoding="utf-8")
        for name in ("test_form_read.py", "test_form_hostile.py", "test_form_locked.py")
    )
    assert [entry for entry in FORMS if f'"{entry.partition("/")[0]}' not in said] == []


# ---- folders -------------------------------------------------------------------------------------


def test_a_folder_may_mix_records_and_forms_and_hold_other_workbooks(tmp_path, filled):
    home(tmp_path)
    elsewhere = Filled(filled)
    elsewhere.cell("visit", "center").value = "闵行"
    for name, content in {
        "a.yaml": RECORD.replace("2005-09-14", "2005-09-15").encode(),
        "b.xlsx": filled,
        "B2.XLSX": elsewhere.saved(),
        "summary.xlsx": workbook_of_somebody(),
        "~$b.xlsx": b"\x05admin",
        "torn.xlsx": filled[:2000],
        "notes.docx": packed(("word/document.xml", "")),
    }.items():
        (tmp_path / name).write_bytes(content)
    outcome = batch(str(tmp_path), Workspace())
    names = {
        "scored": {Path(visit.source).name for visit in outcome.visits},
        "refused": {Path(file.source).name: [said.code for said in file.diagnostics] for file in outcome.refused},
        "ignored": {Path(file.source).name: file.reason for file in outcome.ignored},
    }
    assert names["scored"] == {"a.yaml", "b.xlsx"}
    assert names["refused"] == {"torn.xlsx": ["damaged-workbook"], "B2.XLSX": ["not-in-list"]}
    assert names["ignored"] == {
        "summary.xlsx": "a workbook that is no form of aidscore",
        "~$b.xlsx": "says that a workbook is open",
        "notes.docx": "not a YAML file",
        "campaign.yaml": "a campaign",
        "1.yaml": "a standard",
        "published.sha256": "not a YAML file",
    }


def test_the_same_visit_as_a_record_and_as_a_form_is_a_visit_twice(tmp_path, filled):
    home(tmp_path)
    (tmp_path / "a.yaml").write_text(RECORD, encoding="utf-8")
    (tmp_path / "a.xlsx").write_bytes(filled)
    said = validate([str(tmp_path)], Workspace()).diagnostics
    assert {one.code for one in said} == {"duplicate-visit"}
    assert [str(one.place) for one in said] == [f"{tmp_path}/a.xlsx:基本信息!F9", f"{tmp_path}/a.yaml:3:9"]


def test_a_workbook_that_was_named_is_not_passed_over(tmp_path):
    (tmp_path / "summary.xlsx").write_bytes(workbook_of_somebody())
    path = str(tmp_path / "summary.xlsx")
    (refused,) = score_paths([path], Workspace()).refused
    assert [said.code for said in refused.diagnostics] == ["not-a-form"]
    assert [said.code for said in validate([path], Workspace()).diagnostics] == ["not-a-form"]
    assert validate([str(tmp_path)], Workspace()).files == 0
