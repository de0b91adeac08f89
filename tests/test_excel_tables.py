"""Tables in every workbook that is written: filters cover the rows; numbers keep their decimals and their sign."""

from decimal import Decimal
from itertools import takewhile

import pytest
from conftest import PROJECT
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from test_excel import RECORDS, TWO_PHASES, outcome_of

from aidscore.cli import run
from aidscore.media.workbook import number_format, number_of, summary_workbook
from aidscore.model.page import Cell

VISITS = str(PROJECT / "examples" / "pilot-city" / "visits")
COMMANDS = {
    "standard": ("standard", "show", "legal-aid-service@1.0"),
    "standard-en": ("standard", "show", "legal-aid-service@1.1", "--lang", "en"),
    "diff": ("diff", "legal-aid-service@1.0", "legal-aid-service@1.1"),
    "impact": ("diff", "legal-aid-service@1.0", "legal-aid-service@1.1", "--records", VISITS),
    "batch": ("batch", VISITS),
}


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """Every kind of workbook, by name."""
    folder = tmp_path_factory.mktemp("books")
    for name, arguments in COMMANDS.items():
        run([*arguments, "-o", str(folder / f"{name}.xlsx")])
    (folder / "campaign").mkdir()
    data = b"".join(summary_workbook(outcome_of(folder / "campaign", RECORDS, TWO_PHASES)))
    (folder / "summary.xlsx").write_bytes(data)
    return {path.stem: load_workbook(path) for path in folder.glob("*.xlsx")}


@pytest.mark.parametrize("name", [*COMMANDS, "summary"])
def test_every_filter_covers_its_table(books, name):
    filtered = [sheet for sheet in books[name] if sheet.auto_filter.ref]
    assert filtered
    for sheet in filtered:
        left, top, right, bottom = range_boundaries(sheet.auto_filter.ref)
        assert (left, right) == (1, sheet.max_column), sheet.title
        assert sheet.freeze_panes.endswith(str(top + 1)), sheet.title
        header = [cell.value for cell in sheet[top]]
        assert all(header), sheet.title
        rows = list(takewhile(lambda cells: not is_outside(cells), sheet.iter_rows(min_row=top + 1)))
        while len(rows) > 1 and (is_empty(rows[-1]) or is_sum(rows[-1])):
            rows.pop()
        assert bottom == rows[-1][0].row, sheet.title


def is_outside(cells):
    """Whether a row is below the table: its cells have no borders."""
    return getattr(cells[0].border.left, "style", None) is None


@pytest.mark.parametrize("name", ["standard", "standard-en", "diff", "impact"])
def test_long_tables_keep_only_their_header_in_view(books, name):
    long = [sheet for sheet in books[name] if sheet.max_row > 20]
    assert long
    for sheet in long:
        header = range_boundaries(sheet.auto_filter.ref)[1]
        assert sheet.freeze_panes == f"B{header + 1}", sheet.title
        assert sum(sheet.row_dimensions[row].height or 20 for row in range(1, header + 1)) < 90, sheet.title
        assert sheet.print_title_rows == f"${header}:${header}", sheet.title


def is_empty(cells):
    """Whether a row has nothing in it."""
    return all(cell.value is None for cell in cells)


def is_sum(cells):
    """Whether a row is a sum: all of it but its checks is bold."""
    return all(cell.font.bold or cell.data_type == "f" for cell in cells)


@pytest.mark.parametrize(
    ("shown", "number", "code", "stored"),
    [
        ("1.50", "1.50", "0.00", "1.50"),
        ("12", "12", "0", "12"),
        ("-0.5", "-0.5", "0.0", "-0.5"),
        ("+0.5", "0.5", "+0.0;-0.0;0.0", "0.5"),
        ("36.9%", "36.9", "0.0%", "0.369"),
        ("+5%", "5", "+0%;-0%;0%", "0.05"),
    ],
)
def test_a_number_keeps_its_decimals_and_its_sign(shown, number, code, stored):
    cell = Cell(shown, Decimal(number))
    assert (number_format(cell), number_of(cell)) == (code, Decimal(stored))
