"""Machine output (spec, section 11): results as one JSON document, numbers exactly as they are displayed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from aidscore import __version__
from aidscore.check.insights import Insight
from aidscore.diagnostics.message import Diagnostic
from aidscore.files.standards import Loaded
from aidscore.model.change import Change
from aidscore.model.comparison import CenterImpact, ChangedExample, Comparison, PhaseImpact
from aidscore.model.field import key_of
from aidscore.model.quantity import Number, Quantity, exact
from aidscore.model.results import (
    Assessment,
    Bounds,
    CenterResult,
    Deduction,
    Ignored,
    ItemResult,
    Outcome,
    PhaseResult,
    Reason,
    Refused,
    SubItemResult,
    Visit,
)
from aidscore.model.rule import All, Fixed
from aidscore.model.standard import Edition, Standard
from aidscore.pages.insights import insight_text
from aidscore.run.validate import Validation
from aidscore.wording.changes import change_sentence, value_text
from aidscore.wording.numbers import item_landmarks, percent, shown, total_landmarks
from aidscore.wording.reasons import reason_text
from aidscore.words import _

Json: TypeAlias = "bool | int | Decimal | str | Sequence[Json] | Mapping[str, Json] | None"


def dump(value: Json, indent: str = "\n") -> str:
    """The JSON text of a value. A Decimal keeps its digits, which a float would not."""
    deeper = indent + "  "
    match value:
        case Decimal():
            return format(value, "f")
        case Mapping() if value:
            pairs = (f"{json.dumps(key, ensure_ascii=False)}: {dump(part, deeper)}" for key, part in value.items())
            return "{" + deeper + ("," + deeper).join(pairs) + indent + "}"
        case list() | tuple() if value:
            return "[" + deeper + ("," + deeper).join(dump(part, deeper) for part in value) + indent + "]"
        case Mapping():
            return "{}"
        case list() | tuple():
            return "[]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def score_document(outcome: Outcome) -> str:
    """The document of `aidscore score`."""
    return dump(
        {
            "aidscore": "score/1",
            "results": [result_of(visit) for visit in outcome.visits],
            "refused": [_refused(file) for file in outcome.refused],
            "ignored": [_ignored(file) for file in outcome.ignored],
            "diagnostics": [diagnostic_of(notice) for notice in outcome.diagnostics],
        }
    )


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
            "ignored": [_ignored(file) for file in outcome.ignored],
            "results": [result_of(visit) for visit in outcome.visits],
            "phases": [_phase(phase) for phase in outcome.phases],
            "refused": [_refused(file) for file in outcome.refused],
            "diagnostics": [diagnostic_of(notice) for notice in outcome.diagnostics],
        }
    )


def validation_document(validation: Validation) -> str:
    """The document of `aidscore validate`."""
    return dump(
        {
            "aidscore": "validate/1",
            "files": validation.files,
            "diagnostics": [diagnostic_of(notice) for notice in validation.diagnostics],
            "standards": [
                {"reference": reference, "insights": [_insight(insight) for insight in found]}
                for reference, found in validation.standards
            ],
        }
    )


def _insight(insight: Insight) -> Json:
    """What follows from a standard's numbers."""
    return {
        "code": insight.code,
        "id": insight.id,
        "points": exact(insight.points),
        "message": insight_text(insight),
    }


def diff_document(comparison: Comparison) -> str:
    """The document of `aidscore diff`."""
    impact = comparison.impacts[0] if comparison.impacts else None
    return dump(
        {
            "aidscore": "diff/1",
            "old": comparison.old.reference,
            "new": comparison.new.reference,
            "changes": [_change(change) for change in comparison.changes],
            "heirs": [{"id": one.former, "text": one.text, "likely": list(one.likely)} for one in comparison.heirs],
            "examples": [_example(example) for example in comparison.examples],
            "impact": None if impact is None else _impact(impact),
        }
    )


def _change(change: Change) -> Json:
    """One change."""
    return {
        "kind": change.kind,
        "effect": change.effect,
        "id": change.id,
        "was": change.was,
        "old": None if change.old is None else value_text(change.old, change.aspect),
        "new": None if change.new is None else value_text(change.new, change.aspect),
        "level": change.level,
        "aspect": change.aspect,
        "message": change_sentence(change),
    }


