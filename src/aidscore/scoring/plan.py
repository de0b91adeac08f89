"""Tables that make scoring fast: a standard in whole numbers, and results that many sheets have in common.

Nothing here decides a score. The steps are in `score`; what they look up here they would otherwise compute each time.
Every number is a whole number of units, where a unit is the largest part of a point of which all points of the
standard are multiples: integers are added about ten times as fast as fractions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import lcm
from operator import attrgetter
from typing import NamedTuple, assert_never

from aidscore.model.quantity import Number, ratio
from aidscore.model.results import Fact, Sheet, SubItemResult
from aidscore.model.rule import Deduct
from aidscore.model.standard import Edition, Item, Policy, Standard, SubItem
from aidscore.scoring.deduct import amounts, nominal, scaled
from aidscore.scoring.sheet import findings_of

MAX_ENTRIES = 1 << 12
"""The most entries that a table keeps, so that no file can fill the memory."""

MEASURES = ("count", "sample", "missing", "points", "level", "value")
"""The fields of a finding that the deduction of its rule depends on: findings that agree in these deduct the same."""
_measures = attrgetter(*MEASURES)


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-item in units, and its result for sheets on which none of its rules has a finding."""

    sub_item: SubItem
    points: int
    """What the sub-item is worth, in units."""
    deducts: tuple[Deduct, ...]
    """How each of its rules deducts, in units."""
    met: SubItemResult
    not_examined: SubItemResult
    not_applicable: SubItemResult


class Tally(NamedTuple):
    """Units earned, possible, and possible but not examined."""

    earned: Number
    possible: int
    unexamined: int


class Blank(NamedTuple):
    """An item of a sheet without a finding: a part and a result for each sub-item, and their tally."""

    item: Item
    parts: tuple[Part, ...]
    results: tuple[SubItemResult, ...]
    tally: Tally


class InPoints(dict[Number, Number]):
    """The points of a number of units; the same few hundred numbers come up in every sheet, so they are kept."""

    def __init__(self, unit: int) -> None:
        self.unit = unit

    def __missing__(self, units: Number) -> Number:
        points = ratio(units, self.unit)
        if len(self) < MAX_ENTRIES:
            self[units] = points
        return points


@dataclass(frozen=True, slots=True)
class Plan:
    """A standard prepared for scoring, with the tables that fill up while sheets are scored by it."""

    standard: Standard
    unit: int
    """The number of units in a point."""
    points: int
    """What the whole standard is worth, in units."""
    parts: Mapping[str, tuple[Part, ...]]
    """The sub-items of each item."""
    in_points: InPoints
    """Converts units to points."""
    single: dict[tuple[object, ...], Number] = field(default_factory=dict)
    """What a rule deducts for a single finding, in units, by the rule's id and what the finding measures."""
    blank_items: dict[tuple[frozenset[str], frozenset[str]], tuple[Blank, ...]] = field(default_factory=dict)
    """The items of sheets without a finding, by what was examined and what does not apply."""

    def nominal(self, part: Part, rule: str, deduct: Deduct, facts: Sequence[Fact]) -> Number:
        """The nominal deduction of a rule for its facts, in units; that of a single finding is looked up."""
        if len(facts) > 1:
            return nominal(deduct, findings_of(facts), part.points, self.unit)
        finding = facts[0].finding
        key = (rule, _measures(finding))
        points = self.single.get(key)
        if points is None:
            points = nominal(deduct, [finding], part.points, self.unit)
            if len(self.single) < MAX_ENTRIES:
                self.single[key] = points
        return points

    def blanks(self, sheet: Sheet) -> tuple[Blank, ...]:
        """Every item of a sheet as it would be without its findings, in the standard's order."""
        key = (sheet.examined, sheet.not_applicable)
        blanks = self.blank_items.get(key)
        if blanks is None:
            blanks = tuple(_blank(self, sheet, item) for item in self.standard.items)
            if len(self.blank_items) < MAX_ENTRIES:
                self.blank_items[key] = blanks
        return blanks


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
    parts = {item.id: tuple(_part(standard, sub_item, unit) for sub_item in item.sub_items) for item in standard.items}
    points = sum(part.points for whole in parts.values() for part in whole)
    return Plan(standard, unit, points, parts, InPoints(unit))


def _part(standard: Standard, sub_item: SubItem, unit: int) -> Part:
    """A sub-item in units."""
    return Part(
        sub_item,
        int(sub_item.points * unit),
        tuple(scaled(rule.deduct, unit) for rule in sub_item.rules),
        SubItemResult(sub_item, "met", sub_item.points),
        SubItemResult(sub_item, "not-examined", None),
        SubItemResult(sub_item, "not-applicable", _given(standard.not_applicable, sub_item.points)),
    )


def _given(policy: Policy, points: Number) -> Number | None:
    """The score of a sub-item that is not applicable; None where its points are taken out of what is possible."""
    match policy:
        case "rescale":
            return None
        case "full":
            return points
        case "zero":
            return 0
        case _:
            assert_never(policy)


def _blank(plan: Plan, sheet: Sheet, item: Item) -> Blank:
    """An item as it would be without a finding."""
    results = []
    earned = possible = unexamined = 0
    for part in plan.parts[item.id]:
        result = _untouched(part, sheet)
        results.append(result)
        rescaled = result.state == "not-applicable" and result.score is None
        possible += 0 if rescaled else part.points
        unexamined += part.points if result.state == "not-examined" else 0
        earned += part.points if result.score else 0
    return Blank(item, plan.parts[item.id], tuple(results), Tally(earned, possible, unexamined))


def _untouched(part: Part, sheet: Sheet) -> SubItemResult:
    """The result of a sub-item of which the sheet has no finding."""
    name = part.sub_item.id
    if name in sheet.not_applicable:
        return part.not_applicable
    return part.met if name in sheet.examined else part.not_examined
