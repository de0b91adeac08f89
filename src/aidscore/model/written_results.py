"""Results that were written to a file, held against their inputs or against another result (spec, sections 17, 18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

OF_PHASE = ("standard", "pass_rate", "target", "counts")
"""The parts of a phase, besides its centers, in which two results are compared."""


class FileChange(NamedTuple):
    """An input that is not what it was."""

    path: str
    kind: str
    change: Literal["missing", "changed", "added", "same"]
    """`same` for a file that is what it was, and of which something else became."""
    before: str | None = None
    """What became of it before: scored, refused, ignored, used; None where it was not there."""
    after: str | None = None
    """What becomes of it now."""


class ValueChange(NamedTuple):
    """A value of a result that is not what it was; each is what the JSON document has there, as text."""

    where: tuple[str, ...]
    """The keys that lead to it; elements of lists by their id, source, rule or number."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Verification:
    """A result held against its inputs."""

    files: tuple[FileChange, ...]
    values: tuple[ValueChange, ...]
    """Where what was written differs from what is computed now."""
    compared: int
    """How many values were compared."""
    names: Mapping[str, str] = field(default_factory=dict)
    """The names of the centers, by id."""

    @property
    def holds(self) -> bool:
        """Whether every input is there unchanged, none was added, and every value comes out again."""
        return not self.files and not self.values


@dataclass(frozen=True, slots=True)
class CenterChange:
    """A center of a phase that came out otherwise."""

    phase: str
    id: str
    name: str
    values: tuple[ValueChange, ...]
    """Its verdict, its score, its items and so on."""
    clauses: tuple[ValueChange, ...]
    """What each clause takes away, effectively, in points."""
    because: tuple[str, ...]
    """The files, the standard, the options or the version of the program from which that may come."""


@dataclass(frozen=True, slots=True)
class ResultComparison:
    """Two results of `aidscore batch`."""

    settings: tuple[ValueChange, ...]
    """Options and versions that differ."""
    files: tuple[FileChange, ...]
    phases: tuple[ValueChange, ...]
    """Pass rates, targets and counts that differ."""
    centers: tuple[CenterChange, ...]
