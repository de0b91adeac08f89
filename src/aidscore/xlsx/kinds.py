"""Which files are workbooks: by their first bytes, or by how their names end."""

from __future__ import annotations

LARGEST = 32 * 1024 * 1024
"""The most bytes of a workbook; photos that were pasted into it are never unpacked."""
ENDINGS = (".xlsx", ".xlsm")
"""How the names of workbooks end."""
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How workbooks begin: today's, and old or encrypted ones."""


def is_named_workbook(path: str) -> bool:
    """Whether a path is named as a workbook is."""
    return path.lower().endswith(ENDINGS)


def is_workbook(path: str, data: bytes) -> bool:
    """Whether bytes are a workbook, or are named as one."""
    return data.startswith((ZIP + b"\3\4", ZIP + b"\5\6", OLE)) or is_named_workbook(path)
