"""An entry of the catalog of diagnostics: its level and its two sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Whether a file is refused for it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Entry:
    """The level of a code and its two sentences, in English; braces are filled with the diagnostic's arguments."""

    level: Level
    message: str
    help: str


def error(message: str, help_: str) -> Entry:
    """An entry that refuses the file."""
    return Entry(Level.ERROR, message, help_)


def warning(message: str, help_: str) -> Entry:
    """An entry that only remarks."""
    return Entry(Level.WARNING, message, help_)
