"""What is wrong with files: every kind of file is checked as scoring would check it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from aidscore.check.insights import insights
from aidscore.check.text_numbers import check_texts
from aidscore.check.versions import check_versions
from aidscore.diagnostics.message import Diagnostic, has_errors
from aidscore.files.campaign import load_campaign
from aidscore.files.document import Document, in_order, read_document
from aidscore.files.published import PUBLISHED, Published
from aidscore.files.walk import Entry, Progress, entries_of, walk
from aidscore.files.workspace import Workspace
from aidscore.model.campaign import Campaign
from aidscore.model.insight import Insight
from aidscore.model.record import Record
from aidscore.model.results import Ignored
from aidscore.model.standard import Standard
from aidscore.run.kept import without_text
from aidscore.run.one_file import FileResult, Scored, score_record
from aidscore.run.same_visit import one_per_visit
from aidscore.run.several import is_foreign


@dataclass(frozen=True, slots=True)
class Validation:
    """What `validate` found."""

    files: int
    """How many files were checked."""
    diagnostics: tuple[Diagnostic, ...]
    """Everything that is to be said, in the order of the files and of their lines."""
    standards: tuple[tuple[str, tuple[Insight, ...]], ...] = ()
    """What follows from the numbers of each standard that nothing refuses, by `id@version`."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was found out so far about the files of a run."""

    diagnostics: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    """The diagnostics of each checked file, by its path."""
    records: list[FileResult] = field(default_factory=list)
    standards: list[tuple[Document, Standard]] = field(default_factory=list)
    """The standards that nothing refuses."""


def validate(
    paths: Sequence[str], workspace: Workspace, progress: Progress = iter, data: bytes | None = None
) -> Validation:
    """All problems of files, and of the YAML files and forms below folders. `data` is what the path `-` contains."""
    entries = [entry for entry in entries_of(paths) if entry.is_checked]
    checked = _Checked()
    for entry in progress(entries):
        _check(entry, checked, workspace, data if entry.path == "-" else None)
    _compare_records(checked, workspace)
    _compare_standards(checked)
    digests = [line for path in paths if os.path.isdir(path) for line in _digest_lines(path)]
    told = set(map(_identity, digests))
    in_files = [line for entry in entries for line in checked.diagnostics.get(entry.path, ())]
    in_files = [line for line in in_files if _identity(line) not in told]
    known = told.union(map(_identity, in_files))
    notices = [notice for notice in workspace.notices() if _identity(notice) not in known]
    insights_of = tuple((standard.reference, tuple(insights(standard))) for _, standard in checked.standards)
    return Validation(len(checked.diagnostics), (*notices, *digests, *in_files), insights_of)


def _check(entry: Entry, checked: _Checked, workspace: Workspace, data: bytes | None) -> None:
    """Check one file; a folder may have forms without an entry and other workbooks, which are not counted."""
    if entry.problem is not None:
        checked.diagnostics[entry.path] = (entry.problem,)
        return
    document = read_document(entry.path, data)
    if document.is_blank_form and entry.kind != "named":
        return
    if isinstance(document.content, Record):
        checked.records.append(without_text(score_record(document, document.content, workspace)))
    elif entry.kind == "named" or not is_foreign(document.diagnostics):
        diagnostics = tuple(_diagnostics(document, workspace))
        checked.diagnostics[entry.path] = diagnostics
        if isinstance(document.content, Standard) and not has_errors(diagnostics):
            checked.standards.append((document, document.content))


def _diagnostics(document: Document, workspace: Workspace) -> Iterable[Diagnostic]:
    """The diagnostics of a file that is not a record."""
    if isinstance(document.content, Standard):
        differences = [document.source.diagnose(problem) for problem in check_texts(document.content)]
        return in_order([*workspace.standards.load_in_place(document).diagnostics, *differences])
    if isinstance(document.content, Campaign):
        return load_campaign(document, workspace.standards).diagnostics
    return document.diagnostics


def _compare_records(checked: _Checked, workspace: Workspace) -> None:
    """Check the records against one another, and note the diagnostics of each."""
    for result in one_per_visit(checked.records, workspace):
        source = result.visit.source if isinstance(result, Scored) else result.source
        checked.diagnostics[source] = () if isinstance(result, Ignored) else result.diagnostics


def _compare_standards(checked: _Checked) -> None:
    """Check the versions of a standard against one another."""
    for number, problem in check_versions([standard for _, standard in checked.standards]):
        document = checked.standards[number][0]
        diagnostics = [*checked.diagnostics[document.path], document.source.diagnose(problem)]
        checked.diagnostics[document.path] = in_order(diagnostics)


def _identity(notice: Diagnostic) -> tuple[str, int, int, str]:
    """What makes two diagnostics the same, by whatever path their file was found."""
    return os.path.abspath(notice.place.path), notice.place.line, notice.place.column, notice.entry


def _digest_lines(folder: str) -> Iterator[Diagnostic]:
    """What is wrong with the `published.sha256` files below a folder."""
    for entry in walk(folder):
        if os.path.basename(entry.path) == PUBLISHED and entry.kind in ("other", "link"):
            yield from Published(Path(entry.path).parent).damaged_lines()
