"""The centers of an outcome in order of their scores, and the sums that their sheets consist of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aidscore.model.quantity import Number
from aidscore.model.results import Assessment, CenterResult, CenterVerdict, Outcome, PhaseResult
from aidscore.model.standard import Standard

UNSCORED: tuple[CenterVerdict, ...] = ("pass", "fail", "undecided", "not-assessed")
"""The order of the centers without a score."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A center of a phase in the order of scores. `number` counts from 1 over all phases, `rank` within one."""

    number: int
    rank: int | None
    result: CenterResult
    phase: PhaseResult

    @property
    def standard(self) -> Standard:
        """The standard of the phase."""
        return self.phase.edition.standard

    @property
    def scored_sheet(self) -> Assessment | None:
        """The sheet that the score is taken from; None without a score and where several sheets made it."""
        sheet = self.result.deciding
        return sheet if sheet is not None and sheet.total is not None else None


def standings(outcome: Outcome) -> tuple[Standing, ...]:
    """Every center of every phase: by score, then those without one. Equal scores share a rank."""
    found: list[Standing] = []
    for phase in outcome.phases:
        ranks = _ranks(phase)
        for center in sorted(phase.centers, key=_order):
            rank = None if center.total is None else ranks[center.total]
            found.append(Standing(len(found) + 1, rank, center, phase))
    return tuple(found)


def _ranks(phase: PhaseResult) -> dict[Number, int]:
    """The rank of each total of a phase, from 1; equal totals have the same."""
    ranks: dict[Number, int] = {}
    totals = [center.total for center in phase.centers if center.total is not None]
    for place, total in enumerate(sorted(totals, reverse=True), 1):
        ranks.setdefault(total, place)
    return ranks


def _order(center: CenterResult) -> tuple[int, Number]:
    """The sort key of a center: scores from the highest down, then what has none."""
    return (0, -center.total) if center.total is not None else (1, UNSCORED.index(center.verdict))


def in_order_of_scores(centers: Iterable[CenterResult]) -> list[CenterResult]:
    """Centers by verdict, those that passed first, and within a verdict by score, the highest first."""
    return sorted(centers, key=lambda center: (UNSCORED.index(center.verdict), _order(center)))


def sheets_of(center: CenterResult) -> list[Assessment]:
    """The sheet that decides a center; where none does, those of all visits that count."""
    if center.deciding is not None:
        return [center.deciding]
    return [counted.visit.assessment for counted in center.visits if counted.counts]


def deducted(sheet: Assessment) -> Number:
    """The effective deductions of a sheet, in points."""
    return sum(deduction.effective for _item, _part, deduction in sheet.deductions())


def attainable(sheet: Assessment) -> Number:
    """The points that a sheet would have earned without a deduction: without those of what does not apply."""
    return sheet.earned + deducted(sheet)


def is_zeroed(center: CenterResult) -> bool:
    """Whether a veto makes the center's score 0."""
    return any(veto.effect == "zero" for veto in center.vetoes.values())


def is_plain_sum(sheet: Assessment) -> bool:
    """Whether the total of a sheet is the sum of its items: nothing rescaled, no bonus, no veto that makes it 0."""
    return sheet.total == sheet.earned and sheet.possible == sheet.edition.standard.points
