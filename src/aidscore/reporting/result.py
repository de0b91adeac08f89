"""The result of `aidscore report`: what every medium of it shows, without a word of how. All numbers are exact.

HTML, documents and JSON are made of this one object. `make.report_of` builds it from an outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from aidscore.model.campaign import Center
from aidscore.model.follow_up import FollowUp, PhaseFollowUp
from aidscore.model.quantity import Number
from aidscore.model.rectification import CenterPlan, PhasePlan
from aidscore.model.results import CenterResult, Deduction, Outcome, PhaseResult, State
from aidscore.model.standard import Item, SubItem
from aidscore.reporting.comparison import Comparison
from aidscore.reporting.sensitivity import Sensitivity
from aidscore.scoring.problems import Problem
from aidscore.scoring.statistics import Statistics
from aidscore.scoring.visits import Visits


class Span(NamedTuple):
    """The grade of a total, and the totals between which it is given."""

    name: str
    start: Number
    """The lowest total of the grade, inclusive."""
    end: Number
    """The lowest total of the next higher grade; for the highest one the standard's points."""
    lacking: Number | None
    """What the total lacks to the next higher grade; None for the highest, and without a pass."""


class Lost(NamedTuple):
    """What a center lost in a sub-item."""

    state: State | None
    """None where several sheets make the result and they differ, or none does."""
    points: Number | None
    """Points of the sub-item less its score; None where there is no score."""


class DeductedClause(NamedTuple):
    """What a rule took from a center, with what each of its findings says."""

    sub_item: SubItem
    deduction: Deduction
    own: tuple[Number, ...]
    """The points of each finding by itself, before what is free and before caps, in the order of its facts."""
    worth: tuple[Number | None, ...]
    """What rectifying each finding alone is worth after all caps; None for one that takes nothing away."""


@dataclass(frozen=True, slots=True)
class CenterReport:
    """A center in a phase."""

    result: CenterResult
    plan: CenterPlan
    """What each finding is worth, and the fewest that bring a pass."""
    upheld: CenterResult | None
    """The result if every dispute were upheld; None where nothing that counts is disputed."""
    distance: Number | None
    """The total less the pass mark; None without a total."""
    span: Span | None
    """The grade; None without a score, or where the standard has no grades."""
    lost: Mapping[str, Lost]
    """What was lost in each sub-item, by its id, in the standard's order."""
    follow_up: FollowUp | None
    """What became of the findings of the phases before; None where nothing was examined in this one or before."""
    clauses: tuple[DeductedClause, ...]
    """The rules with findings, in the standard's order; of a mean visit by visit."""


class Bin(NamedTuple):
    """How many centers have a total from a number of points up to the next bin."""

    start: int
    centers: int


class ItemLosses(NamedTuple):
    """What an item cost all centers."""

    item: Item
    points: Number
    """The effective deductions behind the results."""
    centers: int
    """How many centers lost points in it."""


@dataclass(frozen=True, slots=True)
class Disputes:
    """What disputes can still change. If they are rejected, the result stays as it is."""

    centers: tuple[Center, ...]
    """The centers with a provisional result."""
    passed: int
    """How many centers pass as it is."""
    passed_if_upheld: int
    """How many centers would pass if every dispute were upheld."""


@dataclass(frozen=True, slots=True)
class PhaseReport:
    """A phase."""

    phase: PhaseResult
    centers: tuple[CenterReport, ...]
    """The participating centers, in the campaign's order."""
    visits: Visits
    """The visits that count: how many through each channel, and when."""
    statistics: Statistics
    distribution: tuple[Bin, ...]
    """The totals in bins of a hundredth of the points (at least one point), from the lowest total to the highest."""
    losses: tuple[ItemLosses, ...]
    """Every item, in the standard's order."""
    problems: tuple[Problem, ...]
    """The rules that deducted anything: what cost most points first, of those what concerns most centers."""
    announced: Comparison
    """What announced (left) and unannounced visits (right) found in the same sub-items."""
    self_inspection: Comparison
    """What centers (left) and inspectors (right) found in the same sub-items."""
    follow_up: PhaseFollowUp
    """What became of the findings of the phases before."""
    plan: PhasePlan
    disputes: Disputes
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True)
class Report:
    """A report on an outcome."""

    outcome: Outcome
    phases: tuple[PhaseReport, ...]
    """The phases with a standard, in the campaign's order."""
