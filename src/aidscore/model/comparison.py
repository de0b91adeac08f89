"""The comparison of two versions of a standard (spec, section 9): one result, which every output shows."""

from __future__ import annotations

from dataclasses import dataclass

from aidscore.model.campaign import Center
from aidscore.model.change import Change, Effect, Level
from aidscore.model.quantity import Number, plain
from aidscore.model.results import Assessment, Bounds, CenterResult, PhaseResult
from aidscore.model.standard import Edition


@dataclass(frozen=True, slots=True)
class ClauseChanges:
    """The changes of one clause, or one change of what holds for the whole standard."""

    level: Level
    id: str
    """The id in the new version; in the old one where the clause was removed."""
    was: tuple[str, ...]
    """The ids in the old version where they differ; several where clauses were joined."""
    effects: tuple[Effect, ...]
    """Which ways the changes pull; editorial only where all of them are."""
    changes: tuple[int, ...]
    """The numbers of the changes in the comparison, counted from 0."""


@dataclass(frozen=True, slots=True)
class LikelyHeirs:
    """A clause that nothing continues, and added clauses with texts like its; suggested, never assumed."""

    former: str
    text: str
    likely: tuple[str, ...]
    """Ids of the new version, the likest first."""


@dataclass(frozen=True, slots=True)
class ChangedExample:
    """A worked example of the old version that comes out otherwise by the new one."""

    name: str
    before: Assessment
    after: Assessment
    lost: int
    """How many of its findings are not carried over."""


@dataclass(frozen=True, slots=True)
class LostFinding:
    """A finding that is not carried over: it fits no heir of its rule, or more than one."""

    center: str
    source: str
    line: int
    rule: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one change adds to a center's difference, in points."""

    change: int
    """The number of the change in the comparison, counted from 0."""
    difference: Number


@dataclass(frozen=True, slots=True)
class CenterImpact:
    """A center under both versions. Without a score on either side there is no difference to attribute."""

    before: CenterResult
    after: CenterResult
    """Without what is not carried over; its verdict is undecided where it depends on that."""
    bounds: Bounds | None
    """Where not everything was examined, or findings are not carried over: with none of those, and with all of them."""
    lost: tuple[LostFinding, ...]
    parts: tuple[Part, ...]
    decided_by: tuple[int, ...]
    """Where the verdict changes, the numbers of the clauses in the comparison that decide it; none else."""
    in_order: bool
    """Whether the parts are those of the declared order, for too many changes to average over all orders."""

    @property
    def center(self) -> Center:
        """The center."""
        return self.before.center

    @property
    def difference(self) -> Number | None:
        """After minus before, in points; None without a score on either side."""
        if self.before.total is None or self.after.total is None:
            return None
        return plain(self.after.total - self.before.total)

    @property
    def flips(self) -> bool:
        """Whether the verdict changes."""
        return self.before.verdict != self.after.verdict


@dataclass(frozen=True, slots=True)
class PhaseImpact:
    """The impact on every center of one phase."""

    before: PhaseResult
    after: PhaseResult
    centers: tuple[CenterImpact, ...]

    @property
    def lost(self) -> tuple[LostFinding, ...]:
        """The findings of the phase that are not carried over."""
        return tuple(finding for center in self.centers for finding in center.lost)

    @property
    def flips(self) -> tuple[CenterImpact, ...]:
        """The centers whose verdict changes."""
        return tuple(center for center in self.centers if center.flips)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions compared: what changed, and what the new one does to worked examples and to real records."""

    old: Edition
    new: Edition
    changes: tuple[Change, ...]
    clauses: tuple[ClauseChanges, ...]
    """The changes by the clause that they are made to."""
    heirs: tuple[LikelyHeirs, ...]
    examples: tuple[ChangedExample, ...]
    impacts: tuple[PhaseImpact, ...] = ()
    """The impact on each phase that was scored by the old version; empty where no records were given."""
