"""The layout of a workbook: the rows of each tab, and the addresses that formulas and charts refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from aidscore.media.workbook_style import Role
from aidscore.model.page import Align, Block, Book, Cell, Chart, Column, Facts, ManyRows, Paragraph, Tab, Table, text
from aidscore.xlsx.cells import column_letters
from aidscore.xlsx.formula import quoted_sheet

FACTS = (Column("", width=28), Column("", width=112))
"""The columns of labels and values."""
UNIT = 14
"""Tables that are not printed beside facts that are have columns of multiples of this width, in half-width characters:
so they share edges.
"""

CHART_ROWS = 13
"""The rows of the usual height that a chart covers."""
INDENT, BORDERS = 3.0, 1.2
"""The part of a column's width that is lost with and without an indent."""
NEAR = 1.0
"""Columns of two tables whose edges are not farther apart, in half-width characters, share an edge."""

_REFERENCE = re.compile(r"\{([^{}]+)\}")


def is_scaled(tab: Tab) -> bool:
    """Whether the tables of a tab are made equally wide: not where only facts are printed."""
    printed = tab.page.blocks[: tab.printed_blocks]
    return tab.printed_blocks is None or any(isinstance(block, Table) for block in printed)


class Line(NamedTuple):
    """A row of a sheet before it has an address."""

    role: Role
    cells: Sequence[Cell]
    columns: Sequence[Column] = ()
    """What its cells stand in; without any the first cell stands in the whole row."""
    table: Table | None = None
    chart: Chart | None = None
    """A chart that begins here, over the empty rows that follow."""
    is_printed: bool = True
    align: Align = "left"
    """The side of a line without columns."""
    number: int = 1
    """How many rows it is; others than one are rows whose cells nobody asked for."""


def lines(book: Book, tab: Tab, *, landmarks: bool = False) -> Iterator[Line]:
    """The rows of a tab from top to bottom. Facts become rows of a label and a value.

    For `landmarks` no rows are made that a table does not keep: they are one line.
    """
    if tab.page.title:
        yield Line("title", [text(tab.page.title)])
    if book.header:
        yield Line("mark", [text(book.header, "open")])
    for number, block in enumerate(tab.page.blocks):
        is_printed = tab.printed_blocks is None or number < tab.printed_blocks
        for line in _lines_of(block, landmarks=landmarks):
            if not _is_in_view(line, tab):
                yield line._replace(is_printed=is_printed)
        for chart in tab.charts:
            if chart.below == number:
                yield Line("blank", [], chart=chart)
                yield from [Line("blank", [])] * CHART_ROWS


def _is_in_view(line: Line, tab: Tab) -> bool:
    """Whether a line is a header that stays in view, and is repeated on every page, from the first table of its tab."""
    first = next((block for block in tab.page.blocks if isinstance(block, Table)), None) if tab.pinned else None
    return line.role == "header" and first is not None and line.table is not first and line.columns == first.columns


def _lines_of(block: Block, *, landmarks: bool) -> Iterator[Line]:
    """The rows of a block."""
    match block:
        case Paragraph(words, tone, align):
            yield Line("mark", [Cell(words, None, tone)], align=align)
        case Facts(pairs, title):
            yield Line("heading", [text(title or "")])
            yield from (Line("label", [text(label), value], FACTS) for label, value in pairs)
        case Table():
            yield from _lines_of_table(block, landmarks=landmarks)


def _lines_of_table(table: Table, *, landmarks: bool) -> Iterator[Line]:
    """The rows of a table; a row of a single cell goes over all columns."""
    columns = table.columns
    yield Line("heading", [text(table.title or "")])
    if table.groups:
        yield Line("group", [text(title) for title, _number in table.groups], _group_columns(table), table)
    yield Line("header", [text(column.title) for column in columns], columns, table)
    rows = table.rows
    if landmarks and isinstance(rows, ManyRows):
        yield Line("body", (), columns, table, number=rows.number)
        rows = rows.last
    for cells in rows:
        if len(cells) == 1 < len(columns):
            yield Line("section", cells, (), table)
        else:
            yield Line("body", cells, columns, table)


def _group_columns(table: Table) -> Sequence[Column]:
    """The columns of a table put together under the titles above them."""
    places = iter(table.columns)
    numbers = [number for _title, number in table.groups]
    return [Column("", width=sum(next(places).width for _ in range(number))) for number in numbers]


def body_length(table: Table) -> int:
    """The number of rows of a table without the sums at its end; at least one, for addresses."""
    return max(1, len(table.rows) - table.sums)


