"""Workbooks as LibreOffice computes them: the values of their cells, or saved again."""

import re
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

AT_ONCE, TRIES = 100, 3
"""A run of LibreOffice converts so many workbooks; it may stop early without a word, and is called again."""
VALUES = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1"
"""Each sheet to a file of comma-separated values: texts in quotes, numbers with all their digits."""
RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")
CELL = re.compile(r'(?:"((?:[^"]|"")*)"|([^,\n]*))([,\n])')


def recalculated(books: dict[str, bytes], folder: Path) -> dict[str, "Book"]:
    """What LibreOffice computes for workbooks, by name. Writing values takes it half the time of writing workbooks.

    It takes results that are stored for true, so it gets the workbooks without them.
    """
    out = _converted({name: _without_results(data) for name, data in books.items()}, folder, VALUES, "{}-*.csv")
    return {name: Book(out, name) for name in books}


def _without_results(data: bytes) -> bytes:
    """A workbook whose formulas have no stored results."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, RESULT.sub(rb"\1<v/>", before.read(name)))
    return out.getvalue()


def saved_again(books: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The workbooks as LibreOffice saves them, by name."""
    out = _converted(books, folder, "xlsx", "{}.xlsx")
    return {name: (out / f"{name}.xlsx").read_bytes() for name in books}


def _converted(books: dict[str, bytes], folder: Path, kind: str, pattern: str) -> Path:
    """The folder with workbooks converted by LibreOffice; `pattern` finds what each of them became."""
    before, after = folder / "before", folder / "after"
    before.mkdir(parents=True)
    for name, data in books.items():
        (before / f"{name}.xlsx").write_bytes(data)
    for turn in range(TRIES * (1 + len(books) // AT_ONCE)):
        left = [str(before / f"{name}.xlsx") for name in books if not any(after.glob(pattern.format(name)))]
        if left:
            profile = f"-env:UserInstallation={(folder / f'profile{turn}').as_uri()}"
            command = ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(after)]
            subprocess.run([*command, *left[:AT_ONCE]], check=False, capture_output=True, timeout=1800)
    assert [name for name in books if not any(after.glob(pattern.format(name)))] == []
    return after


def stored(data: bytes) -> dict[str, dict[str, object]]:
    """The results that are stored with the formulas of a workbook, by sheet and cell; an empty text as None."""
    formulas, values = (load_workbook(BytesIO(data), data_only=data_only) for data_only in (False, True))
    return {
        sheet.title: {
            cell.coordinate: values[sheet.title][cell.coordinate].value
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f"
        }
        for sheet in formulas
    }


def wrongly_stored(data: bytes, book: "Book") -> list[str]:
    """The formulas of a workbook whose stored result is not the one that LibreOffice computes."""
    found = []
    for name, results in stored(data).items():
        computed = book.sheet(name)
        for cell, result in results.items():
            digits = float(f"{result:.15g}") if isinstance(result, float) else result  # those that LibreOffice writes
            if (digits or None) != (computed.get(cell) or None):
                found.append(f"{name}!{cell}: {digits!r}, not {computed.get(cell)!r}")
    return found


class Book:
    """The values of a recalculated workbook."""

    def __init__(self, folder: Path, name: str) -> None:
        self.files = {path.stem.removeprefix(f"{name}-"): path for path in folder.glob(f"{name}-*.csv")}

    def sheet(self, name: str) -> dict[str, object]:
        """The values of a sheet by their cells; no empty ones."""
        row, column, cells = 1, 1, {}
        for said, bare, end in CELL.findall(self.files[name].read_text(encoding="utf-8")):
            if said or bare:
                cells[f"{get_column_letter(column)}{row}"] = said.replace('""', '"') if said else _number(bare)
            row, column = (row + 1, 1) if end == "\n" else (row, column + 1)
        return cells


def _number(said: str) -> int | float | str:
    """A number; a date, which LibreOffice does not put in quotes, is left as it is shown."""
    try:
        return int(said) if said.removeprefix("-").isdigit() else float(said)
    except ValueError:
        return said
