"""Findings in the documents: what was found, in which state, and the points of each finding by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aidscore.media.json.text import Json
from aidscore.model.quantity import Number, exact
from aidscore.model.record import Finding
from aidscore.model.results import Deduction, Fact, Visit
from aidscore.scoring.bonus import Addition
from aidscore.scoring.details import Details
from aidscore.scoring.disputes import withdrawn_facts
from aidscore.scoring.parts import own_parts


def deduction_document(
    deduction: Deduction, points: Number, visits: Mapping[str, Visit] | None = None
) -> dict[str, Json]:
    """One rule with its findings; `points` is what the sub-item is worth.

    Where `visits` are given, by source, each finding says when and through which channel it was made.
    """
    parts = own_parts(deduction.rule, deduction.facts, points)
    return {
        "rule": deduction.rule.id,
        "nominal": exact(deduction.nominal),
        "effective": exact(deduction.effective),
        "findings": _findings(deduction.facts, parts, visits),
    }


def addition_document(addition: Addition) -> dict[str, Json]:
    """One bonus rule with its findings: nominal before, effective after the caps of section and total."""
    parts = own_parts(addition.rule, addition.facts, 0)
    return {
        "rule": addition.rule.id,
        "nominal": exact(addition.nominal),
        "effective": exact(addition.effective),
        "findings": _findings(addition.facts, parts, None),
    }


def veto_documents(details: Details) -> Iterator[Json]:
    """The vetoes that hold, each with its effect and its findings."""
    for veto, facts in details.veto_facts.items():
        findings = [finding_document(fact) for fact in facts]
        yield {"rule": veto, "effect": details.assessment.edition.vetoes[veto].effect, "findings": findings}


def withdrawn_documents(visit: Visit) -> Iterator[Json]:
    """The findings of a visit that were withdrawn and deduct nothing."""
    for fact in withdrawn_facts(visit):
        yield {"rule": fact.finding.rule, **finding_document(fact)}


def _findings(facts: Sequence[Fact], parts: Sequence[Number], visits: Mapping[str, Visit] | None) -> list[Json]:
    """The findings of a clause, each with its own points before what is free and before the cap."""
    pairs = zip(facts, parts, strict=True)
    return [finding_document(fact, visits) | {"nominal": exact(points)} for fact, points in pairs]


def finding_document(fact: Fact, visits: Mapping[str, Visit] | None = None) -> dict[str, Json]:
    """One finding: where it stands, what was found, and its state; when and how where `visits` are given."""
    finding = fact.finding
    record = visits[fact.source].record if visits else None
    made: dict[str, Json] = {"date": record.date.isoformat(), "channel": record.channel} if record else {}
    return {
        "source": fact.source,
        "line": fact.line,
        **made,
        "note": finding.note,
        "evidence": list(finding.evidence),
        "measure": measure_document(finding),
        "status": finding.status,
        "status_note": finding.status_note,
    }


def measure_document(finding: Finding) -> dict[str, Json]:
    """What a finding measures, by the keys of the record; empty where it only says that something happened."""
    sample = finding.sample
    measured: dict[str, Json] = {
        "count": finding.count,
        "sample": None if sample is None else {"drawn": sample.drawn, "failed": sample.failed},
        "missing": None if finding.missing is None else list(finding.missing),
        "points": None if finding.points is None else exact(finding.points),
        "level": finding.level,
        "value": None if finding.value is None else str(finding.value),
    }
    return {key: value for key, value in measured.items() if value is not None}
