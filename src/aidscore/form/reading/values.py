"""The entries of a form as the texts that a record would have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from aidscore.diagnostics.message import Diagnostic, Level
from aidscore.form.reading.sheets import Entry
from aidscore.model.field import ID_PATTERN
from aidscore.model.form import TICK
from aidscore.model.quantity import narrow
from aidscore.model.source import Source
from aidscore.read.text import has_odd_characters, text_problems
from aidscore.read.tree import LONGEST_TEXT
from aidscore.xlsx.cells import Cell, day_of

TICKS = frozenset((TICK, "\u2713", "\u2714", "\u2611"))
"""The characters that are accepted as a tick."""
MOST_CHOICES = 12
"""The most words of a list that a message names."""
LONGEST_WORD = 60
"""Longer words are not compared with those of a list."""
UNREADABLE = ""
"""The value of an input that cannot be read and has a diagnostic."""

_SERIAL = re.compile(r"[1-9][0-9]{4}")
_ID = re.compile(ID_PATTERN)
_SPACED = re.compile(r" ?([/%]) ?")
_WRITTEN_DAY = re.compile(r"([0-9]{4}) ?([-/.]|年) ?([0-9]{1,2}) ?(?:\2|月) ?([0-9]{1,2}) ?[日号]?")
"""Year, month and day, with one separator or with the Chinese words."""
_IN_CELL = {"formula": "formula-in-cell", "boolean": "boolean-in-cell", "error": "error-in-cell"}


@dataclass
class Values:
    """Turns inputs into texts, by the lists of the form, and collects what is wrong with them."""

    lists: Mapping[str, Mapping[str, str]]
    epoch: date
    problems: list[Diagnostic] = field(default_factory=list)

    def text(self, entry: Entry) -> str:
        """A text for people, kept as it was typed."""
        cell = self._cell(entry)
        return UNREADABLE if cell is None else cell.text

    def number(self, entry: Entry) -> str:
        """A number or a share; full-width characters and spaces around / and before % leave one reading."""
        cell = self._cell(entry)
        if cell is None:
            return UNREADABLE
        if cell.kind == "date":
            return self._refuse(entry, "date-for-number", cell)
        return _SPACED.sub(r"\1", narrow(cell.text).strip())

    def day(self, entry: Entry) -> str:
        """A date in ISO form where it begins with the year; a bare number is refused with the date that it may mean."""
        cell = self._cell(entry)
        if cell is None:
            return UNREADABLE
        if cell.kind == "number" and _SERIAL.fullmatch(cell.text):
            return self._refuse(entry, "number-for-date", cell, day=day_of(cell.text, self.epoch))
        written = narrow(cell.text).strip()
        match = _WRITTEN_DAY.fullmatch(written)
        return f"{match[1]}-{int(match[3]):02}-{int(match[4]):02}" if match else written

    def is_ticked(self, entry: Entry) -> bool:
        """Whether a box is ticked; anything but a tick is refused."""
        if not entry.is_filled:
            return False
        cell = self._cell(entry)
        if cell is not None and cell.text.strip() not in TICKS:
            self._refuse(entry, "not-a-tick", cell, tick=TICK)
        return True

    def word(self, entry: Entry, name: str, *, or_id: bool = False) -> str:
        """The key of a word of a list. With `or_id` also an id; any text where the list is empty."""
        cell, words = self._cell(entry), self.lists.get(name, {})
        if cell is None:
            return UNREADABLE
        word = cell.text.strip()
        if word in words:
            return words[word]
        if word in words.values() or (or_id and (not words or _ID.match(word))):
            return word
        near = next(iter(get_close_matches(word, words, 1, 0.5)), None) if len(word) <= LONGEST_WORD else None
        choices = (*list(words)[:MOST_CHOICES], *("…",) * (len(words) > MOST_CHOICES))
        return self._refuse(entry, "not-in-list/near" if near else "not-in-list", cell, near=near, choices=choices)

    def _cell(self, entry: Entry) -> Cell | None:
        """The content of an input; None where it is no entry, or contains characters that a file may not contain."""
        cell = entry.cell
        if cell is None or cell.kind in _IN_CELL:
            if cell is not None:
                self._refuse(entry, _IN_CELL[cell.kind], cell)
            return None
        found = []
        if has_odd_characters(cell.text):
            problems = text_problems(Source(entry.place.path, cell.text))
            found = [Diagnostic(problem.entry, entry.place, problem.arguments) for problem in problems]
        if len(cell.text) > LONGEST_TEXT:
            found.append(Diagnostic("text-too-long", entry.place, {"longest": LONGEST_TEXT}))
        self.problems += found
        return None if any(notice.level is Level.ERROR for notice in found) else cell

    def _refuse(self, entry: Entry, code: str, cell: Cell, **arguments: object) -> str:
        """Add the diagnostic of an input that cannot be read."""
        self.problems.append(Diagnostic(code, entry.place, {"text": cell.text[:60], **arguments}))
        return UNREADABLE
