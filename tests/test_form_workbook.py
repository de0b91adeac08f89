"""The form as a workbook: names, stamps, protection, what inputs accept, text that stays text, marks, printing."""

import re
from io import BytesIO
from itertools import product

import pytest
from conftest import PROJECT
from formed import BASE, CAMPAIGN, RECORD, STANDARD, Filled, edition, form, home, record_of
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from aidscore.files.document import read_document
from aidscore.form.beginning import Beginning
from aidscore.form.drawing.workbook import form_workbook
from aidscore.model.campaign import Campaign
from aidscore.model.form import Stamp, fields_of
from aidscore.model.standard import Edition

NASTY = '=HYPERLINK("x")'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return home(tmp_path_factory.mktemp("form"))


@pytest.fixture(scope="module")
def empty(folder):
    return load_workbook(BytesIO(form(folder)))


def inputs(book):
    """Every input of a form: its sheet and its cell."""
    for sheet in book.worksheets[:6]:
        columns = {cell.value: cell.column for cell in sheet[1][1:] if cell.value}
        for name, fields in sheet.iter_rows(min_row=2, min_col=1, max_col=2):
            if name.value:
                yield from (
                    (sheet, sheet.cell(name.row, columns[column])) for _, column in fields_of(fields.value or "")
                )


def in_english(text: str) -> Edition:
    """The standard of the tests, in English."""
    changed = text.replace("language: zh-CN", "language: en")
    return Edition.of(read_document("standard.yaml", changed.encode()).content)


def test_sheets_have_the_names_of_the_language_and_a_stamp(folder, empty):
    names = ["填表说明", "基本信息", "考核评分表", "一票否决", "加分", "得分汇总", "扣分确认单", "lists", "sums"]
    assert empty.sheetnames == names
    stamps = [Stamp.of(sheet["A1"].value) for sheet in empty]
    assert [stamp.sheet for stamp in stamps] == [
        "guide",
        "visit",
        "scores",
        "vetoes",
        "bonus",
        "result",
        "signed",
        "lists",
        "sums",
    ]
    assert {(stamp.standard, stamp.sha256) for stamp in stamps} == {("kinds@1", edition(folder).sha256)}


def test_a_standard_in_english_has_an_english_form():
    book = load_workbook(BytesIO(form_workbook(in_english(STANDARD))))
    assert book.sheetnames[:3] == ["How to fill in", "Visit", "Score sheet"]


def test_a_standard_without_vetoes_and_bonus_has_no_sheets_for_them():
    text = STANDARD[: STANDARD.index("vetoes:")]
    book = load_workbook(BytesIO(form_workbook(Edition.of(read_document("s.yaml", text.encode()).content))))
    assert book.sheetnames == ["填表说明", "基本信息", "考核评分表", "得分汇总", "扣分确认单", "lists", "sums"]


def test_inputs_and_nothing_else_can_be_changed(empty):
    unlocked = {(sheet.title, cell.coordinate) for sheet, cell in inputs(empty)}
    assert len(unlocked) > 100
    merged = {sheet.title: [area.bounds for area in sheet.merged_cells.ranges] for sheet in empty}
    for sheet in empty:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked and not inside(cell, merged[sheet.title]):
                    assert (sheet.title, cell.coordinate) in unlocked


def inside(cell, areas):
    """Whether a cell is hidden below another one that it is merged with."""
    return any(
        left <= cell.column <= right and top <= cell.row <= bottom and (cell.column, cell.row) != (left, top)
        for left, top, right, bottom in areas
    )


def test_every_input_says_what_it_takes_and_refuses_the_rest(empty):
    checked = set()
    for sheet in empty:
        for check in sheet.data_validations.dataValidation:
            assert check.showErrorMessage
            assert 0 < len(check.prompt) <= 255
            assert 0 < len(check.error) <= 255
            assert len(check.promptTitle) <= 32
            assert len(check.formula1) <= 255
            for area in str(check.sqref).split():
                left, top, right, bottom = range_boundaries(area)
                cells = product([sheet.title], range(left, right + 1), range(top, bottom + 1))
                checked |= set(cells)
    missing = [cell for sheet, cell in inputs(empty) if (sheet.title, cell.column, cell.row) not in checked]
    assert missing == []


