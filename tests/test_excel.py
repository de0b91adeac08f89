"""The Excel summary: YAML in, the cells of the workbook out, with figures computed by hand.

The standard has 20 points: A (A1 7, A2 5) with a floor of 6, and B (B1 8); the pass mark is 15.
"""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from recalculated import recalculated

from aidscore import words
from aidscore.files.workspace import Workspace
from aidscore.media.workbook import number_of, summary_workbook, workbook
from aidscore.model.page import Book, Cell, Column, Page, Tab, Table, text
from aidscore.run.batch import batch
from aidscore.xlsx.text import lines_needed, storable

STANDARD = """
aidscore: standard/1
id: s
version: "1"
title: 考核细则
language: en
status: pilot
effective: {from: 2005-01-01}
note: 分值为拟稿。另有说明。
summary: 接待周到；办案规范
summary_characters: 8
points: 20
pass: {score: 15}
not_applicable: rescale
items:
  - id: A
    name: 接待
    motto: 接待周到
    points: 12
    pass_score: 6
    sub_items:
      - id: A1
        name: 公示
        points: 7
        rules:
          - {id: A1.1, text: 每处扣1分, basis: [条例], deduct: {each: 1, max: 5}}
          - {id: A1.2, text: 按比例扣分, basis: [条例], deduct: {proportion_of: 3}}
      - id: A2
        name: 登记
        points: 5
        rules: [{id: A2.1, text: 没有登记的扣2分, basis: [条例], deduct: 2}]
  - id: B
    name: 办案
    motto: 办案规范
    points: 8
    sub_items:
      - id: B1
        name: 质量
        points: 8
        rules: [{id: B1.1, text: 视程度扣分, basis: [细则], deduct: {levels: {一般: 1.5, 严重: 4}}}]
vetoes:
  - {id: V1, text: 收取财物的, basis: [条例], effect: fail}
  - {id: V2, text: 造假的, basis: [条例], effect: zero}
bonus: {max: 2, rules: [{id: P1, text: 推广经验的, add: {each: 1, max: 2}}]}
"""
CAMPAIGN = """
aidscore: campaign/1
id: c
title: 试点（虚构数据）
centers:
  - {id: jia, name: 甲中心}
  - {id: yi, name: 乙中心}
  - {id: bing, name: 丙中心}
  - {id: ding, name: 丁中心}
  - {id: wu, name: 戊中心}
  - {id: ji, name: 己社团, excluded: 社团不参加}
phases:
  - {id: one, name: 一, from: 2005-01-01, to: 2005-06-30, standard: s@1, combine: union, target: 1/3}
"""
TWO_PHASES = (
    CAMPAIGN
    + """
  - {id: two, name: 二, from: 2005-07-01, to: 2005-12-31, standard: s@1, combine: mean}
"""
)
RECORD = "aidscore: record/1\nstandard: s@1\ncenter: {}\nchannel: {}\ndate: {}\nexamined: {}\nfindings: {}\n"


def record(center, findings="[]", *, channel="announced", date="2005-03-01", examined="all", more=""):
    return RECORD.format(center, channel, date, examined, findings) + more


RECORDS = {
    # 20 − 3 − 2 + 1 = 16, the finding on A1.1 stands in two lines
    "jia.yaml": record(
        "jia",
        "[{rule: A1.1, count: 1, note: 大门, evidence: [照片1]}, {rule: A1.1, count: 2}, {rule: A2.1}, {rule: P1}]",
    ),
    # A1: 7 × (1 − 2/3) = 7/3; 20 − 7/3 = 53/3
    "yi.yaml": record("yi", "[{rule: A1.2, value: 2, status: disputed, status_note: 中心有异议}]"),
    # A2 does not apply: 13.5 of 15, 13.5 ÷ 15 × 20 = 18, but the veto holds
    "bing.yaml": record(
        "bing",
        "[{rule: B1.1, level: 一般}, {rule: V1, note: 收条}]",
        more="not_applicable: [{sub_item: A2, reason: 无}]\n",
    ),
    # B is not examined: between 12 and 20
    "ding.yaml": record("ding", examined="[A]"),
    "ding-self.yaml": record("ding", "[{rule: B1.1, level: 严重}]", channel="self"),
    "broken.yaml": record("wu", "[{rule: A9.9}]"),
}
VERDICTS = {"甲中心": "pass", "乙中心": "pass", "丙中心": "fail", "丁中心": "undecided", "戊中心": "not assessed"}


