"""The layout of a workbook: the rows of each tab, and the addresses that formulas refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aidscore.media.workbook_style import Role
from aidscore.model.page import Block, Book, Cell, Chart, Column, Facts, Paragraph, Tab, Table, text
from aidscore.xlsx.cells import column_letters
from aidscore.xlsx.formula import quoted_sheet

FACTS = (Column("", width=26), Column("", width=112))
"""The columns of a tab without tables: labels and values."""

CHART_ROWS = 15
"""The rows of the lowest height that a chart covers."""

_REFERENCE = re.compile(r"\{([^{}]+)\}")


class Line(NamedTuple):
    """A row of a sheet before it has an address."""

    role: Role
    cells: Sequence[Cell]
    table: Table | None = None
    chart: Chart | None = None
    """A chart that begins here, over the empty rows that follow."""


def lines(book: Book, tab: Tab) -> Iterator[Line]:
    """The rows of a tab from top to bottom. Facts become rows of a label and a value."""
    if tab.page.title:
        yield Line("title", [text("  ".join(dict.fromkeys([book.title, tab.page.title])))])
    if book.header:
        yield Line("mark", [text(book.header, "open")])
    for number, block in enumerate(tab.page.blocks):
        yield from _lines_of(block)
        for chart in tab.charts:
            if chart.below == number:
                yield Line("blank", [])
                yield Line("blank", [], chart=chart)
                yield from [Line("blank", [])] * CHART_ROWS


def _lines_of(block: Block) -> Iterator[Line]:
    """The rows of a block."""
    match block:
        case Paragraph(words, tone):
            yield Line("mark", [Cell(words, None, tone)])
        case Facts(pairs, title):
            yield Line("heading", [text(title or "")])
            yield from (Line("label", [text(label), value]) for label, value in pairs)
        case Table(columns, rows, title):
            yield Line("heading", [text(title or "")])
            yield Line("header", [text(column.title) for column in columns], block)
            yield from (Line("body", cells, block) for cells in rows)


def columns_of(tab: Tab) -> Sequence[Column]:
    """The columns that set the widths of a tab."""
    tables = [block for block in tab.page.blocks if isinstance(block, Table)]
    return tables[-1].columns if tables else FACTS


def body(table: Table) -> Sequence[Sequence[Cell]]:
    """The rows of a table without the sums at its end."""
    return table.rows[: len(table.rows) - table.sums]


class Addresses:
    """The addresses of everything that a formula, a highlight or a chart may refer to."""

    def __init__(self, book: Book) -> None:
        self.headers: dict[str, int] = {}
        """The row of the header of each tab's last table."""
        self.cells: dict[str, str] = {}
        self.tabs = {tab.key: tab for tab in book.tabs}
        for tab in book.tabs:
            for number, line in enumerate(lines(book, tab), 1):
                if line.role == "header":
                    self.headers[tab.key] = number
                for place, cell in enumerate(line.cells, 1):
                    if cell.name:
                        self.cells[cell.name] = f"{quoted_sheet(tab.name)}!${column_letters(place)}${number}"

    def table(self, key: str) -> Table:
        """The last table of a tab."""
        return [block for block in self.tabs[key].page.blocks if isinstance(block, Table)][-1]

    def letter(self, key: str, column: str) -> str:
        """The letter of a column of a tab's last table."""
        return letter_in(self.table(key), column)

    def span(self, key: str, column: str, rows: range | None = None) -> str:
        """The cells of a column, or of some of its rows: `$F$4:$F$23`. A table without rows has an empty one."""
        rows = rows if rows is not None else range(max(1, len(body(self.table(key)))))
        first = self.headers[key] + 1
        letter = self.letter(key, column)
        return f"${letter}${first + rows.start}:${letter}${first + rows.stop - 1}"

    def formula(self, written: str, table: Table, row: int) -> str:
        """A formula with addresses for the references in it."""

        def address(match: re.Match[str]) -> str:
            named = match[1]
            if named.startswith("#"):
                return self.cells[named[1:]]
            key, bang, column = named.partition("!")
            if bang:
                return f"{quoted_sheet(self.tabs[key].name)}!{self.span(key, column)}"
            return f"${letter_in(table, named)}{row}"

        return _REFERENCE.sub(address, written)


def letter_in(table: Table, key: str) -> str:
    """The letter of a table's column."""
    return column_letters([column.key for column in table.columns].index(key) + 1)
