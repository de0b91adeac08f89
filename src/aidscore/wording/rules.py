"""How a rule deducts and what a finding says, in words."""

from __future__ import annotations

from typing import assert_never

from aidscore.model.quantity import exact
from aidscore.model.record import Finding
from aidscore.model.rule import (
    Add,
    All,
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


def deduct_text(deduct: Deduct | Add) -> str:
    """How a rule deducts, or a bonus rule adds, in one line."""
    most = getattr(deduct, "max", None)
    return _without_cap(deduct) + (_(", at most {most}", most=exact(most)) if most is not None else "")


def _without_cap(deduct: Deduct | Add) -> str:
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
                labels=listed(of.values()),
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
            said = counted(
                "{points} point for every {every} below {below}",
                "{points} points for every {every} below {below}",
                points,
                every=every,
                below=below,
            )
            return said + _(PARTIAL[partial], every=every)
        case Proportion(whole):
            return _("in proportion to what is missing of {whole}", whole=whole)
        case Bands(bands):
            return listed(
                counted("from {start}: {points} point", "from {start}: {points} points", b.points, start=b.start)
                for b in bands
            )
        case _:
            assert_never(deduct)
