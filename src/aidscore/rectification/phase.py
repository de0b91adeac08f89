"""A whole phase: the plan of every center, and the fewest findings that reach the target."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.model.rectification import CenterPlan, PhasePlan
from aidscore.model.results import PhaseResult
from aidscore.rectification.center import center_plan


def phase_plan(phase: PhaseResult) -> PhasePlan:
    """The plan of a phase (spec, section 18)."""
    centers = tuple(center_plan(center, phase) for center in phase.centers)
    if phase.target is None:
        return PhasePlan(phase, centers, None, None)
    lacking = max(0, phase.target.needed - phase.counts.passed)
    return PhasePlan(phase, centers, lacking, _cheapest(centers, lacking))


def _cheapest(centers: Sequence[CenterPlan], number: int) -> tuple[CenterPlan, ...] | None:
    """The centers that pass with the fewest findings, so many of them; None where there are not enough.

    A center that was not fully examined is not among them: rectifying alone does not let it pass.
    """
    passing = [plan for plan in centers if plan.fewest is not None and not plan.unexamined]
    passing.sort(key=lambda plan: len(plan.fewest.facts) if plan.fewest else 0)
    return tuple(passing[:number]) if len(passing) >= number else None
