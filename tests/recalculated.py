"""Forms as LibreOffice computes and saves them, and the values of their cells."""

import subprocess
from pathlib import Path
from zipfile import ZipFile

from defusedxml import ElementTree

SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


AT_ONCE, TRIES = 100, 3
"""So many forms does a run of LibreOffice convert; it may stop before the end without a word, and is called again."""


def recalculated(forms: dict[str, bytes], folder: Path) -> dict[str, Path]:
    """The forms as LibreOffice computes and saves them, by name."""
    (folder / "in").mkdir()
    for name, data in forms.items():
        (folder / "in" / f"{name}.xlsx").write_bytes(data)
    made = {name: folder / "out" / f"{name}.xlsx" for name in forms}
    for turn in range(TRIES * (1 + len(forms) // AT_ONCE)):
        left = [str(folder / "in" / path.name) for path in made.values() if not path.exists()]
        if left:
            convert(folder, turn, left[:AT_ONCE])
    assert [name for name, path in made.items() if not path.exists()] == []
    return made


def convert(folder: Path, turn: int, paths: list[str]) -> None:
    """Have LibreOffice open some forms, compute them and save them."""
    profile = f"-env:UserInstallation=file://{folder}/profile{turn}"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(folder / "out"), *paths]
    subprocess.run(command, check=False, capture_output=True, timeout=1800)


class Book:
    """The values of a recalculated form: openpyxl would take ten times as long for them."""

    def __init__(self, path: Path) -> None:
        self.file = ZipFile(path)
        names = ElementTree.fromstring(self.file.read("xl/workbook.xml")).iter(f"{SHEETS}sheet")
        self.numbers = {sheet.get("name"): number for number, sheet in enumerate(names, 1)}
        strings = ElementTree.fromstring(self.file.read("xl/sharedStrings.xml"))
        self.strings = ["".join(part.text or "" for part in one.iter(f"{SHEETS}t")) for one in strings]

    def sheet(self, name: str) -> dict[str, object]:
        """The values of a sheet by their cells; no empty ones."""
        root = ElementTree.fromstring(self.file.read(f"xl/worksheets/sheet{self.numbers[name]}.xml"))
        cells = {}
        for cell in root.iter(f"{SHEETS}c"):
            value = cell.findtext(f"{SHEETS}v")
            if value:
                cells[cell.get("r")] = self.value(cell.get("t"), value)
        return cells

    def value(self, kind: str | None, value: str) -> object:
        """A value: a text, or a number."""
        if kind == "s":
            return self.strings[int(value)]
        return value if kind in ("str", "e") else int(value) if value.lstrip("-").isdigit() else float(value)
