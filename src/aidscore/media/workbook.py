"""A book of pages as an Excel workbook: figures as values, checks as formulas, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from aidscore.media.workbook_layout import CHART_ROWS, Addresses, Line, body, columns_of, lines
from aidscore.media.workbook_style import Role, is_indented, style_of
from aidscore.model.page import Align, Book, Cell, Chart, Tab, pieces
from aidscore.model.results import Outcome
from aidscore.pages.summary.summary import summary_book
from aidscore.wording.codes import check_word
from aidscore.words import _, speaking, spoken
from aidscore.xlsx.cells import column_letters
from aidscore.xlsx.chart import Values, chart_of
from aidscore.xlsx.formula import Formula, literal, quoted_sheet
from aidscore.xlsx.printing import PAGE, PAGES, Margins, PrintSetup, margin_text
from aidscore.xlsx.sheet import SheetWriter
from aidscore.xlsx.text import LOWEST_ROW, Marked, lines_needed, storable
from aidscore.xlsx.workbook import WorkbookWriter

INDENT, BORDERS = 3.0, 1.2
"""The part of a column's width that is lost with and without an indent."""
LINE_HEIGHT, PADDING = 15.5, 4
SCALE = 66
"""The percentage at which a tab with several charts is printed; it fits on the paper in every program."""


def summary_workbook(outcome: Outcome, language: str | None = None) -> bytes:
    """The summary of a batch as a workbook, in a language or else in that of its standard."""
    standards = (phase.edition.standard for phase in outcome.phases)
    with speaking(language or next((standard.language for standard in standards), spoken())):
        return workbook(summary_book(outcome))


def workbook(book: Book) -> bytes:
    """The workbook of a book."""
    made = WorkbookWriter(book.title)
    addresses = Addresses(book)
    for sheet in [_TabWriter(made.sheet(tab.name), book, tab, addresses) for tab in book.tabs]:
        sheet.write()
    return made.saved()


