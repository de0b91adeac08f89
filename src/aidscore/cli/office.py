"""Word files printed as PDF by LibreOffice: the same document from the same template, and the same bytes every time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from aidscore.cli.options import wrong_usage
from aidscore.words import _

OFFICE = ("soffice", "libreoffice")
"""The names of LibreOffice."""
SECONDS = 300
"""How long it may take; the first start on a slow computer takes minutes."""
_CHANGING = re.compile(
    rb"(?<=/CreationDate\(D:)\d{14}"
    rb"|(?<=/ID \[ <)[0-9A-F]{32}|(?<=\n<)[0-9A-F]{32}(?=> \]\n)"
    rb"|(?<=/DocChecksum /)[0-9A-F]{32}"
)
"""What LibreOffice writes anew every time; zeros of the same length leave every other place as it is."""


def office() -> str:
    """The program of LibreOffice; without it one sentence says what is missing."""
    found = next(filter(None, map(shutil.which, OFFICE)), None)
    if found is None:
        wrong_usage(_("a .pdf file is made by LibreOffice, which is not installed; write a .docx file instead"))
    return found


def printed(document: bytes) -> bytes:
    """A Word file as PDF."""
    program = office()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "document.docx")
        source.write_bytes(document)
        command = [program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, os.fspath(source)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
            content = source.with_suffix(".pdf").read_bytes()
        except (subprocess.SubprocessError, OSError) as problem:
            wrong_usage(_("LibreOffice did not make the .pdf file: {reason}", reason=problem))
    return _CHANGING.sub(lambda found: b"0" * len(found[0]), content)
