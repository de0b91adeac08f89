"""Checks of a standard: every refusal and warning of the spec's section 3."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from aidscore.check import elements, run
from aidscore.check.findings import check_findings, check_names
from aidscore.check.near import unknown
from aidscore.model.quantity import Number, Quantity, exact, ratio
from aidscore.model.results import Fact
from aidscore.model.rule import All, Bands, Deduct, Each, Fixed, Levels, Missing, Proportion, Range, Shortfall
from aidscore.model.source import KeyPath, Problem
from aidscore.model.standard import BonusRule, Edition, Example, Item, Rule, Standard, SubItem, Veto
from aidscore.scoring.score import score
from aidscore.scoring.sheet import sheet_of

_SENTENCE_END = re.compile("[;；]")


def check_standard(standard: Standard, *, whole: bool) -> Iterator[Problem]:
    """All problems of a standard; its worked examples are computed only where it was read `whole`."""
    yield from run(STANDARD_CHECKS, standard)
    for index, item in elements(standard, "items"):
        at_item: KeyPath = ("items", index)
        yield from run(ITEM_CHECKS, item, at_item)
        for number, sub_item in elements(item, "sub_items"):
            at_sub_item = (*at_item, "sub_items", number)
            yield from run(SUB_ITEM_CHECKS, sub_item, at_sub_item)
            for place, rule in elements(sub_item, "rules"):
                yield from run(RULE_CHECKS, rule, sub_item, (*at_sub_item, "rules", place))
    yield from run((examples_hold,), standard, whole)


def clauses(standard: Standard) -> Iterator[tuple[KeyPath, Item | SubItem | Rule | Veto | BonusRule]]:
    """Everything of a standard that has an id, with its key path."""
    for index, item in elements(standard, "items"):
        yield ("items", index), item
        for number, sub_item in elements(item, "sub_items"):
            yield ("items", index, "sub_items", number), sub_item
            for place, rule in elements(sub_item, "rules"):
                yield ("items", index, "sub_items", number, "rules", place), rule
    for index, veto in elements(standard, "vetoes"):
        yield ("vetoes", index), veto
    for index, bonus_rule in elements(getattr(standard, "bonus", None), "rules"):
        yield ("bonus", "rules", index), bonus_rule


def duplicate_ids(standard: Standard) -> Iterator[Problem]:
    """Items, sub-items, rules, vetoes and bonus rules share one namespace."""
    seen: set[str] = set()
    for path, clause in clauses(standard):
        name = getattr(clause, "id", None)
        if name in seen:
            yield Problem("duplicate-id", (*path, "id"), {"id": name})
        elif name is not None:
            seen.add(name)


def twin_ids(standard: Standard) -> Iterator[Problem]:
    """No two ids are one number for a spreadsheet or on paper: 1.1 and 1.10, A-1 and A-01."""
    seen: dict[str, str] = {}
    for path, clause in clauses(standard):
        if (name := getattr(clause, "id", None)) is None:
            continue
        first = seen.setdefault(_as_numbers(name), name)
        if first != name:
            yield Problem("twin-ids", (*path, "id"), {"id": name, "first": first})


def _as_numbers(name: str) -> str:
    """An id without the zeros that its numbers do not need."""
    short = name.rstrip("0") if re.fullmatch(r"[0-9]+\.[0-9]+", name) else name
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", short)


def items_add_up(standard: Standard) -> Iterator[Problem]:
    """Item points add up to the standard's."""
    total = sum(item.points for item in standard.items)
    if total != standard.points:
        arguments = {"sum": exact(total), "points": exact(standard.points), "name": standard.reference}
        yield Problem("points-do-not-add-up", ("points",), arguments)


def summary_is_the_mottos(standard: Standard) -> Iterator[Problem]:
    """The summary's sentences, split at ; or ；, are the items' mottos in order."""
    if standard.summary is None:
        return
    sentences = [part.strip() for part in _SENTENCE_END.split(standard.summary) if part.strip()]
    for index, item in enumerate(standard.items):
        if item.motto is None:
            yield Problem("motto-missing", ("items", index), {"id": item.id})
    mottos = [item.motto.strip() for item in standard.items if item.motto is not None]
    if len(mottos) == len(standard.items) and sentences != mottos:
        first = next(
            (n for n, pair in enumerate(zip(sentences, mottos, strict=False)) if pair[0] != pair[1]), len(mottos) - 1
        )
        arguments = {
            "number": first + 1,
            "sentence": sentences[first] if first < len(sentences) else "-",
            "motto": mottos[first],
        }
        yield Problem("summary-is-not-the-mottos", ("summary",), arguments)


