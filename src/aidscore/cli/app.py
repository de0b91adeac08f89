"""The commands about files and visits: validate, score, batch, schema. Each imports what it needs when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated

import typer

from aidscore import __version__
from aidscore.cli import forms, ledger, new, new_template, notices, plan, report, versions, written_results
from aidscore.cli.completion import complete_kind, complete_standard
from aidscore.cli.conditions import below, fail_limit, targets_met
from aidscore.cli.exit_codes import ExitCode
from aidscore.cli.follow_up import SinceOption, follow_ups_of
from aidscore.cli.help import Command, Group, first_steps
from aidscore.cli.inputs import inputs_of
from aidscore.cli.named import phase_of, whole_of
from aidscore.cli.options import (
    BatchFormat,
    CampaignOption,
    Color,
    ColorOption,
    Display,
    FolderArgument,
    Format,
    FormatOption,
    LanguageOption,
    PhaseOption,
    QuietOption,
    Rows,
    Sort,
    StandardsOption,
    TracebackOption,
    ValidateFormat,
    VerboseOption,
    existing,
    options_of,
    workspace_of,
    wrong_usage,
)
from aidscore.cli.output import emit, emit_pieces, remark, remark_outcome, show, with_bar
from aidscore.cli.output_files import give_files
from aidscore.cli.targets import batch_writers, output_targets, table_of, tells_details
from aidscore.words import _, plural

if TYPE_CHECKING:
    from aidscore.files.workspace import Workspace
    from aidscore.model.results import Outcome
    from aidscore.model.standard import Edition
    from aidscore.pages.not_scored import View
    from aidscore.run.validate import Validation

app = typer.Typer(
    name="aidscore",
    cls=Group,
    help=_("Score centers against a published standard, exactly; each number can be traced to a clause."),
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
    report.join(app)
    plan.join(app)
    ledger.join(app)
    notices.join(app)
    written_results.join(app)
    versions.join(app)
    forms.join(app)
    new.join(app)
    new_template.join(app)
    return app


def _version(asked: bool) -> None:
    """Print the version and exit."""
    if asked:
        emit(f"aidscore {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def common(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help=_("print the version and exit"),
        ),
    ] = False,
    lang: LanguageOption = None,
    traceback: TracebackOption = False,
) -> None:
    """The options before the command; without a command the first things to do are told."""
    if ctx.invoked_subcommand is None:
        emit(first_steps())


def _standard_input(paths: list[str]) -> bytes | None:
    """The bytes of standard input, where a path is -."""
    if "-" not in paths:
        return None
    if sys.stdin is None or sys.stdin.isatty():
        wrong_usage(_("standard input is a terminal; give a file, or pipe one in"))
    from aidscore.xlsx.kinds import LARGEST

    return sys.stdin.buffer.read(LARGEST + 1)


@app.command(cls=Command, help=_("Check standards, records and campaigns, given as files or folders."))
def validate(
    paths: Paths,
    format_: Annotated[
        ValidateFormat,
        typer.Option(
            "--format",
            help=_("text for people, json for programs, github for workflows"),
        ),
    ] = ValidateFormat.TEXT,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore validate`."""
    from aidscore.diagnostics.message import has_errors
    from aidscore.run.validate import validate as check

    display = Display(color, quiet)
    given = [existing(path) for path in paths]
    found = check(given, workspace_of(standards, campaign), with_bar(display), _standard_input(given))
    _print_validation(found, format_, display)
    return ExitCode.PROBLEMS if has_errors(found.diagnostics) else ExitCode.DONE


def _print_validation(found: Validation, format_: ValidateFormat, display: Display) -> None:
    """Print what was found in the files."""
    if format_ is ValidateFormat.JSON:
        from aidscore.media.json.validation import validation_document

        emit(validation_document(found))
    elif format_ is ValidateFormat.GITHUB:
        from aidscore.media.diagnostics import github

        if found.diagnostics:
            emit(github(found.diagnostics))
    else:
        from aidscore.diagnostics.message import has_errors
        from aidscore.pages.insights import insights_page

        remark(found.diagnostics, display)
        if found.standards and not display.quiet:
            show(insights_page(found.standards), display)
        errors = sum(has_errors([diagnostic]) for diagnostic in found.diagnostics)
        emit(counts_text(found.files, errors, len(found.diagnostics) - errors))


