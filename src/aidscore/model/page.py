"""The neutral page between results and media: N views and M media need N + M functions, not N × M."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from typing import Literal, NamedTuple, TypeAlias

Tone = Literal["plain", "strong", "muted", "good", "bad", "open"]
"""How a cell is meant to look: good, bad and open are the verdicts' colors."""

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Check:
    """A condition over the figures of a workbook, which the workbook tests by itself, and whether it holds.

    In the formula `{column}` is the cell of a column in the same row, `{tab!column}` all cells of a column of a tab,
    `{#name}` the cell of a name.
    """

    formula: str
    holds: bool


class Mark(NamedTuple):
    """A part of a text that differs between two versions: from and up to a character, and what became of it."""

    start: int
    end: int
    kind: Literal["gone", "new"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One typed value: a text, and the number that it says where it says one, already rounded for display.

    A number whose text ends with % is the number before the %.
    """

    text: str
    number: Decimal | None = None
    tone: Tone = "plain"
    name: str = ""
    """What the formulas of checks call it."""
    check: Check | None = None
    """Where the text only tells how a check came out."""
    marks: tuple[Mark, ...] = ()
    """What differs between two versions, in order. Of a number that changed the text has the old one before it."""
    anchor: str = ""
    """The clause that it names: the first such cell of a page is where links lead, every other one is a link to it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is a wish in half-width characters; where room is short, text columns wrap."""

    title: str
    align: Align = "left"
    width: int = 12
    key: str = ""
    """What formulas, highlights and charts call it."""
    group: Literal[0, 1, 2] = 0
    """Whether its cells tell of a group of rows, those that follow each other and have the same: 1 is the outer group.

    The first column of a group names it.
    """


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under titled columns."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str | None = None
    sums: int = 0
    """How many rows at the end are sums of the others: nothing filters, sorts or colors them."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, one below the other."""

    pairs: tuple[tuple[str, Cell], ...]
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or a heading by itself."""

    text: str
    tone: Tone = "plain"


Block: TypeAlias = Table | Facts | Paragraph


@dataclass(frozen=True, slots=True)
class Page:
    """A title and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Highlight:
    """Cells of a column that take a tone while a condition, written like that of a check, holds of their row."""

    column: str
    condition: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one column of a tab's table with a line of another, over rows counted from 0."""

    title: str
    tab: str
    labels: str
    bars: str
    line: str
    rows: range
    top: int
    """Where the axis ends."""
    below: int
    """The number of the block that it stands below, counted from 0."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A page as a tab of a workbook; the columns of its last table set the widths."""

    key: str
    name: str
    page: Page
    pinned: int = 0
    """How many columns stay in view. With any, the header row of the last table stays too, and has filters."""
    highlights: tuple[Highlight, ...] = ()
    charts: tuple[Chart, ...] = ()
    portrait: bool = False
    one_sheet: bool = False
    """Whether it is printed on a single sheet of paper."""


@dataclass(frozen=True, slots=True)
class Book:
    """The tabs of a workbook, and what stands above and below every printed sheet."""

    title: str
    tabs: tuple[Tab, ...]
    header: str
    footer: str


Heads: TypeAlias = tuple[tuple[Column, Cell], ...]
"""What is said of a group of rows: each of its columns with its cell."""


def grouped(table: Table, level: Literal[1, 2]) -> Iterator[tuple[Heads, Table]]:
    """The groups of a level, each with a table of its rows and the other columns; with none, one of all rows."""
    heads = [place for place, column in enumerate(table.columns) if column.group == level]
    others = [place for place, column in enumerate(table.columns) if column.group != level]
    columns = tuple(table.columns[place] for place in others)
    for cells, rows in groupby(table.rows, key=lambda row: [row[place] for place in heads]):
        part = tuple(tuple(row[place] for place in others) for row in rows)
        named = zip((table.columns[place] for place in heads), cells, strict=True)
        yield tuple(named), replace(table, columns=columns, rows=part)


def repeats(table: Table) -> Iterator[tuple[tuple[Cell, bool], ...]]:
    """The rows of a table, of each cell whether it only says again what its group said in the row before."""
    before: Sequence[Cell] = ()
    for cells in table.rows:
        yield tuple(
            (cell, bool(before) and _is_repeated(table.columns, before, cells, at)) for at, cell in enumerate(cells)
        )
        before = cells


def _is_repeated(columns: Sequence[Column], before: Sequence[Cell], cells: Sequence[Cell], place: int) -> bool:
    """Whether a cell is that of a group which began in an earlier row."""
    level = columns[place].group
    around = [at for at, column in enumerate(columns) if 0 < column.group <= level]
    return level > 0 and all(before[at] == cells[at] for at in around)


def said_once(table: Table) -> Table:
    """The table with what is said of a group in its first row only."""
    return replace(
        table,
        rows=tuple(tuple(Cell("") if is_repeated else cell for cell, is_repeated in row) for row in repeats(table)),
    )


def pieces(cell: Cell) -> Iterator[tuple[str, Literal["gone", "new"] | None]]:
    """The parts of a cell's text, and what became of each between two versions."""
    last = 0
    for start, end, kind in cell.marks:
        if start > last:
            yield cell.text[last:start], None
        yield cell.text[start:end], kind
        last = end
    if last < len(cell.text) or not cell.text:
        yield cell.text[last:], None


def without_gone(cell: Cell) -> str:
    """The text of a cell as the new version has it."""
    return "".join(part for part, kind in pieces(cell) if kind != "gone").strip()


_SIGNS = {"gone": "[-{}-]", "new": "{{+{}+}}", None: "{}"}


def marked(cell: Cell) -> str:
    """The text of a cell where only characters can mark what changed: [-gone-] and {+new+}."""
    return "".join(_SIGNS[kind].format(part) for part, kind in pieces(cell))


def text(value: object, tone: Tone = "plain") -> Cell:
    """A cell of text."""
    return Cell("" if value is None else str(value), None, tone)


def row(*values: Cell | str | None) -> tuple[Cell, ...]:
    """A row of cells; strings become cells of text."""
    return tuple(value if isinstance(value, Cell) else text(value) for value in values)
