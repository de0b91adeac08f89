"""How a rule deducts and what a finding says, in words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import assert_never

from aidscore.model.quantity import Number, Quantity, exact
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
    """What a finding says, as short as on a paper sheet: 3 份, 20 drawn, 3 failed, 91.9%."""
    parts = []
    unit = deduct.unit if isinstance(deduct, Each) and deduct.unit else ""
    if finding.count is not None:
        parts.append(_("{count} {unit}", count=finding.count, unit=unit) if unit else str(finding.count))
    if finding.sample is not None:
        parts.append(_("{drawn} drawn, {failed} failed", drawn=finding.sample.drawn, failed=finding.sample.failed))
    if finding.missing is not None:
        labels = deduct.of if isinstance(deduct, Missing) else {}
        parts.append(_("missing: {elements}", elements=tuple(labels.get(key, key) for key in finding.missing)))
    if finding.level is not None:
        parts.insert(0, finding.level)
    if finding.points is not None:
        parts.append(counted("{points} point", "{points} points", finding.points))
    if finding.value is not None:
        parts.append(str(finding.value))
    return listed(parts)


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
            said = counted(
                "{points} point for each {unit}", "{points} points for each {unit}", each, unit=unit or _("case")
            )
            return said + (_(", {free} {unit} free", free=free, unit=unit or _("case")) if free else "")
        case Missing(missing, of, _most):
            return counted(
                "{points} point for each missing: {labels}",
                "{points} points for each missing: {labels}",
                missing,
                labels=listed(f"{label} {key}" if with_keys and label != key else label for key, label in of.items()),
            )
        case Range(_range, step, _most):
            said = _("{low} to {high} points as the case requires", low=exact(deduct.low), high=exact(deduct.high))
            return said + (_(", in steps of {step}", step=exact(step)) if step is not None else "")
        case Levels(levels, _most):
            return listed(
                counted("{level} {points} point", "{level} {points} points", n, level=level)
                for level, n in levels.items()
            )
        case Shortfall(below, every, points, partial, _most):
            length = step_text(every, deduct.unit, is_share=deduct.is_share)
            steps = counted(
                "{points} point for every {every} below {below}",
                "{points} points for every {every} below {below}",
                points,
                every=length,
                below=measure_text(below, deduct.unit),
            )
            return steps + _(PARTIAL[partial], every=length)
        case Proportion(whole, unit):
            return _("in proportion to what is missing of {whole}", whole=measure_text(whole, unit))
        case Bands(bands, unit):
            return bands_text(bands, unit)
        case _:
            assert_never(deduct)


def measure_text(quantity: Quantity, unit: str | None) -> str:
    """A measured value with its unit; a share has none."""
    return _("{count} {unit}", count=quantity, unit=unit) if unit and not quantity.is_share else str(quantity)


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
