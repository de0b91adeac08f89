"""The blocks of a report: plain data that a template lays out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from aidscore.model.page import Align
from aidscore.model.quantity import Number
from aidscore.pages.report.pieces import Text

Shape = Literal["bar", "soft-bar", "range", "dot", "ring", "square", "tick"]
"""The marks of a plot; they differ in shape, so that nothing depends on a color."""


class Sentence(NamedTuple):
    """A paragraph."""

    text: Text
    tone: Literal["plain", "lead", "muted", "notice"] = "plain"


@dataclass(frozen=True, slots=True)
class Lines:
    """Short sentences, each in a line of its own."""

    lines: tuple[Text, ...]


class Tile(NamedTuple):
    """A figure of the first line of a phase: its label, the number, and what is beside it."""

    label: str
    figure: Text
    note: Text = ()


@dataclass(frozen=True, slots=True)
class Tiles:
    """The most important figures side by side."""

    tiles: tuple[Tile, ...]


class Heading(NamedTuple):
    """The title of a column."""

    title: str
    align: Align = "left"
    is_wide: bool = False


class Row(NamedTuple):
    """A row of a table; with an anchor links lead to it."""

    cells: tuple[Text, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first cell of a row is its header."""

    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    title: str
    """What it has, for those who cannot see it beside its heading."""
    is_collapsed: bool = False
    """Whether it only repeats the numbers of a plot, and is opened when asked."""


class MapCell(NamedTuple):
    """A cell of a map: from 0, nothing lost, to 4, all lost; None where there is no score."""

    text: Text
    shade: int | None


class MapRow(NamedTuple):
    """A sub-item in a map."""

    title: str
    cells: tuple[MapCell, ...]
    at: str
    """The place in the document of what its cells tell."""
    begins: bool
    """Whether an item begins with it."""


@dataclass(frozen=True, slots=True)
class Map:
    """What was lost where: sub-items down, centers across."""

    title: str
    corner: str
    """What the rows are."""
    columns: tuple[tuple[str, str], ...]
    """The centers, each with its anchor."""
    rows: tuple[MapRow, ...]
    legend: tuple[tuple[int | None, str], ...]


class PlotMark(NamedTuple):
    """A mark of a plot, from 0 to 1 along the axis; the end of what has a length."""

    shape: Shape
    start: Number
    end: Number = 0


class PlotRow(NamedTuple):
    """A row of a plot: a name, marks, and the number that they show."""

    label: str
    marks: tuple[PlotMark, ...]
    value: Text


class Tick(NamedTuple):
    """A place of an axis, from 0 to 1, with its number."""

    place: Number
    text: str
    is_mark: bool = False
    """Whether it is a mark that has to be reached."""
    name: str = ""
    """What begins there, such as a grade."""


@dataclass(frozen=True, slots=True)
class RowPlot:
    """A plot of rows, along one axis."""

    title: str
    description: str
    rows: tuple[PlotRow, ...]
    ticks: tuple[Tick, ...]
    legend: tuple[tuple[Shape, str], ...] = ()


class PlotColumn(NamedTuple):
    """A column of a plot: how high, from 0 to 1, and whether it is the one that holds."""

    label: str
    height: Number
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class ColumnPlot:
    """A plot of columns side by side, with lines across."""

    title: str
    description: str
    columns: tuple[PlotColumn, ...]
    labels: tuple[int, ...]
    """Which columns have their label written below them."""
    lines: tuple[Tick, ...] = ()
    axis: str = ""


Block: TypeAlias = Sentence | Lines | Tiles | Grid | Map | RowPlot | ColumnPlot


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with a heading; sections may be inside it."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    at: str = ""
    """The place in the document of what the section tells, which most of its numbers have in common."""
    is_collapsed: bool = False
    """Whether only its title is shown until a reader opens it."""
    badge: str = ""
    """A word beside its title, such as the verdict."""
    is_good: bool | None = None
    """Whether the badge tells something good; None where it is neither."""
    figure: Text = ()
    """The number beside the badge, such as the score."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A whole report."""

    title: str
    subtitle: str
    notices: tuple[str, ...]
    """That data are fictitious, or a standard a draft."""
    lead: tuple[Text, ...]
    """The verdict of each phase in one sentence."""
    overview: tuple[Block, ...]
    sections: tuple[Section, ...]
    made_by: str
