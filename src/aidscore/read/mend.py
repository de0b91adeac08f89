"""Reading on past full-width marks: a text as if they were the ASCII ones, and the way back to its own places.

A key whose colon is full-width, or has no space after it, hides what follows from YAML. It is reported; then the text
is read again with the ASCII mark in its place, so that nothing below it stays unreported (spec, section 2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.model.source import MappingPlaces, Mark, Places, Position, SequencePlaces, Source
from aidscore.read.syntax import SYNTAX_CODES

ROUNDS = 12
"""How often a text is read again: one mark may hide the next."""
LARGEST = 200_000
"""In a longer text, in characters, reading again would take too long."""
MARKS = frozenset(("full-width-mark", "missing-space"))


class Edit(NamedTuple):
    """A character of a line, counted from 0, and what is read in its place."""

    column: int
    mark: str
    is_wider: bool
    """Whether a space follows that the line does not have."""


class Mending:
    """A text with some of its characters read as others."""

    def __init__(self, text: str, path: str) -> None:
        self.source = Source(path, text)
        self.edits: dict[int, list[Edit]] = {}
        self.problems: dict[Place, Diagnostic] = {}
        self.hopeless: set[int] = set()
        """Lines that cannot be read with the mark in its place either."""

    @property
    def text(self) -> str:
        """The text as it is to be read."""
        lines = list(self.source.lines)
        for number, edits in self.edits.items():
            for edit in sorted(edits, reverse=True):
                written = edit.mark + " " * edit.is_wider
                lines[number] = lines[number][: edit.column] + written + lines[number][edit.column + 1 :]
        return "\n".join(lines)

    def take(self, diagnostics: Iterable[Diagnostic]) -> bool:
        """Whether the text has to be read once more after what was said of it: with further marks, or without some."""
        found = list(diagnostics)
        if len(self.source.text) > LARGEST or any(one.code == "too-many-problems" for one in found):
            return False
        stumbled = {one.place.line - 1 for one in found if one.code in SYNTAX_CODES} & self.edits.keys()
        for number in stumbled:
            del self.edits[number]
        self.hopeless |= stumbled
        before = len(self.problems)
        for one in self.restored(one for one in found if one.code in MARKS):
            number = one.place.line - 1
            if number not in self.hopeless and one.place not in self.problems:
                self.problems[one.place] = one
                self.edits.setdefault(number, []).append(self._edit(one))
        return bool(stumbled) or len(self.problems) > before

    def _edit(self, problem: Diagnostic) -> Edit:
        """What is read in the place of a mark."""
        column, line = problem.place.column - 1, self.source.lines[problem.place.line - 1]
        mark = str(problem.arguments.get("ascii", ":"))
        return Edit(column, mark, mark in (":", "-") and line[column + 1 : column + 2].strip() != "")

    def restored(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Diagnostics of the text as it was read, at the places of the text as it is."""
        for one in diagnostics:
            position = self._position(Position(one.place.line - 1, one.place.column - 1))
            place = Place(one.place.path, position.line + 1, position.column + 1)
            yield replace(one, place=place, excerpt=self.source.line(place.line))

    def all_problems(self, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The marks that were found, and the diagnostics of the last reading."""
        others = [one for one in self.restored(diagnostics) if one.place not in self.problems]
        return [*self.problems.values(), *others]

    def _position(self, mark: Mark) -> Position:
        """A mark of the text as it was read, in the text as it is."""
        column = mark.column
        for edit in sorted(self.edits.get(mark.line, ())):
            column -= edit.is_wider and column > edit.column + 1
        return Position(mark.line, column)

    def placed(self, places: Places) -> Source:
        """The source of the text as it is, with the places of the text as it was read."""
        return Source.placed(self.source.path, self.source.text, self._places(places))

    def _places(self, places: Places) -> Places:
        """The places of a part of the text as it is."""
        if isinstance(places, MappingPlaces):
            keys = {key: self._position(mark) for key, mark in places.keys.items()}
            values = {key: self._places(part) for key, part in places.values.items()}
            return MappingPlaces(self._position(places.start), dict[str, Mark](keys), values)
        if isinstance(places, SequencePlaces):
            return SequencePlaces(self._position(places.start), [self._places(part) for part in places.values])
        return self._position(places)
