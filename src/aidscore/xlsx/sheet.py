"""A sheet while it is written: cells, merged cells, sizes, validations, colors, protection, charts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from openpyxl import Workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.chart import BarChart
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import Outline
from openpyxl.worksheet.worksheet import Worksheet

from aidscore.xlsx.cells import Address, column_letters
from aidscore.xlsx.formula import Formula, Result
from aidscore.xlsx.printing import PrintSetup
from aidscore.xlsx.rows import Content, Rows, cell, row_attributes
from aidscore.xlsx.style import Style, Tone, highlight
from aidscore.xlsx.text import FORMULA_STARTS, HIGHEST_ROW, Marked, shortened, utf16_units

LONGEST_PROMPT, LONGEST_TITLE = 255, 32
"""The most UTF-16 units of the text beside a cell, of a condition, and of a title."""
MOST_ROWS = 1_048_576

Styles: TypeAlias = dict[Style | None, str]
"""The attribute of a cell that names its style, for each style of a workbook."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What a cell accepts: a kind of Excel's with its limits or its list, and what is shown beside the cell."""

    kind: Literal["list", "custom", "whole", "decimal", "date", "textLength"]
    first: str
    last: str | None = None
    prompt: str = ""
    title: str = ""
    refusal: str = ""
    """The title of the message that refuses an entry."""


