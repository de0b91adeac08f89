"""A sheet of the form while it is made: cells, merged cells, heights, what inputs accept, protection, printing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from math import ceil
from typing import NamedTuple, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import Outline, PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from aidscore.form.drawing.looks import Look
from aidscore.form.drawing.result_sheet import Formula
from aidscore.form.drawing.validations import LONGEST_PROMPT, LONGEST_TITLE, Check
from aidscore.form.layout import COLUMNS, letter
from aidscore.model.form import HIDDEN_COLUMNS, SheetKey, Stamp
from aidscore.words import _
from aidscore.xlsx.printing import in_margin
from aidscore.xlsx.style import FONT, INK
from aidscore.xlsx.text import FORMULA_STARTS, lines_needed, shortened, storable


class Headed(NamedTuple):
    """A text under a heading in bold, in one cell."""

    heading: str
    text: str

    def rich(self) -> CellRichText:
        """As a cell holds it."""
        head = TextBlock(InlineFont(rFont=FONT, sz=10, b=True, color=Color(INK)), storable(self.heading))
        rest = TextBlock(
            InlineFont(rFont=FONT, sz=10, color=Color(INK)), storable(f"\n{self.text}" if self.text else "")
        )
        return CellRichText([head, rest] if self.text else [head])


Content: TypeAlias = str | int | Decimal | date | Formula | Headed | None
Widths: TypeAlias = dict[str, float]

LINE_HEIGHT, PADDING, LOWEST, HIGHEST, EDGE = 15.0, 5.0, 20.0, 409.0, 2.0
Styles: TypeAlias = dict[Look, StyleArray]


class Paper:
    """A sheet with the columns of its key; rows are written one by one."""

    def __init__(self, book: Workbook, styles: Styles, key: SheetKey, name: str, widths: Widths) -> None:
        self.sheet: Worksheet = book.create_sheet(name)
        self.key = key
        self.widths = widths
        self._styles = styles
        self._checks: defaultdict[Check, list[tuple[str, int, int]]] = defaultdict(list)
        self._numbers = {column: number for number, column in enumerate(COLUMNS[key], 1)}
        self._letters = {column: letter(key, column) for column in COLUMNS[key]}
        for column in HIDDEN_COLUMNS:
            self.sheet.column_dimensions[self._letters[column]].hidden = True
        for column, width in widths.items():
            self.sheet.column_dimensions[self._letters[column]].width = width
        self.sheet.sheet_view.showGridLines = False

    @property
    def last_letter(self) -> str:
        """The last column."""
        return self._letters[COLUMNS[self.key][-1]]

    def letter(self, column: str) -> str:
        """The letter of a column."""
        return self._letters[column]

    def stamp(self, stamp: Stamp) -> None:
        """The hidden first row: the stamp, and the keys of the columns."""
        self.put("id", 1, str(stamp), Look("key"))
        for column in COLUMNS[self.key][1:]:
            self.put(column, 1, column, Look("key"))
        self.sheet.row_dimensions[1].hidden = True

    def put(self, column: str, row: int, content: Content, look: Look) -> None:
        """Write a cell of a column; a text can never become a formula."""
        cell = self.sheet.cell(row, self._numbers[column])
        assert isinstance(cell, ExcelCell)
        if isinstance(content, Formula):
            cell.value = str(content)
            cell.data_type = "f"
        elif isinstance(content, Headed):
            cell.value = content.rich()
        elif isinstance(content, str):
            said = storable(content)
            cell.value = said
            cell.data_type = "s"
            if said.startswith(FORMULA_STARTS):
                look = Look(look.role, look.align, look.number_format, quoted=True)
        elif content is not None:
            cell.value = content
        cell._style = self._style(look)  # type: ignore[attr-defined]  # the stubs do not know it

    def _style(self, look: Look) -> StyleArray:
        """The style of a look, made once: making one takes longer than writing a cell."""
        if look not in self._styles:
            sample = ExcelCell(self.sheet, 1, 1)
            sample.font, sample.fill, sample.border = look.font, look.fill, look.border
            sample.alignment, sample.protection = look.alignment, look.protection
            sample.number_format, sample.quotePrefix = look.number_format, look.quoted
            self._styles[look] = sample._style  # type: ignore[attr-defined]  # the same
        return self._styles[look]

    def merge(self, first: str, top: int, last: str, bottom: int) -> None:
        """Merge cells, which look alike already."""
        if (first, top) != (last, bottom):
            merged = CellRange(f"{self._letters[first]}{top}:{self._letters[last]}{bottom}")
            self.sheet.merged_cells.ranges.add(merged)  # its own `add` compares with all others

    def across(self, row: int, first: str, last: str, content: Content, look: Look) -> None:
        """One content across several columns of a row."""
        columns = COLUMNS[self.key]
        for column in columns[columns.index(first) : columns.index(last) + 1]:
            self.put(column, row, content if column == first else None, look)
        self.merge(first, row, last, row)

    def banner(self, row: int, content: Content, look: Look, first: str, last: str = "") -> None:
        """A line across the sheet, as high as it needs to be."""
        columns = COLUMNS[self.key]
        last = last or columns[-1]
        self.across(row, first, last, content, look)
        width = sum(self.widths[column] for column in columns[columns.index(first) : columns.index(last) + 1])
        said = content if isinstance(content, str) and not isinstance(content, Formula) else ""
        self.height(row, self.needed(said, width) if said else LOWEST)

    def needed(self, said: str, width: float) -> float:
        """The height that a text needs in a width."""
        return lines_needed(said, max(width - EDGE, 2)) * LINE_HEIGHT + PADDING if said else LOWEST

    def height(self, row: int, height: float) -> None:
        """The height of a row: spreadsheets do not find it by themselves."""
        self.sheet.row_dimensions[row].height = min(max(height, LOWEST), HIGHEST)

    def accept(self, column: str, first: int, last: int, check: Check) -> None:
        """What inputs in a column accept."""
        ranges = self._checks[check]
        if ranges and ranges[-1][0] == column and ranges[-1][2] == first - 1:
            ranges[-1] = (column, ranges[-1][1], last)
        else:
            ranges.append((column, first, last))

    def add_checks(self) -> None:
        """Write what inputs accept: one entry for all that accept the same."""
        for check, ranges in self._checks.items():
            assert len(check.first) <= LONGEST_PROMPT, check.first
            cells = (f"{self._letters[column]}{first}:{self._letters[column]}{last}" for column, first, last in ranges)
            made = DataValidation(
                type=check.kind,  # type: ignore[arg-type]  # one of Excel's types
                operator=None if check.kind in ("list", "custom") else "between",
                formula1=check.first,
                formula2=check.last,
                allow_blank=True,
                sqref=" ".join(cells),
            )
            made.showErrorMessage, made.showInputMessage = True, bool(check.prompt)
            made.errorTitle, made.error = _("not possible here"), _fit(check.prompt, LONGEST_PROMPT)
            made.promptTitle, made.prompt = _fit(check.title, LONGEST_TITLE), _fit(check.prompt, LONGEST_PROMPT)
            self.sheet.add_data_validation(made)

    def protect(self) -> None:
        """Lock everything but the inputs, without a password; widths and heights may be changed."""
        protection = self.sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False

    def outline(self) -> None:
        """Rows are grouped below what they belong to."""
        self.sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)

    def printed(self, last_row: int, last_column: str, *, landscape: bool, margins: tuple[str, str, str, str]) -> None:
        """A4, as wide as the paper; `margins` are what stands above left and right, and below left and right."""
        sheet = self.sheet
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.paperSize = 9
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_options.horizontalCentered = True
        page = sheet.page_margins
        page.left = page.right = 0.4
        page.top, page.bottom, page.header, page.footer = 0.65, 0.75, 0.3, 0.35
        above_left, above_right, below_left, below_right = (shortened(said, 110) for said in margins)
        sheet.oddHeader = in_margin(above_left, above_right)
        number = _("page {page} of {pages}", page="&P", pages="&N")
        sheet.oddFooter = in_margin(below_left, f"{below_right}  {number}")
        first = self._letters[COLUMNS[self.key][len(HIDDEN_COLUMNS)]]
        sheet.print_area = f"{first}2:{self._letters[last_column]}{last_row}"


def _fit(said: str, most: int) -> str:
    """A text for the small window beside a cell, which has little room; rare characters take two places there."""
    units = storable(said).encode("utf-16-le")
    return said if len(units) <= 2 * most else units[: 2 * (most - 1)].decode("utf-16-le", "ignore") + "…"


def rows_for(needed: float, rows: int) -> float:
    """The height of each of several rows that together hold a text."""
    return max(LOWEST, ceil(needed / rows))
