"""Completion of values in the shell: known standards, phases and other words. Reading is done only when asked."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from aidscore.files.workspace import Workspace

FAIL_ON = ("tightening", "loosening", "restructuring", "flips", "any")
"""What --fail-on takes: effects of changes, verdicts that change, or any change."""
KINDS = ("standard", "record", "campaign")
"""The kinds of files that have a JSON Schema."""


def complete_standard(ctx: typer.Context, incomplete: str) -> list[str]:
    """The versions known here and beside the records, as `id@version`, and files of standards."""
    workspace = _workspace(ctx.params)
    known = {name for folder in (".", _folder(ctx)) for name in workspace.standards.known(Path(folder))}
    return [*_beginning(known, incomplete), *_files(incomplete)]


def complete_version(ctx: typer.Context, incomplete: str) -> list[str]:
    """The known versions of the standard that the command names."""
    wanted = (_argument(ctx, "reference") or "").partition("@")[0]
    known = (name.split("@", 1) for name in _workspace(ctx.params).standards.known(Path(".")))
    return _beginning((version for name, version in known if name == wanted), incomplete)


def complete_phase(ctx: typer.Context, incomplete: str) -> list[str]:
    """The phases of the campaign of the records."""
    found = _workspace(ctx.params).campaign_for(_folder(ctx))
    phases = found.campaign.phases if found and found.campaign else ()
    return _beginning((phase.id for phase in phases), incomplete)


def complete_center(ctx: typer.Context, incomplete: str) -> list[str]:
    """The participating centers of the campaign."""
    found = _workspace(ctx.params).campaign_for(".")
    centers = found.campaign.participating if found and found.campaign else ()
    return _beginning((center.id for center in centers), incomplete)


def complete_channel(incomplete: str) -> list[str]:
    """The channels."""
    from aidscore.wording.codes import CHANNEL_WORDS

    return _beginning(CHANNEL_WORDS, incomplete)


def complete_fail_on(incomplete: str) -> list[str]:
    """The words of --fail-on; several are separated by commas, and the last one is completed."""
    before, comma, last = incomplete.rpartition(",")
    chosen = before.split(",") if comma else []
    return [f"{before}{comma}{word}" for word in FAIL_ON if word.startswith(last) and word not in chosen]


def complete_kind(incomplete: str) -> list[str]:
    """The kinds of files that have a JSON Schema."""
    return _beginning(KINDS, incomplete)


def _argument(ctx: typer.Context, name: str) -> str | None:
    """The first argument of the command; before the value of an option is typed it has no name yet."""
    return ctx.params.get(name) or next(iter(ctx.args), None)


def _folder(ctx: typer.Context) -> str:
    """The folder of the records, or else the current one."""
    return ctx.params.get("records") or _argument(ctx, "folder") or "."


def _workspace(parameters: Mapping[str, object]) -> Workspace:
    """What the options typed so far name; a folder or file that is not there is left out."""
    from aidscore.files.standards import Standards
    from aidscore.files.workspace import Workspace

    named, campaign = parameters.get("standards"), parameters.get("campaign")
    folders = [path for path in named if os.path.isdir(path)] if isinstance(named, list | tuple) else []
    file = campaign if isinstance(campaign, str) and os.path.isfile(campaign) else None
    return Workspace(Standards(tuple(Path(folder) for folder in folders)), file)


def _beginning(words: Iterable[str], incomplete: str) -> list[str]:
    """The words that begin with what was typed, sorted, each once."""
    return sorted({word for word in words if word.startswith(incomplete)})


def _files(incomplete: str) -> list[str]:
    """Folders and YAML files that begin with what was typed, once a letter or more of a path was."""
    if not incomplete:
        return []
    found = sorted(glob.glob(glob.escape(incomplete) + "*"))
    folders = [f"{path}{os.sep}" for path in found if os.path.isdir(path)]
    return folders + [path for path in found if path.lower().endswith((".yaml", ".yml"))]
