"""What a result does not count, gathered so that nothing disappears silently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aidscore.model.campaign import Center
from aidscore.model.record import Channel
from aidscore.model.results import CenterResult, Fact, Ignored, Outcome, PhaseResult, Visit
from aidscore.scoring.disputes import withdrawn_facts


class Uncounted(NamedTuple):
    """The visits of a phase through a channel that does not count, by center."""

    phase: PhaseResult
    channel: Channel
    visits: tuple[tuple[Center, Visit], ...]


class Withdrawn(NamedTuple):
    """A finding that was withdrawn: it stays in the record and deducts nothing."""

    phase: PhaseResult
    center: Center
    visit: Visit
    fact: Fact


class NotAssessed(NamedTuple):
    """A center without a visit that counts."""

    phase: PhaseResult
    result: CenterResult


class IgnoredFiles(NamedTuple):
    """The files that were ignored for one reason, by path."""

    reason: str
    """An English text that the catalogs translate."""
    files: tuple[Ignored, ...]


def not_assessed(outcome: Outcome) -> Iterator[NotAssessed]:
    """The centers of each phase that are not assessed."""
    for phase in outcome.phases:
        yield from (NotAssessed(phase, one) for one in phase.centers if one.verdict == "not-assessed")


def uncounted_visits(outcome: Outcome) -> Iterator[Uncounted]:
    """The visits that are listed and not counted, by phase and channel."""
    for phase in outcome.phases:
        found: dict[Channel, list[tuple[Center, Visit]]] = {}
        for center in phase.centers:
            for counted in center.visits:
                if not counted.counts:
                    found.setdefault(counted.visit.record.channel, []).append((center.center, counted.visit))
        yield from (Uncounted(phase, channel, tuple(visits)) for channel, visits in found.items())


def withdrawn(outcome: Outcome) -> Iterator[Withdrawn]:
    """The withdrawn findings, by phase and center."""
    for phase in outcome.phases:
        for center in phase.centers:
            for counted in center.visits:
                for fact in withdrawn_facts(counted.visit):
                    yield Withdrawn(phase, center.center, counted.visit, fact)


def ignored_by_reason(outcome: Outcome) -> Iterator[IgnoredFiles]:
    """The ignored files by reason, in the order in which the reasons first occur.

    Records and forms that do not count are told one by one: each has something of its own to say.
    """
    found: dict[str, list[Ignored]] = {}
    for file in outcome.ignored:
        found.setdefault(file.reason, []).append(file)
    for reason, files in found.items():
        if files[0].is_ours:
            yield from (IgnoredFiles(reason, (file,)) for file in files)
        else:
            yield IgnoredFiles(reason, tuple(files))
