"""The styles of the cells of a page in a workbook, by what their line is for and what their tone means."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias

from aidscore.model.page import Align, Tone
from aidscore.xlsx.style import ACCENT, FILLS, GENERAL, HEADER_FILL, INKS, LABEL_FILL, Style

Role: TypeAlias = Literal["title", "mark", "heading", "group", "header", "section", "label", "body", "blank"]

_HEADINGS = ("title", "heading", "group", "header", "section")
_SIZES: dict[Role, int] = {"title": 16, "heading": 12, "section": 10}
USUAL, SMALL = 10, 9
"""The sizes of characters, in points."""


@lru_cache(1000)
def style_of(
    role: Role, tone: Tone = "plain", align: Align = "left", number_format: str = GENERAL, *, dense: bool = False
) -> Style:
    """The style of a cell; everything wraps except numbers."""
    align = "center" if role in ("group", "header", "title") else align
    return Style(
        size=_SIZES.get(role, SMALL if dense else USUAL),
        bold=role in _HEADINGS or tone in ("strong", "good", "bad"),
        ink=ACCENT if role in _HEADINGS and tone == "plain" else INKS[tone],
        fill=_fill(role, tone),
        align=align,
        indent=1 if is_indented(role, align) and not dense else 0,
        wraps=number_format == GENERAL,
        lines="box" if role in ("group", "header", "section", "label", "body") else "none",
        number_format=number_format,
    )


def is_indented(role: Role, align: Align) -> bool:
    """Whether there is some room between a text and the border that it is beside."""
    return align != "center" and role in ("body", "label")


def _fill(role: Role, tone: Tone) -> str | None:
    """The color behind the text."""
    fills = {"group": HEADER_FILL, "header": HEADER_FILL, "label": LABEL_FILL, "mark": FILLS.get(tone)}
    return FILLS.get(tone, LABEL_FILL) if role == "section" else fills.get(role)
