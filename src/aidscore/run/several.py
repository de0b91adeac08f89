"""Several files in, a result for each out: what a walk found is scored, refused, or ignored with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, assert_never

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.files.document import Document, read_document
from aidscore.files.walk import Entry, Progress, entries_of
from aidscore.files.workspace import Workspace
from aidscore.model.results import BLANK_FORM, Ignored, Outcome, Refused, Visit
from aidscore.run.kept import without_text
from aidscore.run.one_file import FileResult, Scored, score_document, score_file
from aidscore.run.same_visit import one_per_visit
from aidscore.words import N_


def score_paths(
    paths: Sequence[str], workspace: Workspace, progress: Progress = iter, data: bytes | None = None
) -> Outcome:
    """Visits scored one by one, from files and folders; nothing is combined. `data` is what the path `-` contains."""
    entries = sorted(entries_of(paths), key=lambda entry: entry.kind != "named")
    found = [score_kept(entry, workspace, data) for entry in progress(entries)]
    files = sort_results(one_per_visit(found, workspace))
    empty = () if files.visits or files.refused else (Diagnostic("no-records", Place(paths[0]), {"folder": (*paths,)}),)
    diagnostics = (*workspace.notices(), *files.remarks, *empty)
    return Outcome(None, (), files.visits, files.refused, files.ignored, diagnostics)


class SortedResults(NamedTuple):
    """The results of a run by what they are. Found = visits + refused + ignored."""

    visits: tuple[Visit, ...]
    refused: tuple[Refused, ...]
    ignored: tuple[Ignored, ...]
    remarks: tuple[Diagnostic, ...]
    """What there is to say of the visits all the same."""


def sort_results(results: Sequence[FileResult]) -> SortedResults:
    """Results by what they are, each kind in the given order."""
    scored = [result for result in results if isinstance(result, Scored)]
    return SortedResults(
        visits=tuple(result.visit for result in scored),
        refused=tuple(result for result in results if isinstance(result, Refused)),
        ignored=tuple(result for result in results if isinstance(result, Ignored)),
        remarks=tuple(remark for result in scored for remark in result.diagnostics),
    )


def score_kept(entry: Entry, workspace: Workspace, data: bytes | None = None) -> FileResult:
    """What `score_entry` gives, without the text of the file."""
    return without_text(score_entry(entry, workspace, data))


def score_entry(entry: Entry, workspace: Workspace, data: bytes | None = None) -> FileResult:
    """One file scored, refused or ignored. One that the user named is refused where it is not a record."""
    match entry.kind:
        case "named":
            return _named(score_file(entry.path, workspace, data if entry.path == "-" else None))
        case "yaml" | "workbook":
            return score_found(read_document(entry.path), workspace)
        case "link":
            return Ignored(entry.path, N_("a link"))
        case "hidden":
            return Ignored(entry.path, N_("a hidden file"))
        case "lock-file":
            return Ignored(entry.path, N_("says that a workbook is open"))
        case "other":
            return Ignored(entry.path, N_("not a YAML file"))
        case "unread":
            return Refused(entry.path, (entry.problem,) if entry.problem else ())
        case _:
            assert_never(entry.kind)


def _named(result: FileResult) -> FileResult:
    """The result of a file that the user named."""
    if isinstance(result, Ignored):
        return Refused(result.source, (Diagnostic("not-a-record", Place(result.source)),))
    return result


def score_found(document: Document, workspace: Workspace) -> FileResult:
    """The result of a file of a folder, which may have workbooks that are not forms, and forms not yet filled in."""
    if document.is_blank_form:
        content = document.content
        center, day = getattr(content, "center", None), getattr(content, "date", None)
        return Ignored(document.path, BLANK_FORM, center, day, sha256=document.sha256)
    result = score_document(document, workspace)
    if isinstance(result, Refused) and is_foreign(result.diagnostics):
        return Ignored(result.source, N_("a workbook that is no form of aidscore"), sha256=document.sha256)
    return result


def is_foreign(diagnostics: Sequence[Diagnostic]) -> bool:
    """Whether diagnostics say of a file just this: that it is a workbook and not a form."""
    return [diagnostic.entry for diagnostic in diagnostics] == ["not-a-form"]
