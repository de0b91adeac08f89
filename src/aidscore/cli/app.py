"""The commands. Each is: options in, one call, present, exit code. What a command needs is imported when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Annotated

import typer

from aidscore import __version__
from aidscore.cli import forms, versions
from aidscore.cli.gates import below, check_phase, fail_limit, targets_met
from aidscore.cli.help import Command, Group
from aidscore.cli.options import (
    CampaignOption,
    Color,
    ColorOption,
    Faces,
    Format,
    FormatOption,
    LanguageOption,
    QuietOption,
    StandardsOption,
    TracebackOption,
    ValidateFormat,
    existing,
    usage,
    workspace_of,
)
from aidscore.cli.output import emit, remark, show, tell, with_bar, write_file
from aidscore.cli.targets import BATCH_WRITERS, output_targets, sources_of, tells_details
from aidscore.words import _, plural

DONE, PROBLEMS = 0, 1

app = typer.Typer(
    name="aidscore",
    cls=Group,
    help=_("Scores legal aid centers against a published standard: exact, every number traceable to a clause."),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help=_("files or folders; - is standard input"))]


def command() -> Callable[..., object]:
    """The command line as typer makes it, with its help in the language in use."""
    return typer.main.get_command(_with_all_commands())


@cache
def _with_all_commands() -> typer.Typer:
    """The application with the commands of the other modules, added once however often a process runs a command."""
    versions.join(app)
    forms.join(app)
    return app


def _version(asked: bool) -> None:
    """Say the version and end."""
    if asked:
        emit(f"aidscore {__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=_("the version, and nothing else"))
    ] = False,
    lang: LanguageOption = None,
    traceback: TracebackOption = False,
) -> None:
    """Options before the command."""


def _standard_input(paths: list[str]) -> bytes | None:
    """The bytes of standard input, where a path is -."""
    if "-" not in paths:
        return None
    if sys.stdin is None or sys.stdin.isatty():
        usage(_("standard input is a terminal: give a file, or pipe one in"))
    from aidscore.xlsx.kinds import LARGEST

    return sys.stdin.buffer.read(LARGEST + 1)


@app.command(cls=Command, help=_("Check standards, records and campaigns: files or folders."))
def validate(
    paths: Paths,
    format_: Annotated[
        ValidateFormat, typer.Option("--format", help=_("text for people, json for programs, github for workflows"))
    ] = ValidateFormat.TEXT,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore validate`."""
    from aidscore.diagnostics.message import Level
    from aidscore.run.validate import validate as check

    faces = Faces(color, quiet)
    given = [existing(path) for path in paths]
    found = check(given, workspace_of(standards, campaign), with_bar(faces), _standard_input(given))
    if format_ is ValidateFormat.JSON:
        from aidscore.media.json.validation import validation_document

        emit(validation_document(found))
    elif format_ is ValidateFormat.GITHUB:
        from aidscore.media.diagnostics import github

        emit(github(found.diagnostics)) if found.diagnostics else None
    else:
        remark(found.diagnostics, faces)
    errors = sum(diagnostic.level is Level.ERROR for diagnostic in found.diagnostics)
    if format_ is ValidateFormat.TEXT:
        from aidscore.pages.insights import insights_page

        if found.standards and not quiet:
            show(insights_page(found.standards), faces)
        emit(counts_text(found.files, errors, len(found.diagnostics) - errors))
    return PROBLEMS if errors else DONE


def counts_text(files: int, errors: int, warnings: int) -> str:
    """How many files were checked, and how much was said of them."""
    said = (
        plural("{n} error", "{n} errors", errors),
        plural("{n} warning", "{n} warnings", warnings),
    )
    checked = plural("{n} file", "{n} files", files)
    return _("{files} checked: {found}", files=checked, found=said)


FailUnder = Annotated[
    str | None, typer.Option("--fail-under", metavar="N", help=_("exit with 1 where a result is below N or undecided"))
]