def test_centers_are_chosen_from_the_campaign(folder, empty):
    book = Filled(form(folder))
    cell = book.cell("visit", "center")
    check = next(one for one in cell.parent.data_validations.dataValidation if cell.coordinate in one.sqref)
    column = re.match(r"lists!\$([A-Z]+)\$2:\$[A-Z]+\$(\d+)", check.formula1)
    words = [empty["lists"][f"{column[1]}{row}"].value for row in range(2, int(column[2]) + 1)]
    assert words == ["徐汇区中心", "市中心"]


def test_text_of_files_never_becomes_a_formula(folder):
    text = STANDARD.replace("text: 未挂牌的，每人扣1分，最多扣5分", f"text: '{NASTY}'").replace(
        "title: 每种扣分方式各一条", f"title: '{NASTY}'"
    )
    record = record_of(RECORD.replace("note: 查实", f"note: '{NASTY}'"))
    campaign = read_document("c.yaml", CAMPAIGN.replace("title: 活动", f"title: '{NASTY}'").encode()).content
    data = form_workbook(Edition.of(read_document("s.yaml", text.encode()).content), campaign, record)
    book = load_workbook(BytesIO(data))
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(formulas) > 100
    assert [formula for formula in formulas if "HYPERLINK" in formula] == []
    said = [cell for sheet in book for row in sheet.iter_rows() for cell in row if NASTY in str(cell.value)]
    assert len(said) >= 5
    assert all(cell.data_type == "s" and (cell.quotePrefix or not cell.value.startswith("=")) for cell in said)


def test_formulas_use_only_functions_that_every_spreadsheet_has(empty):
    known = """
        ABS AND CHOOSE COUNT DAY EXACT FIND GCD IF IFERROR INDEX INT ISNUMBER ISTEXT LCM LEFT LEN MATCH MAX MID MIN
        MONTH N NOT OR RIGHT ROUND SUBSTITUTE SUM SUMPRODUCT TRIM VALUE YEAR
    """
    used = set()
    for sheet in empty:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    used |= set(re.findall(r"\b([A-Z][A-Z.]*)\(", re.sub(r'"[^"]*"', '""', cell.value)))
                    assert len(cell.value) < 8192
    assert used <= set(known.split())


def test_every_font_has_the_name_of_a_font(empty):
    """The widths of columns are counted in the first one: with a name that is none, sheets were twice as wide."""
    assert empty._named_styles["Normal"].font.name == "Arial"
    assert {font.name for font in empty._fonts} <= {"Arial", "Calibri", "微软雅黑"}


def test_a_form_is_printed_on_a4_with_room_to_sign(empty):
    for sheet in empty.worksheets[:7]:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1 or 60 < sheet.page_setup.scale < 100
        assert sheet.print_area
    sheet = empty["考核评分表"]
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.freeze_panes == "G6"
    for name in ("考核评分表", "一票否决", "加分"):
        assert empty[name].oddFooter.left.text == "签名见“扣分确认单”"
    guide = {row[4].value: row[5].value for row in empty["填表说明"].iter_rows()}
    assert guide["扣分确认单"] == "打印一式两份，双方签名、盖章；其他各表不用签名。交回本文件。"
    labels = [cell.value for cell in empty["扣分确认单"]["E"]]
    signatures = ["检查人员（签名）", "检查人员（签名）", "陪同人员（签名）", "被检查单位负责人（签名、盖章）"]
    assert [label for label in labels if "签名" in str(label)] == signatures
    assert "对扣分有异议的，在5个工作日内书面提出。" in labels