def outcome_of(folder: Path, records=None, campaign=CAMPAIGN, standard=STANDARD):
    (folder / "standards" / "s").mkdir(parents=True)
    (folder / "standards" / "s" / "1.yaml").write_text(standard, encoding="utf-8")
    (folder / "visits").mkdir()
    for name, content in (RECORDS if records is None else records).items():
        (folder / "visits" / name).write_text(content, encoding="utf-8")
    if campaign:
        (folder / "campaign.yaml").write_text(campaign, encoding="utf-8")
    return batch(str(folder / "visits"), Workspace())


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    return outcome_of(tmp_path_factory.mktemp("campaign"))


def opened(data: bytes):
    return load_workbook(BytesIO(data))


def tables(sheet):
    """Each table of a sheet as its rows of cells, the header first: a table ends at a blank row."""
    found, rows = [], []
    for row in sheet.iter_rows(min_row=3):
        if all(cell.value is None for cell in row):
            found, rows = [*found, rows], []
        else:
            rows.append(row)
    return [rows for rows in [*found, rows] if rows]


def dump(sheet, *titles):
    """The values below the titles of a sheet's last table."""
    header, *rows = tables(sheet)[-1]
    places = [[cell.value for cell in header].index(title) for title in titles]
    return [tuple(shown(row[place]) for place in places) for row in rows]


def shown(cell):
    """What a cell shows: a number with the decimals of its format."""
    if not isinstance(cell.value, int | float):
        return cell.value
    decimals = len(cell.number_format.partition(".")[2].rstrip("%"))
    return f"{cell.value:.{decimals}%}" if cell.number_format.endswith("%") else f"{cell.value:.{decimals}f}"


# ---- what each sheet says


def test_the_sheets(outcome):
    names = ["Overview", "Scores", "Deductions", "Losses", "Not counted", "Grounds"]
    assert opened(summary_workbook(outcome)).sheetnames == names


def test_the_sheets_in_chinese(outcome):
    names = ["总览", "各中心得分", "扣分明细", "失分分析", "未计入", "依据"]
    assert opened(summary_workbook(outcome, "zh-CN")).sheetnames == names


def test_overview(outcome):
    sheet = opened(summary_workbook(outcome))["Overview"]
    counts, files = tables(sheet)[-2:]
    said = {row[0].value: (shown(row[1]), row[2].value) for row in (*counts[1:], *files[1:])}
    assert sheet["A1"].value == "试点（虚构数据）  Overview"
    assert sheet["A3"].value == "一  pass rate 40.0% (2/5)  target 1/3 of 5 needs 2: reached"
    assert said["registered"][0] == "6"
    assert said["excluded"] == ("1", "己社团")
    assert said["participating"][0] == "5"
    assert said["pass"] == ("2", "甲中心, 乙中心")
    assert said["fail"] == ("1", "丙中心")
    assert said["undecided"] == ("1", "丁中心")
    assert said["not assessed"] == ("1", "戊中心")
    assert said["of them provisional"] == ("1", "乙中心")
    assert said["pass rate"][0] == "40.0%"
    assert said["centers that the target needs"][0] == "2"
    assert [said[label][0] for label in ("files found", "scored", "refused", "ignored")] == ["6", "5", "1", "0"]


