"""The columns of the sheets of a form, by their keys, and the names of sheets and columns."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.model.form import HIDDEN_COLUMNS, REMARKS, SheetKey
from aidscore.words import N_, _
from aidscore.xlsx.cells import column_letters

COLUMNS: Mapping[SheetKey, tuple[str, ...]] = {
    "guide": (*HIDDEN_COLUMNS, "label", "said"),
    "visit": (*HIDDEN_COLUMNS, "label", "value", "more", "help"),
    "scores": (
        *HIDDEN_COLUMNS,
        *("clause", "text", "worth", "basis", "amount", "unit", "drawn", "failed"),
        *(*REMARKS, "nominal", "effective", "score", "hint"),
    ),
    "vetoes": (*HIDDEN_COLUMNS, "clause", "text", "basis", "worth", "amount", *REMARKS, "result", "hint"),
    "bonus": (*HIDDEN_COLUMNS, "clause", "text", "basis", "amount", "unit", "level", *REMARKS, "nominal", "hint"),
    "result": (*HIDDEN_COLUMNS, "label", "required", "possible", "actual", "result", "said"),
}
"""The keys of each sheet's columns, from column A."""

SHEET_WORDS: Mapping[SheetKey, str] = {
    "guide": N_("How to fill in"),
    "visit": N_("Visit"),
    "scores": N_("Score sheet"),
    "vetoes": N_("Vetoes"),
    "bonus": N_("Bonus"),
    "result": N_("Score summary"),
    "lists": "lists",
    "sums": "sums",
}
"""The names of the sheets; formulas write those of the hidden ones as they are."""
COLUMN_WORDS: Mapping[str, str] = {
    "amount": N_("number"),
    "drawn": N_("drawn, or level"),
    "failed": N_("of them failed"),
    "level": N_("level"),
    "note": N_("facts"),
    "evidence": N_("evidence"),
    "status": N_("status"),
    "status_note": N_("explanation"),
}
"""The titles of the columns that are filled in."""


def letter(sheet: SheetKey, column: str) -> str:
    """The letter of a column."""
    return column_letters(COLUMNS[sheet].index(column) + 1)


def sheet_names() -> Mapping[SheetKey, str]:
    """The names of the sheets in the language in use."""
    return {key: _(name) for key, name in SHEET_WORDS.items()}