def summary_has_its_length(standard: Standard) -> Iterator[Problem]:
    """The summary has the declared number of characters, counted without punctuation and spaces."""
    if standard.summary_characters is None:
        return
    count = sum(1 for character in standard.summary or "" if unicodedata.category(character)[0] not in "PZC")
    if count != standard.summary_characters:
        arguments = {"declared": standard.summary_characters, "count": count}
        yield Problem("summary-length-differs", ("summary_characters",), arguments)


def pass_mark_within_points(standard: Standard) -> Iterator[Problem]:
    """The pass mark is at most the points, and a grade's edge where there are grades."""
    mark = standard.pass_mark
    if mark > standard.points:
        arguments = {"mark": exact(mark), "points": exact(standard.points)}
        yield Problem("pass-mark-above-points", ("pass", "score"), arguments)
    elif standard.grades and mark not in [grade.start for grade in standard.grades]:
        edges = tuple(exact(grade.start) for grade in standard.grades)
        yield Problem("pass-mark-is-no-grade", ("pass", "score"), {"mark": exact(mark), "edges": edges})


def grades_in_order(standard: Standard) -> Iterator[Problem]:
    """Grades go down, the last from 0."""
    starts = [Quantity(grade.start) for grade in standard.grades]
    yield from _descending(starts, ("grades",), "grades-out-of-order")
    if standard.grades and standard.grades[-1].start != 0:
        path = ("grades", len(standard.grades) - 1, "from")
        yield Problem("last-not-from-zero", path, {"from": exact(standard.grades[-1].start)})


def _descending(starts: Sequence[Quantity], path: KeyPath, code: str) -> Iterator[Problem]:
    """A problem at each start that is not below the one before."""
    for index, (before, start) in enumerate(pairwise(starts), 1):
        if start.value >= before.value:
            yield Problem(code, (*path, index, "from"), {"from": str(start), "before": str(before)})


def period_runs_forward(standard: Standard) -> Iterator[Problem]:
    """`effective` does not end before it starts."""
    period = standard.effective
    if period.end is not None and period.end < period.start:
        yield Problem("reversed-period", ("effective", "to"), {"from": period.start, "to": period.end})


def heirs_are_new(standard: Standard) -> Iterator[Problem]:
    """An id of an earlier version that is continued is not in use any more."""
    in_use = {getattr(clause, "id", None) for _, clause in clauses(standard)}
    for path, clause in clauses(standard):
        for index, former in enumerate(getattr(clause, "was", ())):
            if former in in_use:
                yield Problem("former-id-in-use", (*path, "was", index), {"id": former})


def replaces_another(standard: Standard) -> Iterator[Problem]:
    """A version does not replace itself."""
    if standard.replaces == standard.version:
        yield Problem("replaces-itself", ("replaces",), {"version": standard.version})


STANDARD_CHECKS = (
    duplicate_ids,
    twin_ids,
    replaces_another,
    period_runs_forward,
    summary_is_the_mottos,
    summary_has_its_length,
    items_add_up,
    pass_mark_within_points,
    grades_in_order,
    heirs_are_new,
)


def sub_items_add_up(item: Item, path: KeyPath) -> Iterator[Problem]:
    """Sub-item points add up to the item's."""
    total = sum(sub_item.points for sub_item in item.sub_items)
    if total != item.points:
        arguments = {"sum": exact(total), "points": exact(item.points), "name": item.id}
        yield Problem("points-do-not-add-up", (*path, "points"), arguments)


def floor_within_item(item: Item, path: KeyPath) -> Iterator[Problem]:
    """An item's floor is at most its points."""
    if item.pass_score is not None and item.pass_score > item.points:
        arguments = {"floor": exact(item.pass_score), "points": exact(item.points), "id": item.id}
        yield Problem("floor-above-item", (*path, "pass_score"), arguments)


ITEM_CHECKS = (sub_items_add_up, floor_within_item)


