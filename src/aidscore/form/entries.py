"""A record as the entries of a form: what stands in which input."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from aidscore.form.layout import ClauseRows, Layout, Slot, letter
from aidscore.form.lists import Lists
from aidscore.model.form import TICK, SheetKey, element_field
from aidscore.model.quantity import Number, exact
from aidscore.model.record import Finding, Record
from aidscore.model.rule import Measured
from aidscore.words import _

Content: TypeAlias = str | int | Decimal | date
Entry: TypeAlias = tuple[SheetKey, str, Content]
"""A sheet, a cell, and what is entered there."""

MOST_DIGITS = 15
"""A cell keeps numbers of so many digits; longer ones are entered as text."""
FIRST_DATE = date(1900, 3, 1)
"""Spreadsheets disagree about earlier days; those are entered as text."""


def entries_of(layout: Layout, lists: Lists, record: Record) -> Iterator[Entry]:
    """Everything that a record says, as entries."""
    yield from _visit(layout, lists, record)
    yield from _scope(layout, record)
    yield from _findings(layout, lists, record)


def unsayable(record: Record) -> str | None:
    """What a form has no way to say, and would give back as something else; None where it can say all."""
    for finding in record.findings:
        texts = [finding.note or "", finding.status_note or "", *finding.evidence]
        if any("\r" in said for said in texts) or any("\n" in said for said in finding.evidence):
            return _("{rule}: a form cannot say a line break within a piece of evidence", rule=finding.rule)
        if len(set(finding.missing or ())) < len(finding.missing or ()):
            return _("{rule}: a form cannot say an element twice", rule=finding.rule)
    return None


def _visit(layout: Layout, lists: Lists, record: Record) -> Iterator[Entry]:
    """Who was visited, when, how, by whom."""
    said: dict[str, Content | None] = {
        "center": lists.word("center", record.center),
        "channel": lists.word("channel", record.channel),
        "date": record.date if record.date >= FIRST_DATE else record.date.isoformat(),
        "visit": record.visit,
        "examined": lists.word("scope", "all" if record.examined == "all" else "listed"),
        "declared_score": None if record.declared_score is None else number(record.declared_score),
    }
    for name, content in said.items():
        if content is not None:
            yield "visit", layout.visit_cell(name), content
    for place, inspector in enumerate(record.inspectors or (), 1):
        row = layout.inspector_row(place)
        yield "visit", f"{letter('visit', 'value')}{row}", inspector.name
        if inspector.center is not None:
            yield "visit", f"{letter('visit', 'more')}{row}", lists.word("from", inspector.center)


def _scope(layout: Layout, record: Record) -> Iterator[Entry]:
    """What was examined, and what does not apply."""
    rows = {item.item.id: item.row for item in layout.items}
    rows |= {part.sub_item.id: part.row for _, part in layout.sub_items()}
    for place, name in enumerate(record.examined if record.examined != "all" else (), 1):
        yield "scores", f"{letter('scores', 'amount')}{rows[name]}", TICK
        yield "scores", f"{letter('scores', 'order')}{rows[name]}", place
    for place, entry in enumerate(record.not_applicable, 1):
        yield "scores", f"{letter('scores', 'note')}{rows[entry.sub_item]}", entry.reason
        yield "scores", f"{letter('scores', 'order-na')}{rows[entry.sub_item]}", place


def _findings(layout: Layout, lists: Lists, record: Record) -> Iterator[Entry]:
    """The findings, each in the next free row of its clause."""
    clauses = {rows.clause.id: rows for rows in layout.clauses()}
    used: Counter[str] = Counter()
    for place, finding in enumerate(record.findings, 1):
        rows = clauses[finding.rule]
        slot = rows.slots[used[finding.rule]]
        used[finding.rule] += 1
        yield rows.sheet, f"{letter(rows.sheet, 'order')}{slot.first}", place
        for order, key in enumerate(finding.missing or (), 1):
            row = slot.cells[element_field(key)].removeprefix(letter(rows.sheet, "amount"))
            yield rows.sheet, f"{letter(rows.sheet, 'order-na')}{row}", order
        for name, content in (*_measure(rows, slot, finding), *_remarks(lists, finding)):
            yield rows.sheet, slot.cells[name], content


def _measure(rows: ClauseRows, slot: Slot, finding: Finding) -> Iterator[tuple[str, Content]]:
    """How much a finding says, or that something was found at all."""
    if finding.sample is not None:
        yield "drawn", finding.sample.drawn
        yield "failed", finding.sample.failed
    elif finding.count is not None:
        yield "count", finding.count
    elif rows.kind == "each":
        yield "count", TICK
    for key in finding.missing or ():
        yield element_field(key), TICK
    if finding.points is not None:
        yield "points", number(finding.points)
    if finding.level is not None:
        yield "level", finding.level
    if finding.value is not None:
        share = isinstance(rows.deduct, Measured) and rows.deduct.is_share
        yield "value", str(finding.value) if share else number(finding.value.value)
    if "found" in slot.cells:
        yield "found", TICK


def _remarks(lists: Lists, finding: Finding) -> Iterator[tuple[str, Content]]:
    """What is said beside how much."""
    if finding.note is not None:
        yield "note", finding.note
    if finding.evidence:
        yield "evidence", "\n".join(finding.evidence)
    if finding.status != "confirmed":
        yield "status", lists.word("status", finding.status)
    if finding.status_note is not None:
        yield "status_note", finding.status_note


def number(value: Number) -> Decimal | str:
    """A decimal as a cell keeps it; one with too many digits as text."""
    written = exact(value)
    return Decimal(written) if len(written.replace(".", "").lstrip("0")) <= MOST_DIGITS else written
