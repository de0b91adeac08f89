"""What a rule deducts: the table of the spec's section 3, several rows for each kind.

A row is what stands at `deduct:`, what stands at `findings:`, and the nominal deduction, computed by hand. The sub-item
is worth 5 points, unless the row says otherwise.
"""

from fractions import Fraction

import pytest
from written import assessed, deductions, edition, record, said

from aidscore.model.quantity import plain
from aidscore.scoring.deduct import nominal, scaled

STANDARD = """
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {{from: 2005-01-01}}
points: {points}
pass: {{score: 0}}
not_applicable: rescale
items: [{{id: A, name: 项目, points: {points}, sub_items: [
  {{id: A1, name: 子项目, points: {points}, rules: [{{id: R, text: 条款, basis: [依据], deduct: {deduct}}}]}}]}}]
"""
RECORD = """
aidscore: record/1
standard: s@1
center: c
channel: announced
date: 2005-09-14
examined: all
findings: [{findings}]
"""
FIXED = [
    ("2", "{rule: R}", "2"),
    ("2", "{rule: R}, {rule: R}, {rule: R}", "2"),
    ("0.5", "{rule: R, note: 看到}", "0.5"),
    ("5", "{rule: R}", "5"),
]
ALL = [
    ("all", "{rule: R}", "5"),
    ("all", "{rule: R}, {rule: R}", "5"),
]
EACH = [
    ("{each: 0.5}", "{rule: R}", "0.5"),
    ("{each: 0.5, unit: 份}", "{rule: R, count: 4}", "2"),
    ("{each: 0.5}", "{rule: R, count: 4}, {rule: R}", "2.5"),
    ("{each: 0.2}", "{rule: R, count: 7}", "1.4"),
    ("{each: 0.2, max: 1}", "{rule: R, count: 7}", "1"),
    ("{each: 0.2, max: 1}", "{rule: R, count: 5}", "1"),
    ("{each: 0.5, max: 3, free: 1}", "{rule: R}", "0"),
    ("{each: 0.5, max: 3, free: 1}", "{rule: R, count: 4}", "1.5"),
    ("{each: 0.5, max: 3, free: 1}", "{rule: R, count: 2}, {rule: R, count: 2}", "1.5"),  # free once, not per finding
    ("{each: 0.5, max: 3, free: 1}", "{rule: R, count: 7}", "3"),
    ("{each: 0.5, max: 3, free: 1}", "{rule: R, count: 8}", "3"),
    ("{each: 1, free: 3}", "{rule: R, count: 2}", "0"),  # never below 0
    ("{each: 2}", "{rule: R, count: 4}", "8"),  # the sub-item caps later, what is nominal does not
    ("{each: 0.5}", "{rule: R, sample: {drawn: 20, failed: 4}}", "2"),
    ("{each: 0.5}", "{rule: R, sample: {drawn: 20, failed: 0}}", "0"),
    ("{each: 0.5, free: 1}", "{rule: R, sample: {drawn: 20, failed: 4}}", "1.5"),
    ("{each: 0.5, free: 1}", "{rule: R, sample: {drawn: 20, failed: 4}}, {rule: R, count: 2}", "2.5"),
    ("{each: 0.5}", "{rule: R, sample: {drawn: 20, failed: 3}}, {rule: R, sample: {drawn: 20, failed: 3}}", "3"),
]
MISSING = [
    ("{missing: 1, of: {a: 甲, b: 乙, c: 丙}}", "{rule: R, missing: [a]}", "1"),
    ("{missing: 1, of: {a: 甲, b: 乙, c: 丙}}", "{rule: R, missing: [a, b, c]}", "3"),
    ("{missing: 1, of: {a: 甲, b: 乙, c: 丙}, max: 2}", "{rule: R, missing: [a, b, c]}", "2"),
    ("{missing: 1, of: {a: 甲, b: 乙, c: 丙}}", "{rule: R, missing: [a, a]}", "1"),
    ("{missing: 0.5, of: {a: 甲, b: 乙, c: 丙}}", "{rule: R, missing: [a, b]}, {rule: R, missing: [b, c]}", "1.5"),
]
# without max at most the upper end
RANGE = [
    ("{range: [1, 3]}", "{rule: R, points: 1.5, note: 酌情}", "1.5"),
    (
        "{range: [1, 3]}",
        "{rule: R, points: 2, note: 酌情}, {rule: R, points: 2, note: 酌情}",
        "3",
    ),
    ("{range: [1, 3], max: 5}", "{rule: R, points: 2, note: 酌情}, {rule: R, points: 2, note: 酌情}", "4"),
    ("{range: [1, 3], max: 5}", "{rule: R, points: 3, note: 酌情}, {rule: R, points: 3, note: 酌情}", "5"),
    ("{range: [1, 3], max: 2}", "{rule: R, points: 3, note: 酌情}", "2"),
    ("{range: [1, 3], step: 0.5}", "{rule: R, points: 1, note: 酌情}", "1"),
    ("{range: [0.25, 2.75], step: 0.5}", "{rule: R, points: 1.75, note: 酌情}", "1.75"),
    ("{range: [0, 3], step: 0.1}", "{rule: R, points: 0.3, note: 酌情}", "0.3"),
]
LEVELS = [
    ("{levels: {一般: 1, 严重: 3}}", "{rule: R, level: 一般}", "1"),
    ("{levels: {一般: 1, 严重: 3}}", "{rule: R, level: 严重}", "3"),
    ("{levels: {一般: 1, 严重: 3}}", "{rule: R, level: 一般, count: 2}", "2"),
    ("{levels: {一般: 1, 严重: 3}}", "{rule: R, level: 一般, count: 2}, {rule: R, level: 严重}", "5"),
    ("{levels: {一般: 1, 严重: 3}}", "{rule: R, level: 严重, count: 2}", "6"),
    ("{levels: {一般: 1, 严重: 3}, max: 4}", "{rule: R, level: 严重, count: 2}", "4"),
    ("{levels: {no: 0.5, 2: 1.5}}", "{rule: R, level: no}, {rule: R, level: 2}", "2"),  # text stays text
]
# 57 of 62 is 3.0645… percentage points below 95%
SHORTFALL = [
    ("{below: 95%, every: 1%, points: 0.5, partial: floor}", "{rule: R, value: 57/62}", "1.5"),
    ("{below: 95%, every: 1%, points: 0.5, partial: ceil}", "{rule: R, value: 57/62}", "2"),
    ("{below: 95%, every: 1%, points: 0.5, partial: exact}", "{rule: R, value: 57/62}", "95/62"),
    ("{below: 95%, every: 1%, points: 0.5, partial: exact}", "{rule: R, sample: {drawn: 62, failed: 5}}", "95/62"),
    ("{below: 95%, every: 1%, points: 0.5, partial: floor, max: 1}", "{rule: R, value: 57/62}", "1"),
    ("{below: 95%, every: 1%, points: 0.5, partial: exact, max: 1.5}", "{rule: R, value: 57/62}", "1.5"),
    ("{below: 95%, every: 1%, points: 0.5, partial: floor}", "{rule: R, value: 91.9%}", "1.5"),
    ("{below: 95%, every: 1%, points: 0.5, partial: ceil}", "{rule: R, value: 91.9%}", "2"),
    ("{below: 95%, every: 1%, points: 0.5, partial: exact}", "{rule: R, value: 91.9%}", "1.55"),
    ("{below: 95%, every: 1%, points: 0.5, partial: ceil}", "{rule: R, value: 92%}", "1.5"),  # three whole steps
    ("{below: 95%, every: 1%, points: 0.5, partial: ceil}", "{rule: R, value: 95%}", "0"),
    ("{below: 95%, every: 1%, points: 0.5, partial: exact}", "{rule: R, value: 99%}", "0"),  # never below 0
    ("{below: 95%, every: 1%, points: 0.5, partial: ceil}", "{rule: R, value: 0.949}", "0.5"),
    ("{below: 95%, every: 1%, points: 0.5, partial: floor}", "{rule: R, value: 0.949}", "0"),
    ("{below: 95%, every: 10%, points: 1, partial: floor}", "{rule: R, value: 60%}", "3"),
    ("{below: 30, every: 5, points: 1, partial: floor}", "{rule: R, value: 18}", "2"),
    ("{below: 30, every: 5, points: 1, partial: exact}", "{rule: R, value: 18}", "2.4"),
    ("{below: 30, every: 7, points: 1, partial: exact}", "{rule: R, value: 20}", "10/7"),
    ("{below: 3, every: 2, points: 1, partial: ceil}", "{rule: R, value: 2}", "1"),
    ("{below: 3, every: 2, points: 1, partial: ceil}", "{rule: R, value: 3}", "0"),
    # of several values the one with the largest deduction holds
    ("{below: 95%, every: 1%, points: 0.5, partial: floor}", "{rule: R, value: 94%}, {rule: R, value: 90%}", "2.5"),
    ("{below: 95%, every: 1%, points: 0.5, partial: floor}", "{rule: R, value: 90%}, {rule: R, value: 94%}", "2.5"),
    # samples pool: 2 of 20 and 0 of 20 are 95%, though the first alone is 90%
    (
        "{below: 95%, every: 1%, points: 0.5, partial: floor}",
        "{rule: R, sample: {drawn: 20, failed: 2}}, {rule: R, sample: {drawn: 20, failed: 0}}",
        "0",
    ),
    # the pool of samples is one value among the others
    (
        "{below: 95%, every: 1%, points: 0.5, partial: floor}",
        "{rule: R, sample: {drawn: 20, failed: 2}}, {rule: R, sample: {drawn: 20, failed: 0}}, {rule: R, value: 93%}",
        "1",
    ),
]
PROPORTION = [
    ("{proportion_of: 40}", "{rule: R, value: 30}", "1.25"),
    ("{proportion_of: 40}", "{rule: R, value: 0}", "5"),
    ("{proportion_of: 40}", "{rule: R, value: 40}", "0"),
    ("{proportion_of: 40}", "{rule: R, value: 41}", "0"),
    ("{proportion_of: 30}", "{rule: R, value: 20}", "5/3"),
    ("{proportion_of: 80%}", "{rule: R, value: 60%}", "1.25"),
    ("{proportion_of: 40}", "{rule: R, value: 39}, {rule: R, value: 20}, {rule: R, value: 30}", "2.5"),
]
_BANDS = "{bands: [{from: 95%, points: 0}, {from: 90%, points: 1}, {from: 0%, points: 3}]}"
_COUNTED = "{bands: [{from: 5, points: 0}, {from: 3, points: 1.5}, {from: 0, points: 4}]}"
BANDS = [
    (_BANDS, "{rule: R, value: 95%}", "0"),  # exactly at an edge: 以上 includes the number
    (_BANDS, "{rule: R, value: 94.999%}", "1"),
    (_BANDS, "{rule: R, value: 90%}", "1"),
    (_BANDS, "{rule: R, value: 9/10}", "1"),
    (_BANDS, "{rule: R, value: 89.99%}", "3"),
    (_BANDS, "{rule: R, value: 0%}", "3"),
    (_BANDS, "{rule: R, value: 1}", "0"),
    (_BANDS, "{rule: R, sample: {drawn: 20, failed: 1}}", "0"),
    (_BANDS, "{rule: R, sample: {drawn: 20, failed: 2}}", "1"),
    (_BANDS, "{rule: R, sample: {drawn: 20, failed: 3}}", "3"),
    (_BANDS, "{rule: R, sample: {drawn: 10, failed: 1}}, {rule: R, sample: {drawn: 10, failed: 0}}", "0"),
    (_BANDS, "{rule: R, value: 96%}, {rule: R, value: 91%}", "1"),
    (_COUNTED, "{rule: R, value: 5}", "0"),
    (_COUNTED, "{rule: R, value: 4.5}", "1.5"),
    (_COUNTED, "{rule: R, value: 2}", "4"),
    ("{bands: [{from: 4, points: 2}, {from: 2, points: 0}, {from: 0, points: 3}]}", "{rule: R, value: 6}", "2"),
]
WITHDRAWN = [
    ("{each: 1}", "{rule: R, count: 3, status: withdrawn, status_note: 核实无误}, {rule: R}", "1"),
    (_BANDS, "{rule: R, value: 10%, status: withdrawn, status_note: 误记}, {rule: R, value: 92%}", "1"),
    ("{each: 1}", "{rule: R, count: 3, status: disputed}", "3"),
]
TABLE = [*FIXED, *ALL, *EACH, *MISSING, *RANGE, *LEVELS, *SHORTFALL, *PROPORTION, *BANDS, *WITHDRAWN]


