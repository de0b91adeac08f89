"""The document of `aidscore score`, and RESULT, which the document of `aidscore batch` has too."""

from __future__ import annotations

from collections.abc import Mapping

from aidscore.media.json.findings import addition_document, deduction_document, veto_documents, withdrawn_documents
from aidscore.media.json.follow_up import follow_up_document
from aidscore.media.json.parts import (
    bounds_document,
    decimal_of,
    diagnostic_document,
    exact_or_null,
    ignored_document,
    reason_document,
    refused_document,
    total_or_null,
    upheld_document,
)
from aidscore.media.json.text import Json, dump
from aidscore.model.follow_up import FollowUp
from aidscore.model.quantity import exact
from aidscore.model.results import Outcome, SubItemResult, Visit
from aidscore.model.standard import Standard
from aidscore.scoring.bonus import additions
from aidscore.scoring.details import ItemDetails, details_of
from aidscore.scoring.disputes import visit_if_upheld
from aidscore.scoring.figures import item_landmarks, shown


def score_document(outcome: Outcome, follow_ups: Mapping[str, FollowUp | None] | None = None) -> str:
    """The document of `aidscore score`; `follow_ups` has visits compared with earlier ones, by source."""
    compared = follow_ups or {}
    return dump(
        {
            "aidscore": "score/1",
            "results": [
                {**result_document(visit), "follow_up": follow_up_document(compared.get(visit.source), "source")}
                for visit in outcome.visits
            ],
            "refused": [refused_document(file) for file in outcome.refused],
            "ignored": [ignored_document(file) for file in outcome.ignored],
            "diagnostics": [diagnostic_document(notice) for notice in outcome.diagnostics],
        }
    )


def result_document(visit: Visit) -> dict[str, Json]:
    """RESULT."""
    result, record, details = visit.assessment, visit.record, details_of(visit.assessment)
    standard = result.edition.standard
    return {
        "source": visit.source,
        "standard": {"id": standard.id, "version": standard.version, "sha256": result.edition.sha256},
        "recorded_as": visit.recorded_as,
        "center": record.center,
        "channel": record.channel,
        "date": record.date.isoformat(),
        "visit": record.visit,
        "score": total_or_null(result.total, standard),
        "exact": exact_or_null(result.total),
        "points": decimal_of(standard.points),
        "earned": exact(result.earned),
        "possible": exact(result.possible),
        "bounds": bounds_document(result.bounds),
        "verdict": result.verdict,
        "reasons": [reason_document(reason, result.edition) for reason in result.reasons],
        "provisional": result.provisional,
        "grade": result.grade,
        "bonus": exact(result.bonus),
        "vetoes": list(result.vetoes),
        "veto_findings": list(veto_documents(details)),
        "bonuses": [addition_document(addition) for addition in additions(details)],
        "withdrawn": list(withdrawn_documents(visit)),
        "if_disputes_upheld": upheld_document(visit_if_upheld(visit)),
        "items": [_item(item, standard) for item in details.items],
    }


def _item(details: ItemDetails, standard: Standard) -> Json:
    """One item of a RESULT."""
    item = details.result
    return {
        "id": item.item.id,
        "name": item.item.name,
        "points": decimal_of(item.item.points),
        "score": None if item.score is None else shown(item.score, standard, *item_landmarks(item)),
        "exact": exact_or_null(item.score),
        "possible": exact(item.possible),
        "sub_items": [_sub_item(part, standard) for part in details.sub_items],
    }


def _sub_item(part: SubItemResult, standard: Standard) -> Json:
    """One sub-item of a RESULT."""
    return {
        "id": part.sub_item.id,
        "name": part.sub_item.name,
        "points": decimal_of(part.sub_item.points),
        "score": None if part.score is None else shown(part.score, standard),
        "exact": exact_or_null(part.score),
        "state": part.state,
        "deductions": [deduction_document(deduction, part.sub_item.points) for deduction in part.deductions],
    }
