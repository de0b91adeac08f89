"""The commands that write files to begin with: new record, new campaign, new standard, standard revise."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aidscore.cli.completion import complete_center, complete_standard
from aidscore.cli.exit_codes import ExitCode
from aidscore.cli.help import Command, Group
from aidscore.cli.named import center_of, channel_of, day_of, reference_of
from aidscore.cli.options import (
    CampaignOption,
    Color,
    ColorOption,
    Display,
    LanguageOption,
    QuietOption,
    StandardsOption,
    TracebackOption,
    workspace_of,
    wrong_usage,
)
from aidscore.cli.output import emit, remark, tell
from aidscore.cli.output_files import write_file
from aidscore.cli.versions import Reference, loaded, loaded_edition, standard_app
from aidscore.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidscore.diagnostics.message import Diagnostic
    from aidscore.files.workspace import Workspace
    from aidscore.model.campaign import Campaign, Phase
    from aidscore.model.record import Channel
    from aidscore.model.standard import Edition

new_app = typer.Typer(cls=Group, help=_("Write a commented file to begin with."), no_args_is_help=True)

RECORD_FILE, CAMPAIGN_FILE, STANDARD_FILE = "record.yaml", "campaign.yaml", "standards/standard/1.0.yaml"


@new_app.callback()
def common(lang: LanguageOption = None) -> None:
    """The options before the command; the language was set before they are read."""


def join(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(new_app, name="new")


StandardChoice = Annotated[
    str | None,
    typer.Option(
        "--standard",
        metavar="ID@VERSION",
        help=_("the standard; default: that of the campaign on this day, or the newest one"),
        autocompletion=complete_standard,
    ),
]
NewPath = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help=_("the file to write"))]


@new_app.command("record", cls=Command, help=_("Write a record with every clause of its standard as a comment."))
def new_record(
    output: NewPath = None,
    standard: StandardChoice = None,
    center: Annotated[
        str | None,
        typer.Option(
            "--center", metavar="CENTER", help=_("the center, by its id or its name"), autocompletion=complete_center
        ),
    ] = None,
    channel: Annotated[str | None, typer.Option("--channel", metavar="CHANNEL", help=_("how it is inspected"))] = None,
    day: Annotated[str | None, typer.Option("--date", metavar="DATE", help=_("the day of the visit"))] = None,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore new record`."""
    from aidscore.beginnings.record import Visit, record_beginning

    display, workspace = Display(color, quiet), workspace_of(standards, campaign)
    path = free_path(RECORD_FILE if output is None else output)
    known, is_refused = _campaign(path, workspace, display)
    wanted = None if day is None else day_of(day)
    edition = _edition(standard, known, wanted, path, workspace, display)
    if edition is None or is_refused:
        return ExitCode.PROBLEMS
    when = wanted or _likely_day(edition, known)
    phase = known.phase_on(when) if known else None
    visit = Visit(_center(center, known), _channel(channel, phase), when)
    return _write(path, record_beginning(edition, known, visit), workspace, display)


