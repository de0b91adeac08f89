"""The cells of a workbook: each as what was typed there, in text; numbers, days and percentages never as floats."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Literal, NamedTuple, TypeAlias

EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)

CellKind: TypeAlias = Literal["text", "number", "percent", "date", "boolean", "error", "formula"]


class Cell(NamedTuple):
    """What was typed into a cell: a kind, and the text that says it."""

    kind: CellKind
    text: str


Address: TypeAlias = tuple[int, int]
"""Row and column, counted from 1."""
Area: TypeAlias = tuple[Address, Address]
"""The first and the last cell of a rectangle."""


@dataclass
class Sheet:
    """A sheet: its name, its number counted from 1, and what its cells hold; empty ones are left out."""

    name: str
    number: int
    epoch: date
    """The day that is number 0 in this workbook: there are two ways of counting."""
    cells: dict[Address, Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    twice: list[Address] = field(default_factory=list)
    """Cells that the file has a second time."""
    far: list[Address] = field(default_factory=list)
    """Filled cells so far off that they were not kept; the first of them."""


_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


def address(written: str) -> Address:
    """Row and column of A1.

    Raises ValueError where it is no address.
    """
    match = _ADDRESS.fullmatch(written)
    if match is None:
        raise ValueError(written)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def column_letters(column: int) -> str:
    """The letters of a column, counted from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# ---- what a stored number says -------------------------------------------------------------------


_DAYS = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
BUILT_IN_FORMATS = {9: "0%", 10: "0.00%"} | dict.fromkeys(_DAYS, "d")
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


@lru_cache(1000)
def kind_of_format(code: str) -> CellKind:
    """What a number shown in a format is: a day, a percentage or a number."""
    bare = _QUOTED.sub("", code).lower().partition(";")[0]
    if bare.strip() in ("general", "@"):
        return "number"
    if re.search(r"[ymdhs]", bare):
        return "date"
    return "percent" if "%" in bare else "number"


def day_of(serial: str, epoch: date) -> str:
    """The day that a number stands for, with the time if there is one; the number itself where it is none.

    Before March 1900 the usual way of counting has a day that never was, so nothing is said of those.
    """
    days = Decimal(serial)
    if not (61 if epoch == EPOCH_1900 else 0) <= days < 2_900_000:
        return decimal_of(serial)
    said = (epoch + timedelta(int(days))).isoformat()
    seconds = round((days % 1) * 86_400)
    return said if not seconds else f"{said} {timedelta(seconds=seconds)}"


def iso_day(written: str) -> str:
    """A day written in ISO form; without its time where that is midnight."""
    return re.sub(r"T00:00:00(\.0+)?Z?$", "", written).replace("T", " ")


def decimal_of(written: str, *, hundredfold: bool = False) -> str:
    """The decimal that a stored number was typed as: a spreadsheet keeps and shows at most 15 digits."""
    number = float(written)
    if not isfinite(number):
        return str(number)
    short = Decimal(f"{number:.15g}").scaleb(2 if hundredfold else 0)
    said = f"{short:f}"
    said = said.rstrip("0").rstrip(".") if "." in said else said
    return "0" if said == "-0" else said


# ---- what a stored text says ---------------------------------------------------------------------

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(said: str) -> str:
    """A text without the escapes by which workbooks write what XML cannot bear; any line end becomes LF."""
    if "_x" in said:
        said = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), said)
    return said.replace("\r\n", "\n").replace("\r", "\n")
