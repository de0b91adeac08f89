"""A book of pages as an Excel workbook: figures as values, checks as formulas, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from aidscore.media.json.settings import settings_text
from aidscore.media.workbook_layout import BORDERS, CHART_ROWS, INDENT, Addresses, Line, body_length, lines
from aidscore.media.workbook_sheets import Sheets
from aidscore.media.workbook_style import SMALL, USUAL, Role, is_indented, style_of
from aidscore.model.page import Align, Book, Cell, Chart, Check, Column, Tab, Table, Tone, pieces
from aidscore.model.results import Outcome
from aidscore.pages.summary.summary import summary_book
from aidscore.run.inputs import inputs_of
from aidscore.wording.codes import check_word
from aidscore.words import _, speaking, spoken
from aidscore.xlsx.chart import Drawn, Values, chart_of
from aidscore.xlsx.formula import Formula, literal, quoted_sheet
from aidscore.xlsx.printing import PAGE, PAGES, Margins, PrintSetup, margin_text
from aidscore.xlsx.rows import Content
from aidscore.xlsx.sheet import MOST_ROWS, SheetWriter
from aidscore.xlsx.style import GENERAL, Style
from aidscore.xlsx.text import LOWEST_ROW, Marked, lines_needed, storable
from aidscore.xlsx.workbook import WorkbookWriter

LONG = 50_000
"""A table with more rows is made while it is written, and on a sheet of its own: merged cells would be too many."""
LINE_HEIGHT, PADDING = 15.5, 4
DENSE_LINE_HEIGHT, DENSE_PADDING = 13.2, 2.4


def summary_workbook(outcome: Outcome, language: str | None = None) -> Iterator[bytes]:
    """The summary of a batch as a workbook in pieces, in a language or else in that of its standard."""
    standards = (phase.edition.standard for phase in outcome.phases)
    with speaking(language or next((standard.language for standard in standards), spoken())):
        return workbook(summary_book(outcome, [*inputs_of(outcome)]), settings_text(outcome))


def workbook(book: Book, description: str = "") -> Iterator[bytes]:
    """The workbook of a book in pieces; its properties keep a description.

    Everything is written into temporary files before the first piece.
    """
    made = WorkbookWriter(book.title, description)
    book = Sheets(book, MOST_ROWS, LONG).ready()
    addresses = Addresses(book)
    for sheet in [_TabWriter(made.sheet(tab.name), book, tab, addresses) for tab in book.tabs]:
        sheet.write()
    return made.pieces()


class _Layout(NamedTuple):
    """Where the cells of rows are: the same for all rows of a kind in a table."""

    places: Sequence[tuple[int, int]]
    """The first and the last column of each cell."""
    aligns: Sequence[Align]
    """The side of its column on which each cell is."""
    widths: Sequence[float]
    """The width that the text of each cell has, in characters of the usual size."""


class _TabWriter:
    """Writes a tab of a book as a sheet."""

    def __init__(self, sheet: SheetWriter, book: Book, tab: Tab, addresses: Addresses) -> None:
        self.sheet, self.book, self.tab, self.addresses = sheet, book, tab, addresses
        self.grid = addresses.grids[tab.key]
        self.last_column = tab.printed_columns or self.grid.printed
        """The last column that is printed: titles go up to it."""
        self._layouts: dict[tuple[int, str, str, int], tuple[Sequence[Column], _Layout]] = {}
        """The layouts so far, with the columns by whose identity they are found."""
        self._styles: dict[tuple[Role, Tone, Align, str], Style] = {}
        self.lowest = DENSE_LINE_HEIGHT + DENSE_PADDING if tab.dense else LOWEST_ROW

    def write(self) -> None:
        """Write everything: what must be known before the rows, the rows, what refers to them."""
        self._set_up_view()
        self.sheet.print_as(self._print_setup())
        last = 1
        for number, line in enumerate(lines(self.book, self.tab), 1):
            self._write_line(number, line)
            last = number if line.is_printed else last
        self._color_checks()
        self.sheet.print_area(1, 1, last, self.last_column)

    def _set_up_view(self) -> None:
        """Set the widths of columns, the height of rows, what stays in view."""
        self.sheet.hide_grid()
        self.sheet.usual_height(self.lowest)
        for number, width in enumerate(self.grid.widths, 1):
            self.sheet.width(number, width)
        first = self.addresses.first.get(self.tab.key)
        if self.tab.pinned and first is not None:
            header, rows = first.header, body_length(first.table)
            self.sheet.freeze(header + 1, self.tab.pinned + 1)
            self.sheet.repeat_row(header)
            self.sheet.filter(header, 1, header + rows, len(self.grid.edges))

    def _print_setup(self) -> PrintSetup:
        """A4, with the title of the book and the number of the page on every page."""
        page = _("{tab}, page {page} of {pages}", tab=self.tab.name, page=PAGE, pages=PAGES)
        return PrintSetup(
            landscape=not self.tab.portrait,
            margins=Margins(0.6, 0.55, 0.3, 0.3),
            header=(margin_text(self.book.title, 60), margin_text(self.book.header, 90)),
            footer=(margin_text(self.book.footer, 60), page),
            fit="page" if self.tab.one_sheet else "width",
        )

    def _write_line(self, number: int, line: Line) -> None:
        """Write a row, as high as its texts need."""
        layout = self._layout(line)
        height = self._height(line, layout)
        self.sheet.write_row(number, self._cells(number, line, layout), None if height == self.lowest else height)
        if line.chart is not None:
            self._place_chart(line.chart, number)

    def _cells(self, row: int, line: Line, layout: _Layout) -> Iterator[tuple[int, Content | Marked, Style]]:
        """The columns of a row with their contents and styles.

        Cells over several columns are merged; where they are printed their borders are seen in each of the columns.
        """
        for (first, last), cell, align in zip(layout.places, line.cells, layout.aligns, strict=True):
            content, style = self._filled(row, first, cell, line, align)
            yield first, content, style
            if first != last:
                if line.is_printed:
                    yield from ((column, None, style) for column in range(first + 1, last + 1))
                self.sheet.merge(row, first, row, last)

    def _layout(self, line: Line) -> _Layout:
        """Where the cells of a row are."""
        key = id(line.columns), line.role, line.align, len(line.cells)
        if key not in self._layouts:
            places = self.grid.spans(line.columns) if line.columns else [(1, self.last_column)] * len(line.cells)
            aligns: list[Align] = [column.align for column in line.columns] or [line.align] * len(line.cells)
            self._layouts[key] = line.columns, _Layout(places, aligns, [*self._text_widths(line, places, aligns)])
        return self._layouts[key][1]

    def _height(self, line: Line, layout: _Layout) -> float:
        """The height at which all lines of the highest text are seen."""
        match line.role:
            case "heading":
                return 24.0 if line.cells[0].text else 9.0
            case "title":
                return 34.0
            case "blank":
                return LOWEST_ROW
            case "mark" | "group" | "header" | "section" | "label" | "body":
                texts = ["" if cell.number is not None else cell.text for cell in line.cells]
                most = max(map(lines_needed, texts, layout.widths))
                line_height, padding = (DENSE_LINE_HEIGHT, DENSE_PADDING) if self.tab.dense else (LINE_HEIGHT, PADDING)
                return max(self.lowest, most * line_height + padding)

    def _text_widths(self, line: Line, places: Sequence[tuple[int, int]], aligns: Sequence[Align]) -> Iterator[float]:
        """The width that the text of each cell has, in characters of the usual size."""
        size = USUAL / SMALL if self.tab.dense else 1.0
        for (first, last), align in zip(places, aligns, strict=True):
            lost = INDENT if is_indented(line.role, align) and not self.tab.dense else BORDERS
            yield (self.grid.width(first, last) - lost) * size

    def _filled(self, row: int, column: int, cell: Cell, line: Line, align: Align) -> tuple[Content | Marked, Style]:
        """What a cell contains, a check, a number or a text, and its style."""
        role = "body" if line.role == "label" and column > 1 else line.role
        if cell.check is not None and line.table is not None:
            return self._check(cell.check, row, line.table), self._style(role, cell.tone, align)
        if cell.number is not None:
            tone = "open" if cell.marks else cell.tone
            return number_of(cell), self._style(role, tone, align, number_format(cell))
        content = Marked(tuple(pieces(cell))) if cell.marks else cell.text
        return content, self._style(role, cell.tone, align)

    def _check(self, check: Check, row: int, table: Table) -> Formula:
        """The formula that tells whether a check holds, with what it comes out as."""
        condition = self.addresses.formula(check.formula, self.tab, table, row)
        words = ",".join(literal(check_word(holds=holds)) for holds in (True, False))
        return Formula(f"=IF({condition},{words})", check_word(holds=check.holds))

    def _style(self, role: Role, tone: Tone, align: Align, number_format: str = GENERAL) -> Style:
        """The style of a cell in this tab."""
        key = role, tone, align, number_format
        if key not in self._styles:
            self._styles[key] = style_of(role, tone, align, number_format, dense=self.tab.dense)
        return self._styles[key]

    def _color_checks(self) -> None:
        """Color the checks that do not hold."""
        for letter, rows in rows_by_letter(self.sheet.results).items():
            condition = f"{letter}{min(rows)}={literal(check_word(holds=False))}"
            self.sheet.highlight(f"{letter}{min(rows)}:{letter}{max(rows)}", condition, "bad")

    def _place_chart(self, chart: Chart, row: int) -> None:
        """Place a chart over empty rows."""
        drawn = [
            Drawn(self._values(chart, one.column), one.drawn, one.tone, is_range=one.is_range) for one in chart.series
        ]
        labels = self._values(chart, chart.labels, numbers=False)
        made = chart_of(chart.title, labels, drawn, chart.bottom, chart.top)
        self.sheet.place_chart(made, row, CHART_ROWS, self.last_column)

    def _values(self, chart: Chart, column: str, *, numbers: bool = True) -> Values:
        """What a chart shows of a column: its numbers, or its texts."""
        place = self.addresses.tables[chart.table]
        number = [known.key for known in place.table.columns].index(column)
        shown = [place.table.rows[row][number] for row in chart.rows]
        rates = [number_format(cell) for cell in shown if cell.text.endswith("%")]
        sheet, letter = quoted_sheet(place.tab.name), self.addresses.letter(chart.table, column)
        return Values(
            f"{sheet}!{self.addresses.span(chart.table, column, chart.rows)}",
            [*map(_number_text, shown)] if numbers else [storable(cell.text) for cell in shown],
            f"{sheet}!${letter}${place.header}",
            place.table.columns[number].title,
            max(rates, key=len, default="General"),
        )


def _number_text(cell: Cell) -> str:
    """The number of a cell as a chart stores it; empty where there is none."""
    return "" if cell.number is None else format(number_of(cell), "f")


def number_of(cell: Cell) -> Decimal:
    """The number of a cell as a workbook stores it: a percentage as a rate."""
    number = cell.number or Decimal(0)
    assert number.is_finite(), f"{number} would make an empty cell"
    return number.scaleb(-2) if cell.text.endswith("%") else number


def number_format(cell: Cell) -> str:
    """The number format with the decimals, and the sign, that the number is shown with."""
    if cell.text.isdecimal():
        return "0"
    decimals = -int(cell.number.as_tuple().exponent) if cell.number is not None else 0
    shown = ("0." + "0" * decimals if decimals > 0 else "0") + ("%" if cell.text.endswith("%") else "")
    return f"+{shown};-{shown};{shown}" if cell.text.startswith("+") else shown


def rows_by_letter(cells: Iterable[str]) -> dict[str, list[int]]:
    """The rows of cells, by the letters of their columns."""
    found: dict[str, list[int]] = {}
    for cell in cells:
        letter = cell.rstrip("0123456789")
        found.setdefault(letter, []).append(int(cell[len(letter) :]))
    return found
