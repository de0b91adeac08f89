"""`combine: union`: one sheet of all findings of several visits (spec, section 7)."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.model.results import Fact, Sheet, Visit
from aidscore.model.standard import Edition
from aidscore.scoring.sheet import sheet_of


def union(edition: Edition, counting: Sequence[Visit]) -> Sheet:
    """One sheet of all findings of the visits together, which are in order of date.

    A follow-up replaces, for the sub-items that it examined, the findings of all visits of earlier dates. A sub-item is
    not applicable only if no visit examined it.
    """
    facts: dict[str, list[tuple[Visit, Fact]]] = {}
    examined: frozenset[str] = frozenset()
    inapplicable: frozenset[str] = frozenset()
    for visit in counting:
        sheet = _sheet(edition, visit)
        if visit.record.channel == "follow-up":
            _replace_earlier(facts, visit, sheet)
        examined |= sheet.examined
        inapplicable |= sheet.not_applicable
        for clause, found in sheet.facts.items():
            facts.setdefault(clause, []).extend((visit, fact) for fact in found)
    kept = {clause: tuple(fact for _, fact in pairs) for clause, pairs in facts.items() if pairs}
    return Sheet(edition, examined, inapplicable - examined, kept)


def _replace_earlier(facts: dict[str, list[tuple[Visit, Fact]]], visit: Visit, sheet: Sheet) -> None:
    """Take out the facts of earlier dates on the sub-items that a follow-up examined; vetoes and bonuses stay."""
    for sub_item in sheet.examined:
        for rule in sheet.edition.sub_items[sub_item].rules:
            earlier = facts.get(rule.id, ())
            facts[rule.id] = [pair for pair in earlier if pair[0].record.date >= visit.record.date]


def _sheet(edition: Edition, visit: Visit) -> Sheet:
    """The sheet of one visit."""
    record = visit.record
    pairs = zip(record.findings, visit.lines, strict=True)
    facts = [Fact(finding, visit.source, line) for finding, line in pairs]
    return sheet_of(edition, record.examined, record.not_applicable, facts)
