"""The centers from phase to phase: the score in each, and how it changed since the phase before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aidscore.model.campaign import Center
from aidscore.model.quantity import Number
from aidscore.model.results import CenterResult, Outcome, PhaseResult


class Step(NamedTuple):
    """A center in one phase."""

    phase: PhaseResult
    result: CenterResult
    change: Number | None
    """Its total less that of the phase before, in points; None where one of them is missing."""


class Course(NamedTuple):
    """A center in all phases, in their order."""

    center: Center
    steps: tuple[Step, ...]


def courses(outcome: Outcome) -> tuple[Course, ...]:
    """Every participating center in the campaign's order."""
    columns = zip(*(phase.centers for phase in outcome.phases), strict=True)
    return tuple(Course(results[0].center, tuple(_steps(outcome.phases, results))) for results in columns)


def _steps(phases: tuple[PhaseResult, ...], results: tuple[CenterResult, ...]) -> Iterator[Step]:
    """A center's steps through the phases."""
    before: Number | None = None
    for phase, result in zip(phases, results, strict=True):
        known = result.total is not None and before is not None
        yield Step(phase, result, (result.total or 0) - (before or 0) if known else None)
        before = result.total
