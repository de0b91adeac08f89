"""How a sheet is printed: paper, margins, header and footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from aidscore.xlsx.style import FONT
from aidscore.xlsx.text import storable

A4 = 9
PAGE, PAGES = "&P", "&N"
"""The codes of the page number and the number of pages in a header or footer."""

Fit: TypeAlias = Literal["width", "page"] | int
"""As wide as the paper, all of it on one page, or a percentage, with which page breaks hold."""


class Margins(NamedTuple):
    """The margins of the paper, in inches."""

    top: float
    bottom: float
    header: float
    footer: float
    sides: float = 0.4


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """A4 paper; `header` and `footer` are the texts on the left and on the right of every page."""

    landscape: bool
    margins: Margins
    header: tuple[str, str]
    footer: tuple[str, str]
    fit: Fit = "width"

    def apply(self, sheet: Worksheet) -> None:
        """Set a sheet up, before its rows are written."""
        setup, margins = sheet.page_setup, sheet.page_margins
        setup.orientation, setup.paperSize = "landscape" if self.landscape else "portrait", A4
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=not isinstance(self.fit, int))
        if isinstance(self.fit, int):
            setup.scale = self.fit
        else:
            setup.fitToWidth, setup.fitToHeight = 1, int(self.fit == "page")
        sheet.print_options.horizontalCentered = True
        margins.left = margins.right = self.margins.sides
        margins.top, margins.bottom, margins.header, margins.footer = self.margins[:4]
        sheet.oddHeader, sheet.oddFooter = _parts(*self.header), _parts(*self.footer)


def margin_text(text: str, longest: int) -> str:
    """A text for the margin of the paper, in one line; an ampersand would begin a code there."""
    fit = text if len(text) <= longest else text[: longest - 1] + "…"
    return storable(" ".join(fit.split())).replace("&", "&&")


def _parts(left: str, right: str) -> HeaderFooterItem:
    """A header or footer with a text on the left and one on the right."""
    parts = (_HeaderFooterPart(text, FONT, 8, "5A6672") for text in (left, right))
    return HeaderFooterItem(left=next(parts), right=next(parts))