def _example(example: ChangedExample) -> Json:
    """A worked example that comes out otherwise."""
    return {
        "name": example.name,
        "before": _exact(example.before.total),
        "after": _exact(example.after.total),
        "bounds_before": _bounds(example.before.bounds),
        "bounds_after": _bounds(example.after.bounds),
        "verdict_before": example.before.verdict,
        "verdict_after": example.after.verdict,
        "not_carried_over": example.lost,
    }


def _impact(impact: PhaseImpact) -> Json:
    """What a new version does to the records of a phase."""
    return {
        "centers": [_center_impact(center) for center in impact.centers],
        "pass_rate_before": _rate(impact.before),
        "pass_rate_after": _rate(impact.after),
        "target_before": _target(impact.before),
        "target_after": _target(impact.after),
    }


def _center_impact(center: CenterImpact) -> Json:
    """One center under both versions."""
    return {
        "id": center.center.id,
        "before": _exact(center.before.total),
        "after": _exact(center.after.total),
        "difference": _exact(center.difference),
        "verdict_before": center.before.verdict,
        "verdict_after": center.after.verdict,
        "bounds": _bounds(center.bounds),
        "not_carried_over": len(center.lost),
        "lost": [{"rule": one.rule, "source": one.source, "line": one.line} for one in center.lost],
        "attribution": [{"change": part.change, "difference": exact(part.difference)} for part in center.parts],
        "in_declared_order": center.in_order,
    }


def list_document(known: Sequence[tuple[str, str, Loaded]]) -> str:
    """The document of `aidscore standard list`."""
    return dump({"aidscore": "standards/1", "standards": [_listed(*one) for one in known]})


def _listed(reference: str, path: str, loaded: Loaded) -> Json:
    """One known standard."""
    head: dict[str, Json] = {"reference": reference, "source": path, "usable": loaded.edition is not None}
    if loaded.edition is None:
        return head
    standard = loaded.edition.standard
    return head | {"title": standard.title, "status": standard.status, "sha256": loaded.edition.sha256}


def standard_document(edition: Edition) -> str:
    """The document of `aidscore standard show`: the standard as its file says it, and the file's digest."""
    said = _written(edition.standard)
    return dump({"aidscore": "standard/1", "sha256": edition.sha256, "source": edition.source, "standard": said})


def _written(node: object) -> Json:
    """A part of a standard as a file would write it: numbers exactly, as text; nothing where nothing is said."""
    match node:
        case Fixed(points):
            return exact(points)
        case All():
            return "all"
        case Quantity() | date():
            return str(node)
        case Mapping():
            return {str(key): _written(part) for key, part in node.items()}
        case list() | tuple():
            return [_written(part) for part in node]
        case Fraction() | int():
            return exact(node)
        case _ if is_dataclass(node):
            values = {key_of(type(node), field.name): getattr(node, field.name) for field in fields(node)}
            return {key: _written(value) for key, value in values.items() if value is not None and value != ()}
        case _:
            return str(node)


def diagnostic_of(diagnostic: Diagnostic) -> dict[str, Json]:
    """DIAGNOSTIC."""
    place = diagnostic.place
    said: dict[str, Json] = {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "level": str(diagnostic.level),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "help": diagnostic.help,
    }
    return said | {"cell": place.cell} if place.cell else said


def result_of(visit: Visit) -> dict[str, Json]:
    """RESULT."""
    result, record = visit.assessment, visit.record
    standard = result.edition.standard
    return {
        "source": visit.source,
        "standard": {"id": standard.id, "version": standard.version, "sha256": result.edition.sha256},
        "center": record.center,
        "channel": record.channel,
        "date": record.date.isoformat(),
        "visit": record.visit,
        "score": _total(result.total, standard),
        "exact": _exact(result.total),
        "points": _number(standard.points),
        "earned": exact(result.earned),
        "possible": exact(result.possible),
        "bounds": _bounds(result.bounds),
        "verdict": result.verdict,
        "reasons": [_reason(reason, result.edition) for reason in result.reasons],
        "provisional": result.provisional,
        "grade": result.grade,
        "bonus": exact(result.bonus),
        "vetoes": list(result.vetoes),
        "items": [_item(item, standard) for item in result.items],
    }


