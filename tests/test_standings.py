"""The centers in order of their scores, and where the points went: computed by hand."""

from fractions import Fraction

import pytest
from written import campaign, edition, record, visit

from aidscore.model.results import Outcome
from aidscore.scoring.disputes import withdrawn_facts
from aidscore.scoring.phase import phase_result
from aidscore.scoring.problems import losses_by_item, problems
from aidscore.scoring.standings import (
    attainable,
    in_order_of_scores,
    is_plain_sum,
    is_zeroed,
    sheets_of,
    standings,
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
    sub_items:
      - {id: A1, name: 场所, points: 40, rules: [{id: each, text: 每件扣2分, deduct: {each: 2, free: 1}}]}
      - {id: A2, name: 登记, points: 20, rules: [{id: all, text: 不得分, deduct: all}, {id: b, text: 扣4分, deduct: 4}]}
  - id: B
    name: 办案
    points: 40
    sub_items:
      - {id: B1, name: 质量, points: 40, rules: [{id: a, text: 扣4分, deduct: 4}, {id: c, text: 扣2分, deduct: 2}]}
vetoes: [{id: V, text: 否, effect: fail}, {id: Z, text: 零, effect: zero}]
bonus: {rules: [{id: P, text: 加, add: 3}]}
""")


def made(center, *findings, examined="all", channel="announced", day=1, without=""):
    """A visit to a center in March 2005."""
    head = f"aidscore: record/1, standard: s@1, center: {center}, channel: {channel}, date: 2005-03-{day:02}"
    rest = f"examined: {examined}, findings: [{', '.join(findings)}], not_applicable: [{without}]"
    return visit(record(f"{{{head}, {rest}}}", EDITION), EDITION, f"{center}-{channel}-{day}.yaml")


def outcome_of(*visits, centers, combine="latest"):
    """The outcome of visits to some centers, each named by a letter."""
    listed = ", ".join(f"{{id: {name}, name: 第{name}中心}}" for name in centers)
    whole = campaign(f"""\
aidscore: campaign/1
id: c
title: 活动
centers: [{listed}]
phases: [{{id: p, name: 阶段, from: 2005-01-01, to: 2005-12-31, standard: s@1, combine: {combine}}}]
""")
    return Outcome(whole, (phase_result(whole, whole.phases[0], EDITION, visits),), visits, (), (), ())


# ---- the order -----------------------------------------------------------------------------------

EVERY = outcome_of(
    made("d", examined="[A]"),  # 60 to 100
    made("f", "{rule: V, note: 查实}", examined="[A]"),
    made("g", examined="[A1, B]"),  # 80 to 100
    made("c", "{rule: all}", "{rule: c}"),
    made("b", "{rule: c}"),
    made("a", "{rule: c}"),
    made("h", "{rule: V, note: 查实}"),
    centers="abcdefgh",
)


def test_those_that_passed_come_first_and_only_they_have_ranks():
    assert [(one.number, one.rank, one.result.center.id) for one in standings(EVERY)] == [
        (1, 1, "a"),
        (2, 1, "b"),
        (3, None, "g"),
        (4, None, "h"),
        (5, None, "c"),
        (6, None, "f"),
        (7, None, "d"),
        (8, None, "e"),
    ]


def test_by_verdict_and_within_it_by_score():
    centers = in_order_of_scores(EVERY.phases[0].centers)
    assert [(one.center.id, one.verdict) for one in centers] == [
        ("a", "pass"),
        ("b", "pass"),
        ("g", "pass"),
        ("h", "fail"),
        ("c", "fail"),
        ("f", "fail"),
        ("d", "undecided"),
        ("e", "not-assessed"),
    ]


def test_a_score_of_0_comes_after_every_other_score():
    """a has 0 of 60. b has 0 three times, and once 2 of 60, which is 10/3 of 100: the mean is less than a point."""
    without = "{sub_item: B1, reason: 无此项}"
    nothing, little = ("{rule: each, count: 21}", "{rule: all}"), ("{rule: each, count: 20}", "{rule: all}")
    days = [
        made("b", *found, day=day, without=without) for day, found in enumerate((nothing, nothing, nothing, little), 1)
    ]
    phase = outcome_of(made("a", *nothing, without=without), *days, centers="ab", combine="mean").phases[0]
    assert [(one.center.id, one.total) for one in in_order_of_scores(phase.centers)] == [
        ("b", Fraction(5, 6)),
        ("a", 0),
    ]


def test_numbers_go_on_over_phases_and_ranks_begin_anew():
    twice = Outcome(None, (*EVERY.phases, *EVERY.phases), (), (), (), ())
    assert [(one.number, one.rank) for one in standings(twice)][8:10] == [(9, 1), (10, 1)]


# ---- the sheets ----------------------------------------------------------------------------------


def standing_of(name, *visits, combine="latest"):
    """The standing of a center."""
    return next(
        one for one in standings(outcome_of(*visits, centers="ab", combine=combine)) if one.result.center.id == name
    )


def test_the_sheet_that_the_score_is_taken_from():
    one = standing_of("a", made("a", "{rule: c}"))
    assert one.scored_sheet is one.result.deciding
    assert one.scored_sheet.total == 98
    assert one.standard is EDITION.standard


@pytest.mark.parametrize(
    ("visits", "combine"),
    [
        ([], "latest"),
        ([made("a", examined="[A]")], "latest"),  # a sheet, but no score
        ([made("a"), made("a", day=2)], "mean"),  # a score, but of several sheets
    ],
)
def test_where_there_is_no_such_sheet(visits, combine):
    assert standing_of("a", *visits, combine=combine).scored_sheet is None


def test_the_sheets_behind_a_center():
    visits = made("a", "{rule: c}"), made("a", channel="self", day=2), made("a", "{rule: a}", day=3)
    assert [one.total for one in sheets_of(standing_of("a", *visits).result)] == [96]
    assert [one.total for one in sheets_of(standing_of("a", *visits, combine="mean").result)] == [98, 96]


NONE = "{sub_item: A2, reason: 无此项}"


@pytest.mark.parametrize(
    ("one", "sums", "is_sum"),
    [
        (made("a"), (0, 100), True),
        (made("a", "{rule: all}", "{rule: c}"), (22, 100), True),
        (made("a", "{rule: c}", without=NONE), (2, 80), False),  # 78 of 80
        (made("a", without=NONE), (0, 80), False),
        (made("a", "{rule: a}", "{rule: P}"), (4, 100), False),
        (made("a", "{rule: Z, note: 查实}"), (0, 100), False),
    ],
)
def test_what_a_sheet_has_lost_and_could_have_earned(one, sums, is_sum):
    sheet = one.assessment
    assert (sheet.lost, attainable(sheet)) == sums
    assert is_plain_sum(sheet) == is_sum


@pytest.mark.parametrize(("veto", "zeroed"), [("V", False), ("Z", True)])
def test_whether_a_veto_makes_the_score_0(veto, zeroed):
    assert is_zeroed(standing_of("a", made("a", f"{{rule: {veto}, note: 查实}}")).result) is zeroed


def test_withdrawn_findings_stay_known():
    one = made("a", "{rule: a}", "{rule: c, status: withdrawn, status_note: 误记}", "{rule: b, status: disputed}")
    assert [(fact.finding.rule, fact.source, fact.line) for fact in withdrawn_facts(one)] == [
        ("c", "a-announced-1.yaml", 2)
    ]


# ---- where the points went -----------------------------------------------------------------------


def losses(phase):
    """What each item cost in a phase."""
    return losses_by_item(phase.edition.standard, problems(phase))


def told(outcome):
    """The rules that cost anything: nominal and effective points, the centers, how many deductions."""
    return [
        (
            one.item.id,
            one.sub_item.id,
            one.rule.id,
            one.nominal,
            one.effective,
            "".join(center.id for center in one.centers),
            sum(one.amounts.values()),
        )
        for one in problems(outcome.phases[0])
    ]


def test_what_concerns_most_centers_comes_first():
    """Of equally frequent rules the most costly one, then the order of the standard. What is free costs nothing."""
    outcome = outcome_of(
        made("a", "{rule: all}", "{rule: b}", "{rule: a}"),  # nothing is left for the 4 points of b: 76
        made("b", "{rule: each, count: 3}", "{rule: c}"),  # 94
        made("c", "{rule: each}", "{rule: c}"),  # 98
        centers="abc",
    )
    assert told(outcome) == [
        ("B", "B1", "c", 4, 4, "bc", 2),
        ("A", "A2", "all", 20, 20, "a", 1),
        ("A", "A1", "each", 4, 4, "b", 2),
        ("B", "B1", "a", 4, 4, "a", 1),
        ("A", "A2", "b", 4, 0, "a", 1),
    ]
    assert losses(outcome.phases[0]) == {"A": 24, "B": 8}


def test_under_a_mean_every_visit_has_its_losses():
    outcome = outcome_of(made("a", "{rule: c}"), made("a", "{rule: c}", day=2), centers="ab", combine="mean")
    assert told(outcome) == [("B", "B1", "c", 4, 4, "a", 2)]
    assert losses(outcome.phases[0]) == {"A": 0, "B": 4}
