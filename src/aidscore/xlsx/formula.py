"""Formulas as a workbook holds them, and how they write texts, sheets and cells."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Result: TypeAlias = "str | bool | int | Fraction"
"""What a formula comes out as."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, beginning with `=`.

    `result` is stored with it for programs that compute nothing. Without one it is computed when the workbook is
    written, if the workbook computes (see `WorkbookWriter`).
    """

    text: str
    result: Result = ""


def literal(text: str) -> str:
    """A text as a formula writes it, in quotation marks."""
    return '"' + text.replace('"', '""') + '"'


def quoted_sheet(name: str) -> str:
    """The name of a sheet as formulas write it, in apostrophes."""
    return "'" + name.replace("'", "''") + "'"