def _item(item: ItemResult, standard: Standard) -> Json:
    """One item of a RESULT."""
    return {
        "id": item.item.id,
        "name": item.item.name,
        "points": _number(item.item.points),
        "score": None if item.score is None else shown(item.score, standard, *item_landmarks(item)),
        "exact": _exact(item.score),
        "possible": exact(item.possible),
        "sub_items": [_sub_item(part, standard) for part in item.sub_items],
    }


def _sub_item(part: SubItemResult, standard: Standard) -> Json:
    """One sub-item of a RESULT."""
    return {
        "id": part.sub_item.id,
        "name": part.sub_item.name,
        "points": _number(part.sub_item.points),
        "score": None if part.score is None else shown(part.score, standard),
        "exact": _exact(part.score),
        "state": part.state,
        "deductions": [_deduction(deduction) for deduction in part.deductions],
    }


def _deduction(deduction: Deduction) -> Json:
    """One rule with a finding."""
    return {
        "rule": deduction.rule.id,
        "nominal": exact(deduction.nominal),
        "effective": exact(deduction.effective),
        "findings": [{"source": fact.source, "line": fact.line} for fact in deduction.facts],
    }


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
        "pass_rate": _rate(phase),
        "target": _target(phase),
        "excluded": [{"id": one.id, "name": one.name, "reason": one.excluded} for one in phase.excluded],
        "centers": [_center(center, phase.edition) for center in phase.centers],
    }


def _rate(phase: PhaseResult) -> Json:
    """The pass rate of a phase, with its counts."""
    if phase.pass_rate is None:
        return None
    marks = (phase.target.rate,) if phase.target else ()
    rate = percent(phase.pass_rate, phase.edition.standard, *marks)
    return {"exact": f"{phase.counts.passed}/{phase.counts.participating}", "percent": rate}


def _target(phase: PhaseResult) -> Json:
    """The target of a phase, as a number of centers."""
    target = phase.target
    return {"rate": exact(target.rate), "needed": target.needed, "met": target.met} if target else None


def _center(result: CenterResult, edition: Edition) -> Json:
    """One participating center of a phase."""
    standard = edition.standard
    return {
        "id": result.center.id,
        "name": result.center.name,
        "verdict": result.verdict,
        "score": _total(result.total, standard),
        "exact": _exact(result.total),
        "bounds": _bounds(result.bounds),
        "grade": result.grade,
        "provisional": result.provisional,
        "vetoes": list(result.vetoes),
        "reasons": [_reason(reason, edition) for reason in result.reasons],
        "items": None if result.items is None else {name: exact(score) for name, score in result.items.items()},
        "visits": [_visit(counted.visit, counted.counts) for counted in result.visits],
    }


def _visit(visit: Visit, counts: bool) -> Json:
    """One visit of a center."""
    assessment: Assessment = visit.assessment
    return {
        "source": visit.source,
        "date": visit.record.date.isoformat(),
        "channel": visit.record.channel,
        "counts": counts,
        "verdict": assessment.verdict,
        "exact": _exact(assessment.total),
    }


def _reason(reason: Reason, edition: Edition) -> Json:
    """REASON."""
    return {"code": reason.code, "id": reason.id, "message": reason_text(reason, edition)}


def _refused(file: Refused) -> Json:
    """REFUSED."""
    return {"source": file.source, "diagnostics": [diagnostic_of(notice) for notice in file.diagnostics]}


def _ignored(file: Ignored) -> Json:
    """A file that is no record."""
    return {"source": file.source, "reason": _(file.reason)}


def _total(total: Number | None, standard: Standard) -> Decimal | None:
    """A total as it is displayed."""
    return None if total is None else shown(total, standard, *total_landmarks(standard))


def _bounds(bounds: Bounds | None) -> Json:
    """Bounds as exact strings."""
    return None if bounds is None else {"low": exact(bounds.low), "high": exact(bounds.high)}


def _exact(number: Number | None) -> str | None:
    """An exact string."""
    return None if number is None else exact(number)


def _number(number: Number) -> Decimal:
    """A decimal of the standard, as a JSON number."""
    return Decimal(exact(number))
