"""Folders in, an outcome out: `batch` tells the whole run (spec, section 8)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.files.campaign import CampaignFile
from aidscore.files.workspace import Workspace
from aidscore.model.campaign import Campaign, Phase
from aidscore.model.results import Ignored, Outcome, PhaseResult, Refused, Visit
from aidscore.model.source import Problem
from aidscore.run.one_file import FileResult, Scored, score_file
from aidscore.scoring.combine import clashing, counting_channels
from aidscore.scoring.phase import phase_result
from aidscore.words import N_, listed
from aidscore.xlsx.kinds import ENDINGS as WORKBOOKS

YAML = (".yaml", ".yml")
OPEN_IN_EXCEL = "~$"
"""So begins the name of the file that Excel keeps beside a workbook that is open."""
NAMED = 5
"""How many other files a diagnostic names."""

Progress: TypeAlias = Callable[[Sequence[str]], Iterable[str]]
"""Hands on the paths of a run one by one, showing how far it is."""


def batch(
    folder: str, workspace: Workspace, phase: str | None = None, progress: Progress = iter, *, details: bool = True
) -> Outcome:
    """The whole run: find the files, read, check and score each, refuse twins, combine by center and phase.

    Without `details` visits keep what centers and phases need of them, and no more: a hundred thousand then fit.
    """
    paths = files_below(folder)
    found = (score_found(path, workspace) for path in progress(paths))
    results = refuse_duplicates(_kept(result, workspace, details=details) for result in found)
    empty = all(isinstance(result, Ignored) for result in results)
    campaign, notices = one_campaign(folder, results, workspace)
    results = [_only_phase(result, campaign, phase) for result in results]
    visits = tuple(result.visit for result in results if isinstance(result, Scored))
    refused = tuple(result for result in results if isinstance(result, Refused))
    phases, said = _phases(campaign, phase, visits, refused, workspace, folder) if not notices else ([], [])
    if empty:
        said.append(Diagnostic("no-records", Place(folder), {"folder": folder}))
    remarks = [remark for result in results if isinstance(result, Scored) for remark in result.diagnostics]
    return Outcome(
        campaign=campaign.campaign if campaign else None,
        campaign_source=campaign.path if campaign else None,
        phases=tuple(phases),
        visits=visits,
        refused=refused,
        ignored=tuple(result for result in results if isinstance(result, Ignored)),
        diagnostics=(*workspace.notices(), *notices, *remarks, *said),
    )


def score_paths(
    paths: Sequence[str], workspace: Workspace, progress: Progress = iter, data: bytes | None = None
) -> Outcome:
    """Visits scored one by one, from files and folders; nothing is combined. `data` stands for the path `-`."""
    found = {path: True for path in paths if not os.path.isdir(path)}
    found |= {file: False for path in paths if os.path.isdir(path) for file in files_below(path) if file not in found}
    results = [
        _as_record(score_file(path, workspace, data if path == "-" else None))
        if found[path]
        else score_found(path, workspace)
        for path in progress(list(found))
    ]
    kept = refuse_duplicates(_kept(result, workspace, details=True) for result in results)
    remarks = [remark for result in kept if isinstance(result, Scored) for remark in result.diagnostics]
    visits = tuple(result.visit for result in kept if isinstance(result, Scored))
    refused = tuple(result for result in kept if isinstance(result, Refused))
    if not visits and not refused:
        remarks.append(Diagnostic("no-records", Place(paths[0]), {"folder": tuple(paths)}))
    ignored = tuple(result for result in kept if isinstance(result, Ignored))
    return Outcome(None, (), visits, refused, ignored, (*workspace.notices(), *remarks))


def _as_record(result: FileResult) -> FileResult:
    """A file that was named to be scored is not passed over: if it is no record, that is an error."""
    if isinstance(result, Ignored):
        return Refused(result.source, (Diagnostic("not-a-record", Place(result.source)),))
    return result


def files_below(folder: str) -> list[str]:
    """Every file below a folder, by path. Hidden folders are not entered, links are not followed."""
    found: list[str] = []
    for parent, folders, files in os.walk(folder):
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        folders[:] = [name for name in folders if not name.startswith(".") and name not in links]
        found.extend(os.path.join(parent, name) for name in (*files, *links))
    return sorted(found, key=lambda path: path.replace(os.sep, "/"))


def score_found(path: str, workspace: Workspace) -> FileResult:
    """One file of a folder; what is no record is passed over with a reason."""
    if os.path.islink(path):
        return Ignored(path, N_("a link"))
    if os.path.basename(path).startswith("."):
        return Ignored(path, N_("a hidden file"))
    if os.path.basename(path).startswith(OPEN_IN_EXCEL):
        return Ignored(path, N_("says that a workbook is open"))
    if not path.lower().endswith((*YAML, *WORKBOOKS)):
        return Ignored(path, N_("not a YAML file"))
    result = score_file(path, workspace)
    if isinstance(result, Refused) and is_foreign(result.diagnostics):
        return Ignored(path, N_("a workbook that is no form of aidscore"))
    return result


def is_foreign(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether a file is a workbook of somebody else's, which a folder may have."""
    return [said.entry for said in diagnostics] == ["not-a-form"]


def _kept(result: FileResult, workspace: Workspace, *, details: bool) -> FileResult:
    """A result without the text of its file; where nothing is to be made of findings, without them, too."""
    if not isinstance(result, Scored):
        return result
    if details:
        return Scored(result.visit.without_text(), result.diagnostics)
    visit = result.visit
    campaign = workspace.campaign_for(os.path.dirname(visit.source) or ".")
    phase = campaign.campaign.phase_on(visit.record.date) if campaign and campaign.campaign else None
    # a provisional visit is scored a second time without its disputed findings
    whole = visit.assessment.provisional or (phase is not None and phase.combine == "union")
    kept = visit.without_text() if whole else visit.outline()
    return Scored(kept, result.diagnostics)


