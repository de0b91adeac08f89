"""What a new version does to real records (spec, section 9): centers before and after, each change's part in it.

The part of a change in a center's difference is what it adds to the score, averaged over all orders in which the
changes can be made (Shapley); with more than twelve changes that touch a center, what it adds in the declared order.
Where the score is a sum over sub-items, changes of different ones cannot meet, and only those that can are averaged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from math import factorial
from typing import NamedTuple, TypeAlias

from aidscore.model.campaign import Campaign, Center
from aidscore.model.change import Change
from aidscore.model.quantity import Number, plain, ratio
from aidscore.model.record import counts_to
from aidscore.model.results import (
    Assessment,
    Bounds,
    CenterResult,
    CenterVerdict,
    PhaseResult,
    Reason,
    Refused,
    Visit,
)
from aidscore.scoring.combine import center_result
from aidscore.scoring.phase import phase_result
from aidscore.versions.carry import Revision, carried, retaining, standing

MOST_BY_SHAPLEY = 12
"""With more changes that touch a center their parts are taken in declared order: 2^12 hybrids are the most."""


@dataclass(frozen=True, slots=True)
class LostFinding:
    """A finding that is not carried over: it fits no heir of its rule, or more than one."""

    center: str
    source: str
    line: int
    rule: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one change, by its number, adds to a center's difference, in points."""

    change: int
    difference: Number


@dataclass(frozen=True, slots=True)
class CenterImpact:
    """A center under both versions. Without a score on either side there is no difference to attribute."""

    before: CenterResult
    after: CenterResult
    """Without what is not carried over; its verdict is undecided where it hangs on that."""
    bounds: Bounds | None
    """Where not everything was examined, or findings are not carried over: with none of those, and with all of them."""
    lost: tuple[LostFinding, ...]
    parts: tuple[Part, ...]
    in_order: bool
    """Whether the parts are those of the declared order, for too many changes to average over all orders."""

    @property
    def center(self) -> Center:
        """The center."""
        return self.before.center

    @property
    def verdict_after(self) -> CenterVerdict:
        """The verdict by the new version."""
        return self.after.verdict

    @property
    def difference(self) -> Number | None:
        """After minus before, in points."""
        if self.before.total is None or self.after.total is None:
            return None
        return plain(self.after.total - self.before.total)

    @property
    def flips(self) -> bool:
        """Whether the verdict changes."""
        return self.before.verdict != self.after.verdict


@dataclass(frozen=True, slots=True)
class Impact:
    """The impact on every center of one phase."""

    before: PhaseResult
    after: PhaseResult
    centers: tuple[CenterImpact, ...]


class Weighed(NamedTuple):
    """A center by the new version, its bounds, and the findings that are not carried over."""

    after: CenterResult
    bounds: Bounds | None
    lost: tuple[LostFinding, ...]


def impact(before: PhaseResult, campaign: Campaign | None, revision: Revision) -> Impact:
    """A phase that was scored by the old version, scored by the new one as well."""
    after, weighed = weighed_phase(before, campaign, revision)
    pairs = zip(before.centers, weighed, strict=True)
    centers = tuple(_center_impact(center, one, before, revision) for center, one in pairs)
    return Impact(before, after, centers)


def weighed_phase(
    before: PhaseResult, campaign: Campaign | None, revision: Revision, refused: Sequence[Refused] = ()
) -> tuple[PhaseResult, tuple[Weighed, ...]]:
    """A phase of the old version scored by the new one: where verdicts hang on what is lost, they are undecided."""
    moved: list[Visit] = []
    lost: dict[str, list[LostFinding]] = {center.center.id: [] for center in before.centers}
    for center in before.centers:
        for counted in center.visits:
            visit, numbers = carried(counted.visit, revision, revision.new)
            moved.append(visit)
            lost[center.center.id] += _lost(center.center.id, counted.visit, numbers)
    after = phase_result(campaign, before.phase, revision.new, moved, refused)
    pairs = zip(before.centers, after.centers, strict=True)
    weighed = tuple(_weighed(old, new, tuple(lost[old.center.id]), before, revision) for old, new in pairs)
    return _recounted(after, [one.after for one in weighed]), weighed


