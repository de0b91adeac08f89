"""Names of files that are made from ids, valid on every system and different from each other there."""

from __future__ import annotations

from collections.abc import Iterable

RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)
"""What Windows takes for a device, whatever follows the first dot."""
LONGEST = 100
"""The most characters of an id in a file name; file systems take 255 bytes."""
MARK = "~"
"""Marks what was added to an id; no id contains it."""


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """A file name without ending for each id: the id itself, unless a system could not tell it from another one.

    Ids that differ only in case get a number, in their order, since some systems ignore case.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id_ in ids:
        base = name = _portable(id_)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{base}{MARK}{number}"
        taken.add(name.casefold())
        names[id_] = name
    return names


def _portable(id_: str) -> str:
    """An id as a name that is neither hidden, nor reserved, nor too long, nor loses its end."""
    name = id_[:LONGEST]
    if name.startswith((".", "-")) or name.partition(".")[0].casefold() in RESERVED:
        name = f"{MARK}{name}"
    return f"{name}{MARK}" if name.endswith(".") else name
