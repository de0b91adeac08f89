"""The details of an assessment: what each rule takes from each sub-item, and why (spec, section 6, step 2).

They are made when somebody shows them, from the sheet that was scored and the same nominal deductions: `score` adds
those up, here they are told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, assert_never

from aidscore.model.quantity import Number, total_of
from aidscore.model.results import Assessment, Deduction, Fact, ItemResult, Sheet, State, SubItemResult
from aidscore.model.standard import Policy
from aidscore.scoring.plan import MAX_ENTRIES, Part, Plan, plan_of
from aidscore.scoring.score import bonus_facts


class ItemDetails(NamedTuple):
    """An item with its sub-items, in the standard's order."""

    result: ItemResult
    sub_items: tuple[SubItemResult, ...]


@dataclass(frozen=True, slots=True)
class Details:
    """An assessment with everything behind it."""

    assessment: Assessment
    items: tuple[ItemDetails, ...]
    """All items, in the standard's order."""
    veto_facts: Mapping[str, tuple[Fact, ...]]
    """The facts of each veto that holds, by its id, in the standard's order."""
    bonus_facts: Mapping[str, tuple[Fact, ...]]
    """The facts of each bonus rule that has any, by its id, in the standard's order."""

    def sub_items(self) -> Iterator[SubItemResult]:
        """Every sub-item in the standard's order."""
        for item in self.items:
            yield from item.sub_items

    def deductions(self) -> Iterator[tuple[ItemResult, SubItemResult, Deduction]]:
        """Every rule with a finding, in the standard's order."""
        for item in self.items:
            for sub_item in item.sub_items:
                for deduction in sub_item.deductions:
                    yield item.result, sub_item, deduction


class _Made(dict[int, Details]):
    """The details that were made by an edition, by the identity of their assessment, which they keep alive."""


def details_of(assessment: Assessment) -> Details:
    """The details of an assessment. They are kept for the next time, as many as fill no memory.

    Raises ValueError where its sheet was not kept.
    """
    made = assessment.edition.prepared.setdefault(_Made, _Made())
    assert isinstance(made, _Made)
    details = made.get(id(assessment))
    if details is None:
        details = _details(assessment)
        if len(made) < MAX_ENTRIES:
            made[id(assessment)] = details
    return details


def _details(assessment: Assessment) -> Details:
    """The details of an assessment, spelled out."""
    sheet = sheet_of(assessment)
    plan = plan_of(assessment.edition)
    return Details(
        assessment,
        tuple(
            ItemDetails(item, tuple(_sub_item(sheet, plan, plan.parts[part.id]) for part in item.item.sub_items))
            for item in assessment.items
        ),
        {veto: sheet.facts[veto] for veto in assessment.vetoes},
        bonus_facts(sheet),
    )


def sheet_of(assessment: Assessment) -> Sheet:
    """The sheet that was scored. Raises ValueError where it was not kept."""
    if assessment.sheet is None:
        raise ValueError("the sheet of this assessment was not kept")
    return assessment.sheet


def _sub_item(sheet: Sheet, plan: Plan, part: Part) -> SubItemResult:
    """A sub-item: not applicable, not examined, or with the score that its rules leave."""
    sub_item = part.sub_item
    if sub_item.id in sheet.not_applicable:
        return SubItemResult(sub_item, "not-applicable", _given(plan.standard.not_applicable, sub_item.points))
    if sub_item.id not in sheet.examined:
        return SubItemResult(sub_item, "not-examined", None)
    deductions = tuple(_deductions(sheet, plan, part))
    if not deductions:
        return SubItemResult(sub_item, "met", sub_item.points)
    state: State = "not-met" if any(deduction.nominal for deduction in deductions) else "met"
    left = sub_item.points - total_of([deduction.effective for deduction in deductions])
    return SubItemResult(sub_item, state, left, deductions)


def _deductions(sheet: Sheet, plan: Plan, part: Part) -> Iterator[Deduction]:
    """The rules with a finding: in the standard's order each takes effect until the points are used up."""
    left: Number = part.points
    for rule in part.sub_item.rules:
        if facts := sheet.facts.get(rule.id):
            nominal = plan.nominal(part, rule.id, facts)
            effective = min(nominal, left)
            left -= effective
            yield Deduction(rule, plan.in_points[nominal], plan.in_points[effective], facts)


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
