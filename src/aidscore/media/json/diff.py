"""The document of `aidscore diff`."""

from __future__ import annotations

from aidscore.media.json.parts import bounds_document, exact_or_null, rate_document, target_document
from aidscore.media.json.text import Json, dump
from aidscore.model.change import Change
from aidscore.model.comparison import CenterImpact, ChangedExample, ClauseChanges, Comparison, PhaseImpact
from aidscore.model.quantity import exact
from aidscore.wording.changes import change_sentence, value_text


def diff_document(comparison: Comparison) -> str:
    """The document of `aidscore diff`."""
    impacts = [_impact(impact, comparison) for impact in comparison.impacts]
    return dump(
        {
            "aidscore": "diff/1",
            "old": comparison.old.reference,
            "new": comparison.new.reference,
            "changes": [_change(change) for change in comparison.changes],
            "clauses": [_clause(clause) for clause in comparison.clauses],
            "heirs": [{"id": one.former, "text": one.text, "likely": list(one.likely)} for one in comparison.heirs],
            "examples": [_example(example) for example in comparison.examples],
            "impact": impacts[0] if impacts else None,
            "impacts": impacts,
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


def _clause(clause: ClauseChanges) -> Json:
    """The changes of one clause."""
    return {
        "level": clause.level,
        "id": clause.id,
        "was": list(clause.was),
        "effects": list(clause.effects),
        "changes": list(clause.changes),
    }


def _example(example: ChangedExample) -> Json:
    """A worked example that comes out otherwise."""
    return {
        "name": example.name,
        "before": exact_or_null(example.before.total),
        "after": exact_or_null(example.after.total),
        "bounds_before": bounds_document(example.before.bounds),
        "bounds_after": bounds_document(example.after.bounds),
        "verdict_before": example.before.verdict,
        "verdict_after": example.after.verdict,
        "not_carried_over": example.lost,
    }


def _impact(impact: PhaseImpact, comparison: Comparison) -> Json:
    """What a new version does to the records of a phase."""
    return {
        "phase": impact.before.phase.id if impact.before.phase else None,
        "flips": [_flip(center, comparison) for center in impact.flips],
        "centers": [_center_impact(center) for center in impact.centers],
        "pass_rate_before": rate_document(impact.before),
        "pass_rate_after": rate_document(impact.after),
        "target_before": target_document(impact.before),
        "target_after": target_document(impact.after),
    }


def _flip(center: CenterImpact, comparison: Comparison) -> Json:
    """A center whose verdict changes, and the changes that decide it."""
    return {
        "id": center.center.id,
        "name": center.center.name,
        "verdict_before": center.before.verdict,
        "verdict_after": center.after.verdict,
        "decided_by": [change for number in center.decided_by for change in comparison.clauses[number].changes],
    }


def _center_impact(center: CenterImpact) -> Json:
    """One center under both versions."""
    return {
        "id": center.center.id,
        "name": center.center.name,
        "before": exact_or_null(center.before.total),
        "after": exact_or_null(center.after.total),
        "difference": exact_or_null(center.difference),
        "verdict_before": center.before.verdict,
        "verdict_after": center.after.verdict,
        "bounds": bounds_document(center.bounds),
        "not_carried_over": len(center.lost),
        "lost": [{"rule": one.rule, "source": one.source, "line": one.line} for one in center.lost],
        "attribution": [{"change": part.change, "difference": exact(part.difference)} for part in center.parts],
        "in_declared_order": center.in_order,
    }
