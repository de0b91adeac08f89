"""The most frequent problems of a phase: the rules that deducted anything, by how many centers they concern."""

from __future__ import annotations

from typing import NamedTuple

from aidscore.model.campaign import Center
from aidscore.model.quantity import Number, ratio, total_of
from aidscore.model.results import Deduction, PhaseResult
from aidscore.model.standard import Item, Rule, SubItem
from aidscore.scoring.details import details_of
from aidscore.scoring.standings import sheets_of


class Problem(NamedTuple):
    """What a rule took from the centers of a phase. All numbers are exact points."""

    item: Item
    sub_item: SubItem
    rule: Rule
    centers: tuple[Center, ...]
    """The centers with a nominal deduction above 0, in the campaign's order."""
    deductions: tuple[Deduction, ...]

    @property
    def nominal(self) -> Number:
        """What it deducts before the caps of the sub-items."""
        return total_of([deduction.nominal for deduction in self.deductions])

    @property
    def effective(self) -> Number:
        """What of it takes effect."""
        return total_of([deduction.effective for deduction in self.deductions])


def problems(phase: PhaseResult) -> list[Problem]:
    """The rules that deducted anything: what concerns most centers first, then what cost most points."""
    taken: dict[str, list[tuple[Center, Deduction]]] = {}
    parts: dict[str, tuple[Item, SubItem]] = {}
    for center in phase.centers:
        for sheet in sheets_of(center):
            for item, part, deduction in details_of(sheet).deductions():
                taken.setdefault(deduction.rule.id, []).append((center.center, deduction))
                parts[deduction.rule.id] = item.item, part.sub_item
    found = [_problem(*parts[rule], pairs) for rule, pairs in taken.items()]
    places = {rule: number for number, rule in enumerate(phase.edition.rules)}
    costly = [problem for problem in found if problem.centers]
    return sorted(costly, key=lambda one: (-len(one.centers), -one.effective, places[one.rule.id]))


def _problem(item: Item, sub_item: SubItem, taken: list[tuple[Center, Deduction]]) -> Problem:
    """The problem of one rule from its deductions."""
    concerned = {center.id: center for center, deduction in taken if deduction.nominal}
    deductions = tuple(deduction for _center, deduction in taken)
    return Problem(item, sub_item, deductions[0].rule, tuple(concerned.values()), deductions)


def share_of_losses(problem: Problem, found: list[Problem]) -> Number | None:
    """What a problem cost of what all of them cost; None where all of it was capped away."""
    total = total_of([one.effective for one in found])
    return ratio(problem.effective, total) if total else None


def losses_by_item(phase: PhaseResult) -> dict[str, Number]:
    """The effective deductions behind the results of a phase, in points by item id, in the standard's order."""
    lost: dict[str, Number] = {item.id: 0 for item in phase.edition.standard.items}
    for problem in problems(phase):
        lost[problem.item.id] += problem.effective
    return lost
