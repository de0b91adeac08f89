"""The command `aidscore plan`: what rectifying findings is worth, and the fewest that bring a pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from aidscore.cli.completion import complete_center
from aidscore.cli.exit_codes import ExitCode
from aidscore.cli.help import Command
from aidscore.cli.inputs import inputs_of
from aidscore.cli.named import known_center, phase_of
from aidscore.cli.options import (
    CampaignOption,
    Color,
    ColorOption,
    Display,
    FolderArgument,
    Format,
    FormatOption,
    LanguageOption,
    PageFilesOption,
    PhaseOption,
    QuietOption,
    StandardsOption,
    TracebackOption,
    existing_folder,
    options_of,
    workspace_of,
)
from aidscore.cli.output import remark_outcome, remark_refused, with_bar
from aidscore.cli.targets import PAGE_WRITERS, Shown, output_targets, print_shown, write_shown
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.model.results import Outcome

OneCenter = Annotated[
    str | None,
    typer.Option(
        "--center",
        metavar="CENTER",
        help=_("only this center, with every finding"),
        autocompletion=complete_center,
    ),
]


def join(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(cls=Command, help=_("Compute what each finding is worth, and the fewest to rectify for a pass."))(plan)


def plan(
    folder: FolderArgument,
    center: OneCenter = None,
    phase: PhaseOption = None,
    output: PageFilesOption = None,
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
    targets = output_targets(output, PAGE_WRITERS)
    phase = phase_of(phase, existing_folder(folder), workspace)
    outcome = batch(folder, workspace, phase, with_bar(display))
    shown = _shown(outcome, center)
    write_shown(shown, targets, inputs_of(workspace, outcome), display)
    remark_outcome(outcome, display, verbose=False)
    print_shown(shown, format_, display)
    remark_refused(outcome, folder, options_of(standards, campaign), display)
    return ExitCode.PROBLEMS if outcome.has_problems else ExitCode.DONE


def _shown(outcome: Outcome, center: str | None) -> Shown:
    """The plans of an outcome as a page and as a document."""
    from aidscore.media.json.plan import plan_document
    from aidscore.pages.plan import plan_page
    from aidscore.rectification.phase import phase_plan
    from aidscore.wording.phases import campaign_title
    from aidscore.wording.visits import labels_of

    labels = labels_of(outcome)
    center = None if center is None else known_center(center, outcome)
    plans = [phase_plan(phase) for phase in outcome.phases]
    identity = outcome.campaign.id if outcome.campaign else None
    return Shown([plan_page(campaign_title(outcome), plans, labels, center)], plan_document(identity, plans, center))
