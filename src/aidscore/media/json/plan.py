"""The document of `aidscore plan`."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.media.json.findings import measure_document
from aidscore.media.json.parts import bounds_document, exact_or_null, target_document, total_or_null
from aidscore.media.json.text import Json, dump
from aidscore.model.quantity import exact
from aidscore.model.rectification import CenterPlan, PhasePlan, Selection
from aidscore.model.results import Fact
from aidscore.model.standard import Standard


def plan_document(campaign: str | None, plans: Sequence[PhasePlan], center: str | None = None) -> str:
    """The document of `aidscore plan`; with `center` of that center only."""
    return dump({"aidscore": "plan/1", "campaign": campaign, "phases": [_phase(plan, center) for plan in plans]})


def _phase(plan: PhasePlan, center: str | None) -> Json:
    """One phase."""
    standard = plan.phase.edition.standard
    centers = [one for one in plan.centers if center in (None, one.center.center.id)]
    return {
        "id": plan.phase.phase.id if plan.phase.phase else None,
        "standard": plan.phase.edition.reference,
        "target": target_document(plan.phase),
        "lacking": plan.lacking,
        "to_target": None
        if plan.chosen is None
        else {
            "centers": [one.center.center.id for one in plan.chosen],
            "findings": plan.fewest,
        },
        "centers": [_center(one, standard) for one in centers],
    }


def _center(plan: CenterPlan, standard: Standard) -> Json:
    """One participating center."""
    return {
        "id": plan.center.center.id,
        "name": plan.center.center.name,
        "verdict": plan.center.verdict,
        "exact": exact_or_null(plan.center.total),
        "bounds": bounds_document(plan.center.bounds),
        "outlook": plan.outlook,
        "unexamined": list(plan.unexamined),
        "findings": [
            _place(one.fact)
            | {"note": one.fact.finding.note, "measure": measure_document(one.fact.finding), "worth": exact(one.worth)}
            for one in plan.findings
        ],
        "fewest": selection_document(plan.fewest, standard),
        "least": selection_document(plan.least, standard),
    }


def selection_document(way: Selection | None, standard: Standard) -> dict[str, Json] | None:
    """Findings that bring a pass together."""
    if way is None:
        return None
    return {
        "findings": [_place(fact) for fact in way.facts],
        "points": exact(way.points),
        "score": total_or_null(way.total, standard),
        "exact": exact(way.total),
    }


def _place(fact: Fact) -> dict[str, Json]:
    """The rule and the place of a finding."""
    return {"rule": fact.finding.rule, "source": fact.source, "line": fact.line}
