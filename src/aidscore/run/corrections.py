"""Records of a version whose text was corrected: scored by the correction that their phase names (spec, section 15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from aidscore.files.workspace import Workspace
from aidscore.model.campaign import Campaign
from aidscore.model.record import Record
from aidscore.model.results import Visit
from aidscore.model.source import Problem
from aidscore.model.standard import Edition
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.weighing import weighed_visit


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
    return replace(moved, recorded_as=visit.record.standard), tuple(problems)


def _pair(old: Edition, new: Edition) -> VersionPair:
    """The two editions compared, once for all records."""
    pairs = old.prepared.setdefault(VersionPair, {})
    assert isinstance(pairs, dict)
    if new.sha256 not in pairs:
        pairs[new.sha256] = VersionPair.of(old, new)
    pair: VersionPair = pairs[new.sha256]
    return pair
