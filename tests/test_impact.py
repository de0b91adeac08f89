"""What a new version does to centers (spec, section 9), computed by hand; and to 3,800 real inspections."""

import csv
from datetime import date
from fractions import Fraction
from itertools import permutations

import pytest
from written import campaign, changed, edition, record, said, visit

from aidscore.model.record import Finding, Record
from aidscore.scoring.phase import phase_result
from aidscore.versions.attribution import MOST_BY_SHAPLEY, shapley
from aidscore.versions.clauses import changes_by_clause
from aidscore.versions.impact import phase_impact
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.touching import Touching

OLD = """\
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
points: 20
pass: {score: 15}
not_applicable: rescale
items:
- id: A
  name: 项目
  points: 20
  sub_items:
  - id: A1
    name: 子项目
    points: 10
    rules:
    - {id: one, text: 一, deduct: 2}
    - {id: each, text: 每, deduct: {each: 1, max: 10}}
    - {id: grade, text: 级, deduct: {levels: {轻: 1, 重: 6}}}
  - id: A2
    name: 子项目
    points: 10
    rules:
    - {id: two, text: 二, deduct: 3}
    - {id: rate, text: 率, deduct: {below: 90%, every: 10%, points: 1, partial: exact}}
vetoes: [{id: V, text: 否, effect: fail}, {id: Z, text: 零, effect: zero}]
bonus: {max: 3, rules: [{id: P, text: 加, add: {each: 1}}]}
"""
PHASE = "{id: p, name: 阶段, from: 2005-01-01, to: 2005-12-31, standard: s@1, combine: %s, target: 1/2}"
CAMPAIGN = """\
aidscore: campaign/1
id: c
title: 活动
centers: [{id: a, name: 甲}, {id: b, name: 乙}, {id: x, name: 大学, excluded: 不参加}]
phases: [%s]
"""
RECORD = """\
aidscore: record/1
standard: s@1
center: %s
channel: announced
date: 2005-09-%s
examined: all
findings: %s
%s
"""


class Seen:
    """The records of centers, and what a new version does to them."""

    def __init__(self, *visits, combine="latest"):
        """Each visit is a center and its findings, or a center, its findings and more keys; one a day."""
        self.edition, self.combine = edition(OLD), combine
        self.visits = []
        for day, (center, findings, *more) in enumerate(visits, 10):
            content = record(RECORD % (center, day, findings, "\n".join(more)), self.edition)
            self.visits.append(visit(content, self.edition, f"{center}{day}.yaml"))

    def under(self, *replaced):
        """The impact of OLD with parts replaced."""
        of = campaign(CAMPAIGN % PHASE % self.combine)
        before = phase_result(of, of.phases[0], self.edition, self.visits)
        return phase_impact(before, of, VersionPair.of(self.edition, edition(changed(OLD, *replaced))))

    def center(self, *replaced):
        """The impact on the first center."""
        return self.under(*replaced).centers[0]


def scores(center):
    """Before, after and the difference."""
    return said(center.before.total), said(center.after.total), said(center.difference)


def parts(center):
    """The parts of a center's difference, by the numbers of the changes."""
    return {part.change: said(part.difference) for part in center.parts}


def bounds(center):
    """Low and high, where they are apart."""
    return center.bounds and (said(center.bounds.low), said(center.bounds.high))


ONE = "    - {id: one, text: 一, deduct: 2}\n"
TWO = "    - {id: two, text: 二, deduct: 3}\n"
VETOES = "[{id: V, text: 否, effect: fail}, {id: Z, text: 零, effect: zero}]"
BONUS = "bonus: {max: 3, rules: [{id: P, text: 加, add: {each: 1}}]}\n"


# ---- parts ---------------------------------------------------------------------------------------


def test_one_change_has_the_whole_difference():
    center = Seen(("a", "[{rule: one}, {rule: two}]")).center(("deduct: 2}", "deduct: 4}"))
    assert (scores(center), parts(center), center.flips) == (("15", "13", "-2"), {0: "-2"}, True)


def test_changes_of_different_sub_items_have_what_each_does_alone():
    center = Seen(("a", "[{rule: one}, {rule: two}]")).center(
        ("deduct: 2}", "deduct: 4}"), ("deduct: 3}", "deduct: 2}")
    )
    assert (scores(center), parts(center)) == (("15", "14", "-1"), {0: "-2", 1: "1"})


