"""Where the points went: every deduction behind a result, and the rules by what they cost the centers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aidscore.model.quantity import Number
from aidscore.model.results import Deduction, PhaseResult
from aidscore.model.standard import Item, Rule, SubItem
from aidscore.scoring.standings import Standing, sheets_of


@dataclass(frozen=True, slots=True)
class CenterDeduction:
    """A deduction, and the center that it was taken from."""

    standing: Standing
    item: Item
    sub_item: SubItem
    deduction: Deduction


def center_deductions(centers: Sequence[Standing]) -> Iterator[CenterDeduction]:
    """Every deduction behind the results, center by center, in the standard's order."""
    for standing in centers:
        for sheet in sheets_of(standing.result):
            for item, part, deduction in sheet.deductions():
                yield CenterDeduction(standing, item.item, part.sub_item, deduction)


@dataclass(slots=True)
class Loss:
    """What a rule of a phase's standard took from the centers."""

    phase: PhaseResult
    item: Item
    sub_item: SubItem
    rule: Rule
    centers: set[int] = field(default_factory=set)
    """The numbers of the centers with a nominal deduction above 0."""
    nominal: Number = 0
    effective: Number = 0
    deductions: list[Deduction] = field(default_factory=list)

    def add(self, one: CenterDeduction) -> None:
        """Count a deduction."""
        self.nominal += one.deduction.nominal
        self.effective += one.deduction.effective
        self.deductions.append(one.deduction)
        if one.deduction.nominal:
            self.centers.add(one.standing.number)


def losses_by_item(phase: PhaseResult) -> dict[str, Number]:
    """The effective deductions behind the results of a phase, in points by item id, in the standard's order."""
    lost: dict[str, Number] = {item.id: 0 for item in phase.edition.standard.items}
    for center in phase.centers:
        for sheet in sheets_of(center):
            for item, _part, deduction in sheet.deductions():
                lost[item.item.id] += deduction.effective
    return lost


def losses(centers: Sequence[Standing]) -> list[Loss]:
    """The rules that deducted anything, the most costly first, each phase's by themselves."""
    found: dict[tuple[int, str], Loss] = {}
    for one in center_deductions(centers):
        key = id(one.standing.phase), one.deduction.rule.id
        found.setdefault(key, Loss(one.standing.phase, one.item, one.sub_item, one.deduction.rule)).add(one)
    costly = [loss for loss in found.values() if loss.nominal]
    return sorted(costly, key=lambda loss: (-loss.effective, -len(loss.centers), loss.rule.id))
