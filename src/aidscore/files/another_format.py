"""Files that may be records in a format that is not read: refused by their names or first lines, never ignored."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.read.bytes import read_head
from aidscore.wording.center_list import is_list_of_ours

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
    name = _plain_name(path)
    if (named := by_name(path)) is not None:
        return None if name.endswith(".csv") and _is_older_output(path) else named
    if name.endswith(YAML):  # but for spaces, dots, or full-width letters
        return Diagnostic("another-format", Place(path))
    if os.path.splitext(name)[1] not in ("", ".txt"):
        return None
    text = _first_text(path)
    if isinstance(text, Diagnostic):
        return text
    return Diagnostic("another-format", Place(path)) if _FIRST_LINE.match(text) else None


def by_name(path: str) -> Diagnostic | None:
    """The refusal of a file whose name says that it is a workbook, a table or an archive; None for any other name."""
    name = _plain_name(path)
    return next((Diagnostic(code, Place(path)) for code, endings in _ENDINGS.items() if name.endswith(endings)), None)


def _plain_name(path: str) -> str:
    """The name of a file as it is compared."""
    return unicodedata.normalize("NFKC", os.path.basename(path)).strip(" .").lower()


def _is_older_output(path: str) -> bool:
    """Whether a CSV file is a list of centers that an earlier run wrote (spec, section 10: it may be replaced)."""
    text = _first_text(path)
    return isinstance(text, str) and is_list_of_ours(text)


def _first_text(path: str) -> str | Diagnostic:
    """The text that a file begins with, or why it cannot be read."""
    head = read_head(path, _HEAD)
    if isinstance(head, Diagnostic):
        return head
    return head.decode(_BYTE_ORDER_MARKS.get(head[:2], "utf-8-sig"), "replace")
