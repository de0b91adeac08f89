"""Texts as the cells of a workbook hold them, and the room that they need."""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil
from typing import Literal, NamedTuple
from unicodedata import east_asian_width

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color

from aidscore.xlsx.style import FONT, INK, INKS

LONGEST_TEXT = 32_767
"""The most UTF-16 units that a cell can hold."""
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－\uff20'")
"""The first characters that turn a text into a formula when a person edits it."""
LINE_HEIGHT, LOWEST_ROW, HIGHEST_ROW = 15.0, 20.0, 409.0
"""Heights in points: of a line of text, and the limits of a row."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNSTORABLE = re.compile(ILLEGAL_CHARACTERS_RE.pattern + "|[\ud800-\udfff\ufffe\uffff]")
_WORD = re.compile(r"[!-~]+?(?:-|(?![!-~]))|.")
_LIST = re.compile(r"(?:[!-~]|、(?=[!-~]))+?(?:-|(?![!-~]|、[!-~]))|.")
"""What a line is broken between: a program may keep ids with Chinese commas between them together."""


class Headed(NamedTuple):
    """A text under a heading in bold, in one cell."""

    heading: str
    text: str

    def rich(self) -> CellRichText:
        """The two parts with their fonts."""
        color = Color(INK)
        parts = [TextBlock(InlineFont(rFont=FONT, sz=10, b=True, color=color), storable(self.heading))]
        if self.text:
            parts.append(TextBlock(InlineFont(rFont=FONT, sz=10, color=color), storable(f"\n{self.text}")))
        return CellRichText(parts)


class Marked(NamedTuple):
    """A text in parts, with what became of each between two versions: struck out, underlined, or as it was."""

    parts: tuple[tuple[str, Literal["gone", "new"] | None], ...]

    def rich(self) -> CellRichText:
        """The parts with their fonts."""
        return CellRichText([TextBlock(_font(kind), storable(part)) for part, kind in self.parts if part])


def _font(kind: Literal["gone", "new"] | None) -> InlineFont:
    """The font of a part of a marked text."""
    match kind:
        case None:
            return InlineFont(rFont=FONT, sz=10, color=Color(INK))
        case "gone":
            return InlineFont(rFont=FONT, sz=10, color=Color(INKS["bad"]), strike=True)
        case "new":
            return InlineFont(rFont=FONT, sz=10, color=Color(INKS["good"]), u="single")


def storable(text: str) -> str:
    """A text as a cell can hold it.

    Characters that XML cannot hold are named (`U+0000`); what Excel would read as an escape is escaped. A text that is
    too long is a bug of the caller.
    """
    text = _UNSTORABLE.sub(lambda match: f"U+{ord(match[0]):04X}", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ESCAPE.sub("_x005F_", text)
    assert utf16_units(text) <= LONGEST_TEXT, "a text is longer than a cell can hold"
    return text


def utf16_units(text: str) -> int:
    """The length of a text as Excel counts it: characters beyond U+FFFF count twice."""
    return len(text.encode("utf-16-le")) // 2


def shortened(text: str, longest: int) -> str:
    """A text cut to a number of UTF-16 units, ending in an ellipsis where something was cut."""
    units = storable(text).encode("utf-16-le")
    return text if len(units) <= 2 * longest else units[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"


class _Widths(dict[str, int]):
    """The width of each character in half-width characters, found once."""

    def __missing__(self, character: str) -> int:
        """The width of a character that is new."""
        self[character] = width = 2 if east_asian_width(character) in "WFA" else 1
        return width


_width_of = _Widths().__getitem__


def display_width(text: str) -> int:
    """The width of a text in half-width characters; Chinese characters take two."""
    return sum(map(_width_of, text))


@lru_cache(1 << 14)
def longest_word(text: str) -> int:
    """The width of the longest part of a text that is not broken, in half-width characters; 0 of an empty text."""
    return max(map(display_width, _WORD.findall(text)), default=0)


@lru_cache(1 << 14)
def lines_needed(text: str, width: float) -> int:
    """The number of lines of a text in a column: Chinese breaks anywhere, words only where they are too long."""
    total = 0
    for part in text.split("\n"):
        total += 1
        if display_width(part) <= width:
            continue
        used = 0.0
        for word in _LIST.findall(part):
            needed = display_width(word)
            if used and used + needed > width:
                total, used = total + 1, 0
            used += needed
            total, used = total + ceil(used / width) - 1 if used > width else total, (used - 1) % width + 1
    return total