def deduction_of(deduct, findings, points=5):
    """The one deduction of a sheet whose one rule deducts so."""
    standard = edition(STANDARD.format(deduct=deduct, points=points))
    return deductions(assessed(record(RECORD.format(findings=findings), standard), standard))["R"]


@pytest.mark.parametrize(("deduct", "findings", "points"), TABLE)
def test_nominal_deduction(deduct, findings, points):
    assert said(deduction_of(deduct, findings).nominal) == points


@pytest.mark.parametrize(("deduct", "findings", "points"), TABLE)
def test_effective_deduction_is_at_most_the_sub_item(deduct, findings, points):
    assert said(deduction_of(deduct, findings).effective) == said(plain(min(Fraction(points), Fraction(5))))


@pytest.mark.parametrize(("deduct", "findings", "points"), TABLE)
def test_a_rule_counted_in_parts_of_a_point_deducts_as_many_parts(deduct, findings, points):
    deduction = deduction_of(deduct, findings)
    counted = [fact.finding for fact in deduction.facts]
    assert Fraction(nominal(scaled(deduction.rule.deduct, 60), counted, 300, 60), 60) == Fraction(points)


def test_all_and_proportion_take_the_points_of_their_own_sub_item():
    assert said(deduction_of("all", "{rule: R}", points=12).nominal) == "12"
    assert said(deduction_of("{proportion_of: 40}", "{rule: R, value: 30}", points=12).nominal) == "3"


