"""A sheet to its score, in outline: the steps of the spec's section 6 in their order.

Step 1 is in `sheet`, steps 7 and 8 are in `verdict`; `plan` has the tables that make it fast. What each rule takes is
spelled out by `details`, from the same nominal deductions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from aidscore.model.quantity import Number, plain, ratio
from aidscore.model.results import Assessment, Bounds, Fact, Sheet
from aidscore.model.standard import Edition, Standard
from aidscore.scoring.deduct import granted
from aidscore.scoring.plan import Plan, Tally, plan_of
from aidscore.scoring.sheet import findings_of
from aidscore.scoring.verdict import grade_of, verdict_of


def score(sheet: Sheet) -> Assessment:
    """What a sheet comes out as (spec, section 6). Numbers are exact points."""
    edition, standard, plan = sheet.edition, sheet.edition.standard, plan_of(sheet.edition)
    blank = plan.blank(sheet)
    lost = _lost_by_item(sheet, plan)  # step 2
    items = tuple([item[units] for item, units in zip(blank.items, lost, strict=True)])  # step 3
    tally = blank.tally._replace(earned=blank.tally.earned - sum(lost))
    applicable = len(blank.not_applicable) < len(plan.parts)
    complete = applicable and not tally.unexamined

    base = _base(standard, plan, tally, full=False)  # step 4
    full = base if complete else _base(standard, plan, tally, full=True)

    vetoes = tuple([veto for veto in edition.vetoes if veto in sheet.facts])
    bonus = 0 if vetoes else bonus_of(edition, bonus_facts(sheet))  # step 5
    zero = any(edition.vetoes[veto].effect == "zero" for veto in vetoes)  # step 6
    totals = Bounds(0, 0) if zero else Bounds(_total(standard, base, bonus), _total(standard, full, bonus))

    verdict, reasons = verdict_of(standard, items, vetoes, totals, blank.unexamined, applicable=applicable)  # 7 and 8
    return Assessment(
        edition=edition,
        items=items,
        earned=plan.in_points[tally.earned],
        lost=plan.in_points[sum(lost)],
        possible=plan.in_points[tally.possible],
        rescaled=base if complete else None,
        bonus=min(bonus, standard.points - base) if bonus and complete else bonus,
        vetoes=vetoes,
        unexamined=blank.unexamined,
        not_applicable=blank.not_applicable,
        total=totals.low if complete else None,
        bounds=totals if applicable and not complete else None,
        verdict=verdict,
        reasons=reasons,
        grade=grade_of(standard, totals.low, verdict) if complete else None,
        provisional=_is_provisional(sheet.facts.values()),
        sheet=sheet,
    )


def _lost_by_item(sheet: Sheet, plan: Plan) -> list[Number]:
    """Step 2: what each item loses, in units: of each sub-item its rules' nominal deductions, at most its points."""
    nominal: dict[str, Number] = {}
    for clause, facts in sheet.facts.items():
        part = plan.by_rule.get(clause)
        if part is not None and part.sub_item.id in sheet.examined:
            nominal[part.sub_item.id] = nominal.get(part.sub_item.id, 0) + plan.nominal(part, clause, facts)
    lost: list[Number] = [0] * len(plan.standard.items)
    for name, units in nominal.items():
        part = plan.parts[name]
        lost[part.item] += min(part.points, units)
    return lost


def _base(standard: Standard, plan: Plan, tally: Tally, *, full: bool) -> Number:
    """Step 4: the total of the sub-items, of what is possible; 0 where nothing is.

    With `full` each unexamined sub-item counts in full, otherwise as 0 (step 8).
    """
    earned = tally.earned + tally.unexamined if full else tally.earned
    if tally.possible == plan.points:
        return plan.in_points[earned]
    return ratio(earned * standard.points, tally.possible) if tally.possible else 0


def bonus_facts(sheet: Sheet) -> dict[str, tuple[Fact, ...]]:
    """The facts of each bonus rule that has any, by its id, in the standard's order."""
    return {rule: sheet.facts[rule] for rule in sheet.edition.bonus_rules if rule in sheet.facts}


def bonus_of(edition: Edition, facts: Mapping[str, Sequence[Fact]]) -> Number:
    """Step 5: what the bonus rules add, capped by rule and by section."""
    section = edition.standard.bonus
    points = sum(granted(edition.bonus_rules[rule].add, findings_of(found)) for rule, found in facts.items())
    return min(points, section.max) if section and section.max is not None else plain(points)


def _total(standard: Standard, base: Number, bonus: Number) -> Number:
    """Step 5: the total with its bonus, never above the standard's points."""
    return min(plain(base + bonus), standard.points) if bonus else base


def _is_provisional(facts: Iterable[Sequence[Fact]]) -> bool:
    """Whether a disputed finding counts."""
    return any(fact.finding.status == "disputed" for found in facts for fact in found)
