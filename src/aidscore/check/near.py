"""Problems of words that are not known, with what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aidscore.model.campaign import Campaign
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


def names_a_center(name: str, campaign: Campaign, path: KeyPath) -> Iterator[Problem]:
    """An id or a name stands for just one center of the campaign."""
    named = campaign.named(name)
    if len(named) > 1:
        yield Problem("ambiguous-center", path, {"name": name, "ids": tuple(center.id for center in named)})
    elif not named:
        known = [word for center in campaign.centers for word in (center.id, center.name)]
        yield unknown("unknown-center", path, name, known, campaign=campaign.id)


def is_not_excluded(name: str, campaign: Campaign, path: KeyPath) -> Iterator[Problem]:
    """The center that is meant is assessed."""
    for center in campaign.named(name):
        if center.excluded is not None:
            arguments = {"id": center.id, "name": center.name, "reason": center.excluded}
            yield Problem("excluded-center", path, arguments)
