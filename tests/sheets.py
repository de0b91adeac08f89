"""Sheets of a workbook as tables: each with the titles of its columns, and its rows of cells."""

from dataclasses import dataclass
from io import BytesIO

from openpyxl import load_workbook

HEADER_FILL = "FFDCE6F1"


@dataclass
class SheetTable:
    """A table of a sheet."""

    top: int
    """The row of its header."""
    titles: list[str]
    rows: list[list]
    """The cells of each row, in the order of the titles."""
    sections: list[str]
    """The heading that each row is below; empty where there is none."""

    def column(self, title):
        """The cells of a column."""
        return [row[self.titles.index(title)] for row in self.rows]

    def dicts(self):
        """The rows with their values by title; of titles that occur more than once the first."""
        places = {title: self.titles.index(title) for title in self.titles}
        return [{title: row[place].value for title, place in places.items()} for row in self.rows]


def opened(data, **options):
    """The workbook with these bytes, or these pieces of them."""
    return load_workbook(BytesIO(data if isinstance(data, bytes) else b"".join(data)), **options)


def tables(sheet):
    """The tables of a sheet from top to bottom; a row of titles above a header is left out."""
    rows = list(sheet.iter_rows())
    filled = [cells[0].fill.fgColor.rgb == HEADER_FILL for cells in rows]
    tops = [
        number for number, is_filled in enumerate(filled) if is_filled and filled[number + 1 : number + 2] != [True]
    ]
    return [_table(rows, top) for top in tops]


def table(sheet, *titles):
    """The first table of a sheet that has columns with these titles."""
    return next(found for found in tables(sheet) if set(titles) <= set(found.titles))


def _table(rows, top):
    """The table whose header is in a row, counted from 0: its rows have borders."""
    places = [number for number, cell in enumerate(rows[top]) if cell.value is not None]
    found = SheetTable(top + 1, [rows[top][place].value for place in places], [], [])
    section = ""
    for cells in rows[top + 1 :]:
        if getattr(cells[0].border.left, "style", None) is None or cells[0].fill.fgColor.rgb == HEADER_FILL:
            break
        if is_section(cells):
            section = cells[0].value
        else:
            found.rows.append([cells[place] for place in places])
            found.sections.append(section)
    return found


def is_section(cells):
    """Whether a row is a heading of the rows below it: it is colored, and one cell of it has a text."""
    return [cell.value for cell in cells if cell.value is not None] == [cells[0].value] and cells[0].font.bold


def shown(cell):
    """What a cell shows: a number with the decimals of its format."""
    if not isinstance(cell.value, int | float):
        return cell.value
    decimals = len(cell.number_format.partition(";")[0].partition(".")[2].rstrip("%"))
    sign = "+" if cell.number_format.startswith("+") else ""
    return f"{cell.value:{sign}.{decimals}{'%' if cell.number_format.endswith('%') else 'f'}}"


def dump(sheet, *titles):
    """What the rows of the first table with these columns show in them."""
    found = table(sheet, *titles)
    places = [found.titles.index(title) for title in titles]
    return [tuple(shown(row[place]) for place in places) for row in found.rows]