def has_rules(sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """A sub-item without rules always gives its points."""
    if not sub_item.rules:
        yield Problem("sub-item-without-rules", path, {"id": sub_item.id})


SUB_ITEM_CHECKS = (has_rules,)


def within_sub_item(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """No cap, fixed deduction, band, level or upper end of a range exceeds the sub-item."""
    for place, points in _limits(rule.deduct):
        if points > sub_item.points:
            arguments = {"points": exact(points), "limit": exact(sub_item.points), "id": sub_item.id}
            yield Problem("exceeds-sub-item", (*path, "deduct", *place), arguments)


def _limits(deduct: Deduct) -> Iterator[tuple[KeyPath, Number]]:
    """The points of a rule that its sub-item must be able to bear, each with its key path."""
    if isinstance(deduct, Each | Missing | Range | Levels | Shortfall) and getattr(deduct, "max", None) is not None:
        yield ("max",), deduct.max or 0
    match deduct:
        case Fixed():
            yield (), deduct.fixed
        case Range():
            yield ("range", 1), deduct.high
        case Levels():
            yield from ((("levels", level), points) for level, points in deduct.levels.items())
        case Bands():
            yield from ((("bands", index, "points"), band.points) for index, band in elements(deduct, "bands"))
        case _:
            pass


def range_is_possible(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """A range goes up, and its step fits into it."""
    deduct = rule.deduct
    if not isinstance(deduct, Range):
        return
    low, high, step = deduct.low, deduct.high, deduct.step
    if low > high:
        yield Problem("impossible-range", (*path, "deduct", "range"), {"low": exact(low), "high": exact(high)})
    elif step is not None and not deduct.admits(high):
        arguments = {"step": exact(step), "low": exact(low), "high": exact(high)}
        yield Problem("impossible-step", (*path, "deduct", "step"), arguments)


def bands_in_order(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """Bands go down, the last from 0."""
    if isinstance(rule.deduct, Bands):
        starts = [band.start for band in rule.deduct.bands]
        yield from _descending(starts, (*path, "deduct", "bands"), "bands-out-of-order")
        if starts[-1].value != 0:
            last = (*path, "deduct", "bands", len(starts) - 1, "from")
            yield Problem("last-not-from-zero", last, {"from": str(starts[-1])})


def measure_is_possible(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """A measured rule divides by an amount above 0."""
    deduct = rule.deduct
    if isinstance(deduct, Shortfall) and deduct.every.value == 0:
        yield Problem("not-above-zero", (*path, "deduct", "every"), {"text": str(deduct.every)})
    elif isinstance(deduct, Proportion) and deduct.proportion_of.value == 0:
        yield Problem("not-above-zero", (*path, "deduct", "proportion_of"), {"text": str(deduct.proportion_of)})


def has_basis(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """A clause says where it comes from."""
    if not rule.basis:
        yield Problem("rule-without-basis", path, {"id": rule.id})


def can_deduct(rule: Rule, sub_item: SubItem, path: KeyPath) -> Iterator[Problem]:
    """A rule can change the score."""
    if not _most(rule.deduct):
        yield Problem("rule-never-deducts", path, {"id": rule.id})


def _most(deduct: Deduct) -> Number:
    """More than 0 where there is a finding for which the rule deducts; measured rules deduct most at the value 0."""
    match deduct:
        case Shortfall() if deduct.every.value:
            steps = ratio(deduct.below.value, deduct.every.value)
            return steps // 1 if deduct.partial == "floor" else steps
        case Bands():
            return max(band.points for band in deduct.bands)
        case Fixed() | All() | Each() | Missing() | Range() | Levels() | Shortfall() | Proportion():
            return 1


RULE_CHECKS = (within_sub_item, range_is_possible, bands_in_order, measure_is_possible, has_basis, can_deduct)


def examples_hold(standard: Standard, whole: bool) -> Iterator[Problem]:
    """Worked examples name what exists and come out as they say."""
    edition = Edition.of(standard)
    computable = whole and not any(duplicate_ids(standard))
    for index, example in elements(standard, "examples"):
        path: KeyPath = ("examples", index)
        problems = list(run((check_names, check_findings, expects_what_exists), example, edition, path))
        yield from problems
        if computable and not problems:
            yield from _comes_out(example, edition, path)


def expects_what_exists(example: Example, edition: Edition, path: KeyPath) -> Iterator[Problem]:
    """An expectation names items and grades of the standard."""
    for name in example.expect.items:
        if name not in edition.items:
            yield unknown("unknown-item", (*path, "expect", "items", name), name, edition.items)


def _comes_out(example: Example, edition: Edition, path: KeyPath) -> Iterator[Problem]:
    """Score, items, verdict and grade are those that the example says."""
    facts = [Fact(finding, "", 0) for finding in example.findings]
    assessment = score(sheet_of(edition, example.examined, example.not_applicable, facts))
    expect, at = example.expect, (*path, "expect")
    scores = {item.item.id: item.score for item in assessment.items}
    compared: list[tuple[KeyPath, object, object]] = [
        (("items", name), _said(wanted.value), _said(scores[name])) for name, wanted in expect.items.items()
    ]
    if expect.score is not None:
        compared.insert(0, (("score",), _said(expect.score.value), _said(assessment.total)))
    if expect.verdict is not None:
        compared.append((("verdict",), expect.verdict, assessment.verdict))
    if expect.grade is not None:
        compared.append((("grade",), expect.grade, assessment.grade or "-"))
    for place, wanted_, computed in compared:
        if wanted_ != computed:
            arguments = {"name": example.name, "expected": wanted_, "computed": computed}
            yield Problem("example-differs", (*at, *place), arguments)


def _said(number: Number | None) -> str:
    """A number, or a dash where there is none."""
    return "–" if number is None else exact(number)
