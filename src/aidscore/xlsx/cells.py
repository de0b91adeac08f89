"""The cells of a workbook as they are read: each as the text that was typed; numbers and dates never as floats."""

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
    """The content of a cell: its kind and its text."""

    kind: CellKind
    text: str


Address: TypeAlias = tuple[int, int]
"""Row and column, counted from 1."""
Area: TypeAlias = tuple[Address, Address]
"""The first and the last cell of a rectangle."""


@dataclass
class Sheet:
    """A sheet: its name, its number counted from 1, and its cells that are not empty."""

    name: str
    number: int
    epoch: date
    """The day with number 0 in this workbook: there are two ways of counting."""
    cells: dict[Address, Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    twice: list[Address] = field(default_factory=list)
    """Addresses that the file contains a second time."""
    far: list[Address] = field(default_factory=list)
    """The first filled cell that is too far off to be kept, if there is one."""
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """The first and the last column of each run of hidden ones; what is too small to show anything is hidden, too."""


_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@lru_cache(1 << 14)
def address(written: str) -> Address:
    """The row and column of an address such as A1. Raises ValueError."""
    match = _ADDRESS.fullmatch(written)
    if match is None:
        raise ValueError(written)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


@lru_cache(1 << 10)
def column_letters(column: int) -> str:
    """The letters of a column, counted from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# ---- stored numbers ------------------------------------------------------------------------------


_NUMBER = re.compile(r"[-+]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][-+]?[0-9]{1,3})?")
"""A number as XML writes it; nothing else that Python would take for one."""
_DAYS = (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59))
BUILT_IN_FORMATS = {9: "0%", 10: "0.00%"} | dict.fromkeys(_DAYS, "d")
_LITERAL = re.compile(r""""[^"]*"?|\\.|_.|\*.|\[[^\[\]]*\]""", re.DOTALL)
"""What is shown as it is in a number format, and what is in brackets. Every character is looked at once."""
_PART_OF_DATE = re.compile(r"[ymdhs]")
_MIDNIGHT = re.compile(r"T00:00:00(\.0+)?Z?$")
_GENERAL = ("general", "standard", "g/通用格式", "@")
"""The formats that show a number as it was typed, as programs write them."""


@lru_cache(1000)
def kind_of_format(code: str) -> CellKind:
    """What a number in a number format is: a date, a percentage or a number."""
    bare = _LITERAL.sub(_elapsed_time, code.lower()).partition(";")[0]
    if bare.strip() in _GENERAL:
        return "number"
    if _PART_OF_DATE.search(bare):
        return "date"
    return "percent" if "%" in bare else "number"


def number_of(written: str) -> float:
    """A stored number. Raises ValueError where it is not a number of XML, or too large for one."""
    if _NUMBER.fullmatch(written) is None or not isfinite(number := float(written)):
        raise ValueError(written)
    return number


def _elapsed_time(literal: re.Match[str]) -> str:
    """Hours, minutes and seconds that go on counting are in brackets, too; anything else there says nothing."""
    inside = literal[0][1:-1]
    return inside if literal[0].startswith("[") and inside and not inside.strip("hms") else ""


def day_of(serial: str, epoch: date) -> str:
    """The date of a serial number, with the time if there is one; the number itself where it has no date.

    The usual way of counting has a day before March 1900 that never was, so earlier numbers have no date.
    """
    number_of(serial)
    days = Decimal(serial)
    if not (61 if epoch == EPOCH_1900 else 0) <= days < 2_900_000:
        return decimal_of(serial)
    day = (epoch + timedelta(int(days))).isoformat()
    seconds = round((days % 1) * 86_400)
    return day if not seconds else f"{day} {timedelta(seconds=seconds)}"


def iso_day(written: str) -> str:
    """A date in ISO form, without the time where that is midnight."""
    return _MIDNIGHT.sub("", written).replace("T", " ")


def decimal_of(written: str, *, hundredfold: bool = False) -> str:
    """The decimal that was typed for a stored number: a spreadsheet keeps and shows at most 15 digits.

    Raises ValueError where it is not a number of XML, or too large for one.
    """
    number = number_of(written)
    short = Decimal(f"{number:.15g}").scaleb(2 if hundredfold else 0)
    text = f"{short:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


# ---- stored texts --------------------------------------------------------------------------------

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """A text without the escapes for characters that XML cannot hold; every line end becomes LF."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")
