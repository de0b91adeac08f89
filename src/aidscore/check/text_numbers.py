"""Text against numbers (spec, section 14): the numbers of a rule's deduction that its text does not state.

A reader is the measure: what he would take from the clause counts as stated. A cap that equals the sub-item's points
needs no words, 得3分 of 4 states a deduction of 1, 每低百分点 a step of 1%, 超过2次 a band from 3.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import ne
from typing import Literal, NamedTuple, assert_never

from aidscore.check import elements, run
from aidscore.check.numerals import StatedNumber, Unit, numbers_in, rewritten
from aidscore.model.quantity import Number, Quantity, exact, ratio
from aidscore.model.rule import All, Bands, Deduct, Each, Fixed, Levels, Missing, Proportion, Range, Shortfall
from aidscore.model.source import KeyPath, Problem
from aidscore.model.standard import Bonus, BonusRule, Rule, Standard, SubItem

Role = Literal["points", "unit", "cap", "limit", "step", "free"]
"""What a number of a deduction is: `unit` is the points for each one counted, `limit` and `step` measure a value."""


class Figure(NamedTuple):
    """A number of a deduction: where it stands below `deduct`, what it is, and what it does."""

    path: KeyPath
    quantity: Quantity
    role: Role


_ALL_POINTS = re.compile(
    r"扣[完光尽满至]|扣除?全部|全部?扣|扣除?[本该此](?:子?项|条|款)|不[得给计]分|[得记为]零分|(?<![0-9.])0分|完为止"
    r"|\ball (?:the |its )?points\b|\bno points\b|\bzero points\b|\bnothing\b",
    re.IGNORECASE,
)
_CAP_BEFORE = re.compile(
    r"(?:最[多高大]|[至顶]多|不得?(?:超|高|多|大)[过于]|上限|封顶|累计|合计|总[共计]|扣[完满到足]|限扣"
    r"|at most|no more than|not more than|up to|max(?:imum)?|cap(?:ped)?|limit(?:ed)?)\D*$",
    re.IGNORECASE,
)
_CAP_AFTER = re.compile(r"\s*(?:为止|封顶|为限|为上限|上限|at most|maximum|max\b|in all|in total)", re.IGNORECASE)
_EACH = re.compile(r"[每各单]|一次|\b(?:each|every|per|a single)\b", re.IGNORECASE)
_EVERY = re.compile(r"[每逐]|\b(?:each|every|per)\b", re.IGNORECASE)
_SCORED = re.compile(r"(?<!不)[得给计记余剩](?:满?分)?$")
_DEDUCTED = re.compile(r"[扣减加]\D*$")
_ADDED = re.compile(r"(?:加扣|[再另又]扣|增扣|追加)\D*$|\b(?:another|further|additional)\b", re.IGNORECASE)
_DOUBLED = re.compile(r"加倍|[双翻]倍|double|twice", re.IGNORECASE)
_WHOLE = re.compile(r"全[部员体都]|所有|均|悉数|都|比例|\b(?:all|every|whole|full|proportion\w*)\b", re.IGNORECASE)
_NONE = re.compile(r"[无未零没不]|\b(?:no|none|never|not|without)\b", re.IGNORECASE)
_OVER = re.compile(r"超|高于|大于|多于|over|above|exceed|more than", re.IGNORECASE)
_BELOW_IT = re.compile(r"[^\d,;。]{0,3}?及?以[下内]|[^\d,;。]{0,3}?内|\s*or (?:less|fewer)|\s*\w* or (?:less|fewer)")
_FROM_IT = re.compile(r"[^\d,;。]{0,3}?及?以上|\s*\w* or more")


@dataclass(frozen=True, slots=True)
class Clause:
    """What the text of a rule states; `whole` is what its sub-item or section is worth, None without a limit."""

    text: str
    numbers: tuple[StatedNumber, ...]
    whole: Number | None

    @classmethod
    def of(cls, text: str, whole: Number | None) -> Clause:
        """The clause that a text is."""
        plain = rewritten(text)
        return cls(plain, tuple(numbers_in(plain)), whole)


def check_texts(standard: Standard) -> Iterator[Problem]:
    """Yield the warning `text-differs` for each number of a deduction that its clause does not state.

    Only who writes a standard needs to know, and it takes longer than all other checks: scoring does not ask.
    """
    for index, item in elements(standard, "items"):
        for number, sub_item in elements(item, "sub_items"):
            at_rules: KeyPath = ("items", index, "sub_items", number, "rules")
            for place, rule in elements(sub_item, "rules"):
                yield from run(TEXT_CHECKS, rule, sub_item, (*at_rules, place))
    if (bonus := getattr(standard, "bonus", None)) is not None:
        at_bonus: KeyPath = ("bonus", "rules")
        for index, rule in elements(bonus, "rules"):
            yield from run(BONUS_TEXT_CHECKS, rule, bonus, (*at_bonus, index))


def rule_states_its_numbers(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """The text of a rule states the numbers of its deduction."""
    for place, number in unstated(rule.text, rule.deduct, sub_item.points, sub_item.requirement or ""):
        yield _differs(rule.id, number, (*path, "deduct", *place))


def bonus_states_its_numbers(rule: BonusRule, bonus: Bonus, path: KeyPath) -> Iterator[Problem]:
    """The text of a bonus rule states what it adds."""
    for place, number in unstated(rule.text, rule.add, bonus.max):
        yield _differs(rule.id, number, (*path, "add", *place))


TEXT_CHECKS = (rule_states_its_numbers,)
BONUS_TEXT_CHECKS = (bonus_states_its_numbers,)


def _differs(name: str, number: str, path: KeyPath) -> Problem:
    """The problem of a number that is not in its text, named with the key that it stands at."""
    key = next(step for step in reversed(path) if isinstance(step, str))
    return Problem("text-differs", path, {"id": name, "number": number, "key": key})


def unstated(text: str, deduct: Deduct, whole: Number | None, requirement: str = "") -> Iterator[tuple[KeyPath, str]]:
    """Yield the numbers of a deduction that the clause does not state, each with its key path below `deduct`.

    `whole` is the sub-item's points, or the cap of the bonus section. A limit may be left to the sub-item's
    `requirement`, where the clause itself states no other one.
    """
    figures, clause = list(_figures(deduct)), Clause.of(text, whole)
    for figure in figures:
        if not _is_stated(figure, figures, clause) and not _is_required(figure, figures, clause, requirement):
            yield figure.path, str(figure.quantity)


def _is_required(figure: Figure, figures: Collection[Figure], clause: Clause, requirement: str) -> bool:
    """Tell whether a limit that a clause leaves open is the one of the sub-item's requirement, or 100%."""
    if figure.role != "limit" or _strangers(figures, clause):
        return False
    if figure.quantity.is_share and figure.quantity.value == 1:
        return True
    return _states_measure(figure.quantity, Clause.of(requirement, clause.whole))


