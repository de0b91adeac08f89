"""Results by the new version, weighed: with bounds and an open verdict where findings are not carried over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from aidscore.model.campaign import Campaign
from aidscore.model.comparison import LostFinding
from aidscore.model.quantity import ratio
from aidscore.model.record import counts_to
from aidscore.model.results import Assessment, Bounds, CenterResult, PhaseResult, Reason, Visit
from aidscore.scoring.combine import center_result
from aidscore.scoring.phase import phase_result
from aidscore.versions.carry import carried, retaining, standing
from aidscore.versions.intermediate import VersionPair


class Weighed(NamedTuple):
    """A center by the new version, its bounds, and the findings that are not carried over."""

    after: CenterResult
    bounds: Bounds | None
    lost: tuple[LostFinding, ...]


def weighed_phase(
    before: PhaseResult, campaign: Campaign | None, pair: VersionPair
) -> tuple[PhaseResult, tuple[Weighed, ...]]:
    """A phase of the old version scored by the new one: a verdict that depends on what is lost is undecided."""
    moved: list[Visit] = []
    lost: dict[str, list[LostFinding]] = {center.center.id: [] for center in before.centers}
    for center in before.centers:
        for counted in center.visits:
            visit, numbers = carried(counted.visit, pair, pair.new)
            moved.append(visit)
            lost[center.center.id] += _lost(center.center.id, counted.visit, numbers)
    after = phase_result(campaign, before.phase, pair.new, moved, before.refused, before.blank)
    pairs = zip(before.centers, after.centers, strict=True)
    weighed = tuple(_weighed(old, new, tuple(lost[old.center.id]), before, pair) for old, new in pairs)
    return recounted(after, [one.after for one in weighed]), weighed


def weighed_visit(visit: Visit, pair: VersionPair) -> tuple[Visit, tuple[int, ...]]:
    """A visit by the new version, and the numbers of its findings that are not carried over and counted before.

    With any of those its result is given as bounds.
    """
    moved, numbers = carried(visit, pair, pair.new)
    lost = tuple(number for number in numbers if counts_to(visit.record.findings[number]))
    if not lost:
        return moved, ()
    groups = _by_pull({visit.record.findings[number].rule for number in lost}, pair)
    standings = [standing(visit, pair, retaining(pair, clauses), clauses) for clauses in groups]
    possible = [moved.assessment, *(one.assessment for one in standings)]
    bounds = bounds_of(possible)
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


def recounted(phase: PhaseResult, centers: Sequence[CenterResult]) -> PhaseResult:
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
    before: CenterResult, after: CenterResult, lost: tuple[LostFinding, ...], phase: PhaseResult, pair: VersionPair
) -> Weighed:
    """One center by the new version, with bounds where findings were lost."""
    possible = [after, *_possible(before, {finding.rule for finding in lost}, phase, pair)]
    weighed = after if len({result.verdict for result in possible}) == 1 else replace(after, verdict="undecided")
    return Weighed(weighed, bounds_of(possible), lost)


def _possible(
    before: CenterResult, lost: Collection[str], phase: PhaseResult, pair: VersionPair
) -> Iterator[CenterResult]:
    """A center as it is if all lost deductions still count, and as it is if all lost additions do."""
    for clauses in _by_pull(lost, pair):
        edition = retaining(pair, clauses)
        visits = [standing(counted.visit, pair, edition, clauses) for counted in before.visits]
        yield center_result(before.center, visits, edition, phase.phase)


def _by_pull(lost: Collection[str], pair: VersionPair) -> list[set[str]]:
    """Lost clauses that deduct, and those that add."""
    adding = pair.old.bonus_rules.keys() & lost
    return [clauses for clauses in (set(lost) - adding, adding) if clauses]


def bounds_of(possible: Sequence[CenterResult] | Sequence[Assessment]) -> Bounds | None:
    """The least and the most that something may come out as; None where that is one number, or none."""
    ends = [end for one in possible for end in ((one.bounds.low, one.bounds.high) if one.bounds else (one.total,))]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends) or min(known) == max(known):
        return None
    return Bounds(min(known), max(known))
