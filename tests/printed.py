"""Workbooks as LibreOffice prints them."""

import re
import subprocess
from pathlib import Path


def printed(books: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """The text of each printed page of workbooks, by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(folder / f"{name}.xlsx") for name in books]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=1800)
    return {name: _pages(folder / f"{name}.pdf") for name in books}


def _pages(path: Path) -> list[str]:
    """The text of the pages of a document."""
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True).stdout.decode()
    return text.split("\f")[:-1]


def unbroken(text: str) -> str:
    """A text without anything that depends on where its lines are broken."""
    return re.sub(r"\s+", "", text)
