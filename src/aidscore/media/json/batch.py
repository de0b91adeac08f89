"""The document of `aidscore batch`."""

from __future__ import annotations

from aidscore import __version__
from aidscore.media.json.parts import (
    bounds_document,
    diagnostic_document,
    exact_or_null,
    ignored_document,
    rate_document,
    reason_document,
    refused_document,
    target_document,
    total_or_null,
)
from aidscore.media.json.score import result_document
from aidscore.media.json.text import Json, dump
from aidscore.model.quantity import exact
from aidscore.model.results import CenterResult, Outcome, PhaseResult, Visit
from aidscore.model.standard import Edition


def batch_document(outcome: Outcome) -> str:
    """The document of `aidscore batch`."""
    return dump(
        {
            "aidscore": "batch/1",
            "tool": __version__,
            "campaign": outcome.campaign.id if outcome.campaign else None,
            "as_if": outcome.as_if,
            "found": outcome.found,
            "scored": len(outcome.visits),
            "ignored": [ignored_document(file) for file in outcome.ignored],
            "results": [result_document(visit) for visit in outcome.visits],
            "phases": [_phase(phase) for phase in outcome.phases],
            "refused": [refused_document(file) for file in outcome.refused],
            "diagnostics": [diagnostic_document(notice) for notice in outcome.diagnostics],
        }
    )


def _phase(phase: PhaseResult) -> Json:
    """One phase of a batch."""
    counts = phase.counts
    return {
        "id": phase.phase.id if phase.phase else None,
        "standard": phase.edition.reference,
        "counts": {
            "registered": counts.registered,
            "excluded": counts.excluded,
            "participating": counts.participating,
            "passed": counts.passed,
            "failed": counts.failed,
            "undecided": counts.undecided,
            "not_assessed": counts.not_assessed,
        },
        "pass_rate": rate_document(phase),
        "target": target_document(phase),
        "excluded": [{"id": one.id, "name": one.name, "reason": one.excluded} for one in phase.excluded],
        "centers": [_center(center, phase.edition) for center in phase.centers],
    }


def _center(result: CenterResult, edition: Edition) -> Json:
    """One participating center of a phase."""
    standard = edition.standard
    return {
        "id": result.center.id,
        "name": result.center.name,
        "verdict": result.verdict,
        "score": total_or_null(result.total, standard),
        "exact": exact_or_null(result.total),
        "bounds": bounds_document(result.bounds),
        "grade": result.grade,
        "provisional": result.provisional,
        "vetoes": list(result.vetoes),
        "reasons": [reason_document(reason, edition) for reason in result.reasons],
        "items": None if result.items is None else {name: exact(score) for name, score in result.items.items()},
        "visits": [_visit(counted.visit, counted.counts) for counted in result.visits],
    }


def _visit(visit: Visit, counts: bool) -> Json:
    """One visit of a center."""
    assessment = visit.assessment
    return {
        "source": visit.source,
        "date": visit.record.date.isoformat(),
        "channel": visit.record.channel,
        "counts": counts,
        "verdict": assessment.verdict,
        "exact": exact_or_null(assessment.total),
    }
