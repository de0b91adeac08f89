"""A phase: every participating center from its visits, counted citywide (spec, section 8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import ceil

from aidscore.model.campaign import Campaign, Center, Phase
from aidscore.model.quantity import Number, ratio
from aidscore.model.record import Record
from aidscore.model.results import CenterResult, Counts, Ignored, PhaseResult, Refused, Target, Visit
from aidscore.model.standard import Edition
from aidscore.scoring.combine import center_result


def phase_result(
    campaign: Campaign | None,
    phase: Phase | None,
    edition: Edition,
    visits: Sequence[Visit],
    refused: Sequence[Refused] = (),
    blank: Sequence[Ignored] = (),
) -> PhaseResult:
    """A phase from its visits; `refused` and `blank` are the refused records and the blank forms that may be of it.

    Without a campaign there is one phase, `combine: latest`, and the centers seen are the denominator: also those of
    which every record was refused.
    """
    participating = campaign.participating if campaign else _seen([visit.record for visit in visits], refused, blank)
    excluded = campaign.excluded if campaign else ()
    by_center: dict[str, list[Visit]] = {center.id: [] for center in participating}
    for visit in visits:
        by_center[visit.record.center].append(visit)
    refusals = Counter(file.center for file in refused)
    blanks = Counter(file.center for file in blank)
    centers = tuple(
        center_result(one, by_center[one.id], edition, phase, refusals[one.id], blanks[one.id]) for one in participating
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
        refused=tuple(refused),
        blank=tuple(blank),
    )


def _seen(*files: Sequence[Record | Refused | Ignored]) -> tuple[Center, ...]:
    """The centers that files name, by id."""
    names = {file.center for group in files for file in group if file.center is not None}
    return tuple(Center(name, name) for name in sorted(names))


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