def test_scores(outcome):
    sheet = opened(summary_workbook(outcome))["Scores"]
    assert dump(sheet, "rank", "center", "verdict", "score", "A 接待", "B 办案", "deducted", "bonus") == [
        ("1", "丙中心", "fail", "18.0", "7.0", "6.5", "1.5", "0.0"),
        ("2", "乙中心", "pass", "17.7", "9.7", "8.0", "2.3", "0.0"),
        ("3", "甲中心", "pass", "16.0", "7.0", "8.0", "5.0", "1.0"),
        ("-", "丁中心", "undecided", "-", "12.0", "-", "-", "-"),
        ("-", "戊中心", "not assessed", "-", "-", "-", "-", "-"),
    ]
    assert dump(sheet, "center", "attainable", "exact score, or bounds", "provisional") == [
        ("丙中心", "15.0", "18", None),
        ("乙中心", "20.0", "53/3", "provisional"),
        ("甲中心", "20.0", "16", None),
        ("丁中心", "-", "12 - 20", None),
        ("戊中心", "-", "-", None),
    ]
    assert dump(sheet, "reason") == [
        ("veto V1: 收取财物的",),
        (None,),
        (None,),
        ("not examined: B1",),
        ("no visit that counts; records refused: 1",),
    ]


def test_equal_scores_share_a_rank(tmp_path):
    outcome = outcome_of(
        tmp_path,
        {f"{name}.yaml": record(name) for name in ("jia", "yi")} | {"bing.yaml": record("bing", "[{rule: A2.1}]")},
    )
    sheet = opened(summary_workbook(outcome))["Scores"]
    assert dump(sheet, "rank", "center")[:3] == [("1", "甲中心"), ("1", "乙中心"), ("3", "丙中心")]


def test_no_figure_is_rounded_across_a_mark(tmp_path):
    # B1 does not apply: (12 − 2 − 1) ÷ 12 × 20 = 15; with 7/300 more deducted 14.96, one decimal would say 15.0
    standard = STANDARD.replace("proportion_of: 3", "proportion_of: 300")
    more = "not_applicable: [{sub_item: B1, reason: 无}]\n"
    findings = "[{rule: A2.1}, {rule: A1.1}, {rule: A1.2, value: 299}]"
    outcome = outcome_of(tmp_path, {"a.yaml": record("jia", findings, more=more)}, standard=standard)
    sheet = opened(summary_workbook(outcome))["Scores"]
    assert dump(sheet, "center", "verdict", "score", "deducted")[0] == ("甲中心", "fail", "14.96", "3.02")


def test_deductions(outcome):
    rows = dump(opened(summary_workbook(outcome))["Deductions"], "center", "sub-item", "clause", "nominal", "effective")
    assert rows == [
        ("丙中心", "B1 质量", "B1.1", "1.5", "1.5"),
        ("丙中心", "veto", "V1", None, None),
        ("乙中心", "A1 公示", "A1.2", "2.3", "2.3"),
        ("甲中心", "A1 公示", "A1.1", "3.0", "3.0"),
        ("甲中心", "A1 公示", "A1.1", None, None),
        ("甲中心", "A2 登记", "A2.1", "2.0", "2.0"),
        ("甲中心", "bonus", "P1", "1.0", None),
    ]


def test_a_deduction_tells_its_facts_and_where_they_stand(tmp_path):
    sheet = opened(summary_workbook(outcome_of(tmp_path)))["Deductions"]
    columns = ("clause", "rule", "basis", "date", "channel", "what was found", "state", "evidence", "file and line")
    rows = dump(sheet, *columns)
    made = ("条例", "2005-03-01", "announced")
    place = f"{tmp_path}/visits/jia.yaml:7"
    assert ("A1.1", "每处扣1分", *made, "1; 大门", None, "照片1", place) in rows
    place = f"{tmp_path}/visits/yi.yaml:7"
    assert ("A1.2", "按比例扣分", *made, "2", "disputed: 中心有异议", None, place) in rows


