"""The commands about the Excel scoring form: make, fill, read."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from aidscore.cli.completion import complete_standard
from aidscore.cli.exit_codes import ExitCode
from aidscore.cli.file_names import file_names
from aidscore.cli.form_beginning import (
    MOST_ROWS,
    AfterOption,
    CenterOption,
    ChannelOption,
    DateOption,
    EveryOption,
    FormsOutput,
    RowsOption,
    beginning_of,
    only_without_all,
)
from aidscore.cli.help import Command, Group
from aidscore.cli.inputs import inputs_of
from aidscore.cli.named import center_of, whole_of
from aidscore.cli.options import (
    CampaignOption,
    Color,
    ColorOption,
    Display,
    LanguageOption,
    QuietOption,
    StandardsOption,
    TracebackOption,
    existing,
    workspace_of,
    wrong_usage,
)
from aidscore.cli.output import emit, remark, tell
from aidscore.cli.output_files import give_files
from aidscore.cli.targets import output_targets
from aidscore.cli.versions import loaded_edition
from aidscore.words import _, plural, speaking, spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from aidscore.files.workspace import Workspace
    from aidscore.form.beginning import Beginning
    from aidscore.model.campaign import Campaign
    from aidscore.model.record import Record
    from aidscore.model.standard import Edition

ENDING, RECORD_ENDINGS = ".xlsx", (".yaml", ".yml")
MOST_NAMED = 10
"""The limit on files that one sentence names."""

form_app = typer.Typer(cls=Group, help=_("Make, fill in and read the Excel scoring form."), no_args_is_help=True)
Output = Annotated[
    str,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=_("the form to write, a .xlsx file"),
    ),
]


@form_app.callback()
def common(lang: LanguageOption = None) -> None:
    """The options before the command; the language was set before they are read."""


def join(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(form_app, name="form")


@form_app.command("make", cls=Command, help=_("Make an empty form for a standard, or one for each center."))
def make(
    reference: Annotated[
        str,
        typer.Argument(
            metavar="ID@VERSION", help=_("the standard as id@version, or its file"), autocompletion=complete_standard
        ),
    ],
    output: FormsOutput,
    every: EveryOption = False,
    center: CenterOption = None,
    channel: ChannelOption = None,
    day: DateOption = None,
    after: AfterOption = None,
    rows: RowsOption = "1",
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore form make`."""
    display, workspace, least = (
        Display(color, quiet),
        workspace_of(standards, campaign),
        whole_of("--rows", rows, MOST_ROWS),
    )
    if every:
        only_without_all({"--center": center, "--after": after})
    targets = [] if every else _target(output)
    edition = loaded_edition(reference, workspace, display)
    known, refused = _campaign(workspace, output if every else os.path.dirname(output), display)
    if edition is None or refused or _is_refused(edition, None):
        return ExitCode.PROBLEMS
    beginning = beginning_of(edition, known, display, workspace, center=center, channel=channel, day=day, after=after)
    if beginning is None:
        return ExitCode.PROBLEMS
    if every:
        targets = _folder(output, known, edition)
    if there := tuple(path for path, _name in targets if os.path.exists(path)):
        _keep(there, every=every)
    forms = [(path, _form(edition, known, _of_center(beginning, known, name), least)) for path, name in targets]
    give_files(forms, inputs_of(workspace, None, edition.source, *([after] if after else [])), display)
    return ExitCode.DONE


