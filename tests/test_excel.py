"""The Excel summary: YAML in, the cells of the workbook out, with figures computed by hand.

The standard has 20 points: A (A1 7, A2 5) with a floor of 6, and B (B1 8); the pass mark is 15.
"""

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sheets import dump, opened, shown, table, tables

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


# ---- what each sheet says


def test_the_sheets(outcome):
    names = ["Cover", "一", "Statistics", "Deductions", "Not counted", "Grounds and checks"]
    assert opened(summary_workbook(outcome)).sheetnames == names


def test_the_sheets_in_chinese(outcome):
    names = ["封面", "一", "统计", "扣分明细", "未计入", "依据与核对"]
    assert opened(summary_workbook(outcome, "zh-CN")).sheetnames == names


def texts(sheet):
    """Every text of a sheet."""
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_the_cover_names_campaign_phase_and_who_signs(outcome):
    sheet = opened(summary_workbook(outcome))["Cover"]
    assert sheet["A1"].value == "试点（虚构数据）: summary of scores"
    said = {row[0].value: next((cell.value for cell in row[1:] if cell.value), None) for row in sheet.iter_rows()}
    assert said["bureau (seal)"] is None
    assert said["date"] == "____-__-__"
    assert said["phases"] == "一"
    assert said["visits"] == "5 visits from 2005-03-01 to 2005-03-01: announced 4, self-inspection 1"
    assert any(text.startswith("Prepared by: ____") for text in texts(sheet))


def test_the_cover_in_chinese_is_signed_by_three(outcome):
    sheet = opened(summary_workbook(outcome, "zh"))["封面"]
    assert sheet["A1"].value == "试点（虚构数据）考核得分汇总表"
    (line,) = [text for text in texts(sheet) if text.startswith("制表：")]
    assert [word for word in ("制表：", "审核：", "负责人：", "（盖章）", "年") if word not in line] == []


def test_the_phases_are_side_by_side(outcome):
    sheet = opened(summary_workbook(outcome))["Cover"]
    columns = ("phase", "registered", "excluded", "participating", "pass", "fail", "undecided", "not assessed")
    assert dump(sheet, *columns) == [("一", "6", "1", "5", "2", "1", "1", "1")]
    assert dump(sheet, "pass rate", "target", "centers needed", "result") == [("40.0%", "33.3%", "2", "reached")]


def test_centers_from_phase_to_phase(tmp_path):
    records = {
        "a.yaml": record("jia", "[{rule: A2.1}]"),  # 18
        "b.yaml": record("jia", date="2005-08-01"),  # 20: the mean of one visit
        "c.yaml": record("yi", "[{rule: A2.1}]", date="2005-08-01"),  # 18, and no score before
        "d.yaml": record("bing"),  # 20
        "e.yaml": record("bing", "[{rule: B1.1, level: 严重}]", date="2005-08-01"),  # 16
        "f.yaml": record("ding", examined="[A]"),  # from 12 to 20
    }
    sheet = opened(summary_workbook(outcome_of(tmp_path, records, TWO_PHASES)))["Cover"]
    found = table(sheet, "center", "score", "change")
    assert found.titles == ["center", "score", "verdict", "score", "verdict", "change"]
    assert [tuple(map(shown, row)) for row in found.rows] == [
        ("甲中心", "18.0", "pass", "20.0", "pass", "+2.0"),
        ("乙中心", "-", "not assessed", "18.0", "pass", "-"),
        ("丙中心", "20.0", "pass", "16.0", "pass", "-4.0"),
        ("丁中心", "12.0 - 20.0", "undecided", "-", "not assessed", "-"),
        ("戊中心", "-", "not assessed", "-", "not assessed", "-"),
    ]


def test_the_cover_marks_provisional_verdicts(outcome):
    sheet = opened(summary_workbook(outcome))["Cover"]
    verdicts = {shown(line[0]): shown(line[2]) for line in table(sheet, "center", "score").rows}
    assert [name for name, verdict in verdicts.items() if verdict.endswith("*")] == ["乙中心"]
    assert "* Provisional: findings are disputed." in texts(sheet)


