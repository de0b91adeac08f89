"""Two versions compared, once: changes, likely heirs, worked examples, and the impact on each phase of a run."""

from __future__ import annotations

from aidscore.model.comparison import Comparison
from aidscore.model.results import Outcome, PhaseResult
from aidscore.model.standard import Edition
from aidscore.versions.clauses import changes_by_clause
from aidscore.versions.examples import changed_examples
from aidscore.versions.heirs import likely_heirs
from aidscore.versions.impact import phase_impact
from aidscore.versions.intermediate import VersionPair


def compare(old: Edition, new: Edition, outcome: Outcome | None = None) -> Comparison:
    """The comparison of two editions, with the impact on the phases of an outcome that the old one scored."""
    pair = VersionPair.of(old, new)
    clauses = changes_by_clause(pair.changes)
    phases = scored_by(old, outcome) if outcome else ()
    return Comparison(
        old=old,
        new=new,
        changes=pair.changes,
        clauses=clauses,
        heirs=likely_heirs(pair.matching),
        examples=tuple(changed_examples(pair)),
        impacts=tuple(phase_impact(phase, outcome.campaign, pair, clauses) for phase in phases) if outcome else (),
    )


def scored_by(edition: Edition, outcome: Outcome) -> tuple[PhaseResult, ...]:
    """The phases of an outcome that an edition scored; another file of the same version does not count."""
    return tuple(phase for phase in outcome.phases if phase.edition.sha256 == edition.sha256)
