"""What a new version does to real records: each center before and after, and each change's part (spec, section 9)."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.model.campaign import Campaign
from aidscore.model.comparison import CenterImpact, ClauseChanges, PhaseImpact
from aidscore.model.results import CenterResult, PhaseResult
from aidscore.versions.attribution import attributed
from aidscore.versions.deciding import deciding
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.weighing import Weighed, weighed_phase


def phase_impact(
    before: PhaseResult, campaign: Campaign | None, pair: VersionPair, clauses: Sequence[ClauseChanges] = ()
) -> PhaseImpact:
    """A phase that was scored by the old version, scored by the new one as well."""
    after, weighed = weighed_phase(before, campaign, pair)
    pairs = zip(before.centers, weighed, strict=True)
    centers = tuple(_center_impact(center, one, before, pair, clauses) for center, one in pairs)
    return PhaseImpact(before, after, centers)


def _center_impact(
    before: CenterResult, weighed: Weighed, phase: PhaseResult, pair: VersionPair, clauses: Sequence[ClauseChanges]
) -> CenterImpact:
    """One center, the parts of its difference where there is one, and what decides a verdict that changes."""
    has_scores = before.total is not None and weighed.after.total is not None
    parts, in_order = attributed(before, phase, pair) if has_scores else ((), False)
    decided_by = deciding(before, weighed, phase, pair, clauses)
    return CenterImpact(before, weighed.after, weighed.bounds, weighed.lost, parts, decided_by, in_order)