class SheetWriter:
    """Writes a sheet. Rows and columns are counted from 1.

    Cells may be put in any order, until `flush` writes the rows that have been put so far.
    """

    def __init__(self, book: Workbook, name: str, styles: Styles, *, keeps_contents: bool = False) -> None:
        # A write-only sheet has all of a worksheet that is used here.
        self._sheet = cast(Worksheet, book.create_sheet(name))
        self._styles, self._keeps_contents = styles, keeps_contents
        self._cells: defaultdict[int, dict[int, tuple[Content | Marked, str]]] = defaultdict(dict)
        """The cells that have been put and not been written, by row and column, with the attributes of their styles."""
        self._attributes: defaultdict[int, dict[str, float]] = defaultdict(dict)
        """What else such a row has."""
        self._links: list[Hyperlink] = []
        self._written = 0
        self.merged: list[str] = []
        """The areas of merged cells."""
        self.rows = Rows()
        self._validations: defaultdict[Validation, list[tuple[int, int, int]]] = defaultdict(list)
        self.name = name
        self.results: dict[str, Result] = {}
        """The results of the formulas that have one, by cell."""
        self.contents: dict[Address, Content | Marked] = {}
        """What the cells contain; only while there are formulas that have to be computed."""

    # ---- cells

    def put(self, row: int, column: int, content: Content | Marked, style: Style | None = None) -> None:
        """Put a content into a cell; a text never becomes a formula, and nothing is guessed from it."""
        assert self._written < row <= MOST_ROWS, f"row {row} cannot be written"
        if style is not None and isinstance(content, str):
            style = _quoted(content, style)
        if isinstance(content, Formula) and content.result != "":
            self.results[f"{column_letters(column)}{row}"] = content.result
        if self._keeps_contents and content is not None:
            self.contents[row, column] = content
        self._cells[row][column] = content, self._style(style)

    def write_row(
        self, row: int, cells: Iterable[tuple[int, Content | Marked, Style]], height: float | None = None
    ) -> None:
        """Write a row at once, with its cells from left to right: faster than `put` and `flush`, in long sheets."""
        assert not self._keeps_contents, "the results of its formulas are not known yet"
        assert self._written < row <= MOST_ROWS, f"row {row} cannot be written"
        made = [(column, self._made(row, column, content, style)) for column, content, style in cells]
        self.rows.write(row, "" if height is None else row_attributes(**_height(height)), made)
        self._written = row

    def _made(self, row: int, column: int, content: Content | Marked, style: Style) -> str:
        """A cell as XML, behind its address."""
        if isinstance(content, str):
            return cell(content, self._style(_quoted(content, style)))
        if isinstance(content, Formula) and content.result != "":
            self.results[f"{column_letters(column)}{row}"] = content.result
            return cell(content, self._style(style), content.result)
        return cell(content, self._style(style))

    def _style(self, style: Style | None) -> str:
        """The attribute that names a style, found once: that takes longer than writing a cell."""
        if style not in self._styles:
            sample = WriteOnlyCell(self._sheet)
            if style is not None:
                sample.font, sample.fill, sample.border = style.font, style.pattern, style.border
                sample.alignment, sample.protection = style.alignment, style.protection
                sample.number_format, sample.quotePrefix = style.number_format, style.quoted
            self._styles[style] = f' s="{sample.style_id}"' if style is not None else ""
        return self._styles[style]

    def link(self, row: int, column: int, target: str) -> None:
        """Have a cell lead to another cell of the workbook, named as formulas name it."""
        self._links.append(Hyperlink(ref=f"{column_letters(column)}{row}", location=target))

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge cells."""
        if (top, left) != (bottom, right):
            self.merged.append(_area(top, left, bottom, right))

    def flush(self) -> None:
        """Write the rows that have been put; nothing can be put into them afterwards.

        While there are formulas that have to be computed all rows wait for `finish`.
        """
        if not self._keeps_contents:
            self._write_rows()

    def _write_rows(self) -> None:
        """Write the rows that have been put, each with its cells from left to right."""
        for number in sorted(self._cells.keys() | self._attributes.keys()):
            attributes = row_attributes(**self._attributes.pop(number, {}))
            cells = sorted(self._cells.pop(number, {}).items())
            self.rows.write(number, attributes, [(column, self._cell(number, column, *one)) for column, one in cells])
            self._written = number

    def _cell(self, row: int, column: int, content: Content | Marked, style: str) -> str:
        """A cell as XML, behind its address."""
        if isinstance(content, Formula):
            return cell(content, style, self.results.get(f"{column_letters(column)}{row}"))
        return cell(content, style)

    def finish(self) -> None:
        """Write what is left; all results are known. What openpyxl has of the sheet has no rows but an empty one."""
        self._write_rows()
        self._sheet.append([])
        self._sheet.merged_cells.ranges.update(map(CellRange, self.merged[:1]))  # keeps the place of all of them
        self._sheet._hyperlinks.extend(self._links)  # type: ignore[attr-defined]  # the stubs do not know it
        for validation, ranges in self._validations.items():
            self._add_validation(validation, ranges)

    # ---- rows and columns

    def width(self, column: int, width: float) -> None:
        """Set the width of a column, in half-width characters."""
        self._sheet.column_dimensions[column_letters(column)].width = width

    def hide_column(self, column: int) -> None:
        """Hide a column."""
        self._sheet.column_dimensions[column_letters(column)].hidden = True

    def height(self, row: int, height: float) -> None:
        """Set the height of a row: spreadsheets do not find it by themselves."""
        self._attributes[row] |= _height(height)

    def usual_height(self, height: float) -> None:
        """Set the height of the rows that have none of their own."""
        self._sheet.sheet_format.defaultRowHeight, self._sheet.sheet_format.customHeight = height, True

    def hide_row(self, row: int) -> None:
        """Hide a row."""
        self._attributes[row]["hidden"] = 1

    def group_rows(self, row: int, level: int) -> None:
        """Set how deeply a row is nested; rows are grouped below what they belong to."""
        if level:
            self._attributes[row]["outlineLevel"] = level
        self._sheet.sheet_properties.outlinePr = Outline(summaryBelow=False)

    # ---- what the whole sheet has

    def hide(self) -> None:
        """Hide the sheet."""
        self._sheet.sheet_state = "hidden"

    def hide_grid(self) -> None:
        """Show no lines but the borders of cells."""
        self._sheet.sheet_view.showGridLines = False

    def freeze(self, row: int, column: int) -> None:
        """Keep the rows above and the columns to the left of a cell in view."""
        self._sheet.freeze_panes = f"{column_letters(column)}{row}"

    def filter(self, top: int, left: int, bottom: int, right: int) -> None:
        """Offer filters in the first row of an area."""
        self._sheet.auto_filter.ref = _area(top, left, bottom, right)

    def repeat_row(self, row: int) -> None:
        """Print a row at the top of every page."""
        self._sheet.print_title_rows = f"{row}:{row}"

    def print_as(self, setup: PrintSetup) -> None:
        """Set up how the sheet is printed."""
        setup.apply(self._sheet)

    def print_area(self, top: int, left: int, bottom: int, right: int) -> None:
        """Print only an area."""
        self._sheet.print_area = _area(top, left, bottom, right)

    def break_page(self, row: int) -> None:
        """Begin a new page below a row."""
        self._sheet.row_breaks.append(Break(id=row))

    def protect(self, *, sizes: bool = False) -> None:
        """Lock the cells that are locked, without a password; `sizes` of rows and columns may still be changed."""
        self._sheet.protection.sheet = True
        if sizes:
            self._sheet.protection.formatColumns = self._sheet.protection.formatRows = False

    def highlight(self, cells: str, condition: str, tone: Tone) -> None:
        """Give cells the colors of a tone while a condition holds, written for the first of them."""
        self._sheet.conditional_formatting.add(cells, highlight(condition, tone))

    def place_chart(self, chart: BarChart, top: int, height: int, columns: int) -> None:
        """Place a chart over rows, as wide as the first columns."""
        corners = AnchorMarker(col=0, row=top - 1), AnchorMarker(col=columns, row=top - 1 + height)
        anchor = TwoCellAnchor(editAs="oneCell", _from=corners[0], to=corners[1])
        chart.anchor = anchor  # type: ignore[assignment]  # the stubs know only names of cells
        self._sheet.add_chart(chart)

    # ---- validations

    def validate(self, column: int, top: int, bottom: int, validation: Validation) -> None:
        """Say what cells of a column accept; areas one below the other that accept the same become one."""
        ranges = self._validations[validation]
        if ranges and ranges[-1][0] == column and ranges[-1][2] == top - 1:
            ranges[-1] = (column, ranges[-1][1], bottom)
        else:
            ranges.append((column, top, bottom))

    def _add_validation(self, validation: Validation, ranges: Iterable[tuple[int, int, int]]) -> None:
        """Write a validation, once for all areas that it holds for."""
        assert utf16_units(validation.first) <= LONGEST_PROMPT, validation.first
        made = DataValidation(
            type=validation.kind,
            operator=None if validation.kind in ("list", "custom") else "between",
            formula1=validation.first,
            formula2=validation.last,
            allow_blank=True,
            sqref=" ".join(_area(top, column, bottom, column) for column, top, bottom in ranges),
        )
        prompt = shortened(validation.prompt, LONGEST_PROMPT)
        made.showErrorMessage, made.showInputMessage = True, bool(prompt)
        made.errorTitle, made.error = validation.refusal, prompt
        made.promptTitle, made.prompt = shortened(validation.title, LONGEST_TITLE), prompt
        self._sheet.data_validations.append(made)


def _quoted(text: str, style: Style) -> Style:
    """The style of a text, which is marked where the text would become a formula when a person edits it."""
    return style._replace(quoted=True) if text.startswith(FORMULA_STARTS) else style


def _height(height: float) -> dict[str, float]:
    """The attributes of a row with a height."""
    return {"ht": min(height, HIGHEST_ROW), "customHeight": 1}


def _area(top: int, left: int, bottom: int, right: int) -> str:
    """The address of a rectangle: `B2:D5`."""
    return f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
