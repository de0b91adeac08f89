"""A workbook while it is written, and its bytes: the same bytes for the same content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.workbook.properties import CalcProperties

from aidscore.xlsx.cells import column_letters
from aidscore.xlsx.compute import results_of
from aidscore.xlsx.sheet import SheetWriter, Styles
from aidscore.xlsx.text import storable

MOMENT = datetime(2000, 1, 1)
"""The time of every workbook, so that the same figures make the same file."""

COUNTING_FONT = Font(name="Arial", size=10)
"""The widths of columns are counted in its digits, which are as wide in every program; that of Calibri are not."""
_NO_ROWS = re.compile(rb"<sheetData>.*?</sheetData>|<sheetData ?/>", re.DOTALL)
_MERGED = re.compile(rb"<mergeCells .*?</mergeCells>", re.DOTALL)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
PIECE = 1 << 20
"""The number of bytes of a workbook that are handed over at once."""


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
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the workbook piece by piece; nothing can be added afterwards."""
        with TemporaryFile() as file:
            self._save(file)
            file.seek(0)
            yield from iter(partial(file.read, PIECE), b"")

    def _save(self, file: BinaryIO) -> None:
        """Write the workbook into a file."""
        self._compute()
        for sheet in self._sheets:
            sheet.finish()
        rest = BytesIO()
        self._book.save(rest)
        sheets = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(self._sheets, 1)}
        _put_together(rest, sheets, file)

    def _compute(self) -> None:
        """Give every formula its result, if the workbook computes."""
        if self._computes:
            sheets = {sheet.name: sheet for sheet in self._sheets}
            contents = {name: sheet.contents for name, sheet in sheets.items()}
            for (name, (row, column)), result in results_of(contents).items():
                sheets[name].results[f"{column_letters(column)}{row}"] = result


def _put_together(rest: BinaryIO, sheets: Mapping[str, SheetWriter], file: BinaryIO) -> None:
    """Write a workbook with fixed times, and with the rows and the merged cells of its sheets, by part."""
    with ZipFile(rest) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name in sheets:
                _put_sheet(name, content, sheets[name], target)
                continue
            if name == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>" + MOMENT.isoformat().encode() + b"Z", content)
            target.writestr(ZipInfo(name), content, ZIP_DEFLATED)


def _put_sheet(name: str, content: bytes, written: SheetWriter, target: ZipFile) -> None:
    """Write a sheet with its rows where openpyxl has none, and all merged cells where it has the first of them."""
    before, after = _NO_ROWS.split(content)
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in written.merged)
    merged = f'<mergeCells count="{len(written.merged)}">{areas}</mergeCells>'.encode()
    part = ZipInfo(name)
    part.compress_type, part.file_size = ZIP_DEFLATED, len(content) + written.rows.size
    with target.open(part, "w") as sheet:
        sheet.write(before + b"<sheetData>")
        sheet.writelines(written.rows.pieces())
        sheet.write(b"</sheetData>" + _MERGED.sub(lambda _one: merged, after, count=1))
