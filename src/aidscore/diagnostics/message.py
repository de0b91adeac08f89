"""A message about a file: where, what, and what to do. Finding one is kept apart from wording it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aidscore.diagnostics.catalog import CATALOG
from aidscore.diagnostics.entry import Level
from aidscore.words import _

__all__ = ["BLAMES_ANOTHER", "Diagnostic", "Level", "Place", "has_errors"]

BLAMES_ANOTHER = frozenset({"standard-refused", "campaign-refused"})
"""The codes that are said of each file that depends on one with errors: only that one is to be corrected."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file; lines and columns count characters from 1. In a workbook `cell` names sheet and cell."""

    path: str
    line: int = 1
    column: int = 1
    cell: str | None = None
    sheet: int = 0
    """The number of the sheet in its workbook, counted from 1."""

    @property
    def spot(self) -> tuple[int, int, str | None, int]:
        """The place within its file."""
        return self.line, self.column, self.cell, self.sheet

    def __str__(self) -> str:
        return f"{self.path}:{self.cell}" if self.cell else f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem of a file (spec, section 12). `arguments` fill the sentences of its code in the catalog."""

    entry: str
    """Its entry in the catalog: the code, or `code/variant` where one code has several sentences."""
    place: Place
    arguments: Mapping[str, object] = field(default_factory=dict)
    excerpt: str | None = None
    """The line of the file that the place names, as it stands there."""

    @property
    def code(self) -> str:
        """The slug that reads alone and is never translated."""
        return self.entry.partition("/")[0]

    @property
    def level(self) -> Level:
        """Whether the file is refused for it."""
        return CATALOG[self.entry].level

    @property
    def message(self) -> str:
        """What is wrong, in the language in use."""
        return _(CATALOG[self.entry].message, **self.arguments)

    @property
    def help(self) -> str:
        """What to do about it, in the language in use."""
        return _(CATALOG[self.entry].help, **self.arguments)


def has_errors(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    """Whether any of them refuses its file."""
    return any(diagnostic.level is Level.ERROR for diagnostic in diagnostics)
