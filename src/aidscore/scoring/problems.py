"""The most frequent problems of a phase: the rules that deducted anything, by how many centers they concern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from aidscore.model.campaign import Center
from aidscore.model.quantity import Number, ratio, total_of
from aidscore.model.results import Deduction, PhaseResult
from aidscore.model.standard import Item, Rule, Standard, SubItem
from aidscore.scoring.details import details_of
from aidscore.scoring.standings import sheets_of


class Problem(NamedTuple):
    """What a rule took from the centers of a phase. All numbers are exact points."""

    item: Item
    sub_item: SubItem
    rule: Rule
    centers: tuple[Center, ...]
    """The centers with a nominal deduction above 0, in the campaign's order."""
    nominal: Number
    """What it deducts before the caps of the sub-items."""
    effective: Number
    """What of it takes effect."""
    amounts: Mapping[Number, int]
    """How often each number of points took effect."""


@dataclass
class _Taken:
    """What a rule took so far, in points: its deductions may be too many to be kept."""

    item: Item
    sub_item: SubItem
    rule: Rule
    centers: dict[str, Center] = field(default_factory=dict)
    nominal: Counter[Number] = field(default_factory=Counter)
    effective: Counter[Number] = field(default_factory=Counter)

    def add(self, center: Center, deduction: Deduction) -> None:
        """Add what it took from a center."""
        self.nominal[deduction.nominal] += 1
        self.effective[deduction.effective] += 1
        if deduction.nominal:
            self.centers[center.id] = center

    def problem(self) -> Problem:
        """All of it together."""
        centers = tuple(self.centers.values())
        nominal, effective = total_of_amounts(self.nominal), total_of_amounts(self.effective)
        return Problem(self.item, self.sub_item, self.rule, centers, nominal, effective, self.effective)


def problems(phase: PhaseResult) -> list[Problem]:
    """The rules that deducted anything: what concerns most centers first, then what cost most points."""
    taken: dict[str, _Taken] = {}
    for center in phase.centers:
        for sheet in sheets_of(center):
            for item, part, deduction in details_of(sheet).deductions():
                rule = deduction.rule
                if rule.id not in taken:
                    taken[rule.id] = _Taken(item.item, part.sub_item, rule)
                taken[rule.id].add(center.center, deduction)
    places = {rule: number for number, rule in enumerate(phase.edition.rules)}
    costly = [one.problem() for one in taken.values() if one.centers]
    return sorted(costly, key=lambda one: (-len(one.centers), -one.effective, places[one.rule.id]))


def total_of_amounts(amounts: Mapping[Number, int]) -> Number:
    """The exact sum of numbers, each as often as it occurs."""
    return total_of([number * times for number, times in amounts.items()])


def share_of_losses(problem: Problem, found: list[Problem]) -> Number | None:
    """What a problem cost of what all of them cost; None where all of it was capped away."""
    total = total_of([one.effective for one in found])
    return ratio(problem.effective, total) if total else None


def losses_by_item(standard: Standard, found: Iterable[Problem]) -> dict[str, Number]:
    """The effective deductions of all problems of a phase, in points by item id, in the standard's order."""
    lost: dict[str, Number] = {item.id: 0 for item in standard.items}
    for problem in found:
        lost[problem.item.id] += problem.effective
    return lost