class _TabWriter:
    """Writes a tab of a book as a sheet."""

    def __init__(self, sheet: SheetWriter, book: Book, tab: Tab, addresses: Addresses) -> None:
        self.sheet, self.book, self.tab, self.addresses = sheet, book, tab, addresses
        self.columns = columns_of(tab)

    def write(self) -> None:
        """Write everything: what must be known before the rows, the rows, what refers to them."""
        self._set_up_view()
        self.sheet.print_as(self._print_setup())
        last = 0
        for last, line in enumerate(lines(self.book, self.tab), 1):
            self._write_line(last, line)
            self.sheet.flush()
        self._add_highlights()
        self.sheet.print_area(1, 1, last, len(self.columns))

    def _set_up_view(self) -> None:
        """Set the widths of columns, the height of rows, what stays in view."""
        self.sheet.hide_grid()
        self.sheet.usual_height(LOWEST_ROW)
        for number, column in enumerate(self.columns, 1):
            self.sheet.width(number, column.width)
        header = self.addresses.headers.get(self.tab.key)
        if self.tab.pinned and header is not None:
            self.sheet.freeze(header + 1, self.tab.pinned + 1)
            self.sheet.repeat_row(header)
            rows = max(1, len(body(self.addresses.table(self.tab.key))))
            self.sheet.filter(header, 1, header + rows, len(self.columns))

    def _print_setup(self) -> PrintSetup:
        """A4 landscape, with the title of the book and the number of the page on every page."""
        by_scale = bool(self.tab.charts) and not self.tab.one_sheet  # page breaks before charts hold only then
        page = _("{tab}, page {page} of {pages}", tab=self.tab.name, page=PAGE, pages=PAGES)
        return PrintSetup(
            landscape=not self.tab.portrait,
            margins=Margins(0.7, 0.6, 0.3, 0.3),
            header=(margin_text(self.book.title, 60), margin_text(self.book.header, 90)),
            footer=(margin_text(self.book.footer, 60), page),
            fit=SCALE if by_scale else "page" if self.tab.one_sheet else "width",
        )

    def _write_line(self, number: int, line: Line) -> None:
        """Write a row, as high as its texts need."""
        if (height := self._height(line)) != LOWEST_ROW:
            self.sheet.height(number, height)
        if line.role in ("title", "mark", "heading"):
            self.sheet.merge(number, 1, number, len(self.columns))
        if line.chart is not None:
            self._place_chart(line.chart, number)
        for column, cell in enumerate(line.cells, 1):
            self._put(number, column, cell, line)

    def _height(self, line: Line) -> float:
        """The height at which all lines of the highest text are seen."""
        match line.role:
            case "heading":
                return 26.0 if line.cells[0].text else 9.0
            case "title":
                return 34.0
            case "blank":
                return LOWEST_ROW
            case "mark" | "header" | "label" | "body":
                texts = ["" if cell.number is not None else cell.text for cell in line.cells]
                most = max(map(lines_needed, texts, self._text_widths(line)))
                return max(LOWEST_ROW, most * LINE_HEIGHT + PADDING)

    def _text_widths(self, line: Line) -> Iterable[float]:
        """The width that the text of each cell has."""
        widths = [float(column.width) for column in self.columns]
        for place, width in enumerate(widths if line.role != "mark" else [sum(widths)]):
            yield width - (INDENT if is_indented(line.role, self._align(line, place)) else BORDERS)

    def _put(self, row: int, column: int, cell: Cell, line: Line) -> None:
        """Write a cell: a check, a number, or a text."""
        align = self._align(line, column - 1)
        role: Role = "body" if line.role == "label" and column > 1 else line.role
        if cell.check is not None and line.table is not None:
            condition = self.addresses.formula(cell.check.formula, line.table, row)
            words = ",".join(literal(check_word(holds=holds)) for holds in (True, False))
            content = Formula(f"=IF({condition},{words})", cell.text)
            self.sheet.put(row, column, content, style_of(role, cell.tone, align))
        elif cell.number is not None:
            tone = "open" if cell.marks else cell.tone
            self.sheet.put(row, column, number_of(cell), style_of(role, tone, align, number_format(cell)))
        else:
            said = Marked(tuple(pieces(cell))) if cell.marks else cell.text
            self.sheet.put(row, column, said, style_of(role, cell.tone, align))

    def _align(self, line: Line, place: int) -> Align:
        """The side of its column on which a cell is."""
        return line.table.columns[place].align if line.table else "left"

    def _add_highlights(self) -> None:
        """Color cells by the figures, and checks that do not hold."""
        for rule in self.tab.highlights:
            first = self.addresses.headers[self.tab.key] + 1
            condition = self.addresses.formula(rule.condition, self.addresses.table(self.tab.key), first)
            cells = self.addresses.span(self.tab.key, rule.column).replace("$", "")
            self.sheet.highlight(cells, condition, rule.tone)
        for letter, rows in rows_by_letter(self.sheet.results).items():
            condition = f"{letter}{min(rows)}={literal(check_word(holds=False))}"
            self.sheet.highlight(f"{letter}{min(rows)}:{letter}{max(rows)}", condition, "bad")

    def _place_chart(self, chart: Chart, row: int) -> None:
        """Place a chart over empty rows; another one is printed on a page of its own."""
        labels, bars, line = (self._values(chart, column) for column in (chart.labels, chart.bars, chart.line))
        made = chart_of(chart.title, labels, bars, line, chart.top)
        self.sheet.place_chart(made, row, CHART_ROWS, len(self.columns))
        if chart is not self.tab.charts[-1]:
            self.sheet.break_page(row + CHART_ROWS)

    def _values(self, chart: Chart, column: str) -> Values:
        """What a chart shows of a column."""
        table = self.addresses.table(chart.tab)
        place = [known.key for known in table.columns].index(column)
        shown = [table.rows[number][place] for number in chart.rows]
        sheet = quoted_sheet(self.addresses.tabs[chart.tab].name)
        header = f"{sheet}!${column_letters(place + 1)}${self.addresses.headers[chart.tab]}"
        cells = f"{sheet}!{self.addresses.span(chart.tab, column, chart.rows)}"
        texts = [storable(cell.text) if cell.number is None else format(cell.number, "f") for cell in shown]
        return Values(cells, texts, header, table.columns[place].title)


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
