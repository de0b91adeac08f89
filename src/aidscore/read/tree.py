"""A tree of text from libyaml's events: a strict builder (spec, section 2).

Every scalar stays text, every key and value keeps its place. What YAML offers beyond mappings and lists is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from aidscore.diagnostics.message import Diagnostic
from aidscore.model.field import comparable
from aidscore.model.source import START, KeyPath, MappingPlaces, Mark, Places, SequencePlaces, Source
from aidscore.read.commas import comma_in_text, is_split, is_split_with_colon, joined, kept
from aidscore.read.lines import swallowed_keys
from aidscore.read.quote import in_quotes
from aidscore.read.text import MOST_PROBLEMS, forbidden_in, name, too_many

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
"""What a file says: text, nothing, lists and mappings."""
Event: TypeAlias = Any
"""One of libyaml's events: their types do not say what their attributes are."""
Fill: TypeAlias = Callable[[Any, Any], None]
"""Reads on in a mapping or list, of which it gets the values and the places."""

DEEPEST = 32
LONGEST_TEXT = 20_000
MOST_VALUES = 200_000

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_SHADOW = "\1"
"""Begins the name under which the value of a refused key is read before it is removed."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree of a text, its places, and the problems on the way."""

    tree: Tree
    source: Source
    diagnostics: list[Diagnostic]
    unfinished: KeyPath | None = None
    """The way to the innermost thing that was still open where the reading had to end; None where it did not."""


class Enough(Exception):
    """The reading ends here; the reason was noted."""


