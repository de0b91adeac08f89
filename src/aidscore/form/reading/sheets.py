"""The sheets of a form by their hidden cells: where their rows are, and which of their cells are inputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.form.columns import COLUMN_WORDS, SHEET_WORDS
from aidscore.model.form import FORMAT, HIDDEN_COLUMNS, SheetKey, Stamp, clause_of, fields_of
from aidscore.words import _
from aidscore.xlsx.cells import Address, Area, Cell, Sheet, column_letters

FILLED: tuple[SheetKey, ...] = ("visit", "scores", "vetoes", "bonus")
"""The sheets that people fill in."""
NEEDED: tuple[SheetKey, ...] = ("visit", "scores", "lists")
"""The sheets that every form has."""
MOST_NAMED = 20
"""The most cells of a sheet that are named for the same reason."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An input: the field that it is of, its place, and what was typed there, if anything."""

    field: str
    column: str
    """The key of its column."""
    place: Place
    cell: Cell | None

    @property
    def name(self) -> str:
        """What it is called by those who fill it in: its cell and the title of its column."""
        cell = (self.place.cell or "").rpartition("!")[2]
        return _("{cell} ({column})", cell=cell, column=_(COLUMN_WORDS.get(self.column, self.column)))

    @property
    def is_filled(self) -> bool:
        """Whether anything was typed there."""
        return self.cell is not None


@dataclass(frozen=True, slots=True)
class Row:
    """A row with an id: its inputs, and its other cells by the key of their column."""

    id: str
    place: Place
    entries: tuple[Entry, ...]
    locked: Mapping[str, tuple[Place, Cell]]

    def order(self, key: str) -> float:
        """The position that a form filled from a record gives it; after all others where there is none."""
        found = self.locked.get(key)
        digits = found[1].text if found else ""
        return int(digits) if digits.isascii() and digits.isdigit() else float("inf")


@dataclass(frozen=True)
class FormSheet:
    """A sheet of a form."""

    path: str
    key: SheetKey
    stamp: Stamp
    sheet: Sheet
    columns: Mapping[str, int]
    rows: tuple[Row, ...]

    def place(self, at: Address) -> Place:
        """The place of a cell."""
        return place_of(self.path, self.sheet, at)


def place_of(path: str, sheet: Sheet, at: Address) -> Place:
    """The place of a cell: `form.xlsx:考核评分表!F12`."""
    row, column = at
    return Place(path, row, column, f"{sheet.name}!{column_letters(column)}{row}", sheet.number)


def stamp_of(sheet: Sheet) -> str | None:
    """What A1 of a sheet says, where it is a stamp of any format."""
    found = sheet.cells.get((1, 1))
    family = FORMAT.partition("/")[0] + "/"
    return found.text if found is not None and found.text.startswith(family) else None


def is_read(first: str) -> bool:
    """Whether the sheet with this text in A1 is read: every sheet of a form but the sums, which are only computed."""
    stamp = Stamp.of(first)
    return stamp is not None and stamp.sheet != "sums"


def form_sheet(path: str, sheet: Sheet, stamp: Stamp) -> FormSheet:
    """A sheet with its rows."""
    columns: dict[str, int] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        if row == 1 and column > 1:
            columns.setdefault(cell.text, column)
    by_row: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        by_row.setdefault(row, {})[column] = cell
    key = cast("SheetKey", stamp.sheet)
    rows = [_row(path, sheet, row, by_row[row], columns) for row in sorted(by_row) if row > 1 and 1 in by_row[row]]
    return FormSheet(path, key, stamp, sheet, columns, tuple(rows) if key in FILLED else ())


def _row(path: str, sheet: Sheet, number: int, cells: Mapping[int, Cell], columns: Mapping[str, int]) -> Row:
    """A row with an id."""
    fields = cells.get(columns.get("fields", 0))
    inputs = fields_of(fields.text) if fields else ()
    entries = tuple(
        Entry(field, column, place_of(path, sheet, (number, columns[column])), cells.get(columns[column]))
        for field, column in inputs
        if column in columns
    )
    named = {column for _field, column in inputs}
    locked = {
        key: (place_of(path, sheet, (number, column)), cells[column])
        for key, column in columns.items()
        if key not in named and column in cells
    }
    return Row(cells[1].text, place_of(path, sheet, (number, 1)), entries, locked)


def structure_problems(sheets: Sequence[FormSheet]) -> Iterator[Diagnostic]:
    """What is wrong with sheets, rows and cells, whatever was typed into them."""
    for sheet in sheets:
        for at in islice(sheet.sheet.twice, 1):
            yield Diagnostic("ambiguous-workbook/cell", sheet.place(at))
        for at in sheet.sheet.far:
            yield Diagnostic("outside-the-form", sheet.place(at), {"text": "…"})
        if sheet.key in FILLED:
            yield from _columns_missing(sheet)
            yield from _rows_twice(sheet)
            yield from islice(_merged(sheet), MOST_NAMED)


def _columns_missing(sheet: FormSheet) -> Iterator[Diagnostic]:
    """Columns that rows name for their inputs, and that are not there."""
    wanted = [column for row in sheet.rows for _field, column in fields_of(_written_fields(row))]
    for column in dict.fromkeys(wanted):
        if column not in sheet.columns:
            title = _(COLUMN_WORDS.get(column, column)).replace("\n", "")
            yield Diagnostic("column-missing", sheet.place((1, 1)), {"column": title})


