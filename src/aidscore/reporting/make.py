"""Makes a report of an outcome: everything is computed here, once, for every medium."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor

from aidscore.follow_up.visits import phase_follow_ups
from aidscore.model.follow_up import FollowUp, PhaseFollowUp
from aidscore.model.quantity import Number, plain, total_of
from aidscore.model.rectification import CenterPlan
from aidscore.model.results import CenterResult, Outcome, PhaseResult, State
from aidscore.model.standard import Standard
from aidscore.rectification.phase import phase_plan
from aidscore.reporting.comparison import by_channels, self_and_inspected
from aidscore.reporting.result import (
    Bin,
    CenterReport,
    DeductedClause,
    Disputes,
    ItemLosses,
    Lost,
    PhaseReport,
    Report,
    Span,
)
from aidscore.reporting.sensitivity import sensitivity
from aidscore.scoring.details import Details, details_of
from aidscore.scoring.disputes import center_if_upheld
from aidscore.scoring.parts import own_parts
from aidscore.scoring.problems import Problem, problems
from aidscore.scoring.standings import sheets_of
from aidscore.scoring.statistics import part_score, statistics, with_details
from aidscore.scoring.visits import visits_of

MOST_BINS = 100
"""Into how many bins the points of a standard are divided, if they are enough."""


def report_of(outcome: Outcome) -> Report:
    """The report on an outcome whose visits have their findings (spec, section 18)."""
    follow_ups = phase_follow_ups(outcome.phases)
    return Report(outcome, tuple(_phase(one.phase, one) for one in follow_ups))


def _phase(phase: PhaseResult, follow_up: PhaseFollowUp) -> PhaseReport:
    """The report on a phase."""
    plan = phase_plan(phase)
    pairs = zip(plan.centers, follow_up.centers, strict=True)
    centers = tuple(_center(one, phase, other.follow_up) for one, other in pairs)
    found = problems(phase)
    return PhaseReport(
        phase=phase,
        centers=centers,
        visits=visits_of([phase], only_counting=True),
        statistics=statistics(phase),
        distribution=tuple(_distribution(phase)),
        losses=tuple(_losses(phase, found)),
        problems=tuple(sorted(found, key=lambda one: (-one.effective, -len(one.centers)))),
        announced=by_channels(phase, "announced", "unannounced"),
        self_inspection=self_and_inspected(phase),
        follow_up=follow_up,
        plan=plan,
        disputes=_disputes(phase, centers),
        sensitivity=sensitivity(phase),
    )


def _distribution(phase: PhaseResult) -> Iterator[Bin]:
    """The totals in bins of the same width."""
    width = max(1, floor(Fraction(phase.edition.standard.points, MOST_BINS)))
    numbers = Counter(floor(Fraction(one.total, width)) for one in phase.centers if one.total is not None)
    if numbers:
        yield from (Bin(number * width, numbers[number]) for number in range(min(numbers), max(numbers) + 1))


def _losses(phase: PhaseResult, found: Sequence[Problem]) -> Iterator[ItemLosses]:
    """What each item cost."""
    for item in phase.edition.standard.items:
        own = [problem for problem in found if problem.item is item]
        concerned = {center.id for problem in own for center in problem.centers}
        yield ItemLosses(item, total_of([problem.effective for problem in own]), len(concerned))


def _disputes(phase: PhaseResult, centers: Sequence[CenterReport]) -> Disputes:
    """What disputes can still change."""
    then = sum((one.upheld or one.result).verdict == "pass" for one in centers)
    return Disputes(tuple(one.result.center for one in centers if one.upheld is not None), phase.counts.passed, then)


# ---- centers


def _center(plan: CenterPlan, phase: PhaseResult, follow_up: FollowUp | None) -> CenterReport:
    """The report on a center."""
    center, standard = plan.center, phase.edition.standard
    return CenterReport(
        result=center,
        plan=plan,
        upheld=center_if_upheld(center, phase),
        distance=None if center.total is None else plain(center.total - standard.pass_mark),
        span=span_of(center, standard),
        lost=dict(_lost(center, phase)),
        follow_up=follow_up,
        clauses=tuple(_clauses(plan)),
    )


def span_of(center: CenterResult, standard: Standard) -> Span | None:
    """The grade of a center, with the totals between which it is given."""
    end, total = standard.points, center.total
    for number, one in enumerate(standard.grades):
        if one.name == center.grade:
            can_rise = number > 0 and total is not None and center.verdict == "pass"
            return Span(one.name, one.start, end, plain(end - total) if can_rise and total is not None else None)
        end = one.start
    return None


def _lost(center: CenterResult, phase: PhaseResult) -> Iterator[tuple[str, Lost]]:
    """What a center lost in each sub-item."""
    sheets = with_details(center)
    for index, item in enumerate(phase.edition.standard.items):
        for number, part in enumerate(item.sub_items):
            score = part_score(phase, sheets, index, number) if sheets.details else None
            points = None if score is None else plain(part.points - score)
            yield part.id, Lost(_state(sheets.details, index, number), points)


def _state(sheets: Sequence[Details], index: int, number: int) -> State | None:
    """The state of a sub-item, where all sheets agree on it."""
    states = {sheet.items[index].sub_items[number].state for sheet in sheets}
    return states.pop() if len(states) == 1 else None


def _clauses(plan: CenterPlan) -> Iterator[DeductedClause]:
    """The rules with findings of a center, each finding with its own points and its worth."""
    worth: dict[tuple[str, str, int], list[Number]] = {}
    for one in plan.findings:
        worth.setdefault((one.rule.id, one.fact.source, one.fact.line), []).append(one.worth)
    for sheet in sheets_of(plan.center):
        for _item, part, deduction in details_of(sheet).deductions():
            own = own_parts(deduction.rule, deduction.facts, part.sub_item.points)
            keys = [(deduction.rule.id, fact.source, fact.line) for fact in deduction.facts]
            worths = tuple(worth[key][0] if key in worth else None for key in keys)
            yield DeductedClause(part.sub_item, deduction, own, worths)
