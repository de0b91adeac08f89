"""Texts and numbers as the cells of a workbook hold them, and the room that they need."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from math import ceil
from unicodedata import east_asian_width

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from aidscore.model.page import Cell

LONGEST_TEXT = 32_767
"""UTF-16 units that a cell can hold."""
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－\uff20'")
"""What would make a formula of a text that a person edits."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNSTORABLE = re.compile(ILLEGAL_CHARACTERS_RE.pattern + "|[\ud800-\udfff\ufffe\uffff]")
_WORD = re.compile(r"[!-~]+?(?:-|(?![!-~]))|.")


def storable(said: str) -> str:
    """A text as a cell can hold it: what XML cannot bear is named, what Excel would take for an escape is kept."""
    said = _UNSTORABLE.sub(lambda match: f"U+{ord(match[0]):04X}", said.replace("\r\n", "\n").replace("\r", "\n"))
    said = _ESCAPE.sub("_x005F_", said)
    assert len(said.encode("utf-16-le")) // 2 <= LONGEST_TEXT, "a text is longer than a cell can hold"
    return said


def number_of(cell: Cell) -> tuple[Decimal, str]:
    """The value of a cell's number, which must not vanish, and its kind: a percentage is stored as a rate."""
    number = cell.number or Decimal(0)
    assert number.is_finite(), f"{number} would make an empty cell"
    return (number.scaleb(-2) if cell.text.endswith("%") else number), "n"


def number_format(cell: Cell) -> str:
    """As many decimals as the number is shown with."""
    decimals = -int(cell.number.as_tuple().exponent) if cell.number is not None else 0
    return ("0." + "0" * decimals if decimals > 0 else "0") + ("%" if cell.text.endswith("%") else "")


def display_width(said: str) -> int:
    """The width of a text in half-width characters; Chinese ones take two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in said)


@lru_cache(maxsize=1 << 16)
def lines_needed(said: str, width: float) -> int:
    """How many lines a text fills in a column: Chinese breaks anywhere, words only where they are too long."""
    total = 0
    for part in said.split("\n"):
        total += 1
        used = 0.0
        for word in _WORD.findall(part):
            needed = display_width(word)
            if used and used + needed > width:
                total, used = total + 1, 0
            used += needed
            total, used = total + ceil(used / width) - 1 if used > width else total, (used - 1) % width + 1
    return total


def shortened(said: str, most: int) -> str:
    """A text for the margin of the paper, which has little room; an ampersand would begin a command there."""
    fit = said if len(said) <= most else said[: most - 1] + "…"
    return storable(" ".join(fit.split())).replace("&", "&&")
