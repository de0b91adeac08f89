"""A record as the entries of a form, by sheet and cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias, assert_never

from aidscore.form.beginning import Beginning
from aidscore.form.columns import letter
from aidscore.form.layout import ClauseRows, Layout
from aidscore.form.lists import Lists
from aidscore.model.form import TICK, SheetKey, element_field
from aidscore.model.quantity import Number, exact
from aidscore.model.record import Finding, Record
from aidscore.model.rule import (
    All,
    Bands,
    Each,
    Fixed,
    Levels,
    Measured,
    Missing,
    Proportion,
    Range,
    Shortfall,
)
from aidscore.words import _

Entered: TypeAlias = str | int | Decimal | date
Entry: TypeAlias = tuple[SheetKey, str, Entered]
"""A sheet, a cell, and what is entered there."""
Entries: TypeAlias = Mapping[tuple[SheetKey, str], Entered]
"""What is entered, by sheet and cell."""

MOST_DIGITS = 15
"""The most digits of a number in a cell; longer ones are entered as text."""
FIRST_DATE = date(1900, 3, 1)
"""Spreadsheets disagree about earlier days; those are entered as text."""


def entries_of(layout: Layout, lists: Lists, record: Record) -> Iterator[Entry]:
    """All entries of a record."""
    yield from _visit(layout, lists, record)
    yield from _scope(layout, record)
    yield from _findings(layout, lists, record)


def begun(layout: Layout, lists: Lists, beginning: Beginning) -> Iterator[Entry]:
    """What is filled in before a visit."""
    contents: dict[str, Entered | None] = {
        "center": lists.word("center", beginning.center.id) if beginning.center else None,
        "channel": lists.word("channel", beginning.channel) if beginning.channel else None,
        "date": beginning.day,
    }
    for name, content in contents.items():
        if content is not None:
            yield "visit", layout.visit_cell(name), content


def unsayable(record: Record) -> str | None:
    """Why a form cannot hold a record without changing it; None where it can."""
    for finding in record.findings:
        texts = [finding.note or "", finding.status_note or "", *finding.evidence]
        if any("\r" in text for text in texts) or any("\n" in text for text in finding.evidence):
            return _("{rule}: a form cannot say a line break within a piece of evidence", rule=finding.rule)
        if len(set(finding.missing or ())) < len(finding.missing or ()):
            return _("{rule}: a form cannot say an element twice", rule=finding.rule)
    return None


def _visit(layout: Layout, lists: Lists, record: Record) -> Iterator[Entry]:
    """Who was visited, when, how, by whom."""
    contents: dict[str, Entered | None] = {
        "center": lists.word("center", record.center),
        "channel": lists.word("channel", record.channel),
        "date": record.date if record.date >= FIRST_DATE else record.date.isoformat(),
        "visit": record.visit,
        "examined": lists.word("scope", "all" if record.examined == "all" else "listed"),
        "declared_score": None if record.declared_score is None else number(record.declared_score),
    }
    for name, content in contents.items():
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
        for name, content in (*_measure(rows, finding), *_remarks(lists, finding)):
            yield rows.sheet, slot.cells[name], content


def _measure(rows: ClauseRows, finding: Finding) -> Iterator[tuple[str, Entered]]:
    """How much a finding says, or that something was found at all."""
    match rows.deduct:
        case None | Fixed() | All():
            yield "found", TICK
        case Each() if finding.sample is None:
            yield "count", TICK if finding.count is None else finding.count
        case Missing():
            yield from ((element_field(key), TICK) for key in finding.missing or ())
        case Range():
            yield "points", number(finding.points or 0)
        case Levels():
            yield "level", finding.level or ""
            if finding.count is not None:
                yield "count", finding.count
        case Each() | Shortfall() | Proportion() | Bands():
            yield from _measured(finding, is_share=isinstance(rows.deduct, Measured) and rows.deduct.is_share)
        case _:
            assert_never(rows.deduct)


def _measured(finding: Finding, *, is_share: bool) -> Iterator[tuple[str, Entered]]:
    """The value or the sample of a finding; a share is entered as it was written."""
    if finding.sample is not None:
        yield "drawn", finding.sample.drawn
        yield "failed", finding.sample.failed
    if finding.value is not None:
        yield "value", str(finding.value) if is_share else number(finding.value.value)


def _remarks(lists: Lists, finding: Finding) -> Iterator[tuple[str, Entered]]:
    """The remarks of a finding."""
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
