"""The styles of the cells of a page in a workbook, by what their line is for and what their tone means."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias

from aidscore.model.page import Align, Tone
from aidscore.xlsx.style import ACCENT, FILLS, GENERAL, HEADER_FILL, INKS, LABEL_FILL, Style

Role: TypeAlias = Literal["title", "mark", "heading", "header", "label", "body", "blank"]

_HEADINGS = ("title", "heading", "header")
_SIZES: dict[Role, int] = {"title": 16, "heading": 12}


@lru_cache(1000)
def style_of(role: Role, tone: Tone = "plain", align: Align = "left", number_format: str = GENERAL) -> Style:
    """The style of a cell; everything wraps except numbers."""
    align = "center" if role == "header" else align
    return Style(
        size=_SIZES.get(role, 10),
        bold=role in _HEADINGS or tone in ("strong", "good", "bad"),
        ink=ACCENT if role in _HEADINGS and tone == "plain" else INKS[tone],
        fill=_fill(role, tone),
        align=align,
        indent=1 if is_indented(role, align) else 0,
        wraps=number_format == GENERAL,
        lines="box" if role in ("header", "label", "body") else "none",
        number_format=number_format,
    )


def is_indented(role: Role, align: Align) -> bool:
    """Whether the text of a cell begins a little to the right of its border."""
    return align == "left" and role in ("body", "label")


def _fill(role: Role, tone: Tone) -> str | None:
    """The color behind the text."""
    return {"header": HEADER_FILL, "label": LABEL_FILL, "mark": FILLS.get(tone)}.get(role)
