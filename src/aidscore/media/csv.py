"""Tables as CSV, for other programs and for a first look in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from aidscore.model.page import Cell
from aidscore.model.results import Outcome
from aidscore.pages.summary.center_list import center_rows, center_titles
from aidscore.pages.summary.finding_list import finding_rows, finding_titles
from aidscore.pages.summary.visit_list import visit_rows, visit_titles

_DANGEROUS = tuple("=+-@\t\r\n＝＋－\uff20")
"""What makes a spreadsheet take a text for a formula."""


def summary_csv(outcome: Outcome) -> Iterator[bytes]:
    """Every center of every phase, in the order of the workbook; line by line."""
    return document(center_titles(outcome), center_rows(outcome))


def visits_csv(outcome: Outcome) -> Iterator[bytes]:
    """Every visit of every phase, line by line."""
    return document(visit_titles(outcome), visit_rows(outcome))


def findings_csv(outcome: Outcome) -> Iterator[bytes]:
    """Every finding behind a result, line by line."""
    return document(finding_titles(outcome), finding_rows(outcome))


def document(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A header and rows; UTF-8 with a BOM, so that Excel knows it. Names and texts never become formulas."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield str(writer.writerow(map(inert, titles))).encode("utf-8-sig")
    for row in rows:
        yield str(writer.writerow(map(_field, row))).encode()


class _Line:
    """A file that gives back each line that is written to it."""

    def write(self, line: str) -> str:
        """The line."""
        return line


def _field(cell: Cell) -> str:
    """A cell as a field: a number as its digits, a text so that it stays a text."""
    return cell.text if cell.number is not None else inert(cell.text)


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
