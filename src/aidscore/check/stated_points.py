"""Whether a clause states the points of its deduction: each number, its turn among several, and the cap."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from operator import ne

from aidscore.check.clauses import ADDED, ALL_POINTS, DEDUCTED, DOUBLED, EACH, USED_UP, Clause, is_cap, is_scored
from aidscore.check.figures import Figure
from aidscore.check.numerals import StatedNumber, rewritten
from aidscore.model.quantity import Number


def states_points(figure: Figure, figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether a clause states points of its deduction, as a number or in other words."""
    if (beside := _beside_level(figure, figures, clause)) is not None:
        return figure.value in beside
    return _is_among_numbers(figure, figures, clause) or _by_other_words(figure.value, clause)


def _beside_level(figure: Figure, figures: Collection[Figure], clause: Clause) -> set[Number] | None:
    """The points that stand behind the name of a level: 冷漠的扣1分，争吵的扣4分.

    None where the clause does not name every level once, each with points behind it, or adds points to others.
    """
    levels = [rewritten(str(one.path[1])) for one in figures if one.path[:1] == ("levels",)]
    if figure.path[:1] != ("levels",) or any(clause.text.count(level) != 1 for level in levels):
        return None
    if ALL_POINTS.search(clause.text) or DOUBLED.search(clause.text) or any(map(_is_added, clause.points)):
        return None
    starts = sorted(clause.text.index(level) for level in levels)
    behind = {
        start: [one for one in clause.points if start < one.start < end and not is_scored(one)]
        for start, end in pairwise([*starts, len(clause.text)])
    }
    if not all(behind.values()):
        return None
    first = behind[clause.text.index(rewritten(str(figure.path[1])))][0]
    return {one.value for one in clause.points if one.start == first.start}


def _is_added(number: StatedNumber) -> bool:
    """Tell whether points are added to those said before: 加扣2分."""
    return bool(ADDED.search(number.before))


def _is_among_numbers(figure: Figure, figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether one of a clause's numbers is a figure's, at its turn."""
    alike = [one for one in figures if one.role == figure.role]
    numbers = _candidates(figure, len(alike), figures, clause)
    if not any(one.value == figure.value for one in numbers):
        return False
    stated = [one.value for one in numbers if one.value and not is_scored(one)]
    return not _is_another(figure, alike, _orders(stated, figures, clause))


def _candidates(figure: Figure, least: int, figures: Collection[Figure], clause: Clause) -> list[StatedNumber]:
    """The numbers that may be a figure's: the narrowest choice that still has `least` of them.

    Caps, what a center gets, and the values that a measured rule compares are passed over.
    """
    apart = [one for one in clause.points if not is_cap(one)]
    taken = [one for one in apart if not is_scored(one)]
    is_measured = any(one.role == "limit" for one in figures)
    choices = [[one for one in taken if DEDUCTED.search(one.before)]] if is_measured else []
    choices += [taken] if figure.role == "unit" or len(taken) != len(apart) else []
    choices += [apart]
    return next((choice for choice in choices if len(choice) >= least), clause.points)


def _orders(stated: list[Number], figures: Collection[Figure], clause: Clause) -> list[list[Number]]:
    """The orders in which the points of a clause may be those of the file: a clause may begin with the worst band.

    Where it names each limit of its bands, the order is known.
    """
    first = {one.value: one.start for one in reversed(clause.numbers)}
    places = [first.get(one.value) for one in figures if one.role == "limit"]
    known = [place for place in places if place is not None]
    if len(places) > 1 and known == places and known in (sorted(known), sorted(known, reverse=True)):
        return [stated if known == sorted(known) else stated[::-1]]
    return [stated, stated[::-1]]


def _is_another(figure: Figure, alike: Sequence[Figure], orders: Sequence[list[Number]]) -> bool:
    """Tell whether a clause with as many points as its deduction has another number at the figure's turn.

    Levels may stand in any order.
    """
    expected = [one.value for one in alike]
    if len(orders[0]) != len(expected):
        return False
    if figure.path[:1] != ("bands",) and sorted(orders[0]) == sorted(expected):
        return False
    turns = min(orders, key=lambda order: (sum(map(ne, order, expected)), order != sorted(order)))
    return turns[alike.index(figure)] != figure.value


def _by_other_words(value: Number, clause: Clause) -> bool:
    """Tell whether points follow from the clause: 不得分, 得3分 of 4, 扣该项分值的50%, 加扣2分, 加倍."""
    if DOUBLED.search(clause.text) and any(2 * one.value == value for one in clause.points):
        return True
    more = [one.value for one in clause.points if _is_added(one)]
    if any(one.value + extra == value for one in clause.points for extra in more):
        return True
    if clause.whole is None:
        return False
    if value == clause.whole and ALL_POINTS.search(clause.text):
        return True
    shares = [one.value for one in clause.shares if DEDUCTED.search(one.before)]
    kept = [one.value for one in clause.points if is_scored(one)]
    return any(share * clause.whole == value for share in shares) or any(clause.whole - one == value for one in kept)


def states_interval(figure: Figure, figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether a clause states the step of a range: as a number of its own, or as the low end of the range."""
    highest = max(one.value for one in figures if one.role == "points")
    stated = [one.value for one in clause.points if not is_cap(one)]
    return stated.count(figure.value) > (figure.value == highest)


def states_cap(value: Number, figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether a clause states the most that a rule deducts.

    What the sub-item is worth, the highest level and the upper end of a range need no words.
    """
    if caps := {one.value for one in clause.points if is_cap(one)}:
        return value in caps or (value == clause.whole and bool(ALL_POINTS.search(clause.text)))
    if value == clause.whole:
        return True
    if USED_UP.search(clause.text):
        return clause.whole is None
    if value == max((figure.value for figure in figures if figure.role == "points"), default=0):
        return True
    is_unit = any(figure.value == value for figure in figures if figure.role == "unit")
    if is_unit and not EACH.search(clause.text):
        return True
    others = sum(figure.value == value for figure in figures if figure.role in ("points", "unit"))
    return sum(one.value == value for one in clause.points) > others
