"""The document of `aidscore batch`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from platform import python_version
from typing import TypeAlias

from aidscore import __version__
from aidscore.follow_up.visits import phase_follow_ups
from aidscore.media.json.findings import deduction_document
from aidscore.media.json.follow_up import follow_up_document
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
from aidscore.media.json.settings import FORMAT, options_document
from aidscore.media.json.statistics import problem_documents, statistics_document
from aidscore.media.json.text import Json, Streamed, pieces
from aidscore.model.follow_up import FollowUp, PhaseFollowUp
from aidscore.model.quantity import Number, exact
from aidscore.model.results import CenterResult, Input, Outcome, PhaseResult, Visit
from aidscore.run.inputs import inputs_of
from aidscore.scoring.details import details_of
from aidscore.scoring.disputes import center_if_upheld
from aidscore.scoring.problems import losses_by_item, problems
from aidscore.scoring.progress import courses
from aidscore.scoring.standings import sheets_of, standings
from aidscore.scoring.visits import visits_of

CenterOfPhase: TypeAlias = tuple[int, str]
"""The identity of a phase and the id of a center in it."""


def batch_document(outcome: Outcome) -> str:
    """The document of `aidscore batch`, whole."""
    return "".join(batch_pieces(outcome))


def batch_pieces(outcome: Outcome) -> Iterator[str]:
    """The document of `aidscore batch` piece by piece: it may be larger than the memory (spec, section 19)."""
    return pieces(batch_content(outcome, phase_documents(outcome, phase_follow_ups(outcome.phases))))


def batch_content(outcome: Outcome, phases: Iterator[Streamed]) -> dict[str, Streamed]:
    """What the document of `aidscore batch` has; other documents may add to it."""
    return {
        "aidscore": FORMAT,
        "tool": __version__,
        "campaign": outcome.campaign.id if outcome.campaign else None,
        "as_if": outcome.as_if,
        "options": options_document(outcome),
        "versions": {"aidscore": __version__, "python": python_version()},
        "found": outcome.found,
        "scored": len(outcome.visits),
        "ignored": map(ignored_document, outcome.ignored),
        "results": map(result_document, outcome.visits),
        "phases": phases,
        "refused": map(refused_document, outcome.refused),
        "diagnostics": map(diagnostic_document, outcome.diagnostics),
        "inputs": map(_input, inputs_of(outcome)),
    }


def _input(file: Input) -> Json:
    """A file that the outcome rests on."""
    return file._asdict() | {"sha256": file.sha256 or None}


def phase_documents(outcome: Outcome, follow_ups: Sequence[PhaseFollowUp]) -> Iterator[dict[str, Streamed]]:
    """The phases, with each center's place in the ranking, its change since the phase before, and its follow-up."""
    ranks = {(id(one.phase), one.result.center.id): one.rank for one in standings(outcome)}
    changes = {(id(step.phase), one.center.id): step.change for one in courses(outcome) for step in one.steps}
    for phase, compared in zip(outcome.phases, follow_ups, strict=True):
        of_centers = {one.center.id: one.follow_up for one in compared.centers}
        yield {**_phase(phase), "centers": _centers(phase, ranks, changes, of_centers)}


def _centers(
    phase: PhaseResult,
    ranks: Mapping[CenterOfPhase, int | None],
    changes: Mapping[CenterOfPhase, Number | None],
    follow_ups: Mapping[str, FollowUp | None],
) -> Iterator[dict[str, Streamed]]:
    """The participating centers of a phase."""
    for center in phase.centers:
        name = center.center.id
        key = id(phase), name
        follow_up = follow_up_document(follow_ups[name], "phase")
        place = {"rank": ranks[key], "change": exact_or_null(changes[key])}
        yield {**_center(center, phase), **place, "follow_up": follow_up}


def _phase(phase: PhaseResult) -> dict[str, Json]:
    """One phase of a batch, without its centers."""
    counts, found = phase.counts, problems(phase)
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
        "losses": {item: exact(points) for item, points in losses_by_item(phase.edition.standard, found).items()},
        "problems": problem_documents(found),
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


def _center(result: CenterResult, phase: PhaseResult) -> dict[str, Streamed]:
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
        "deductions": _deductions(result),
        "if_disputes_upheld": upheld_document(center_if_upheld(result, phase)),
        "visits": (_visit(counted.visit, counted.counts) for counted in result.visits),
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
