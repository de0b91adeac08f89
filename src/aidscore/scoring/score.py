"""One sheet scored: the steps of the spec's section 6 in their order, one function each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import lcm
from typing import NamedTuple

from aidscore.model.quantity import Number, plain, ratio
from aidscore.model.record import Finding, NotApplicable
from aidscore.model.results import (
    Assessment,
    Bounds,
    Deduction,
    Fact,
    ItemResult,
    Reason,
    Sheet,
    State,
    SubItemResult,
)
from aidscore.model.rule import Deduct
from aidscore.model.standard import Edition, Item, Standard, SubItem, Verdict
from aidscore.scoring.deduct import amounts, granted, nominal, scaled


def sheet_of(
    edition: Edition,
    examined: str | Sequence[str],
    not_applicable: Sequence[NotApplicable],
    facts: Sequence[Fact],
) -> Sheet:
    """The sheet of one record, or of one worked example: withdrawn findings leave (step 1)."""
    inapplicable = frozenset(entry.sub_item for entry in not_applicable)
    by_clause: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.finding.status != "withdrawn":
            by_clause.setdefault(fact.finding.rule, []).append(fact)
    counting = {clause: tuple(found) for clause, found in by_clause.items()}
    return Sheet(edition, examined_sub_items(edition, examined) - inapplicable, inapplicable, counting)


def examined_sub_items(edition: Edition, examined: str | Sequence[str]) -> frozenset[str]:
    """The ids of the sub-items that `examined` names: `all`, items, sub-items."""
    if isinstance(examined, str):
        return frozenset(edition.sub_items)
    named: set[str] = set()
    for name in examined:
        if name in edition.items:
            named.update(sub_item.id for sub_item in edition.items[name].sub_items)
        else:
            named.add(name)
    return frozenset(named)


KEPT = 1 << 12
"""How many numbers are kept, so that no file can fill the memory."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A sub-item as sheets are added up: points and rules in units, and its result wherever no rule has a finding."""

    sub_item: SubItem
    points: int
    deducts: tuple[Deduct, ...]
    met: SubItemResult
    not_examined: SubItemResult
    not_applicable: SubItemResult


@dataclass(frozen=True, slots=True)
class _Plan:
    """A standard made ready for adding up: every number a whole number of units, as ints are ten times as fast."""

    standard: Standard
    unit: int
    """How many units make a point."""
    points: int
    parts: Mapping[str, tuple[_Part, ...]]
    """The sub-items of each item."""

    in_points: _Points
    """Numbers of units in points."""
    known: dict[tuple[object, ...], Number]
    """What rules with a single finding deduct, in units, by the rule and what the finding measures."""
    blanks: dict[tuple[frozenset[str], frozenset[str]], tuple[_Blank, ...]]
    """The items of sheets without a finding, by what was examined and what does not apply."""


class _Tally(NamedTuple):
    """Points earned, possible, and possible but not examined, in units."""

    earned: Number
    possible: int
    unexamined: int


class _Blank(NamedTuple):
    """An item of a sheet without a finding: a part and a result for each sub-item, and their tally."""

    item: Item
    parts: tuple[_Part, ...]
    results: tuple[SubItemResult, ...]
    tally: _Tally


class _Points(dict[Number, Number]):
    """Numbers of units in points; the same few hundred come up in every sheet, so they are kept."""

    def __init__(self, unit: int) -> None:
        self.unit = unit

    def __missing__(self, units: Number) -> Number:
        points = ratio(units, self.unit)
        if len(self) < KEPT:
            self[units] = points
        return points


def _plan(edition: Edition) -> _Plan:
    """The plan of a standard, made once."""
    plan = edition.prepared.get(_Plan)
    if not isinstance(plan, _Plan) or plan.standard is not edition.standard:
        plan = edition.prepared[_Plan] = _prepared(edition)
    return plan


def _prepared(edition: Edition) -> _Plan:
    """The plan of a standard."""
    standard = edition.standard
    numbers = [number for _, rule in edition.rules.values() for number in amounts(rule.deduct)]
    numbers += [sub_item.points for sub_item in edition.sub_items.values()]
    unit = lcm(*(number.denominator for number in numbers))
    parts = {item.id: tuple(_part(standard, sub_item, unit) for sub_item in item.sub_items) for item in standard.items}
    points = sum(part.points for whole in parts.values() for part in whole)
    return _Plan(standard, unit, points, parts, _Points(unit), {}, {})


