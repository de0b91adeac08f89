"""How the Excel summary looks and prints: paper, headers, widths, charts, and as pages of LibreOffice."""

from decimal import Decimal
from io import BytesIO

import pytest
from conftest import PROJECT
from openpyxl.utils import range_boundaries
from printed import printed, unbroken
from recalculated import saved_again
from sheets import opened, table, tables
from test_excel import CAMPAIGN, RECORDS, TWO_PHASES, outcome_of, record

from aidscore.files.workspace import Workspace
from aidscore.media.workbook import summary_workbook, workbook
from aidscore.model.page import Book, Cell, Column, Page, Tab, Table, text
from aidscore.run.batch import batch

MOST_PAGES = 12
"""So many pages does the whole example campaign fill."""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    return outcome_of(tmp_path_factory.mktemp("campaign"))


@pytest.fixture(scope="module")
def book(outcome):
    return opened(summary_workbook(outcome))


# ---- paper


def test_every_sheet_is_a4_with_page_numbers(book):
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
        assert "&P" in sheet.oddFooter.right.text
        assert "&N" in sheet.oddFooter.right.text


@pytest.mark.parametrize(
    ("name", "paper", "pages"),
    [
        ("Cover", "portrait", 1),
        ("一", "portrait", 1),
        ("Statistics", "landscape", 1),
        ("Deductions", "portrait", 0),
        ("Not counted", "portrait", 0),
        ("Grounds and checks", "portrait", 0),
    ],
)
def test_paper_as_it_fits_and_on_one_page_where_it_may_be(book, name, paper, pages):
    assert (book[name].page_setup.orientation, book[name].page_setup.fitToHeight) == (paper, pages)


def test_many_centers_are_not_squeezed_on_one_page(tmp_path):
    centers = "".join(f"\n  - {{id: n{number}, name: 中心{number}}}" for number in range(50))
    book = opened(summary_workbook(outcome_of(tmp_path, campaign=CAMPAIGN.replace("centers:", f"centers:{centers}"))))
    assert [book[name].page_setup.fitToHeight for name in ("Cover", "一")] == [0, 0]


def printed_titles(sheet, found):
    """The titles of the columns that are printed."""
    area = sheet.print_area.rpartition("!")[2]
    _left, _top, right, _bottom = range_boundaries(area)
    return [cell.value for cell in sheet[found.top][:right] if cell.value]


def test_clauses_and_evidence_are_beside_what_is_printed(book):
    found = table(book["Deductions"], "what was found")
    assert printed_titles(book["Deductions"], found)[-3:] == ["nominal", "effective", "granted"]
    assert found.titles[-4:] == ["nominal of the clause", "evidence", "rule", "basis"]


def test_checks_codes_and_the_data_of_charts_are_below_what_is_printed(book):
    sheet = book["Grounds and checks"]
    bottom = range_boundaries(sheet.print_area.rpartition("!")[2])[3]
    assert len(tables(sheet)) == 7
    assert all(found.top > bottom for found in tables(sheet))


def test_ten_problems_are_printed(tmp_path):
    rules = "".join(f"\n          - {{id: A2.{n}, text: 扣0.1分, basis: [x], deduct: 0.1}}" for n in range(2, 14))
    standard = (PROJECT / "tests" / "test_excel.py").read_text("utf-8").split('STANDARD = """')[1].split('"""')[0]
    whole = "rules: [{id: A2.1, text: 没有登记的扣2分, basis: [条例], deduct: 2}]"
    standard = standard.replace(whole, f"rules:{rules}")
    findings = "[" + ", ".join(f"{{rule: A2.{n}}}" for n in range(2, 14)) + "]"
    outcome = outcome_of(tmp_path, {"a.yaml": record("jia", findings)}, standard=standard)
    sheet = opened(summary_workbook(outcome))["一"]
    first, others = tables(sheet)[1:]
    assert [len(found.rows) for found in (first, others)] == [10, 2]
    assert first.top < range_boundaries(sheet.print_area.rpartition("!")[2])[3] < others.top


@pytest.mark.parametrize(
    ("name", "frozen", "filtered"), [("Deductions", "C6", "A5:N12"), ("Not counted", "B6", "A5:E9")]
)
def test_headers_stay_in_view_filter_and_repeat(book, name, frozen, filtered):
    sheet = book[name]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == (frozen, filtered, "$5:$5")


