"""How many visits a phase had, through which channels, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from aidscore.model.record import CHANNELS, Channel
from aidscore.model.results import PhaseResult


class Visits(NamedTuple):
    """Visits: how many, and when."""

    by_channel: dict[Channel, int]
    """The number through each channel that has any, in the order of the channels."""
    first: date | None
    last: date | None


def visits_of(phases: Iterable[PhaseResult], *, only_counting: bool = False) -> Visits:
    """The visits of phases: all of them, or only those that count."""
    visits = (counted for phase in phases for center in phase.centers for counted in center.visits)
    records = [counted.visit.record for counted in visits if counted.counts or not only_counting]
    numbers = Counter(record.channel for record in records)
    days = sorted(record.date for record in records)
    by_channel = {channel: numbers[channel] for channel in CHANNELS if numbers[channel]}
    return Visits(by_channel, days[0] if days else None, days[-1] if days else None)
