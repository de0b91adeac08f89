"""Names of files that are made from names and ids, valid on every system and different from each other there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import normalize

RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)
"""What Windows takes for a device, whatever follows the first dot."""
LONGEST = 60
"""The most characters of a name; file systems take 255 bytes, a Chinese character has three."""
MARK = "~"
"""Marks what was added to a name."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')


def file_names(wanted: Mapping[str, str], longest: int = LONGEST) -> dict[str, str]:
    """A file name without ending for each id: the name wanted for it, unless a system could not store it.

    What is longer than `longest` characters is cut.

    Names that a system could not tell apart get a number, in their order: some ignore case, some how accents are coded.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id_, written in wanted.items():
        base = name = _portable(written, longest)
        number = 1
        while _compared(name) in taken:
            number += 1
            name = f"{base}{MARK}{number}"
        taken.add(_compared(name))
        names[id_] = name
    return names


def _compared(name: str) -> str:
    """A name as systems compare it that tell least apart."""
    return normalize("NFC", normalize("NFKC", name).casefold())


def _portable(written: str, longest: int) -> str:
    """A text as a name that is neither hidden, nor reserved, nor too long, nor loses its end."""
    name = _FORBIDDEN.sub("_", normalize("NFC", written))[:longest].strip()
    if not name or name.startswith((".", "-")) or name.partition(".")[0].strip().casefold() in RESERVED:
        name = f"{MARK}{name}"
    return f"{name}{MARK}" if name.endswith(".") else name
