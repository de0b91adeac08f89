"""How the nominal deduction of a rule is computed, as a person would write it down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from aidscore.model.quantity import Number, Rounding, exact, total_of
from aidscore.scoring.steps import (
    ByLevel,
    Chosen,
    Counted,
    InBand,
    InProportion,
    MeasuredValue,
    MissingElements,
    Once,
    Steps,
    Working,
)
from aidscore.wording.numbers import share_text
from aidscore.wording.rules import ranges_text
from aidscore.words import N_, _, listed, together

ROUNDED = {"floor": N_("{steps}, down to {whole}"), "ceil": N_("{steps}, up to {whole}")}
"""How a number of steps is made whole. Steps that are taken exactly are whole already."""


def working_text(working: Working) -> str:
    """A computation with its result, and its cap where that takes effect: 1 x (2 + 3) = 5, at most 4."""
    match working:
        case Once(points):
            return exact(points)
        case Counted(each, _, _, points, cap):
            return _capped(_product(exact(each), _counts_text(working)), points, cap)
        case MissingElements(each, labels, points, cap):
            computed = _("{text} ({detail})", text=_product(exact(each), str(len(labels))), detail=listed(labels))
            return _capped(computed, points, cap)
        case Chosen(chosen, points, cap):
            return _capped(sum_of(map(exact, chosen)), points, cap)
        case ByLevel(parts, points, cap):
            products = (f"{level} {_product(exact(worth), str(count))}" for level, worth, count in parts)
            return _capped(sum_of(products), points, cap)
        case Steps():
            return _steps_text(working)
        case InProportion(measured, whole, worth, points):
            share = f"({_difference('1', quotient(_measured_text(measured), str(whole)))})" if points else "0"
            return equation(_product(exact(worth), share), near(points))
        case InBand():
            return _band_text(working)
        case _:
            assert_never(working)


def _band_text(working: InBand) -> str:
    """A measured value and the band that it falls in."""
    start, above = working.band.start, working.above
    value = _measured_text(working.measured, is_share=start.is_share)
    bounds = [str(start)] if above is None else [str(above.start), str(start)]
    return _("{value} is in the band {range}", value=value, range=ranges_text(bounds, lowest=not start.value)[-1])


def _counts_text(working: Counted) -> str:
    """What was counted, less what is free."""
    counted = sum_of(map(str, working.counts))
    if working.free:
        return f"({_difference(counted, str(working.free))})" if sum(working.counts) > working.free else "0"
    return f"({counted})" if len(working.counts) > 1 else counted


def _measured_text(measured: MeasuredValue, *, is_share: bool = False) -> str:
    """A measured value, with the sample that it comes from; a share as a percentage where that is short."""
    value = share_text(measured.value) if is_share else exact(measured.value)
    if not measured.drawn:
        return value
    passed = f"({_difference(str(measured.drawn), str(measured.failed))})"
    return equation(quotient(passed, str(measured.drawn)), value)


def _steps_text(working: Steps) -> str:
    """How many steps a value falls short, and what they cost."""
    taken = near(working.steps)
    if working.taken != working.steps:
        taken = _(ROUNDED[working.partial], steps=taken, whole=exact(working.taken))
    missing = f"({_difference(str(working.below), _measured_text(working.measured))})"
    step = equation(quotient(missing, str(working.every)), taken)
    return together((step, _capped(_product(exact(working.each), exact(working.taken)), working.points, working.cap)))


def sum_text(parts: Sequence[Number], nominal: Number) -> str:
    """How the points of the findings of a clause become its own; empty where they simply add up."""
    total = total_of(parts)
    if total == nominal:
        return ""
    return _("together {sum}, of which {nominal} count", sum=exact(total), nominal=exact(nominal))


def near(number: Number) -> str:
    """An exact number; a fraction with a decimal beside it that a pocket calculator would show."""
    digits = exact(number)
    if "/" not in digits:
        return digits
    return _("{fraction} (~{decimal})", fraction=digits, decimal=Rounding(4).at(number, 4))


def _capped(computed: str, points: Number, cap: Number | None) -> str:
    """A computation with its result, and its cap where that takes effect."""
    result = computed if computed == exact(points) else equation(computed, exact(points))
    return result + (_(", at most {most}", most=exact(cap)) if cap is not None and points > cap else "")


def sum_of(terms: Iterable[str]) -> str:
    """Terms added up."""
    return _(" + ").join(terms)


def quotient(dividend: str, divisor: str) -> str:
    """A division."""
    return _("{dividend} / {divisor}", dividend=dividend, divisor=divisor)


def equation(computed: str, result: str) -> str:
    """A computation with its result."""
    return _("{computed} = {result}", computed=computed, result=result)


def about(computed: str, result: str) -> str:
    """A computation with its result, rounded."""
    return _("{computed} ~ {result}", computed=computed, result=result)


def _product(left: str, right: str) -> str:
    """A multiplication."""
    return _("{left} x {right}", left=left, right=right)


def _difference(left: str, right: str) -> str:
    """A subtraction."""
    return _("{left} - {right}", left=left, right=right)
