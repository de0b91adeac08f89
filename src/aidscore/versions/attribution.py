"""Each change's part in a center's difference: the parts add up to it exactly (spec, section 9).

The part of a change is what it adds to the score, averaged over all orders in which the changes can be made (the
Shapley value); with more than twelve changes that touch a center, what it adds in the declared order. Either way the
part in a sum is the sum of the parts in what is added. A center's score is most often a weighted sum over its visits,
and a visit's a sum over sub-items: changes of different ones cannot meet, and only those that can are divided together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import factorial
from operator import attrgetter
from typing import TypeAlias

from aidscore.model.campaign import Combine, Weights
from aidscore.model.change import Change
from aidscore.model.comparison import Part
from aidscore.model.quantity import Number, plain, ratio
from aidscore.scoring.combine import combine_of
from aidscore.scoring.plan import MEASURES
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.rescoring import IntermediateCenter, IntermediateVisit

Total: TypeAlias = Callable[[frozenset[int]], Number]
"""A total with some of the changes made."""
Division: TypeAlias = Callable[[Sequence[int], Total], dict[int, Number]]
"""Divides what changes, in their declared order, do to a total."""

MOST_BY_SHAPLEY = 12
"""With more changes that touch a center their parts are those of the declared order: each doubles the editions."""
MOST_KNOWN = 1 << 14
"""How many parts are kept, so that many records cannot fill the memory."""
_outline = attrgetter("rule", "status", *MEASURES)
"""What a finding deducts depends on nothing else of it."""


class Attribution:
    """Divides the differences of centers among the changes between two versions."""

    def __init__(self, pair: VersionPair) -> None:
        self.pair = pair
        self._around = [_around(change, pair) for change in pair.changes]
        """For each change the sub-items that it has to do with."""
        self._places = {rule: pair.key(part.id) for rule, (part, _) in pair.old.rules.items()}
        """The sub-item of each old rule. All are named by their keys in intermediate editions."""
        self._known: dict[tuple[object, ...], dict[int, Number]] = {}
        """The parts in one visit's total, by the changes that meet and the findings that they meet in."""

    def parts(self, center: IntermediateCenter) -> tuple[tuple[Part, ...], bool]:
        """The parts of a center's difference, which add up to it exactly; whether in declared order."""
        combine = combine_of(center.phase)
        visits = center.counting[-1:] if combine == "latest" else center.counting
        touching = sorted({number for visit in visits for number in visit.touching_total})
        in_order = len(touching) > MOST_BY_SHAPLEY
        divide = declared if in_order else shapley
        if not self._follows_from_visits(combine, visits, touching):
            is_sheet = combine == "union" and self._adds_up(touching, visits)
            groups = self._groups(touching) if is_sheet else [touching]
            parts = dict(part for group in groups for part in divide(group, center.total).items())
        elif combine == "worst" and len(visits) > 1:
            parts = divide(touching, lambda made: min(visit.total(made) for visit in visits))
        else:
            parts = self._parts_in_visits(zip(visits, shares(combine, visits), strict=True), divide)
        return tuple(Part(number, plain(parts[number])) for number in sorted(parts) if parts[number]), in_order

    def _follows_from_visits(
        self, combine: Combine, visits: Sequence[IntermediateVisit], touching: Iterable[int]
    ) -> bool:
        """Whether a center's total follows from its visits' totals, whichever of the changes are made.

        It does not under a veto, which may take all points, nor where sub-items come, go or move: by some of the
        editions a visit may be left without a score, and so the center.
        """
        if len(visits) == 1:
            return True
        moves = any(_is_structure(self.pair.changes[number]) for number in touching)
        return combine != "union" and not moves and not _has_any(visits, self.pair.old.vetoes)

    def _parts_in_visits(
        self, shared: Iterable[tuple[IntermediateVisit, Number]], divide: Division
    ) -> dict[int, Number]:
        """The parts in a sum of visits' totals, each with its share."""
        parts: dict[int, Number] = defaultdict(int)
        for visit, share in shared:
            for number, part in self._parts_in_visit(visit, divide).items():
                parts[number] += share * part
        return parts

    def _parts_in_visit(self, visit: IntermediateVisit, divide: Division) -> dict[int, Number]:
        """The parts in a visit's total."""
        touching = sorted(visit.touching_total)
        if not self._adds_up(touching, [visit]):
            return divide(touching, visit.total)
        parts: dict[int, Number] = {}
        for group in self._groups(touching):
            parts |= self._remembered(group, visit, divide)
        return parts

    def _remembered(self, group: Sequence[int], visit: IntermediateVisit, divide: Division) -> dict[int, Number]:
        """The parts of changes that meet in a visit; the same findings in the same sub-items have the same."""
        if visit.visit.record.not_applicable:
            return divide(group, visit.total)
        around = set().union(*(self._around[number] for number in group))
        findings = visit.visit.record.findings
        met = tuple(_outline(finding) for finding in findings if self._places[finding.rule] in around)
        key = divide, tuple(group), met
        parts = self._known.get(key)
        if parts is None:
            parts = divide(group, visit.total)
            if len(self._known) < MOST_KNOWN:
                self._known[key] = parts
        return parts

    def _adds_up(self, touching: Iterable[int], visits: Sequence[IntermediateVisit]) -> bool:
        """Whether a sheet's total is a sum over sub-items, whichever of the changes are made.

        It is not where sub-items come, go or move, under a veto or a bonus, and where points change of which some are
        rescaled away.
        """
        kinds = {(self.pair.changes[number].level, self.pair.changes[number].aspect) for number in touching}
        local = all(level == "rule" or (level, aspect) == ("sub-item", "points") for level, aspect in kinds)
        rescaled = ("sub-item", "points") in kinds and any(visit.visit.record.not_applicable for visit in visits)
        apart = {*self.pair.old.vetoes, *self.pair.old.bonus_rules}
        return local and not rescaled and not _has_any(visits, apart)

    def _groups(self, changes: Iterable[int]) -> list[list[int]]:
        """Changes that may meet in a sum over sub-items, in their order: those that have a sub-item in common."""
        by_place: dict[str, list[int]] = {}
        for number in changes:
            meeting = {id(group): group for place in self._around[number] if (group := by_place.get(place))}
            merged = sorted([*(one for group in meeting.values() for one in group), number])
            by_place |= {place: merged for one in merged for place in self._around[one]}
        return list({id(group): group for group in by_place.values()}.values())


