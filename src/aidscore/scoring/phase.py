"""A phase: every participating center from its visits, counted citywide (spec, section 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil

from aidscore.model.campaign import Campaign, Center, Phase
from aidscore.model.quantity import Number, ratio
from aidscore.model.results import CenterResult, Counts, PhaseResult, Refused, Target, Visit
from aidscore.model.standard import Edition
from aidscore.scoring.combine import center_result


def phase_result(
    campaign: Campaign | None,
    phase: Phase | None,
    edition: Edition,
    visits: Sequence[Visit],
    refused: Sequence[Refused] = (),
) -> PhaseResult:
    """A phase from its visits; `refused` are the files that may be records of it.

    Without a campaign there is one phase, `combine: latest`, and the centers seen are the denominator.
    """
    participating = campaign.participating if campaign else _seen(visits)
    excluded = campaign.excluded if campaign else ()
    by_center: dict[str, list[Visit]] = {center.id: [] for center in participating}
    for visit in visits:
        by_center[visit.record.center].append(visit)
    refusals = Counter(file.center for file in refused)
    centers = tuple(
        center_result(center, by_center[center.id], edition, phase, refusals[center.id]) for center in participating
    )
    counts = _counts(centers, len(excluded))
    return PhaseResult(
        phase=phase,
        edition=edition,
        centers=centers,
        excluded=excluded,
        counts=counts,
        pass_rate=ratio(counts.passed, counts.participating) if counts.participating else None,
        target=None if phase is None or phase.target is None else _target(phase.target, counts),
    )


def _seen(visits: Sequence[Visit]) -> tuple[Center, ...]:
    """The centers of the visits, by id."""
    return tuple(Center(name, name) for name in sorted({visit.record.center for visit in visits}))


def _counts(centers: Sequence[CenterResult], excluded: int) -> Counts:
    """How many centers came out how."""
    verdicts = Counter(center.verdict for center in centers)
    return Counts(
        registered=excluded + len(centers),
        excluded=excluded,
        passed=verdicts["pass"],
        failed=verdicts["fail"],
        undecided=verdicts["undecided"],
        not_assessed=verdicts["not-assessed"],
    )


def _target(rate: Number, counts: Counts) -> Target:
    """A target said as a number of centers: 1/3 of 20 needs 7."""
    needed = ceil(rate * counts.participating)
    return Target(rate, needed, counts.participating > 0 and counts.passed >= needed)
