"""One file in, one result out: a record read, checked and scored, or refused with everything that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from aidscore.check import run
from aidscore.check.record import centers_are_ids, check_declared, check_record
from aidscore.diagnostics.message import Diagnostic, Place, has_errors
from aidscore.files.campaign import CampaignFile, without_edition
from aidscore.files.document import Document, in_order, read_document
from aidscore.files.workspace import Workspace
from aidscore.model.campaign import Campaign, Center
from aidscore.model.names import center_id, record_by_ids
from aidscore.model.record import Record
from aidscore.model.results import Fact, Ignored, Refused, Visit
from aidscore.model.source import Problem
from aidscore.model.standard import Edition, Standard
from aidscore.run.corrections import by_correction, correction_for
from aidscore.run.removed import with_removals
from aidscore.scoring.score import score
from aidscore.scoring.sheet import sheet_of
from aidscore.words import N_

A_STANDARD = N_("a standard")
A_CAMPAIGN = N_("a campaign")


@dataclass(frozen=True, slots=True)
class Scored:
    """A record that was scored."""

    visit: Visit
    diagnostics: tuple[Diagnostic, ...] = ()
    """Warnings about the record."""


FileResult: TypeAlias = Scored | Refused | Ignored


def score_file(path: str, workspace: Workspace, data: bytes | None = None) -> FileResult:
    """One file scored, or refused, or ignored because it is another kind of file. `data` is its content if known."""
    return score_document(read_document(path, data), workspace)


def score_document(document: Document, workspace: Workspace) -> FileResult:
    """A file that was read, scored, or refused, or ignored because it is another kind of file."""
    if isinstance(document.content, Standard):
        return Ignored(document.path, A_STANDARD, sha256=document.sha256)
    if isinstance(document.content, Campaign):
        return Ignored(document.path, A_CAMPAIGN, sha256=document.sha256)
    if not isinstance(document.content, Record):
        return Refused(document.path, document.diagnostics, sha256=document.sha256 if document.data else "")
    return score_record(document, document.content, workspace)


def score_form(path: str, workspace: Workspace) -> Scored | Refused:
    """One filled form scored; any other file is refused."""
    document = read_document(path)
    if document.form is not None and isinstance(document.content, Record):
        return score_record(document, document.content, workspace)
    is_other = document.content is not None or not document.diagnostics
    return Refused(path, (Diagnostic("not-a-form/text", Place(path)),) if is_other else document.diagnostics)


def score_record(document: Document, record: Record, workspace: Workspace) -> Scored | Refused:
    """One record scored, or refused with every diagnostic in the order of the file."""
    folder = os.path.dirname(document.path) or "."
    campaign = workspace.campaign_for(folder)
    edition, problems = _edition(record, workspace, folder)
    problems += run((centers_are_ids,), record) if campaign is None else _campaign_refused(campaign)
    correction = correction_for(record, campaign.campaign if campaign else None, workspace, folder)
    found = check_record(record, edition, campaign.campaign if campaign else None)
    checked = with_removals(found, edition, workspace, folder)
    problems += (problem for problem in checked if not (correction and problem.code == "standard-of-another-phase"))
    diagnostics = _with_problems(
        document, in_order([*document.diagnostics, *_locked_cells(document, edition)]), problems
    )
    visit = None
    if edition is not None and not has_errors(diagnostics):
        record = record_by_ids(record, campaign.campaign if campaign else None, edition)
        visit = _visit(document, record, edition, campaign.campaign if campaign else None)
        diagnostics = _with_problems(document, diagnostics, check_declared(record, visit.assessment, visit.lines))
    if visit is None or has_errors(diagnostics):
        return _refused(document, record, campaign.campaign if campaign else None, diagnostics)
    if correction is not None:
        visit, remarks = by_correction(visit, correction)
        diagnostics = _with_problems(document, diagnostics, remarks)
    return Scored(visit, diagnostics)


def _refused(
    document: Document, record: Record, campaign: Campaign | None, diagnostics: tuple[Diagnostic, ...]
) -> Refused:
    """A record that is refused, with as much of its visit as could be read."""
    center = getattr(record, "center", None)
    return Refused(
        document.path,
        diagnostics,
        center=None if center is None else center_id(center, campaign),
        date=getattr(record, "date", None),
        identity=getattr(record, "identity", None),
        revision=getattr(record, "revision", 1),
        sha256=document.sha256,
    )


def _locked_cells(document: Document, edition: Edition | None) -> Iterator[Diagnostic]:
    """What is wrong with the cells of a form that are not to be filled in."""
    if document.form is not None and edition is not None:
        from aidscore.form.reading.checks import check_form  # noqa: PLC0415 - its import is slow, and only forms need it

        yield from check_form(document.form, edition)


def _with_problems(
    document: Document, diagnostics: tuple[Diagnostic, ...], problems: Iterable[Problem]
) -> tuple[Diagnostic, ...]:
    """The diagnostics so far and those of the problems, in the order of the file."""
    found = list(problems)
    if not found:
        return diagnostics
    return in_order([*diagnostics, *map(document.source.diagnose, found)])


def _edition(record: Record, workspace: Workspace, folder: str) -> tuple[Edition | None, list[Problem]]:
    """The edition that the record names, or why there is none."""
    reference = getattr(record, "standard", None)
    if reference is None:
        return None, []
    loaded = workspace.standard(reference, folder)
    if loaded.edition is not None:
        return loaded.edition, []
    return None, [without_edition(reference, loaded, workspace.standards, Path(folder))]


def _campaign_refused(campaign: CampaignFile | None) -> list[Problem]:
    """A record cannot be judged by a campaign that is itself refused."""
    if campaign is None or campaign.campaign is not None:
        return []
    first = next(notice for notice in campaign.diagnostics if has_errors([notice]))
    return [Problem("campaign-refused", ("center",), {"path": campaign.path, "place": first.place})]


def _visit(document: Document, record: Record, edition: Edition, campaign: Campaign | None) -> Visit:
    """The visit of a record, scored."""
    lines = document.source.lines_of("findings")
    facts = [Fact(finding, document.path, line) for finding, line in zip(record.findings, lines, strict=True)]
    sheet = sheet_of(edition, record.examined, record.not_applicable, facts)
    center = campaign.center(record.center) if campaign else _named_in_form(document, record.center)
    return Visit(document.source, record, score(sheet), lines, center, document.sha256)


def _named_in_form(document: Document, id_: str) -> Center | None:
    """The center of a form that was made with a campaign: the form keeps its name."""
    name = document.form.centers.get(id_) if document.form else None
    return Center(id_, name) if name else None
