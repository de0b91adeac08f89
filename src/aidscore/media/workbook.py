"""A book of pages as an Excel workbook: figures as values, checks as formulas, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from aidscore.media.json.settings import settings_text
from aidscore.media.workbook_layout import BORDERS, CHART_ROWS, INDENT, Addresses, Line, body, fitted, lines
from aidscore.media.workbook_style import SMALL, USUAL, is_indented, style_of
from aidscore.model.page import Align, Book, Cell, Chart, Tab, pieces
from aidscore.model.results import Outcome
from aidscore.pages.summary.summary import summary_book
from aidscore.wording.codes import check_word
from aidscore.words import _, speaking, spoken
from aidscore.xlsx.chart import Drawn, Values, chart_of
from aidscore.xlsx.formula import Formula, literal, quoted_sheet
from aidscore.xlsx.names import sheet_name
from aidscore.xlsx.printing import PAGE, PAGES, Margins, PrintSetup, margin_text
from aidscore.xlsx.sheet import SheetWriter
from aidscore.xlsx.style import Style
from aidscore.xlsx.text import LOWEST_ROW, Marked, lines_needed, storable
from aidscore.xlsx.workbook import WorkbookWriter

LINE_HEIGHT, PADDING = 15.5, 4
DENSE_LINE_HEIGHT, DENSE_PADDING = 13.2, 2.4


def summary_workbook(outcome: Outcome, language: str | None = None) -> bytes:
    """The summary of a batch as a workbook, in a language or else in that of its standard."""
    standards = (phase.edition.standard for phase in outcome.phases)
    with speaking(language or next((standard.language for standard in standards), spoken())):
        return workbook(summary_book(outcome), settings_text(outcome))


def workbook(book: Book, description: str = "") -> bytes:
    """The workbook of a book; its properties keep a description."""
    made = WorkbookWriter(book.title, description)
    book = replace(book, tabs=tuple(_ready(book)))
    addresses = Addresses(book)
    for sheet in [_TabWriter(made.sheet(tab.name), book, tab, addresses) for tab in book.tabs]:
        sheet.write()
    return made.saved()


def _ready(book: Book) -> Iterator[Tab]:
    """The tabs with names that every spreadsheet accepts, and with columns that are wide enough."""
    taken: list[str] = []
    for tab in book.tabs:
        taken.append(sheet_name(tab.name, _("Sheet"), taken))
        yield replace(fitted(tab), name=taken[-1])


class _TabWriter:
    """Writes a tab of a book as a sheet."""

    def __init__(self, sheet: SheetWriter, book: Book, tab: Tab, addresses: Addresses) -> None:
        self.sheet, self.book, self.tab, self.addresses = sheet, book, tab, addresses
        self.grid = addresses.grids[tab.key]
        self.last_column = tab.printed_columns or self.grid.printed
        """The last column that is printed: titles go up to it."""
        self.lowest = DENSE_LINE_HEIGHT + DENSE_PADDING if tab.dense else LOWEST_ROW

    def write(self) -> None:
        """Write everything: what must be known before the rows, the rows, what refers to them."""
        self._set_up_view()
        self.sheet.print_as(self._print_setup())
        last = 1
        for number, line in enumerate(lines(self.book, self.tab), 1):
            self._write_line(number, line)
            self.sheet.flush()
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
            header, rows = first.header, max(1, len(body(first.table)))
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
        places = self._places(line)
        if (height := self._height(line, places)) != self.lowest:
            self.sheet.height(number, height)
        if line.chart is not None:
            self._place_chart(line.chart, number)
        for (first, last), cell, align in zip(places, line.cells, self._aligns(line), strict=True):
            style = self._put(number, first, cell, line, align)
            self._cover(line, number, range(first + 1, last + 1), style)

    def _cover(self, line: Line, row: int, columns: range, style: Style) -> None:
        """Merge a cell with the columns that follow it; where it is printed their borders are seen, too."""
        if columns:
            for column in columns if line.is_printed else ():
                self.sheet.put(row, column, None, style)
            self.sheet.merge(row, columns.start - 1, row, columns.stop - 1)

    def _places(self, line: Line) -> list[tuple[int, int]]:
        """The first and the last column of each cell of a row."""
        if line.columns:
            return self.grid.spans(line.columns)
        return [(1, self.last_column)] * len(line.cells)

    def _height(self, line: Line, places: list[tuple[int, int]]) -> float:
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
                most = max(map(lines_needed, texts, self._text_widths(line, places)))
                line_height, padding = (DENSE_LINE_HEIGHT, DENSE_PADDING) if self.tab.dense else (LINE_HEIGHT, PADDING)
                return max(self.lowest, most * line_height + padding)

    def _text_widths(self, line: Line, places: list[tuple[int, int]]) -> Iterator[float]:
        """The width that the text of each cell has, in characters of the usual size."""
        size = USUAL / SMALL if self.tab.dense else 1.0
        for (first, last), align in zip(places, self._aligns(line), strict=True):
            lost = INDENT if is_indented(line.role, align) and not self.tab.dense else BORDERS
            yield (self.grid.width(first, last) - lost) * size

    def _aligns(self, line: Line) -> list[Align]:
        """The side of its column on which each cell is."""
        return [column.align for column in line.columns] or [line.align] * len(line.cells)

    def _put(self, row: int, column: int, cell: Cell, line: Line, align: Align) -> Style:
        """Write a cell: a check, a number, or a text. Returns its style."""
        role = "body" if line.role == "label" and column > 1 else line.role
        style = style_of(role, cell.tone, align, dense=self.tab.dense)
        content: Formula | Decimal | str | Marked = Marked(tuple(pieces(cell))) if cell.marks else cell.text
        if cell.check is not None and line.table is not None:
            condition = self.addresses.formula(cell.check.formula, self.tab, line.table, row)
            words = ",".join(literal(check_word(holds=holds)) for holds in (True, False))
            content = Formula(f"=IF({condition},{words})", cell.text)
        elif cell.number is not None:
            content = number_of(cell)
            tone = "open" if cell.marks else cell.tone
            style = style_of(role, tone, align, number_format(cell), dense=self.tab.dense)
        self.sheet.put(row, column, content, style)
        return style

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