def test_what_is_printed_names_no_tool_and_no_digest_but_a_short_code(folder, empty):
    printed = [str(cell.value) for sheet in empty.worksheets[:7] for row in sheet.iter_rows(min_row=2) for cell in row]
    printed += [part.text or "" for sheet in empty for part in (sheet.oddFooter.left, sheet.oddFooter.right)]
    assert [text for text in printed if "aidscore" in text] == []
    digest = edition(folder).sha256
    assert [text for text in printed if digest[:12] in text] == [f"校验码 {digest[:12]}"]


def test_pages_of_the_score_sheet_end_between_clauses():
    shipped = PROJECT / "standards" / "legal-aid-service" / "1.0.yaml"
    edition = Edition.of(read_document(str(shipped)).content)
    sheet = load_workbook(BytesIO(form_workbook(edition)))["考核评分表"]
    ends = {mark.id for mark in sheet.row_breaks.brk}
    within = {row for area in sheet.merged_cells.ranges for row in range(area.min_row, area.max_row)}
    heads = {row for row in range(6, sheet.max_row) if re.fullmatch(r"[A-D][0-9]?", str(sheet[f"E{row}"].value))}
    assert len(ends) > 5
    assert ends & (within | heads) == set()


def test_items_of_the_summary_lead_to_their_rows(empty):
    sheet = empty["得分汇总"]
    links = {cell.value: cell.hyperlink.location for cell in sheet["E"] if cell.hyperlink}
    assert links == {"A 接待": "'考核评分表'!E6", "B 办案": "'考核评分表'!E22"}


def test_marks_of_drafts_and_of_made_up_data_stand_on_every_sheet():
    text = STANDARD.replace("status: in-force", "status: draft\nnote: 分值为拟稿。其余从略。")
    campaign = read_document("c.yaml", (CAMPAIGN + "note: 虚构数据。\n").encode()).content
    assert isinstance(campaign, Campaign)
    book = load_workbook(BytesIO(form_workbook(Edition.of(read_document("s.yaml", text.encode()).content), campaign)))
    mark = "kinds@1 是拟稿；分值为拟稿；虚构数据"
    for sheet in book.worksheets[:7]:
        assert sheet["E3"].value == mark
        assert sheet.oddHeader.right.text == mark


def test_a_preview_that_computes_nothing_shows_the_score(folder):
    shown = load_workbook(BytesIO(form(folder, RECORD)), data_only=True)["得分汇总"]
    said = {row[4].value: row[5].value for row in reversed(list(shown.iter_rows(max_col=6)))}
    assert (said["是否达标"], said["总分"]) == ("未达标（异议未决）", 44.3)  # (9.5 + 27.375) of 50, of 60 points


def test_the_same_form_is_the_same_file(folder):
    assert form(folder, RECORD) == form(folder, RECORD)


def test_rows_are_grouped_below_their_sub_items(folder, empty):
    sheet = empty["考核评分表"]
    levels = [sheet.row_dimensions[row].outlineLevel for row in range(6, 12)]
    assert levels == [0, 1, 2, 2, 2, 2]
    assert not sheet.sheet_properties.outlinePr.summaryBelow


def test_a_form_of_a_center_has_its_name(folder):
    campaign = read_document("c.yaml", CAMPAIGN.encode()).content
    book = Filled(form_workbook(edition(folder), campaign, beginning=Beginning(campaign.center("city"))))
    assert book.cell("visit", "center").value == "市中心"


def test_numbers_are_entered_as_numbers_and_shares_as_written(folder):
    book = Filled(form(folder, RECORD))
    assert book.cell("B1.2#1", "value").value == 38.5
    assert book.cell("B1.1#1", "value").value == "91.9%"
    assert book.cell("B1.1#2", "value").value == "57/62"
    assert book.cell("A1.2#1", "drawn").value == 20
    assert book.cell("A1.4#1", "points").value == 1.5


def test_the_record_of_a_form_without_entries_has_no_findings(folder):
    document = read_document("form.xlsx", form(folder, BASE.format(findings="[]")))
    assert document.content.findings == ()
    assert document.diagnostics == ()