def test_changes_that_meet_in_one_sub_item_share_what_they_do_together():
    # 8 of 10 points were deducted: either change alone takes the last two, and both together take no more
    seen = Seen(("a", "[{rule: one}, {rule: each, count: 6}]"))
    center = seen.center(("deduct: 2}", "deduct: 4}"), ("each: 1, max: 10", "each: 2, max: 10"))
    assert (scores(center), parts(center)) == (("12", "10", "-2"), {0: "-1", 1: "-1"})


def test_changes_that_do_not_touch_a_center_have_no_part():
    center = Seen(("a", "[{rule: one}]")).center(("deduct: 3}", "deduct: 5}"), ("{score: 15}", "{score: 19}"))
    assert (scores(center), parts(center), center.flips) == (("18", "18", "0"), {}, True)


def test_points_that_move_have_parts_that_cancel_out():
    seen = Seen(("a", "[{rule: two}]"))
    center = seen.center(
        ("    points: 10\n    rules:\n    - {id: one", "    points: 12\n    rules:\n    - {id: one"),
        ("    points: 10\n    rules:\n    - {id: two", "    points: 8\n    rules:\n    - {id: two"),
    )
    assert (scores(center), parts(center)) == (("17", "17", "0"), {0: "2", 1: "-2"})


def test_changes_of_different_sub_items_meet_at_the_cap_of_a_bonus():
    seen = Seen(("a", "[{rule: one}, {rule: two}, {rule: P, count: 3}]"))
    center = seen.center(("deduct: 2}", "deduct: 1}"), ("deduct: 3}", "deduct: 1}"))
    # 15 + 3; alone 19 and 20, and both together no more than 20
    assert (scores(center), parts(center)) == (("18", "20", "2"), {0: "0.5", 1: "1.5"})


def test_changes_of_different_sub_items_meet_where_points_are_rescaled():
    seen = Seen(("a", "[{rule: one}]", "not_applicable: [{sub_item: A2, reason: 无此项}]"))
    center = seen.center(
        ("    points: 10\n    rules:\n    - {id: one", "    points: 12\n    rules:\n    - {id: one"),
        ("    points: 10\n    rules:\n    - {id: two", "    points: 8\n    rules:\n    - {id: two"),
        ("deduct: 2}", "deduct: 4}"),
    )

    def total(made):
        """What is left of A1 with these changes, rescaled from its points to those of both."""
        worth, lost, other = 12 if 0 in made else 10, 4 if 1 in made else 2, 8 if 2 in made else 10
        return Fraction((worth - lost) * (worth + other), worth)

    orders = list(permutations(range(3)))
    shares = [
        [total(order[: order.index(n) + 1]) - total(order[: order.index(n)]) for order in orders] for n in range(3)
    ]
    assert scores(center) == ("16", said(Fraction(40, 3)), said(Fraction(-8, 3)))
    assert parts(center) == {number: said(sum(each) / 6) for number, each in enumerate(shares)}


def test_points_and_a_rule_of_one_sub_item_meet():
    """12 points were to be lost of 10: two more points, or one less to lose, give nothing; both together give 1."""
    seen = Seen(("a", "[{rule: one}, {rule: each, count: 10}]"))
    center = seen.center(
        ("    points: 10\n    rules:\n    - {id: one", "    points: 12\n    rules:\n    - {id: one"),
        ("    points: 10\n    rules:\n    - {id: two", "    points: 8\n    rules:\n    - {id: two"),
        ("deduct: 2}", "deduct: 1}"),
    )
    assert (scores(center), parts(center)) == (("10", "9", "-1"), {0: "0.5", 1: "0.5", 2: "-2"})


def test_changes_of_two_sub_items_meet_by_a_rule_that_moves_from_one_to_the_other():
    """What is lost of A1 and A2, at most 10 of each: 2 + 6 and 3, with the rule moved 2 and 3 + 6, so 9 before.

    Other totals, by what is made of one: 2 → 6, the move (each) and two: 3 → 6: one 7, each 9, two 6, one and each 5,
    one and two 4, each and two 8, all 4. The means over the six orders are -3, 0 and -2.
    """
    each = "    - {id: each, text: 每, deduct: {each: 1, max: 10}}\n"
    center = Seen(("a", "[{rule: one}, {rule: each, count: 6}, {rule: two}]")).center(
        (each, ""), (TWO, each + TWO.replace("deduct: 3", "deduct: 6")), ("deduct: 2}", "deduct: 6}")
    )
    assert (scores(center), parts(center)) == (("9", "4", "-5"), {0: "-3", 2: "-2"})