def test_those_that_passed_are_ranked_and_the_others_behind_them_are_not(outcome):
    sheet = opened(summary_workbook(outcome))["一"]
    assert sheet["A1"].value == "试点（虚构数据）, 一: scores"
    assert "pass rate 40.0% (2/5)  1/3 of 5 needs 2: reached" in texts(sheet)
    found = table(sheet, "rank", "center")
    assert found.sections == [
        "pass: 2 centers", "pass: 2 centers", "fail: 1 center", "undecided: 1 center", "not assessed: 1 center",
    ]  # fmt: skip
    assert dump(sheet, "rank", "center", "score", "A 接待", "B 办案", "attainable", "deducted", "bonus") == [
        ("1", "乙中心", "17.7", "9.7", "8.0", "20.0", "2.3", "0.0"),
        ("2", "甲中心", "16.0", "7.0", "8.0", "20.0", "5.0", "1.0"),
        ("-", "丙中心", "18.0", "7.0", "6.5", "15.0", "1.5", "0.0"),
        ("-", "丁中心", "12.0 - 20.0", "12.0", "-", "-", "-", "-"),
        ("-", "戊中心", "-", "-", "-", "-", "-", "-"),
    ]


def test_reason_and_remarks(outcome):
    rows = dump(opened(summary_workbook(outcome))["一"], "center", "reason and remarks")
    disputed = "disputed findings: 17.7 (pass) as recorded; 20.0 (pass) if the disputes are upheld"
    # 15 of 20 points possible, 13.5 of them earned
    rescaled = "A2 not applicable, 15 points possible: 13.5 / 15 x 20 = 18.0; item A for its floor 6: 7 / 7 x 12 = 12.0"
    assert dict(rows) == {
        "乙中心": f"provisional; {disputed}",
        "甲中心": None,
        "丙中心": f"veto V1: 收取财物的; {rescaled}",
        "丁中心": "not examined: B1",
        "戊中心": "no visit that counts; records refused: 1",
    }


def test_the_remark_on_what_does_not_apply_in_chinese(outcome):
    rows = dict(dump(opened(summary_workbook(outcome, "zh"))["一"], "被考评单位", "原因、备注"))
    assert rows["丙中心"].endswith("A2合理缺项，应得15分，13.5÷15×20＝18.0；A项按单项最低分6分折算：7÷7×12＝12.0")


def test_equal_scores_share_a_rank(tmp_path):
    outcome = outcome_of(
        tmp_path,
        {f"{name}.yaml": record(name) for name in ("jia", "yi")} | {"bing.yaml": record("bing", "[{rule: A2.1}]")},
    )
    sheet = opened(summary_workbook(outcome))["一"]
    assert dump(sheet, "rank", "center")[:3] == [("1", "甲中心"), ("1", "乙中心"), ("3", "丙中心")]


def test_no_figure_is_rounded_across_a_mark(tmp_path):
    # B1 does not apply: (12 − 2 − 1) ÷ 12 × 20 = 15; with 7/300 more deducted 14.96, one decimal would say 15.0
    standard = STANDARD.replace("proportion_of: 3", "proportion_of: 300")
    more = "not_applicable: [{sub_item: B1, reason: 无}]\n"
    findings = "[{rule: A2.1}, {rule: A1.1}, {rule: A1.2, value: 299}]"
    outcome = outcome_of(tmp_path, {"a.yaml": record("jia", findings, more=more)}, standard=standard)
    sheet = opened(summary_workbook(outcome))["一"]
    assert dump(sheet, "center", "score", "deducted")[0] == ("甲中心", "14.96", "3.02")


def test_the_most_frequent_problems_name_the_centers(tmp_path):
    more = {"ding.yaml": record("ding", "[{rule: A2.1}]")}
    sheet = opened(summary_workbook(outcome_of(tmp_path, RECORDS | more)))["一"]
    # 3 + 2 + 2 + 1.5 + 7/3 = 65/6 in all; A2.1: 4 of 65/6 = 36.9%
    columns = ("No.", "clause", "centers", "points lost", "share of all points lost", "which centers")
    assert dump(sheet, *columns) == [
        ("1", "A2.1", "2", "4.0", "36.9%", "甲中心, 丁中心"),
        ("2", "A1.1", "1", "3.0", "27.7%", "甲中心"),
        ("3", "A1.2", "1", "2.3", "21.5%", "乙中心"),
        ("4", "B1.1", "1", "1.5", "13.8%", "丙中心"),
    ]


