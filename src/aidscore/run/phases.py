"""The phases of a batch: the visits of each are combined, unless their standards differ (spec, sections 5 and 8)."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.files.campaign import CampaignFile
from aidscore.files.workspace import Workspace
from aidscore.model.campaign import Campaign, Phase
from aidscore.model.results import BLANK_FORM, Ignored, PhaseResult, Refused, Visit
from aidscore.model.source import Problem
from aidscore.model.standard import Edition
from aidscore.run.corrections import with_bounds
from aidscore.run.same_visit import other_files
from aidscore.run.several import SortedResults
from aidscore.scoring.combine import clashing, combine_of, counting_channels
from aidscore.scoring.phase import phase_result

Phases: TypeAlias = tuple[tuple[PhaseResult, ...], tuple[Diagnostic, ...]]
"""Phases, and the errors that concern several files."""


def phase_results(
    file: CampaignFile | None, only: str | None, files: SortedResults, workspace: Workspace, folder: str
) -> Phases:
    """The phases with a standard, in order, or the one that was asked for; without a campaign there is one phase."""
    if file is None:
        return _without_campaign(files)
    campaign = file.campaign
    phases: list[PhaseResult] = []
    errors: list[Diagnostic] = []
    blank_forms = _blank_forms(files)
    by_phase = _by_phase(campaign, files.visits)
    for phase in campaign.phases if campaign else ():
        if phase.standard is None or only not in (None, phase.id):
            continue
        visits = by_phase[phase.id]
        edition = _edition(phase.standard, visits, file, workspace, folder)
        mixed = _mixed_editions(visits)
        errors += mixed
        if edition is not None and not mixed:
            refused = [one for one in files.refused if may_concern(one, phase, campaign)]
            blank = [one for one in blank_forms if may_concern(one, phase, campaign)]
            phases.append(with_bounds(phase_result(campaign, phase, edition, visits, refused, blank)))
            errors += _same_day_errors(phase, visits)
    return tuple(phases), tuple(errors)


def _by_phase(campaign: Campaign | None, visits: Sequence[Visit]) -> dict[str, list[Visit]]:
    """The visits of each phase, by its id."""
    by_phase: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        if phase := campaign.phase_on(visit.record.date) if campaign else None:
            by_phase[phase.id].append(visit)
    return by_phase


def _edition(
    reference: str, visits: Sequence[Visit], file: CampaignFile, workspace: Workspace, folder: str
) -> Edition | None:
    """The edition of a phase: the one that its records found, else the one beside the campaign or for the folder.

    The campaign may be kept elsewhere, where another place comes first; hence the records have the first word.
    """
    if visits:
        return visits[0].assessment.edition
    return workspace.standard_beside(reference, os.path.dirname(file.path) or ".", folder).edition


def _blank_forms(files: SortedResults) -> list[Ignored]:
    """The forms without an entry."""
    return [file for file in files.ignored if file.reason == BLANK_FORM]


def may_concern(file: Refused | Ignored, phase: Phase, campaign: Campaign | None) -> bool:
    """Whether a file without a score may be of a phase: by its date, or where no phase can be told from it."""
    found = campaign.phase_on(file.date) if campaign and file.date else None
    return found is None or found.id == phase.id


def _without_campaign(files: SortedResults) -> Phases:
    """One phase of all visits; records of two standard versions make none."""
    visits = files.visits
    references = sorted({visit.assessment.edition.reference for visit in visits})
    if len(references) > 1:
        return (), (Diagnostic("several-standards", Place(visits[0].source), {"standards": tuple(references)}),)
    if mixed := _mixed_editions(visits):
        return (), mixed
    if not visits:
        return (), ()
    phase = phase_result(None, None, visits[0].assessment.edition, visits, files.refused, _blank_forms(files))
    return (phase,), tuple(_same_day_errors(None, visits))


def _mixed_editions(visits: Sequence[Visit]) -> tuple[Diagnostic, ...]:
    """The error where visits of one phase found different files for one `id@version`."""
    editions = {visit.assessment.edition.sha256: visit.assessment.edition for visit in visits}
    if len(editions) <= 1:
        return ()
    reference = next(iter(editions.values())).reference
    files = tuple(sorted(edition.source for edition in editions.values()))
    arguments = {"reference": reference, "files": files}
    return (Diagnostic("two-files-for-one-version", Place(visits[0].source), arguments),)


def _same_day_errors(phase: Phase | None, visits: Sequence[Visit]) -> Iterator[Diagnostic]:
    """An error for each of the visits whose order would matter and cannot be known."""
    channels = counting_channels(phase)
    by_center: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        if visit.record.channel in channels:
            by_center[visit.record.center].append(visit)
    for counting in by_center.values():
        clash = clashing(combine_of(phase), counting)
        for visit in clash:
            problem = Problem("same-day-visits", ("date",), {"others": other_files(clash, visit)})
            yield visit.file.diagnose(problem)
