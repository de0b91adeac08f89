"""Numbers as they are displayed everywhere: rounded by the standard, never across a mark."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from aidscore.model.page import Cell, Tone
from aidscore.model.quantity import Number, exact, ratio
from aidscore.model.results import Assessment, Bounds, CenterResult, ItemResult
from aidscore.model.standard import Standard
from aidscore.scoring.standings import attainable, deducted
from aidscore.words import _, plural


def shown(number: Number, standard: Standard, *landmarks: Number) -> Decimal:
    """A number as it is displayed everywhere: rounded by the standard, never across a landmark."""
    return standard.rounding.display(number, landmarks)


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
    decimals = 0 if number is None else len(exact(number).partition(".")[2])
    if number is not None and standard.rounding.decimals < decimals <= 4 and "/" not in exact(number):
        return exact_cell(number, tone)
    return number_cell(number, standard, tone=tone)


def total_landmarks(standard: Standard) -> tuple[Number, ...]:
    """The numbers that a total may not be rounded across: the pass mark, and every lower bound of a grade."""
    return (standard.pass_mark, *(grade.start for grade in standard.grades))


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


def item_landmarks(item: ItemResult) -> tuple[Number, ...]:
    """The floor of an item, as points of what is possible of it."""
    floor = item.item.pass_score
    if floor is None or not item.possible:
        return ()
    return (ratio(floor * item.possible, item.item.points),)


def deducted_cell(sheet: Assessment) -> Cell:
    """The deductions of a sheet, which may not be rounded down to what a mark of the total would still bear."""
    standard, number = sheet.edition.standard, deducted(sheet)
    margins = [attainable(sheet) - ratio(mark * sheet.possible, standard.points) for mark in total_landmarks(standard)]
    cell = figure_cell(number, standard)
    if cell.number is not None and any(number > margin >= Fraction(cell.number) for margin in margins):
        negative = shown(-number, standard, *(-margin for margin in margins)).copy_negate()
        return Cell(plain(negative), negative)
    return cell


def center_item_cell(center: CenterResult, index: int, standard: Standard) -> Cell:
    """A center's score in one item, which may not be rounded across the item's floor."""
    item = standard.items[index]
    if center.deciding is not None:
        landmarks = item_landmarks(center.deciding.items[index])
    else:
        landmarks = () if item.pass_score is None else (item.pass_score,)
    return number_cell((center.items or {}).get(item.id), standard, *landmarks)


def percent(rate: Number, standard: Standard, *landmarks: Number) -> Decimal:
    """A rate as the number before %, rounded by the standard, never across a target."""
    return shown(rate * 100, standard, *(mark * 100 for mark in landmarks))


def percent_cell(rate: Number, standard: Standard, *landmarks: Number, tone: Tone = "plain") -> Cell:
    """A cell of a rate: 35.0%."""
    number = percent(rate, standard, *landmarks)
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
