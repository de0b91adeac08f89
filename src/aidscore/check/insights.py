"""What follows from a standard's numbers alone: what can never happen, and what weighs most. Information, no checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from aidscore.model.insight import Insight
from aidscore.model.quantity import Number
from aidscore.model.rule import All, Bands, Deduct, Each, Fixed, Levels, Missing, Proportion, Range, Shortfall
from aidscore.model.standard import Rule, Standard, SubItem
from aidscore.scoring.deduct import measured


def insights(standard: Standard) -> Iterator[Insight]:
    """All that follows, the weightiest first."""
    yield from _heaviest(standard)
    yield from _verdicts(standard)
    yield from _grades(standard)
    yield from _items(standard)
    yield from _idle_rules(standard)


def single(rule: Rule, sub_item: SubItem) -> Number:
    """The most that a single occurrence of a rule takes away: one counted, one missing, the worst level or value."""
    return min(_single(rule.deduct, sub_item.points), sub_item.points)


def _single(deduct: Deduct, points: Number) -> Number:
    """The most that one finding of one occurrence deducts."""
    match deduct:
        case Fixed(fixed):
            return fixed
        case All():
            return points
        case Each(each, _, most, _):
            return _capped(each, most)
        case Missing(missing, _, most):
            return _capped(missing, most)
        case Range():
            return _capped(deduct.high, deduct.max)
        case Levels(levels, most):
            return _capped(max(levels.values()), most)
        case Shortfall() | Proportion() | Bands():
            return measured(deduct, 0, points)
        case _:
            assert_never(deduct)


def _capped(points: Number, most: Number | None) -> Number:
    """The points, or the cap."""
    return points if most is None else min(points, most)


def most_lost(sub_item: SubItem) -> Number:
    """The most that a sub-item can lose: rules that count have no limit but their cap."""
    lost: Number = 0
    for rule in sub_item.rules:
        match rule.deduct:
            case Each(max=most) | Levels(max=most):
                lost += sub_item.points if most is None else most
            case Missing(missing, of, most):
                lost += _capped(missing * len(of), most)
            case Range(max=most):
                lost += rule.deduct.high if most is None else most
            case Fixed() | All() | Shortfall() | Proportion() | Bands():
                lost += _single(rule.deduct, sub_item.points)
            case _:
                assert_never(rule.deduct)
    return min(lost, sub_item.points)


def lowest_total(standard: Standard) -> Number:
    """The lowest total without a veto."""
    return standard.points - sum(most_lost(sub_item) for _, sub_item in standard.sub_items())


def _heaviest(standard: Standard) -> Iterator[Insight]:
    """The rule of which a single occurrence costs most."""
    weights = [(single(rule, part), rule.id) for _, part in standard.sub_items() for rule in part.rules]
    if weights:
        points, name = max(weights, key=lambda weight: weight[0])
        yield Insight("heaviest-rule", name, points)


def _verdicts(standard: Standard) -> Iterator[Insight]:
    """Verdicts that no center can get, vetoes aside."""
    floors = any(
        item.pass_score is not None and item.points - sum(map(most_lost, item.sub_items)) < item.pass_score
        for item in standard.items
    )
    if lowest_total(standard) >= standard.pass_mark and not floors and not standard.vetoes:
        yield Insight("always-passes", standard.reference, lowest_total(standard))


def _grades(standard: Standard) -> Iterator[Insight]:
    """Grades that begin and end below the lowest total."""
    lowest = lowest_total(standard)
    above: Number | None = None
    for grade in standard.grades:
        failing = bool(standard.vetoes) and grade.start < standard.pass_mark
        zero = any(veto.effect == "zero" for veto in standard.vetoes)
        if (
            above is not None
            and above <= lowest
            and not (failing and (zero or _is_first_failing(standard, grade.start)))
        ):
            yield Insight("grade-out-of-reach", grade.name, grade.start)
        above = grade.start


def _is_first_failing(standard: Standard, start: Number) -> bool:
    """Whether a grade is the one that a veto leads to whatever the score."""
    failing = [grade.start for grade in standard.grades if grade.start < standard.pass_mark]
    return bool(failing) and start == failing[0]


def _items(standard: Standard) -> Iterator[Insight]:
    """Items that a center may lose wholly and still pass."""
    for item in standard.items:
        lost = sum(map(most_lost, item.sub_items))
        if item.pass_score is None and lost == item.points and standard.points - lost >= standard.pass_mark:
            yield Insight("item-may-be-lost", item.id, item.points)


def _idle_rules(standard: Standard) -> Iterator[Insight]:
    """Rules that can never change a score."""
    for _, part in standard.sub_items():
        for rule in part.rules:
            if not single(rule, part):
                yield Insight("rule-never-deducts", rule.id, 0)