class Grid:
    """The columns of a sheet: every column of a table covers one or several of them."""

    def __init__(self, tab: Tab) -> None:
        found = _column_sets(tab)
        self.is_scaled = is_scaled(tab)
        width = _sheet_width(tab)
        self.edges = self._scaled(found[0], width)
        for columns in found[1:]:
            self._fit_in(columns)
        self.printed = sum(edge <= width + NEAR for edge in self.edges)
        """The number of columns of what is printed."""
        self.widths = [edge - before for before, edge in pairwise([0.0, *self.edges])]
        self._spans: dict[tuple[int, ...], list[tuple[int, int]]] = {}

    def _fit_in(self, columns: Sequence[Column]) -> None:
        """Add the edges of a table that are not near the edge of another one."""
        for edge in self._scaled(columns):
            if min(abs(edge - known) for known in (0.0, *self.edges)) > NEAR:
                self.edges = sorted([*self.edges, edge])

    def _scaled(self, columns: Sequence[Column], width: float | None = None) -> list[float]:
        """The edges of a table, which is as wide as the sheet where tables are scaled."""
        edges = _edges(columns)
        scale = (width or self.edges[-1]) / edges[-1] if self.is_scaled else 1
        return [edge * scale for edge in edges]

    def spans(self, columns: Sequence[Column]) -> list[tuple[int, int]]:
        """The first and the last column of the sheet, counted from 1, that each column of a table covers."""
        widths = tuple(column.width for column in columns)
        if widths not in self._spans:
            self._spans[widths] = [*self._cover(columns)]
        return self._spans[widths]

    def _cover(self, columns: Sequence[Column]) -> Iterator[tuple[int, int]]:
        """What each column of a table covers: at least one column, up to the edge that is nearest to its own."""
        first = 1
        for number, edge in enumerate(self._scaled(columns), 1):
            nearest = min(range(len(self.edges)), key=lambda place: abs(self.edges[place] - edge)) + 1
            last = min(max(nearest, first), len(self.edges) - (len(columns) - number))
            yield first, last
            first = last + 1

    def width(self, first: int, last: int) -> float:
        """The width of columns of the sheet together, counted from 1."""
        return sum(self.widths[first - 1 : last])


def _column_sets(tab: Tab) -> list[Sequence[Column]]:
    """The columns of the blocks: of what is printed first, of tables before facts, of those with most rows first.

    A table with filters has no cell over several columns; so nothing else sets columns where the first one has them.
    """
    if tab.pinned:
        return [next(block.columns for block in tab.page.blocks if isinstance(block, Table))]
    found: list[tuple[bool, int, Sequence[Column]]] = []
    for number, block in enumerate(tab.page.blocks):
        is_unprinted = tab.printed_blocks is not None and number >= tab.printed_blocks
        if isinstance(block, Table):
            found.append((is_unprinted, -1 - len(block.rows), block.columns))
        elif isinstance(block, Facts):
            found.append((is_unprinted, 0, FACTS))
    return [columns for _unprinted, _rows, columns in sorted(found, key=lambda one: one[:2])] or [FACTS]


def _sheet_width(tab: Tab) -> float:
    """The width of the widest table that is printed; of facts where there is none."""
    printed = tab.page.blocks[: tab.printed_blocks]
    widths = [_edges(block.columns)[-1] for block in printed if isinstance(block, Table)]
    return max(widths, default=_edges(FACTS)[-1])


def _edges(columns: Sequence[Column]) -> list[float]:
    """The right edges of columns, in half-width characters from the left."""
    edges: list[float] = []
    for column in columns:
        edges.append((edges[-1] if edges else 0.0) + column.width)
    return edges


class Place(NamedTuple):
    """Where a table is: its tab, and the row of its header."""

    tab: Tab
    header: int
    table: Table


class Addresses:
    """The addresses of everything that a formula or a chart may refer to."""

    def __init__(self, book: Book) -> None:
        self.tables: dict[str, Place] = {}
        """The place of each table that has a key."""
        self.first: dict[str, Place] = {}
        """The place of the first table of each tab."""
        self.cells: dict[str, str] = {}
        self.grids = {tab.key: Grid(tab) for tab in book.tabs}
        for tab in book.tabs:
            number = 1
            for line in lines(book, tab, landmarks=True):
                self._note(tab, number, line)
                number += line.number

    def _note(self, tab: Tab, number: int, line: Line) -> None:
        """Keep what the addresses of a line are needed for."""
        if line.role == "header" and line.table is not None:
            place = Place(tab, number, line.table)
            self.first.setdefault(tab.key, place)
            if line.table.key:
                self.tables[line.table.key] = place
        if any(cell.name for cell in line.cells):
            spans = self.grids[tab.key].spans(line.columns) if line.columns else [(1, 1)]
            for (first, _last), cell in zip(spans, line.cells, strict=True):
                if cell.name:
                    self.cells[cell.name] = f"{quoted_sheet(tab.name)}!${column_letters(first)}${number}"

    def letter(self, key: str, column: str) -> str:
        """The letter of a column of a table."""
        place = self.tables[key]
        return self._letter_in(place.tab, place.table, column)

    def _letter_in(self, tab: Tab, table: Table, column: str) -> str:
        """The letter of the first column of the sheet that a column covers."""
        number = [known.key for known in table.columns].index(column)
        return column_letters(self.grids[tab.key].spans(table.columns)[number][0])

    def span(self, key: str, column: str, rows: range | None = None) -> str:
        """The cells of a column, or of some of its rows: `$F$4:$F$23`. A table without rows has an empty one."""
        place = self.tables[key]
        rows = rows if rows is not None else range(body_length(place.table))
        first, letter = place.header + 1, self.letter(key, column)
        return f"${letter}${first + rows.start}:${letter}${first + rows.stop - 1}"

    def formula(self, written: str, tab: Tab, table: Table, row: int) -> str:
        """A formula of a cell with addresses for the references in it."""

        def address(match: re.Match[str]) -> str:
            named = match[1]
            if named.startswith("#"):
                return self.cells[named[1:]]
            key, bang, column = named.partition("!")
            if bang:
                return f"{quoted_sheet(self.tables[key].tab.name)}!{self.span(key, column)}"
            return f"${self._letter_in(tab, table, named)}{row}"

        return _REFERENCE.sub(address, written)