def refuse_duplicates(results: Iterable[FileResult]) -> list[FileResult]:
    """The results with every record of one and the same visit refused, since nobody can know which is right."""
    kept = list(results)
    by_visit: dict[tuple[str, str, str, str | None], list[int]] = {}
    for index, result in enumerate(kept):
        if isinstance(result, Scored):
            by_visit.setdefault(result.visit.record.identity, []).append(index)
    for indexes in by_visit.values():
        if len(indexes) > 1:
            twins = [result for index in indexes if isinstance(result := kept[index], Scored)]
            for index, twin in zip(indexes, twins, strict=True):
                kept[index] = _refused_duplicate(twin, _others([other.visit for other in twins], twin.visit))
    return kept


def _others(visits: Sequence[Visit], visit: Visit) -> str:
    """The files of the other visits; of very many the first, or thousands of copies would each name all others."""
    others = [other.source for other in visits[: NAMED + 1] if other is not visit][:NAMED]
    more = len(visits) - 1 - len(others)
    return listed(others) + (f" … (+{more})" if more else "")


def _refused_duplicate(twin: Scored, others: str) -> Refused:
    """A record refused because others are of the same visit."""
    diagnostic = at_key(twin.visit, "duplicate-visit", "center", others=others)
    record = twin.visit.record
    return Refused(twin.visit.source, (*twin.diagnostics, diagnostic), record.center, record.date)


def at_key(visit: Visit, code: str, *path: str | int, **arguments: object) -> Diagnostic:
    """A diagnostic at a value of a visit's record."""
    return visit.file.diagnose(Problem(code, path, arguments))


def one_campaign(
    folder: str, results: Iterable[FileResult], workspace: Workspace
) -> tuple[CampaignFile | None, tuple[Diagnostic, ...]]:
    """The campaign of a batch: the one beside all its records or above them; never two.

    Without a record it is the one of the folder.
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
    """A visit of another phase is passed over where only one phase is asked for."""
    if phase is None or not isinstance(result, Scored) or campaign is None or campaign.campaign is None:
        return result
    found = campaign.campaign.phase_on(result.visit.record.date)
    return result if found and found.id == phase else Ignored(result.visit.source, N_("a visit of another phase"))


def _phases(
    file: CampaignFile | None,
    only: str | None,
    visits: Sequence[Visit],
    refused: Sequence[Refused],
    workspace: Workspace,
    folder: str,
) -> tuple[list[PhaseResult], list[Diagnostic]]:
    """The phases with a standard, in order; without a campaign there is one of its own."""
    if file is None:
        return _phase_without_campaign(visits, refused)
    phases: list[PhaseResult] = []
    said: list[Diagnostic] = []
    for phase in file.campaign.phases if file.campaign else ():
        if phase.standard is None or only not in (None, phase.id):
            continue
        inside = [visit for visit in visits if visit.record.date in phase]
        # the file that the records found: the campaign may be kept elsewhere, where another place comes first
        found = inside[0].assessment.edition if inside else None
        edition = found or workspace.standard_beside(phase.standard, os.path.dirname(file.path) or ".", folder).edition
        said += (mixed := _mixed_editions(inside))
        if edition is not None and not mixed:
            missed = [entry for entry in refused if concerns(entry, phase, file.campaign)]
            phases.append(phase_result(file.campaign, phase, edition, inside, missed))
            said += _same_day(phase, inside)
    return phases, said


def concerns(refused: Refused, phase: Phase, campaign: Campaign | None) -> bool:
    """Whether a refused record may be of a phase: by its date, or where no phase can be told from it."""
    belongs = campaign.phase_on(refused.date) if campaign and refused.date else None
    return belongs is None or belongs.id == phase.id


def _phase_without_campaign(
    visits: Sequence[Visit], refused: Sequence[Refused]
) -> tuple[list[PhaseResult], list[Diagnostic]]:
    """One phase of all visits; records of two standard versions make none."""
    references = sorted({visit.assessment.edition.reference for visit in visits})
    if len(references) > 1:
        arguments = {"standards": tuple(references)}
        return [], [Diagnostic("several-standards", Place(visits[0].source), arguments)]
    if mixed := _mixed_editions(visits):
        return [], mixed
    if not visits:
        return [], []
    return [phase_result(None, None, visits[0].assessment.edition, visits, refused)], _same_day(None, visits)


def _mixed_editions(visits: Sequence[Visit]) -> list[Diagnostic]:
    """Visits of one phase that found different files for one `id@version` cannot be counted together."""
    editions = {visit.assessment.edition.sha256: visit.assessment.edition for visit in visits}
    if len(editions) <= 1:
        return []
    reference = next(iter(editions.values())).reference
    files = tuple(sorted(edition.source for edition in editions.values()))
    arguments = {"reference": reference, "files": files}
    return [Diagnostic("two-files-for-one-version", Place(visits[0].source), arguments)]


def _same_day(phase: Phase | None, visits: Sequence[Visit]) -> list[Diagnostic]:
    """An error for each of the visits whose order would matter and cannot be known."""
    channels = counting_channels(phase)
    by_center: dict[str, list[Visit]] = {}
    for visit in visits:
        if visit.record.channel in channels:
            by_center.setdefault(visit.record.center, []).append(visit)
    combine = (phase.combine if phase else None) or "latest"
    clashes = (clashing(combine, counting) for counting in by_center.values())
    return [
        at_key(visit, "same-day-visits", "date", others=_others(clash, visit)) for clash in clashes for visit in clash
    ]