def test_statistics(outcome):
    # totals 53/3, 16 and 18, of which 27/2 + 53/3 + 15 of 55 points were earned; A2 does not apply in 丙中心
    columns = ("part", "points", "number of centers", "average", "median", "highest", "lowest", "rate of loss")
    assert dump(opened(summary_workbook(outcome))["Statistics"], *columns) == [
        ("total", "20", "3", "17.2", "17.7", "18.0", "16.0", "16.1%"),
        ("A 接待", "12", "4", "10.2", "10.8", "12.0", "7.0", "17.1%"),
        ("\u3000A1 公示", "7", "4", "5.7", "5.8", "7.0", "4.0", "19.0%"),
        ("\u3000A2 登记", "5", "3", "4.3", "5.0", "5.0", "3.0", "13.3%"),
        ("B 办案", "8", "3", "7.5", "8.0", "8.0", "6.5", "6.3%"),
        ("\u3000B1 质量", "8", "3", "7.5", "8.0", "8.0", "6.5", "6.3%"),
    ]


def test_statistics_by_level(tmp_path):
    campaign = CAMPAIGN.replace("name: 甲中心}", "name: 甲中心, level: city}")
    for name in ("乙", "丙"):
        campaign = campaign.replace(f"name: {name}中心}}", f"name: {name}中心, level: district}}")
    sheet = opened(summary_workbook(outcome_of(tmp_path, campaign=campaign), "zh"))["统计"]
    rows = [tuple(map(shown, row)) for row in tables(sheet)[1].rows]
    # 区级: 53/3 and 18, the mean 107/6; (53/3 + 13.5) of 35 points
    assert rows[0] == ("市级1个", "20", "1", "16.0", "16.0", "16.0", "16.0", "25.0%")
    assert rows[3] == ("区级2个", "20", "2", "17.8", "17.8", "18.0", "17.7", "11.0%")
    assert rows[4][0] == "\u3000区级 A 接待"


def test_deductions(outcome):
    columns = ("No.", "center", "date", "channel", "clause", "sub-item", "nominal", "effective", "granted")
    assert dump(opened(summary_workbook(outcome))["Deductions"], *columns) == [
        ("1", "乙中心", "2005-03-01", "announced", "A1.2", "A1 公示", "2.3", "2.3", None),
        ("2", "甲中心", "2005-03-01", "announced", "A1.1", "A1 公示", "1.0", "3.0", None),
        ("3", "甲中心", "2005-03-01", "announced", "A1.1", "A1 公示", "2.0", None, None),
        ("4", "甲中心", "2005-03-01", "announced", "A2.1", "A2 登记", "2.0", "2.0", None),
        ("5", "甲中心", "2005-03-01", "announced", "P1", "bonus", "-", None, "1.0"),
        ("6", "丙中心", "2005-03-01", "announced", "B1.1", "B1 质量", "1.5", "1.5", None),
        ("7", "丙中心", "2005-03-01", "announced", "V1", "veto", "-", None, None),
        (None, None, None, None, None, None, None, "8.8", None),  # 7/3 + 3 + 2 + 1.5 = 53/6
    ]


def test_a_deduction_tells_what_was_found(outcome):
    rows = table(opened(summary_workbook(outcome))["Deductions"], "clause", "what was found").dicts()
    said = {row["clause"]: row for row in reversed(rows)}
    assert said["A1.1"]["what was found"] == "1; 大门"
    assert said["A1.2"]["what was found"] == "[disputed: 中心有异议]; 2"
    assert said["V1"]["what was found"] == "收条; 收取财物的 fails"
    assert (said["A1.1"]["rule"], said["A1.1"]["basis"], said["A1.1"]["evidence"]) == ("每处扣1分", "条例", "照片1")


def test_what_the_sub_item_has_left_is_said(tmp_path):
    # A1: 5 and 7 × (1 − 1/3) = 14/3 of 7 points: 2 are left for the second
    findings = "[{rule: A1.1, count: 9}, {rule: A1.2, value: 1}]"
    sheet = opened(summary_workbook(outcome_of(tmp_path, {"a.yaml": record("jia", findings)})))["Deductions"]
    assert dump(sheet, "clause", "nominal", "effective", "what was found")[:2] == [
        ("A1.1", "9.0", "5.0", "9; together 9, of which 5 count"),
        ("A1.2", "4.7", "2.0", "1; 2 points are left of the sub-item"),
    ]


def test_findings_without_a_deduction_are_apart(tmp_path):
    records = {"a.yaml": record("jia", "[{rule: A1.2, value: 3, note: 三次都有}, {rule: A2.1}]")}
    sheet = opened(summary_workbook(outcome_of(tmp_path, records)))["Deductions"]
    (first,) = tables(sheet)  # its header stays in view and is repeated on each page, so that none follows below it
    assert [shown(cell) for cell in first.column("clause")] == ["A2.1", None]
    rows = [[shown(cell) for cell in line] for line in sheet.iter_rows()]
    heading = next(number for number, line in enumerate(rows) if line[0] == "Findings without a deduction")
    number, found = (first.titles.index(title) for title in ("No.", "what was found"))
    assert [(line[number], line[found]) for line in rows[heading + 1 :]] == [("2", "3; 三次都有")]