def test_the_part_of_a_removed_rule_depends_on_what_else_was_lost_in_its_sub_item():
    """Of A1's 10 points 2 + 9 were lost in one center and 2 in the other; without the rule 9 and 0 are."""
    result = Seen(("a", "[{rule: one}, {rule: each, count: 9}]"), ("b", "[{rule: one}]")).under((ONE, ""))
    assert [parts(center) for center in result.centers] == [{0: "1"}, {0: "2"}]


def test_a_removed_veto_gives_back_the_points_that_it_took():
    center = Seen(("a", "[{rule: Z, note: 查实}]")).center((VETOES, "[{id: V, text: 否, effect: fail}]"))
    assert (scores(center), parts(center)) == (("0", "20", "20"), {0: "20"})


def test_a_changed_bonus_has_its_part():
    """15 points are left; two commendations at 1 each made 17, at 0.5 each they make 16."""
    center = Seen(("a", "[{rule: one}, {rule: two}, {rule: P, count: 2}]")).center(("{each: 1}", "{each: 0.5}"))
    assert (scores(center), parts(center)) == (("17", "16", "-1"), {0: "-1"})


def test_an_added_bonus_that_takes_the_id_of_a_removed_rule_does_not_touch_what_was_found():
    """Only the removal has to do with the finding: nothing was found of the new bonus."""
    seen = Seen(("a", "[{rule: one}]"))
    new = changed(OLD, (ONE, ""), ("add: {each: 1}}", "add: {each: 1}}, {id: one, text: 新, add: 1}"))
    pair = VersionPair.of(seen.edition, edition(new))
    touching = Touching.of(pair).totals_of(seen.visits[0])
    assert (len(pair.changes), [pair.changes[number].kind for number in touching]) == (2, ["removed"])


def test_a_center_that_has_lost_everything():
    """All 10 points of either sub-item were lost: 10 by ten at 1 each, 10 by 3 and 9 steps. Now ten at 0.5 each."""
    seen = Seen(("a", "[{rule: each, count: 10}, {rule: two}, {rule: rate, value: 0%}]"))
    center = seen.center(("each: 1, max: 10", "each: 0.5, max: 10"))
    assert (scores(center), parts(center)) == (("0", "5", "5"), {0: "5"})


def test_with_many_changes_parts_are_those_of_the_declared_order():
    levels = ", ".join(f"L{n}: 1" for n in range(MOST_BY_SHAPLEY + 1))
    raised = ", ".join(f"L{n}: 2" for n in range(MOST_BY_SHAPLEY + 1))
    old = changed(OLD, ("轻: 1, 重: 6", levels))
    revision = VersionPair.of(edition(old), edition(changed(old, (levels, raised))))
    content = record(
        RECORD % ("a", 10, "[{rule: grade, level: L0}, {rule: grade, level: L1, count: 8}]", ""), revision.old
    )
    (center,) = phase_impact(
        phase_result(None, None, revision.old, [visit(content, revision.old)]), None, revision
    ).centers
    # 9 of 10 points were deducted: the first level takes the last one, and nothing is left for the second
    assert (scores(center), parts(center), center.in_order) == (("11", "10", "-1"), {0: "-1"}, True)


def test_shapley_averages_over_all_orders():
    worth = {(): 0, (1,): 6, (2,): 0, (3,): 0, (1, 2): 6, (1, 3): 12, (2, 3): 0, (1, 2, 3): 12}
    assert shapley([1, 2, 3], lambda made: worth[tuple(sorted(made))]) == {1: 9, 2: 0, 3: 3}


def test_another_policy_has_the_part_of_what_does_not_apply():
    """8 of 10 points, rescaled 16 of 20; A2's 10 given in full make 18, and A1.1's 2 more points 16 or 12."""
    seen = Seen(("a", "[{rule: one}]", "not_applicable: [{sub_item: A2, reason: 无此项}]"))
    center = seen.center(("not_applicable: rescale", "not_applicable: full"), ("deduct: 2}", "deduct: 4}"))
    # alone: +2 and -4; with the other made: 16 - 12 = +4 and 16 - 18 = -2
    assert (scores(center), parts(center)) == (("16", "16", "0"), {0: "3", 1: "-3"})