def _part(standard: Standard, sub_item: SubItem, unit: int) -> _Part:
    """The part of a plan that is one sub-item."""
    given: Number | None = {"rescale": None, "full": sub_item.points, "zero": 0}[standard.not_applicable]
    return _Part(
        sub_item,
        int(sub_item.points * unit),
        tuple(scaled(rule.deduct, unit) for rule in sub_item.rules),
        SubItemResult(sub_item, "met", sub_item.points),
        SubItemResult(sub_item, "not-examined", None),
        SubItemResult(sub_item, "not-applicable", given),
    )


def score(sheet: Sheet) -> Assessment:
    """What a sheet comes out as."""
    edition, standard, plan = sheet.edition, sheet.edition.standard, _plan(sheet.edition)
    items, tally = _items(sheet, plan)
    vetoes = {veto: sheet.facts[veto] for veto in edition.vetoes if veto in sheet.facts}
    bonuses = {rule: sheet.facts[rule] for rule in edition.bonus_rules if rule in sheet.facts}
    bonus = 0 if vetoes else _bonus(edition, bonuses)
    applicable = len(sheet.not_applicable) < len(edition.sub_items)
    complete = applicable and not tally.unexamined

    base = _base(standard, plan, tally, full=False)
    full = base if complete else _base(standard, plan, tally, full=True)
    zero = any(edition.vetoes[veto].effect == "zero" for veto in vetoes)
    low, high = (0, 0) if zero else (_total(standard, base, bonus), _total(standard, full, bonus))

    failures = [Reason("veto", veto) for veto in vetoes]
    if applicable:
        failures += _misses(standard, items, high, full=True)
    verdict, reasons = _verdict(standard, items, low, failures, complete, applicable)
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


def _items(sheet: Sheet, plan: _Plan) -> tuple[tuple[ItemResult, ...], _Tally]:
    """Steps 2 to 4: every item, and the sum of them."""
    rules = sheet.edition.rules
    touched = {rules[clause][0].id for clause in sheet.facts if clause in rules} & sheet.examined
    pairs = [_item(sheet, plan, blank, touched) for blank in _blanks(sheet, plan)]
    tallies = [tally for _, tally in pairs]
    return tuple([result for result, _ in pairs]), _Tally(
        sum(tally.earned for tally in tallies),
        sum(tally.possible for tally in tallies),
        sum(tally.unexamined for tally in tallies),
    )


def _item(sheet: Sheet, plan: _Plan, blank: _Blank, touched: Set[str]) -> tuple[ItemResult, _Tally]:
    """Steps 3 and 4: the item is the sum of its sub-items; only those with a finding differ from the blank sheet's."""
    results = list(blank.results)
    lost: Number = 0
    for index, part in enumerate(blank.parts):
        if part.sub_item.id in touched:
            results[index], left = _deducted(sheet, plan, part)
            lost += part.points - left
    tally = blank.tally._replace(earned=blank.tally.earned - lost) if lost else blank.tally
    return ItemResult(blank.item, tuple(results), *[plan.in_points[number] for number in tally]), tally


def _blanks(sheet: Sheet, plan: _Plan) -> tuple[_Blank, ...]:
    """Every item as it is without a finding; records examine the same few sets of sub-items over and over."""
    known = (sheet.examined, sheet.not_applicable)
    blanks = plan.blanks.get(known)
    if blanks is None:
        blanks = tuple(_blank(sheet, plan, item) for item in plan.standard.items)
        if len(plan.blanks) < KEPT:
            plan.blanks[known] = blanks
    return blanks


def _blank(sheet: Sheet, plan: _Plan, item: Item) -> _Blank:
    """An item without a finding; what does not apply is no longer possible under rescale."""
    policy = plan.standard.not_applicable
    earned = possible = unexamined = 0
    results = []
    for part in plan.parts[item.id]:
        name, points = part.sub_item.id, part.points
        possible += points
        if name in sheet.not_applicable:
            results.append(part.not_applicable)
            earned += points if policy == "full" else 0
            possible -= points if policy == "rescale" else 0
        elif name not in sheet.examined:
            results.append(part.not_examined)
            unexamined += points
        else:
            results.append(part.met)
            earned += points
    return _Blank(item, plan.parts[item.id], tuple(results), _Tally(earned, possible, unexamined))


def _deducted(sheet: Sheet, plan: _Plan, part: _Part) -> tuple[SubItemResult, Number]:
    """Step 2: the sub-item's rules, in the standard's order, each take effect until its points are used up.

    The second number is what is left, in units.
    """
    left: Number = part.points
    lost: Number = 0
    deductions = []
    for rule, deduct in zip(part.sub_item.rules, part.deducts, strict=True):
        if facts := sheet.facts.get(rule.id):
            points = _nominal(plan, part, rule.id, deduct, facts)
            effective = min(points, left)
            left -= effective
            lost += points
            deductions.append(Deduction(rule, plan.in_points[points], plan.in_points[effective], facts))
    state: State = "not-met" if lost else "met"
    return SubItemResult(part.sub_item, state, plan.in_points[left], tuple(deductions)), left