def left_out(folder):
    more = {
        "notes.txt": "x",
        "more.txt": "x",
        "yi.yaml": record("yi", "[{rule: A2.1, note: 缺, status: withdrawn, status_note: 已补}]"),
        "wu-self.yaml": record("wu", channel="self"),
    }
    return opened(summary_workbook(outcome_of(folder, RECORDS | more)))


def test_what_is_not_counted(tmp_path):
    sheet = left_out(tmp_path)["Not counted"]
    assert "files: 9 found = 6 scored + 1 refused + 2 ignored" in texts(sheet)
    assert dump(sheet, "what", "center", "number", "details") == [
        ("refused record", "戊中心", "1", "1 problem"),
        ("excluded center", "己社团", None, None),
        ("center not assessed", "戊中心", None, None),
        ("visits not counted: self-inspection", None, "2", "丁中心 2005-03-01, 戊中心 2005-03-01"),
        ("finding withdrawn", "乙中心", "1", "2005-03-01 announced"),
        ("ignored files", None, "2", None),
    ]
    reasons = [reason for (reason,) in dump(sheet, "reason")]
    assert reasons[0].startswith("s@1 has no rule A9.9")
    assert reasons[1] == "社团不参加"
    assert reasons[4] == "A2.1; [withdrawn: 已补]; 缺"


def test_visits_of_other_phases_share_a_row(tmp_path):
    outcome_of(tmp_path, RECORDS, TWO_PHASES)
    outcome = batch(str(tmp_path / "visits"), Workspace(), "two")
    rows = dump(opened(summary_workbook(outcome))["Not counted"], "what", "number", "reason")
    assert ("ignored files", "5", "a visit of another phase") in rows


def test_files_and_codes_are_on_the_last_sheet(tmp_path):
    sheet = left_out(tmp_path)["Grounds and checks"]
    visits = f"{tmp_path}/visits"
    assert [(what, place, code) for what, place, code in dump(sheet, "what", "file and place", "code")] == [
        ("refused record", f"{visits}/broken.yaml:7:19", "unknown-rule"),
        ("finding withdrawn", f"{visits}/yi.yaml:7", "A2.1"),
        ("visit not counted", f"{visits}/ding-self.yaml", None),
        ("visit not counted", f"{visits}/wu-self.yaml", None),
        ("ignored file", f"{visits}/more.txt", None),
        ("ignored file", f"{visits}/notes.txt", None),
    ]
    places = dict(dump(sheet, "No.", "file and line"))
    assert places["1"] == f"{visits}/jia.yaml:7"


def test_exact_scores_are_on_the_last_sheet(outcome):
    sheet = opened(summary_workbook(outcome))["Grounds and checks"]
    columns = ("id", "center", "verdict", "provisional", "exact score, or bounds", "A 接待", "B 办案")
    assert dump(sheet, *columns) == [
        ("yi", "乙中心", "pass", "provisional", "53/3", "29/3", "8"),
        ("jia", "甲中心", "pass", None, "16", "7", "8"),
        ("bing", "丙中心", "fail", None, "18", "7", "6.5"),
        ("ding", "丁中心", "undecided", None, "12 - 20", "12", "-"),
        ("wu", "戊中心", "not assessed", None, "-", "-", "-"),
    ]


def test_the_digest_of_the_standard_is_on_the_last_sheet(outcome):
    sheet = opened(summary_workbook(outcome))["Grounds and checks"]
    assert dump(sheet, "standard", "sha256") == [("s@1", outcome.phases[0].edition.sha256)]
    assert len(outcome.phases[0].edition.sha256) == 64


def test_grounds(outcome):
    sheet = opened(summary_workbook(outcome))["Grounds and checks"]
    said = {}
    for row in sheet.iter_rows(min_row=3):
        values = [cell.value for cell in row if cell.value is not None]
        if len(values) == 2:
            said.setdefault(*values)
    assert said["standard"] == "考核细则  s@1"
    assert said["summary"] == "接待周到；办案规范"
    assert said["note"] == "分值为拟稿。另有说明。"
    assert said["floors of items"] == "A 接待 6"
    assert said["rounding"] == "1 decimals, halves are rounded up; for display only"
    assert "together" in said["several visits"]