def weighed_visit(visit: Visit, revision: Revision) -> tuple[Visit, tuple[int, ...]]:
    """A visit by the new version, and the numbers of its findings that are not carried over and counted before.

    With any of those its result is given as bounds.
    """
    moved, numbers = carried(visit, revision, revision.new)
    lost = tuple(number for number in numbers if counts_to(visit.record.findings[number]))
    if not lost:
        return moved, ()
    groups = _by_pull({visit.record.findings[number].rule for number in lost}, revision)
    standings = [standing(visit, revision, retaining(revision, clauses), clauses) for clauses in groups]
    possible = [moved.assessment, *(one.assessment for one in standings)]
    bounds = _bounds(possible)
    verdicts = {one.verdict for one in possible}
    verdict = moved.assessment.verdict if len(verdicts) == 1 else "undecided"
    reasons = (*moved.assessment.reasons, *not_carried({visit.record.findings[number].rule for number in lost}))
    weighed = replace(moved.assessment, verdict=verdict, reasons=reasons)
    if bounds is not None:
        weighed = replace(weighed, total=None, rescaled=None, grade=None, bounds=bounds)
    return replace(moved, assessment=weighed), lost


def not_carried(rules: Collection[str]) -> Iterator[Reason]:
    """Why a result is not certain: findings of these rules are lost."""
    if rules:
        yield Reason("not-carried-over", None, {"ids": tuple(sorted(rules))})


def _recounted(phase: PhaseResult, centers: Sequence[CenterResult]) -> PhaseResult:
    """A phase with the centers as they are once what is not carried over has been weighed."""
    verdicts = Counter(center.verdict for center in centers)
    passed, participating = verdicts["pass"], phase.counts.participating
    counts = replace(phase.counts, passed=passed, failed=verdicts["fail"], undecided=verdicts["undecided"])
    return replace(
        phase,
        centers=tuple(centers),
        counts=counts,
        pass_rate=ratio(passed, participating) if participating else None,
        target=phase.target and replace(phase.target, met=phase.target.met and passed >= phase.target.needed),
    )


def _lost(center: str, visit: Visit, numbers: Sequence[int]) -> Iterator[LostFinding]:
    """The findings of a visit that are not carried over; withdrawn ones did not count before either."""
    for number in numbers:
        finding = visit.record.findings[number]
        if counts_to(finding):
            yield LostFinding(center, visit.source, visit.lines[number], finding.rule)


def _weighed(
    before: CenterResult, after: CenterResult, lost: tuple[LostFinding, ...], phase: PhaseResult, revision: Revision
) -> Weighed:
    """One center by the new version, with bounds where findings were lost."""
    possible = [after, *_possible(before, {finding.rule for finding in lost}, phase, revision)]
    weighed = after if len({result.verdict for result in possible}) == 1 else replace(after, verdict="undecided")
    return Weighed(weighed, _bounds(possible), lost)


def _center_impact(before: CenterResult, weighed: Weighed, phase: PhaseResult, revision: Revision) -> CenterImpact:
    """One center, and the parts of its difference."""
    has_scores = before.total is not None and weighed.after.total is not None
    parts, in_order = _parts(before, phase, revision) if has_scores else ((), False)
    return CenterImpact(before, *weighed, parts, in_order)


def _possible(
    before: CenterResult, lost: Collection[str], phase: PhaseResult, revision: Revision
) -> Iterator[CenterResult]:
    """A center with all that deducts of what is not carried over still standing, and with all that adds."""
    for clauses in _by_pull(lost, revision):
        edition = retaining(revision, clauses)
        visits = [standing(counted.visit, revision, edition, clauses) for counted in before.visits]
        yield center_result(before.center, visits, edition, phase.phase)


def _by_pull(lost: Collection[str], revision: Revision) -> list[set[str]]:
    """Lost clauses that deduct, and those that add."""
    adding = revision.old.bonus_rules.keys() & lost
    return [clauses for clauses in (set(lost) - adding, adding) if clauses]


def _bounds(possible: Sequence[CenterResult] | Sequence[Assessment]) -> Bounds | None:
    """The least and the most that something may come out as; None where that is one number, or none."""
    ends = [end for one in possible for end in ((one.bounds.low, one.bounds.high) if one.bounds else (one.total,))]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends) or min(known) == max(known):
        return None
    return Bounds(min(known), max(known))


def _parts(before: CenterResult, phase: PhaseResult, revision: Revision) -> tuple[tuple[Part, ...], bool]:
    """The parts of a center's difference, which add up to it exactly; whether in declared order."""
    visits = _deciding(before, phase)
    touching = [number for number, change in enumerate(revision.changes) if _touches(change, visits, revision)]
    totals: dict[frozenset[int], Number] = {frozenset(): before.total or 0}

    def total(chosen: frozenset[int]) -> Number:
        """The center's total by a hybrid; where that has no score, the one before."""
        if chosen not in totals:
            edition = revision.hybrid(chosen)
            moved = [carried(visit, revision, edition)[0] for visit in visits]
            result = center_result(before.center, moved, edition, phase.phase)
            totals[chosen] = totals[frozenset()] if result.total is None else result.total
        return totals[chosen]

    in_order = len(touching) > MOST_BY_SHAPLEY
    parts: dict[int, Number] = {}
    for group in [touching] if in_order else _groups(touching, visits, phase, revision):
        parts |= (_declared if in_order else shapley)(group, total)
    return tuple(Part(number, parts[number]) for number in sorted(parts) if parts[number]), in_order


