"""Clauses that may continue one that is gone, by the likeness of their texts: suggested, never assumed."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from aidscore.model.comparison import LikelyHeirs
from aidscore.versions.matching import Matching, text_of

MOST_SUGGESTED = 3
LIKE = 0.5
"""Texts that have at least half of their characters in common are alike."""


def likely_heirs(matching: Matching) -> tuple[LikelyHeirs, ...]:
    """For each clause that nothing continues, the added clauses of its level with the likest texts, best first."""
    added = [name for name, origins in matching.origins.items() if not origins]
    gone = [name for name, heirs in matching.heirs.items() if not heirs]
    return tuple(LikelyHeirs(name, text_of(matching.old[name].clause), _likest(matching, name, added)) for name in gone)


def _likest(matching: Matching, former: str, added: Sequence[str]) -> tuple[str, ...]:
    """Of added clauses of the same level, the likest."""
    clause = matching.old[former].clause
    ratios = [
        (SequenceMatcher(None, text_of(clause), text_of(matching.new[name].clause), autojunk=False).ratio(), name)
        for name in added
        if type(matching.new[name].clause) is type(clause)
    ]
    return tuple(name for ratio, name in sorted(ratios, reverse=True)[:MOST_SUGGESTED] if ratio >= LIKE)
