"""Plots as SVG: plain shapes and real texts, drawn to the width of the page.

They are written here and not by a plotting library. Tried were pygal, whose plots have a script of another host and a
style of their own, and matplotlib, whose plots have Chinese as outlines or, with real text, a style on each part. The
policy of the page would forbid all of that. Both also scale a plot like a picture: on a phone its letters are five
pixels high. Here places are percentages of the width, and letters keep their size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from rich.cells import cell_len

from aidscore.media.html.elements import CHINESE, Html, element, escaped, joined
from aidscore.model.quantity import Number, ratio
from aidscore.pages.report.blocks import ColumnPlot, PlotColumn, PlotMark, PlotRow, RowPlot, Shape, Tick
from aidscore.pages.report.pieces import Datum, Text
from aidscore.words import spoken

PHONE, LETTER, GAP = 350, 7, 10
"""The width of a plot on a phone, of half a Chinese character, and of the room beside the marks, in pixels."""
LEAST_TRACK = 40
"""Where labels and numbers would leave the marks less of the width, in percent, they are written above them."""
ROW, TALL_ROW, RADIUS = 26, 42, 5
LINE = 16
"""The height of a line of text, in pixels."""
COLUMNS_HEIGHT = 150


def percent_of(place: Number) -> str:
    """A place from 0 to 1 as a percentage of the width."""
    return f"{float(place) * 100:.2f}".rstrip("0").rstrip(".") + "%"


def pixels(number: Number | float) -> str:
    """A length in pixels."""
    return f"{float(number):.1f}".removesuffix(".0")


def row_plot(plot: RowPlot, key: str) -> Html:
    """A plot of rows along one axis; `key` is the beginning of its ids."""
    left, right = gutters(plot)
    is_tall = left == 0
    height = TALL_ROW if is_tall else ROW
    named = [tick for tick in plot.ticks if tick.name]
    top = LINE * len(named) + 4
    bottom = top + height * len(plot.rows)
    track = element(
        "svg",
        *_axis(plot.ticks, named, top, bottom),
        _tracks(len(plot.rows), top, height),
        *(mark for number, row in enumerate(plot.rows) for mark in _marks(row, top + height * number, height)),
        x=f"{left}%",
        width=f"{100 - left - right}%",
        height=str(bottom + LINE + 4),
        overflow="visible",
    )
    labels = (part for number, row in enumerate(plot.rows) for part in _labels(row, top + height * number, left, right))
    return _drawing(plot, key, bottom + LINE + 6, [track, *labels])


def gutters(plot: RowPlot) -> tuple[int, int]:
    """The parts of the width, in percent, for the labels and the numbers beside the marks; 0 where there is no room."""
    left, right = (
        ceil(100 * (LETTER * max(map(cell_len, texts)) + GAP) / PHONE)
        for texts in ([row.label for row in plot.rows], [_plain(row.value) for row in plot.rows])
    )
    return (left, right) if left + right <= 100 - LEAST_TRACK else (0, 0)


def _drawing(plot: RowPlot | ColumnPlot, key: str, height: int, parts: Sequence[Html]) -> Html:
    """The drawing of a plot with its title and its description."""
    title = element("title", plot.title, id=f"{key}-title", lang=_language(plot.title))
    described = element("desc", plot.description, id=f"{key}-text", lang=_language(plot.description))
    names = f"{key}-title {key}-text"
    return element("svg", title, described, *parts, role="img", aria_labelledby=names, width="100%", height=str(height))


def _axis(ticks: Sequence[Tick], named: Sequence[Tick], top: int, bottom: int) -> Iterator[Html]:
    """The lines of an axis, their numbers below, and the names of marks above, each in a line of its own."""
    for tick in ticks:
        place = percent_of(tick.place)
        above = LINE * (named.index(tick) + 1) if tick in named else top
        yield element(
            "line", x1=place, x2=place, y1=str(above), y2=str(bottom), class_="mark" if tick.is_mark else "grid"
        )
        side = "start" if tick.place == 0 else "end" if tick.place == 1 else "middle"
        yield _text(tick.text, place, bottom + LINE, f"axis {side}")
        if tick.name:
            side = "end" if tick.place * 2 > 1 else "start"
            yield _text(tick.name, place, above - 4, f"axis {side}")


def _labels(row: PlotRow, top: int, left: int, right: int) -> Iterator[Html]:
    """The label of a row and its number: above its marks, or beside them."""
    if left == 0:
        yield _text(row.label, "0%", top + LINE - 1)
        yield _value(row.value, "100%", top + LINE - 1, "value end")
    else:
        yield _text(row.label, f"{left - 3}%", top + ROW // 2 + 5, "end")
        yield _value(row.value, f"{100 - right + 3}%", top + ROW // 2 + 5, "value")


def _tracks(rows: int, top: int, height: int) -> Html:
    """A thin line for each row, on which its marks are."""
    whole = height * rows
    lines = "".join(f"M0 {height * (number + 1) - ROW // 2}h1" for number in range(rows))
    return _stretched(element("path", d=lines, class_="tracks"), f"0 0 1 {whole}", top, whole)


def _marks(row: PlotRow, top: int, height: int) -> Iterator[Html]:
    """The marks of a row."""
    yield from (drawn(mark, top + height - ROW // 2) for mark in row.marks)


def drawn(mark: PlotMark, middle: int) -> Html:
    """One mark; each kind has a shape of its own."""
    place = percent_of(mark.start)
    match mark.shape:
        case "bar" | "soft-bar" | "range":
            half = 3 if mark.shape == "range" else 6
            width = percent_of(mark.end - mark.start)
            return element("rect", x=place, y=str(middle - half), width=width, height=str(2 * half), class_=mark.shape)
        case "dot" | "ring":
            return element("circle", cx=place, cy=str(middle), r=str(RADIUS), class_=mark.shape)
        case "square":
            corner = element("rect", x="-5", y=str(middle - 5), width="10", height="10", class_="square")
            return element("svg", corner, x=place, overflow="visible")
        case "tick":
            return element("line", x1=place, x2=place, y1=str(middle - 9), y2=str(middle + 9), class_="tick")


def legend_sign(shape: Shape) -> Html:
    """A mark by itself, for the legend."""
    mark = PlotMark(shape, ratio(1, 2)) if shape not in ("bar", "soft-bar", "range") else PlotMark(shape, 0, 1)
    return element("svg", drawn(mark, 9), width="18", height="18", class_="sign", aria_hidden="true")


def _text(text: str, x: str, y: int, classes: str = "") -> Html:
    """A text at a place; its class says to which side of the place it extends."""
    return element("text", escaped(text), x=x, y=str(y), class_=classes, lang=_language(text))


def _value(value: Text, x: str, y: int, classes: str) -> Html:
    """The number of a row."""
    parts = [
        element("tspan", escaped(piece.text), data_key=piece.key, data_value=piece.rounded_from)
        if isinstance(piece, Datum)
        else escaped(str(piece))
        for piece in value
    ]
    return element("text", joined(parts), x=x, y=str(y), class_=classes, lang=_language(_plain(value)))


def _plain(value: Text) -> str:
    """The text of pieces without links."""
    return "".join(piece.text if isinstance(piece, Datum) else str(piece) for piece in value)


def _language(text: str) -> str:
    """The language of a text where it is not that of the page."""
    return "zh-CN" if spoken() != "zh" and CHINESE.search(text) else ""


# ---- columns


def column_plot(plot: ColumnPlot, key: str) -> Html:
    """A plot of columns side by side."""
    top, bottom = LINE, LINE + COLUMNS_HEIGHT
    number = len(plot.columns)
    parts = [element("rect", width="100%", height="1", y=str(bottom), class_="track")]
    parts += [_columns(plot.columns, top, is_marked=is_marked) for is_marked in (False, True)]
    for index in plot.labels:
        place = percent_of(ratio(2 * index + 1, 2 * number))
        side = "start" if index == 0 else "end" if index == number - 1 else "middle"
        parts.append(_text(plot.columns[index].label, place, bottom + LINE, f"axis {side}"))
    for line in plot.lines:
        y = bottom - round(COLUMNS_HEIGHT * line.place)
        parts.append(
            element("line", x1="0%", x2="100%", y1=str(y), y2=str(y), class_="mark" if line.is_mark else "grid")
        )
        parts.append(_text(line.text, "100%", y - 4, "axis end"))
    parts.append(_text(plot.axis, "50%", bottom + 2 * LINE, "axis middle"))
    return _drawing(plot, key, bottom + 2 * LINE + 6 + top - LINE, parts)


def _columns(columns: Sequence[PlotColumn], top: int, *, is_marked: bool) -> Html:
    """The columns that are marked, or the others, as one shape that is stretched to the width."""
    steps = "".join(
        f"M{10 * index + 1} {COLUMNS_HEIGHT}v-{pixels(COLUMNS_HEIGHT * column.height)}h8V{COLUMNS_HEIGHT}z"
        for index, column in enumerate(columns)
        if column.is_marked == is_marked and column.height
    )
    shape = element("path", d=steps, class_="bar" if is_marked else "soft-bar")
    return _stretched(shape, f"0 0 {10 * len(columns)} {COLUMNS_HEIGHT}", top, COLUMNS_HEIGHT)


def _stretched(shape: Html, box: str, top: int, height: int) -> Html:
    """A shape that is as wide as what is around it."""
    return element("svg", shape, viewBox=box, preserveAspectRatio="none", y=str(top), width="100%", height=str(height))
