"""What has to be shown of a result in every medium: disputes, caps, rescaling, whole items, names, numbers in words."""

import json
from fractions import Fraction

import pytest
from sheets import opened, table
from written import campaign, edition, record, said, visit

from aidscore.check.record import check_declared
from aidscore.media.json.batch import batch_document
from aidscore.media.json.score import score_document
from aidscore.media.text import render
from aidscore.media.workbook import summary_workbook
from aidscore.model.quantity import Quantity
from aidscore.model.results import Outcome
from aidscore.model.rule import Band, Bands, Shortfall
from aidscore.model.standard import Grade
from aidscore.pages.batch import batch_page
from aidscore.pages.score import visit_page
from aidscore.scoring.details import details_of
from aidscore.scoring.disputes import center_if_upheld, visit_if_upheld
from aidscore.scoring.parts import own_parts
from aidscore.scoring.phase import phase_result
from aidscore.wording.rules import deduct_text
from aidscore.wording.standards import grades_text
from aidscore.words import speaking

STANDARD = """\
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
points: 100
pass: {score: 80}
grades: [{name: 优秀, from: 95}, {name: 达标, from: 80}, {name: 未达标, from: 0}]
not_applicable: rescale
rounding: {decimals: 1, mode: half-up}
items:
  - id: A
    name: 接待
    points: 60
    pass_score: 40
    sub_items:
      - id: A1
        name: 场所
        points: 40
        rules:
          - {id: A1.1, text: 每件扣2分, basis: [依据一], deduct: {each: 2, unit: 件, max: 10, free: 1}}
          - {id: A1.2, text: 缺项, basis: [依据], deduct: {missing: 3, of: {hotline: 电话, hours: 时间, fees: 收费}}}
          - {id: A1.3, text: 酌情, basis: [依据], deduct: {range: [0.01, 9]}}
          - {id: A1.4, text: 按程度, basis: [依据], deduct: {levels: {一般: 1, 严重: 5}}}
          - {id: A1.5, text: 扣2分, basis: [依据], deduct: 2}
          - {id: A1.6, text: 接通率, basis: [依据], deduct: {bands: [{from: 90%, points: 0}, {from: 0%, points: 4}]}}
      - {id: A2, name: 登记, points: 20, rules: [{id: A2.1, text: 全扣, basis: [依据], deduct: all}]}
  - id: B
    name: 办案
    points: 40
    sub_items:
      - {id: B1, name: 质量, points: 40, rules: [{id: B1.1, text: 扣15分, basis: [依据], deduct: 15}]}
vetoes: [{id: V1, text: 收取财物, basis: [条例], effect: fail}, {id: V2, text: 弄虚作假, basis: [条例], effect: zero}]
bonus:
  max: 3
  rules:
    - {id: P1, text: 推广, add: {each: 2, max: 4}}
    - {id: P2, text: 表彰, add: 2}
"""
CAMPAIGN = """\
aidscore: campaign/1
id: c
title: 活动
centers: [{id: jia, name: 中心}, {id: yi, name: 中心}, {id: bing, name: 丙中心}]
phases:
  - id: p
    name: 试点
    from: 2005-01-01
    to: 2005-12-31
    standard: s@1
    combine: COMBINE
"""
EDITION = edition(STANDARD)


@pytest.fixture(autouse=True)
def _english():
    with speaking("en"):
        yield


def made(findings="[]", *, center="jia", channel="announced", date="2005-03-01", more="", examined="all"):
    """A visit by the standard above."""
    head = f"aidscore: record/1\nstandard: s@1\ncenter: {center}\nchannel: {channel}\ndate: {date}\n"
    content = record(f"{head}examined: {examined}\nfindings: {findings}\n{more}", EDITION)
    return visit(content, EDITION, f"{center}-{channel}-{date}.yaml")


def outcome_of(*visits, combine="union"):
    """The outcome of these visits."""
    whole = campaign(CAMPAIGN.replace("COMBINE", combine))
    return Outcome(whole, (phase_result(whole, whole.phases[0], EDITION, visits),), visits, (), (), ())


def center_of(outcome, name="jia"):
    """A center of the only phase, and the phase."""
    phase = outcome.phases[0]
    return next(center for center in phase.centers if center.center.id == name), phase


