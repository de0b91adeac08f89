"""An outcome scored again as if one version had held for every visit; never an official result (spec, section 9)."""

from __future__ import annotations

from dataclasses import replace

from aidscore.diagnostics.message import Diagnostic
from aidscore.model.results import CenterResult, Outcome, PhaseResult, Visit
from aidscore.model.source import Problem
from aidscore.model.standard import Edition
from aidscore.run.inputs import with_edition
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.weighing import Weighed, not_carried, weighed_phase, weighed_visit


def as_if(outcome: Outcome, edition: Edition) -> Outcome:
    """The outcome with every visit carried over to one edition; findings that cannot be are named, and weighed."""
    editions = {visit.assessment.edition.sha256: visit.assessment.edition for visit in outcome.visits}
    editions |= {phase.edition.sha256: phase.edition for phase in outcome.phases}
    pairs = {sha256: VersionPair.of(old, edition) for sha256, old in editions.items()}
    moved: dict[str, Visit] = {}
    warnings: list[Diagnostic] = []
    for visit in outcome.visits:
        moved[visit.source], lost = weighed_visit(visit, pairs[visit.assessment.edition.sha256])
        warnings += (_not_carried(visit, number, edition) for number in lost)
    return replace(
        with_edition(outcome, edition),
        phases=tuple(_phase(outcome, phase, pairs[phase.edition.sha256], moved) for phase in outcome.phases),
        visits=tuple(moved.values()),
        diagnostics=(*outcome.diagnostics, *warnings),
        as_if=edition.reference,
    )


def _phase(outcome: Outcome, phase: PhaseResult, pair: VersionPair, moved: dict[str, Visit]) -> PhaseResult:
    """A phase of its visits by the one edition."""
    after, weighed = weighed_phase(phase, outcome.campaign, pair)
    return replace(after, centers=tuple(_center(one, moved) for one in weighed))


def _center(weighed: Weighed, moved: dict[str, Visit]) -> CenterResult:
    """A center of its weighed visits; with bounds for a score where it depends on what is not carried over."""
    visits = tuple(replace(counted, visit=moved[counted.visit.source]) for counted in weighed.after.visits)
    counting = {counted.visit.source for counted in visits if counted.counts}
    lost = {finding.rule for finding in weighed.lost if finding.source in counting}
    reasons = (*weighed.after.reasons, *not_carried(lost))
    center = replace(weighed.after, visits=visits, reasons=reasons)
    if weighed.bounds is None:
        return center
    return replace(center, total=None, bounds=weighed.bounds, grade=None, items=None)


def _not_carried(visit: Visit, number: int, edition: Edition) -> Diagnostic:
    """A finding that the edition has no clause for."""
    rule = visit.record.findings[number].rule
    arguments = {"rule": rule, "old": visit.assessment.edition.reference, "new": edition.reference}
    return visit.file.diagnose(Problem("not-carried-over", ("findings", number, "rule"), arguments))
