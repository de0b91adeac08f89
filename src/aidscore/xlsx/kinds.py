"""Tells which files are workbooks, by their first bytes or the endings of their names."""

from __future__ import annotations

LARGEST = 32 * 1024 * 1024
"""The most bytes of a workbook; pasted photos are never unpacked."""
ENDINGS = (".xlsx", ".xlsm")
"""The endings of the names of workbooks."""
ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of workbooks: of current ones, and of old or encrypted ones."""


def is_named_workbook(path: str) -> bool:
    """Whether a path has the name of a workbook."""
    return path.lower().endswith(ENDINGS)


def is_workbook(path: str, data: bytes) -> bool:
    """Whether bytes are a workbook, or have the name of one."""
    return data.startswith((ZIP + b"\3\4", ZIP + b"\5\6", OLE)) or is_named_workbook(path)
