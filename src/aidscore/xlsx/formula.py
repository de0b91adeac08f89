"""Formulas as a workbook holds them, and how they write texts, sheets and cells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, beginning with `=`.

    `result` is stored with it for programs that compute nothing; without one a spreadsheet computes it on opening.
    """

    text: str
    result: str = ""


def literal(text: str) -> str:
    """A text as a formula writes it, in quotation marks."""
    return '"' + text.replace('"', '""') + '"'


def quoted_sheet(name: str) -> str:
    """The name of a sheet as formulas write it, in apostrophes."""
    return "'" + name.replace("'", "''") + "'"
