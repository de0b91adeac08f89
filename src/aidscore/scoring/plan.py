"""Tables that make scoring fast: a standard in whole numbers, and results that many sheets have in common.

Nothing here decides a score. The steps are in `score`; what they look up here they would otherwise compute each time.
Every number is a whole number of units, where a unit is the largest part of a point of which all points of the
standard are multiples: integers are added about ten times as fast as fractions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import lcm
from operator import attrgetter
from typing import NamedTuple, assert_never

from aidscore.model.quantity import Number, ratio
from aidscore.model.results import Fact, ItemResult, Sheet
from aidscore.model.rule import Deduct
from aidscore.model.standard import Edition, Item, Policy, Standard, SubItem
from aidscore.scoring.deduct import amounts, nominal, scaled
from aidscore.scoring.sheet import findings_of

MAX_ENTRIES = 1 << 12
"""The most entries that a table keeps, so that no file can fill the memory."""

MEASURES = ("count", "sample", "missing", "points", "level", "value")
"""The fields of a finding that the deduction of its rule depends on: findings that agree in these deduct the same."""
_measures = attrgetter(*MEASURES)


class Part(NamedTuple):
    """A sub-item in units."""

    sub_item: SubItem
    item: int
    """The number of its item, counted from 0."""
    points: int
    """What it is worth, in units."""
    deducts: Mapping[str, Deduct]
    """How each of its rules deducts, in units, by the rule's id."""


class Tally(NamedTuple):
    """Units earned, possible, and possible but not examined."""

    earned: Number
    possible: int
    unexamined: int


class InPoints(dict[Number, Number]):
    """The points of a number of units; the same few hundred numbers come up in every sheet, so they are kept."""

    def __init__(self, unit: int) -> None:
        self.unit = unit

    def __missing__(self, units: Number) -> Number:
        points = ratio(units, self.unit)
        if len(self) < MAX_ENTRIES:
            self[units] = points
        return points


class BlankItem(dict[Number, ItemResult]):
    """An item of a sheet without a finding, and its results by the units that findings take from it."""

    def __init__(self, item: Item, tally: Tally, in_points: InPoints) -> None:
        self.item = item
        self.tally = tally
        self.in_points = in_points

    def __missing__(self, lost: Number) -> ItemResult:
        tally, in_points = self.tally, self.in_points
        earned = in_points[tally.earned - lost]
        result = ItemResult(self.item, earned, in_points[tally.possible], in_points[tally.unexamined])
        if len(self) < MAX_ENTRIES:
            self[lost] = result
        return result


class Blank(NamedTuple):
    """A sheet without a finding: its items and their sum."""

    items: tuple[BlankItem, ...]
    tally: Tally
    unexamined: tuple[str, ...]
    """The ids of the sub-items that were not examined, in the standard's order."""
    not_applicable: tuple[str, ...]
    """The ids of the sub-items that do not apply, in the standard's order."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A standard prepared for scoring, with the tables that fill up while sheets are scored by it."""

    standard: Standard
    unit: int
    """The number of units in a point."""
    points: int
    """What the whole standard is worth, in units."""
    parts: Mapping[str, Part]
    """Each sub-item by its id, in the standard's order."""
    by_rule: Mapping[str, Part]
    """The sub-item of each rule, by the rule's id."""
    in_points: InPoints
    """Converts units to points."""
    single: dict[tuple[object, ...], Number] = field(default_factory=dict)
    """What a rule deducts for a single finding, in units, by the rule's id and what the finding measures."""
    blanks: dict[tuple[frozenset[str], frozenset[str]], Blank] = field(default_factory=dict)
    """Sheets without a finding, by what was examined and what does not apply."""

    def nominal(self, part: Part, rule: str, facts: Sequence[Fact]) -> Number:
        """The nominal deduction of a rule for its facts, in units; that of a single finding is looked up."""
        if len(facts) > 1:
            return nominal(part.deducts[rule], findings_of(facts), part.points, self.unit)
        finding = facts[0].finding
        key = (rule, _measures(finding))
        units = self.single.get(key)
        if units is None:
            units = nominal(part.deducts[rule], [finding], part.points, self.unit)
            if len(self.single) < MAX_ENTRIES:
                self.single[key] = units
        return units

    def blank(self, sheet: Sheet) -> Blank:
        """A sheet as it would be without its findings."""
        key = (sheet.examined, sheet.not_applicable)
        blank = self.blanks.get(key)
        if blank is None:
            blank = _blank(self, sheet)
            if len(self.blanks) < MAX_ENTRIES:
                self.blanks[key] = blank
        return blank


def plan_of(edition: Edition) -> Plan:
    """The plan of an edition, made once and kept with it."""
    plan = edition.prepared.get(Plan)
    if not isinstance(plan, Plan) or plan.standard is not edition.standard:
        plan = edition.prepared[Plan] = _plan(edition)
    return plan


def _plan(edition: Edition) -> Plan:
    """A new plan of an edition, its tables still empty."""
    standard = edition.standard
    numbers = [number for _, rule in edition.rules.values() for number in amounts(rule.deduct)]
    numbers += [sub_item.points for sub_item in edition.sub_items.values()]
    unit = lcm(*(number.denominator for number in numbers))
    parts = {
        sub_item.id: _part(sub_item, index, unit)
        for index, item in enumerate(standard.items)
        for sub_item in item.sub_items
    }
    by_rule = {rule: part for part in parts.values() for rule in part.deducts}
    return Plan(standard, unit, sum(part.points for part in parts.values()), parts, by_rule, InPoints(unit))


def _part(sub_item: SubItem, item: int, unit: int) -> Part:
    """A sub-item in units."""
    deducts = {rule.id: scaled(rule.deduct, unit) for rule in sub_item.rules}
    return Part(sub_item, item, int(sub_item.points * unit), deducts)


def _blank(plan: Plan, sheet: Sheet) -> Blank:
    """A sheet as it would be without a finding."""
    policy = plan.standard.not_applicable
    tallies = [
        _summed(_untouched(plan.parts[part.id], sheet, policy) for part in item.sub_items)
        for item in plan.standard.items
    ]
    pairs = zip(plan.standard.items, tallies, strict=True)
    return Blank(
        tuple(BlankItem(item, tally, plan.in_points) for item, tally in pairs),
        _summed(tallies),
        tuple(name for name in plan.parts if name not in sheet.examined and name not in sheet.not_applicable),
        tuple(name for name in plan.parts if name in sheet.not_applicable),
    )


def _summed(tallies: Iterable[Tally]) -> Tally:
    """Several tallies together."""
    return Tally(*map(sum, zip((0, 0, 0), *tallies, strict=True)))


def _untouched(part: Part, sheet: Sheet, policy: Policy) -> Tally:
    """The tally of a sub-item of which the sheet has no finding."""
    name, points = part.sub_item.id, part.points
    if name not in sheet.not_applicable:
        return Tally(points, points, 0) if name in sheet.examined else Tally(0, points, points)
    match policy:
        case "rescale":
            return Tally(0, 0, 0)
        case "full":
            return Tally(points, points, 0)
        case "zero":
            return Tally(0, points, 0)
        case _:
            assert_never(policy)
