"""How each step of a score comes about, as a page shows it: computed by hand from the rules below."""

from fractions import Fraction

import pytest
from written import assessed, edition, record

from aidscore.scoring.bonus import additions
from aidscore.scoring.details import details_of
from aidscore.scoring.steps import (
    ByLevel,
    Chosen,
    Counted,
    InBand,
    InProportion,
    MeasuredValue,
    MissingElements,
    Once,
    Steps,
    mark_steps,
    rule_steps,
)

EDITION = edition("""\
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
points: 100
pass: {score: 80}
not_applicable: rescale
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
          - {id: each, text: 每件扣2分, deduct: {each: 2, unit: 件, max: 10, free: 1}}
          - {id: lack, text: 每缺一项扣3分, deduct: {missing: 3, of: {hotline: 电话, hours: 时间, fees: 收费}}}
          - {id: range, text: 扣1至9分, deduct: {range: [1, 9]}}
          - {id: capped, text: 扣1至3分, deduct: {range: [1, 3], max: 5}}
          - {id: grade, text: 按程度, deduct: {levels: {一般: 1, 严重: 5}, max: 6}}
          - {id: fixed, text: 扣2分, deduct: 2}
      - id: A2
        name: 登记
        points: 20
        rules:
          - {id: all, text: 不得分, deduct: all}
          - {id: after, text: 扣3分, deduct: 3}
  - id: B
    name: 办案
    points: 40
    sub_items:
      - id: B1
        name: 质量
        points: 40
        rules:
          - {id: floor, text: 接通率, deduct: {below: 95%, every: 10%, points: 2, partial: floor, max: 9}}
          - {id: ceil, text: 接通率, deduct: {below: 95%, every: 10%, points: 2, partial: ceil}}
          - {id: exact, text: 接通率, deduct: {below: 95%, every: 10%, points: 2, partial: exact}}
          - {id: share, text: 人数, deduct: {proportion_of: 50}}
          - {id: band, text: 满意率, deduct: {bands: [{from: 90%, points: 0}, {from: 80%, points: 1}, {from: 0%, points: 4}]}}
bonus:
  max: 5
  rules:
    - {id: P1, text: 推广, add: {each: 2, max: 4}}
    - {id: P2, text: 表彰, add: 2}
""")  # noqa: E501  a rule stands in one line


def sheet(*findings, examined="all"):
    """The assessment of findings."""
    head = "aidscore: record/1, standard: s@1, center: c, channel: announced, date: 2005-03-01"
    text = f"{{{head}, examined: {examined}, findings: [{', '.join(findings)}]}}"
    return assessed(record(text, EDITION), EDITION)


def working(*findings):
    """How the points of the only rule with findings come about."""
    (step,) = rule_steps(details_of(sheet(*findings)))
    return step.working


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        (["{rule: fixed}", "{rule: fixed}"], Once(2)),
        (["{rule: all}"], Once(20)),
        (["{rule: each, count: 3}", "{rule: each}"], Counted(2, (3, 1), 1, 6, 10)),
        (["{rule: each, sample: {drawn: 9, failed: 2}}"], Counted(2, (2,), 1, 2, 10)),
        (["{rule: each}"], Counted(2, (1,), 1, 0, 10)),
        (
            ["{rule: lack, missing: [hours, hotline]}", "{rule: lack, missing: [hours]}"],
            MissingElements(3, ("时间", "电话"), 6, None),
        ),
        (["{rule: range, points: 2, note: 一}", "{rule: range, points: 3, note: 二}"], Chosen((2, 3), 5, 9)),
        (["{rule: capped, points: 3, note: 一}"], Chosen((3,), 3, 5)),
        (
            ["{rule: grade, level: 严重}", "{rule: grade, level: 一般, count: 2}"],
            ByLevel((("严重", 5, 1), ("一般", 1, 2)), 7, 6),
        ),
    ],
)
def test_how_points_come_about(findings, expected):
    assert working(*findings) == expected


