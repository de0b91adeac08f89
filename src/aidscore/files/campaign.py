"""A campaign file, checked; and the problem of a file whose standard is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aidscore.check.campaign import check_campaign
from aidscore.check.near import unknown
from aidscore.diagnostics.message import Diagnostic, has_errors
from aidscore.files.document import Document, in_order
from aidscore.files.standards import Loaded, Standards
from aidscore.model.campaign import Campaign
from aidscore.model.names import campaign_by_ids
from aidscore.model.source import KeyPath, Problem, Source

CAMPAIGN_FILE = "campaign.yaml"


@dataclass(frozen=True, slots=True)
class CampaignFile:
    """A campaign file: its campaign where nothing refuses it, and everything said of it."""

    path: str
    campaign: Campaign | None
    diagnostics: tuple[Diagnostic, ...]
    source: Source
    sha256: str = ""
    """The digest of the file; empty where it could not be read."""


def without_edition(
    reference: str, loaded: Loaded, standards: Standards, folder: Path, path: KeyPath = ("standard",)
) -> Problem:
    """The problem of a file that names a standard which is not known, or is itself refused."""
    if loaded.diagnostics:
        first = next(notice for notice in loaded.diagnostics if has_errors([notice]))
        return Problem("standard-refused", path, {"reference": reference, "place": first.place, "code": first.code})
    searched = tuple(map(str, standards.places(folder)))
    return unknown("unknown-standard", path, reference, standards.known(folder), searched=searched)


def load_campaign(document: Document, standards: Standards, records: str | None = None) -> CampaignFile:
    """The campaign of a document, checked; whether its standards are known, to it or its records, is checked too."""
    campaign = document.content
    if not isinstance(campaign, Campaign):
        diagnostics = document.diagnostics or (document.source.diagnose(Problem("not-a-campaign", ())),)
        return CampaignFile(document.path, None, diagnostics, document.source, document.sha256)
    problems = [
        *check_campaign(campaign),
        *_unknown_standards(campaign, standards, Path(document.path).parent, records),
    ]
    diagnostics = in_order([*document.diagnostics, *map(document.source.diagnose, problems)])
    sound = None if has_errors(diagnostics) else campaign_by_ids(campaign)
    return CampaignFile(document.path, sound, diagnostics, document.source, document.sha256)


def _unknown_standards(
    campaign: Campaign, standards: Standards, folder: Path, records: str | None
) -> Iterator[Problem]:
    """The standards that phases name are known."""
    for index, phase in enumerate(getattr(campaign, "phases", ())):
        reference = getattr(phase, "standard", None)
        if reference is None:
            continue
        loaded = standards.find(reference, folder)
        if loaded.edition is None and not loaded.diagnostics and records is not None:
            loaded = standards.find(reference, Path(records))
        if loaded.edition is None:
            yield without_edition(reference, loaded, standards, folder, ("phases", index, "standard"))
