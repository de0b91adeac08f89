"""Every kind of rule, sheet, field and problem has its place in the form: a new one that was forgotten fails here."""

from typing import get_args

import pytest
from formed import BASE, Filled, edition, form, home, record_of

from aidscore.diagnostics.catalog import CATALOG
from aidscore.files.document import read_document
from aidscore.form.columns import COLUMN_WORDS, COLUMNS, SHEET_WORDS
from aidscore.form.layout import layout_of
from aidscore.form.reading.problems import ACTIVE_WORDS, CODES
from aidscore.model.form import HIDDEN_COLUMNS, KEPT_IN_FORM, MEASURES, REMARKS, SHEETS
from aidscore.model.rule import KINDS
from aidscore.xlsx.problems import Active, Reason

FINDINGS = {
    "fixed": "{rule: A1.3}",
    "all": "{rule: A2.2}",
    "each": "{rule: A1.2, count: 3}",
    "missing": "{rule: A1.1, missing: [fees, hotline]}",
    "range": "{rule: A1.4, points: 2.5, note: 态度}",
    "levels": "{rule: A2.1, level: 严重, count: 2}",
    "shortfall": "{rule: B1.1, value: 91.9%}",
    "proportion": "{rule: B1.2, value: 30.5}",
    "bands": "{rule: B1.3, value: 57/62}",
}
"""A finding of each kind, of the standard in formed.py."""


@pytest.fixture
def folder(tmp_path):
    return home(tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_finding_of_each_kind_comes_back_from_the_form(folder, kind):
    text = BASE.format(findings=f"[{FINDINGS[kind]}]")
    (finding,) = record_of(text).findings
    assert isinstance(edition(folder).rules[finding.rule][1].deduct, KINDS[kind])
    assert read_document("form.xlsx", form(folder, text)).content == record_of(text)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_rows_with_formulas_and_validations(folder, kind):
    rule = record_of(BASE.format(findings=f"[{FINDINGS[kind]}]")).findings[0].rule
    book = Filled(form(folder))
    sheet, row = book.row(f"{rule}#1")
    validated = " ".join(str(check.sqref) for check in sheet.data_validations.dataValidation).split()
    covered = {address for area in validated for cells in rows_of(sheet[area]) for address in cells}
    rows = next(rows for rows in layout_of(edition(folder)).clauses() if rows.clause.id == rule)
    assert {cell for slot in rows.slots for cell in slot.cells.values()} <= covered
    for column in ("nominal", "effective", "hint"):
        assert sheet.cell(row, book.column(sheet, column)).value.startswith("=")


def rows_of(area):
    """The addresses of the cells of an area, row by row."""
    rows = area if isinstance(area, tuple) else ((area,),)
    return [[cell.coordinate for cell in row] for row in rows]


def test_every_field_of_the_form_is_known(folder):
    fields = {field.partition("/")[0] for rows in layout_of(edition(folder)).clauses() for field in rows.slots[0].cells}
    kept = {field for sheet in ("vetoes", "bonus") for field in KEPT_IN_FORM[sheet]}
    assert fields == {*MEASURES, *REMARKS, *kept}


def test_every_sheet_is_named_and_has_columns():
    assert set(SHEET_WORDS) == set(SHEETS)
    assert set(COLUMNS) == {*SHEETS} - {"lists", "sums"}
    assert all(columns[: len(HIDDEN_COLUMNS)] == HIDDEN_COLUMNS for columns in COLUMNS.values())


def test_every_column_for_inputs_has_a_title(folder):
    rows = [rows for clause in layout_of(edition(folder)).clauses() for slot in clause.slots for rows in slot.fields]
    columns = {column for row in rows for _field, column in row}
    assert columns | {*KEPT_IN_FORM["scores"]} == set(COLUMN_WORDS)


def test_every_problem_of_a_workbook_is_put_into_words():
    assert set(CODES) == set(get_args(Reason))
    assert set(CODES.values()) <= set(CATALOG)
    assert set(ACTIVE_WORDS) == set(get_args(Active))