def _written_fields(row: Row) -> str:
    """The hidden cell that names the inputs of a row."""
    return row.locked["fields"][1].text if "fields" in row.locked else ""


def _rows_twice(sheet: FormSheet) -> Iterator[Diagnostic]:
    """Rows that were copied: an input that the form has only once."""
    first: dict[tuple[str, str], Place] = {}
    for row in sheet.rows:
        known = [first[row.id, entry.field] for entry in row.entries if (row.id, entry.field) in first]
        if known:
            yield Diagnostic("row-twice", row.place, {"row": row.place.line, "first": known[0].line})
        for entry in row.entries:
            first.setdefault((row.id, entry.field), entry.place)


def _merged(sheet: FormSheet) -> Iterator[Diagnostic]:
    """Inputs that were merged with other cells, so that nothing can be typed into them."""
    inputs = {row.place.line: [entry.place.column for entry in row.entries] for row in sheet.rows}
    for first, last in sheet.sheet.merged:
        if any(at != first for at in _inside((first, last), inputs)):
            area = f"{column_letters(first[1])}{first[0]}:{column_letters(last[1])}{last[0]}"
            yield Diagnostic("merged-cells", sheet.place(first), {"area": area})


def _inside(area: Area, inputs: Mapping[int, Sequence[int]]) -> Iterator[Address]:
    """The inputs in a rectangle, of those whose columns are known by row."""
    (top, left), (bottom, right) = area
    rows = range(top, bottom + 1) if bottom - top < len(inputs) else [row for row in inputs if top <= row <= bottom]
    for row in rows:
        yield from ((row, column) for column in inputs.get(row, ()) if left <= column <= right)


def outside_problems(sheets: Sequence[FormSheet]) -> Iterator[Diagnostic]:
    """Entries where a form has no input, as far as that is known of a form that does not keep its locked cells."""
    for sheet in sheets:
        if sheet.key in FILLED:
            yield from islice(_outside(sheet), MOST_NAMED)


def _outside(sheet: FormSheet) -> Iterator[Diagnostic]:
    """What was typed below, between and beside the rows of a sheet."""
    inputs = {entry.place.column for row in sheet.rows for entry in row.entries}
    last = max(sheet.columns.values(), default=0)
    numbers = {row.place.line for row in sheet.rows}
    first = min(numbers, default=0)
    for at, cell in sorted(sheet.sheet.cells.items()):
        beside = at[0] > 1 and at[1] > last
        between = at[0] > first and at[0] not in numbers and at[1] in inputs
        if (beside or between) and cell.kind != "formula":
            yield Diagnostic("outside-the-form", sheet.place(at), {"text": cell.text[:40]})
    yield from _beside_inputs(sheet)


def _beside_inputs(sheet: FormSheet) -> Iterator[Diagnostic]:
    """What was typed in the rows of the form, in columns that have inputs in other rows."""
    columns = {column for row in sheet.rows for _field, column in fields_of(_written_fields(row))}
    for row in sheet.rows:
        for column, (place, cell) in row.locked.items():
            words = cell.kind == "formula" or (cell.kind == "text" and clause_of(row.id) is None)
            if column in columns and not words:
                yield Diagnostic("outside-the-form", place, {"text": cell.text[:40]})


def sheet_problems(path: str, sheets: Sequence[FormSheet], others: Sequence[Sheet]) -> Iterator[Diagnostic]:
    """Sheets that are missing, exist twice, belong to another form, or are no part of it."""
    for key in NEEDED:
        if key not in {sheet.key for sheet in sheets}:
            yield Diagnostic("sheet-missing", Place(path), {"sheet": _(SHEET_WORDS[key])})
    seen = Counter[SheetKey]()
    main = next((sheet.stamp for sheet in sheets if sheet.key == "visit"), sheets[0].stamp)
    for sheet in sheets:
        seen[sheet.key] += 1
        if seen[sheet.key] > 1:
            yield Diagnostic("sheet-twice", sheet.place((1, 1)), {"sheet": sheet.sheet.name})
        if (sheet.stamp.standard, sheet.stamp.sha256) != (main.standard, main.sha256):
            arguments = {"here": sheet.stamp.standard, "standard": main.standard}
            yield Diagnostic("sheet-of-another-form", sheet.place((1, 1)), arguments)
    for other in others:
        if other.cells or other.far:
            yield Diagnostic("sheet-not-read", place_of(path, other, (1, 1)), {"sheet": other.name})


def list_words(sheets: Sequence[FormSheet]) -> Mapping[str, Mapping[str, str]]:
    """The lists of a form by their names: each word with its key."""
    lists = next((sheet for sheet in sheets if sheet.key == "lists"), None)
    if lists is None:
        return {}
    filled = lists.sheet.cells
    last = max((row for row, _column in filled), default=1)
    found: dict[str, dict[str, str]] = {}
    for name, column in lists.columns.items():
        if name in HIDDEN_COLUMNS or name.endswith("/units"):
            continue
        words = lists.columns.get(f"{name}/words")
        if words is not None:
            pairs = [(filled.get((row, words)), filled.get((row, column))) for row in range(2, last + 1)]
            found[name] = _unambiguous((word.text, key.text) for word, key in pairs if word and key)
    return found


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Words with their keys, without words that have several."""
    keys: dict[str, set[str]] = {}
    for word, key in pairs:
        keys.setdefault(word, set()).add(key)
    return {word: next(iter(found)) for word, found in keys.items() if len(found) == 1}
