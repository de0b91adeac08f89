"""A new version of a standard to begin with: the old file with its comments, as a draft that replaces it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from aidscore.files.document import Document, read_document
from aidscore.model.chinese import key_term, word_term
from aidscore.model.source import MappingPlaces, Source
from aidscore.model.standard import Period, Standard
from aidscore.words import _

A_DAY = timedelta(days=1)


def first_day(period: Period, today: date) -> date | None:
    """The first day of the version after one with this period; None where the calendar has no day after it.

    It is the day after the last one. Where there is no last one it is today, or the day after the first one.
    """
    last = period.end or period.start
    if last == date.max:
        return None
    return last + A_DAY if period.end else max(today, last + A_DAY)


def revision_beginning(document: Document, version: str, start: date) -> str | None:
    """The text of a draft of `version` that replaces a standard; None where its keys do not have lines of their own.

    It begins on `start`; where the version before has no end, a comment says that this day is to be decided.
    """
    standard = document.content
    if not isinstance(standard, Standard):
        return None
    period = standard.effective
    lines = _Lines(document.source)
    lines.set("status", str(word_term("draft").forms[lines.is_chinese]))
    lines.set("effective", f"{{{lines.form(Period, 'from')}: {start.isoformat()}}}")
    lines.set("corrects", None)
    lines.set("version", f'"{version}"')
    lines.set("replaces", f'"{standard.version}"', after="version")
    if period.end is None:
        lines.note(
            "effective", _("to be decided: the first day; {old} then ends on the day before", old=standard.version)
        )
    text = lines.text
    wanted = replace(
        standard,
        version=version,
        status="draft",
        effective=Period(start),
        corrects=None,
        replaces=standard.version,
    )
    return text if read_document(document.path, text.encode()).content == wanted else None


class _Lines:
    """The lines of a standard while its keys are given other values, each on one line."""

    def __init__(self, source: Source) -> None:
        self.lines = source.unix_text.rstrip("\n").split("\n")
        places = source.places
        marks = places.keys if isinstance(places, MappingPlaces) else {}
        self.starts = {key: mark.line for key, mark in marks.items()}
        self.is_chinese = key_term(Standard, "version").chinese in self.starts
        self.changed: dict[int, list[str]] = {}
        """What stands in the place of a line, by its number from 0."""

    @property
    def text(self) -> str:
        """The text with what was changed."""
        parts = (self.changed.get(number, [line]) for number, line in enumerate(self.lines))
        return "\n".join(line for part in parts for line in part) + "\n"

    def form(self, model: type, key: str) -> str:
        """A key in the form that the file uses."""
        forms = key_term(model, key).forms
        return forms[min(int(self.is_chinese), len(forms) - 1)]

    def set(self, key: str, value: str | None, after: str | None = None) -> None:
        """Give a key another value, None for none; a key that is not there comes after another one."""
        written = next((form for form in key_term(Standard, key).forms if form in self.starts), None)
        line = [] if value is None else [f"{written or self.form(Standard, key)}: {value}"]
        if written is not None:
            first, *others = self._lines_of(written)
            self.changed[first] = line
            self.changed |= {number: [] for number in others if not self.lines[number].lstrip().startswith("#")}
        elif line and after is not None:
            (number,) = self._lines_of(self._written(after))[-1:]
            self.changed[number] = [*self.changed.get(number, [self.lines[number]]), *line]

    def note(self, key: str, text: str) -> None:
        """Put a comment before a key."""
        first = self._lines_of(self._written(key))[0]
        self.changed[first] = [f"# {text}", *self.changed.get(first, [self.lines[first]])]

    def _written(self, key: str) -> str:
        """A key as the file writes it."""
        return next(form for form in key_term(Standard, key).forms if form in self.starts)

    def _lines_of(self, written: str) -> list[int]:
        """The lines of a key and its value, without the blank lines and comments before the next key."""
        first = self.starts[written]
        end = min((start for start in self.starts.values() if start > first), default=len(self.lines))
        while end > first + 1 and (not self.lines[end - 1].strip() or self.lines[end - 1].startswith("#")):
            end -= 1
        return list(range(first, end))
