"""One center: what each of its findings is worth, and the fewest findings and points that bring a pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, assert_never

from aidscore.model.campaign import Weights
from aidscore.model.quantity import Number, plain, ratio
from aidscore.model.record import Channel
from aidscore.model.rectification import CenterPlan, OpenFinding, Outlook, Selection
from aidscore.model.results import Assessment, CenterResult, Fact, PhaseResult, Visit
from aidscore.rectification.fronts import (
    NOTHING,
    Choice,
    Front,
    TooManyWays,
    chosen,
    enough,
    item_front,
    joined,
    open_facts,
)
from aidscore.scoring.combine import center_result, combine_of
from aidscore.scoring.details import Details, details_of
from aidscore.scoring.disputes import without
from aidscore.scoring.score import bonus_of
from aidscore.scoring.standings import sheets_of


class Deciding(NamedTuple):
    """A sheet that the total of a center is made of, and how much of it."""

    details: Details
    share: Number
    """Its weight in the total; all together are 1. Of a worst visit each is 1: every visit has to pass."""


def center_plan(center: CenterResult, phase: PhaseResult) -> CenterPlan:
    """What a center can regain (spec, section 18); its numbers are those of the scorer, computed again without them."""
    deciding = _deciding(center, phase)
    unexamined = tuple(name for one in deciding for name in one.details.assessment.unexamined)
    outlook = _outlook(center, deciding)
    findings = tuple(_open_findings(center, phase, deciding))
    if outlook != "possible":
        return CenterPlan(center, outlook, findings, unexamined=unexamined)
    try:
        ways = list(_ways(deciding, phase))
    except TooManyWays:
        return CenterPlan(center, "too-many-ways", findings, unexamined=unexamined)
    if not ways:
        return CenterPlan(center, "out-of-reach", findings, unexamined=unexamined)
    fewest = min(ways, key=lambda way: (way[1].number, way[0]))[1]
    least = min(ways, key=lambda way: (way[0], way[1].number))[1]
    return CenterPlan(
        center,
        outlook,
        findings,
        _selection(center, phase, chosen(fewest)),
        _selection(center, phase, chosen(least)),
        unexamined,
    )


def _deciding(center: CenterResult, phase: PhaseResult) -> list[Deciding]:
    """The sheets that the total is made of; none where the visits make no result that could be computed again."""
    is_lost = any(reason.code == "not-carried-over" for reason in center.reasons)
    if is_lost or (center.total is None and center.bounds is None):
        return []
    visits = [counted.visit for counted in center.visits if counted.counts]
    match combine_of(phase.phase):
        case "latest" | "union":
            return [Deciding(details_of(sheet), 1) for sheet in sheets_of(center)]
        case "worst":
            return [Deciding(details_of(visit.assessment), 1) for visit in visits]
        case "mean":
            return [Deciding(details_of(visit.assessment), ratio(1, len(visits))) for visit in visits]
        case Weights(weights):
            return [Deciding(details_of(visit.assessment), _share(visit, visits, weights)) for visit in visits]
        case combine:
            assert_never(combine)


def _share(visit: Visit, visits: Sequence[Visit], weights: Mapping[Channel, Number]) -> Number:
    """The weight of a visit: that of its channel, divided by the visits of it; 0 for a channel without a weight."""
    channel = visit.record.channel
    number = sum(one.record.channel == channel for one in visits)
    return ratio(weights.get(channel, 0), number)


def _outlook(center: CenterResult, deciding: Sequence[Deciding]) -> Outlook:
    """What can be told without looking at single findings."""
    if center.verdict == "pass":
        return "passed"
    if center.vetoes:
        return "veto"
    return "possible" if deciding else "no-single-result"


def _ways(deciding: Sequence[Deciding], phase: PhaseResult) -> Iterator[tuple[Number, Choice]]:
    """Every number of points regained that brings a pass, with the fewest findings that regain it."""
    mark = phase.edition.standard.pass_mark
    if combine_of(phase.phase) == "worst":
        fronts = [_passing(_sheet_front(one.details, mark), one.details, mark) for one in deciding]
        yield from _each(fronts).items()
        return
    alone = mark if len(deciding) == 1 else None
    together: Front = {0: NOTHING}
    for one in deciding:
        gains = _sheet_front(one.details, alone)
        together = joined(together, {plain(points * one.share): choice for points, choice in gains.items()}, None)
    now = sum(_total(one.details, 0) * one.share for one in deciding)
    yield from ((points, choice) for points, choice in together.items() if now + points >= mark)


def _passing(front: Front, sheet: Details, mark: Number) -> Front:
    """What brings one visit to the pass mark."""
    now = _total(sheet, 0)
    return {points: choice for points, choice in front.items() if now + points >= mark}


def _each(fronts: Sequence[Front]) -> Front:
    """Choices that are made of one of each front."""
    together: Front = {0: NOTHING}
    for front in fronts:
        together = joined(together, front, 0)
    return together


def _sheet_front(sheet: Details, mark: Number | None) -> Front:
    """By how much the total of a sheet can rise, with the floor of every item reached; see `enough` for the mark."""
    need = None if mark is None else _earned_for(sheet, mark)
    regained: Front = {0: NOTHING}
    for item in sheet.items:
        regained = joined(regained, item_front(item, need), need)
    now = _total(sheet, 0)
    front: dict[Number, Choice] = {}
    for points in sorted(regained):  # above the cap of the total several come out as the same
        gain = plain(_total(sheet, points) - now)
        if gain not in front or regained[points].number < front[gain].number:
            front[gain] = regained[points]
    return enough(front, None if mark is None else max(0, plain(mark - now)))


def _earned_for(sheet: Details, mark: Number) -> Number:
    """The points that the items have to regain for a total, never below 0."""
    now, full = sheet.assessment, sheet.assessment.edition.standard.points
    return max(0, plain(ratio((mark - _bonus(sheet)) * now.possible, full) - _earned(now)))


def _total(sheet: Details, regained: Number) -> Number:
    """The total of a sheet with points regained, and with what was not examined in full (spec, section 6)."""
    now, full = sheet.assessment, sheet.assessment.edition.standard.points
    return min(plain(ratio((_earned(now) + regained) * full, now.possible) + _bonus(sheet)), full)


def _earned(sheet: Assessment) -> Number:
    """The points that a sheet earns where what was not examined counts in full."""
    return sheet.earned + sum(item.unexamined for item in sheet.items)


def _bonus(sheet: Details) -> Number:
    """The bonus of a sheet before the cap of the total, which rectified findings may move."""
    return bonus_of(sheet.assessment.edition, sheet.bonus_facts)


def _selection(center: CenterResult, phase: PhaseResult, facts: tuple[Fact, ...]) -> Selection:
    """Facts with the total that the scorer gives without them."""
    before, after = _high(center), _high(_again(center, phase, facts))
    return Selection(facts, plain(after - before), after)


def _again(center: CenterResult, phase: PhaseResult, facts: Sequence[Fact]) -> CenterResult:
    """The result of a center without some facts."""
    visits = [without(counted.visit, facts) for counted in center.visits]
    return center_result(center.center, visits, phase.edition, phase.phase)


def _high(center: CenterResult) -> Number:
    """The total, or the highest that it can become where not everything was examined."""
    if center.bounds is not None:
        return center.bounds.high
    return center.total or 0


def _open_findings(center: CenterResult, phase: PhaseResult, deciding: Sequence[Deciding]) -> Iterator[OpenFinding]:
    """Every finding that takes points away, with what rectifying it alone is worth."""
    for one in (one for one in deciding if one.share):
        for _item, part, deduction in one.details.deductions():
            for fact in open_facts(deduction.rule.deduct, deduction.facts, part.sub_item.points):
                worth = plain(_high(_again(center, phase, [fact])) - _high(center))
                yield OpenFinding(fact, deduction.rule, worth)
