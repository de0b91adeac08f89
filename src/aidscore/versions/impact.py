"""What a new version does to real records: each center before and after, and each change's part (spec, section 9)."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.model.campaign import Campaign
from aidscore.model.comparison import CenterImpact, ClauseChanges, PhaseImpact
from aidscore.model.results import PhaseResult
from aidscore.versions.attribution import Attribution
from aidscore.versions.deciding import deciding
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.rescoring import IntermediateCenter
from aidscore.versions.touching import Touching
from aidscore.versions.weighing import Weighed, weighed_phase


def phase_impact(
    before: PhaseResult, campaign: Campaign | None, pair: VersionPair, clauses: Sequence[ClauseChanges] = ()
) -> PhaseImpact:
    """A phase that was scored by the old version, scored by the new one as well."""
    after, weighed = weighed_phase(before, campaign, pair)
    touching, attribution = Touching.of(pair), Attribution(pair)
    centers = tuple(
        _center_impact(IntermediateCenter(center, before, pair, touching), one, attribution, clauses)
        for center, one in zip(before.centers, weighed, strict=True)
    )
    return PhaseImpact(before, after, centers)


def _center_impact(
    center: IntermediateCenter, weighed: Weighed, attribution: Attribution, clauses: Sequence[ClauseChanges]
) -> CenterImpact:
    """One center, the parts of its difference where there is one, and what decides a verdict that changes."""
    before, after = center.before, weighed.after
    has_scores = before.total is not None and after.total is not None
    parts, in_order = attribution.parts(center) if has_scores else ((), False)
    decided_by = deciding(center, weighed, clauses)
    return CenterImpact(before, after, weighed.bounds, weighed.lost, parts, decided_by, in_order)
