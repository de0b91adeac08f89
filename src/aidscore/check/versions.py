"""Checks over several versions of a standard: numbers and dates that fit together (spec, sections 3 and 9)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.source import Problem
from aidscore.model.standard import Standard


def check_versions(standards: Sequence[Standard]) -> Iterator[tuple[int, Problem]]:
    """The problems between versions of the same standard, each with the number of the standard that it is one of."""
    numbers = sorted(range(len(standards)), key=lambda number: standards[number].effective.start)
    for place, number in enumerate(numbers):
        here = standards[number]
        earlier = [standards[one] for one in numbers[:place] if standards[one].id == here.id]
        yield from ((number, problem) for problem in _against(here, earlier))


def _against(here: Standard, earlier: Sequence[Standard]) -> Iterator[Problem]:
    """A version against those that began before it."""
    if any(there.version == here.version for there in earlier):
        yield Problem("version-twice", ("version",), {"reference": here.reference})
        return
    if not earlier:
        return
    before = earlier[-1]
    if here.replaces is not None and here.replaces != before.version:
        arguments = {"version": here.replaces, "expected": before.version}
        yield Problem("replaces-another", ("replaces",), arguments)
    end = before.effective.end
    replaced = end is None and here.replaces == before.version and before.effective.start < here.effective.start
    if not replaced and (end is None or end >= here.effective.start):
        arguments = {"other": before.reference, "period": str(before.effective)}
        yield Problem("versions-overlap", ("effective", "from"), arguments)
