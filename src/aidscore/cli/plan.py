"""The command `aidscore plan`: what rectifying findings is worth, and the fewest that bring a pass."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from aidscore.cli.completion import complete_center, complete_phase
from aidscore.cli.conditions import check_phase
from aidscore.cli.exit_codes import ExitCode
from aidscore.cli.help import Command
from aidscore.cli.inputs import inputs_of
from aidscore.cli.options import (
    CampaignOption,
    Color,
    ColorOption,
    Display,
    Format,
    FormatOption,
    LanguageOption,
    QuietOption,
    StandardsOption,
    TracebackOption,
    existing,
    workspace_of,
    wrong_usage,
)
from aidscore.cli.output import emit, remark_outcome, show, with_bar
from aidscore.cli.output_files import give_files
from aidscore.cli.targets import PAGE_WRITERS, Shown, output_targets
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.model.results import Outcome

Folder = Annotated[
    str, typer.Argument(metavar="FOLDER", help=_("the folder of the records; its subfolders are read too"))
]
OnePhase = Annotated[
    str | None,
    typer.Option("--phase", metavar="PHASE", help=_("only this phase of the campaign"), autocompletion=complete_phase),
]
OneCenter = Annotated[
    str | None,
    typer.Option(
        "--center",
        metavar="CENTER",
        help=_("only this center, with every finding"),
        autocompletion=complete_center,
    ),
]
Outputs = Annotated[
    list[str] | None,
    typer.Option("--output", "-o", metavar="FILE", help=_("write a .html, .md, .xlsx or .json file; may be repeated")),
]


def join(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(cls=Command, help=_("Compute what each finding is worth, and the fewest to rectify for a pass."))(plan)


def plan(
    folder: Folder,
    center: OneCenter = None,
    phase: OnePhase = None,
    output: Outputs = None,
    format_: FormatOption = Format.TEXT,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore plan`."""
    from aidscore.run.batch import batch

    display, workspace = Display(color, quiet), workspace_of(standards, campaign)
    if not os.path.isdir(existing(folder)):
        wrong_usage(_("{path} is not a folder", path=folder))
    targets = output_targets(output, PAGE_WRITERS)
    check_phase(phase, folder, workspace)
    outcome = batch(folder, workspace, phase, with_bar(display))
    shown = _shown(outcome, center)
    outputs = [(path, partial(writer, shown)) for path, writer in targets]
    give_files(outputs, inputs_of(workspace, outcome), display)
    remark_outcome(outcome, display)
    if format_ is Format.JSON:
        emit(shown.document)
    else:
        for page in shown.pages:
            show(page, display)
    return ExitCode.PROBLEMS if outcome.has_problems else ExitCode.DONE


def _shown(outcome: Outcome, center: str | None) -> Shown:
    """The plans of an outcome as a page and as a document."""
    from aidscore.media.json.plan import plan_document
    from aidscore.pages.plan import plan_page
    from aidscore.rectification.phase import phase_plan
    from aidscore.wording.visits import labels_of

    labels = labels_of(outcome)
    if center is not None and center not in labels:
        wrong_usage(_("no center {center} is known; the centers are {known}", center=center, known=tuple(labels)))
    plans = [phase_plan(phase) for phase in outcome.phases]
    title = outcome.campaign.title if outcome.campaign else _("No campaign: the centers seen are the denominator")
    identity = outcome.campaign.id if outcome.campaign else None
    return Shown([plan_page(title, plans, labels, center)], plan_document(identity, plans, center))
