"""How firmly a phase stands: laws of other pass marks and of a point more or less, and a campaign by hand."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from test_formats_agree import outcomes
from written import campaign, edition, record, visit

from aidscore.model.standard import Edition, Pass
from aidscore.reporting.sensitivity import highest_mark, nudged, sensitivity
from aidscore.scoring.phase import phase_result

some = settings(suppress_health_check=list(HealthCheck))
STANDARD = """
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
points: 100
pass: {score: 90}
not_applicable: rescale
items:
  - id: A
    name: 甲
    points: 60
    pass_score: 50
    sub_items: [{id: A1, name: 甲一, points: 60, rules: [{id: A1.1, text: 每件扣1分, basis: [x], deduct: {each: 1}}]}]
  - id: B
    name: 乙
    points: 40
    sub_items:
      - {id: B1, name: 乙一, points: 40, rules: [{id: B1.1, text: 每件扣0.5分, basis: [x], deduct: {each: 0.5}}]}
"""
CAMPAIGN = """
aidscore: campaign/1
id: c
title: 活动
centers: [{id: a, name: 甲}, {id: b, name: 乙}, {id: c, name: 丙}, {id: d, name: 丁}]
phases:
  - {id: p, name: 阶段, from: 2005-01-01, to: 2005-12-31, standard: s@1, combine: latest, target: 1/2}
"""


def worked(**findings):
    """The phase of a campaign whose centers have so many breaches of A1.1 and B1.1."""
    standard, held = edition(STANDARD), campaign(CAMPAIGN)
    visits = []
    for center, counts in findings.items():
        found = "".join(f"\n  - {{rule: {rule}, count: {count}}}" for rule, count in counts.items()) or " []"
        text = f"""
aidscore: record/1
standard: s@1
center: {center}
channel: announced
date: 2005-03-01
examined: all
findings:{found}
"""
        visits.append(visit(record(text, standard), standard, f"{center}.yaml"))
    return phase_result(held, held.phases[0], standard, visits)


def test_four_centers_by_hand():
    # a: 100 - 3 = 97; b: 100 - 10 = 90; c: 100 - 11 = 89, its item A at 49 below the floor of 50; d: not visited
    found = sensitivity(worked(a={"A1.1": 3}, b={"A1.1": 9, "B1.1": 2}, c={"A1.1": 11}))
    passed = {one.mark: one.passed for one in found.marks}
    assert [passed[mark] for mark in (60, 89, 90, 91, 97, 98, 100)] == [2, 2, 2, 1, 1, 0, 0]
    assert len(found.marks) == 41
    assert found.target_mark == 90  # half of four centers is two: a and b
    assert [one.center.id for one in found.near_pass] == ["b", "c"]
    turned = {(one.item.id, one.points): [(t.center.id, t.after) for t in one.turned] for one in found.nudges}
    assert turned == {
        ("A", 1): [("c", "pass")],  # 50 of 50, and 90 in all
        ("A", -1): [("b", "fail")],
        ("B", 1): [],  # c has full marks in B, and its item A stays below the floor
        ("B", -1): [("b", "fail")],
    }


def test_no_mark_reaches_the_target_where_too_few_can_pass():
    assert sensitivity(worked(a={})).target_mark is None


@some
@given(outcomes())
def test_the_highest_mark_of_a_center_is_what_scoring_by_other_marks_says(outcome):
    (phase,) = outcome.phases
    standard = phase.edition.standard
    marks = [mark for one in phase.centers if (mark := highest_mark(one)) is not None]
    for tried in sensitivity(phase).marks[::10]:
        other = Edition.of(replace(standard, passing=Pass(tried.mark), grades=()))
        visits = [visit(one.record, other, one.source) for one in outcome.visits]
        again = phase_result(outcome.campaign, phase.phase, other, visits)
        assert again.counts.passed == tried.passed
    assert phase.counts.passed == sum(mark >= standard.pass_mark for mark in marks)


@some
@given(outcomes())
def test_other_marks_never_let_more_pass_the_higher_they_are(outcome):
    found = sensitivity(outcome.phases[0])
    passed = [one.passed for one in found.marks]
    assert passed == sorted(passed, reverse=True)


@some
@given(outcomes())
def test_the_mark_of_the_target_is_the_highest_at_which_it_is_reached(outcome):
    (phase,) = outcome.phases
    mark = sensitivity(phase).target_mark
    reached = [one for one in map(highest_mark, phase.centers) if one is not None]
    if mark is None:
        assert phase.target is None or len(reached) < phase.target.needed
    else:
        assert sum(one >= mark for one in reached) >= phase.target.needed
        assert sum(one > mark for one in reached) < phase.target.needed


@some
@given(outcomes())
def test_no_point_more_changes_nothing_and_a_point_more_never_harms(outcome):
    order = ("fail", "undecided", "pass")
    for one in outcome.visits:
        sheet = one.assessment
        for index in range(len(sheet.items)):
            same = nudged(sheet, index, 0)
            assert (same.total, same.bounds, same.verdict) == (sheet.total, sheet.bounds, sheet.verdict)
            less, more = nudged(sheet, index, -1), nudged(sheet, index, 1)
            assert order.index(less.verdict) <= order.index(sheet.verdict) <= order.index(more.verdict)
