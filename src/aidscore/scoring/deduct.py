"""What a rule deducts: one case per kind, as in the table of the spec's section 3."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Literal, assert_never

from aidscore.model.quantity import Number, Quantity, plain, ratio
from aidscore.model.record import Finding
from aidscore.model.rule import (
    Add,
    All,
    Band,
    Bands,
    Deduct,
    Each,
    Fixed,
    Levels,
    Measured,
    Missing,
    Proportion,
    Range,
    Shortfall,
)


def nominal(deduct: Deduct, findings: Sequence[Finding], points: Number, unit: int = 1) -> Number:
    """The points that a rule deducts for its findings (at least one), before the sub-item's points are used up.

    `points` is what the sub-item is worth. Findings fit the rule's kind; withdrawn ones are not among them. Where the
    rule and `points` are in units (see `scaled`), so is the result, and `unit` is the number of units in a point.
    """
    match deduct:
        case Fixed(fixed):
            return fixed
        case All():
            return points
        case Each(each, _, most, free):
            return _at_most(each * max(0, sum(map(counted, findings)) - free), most)
        case Missing(missing, _, most):
            return _at_most(
                missing * len(set(chain.from_iterable(finding.missing or () for finding in findings))), most
            )
        case Range(_, _, most):
            chosen = plain(unit * sum(finding.points or 0 for finding in findings))
            return _at_most(chosen, deduct.high if most is None else most)
        case Levels(levels, most):
            return _at_most(sum(levels[finding.level or ""] * (finding.count or 1) for finding in findings), most)
        case Shortfall() | Proportion() | Bands():
            return max(measured(deduct, value, points) for value in values(findings))
        case _:
            assert_never(deduct)


def amounts(deduct: Deduct) -> Sequence[Number]:
    """Every number of points that a rule names, its cap included."""
    match deduct:
        case Fixed(points):
            return (points,)
        case Each(points, _, most) | Missing(points, _, most) | Shortfall(_, _, points, _, most):
            return (points, *_known(most))
        case Range((low, high), _, most):
            return (low, high, *_known(most))
        case Levels(levels, most):
            return (*levels.values(), *_known(most))
        case Bands(bands):
            return tuple(band.points for band in bands)
        case All() | Proportion():
            return ()
        case _:
            assert_never(deduct)


def _known(most: Number | None) -> Sequence[Number]:
    """A cap, where there is one."""
    return () if most is None else (most,)


def scaled(deduct: Deduct, unit: int) -> Deduct:
    """The same rule with its points counted in units, of which a point has `unit`."""
    match deduct:
        case Fixed(points):
            return Fixed(plain(points * unit))
        case Each(each, name, most, free):
            return Each(plain(each * unit), name, _scaled(most, unit), free)
        case Missing(missing, of, most):
            return Missing(plain(missing * unit), of, _scaled(most, unit))
        case Range((low, high), step, most):
            return Range((plain(low * unit), plain(high * unit)), step, _scaled(most, unit))
        case Levels(levels, most):
            return Levels({level: plain(points * unit) for level, points in levels.items()}, _scaled(most, unit))
        case Shortfall(below, every, points, partial, most):
            return Shortfall(below, every, plain(points * unit), partial, _scaled(most, unit))
        case Bands(bands):
            return Bands(tuple(Band(band.start, plain(band.points * unit)) for band in bands))
        case All() | Proportion():
            return deduct
        case _:
            assert_never(deduct)


def _scaled(most: Number | None, unit: int) -> Number | None:
    """A cap in units."""
    return None if most is None else plain(most * unit)


def granted(add: Add, findings: Sequence[Finding]) -> Number:
    """The points that a bonus rule adds for its findings, after its own cap."""
    return nominal(add, findings, 0)


def measured(deduct: Measured, value: Number, points: Number) -> Number:
    """The points that one measured value deducts."""
    match deduct:
        case Shortfall(below, every, each, partial, most):
            return _at_most(each * _steps(below.value, value, every.value, partial), most)
        case Proportion(whole_value):
            return points * max(0, 1 - ratio(value, whole_value.value))
        case Bands(bands):
            return next(band.points for band in bands if band.start.value <= value)
        case _:
            assert_never(deduct)


def values(findings: Sequence[Finding]) -> list[Number]:
    """The measured values of a rule's findings: each value by itself, all samples pooled into one."""
    drawn = sum(finding.sample.drawn for finding in findings if finding.sample)
    failed = sum(finding.sample.failed for finding in findings if finding.sample)
    single = [finding.value.value for finding in findings if isinstance(finding.value, Quantity)]
    return [*single, ratio(drawn - failed, drawn)] if drawn else single


def counted(finding: Finding) -> int:
    """How many a finding of an `each` rule counts."""
    return finding.sample.failed if finding.sample else finding.count or 1


def _at_most(points: Number, most: Number | None) -> Number:
    """The points, or the cap where they exceed it."""
    return points if most is None or points <= most else most


def _steps(below: Number, value: Number, every: Number, partial: Literal["floor", "ceil", "exact"]) -> Number:
    """How many steps a value falls below a limit; in whole numbers, as fractions are slow."""
    height = (below.numerator * value.denominator - value.numerator * below.denominator) * every.denominator
    step = below.denominator * value.denominator * every.numerator
    if height <= 0:
        return 0
    match partial:
        case "floor":
            return height // step
        case "ceil":
            return -(-height // step)
        case "exact":
            return ratio(height, step)
        case _:
            assert_never(partial)