@app.command(cls=Command, help=_("Score visits: files or folders; - reads one record from standard input."))
def score(
    paths: Paths,
    explain: Annotated[bool, typer.Option("--explain", help=_("show each step of the computation"))] = False,
    format_: FormatOption = Format.TEXT,
    fail_under: FailUnder = None,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore score`."""
    from aidscore.run.batch import score_paths

    faces, limit = Faces(color, quiet), fail_limit(fail_under)
    given = [existing(path) for path in paths]
    workspace = workspace_of(standards, campaign)
    outcome = score_paths(given, workspace, with_bar(faces), _standard_input(given))
    if format_ is Format.JSON:
        from aidscore.media.json.score import score_document

        emit(score_document(outcome))
    else:
        from aidscore.pages.score import score_pages

        remark([*outcome.diagnostics, *(notice for file in outcome.refused for notice in file.diagnostics)], faces)
        for page in score_pages(outcome, explain=explain):
            show(page, faces)
    totals = [visit.assessment.total for visit in outcome.visits]
    return PROBLEMS if outcome.has_problems or below(totals, limit) else DONE


@app.command(cls=Command, help=_("Score a folder of visits: each center, the pass rate, the target."))
def batch(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help=_("the folder with the records; all below is read"))],
    phase: Annotated[
        str | None, typer.Option("--phase", metavar="ID", help=_("only this phase of the campaign"))
    ] = None,
    output: Annotated[
        list[str] | None,
        typer.Option("--output", "-o", metavar="FILE", help=_("write .xlsx, .csv or .json; may be repeated")),
    ] = None,
    format_: FormatOption = Format.TEXT,
    as_if: Annotated[
        str | None,
        typer.Option("--as-if", metavar="ID@VERSION", help=_("score everything by this version; never official")),
    ] = None,
    fail_under: FailUnder = None,
    require_target: Annotated[
        bool, typer.Option("--require-target", help=_("exit with 1 where a target is not met"))
    ] = False,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore batch`."""
    from aidscore.run.batch import batch as run

    faces, limit, workspace = Faces(color, quiet), fail_limit(fail_under), workspace_of(standards, campaign)
    if not os.path.isdir(existing(folder)):
        usage(_("{path} is no folder; `aidscore score` takes files", path=folder))
    targets = output_targets(output, BATCH_WRITERS)
    check_phase(phase, folder, workspace)
    target = None if as_if is None else versions.loaded_edition(as_if, workspace, faces, folder)
    if as_if is not None and target is None:
        return PROBLEMS
    details = format_ is Format.JSON or target is not None or any(tells_details(path) for path, _ in targets)
    outcome = run(folder, workspace, phase, with_bar(faces), details=details)
    if target is not None:
        from aidscore.versions.as_if import as_if as scored_by

        outcome = scored_by(outcome, target)
    if format_ is Format.JSON:
        from aidscore.media.json.batch import batch_document

        emit(batch_document(outcome))
    else:
        from aidscore.pages.batch import batch_page

        remark([*outcome.diagnostics, *(notice for file in outcome.refused for notice in file.diagnostics)], faces)
        show(batch_page(outcome), faces)
    for path, writer in targets:
        write_file(path, writer(outcome, lang), sources_of(outcome))
        tell(_("written: {path}", path=path), faces)
    centers = [center.total for one in outcome.phases for center in one.centers if center.verdict != "not-assessed"]
    missed = require_target and not targets_met(outcome)
    return PROBLEMS if outcome.has_problems or missed or below(centers, limit) else DONE


@app.command(cls=Command, help=_("Print the JSON Schema of standard, record or campaign, for editors."))
def schema(
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("standard, record or campaign"))],
    lang: LanguageOption = None,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore schema`."""
    from aidscore.media.schema import KINDS, schema_document

    if kind not in KINDS:
        usage(_("{kind} is none of {kinds}", kind=kind, kinds=tuple(KINDS)))
    emit(schema_document(KINDS[kind]))
    return DONE
