"""Tables as CSV, for other programs and for a first look in a spreadsheet."""

from __future__ import annotations

import csv
from io import StringIO

from aidscore.model.page import Cell, Table
from aidscore.model.results import Outcome
from aidscore.pages.summary.center_list import center_list

_DANGEROUS = tuple("=+-@\t\r\n＝＋－\uff20")
"""What makes a spreadsheet take a text for a formula."""


def summary_csv(outcome: Outcome) -> bytes:
    """Every center of every phase, in the order of the workbook."""
    return document(center_list(outcome))


def document(table: Table) -> bytes:
    """A table with its header; UTF-8 with a BOM, so that Excel knows it. Names and texts never become formulas."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([inert(column.title) for column in table.columns])
    writer.writerows([_field(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def _field(cell: Cell) -> str:
    """A cell as a field: a number as its digits, a text so that it stays a text."""
    return cell.text if cell.number is not None else inert(cell.text)


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
