"""The styles of cells: fonts that contain Chinese characters, few colors, thin borders."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle

Tone: TypeAlias = Literal["plain", "strong", "muted", "good", "bad", "open"]
"""What a color means: `good`, `bad` and `open` are those of the verdicts."""
Align: TypeAlias = Literal["left", "right", "center"]
Lines: TypeAlias = Literal["none", "box", "below"]

FONT = "微软雅黑"
GENERAL, TEXT, DATE = "General", "@", "yyyy\\-mm\\-dd"
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
_THIN = Side(style="thin", color=LINE)
_BORDERS: dict[Lines, Border] = {
    "none": Border(),
    "box": Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN),
    "below": Border(bottom=Side(style="thin", color=INK)),
}


class Style(NamedTuple):
    """Everything that the style of a cell depends on; `lines` are its borders.

    `quoted` marks a text that would become a formula when a person edits the cell.
    """

    size: int = 10
    bold: bool = False
    ink: str = INK
    fill: str | None = None
    align: Align = "left"
    indent: int = 0
    wraps: bool = True
    lines: Lines = "none"
    number_format: str = GENERAL
    locked: bool = True
    quoted: bool = False

    @property
    def font(self) -> Font:
        """Font, size, weight and color."""
        return Font(name=FONT, size=self.size, bold=self.bold, color=self.ink)

    @property
    def pattern(self) -> PatternFill:
        """The color behind the text."""
        return PatternFill("solid", fgColor=self.fill) if self.fill else PatternFill()

    @property
    def alignment(self) -> Alignment:
        """Where the text is in the cell."""
        return Alignment(horizontal=self.align, vertical="center", wrap_text=self.wraps, indent=self.indent)

    @property
    def border(self) -> Border:
        """The lines around the cell."""
        return _BORDERS[self.lines]

    @property
    def protection(self) -> Protection:
        """Whether the cell is locked while its sheet is protected."""
        return Protection(locked=self.locked)


def highlight(condition: str, tone: Tone) -> Rule:
    """The rule that gives cells the colors of a tone while a condition holds."""
    fill = PatternFill("solid", bgColor=FILLS.get(tone, "FFFFFFFF"))
    style = DifferentialStyle(font=Font(color=INKS[tone], bold=tone == "bad"), fill=fill)
    return Rule(type="expression", formula=[condition], dxf=style)
