"""What centers regain by rectifying findings (整改): the results of `aidscore plan` (spec, section 18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from aidscore.model.quantity import Number
from aidscore.model.results import CenterResult, Fact, PhaseResult
from aidscore.model.standard import Rule

Outlook = Literal["passed", "possible", "veto", "out-of-reach", "no-single-result", "too-many-ways"]
"""Whether rectifying findings brings a pass: it is one already, it does, a veto forbids it, not even all findings
together do, the visits make no result that could be computed again (none counts, or their order is not known), or there
are more ways than can be tried."""


class OpenFinding(NamedTuple):
    """A finding that takes points away, and what rectifying it alone is worth after all caps."""

    fact: Fact
    rule: Rule
    worth: Number
    """By how much the center's total rises, in points; under `worst` 0 while another visit is as low."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Findings that bring a pass when they are rectified together."""

    facts: tuple[Fact, ...]
    """In the standard's order."""
    points: Number
    """By how much the total rises, in points."""
    total: Number
    """The total then, in points; where not everything was examined, with what was not examined in full."""


@dataclass(frozen=True, slots=True)
class CenterPlan:
    """What one center can regain. All numbers are exact points."""

    center: CenterResult
    outlook: Outlook
    findings: tuple[OpenFinding, ...]
    """Every finding that takes points away, in the standard's order; those of a mean visit by visit."""
    fewest: Selection | None = None
    """The smallest number of findings that brings a pass; of those the fewest points."""
    least: Selection | None = None
    """The fewest points that bring a pass; of those the smallest number of findings."""
    unexamined: tuple[str, ...] = ()
    """The sub-items that were not examined: the selections take for granted that nothing is wrong there."""


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """The centers of a phase, and the way to its target with the fewest findings."""

    phase: PhaseResult
    centers: tuple[CenterPlan, ...]
    """The participating centers, in the campaign's order."""
    lacking: int | None
    """How many more centers have to pass to reach the target; None where there is none."""
    chosen: tuple[CenterPlan, ...] | None
    """The centers whose passing reaches the target with the fewest findings; None where no rectification reaches it."""

    @property
    def fewest(self) -> int | None:
        """How many findings have to be rectified to reach the target; None where no rectification reaches it."""
        if self.chosen is None:
            return None
        return sum(len(plan.fewest.facts) for plan in self.chosen if plan.fewest is not None)
