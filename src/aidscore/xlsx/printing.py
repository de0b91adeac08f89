"""What is printed in the margins of every page."""

from __future__ import annotations

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart

from aidscore.xlsx.style import FONT


def in_margin(left: str, right: str) -> HeaderFooterItem:
    """A header or footer with a text on the left and one on the right."""
    parts = (_HeaderFooterPart(text, FONT, 8, "5A6672") for text in (left, right))
    return HeaderFooterItem(left=next(parts), right=next(parts))