def test_losses_name_the_most_costly_rule_first(tmp_path):
    more = {"ding.yaml": record("ding", "[{rule: A2.1}]")}
    sheet = opened(summary_workbook(outcome_of(tmp_path, RECORDS | more)))["Losses"]
    # 3 + 2 + 2 + 1.5 + 7/3 = 65/6 in all; A2.1: 4 of 65/6 = 36.9%
    assert dump(sheet, "clause", "centers", "nominal", "effective", "share of all") == [
        ("A2.1", "2", "4.0", "4.0", "36.9%"),
        ("A1.1", "1", "3.0", "3.0", "27.7%"),
        ("A1.2", "1", "2.3", "2.3", "21.5%"),
        ("B1.1", "1", "1.5", "1.5", "13.8%"),
        (None, None, "10.8", "10.8", None),
    ]


def test_what_is_not_counted(tmp_path):
    more = {
        "notes.txt": "x",
        "yi.yaml": record("yi", "[{rule: A2.1, note: 缺, status: withdrawn, status_note: 已补}]"),
    }
    sheet = opened(summary_workbook(outcome_of(tmp_path, RECORDS | more)))["Not counted"]
    visits = f"{tmp_path}/visits"
    assert dump(sheet, "what", "center", "visit or place") == [
        ("refused record", "戊中心", f"{visits}/broken.yaml:7:19"),
        ("excluded center", "己社团", "-"),
        ("center not assessed", "戊中心", "-"),
        ("visit not counted", "丁中心", f"2005-03-01 self-inspection\n{visits}/ding-self.yaml"),
        ("finding withdrawn", "乙中心", f"{visits}/yi.yaml:7"),
        ("ignored file", "-", f"{visits}/notes.txt"),
    ]
    reasons = [reason for (reason,) in dump(sheet, "reason")]
    assert "[unknown-rule]" in reasons[0]
    assert reasons[1] == "社团不参加"
    assert reasons[4] == "A2.1; [withdrawn: 已补]; 缺"


def test_grounds(outcome):
    sheet = opened(summary_workbook(outcome))["Grounds"]
    said = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=3) if row[1].value is not None}
    edition = outcome.phases[0].edition
    assert said["id and version"] == "s@1"
    assert said["sha256"] == edition.sha256
    assert len(edition.sha256) == 64
    assert said["summary"] == "接待周到；办案规范"
    assert said["note"] == "分值为拟稿。另有说明。"
    assert said["floors of items"] == "A 接待 6"
    assert said["rounding"] == "1 decimals, halves are rounded up; for display only"
    assert "union" in said["several visits"] or "together" in said["several visits"]


def test_every_sheet_bears_the_marks(outcome):
    for sheet in opened(summary_workbook(outcome)):
        assert "虚构数据" in sheet["A1"].value
        assert sheet["A2"].value == "分值为拟稿; provisional results, with disputed findings: 1"
        assert "虚构数据" in sheet.oddHeader.left.text
        assert "分值为拟稿" in sheet.oddHeader.right.text


def test_a_draft_says_so_on_every_sheet(tmp_path):
    outcome = outcome_of(tmp_path, standard=STANDARD.replace("status: pilot", "status: draft"))
    assert all(sheet["A2"].value.startswith("s@1 is a draft") for sheet in opened(summary_workbook(outcome)))


# ---- several phases, other ways to combine, nothing at all


def test_two_phases_stand_in_one_table_with_a_column(tmp_path):
    records = {
        "a.yaml": record("jia", "[{rule: A2.1}]"),
        "b.yaml": record("jia", "[{rule: A2.1}]", date="2005-08-01"),
        "c.yaml": record("jia", date="2005-09-01"),
    }
    book = opened(summary_workbook(outcome_of(tmp_path, records, TWO_PHASES)))
    scores = dump(book["Scores"], "phase", "rank", "center", "score", "A 接待")
    assert [row for row in scores if row[2] == "甲中心"] == [
        ("一", "1", "甲中心", "18.0", "10.0"),
        ("二", "1", "甲中心", "19.0", "11.0"),  # the mean of 18 and 20
    ]
    assert len(book["Overview"]._charts) == 2
    assert dump(book["Deductions"], "phase", "effective") == [("一", "2.0"), ("二", "2.0")]


