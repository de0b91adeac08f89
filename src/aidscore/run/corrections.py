"""Records of a version whose text was corrected: scored by the correction that their phase names (spec, section 15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from aidscore.files.workspace import Workspace
from aidscore.model.campaign import Campaign
from aidscore.model.record import Record, counts_to
from aidscore.model.results import CenterResult, PhaseResult, Visit
from aidscore.model.source import Problem
from aidscore.model.standard import Edition
from aidscore.scoring.combine import center_result, combine_of
from aidscore.versions.carry import carried, retaining, standing
from aidscore.versions.intermediate import GONE, VersionPair, has_clause
from aidscore.versions.weighing import bounds_of, not_carried, recounted, weighed_visit


def correction_for(record: Record, campaign: Campaign | None, workspace: Workspace, folder: str) -> Edition | None:
    """The edition that the phase of a record names, where it corrects the version that the record names."""
    date, named = getattr(record, "date", None), getattr(record, "standard", None)
    phase = campaign.phase_on(date) if campaign and date else None
    if phase is None or phase.standard is None or named is None or phase.standard == named:
        return None
    edition = workspace.standard(phase.standard, folder).edition
    return edition if edition and named in _corrected_by(edition, workspace, folder) else None


def _corrected_by(edition: Edition, workspace: Workspace, folder: str) -> Iterator[str]:
    """The versions that an edition corrects: the one that it names, and what that one corrects in its turn."""
    seen: set[str] = set()
    standard = edition.standard
    while standard.corrects is not None and standard.corrects not in seen:
        seen.add(standard.corrects)
        reference = f"{standard.id}@{standard.corrects}"
        yield reference
        corrected = workspace.standard(reference, folder).edition
        if corrected is None:
            return
        standard = corrected.standard


def by_correction(visit: Visit, correction: Edition) -> tuple[Visit, tuple[Problem, ...]]:
    """A visit scored by a correction, and what is to be said of it: that it was, and findings without a place."""
    old = visit.assessment.edition
    moved, lost = weighed_visit(visit, _pair(old, correction))
    arguments = {"old": old.reference, "new": correction.reference}
    problems = [Problem("scored-by-correction", ("standard",), arguments)]
    for number in lost:
        rule = visit.record.findings[number].rule
        problems.append(Problem("not-carried-over", ("findings", number, "rule"), {"rule": rule, **arguments}))
    return replace(moved, recorded_as=visit.record.standard, uncorrected=visit), tuple(problems)


def _pair(old: Edition, new: Edition) -> VersionPair:
    """The two editions compared, once for all records."""
    pairs = old.prepared.setdefault(VersionPair, {})
    assert isinstance(pairs, dict)
    if new.sha256 not in pairs:
        pairs[new.sha256] = VersionPair.of(old, new)
    pair: VersionPair = pairs[new.sha256]
    return pair


@dataclass(frozen=True, slots=True)
class _Lost:
    """What a visit loses by a correction: the visit by the version that it names, and the clauses without a place."""

    former: Visit
    pair: VersionPair
    clauses: frozenset[str]

    @classmethod
    def of(cls, former: Visit, correction: Edition) -> _Lost:
        """What a visit by the version that it names loses."""
        pair = _pair(former.assessment.edition, correction)
        _, numbers = carried(former, pair, correction)
        findings = [former.record.findings[number] for number in numbers]
        return cls(former, pair, frozenset(finding.rule for finding in findings if counts_to(finding)))

    def adding(self, adds: bool) -> frozenset[str]:
        """The lost clauses that add points, or those that deduct."""
        return frozenset(name for name in self.clauses if (name in self.pair.old.bonus_rules) == adds)


def with_bounds(phase: PhaseResult) -> PhaseResult:
    """A phase in which centers with findings that have no place in its standard have bounds, as in a comparison.

    Where the latest visit decides, its own bounds are those of the center.
    """
    if combine_of(phase.phase) == "latest":
        return phase
    centers = [_bounded(center, phase) for center in phase.centers]
    return phase if centers == list(phase.centers) else recounted(phase, centers)


def _bounded(center: CenterResult, phase: PhaseResult) -> CenterResult:
    """A center between what it is without the lost findings, and what it is if they still count."""
    visits = [counted.visit for counted in center.visits]
    losing = [counted.visit for counted in center.visits if counted.counts and counted.visit.has_lost]
    lost = {visit.source: _Lost.of(visit.as_recorded, phase.edition) for visit in losing}
    if not lost:
        return center
    refused = sum(file.center == center.center.id for file in phase.refused)
    possible = [
        center_result(center.center, changed, edition, phase.phase, refused)
        for edition, changed in _possible(visits, lost, phase.edition)
    ]
    bounds = bounds_of(possible)
    verdict = possible[0].verdict if len({one.verdict for one in possible}) == 1 else "undecided"
    reasons = (*possible[0].reasons, *not_carried({name for one in lost.values() for name in one.clauses}))
    weighed = replace(possible[0], verdict=verdict, reasons=reasons, visits=center.visits)
    if bounds is None:
        return weighed
    return replace(weighed, total=None, bounds=bounds, grade=None, items=None, deciding=center.deciding)


def _possible(
    visits: Sequence[Visit], lost: Mapping[str, _Lost], correction: Edition
) -> Iterator[tuple[Edition, list[Visit]]]:
    """Yield the visits without what is lost, with all lost deductions, and with all lost additions.

    Each with the edition that has the clauses in question.
    """
    without = {source: carried(one.former, one.pair, correction)[0] for source, one in lost.items()}
    yield correction, [without.get(visit.source, visit) for visit in visits]
    for adds in (False, True):
        if not any(one.adding(adds) for one in lost.values()):
            continue
        edition = _with_all([(one.pair, one.adding(adds)) for one in lost.values()], correction)
        standing_ones = {
            source: standing(one.former, one.pair, edition, one.adding(adds)) for source, one in lost.items()
        }
        yield edition, [standing_ones.get(visit.source, visit) for visit in visits]


def _with_all(losses: Sequence[tuple[VersionPair, frozenset[str]]], correction: Edition) -> Edition:
    """The correction with all these clauses of the versions that it corrects besides its own."""
    edition = correction
    for pair, clauses in losses:
        absent = {name for name in clauses if not has_clause(edition, GONE + name)}
        edition = retaining(VersionPair(pair.old, edition, pair.matching, pair.changes), absent)
    return edition