def in_json(outcome, name="jia"):
    """What the document of a batch says of a center."""
    (phase,) = json.loads(batch_document(outcome))["phases"]
    return next(center for center in phase["centers"] if center["id"] == name)


def tab(outcome, name):
    """The rows of the first table of a tab of the summary that lists centers, each by the titles of the columns."""
    return table(opened(summary_workbook(outcome, "en"), data_only=True)[name], "center").dicts()


# ---- C13: disputes -------------------------------------------------------------------------------

DISPUTED = ", status: disputed, status_note: 中心不认可}"
UPHELD = {
    "a rule": (f"[{{rule: B1.1{DISPUTED}]", ("85", "pass"), ("100", "pass")),
    "one of two": (f"[{{rule: A1.1, count: 3}}, {{rule: A1.1, count: 2{DISPUTED}]", ("92", "pass"), ("96", "pass")),
    "a verdict": (f"[{{rule: B1.1}}, {{rule: A1.1, count: 9{DISPUTED}]", ("75", "fail"), ("85", "pass")),
    "a veto": (f"[{{rule: V1, note: 收条{DISPUTED}]", ("100", "fail"), ("100", "pass")),
    "a veto that zeroes": (f"[{{rule: V2, note: 假{DISPUTED}]", ("0", "fail"), ("100", "pass")),
    "a bonus": (f"[{{rule: B1.1}}, {{rule: P2{DISPUTED}]", ("87", "pass"), ("85", "pass")),
    "a pooled sample": (
        f"[{{rule: A1.6, sample: {{drawn: 10, failed: 2}}}}, {{rule: A1.6, sample: {{drawn: 30, failed: 0}}{DISPUTED}]",
        ("100", "pass"),
        ("96", "pass"),
    ),
}


@pytest.mark.parametrize("case", UPHELD)
def test_a_visit_without_its_disputed_findings(case):
    findings, now, upheld = UPHELD[case]
    one = made(findings)
    assert (said(one.assessment.total), one.assessment.verdict) == now
    result = visit_if_upheld(one)
    assert (said(result.total), result.verdict) == upheld
    (document,) = json.loads(score_document(Outcome(None, (), (one,), (), (), ())))["results"]
    assert document["if_disputes_upheld"] == {"exact": upheld[0], "verdict": upheld[1]}
    assert "if the disputes are upheld" in render(visit_page(one))


@pytest.mark.parametrize("findings", ["[]", "[{rule: B1.1}]", "[{rule: B1.1, status: withdrawn, status_note: 误记}]"])
def test_nothing_is_disputed(findings):
    one = made(findings)
    assert visit_if_upheld(one) is None
    assert in_json(outcome_of(one))["if_disputes_upheld"] is None
    assert "disputes" not in render(visit_page(one)) + render(batch_page(outcome_of(one)))


# announced 85, disputed, and 100 without; unannounced 98: a disputed finding is taken out before anything is combined
COMBINED = {
    "union": (("83", "pass"), ("98", "pass")),
    "latest": (("98", "pass"), None),
    "mean": (("91.5", "pass"), ("99", "pass")),
    "worst": (("85", "pass"), ("98", "pass")),
    "{weights: {announced: 25%, unannounced: 75%}}\n    channels: [announced, unannounced]": (
        ("94.75", "pass"),
        ("98.5", "pass"),
    ),
}


@pytest.mark.parametrize("combine", COMBINED)
def test_a_center_without_its_disputed_findings_under_every_combination(combine):
    now, upheld = COMBINED[combine]
    visits = (made(f"[{{rule: B1.1{DISPUTED}]"), made("[{rule: A1.5}]", channel="unannounced", date="2005-04-01"))
    outcome = outcome_of(*visits, combine=combine)
    center, phase = center_of(outcome)
    assert (said(center.total), center.verdict) == now
    result = center_if_upheld(center, phase)
    assert (result and (said(result.total), result.verdict)) == upheld
    expected = upheld and {"exact": upheld[0], "verdict": upheld[1]}
    assert in_json(outcome)["if_disputes_upheld"] == expected
    assert ("if the disputes are upheld" in render(batch_page(outcome))) == bool(upheld)
    scores = next(row for row in tab(outcome, "试点") if row["center"] == "中心 (jia)")
    assert ("if the disputes are upheld" in (scores["reason and remarks"] or "")) == bool(upheld)