def _nominal(plan: _Plan, part: _Part, rule: str, deduct: Deduct, facts: Sequence[Fact]) -> Number:
    """What a rule deducts, in units; what one finding alone deducts is looked up, since the same ones come up again."""
    if len(facts) > 1:
        return nominal(deduct, findings_of(facts), part.points, plan.unit)
    finding = facts[0].finding
    measures = (
        rule,
        finding.count,
        finding.sample,
        finding.missing,
        finding.points,
        finding.level,
        finding.value,
    )
    points = plan.known.get(measures)
    if points is None:
        points = nominal(deduct, [finding], part.points, plan.unit)
        if len(plan.known) < KEPT:
            plan.known[measures] = points
    return points


def _base(standard: Standard, plan: _Plan, tally: _Tally, *, full: bool) -> Number:
    """The total after step 4, each unexamined sub-item counted as full or as 0; 0 where nothing is possible."""
    earned = tally.earned + tally.unexamined if full else tally.earned
    if tally.possible == plan.points:
        return plan.in_points[earned]
    return ratio(earned * standard.points, tally.possible) if tally.possible else 0


def _total(standard: Standard, base: Number, bonus: Number) -> Number:
    """The total with its bonus, never above the standard's points."""
    return min(plain(base + bonus), standard.points) if bonus else base


def _bonus(edition: Edition, facts: Mapping[str, Sequence[Fact]]) -> Number:
    """Step 5: what the bonus rules add, capped by rule and by section."""
    section = edition.standard.bonus
    points = sum(granted(edition.bonus_rules[rule].add, findings_of(found)) for rule, found in facts.items())
    return min(points, section.max) if section and section.max is not None else plain(points)


def floor_score(item: ItemResult, standard: Standard, *, full: bool = False) -> Number | None:
    """An item's score as its floor tests it (step 7); None where nothing of the item is possible."""
    if not item.possible:
        return None
    earned = item.earned + item.unexamined if full else item.earned
    return earned if item.possible == item.item.points else ratio(earned * item.item.points, item.possible)


def _misses(standard: Standard, items: Sequence[ItemResult], total: Number, *, full: bool) -> Iterator[Reason]:
    """Step 7: the pass mark and the floors that are not reached."""
    if total < standard.pass_mark:
        unfinished = any(item.unexamined for item in items)
        yield Reason("below-pass-mark", None, {"total": total, "mark": standard.pass_mark, "at_most": unfinished})
    for item in items:
        floor = item.item.pass_score
        reached = floor_score(item, standard, full=full) if floor is not None else None
        if reached is not None and floor is not None and reached < floor:
            unfinished = bool(item.unexamined)
            arguments = {"name": item.item.name, "score": reached, "floor": floor, "at_most": unfinished}
            yield Reason("item-below-floor", item.item.id, arguments)


def _verdict(
    standard: Standard,
    items: Sequence[ItemResult],
    low: Number,
    failures: Sequence[Reason],
    complete: bool,
    applicable: bool,
) -> tuple[Verdict, tuple[Reason, ...]]:
    """Steps 7 and 8: fail with every reason; else pass where even the low bound passes; else undecided."""
    if not applicable:
        return ("fail" if failures else "undecided"), (*failures, Reason("nothing-applicable"))
    open_end = () if complete else (Reason("not-fully-examined", None, {"ids": _unexamined(items)}),)
    if failures:
        return "fail", (*failures, *open_end)
    if complete or not any(_misses(standard, items, low, full=False)):
        return "pass", open_end
    return "undecided", open_end


def _unexamined(items: Sequence[ItemResult]) -> tuple[str, ...]:
    """The ids of the sub-items that were not examined."""
    return tuple(part.sub_item.id for item in items for part in item.sub_items if part.state == "not-examined")


def grade_of(standard: Standard, total: Number, verdict: str) -> str | None:
    """The grade of an exact total; where the verdict is fail, at most the first one below the pass mark."""
    for grade in standard.grades:
        if grade.start <= total and (verdict != "fail" or grade.start < standard.pass_mark):
            return grade.name
    return None


def findings_of(facts: Sequence[Fact]) -> list[Finding]:
    """The findings of facts."""
    return [fact.finding for fact in facts]
