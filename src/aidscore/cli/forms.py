"""The commands about the Excel scoring form: make, fill, read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from aidscore.cli.help import Command, Group
from aidscore.cli.options import (
    CampaignOption,
    Color,
    ColorOption,
    Faces,
    LanguageOption,
    QuietOption,
    StandardsOption,
    TracebackOption,
    existing,
    usage,
    workspace_of,
)
from aidscore.cli.output import emit, remark, tell, write_file
from aidscore.cli.targets import output_targets
from aidscore.cli.versions import loaded_edition
from aidscore.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aidscore.files.workspace import Workspace
    from aidscore.model.campaign import Campaign, Center
    from aidscore.model.record import Record
    from aidscore.model.standard import Edition

DONE, PROBLEMS = 0, 1
ENDING, RECORD_ENDINGS = ".xlsx", (".yaml", ".yml")

form_app = typer.Typer(cls=Group, help=_("The Excel form in which visits are written down."), no_args_is_help=True)
Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help=_("the form, an .xlsx file"))]


def join(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.add_typer(form_app, name="form")


@form_app.command("make", cls=Command, help=_("Make an empty form of a standard, or one for each center."))
def make(
    reference: Annotated[str, typer.Argument(metavar="ID@VERSION", help=_("the standard, or its file"))],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="PATH", help=_("the form, an .xlsx file; with --all a folder"))
    ],
    every: Annotated[bool, typer.Option("--all", help=_("a form for each center of the campaign"))] = False,
    center: Annotated[
        str | None, typer.Option("--center", metavar="ID", help=_("the center, filled in already"))
    ] = None,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore form make`."""
    faces, workspace = Faces(color, quiet), workspace_of(standards, campaign)
    if every and center is not None:
        usage(_("--all makes a form for every center; leave out --center"))
    targets = [] if every else _target(output)
    edition = loaded_edition(reference, workspace, faces)
    known, refused, inputs = _campaign(workspace, output if every else os.path.dirname(output), faces)
    if edition is None or refused or _is_refused(edition, None):
        return PROBLEMS
    if every:
        targets = _folder(output, known)
    if there := tuple(path for path, _name in targets if os.path.exists(path)):
        usage(_("there already, and perhaps filled in: {paths}; delete it first, or choose another name", paths=there))
    for path, name in targets:
        chosen = _center(known, name or center)
        _write(path, edition, known, [edition.source, *inputs], center=chosen)
        tell(_("written: {path}", path=path), faces)
    return DONE


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

    faces, workspace = Faces(color, quiet), workspace_of(standards, campaign)
    _target(output)
    result = score_file(existing(path), workspace)
    if not isinstance(result, Scored):
        remark(getattr(result, "diagnostics", ()), faces)
        tell(_("{path} is no record that can be filled in", path=path), Faces())
        return PROBLEMS
    remark(result.diagnostics, faces)
    record, edition = result.visit.record, result.visit.assessment.edition
    if _is_refused(edition, record):
        return PROBLEMS
    known, _refused, inputs = _campaign(workspace, os.path.dirname(path), faces)
    _write(output, edition, known, [path, edition.source, *inputs], record=record)
    tell(_("written: {path}", path=output), faces)
    return DONE


@form_app.command("read", cls=Command, help=_("Turn a filled form into a record."))
def read(
    path: Annotated[str, typer.Argument(metavar="FORM", help=_("the filled form, an .xlsx file"))],
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help=_("the record, a .yaml file; left out: it is printed")),
    ] = None,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore form read`."""
    from aidscore.read.record_writer import record_file
    from aidscore.run.one_file import Scored, score_form

    faces, workspace = Faces(color, quiet), workspace_of(standards, campaign)
    if output is not None:
        output_targets([output], dict.fromkeys(RECORD_ENDINGS))
    result = score_form(existing(path), workspace)
    remark(result.diagnostics, faces)
    if not isinstance(result, Scored):
        return PROBLEMS
    said = record_file(result.visit.record)
    if output is None:
        emit(said)
    else:
        write_file(output, said.encode(), [path, result.visit.assessment.edition.source])
        tell(_("written: {path}", path=output), faces)
    return DONE


def _target(output: str) -> list[tuple[str, str | None]]:
    """The file to write, in a folder that is there."""
    output_targets([output], {ENDING: lambda content: content})
    return [(output, None)]


def _folder(output: str, campaign: Campaign | None) -> list[tuple[str, str | None]]:
    """A file for each center, named by its id, in a folder that is made where there is none."""
    if campaign is None:
        usage(_("--all needs a campaign: name it with --campaign"))
    names = [center.id for center in campaign.participating]
    if len({name.casefold() for name in names}) < len(names):
        usage(_("ids of centers differ only in capitals; their files would be one"))
    if os.path.exists(output) and not os.path.isdir(output):
        usage(_("{path} is no folder", path=output))
    os.makedirs(output, exist_ok=True)
    return [(os.path.join(output, f"{name}{ENDING}"), name) for name in names]


def _campaign(workspace: Workspace, folder: str, faces: Faces) -> tuple[Campaign | None, bool, Sequence[str]]:
    """The campaign that was named, or that lies beside or above; whether it is refused; its file."""
    found = workspace.campaign_for(folder or ".")
    if found is None:
        return None, False, ()
    remark(found.diagnostics, faces)
    return found.campaign, found.campaign is None, (found.path,)


def _center(campaign: Campaign | None, name: str | None) -> Center | None:
    """The center that was named."""
    if name is None:
        return None
    found = campaign.center(name) if campaign else None
    if found is None or found.excluded is not None:
        usage(_("{center} is no center of the campaign that is assessed", center=name))
    return found


def _is_refused(edition: Edition, record: Record | None) -> bool:
    """Whether a form could not be exact, or not say what a record says; it is said why."""
    from aidscore.form.entries import unsayable
    from aidscore.form.formulas.units import too_fine

    reason = too_fine(edition, record) or (unsayable(record) if record else None)
    if reason is not None:
        tell(_("no form was made: {reason}", reason=reason), Faces())
    return reason is not None


def _write(
    path: str,
    edition: Edition,
    campaign: Campaign | None,
    inputs: Sequence[str],
    *,
    record: Record | None = None,
    center: Center | None = None,
) -> None:
    """Write a form."""
    from aidscore.form.drawing.workbook import form_workbook

    write_file(path, form_workbook(edition, campaign, record, center), inputs)