WITHDRAWN = "[{rule: A1.5, note: 无标牌, status: withdrawn, status_note: 误记}, {rule: V1, note: 收条" + DISPUTED + "]"


def test_withdrawn_findings_and_disputed_vetoes_are_on_the_page():
    page = render(visit_page(made(WITHDRAWN), explain=True))
    assert "[withdrawn: 误记]; 无标牌" in page
    assert "V1  收取财物 (fails): [disputed: 中心不认可]; 收条" in page


def test_withdrawn_findings_and_disputed_vetoes_are_in_the_document():
    (document,) = json.loads(batch_document(outcome_of(made(WITHDRAWN))))["results"]
    (withdrawn,) = document["withdrawn"]
    assert (withdrawn["rule"], withdrawn["status"], withdrawn["status_note"]) == ("A1.5", "withdrawn", "误记")
    (veto,) = document["veto_findings"]
    assert (veto["rule"], veto["effect"], veto["findings"][0]["status"]) == ("V1", "fail", "disputed")


def test_a_bonus_says_what_was_found_and_what_was_granted():
    one = made("[{rule: B1.1}, {rule: P1, count: 1}, {rule: P2, note: 市级}]")
    (document,) = json.loads(score_document(Outcome(None, (), (one,), (), (), ())))["results"]
    points = [(bonus["rule"], bonus["nominal"], bonus["effective"]) for bonus in document["bonuses"]]
    assert (points, document["bonus"]) == ([("P1", "2", "2"), ("P2", "2", "1")], "3")
    page = render(visit_page(one, explain=True))
    assert "Bonus, granted: 3" in page
    assert "bonus P2: 2, of which 1 are granted" in page
    details = {row["clause"]: row for row in tab(outcome_of(one), "Deductions")}
    assert (details["P2"]["nominal of the clause"], details["P2"]["granted"]) == (2, 1)


# ---- D5: each finding its own points, the cap once -----------------------------------------------

PARTS = {
    "counted, free and capped": ("A1.1", "[{count: 3}, {count: 4}]", ["6", "8"], "10"),
    "a sample counts its failed": ("A1.1", "[{sample: {drawn: 9, failed: 2}}, {}]", ["4", "2"], "4"),
    "an element named twice": ("A1.2", "[{missing: [hotline]}, {missing: [hotline, hours]}]", ["3", "3"], "6"),
    "chosen": ("A1.3", "[{points: 1.5, note: 甲}, {points: 9, note: 乙}]", ["1.5", "9"], "9"),
    "levels": ("A1.4", "[{level: 一般}, {level: 严重, count: 2}]", ["1", "10"], "11"),
    "fixed": ("A1.5", "[{}, {}]", ["2", "0"], "2"),
    "all": ("A2.1", "[{}, {}]", ["20", "0"], "20"),
    "the value that holds": ("A1.6", "[{value: 95%}, {value: 80%}]", ["0", "4"], "4"),
    "pooled": ("A1.6", "[{sample: {drawn: 10, failed: 1}}, {sample: {drawn: 10, failed: 5}}]", ["4", "0"], "4"),
    "a sample beside a value": ("A1.6", "[{sample: {drawn: 10, failed: 5}}, {value: 95%}]", ["4", "0"], "4"),
}


@pytest.mark.parametrize("case", PARTS)
def test_each_finding_has_its_own_points(case):
    rule, findings, expected, nominal = PARTS[case]
    named = (
        findings.replace("{}", "{KEY}")
        .replace("[{", "[{rule: " + rule + ", ")
        .replace(", {", ", {rule: " + rule + ", ")
    )
    named = named.replace(", KEY", "").replace(f"sample: {{rule: {rule}, ", "sample: {")
    one = made(named)
    (deduction,) = [deduction for _, _, deduction in details_of(one.assessment).deductions()]
    points = EDITION.rules[rule][0].points
    parts = own_parts(deduction.rule, deduction.facts, points)
    assert ([said(part) for part in parts], said(deduction.nominal)) == (expected, nominal)
    (document,) = in_json(outcome_of(one))["deductions"]
    assert [finding["nominal"] for finding in document["findings"]] == expected
    rows = [row for row in tab(outcome_of(one), "Deductions") if row["clause"] == rule]
    assert [Fraction(str(row["nominal"])) for row in rows] == [Fraction(part) for part in expected]
    whole = [row["nominal of the clause"] for row in rows if row["nominal of the clause"] is not None]
    assert [Fraction(str(number)) for number in whole] == [Fraction(nominal)]
    is_sum = sum(map(Fraction, expected)) == Fraction(nominal)
    assert ["of which" not in (row["what was found"] or "") for row in rows] == [is_sum, True]
    assert ("of which" in render(visit_page(one))) != is_sum


