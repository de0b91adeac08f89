"""Where everything in a file stands: a place for every key path, kept beside the model and not inside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, TypeAlias

from aidscore.diagnostics.message import Diagnostic, Place

KeyPath: TypeAlias = tuple[str | int, ...]
"""The way to a value: ("findings", 0, "rule")."""


class Mark(Protocol):
    """A position in a text; `line` and `column` count from 0."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The column."""


class Position(NamedTuple):
    """A mark of our own."""

    line: int
    column: int


class MappingPlaces(NamedTuple):
    """The places in a mapping: where it starts, each key, and each value's own places."""

    start: Mark
    keys: dict[str, Mark]
    values: dict[str, Places]


class SequencePlaces(NamedTuple):
    """The places in a list: where it starts, and each element's own places."""

    start: Mark
    values: list[Places]


Places: TypeAlias = Mark | MappingPlaces | SequencePlaces

START = Position(0, 0)


class Problem(NamedTuple):
    """What a check yields: a code, the key path that it concerns, and what fills the code's sentences."""

    code: str
    path: KeyPath
    arguments: Mapping[str, object] = {}
    on_key: bool = False
    """Whether the key itself is meant, not its value."""
    inside: int = 0
    """How many characters behind the start of the key or value it is."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its path as given, its text and its places. A workbook names cells instead."""

    path: str
    text: str = ""
    places: Places = START
    cells: Mapping[KeyPath, Place] = field(default_factory=dict)
    _lines: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    def mark(self, path: KeyPath, on_key: bool = False) -> Mark:
        """The mark of a key path; of the nearest thing around it where the file does not go so far."""
        here = self.places
        for number, step in enumerate(path):
            if isinstance(here, MappingPlaces) and step in here.values:
                if on_key and number == len(path) - 1:
                    return here.keys[str(step)]
                here = here.values[str(step)]
            elif isinstance(here, SequencePlaces) and isinstance(step, int) and step < len(here.values):
                here = here.values[step]
            elif isinstance(step, str) and step.startswith("\0"):
                continue
            else:
                break
        return here.start if isinstance(here, MappingPlaces | SequencePlaces) else here

    def place(self, path: KeyPath, on_key: bool = False) -> Place:
        """The place of a key path."""
        if self.cells:
            return next(self.cells[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.cells)
        return self.place_of(self.mark(path, on_key))

    def place_of(self, mark: Mark) -> Place:
        """The place of a mark."""
        line, column = self.within(mark)
        return Place(self.path, line + 1, column + 1)

    def within(self, mark: Mark) -> Position:
        """The mark; the end of the text for one that libyaml sets behind it."""
        lines = self.lines()
        return Position(mark.line, mark.column) if mark.line < len(lines) else Position(len(lines) - 1, len(lines[-1]))

    def lines_of(self, key: str) -> tuple[int, ...]:
        """The line of each element of a list, counted from 1."""
        if self.cells:
            numbers = sorted({path[1] for path in self.cells if path[:1] == (key,) and len(path) > 1})
            return tuple(self.cells[key, number].line for number in numbers)
        elements = self.places.values.get(key) if isinstance(self.places, MappingPlaces) else None
        if not isinstance(elements, SequencePlaces):
            return ()
        return tuple(
            [(place.start if isinstance(place, MappingPlaces) else START).line + 1 for place in elements.values]
        )

    def lines(self) -> list[str]:
        """The lines of the text; a lone CR and CR LF end a line as LF does."""
        if not self._lines:
            self._lines.extend(self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        return self._lines

    def line(self, number: int) -> str | None:
        """A line of the text, counted from 1."""
        return self.lines()[number - 1] if number <= len(self.lines()) else None

    def diagnose(self, problem: Problem) -> Diagnostic:
        """The diagnostic of a problem, at its place and with its line."""
        place = self.place(problem.path, problem.on_key)
        if problem.inside and not place.cell:
            place = Place(place.path, place.line, place.column + problem.inside)
        return Diagnostic(problem.code, place, problem.arguments, self.line(place.line))

    def diagnose_at(self, code: str, mark: Mark, **arguments: object) -> Diagnostic:
        """The diagnostic of what was seen at a mark of the text."""
        place = self.place_of(mark)
        return Diagnostic(code, place, arguments, self.line(place.line))
