"""Files that may be records in a format that is not read: refused by their names or first lines, never ignored."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.read.bytes import read_head

YAML = (".yaml", ".yml")
"""The endings of the files that are read as YAML."""
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "another-format/workbook": (".xls", ".et", ".ods", ".xlsb", ".fods", ".ett"),
    "another-format/table": (".csv",),
    "another-format/archive": (".zip", ".rar", ".7z"),
    "another-format": tuple(f"{ending}.txt" for ending in YAML),
}
_HEAD = 1024
"""The number of bytes in which the first line of a text is looked for."""
_FIRST_LINE = re.compile(r"""(\s|#.*\n|---\s)*["']?aidscore["']?\s*[:：]""")
_BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def another_format(path: str) -> Diagnostic | None:
    """The refusal of a file that may be a record in another format; None for one that is not."""
    name = unicodedata.normalize("NFKC", os.path.basename(path)).strip(" .").lower()
    for code, endings in _ENDINGS.items():
        if name.endswith(endings):
            return Diagnostic(code, Place(path))
    if name.endswith(YAML):  # but for spaces, dots, or full-width letters
        return Diagnostic("another-format", Place(path))
    if os.path.splitext(name)[1] not in ("", ".txt"):
        return None
    head = read_head(path, _HEAD)
    if isinstance(head, Diagnostic):
        return head
    text = head.decode(_BYTE_ORDER_MARKS.get(head[:2], "utf-8-sig"), "replace")
    return Diagnostic("another-format", Place(path)) if _FIRST_LINE.match(text) else None