@pytest.mark.parametrize(
    ("rule", "value", "steps", "taken", "points"),
    [
        ("floor", "80%", Fraction(3, 2), 1, 2),
        ("ceil", "80%", Fraction(3, 2), 2, 4),
        ("exact", "80%", Fraction(3, 2), Fraction(3, 2), 3),
        ("ceil", "75%", 2, 2, 4),
        ("floor", "95%", 0, 0, 0),
        ("exact", "100%", 0, 0, 0),
    ],
)
def test_steps_below_a_limit(rule, value, steps, taken, points):
    found = working(f"{{rule: {rule}, value: {value}}}")
    assert isinstance(found, Steps)
    assert (found.partial, found.each, found.cap) == (rule, 2, 9 if rule == "floor" else None)
    assert (found.steps, found.taken, found.points) == (steps, taken, points)


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        (["{rule: floor, value: 80%}"], (Fraction(4, 5), 0, 0)),
        (["{rule: floor, value: 90%}", "{rule: floor, value: 80%}"], (Fraction(4, 5), 0, 0)),
        (  # 4 of 20 failed
            ["{rule: floor, sample: {drawn: 12, failed: 3}}", "{rule: floor, sample: {drawn: 8, failed: 1}}"],
            (Fraction(4, 5), 20, 4),
        ),
        (  # a value that deducts more than the sample holds, and has none
            ["{rule: floor, sample: {drawn: 10, failed: 1}}", "{rule: floor, value: 60%}"],
            (Fraction(3, 5), 0, 0),
        ),
    ],
)
def test_the_value_that_holds(findings, expected):
    found = working(*findings).measured
    assert (found.value, found.drawn, found.failed) == expected


def test_a_share_of_the_points_of_the_sub_item():
    """Of 40 points the fifth part, as 40 of 50 were there."""
    found = working("{rule: share, value: 40}")
    assert isinstance(found, InProportion)
    assert (found.measured, found.whole.value, found.worth, found.points) == (MeasuredValue(40), 50, 40, 8)


@pytest.mark.parametrize(("value", "points"), [("90%", 0), ("89%", 1), ("80%", 1), ("79%", 4), ("0%", 4)])
def test_the_band_of_a_value(value, points):
    found = working(f"{{rule: band, value: {value}}}")
    assert isinstance(found, InBand)
    assert found.band.points == points


def test_what_a_sub_item_has_left_before_and_after_each_rule():
    """The rules take effect in the standard's order, whatever the order of the findings."""
    steps = rule_steps(details_of(sheet("{rule: after}", "{rule: fixed}", "{rule: all}", "{rule: each, count: 3}")))
    assert [(step.deduction.rule.id, step.before, step.after) for step in steps] == [
        ("each", 40, 36),
        ("fixed", 36, 34),
        ("all", 20, 0),
        ("after", 0, 0),
    ]


@pytest.mark.parametrize(
    ("findings", "examined", "marks"),
    [
        (["{rule: all}"], "all", [(None, 80, 80, True), ("A", 40, 40, True)]),
        (["{rule: all}", "{rule: fixed}"], "all", [(None, 78, 80, False), ("A", 38, 40, False)]),
        (["{rule: all}"], "[A]", [("A", 40, 40, True)]),
        ([], "[A1, B]", []),
    ],
)
def test_the_marks_that_were_tested(findings, examined, marks):
    steps = mark_steps(sheet(*findings, examined=examined))
    assert [(step.item, step.reached, step.mark, step.is_reached) for step in steps] == marks


@pytest.mark.parametrize(
    ("findings", "added"),
    [
        (["{rule: all}", "{rule: P1, count: 3}", "{rule: P2}"], [("P1", 4, 4), ("P2", 2, 1)]),  # 5 for the section
        (["{rule: fixed}", "{rule: P2}", "{rule: P1}"], [("P1", 2, 2), ("P2", 2, 0)]),  # from 98 to 100
        (["{rule: all}"], []),
    ],
)
def test_what_each_bonus_rule_adds_until_nothing_is_left_to_grant(findings, added):
    assert [(one.rule.id, one.nominal, one.effective) for one in additions(details_of(sheet(*findings)))] == added