@new_app.command("campaign", cls=Command, help=_("Write a campaign with two centers and one phase."))
def new_campaign(
    output: NewPath = None,
    standard: StandardChoice = None,
    standards: StandardsOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore new campaign`."""
    from aidscore.beginnings.templates import campaign_beginning

    display, workspace = Display(color, quiet), workspace_of(standards)
    path = free_path(CAMPAIGN_FILE if output is None else output)
    edition = _edition(standard, None, None, path, workspace, display)
    if edition is None:
        return ExitCode.PROBLEMS
    return _write(path, campaign_beginning(edition.standard), workspace, display)


@new_app.command("standard", cls=Command, help=_("Write a draft of a standard with a rule of each kind."))
def new_standard(
    output: NewPath = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore new standard`."""
    from aidscore.beginnings.templates import standard_beginning

    path = free_path(STANDARD_FILE if output is None else output)
    place = Path(path).absolute()
    if place.parent.parent.name == "standards":
        text = standard_beginning(place.parent.name, place.stem, _today())
    else:
        text = standard_beginning(place.stem, "1.0", _today())
    return _write(path, text, workspace_of(None), Display(color, quiet))


@standard_app.command("revise", cls=Command, help=_("Copy a version as a draft of the next one, with its comments."))
def revise(
    reference: Reference,
    version: Annotated[str, typer.Argument(metavar="NEW", help=_("the new version, for example 1.2"))],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=_("the file to write; default: in standards/, named by id and version"),
        ),
    ] = None,
    standards: StandardsOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore standard revise`."""
    from aidscore.beginnings.revision import first_day, revision_beginning
    from aidscore.model.field import ID_PATTERN

    display, workspace = Display(color, quiet), workspace_of(standards)
    found = loaded(reference, workspace)
    if found.edition is None or found.document is None:
        remark(found.diagnostics, display)
        return ExitCode.PROBLEMS
    if not re.fullmatch(ID_PATTERN, version):
        wrong_usage(_("{text} is not a version such as 1.2", text=version))
    standard = found.edition.standard
    path = free_path(os.path.join("standards", standard.id, f"{version}.yaml") if output is None else output)
    start = first_day(standard.effective, _today())
    if start is None:
        tell(
            _("no version can follow {reference}: it is in effect to the last day there is", reference=reference),
            Display(),
        )
        return ExitCode.PROBLEMS
    text = revision_beginning(found.document, version, start)
    if text is None:
        tell(
            _(
                "{path} cannot be revised line by line: give every key at the margin a line of its own",
                path=found.document.path,
            ),
            Display(),
        )
        return ExitCode.PROBLEMS
    return _write(path, text, workspace, display)


def _today() -> date:
    """The day it is where the user is."""
    return date.today()


def free_path(path: str) -> str:
    """A path at which nothing is: an existing file is never overwritten."""
    if not path:
        wrong_usage(_("a path is empty"))
    if path.endswith(("/", os.sep)):
        wrong_usage(_("{path} is a folder", path=path))
    if os.path.lexists(path):
        wrong_usage(_("{path} already exists; choose another name with -o", path=path))
    return path


def _write(path: str, text: str, workspace: Workspace, display: Display) -> int:
    """Write a file that is valid as it is; one that would not be is not written, and it is said why."""
    from aidscore.diagnostics.message import has_errors

    content = text.encode("utf-8", "surrogateescape")
    found = _diagnostics(path, content, workspace)
    remark(found, display)
    if has_errors(tuple(found)):
        tell(_("{path} was not written: it would not be valid", path=path), Display())
        return ExitCode.PROBLEMS
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    write_file(path, content)
    emit(_("written: {path}", path=path))
    return ExitCode.DONE


def _diagnostics(path: str, content: bytes, workspace: Workspace) -> Sequence[Diagnostic]:
    """The diagnostics of a file with this content at this path."""
    from aidscore.files.campaign import load_campaign
    from aidscore.files.document import read_document
    from aidscore.model.record import Record
    from aidscore.model.standard import Standard
    from aidscore.run.one_file import score_record

    document = read_document(path, content)
    if isinstance(document.content, Record):
        return score_record(document, document.content, workspace).diagnostics
    if isinstance(document.content, Standard):
        return workspace.standards.load_in_place(document).diagnostics
    return load_campaign(document, workspace.standards).diagnostics


def _campaign(path: str, workspace: Workspace, display: Display) -> tuple[Campaign | None, bool]:
    """The campaign of a record at a path, and whether it is refused."""
    file = workspace.campaign_for(os.path.dirname(path) or ".")
    if file is None:
        return None, False
    if file.campaign is None:
        remark(file.diagnostics, display)
    return file.campaign, file.campaign is None


def _edition(
    name: str | None, campaign: Campaign | None, day: date | None, path: str, workspace: Workspace, display: Display
) -> Edition | None:
    """The standard that was named, that of the campaign's phase, or the newest one of the only id that is known."""
    folder = os.path.dirname(path) or "."
    if name is None and campaign is not None:
        phases = [phase for phase in campaign.phases if phase.standard and (day is None or day in phase)]
        name = next((phase.standard for phase in phases), None)
    if name is None:
        ids = sorted({reference.partition("@")[0] for reference in workspace.standards.known(Path(folder))})
        if len(ids) != 1:
            wrong_usage(_("--standard is needed; the known standards are {known}", known=tuple(ids)))
        name = ids[0]
    return loaded_edition(reference_of(name, workspace, folder), workspace, display, folder)


def _likely_day(edition: Edition, campaign: Campaign | None) -> date:
    """Today where a visit by this standard could be today, else the first day on which one could be."""
    today = _today()
    period = edition.standard.effective
    spans = [(period.start, period.end or date.max)]
    if campaign is not None:
        spans = [(phase.start, phase.end) for phase in campaign.phases if phase.standard == edition.reference] or spans
    inside = [today for start, end in spans if start <= today <= end and today in period]
    return (inside or [max(spans[0][0], period.start)])[0]


def _channel(text: str | None, phase: Phase | None) -> Channel:
    """The channel that an option names, or the first that counts."""
    from aidscore.model.record import CHANNELS

    if text is not None:
        return channel_of(text)
    return phase.counting[0] if phase else CHANNELS[0]


def _center(name: str | None, campaign: Campaign | None) -> str:
    """The center as the record names it: by its name in Chinese where only one has it, else by its id."""
    from aidscore.words import spoken

    if campaign is None:
        return name or "center"
    center = campaign.participating[0] if name is None else center_of(name, campaign)
    return center.name if spoken() == "zh" and campaign.named(center.name) == (center,) else center.id
