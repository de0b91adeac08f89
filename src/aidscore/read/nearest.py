"""Suggestions: what a word was probably meant to be. All that are equally near are named, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from aidscore.model.chinese import Term, choices, keys_meant
from aidscore.read.text import straightened

MOST_NAMED = 3
"""Where more words are equally near, none of them was clearly meant."""

SHORT = 2
"""In a Chinese word of two characters one may be wrong, if that leaves only one term."""

_SAME_LOOK = str.maketrans("OoIlSsZzBqg查", "00115522899察")
_SEPARATORS = str.maketrans("", "", ".-_ ")

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "中心": ("center", "centers"),
    "规则": ("rule", "rules"),
    "说明": ("note",),
    "扣分标准": ("rule",),
    "考核细则": ("standard",),
}
"""Other Chinese words for keys."""


def nearest_term(word: str, known: Iterable[Term]) -> tuple[Term, ...]:
    """The terms that a word was probably meant to be: in either form, or by another Chinese word for the key."""
    terms = {form: term for term in known for form in term.forms}
    meant = straightened(word)
    found = nearest(word, terms)
    if not found and meant not in terms:
        found = tuple(key for key in (*keys_meant(meant), *SYNONYMS.get(meant, ())) if key in terms)
    if not found and len(meant) == SHORT and not meant.isascii():
        found = tuple(form for form in terms if len(form) == SHORT and distance(meant, form) == 1)
        found = found if len(found) == 1 else ()
    meant_terms = tuple(dict.fromkeys(terms[form] for form in found))
    return choices(meant_terms) if word.isascii() else meant_terms


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words that a word was probably meant to be: look-alikes, or those that the fewest changes make."""
    return _nearest(word, tuple(known))


@cache
def _nearest(word: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The nearest of the known words, none where several more than MOST_NAMED are equally near."""
    meant = straightened(word)
    if meant in known:
        return (meant,)
    alike = [name for name in known if _look(name) == _look(meant)]
    return _few(alike or _fewest_changes(meant, known))


def nearest_id(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known ids that look like an id: another letter or digit makes another clause, which was not meant."""
    meant = straightened(word)
    look = _look(meant).translate(_SEPARATORS)
    return _few([name for name in known if name == meant or _look(name).translate(_SEPARATORS) == look])


def _few(names: Iterable[str]) -> tuple[str, ...]:
    """The names, unless they are too many."""
    found = tuple(dict.fromkeys(names))
    return found if len(found) <= MOST_NAMED else ()


def _fewest_changes(word: str, known: tuple[str, ...]) -> list[str]:
    """The known words that the fewest changes lead to; none where those are many for so short a word."""
    most = (len(word) + 1) // 3 if len(word) > 2 else 0
    steps = {name: distance(word.lower(), name) for name in known if abs(len(name) - len(word)) <= most}
    least = min(steps.values(), default=most + 1)
    return [name for name in steps if steps[name] == least <= most]


def _look(word: str) -> str:
    """The word with look-alikes made equal: case, O and 0, l and 1, dashes and points."""
    return word.translate(_SAME_LOOK).lower().replace("-", ".").replace("_", ".")


def distance(word: str, other: str) -> int:
    """How many characters to add, drop, replace or swap with their neighbor to turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, character in enumerate(word, 1):
        earlier, before, row = before, row, [number]
        for place, expected in enumerate(other, 1):
            steps = min(before[place] + 1, row[-1] + 1, before[place - 1] + (character != expected))
            if number > 1 and place > 1 and (character, word[number - 2]) == (other[place - 2], expected):
                steps = min(steps, earlier[place - 2] + 1)
            row.append(steps)
    return row[-1]
