"""The verdict of a sheet, its reasons and its grade (spec, section 6, steps 7 and 8)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aidscore.model.quantity import Number, ratio
from aidscore.model.results import Bounds, ItemResult, Reason
from aidscore.model.standard import Standard, Verdict


def verdict_of(
    standard: Standard,
    items: Sequence[ItemResult],
    vetoes: Iterable[str],
    totals: Bounds,
    unexamined: tuple[str, ...],
    *,
    applicable: bool,
) -> tuple[Verdict, tuple[Reason, ...]]:
    """The verdict, and every reason for it: fail where even the highest total cannot pass, pass where the lowest does.

    `totals` are equal where everything was examined, else `unexamined` names what was not. Where no sub-item is
    `applicable` nothing but a veto decides.
    """
    failures = [Reason("veto", veto) for veto in vetoes]
    if not applicable:
        return ("fail" if failures else "undecided"), (*failures, Reason("nothing-applicable"))
    failures += misses(standard, items, totals.high, full=True)
    gaps = (Reason("not-fully-examined", None, {"ids": unexamined}),) if unexamined else ()
    if failures:
        return "fail", (*failures, *gaps)
    if gaps and any(misses(standard, items, totals.low, full=False)):
        return "undecided", gaps
    return "pass", gaps


def misses(standard: Standard, items: Sequence[ItemResult], total: Number, *, full: bool) -> Iterator[Reason]:
    """The pass mark and the floors that are not reached; with `full` what was not examined counts in full."""
    if total < standard.pass_mark:
        unfinished = any(item.unexamined for item in items)
        yield Reason("below-pass-mark", None, {"total": total, "mark": standard.pass_mark, "at_most": unfinished})
    for item in items:
        floor = item.item.pass_score
        reached = floor_score(item, full=full) if floor is not None else None
        if reached is not None and floor is not None and reached < floor:
            unfinished = bool(item.unexamined)
            arguments = {"name": item.item.name, "score": reached, "floor": floor, "at_most": unfinished}
            yield Reason("item-below-floor", item.item.id, arguments)


def floor_score(item: ItemResult, *, full: bool = False) -> Number | None:
    """An item's score as its floor tests it, rescaled to its points; None where nothing of the item is possible."""
    if not item.possible:
        return None
    earned = item.earned + item.unexamined if full else item.earned
    return earned if item.possible == item.item.points else ratio(earned * item.item.points, item.possible)


def grade_of(standard: Standard, total: Number, verdict: str) -> str | None:
    """The grade of an exact total; where the verdict is fail, at most the first one below the pass mark."""
    for grade in standard.grades:
        if grade.start <= total and (verdict != "fail" or grade.start < standard.pass_mark):
            return grade.name
    return None
