"""Changes of deductions: each pulls one way, and each can be made without the others (spec, section 9). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar, assert_never

from aidscore.model.change import INVERSE, Change, Effect, Value
from aidscore.model.quantity import Number, Quantity
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

T = TypeVar("T")


class Part(NamedTuple):
    """A part of a deduction that changed: which, its effect, and the values before and after."""

    aspect: str
    effect: Effect
    old: Value
    new: Value


# ---- found ---------------------------------------------------------------------------------------


def deduct_changes(old: Deduct | Add, new: Deduct | Add) -> Iterator[Part]:
    """The changes of a deduction, each pulling one way; for a bonus the caller inverts the effects."""
    if type(old) is not type(new) or _is_share(old) != _is_share(new):
        yield Part("deduct", _whole_effect(old, new), old, new)
        return
    match old:
        case Fixed():
            yield from _number("deduct.fixed", old.fixed, same_kind(old, new).fixed, "tightening")
        case All():
            return
        case Each():
            yield from _each(old, same_kind(old, new))
        case Missing():
            yield from _missing(old, same_kind(old, new))
        case Range():
            yield from _range(old, same_kind(old, new))
        case Levels():
            yield from _levels(old, same_kind(old, new))
        case Shortfall():
            yield from _shortfall(old, same_kind(old, new))
        case Proportion():
            later = same_kind(old, new)
            yield from _measure("deduct.proportion_of", old.proportion_of, later.proportion_of, "tightening")
            yield from _word("deduct.unit", old.unit, later.unit)
        case Bands():
            yield from _bands(old.bands, same_kind(old, new).bands)
            yield from _word("deduct.unit", old.unit, same_kind(old, new).unit)
        case _:
            assert_never(old)


def same_kind(old: T, new: object) -> T:
    """The new value, which is known to be of the old one's class."""
    assert isinstance(new, type(old))
    return new


def _is_share(deduct: Deduct) -> bool:
    """Whether the values that a rule measures are shares."""
    return isinstance(deduct, Measured) and deduct.is_share


def _whole_effect(old: Deduct, new: Deduct) -> Effect:
    """The effect of another kind: a sub-item's points are the most that any can take, else nothing is known."""
    if isinstance(old, Fixed) and isinstance(new, All):
        return "tightening"
    if isinstance(old, All) and isinstance(new, Fixed):
        return "loosening"
    return "restructuring"


def _each(old: Each, new: Each) -> Iterator[Part]:
    """Points for each one counted."""
    yield from _number("deduct.each", old.each, new.each, "tightening")
    yield from _number("deduct.free", old.free, new.free, "loosening")
    yield from _word("deduct.unit", old.unit, new.unit)
    yield from cap_changes("deduct.max", old.max, new.max)


def _missing(old: Missing, new: Missing) -> Iterator[Part]:
    """Points for each missing element; an element that came or went is a change by itself."""
    yield from _number("deduct.missing", old.missing, new.missing, "tightening")
    for key in (*old.of, *(key for key in new.of if key not in old.of)):
        if key not in new.of:
            yield Part(f"deduct.of.{key}", "loosening", old.of[key], None)
        elif key not in old.of:
            yield Part(f"deduct.of.{key}", "tightening", None, new.of[key])
        else:
            yield from _word(f"deduct.of.{key}", old.of[key], new.of[key])
    yield from cap_changes("deduct.max", old.max, new.max)


def _range(old: Range, new: Range) -> Iterator[Part]:
    """A range: whether an inspector would have chosen other points in another range cannot be known."""
    if old.range != new.range:
        yield Part("deduct.range", "restructuring", old.range, new.range)
    if old.step != new.step:
        yield Part("deduct.step", "restructuring", old.step, new.step)
    yield from cap_changes("deduct.max", old.max, new.max, (old.high, new.high))


def _levels(old: Levels, new: Levels) -> Iterator[Part]:
    """Points by level: each level is a change by itself."""
    for level in (*old.levels, *(level for level in new.levels if level not in old.levels)):
        before, after = old.levels.get(level), new.levels.get(level)
        if before != after:
            more = (after or 0) > (before or 0)
            yield Part(f"deduct.levels.{level}", "tightening" if more else "loosening", before, after)
    yield from cap_changes("deduct.max", old.max, new.max)


STRICTNESS = ("floor", "exact", "ceil")
"""How much of a step begun counts, from the least to the most."""


def _shortfall(old: Shortfall, new: Shortfall) -> Iterator[Part]:
    """A shortfall: limit, step, points and what a step begun counts are changes by themselves."""
    yield from _measure("deduct.below", old.below, new.below, "tightening")
    yield from _measure("deduct.every", old.every, new.every, "loosening")
    yield from _number("deduct.points", old.points, new.points, "tightening")
    if old.partial != new.partial:
        more = STRICTNESS.index(new.partial) > STRICTNESS.index(old.partial)
        yield Part("deduct.partial", "tightening" if more else "loosening", old.partial, new.partial)
    yield from _word("deduct.unit", old.unit, new.unit)
    yield from cap_changes("deduct.max", old.max, new.max)