# ---- cells


def test_fonts_have_chinese(book):
    fonts = {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert fonts == {"微软雅黑"}


def test_widths_are_in_digits_of_a_font_that_every_system_has(book):
    font = book._named_styles["Normal"].font
    assert (font.name, font.size) == ("Arial", 10)


def test_long_texts_get_higher_rows(tmp_path):
    note = "接待时" * 60
    records = {"a.yaml": record("jia", f"[{{rule: A2.1, note: {note}}}]")}
    sheet = opened(summary_workbook(outcome_of(tmp_path, records)))["Deductions"]
    assert sheet.row_dimensions[6].height > 100


def test_deductions_of_one_line_are_low(book):
    sheet = book["Deductions"]
    heights = [sheet.row_dimensions[number].height or sheet.sheet_format.defaultRowHeight for number in range(6, 9)]
    assert max(heights) < 16


def test_a_column_has_room_for_its_numbers_and_words():
    columns = (Column("unannounced", width=2), Column("x", "right", 2), Column("中文", width=4))
    rows = ((text("a"), Cell("1234567.25", Decimal("1234567.25")), text("一二三四五六")),)
    sheet = opened(workbook(Book("b", (Tab("t", "T", Page("p", (Table(columns, rows),))),), "", "")))["T"]
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [14, 13, 4]


def test_tables_share_columns_where_their_edges_are_near():
    wide = Table((Column("a", width=10), Column("b", width=20), Column("c", width=30)), ((text("1"),) * 3,) * 3)
    other = Table((Column("d", width=10), Column("e", width=50)), ((text("2"),) * 2,))
    sheet = opened(workbook(Book("b", (Tab("t", "T", Page("p", (wide, other))),), "", "")))["T"]
    assert [sheet.column_dimensions[letter].width for letter in "ABC"] == [10, 20, 30]
    merged = {str(area) for area in sheet.merged_cells.ranges if str(area).startswith("B")}
    assert merged == {"B8:C8", "B9:C9"}


# ---- charts


def drawn(chart):
    """The series of a chart with their points, by name; those of the line too."""
    series = [*chart.series, *(one for other in chart._charts[1:] for one in other.series)]
    return {
        one.tx.strRef.strCache.pt[0].v: {point.idx: point.v for point in one.val.numRef.numCache.pt} for one in series
    }


def test_scores_are_bars_and_what_is_open_a_range_on_its_lower_bound(book):
    (chart,) = book["一"]._charts
    assert [point.v for point in chart.series[0].cat.strRef.strCache.pt] == ["乙中心", "甲中心", "丙中心", "丁中心"]
    assert drawn(chart) == {
        "pass": {0: 17.7, 1: 16.0},
        "fail": {2: 18.0},
        "lower bound": {3: 12.0},
        "range, not fully examined": {3: 8.0},
        "range, failed": {},
        "pass mark": {0: 15.0, 1: 15.0, 2: 15.0, 3: 15.0},
    }
    assert chart.series[0].spPr.solidFill.srgbClr != chart.series[1].spPr.solidFill.srgbClr
    assert [entry.idx for entry in chart.legend.legendEntry if entry.delete] == [2, 4]


def test_the_axis_begins_below_mark_and_scores(book):
    (chart,) = book["一"]._charts
    assert (chart.y_axis.scaling.min, chart.y_axis.scaling.max) == (12, 20)  # 60% of 20 points, where the range begins
    assert chart.title.tx.rich.p[0].r[0].t.endswith("axis from 12")


def test_the_chart_is_drawn_from_cells_of_the_last_sheet(book):
    (chart,) = book["一"]._charts
    sheet, _bang, area = chart.series[0].val.numRef.f.rpartition("!")
    left, top, right, bottom = range_boundaries(area)
    assert (sheet, left, bottom - top) == ("'Grounds and checks'", right, 3)
    assert [book["Grounds and checks"].cell(row, left).value for row in range(top, bottom + 1)] == [
        17.7,
        16,
        None,
        None,
    ]


def test_rates_stand_beside_their_targets(book):
    (chart,) = book["Cover"]._charts
    assert drawn(chart) == {"pass rate": {0: 0.4}, "target": {0: 0.333}}
    assert (chart.y_axis.scaling.min, chart.y_axis.scaling.max) == (0, 1)


def test_a_single_bar_is_a_sixth_of_its_chart(book):
    (chart,) = book["Cover"]._charts
    assert 1 / (1 + chart.gapWidth / 100) == 1 / 6


def test_a_chart_has_room_for_forty(tmp_path):
    names = [f"n{number}" for number in range(45)]
    centers = "".join(f"\n  - {{id: {name}, name: 中心{name}}}" for name in names)
    campaign = CAMPAIGN.replace("centers:", "centers:" + centers)
    outcome = outcome_of(tmp_path, {f"{name}.yaml": record(name) for name in names}, campaign)
    (chart,) = opened(summary_workbook(outcome))["一"]._charts
    assert len(chart.series[0].cat.strRef.strCache.pt) == 40
    assert chart.title.tx.rich.p[0].r[0].t.endswith("the first 40 of 45")


# ---- as pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages of the example campaign, by language, and the workbooks."""
    whole = batch(str(PROJECT / "examples" / "pilot-city"), Workspace())
    books = {language: b"".join(summary_workbook(whole, language)) for language in ("zh", "en")}
    later = {f"later-{name}": content.replace("2005-03-01", "2005-08-01") for name, content in RECORDS.items()}
    small = outcome_of(tmp_path_factory.mktemp("small"), RECORDS | later, TWO_PHASES)
    books["small"] = b"".join(summary_workbook(small, "en"))
    return printed(books, tmp_path_factory.mktemp("printed")), books


@pytest.mark.needs("soffice", "pdftotext")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_campaign_is_printed_on_twelve_pages(pages, language):
    found = pages[0][language]
    assert 8 <= len(found) <= MOST_PAGES
    assert "各单位各阶段得分" in unbroken(found[0]) or "Scores by center and phase" in found[0]


@pytest.mark.needs("soffice", "pdftotext")
@pytest.mark.parametrize("name", ["zh", "en", "small"])
def test_no_number_is_too_wide_and_every_printed_text_is_there(pages, name):
    texts, books = pages
    whole = unbroken("".join(texts[name]))
    assert "###" not in whole
    missing = [text for text in printed_texts(opened(books[name])) if unbroken(text) not in whole]
    # words between columns are mixed with those of the lines beside them where a text has several lines
    assert [text for text in missing if not all(part in whole for part in parts_of(text))] == []


def printed_texts(book):
    """The texts of the printed cells of a workbook."""
    for sheet in book:
        area = sheet.print_area.rpartition("!")[2]
        for row in sheet[area.replace("$", "")]:
            yield from (cell.value for cell in row if isinstance(cell.value, str) and cell.value)


def parts_of(text):
    """The first characters of a text, which are in its first line, and the last one."""
    bare = unbroken(text)
    return bare[:4], bare[-1:]


def without_heights(data):
    """The workbook with rows as high as a spreadsheet makes them."""
    book = opened(data)
    for sheet in book:
        sheet.sheet_format.customHeight = None
        for row in sheet.row_dimensions.values():
            row.height = None
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.needs("soffice")
def test_no_row_is_lower_than_its_texts_need(pages, tmp_path):
    _texts, books = pages
    fitted = saved_again({name: without_heights(data) for name, data in books.items()}, tmp_path)
    for name, data in books.items():
        for sheet, other in zip(opened(data), opened(fitted[name]), strict=True):
            usual = sheet.sheet_format.defaultRowHeight
            heights = {row: sheet.row_dimensions[row].height or usual for row in range(1, sheet.max_row + 1)}
            filled = {row for row in heights if any(cell.value is not None for cell in sheet[row])}
            needed = {row: other.row_dimensions[row].height or 0 for row in filled}
            assert {row: needed[row] for row in filled if needed[row] > heights[row] + 0.5} == {}, sheet.title


@pytest.mark.needs("soffice", "pdftotext")
def test_what_is_not_printed_is_on_no_page(pages):
    texts, _books = pages
    whole = "".join(texts["en"])
    assert "broken-on-purpose.yaml" not in whole
    assert "unknown-rule" not in whole
    assert "2215/24" not in whole
    assert "92.3" in whole
