"""The neutral page between results and media: N views and M media need N + M functions, not N × M."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

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
    marks: tuple[tuple[int, int], ...] = ()
    """The parts of the text, from and up to a character, that changed between two versions."""
    marked_as: Literal["gone", "new"] = "new"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is a wish in half-width characters; where room is short, text columns wrap."""

    title: str
    align: Align = "left"
    width: int = 12
    key: str = ""
    """What formulas, highlights and charts call it."""


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
    one_sheet: bool = False
    """Whether it is printed on a single sheet of paper."""


@dataclass(frozen=True, slots=True)
class Book:
    """The tabs of a workbook, and what stands above and below every printed sheet."""

    title: str
    tabs: tuple[Tab, ...]
    header: str
    footer: str


def pieces(cell: Cell) -> Iterator[tuple[str, bool]]:
    """The parts of a cell's text, and whether each is marked."""
    last = 0
    for start, end in cell.marks:
        if start > last:
            yield cell.text[last:start], False
        yield cell.text[start:end], True
        last = end
    if last < len(cell.text) or not cell.text:
        yield cell.text[last:], False


def marked(cell: Cell) -> str:
    """The text of a cell where only characters can mark what changed: [-gone-] and {+new+}."""
    before, behind = ("[-", "-]") if cell.marked_as == "gone" else ("{+", "+}")
    return "".join(f"{before}{part}{behind}" if is_marked else part for part, is_marked in pieces(cell))


def text(value: object, tone: Tone = "plain") -> Cell:
    """A cell of text."""
    return Cell("" if value is None else str(value), None, tone)


def row(*values: Cell | str | None) -> tuple[Cell, ...]:
    """A row of cells; strings become cells of text."""
    return tuple(value if isinstance(value, Cell) else text(value) for value in values)