def test_phases_of_one_name_are_told_apart(tmp_path):
    campaign = TWO_PHASES.replace("name: 二", "name: 一")
    sheet = opened(summary_workbook(outcome_of(tmp_path, campaign=campaign)))["Scores"]
    assert {phase for (phase,) in dump(sheet, "phase")} == {"一 (one)", "一 (two)"}


def test_without_a_campaign(tmp_path):
    book = opened(summary_workbook(outcome_of(tmp_path, campaign=None)))
    assert [row[0] for row in dump(book["Scores"], "center")][:3] == ["bing", "yi", "jia"]
    assert book["Overview"]["A1"].value == "Scores by center  Overview"


def test_nothing_found(tmp_path):
    book = opened(summary_workbook(outcome_of(tmp_path, {}, None), "en"))
    assert book["Overview"]["A2"].value == "No phase was scored."
    assert dump(book["Overview"], "what", "number") == [
        ("files found", "0"),
        ("scored", "0"),
        ("refused", "0"),
        ("ignored", "0"),
    ]
    assert book["Overview"]._charts == []


# ---- text that would like to be more

EVIL = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "==",
    "+1",
    "-1",
    "@x",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "#N/A",
    "#REF!",
    "_x0041_",
    "'x",
]


def test_no_text_becomes_a_formula_or_an_error(tmp_path):
    campaign = CAMPAIGN
    for number, name in enumerate(EVIL):
        quoted = name.replace("'", "''")
        campaign = campaign.replace("centers:", f"centers:\n  - {{id: e{number}, name: '{quoted}'}}")
    outcome = outcome_of(tmp_path, {"a.yaml": record("jia", "[{rule: A2.1, note: '=HYPERLINK(1)'}]")}, campaign)
    book = opened(summary_workbook(outcome))
    cells = {cell.value: cell for row in book["Scores"].iter_rows() for cell in row if cell.column == 3}
    for name in EVIL:
        cell = cells[storable(name)]
        assert (cell.data_type, cell.quotePrefix) == ("s", name[0] not in "#_")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "e"
                assert cell.hyperlink is None
                assert cell.data_type != "f" or cell.value.startswith("=IF(")


def test_a_number_that_is_none_is_an_error_of_ours():
    with pytest.raises(AssertionError, match="NaN"):
        number_of(Cell("?", Decimal("NaN")))


def test_a_text_is_never_cut():
    with pytest.raises(AssertionError):
        storable("😀" * 20_000)
    assert storable("好" * 32_767) == "好" * 32_767


def test_what_xml_cannot_hold_is_named():
    assert storable("a\x00b\ufffec\r\nd") == "aU+0000bU+FFFEc\nd"


def test_widths_of_chinese_text():
    assert [lines_needed(said, 10) for said in ("", "一二三四五", "一二三四五六", "word words", "a\nb", "x" * 25)] == [
        1, 1, 2, 1, 2, 3,
    ]  # fmt: skip


# ---- how it looks and prints


def test_print_set_up(outcome):
    for sheet in opened(summary_workbook(outcome)):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage) == (1, True)
        assert "&P" in sheet.oddFooter.right.text
        assert "&N" in sheet.oddFooter.right.text


def test_each_phase_is_printed_with_its_chart(tmp_path):
    later = {f"later-{name}": content.replace("2005-03-01", "2005-08-01") for name, content in RECORDS.items()}
    sheet = opened(summary_workbook(outcome_of(tmp_path, RECORDS | later, TWO_PHASES)))["Overview"]
    first, second = (chart.anchor._from.row + 1 for chart in sheet._charts)
    (ends,) = [stop.id for stop in sheet.row_breaks.brk]
    assert first < ends < second
    assert {row[0].value for row in sheet.iter_rows(min_row=first, max_row=ends)} == {None}


