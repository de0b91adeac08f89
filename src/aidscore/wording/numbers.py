"""Numbers as they are displayed everywhere: rounded by the standard, never across a mark."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from aidscore.model.page import Cell, Tone
from aidscore.model.quantity import Number, Rounding, exact
from aidscore.model.results import Assessment, Bounds, CenterResult
from aidscore.model.standard import Standard
from aidscore.scoring.figures import (
    Figure,
    center_item_figure,
    points_figure,
    points_shown,
    rate_shown,
    shown,
    total_landmarks,
)
from aidscore.words import _, plural


def plain(number: Decimal) -> str:
    """The digits of a displayed number."""
    return format(number, "f")


def number_cell(number: Number | None, standard: Standard, *landmarks: Number, tone: Tone = "plain") -> Cell:
    """A cell of a number; a dash where there is none."""
    if number is None:
        return Cell("-", None, "muted")
    value = shown(number, standard, *landmarks)
    return Cell(plain(value), value, tone)


def exact_cell(number: Number, tone: Tone = "plain") -> Cell:
    """A cell of an exact decimal, such as the points of a rule."""
    said = exact(number)
    return Cell(said, None if "/" in said else Decimal(said), tone)


def same_decimals(rows: Iterable[tuple[Cell, ...]], columns: Collection[int]) -> tuple[tuple[Cell, ...], ...]:
    """Rows whose numbers have as many decimals as the longest one of their column, in these columns."""
    kept = tuple(rows)
    decimals = {column: max((_decimals(row[column].number) for row in kept), default=0) for column in columns}
    return tuple(
        tuple(_with_decimals(cell, decimals[column]) if column in decimals else cell for column, cell in enumerate(row))
        for row in kept
    )


def _decimals(number: Decimal | None) -> int:
    """How many decimals a displayed number has."""
    return 0 if number is None else len(plain(number).partition(".")[2])


def _with_decimals(cell: Cell, decimals: int) -> Cell:
    """A cell whose number has at least so many decimals."""
    if cell.number is None or _decimals(cell.number) >= decimals:
        return cell
    number = cell.number.quantize(Decimal(1).scaleb(-decimals))
    return replace(cell, text=plain(number), number=number)


def figure_cell(number: Number | None, standard: Standard, tone: Tone = "plain") -> Cell:
    """A cell of points that are shown as they are where they are a short decimal, else rounded by the standard."""
    return cell_of(None, tone) if number is None else _points_cell(number, standard.rounding, tone)


@lru_cache(1 << 12)
def _points_cell(number: Number, rounding: Rounding, tone: Tone) -> Cell:
    """A cell of points: long tables repeat few of them over and over."""
    shown_points = points_shown(number, rounding)
    return Cell(plain(shown_points), shown_points, tone)


def cell_of(figure: Figure | None, tone: Tone = "plain") -> Cell:
    """A cell of a figure; a dash where there is none."""
    return Cell("-", None, "muted") if figure is None else Cell(plain(figure.shown), figure.shown, tone)


MORE_DECIMALS = 8
"""So many more decimals than usual are tried before parts of a sum are shown as fractions, such as thirds."""
SHORT, SMALLEST = 6, 12
"""The length up to which an exact difference is shown whole, and the decimals beyond which it counts as nothing."""


def difference_text(number: Number, rounding: Rounding) -> str:
    """Points gained or lost, exact where that is short; else rounded, with enough decimals not to be nothing."""
    whole = exact(number)
    if "/" not in whole and len(whole) <= SHORT:
        missing = rounding.decimals - len(whole.partition(".")[2])
        return whole if missing <= 0 else whole + ("" if "." in whole else ".") + "0" * missing
    decimals = next(n for n in range(rounding.decimals, SMALLEST) if rounding.at(number, n) or n == SMALLEST - 1)
    return format(rounding.at(number, decimals), "f")


def _signed(number: Number, text: str) -> str:
    """The text of a difference with its sign."""
    return f"+{text}" if number > 0 else text


def added_up(parts: Sequence[Number], whole: Number, rounding: Rounding) -> tuple[list[str], str]:
    """Parts and their sum, with their signs, as they are shown together: what is shown adds up exactly.

    All are rounded to the fewest decimals with which they add up; where no small number of decimals does, they are
    exact fractions. No part is ever shown as other than its rounded value.
    """
    for decimals in range(rounding.decimals, rounding.decimals + MORE_DECIMALS + 1):
        finer = replace(rounding, decimals=decimals)
        texts = [difference_text(number, finer) for number in parts]
        if sum(map(Fraction, texts)) == Fraction(difference_text(whole, finer)):
            break
    else:
        finer, texts = None, [exact(number) for number in parts]
    signed = [_signed(number, text) for number, text in zip(parts, texts, strict=True)]
    return signed, _signed(whole, exact(whole) if finer is None else difference_text(whole, finer))


def change_cell(change: Number | None, standard: Standard) -> Cell:
    """A difference of points with its sign; a dash where there is none."""
    if change is None:
        return Cell("-", None, "muted")
    value = points_figure(change, standard).shown
    return Cell(
        f"{value:+f}" if value else plain(value), value, "good" if value > 0 else "bad" if value < 0 else "plain"
    )


def total_cell(total: Number | None, standard: Standard, tone: Tone = "plain") -> Cell:
    """A total, or one of its bounds."""
    return number_cell(total, standard, *total_landmarks(standard), tone=tone)


def score_cell(result: Assessment | CenterResult, standard: Standard) -> Cell:
    """The total of a result, or its bounds; a dash where it has neither."""
    if result.total is None and result.bounds is not None:
        return Cell(bounds_text(result.bounds, standard), None, "muted")
    return total_cell(result.total, standard, "strong")


def bounds_text(bounds: Bounds, standard: Standard) -> str:
    """Both bounds of a total as they are displayed: 60.5 - 85.5."""
    low, high = (plain(shown(bound, standard, *total_landmarks(standard))) for bound in (bounds.low, bounds.high))
    return _("{low} - {high}", low=low, high=high)


def exact_bounds_text(bounds: Bounds) -> str:
    """Both bounds of a total, unrounded."""
    return _("{low} - {high}", low=exact(bounds.low), high=exact(bounds.high))


def score_text(result: Assessment) -> str:
    """91.5 of 100; the bounds where there is no score."""
    standard = result.edition.standard
    if result.total is not None:
        score = plain(shown(result.total, standard, *total_landmarks(standard)))
    elif result.bounds is not None:
        score = bounds_text(result.bounds, standard)
    else:
        return "-"
    return _("{score} of {points}", score=score, points=exact(standard.points))


def center_item_cell(center: CenterResult, index: int, standard: Standard, tone: Tone = "plain") -> Cell:
    """A center's score in one item, which may not be rounded across the item's floor."""
    return cell_of(center_item_figure(center, index, standard), tone)


def percent_cell(rate: Number, standard: Standard, *landmarks: Number, tone: Tone = "plain") -> Cell:
    """A cell of a rate: 35.0%."""
    number = rate_shown(rate, standard, *landmarks)
    return Cell(f"{plain(number)}%", number, tone)


def share_text(share: Number) -> str:
    """A share as people say it: 90%, or 1/3 where it is no short percentage."""
    percentage = exact(share * 100)
    return f"{percentage}%" if "/" not in percentage else exact(share)


def counted(one: str, many: str, points: Number, **arguments: object) -> str:
    """A sentence about a number of points, which may be a fraction; `{points}` stands for it."""
    return plural(one, many, 1 if points == 1 else 2, points=exact(points), **arguments)


def count_cell(count: int) -> Cell:
    """A cell of a number of things; empty for none."""
    return Cell(str(count), Decimal(count)) if count else Cell("")