class TreeBuilder:
    """Builds values and places side by side from the events of one text; the innermost, hence written for speed."""

    def __init__(self, source: Source) -> None:
        text = source.text
        self.source = source
        self.problems: list[Diagnostic] = []
        self.root: Tree = None
        self.places: Places = START
        self.depth = 0
        self.shadows: list[tuple[dict[str, Tree], dict[str, Places], str]] = []
        self.careful = "&" in text or "!" in text or "<<" in text or "\\" in text
        """Whether there may be an anchor, a tag, a merge key or an escape somewhere."""
        self.next: Callable[[], Event] = CParser(text).get_event
        if len(text) > 2 * MOST_VALUES:
            self.next = self._counting(self.next)

    def build(self) -> None:
        """Read all events."""
        while type(event := self.next()) is not StreamEndEvent:
            kind = type(event)
            if kind is DocumentStartEvent:
                self._document(event)
            elif kind is ScalarEvent or kind is AliasEvent:
                self.root, self.places = self._text(event, None), event.start_mark
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self.root, self.places, fill = self._container(event)
                fill(self.root, self.places)

    def stumbled(self, complaints: list[Diagnostic]) -> list[Diagnostic]:
        """The diagnostics of an error of syntax; that a value after it is missing was only caused by it."""
        first = min(complaint.place for complaint in complaints)
        self.problems = [known for known in self.problems if known.code != "missing-value" or known.place < first]
        places = {known.place for known in self.problems}
        return [complaint for complaint in complaints if complaint.place not in places]

    def parsed(self, problems: list[Diagnostic]) -> Parsed:
        """The tree without the values of refused keys."""
        unfinished = self._unfinished()
        for values, places, key in self.shadows:
            values.pop(key, None)
            places.pop(key, None)
        source = Source.placed(self.source.path, self.source.text, self.places)
        return Parsed(self.root, source, problems + self.problems, unfinished)

    def _unfinished(self) -> KeyPath | None:
        """The way to the innermost mapping or list that was still open: always the last one of what is around it."""
        if self.depth == 0:
            return None
        path: KeyPath = ()
        here: Any = self.root
        for _ in range(self.depth - 1):
            step = next(reversed(here)) if isinstance(here, dict) else len(here) - 1
            path, here = (*path, step), here[step]
        return path

    def problem(self, code: str, mark: Mark, **arguments: object) -> None:
        """Note a problem at a mark."""
        self.add([self.source.diagnose_at(code, mark, **arguments)])

    def add(self, problems: Iterable[Diagnostic]) -> None:
        """Note problems; the reading ends where there are too many."""
        for problem in problems:
            if len(self.problems) == MOST_PROBLEMS:
                self.problems.append(too_many(problem))
                raise Enough
            self.problems.append(problem)

    def _fill_mapping(self, values: dict[str, Tree], node: MappingPlaces) -> None:
        """Read keys and values up to the end of a mapping."""
        next_event, careful = self.next, self.careful
        keys, places = node.keys, node.values
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                key, written = event.value, event
                if careful or key in values or event.style or not key.isascii():
                    key = self._careful_key(event, values, node)
            elif kind is MappingEndEvent:
                self.depth -= 1
                return
            else:
                key, written = self._no_text_key(event, values, node), None
            keys[key] = event.start_mark
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                value: Any = event.value
                if not value and is_split(self.source, written, event, values):
                    self._join(key, written, values, node)
                    continue
                if (" " in key or not key.isascii()) and is_split_with_colon(self.source, written, values):
                    self._join(key, written, values, node, value)
                    continue
                if careful or " " in value or value in NULLS or "\n" in value or len(value) > LONGEST_TEXT:
                    value = self._text(event, key)
                values[key] = value
                places[key] = event.start_mark
            elif kind is AliasEvent:
                values[key], places[key] = self._text(event, key), event.start_mark
            else:
                values[key], places[key], fill = self._container(event)
                fill(values[key], places[key])

    def _fill_sequence(self, values: list[Tree], node: SequencePlaces) -> None:
        """Read elements up to the end of a list."""
        next_event, careful, places = self.next, self.careful, node.values
        while True:
            event = next_event()
            kind = type(event)
            if kind is SequenceEndEvent:
                self.depth -= 1
                return
            if kind is ScalarEvent or kind is AliasEvent:
                value: Any = event.value if kind is ScalarEvent else ""
                if careful or " " in value or value in NULLS or "\n" in value or len(value) > LONGEST_TEXT:
                    value = self._text(event, "-")
                values.append(value)
                places.append(event.start_mark)
            else:
                opened, inside, fill = self._container(event)
                values.append(opened)
                places.append(inside)
                fill(opened, inside)

    def _container(self, event: Event) -> tuple[Any, Any, Fill]:
        """A mapping or list that opens, its places, and what reads on in it."""
        if self.careful:
            self._decorated(event)
        if self.depth == DEEPEST:
            self.problem("nesting-too-deep", event.start_mark, deepest=DEEPEST)
            raise Enough
        self.depth += 1
        start: Any = event.start_mark
        if type(event) is MappingStartEvent:
            return {}, MappingPlaces(start, {}, {}), self._fill_mapping
        return [], SequencePlaces(start, []), self._fill_sequence

    def _text(self, event: Event, key: str | None) -> str | None:
        """A text that may have a problem; `key` is the key that has it as its value, None for the whole file."""
        mark = event.start_mark
        if type(event) is AliasEvent:
            self.problem("anchor-or-alias", mark, text=f"*{event.anchor}", quoted=in_quotes(self.source, mark))
            return None
        value: str = event.value
        if self.careful:
            self._decorated(event)
            if event.style == '"' and (found := forbidden_in(value)):
                self.problem("forbidden-character", mark, character=name(found))
        if len(value) > LONGEST_TEXT:
            self.problem("text-too-long", mark, longest=LONGEST_TEXT)
        if event.style:
            return value
        if key is None or event.end_mark.line != mark.line:
            first = mark.line + (key is not None)
            self.add(swallowed_keys(self.source, first, event.end_mark.line, in_text=key is not None))
        if value not in NULLS or key is None or event.anchor or event.tag or "：" in key or ":" in key:
            return value  # where the colon of the key is what is wrong, the text behind it is not judged
        self.problem("missing-value", mark, key=key)
        return None

    def _careful_key(self, event: Event, values: dict[str, Tree], node: MappingPlaces) -> str:
        """A key; one that is refused is renamed to what no file can have, and removed when all is read."""
        key = comparable(event.value)
        before = len(self.problems)
        self._decorated(event)
        if key == "<<" and not event.style:
            self.problem("merge-key", event.start_mark)
        elif event.style == '"' and (found := forbidden_in(key)):
            self.problem("forbidden-character", event.start_mark, character=name(found))
        elif key in values and key.startswith("－"):
            self.problem("full-width-mark", event.start_mark, found="－", ascii="-")
        elif key in values:
            self.problem("duplicate-key", event.start_mark, key=key, first=node.keys[key].line + 1)
        return key if len(self.problems) == before else self._shadow(values, node)

    def _join(self, key: str, written: Event, values: dict[str, Tree], node: MappingPlaces, value: str = "") -> None:
        """Give the rest of a text that a comma split, and its value, back to the key that it belongs to."""
        del node.keys[key]
        owner = next(reversed(values))
        text = joined(self.source, str(values[owner]), written, value)
        values[owner] = kept(owner, str(values[owner]), text)
        mark: Any = node.values[owner]
        misread = (self.source.place_of(mark), self.source.place_of(written.start_mark))
        while self.problems and self.problems[-1].place in misread:
            self.problems.pop()
        self.add([comma_in_text(self.source, mark, owner, text)])
        if len(text) > LONGEST_TEXT:
            self.problem("text-too-long", written.start_mark, longest=LONGEST_TEXT)
            raise Enough

    def _no_text_key(self, event: Event, values: dict[str, Tree], node: MappingPlaces) -> str:
        """An alias as a key; the reading ends at a mapping or list as a key."""
        if type(event) is AliasEvent:
            self._text(event, None)
            return self._shadow(values, node)
        self.problem("key-is-no-text", event.start_mark)
        raise Enough

    def _shadow(self, values: dict[str, Tree], node: MappingPlaces) -> str:
        """A name for a refused key, whose value is removed when all is read."""
        shadow = f"{_SHADOW}{len(node.keys)}"
        self.shadows.append((values, node.values, shadow))
        return shadow

    def _decorated(self, event: Event) -> None:
        """An anchor or a tag."""
        if event.anchor is not None:
            whole = in_quotes(self.source, event.start_mark)
            self.problem("anchor-or-alias", event.start_mark, text=f"&{event.anchor}", quoted=whole)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.problem("tag", event.start_mark, text=tag, quoted=in_quotes(self.source, event.start_mark))

    def _document(self, event: Event) -> None:
        """The start of a document: of the only one, and without directives."""
        if event.version or event.tags:
            self.problem("yaml-directive", event.start_mark)
        if self.places is not START:
            self.problem("several-documents", event.start_mark)
            raise Enough

    def _counting(self, next_event: Callable[[], Event]) -> Callable[[], Event]:
        """The events of a text that is long enough to have too many of them."""
        count = 0

        def counted() -> Event:
            nonlocal count
            count += 1
            event = next_event()
            if count > MOST_VALUES and type(event) is not StreamEndEvent:
                self.problem("too-many-values", event.start_mark, most=MOST_VALUES)
                self.root, self.depth = None, 0
                raise Enough
            return event

        return counted
