"""What options name: a version, a phase, a center, a channel, a day, a number.

Where several can be meant, the choices are listed.
"""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aidscore.cli.options import wrong_usage
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.files.workspace import Workspace
    from aidscore.model.campaign import Campaign, Center
    from aidscore.model.record import Channel
    from aidscore.model.results import Outcome


def reference_of(name: str, workspace: Workspace, records: str = ".", *, newest: bool = True) -> str:
    """The `id@version` that a user means by a version, or by an id alone: the newest published version.

    A file, `id@version`, and what is not known stay as they are. Without `newest` an id alone is enough only where it
    has one version.
    """
    if "@" in name or os.path.exists(name):
        return name
    folders = dict.fromkeys((records, "."))
    known = sorted({reference for folder in folders for reference in workspace.standards.known(Path(folder))})
    versions = [reference for reference in known if reference.rpartition("@")[0] == name]
    if len(versions) > 1 and newest:
        versions = _newest(versions, workspace, records)
    meant = versions or [reference for reference in known if reference.rpartition("@")[2] == name]
    if len(meant) > 1:
        wrong_usage(_("{text} can mean several standards: {known}", text=name, known=tuple(meant)))
    return meant[0] if meant else name


def _newest(versions: list[str], workspace: Workspace, records: str) -> list[str]:
    """The published version that no other published one replaces or corrects; all versions where that is not clear."""
    loaded = {reference: workspace.standard_beside(reference, records, ".").edition for reference in versions}
    if None in loaded.values():
        return versions
    published = {name: edition for name, edition in loaded.items() if edition and not edition.standard.is_draft}
    superseded = {
        f"{edition.standard.id}@{former}"
        for edition in published.values()
        for former in (edition.standard.replaces, edition.standard.corrects)
    }
    newest = [name for name in published if name not in superseded]
    return newest if len(newest) == 1 else newest or versions


def phase_of(name: str | None, folder: str, workspace: Workspace) -> str | None:
    """The id of the phase that a user means by its id or its name; a phase that the campaign does not have is refused.

    None where none was named. The name of a campaign that is itself refused stays as it is.
    """
    if name is None:
        return None
    file = workspace.campaign_for(folder)
    if file is None:
        wrong_usage(_("--phase needs a campaign, but none was found"))
    if file.campaign is None:
        return name
    phases = file.campaign.phases
    meant = [one.id for one in phases if one.id == name] or [one.id for one in phases if one.name == name.strip()]
    if len(meant) != 1:
        known = tuple(f"{one.id} ({one.name})" for one in phases)
        wrong_usage(_("the campaign has no phase {phase}; its phases are {known}", phase=name, known=known))
    return meant[0]


def center_of(name: str, campaign: Campaign | None) -> Center:
    """The assessed center that a user means by its id or its name."""
    if campaign is None:
        wrong_usage(_("--center needs a campaign, but none was found"))
    named = campaign.named(name)
    if len(named) > 1:
        ids = tuple(center.id for center in named)
        wrong_usage(_("{text} can mean several centers: {known}", text=name, known=ids))
    if not named or named[0].excluded is not None:
        wrong_usage(_("{center} is not an assessed center of the campaign", center=name))
    return named[0]


def known_center(name: str, outcome: Outcome) -> str:
    """The id of the center of an outcome that a user means by its id or its name."""
    from aidscore.model.names import center_id
    from aidscore.wording.visits import labels_of

    labels, found = labels_of(outcome), center_id(name, outcome.campaign)
    if found not in labels:
        wrong_usage(_("no center {center} is known; the centers are {known}", center=found, known=tuple(labels)))
    return found


def channel_of(text: str) -> Channel:
    """The channel that a user means by its word in a file, English or Chinese, or as it is printed."""
    from aidscore.model.chinese import choices, word_term
    from aidscore.model.record import CHANNELS
    from aidscore.wording.codes import channel_word

    terms = {channel: word_term(channel) for channel in CHANNELS}
    found = next((channel for channel, term in terms.items() if text in (*term.forms, channel_word(channel))), None)
    if found is None:
        known = choices(terms.values())
        wrong_usage(_("{text} is not a channel; the channels are {known}", text=text, known=known))
    return found


def day_of(text: str) -> date:
    """The day that a user writes."""
    from aidscore.model.quantity import parse_date

    try:
        return parse_date(text)
    except ValueError:
        wrong_usage(_("{text} is not a date such as 2005-09-14", text=text))


def whole_of(option: str, text: str, most: int) -> int:
    """The whole number from 1 that a user gives an option."""
    number = int(text) if re.fullmatch("[0-9]{1,9}", text) else 0
    if not 1 <= number <= most:
        wrong_usage(
            _("{option} takes a whole number from 1 to {most}, not {text}", option=option, most=most, text=text)
        )
    return number