def test_a_rule_whose_findings_are_all_withdrawn_has_no_deduction():
    standard = edition(STANDARD.format(deduct="2", points=5))
    findings = "{rule: R, status: withdrawn, status_note: 误记}"
    assert deductions(assessed(record(RECORD.format(findings=findings), standard), standard)) == {}


@pytest.mark.parametrize(
    ("deduct", "points", "admitted"),
    [
        ("{range: [1, 3]}", "1.7", True),
        ("{range: [1, 3]}", "0.9", False),
        ("{range: [1, 3]}", "3.1", False),
        ("{range: [1, 3], step: 0.5}", "2.5", True),
        ("{range: [1, 3], step: 0.5}", "2.6", False),
        ("{range: [1, 3], step: 0.4}", "2.2", True),  # 1 + 3 steps
        ("{range: [1, 3], step: 0.4}", "2.5", False),
    ],
)
def test_a_range_admits_its_low_end_and_whole_steps(deduct, points, admitted):
    standard = edition(STANDARD.format(deduct=deduct, points=5))
    rule = standard.rules["R"][1]
    assert rule.deduct.admits(Fraction(points)) is admitted


def test_without_a_unit_numbers_are_points():
    standard = edition(STANDARD.format(points=5, deduct="{range: [1, 3]}"))
    found = record(RECORD.format(findings="{rule: R, points: 1.5, note: 酌情}"), standard).findings
    assert nominal(standard.rules["R"][1].deduct, found, 5) == Fraction(3, 2)