def _bands(old: tuple[Band, ...], new: tuple[Band, ...]) -> Iterator[Part]:
    """Bands: where some values lose more and others less, the change is split into its two halves."""
    if [(band.start.value, band.points) for band in old] == [(band.start.value, band.points) for band in new]:
        return
    starts = {band.start.value for band in (*old, *new)}
    compared = [(_points_at(old, start), _points_at(new, start)) for start in starts]
    up, down = any(after > before for before, after in compared), any(after < before for before, after in compared)
    if up:
        yield Part("deduct.bands", "tightening", old, new)
    if down:
        yield Part("deduct.bands", "loosening", old, new)
    if not up and not down:
        yield Part("deduct.bands", "editorial", old, new)


def _points_at(bands: Sequence[Band], value: Number) -> Number:
    """The points of the band in which a value falls."""
    return next(band.points for band in bands if band.start.value <= value)


def _number(aspect: str, old: Number, new: Number, rise: Effect) -> Iterator[Part]:
    """A number whose rise has an effect, and whose fall the inverse one."""
    if old != new:
        yield Part(aspect, rise if new > old else INVERSE[rise], old, new)


def _measure(aspect: str, old: Quantity, new: Quantity, rise: Effect) -> Iterator[Part]:
    """A measured limit; one that is only written in another way means the same."""
    if old.value != new.value:
        yield Part(aspect, rise if new.value > old.value else INVERSE[rise], old, new)


def _word(aspect: str, old: str | None, new: str | None) -> Iterator[Part]:
    """A word that no score depends on."""
    if old != new:
        yield Part(aspect, "editorial", old, new)


def cap_changes(
    aspect: str, old: Number | None, new: Number | None, without: tuple[Number | None, ...] = (None,)
) -> Iterator[Part]:
    """A cap: a higher one, or none, lets more be deducted.

    `without` are the caps that hold where none is written: no limit, or either upper end of a range that changes too.
    """
    if old == new:
        return
    rises = [_cap_rises(end if old is None else old, end if new is None else new) for end in without]
    if True in rises and False in rises:
        yield Part(aspect, "restructuring", old, new)
    elif True in rises or False in rises:
        yield Part(aspect, "tightening" if True in rises else "loosening", old, new)
    else:
        yield Part(aspect, "editorial", old, new)


def _cap_rises(old: Number | None, new: Number | None) -> bool | None:
    """Whether a cap, or None for no limit, rises or falls; None where it stays."""
    if old == new:
        return None
    return new is None or (old is not None and new > old)


# ---- what is a fault -----------------------------------------------------------------------------

ONLY_POINTS = ("fixed", "each", "missing", "points", "max", "range", "step", "levels", "unit")
"""The parts of a deduction that say how much a fault costs, and not what a fault is."""


def changes_faults(change: Change) -> bool:
    """Whether a change of a deduction changes what is a fault, and not only how much it costs."""
    part = change.aspect.removeprefix("deduct").removeprefix(".").partition(".")[0]
    if not change.aspect.startswith("deduct") or part in ONLY_POINTS:
        return False
    if part != "bands":
        return True
    old, new = _bands_of(change.old), _bands_of(change.new)
    starts = {band.start.value for band in (*old, *new)}
    return any(bool(_points_at(old, start)) != bool(_points_at(new, start)) for start in starts)


def _bands_of(value: Value) -> list[Band]:
    """The bands that a change of bands has as one of its values."""
    return [band for band in value if isinstance(band, Band)] if isinstance(value, tuple) else []


# ---- made ----------------------------------------------------------------------------------------


def with_change(deduct: Deduct, new: Deduct, change: Change) -> Deduct:
    """A deduction with one of the changes made that lead to a new one."""
    aspect = change.aspect.removeprefix("deduct.")
    key = aspect.partition(".")[2]
    if change.aspect == "deduct":
        return new
    if isinstance(deduct, Bands) and aspect == "bands":
        choose = max if change.effect == "tightening" else min
        return replace(deduct, bands=tuple(_pointwise(deduct.bands, same_kind(deduct, new).bands, choose)))
    if isinstance(deduct, Levels) and key:
        return replace(deduct, levels=_with_entry(deduct.levels, same_kind(deduct, new).levels, key))
    if isinstance(deduct, Missing) and key:
        return replace(deduct, of=_with_entry(deduct.of, same_kind(deduct, new).of, key))
    value = getattr(new, aspect)
    if isinstance(value, Quantity):  # whether values are shares must not depend on how one limit is written
        value = Quantity(value.value, getattr(deduct, aspect).written)
    return replace(deduct, **{aspect: value})


def _with_entry(table: Mapping[str, T], others: Mapping[str, T], key: str) -> dict[str, T]:
    """A table whose entry of one key is that of another table, or is left out as there."""
    rest = {name: value for name, value in table.items() if name != key}
    return {**rest, key: others[key]} if key in others else rest


def _pointwise(old: Sequence[Band], new: Sequence[Band], choose: Callable[[Number, Number], Number]) -> Iterator[Band]:
    """The bands whose points are chosen, for each value, from those of two."""
    starts = {band.start.value: band.start for band in (*old, *new)}
    for value in sorted(starts, reverse=True):
        yield Band(starts[value], choose(_points_at(old, value), _points_at(new, value)))