def test_date_and_channel_are_columns_of_their_own():
    row, _sum = tab(outcome_of(made("[{rule: A1.5, note: 无, evidence: [照片1]}]")), "Deductions")
    expected = ("2005-03-01", "announced", "无", "照片1", 2, 2)
    assert (
        tuple(row[key] for key in ("date", "channel", "what was found", "evidence", "nominal", "effective")) == expected
    )


# ---- D6: rescaling; D7: items that are whole -----------------------------------------------------

WITHOUT_A2 = "not_applicable: [{sub_item: A2, reason: 无}]\n"


def test_rescaling_is_said_beside_the_items():
    # A: 40 − 15 → the floor of 40 is tested as 25 / 40 x 60; B 40: 65 of 80
    one = made("[{rule: A1.4, level: 严重, count: 3}]", more=WITHOUT_A2)
    sentence = "A2 not applicable, 80 points possible: 65 / 80 x 100 ~ 81.3"
    floor = "item A for its floor 40: 25 / 40 x 60 = 37.5"
    outcome = outcome_of(one)
    (row,) = [row for row in tab(outcome, "试点") if row["center"] == "中心 (jia)"]
    for shown in (render(visit_page(one)), render(batch_page(outcome)), row["reason and remarks"]):
        assert sentence in shown
        assert floor in shown


def test_under_a_mean_each_rescaled_visit_is_named():
    visits = (made(more=WITHOUT_A2), made("[{rule: A1.5}]", date="2005-04-01"))
    page = render(batch_page(outcome_of(*visits, combine="mean")))
    assert "2005-03-01 announced: A2 not applicable, 80 points possible: 80 / 80 x 100 = 100.0" in page
    assert "2005-04-01 announced:" not in page


def test_nothing_is_said_of_what_is_not_rescaled():
    one = made("[{rule: A1.5}]")
    assert " possible" not in render(visit_page(one)) + render(batch_page(outcome_of(one)))


WHOLE = {
    "union": ((made(examined="[A]"),), {"A": "60"}),
    "latest": ((made("[{rule: A1.5}]", examined="[A]"),), {"A": "58"}),
    "a part is missing": ((made(examined="[A1, B]"),), {"B": "40"}),
    "nothing is whole": ((made(examined="[A1]"),), None),
    "mean": (
        (made("[{rule: A1.5}]"), made(examined="[A]", date="2005-04-01")),
        {"A": "59"},
    ),
    "worst": ((made(), made(examined="[A]", date="2005-04-01")), None),
}


@pytest.mark.parametrize("case", WHOLE)
def test_items_that_are_whole_have_their_score(case):
    visits, expected = WHOLE[case]
    outcome = outcome_of(*visits, combine=case if case in ("latest", "mean", "worst") else "union")
    center, _phase = center_of(outcome)
    assert center.total is None
    assert in_json(outcome)["items"] == expected
    row = next(row for row in tab(outcome, "试点") if row["center"] == "中心 (jia)")
    shown = {name: row[f"{name} {title}"] for name, title in (("A", "接待"), ("B", "办案"))}
    assert {name: str(score) for name, score in shown.items() if score != "-"} == (expected or {})


# ---- A11: rounding never crosses the bound of a grade ---------------------------------------------


def test_a_total_below_a_grade_is_not_shown_as_the_grade():
    one = made("[{rule: A1.3, points: 5.04, note: 酌情}]")
    assert (one.assessment.grade, said(one.assessment.total)) == ("达标", "94.96")
    outcome = outcome_of(one)
    assert "94.96 of 100" in render(visit_page(one))
    assert "  94.96  " in render(batch_page(outcome))
    assert in_json(outcome)["score"] == 94.96
    assert next(row for row in tab(outcome, "试点") if row["center"] == "中心 (jia)")["score"] == 94.96


