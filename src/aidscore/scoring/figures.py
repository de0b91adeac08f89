"""Figures as they are displayed: an exact number beside what is shown, rounded once, never across a mark."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from aidscore.model.quantity import Number, Rounding, exact, ratio
from aidscore.model.results import Assessment, CenterResult, ItemResult
from aidscore.model.standard import Standard
from aidscore.scoring.standings import attainable

MOST_DECIMALS = 4
"""A decimal that is not longer is shown as it is, even where the standard shows fewer decimals."""


class Figure(NamedTuple):
    """A number of points and what is shown of it."""

    exact: Number
    shown: Decimal

    @property
    def off(self) -> Number:
        """How far the displayed number is from the exact one."""
        return abs(Fraction(self.shown) - self.exact)


def shown(number: Number, standard: Standard, *landmarks: Number) -> Decimal:
    """A number as it is displayed everywhere: rounded by the standard, never across a landmark."""
    return standard.rounding.display(number, landmarks)


def points_figure(number: Number, standard: Standard) -> Figure:
    """Points, shown as they are where they are a short decimal, else rounded by the standard."""
    return Figure(number, points_shown(number, standard.rounding))


@lru_cache(1 << 12)
def points_shown(number: Number, rounding: Rounding) -> Decimal:
    """What is shown of points; the same few occur over and over."""
    digits = exact(number)
    decimals = len(digits.partition(".")[2])
    if rounding.decimals < decimals <= MOST_DECIMALS and "/" not in digits:
        return Decimal(digits)
    return rounding.display(number, ())


def total_landmarks(standard: Standard) -> tuple[Number, ...]:
    """The numbers that a total may not be rounded across: the pass mark, and every lower bound of a grade."""
    return (standard.pass_mark, *(grade.start for grade in standard.grades))


def total_figure(total: Number, standard: Standard) -> Figure:
    """A total, or one of its bounds."""
    return Figure(total, shown(total, standard, *total_landmarks(standard)))


def item_landmarks(item: ItemResult) -> tuple[Number, ...]:
    """The floor of an item, as points of what is possible of it."""
    floor = item.item.pass_score
    if floor is None or not item.possible:
        return ()
    return (ratio(floor * item.possible, item.item.points),)


def center_item_figure(center: CenterResult, index: int, standard: Standard) -> Figure | None:
    """A center's score in one item, which may not be rounded across the item's floor; None without a score."""
    item = standard.items[index]
    score = (center.items or {}).get(item.id)
    if score is None:
        return None
    if center.deciding is not None:
        landmarks = item_landmarks(center.deciding.items[index])
    else:
        landmarks = () if item.pass_score is None else (item.pass_score,)
    return Figure(score, shown(score, standard, *landmarks))


def deducted_figure(sheet: Assessment) -> Figure:
    """The deductions of a sheet, which may not be rounded down to what a mark of the total would still bear."""
    standard, number = sheet.edition.standard, sheet.lost
    margins = [attainable(sheet) - ratio(mark * sheet.possible, standard.points) for mark in total_landmarks(standard)]
    figure = points_figure(number, standard)
    if any(number > margin >= Fraction(figure.shown) for margin in margins):
        negative = shown(-number, standard, *(-margin for margin in margins))
        return Figure(number, negative.copy_negate())
    return figure


def rate_shown(rate: Number, standard: Standard, *marks: Number) -> Decimal:
    """A rate as the number before %, rounded by the standard, never across a target."""
    return shown(rate * 100, standard, *(mark * 100 for mark in marks))
