"""A book of pages as an Excel workbook: figures as values, checks as formulas, ready to be printed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.formatting.rule import Rule
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from aidscore.media.workbook_layout import CHART_ROWS, Addresses, Line, body, columns_of, lines
from aidscore.model.page import Align, Book, Cell, Chart, Tab, marked
from aidscore.model.results import Outcome
from aidscore.pages.summary.summary import summary_book
from aidscore.wording.codes import check_word
from aidscore.words import _, speaking, spoken
from aidscore.xlsx.chart import Values, chart_of
from aidscore.xlsx.file import finished
from aidscore.xlsx.printing import in_margin
from aidscore.xlsx.style import Look, Role, highlight
from aidscore.xlsx.text import FORMULA_STARTS, lines_needed, number_format, number_of, shortened, storable

MOST_ROWS = 1_048_576
INDENT, BORDERS = 3.0, 1.2
"""What is lost of a column's width with and without an indent."""
LINE_HEIGHT, LOWEST_ROW, HIGHEST_ROW = 15.5, 20.0, 409.0
SCALE = 66
"""The percentage at which a tab with several charts is printed; it fits on the paper in every program."""


def summary_workbook(outcome: Outcome, language: str | None = None) -> bytes:
    """The summary of a batch as a workbook, in a language or else in that of its standard."""
    standards = (phase.edition.standard for phase in outcome.phases)
    with speaking(language or next((standard.language for standard in standards), spoken())):
        return workbook(summary_book(outcome))


def workbook(book: Book) -> bytes:
    """The workbook of a book."""
    made = Workbook(write_only=True)
    made.properties.creator, made.properties.title = "aidscore", storable(book.title)
    made.properties.created = datetime(2000, 1, 1)
    addresses = Addresses(book)
    sheets = [_Sheet(made, book, tab, addresses) for tab in book.tabs]
    for sheet in sheets:
        sheet.write()
    data = BytesIO()
    made.save(data)
    results = {f"xl/worksheets/sheet{number}.xml": sheet.results for number, sheet in enumerate(sheets, 1)}
    return finished(data.getvalue(), {name: found for name, found in results.items() if found})


