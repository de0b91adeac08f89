"""The neutral page between results and media: N views and M media need N + M functions, not N × M."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, groupby, islice
from typing import Literal, NamedTuple, TypeAlias, overload

Tone = Literal["plain", "strong", "muted", "good", "bad", "open"]
"""How a cell is meant to look: good, bad and open are the verdicts' colors."""

Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Check:
    """A condition over the figures of a workbook, which the workbook tests by itself, and whether it holds.

    In the formula `{column}` is the cell of a column in the same row, `{table!column}` all cells of a column of a
    table, `{#name}` the cell of a name.
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


Row: TypeAlias = "tuple[Cell, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class ManyRows(Sequence[Row]):
    """Rows that are too many to be kept: they are made anew whenever somebody goes through them."""

    make: Callable[[], Iterator[Row]]
    """Begins to make them. None of their cells has a name."""
    number: int
    """How many it makes."""
    last: tuple[Row, ...] = ()
    """What follows them, and is kept."""

    def __len__(self) -> int:
        """How many there are in all."""
        return self.number + len(self.last)

    def __iter__(self) -> Iterator[Row]:
        """All rows, in their order."""
        return chain(self.make(), self.last)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...

    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        """A row, or rows one behind the other: those that are made are not kept then, either."""
        if isinstance(place, int):
            return next(islice(self, range(len(self))[place], None))
        start, stop, _step = place.indices(len(self))
        middle = max(start, min(stop, self.number))
        kept = self.last[max(0, start - self.number) : max(0, stop - self.number)]
        return ManyRows(lambda: islice(self.make(), start, middle), middle - start, kept)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under titled columns. In a workbook a row of a single cell is a heading of the rows below it."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    title: str | None = None
    sums: int = 0
    """How many rows at the end are sums of the others: nothing filters or sorts them."""
    key: str = ""
    """What formulas and charts call it."""
    groups: tuple[tuple[str, int], ...] = ()
    """Titles above those of the columns, each with the number of columns below it; in workbooks only."""


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
    align: Align = "left"


Block: TypeAlias = Table | Facts | Paragraph


@dataclass(frozen=True, slots=True)
class Page:
    """A title and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A column of a table as it is drawn in a chart.

    `bars` begin at the lower end of the axis, or on top of those before them; `base` are bars that are not seen;
    `marks` are short lines, one for each row; `line` goes through all rows.
    """

    column: str
    drawn: Literal["bars", "base", "marks", "line"]
    tone: Tone = "plain"
    is_range: bool = False
    """Whether the bars are ranges, which begin above the lower end of the axis."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns of a table, drawn over the rows of the table."""

    title: str
    table: str
    labels: str
    series: tuple[Series, ...]
    rows: range
    """The rows that are drawn, counted from 0."""
    bottom: int
    """Where the axis of the values begins; that of percentages is in percent, too."""
    top: int
    below: int
    """The number of the block that it stands below, counted from 0."""


@dataclass(frozen=True, slots=True)
class Tab:
    """A page as a tab of a workbook. The table with most rows sets the widths of the columns; the others fit in."""

    key: str
    name: str
    page: Page
    pinned: int = 0
    """How many columns stay in view. With any, the header row of the first table stays too, and has filters."""
    charts: tuple[Chart, ...] = ()
    one_sheet: bool = False
    """Whether it is printed on a single sheet of paper."""
    portrait: bool = False
    dense: bool = False
    """Whether its rows are as low as small characters allow."""
    printed_blocks: int | None = None
    """How many blocks are printed; None for all."""
    printed_columns: int | None = None
    """How many columns of its first table are printed; None for all."""


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
