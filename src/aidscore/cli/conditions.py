"""Conditions that options set for a result: if one is not met, the exit code is 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aidscore.cli.options import wrong_usage
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.files.workspace import Workspace
    from aidscore.model.quantity import Number
    from aidscore.model.results import Outcome


def fail_limit(text: str | None) -> Number | None:
    """The number of --fail-under."""
    from aidscore.model.quantity import parse_decimal

    if text is None:
        return None
    try:
        return parse_decimal(text)
    except ValueError:
        wrong_usage(_("--fail-under takes a number such as 90 or 89.5, not {text}", text=text))


def number_of_jobs(text: str | None) -> int | None:
    """The number of --jobs; None where it is left to the program."""
    if text is None:
        return None
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        wrong_usage(_("{option} takes a whole number from 1, not {text}", option="--jobs", text=text))
    return int(text)


def below(totals: Iterable[Number | None], limit: Number | None) -> bool:
    """Whether a result is below the limit, or there is none."""
    return limit is not None and any(total is None or total < limit for total in totals)


def targets_met(outcome: Outcome) -> bool:
    """Whether there is a target and every target is met."""
    targets = [phase.target for phase in outcome.phases if phase.target is not None]
    return bool(targets) and all(target.met for target in targets)


def check_phase(phase: str | None, folder: str, workspace: Workspace) -> None:
    """Refuse a phase that the campaign does not have."""
    if phase is None:
        return
    file = workspace.campaign_for(folder)
    if file is None:
        wrong_usage(_("--phase needs a campaign, but none was found"))
    known = [one.id for one in file.campaign.phases] if file.campaign else [phase]
    if phase not in known:
        wrong_usage(_("the campaign has no phase {phase}; its phases are {known}", phase=phase, known=tuple(known)))
