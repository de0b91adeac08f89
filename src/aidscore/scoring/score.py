"""A sheet to its score: the steps of the spec's section 6 in their order, each a function.

Step 1 is in `sheet`, steps 7 and 8 are in `verdict`; `plan` has the tables that make it fast.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from aidscore.model.quantity import Number, plain, ratio
from aidscore.model.results import Assessment, Bounds, Deduction, Fact, ItemResult, Sheet, State, SubItemResult
from aidscore.model.standard import Edition, Standard
from aidscore.scoring.deduct import granted
from aidscore.scoring.plan import Blank, Part, Plan, Tally, plan_of
from aidscore.scoring.sheet import findings_of
from aidscore.scoring.verdict import grade_of, verdict_of


def score(sheet: Sheet) -> Assessment:
    """What a sheet comes out as (spec, section 6). Numbers are exact points."""
    edition, standard, plan = sheet.edition, sheet.edition.standard, plan_of(sheet.edition)
    items, tally = _items(sheet, plan)  # steps 2 and 3
    applicable = len(sheet.not_applicable) < len(edition.sub_items)
    complete = applicable and not tally.unexamined

    base = _base(standard, plan, tally, full=False)  # step 4
    full = base if complete else _base(standard, plan, tally, full=True)

    vetoes = {veto: sheet.facts[veto] for veto in edition.vetoes if veto in sheet.facts}
    bonuses = {rule: sheet.facts[rule] for rule in edition.bonus_rules if rule in sheet.facts}
    bonus = 0 if vetoes else bonus_of(edition, bonuses)  # step 5
    zero = any(edition.vetoes[veto].effect == "zero" for veto in vetoes)  # step 6
    low, high = (0, 0) if zero else (_total(standard, base, bonus), _total(standard, full, bonus))

    verdict, reasons = verdict_of(standard, items, vetoes, Bounds(low, high), applicable=applicable)  # steps 7 and 8
    return Assessment(
        edition=edition,
        items=items,
        earned=plan.in_points[tally.earned],
        possible=plan.in_points[tally.possible],
        rescaled=base if complete else None,
        bonus=min(bonus, standard.points - base) if bonus and complete else bonus,
        bonus_facts=bonuses,
        vetoes=vetoes,
        total=low if complete else None,
        bounds=Bounds(low, high) if applicable and not complete else None,
        verdict=verdict,
        reasons=reasons,
        grade=grade_of(standard, low, verdict) if complete else None,
        provisional=any(fact.finding.status == "disputed" for facts in sheet.facts.values() for fact in facts),
    )


def _items(sheet: Sheet, plan: Plan) -> tuple[tuple[ItemResult, ...], Tally]:
    """Every item, and the sum of them in units."""
    rules = sheet.edition.rules
    touched = {rules[clause][0].id for clause in sheet.facts if clause in rules} & sheet.examined
    pairs = [_item(sheet, plan, blank, touched) for blank in plan.blanks(sheet)]
    tallies = [tally for _, tally in pairs]
    return tuple([result for result, _ in pairs]), Tally(
        sum(tally.earned for tally in tallies),
        sum(tally.possible for tally in tallies),
        sum(tally.unexamined for tally in tallies),
    )


def _item(sheet: Sheet, plan: Plan, blank: Blank, touched: Set[str]) -> tuple[ItemResult, Tally]:
    """Step 3: an item is the sum of its sub-items; only the touched ones differ from those of a blank sheet."""
    results = list(blank.results)
    lost: Number = 0
    for index, part in enumerate(blank.parts):
        if part.sub_item.id in touched:
            results[index], left = _sub_item(sheet, plan, part)
            lost += part.points - left
    tally = blank.tally._replace(earned=blank.tally.earned - lost) if lost else blank.tally
    return ItemResult(blank.item, tuple(results), *[plan.in_points[number] for number in tally]), tally


def _sub_item(sheet: Sheet, plan: Plan, part: Part) -> tuple[SubItemResult, Number]:
    """Step 2: the rules of a sub-item, in the standard's order, each take effect until its points are used up.

    Returns its result, and what is left of its points in units.
    """
    left: Number = part.points
    lost: Number = 0
    deductions = []
    for rule, deduct in zip(part.sub_item.rules, part.deducts, strict=True):
        if facts := sheet.facts.get(rule.id):
            nominal = plan.nominal(part, rule.id, deduct, facts)
            effective = min(nominal, left)
            left -= effective
            lost += nominal
            deductions.append(Deduction(rule, plan.in_points[nominal], plan.in_points[effective], facts))
    state: State = "not-met" if lost else "met"
    return SubItemResult(part.sub_item, state, plan.in_points[left], tuple(deductions)), left


def _base(standard: Standard, plan: Plan, tally: Tally, *, full: bool) -> Number:
    """Step 4: the total of the sub-items, of what is possible; 0 where nothing is.

    With `full` each unexamined sub-item counts in full, otherwise as 0 (step 8).
    """
    earned = tally.earned + tally.unexamined if full else tally.earned
    if tally.possible == plan.points:
        return plan.in_points[earned]
    return ratio(earned * standard.points, tally.possible) if tally.possible else 0


def bonus_of(edition: Edition, facts: Mapping[str, Sequence[Fact]]) -> Number:
    """Step 5: what the bonus rules add, capped by rule and by section."""
    section = edition.standard.bonus
    points = sum(granted(edition.bonus_rules[rule].add, findings_of(found)) for rule, found in facts.items())
    return min(points, section.max) if section and section.max is not None else plain(points)


def _total(standard: Standard, base: Number, bonus: Number) -> Number:
    """Step 5: the total with its bonus, never above the standard's points."""
    return min(plain(base + bonus), standard.points) if bonus else base
