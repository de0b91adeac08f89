"""A visit is scored again only for changes that touch it: all comes out as if it were for every change (spec, 9)."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from revisions import EDITS, bonus, deduct, drop, floor, move, points, revised, split_rule, vetoes, whole_standard
from strategies import FIRST_DAY, records
from written import visit

from aidscore.model.campaign import Campaign, Center, Phase, Weights
from aidscore.model.standard import Edition
from aidscore.scoring.combine import center_result
from aidscore.scoring.phase import phase_result
from aidscore.versions import attribution
from aidscore.versions.attribution import declared, shapley
from aidscore.versions.carry import carried
from aidscore.versions.clauses import changes_by_clause
from aidscore.versions.impact import phase_impact
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.touching import Touching

OFTEN = (*[deduct] * 8, *[points] * 3, *[move] * 2, drop, split_rule, bonus, vetoes, floor, whole_standard)
"""Edits after which most centers still have a score."""
CHANNELS = ("announced", "unannounced")
WEIGHTS = Weights({"announced": Fraction(1, 4), "unannounced": Fraction(3, 4)})
WAYS = ("latest", "union", "mean", "worst", WEIGHTS)


@st.composite
def scored(draw, most=6):
    """Two versions, and a phase with two centers, each visited by every channel, that was scored by the first one."""
    old, new = draw(st.one_of(revised(most, OFTEN), revised(most, OFTEN), revised(most, EDITS)))
    pair = VersionPair.of(Edition.of(old, "1"), Edition.of(new, "2"))
    combine = draw(st.sampled_from(WAYS))
    phase = Phase("p", "阶段", FIRST_DAY, FIRST_DAY + timedelta(30), "s@1", CHANNELS, combine, target=Fraction(1, 2))
    campaign = Campaign("campaign/1", "c", "活动", (Center("a", "甲"), Center("b", "乙")), (phase,))
    visits = []
    for center in ("a", "b"):
        for day in range(draw(st.sampled_from([1, 2, 2, 3]))):
            channel, date = CHANNELS[day % 2], FIRST_DAY + timedelta(day)
            record = draw(records(pair.old, True, center=center, channel=channel, day=date))
            if draw(st.integers(0, 3)):
                record = replace(record, not_applicable=())
            visits.append(visit(record, pair.old, f"{center}{day}.yaml"))
    return pair, campaign, phase_result(campaign, phase, pair.old, visits)


def in_full(center, phase, pair, made):
    """A center by an intermediate edition, for which each of its visits is scored."""
    edition = pair.partial(frozenset(made))
    moved = [carried(counted.visit, pair, edition)[0] for counted in center.visits]
    return center_result(center.center, moved, edition, phase.phase)


def total_in_full(center, phase, pair, made):
    """Its total; where it has none, the one before."""
    total = in_full(center, phase, pair, made).total
    return center.total if total is None else total


def outcome(result):
    """What decides how a visit comes out, and how its center does."""
    reasons = [(reason.code, reason.id) for reason in result.reasons]
    return result.total, result.bounds, result.verdict, [*result.vetoes], result.bonus, reasons


@given(scored(), st.data())
def test_a_visit_comes_out_the_same_whatever_is_made_that_does_not_touch_it(drawn, data):
    pair, _, phase = drawn
    touching = Touching.of(pair)
    every = range(len(pair.changes))
    made = frozenset(data.draw(st.sets(st.sampled_from(every)))) if pair.changes else frozenset()
    for center in phase.centers:
        for one in (counted.visit for counted in center.visits):
            that_touch = made & (touching.totals_of(one) | touching.only_verdicts)
            with_all, with_those = (carried(one, pair, pair.partial(numbers)) for numbers in (made, that_touch))
            assert with_all[0].record == replace(with_those[0].record, standard=with_all[0].record.standard)
            assert with_all[1] == with_those[1]
            assert outcome(with_all[0].assessment) == outcome(with_those[0].assessment)


@pytest.mark.parametrize("most", [0, 12], ids=["in the declared order", "in all orders"])
@given(drawn=scored())
def test_parts_are_those_of_all_changes_and_all_visits(most, drawn):
    pair, campaign, before = drawn
    every = range(len(pair.changes))
    divide = shapley if most else declared
    if most and len(every) > 5:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attribution, "MOST_BY_SHAPLEY", most)
        result = phase_impact(before, campaign, pair)
    for center in result.centers:
        wanted = {}
        if center.difference is not None:
            wanted = divide(every, lambda made: total_in_full(center.before, before, pair, made))  # noqa: B023  called at once
        assert {part.change: part.difference for part in center.parts} == {n: d for n, d in wanted.items() if d}


@given(scored())
def test_what_decides_a_verdict_is_what_does_when_all_visits_are_scored(drawn):
    pair, campaign, before = drawn
    clauses = changes_by_clause(pair.changes)
    every = frozenset(range(len(pair.changes)))
    for center in phase_impact(before, campaign, pair, clauses).centers:
        if not center.flips or (center.lost and center.after.verdict == "undecided"):
            continue
        after = in_full(center.before, before, pair, every).verdict
        by_clause = [frozenset(clause.changes) for clause in clauses]
        needed = [
            n for n, own in enumerate(by_clause) if in_full(center.before, before, pair, every - own).verdict != after
        ]
        enough = [n for n, own in enumerate(by_clause) if in_full(center.before, before, pair, own).verdict == after]
        if needed or enough:
            assert center.decided_by == tuple(needed or enough)
