"""Fronts: for each number of points that rectifying findings can regain, the fewest findings that regain it.

Fronts of rules make those of sub-items, these make those of items and of sheets. Every number of points that can be
regained is kept until enough is regained, so that the results are exact.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias, assert_never

from aidscore.model.quantity import Number, plain
from aidscore.model.record import Finding
from aidscore.model.results import Fact, SubItemResult
from aidscore.model.rule import All, Bands, Deduct, Each, Fixed, Levels, Missing, Proportion, Range, Shortfall
from aidscore.scoring.deduct import counted, measured, nominal, values
from aidscore.scoring.details import ItemDetails


class Choice(NamedTuple):
    """Facts to be rectified, as a tree of pairs, and how many they are."""

    number: int
    facts: tuple[Fact, ...] | tuple[Choice, Choice]


NOTHING = Choice(0, ())
MOST_WAYS = 1 << 14
"""The most numbers of points that are told apart: no campaign has as many, a file that is made to may."""


class TooManyWays(Exception):
    """There are more ways to rectify findings than can be tried."""


Front: TypeAlias = Mapping[Number, Choice]
"""The fewest facts by the points that rectifying them regains."""


def chosen(choice: Choice) -> tuple[Fact, ...]:
    """The facts of a choice, in order."""
    return tuple(chain.from_iterable(chosen(part) if isinstance(part, Choice) else (part,) for part in choice.facts))


def open_facts(deduct: Deduct, facts: Iterable[Fact], points: Number) -> list[Fact]:
    """The facts of a rule that take points away at all: not a sample without a failure, not a value that suffices."""
    return [fact for fact in facts if _own(deduct, fact.finding, points)]


def joined(left: Front, right: Front, need: Number | None) -> Front:
    """The front of two parts together; of what regains at least `need`, only what is fewer or less than the rest.

    Raises TooManyWays.
    """
    front: dict[Number, Choice] = {}
    for points, choice in left.items():
        for more, other in right.items():
            _offer(front, plain(points + more), Choice(choice.number + other.number, (choice, other)))
        if len(front) > MOST_WAYS:
            raise TooManyWays
    return enough(front, need)


def enough(front: Front, need: Number | None) -> Front:
    """A front in which more points than `need` are only kept where they take fewer findings."""
    if need is None:
        return front
    kept = {points: choice for points, choice in front.items() if points < need}
    fewest: int | None = None
    for points in sorted(points for points in front if points >= need):
        if fewest is None or front[points].number < fewest:
            kept[points] = front[points]
            fewest = front[points].number
    return kept


def item_front(details: ItemDetails, need: Number | None) -> Front:
    """What an item can regain; only what brings it to its floor, where it has one."""
    item = details.result
    front: Front = {0: NOTHING}
    for part in details.sub_items:
        if part.deductions:
            front = joined(front, sub_item_front(part), None)
    floor = item.item.pass_score
    if floor is not None and item.possible:
        earned = item.earned + item.unexamined
        front = {
            points: choice
            for points, choice in front.items()
            if (earned + points) * item.item.points >= floor * item.possible
        }
    return enough(front, need)


def sub_item_front(part: SubItemResult) -> Front:
    """What a sub-item can regain: its rules deduct together at most its points."""
    worth = part.sub_item.points
    left: Front = {0: NOTHING}
    for deduction in part.deductions:
        left = joined(left, rule_front(deduction.rule.deduct, deduction.facts, worth), None)
    lost = min(worth, sum(deduction.nominal for deduction in part.deductions))
    front: dict[Number, Choice] = {}
    for points in sorted(left):
        _offer(front, plain(lost - min(worth, points)), left[points])
    return front


def rule_front(deduct: Deduct, facts: Sequence[Fact], points: Number) -> Front:
    """The fewest facts by the nominal deduction that is left of a rule when they are rectified."""
    if isinstance(deduct, Missing):
        return _missing_front(deduct, facts)
    candidates = open_facts(deduct, facts, points)
    always = [fact.finding for fact in facts if not _own(deduct, fact.finding, points)]
    front: dict[Number, Choice] = {}
    for kept, rectified in _ways(candidates, lambda found: _measure(deduct, [*always, *found], points)).values():
        findings = [*always, *(fact.finding for fact in kept)]
        left = nominal(deduct, findings, points) if findings else 0
        _offer(front, left, Choice(len(rectified), rectified))
    return front


def _missing_front(deduct: Missing, facts: Sequence[Fact]) -> Front:
    """The same for missing elements. Facts that share none do not depend on each other: only numbers are added."""
    left: Front = {0: NOTHING}
    for group in _sharing(facts):
        numbers: dict[Number, Choice] = {}
        for kept, rectified in _ways(group, _elements).values():
            _offer(numbers, len(_elements([fact.finding for fact in kept])), Choice(len(rectified), rectified))
        left = joined(left, numbers, None)
    front: dict[Number, Choice] = {}
    for number in sorted(left):
        points = deduct.missing * number
        _offer(front, plain(points if deduct.max is None else min(points, deduct.max)), left[number])
    return front


def _sharing(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts in groups, of which no two have an element in common."""
    groups: list[list[Fact]] = []
    for fact in facts:
        elements = _elements([fact.finding])
        near = [group for group in groups if elements & _elements([one.finding for one in group])]
        groups = [group for group in groups if group not in near]
        groups.append([*chain.from_iterable(near), fact])
    return groups


