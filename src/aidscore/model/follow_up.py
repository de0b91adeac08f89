"""Follow-up (整改): what became of findings from one visit, or one phase, to the next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from aidscore.model.campaign import Center
from aidscore.model.quantity import Number
from aidscore.model.record import Channel
from aidscore.model.results import CenterResult, Fact, PhaseResult
from aidscore.model.standard import Edition, Rule, Veto

FollowUpState = Literal["corrected", "persisting", "recurred", "new", "not-comparable"]
STATES: tuple[FollowUpState, ...] = get_args(FollowUpState)
Obstacle = Literal["not-examined", "not-applicable", "no-place", "changed-clause", "new-clause"]
"""Why nobody knows whether something was there: its sub-item was not examined or did not apply, the clause has no place
in the other version, what counts as a fault differs between the versions, or the clause was not there yet."""


class Subject(NamedTuple):
    """What is followed up: a clause; of a rule about missing elements each element by itself."""

    clause: str
    """The id of a rule or a veto."""
    element: str | None = None
    """The key of the missing element."""


class Occasion(NamedTuple):
    """A visit, or the visits of a phase together."""

    name: str
    """The path of the record, or the id of the phase."""
    day: date
    """The day of the visit, or the first day of the phase."""


class Found(NamedTuple):
    """What was found of a subject on an occasion."""

    occasion: Occasion
    facts: tuple[Fact, ...]
    points: Number
    """What its clause takes away for these facts, by the version of that occasion and before the sub-item's cap."""


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """A subject on an occasion, compared with the last earlier one on which it was examined."""

    subject: Subject
    """By the version of the occasion; where the clause has no place there, by the earlier version."""
    clause: Rule | Veto
    state: FollowUpState
    before: Found | None
    """What was found the last time that it was found; None if never."""
    now: Found | None
    """What was found on this occasion; None for nothing."""
    obstacle: Obstacle | None = None
    """Why it is not comparable; None where it is."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What became of the findings of earlier occasions, and what is new."""

    occasion: Occasion
    edition: Edition
    """The version of the occasion."""
    earlier: tuple[Occasion, ...]
    """The earlier occasions, by day; empty on the first one."""
    entries: tuple[FollowedUp, ...]
    """In the order of the standard; what has no place in it comes last."""

    @property
    def counts(self) -> dict[FollowUpState, int]:
        """How many subjects are in each state."""
        numbers = Counter(entry.state for entry in self.entries)
        return {state: numbers[state] for state in STATES}


class CenterFollowUp(NamedTuple):
    """A center in a phase, compared with the phases before."""

    center: Center
    follow_up: FollowUp | None
    """None where nothing was examined in this phase, or in none before."""


class PhaseFollowUp(NamedTuple):
    """A phase, compared with the phases before."""

    phase: PhaseResult
    centers: tuple[CenterFollowUp, ...]
    """The participating centers, in the campaign's order."""

    @property
    def counts(self) -> dict[FollowUpState, int]:
        """How many subjects of all centers together are in each state."""
        numbers: Counter[FollowUpState] = Counter()
        for one in self.centers:
            numbers.update(one.follow_up.counts if one.follow_up else {})
        return {state: numbers[state] for state in STATES}


class CenterTrend(NamedTuple):
    """A center in a phase beside the one before. The two parts add up to the difference of its totals exactly."""

    before: CenterResult
    by_rules: Number | None
    """How much its total before rises when it is restated by the later version, in points: what the rules changed.

    None without a score, and where findings are not carried over.
    """
    by_center: Number | None
    """How much its total rises from there, in points: what the center changed. None without a score on either side."""
    after: CenterResult

    @property
    def is_known(self) -> bool:
        """Whether both parts are known."""
        return self.by_rules is not None and self.by_center is not None


class PhaseTrend(NamedTuple):
    """A phase beside the one before. The parts of the pass rate add up to its difference exactly, too."""

    before: PhaseResult
    restated: PhaseResult
    """The phase before by the version of this one."""
    after: PhaseResult
    centers: tuple[CenterTrend, ...]
    """The participating centers, in the campaign's order."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A finding, and what became of it up to the last visit (整改台账)."""

    center: Center
    phase: PhaseResult
    day: date
    """The day on which it was found."""
    channel: Channel
    fact: Fact
    """With a single element, where its rule is about missing elements."""
    clause: Rule | Veto
    points: Number
    """What it adds to the deduction of its clause, before what is free and before caps."""
    state: FollowUpState
    """Corrected, persisting or not comparable by the later visits; without any what it was when it was found."""
    obstacle: Obstacle | None = None
    """Why it is not comparable."""
    found_again: tuple[date, ...] = ()
    """The later days on which it was found again before it was corrected."""
    corrected_on: date | None = None
    """The first later day on which it was examined and not found."""
    corrected_before: date | None = None
    """For one that recurred, the last earlier day on which it was examined and not found."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every finding of the visits that count, center by center in the campaign's order, by day and by clause."""

    rows: tuple[LedgerRow, ...]

    @property
    def counts(self) -> dict[FollowUpState, int]:
        """How many findings are in each state."""
        numbers = Counter(row.state for row in self.rows)
        return {state: numbers[state] for state in STATES}