@form_app.command("fill", cls=Command, help=_("Turn a record into a filled form."))
def fill(
    path: Annotated[str, typer.Argument(metavar="RECORD", help=_("the record, a YAML file"))],
    output: Output,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore form fill`."""
    from aidscore.run.one_file import Scored, score_file

    display, workspace = Display(color, quiet), workspace_of(standards, campaign)
    _target(output)
    result = score_file(existing(path), workspace)
    if not isinstance(result, Scored):
        remark(getattr(result, "diagnostics", ()), display)
        tell(_("{path} is not a record that can be turned into a form", path=path), Display())
        return ExitCode.PROBLEMS
    remark(result.diagnostics, display)
    recorded = result.visit.as_recorded
    record, edition = recorded.record, recorded.assessment.edition
    if _is_refused(edition, record):
        return ExitCode.PROBLEMS
    known, _refused = _campaign(workspace, os.path.dirname(path), display)
    made = _filled_form(edition, known, record)
    give_files([(output, made)], inputs_of(workspace, None, path, edition.source), display)
    return ExitCode.DONE


@form_app.command("read", cls=Command, help=_("Turn a filled form into a record in the language in use."))
def read(
    path: Annotated[str, typer.Argument(metavar="FORM", help=_("the filled form, a .xlsx file"))],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=_("the record to write, a .yaml file; without it, the record is printed"),
        ),
    ] = None,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore form read`."""
    from aidscore.run.one_file import Scored, score_form

    display, workspace = Display(color, quiet), workspace_of(standards, campaign)
    if output is not None:
        output_targets([output], dict.fromkeys(RECORD_ENDINGS))
    result = score_form(existing(path), workspace)
    remark(result.diagnostics, display)
    if not isinstance(result, Scored):
        return ExitCode.PROBLEMS
    visit = result.visit.as_recorded
    record = _record_text(visit.record, visit.assessment.edition)
    if output is None:
        emit(record)
    else:
        workspace.campaign_for(os.path.dirname(path) or ".")
        inputs = inputs_of(workspace, None, path, visit.assessment.edition.source)
        give_files([(output, record.encode)], inputs, display)
    return ExitCode.DONE


def _record_text(record: Record, edition: Edition) -> str:
    """The text of a record in the language in use: keys, closed words, and in Chinese the labels of elements."""
    from aidscore.model.names import record_by_labels
    from aidscore.read.record_writer import record_file

    return record_file(record_by_labels(record, edition) if spoken() == "zh" else record)


def _target(output: str) -> list[tuple[str, str | None]]:
    """The file to write, in a folder that is there."""
    output_targets([output], {ENDING: lambda content: content})
    return [(output, None)]


def _folder(output: str, campaign: Campaign | None, edition: Edition) -> list[tuple[str, str | None]]:
    """A file for each center, with its name, in a folder that is made where there is none."""
    from aidscore.form.columns import sheet_names

    if campaign is None:
        wrong_usage(_("--all needs a campaign; name it with --campaign"))
    with speaking(edition.standard.language):
        form = sheet_names()["scores"]
    names = file_names({center.id: f"{center.name}-{form}" for center in campaign.participating})
    if os.path.exists(output) and not os.path.isdir(output):
        wrong_usage(_("{path} is not a folder", path=output))
    os.makedirs(output, exist_ok=True)
    return [(os.path.join(output, f"{name}{ENDING}"), id_) for id_, name in names.items()]


def _keep(there: tuple[str, ...], *, every: bool) -> NoReturn:
    """Refuse to write over forms that exist: somebody may have filled them in."""
    if not every:
        text = _("{path} exists already and may be filled in; nothing was written", path=there[0])
        wrong_usage(text + "\n" + _("Name another file with --output, or move the form away first."))
    lines = [f"  {path}" for path in there[:MOST_NAMED]]
    if len(there) > MOST_NAMED:
        lines.append(f"  {_('and {n} more', n=len(there) - MOST_NAMED)}")
    text = plural(
        "{n} form exists already and may be filled in; nothing was written:",
        "{n} forms exist already and may be filled in; nothing was written:",
        len(there),
    )
    advice = _("Name another folder with --output, or move these forms away first.")
    wrong_usage("\n".join([text, *lines, advice]))


def _campaign(workspace: Workspace, folder: str, display: Display) -> tuple[Campaign | None, bool]:
    """The campaign that was named, or that lies beside or above; and whether it is refused."""
    found = workspace.campaign_for(folder or ".")
    if found is None:
        return None, False
    remark(found.diagnostics, display)
    return found.campaign, found.campaign is None


def _is_refused(edition: Edition, record: Record | None) -> bool:
    """Whether a form could not be exact, or not say what a record says; it is said why."""
    from aidscore.form.entries import unsayable
    from aidscore.form.formulas.units import too_fine

    reason = too_fine(edition, record) or (unsayable(record) if record else None)
    if reason is not None:
        tell(_("no form was made: {reason}", reason=reason), Display())
    return reason is not None


def _of_center(beginning: Beginning, campaign: Campaign | None, name: str | None) -> Beginning:
    """The same for one of all centers."""
    return beginning if name is None else replace(beginning, center=center_of(name, campaign))


def _form(edition: Edition, campaign: Campaign | None, beginning: Beginning, rows: int) -> Callable[[], bytes]:
    """What makes an empty form, when it is to be written."""
    from aidscore.form.drawing.workbook import form_workbook

    return partial(form_workbook, edition, campaign, None, beginning, rows)


def _filled_form(edition: Edition, campaign: Campaign | None, record: Record) -> Callable[[], bytes]:
    """What makes a form of a record, when it is to be written."""
    from aidscore.form.drawing.workbook import form_workbook

    return partial(form_workbook, edition, campaign, record)
