"""The numbers of a deduction that a reader expects in the text of its rule, each with what it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, assert_never

from aidscore.model.quantity import Number, Quantity
from aidscore.model.rule import All, Bands, Deduct, Each, Fixed, Levels, Missing, Proportion, Range, Shortfall
from aidscore.model.source import KeyPath

Role = Literal["points", "unit", "cap", "limit", "step", "interval", "free"]
"""What a number of a deduction is: `unit` is the points for each one counted, `limit` and `step` measure a value,
`interval` lies between the points that a range admits."""


class Figure(NamedTuple):
    """A number of a deduction: where it stands below `deduct`, what it is, and what it does."""

    path: KeyPath
    quantity: Quantity
    role: Role

    @property
    def value(self) -> Number:
        """The number."""
        return self.quantity.value


def figures_of(deduct: Deduct) -> Iterator[Figure]:
    """Yield the numbers of a deduction that a reader expects in its text."""
    match deduct:
        case Fixed():
            yield _points((), deduct.fixed)
        case All():
            pass
        case Each():
            yield _points(("each",), deduct.each, "unit")
            if deduct.free:
                yield _points(("free",), deduct.free, "free")
        case Missing():
            yield _points(("missing",), deduct.missing, "unit")
        case Range():
            yield from _of_range(deduct)
        case Levels():
            yield from (_points(("levels", level), points) for level, points in deduct.levels.items())
        case Shortfall():
            yield Figure(("below",), deduct.below, "limit")
            yield Figure(("every",), deduct.every, "step")
            yield _points(("points",), deduct.points, "unit")
        case Proportion():
            yield Figure(("proportion_of",), deduct.proportion_of, "limit")
        case Bands():
            yield from _of_bands(deduct)
        case _:
            assert_never(deduct)
    if isinstance(deduct, Each | Missing | Range | Levels | Shortfall) and deduct.max is not None:
        yield _points(("max",), deduct.max, "cap")


def _points(path: KeyPath, points: Number, role: Role = "points") -> Figure:
    """A number of points, or a count."""
    return Figure(path, Quantity(points), role)


def _of_range(deduct: Range) -> Iterator[Figure]:
    """Yield both ends, and the step unless it is a whole point; a low end of 0 needs no words."""
    if deduct.low:
        yield _points(("range", 0), deduct.low)
    yield _points(("range", 1), deduct.high)
    is_evident = deduct.step == 1 and deduct.low.denominator == 1
    if deduct.step is not None and not is_evident:
        yield _points(("step",), deduct.step, "interval")


def _of_bands(deduct: Bands) -> Iterator[Figure]:
    """Yield each band's limit and points; the last band, and points of 0, need no words."""
    for index, band in enumerate(deduct.bands):
        if band.start.value:
            yield Figure(("bands", index, "from"), band.start, "limit")
        if band.points:
            yield _points(("bands", index, "points"), band.points)
