"""The centers of an outcome as they are listed: those that passed by score, the others behind them by verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aidscore.model.quantity import Number
from aidscore.model.results import Assessment, CenterResult, CenterVerdict, Outcome, PhaseResult
from aidscore.model.standard import Standard

SEGMENTS: tuple[CenterVerdict, ...] = ("pass", "fail", "undecided", "not-assessed")
"""The verdicts in the order in which their centers are listed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A center of a phase in the order of the list. `number` counts from 1 over all phases, `rank` within one.

    Only centers that passed have a rank.
    """

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
    """Every center of every phase: by verdict, then by score, then those without one. Equal scores share a rank."""
    found: list[Standing] = []
    for phase in outcome.phases:
        ranks = _ranks(phase)
        for center in in_order_of_scores(phase.centers):
            rank = ranks.get(center.total) if center.verdict == "pass" and center.total is not None else None
            found.append(Standing(len(found) + 1, rank, center, phase))
    return tuple(found)


def _ranks(phase: PhaseResult) -> dict[Number, int]:
    """The rank of each total with which a center passed, from 1; equal totals have the same."""
    ranks: dict[Number, int] = {}
    totals = [center.total for center in phase.centers if center.verdict == "pass" and center.total is not None]
    for place, total in enumerate(sorted(totals, reverse=True), 1):
        ranks.setdefault(total, place)
    return ranks


def _order(center: CenterResult) -> tuple[int, bool, Number]:
    """The sort key of a center: its verdict, then scores from the highest down, then what has none."""
    return SEGMENTS.index(center.verdict), center.total is None, -(center.total or 0)


def in_order_of_scores(centers: Iterable[CenterResult]) -> list[CenterResult]:
    """Centers by verdict, those that passed first, and within a verdict by score, the highest first."""
    return sorted(centers, key=_order)


def sheets_of(center: CenterResult) -> list[Assessment]:
    """The sheet that decides a center; where none does, those of all visits that count."""
    if center.deciding is not None:
        return [center.deciding]
    return [counted.visit.assessment for counted in center.visits if counted.counts]


def attainable(sheet: Assessment) -> Number:
    """The points that a sheet would have earned without a deduction: without those of what does not apply."""
    return sheet.earned + sheet.lost


def is_zeroed(center: CenterResult) -> bool:
    """Whether a veto makes the center's score 0."""
    return any(veto.effect == "zero" for veto in center.vetoes.values())


def is_plain_sum(sheet: Assessment) -> bool:
    """Whether the total of a sheet is the sum of its items: nothing rescaled, no bonus, no veto that makes it 0."""
    return sheet.total == sheet.earned and sheet.possible == sheet.edition.standard.points