@pytest.mark.parametrize(
    ("name", "frozen", "filtered"),
    [
        ("Scores", "D5", "A4:P9"),
        ("Deductions", "C5", "A4:Q11"),
        ("Losses", "E5", "A4:J8"),
        ("Not counted", "B5", "A4:E8"),
    ],
)
def test_headers_stay_in_view_filter_and_repeat(outcome, name, frozen, filtered):
    sheet = opened(summary_workbook(outcome))[name]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == (frozen, filtered, "$4:$4")


def test_verdicts_have_conditional_colors(outcome):
    rules = opened(summary_workbook(outcome))["Scores"].conditional_formatting
    formulas = {rule.formula[0]: str(area.sqref) for area in rules for rule in area.rules}
    assert formulas['$D5="pass"'] == "D5:D9"
    assert formulas["AND(ISNUMBER($E5),$E5<$F5)"] == "E5:E9"


def test_fonts_have_chinese(outcome):
    book = opened(summary_workbook(outcome))
    fonts = {cell.font.name for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert fonts == {"微软雅黑"}


def test_long_texts_get_higher_rows(tmp_path):
    note = "接待时" * 60
    sheet = opened(
        summary_workbook(outcome_of(tmp_path, {"a.yaml": record("jia", f"[{{rule: A2.1, note: {note}}}]")}))
    )["Deductions"]
    assert sheet.row_dimensions[5].height > 150


def test_the_chart_shows_scores_and_pass_mark(outcome):
    (chart,) = opened(summary_workbook(outcome))["Overview"]._charts
    bars, line = chart.series[0], chart._charts[1].series[0]
    assert bars.cat.strRef.f == "'Scores'!$C$5:$C$7"
    assert bars.val.numRef.f == "'Scores'!$E$5:$E$7"
    assert line.val.numRef.f == "'Scores'!$F$5:$F$7"
    assert [point.v for point in bars.cat.strRef.strCache.pt] == ["丙中心", "乙中心", "甲中心"]
    assert [point.v for point in bars.val.numRef.numCache.pt] == [18.0, 17.7, 16.0]


def test_a_chart_has_room_for_forty(tmp_path):
    names = [f"n{number}" for number in range(45)]
    centers = "".join(f"\n  - {{id: {name}, name: 中心{name}}}" for name in names)
    campaign = CAMPAIGN.replace("centers:", "centers:" + centers)
    outcome = outcome_of(tmp_path, {f"{name}.yaml": record(name) for name in names}, campaign)
    (chart,) = opened(summary_workbook(outcome))["Overview"]._charts
    assert chart.series[0].cat.strRef.f.endswith("$C$5:$C$44")
    assert chart.title.tx.rich.p[0].r[0].t.endswith("the first 40 of 45")


def test_the_same_figures_make_the_same_file(outcome):
    assert summary_workbook(outcome) == summary_workbook(outcome)


def test_the_language_is_that_of_the_standard(tmp_path):
    before = words.spoken()
    outcome = outcome_of(tmp_path, standard=STANDARD.replace("language: en", "language: zh-CN"))
    assert opened(summary_workbook(outcome)).sheetnames[0] == "总览"
    assert opened(summary_workbook(outcome, "en")).sheetnames[0] == "Overview"
    assert words.spoken() == before


def test_any_book_can_be_written():
    table = Table((Column("a", key="a"),), ((Cell("1", Decimal(1)),), (text("x"),)))
    book = Book("书", (Tab("t", "T", Page("页", (table,))),), "", "")
    assert [cell.value for cell in opened(workbook(book))["T"]["A"]] == ["书  页", None, "a", 1, "x"]


# ---- checks: computed here, shown in previews, recomputed by a spreadsheet


def checks(book):
    """What the cells with formulas say, by sheet and cell."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value in ("agrees", "differs")
    }


def test_previews_show_the_checks(outcome):
    said = checks(load_workbook(BytesIO(summary_workbook(outcome)), data_only=True))
    assert len(said) > 15
    assert set(said.values()) == {"agrees"}


def test_a_figure_that_does_not_add_up_is_told_at_once(outcome):
    phase = outcome.phases[0]
    wrong = replace(outcome, phases=(replace(phase, counts=replace(phase.counts, passed=3)),))
    said = checks(load_workbook(BytesIO(summary_workbook(wrong)), data_only=True))
    assert "differs" in said.values()


def tampered(data: bytes, *changes):
    """The workbook with other figures, and without what its formulas came to."""
    book = opened(data)
    for sheet, cell, value in changes:
        assert isinstance(book[sheet][cell].value, int | float), f"{sheet}!{cell} is no figure"
        book[sheet][cell].value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


TAMPERED = {
    "untouched": (),
    "passed": (("Overview", "B11", 3),),
    "rate": (("Overview", "B16", 0.41),),
    "score": (("Scores", "E5", 18.1),),
    "item": (("Scores", "G6", 9.8),),
    "deduction": (("Deductions", "K8", 3.1),),
    "loss": (("Losses", "H5", 3.1),),
}


def various(folder: Path):
    """Campaigns that differ in what the checks have to follow, by name."""
    later = {f"later-{name}": content.replace("2005-03-01", "2005-08-01") for name, content in RECORDS.items()}
    later["second.yaml"] = record("jia", "[{rule: B1.1, level: 严重}]", date="2005-09-01")
    zero = {"zero.yaml": record("wu", "[{rule: A2.1}, {rule: V2, note: 补造}]", date="2005-09-02")}
    del later["later-broken.yaml"]
    return {
        "phases": outcome_of(folder / "a", RECORDS | later | zero, TWO_PHASES),
        "worst": outcome_of(
            folder / "b", RECORDS | later | zero, TWO_PHASES.replace("combine: mean", "combine: worst")
        ),
        "full": outcome_of(folder / "c", standard=STANDARD.replace("rescale", "full")),
        "zero": outcome_of(folder / "d", standard=STANDARD.replace("rescale", "zero")),
        "down": outcome_of(folder / "e", standard=STANDARD + "rounding: {decimals: 0, mode: down}\n"),
        "none": outcome_of(folder / "f", campaign=None),
        "empty": outcome_of(folder / "g", {}),
    }


@pytest.fixture(scope="module")
def computed(tmp_path_factory, outcome):
    """What the checks say in LibreOffice, by workbook and cell."""
    folder, data = tmp_path_factory.mktemp("computed"), summary_workbook(outcome)
    books = {name: tampered(data, *changes) for name, changes in TAMPERED.items()}
    books |= {name: summary_workbook(other, "en") for name, other in various(folder).items()}
    return {
        name: {
            f"{sheet}!{cell}": word
            for sheet in book.files
            for cell, word in book.sheet(sheet).items()
            if word in ("agrees", "differs")
        }
        for name, book in recalculated(books, folder / "books").items()
    }


def differing(checked):
    """The checks that do not agree."""
    return {cell for cell, word in checked.items() if word == "differs"}


@pytest.mark.needs("soffice")
def test_a_spreadsheet_agrees_and_sees_what_was_changed(computed, outcome):
    assert {name: differing(computed[name]) for name in TAMPERED} == {
        "untouched": set(),
        "passed": {"Overview!D10", "Overview!D11", "Overview!D16"},
        "rate": {"Overview!D16"},
        "score": {"Scores!P5"},
        "item": {"Scores!P6"},
        "deduction": {"Scores!P7", "Losses!J5", "Losses!J9"},
        "loss": {"Losses!J5"},
    }
    shown_before = checks(load_workbook(BytesIO(summary_workbook(outcome)), data_only=True))
    assert set(computed["untouched"]) == set(shown_before)


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("name", ["phases", "worst", "full", "zero", "down", "none", "empty"])
def test_a_spreadsheet_agrees_whatever_the_standard_and_the_campaign(computed, name):
    assert differing(computed[name]) == set()
    assert len(computed[name]) > 0


def test_the_file_holds_no_links_and_no_programs(outcome):
    names = ZipFile(BytesIO(summary_workbook(outcome))).namelist()
    assert not [name for name in names if "externalLink" in name or "vba" in name or "activeX" in name]
