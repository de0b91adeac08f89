"""What the options of `form make` fill in before a visit: center, channel, date, and what was found last time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from aidscore.cli.completion import complete_center, complete_channel
from aidscore.cli.named import center_of, channel_of, day_of
from aidscore.cli.options import Display, existing, wrong_usage
from aidscore.cli.output import remark, tell
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.files.workspace import Workspace
    from aidscore.form.beginning import Beginning
    from aidscore.model.campaign import Campaign
    from aidscore.model.results import Visit
    from aidscore.model.standard import Edition


MOST_ROWS = 50
"""The most rows of a rule that a form is made with."""
FormsOutput = Annotated[
    str,
    typer.Option("--output", "-o", metavar="PATH", help=_("the form to write, a .xlsx file; with --all, a folder")),
]
EveryOption = Annotated[bool, typer.Option("--all", help=_("make a form for each center of the campaign"))]
CenterOption = Annotated[
    str | None,
    typer.Option(
        "--center",
        metavar="CENTER",
        help=_("the center to fill in, by id or name"),
        autocompletion=complete_center,
    ),
]
ChannelOption = Annotated[
    str | None,
    typer.Option("--channel", metavar="CHANNEL", help=_("the channel to fill in"), autocompletion=complete_channel),
]
DateOption = Annotated[str | None, typer.Option("--date", metavar="DATE", help=_("the date of the visit to fill in"))]
AfterOption = Annotated[
    str | None,
    typer.Option(
        "--after", metavar="VISIT", help=_("an earlier visit, record or form: show at each rule what it found")
    ),
]
RowsOption = Annotated[
    str, typer.Option("--rows", metavar="N", help=_("at least this many rows for rules with several findings"))
]


def only_without_all(given: Mapping[str, str | None]) -> None:
    """Refuse options that are about one center beside --all."""
    for option, value in given.items():
        if value is not None:
            wrong_usage(_("--all makes a form for every center and cannot be combined with {option}", option=option))


def beginning_of(
    edition: Edition,
    campaign: Campaign | None,
    display: Display,
    workspace: Workspace,
    *,
    center: str | None,
    channel: str | None,
    day: str | None,
    after: str | None,
) -> Beginning | None:
    """What is filled in before the visit; None where the earlier visit has problems, which are told."""
    from aidscore.form.beginning import Beginning
    from aidscore.model.campaign import Center

    earlier = None if after is None else _earlier(after, edition, workspace, display)
    if after is not None and earlier is None:
        return None
    inspected = None if center is None else center_of(center, campaign)
    if earlier is not None:
        if inspected is not None and inspected.id != earlier.record.center:
            wrong_usage(_("{path} is a visit to another center", path=after))
        known = earlier.record.center
        inspected = campaign.center(known) if campaign else Center(known, known)
        channel = channel or "follow-up"
    named = None if channel is None else channel_of(channel)
    return Beginning(inspected, named, _day(day, edition), earlier)


def _earlier(path: str, edition: Edition, workspace: Workspace, display: Display) -> Visit | None:
    """The visit that a form follows; None where it has problems."""
    from aidscore.run.one_file import Scored, score_file

    result = score_file(existing(path), workspace)
    remark(getattr(result, "diagnostics", ()), display)
    if not isinstance(result, Scored):
        tell(_("{path} is not a visit that a form can follow", path=path), Display())
        return None
    if result.visit.assessment.edition.reference != edition.reference:
        reference = result.visit.assessment.edition.reference
        wrong_usage(
            _("{path} is a visit by {reference}: make the form for that version", path=path, reference=reference)
        )
    return result.visit


def _day(written: str | None, edition: Edition) -> date | None:
    """The day that was named, on which the standard has to be in effect."""
    if written is None:
        return None
    day = day_of(written)
    if day not in edition.standard.effective:
        period = edition.standard.effective
        wrong_usage(_("{reference} is in effect {period}", reference=edition.reference, period=period))
    return day
