"""The commands about results that were written to a file: verify, compare."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from aidscore.cli.exit_codes import ExitCode
from aidscore.cli.help import Command
from aidscore.cli.inputs import inputs_of
from aidscore.cli.options import (
    Color,
    ColorOption,
    Display,
    Format,
    FormatOption,
    LanguageOption,
    PageFilesOption,
    QuietOption,
    Rows,
    TracebackOption,
    existing,
    existing_folder,
    workspace_of,
)
from aidscore.cli.output import remark, with_bar
from aidscore.cli.targets import PAGE_WRITERS, Shown, output_targets, print_shown, write_shown
from aidscore.words import _, speaking, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aidscore.files.workspace import Workspace
    from aidscore.model.results import Outcome
    from aidscore.model.written_results import Verification
    from aidscore.written_results.pages import WrittenPages
    from aidscore.written_results.read import WrittenResult


def join(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(cls=Command, help=_("Check that a result follows from the files of a folder, number by number."))(
        verify
    )
    app.command(cls=Command, help=_("Compare two results of batch: what differs, and because of which file."))(compare)


def verify(
    result: Annotated[str, typer.Argument(metavar="RESULT", help=_("a result of batch, a .json, .xlsx or .html file"))],
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help=_("the folder of the records"))],
    output: PageFilesOption = None,
    format_: FormatOption = Format.TEXT,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore verify`."""
    from aidscore.diagnostics.message import Diagnostic, Place
    from aidscore.media.json.written_results import verification_document
    from aidscore.pages.written_results import verification_page
    from aidscore.written_results.beside import without_results
    from aidscore.written_results.read import WrittenResult

    display, folder = Display(color, quiet), existing_folder(folder)
    targets = output_targets(output, PAGE_WRITERS)
    written = _read_any(result, display)
    if written is None:
        return ExitCode.PROBLEMS
    made_with = written if isinstance(written, WrittenResult) else written.result
    if missing := next((path for path in _named(made_with, folder) if not os.path.exists(path)), None):
        remark([Diagnostic("result-without-named", Place(result), {"path": missing})], display)
        return ExitCode.PROBLEMS
    with speaking(made_with.language):
        workspace, outcome = _outcome(made_with, folder, display)
        held = without_results(outcome, made_with, result)
        found = _held_against(written, held, is_workbook=result.lower().endswith(".xlsx"))
    shown = Shown([verification_page(result, found)], verification_document(result, found))
    write_shown(shown, targets, [result, *inputs_of(workspace, outcome)], display)
    print_shown(shown, format_, display)
    return ExitCode.DONE if found.holds else ExitCode.PROBLEMS


def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_("the earlier result, a .json file"))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_("the later result, a .json file"))],
    output: PageFilesOption = None,
    format_: FormatOption = Format.TEXT,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore compare`."""
    from aidscore.media.json.written_results import comparison_document
    from aidscore.pages.written_results import comparison_page
    from aidscore.written_results.compare import compared

    display = Display(color, quiet)
    targets = output_targets(output, PAGE_WRITERS)
    before, after = (_read(path, display) for path in (old, new))
    if before is None or after is None:
        return ExitCode.PROBLEMS
    found = compared(before, after)
    shown = Shown([comparison_page(old, new, found)], comparison_document(found))
    write_shown(shown, targets, [old, new], display)
    print_shown(shown, format_, display)
    return ExitCode.DONE


def _read(path: str, display: Display) -> WrittenResult | None:
    """The result in a file; None where it is none, which is then said."""
    from aidscore.diagnostics.message import Diagnostic
    from aidscore.written_results.read import read_result

    found = read_result(existing(path))
    if isinstance(found, Diagnostic):
        remark([found], display)
        return None
    return found


def _named(written: WrittenResult, folder: str) -> Iterator[str]:
    """The files and folders that options named when the result was made, as they are from here."""
    from aidscore.run.inputs import from_folder

    options = written.options
    named = (options.campaign, options.as_if_file, *options.standards)
    return (from_folder(path, folder) for path in named if path is not None)


def _read_any(path: str, display: Display) -> WrittenResult | WrittenPages | None:
    """The result in a file of any of the formats that can be verified; None where it is none, which is then said."""
    from aidscore.diagnostics.message import Diagnostic
    from aidscore.written_results.pages import ENDINGS, read_pages

    if not path.lower().endswith(ENDINGS):
        return _read(path, display)
    found = read_pages(existing(path))
    if isinstance(found, Diagnostic):
        remark([found], display)
        return None
    return found


def _held_against(written: WrittenResult | WrittenPages, outcome: Outcome, *, is_workbook: bool) -> Verification:
    """A result held against an outcome, in the format of the result and in the language in use."""
    from aidscore.cli.targets import batch_writers
    from aidscore.media.json.batch import batch_document
    from aidscore.written_results.pages import pages_of, verified_pages
    from aidscore.written_results.read import WrittenResult
    from aidscore.written_results.verify import verified

    if isinstance(written, WrittenResult):
        return verified(written, batch_document(outcome))
    content = batch_writers(Rows.CENTERS)[".xlsx" if is_workbook else ".html"](outcome, spoken())
    now = pages_of(content if isinstance(content, bytes) else b"".join(content), is_workbook=is_workbook)
    assert now is not None
    return verified_pages(written, now)


def _outcome(written: WrittenResult, folder: str, display: Display) -> tuple[Workspace, Outcome]:
    """The outcome that a folder gives now, with the options of a result, and what its files were checked against."""
    from aidscore.run.as_if import as_if
    from aidscore.run.batch import batch
    from aidscore.run.inputs import from_folder

    options = written.options
    campaign = None if options.campaign is None else from_folder(options.campaign, folder)
    workspace = workspace_of([from_folder(path, folder) for path in options.standards], campaign)
    path = options.as_if_file
    loaded = None if path is None else workspace.named_standard(from_folder(path, folder), folder)
    outcome = batch(folder, workspace, options.phase, with_bar(display))
    if loaded is not None and loaded.edition is not None:
        outcome = as_if(outcome, loaded.edition)
    return workspace, outcome
