"""How a rule deducts and what a finding says, in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import assert_never

from aidscore.model.quantity import Number, Quantity, exact
from aidscore.model.record import Finding, Sample
from aidscore.model.rule import (
    Add,
    All,
    Band,
    Bands,
    Deduct,
    Each,
    Fixed,
    Levels,
    Missing,
    Proportion,
    Range,
    Shortfall,
)
from aidscore.wording.numbers import counted
from aidscore.words import N_, _, listed

PARTIAL = {
    "floor": N_(", nothing for less than {every}"),
    "ceil": N_(", as much for less than {every}"),
    "exact": N_(", in proportion for less than {every}"),
}


def fact_text(finding: Finding, deduct: Deduct | Add | None) -> str:
    """What a finding says, as short as on a paper sheet: 3 份, 20 drawn, 3 failed (份), 91.9%, 严重 x 2."""
    parts = []
    unit = getattr(deduct, "unit", None)
    if finding.count is not None and finding.level is None:
        parts.append(_with_unit(finding.count, unit))
    if finding.sample is not None:
        parts.append(_sample_text(finding.sample, unit))
    if finding.missing is not None:
        labels = deduct.of if isinstance(deduct, Missing) else {}
        parts.append(_("missing: {elements}", elements=tuple(labels.get(key, key) for key in finding.missing)))
    if finding.level is not None:
        times = finding.count is not None
        parts.append(_("{left} x {right}", left=finding.level, right=finding.count) if times else finding.level)
    if finding.points is not None:
        parts.append(counted("{points} point", "{points} points", finding.points))
    if finding.value is not None:
        parts.append(measure_text(finding.value, unit))
    return listed(parts)


def _sample_text(sample: Sample, unit: str | None) -> str:
    """How many were drawn, and how many of them failed."""
    if unit:
        return _("{drawn} drawn, {failed} failed ({unit})", drawn=sample.drawn, failed=sample.failed, unit=unit)
    return _("{drawn} drawn, {failed} failed", drawn=sample.drawn, failed=sample.failed)


def _with_unit(number: int | Quantity, unit: str | None) -> str:
    """A number with its unit, if it has one."""
    return _("{count} {unit}", count=number, unit=unit) if unit else str(number)


def deduct_text(deduct: Deduct | Add, *, with_keys: bool = False) -> str:
    """How a rule deducts, or a bonus rule adds, in one line; on request with the keys that findings name."""
    most = getattr(deduct, "max", None)
    return _without_cap(deduct, with_keys) + (_(", at most {most}", most=exact(most)) if most is not None else "")


def _without_cap(deduct: Deduct | Add, with_keys: bool) -> str:
    """How a rule deducts, without its cap."""
    match deduct:
        case Fixed(points):
            return counted("{points} point, once", "{points} points, once", points)
        case All():
            return _("all points of the sub-item")
        case Each(each, unit, _most, free):
            return _each_text(each, unit, free)
        case Missing(missing, of, _most):
            return counted(
                "{points} point for each missing: {labels}",
                "{points} points for each missing: {labels}",
                missing,
                labels=listed(f"{label} {key}" if with_keys and label != key else label for key, label in of.items()),
            )
        case Range(_range, step, _most):
            text = _("{low} to {high} points as the case requires", low=exact(deduct.low), high=exact(deduct.high))
            return text + (_(", in steps of {step}", step=exact(step)) if step is not None else "")
        case Levels(levels, _most):
            return listed(
                counted("{level} {points} point", "{level} {points} points", n, level=level)
                for level, n in levels.items()
            )
        case Shortfall(_below, every, _points, partial, _most):
            length = step_text(every, deduct.unit, is_share=deduct.is_share)
            return _shortfall_text(deduct, length) + _(PARTIAL[partial], every=length)
        case Proportion(whole, unit):
            return _("in proportion to what is missing of {whole}", whole=measure_text(whole, unit))
        case Bands(bands, unit):
            return bands_text(bands, unit)
        case _:
            assert_never(deduct)


def _each_text(each: Number, unit: str | None, free: int) -> str:
    """What is deducted for each thing that is counted; its unit is a word of the standard, in whichever language."""
    if unit:
        text = counted("{points} point each ({unit})", "{points} points each ({unit})", each, unit=unit)
        return text + (_(", {free} free ({unit})", free=free, unit=unit) if free else "")
    text = counted("{points} point for each", "{points} points for each", each)
    return text + (_(", {free} free", free=free) if free else "")


def _shortfall_text(deduct: Shortfall, length: str) -> str:
    """What a shortfall deducts for a step of this length: a share lies lower, a number of things is smaller."""
    limit = measure_text(deduct.below, deduct.unit)
    if deduct.is_share:
        return counted(
            "{points} point for every {every} below {below}",
            "{points} points for every {every} below {below}",
            deduct.points,
            every=length,
            below=limit,
        )
    return counted(
        "{points} point for every {every} fewer than {limit}",
        "{points} points for every {every} fewer than {limit}",
        deduct.points,
        every=length,
        limit=limit,
    )


def measure_text(quantity: Quantity, unit: str | None) -> str:
    """A measured value with its unit; a share has none."""
    return _with_unit(quantity, None if quantity.is_share else unit)


def step_text(every: Quantity, unit: str | None = None, *, is_share: bool) -> str:
    """The length of a step; a difference of shares is one of percentage points."""
    points = every.value * 100
    if not is_share or "/" in exact(points):
        return measure_text(every, unit)
    return counted("{points} percentage point", "{points} percentage points", points)


def bands_text(bands: Sequence[Band], unit: str | None = None) -> str:
    """The bands of a rule in words, each up to the one above it: 90% and above: nothing, below 90%: 2 points."""
    ranges = ranges_text([measure_text(band.start, unit) for band in bands], lowest=not bands[-1].start.value)
    pairs = zip(ranges, bands, strict=True)
    return in_sequence([_("{range}: {points}", range=one, points=_band_points(band.points)) for one, band in pairs])


def _band_points(points: Number) -> str:
    """What a band deducts."""
    if not points:
        return _("nothing is deducted")
    return counted("{points} point is deducted", "{points} points are deducted", points)


def ranges_text(starts: Sequence[str], *, lowest: bool = True) -> list[str]:
    """Ranges that begin at these bounds, the highest first, each up to the one above it and without it.

    With `lowest` the last one begins at 0, which is not named.
    """
    texts = []
    for number, start in enumerate(starts):
        above = starts[number - 1] if number else None
        if lowest and number == len(starts) - 1:
            texts.append(_("any value") if above is None else _("below {above}", above=above))
        elif above is None:
            texts.append(_("{start} and above", start=start))
        else:
            texts.append(_("{start} to below {above}", start=start, above=above))
    return texts


def in_sequence(texts: Sequence[str]) -> str:
    """Clauses of one sentence with commas between them."""
    return reduce(lambda before, text: _("{before}, {text}", before=before, text=text), texts)
