"""Centers as bars of a chart: a score, or the range that encloses it; and where the axis begins."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from aidscore.model.campaign import Center
from aidscore.model.quantity import Number
from aidscore.model.results import Bounds, CenterVerdict, PhaseResult
from aidscore.scoring.standings import Standing, is_zeroed

LOWEST_FOR_RANGES = Fraction(6, 10)
"""A range never moves the beginning of the axis below this share of the points: it is cut off there."""


class Bar(NamedTuple):
    """A center with a total or with bounds."""

    center: Center
    verdict: CenterVerdict
    total: Number | None
    bounds: Bounds | None
    is_zeroed: bool
    """Whether a veto makes the total 0."""


def bars(centers: Sequence[Standing]) -> list[Bar]:
    """The bars of the centers that have a total or bounds, in the order of the list."""
    results = [standing.result for standing in centers]
    return [
        Bar(one.center, one.verdict, one.total, None if one.total is not None else one.bounds, is_zeroed(one))
        for one in results
        if one.total is not None or one.bounds is not None
    ]


def axis_start(found: Sequence[Bar], phase: PhaseResult) -> int:
    """Where the axis begins: a tenth of the points or a multiple of it, below the pass mark and every score.

    Totals that a veto makes 0 are left out: nothing else could be told apart beside them.
    """
    standard = phase.edition.standard
    step = max(1, ceil(Fraction(standard.points, 10)))
    lowest = min([standard.pass_mark, *(bar.total for bar in found if bar.total is not None and not bar.is_zeroed)])
    start = (ceil(Fraction(lowest, step)) - 1) * step
    for bar in found:
        if bar.bounds is not None:
            low = max(bar.bounds.low, standard.points * LOWEST_FOR_RANGES)
            start = min(start, floor(Fraction(low, step)) * step)
    return max(0, start)