def test_every_sheet_bears_the_marks(outcome):
    for sheet in opened(summary_workbook(outcome)):
        assert sheet["A2"].value == "分值为拟稿; provisional results, with disputed findings: 1"
        assert "虚构数据" in sheet.oddHeader.left.text
        assert "分值为拟稿" in sheet.oddHeader.right.text


def test_a_draft_says_so_on_every_sheet(tmp_path):
    outcome = outcome_of(tmp_path, standard=STANDARD.replace("status: pilot", "status: draft"))
    assert all(sheet["A2"].value.startswith("s@1 is a draft") for sheet in opened(summary_workbook(outcome)))


# ---- several phases, other ways to combine, nothing at all


def test_each_phase_has_a_sheet(tmp_path):
    records = {
        "a.yaml": record("jia", "[{rule: A2.1}]"),
        "b.yaml": record("jia", "[{rule: A2.1}]", date="2005-08-01"),
        "c.yaml": record("jia", date="2005-09-01"),
    }
    book = opened(summary_workbook(outcome_of(tmp_path, records, TWO_PHASES)))
    assert dump(book["一"], "rank", "center", "score", "A 接待")[0] == ("1", "甲中心", "18.0", "10.0")
    assert dump(book["二"], "rank", "center", "score", "A 接待")[0] == ("1", "甲中心", "19.0", "11.0")  # of 18 and 20
    assert [len(book[name]._charts) for name in ("Cover", "一", "二")] == [1, 1, 1]
    assert dump(book["Deductions"], "phase", "effective")[:2] == [("一", "2.0"), ("二", "2.0")]


def test_phases_of_one_name_are_told_apart(tmp_path):
    campaign = TWO_PHASES.replace("name: 二", "name: 一")
    book = opened(summary_workbook(outcome_of(tmp_path, campaign=campaign)))
    assert [phase for (phase,) in dump(book["Cover"], "phase")] == ["一 (one)", "一 (two)"]
    assert book.sheetnames[1:3] == ["一 (one)", "一 (two)"]


@pytest.mark.parametrize(
    ("name", "sheet"),
    [("a/b:c*d", "a b c d"), ("Cover", "Cover 2"), ("阶段" * 20, "阶段" * 15 + "阶"), ("[]", "Sheet")],
)
def test_a_phase_may_have_any_name(tmp_path, name, sheet):
    campaign = CAMPAIGN.replace("name: 一", f"name: '{name}'")
    assert opened(summary_workbook(outcome_of(tmp_path, campaign=campaign))).sheetnames[1] == sheet


def test_without_a_campaign(tmp_path):
    book = opened(summary_workbook(outcome_of(tmp_path, campaign=None)))
    assert [row[0] for row in dump(book["Scores"], "center")][:3] == ["yi", "jia", "bing"]
    assert book["Cover"]["A1"].value == "考核细则: summary of scores"


def test_nothing_found(tmp_path):
    book = opened(summary_workbook(outcome_of(tmp_path, {}, None), "en"))
    assert book.sheetnames == ["Cover", "Deductions", "Not counted", "Grounds and checks"]
    assert "No phase was scored." in texts(book["Cover"])
    assert "files: 0 found = 0 scored + 0 refused + 0 ignored" in texts(book["Not counted"])
    assert [sheet._charts for sheet in book] == [[], [], [], []]


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
    cells = {cell.value: cell for row in book["一"].iter_rows() for cell in row if cell.column == 2}
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


def test_the_same_figures_make_the_same_file(outcome):
    assert b"".join(summary_workbook(outcome)) == b"".join(summary_workbook(outcome))


def test_the_language_is_that_of_the_standard(tmp_path):
    before = words.spoken()
    outcome = outcome_of(tmp_path, standard=STANDARD.replace("language: en", "language: zh-CN"))
    assert opened(summary_workbook(outcome)).sheetnames[0] == "封面"
    assert opened(summary_workbook(outcome, "en")).sheetnames[0] == "Cover"
    assert words.spoken() == before


def test_any_book_can_be_written():
    made = Table((Column("a", key="a"),), ((Cell("1", Decimal(1)),), (text("x"),)))
    book = Book("书", (Tab("t", "T", Page("页", (made,))),), "", "")
    assert [cell.value for cell in opened(workbook(book))["T"]["A"]] == ["页", None, "a", 1, "x"]


def test_the_file_holds_no_links_and_no_programs(outcome):
    names = ZipFile(BytesIO(b"".join(summary_workbook(outcome)))).namelist()
    assert not [name for name in names if "externalLink" in name or "vba" in name or "activeX" in name]