def test_another_policy_is_nothing_to_a_center_where_everything_applies():
    center = Seen(("a", "[{rule: one}]")).center(("not_applicable: rescale", "not_applicable: full"))
    assert (scores(center), parts(center)) == (("18", "18", "0"), {})


@pytest.mark.parametrize(
    ("cap", "wanted", "by_change"), [("2", ("18", "17", "-1"), {0: "-1"}), ("5", ("18", "19", "1"), {0: "1"})]
)
def test_the_cap_of_the_bonus_section_has_its_part(cap, wanted, by_change):
    """Five points are taken away and four would be added: 15 + 3, and with another cap 15 + 2 or 15 + 4."""
    seen = Seen(("a", "[{rule: one}, {rule: two}, {rule: P, count: 4}]"))
    center = seen.center(("bonus: {max: 3", f"bonus: {{max: {cap}"))
    assert (scores(center), parts(center)) == (wanted, by_change)


def test_the_cap_of_the_bonus_section_is_nothing_to_a_center_without_a_bonus():
    center = Seen(("a", "[{rule: one}]")).center(("bonus: {max: 3", "bonus: {max: 2"))
    assert (scores(center), parts(center)) == (("18", "18", "0"), {})


def test_the_worst_of_two_visits_is_another_one_after_two_changes():
    """One visit loses 3 by A2 and then 1, the other 2 by A1 and then 6: 17 and 18, then 19 and 14.

    By the first change alone the worst is 14, by the second alone 18. The mean over both orders: of the first
    (-3 + -4) / 2, of the second (1 + 0) / 2.
    """
    seen = Seen(("a", "[{rule: two}]"), ("a", "[{rule: one}]"), combine="worst")
    center = seen.center(("deduct: 2}", "deduct: 6}"), ("deduct: 3}", "deduct: 1}"))
    assert (scores(center), parts(center)) == (("17", "14", "-3"), {0: "-3.5", 1: "0.5"})


def test_the_mean_of_two_visits_is_divided_by_sub_items():
    """Under a mean the same two changes never meet: half of each visit's difference."""
    seen = Seen(("a", "[{rule: two}]"), ("a", "[{rule: one}]"), combine="mean")
    center = seen.center(("deduct: 2}", "deduct: 6}"), ("deduct: 3}", "deduct: 1}"))
    assert (scores(center), parts(center)) == (("17.5", "16.5", "-1"), {0: "-2", 1: "1"})


def test_a_center_without_a_score_has_no_parts():
    """A veto leaves no doubt of the verdict, but half of the sheet was not examined: nothing can be divided."""
    seen = Seen(("a", "[{rule: one}, {rule: V, note: 查实}]"))
    seen.visits = [visit(record_examined(seen, "[A1]"), seen.edition, "a10.yaml")]
    center = seen.center(("deduct: 2}", "deduct: 4}"))
    assert (center.before.total, center.after.total, center.before.verdict) == (None, None, "fail")
    assert (center.difference, center.parts, center.in_order) == (None, (), False)


def test_a_center_whose_first_score_comes_with_the_new_version_has_no_parts():
    """Only A1 was examined: no score by the old version; the new one has nothing but A1, and 18 of 20 are left."""
    seen = Seen(("a", "[{rule: one}]"))
    seen.visits = [visit(record_examined(seen, "[A1]", "[{rule: one}]"), seen.edition, "a10.yaml")]
    gone = OLD[OLD.index("  - id: A2\n") : OLD.index("vetoes:")]
    more = ("    points: 10\n    rules:\n    - {id: one", "    points: 20\n    rules:\n    - {id: one")
    center = seen.center((gone, ""), more)
    assert (scores(center), parts(center)) == ((None, "18", None), {})


def record_examined(seen, examined, findings="[{rule: one}, {rule: V, note: 查实}]"):
    """The record of a visit in which only this was examined."""
    text = RECORD % ("a", 10, findings, "")
    return record(text.replace("examined: all", f"examined: {examined}"), seen.edition)


