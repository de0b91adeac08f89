"""The document of `aidscore batch`."""

from __future__ import annotations

from collections.abc import Iterator
from platform import python_version

from aidscore import __version__
from aidscore.media.json.findings import deduction_document
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
    upheld_document,
)
from aidscore.media.json.score import result_document
from aidscore.media.json.statistics import problem_documents, statistics_document
from aidscore.media.json.text import Json, dump
from aidscore.model.quantity import exact
from aidscore.model.results import CenterResult, Outcome, PhaseResult, Visit
from aidscore.run.inputs import inputs_of
from aidscore.scoring.details import details_of
from aidscore.scoring.disputes import center_if_upheld
from aidscore.scoring.problems import losses_by_item
from aidscore.scoring.progress import courses
from aidscore.scoring.standings import sheets_of, standings
from aidscore.scoring.visits import visits_of
from aidscore.words import spoken


def batch_document(outcome: Outcome) -> str:
    """The document of `aidscore batch`."""
    return dump(
        {
            "aidscore": "batch/1",
            "tool": __version__,
            "campaign": outcome.campaign.id if outcome.campaign else None,
            "as_if": outcome.as_if,
            "options": _options(outcome),
            "versions": {"aidscore": __version__, "python": python_version()},
            "found": outcome.found,
            "scored": len(outcome.visits),
            "ignored": [ignored_document(file) for file in outcome.ignored],
            "results": [result_document(visit) for visit in outcome.visits],
            "phases": [*_phases(outcome)],
            "refused": [refused_document(file) for file in outcome.refused],
            "diagnostics": [diagnostic_document(notice) for notice in outcome.diagnostics],
            "inputs": [input_._asdict() | {"sha256": input_.sha256 or None} for input_ in inputs_of(outcome)],
        }
    )


def _options(outcome: Outcome) -> Json:
    """What the run was asked for, so that it can be run again."""
    return outcome.options._asdict() | {"as_if": outcome.as_if, "language": spoken()}


def _phases(outcome: Outcome) -> Iterator[Json]:
    """The phases, with each center's place in the ranking and its change since the phase before."""
    ranks = {(id(one.phase), one.result.center.id): one.rank for one in standings(outcome)}
    steps = {(id(step.phase), one.center.id): step for one in courses(outcome) for step in one.steps}
    for phase in outcome.phases:
        centers = [
            _center(center, phase)
            | {
                "rank": ranks[id(phase), center.center.id],
                "change": exact_or_null(steps[id(phase), center.center.id].change),
            }
            for center in phase.centers
        ]
        yield _phase(phase) | {"centers": centers}


def _phase(phase: PhaseResult) -> dict[str, Json]:
    """One phase of a batch, without its centers."""
    counts = phase.counts
    return {
        "id": phase.phase.id if phase.phase else None,
        "name": phase.phase.name if phase.phase else None,
        "from": phase.phase.start.isoformat() if phase.phase else None,
        "to": phase.phase.end.isoformat() if phase.phase else None,
        "standard": phase.edition.reference,
        "scored_by_correction": phase.scored_by_correction,
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
        **_visits(phase),
        "losses": {item: exact(points) for item, points in losses_by_item(phase).items()},
        "problems": problem_documents(phase),
        "statistics": statistics_document(phase),
        "excluded": [{"id": one.id, "name": one.name, "reason": one.excluded} for one in phase.excluded],
    }


def _visits(phase: PhaseResult) -> dict[str, Json]:
    """How many visits there were through each channel, those that do not count too, and the first and the last day."""
    visits = visits_of([phase])
    return {
        "visits_by_channel": {str(channel): number for channel, number in visits.by_channel.items()},
        "first_visit": visits.first.isoformat() if visits.first else None,
        "last_visit": visits.last.isoformat() if visits.last else None,
    }


def _center(result: CenterResult, phase: PhaseResult) -> dict[str, Json]:
    """One participating center of a phase."""
    edition = phase.edition
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
        "items": {name: exact(score) for name, score in result.items.items()} if result.items else None,
        "deductions": list(_deductions(result)),
        "if_disputes_upheld": upheld_document(center_if_upheld(result, phase)),
        "visits": [_visit(counted.visit, counted.counts) for counted in result.visits],
    }


def _deductions(center: CenterResult) -> Iterator[Json]:
    """What each rule took from a center; several sheets that make one score each have theirs."""
    visits = {counted.visit.source: counted.visit for counted in center.visits}
    for sheet in sheets_of(center):
        for _item, part, deduction in details_of(sheet).deductions():
            clause: dict[str, Json] = {
                "rule": deduction.rule.id,
                "text": deduction.rule.text,
                "basis": list(deduction.rule.basis),
            }
            yield clause | deduction_document(deduction, part.sub_item.points, visits)


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
