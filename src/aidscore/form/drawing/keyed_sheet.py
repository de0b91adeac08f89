"""A sheet of the form while it is drawn: its columns are named by their keys (see `aidscore.form.layout`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import ceil
from typing import assert_never

from aidscore.form.columns import COLUMNS, letter
from aidscore.form.drawing.styles import style_of
from aidscore.form.locked import FORMULA, LockedRow, mark_of
from aidscore.model.form import HIDDEN_COLUMNS, SheetKey, Stamp
from aidscore.words import _
from aidscore.xlsx.cells import decimal_of, unescaped
from aidscore.xlsx.formula import Formula
from aidscore.xlsx.printing import PAGE, PAGES, Fit, Margins, PrintSetup, margin_text
from aidscore.xlsx.rows import Content
from aidscore.xlsx.sheet import SheetWriter, Validation
from aidscore.xlsx.style import Style, Tone
from aidscore.xlsx.text import HIGHEST_ROW, LINE_HEIGHT, LOWEST_ROW, Headed, lines_needed, storable

_UNBROKEN = re.compile(r"[!-~]+")
"""Characters of a title between which no line is broken."""

BOLD = 1.15
"""How much wider bold letters are."""
PADDING, EDGE = 5.0, 2.0
"""The height of a row, and the width of a column, that its text does not use."""

MARGINS = Margins(0.65, 0.75, 0.3, 0.35)


class KeyedSheet:
    """A sheet with the columns of its key."""

    def __init__(self, writer: SheetWriter, key: SheetKey, stamp: Stamp, widths: dict[str, float]) -> None:
        self.writer, self.key, self.widths = writer, key, widths
        self.heights: dict[int, float] = {}
        self._contents: dict[int, dict[str, tuple[Content, Style]]] = {}
        self._numbers = {column: number for number, column in enumerate(COLUMNS[key], 1)}
        for column in HIDDEN_COLUMNS:
            writer.hide_column(self._numbers[column])
        for column, width in widths.items():
            writer.width(self._numbers[column], width)
        writer.hide_grid()
        self.put("id", 1, str(stamp), style_of("key"))
        for column in COLUMNS[key][1:]:
            self.put(column, 1, column, style_of("key"))
        writer.hide_row(1)

    def letter(self, column: str) -> str:
        """The letter of a column."""
        return letter(self.key, column)

    def put(self, column: str, row: int, content: Content, style: Style) -> None:
        """Write a cell of a column."""
        self._contents.setdefault(row, {})[column] = content, style
        self.writer.put(row, self._numbers[column], content, style)

    def locked_rows(self) -> Iterator[LockedRow]:
        """The locked cells of each row, as they were written so far."""
        for row, cells in self._contents.items():
            id_, fields = (str(cells[column][0]) if column in cells else "" for column in ("id", "fields"))
            marks = {column: _mark_of(content) for column, (content, style) in cells.items() if style.locked}
            if row > 1:
                yield LockedRow(row, id_, fields, {column: mark for column, mark in marks.items() if mark})

    def merge(self, first: str, top: int, last: str, bottom: int) -> None:
        """Merge cells from one column to another."""
        self.writer.merge(top, self._numbers[first], bottom, self._numbers[last])

    def _between(self, first: str, last: str) -> tuple[str, ...]:
        """The columns from one to another."""
        columns = COLUMNS[self.key]
        return columns[columns.index(first) : columns.index(last) + 1]

    def across(self, row: int, first: str, last: str, content: Content, style: Style) -> None:
        """Write one content across several columns of a row."""
        for column in self._between(first, last):
            self.put(column, row, content if column == first else None, style)
        self.merge(first, row, last, row)

    def banner(self, row: int, content: Content, style: Style, first: str, last: str = "") -> None:
        """Write a line across the sheet, as high as it needs to be."""
        last = last or COLUMNS[self.key][-1]
        self.across(row, first, last, content, style)
        width = sum(self.widths[column] for column in self._between(first, last))
        self.height(row, self.needed(content if isinstance(content, str) else "", width))

    def needed(self, text: str, width: float) -> float:
        """The height that a text needs in a width."""
        return lines_needed(text, max(width - EDGE, 2)) * LINE_HEIGHT + PADDING if text else LOWEST_ROW

    def height(self, row: int, height: float) -> None:
        """Set the height of a row."""
        self.heights[row] = min(max(height, LOWEST_ROW), HIGHEST_ROW)
        self.writer.height(row, self.heights[row])

    def accept(self, column: str, first: int, last: int, validation: Validation) -> None:
        """Say what the inputs of a column accept."""
        told = replace(validation, refusal=_("not possible here"))
        self.writer.validate(self._numbers[column], first, last, told)

    def link(self, column: str, row: int, target: str) -> None:
        """Have a cell that was put lead to another cell of the workbook."""
        self.writer.link(row, self._numbers[column], target)

    def freeze(self, column: str, row: int) -> None:
        """Keep the rows above and the columns to the left of a cell in view; the row above is printed on every page."""
        self.writer.freeze(row, self._numbers[column])
        self.writer.repeat_row(row - 1)

    def highlight(self, first: str, top: int, last: str, bottom: int, condition: str, tone: Tone) -> None:
        """Give cells the colors of a tone while a condition holds, written for the first of them."""
        self.writer.highlight(f"{self.letter(first)}{top}:{self.letter(last)}{bottom}", condition, tone)

    def printed(
        self,
        last_row: int,
        last_column: str,
        *,
        landscape: bool,
        margins: tuple[str, str, str, str],
        fit: Fit = "width",
    ) -> None:
        """Print on A4; `margins` are the texts above left and right, and below left and right."""
        above_left, above_right, below_left, below_right = (margin_text(text, 110) for text in margins)
        number = _("page {page} of {pages}", page=PAGE, pages=PAGES)
        header, footer = (above_left, above_right), (below_left, f"{below_right}  {number}".strip())
        self.writer.print_as(PrintSetup(landscape, MARGINS, header, footer, fit))
        self.writer.print_area(2, len(HIDDEN_COLUMNS) + 1, last_row, self._numbers[last_column])


def widest_word(title: str) -> float:
    """The width that the longest word of a title in bold needs; Chinese breaks anywhere."""
    return max(map(len, _UNBROKEN.findall(title)), default=0) * BOLD + EDGE


def height_for(needed: float, rows: int) -> float:
    """The height of each of several rows that together hold a text."""
    return max(LOWEST_ROW, ceil(needed / rows))


def _mark_of(content: Content) -> str:
    """The mark of a content as it will be read; empty for nothing."""
    match content:
        case None:
            return ""
        case Formula():
            return FORMULA
        case Headed(heading, text):
            return mark_of(unescaped(storable(f"{heading}\n{text}")))
        case str():
            return mark_of(unescaped(storable(content)))
        case int() | Decimal():
            return mark_of(decimal_of(str(content)))
        case date():
            return mark_of(content.isoformat())
        case _:
            assert_never(content)
