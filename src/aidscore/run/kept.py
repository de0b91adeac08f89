"""What is kept of a file while others are read: never its text, and in a run of totals not the findings either.

What was dropped is read again from the file where it is asked for, which is seldom: for the place of a problem that
several files have together, and for what two records of one visit say differently.
"""

from __future__ import annotations

import os
from dataclasses import replace

from aidscore.files.document import OnDisk
from aidscore.files.workspace import Workspace
from aidscore.model.record import Record
from aidscore.model.results import Visit
from aidscore.run.one_file import FileResult, Scored, score_file


def without_text(result: FileResult) -> FileResult:
    """A result that no longer keeps the text of its file; that of standard input (`-`) cannot be read again."""
    if not isinstance(result, Scored) or result.visit.source == "-":
        return result
    return Scored(_on_disk(result.visit), result.diagnostics)


def _on_disk(visit: Visit) -> Visit:
    """A visit whose text is only in its file."""
    uncorrected = visit.uncorrected and _on_disk(visit.uncorrected)
    return replace(visit, file=OnDisk(visit.source), uncorrected=uncorrected)


def outlined(result: FileResult, workspace: Workspace) -> FileResult:
    """A result with what centers and phases need of it: what the visit comes out as, and no longer why."""
    if not isinstance(result, Scored):
        return result
    visit = result.visit
    record, lines = visit.record, visit.lines
    if not _is_scored_again(visit, workspace):
        record, lines = replace(record, findings=(), not_applicable=(), inspectors=None), ()
    outline = replace(
        visit,
        file=OnDisk(visit.source),
        record=record,
        assessment=replace(visit.assessment, sheet=None),
        lines=lines,
        uncorrected=_on_disk(visit.uncorrected) if visit.uncorrected and visit.has_lost else None,
    )
    return Scored(outline, result.diagnostics)


def _is_scored_again(visit: Visit, workspace: Workspace) -> bool:
    """Whether the findings of a visit are scored once more: without the disputed ones, or united with others."""
    if visit.assessment.provisional:
        return True
    campaign = workspace.campaign_for(os.path.dirname(visit.source) or ".")
    phase = campaign.campaign.phase_on(visit.record.date) if campaign and campaign.campaign else None
    return phase is not None and phase.combine == "union"


def record_again(source: str, workspace: Workspace) -> Record | None:
    """The record of a visit, read again with all that its file says; None where the file is no longer such a record."""
    again = score_file(source, workspace)
    return again.visit.record if isinstance(again, Scored) else None
