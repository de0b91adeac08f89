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

from aidscore.xlsx.cells import column_letters
from aidscore.xlsx.compute import results_of
from aidscore.xlsx.formula import Result
from aidscore.xlsx.sheet import SheetWriter, Styles
from aidscore.xlsx.text import storable

MOMENT = datetime(2000, 1, 1)
"""The time of every workbook, so that the same figures make the same file."""

COUNTING_FONT = Font(name="Arial", size=10)
"""The widths of columns are counted in its digits, which are as wide in every program; that of Calibri are not."""
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)><f>([^<]*)</f><v ?(?:/>|></v>)</c>')
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class WorkbookWriter:
    """Writes a workbook, sheet by sheet."""

    def __init__(self, title: str, description: str = "", *, computes: bool = False) -> None:
        """Begin a workbook.

        `computes` stores the result of every formula, and has a spreadsheet compute it anew when it opens the file.
        """
        self._book = Workbook(write_only=True)
        self._book._named_styles["Normal"].font = COUNTING_FONT  # type: ignore[attr-defined]  # the stubs do not know it
        self._book.properties.creator, self._book.properties.title = "aidscore", storable(title)
        self._book.properties.created = MOMENT
        self._book.properties.description = storable(description) or None
        if computes:
            self._book.calculation = CalcProperties(fullCalcOnLoad=True)
        self._computes = computes
        self._styles: Styles = {}
        self._sheets: list[SheetWriter] = []

    def sheet(self, name: str) -> SheetWriter:
        """Add a sheet behind the others."""
        self._sheets.append(SheetWriter(self._book, name, self._styles, keeps_contents=self._computes))
        return self._sheets[-1]

    def open_at(self, number: int) -> None:
        """Set the sheet that is shown when the file is opened, counted from 0."""
        self._book.active = number

    def saved(self) -> bytes:
        """The bytes of the workbook; nothing can be added afterwards."""
        for sheet in self._sheets:
            sheet.finish()
        self._compute()
        data = BytesIO()
        self._book.save(data)
        results = {f"xl/worksheets/sheet{number}.xml": sheet.results for number, sheet in enumerate(self._sheets, 1)}
        return _finished(data.getvalue(), results)

    def _compute(self) -> None:
        """Give every formula its result, if the workbook computes."""
        if self._computes:
            sheets = {sheet.name: sheet for sheet in self._sheets}
            contents = {name: sheet.contents for name, sheet in sheets.items()}
            for (name, (row, column)), result in results_of(contents).items():
                sheets[name].results[f"{column_letters(column)}{row}"] = result


def _finished(data: bytes, results: Mapping[str, Mapping[str, Result]]) -> bytes:
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


def _with_results(sheet: bytes, results: Mapping[str, Result]) -> bytes:
    """The sheet with the results of its formulas: a spreadsheet computes them anew, a preview cannot."""

    def shown(match: re.Match[bytes]) -> bytes:
        result = results.get(match[1].decode())
        if result is None:
            return match[0]
        kind, value = _stored(result)
        return b'<c r="%b"%b%b><f>%b</f><v>%b</v></c>' % (match[1], match[2], kind, match[3], value.encode())

    return _FORMULA.sub(shown, sheet)


def _stored(result: Result) -> tuple[bytes, str]:
    """The attribute with the kind of a result, and the result as XML keeps it: a number with all its digits."""
    match result:
        case bool():
            return b' t="b"', str(int(result))
        case str():
            return b' t="str"', escape(storable(result))
        case _:
            return b"", str(int(result)) if result.denominator == 1 else repr(float(result))
