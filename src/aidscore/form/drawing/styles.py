"""The styles of the cells of a form: inputs are yellow, headings are blue, cells that are not used are gray."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, TypeAlias

from aidscore.xlsx.style import ACCENT, FILLS, GENERAL, GRAY, HEADER_FILL, INKS, LABEL_FILL, Align, Style

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
    "remark",
    "verdict",
    "line",
    "key",
    "plain",
]

INPUT_FILL, ITEM_FILL, SUB_ITEM_FILL, UNUSED_FILL = "FFFFFBE0", "FFCFDFF0", "FFEAF1F8", "FFF3F4F5"
_INDENTED = ("fact", "verdict", "requirement", "item")
_STYLES: Mapping[Role, Style] = {
    "title": Style(size=16, bold=True, ink=ACCENT),
    "mark": Style(ink=INKS["open"], fill=FILLS["open"]),
    "fact": Style(bold=True, fill=LABEL_FILL, lines="box"),
    "heading": Style(size=12, bold=True, ink=ACCENT),
    "header": Style(bold=True, ink=ACCENT, fill=HEADER_FILL, lines="box"),
    "item": Style(size=11, bold=True, ink=ACCENT, fill=ITEM_FILL, lines="box"),
    "sub-item": Style(bold=True, fill=SUB_ITEM_FILL, lines="box"),
    "requirement": Style(fill=SUB_ITEM_FILL, lines="box"),
    "body": Style(lines="box"),
    "small": Style(size=9, ink=GRAY, lines="box"),
    "input": Style(fill=INPUT_FILL, lines="box", locked=False),
    "legend": Style(fill=INPUT_FILL, lines="box"),
    "unused": Style(fill=UNUSED_FILL, lines="box"),
    "hint": Style(size=9, ink=INKS["bad"], lines="box"),
    "remark": Style(size=9, ink=GRAY),
    "verdict": Style(size=14, bold=True, fill=LABEL_FILL, lines="box"),
    "line": Style(lines="below"),
    "key": Style(ink=GRAY, wraps=False),
    "plain": Style(),
}


@lru_cache(1000)
def style_of(role: Role, align: Align = "left", number_format: str = GENERAL) -> Style:
    """The style of a cell of a form. Only inputs are not locked."""
    indent = 1 if role in _INDENTED and align == "left" else 0
    return _STYLES[role]._replace(align=align, indent=indent, number_format=number_format)
