"""Checks of a standard: every refusal and warning of the spec's section 3."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from aidscore.check import elements, run
from aidscore.check.rules import RULE_CHECKS, not_descending
from aidscore.check.worked_examples import examples_hold
from aidscore.model.quantity import Quantity, exact
from aidscore.model.source import KeyPath, Problem
from aidscore.model.standard import BonusRule, Item, Rule, Standard, SubItem, Veto

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
    yield from run((examples_hold,), standard, whole and not any(duplicate_ids(standard)))


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
    yield from not_descending(starts, ("grades",), "grades-out-of-order")
    if standard.grades and standard.grades[-1].start != 0:
        path = ("grades", len(standard.grades) - 1, "from")
        yield Problem("last-not-from-zero", path, {"from": exact(standard.grades[-1].start)})


def period_runs_forward(standard: Standard) -> Iterator[Problem]:
    """`effective` does not end before it starts."""
    period = standard.effective
    if period.end is not None and period.end < period.start:
        yield Problem("reversed-period", ("effective", "to"), {"from": period.start, "to": period.end})


def heirs_are_new(standard: Standard) -> Iterator[Problem]:
    """An id of an earlier version that is continued is not in use, save for another clause that says its own `was`."""
    in_use = {getattr(clause, "id", None): clause for _, clause in clauses(standard)}
    for path, clause in clauses(standard):
        for index, former in enumerate(getattr(clause, "was", None) or ()):
            user = in_use.get(former)
            if user is clause or (user is not None and getattr(user, "was", None) is None):
                yield Problem("former-id-in-use", (*path, "was", index), {"id": former})


def replaces_another(standard: Standard) -> Iterator[Problem]:
    """A version does not replace itself."""
    if standard.replaces == standard.version:
        yield Problem("replaces-itself", ("replaces",), {"version": standard.version})


def corrects_another(standard: Standard) -> Iterator[Problem]:
    """A version does not correct itself."""
    if standard.corrects is not None and standard.corrects == standard.version:
        yield Problem("corrects-itself", ("corrects",), {"version": standard.version})


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


STANDARD_CHECKS = (
    duplicate_ids,
    twin_ids,
    replaces_another,
    corrects_another,
    period_runs_forward,
    summary_is_the_mottos,
    summary_has_its_length,
    items_add_up,
    pass_mark_within_points,
    grades_in_order,
    heirs_are_new,
)