def test_two_centers_with_the_same_findings_have_the_same_parts():
    """What is known of one visit holds for another with the same findings, and for no other."""
    more = ("each: 1, max: 10", "each: 2, max: 10")
    same = "[{rule: one}, {rule: each, count: 6}]"
    result = Seen(("a", same), ("b", same)).under(("deduct: 2}", "deduct: 4}"), more)
    assert [parts(center) for center in result.centers] == [{0: "-1", 1: "-1"}] * 2
    result = Seen(("a", same), ("b", "[{rule: one}, {rule: each, count: 2}]")).under(("deduct: 2}", "deduct: 4}"), more)
    assert [parts(center) for center in result.centers] == [{0: "-1", 1: "-1"}, {0: "-2", 1: "-2"}]


def test_two_centers_whose_first_visits_are_alike_have_parts_of_their_own():
    """Half of what the visits of either center lose more: of two visits one or both have the finding."""
    first = "[{rule: one}]"
    seen = Seen(("a", first), ("a", "[]"), ("b", first), ("b", first), combine="mean")
    result = seen.under(("deduct: 2}", "deduct: 4}"))
    assert [parts(center) for center in result.centers] == [{0: "-1"}, {0: "-2"}]


# ---- what decides a verdict ----------------------------------------------------------------------


def decided(seen, *replaced):
    """The ids of the clauses that decide the first center's verdict, and the verdict."""
    new = edition(changed(OLD, *replaced))
    pair = VersionPair.of(seen.edition, new)
    clauses = changes_by_clause(pair.changes)
    of = campaign(CAMPAIGN % PHASE % seen.combine)
    before = phase_result(of, of.phases[0], seen.edition, seen.visits)
    center = phase_impact(before, of, pair, clauses).centers[0]
    return [clauses[number].id for number in center.decided_by], center.after.verdict


HIGHER = ("{score: 15}", "{score: 19}")
MORE, LESS = ("deduct: 2}", "deduct: 6}"), ("deduct: 3}", "deduct: 1}")


@pytest.mark.parametrize(
    ("findings", "replaced", "expected"),
    [
        ("[{rule: one}]", [], ([], "pass")),
        ("[{rule: one}]", [("deduct: 2}", "deduct: 3}")], ([], "pass")),
        ("[{rule: one}]", [HIGHER], (["s"], "fail")),
        ("[{rule: one}]", [MORE], (["one"], "fail")),
        ("[{rule: one}]", [MORE, LESS], (["one"], "fail")),  # the other touches nothing here
        ("[{rule: one}, {rule: two}]", [MORE, LESS], (["one"], "fail")),  # 13 of 15; without it 17
        ("[{rule: one}, {rule: each, count: 3}]", [("deduct: 2}", "deduct: 3}"), ("each: 1, max", "each: 1.5, max")],
         (["one", "each"], "fail")),  # 12.5; 13.5 and 14 without either fail, too, so each suffices
        ("[{rule: one}]", [MORE, HIGHER], (["s", "one"], "fail")),  # each suffices alone, neither is needed
        ("[{rule: one}, {rule: each}]", [MORE, HIGHER, ("each: 1, max", "each: 1.5, max")],
         (["s", "one"], "fail")),  # 12.5 of 19; 17 of 19 and 13 of 15 fail by one change, 16.5 of 15 passes
        ("[{rule: one}, {rule: each, count: 6}]", [(ONE, ""), ("each: 1, max", "each: 0.75, max")],
         (["one"], "undecided")),  # 12 fails, then 15.5 or 13.5: open because of what was lost, whatever else changed
        ("[{rule: one}, {rule: V, note: 查实}]", [(VETOES, "[{id: Z, text: 零, effect: zero}]")], (["V"], "undecided")),
        ("[{rule: each, count: 6}]", [(ONE, "")], ([], "fail")),
    ],
)  # fmt: skip
def test_the_clauses_that_decide_are_named(findings, replaced, expected):
    assert decided(Seen(("a", findings)), *replaced) == expected


def test_two_changes_that_are_needed_together_decide_together():
    """16 of 20 at the start; 15.5 and 15.5 by either, 15 by both, of 15.5 that are needed."""
    seen = Seen(("a", "[{rule: one}, {rule: each, count: 2}]"))
    old = seen.edition
    assert old.standard.pass_mark == 15
    half = ("deduct: 2}", "deduct: 2.8}"), ("each: 1, max", "each: 1.2, max")
    # 16 - 0.8 - 0.4 = 14.8 fails; 15.2 and 15.6 pass
    assert decided(seen, *half) == (["one", "each"], "fail")