@pytest.mark.parametrize(("declared", "agrees"), [("94.964", True), ("94.96", True), ("95", False), ("95.0", False)])
def test_a_declared_score_agrees_with_the_score_as_displayed(declared, agrees):
    one = made("[{rule: A1.3, points: 5.036, note: 酌情}]", more=f"declared_score: {declared}\n")
    problems = list(check_declared(one.record, one.assessment, one.lines))
    assert (problems == []) == agrees


# ---- C14: two centers of one name ----------------------------------------------------------------


def test_two_centers_of_one_name_have_their_ids_beside_them():
    outcome = outcome_of(
        made("[{rule: A1.5}]"), made("[{rule: A1.5}]", center="yi"), made("[{rule: A1.5}]", center="bing")
    )
    page = render(batch_page(outcome))
    assert page.count("中心 (jia)") == page.count("中心 (yi)") == 1
    assert "丙中心 (" not in page
    for name in ("试点", "Deductions"):
        assert {row["center"] for row in tab(outcome, name) if row["center"]} == {"中心 (jia)", "中心 (yi)", "丙中心"}


# ---- D3, D4: numbers in words --------------------------------------------------------------------


def percent(number):
    return Quantity(Fraction(number, 100), "percent")


def banded(*pairs):
    return Bands(tuple(Band(percent(start), points) for start, points in pairs))


IN_WORDS = {
    "90%以上不扣分，70%以上不满90%扣1分，不满70%扣3分": banded((90, 0), (70, 1), (0, 3)),
    "任何数值扣3分": banded((0, 3)),
    "低于95%的，每低1个百分点扣0.5分，不足1个百分点的不计": Shortfall(percent(95), percent(1), Fraction(1, 2), "floor"),
    "少于40的，每少2扣1分，不足2的按2计": Shortfall(Quantity(40), Quantity(2), 1, "ceil"),
}


@pytest.mark.parametrize("expected", IN_WORDS)
def test_a_rule_in_words(expected):
    with speaking("zh"):
        assert deduct_text(IN_WORDS[expected]) == expected


def test_grades_in_words():
    grades = (Grade("优秀", 95), Grade("达标", 90), Grade("未达标", 0))
    with speaking("zh"):
        assert grades_text(grades) == "优秀：95分以上；达标：90分以上不满95分；未达标：不满90分"
    assert grades_text(()) == ""


# ---- the keys of the document of a batch ----------------------------------------------------------


def test_the_document_of_a_batch_says_what_was_found_in_each_center():
    findings = "[{rule: A1.1, count: 3, note: 大门, evidence: [照片1]}, {rule: B1.1}]"
    outcome = outcome_of(made(findings), made(center="yi", channel="self", date="2005-02-01"))
    (phase,) = json.loads(batch_document(outcome))["phases"]
    assert (phase["name"], phase["from"], phase["to"]) == ("试点", "2005-01-01", "2005-12-31")
    assert phase["visits_by_channel"] == {"announced": 1, "self": 1}
    assert (phase["first_visit"], phase["last_visit"]) == ("2005-02-01", "2005-03-01")
    assert phase["losses"] == {"A": "4", "B": "15"}
    first = phase["centers"][0]["deductions"][0]
    assert {key: first[key] for key in ("rule", "text", "basis", "nominal", "effective")} == {
        "rule": "A1.1",
        "text": "每件扣2分",
        "basis": ["依据一"],
        "nominal": "4",
        "effective": "4",
    }
    assert first["findings"] == [
        {
            "source": "jia-announced-2005-03-01.yaml",
            "line": 1,
            "date": "2005-03-01",
            "channel": "announced",
            "note": "大门",
            "evidence": ["照片1"],
            "measure": {"count": 3},
            "status": "confirmed",
            "status_note": None,
            "nominal": "6",
        }
    ]


def test_without_visits_there_are_no_days():
    (phase,) = json.loads(batch_document(outcome_of()))["phases"]
    assert (phase["first_visit"], phase["last_visit"], phase["visits_by_channel"]) == (None, None, {})
    assert phase["losses"] == {"A": "0", "B": "0"}
