"""The columns of the sheets of a form, by their keys, and the names of sheets and columns."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.model.form import HIDDEN_COLUMNS, SheetKey
from aidscore.words import N_, _
from aidscore.xlsx.cells import column_letters

COLUMNS: Mapping[SheetKey, tuple[str, ...]] = {
    "guide": (*HIDDEN_COLUMNS, "label", "said"),
    "visit": (*HIDDEN_COLUMNS, "label", "value", "more", "help"),
    "scores": (
        *HIDDEN_COLUMNS,
        *("clause", "text", "worth", "basis", "note", "amount", "unit", "level", "drawn", "failed", "hint"),
        *("evidence", "nominal", "effective", "score", "self", "status", "status_note"),
    ),
    "vetoes": (
        *HIDDEN_COLUMNS,
        *("clause", "text", "basis", "worth", "note", "amount", "hint", "evidence", "by", "on", "result"),
        *("status", "status_note"),
    ),
    "bonus": (
        *HIDDEN_COLUMNS,
        *("clause", "text", "basis", "note", "amount", "unit", "level", "hint", "evidence", "by", "document"),
        *("nominal", "status", "status_note"),
    ),
    "result": (*HIDDEN_COLUMNS, "label", "required", "possible", "lost", "actual", "self", "result", "said", "check"),
    "signed": (*HIDDEN_COLUMNS, "clause", "facts", "points"),
}
"""The keys of each sheet's columns, from column A."""
REVIEW = ("status", "status_note")
"""The columns for objections and withdrawals, which come after the visit: they are right of what is printed."""

SHEET_WORDS: Mapping[SheetKey, str] = {
    "guide": N_("How to fill in"),
    "visit": N_("Visit"),
    "scores": N_("Score sheet"),
    "vetoes": N_("Vetoes"),
    "bonus": N_("Bonus"),
    "result": N_("Score summary"),
    "signed": N_("Confirmation of deductions"),
    "lists": "lists",
    "sums": "sums",
}
"""The names of the sheets; formulas write those of the hidden ones as they are."""
COLUMN_WORDS: Mapping[str, str] = {
    "amount": N_("number"),
    "drawn": N_("drawn"),
    "failed": N_("of them failed"),
    "level": N_("level"),
    "note": N_("facts"),
    "evidence": N_("evidence"),
    "status": N_("status"),
    "status_note": N_("reason of objection or withdrawal"),
    "self": N_("own score"),
    "by": N_("established by"),
    "on": N_("established on"),
    "document": N_("document number"),
}
"""The titles of the columns that are filled in."""


def letter(sheet: SheetKey, column: str) -> str:
    """The letter of a column."""
    return column_letters(COLUMNS[sheet].index(column) + 1)


def sheet_names() -> Mapping[SheetKey, str]:
    """The names of the sheets in the language in use."""
    return {key: _(name) for key, name in SHEET_WORDS.items()}
