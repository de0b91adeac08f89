"""A folder in, an outcome out: `batch` tells the whole run (spec, section 8)."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.files.campaign import CampaignFile
from aidscore.files.walk import Entry, Progress, walk
from aidscore.files.workspace import Workspace
from aidscore.model.results import OTHER_PHASE, Ignored, Outcome
from aidscore.run.cluster import scored_on
from aidscore.run.inputs import looked_up, options_of
from aidscore.run.jobs import jobs_for, scored_by
from aidscore.run.kept import outlined
from aidscore.run.one_file import FileResult, Scored
from aidscore.run.phases import phase_results
from aidscore.run.same_visit import one_per_visit
from aidscore.run.several import score_entry, score_kept, sort_results


def batch(
    folder: str,
    workspace: Workspace,
    phase: str | None = None,
    progress: Progress = iter,
    *,
    details: bool = True,
    jobs: int | str | None = None,
) -> Outcome:
    """The whole run: find the files, read, check and score each, refuse duplicates, combine by center and phase.

    With `phase` only the visits of that phase count. Without `details` visits keep only what centers and phases need:
    the memory then suffices for a hundred thousand. `jobs` is the number of processes, or the address of a Dask
    scheduler whose workers score the files, which changes nothing else; left out it depends on the number of files.
    """
    entries = walk(folder)
    lost: list[Entry] = []
    with closing(_scored(jobs, entries, workspace, lost, details=details)) as found:
        results = one_per_visit((result for _entry, result in zip(progress(entries), found, strict=True)), workspace)
    no_records = _no_records(folder, results)
    campaign, conflicts = campaign_of(folder, results, workspace)
    files = sort_results([_only_phase(result, campaign, phase) for result in results])
    phases, errors = phase_results(campaign, phase, files, workspace, folder) if not conflicts else ((), ())
    return Outcome(
        campaign=campaign.campaign if campaign else None,
        campaign_source=campaign.path if campaign else None,
        phases=phases,
        visits=files.visits,
        refused=files.refused,
        ignored=files.ignored,
        diagnostics=(
            *workspace.notices(),
            *conflicts,
            *files.remarks,
            *errors,
            *no_records,
            *_worker_died(folder, lost),
        ),
        options=options_of(folder, phase, workspace),
        used=tuple(looked_up(folder, workspace)),
    )


def _worker_died(folder: str, lost: Sequence[Entry]) -> tuple[Diagnostic, ...]:
    """The warning that a process ended before it had scored its files."""
    return (Diagnostic("worker-died", Place(folder), {"number": len(lost)}),) if lost else ()


def _no_records(folder: str, results: Sequence[FileResult]) -> tuple[Diagnostic, ...]:
    """The warning about a folder without a record."""
    if all(isinstance(result, Ignored) for result in results):
        return (Diagnostic("no-records", Place(folder), {"folder": folder}),)
    return ()


def _scored(
    jobs: int | str | None, entries: Sequence[Entry], workspace: Workspace, lost: list[Entry], *, details: bool
) -> Generator[FileResult, None, None]:
    """The result of each file, in their order, from this process, from several, or from the workers of a cluster."""
    if isinstance(jobs, str):
        return scored_on(jobs, entries, _whole if details else outlined, workspace, lost)
    return scored_by(jobs or jobs_for(len(entries)), entries, score_kept if details else _outlined, workspace, lost)


def _whole(result: FileResult, _workspace: Workspace) -> FileResult:
    """All of a result."""
    return result


def _outlined(entry: Entry, workspace: Workspace) -> FileResult:
    """The result of a file, with what centers and phases need of it."""
    return outlined(score_entry(entry, workspace), workspace)


def campaign_of(
    folder: str, results: Iterable[FileResult], workspace: Workspace
) -> tuple[CampaignFile | None, tuple[Diagnostic, ...]]:
    """The one campaign beside all records of a folder or above them; without a record that of the folder.

    Different campaigns for different records are an error: then there is none.
    """
    folders = {os.path.dirname(result.visit.source) or "." for result in results if isinstance(result, Scored)}
    nearest: dict[str, CampaignFile | None] = {}
    for place in sorted(folders or {folder}):
        found = workspace.campaign_for(place)
        nearest[os.path.abspath(found.path) if found else ""] = found
    if len(nearest) > 1:
        names = tuple(sorted(found.path if found else "-" for found in nearest.values()))
        return None, (Diagnostic("several-campaigns", Place(folder), {"paths": names}),)
    return next(iter(nearest.values())), ()


def _only_phase(result: FileResult, campaign: CampaignFile | None, phase: str | None) -> FileResult:
    """A result that is ignored if only one phase was asked for and it is a visit of another."""
    if phase is None or not isinstance(result, Scored) or campaign is None or campaign.campaign is None:
        return result
    found = campaign.campaign.phase_on(result.visit.record.date)
    visit = result.visit
    return result if found and found.id == phase else Ignored(visit.source, OTHER_PHASE, sha256=visit.sha256)
