"""An outcome scored again as if one version had held for every visit; never an official result (spec, section 9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aidscore.combine import phase_result
from aidscore.diagnostic import Diagnostic, Place
from aidscore.hybrid import Revision, carried
from aidscore.model.assessment import Outcome, PhaseResult, Visit
from aidscore.model.standard import Edition


def as_if(outcome: Outcome, edition: Edition) -> Outcome:
    """The outcome with every visit carried over to one edition; findings that cannot be are named."""
    revisions: dict[str, Revision] = {}
    moved: dict[str, Visit] = {}
    said: list[Diagnostic] = []
    for visit in outcome.visits:
        old = visit.assessment.edition
        revision = revisions.setdefault(old.sha256, Revision.of(old, edition))
        moved[visit.source], lost = carried(visit, revision, edition)
        said += (_not_carried(visit, number, edition) for number in lost)
    return replace(
        outcome,
        phases=tuple(_phase(outcome, phase, edition, moved) for phase in outcome.phases),
        visits=tuple(moved.values()),
        diagnostics=(*outcome.diagnostics, *said),
        as_if=edition.reference,
    )


def _phase(outcome: Outcome, phase: PhaseResult, edition: Edition, moved: dict[str, Visit]) -> PhaseResult:
    """A phase of its visits by the one edition."""
    sources: Sequence[str] = [counted.visit.source for center in phase.centers for counted in center.visits]
    period = phase.phase
    refused = [one for one in outcome.refused if period is None or (one.date is not None and one.date in period)]
    return phase_result(outcome.campaign, period, edition, [moved[source] for source in sources], refused)


def _not_carried(visit: Visit, number: int, edition: Edition) -> Diagnostic:
    """A finding that the edition has no clause for."""
    rule = visit.record.findings[number].rule
    arguments = {"rule": rule, "old": visit.assessment.edition.reference, "new": edition.reference}
    return Diagnostic("not-carried-over", Place(visit.source, visit.lines[number]), arguments)
