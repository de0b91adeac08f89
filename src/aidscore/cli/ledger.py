"""The command `aidscore ledger`: every finding of a campaign, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
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
    PhaseOption,
    QuietOption,
    StandardsOption,
    TracebackOption,
    existing_folder,
    options_of,
    workspace_of,
)
from aidscore.cli.output import remark_outcome, remark_refused, with_bar
from aidscore.cli.output_files import Content, give_files
from aidscore.cli.targets import PAGE_WRITERS, Shown, output_targets, print_shown
from aidscore.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aidscore.model.follow_up import Ledger
    from aidscore.model.results import Outcome

LedgerFiles = Annotated[
    list[str] | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help=_("write a .xlsx, .csv, .html, .md or .json file; may be repeated")
    ),
]
OneCenter = Annotated[
    str | None,
    typer.Option("--center", metavar="CENTER", help=_("only this center"), autocompletion=complete_center),
]
OpenOnly = Annotated[bool, typer.Option("--open", help=_("only what is not known to be corrected"))]


def join(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(cls=Command, help=_("List every finding of a campaign, and what became of it up to the last visit."))(
        ledger
    )


def ledger(
    folder: FolderArgument,
    center: OneCenter = None,
    phase: PhaseOption = None,
    open_: OpenOnly = False,
    output: LedgerFiles = None,
    format_: FormatOption = Format.TEXT,
    standards: StandardsOption = None,
    campaign: CampaignOption = None,
    lang: LanguageOption = None,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    traceback: TracebackOption = False,
) -> int:
    """`aidscore ledger`."""
    from aidscore.follow_up.ledger import ledger_of
    from aidscore.run.batch import batch

    display, workspace = Display(color, quiet), workspace_of(standards, campaign)
    targets = output_targets(output, WRITERS)
    phase = phase_of(phase, existing_folder(folder), workspace)
    outcome = batch(folder, workspace, None, with_bar(display))
    center = None if center is None else known_center(center, outcome)
    found = _chosen(ledger_of(outcome), center, phase, open_only=open_)
    outputs = [(path, partial(writer, outcome, found)) for path, writer in targets]
    give_files(outputs, inputs_of(workspace, outcome), display)
    remark_outcome(outcome, display, verbose=False)
    print_shown(_shown(outcome, found), format_, display)
    remark_refused(outcome, folder, options_of(standards, campaign), display)
    return ExitCode.PROBLEMS if outcome.has_problems else ExitCode.DONE


def _chosen(ledger: Ledger, center: str | None, phase: str | None, *, open_only: bool) -> Ledger:
    """The rows of a ledger that were asked for; what became of them was seen in all phases."""
    rows = tuple(
        row
        for row in ledger.rows
        if center in (None, row.center.id)
        and phase in (None, row.phase.phase.id if row.phase.phase else None)
        and not (open_only and row.state == "corrected")
    )
    return replace(ledger, rows=rows)


def _shown(outcome: Outcome, ledger: Ledger) -> Shown:
    """A ledger as a page and as a document."""
    from aidscore.media.json.ledger import ledger_document
    from aidscore.pages.ledger import ledger_page

    identity = outcome.campaign.id if outcome.campaign else None
    return Shown([ledger_page(outcome, ledger)], ledger_document(identity, ledger))


def _workbook(outcome: Outcome, ledger: Ledger) -> Content:
    """The ledger as a workbook."""
    from aidscore.media.workbook import workbook
    from aidscore.pages.ledger import ledger_book

    return workbook(ledger_book(outcome, ledger))


def _csv(outcome: Outcome, ledger: Ledger) -> Content:
    """The findings of a ledger as CSV."""
    from aidscore.media.csv import document
    from aidscore.pages.ledger import ledger_table

    table = ledger_table(outcome, ledger)
    return document([column.title for column in table.columns], table.rows)


def _page(ending: str, outcome: Outcome, ledger: Ledger) -> Content:
    """The ledger in a format of pages."""
    return PAGE_WRITERS[ending](_shown(outcome, ledger))


WRITERS: Mapping[str, Callable[[Outcome, Ledger], Content]] = {
    ".xlsx": _workbook,
    ".csv": _csv,
    **{ending: partial(_page, ending) for ending in (".html", ".md", ".json")},
}