def test_a_lost_clause_and_a_lost_bonus_spread_the_bounds_both_ways():
    """18 without both; 16 if the clause still deducts, 20 if the bonus still adds."""
    seen = Seen(("a", "[{rule: one}, {rule: each, count: 2}, {rule: P, count: 2}]"))
    center = seen.center((ONE, ""), (BONUS, ""))
    assert (scores(center), bounds(center)) == (("18", "18", "0"), ("16", "20"))
    assert sorted(lost.rule for lost in center.lost) == ["P", "one"]


# ---- ways to combine visits ----------------------------------------------------------------------

TWICE = (("a", "[{rule: one}]"), ("a", "[{rule: each, count: 4}]"))


@pytest.mark.parametrize(
    ("combine", "wanted", "by_change"),
    [
        ("latest", ("16", "12", "-4"), {1: "-4"}),
        ("union", ("14", "10", "-4"), {0: "-1", 1: "-3"}),
        ("mean", ("17", "14", "-3"), {0: "-1", 1: "-2"}),
        ("worst", ("16", "12", "-4"), {1: "-4"}),
        ("{weights: {announced: 100%}}", ("17", "14", "-3"), {0: "-1", 1: "-2"}),
    ],
)
def test_visits_are_combined_under_both_versions(combine, wanted, by_change):
    if "weights" in combine:
        combine += ", channels: [announced]"
    center = Seen(*TWICE, combine=combine).center(("deduct: 2}", "deduct: 4}"), ("each: 1, max", "each: 2, max"))
    assert (scores(center), parts(center)) == (wanted, by_change)


def test_visits_that_do_not_count_are_carried_over_and_do_not_matter():
    seen = Seen(("a", "[{rule: one}]"), ("a", "[{rule: two}]"))
    center = seen.center((ONE, ""))
    assert (scores(center), [lost.line for lost in center.lost], bounds(center)) == (("17", "17", "0"), [1], None)


def test_a_center_without_visits_is_not_assessed_under_both():
    result = Seen(("a", "[]")).under(("deduct: 2}", "deduct: 4}"))
    center = result.centers[1]
    assert (center.center.id, center.before.verdict, center.after.verdict) == ("b", "not-assessed", "not-assessed")
    assert (scores(center), parts(center), center.flips) == ((None, None, None), {}, False)


def test_rates_and_targets_are_those_of_the_verdicts():
    result = Seen(("a", "[{rule: one}, {rule: two}]"), ("b", "[]")).under(("deduct: 2}", "deduct: 4}"))
    assert (result.before.pass_rate, result.before.target.met) == (1, True)
    assert (result.after.pass_rate, result.after.target.met) == (Fraction(1, 2), True)
    assert (result.after.counts.registered, result.after.counts.excluded) == (3, 1)


def test_a_target_is_not_met_by_a_center_whose_verdict_is_open():
    """Of two centers one is needed. 14 before; 16 passes if the dropped rule is forgotten, 14 does not if it is not."""
    result = Seen(("a", "[{rule: one}, {rule: each, count: 4}]")).under((ONE, ""))
    assert (result.after.counts.passed, result.after.target.needed, result.after.target.met) == (0, 1, False)


def test_a_disputed_finding_counts_and_a_withdrawn_one_does_not():
    findings = "[{rule: one, status: disputed}, {rule: two, status: withdrawn, status_note: 复核}]"
    center = Seen(("a", findings)).center(("deduct: 2}", "deduct: 4}"), ("deduct: 3}", "deduct: 5}"))
    assert (scores(center), parts(center), center.after.provisional) == (("18", "16", "-2"), {0: "-2"}, True)


# ---- what is not carried over --------------------------------------------------------------------


def test_what_a_dropped_rule_took_away_is_between_the_bounds():
    result = Seen(("a", "[{rule: one}, {rule: each, count: 4}]"), ("b", "[]")).under((ONE, ""))
    center = result.centers[0]
    assert [(lost.center, lost.source, lost.line, lost.rule) for lost in center.lost] == [("a", "a10.yaml", 1, "one")]
    assert (bounds(center), center.before.verdict, center.after.verdict) == (("14", "16"), "fail", "undecided")
    assert (result.after.counts.passed, result.after.counts.undecided) == (1, 1)
    assert (result.after.pass_rate, result.after.target.met) == (Fraction(1, 2), True)


