"""What files are checked against: the standards that are known, and the campaign beside a file or above it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from aidscore.diagnostics.message import Diagnostic, Place, has_errors
from aidscore.files.campaign import CAMPAIGN_FILE, CampaignFile, load_campaign
from aidscore.files.document import read_document
from aidscore.files.standards import Loaded, Standards
from aidscore.model.standard import Edition
from aidscore.read.bytes import is_there


class Lookups(NamedTuple):
    """What was looked up, in this order: the folders for their campaign, the standards by reference and folder."""

    campaigns: tuple[str, ...]
    standards: tuple[tuple[str, str], ...]

    def since(self, before: Lookups) -> Lookups:
        """What was looked up after `before`."""
        return Lookups(self.campaigns[len(before.campaigns) :], self.standards[len(before.standards) :])


@dataclass
class Workspace:
    """The standards, the campaign that was named if one was, and what was looked up so far."""

    standards: Standards = field(default_factory=Standards)
    named_campaign: str | None = None
    _asked: dict[str, None] = field(default_factory=dict)
    """The folders whose campaign was asked for."""
    _campaigns: dict[str, CampaignFile] = field(default_factory=dict)
    _nearest: dict[str, CampaignFile | None] = field(default_factory=dict)
    _editions: dict[tuple[str, str], Loaded] = field(default_factory=dict)

    def campaign_for(self, folder: str) -> CampaignFile | None:
        """The campaign of a file in a folder: the one named, or `campaign.yaml` beside it or in a folder above."""
        self._asked.setdefault(folder)
        if self.named_campaign is not None:
            return self._campaign(self.named_campaign, folder)
        if folder not in self._nearest:
            whole = Path(folder).absolute()
            paths = (os.path.join(parent, CAMPAIGN_FILE) for parent in (whole, *whole.parents))
            found = next(filter(is_there, paths), None)
            self._nearest[folder] = self._campaign(_as_given(found, folder), folder) if found else None
        return self._nearest[folder]

    def _campaign(self, path: str, records: str) -> CampaignFile:
        """A campaign file, read once; the standards of its phases may be kept beside it or beside the records."""
        if path not in self._campaigns:
            self._campaigns[path] = load_campaign(read_document(path), self.standards, records)
        return self._campaigns[path]

    def standard(self, reference: str, folder: str) -> Loaded:
        """The edition of a standard for a file in a folder; without one, its diagnostics say why."""
        if (reference, folder) not in self._editions:
            self._editions[reference, folder] = self.standards.find(reference, Path(folder))
        return self._editions[reference, folder]

    def named_standard(self, name: str, records: str = ".") -> Loaded | None:
        """The standard that a user names: `id@version` as known to the records or here, or a file. None if unknown."""
        if os.path.isfile(name):
            return self.standards.load_in_place(read_document(name))
        loaded = self.standard_beside(name, records, ".")
        return loaded if loaded.edition or loaded.diagnostics else None

    def standard_beside(self, reference: str, *folders: str) -> Loaded:
        """The edition of a standard for the first of some folders for which it is known."""
        loaded = Loaded(None, ())
        for folder in folders:
            loaded = self.standard(reference, folder)
            if loaded.edition or loaded.diagnostics:
                break
        return loaded

    def files(self) -> Iterator[str]:
        """The files that were looked up: campaigns, and all standards and digests of the folders that were searched."""
        yield from self._campaigns
        yield from self.standards.files()

    def like_this(self) -> Workspace:
        """A workspace with the same folders and the same named campaign, in which nothing was looked up yet."""
        return Workspace(Standards(self.standards.folders), self.named_campaign)

    def lookups(self) -> Lookups:
        """What was looked up so far."""
        return Lookups(tuple(self._asked), tuple(self._editions))

    def look_up(self, lookups: Lookups) -> None:
        """Look up what another workspace has looked up."""
        for folder in lookups.campaigns:
            self.campaign_for(folder)
        for reference, folder in lookups.standards:
            self.standard(reference, folder)

    def campaigns(self) -> Iterator[CampaignFile]:
        """The campaigns that were looked up."""
        yield from self._campaigns.values()

    def editions(self) -> Iterator[Edition]:
        """The editions that were looked up and found, each once."""
        found = (loaded.edition for loaded in self._editions.values() if loaded.edition is not None)
        yield from {edition.source: edition for edition in found}.values()

    def notices(self) -> Iterator[Diagnostic]:
        """What was said of the campaigns and standards in use that concerns their users, each once."""
        seen: set[tuple[str, Place]] = set()
        said = [notice for campaign in self._campaigns.values() for notice in campaign.diagnostics]
        said += [
            notice for loaded in self._editions.values() for notice in loaded.diagnostics if _concerns_users(notice)
        ]
        for notice in said:
            if (notice.code, notice.place) not in seen:
                seen.add((notice.code, notice.place))
                yield notice


def _concerns_users(notice: Diagnostic) -> bool:
    """Whether what is said of a standard concerns everyone who uses it, not only its authors."""
    return has_errors([notice]) or notice.code in ("draft-standard", "not-in-published")


def _as_given(path: str, folder: str) -> str:
    """A path as a user would write it from here: below the folder as given, or relative where that is shorter."""
    relative = os.path.relpath(path)
    return (
        os.path.join(folder, CAMPAIGN_FILE)
        if os.path.dirname(path) == os.path.abspath(folder)
        else min(relative, path, key=len)
    )
