"""How the nominal deduction of a rule is computed, as a person would write it down."""

from __future__ import annotations

from collections.abc import Sequence
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
from aidscore.words import N_, _, listed, together

ROUNDED = {"floor": N_("{steps}, down to {whole}"), "ceil": N_("{steps}, up to {whole}")}
"""How a number of steps is made whole. Steps that are taken exactly are whole already."""


def working_text(working: Working) -> str:
    """A computation with its result, and its cap where that takes effect: 1 x (2 + 3) = 5, at most 4."""
    match working:
        case Once(points):
            return exact(points)
        case Counted(each, _, _, points, cap):
            return _capped(f"{exact(each)} x {_counts_text(working)}", points, cap)
        case MissingElements(each, labels, points, cap):
            return _capped(f"{exact(each)} x {len(labels)} ({listed(labels)})", points, cap)
        case Chosen(chosen, points, cap):
            return _capped(_sum(chosen), points, cap)
        case ByLevel(parts, points, cap):
            computed = " + ".join(f"{level} {exact(worth)} x {count}" for level, worth, count in parts)
            return _capped(computed, points, cap)
        case Steps():
            return _steps_text(working)
        case InProportion(measured, whole, worth, points):
            share = f"(1 - {_measured_text(measured)} / {whole})" if points else "0"
            return f"{exact(worth)} x {share} = {near(points)}"
        case InBand(measured, band):
            return _("{value} is in the band from {start}", value=_measured_text(measured), start=band.start)
        case _:
            assert_never(working)


def _counts_text(working: Counted) -> str:
    """What was counted, less what is free."""
    counted = _sum(working.counts)
    if working.free:
        return f"({counted} - {working.free})" if sum(working.counts) > working.free else "0"
    return f"({counted})" if len(working.counts) > 1 else counted


def _measured_text(measured: MeasuredValue) -> str:
    """A measured value, with the sample that it comes from."""
    origin = f"({measured.drawn} - {measured.failed}) / {measured.drawn} = " if measured.drawn else ""
    return f"{origin}{exact(measured.value)}"


def _steps_text(working: Steps) -> str:
    """How many steps a value falls short, and what they cost."""
    taken = near(working.steps)
    if working.taken != working.steps:
        taken = _(ROUNDED[working.partial], steps=taken, whole=exact(working.taken))
    step = f"({working.below} - {_measured_text(working.measured)}) / {working.every} = {taken}"
    computed = f"{exact(working.each)} x {exact(working.taken)}"
    return together((step, _capped(computed, working.points, working.cap)))


def sum_text(parts: Sequence[Number], nominal: Number) -> str:
    """How the points of the findings of a clause become its own; empty where they simply add up."""
    total = total_of(parts)
    if total == nominal:
        return ""
    return _("together {sum}, of which {nominal} count", sum=exact(total), nominal=exact(nominal))


def near(number: Number) -> str:
    """An exact number; a fraction with a decimal beside it that a pocket calculator would show."""
    digits = exact(number)
    return f"{digits} (~{Rounding(4).at(number, 4)})" if "/" in digits else digits


def _capped(computed: str, points: Number, cap: Number | None) -> str:
    """A computation with its result, and its cap where that takes effect."""
    result = computed if computed == exact(points) else f"{computed} = {exact(points)}"
    return result + (_(", at most {most}", most=exact(cap)) if cap is not None and points > cap else "")


def _sum(numbers: Sequence[Number]) -> str:
    """Numbers with plus signs between."""
    return " + ".join(exact(number) for number in numbers)
