"""What a result rests on: every file that was found, the campaign, the standards in use (spec, section 17)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from aidscore.files.standards import shipped_folder
from aidscore.files.workspace import Workspace
from aidscore.model.results import OTHER_PHASE, Ignored, Input, Options, Outcome
from aidscore.model.standard import Edition
from aidscore.run.one_file import A_CAMPAIGN, A_STANDARD
from aidscore.xlsx.kinds import is_named_workbook

SHIPPED = "aidscore:"
"""The beginning of the path of a file that comes with the program, wherever that is installed."""


def with_edition(outcome: Outcome, edition: Edition) -> Outcome:
    """An outcome that rests on an edition besides: the one that everything was scored by, whatever the records name."""
    path = relative(edition.source, outcome.options.folder)
    return replace(
        outcome,
        used=(*outcome.used, Input(path, edition.sha256, "standard", "used")),
        options=outcome.options._replace(as_if_file=path),
    )


def inputs_of(outcome: Outcome) -> Iterator[Input]:
    """Every input of a run over a folder, by path; what was both found and used is listed as used."""
    inputs = {input_.path: input_ for input_ in (*_found(outcome.options.folder, outcome), *outcome.used)}
    return (inputs[path] for path in sorted(inputs))


def _found(folder: str, files: Outcome) -> Iterator[Input]:
    """The files below the folder."""
    for visit in files.visits:
        yield Input(relative(visit.source, folder), visit.sha256, _kind(visit.source), "scored")
    for refused in files.refused:
        yield Input(relative(refused.source, folder), refused.sha256, _kind(refused.source), "refused")
    for ignored in files.ignored:
        yield Input(relative(ignored.source, folder), ignored.sha256, _kind_of_ignored(ignored), "ignored")


def looked_up(folder: str, workspace: Workspace) -> Iterator[Input]:
    """The campaigns, the standards and the digests that were looked up."""
    for campaign in workspace.campaigns():
        yield Input(relative(campaign.path, folder), campaign.sha256, "campaign", "used")
    for edition in workspace.editions():
        yield Input(relative(edition.source, folder), edition.sha256, "standard", "used")
    for path, digest in workspace.standards.digest_files():
        yield Input(relative(str(path), folder), digest, "digests", "used")


def _kind(path: str) -> Literal["record", "form"]:
    """What a record is written in."""
    return "form" if is_named_workbook(path) else "record"


def _kind_of_ignored(file: Ignored) -> Literal["record", "form", "standard", "campaign", "other"]:
    """What a file is that does not count."""
    if file.reason == A_STANDARD:
        return "standard"
    if file.reason == A_CAMPAIGN:
        return "campaign"
    return _kind(file.source) if file.is_ours or file.reason == OTHER_PHASE else "other"


def options_of(folder: str, phase: str | None, workspace: Workspace) -> Options:
    """What a run over a folder was asked for."""
    campaign = workspace.named_campaign
    return Options(
        folder=folder,
        phase=phase,
        campaign=None if campaign is None else relative(campaign, folder),
        standards=tuple(relative(str(path), folder) for path in workspace.standards.folders),
    )


def relative(path: str, folder: str) -> str:
    """A path as `Input` has it; `from_folder` is the way back."""
    whole, shipped = os.path.abspath(path), str(shipped_folder())
    if whole.startswith(shipped + os.sep):
        return SHIPPED + os.path.relpath(whole, shipped).replace(os.sep, "/")
    return os.path.relpath(whole, os.path.abspath(folder)).replace(os.sep, "/")


def from_folder(path: str, folder: str) -> str:
    """The path of an input that is named from a folder."""
    if path.startswith(SHIPPED):
        return str(shipped_folder() / path.removeprefix(SHIPPED))
    return os.path.normpath(os.path.join(folder, path))
