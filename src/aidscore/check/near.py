"""Problems of words that are not known, with what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from aidscore.model.quantity import narrow
from aidscore.model.source import KeyPath, Problem
from aidscore.read.nearest import nearest, nearest_id

MOST_GUESSES = 200
"""After so many elements of a list no suggestions are made: they take time, and nobody reads that far."""

OF_CLAUSES = frozenset(("unknown-rule", "unknown-item", "unknown-sub-item"))
"""The codes of words that are ids of a standard, whose every letter and digit matters."""


def unknown(code: str, path: KeyPath, word: str, known: Iterable[str], /, **arguments: object) -> Problem:
    """The problem of a word that is not known, with the words that it was probably meant to be, if there are any."""
    known = tuple(known)
    parts = [part.strip() for part in narrow(word).split(",")]
    if narrow(word) != word and all(part in known for part in parts):
        wide = "full-width-characters/entries" if isinstance(path[-1], int) else "full-width-characters"
        return Problem(wide, path, {"text": word, "ascii": ", ".join(parts)})
    far = any(isinstance(step, int) and step >= MOST_GUESSES for step in path)
    near = () if far else (nearest_id if code in OF_CLAUSES else nearest)(word, known)
    return Problem(f"{code}/near" if near else code, path, {"id": word, "near": near, **arguments})
