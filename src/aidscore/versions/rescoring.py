"""Visits and centers by intermediate editions: a visit is scored again only for changes that touch it."""

from __future__ import annotations

from aidscore.model.quantity import Number
from aidscore.model.results import CenterResult, PhaseResult, Visit
from aidscore.scoring.combine import center_result
from aidscore.versions.carry import carried
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.touching import Touching


class IntermediateVisit:
    """A visit by the old version with some of the changes made."""

    def __init__(self, visit: Visit, pair: VersionPair, touching: Touching) -> None:
        self.visit = visit
        self.pair = pair
        self.touching_total = touching.totals_of(visit)
        """The changes that touch its total."""
        self.touching = self.touching_total | touching.only_verdicts
        """The changes that touch its total or its verdict."""
        self._scored: dict[frozenset[int], Visit] = {}

    def by(self, made: frozenset[int]) -> Visit:
        """The visit with these changes made: with others made besides that do not touch it, it comes out the same."""
        that_touch = made & self.touching
        if that_touch not in self._scored:
            self._scored[that_touch] = carried(self.visit, self.pair, self.pair.partial(made))[0]
        return self._scored[that_touch]

    def total(self, made: frozenset[int]) -> Number:
        """Its total with these changes made; without a score the one before."""
        before = self.visit.assessment.total or 0
        if made.isdisjoint(self.touching_total):
            return before
        total = self.by(made).assessment.total
        return before if total is None else total


class IntermediateCenter:
    """A center by the old version with some of the changes made."""

    def __init__(self, before: CenterResult, phase: PhaseResult, pair: VersionPair, touching: Touching) -> None:
        self.before = before
        """The center by the old version alone."""
        self.phase = phase.phase
        self.pair = pair
        self.counting = [IntermediateVisit(one.visit, pair, touching) for one in before.visits if one.counts]

    def by(self, made: frozenset[int]) -> CenterResult:
        """The center with these changes made."""
        moved = [visit.by(made) for visit in self.counting]
        return center_result(self.before.center, moved, self.pair.partial(made), self.phase)

    def total(self, made: frozenset[int]) -> Number:
        """Its total with these changes made; without a score the one before."""
        total = self.by(made).total if made else None
        return (self.before.total or 0) if total is None else total