def _figures(deduct: Deduct) -> Iterator[Figure]:
    """Yield the numbers of a deduction that a reader expects in its text."""
    match deduct:
        case Fixed():
            yield _points((), deduct.fixed)
        case All():
            pass
        case Each():
            yield _points(("each",), deduct.each, "unit")
            if deduct.free:
                yield _points(("free",), deduct.free, "free")
        case Missing():
            yield _points(("missing",), deduct.missing, "unit")
        case Range():
            yield from _of_range(deduct)
        case Levels():
            yield from (_points(("levels", level), points) for level, points in deduct.levels.items())
        case Shortfall():
            yield Figure(("below",), deduct.below, "limit")
            yield Figure(("every",), deduct.every, "step")
            yield _points(("points",), deduct.points, "unit")
        case Proportion():
            yield Figure(("proportion_of",), deduct.proportion_of, "limit")
        case Bands():
            yield from _of_bands(deduct)
        case _:
            assert_never(deduct)
    if isinstance(deduct, Each | Missing | Range | Levels | Shortfall) and deduct.max is not None:
        yield _points(("max",), deduct.max, "cap")


def _points(path: KeyPath, points: Number, role: Role = "points") -> Figure:
    """A number of points, or a count."""
    return Figure(path, Quantity(points), role)


