"""Pieces of sentences: numbers stay apart from the words around them, each with its place in the document of a report.

So a page can link them, and a test can hold every number of a page against the document.
"""

from __future__ import annotations

import re
from fractions import Fraction
from string import Formatter
from typing import NamedTuple, TypeAlias

from aidscore.model.quantity import Number, exact
from aidscore.model.results import Bounds
from aidscore.model.standard import Standard
from aidscore.scoring.figures import rate_shown, shown, total_landmarks
from aidscore.wording.numbers import difference_text, plain, share_text
from aidscore.words import _

_SAID = re.compile(r"([-+]?[0-9]+(?:\.[0-9]+|/[0-9]+)?)(%)?")


class Datum(NamedTuple):
    """A number as it is shown."""

    text: str
    exact: str
    """Unrounded, as the document has it."""
    key: str
    """Its place in the document: keys and numbers of elements, with dots between them."""

    @property
    def rounded_from(self) -> str:
        """The exact number where the text does not say it; empty where it does."""
        return "" if said_by(self.text) == Fraction(self.exact) else self.exact


def said_by(text: str) -> Fraction | None:
    """The number that a text says: digits, a fraction or a percentage, with or without a sign; None for other texts."""
    match = _SAID.fullmatch(text.replace("\u2212", "-"))
    if match is None:
        return None
    return Fraction(match[1]) / (100 if match[2] else 1)


class Link(NamedTuple):
    """A text that leads to a section or a clause."""

    pieces: Text
    anchor: str


Piece: TypeAlias = "str | Datum | Link"
Text: TypeAlias = tuple[Piece, ...]
NOTHING: Text = ()
"""An empty cell."""


def filled(sentence: str, **parts: Piece | Text) -> Text:
    """A translated sentence with pieces in its places; `{name}` stands for each."""
    pieces: list[Piece] = []
    for before, name, _format, _conversion in Formatter().parse(sentence):
        if before:
            pieces.append(before)
        if name is not None:
            part = parts[name]
            pieces.extend(part if isinstance(part, tuple) and not isinstance(part, Datum | Link) else (part,))
    return tuple(pieces)


def linked(anchor: str, *pieces: Piece) -> Text:
    """Pieces as one link."""
    return (Link(tuple(pieces), anchor),)


def count(number: int, key: str) -> Datum:
    """A number of things."""
    return Datum(str(number), str(number), key)


def total(number: Number, standard: Standard, key: str) -> Datum:
    """A total, or one of its bounds, never rounded across a mark."""
    return Datum(plain(shown(number, standard, *total_landmarks(standard))), exact(number), key)


def points(number: Number, standard: Standard, key: str) -> Datum:
    """Points lost or gained: as they are where that is short, else rounded, and never shown as 0 where they are not."""
    return Datum(difference_text(number, standard.rounding), exact(number), key)


def signed(number: Number, standard: Standard, key: str) -> Datum:
    """A difference of points with its sign."""
    datum = points(number, standard, key)
    return datum._replace(text=f"+{datum.text}") if number > 0 else datum._replace(text=minus(datum.text))


def distance(number: Number, standard: Standard, key: str) -> Datum:
    """A total less the pass mark: never shown as 0 where it is not."""
    text = plain(shown(number, standard, 0, *(mark - standard.pass_mark for mark in total_landmarks(standard))))
    return Datum(f"+{text}" if number > 0 else minus(text), exact(number), key)


def minus(text: str) -> str:
    """A text with a real minus sign in the place of a hyphen."""
    return text.replace("-", "\u2212")


def whole(number: Number, key: str) -> Datum:
    """A number of a standard, as it is written there."""
    return Datum(exact(number), exact(number), key)


def percent(rate: Number, standard: Standard, key: str, *marks: Number) -> Datum:
    """A rate in percent, rounded by the standard, never across a mark."""
    return Datum(f"{plain(rate_shown(rate, standard, *marks))}%", exact(rate), key)


def share(rate: Number, key: str) -> Datum:
    """A share as people say it: 90%, or 1/3."""
    return Datum(share_text(rate), exact(rate), key)


def bounds(both: Bounds, standard: Standard, key: str) -> Text:
    """Both bounds of a total."""
    low, high = total(both.low, standard, f"{key}.low"), total(both.high, standard, f"{key}.high")
    return filled(_("{low} - {high}"), low=low, high=high)
