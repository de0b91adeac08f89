"""Checks of a rule within its sub-item (spec, section 3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import assert_never

from aidscore.check import elements
from aidscore.model.quantity import Number, Quantity, exact, ratio
from aidscore.model.rule import All, Bands, Deduct, Each, Fixed, Levels, Missing, Proportion, Range, Shortfall
from aidscore.model.source import KeyPath, Problem
from aidscore.model.standard import Rule, SubItem


def within_sub_item(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """No cap, fixed deduction, band, level or upper end of a range exceeds the sub-item."""
    for place, points in _limits(rule.deduct):
        if points > sub_item.points:
            arguments = {"points": exact(points), "limit": exact(sub_item.points), "id": sub_item.id}
            yield Problem("exceeds-sub-item", (*path, "deduct", *place), arguments)


def _limits(deduct: Deduct) -> Iterator[tuple[KeyPath, Number]]:
    """The points of a rule that its sub-item must be able to bear, each with its key path."""
    cap: Number | None = getattr(deduct, "max", None)
    if cap is not None:
        yield ("max",), cap
    match deduct:
        case Fixed():
            yield (), deduct.fixed
        case Range():
            yield ("range", 1), deduct.high
        case Levels():
            yield from ((("levels", level), points) for level, points in deduct.levels.items())
        case Bands():
            yield from ((("bands", index, "points"), band.points) for index, band in elements(deduct, "bands"))
        case All() | Each() | Missing() | Shortfall() | Proportion():
            pass  # bounded by their cap or by the sub-item itself
        case _:
            assert_never(deduct)


def range_is_possible(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """A range goes up, and its step fits into it."""
    deduct = rule.deduct
    if not isinstance(deduct, Range):
        return
    low, high, step = deduct.low, deduct.high, deduct.step
    if low > high:
        yield Problem("impossible-range", (*path, "deduct", "range"), {"low": exact(low), "high": exact(high)})
    elif step is not None and not deduct.admits(high):
        arguments = {"step": exact(step), "low": exact(low), "high": exact(high)}
        yield Problem("impossible-step", (*path, "deduct", "step"), arguments)


def bands_in_order(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """Bands go down, the last from 0."""
    if isinstance(rule.deduct, Bands):
        starts = [band.start for band in rule.deduct.bands]
        yield from not_descending(starts, (*path, "deduct", "bands"), "bands-out-of-order")
        if starts[-1].value != 0:
            last = (*path, "deduct", "bands", len(starts) - 1, "from")
            yield Problem("last-not-from-zero", last, {"from": str(starts[-1])})


def measure_is_possible(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """A measured rule divides by an amount above 0."""
    deduct = rule.deduct
    if isinstance(deduct, Shortfall) and deduct.every.value == 0:
        yield Problem("not-above-zero", (*path, "deduct", "every"), {"text": str(deduct.every)})
    elif isinstance(deduct, Proportion) and deduct.proportion_of.value == 0:
        yield Problem("not-above-zero", (*path, "deduct", "proportion_of"), {"text": str(deduct.proportion_of)})


def limits_of_one_sort(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """Beside a share no limit of a measured rule is above 1 without %, and no share is more than the whole."""
    limits = list(_measure_limits(rule.deduct))
    share = next((limit for _, limit in limits if limit.is_share), None)
    for place, limit in limits if share is not None else ():
        if limit.value > 1:
            code = "mixed-limits/more-than-whole" if limit.is_share else "mixed-limits"
            yield Problem(code, (*path, "deduct", *place), {"limit": str(limit), "share": str(share), "id": rule.id})


def _measure_limits(deduct: Deduct) -> Iterator[tuple[KeyPath, Quantity]]:
    """The values with which a measured rule compares, each with its key path."""
    match deduct:
        case Shortfall():
            yield ("below",), deduct.below
            yield ("every",), deduct.every
        case Proportion():
            yield ("proportion_of",), deduct.proportion_of
        case Bands():
            yield from ((("bands", index, "from"), band.start) for index, band in elements(deduct, "bands"))
        case Fixed() | All() | Each() | Missing() | Range() | Levels():
            pass
        case _:
            assert_never(deduct)


def has_basis(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """A clause says where it comes from."""
    if not rule.basis:
        yield Problem("rule-without-basis", path, {"id": rule.id})


def can_deduct(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """A rule can change the score."""
    if not _most(rule.deduct):
        yield Problem("rule-never-deducts", path, {"id": rule.id})


def _most(deduct: Deduct) -> Number:
    """More than 0 where there is a finding for which the rule deducts; measured rules deduct most at the value 0."""
    match deduct:
        case Shortfall() if deduct.every.value:
            steps = ratio(deduct.below.value, deduct.every.value)
            return steps // 1 if deduct.partial == "floor" else steps
        case Bands():
            return max(band.points for band in deduct.bands)
        case Fixed() | All() | Each() | Missing() | Range() | Levels() | Shortfall() | Proportion():
            return 1
        case _:
            assert_never(deduct)


RULE_CHECKS = (
    within_sub_item,
    range_is_possible,
    bands_in_order,
    measure_is_possible,
    limits_of_one_sort,
    has_basis,
    can_deduct,
)


def not_descending(starts: Sequence[Quantity], path: KeyPath, code: str) -> Iterator[Problem]:
    """A problem at each start that is not below the one before."""
    for index, (before, start) in enumerate(pairwise(starts), 1):
        if start.value >= before.value:
            yield Problem(code, (*path, index, "from"), {"from": str(start), "before": str(before)})