def test_a_withdrawn_finding_is_not_missed():
    seen = Seen(("a", "[{rule: one, status: withdrawn, status_note: 复核}]"))
    center = seen.center((ONE, ""))
    assert (center.lost, bounds(center), scores(center)) == ((), None, ("20", "20", "0"))


def test_a_verdict_that_does_not_hang_on_what_is_lost_is_given():
    center = Seen(("a", "[{rule: one}]")).center((ONE, ""))
    assert (bounds(center), center.after.verdict) == (("18", "20"), "pass")


def test_a_finding_of_a_level_that_is_gone_may_still_deduct_what_it_did():
    seen = Seen(("a", "[{rule: grade, level: 轻}, {rule: grade, level: 重}]"))
    center = seen.center(("轻: 1, 重: 6", "轻: 3"))
    assert ([lost.line for lost in center.lost], bounds(center)) == ([2], ("11", "17"))


def test_a_finding_that_may_belong_to_two_rules_may_deduct_what_both_do():
    pair = "    - {id: x, was: [one], text: 一, deduct: 1}\n    - {id: y, was: [one], text: 一, deduct: 5}\n"
    center = Seen(("a", "[{rule: one}]")).center((ONE, pair))
    assert ([lost.rule for lost in center.lost], bounds(center)) == (["one"], ("14", "20"))


def test_a_removed_veto_may_still_hold():
    center = Seen(("a", "[{rule: V, note: 查实}]")).center((VETOES, "[]"))
    assert (scores(center), bounds(center)) == (("20", "20", "0"), None)
    assert (center.before.verdict, center.after.verdict) == ("fail", "undecided")


def test_a_removed_veto_that_took_all_points_may_still_take_them():
    center = Seen(("a", "[{rule: Z, note: 查实}]")).center((VETOES, "[]"))
    assert (bounds(center), center.after.verdict) == (("0", "20"), "undecided")


def test_an_added_veto_touches_nobody():
    center = Seen(("a", "[{rule: one}]")).center((VETOES, VETOES[:-1] + ", {id: W, text: 新, effect: zero}]"))
    assert (scores(center), parts(center), center.flips) == (("18", "18", "0"), {}, False)


def test_a_removed_bonus_may_still_add():
    center = Seen(("a", "[{rule: one}, {rule: P, count: 2}]")).center((BONUS, ""))
    assert (scores(center), bounds(center), center.after.verdict) == (("20", "18", "-2"), ("18", "20"), "pass")


def test_a_rule_that_goes_with_its_sub_item_deducts_nothing_any_more():
    gone = OLD[OLD.index("  - id: A2\n") : OLD.index("vetoes:")]
    more = ("    points: 10\n    rules:\n    - {id: one", "    points: 20\n    rules:\n    - {id: one")
    center = Seen(("a", "[{rule: one}, {rule: two}]")).center((gone, ""), more)
    assert (scores(center), [lost.rule for lost in center.lost], bounds(center)) == (("15", "18", "3"), ["two"], None)
    assert sum(part.difference for part in center.parts) == 3


def test_what_nobody_looked_at_is_between_the_bounds():
    new = ("vetoes:", "  - {id: A3, name: 新, points: 5}\nvetoes:")
    center = Seen(("a", "[{rule: one}]")).center(
        new, ("\npoints: 20", "\npoints: 25"), ("  points: 20\n", "  points: 25\n")
    )
    assert (scores(center), parts(center), bounds(center)) == (("18", None, None), {}, ("18", "23"))


def test_a_rule_moved_to_what_does_not_apply_is_not_carried_over():
    seen = Seen(("a", "[{rule: one}]", "not_applicable: [{sub_item: A2, reason: 无此项}]"))
    center = seen.center((ONE, ""), (TWO, ONE + TWO))
    assert (scores(center), [lost.rule for lost in center.lost]) == (("16", "20", "4"), ["one"])
    assert sum(part.difference for part in center.parts) == 4


