"""Sheets: what is scored at once, the findings of one record or of a worked example (spec, section 6, step 1)."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.model.record import Finding, NotApplicable, counts_to
from aidscore.model.results import Fact, Sheet
from aidscore.model.standard import Edition


def sheet_of(
    edition: Edition,
    examined: str | Sequence[str],
    not_applicable: Sequence[NotApplicable],
    facts: Sequence[Fact],
) -> Sheet:
    """The sheet of one record, or of one worked example, without the withdrawn findings (step 1).

    `not_applicable` wins over `examined` where both name a sub-item.
    """
    inapplicable = frozenset(entry.sub_item for entry in not_applicable)
    by_clause: dict[str, list[Fact]] = {}
    for fact in facts:
        if counts_to(fact.finding):
            by_clause.setdefault(fact.finding.rule, []).append(fact)
    counting = {clause: tuple(found) for clause, found in by_clause.items()}
    return Sheet(edition, examined_sub_items(edition, examined) - inapplicable, inapplicable, counting)


def examined_sub_items(edition: Edition, examined: str | Sequence[str]) -> frozenset[str]:
    """The ids of the sub-items that `examined` names: `all`, or a list of items and sub-items."""
    if isinstance(examined, str):
        return frozenset(edition.sub_items)
    named: set[str] = set()
    for name in examined:
        if name in edition.items:
            named.update(sub_item.id for sub_item in edition.items[name].sub_items)
        else:
            named.add(name)
    return frozenset(named)


def findings_of(facts: Sequence[Fact]) -> list[Finding]:
    """The findings of facts, in their order."""
    return [fact.finding for fact in facts]