class _Sheet:
    """A sheet being written."""

    def __init__(self, made: Workbook, book: Book, tab: Tab, addresses: Addresses) -> None:
        self.book, self.tab, self.addresses = book, tab, addresses
        self.columns = columns_of(tab)
        self.results: dict[str, str] = {}
        """What the formulas come to, by cell."""
        self._styles: dict[Look, StyleArray] = {}
        self._sheet = cast(Worksheet, made.create_sheet(tab.name))  # a write-only sheet has all of it that is used here

    def write(self) -> None:
        """All of it: what must be known before the rows, the rows, what refers to them."""
        self._set_up_view()
        self._set_up_print()
        last = 0
        for last, line in enumerate(lines(self.book, self.tab), 1):
            self._write_line(last, line)
        assert last <= MOST_ROWS, f"{last} rows do not fit on a sheet"
        self._add_rules()
        self._sheet.print_area = f"A1:{get_column_letter(len(self.columns))}{last}"

    def _set_up_view(self) -> None:
        """Widths of columns, the height of rows, what stays in view."""
        sheet = self._sheet
        sheet.sheet_view.showGridLines = False
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = LOWEST_ROW, True
        for number, column in enumerate(self.columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        header = self.addresses.headers.get(self.tab.key)
        if self.tab.pinned and header is not None:
            sheet.freeze_panes = f"{get_column_letter(self.tab.pinned + 1)}{header + 1}"
            sheet.print_title_rows = f"{header}:{header}"
            rows = max(1, len(body(self.addresses.table(self.tab.key))))
            sheet.auto_filter.ref = f"A{header}:{get_column_letter(len(self.columns))}{header + rows}"

    def _set_up_print(self) -> None:
        """A4 landscape, as wide as the paper; what the sheet is, and its page, on every page."""
        sheet = self._sheet
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        by_scale = bool(self.tab.charts) and not self.tab.one_sheet  # page breaks before charts hold only then
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=not by_scale)
        if by_scale:
            sheet.page_setup.scale = SCALE
        else:
            sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(self.tab.one_sheet)
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.4
        margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.6, 0.3, 0.3
        page = _("{tab}, page {page} of {pages}", tab=self.tab.name, page="&P", pages="&N")
        sheet.oddHeader = in_margin(shortened(self.book.title, 60), shortened(self.book.header, 90))
        sheet.oddFooter = in_margin(shortened(self.book.footer, 60), page)

    def _write_line(self, number: int, line: Line) -> None:
        """One row, as high as its texts need."""
        sheet, last = self._sheet, get_column_letter(len(self.columns))
        if (height := self._height(line)) != LOWEST_ROW:
            sheet.row_dimensions[number].height = height
        if line.role in ("title", "mark", "heading"):
            sheet.merged_cells.add(f"A{number}:{last}{number}")
        if line.chart is not None:
            self._place(line.chart, number)
            if line.chart is not self.tab.charts[-1]:
                sheet.row_breaks.append(Break(id=number + CHART_ROWS))
        sheet.append([self._cell(cell, line, place, number) for place, cell in enumerate(line.cells)])

    def _height(self, line: Line) -> float:
        """A height that shows all lines of the highest text: spreadsheets do not find it by themselves."""
        if line.role == "heading":
            return 26.0 if line.cells[0].text else 9.0
        if line.role == "title":
            return 34.0
        if line.role == "blank":
            return LOWEST_ROW
        widths = [column.width for column in self.columns]
        if line.role == "mark":
            widths = [sum(widths)]
        indented = [
            line.role in ("body", "label") and self._align(line, place) == "left" for place in range(len(widths))
        ]
        rooms = [width - (INDENT if inside else BORDERS) for width, inside in zip(widths, indented, strict=True)]
        texts = [("" if cell.number is not None else cell.text) for cell in line.cells]
        most = max(map(lines_needed, texts, rooms))
        return min(max(LOWEST_ROW, most * LINE_HEIGHT + 4), HIGHEST_ROW)

    def _cell(self, cell: Cell, line: Line, place: int, row: int) -> ExcelCell:
        """One cell: a check, a number, or a text that can never become a formula."""
        align = self._align(line, place)
        role: Role = "body" if line.role == "label" and place else line.role
        if cell.check is not None and line.table is not None:
            condition = self.addresses.formula(cell.check.formula, line.table, row)
            formula = f'=IF({condition},"{check_word(holds=True)}","{check_word(holds=False)}")'
            self.results[f"{get_column_letter(place + 1)}{row}"] = cell.text
            return self._made(formula, "f", Look(role, cell.tone, align))
        if cell.number is not None:
            return self._made(*number_of(cell), Look(role, cell.tone, align, number_format(cell)))
        said = storable(marked(cell))
        if not said:
            return self._made(None, "n", Look(role, cell.tone, align))
        return self._made(said, "s", Look(role, cell.tone, align, quoted=said.startswith(FORMULA_STARTS)))

    def _align(self, line: Line, place: int) -> Align:
        """On which side of its column a cell stands."""
        return line.table.columns[place].align if line.table else "left"

    def _made(self, value: str | Decimal | None, kind: str, look: Look) -> ExcelCell:
        """A cell of a value, of a kind that is never guessed."""
        cell = WriteOnlyCell(self._sheet)
        cell.value = value
        cell.data_type = kind
        cell._style = self._style(look)  # type: ignore[attr-defined]  # the stubs do not know it
        return cell

    def _style(self, look: Look) -> StyleArray:
        """The style of a look, made once: making one takes longer than writing a cell."""
        if look not in self._styles:
            sample = WriteOnlyCell(self._sheet)
            sample.font, sample.fill, sample.border, sample.alignment = (
                look.font,
                look.fill,
                look.border,
                look.alignment,
            )
            sample.number_format, sample.quotePrefix = look.number_format, look.quoted
            self._styles[look] = sample._style  # type: ignore[attr-defined]  # the same
        return self._styles[look]

    def _add_rules(self) -> None:
        """Colors that follow the figures."""
        for rule in self.tab.highlights:
            first = self.addresses.headers[self.tab.key] + 1
            condition = self.addresses.formula(rule.condition, self.addresses.table(self.tab.key), first)
            self._color(rule.column, highlight(condition, rule.tone))
        for letter, rows in rows_by_letter(self.results).items():
            cells = f"{letter}{min(rows)}:{letter}{max(rows)}"
            condition = f'{letter}{min(rows)}="{check_word(holds=False)}"'
            self._sheet.conditional_formatting.add(cells, highlight(condition, "bad"))

    def _color(self, column: str, rule: Rule) -> None:
        """Have a rule hold in a column of the last table."""
        self._sheet.conditional_formatting.add(self.addresses.span(self.tab.key, column).replace("$", ""), rule)

    def _place(self, chart: Chart, row: int) -> None:
        """A chart as wide as the columns, over the rows below all others."""
        labels, bars, line = (self._values(chart, column) for column in (chart.labels, chart.bars, chart.line))
        made = chart_of(chart.title, labels, bars, line, chart.top)
        corners = AnchorMarker(col=0, row=row - 1), AnchorMarker(col=len(self.columns), row=row - 1 + CHART_ROWS)
        anchor = TwoCellAnchor(editAs="oneCell", _from=corners[0], to=corners[1])
        made.anchor = anchor  # type: ignore[assignment]  # the stubs know only names of cells
        self._sheet.add_chart(made)

    def _values(self, chart: Chart, column: str) -> Values:
        """What a chart shows of a column."""
        table = self.addresses.table(chart.tab)
        place = [known.key for known in table.columns].index(column)
        shown = [table.rows[number][place] for number in chart.rows]
        sheet = self.addresses.quoted(self.addresses.tabs[chart.tab])
        header = f"{sheet}!${get_column_letter(place + 1)}${self.addresses.headers[chart.tab]}"
        cells = f"{sheet}!{self.addresses.span(chart.tab, column, chart.rows)}"
        texts = [storable(cell.text) if cell.number is None else format(cell.number, "f") for cell in shown]
        return Values(cells, texts, header, table.columns[place].title)


def rows_by_letter(cells: Iterable[str]) -> dict[str, list[int]]:
    """Addresses of cells by their columns."""
    found: dict[str, list[int]] = {}
    for cell in cells:
        letter = cell.rstrip("0123456789")
        found.setdefault(letter, []).append(int(cell[len(letter) :]))
    return found
