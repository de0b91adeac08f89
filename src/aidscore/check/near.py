"""Suggestions: the known words nearest to one that was mistyped."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache

from aidscore.model.quantity import narrow
from aidscore.model.source import KeyPath, Problem
from aidscore.read.text import straightened

MOST_GUESSES = 200
"""After so many elements of a list no suggestions are made: they take time, and nobody reads that far."""

_SAME_LOOK = str.maketrans("OoIlSsZzBqg", "00115522899")


def near(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The nearest known words, best first; none where none is near."""
    return tuple(_nearest(word, tuple(known), most))


@cache
def _nearest(word: str, known: tuple[str, ...], most: int) -> list[str]:
    """The words that differ only in case, dashes or look-alikes; else those with the smallest edit distance."""
    meant = straightened(word)
    if meant in known:
        return [meant]
    if alike := [name for name in known if _look(name) == _look(meant)]:
        return alike[:most]
    steps = {name: _steps(meant, name) for name in get_close_matches(meant, known, 4 * most, 0.6)}
    return [name for name in steps if steps[name] == min(steps.values())][:most]


def _look(word: str) -> str:
    """The word with look-alikes made equal: case, O and 0, l and 1, dashes and points."""
    return word.translate(_SAME_LOOK).lower().replace("-", ".").replace("_", ".")


def _steps(word: str, other: str) -> int:
    """The edit distance: how many characters to add, drop or replace to turn one word into the other."""
    row = list(range(len(other) + 1))
    for number, character in enumerate(word, 1):
        before, row[0] = row[0], number
        for place, expected in enumerate(other, 1):
            kept = before + (character != expected)
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, kept)
    return row[-1]


def unknown(code: str, path: KeyPath, word: str, known: Iterable[str], /, **arguments: object) -> Problem:
    """The problem of a word that is not known, with the nearest ones that are, where there are any."""
    known = tuple(known)
    ascii_text = narrow(word)
    if ascii_text != word and all(part.strip() in known for part in ascii_text.split(",")):
        return Problem("full-width-characters", path, {"text": word, "ascii": ascii_text})
    far = any(isinstance(step, int) and step >= MOST_GUESSES for step in path)
    nearest = "" if far else near(word, known)
    return Problem(f"{code}/near" if nearest else code, path, {"id": word, "near": nearest, **arguments})
