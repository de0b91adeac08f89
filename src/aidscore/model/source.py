"""Where everything in a file is: a place for every key path, kept beside the model and not inside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol, TypeAlias

from aidscore.diagnostics.catalog import CATALOG
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
    """How many characters after the start of the key or value it is."""


def as_written(path: KeyPath, written: Mapping[KeyPath, str]) -> KeyPath:
    """A key path in English with the keys as a file writes them, where it writes others."""
    if not written:
        return path
    english: KeyPath = ()
    found: list[str | int] = []
    for step in path:
        is_key = not (isinstance(step, str) and step.startswith("\0"))
        english = (*english, step) if is_key else english
        found.append(written.get(english, step) if is_key else step)
    return tuple(found)


class Located(Protocol):
    """What can name the places of a file: its text, or the file itself, read again."""

    @property
    def path(self) -> str:
        """The path as it was given."""

    def diagnose(self, problem: Problem) -> Diagnostic:
        """The diagnostic of a problem, at its place and with its line."""


class LinePlaces(NamedTuple):
    """The places that a quick reading knows: lines, counted from 1."""

    keys: Mapping[str, int]
    """The line of each key of the outermost mapping whose value is a text beside it."""
    elements: Mapping[str, tuple[int, ...]]
    """The lines of the elements of each list of mappings, by the list's key."""


def _no_places(text: str) -> Places:
    """The places of a file in which nothing was read."""
    return START


@dataclass(frozen=True)  # without slots, for what is worked out when somebody asks for it
class Source:
    """A file that was read: its path as given, its text and its places. A workbook names cells instead.

    The places may be costly to find and are seldom needed, hence `find_places` is called when the first one is asked
    for; what a quick reading knew already is answered from `lines_known`.
    """

    path: str
    text: str = ""
    find_places: Callable[[str], Places] = field(default=_no_places, repr=False)
    """Finds the places in the text."""
    cells: Mapping[KeyPath, Place] = field(default_factory=dict)
    inputs: Mapping[KeyPath, str] = field(default_factory=dict)
    """What the inputs of a workbook are called by those who fill it in: M143（事实）."""
    lines_known: LinePlaces | None = None
    written: Mapping[KeyPath, str] = field(default_factory=dict)
    """The keys as the file writes them, by their key paths in English, where they are not the English ones."""

    @classmethod
    def placed(cls, path: str, text: str, places: Places) -> Source:
        """A source whose places are known."""
        return cls(path, text, lambda _: places)

    @cached_property
    def places(self) -> Places:
        """The place of every key and value."""
        return self.find_places(self.text)

    @cached_property
    def unix_text(self) -> str:
        """The text with LF at the end of each line; a lone CR and CR LF end a line as well."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n")

    @cached_property
    def lines(self) -> Sequence[str]:
        """The lines of the text."""
        return self.unix_text.split("\n")

    def matches(self, pattern: str | re.Pattern[str]) -> Iterator[tuple[Position, re.Match[str]]]:
        """The matches of a pattern in the text, each with the position of its end's last character."""
        text, number, start = self.unix_text, 0, 0
        for match in re.finditer(pattern, text):
            number += text.count("\n", start, match.end())
            start = text.rfind("\n", 0, match.end()) + 1
            yield Position(number, match.end() - 1 - start), match

    def mark(self, path: KeyPath, on_key: bool = False) -> Mark:
        """The mark of a key path; of the nearest thing around it where the file does not go so far."""
        path = as_written(path, self.written)
        if self.lines_known and not on_key and (known := self._known_mark(path, self.lines_known)):
            return known
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

    def _known_mark(self, path: KeyPath, known: LinePlaces) -> Position | None:
        """The mark of a value that a quick reading saw: of a key of the file, or of the first key of an element."""
        match path:
            case [str(key)] if key in known.keys:
                return Position(known.keys[key] - 1, len(f"{key}: "))
            case [str(owner), int(index), str(key)] if index < len(known.elements.get(owner, ())):
                number = known.elements[owner][index]
                line = self.lines[number - 1]
                start = next(filter(line.startswith, (f"  - {key}: ", f"  - {{{key}: ")), "")
                is_beside = line[len(start) : len(start) + 1] not in ("", " ")
                return Position(number - 1, len(start)) if start and is_beside else None
        return None

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
        """The mark; the end of the text for one that libyaml sets after it."""
        lines = self.lines
        return Position(mark.line, mark.column) if mark.line < len(lines) else Position(len(lines) - 1, len(lines[-1]))

    def lines_of(self, key: str) -> tuple[int, ...]:
        """The line of each element of a list, counted from 1."""
        key = self.written.get((key,), key)
        if self.lines_known is not None:
            return self.lines_known.elements.get(key, ())
        if self.cells:
            numbers = sorted({path[1] for path in self.cells if path[:1] == (key,) and len(path) > 1})
            return tuple(self.cells[key, number].line for number in numbers)
        elements = self.places.values.get(key) if isinstance(self.places, MappingPlaces) else None
        if not isinstance(elements, SequencePlaces):
            return ()
        return tuple(
            [(place.start if isinstance(place, MappingPlaces) else START).line + 1 for place in elements.values]
        )

    def line(self, number: int) -> str | None:
        """A line of the text, counted from 1."""
        return self.lines[number - 1] if number <= len(self.lines) else None

    def diagnose(self, problem: Problem) -> Diagnostic:
        """The diagnostic of a problem, at its place and with its line; of a workbook in the words of its inputs."""
        place = self.place(problem.path, problem.on_key)
        if self.inputs and (entry := f"{problem.code}/cell") in CATALOG:
            return Diagnostic(entry, place, {**problem.arguments, **self._inputs_of(problem)})
        if problem.inside and not place.cell:
            place = Place(place.path, place.line, place.column + problem.inside)
        return Diagnostic(problem.code, place, problem.arguments, self.line(place.line))

    def _inputs_of(self, problem: Problem) -> Mapping[str, str]:
        """What the inputs are called that a problem may be about: of its finding, its sub-item, the visit."""
        owners: list[KeyPath] = [(), problem.path[:2], ("sub_items", str(problem.arguments.get("sub_item")))]
        return {str(path[-1]): name for path, name in self.inputs.items() if path[:-1] in owners}

    def diagnose_at(self, code: str, mark: Mark, **arguments: object) -> Diagnostic:
        """The diagnostic of what was seen at a mark of the text."""
        place = self.place_of(mark)
        return Diagnostic(code, place, arguments, self.line(place.line))
