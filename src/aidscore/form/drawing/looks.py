"""How the cells of a form look: what is to be filled in is yellow, headings are blue, what has no use is gray."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from aidscore.xlsx.style import ACCENT, BOX, FILLS, FONT, GRAY, HEADER_FILL, INK, INKS, LABEL_FILL

Role: TypeAlias = Literal[
    "title",
    "mark",
    "fact",
    "heading",
    "header",
    "item",
    "sub-item",
    "requirement",
    "body",
    "small",
    "input",
    "legend",
    "unused",
    "hint",
    "verdict",
    "line",
    "key",
    "plain",
]
Align: TypeAlias = Literal["left", "center", "right"]

INPUT_FILL, ITEM_FILL, SUB_ITEM_FILL, UNUSED_FILL = "FFFFFBE0", "FFCFDFF0", "FFEAF1F8", "FFF3F4F5"
TEXT, GENERAL, DATE = "@", "General", "yyyy\\-mm\\-dd"
_FILLS = {
    "mark": FILLS["open"],
    "header": HEADER_FILL,
    "item": ITEM_FILL,
    "sub-item": SUB_ITEM_FILL,
    "requirement": SUB_ITEM_FILL,
    "fact": LABEL_FILL,
    "input": INPUT_FILL,
    "legend": INPUT_FILL,
    "unused": UNUSED_FILL,
    "verdict": LABEL_FILL,
}
_SIZES = {"title": 16, "heading": 12, "verdict": 14, "small": 9, "hint": 9, "item": 11}
_BOLD = {"title", "heading", "header", "item", "sub-item", "verdict", "fact"}
_INKS = {
    "title": ACCENT,
    "heading": ACCENT,
    "header": ACCENT,
    "item": ACCENT,
    "mark": INKS["open"],
    "small": GRAY,
    "hint": INKS["bad"],
    "key": GRAY,
}
_BOXED = {"header", "item", "sub-item", "requirement", "body", "small", "input", "legend", "unused", "fact", "verdict"}
_INDENTED = {"fact", "verdict", "requirement", "item"}
_LINE = Border(bottom=Side(style="thin", color=INK))


@dataclass(frozen=True, slots=True)
class Look:
    """All that a cell's style depends on. `quoted` is for text that a person's edit would turn into a formula."""

    role: Role
    align: Align = "left"
    number_format: str = GENERAL
    quoted: bool = False

    @property
    def font(self) -> Font:
        """Font, size, weight, color."""
        ink = _INKS.get(self.role, INK)
        return Font(name=FONT, size=_SIZES.get(self.role, 10), bold=self.role in _BOLD, color=ink)

    @property
    def fill(self) -> PatternFill:
        """The color behind the text."""
        color = _FILLS.get(self.role)
        return PatternFill("solid", fgColor=color) if color else PatternFill()

    @property
    def alignment(self) -> Alignment:
        """Where the text stands; all of it wraps."""
        indent = 1 if self.role in _INDENTED and self.align == "left" else 0
        return Alignment(horizontal=self.align, vertical="center", wrap_text=self.role != "key", indent=indent)

    @property
    def border(self) -> Border:
        """Thin lines around the cells of tables, a line to write on."""
        if self.role == "line":
            return _LINE
        return BOX if self.role in _BOXED else Border()

    @property
    def protection(self) -> Protection:
        """Only inputs may be changed."""
        return Protection(locked=self.role != "input")