def test_another_policy_for_what_does_not_apply():
    seen = Seen(("a", "[{rule: one}]", "not_applicable: [{sub_item: A2, reason: 无此项}]"))
    assert scores(seen.center(("not_applicable: rescale", "not_applicable: full"))) == ("16", "18", "2")
    assert scores(seen.center(("not_applicable: rescale", "not_applicable: zero"))) == ("16", "8", "-8")


# ---- Lexington -----------------------------------------------------------------------------------

RAISED = {"3": 1, "10": 2, "36": 1}
LOWERED = {"1": -1, "21": -3}
MARK = 90


@pytest.fixture(scope="module")
def lexington(outside):
    """Return the points of each item before, those after, and the violated items of each visit."""
    with (outside / "lexington" / "points.csv").open(encoding="utf-8", newline="") as file:
        before = {row["item"]: int(row["points"]) for row in csv.DictReader(file)}
    with (outside / "lexington" / "inspections.csv").open(encoding="utf-8", newline="") as file:
        violated = [row["violated_items"].split() for row in csv.DictReader(file)]
    return before, {item: worth + (RAISED | LOWERED).get(item, 0) for item, worth in before.items()}, violated


def sheet(points):
    """A standard of one sub-item for each item of the sheet, all its points lost where it is violated."""
    head = OLD[: OLD.index("points:")] + f"points: 100\npass: {{score: {MARK}}}\nnot_applicable: rescale\n"
    text = head + "items:\n- id: I\n  name: Sheet\n  points: 100\n  sub_items:\n"
    for item, worth in points.items():
        text += (
            f"  - {{id: S{item}, name: Item, points: {worth}, rules: [{{id: R{item}, text: violated, deduct: all}}]}}\n"
        )
    return edition(text)


@pytest.fixture(scope="module")
def moved(lexington):
    """Return the impact of the new points on all visits, each its own center."""
    before, after, violated = lexington
    revision = VersionPair.of(sheet(before), sheet(after))
    day = date(2016, 1, 1)
    visits = [
        visit(
            Record(
                "record/1", "s@1", f"row{row}", "announced", day, "all", tuple(Finding(f"R{item}") for item in items)
            ),
            revision.old,
        )
        for row, items in enumerate(violated)
    ]
    return phase_impact(phase_result(None, None, revision.old, visits), None, revision)


def totals(points, violated):
    """Each visit's total by plain arithmetic."""
    return {f"row{row}": 100 - sum(points[item] for item in items) for row, items in enumerate(violated)}


def test_lexington_scores_are_those_of_plain_arithmetic(lexington, moved):
    before, after, violated = lexington
    assert sum(after.values()) == 100
    assert {one.center.id: one.before.total for one in moved.centers} == totals(before, violated)
    assert {one.center.id: one.after.total for one in moved.centers} == totals(after, violated)


def test_lexington_total_difference(lexington, moved):
    _, _, violated = lexington
    shifts = RAISED | LOWERED
    by_hand = -sum(shifts.get(item, 0) for items in violated for item in items)
    assert sum(one.difference for one in moved.centers) == by_hand
    assert by_hand == 27


def test_lexington_flips_at_a_pass_mark_of_90(lexington, moved):
    before, after, violated = lexington
    old, new = totals(before, violated), totals(after, violated)
    up = {row for row in old if old[row] < MARK <= new[row]}
    down = {row for row in old if new[row] < MARK <= old[row]}
    flips = {(one.center.id, one.after.verdict) for one in moved.centers if one.flips}
    assert flips == {(row, "pass") for row in up} | {(row, "fail") for row in down}
    assert (len(up), len(down)) == (7, 10)
    assert moved.after.counts.passed - moved.before.counts.passed == len(up) - len(down)


def test_lexington_parts_are_the_points_that_were_not_lost(lexington, moved):
    _, _, violated = lexington
    shifts = RAISED | LOWERED
    items = [change.id[1:] for change in moved_changes(moved)]
    for one, lost in zip(sorted(moved.centers, key=lambda one: int(one.center.id[3:])), violated, strict=True):
        wanted = {number: shifts[item] for number, item in enumerate(items) if item not in lost}
        assert {part.change: part.difference for part in one.parts} == wanted


def moved_changes(result):
    """The changes of a revision of points."""
    return VersionPair.of(result.before.edition, result.after.edition).changes