def _elements(findings: Sequence[Finding]) -> frozenset[str]:
    """The elements that findings name as missing."""
    return frozenset(chain.from_iterable(finding.missing or () for finding in findings))


Way: TypeAlias = tuple[tuple[Fact, ...], tuple[Fact, ...]]
"""The facts that are kept, and those that are rectified."""


def _ways(facts: Sequence[Fact], measure: Callable[[Sequence[Finding]], Hashable]) -> dict[Hashable, Way]:
    """The way that keeps most facts, for each measure of the kept ones."""
    ways: dict[Hashable, Way] = {measure([]): ((), tuple(facts))}
    for fact in facts:
        for kept, rectified in list(ways.values()):
            more = (*kept, fact)
            key = measure([one.finding for one in more])
            if key not in ways or len(more) > len(ways[key][0]):
                ways[key] = more, tuple(one for one in rectified if one is not fact)
        if len(ways) > MOST_WAYS:
            raise TooManyWays
    return ways


def _offer(front: dict[Number, Choice], points: Number, choice: Choice) -> None:
    """Keep a choice if it has fewer facts than the one of the same points; of equals the first stays."""
    known = front.get(points)
    if known is None or choice.number < known.number:
        front[points] = choice


def _own(deduct: Deduct, finding: Finding, points: Number) -> bool:
    """Whether a finding by itself is something that the rule deducts for, before what is free."""
    match deduct:
        case Each():
            return finding.sample is None or finding.sample.failed > 0
        case Shortfall() | Proportion() | Bands():
            return max(measured(deduct, value, points) for value in values([finding])) > 0
        case Fixed() | All() | Missing() | Range() | Levels():
            return True
        case _:
            assert_never(deduct)


def _measure(deduct: Deduct, findings: Sequence[Finding], points: Number) -> Hashable:
    """What the nominal deduction for findings depends on: findings with the same measure deduct the same."""
    match deduct:
        case Fixed() | All():
            return bool(findings)
        case Each():
            return sum(map(counted, findings))
        case Missing():
            return _elements(findings)
        case Range(_, _, most):
            chosen = plain(sum(finding.points or 0 for finding in findings))
            return min(chosen, deduct.high if most is None else most)
        case Levels(levels, most):
            found = plain(sum(levels[finding.level or ""] * (finding.count or 1) for finding in findings))
            return found if most is None else min(found, most)
        case Shortfall() | Proportion() | Bands():
            return _measured(deduct, findings, points)
        case _:
            assert_never(deduct)


def _measured(
    deduct: Shortfall | Proportion | Bands, findings: Sequence[Finding], points: Number
) -> tuple[int, int, Number]:
    """The pooled samples, and the largest deduction of a single value."""
    samples = [finding.sample for finding in findings if finding.sample]
    singles = values([finding for finding in findings if not finding.sample])
    largest = max((measured(deduct, value, points) for value in singles), default=0)
    return sum(sample.drawn for sample in samples), sum(sample.failed for sample in samples), largest
