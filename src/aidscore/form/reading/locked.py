"""Checks the locked cells of a form against what the form was made with (see `aidscore.form.locked`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from aidscore.diagnostics.message import Diagnostic
from aidscore.form.lists import texts_of
from aidscore.form.locked import (
    FORMULA,
    LISTS_DIGEST,
    LOCKED,
    LockedRow,
    digest_of,
    digest_of_mark,
    mark_of_cell,
    quoted_text,
)
from aidscore.form.reading.sheets import MOST_NAMED, FormSheet
from aidscore.model.form import HIDDEN_COLUMNS, fields_of
from aidscore.words import N_, _
from aidscore.xlsx.cells import Cell

A_FORMULA, NOTHING, ITS_LISTS = N_("a formula"), N_("nothing"), N_("the lists that the form was made with")
SHOWN = 60
"""The most characters of a text that are quoted."""


def locked_problems(sheets: Sequence[FormSheet]) -> Iterator[Diagnostic]:
    """Locked cells that were overwritten, and entries where the form has no input."""
    for lists in sheets:
        if lists.key == "lists":
            columns = list_columns(lists)
            yield from _lists_problems(lists, columns)
            for sheet in sheets:
                yield from islice(_sheet_problems(sheet, lists, columns), MOST_NAMED)


def keeps_locked_cells(sheets: Sequence[FormSheet]) -> bool:
    """Whether a form keeps its locked cells; older ones do not."""
    return any(LISTS_DIGEST in sheet.columns for sheet in sheets if sheet.key == "lists")


def list_columns(lists: FormSheet) -> dict[str, list[str]]:
    """The texts below each title of the sheet of lists."""
    titles = {column: title for title, column in lists.columns.items()}
    columns: dict[str, list[str]] = {title: [] for title in lists.columns}
    for (row, column), cell in sorted(lists.sheet.cells.items()):
        if row > 1 and column in titles:
            columns[titles[column]].append(cell.text)
    return columns


def _lists_problems(lists: FormSheet, columns: Mapping[str, Sequence[str]]) -> Iterator[Diagnostic]:
    """Lists that were changed."""
    own = takewhile(lambda column: not column[0].startswith(LOCKED), columns.items())
    if digest_of(texts_of(own)) not in columns[LISTS_DIGEST]:
        yield Diagnostic("locked-cell-changed", lists.place((1, 1)), {"text": lists.key, "expected": _(ITS_LISTS)})


def _sheet_problems(sheet: FormSheet, lists: FormSheet, columns: Mapping[str, Sequence[str]]) -> Iterator[Diagnostic]:
    """The locked cells of a sheet that were overwritten."""
    try:
        rows = [LockedRow.of(text) for text in columns.get(f"{LOCKED}{sheet.key}", ())]
    except (ValueError, TypeError):
        yield Diagnostic("locked-cell-changed", lists.place((1, 1)), {"text": sheet.key, "expected": _(ITS_LISTS)})
        return
    if rows:
        yield from _Comparison.of(sheet, rows).problems()


@dataclass(frozen=True)
class _Comparison:
    """A sheet beside its rows as they were made."""

    sheet: FormSheet
    named: Mapping[tuple[str, str], LockedRow]
    """The rows with an id, by it and by their inputs."""
    nameless: Mapping[int, LockedRow]
    """The other rows, by their number."""
    names: Mapping[int, str]
    """The keys of the columns."""
    known: frozenset[tuple[str, str]]
    """The contents of the other rows, as column and digest: they may have been moved."""
    last: int

    @classmethod
    def of(cls, sheet: FormSheet, rows: Sequence[LockedRow]) -> _Comparison:
        """The comparison of a sheet."""
        nameless = {row.number: row for row in rows if not row.id}
        known = {(column, digest_of_mark(mark)) for row in nameless.values() for column, mark in row.marks.items()}
        named = {(row.id, row.fields): row for row in rows if row.id}
        names = {column: key for key, column in sheet.columns.items()} | {1: HIDDEN_COLUMNS[0]}
        return cls(sheet, named, nameless, names, frozenset(known), max(row.number for row in rows))

    def problems(self) -> Iterator[Diagnostic]:
        """Every cell that is not as it was made, in the order of the sheet."""
        by_row: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in self.sheet.sheet.cells.items():
            by_row.setdefault(row, {})[column] = cell
        for number in sorted(by_row):
            if number > 1:
                yield from self._row_problems(number, by_row[number])

    def _row_problems(self, number: int, cells: Mapping[int, Cell]) -> Iterator[Diagnostic]:
        """The cells of a row that are not as they were made."""
        names = self.names
        texts = {names[column]: cell.text for column, cell in cells.items() if column in names}
        id_, fields = texts.get("id", ""), texts.get("fields", "")
        row = self.named.get((id_, fields))
        inputs = {column for _field, column in fields_of(fields)} if row else set()
        for column, cell in sorted(cells.items()):
            key = names.get(column)
            if key in inputs or (row is None and id_ and key == "fields"):
                continue
            expected = self._expected(row, number, key, cell)
            if expected is not None:
                yield self._problem((number, column), key, cell.text, expected)
        for key, mark in row.marks.items() if row else ():
            if key in self.sheet.columns and key not in texts and mark != FORMULA:
                yield self._problem((number, self.sheet.columns[key]), key, "", mark)

    def _expected(self, row: LockedRow | None, number: int, key: str | None, cell: Cell) -> str | None:
        """The mark of the content that a cell was made with; None where it still has it."""
        mark = mark_of_cell(cell)
        if row is not None:
            expected = row.marks.get(key or "", "")
            return None if digest_of_mark(mark) == digest_of_mark(expected) else expected
        if (key, digest_of_mark(mark)) in self.known:
            return None
        nameless = self.nameless.get(number)
        return nameless.marks.get(key or "", "") if nameless else ""

    def _problem(self, at: tuple[int, int], key: str | None, text: str, mark: str) -> Diagnostic:
        """The problem of a cell: a content that was overwritten, or an entry where there is no input."""
        inputs = {column for named in self.named.values() for _field, column in fields_of(named.fields)}
        if not mark and (key is None or key in inputs or at[0] > self.last):
            return Diagnostic("outside-the-form", self.sheet.place(at), {"text": text[:SHOWN]})
        expected = _(A_FORMULA) if mark == FORMULA else quoted_text(mark) or _(NOTHING)
        return Diagnostic("locked-cell-changed", self.sheet.place(at), {"text": text[:SHOWN], "expected": expected})
