"""What a result would be without some findings, as if disputes were upheld: everything is computed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aidscore.model.record import counts_to
from aidscore.model.results import Assessment, CenterResult, Fact, PhaseResult, Visit
from aidscore.scoring.combine import center_result
from aidscore.scoring.score import score
from aidscore.scoring.sheet import sheet_of


def facts_of(visit: Visit) -> list[Fact]:
    """Every finding of a visit with its place, withdrawn ones too, in the order of the record."""
    pairs = zip(visit.record.findings, visit.lines, strict=True)
    return [Fact(finding, visit.source, line) for finding, line in pairs]


def withdrawn_facts(visit: Visit) -> list[Fact]:
    """The findings of a visit that were withdrawn: they stay in the record and deduct nothing."""
    return [fact for fact in facts_of(visit) if not counts_to(fact.finding)]


def visit_if_upheld(visit: Visit) -> Assessment | None:
    """What a visit would come out as without its disputed findings; None where nothing that counts is disputed."""
    return without_disputes(visit).assessment if visit.assessment.provisional else None


def center_if_upheld(center: CenterResult, phase: PhaseResult) -> CenterResult | None:
    """What a center would come out as without the disputed findings; None where its result is not provisional.

    Its visits are combined again in the way of the phase, so that it holds under every way of combining.
    """
    if not center.provisional:
        return None
    visits = [without_disputes(counted.visit) for counted in center.visits]
    return center_result(center.center, visits, phase.edition, phase.phase)


def without_disputes(visit: Visit) -> Visit:
    """A visit without its disputed findings, scored again; the same visit where nothing is disputed."""
    return without(visit, [fact for fact in facts_of(visit) if fact.finding.status == "disputed"])


def without(visit: Visit, facts: Sequence[Fact]) -> Visit:
    """A visit without some of its facts, scored again; the same visit where none of them is its own."""
    dropped = [fact for fact in facts if fact.source == visit.source]
    if not dropped:
        return visit
    kept = []
    for fact in facts_of(visit):
        if fact in dropped:
            dropped.remove(fact)  # of two findings that are alike each is dropped by itself
        else:
            kept.append(fact)
    record = replace(visit.record, findings=tuple(fact.finding for fact in kept))
    sheet = sheet_of(visit.assessment.edition, record.examined, record.not_applicable, kept)
    return replace(visit, record=record, assessment=score(sheet), lines=tuple(fact.line for fact in kept))