def counts_text(files: int, errors: int, warnings: int) -> str:
    """How many files were checked, and how many errors and warnings were found."""
    found = (
        plural("{n} error", "{n} errors", errors),
        plural("{n} warning", "{n} warnings", warnings),
    )
    return _("{files} checked: {found}", files=plural("{n} file", "{n} files", files), found=found)


SummaryFiles = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=_("write a .xlsx, .csv, .html, .md, .json or .sqlite file; may be repeated"),
    ),
]
AsIf = Annotated[
    str | None,
    typer.Option(
        "--as-if",
        metavar="ID@VERSION",
        help=_("score everything by this version; the result is not official"),
        autocompletion=complete_standard,
    ),
]
FailUnder = Annotated[
    str | None, typer.Option("--fail-under", metavar="N", help=_("exit with 1 if a result is below N or undecided"))
]


MOST_JOBS = 1000
"""The most processes that --jobs takes."""
Jobs = Annotated[
    str | None, typer.Option("--jobs", metavar="N", help=_("how many processes; default: by the cores and the files"))
]


@app.command(cls=Command, help=_("Score visits, given as files or folders; - reads one record from standard input."))
def score(
    paths: Paths,
    explain: Annotated[bool, typer.Option("--explain", help=_("show each step of the computation"))] = False,
    format_: FormatOption = Format.TEXT,
    since: SinceOption = None,
    fail_under: FailUnder = None,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore score`."""
    from aidscore.run.several import score_paths

    display, limit = Display(color, quiet), fail_limit(fail_under)
    given = [existing(path) for path in paths]
    workspace = workspace_of(standards, campaign)
    outcome = score_paths(given, workspace, with_bar(display), _standard_input(given))
    follow_ups = follow_ups_of(since, outcome, workspace, display)
    if format_ is Format.JSON:
        from aidscore.media.json.score import score_document

        emit(score_document(outcome, follow_ups.by_source))
    else:
        from aidscore.pages.score import score_pages

        remark_outcome(outcome, display)
        for page in score_pages(outcome, explain=explain, verbose=verbose):
            show(page, display)
        follow_ups.show(outcome, display)
    totals = [visit.assessment.total for visit in outcome.visits]
    refused = outcome.has_problems or follow_ups.has_problems
    return ExitCode.PROBLEMS if refused or below(totals, limit) else ExitCode.DONE


@app.command(cls=Command, help=_("Score all visits in a folder: each center, the pass rate and the target."))
def batch(
    folder: FolderArgument,
    phase: PhaseOption = None,
    output: SummaryFiles = None,
    format_: Annotated[
        BatchFormat,
        typer.Option("--format", help=_("text for people, json for programs, csv for tables")),
    ] = BatchFormat.TEXT,
    rows: Annotated[
        Rows, typer.Option("--rows", help=_("what each row of csv is: a center, a visit or a finding"))
    ] = Rows.CENTERS,
    sort: Annotated[
        Sort, typer.Option("--sort", help=_("the order of the centers: as in the campaign, or by score"))
    ] = Sort.CAMPAIGN,
    as_if: AsIf = None,
    fail_under: FailUnder = None,
    require_target: Annotated[
        bool, typer.Option("--require-target", help=_("exit with 1 if a target is not met"))
    ] = False,
    follow_up: Annotated[
        bool, typer.Option("--follow-up", help=_("show what became of the findings of earlier phases"))
    ] = False,
    jobs: Jobs = None,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore batch`."""
    from aidscore.pages.not_scored import View

    display, limit = Display(color, quiet), fail_limit(fail_under)
    processes = None if jobs is None else whole_of("--jobs", jobs, MOST_JOBS)
    workspace = workspace_of(standards, campaign)
    if not os.path.isdir(existing(folder)):
        wrong_usage(_("{path} is not a folder; `aidscore score` takes files", path=folder))
    targets = output_targets(output, batch_writers(rows))
    phase = phase_of(phase, folder, workspace)
    version = None if as_if is None else versions.loaded(as_if, workspace, folder)
    edition = None if version is None else version.edition
    if version is not None and edition is None:
        remark(version.diagnostics, display)
        return ExitCode.PROBLEMS
    shown = format_ is not BatchFormat.TEXT and tells_details(f".{format_}", rows)
    told = shown or any(tells_details(path, rows) for path, _writer in targets)
    details = told or follow_up or edition is not None
    outcome = _batch_outcome(folder, phase, workspace, edition, display, details=details, jobs=processes)
    outputs = [(path, partial(writer, outcome, lang)) for path, writer in targets]
    give_files(outputs, inputs_of(workspace, outcome), display)
    if version is not None:
        remark([notice for notice in version.diagnostics if notice not in outcome.diagnostics], display)
    view = View(sort is Sort.SCORE, verbose, folder, options_of(standards, campaign))
    if format_ is BatchFormat.TEXT:
        _show_batch(outcome, display, view, follow_up=follow_up)
    else:
        _print_batch(outcome, format_, rows, display)
    totals = [center.total for one in outcome.phases for center in one.centers if center.verdict != "not-assessed"]
    missed = require_target and not targets_met(outcome)
    return ExitCode.PROBLEMS if outcome.has_problems or missed or below(totals, limit) else ExitCode.DONE


def _batch_outcome(
    folder: str,
    phase: str | None,
    workspace: Workspace,
    edition: Edition | None,
    display: Display,
    *,
    details: bool,
    jobs: int | None,
) -> Outcome:
    """The outcome of a folder; where an edition is given, as if that version had held throughout."""
    from aidscore.run.batch import batch as run_batch

    outcome = run_batch(folder, workspace, phase, with_bar(display), details=details, jobs=jobs)
    if edition is None:
        return outcome
    from aidscore.run.as_if import as_if

    return as_if(outcome, edition)


def _print_batch(outcome: Outcome, format_: BatchFormat, rows: Rows, display: Display) -> None:
    """Print the outcome of a folder for programs."""
    if format_ is BatchFormat.JSON:
        from aidscore.media.json.batch import batch_pieces

        emit_pieces(batch_pieces(outcome))
        return
    remark_outcome(outcome, display, verbose=False)
    table = b"".join(table_of(rows, outcome))
    emit(table.decode("utf-8-sig").replace("\r\n", "\n"))


def _show_batch(outcome: Outcome, display: Display, view: View, *, follow_up: bool) -> None:
    """Show the outcome of a folder to people."""
    from aidscore.pages.batch import batch_page

    remark_outcome(outcome, display, verbose=view.verbose)
    if not follow_up:
        show(batch_page(outcome, view), display)
        return
    from aidscore.follow_up.trend import trends
    from aidscore.follow_up.visits import phase_follow_ups

    compared, moved = phase_follow_ups(outcome.phases), trends(outcome.phases, outcome.campaign)
    show(batch_page(outcome, view, compared, moved), display)


@app.command(cls=Command, help=_("Print the JSON Schema of a standard, a record or a campaign, for editors."))
def schema(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help=_("standard, record or campaign"),
            autocompletion=complete_kind,
        ),
    ],
    for_: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="ID@VERSION",
            help=_("list the rules, levels and elements of this standard in the schema of a record"),
            autocompletion=complete_standard,
        ),
    ] = None,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore schema`."""
    from aidscore.media.schema import KINDS, schema_document

    if kind not in KINDS:
        wrong_usage(_("{kind} is not one of {kinds}", kind=kind, kinds=tuple(KINDS)))
    if kind != "record" and (for_ is not None or campaign is not None):
        wrong_usage(_("--for and --campaign belong to the schema of a record"))
    display, workspace = Display(Color.AUTO, False), workspace_of(standards, campaign)
    edition = None if for_ is None else versions.loaded_edition(for_, workspace, display)
    file = None if campaign is None else workspace.campaign_for(".")
    remark(() if file is None else file.diagnostics, display)
    if (for_ is not None and edition is None) or (file is not None and file.campaign is None):
        return ExitCode.PROBLEMS
    emit(schema_document(KINDS[kind], edition, file.campaign if file else None))
    return ExitCode.DONE
