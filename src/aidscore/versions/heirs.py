"""Clauses that may continue one that is gone, by the likeness of their texts: suggested, never assumed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from aidscore.model.change import Level
from aidscore.model.comparison import LikelyHeirs
from aidscore.versions.matching import Matching, level_of, text_of

MOST_SUGGESTED = 3
LIKE = 0.5
"""Texts that have at least half of their characters in common are alike."""
MOST_COMPARED = 32
"""To how many added clauses a text is compared; where there are more, to those that share most rare pairs with it."""


def likely_heirs(matching: Matching) -> tuple[LikelyHeirs, ...]:
    """For each clause that nothing continues, the added clauses of its level with the likest texts, best first."""
    added: dict[Level, dict[str, str]] = defaultdict(dict)
    for name, origins in matching.origins.items():
        if not origins:
            clause = matching.new[name].clause
            added[level_of(clause)][name] = text_of(clause)
    indexes = {level: _Candidates(texts) for level, texts in added.items()}
    gone = [there.clause for former, there in matching.old.items() if not matching.heirs[former]]
    return tuple(
        LikelyHeirs(clause.id, text_of(clause), _likest(text_of(clause), indexes.get(level_of(clause))))
        for clause in gone
    )


class _Candidates:
    """The added clauses of a level, found by pairs of characters that few of their texts have."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self._by_text: dict[str, list[str]] = defaultdict(list)
        self._by_pair: dict[str, list[str]] = defaultdict(list)
        for name, text in texts.items():
            self._by_text[text].append(name)
            for pair in _pairs(text):
                self._by_pair[pair].append(name)

    def of(self, text: str) -> Sequence[str]:
        """The clauses worth comparing to a text: all where there are few, else the same text and most rare pairs."""
        if len(self.texts) <= MOST_COMPARED:
            return list(self.texts)
        shared: Counter[str] = Counter()
        for pair in _pairs(text):
            names = self._by_pair.get(pair, ())
            if len(names) <= MOST_COMPARED:
                shared.update(names)
        same = self._by_text.get(text, [])
        return list(dict.fromkeys([*same, *(name for name, _ in shared.most_common())]))[:MOST_COMPARED]


def _pairs(text: str) -> set[str]:
    """Every two characters that are side by side in a text."""
    return {text[place : place + 2] for place in range(len(text) - 1)}


def _likest(text: str, candidates: _Candidates | None) -> tuple[str, ...]:
    """The clauses with the likest texts, at most three."""
    if candidates is None:
        return ()
    ratios = [
        (SequenceMatcher(None, text, candidates.texts[name], autojunk=False).ratio(), name)
        for name in candidates.of(text)
    ]
    return tuple(name for ratio, name in sorted(ratios, reverse=True)[:MOST_SUGGESTED] if ratio >= LIKE)
