"""What is wrong with files: every kind of file checked as scoring would check it, without scoring's result."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aidscore.check.insights import insights
from aidscore.check.versions import check_versions
from aidscore.diagnostics.message import Diagnostic, has_errors
from aidscore.files.campaign import load_campaign
from aidscore.files.document import Document, in_order, read_document
from aidscore.files.standards_folder import PUBLISHED, StandardsFolder
from aidscore.files.workspace import Workspace
from aidscore.model.campaign import Campaign
from aidscore.model.insight import Insight
from aidscore.model.record import Record
from aidscore.model.results import Refused
from aidscore.model.standard import Standard
from aidscore.run.batch import OPEN_IN_EXCEL, YAML, Progress, files_below, is_foreign, refuse_duplicates
from aidscore.run.one_file import FileResult, Scored, score_record
from aidscore.xlsx.kinds import ENDINGS as WORKBOOKS


@dataclass(frozen=True, slots=True)
class Validation:
    """How many files were checked, and what was said of them, in the order of paths and lines."""

    files: int
    diagnostics: tuple[Diagnostic, ...]
    standards: tuple[tuple[str, tuple[Insight, ...]], ...] = ()
    """What follows from the numbers of each standard that nothing refuses, by `id@version`."""


def validate(
    paths: Sequence[str], workspace: Workspace, progress: Progress = iter, data: bytes | None = None
) -> Validation:
    """All problems of files, and of the YAML files and forms below folders. `data` stands for the path `-`."""
    files = list(dict.fromkeys(file for path in paths for file in _expand(path)))
    named = {path for path in paths if not os.path.isdir(path)}
    said: dict[str, tuple[Diagnostic, ...]] = {}
    records: list[FileResult] = []
    standards: list[tuple[Document, Standard]] = []
    foreign: set[str] = set()
    for path in progress(files):
        document = read_document(path, data if path == "-" else None)
        if isinstance(document.content, Record):
            records.append(score_record(document, document.content, workspace))
        elif path not in named and is_foreign(document.diagnostics):
            foreign.add(path)
        else:
            said[path] = tuple(_diagnostics(document, workspace))
            if isinstance(document.content, Standard) and not has_errors(said[path]):
                standards.append((document, document.content))
    for result in refuse_duplicates(records):
        source = result.visit.source if isinstance(result, Scored) else result.source
        said[source] = result.diagnostics if isinstance(result, Scored | Refused) else ()
    for number, problem in check_versions([standard for _, standard in standards]):
        document = standards[number][0]
        said[document.path] = in_order([*said[document.path], document.source.diagnose(problem)])
    known = {_identity(notice) for notices in said.values() for notice in notices}
    notices = [notice for notice in workspace.notices() if _identity(notice) not in known]
    digests = [line for path in paths if os.path.isdir(path) for line in _digest_lines(path)]
    files = [path for path in files if path not in foreign]
    everything = (*notices, *digests, *(line for path in files for line in said[path]))
    proved = tuple((standard.reference, tuple(insights(standard))) for _, standard in standards)
    return Validation(len(files), everything, proved)


def _identity(notice: Diagnostic) -> tuple[str, int, int, str]:
    """What makes two diagnostics the same, by whatever path their file was found."""
    return os.path.abspath(notice.place.path), notice.place.line, notice.place.column, notice.entry


def _expand(path: str) -> Iterable[str]:
    """The file, or the YAML files and workbooks below the folder."""
    if not os.path.isdir(path):
        return [path]
    return [file for file in files_below(path) if _is_checked(file)]


def _is_checked(path: str) -> bool:
    """Whether a file of a folder is checked: YAML or a workbook, neither hidden nor a link."""
    hidden = os.path.basename(path).startswith((".", OPEN_IN_EXCEL))
    return path.lower().endswith((*YAML, *WORKBOOKS)) and not hidden and not os.path.islink(path)


def _diagnostics(document: Document, workspace: Workspace) -> Iterator[Diagnostic]:
    """What is said of a file that is no record."""
    if isinstance(document.content, Standard):
        yield from workspace.standards.load_in_place(document).diagnostics
    elif isinstance(document.content, Campaign):
        yield from load_campaign(document, workspace.standards).diagnostics
    else:
        yield from document.diagnostics


def _digest_lines(folder: str) -> Iterator[Diagnostic]:
    """What is wrong with the `published.sha256` files below a folder."""
    for path in files_below(folder):
        if os.path.basename(path) == PUBLISHED and not os.path.islink(path):
            yield from StandardsFolder(Path(path).parent).damaged_lines()
