"""How the cells of a workbook look: fonts that have Chinese, few colors, thin lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle

from aidscore.model.page import Align, Tone

Role = Literal["title", "mark", "heading", "header", "label", "body", "blank"]

FONT = "微软雅黑"
TEXT = "General"
INK, GRAY, LINE, ACCENT = "FF1F2933", "FF7A8794", "FFC9D1D9", "FF1F4E79"
HEADER_FILL, LABEL_FILL = "FFDCE6F1", "FFF3F6FA"
INKS: dict[Tone, str] = {
    "plain": INK,
    "strong": INK,
    "muted": GRAY,
    "good": "FF1B6B3A",
    "bad": "FFB3261E",
    "open": "FF8A5A00",
}
FILLS: dict[Tone, str] = {"good": "FFE2F1E6", "bad": "FFFBE4E1", "open": "FFFFF2D6", "muted": "FFEEF0F2"}
_SIDE = Side(style="thin", color=LINE)
BOX = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
SIZES: dict[Role, int] = {"title": 16, "heading": 12}


@dataclass(frozen=True, slots=True)
class Look:
    """All that a cell's style depends on. `quoted` is for text that a person's edit would turn into a formula."""

    role: Role
    tone: Tone = "plain"
    align: Align = "left"
    number_format: str = TEXT
    quoted: bool = False

    @property
    def font(self) -> Font:
        """Font, size, weight, color."""
        bold = self.role in ("title", "heading", "header") or self.tone in ("strong", "good", "bad")
        ink = ACCENT if self.role in ("title", "heading", "header") and self.tone == "plain" else INKS[self.tone]
        return Font(name=FONT, size=SIZES.get(self.role, 10), bold=bold, color=ink)

    @property
    def fill(self) -> PatternFill:
        """The color behind the text."""
        fills = {"header": HEADER_FILL, "label": LABEL_FILL, "mark": FILLS.get(self.tone)}
        color = fills.get(self.role)
        return PatternFill("solid", fgColor=color) if color else PatternFill()

    @property
    def alignment(self) -> Alignment:
        """Where the text stands; everything wraps but numbers."""
        align = "center" if self.role == "header" else self.align
        indent = 1 if align == "left" and self.role in ("body", "label") else 0
        wraps = self.number_format == TEXT
        return Alignment(horizontal=align, vertical="center", wrap_text=wraps, indent=indent)

    @property
    def border(self) -> Border:
        """Thin lines around the cells of tables."""
        return BOX if self.role in ("header", "label", "body") else Border()


def highlight(condition: str, tone: Tone) -> Rule:
    """The rule that gives cells a tone while a condition holds."""
    fill = PatternFill("solid", bgColor=FILLS.get(tone, "FFFFFFFF"))
    look = DifferentialStyle(font=Font(color=INKS[tone], bold=tone == "bad"), fill=fill)
    return Rule(type="expression", formula=[condition], dxf=look)