def _around(change: Change, pair: VersionPair) -> set[str]:
    """The sub-items that a local change has to do with, by their keys in intermediate editions."""
    if change.level == "sub-item":
        return {change.id}
    former, here = pair.matching.old.get(change.was or change.id), pair.matching.new.get(change.id)
    found = {pair.key(former.parent or "")} if former else set()
    return found | ({here.parent or ""} if here else set())


def _is_structure(change: Change) -> bool:
    """Whether a sub-item or an item comes, goes, moves, or takes the place of others."""
    return change.level in ("item", "sub-item") and change.aspect in ("clause", "parent")


def _has_any(visits: Iterable[IntermediateVisit], clauses: Collection[str]) -> bool:
    """Whether any visit has a finding of one of these old clauses."""
    return any(finding.rule in clauses for visit in visits for finding in visit.visit.record.findings)


def shares(combine: Combine, visits: Sequence[IntermediateVisit]) -> Sequence[Number]:
    """The share that each visit's total has in the center's, where that is a sum of them (spec, section 7)."""
    if isinstance(combine, Weights):
        channels = [visit.visit.record.channel for visit in visits]
        number = Counter(channels)
        return [ratio(combine.weights[channel], number[channel]) for channel in channels]
    return [ratio(1, len(visits))] * len(visits)


def shapley(changes: Sequence[int], total: Total) -> dict[int, Number]:
    """What each change adds, averaged over all orders of making them: the only division that is fair to every order."""
    total, count = cache(total), len(changes)
    parts: dict[int, Number] = {}
    for change in changes:
        others = [other for other in changes if other != change]
        part: Number = 0
        for size in range(count):
            weight = Fraction(factorial(size) * factorial(count - size - 1), factorial(count))
            for chosen in map(frozenset, combinations(others, size)):
                part += weight * (total(chosen | {change}) - total(chosen))
        parts[change] = plain(part)
    return parts


def declared(changes: Sequence[int], total: Total) -> dict[int, Number]:
    """What each change adds when they are made one after another."""
    steps = [total(frozenset(changes[:number])) for number in range(len(changes) + 1)]
    return {change: plain(steps[number + 1] - steps[number]) for number, change in enumerate(changes)}