def _of_range(deduct: Range) -> Iterator[Figure]:
    """Yield both ends, and the step unless it is a whole point; a low end of 0 needs no words."""
    if deduct.low:
        yield _points(("range", 0), deduct.low)
    yield _points(("range", 1), deduct.high)
    is_evident = deduct.step == 1 and deduct.low.denominator == 1
    if deduct.step is not None and not is_evident:
        yield _points(("step",), deduct.step, "unit")


def _of_bands(deduct: Bands) -> Iterator[Figure]:
    """Yield each band's limit and points; the last band, and points of 0, need no words."""
    for index, band in enumerate(deduct.bands):
        if band.start.value:
            yield Figure(("bands", index, "from"), band.start, "limit")
        if band.points:
            yield _points(("bands", index, "points"), band.points)


def _is_stated(figure: Figure, figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether a clause states a figure of its deduction."""
    value = figure.quantity.value
    match figure.role:
        case "points" | "unit":
            return _states_points(figure, figures, clause) or _by_other_words(value, clause)
        case "cap":
            return _states_cap(value, figures, clause)
        case "limit":
            return _states_measure(figure.quantity, clause) or _states_none(figure.quantity, clause)
        case "step":
            return _states_step(figure.quantity, clause)
        case "free":
            return _states_free(value, clause)
        case _:
            assert_never(figure.role)


def _points_in(clause: Clause) -> list[StatedNumber]:
    """The numbers of a clause that may be points."""
    return [one for one in clause.numbers if one.unit in (Unit.POINTS, Unit.PLAIN)]


def _is_cap(number: StatedNumber) -> bool:
    """Tell whether a number is the most that several findings deduct together: 最多扣3分, 扣完3分为止."""
    limits = _CAP_BEFORE.search(number.before) or _CAP_AFTER.match(number.after)
    return bool(limits and number.value and not _EACH.search(number.before))


def _states_points(figure: Figure, figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether one of a clause's numbers is a figure's; caps are passed over where there are enough others."""
    alike = [one for one in figures if one.role == figure.role]
    apart = [one for one in _points_in(clause) if not _is_cap(one)]
    numbers = apart if len(apart) >= len(alike) else _points_in(clause)
    value = figure.quantity.value
    return any(one.value == value for one in numbers) and not _is_another(figure, alike, apart)


def _is_another(figure: Figure, alike: Sequence[Figure], numbers: Collection[StatedNumber]) -> bool:
    """Tell whether a clause with as many points as its deduction has another number at the figure's turn.

    The turns are those of the file, or the reverse: a clause may begin with the worst band.
    """
    expected = [one.quantity.value for one in alike]
    stated = [one.value for one in numbers if one.value and not _SCORED.search(one.before)]
    if len(stated) != len(expected) or sorted(stated) == sorted(expected):
        return False
    turns = min(stated, stated[::-1], key=lambda order: (sum(map(ne, order, expected)), order != sorted(order)))
    return turns[alike.index(figure)] != figure.quantity.value


def _by_other_words(value: Number, clause: Clause) -> bool:
    """Tell whether points follow from the clause: 不得分, 得3分 of 4, 扣该项分值的50%, 加扣2分, 加倍."""
    points = _points_in(clause)
    if _DOUBLED.search(clause.text) and any(2 * one.value == value for one in points):
        return True
    more = [one.value for one in points if _ADDED.search(one.before)]
    if any(one.value + extra == value for one in points for extra in more):
        return True
    if clause.whole is None:
        return False
    if value == clause.whole and _ALL_POINTS.search(clause.text):
        return True
    shares = [one.value for one in clause.numbers if one.unit is Unit.SHARE and _DEDUCTED.search(one.before)]
    kept = [one.value for one in points if _SCORED.search(one.before)]
    return any(share * clause.whole == value for share in shares) or any(clause.whole - one == value for one in kept)


def _states_cap(value: Number, figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether a clause states the most that a rule deducts.

    What the sub-item is worth, the highest level and the upper end of a range need no words.
    """
    points = _points_in(clause)
    if caps := {one.value for one in points if _is_cap(one)}:
        return value in caps or (value == clause.whole and bool(_ALL_POINTS.search(clause.text)))
    highest = max((figure.quantity.value for figure in figures if figure.role == "points"), default=0)
    if value in (clause.whole, highest):
        return True
    is_unit = any(figure.quantity.value == value for figure in figures if figure.role == "unit")
    return any(one.value == value for one in points) and not (is_unit and _EACH.search(clause.text))


def _states_measure(quantity: Quantity, clause: Clause) -> bool:
    """Tell whether a clause states a measured value: a limit, where a band begins, or the length of a step."""
    value = quantity.value
    if quantity.is_share:
        return _states_share(value, clause)
    return _states_first(value, clause) or any(
        (one.unit is Unit.POINTS and one.value == value and not _DEDUCTED.search(one.before))
        or (one.unit is Unit.SHARE and value in (one.value, one.value * 100))
        for one in clause.numbers
    )


def _states_share(value: Number, clause: Clause) -> bool:
    """Tell whether a clause states a share; 全部 is 100%, and 差错率超过5% is a share of 95% without errors."""
    shares = [one for one in clause.numbers if one.unit is Unit.SHARE]
    return (
        any(one.value == value for one in shares)
        or any(one.unit is Unit.PLAIN and one.value in (value, value * 100) for one in clause.numbers)
        or (value == 1 and bool(_WHOLE.search(clause.text)))
        or any(one.value == 1 - value and _OVER.search(one.before) for one in shares)
    )


def _counts_in(clause: Clause) -> list[StatedNumber]:
    """The numbers of a clause that may count something else than points."""
    return [one for one in clause.numbers if one.unit in (Unit.COUNT, Unit.PLAIN)]


def _states_first(value: Number, clause: Clause) -> bool:
    """Tell whether a clause states the first count of a band, or the one before it: 超过2次 and 2次以下 for 3."""
    for number in _counts_in(clause):
        is_before = _OVER.search(number.before) or _BELOW_IT.match(number.after)
        if number.value == value or (is_before and number.value + 1 == value):
            return True
    return False


def _states_free(value: Number, clause: Clause) -> bool:
    """Tell whether a clause states how many are forgiven, or the first that is not: 3次以上 for 2."""
    return any(
        number.value == value or (number.value - 1 == value and _FROM_IT.match(number.after))
        for number in _counts_in(clause)
    )


def _states_none(limit: Quantity, clause: Clause) -> bool:
    """Tell whether a limit of 1 follows from the clause: 没有组织培训的."""
    return limit.value == 1 and not limit.is_share and bool(_NONE.search(clause.text))


def _states_step(step: Quantity, clause: Clause) -> bool:
    """Tell whether a clause states the length of a step; 每 without a number is a step of 1, or of 1%."""
    measured = [one for one in clause.numbers if one.unit in (Unit.SHARE, Unit.COUNT) and _EVERY.search(one.before)]
    if not measured and step.value == (ratio(1, 100) if step.is_share else 1) and _EVERY.search(clause.text):
        return True
    return _states_measure(step, clause)


def _strangers(figures: Collection[Figure], clause: Clause) -> bool:
    """Tell whether a clause states a share or a count that none of its deduction's limits and steps is."""
    measures = [figure.quantity for figure in figures if figure.role in ("limit", "step")]
    known = {exact(one.value) for one in measures}
    unit = Unit.SHARE if any(one.is_share for one in measures) else Unit.COUNT
    return any(one.unit is unit and exact(one.value) not in known for one in clause.numbers)
