"""A workbook while it is written, and its bytes: the same bytes for the same content."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.workbook.properties import CalcProperties

from aidscore.xlsx.sheet import SheetWriter, Styles
from aidscore.xlsx.text import storable

MOMENT = datetime(2000, 1, 1)
"""The time of every workbook, so that the same figures make the same file."""

UNIT = Font(name="Arial", size=10)
"""The font whose digits are the unit of the widths of columns. Every system has it or one with the same widths."""

_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)><f>(.*?)</f><v ?(?:/>|></v>)</c>', re.DOTALL)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class WorkbookWriter:
    """Writes a workbook, sheet by sheet."""

    def __init__(self, title: str, *, computes: bool = False) -> None:
        """Begin a workbook; `computes` has a spreadsheet compute every formula anew when it opens the file."""
        self._book = Workbook(write_only=True)
        self._book._named_styles["Normal"].font = UNIT  # type: ignore[attr-defined]  # the stubs do not know it
        self._book.properties.creator, self._book.properties.title = "aidscore", storable(title)
        self._book.properties.created = MOMENT
        if computes:
            self._book.calculation = CalcProperties(fullCalcOnLoad=True)
        self._styles: Styles = {}
        self._sheets: list[SheetWriter] = []

    def sheet(self, name: str) -> SheetWriter:
        """Add a sheet behind the others."""
        self._sheets.append(SheetWriter(self._book, name, self._styles))
        return self._sheets[-1]

    def open_at(self, number: int) -> None:
        """Set the sheet that is shown when the file is opened, counted from 0."""
        self._book.active = number

    def saved(self) -> bytes:
        """The bytes of the workbook; nothing can be added afterwards."""
        for sheet in self._sheets:
            sheet.finish()
        data = BytesIO()
        self._book.save(data)
        results = {f"xl/worksheets/sheet{number}.xml": sheet.results for number, sheet in enumerate(self._sheets, 1)}
        return _finished(data.getvalue(), results)


def _finished(data: bytes, results: Mapping[str, Mapping[str, str]]) -> bytes:
    """The workbook with fixed times, and with the results of formulas, by part and cell."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if results.get(name):
                content = _with_results(content, results[name])
            elif name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>" + MOMENT.isoformat().encode() + b"Z", content)
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return out.getvalue()


def _with_results(sheet: bytes, results: Mapping[str, str]) -> bytes:
    """The sheet with the results of its formulas: a spreadsheet computes them anew, a preview cannot."""

    def shown(match: re.Match[bytes]) -> bytes:
        result = results.get(match[1].decode())
        if result is None:
            return match[0]
        return b'<c r="%b"%b t="str"><f>%b</f><v>%b</v></c>' % (*match.groups(), escape(result).encode())

    return _FORMULA.sub(shown, sheet)