def _deciding(center: CenterResult, phase: PhaseResult) -> list[Visit]:
    """The visits that a center's total comes from."""
    counting = [counted.visit for counted in center.visits if counted.counts]
    is_latest = phase.phase is None or phase.phase.combine in (None, "latest")
    return counting[-1:] if is_latest else counting


def _touches(change: Change, visits: Sequence[Visit], revision: Revision) -> bool:
    """Whether a change can have to do with a center's total."""
    named = {finding.rule for visit in visits for finding in visit.record.findings}
    match change.level, change.aspect:
        case _ if change.effect == "editorial":
            return False
        case "item", aspect:
            return aspect == "clause"
        case "sub-item", aspect:
            return aspect in ("clause", "parent", "points")
        case "standard", "not_applicable":
            return any(visit.record.not_applicable for visit in visits)
        case "standard", aspect:
            return aspect == "bonus.max" and not named.isdisjoint(revision.old.bonus_rules)
        case _:
            return (change.was or change.id) in named


def _groups(changes: Sequence[int], visits: Sequence[Visit], phase: PhaseResult, revision: Revision) -> list[list[int]]:
    """Changes that may meet in a center's total. Where it is a sum over sub-items, those that share one; else all."""
    if not _adds_up([revision.changes[number] for number in changes], visits, phase, revision):
        return [list(changes)]
    groups: list[list[int]] = []
    around = {number: _around(revision.changes[number], revision) for number in changes}
    for number in changes:
        meeting = [group for group in groups if any(around[one] & around[number] for one in group)]
        apart = [group for group in groups if group not in meeting]
        groups = [*apart, [*(one for group in meeting for one in group), number]]
    return groups


def _adds_up(changes: Sequence[Change], visits: Sequence[Visit], phase: PhaseResult, revision: Revision) -> bool:
    """Whether a total is a sum over sub-items, whichever of the changes are made.

    It is none where sub-items come, go or move, under a veto or a bonus, where the worst of several visits is taken,
    and where points change of which some are rescaled away.
    """
    apart = {*revision.old.vetoes, *revision.old.bonus_rules}
    named = {finding.rule for visit in visits for finding in visit.record.findings}
    kinds = {(change.level, change.aspect) for change in changes}
    rescaled = any(visit.record.not_applicable for visit in visits) and ("sub-item", "points") in kinds
    is_worst = phase.phase is not None and phase.phase.combine == "worst" and len(visits) > 1
    local = all(level == "rule" or (level, aspect) == ("sub-item", "points") for level, aspect in kinds)
    return local and named.isdisjoint(apart) and not rescaled and not is_worst


def _around(change: Change, revision: Revision) -> set[str]:
    """The sub-items, as they stand in hybrids, that a local change has to do with."""
    if change.level == "sub-item":
        return {change.id}
    former, here = revision.matching.old.get(change.was or change.id), revision.matching.new.get(change.id)
    found = {revision.key(former.parent or "")} if former else set()
    return found | ({here.parent or ""} if here else set())


Total: TypeAlias = Callable[[frozenset[int]], Number]
"""A center's total with some of the changes made."""


def shapley(changes: Sequence[int], total: Total) -> dict[int, Number]:
    """What each change adds, averaged over all orders of making them: the only division that is fair to every order."""
    count = len(changes)
    parts: dict[int, Number] = {}
    for change in changes:
        others = [other for other in changes if other != change]
        part: Number = 0
        for size in range(count):
            weight = Fraction(factorial(size) * factorial(count - size - 1), factorial(count))
            for chosen in map(frozenset, combinations(others, size)):
                part += weight * (total(chosen | {change}) - total(chosen))
        parts[change] = plain(part)
    return parts


def _declared(changes: Sequence[int], total: Total) -> dict[int, Number]:
    """What each change adds when they are made one after the other."""
    steps = [total(frozenset(changes[:number])) for number in range(len(changes) + 1)]
    return {change: plain(steps[number + 1] - steps[number]) for number, change in enumerate(changes)}
