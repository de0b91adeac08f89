"""Publishing a version of a standard: its digest enters `published.sha256`, and the file never changes again."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aidscore.check.text_numbers import check_texts
from aidscore.diagnostics.message import Diagnostic, has_errors
from aidscore.files.document import in_order
from aidscore.files.place_checks import is_in_its_place
from aidscore.files.published import PUBLISHED
from aidscore.files.standards import Loaded, Standards
from aidscore.model.source import Problem

ACCEPTABLE = ("text-differs",)
"""The codes of warnings that refuse the publication unless they are accepted."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing comes to: the new content of `published.sha256`, or diagnostics that refuse it."""

    reference: str
    path: str
    content: bytes | None
    is_new: bool
    diagnostics: tuple[Diagnostic, ...]

    @property
    def to_accept(self) -> tuple[str, ...]:
        """The codes of the warnings that refuse it, where nothing else does."""
        if self.content is not None or has_errors(self.diagnostics):
            return ()
        return tuple(code for code in ACCEPTABLE if code in {notice.code for notice in self.diagnostics})


def place_of(loaded: Loaded) -> Path:
    """The folder of standards that the file of a standard is in."""
    assert loaded.document is not None
    return Path(loaded.document.path).parent.parent


def publication(
    loaded: Loaded, standards: Standards, in_folder: Iterable[Diagnostic] = (), accepted: Collection[str] = ()
) -> Publication:
    """The publication of a standard, given what `validate` finds in its folder.

    Refused where the folder would be left with an error, where the file is marked a draft or is not in its place, or
    where it has a warning of `ACCEPTABLE` that is not among the `accepted`. A version that was published before cannot
    be corrected, so its texts are not checked.
    """
    document = loaded.document
    assert document is not None
    folder = place_of(loaded)
    path = folder / PUBLISHED
    name = f"{Path(document.path).parent.name}/{Path(document.path).name}"
    published = standards.folder_at(folder).published
    refusing = [] if name in published.digests else [one for one in _doubts(loaded) if one.code not in accepted]
    found = [*in_order([*loaded.diagnostics, *refusing]), *_unfit(loaded)]
    found += _other_errors(in_folder, found)
    found = [notice for notice in found if notice.code not in ("not-in-published", "draft-standard")]
    if loaded.edition is None or refusing or has_errors(found):
        return Publication("", str(path), None, False, tuple(found))
    content = _content({name: document.sha256, **published.digests})
    return Publication(loaded.edition.reference, str(path), content, name not in published.digests, tuple(found))


def _content(digests: Mapping[str, str]) -> bytes:
    """The lines of `sha256sum` for the files of a folder, in the order of their names."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()


def _doubts(loaded: Loaded) -> list[Diagnostic]:
    """The warnings that refuse the publication unless they are accepted."""
    document, edition = loaded.document, loaded.edition
    if document is None or edition is None:
        return []
    return [document.source.diagnose(problem) for problem in check_texts(edition.standard)]


def _other_errors(found: Iterable[Diagnostic], known: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The errors found in the folder that are not known yet."""
    seen = {_identity(notice) for notice in known}
    return [notice for notice in found if has_errors([notice]) and _identity(notice) not in seen]


def _identity(notice: Diagnostic) -> tuple[str, int, str]:
    """What makes two diagnostics the same, by whatever path their file was found."""
    return os.path.abspath(notice.place.path), notice.place.line, notice.entry


def _unfit(loaded: Loaded) -> list[Diagnostic]:
    """Why a standard without errors still cannot be published."""
    document, edition = loaded.document, loaded.edition
    if document is None or edition is None:
        return []
    if edition.standard.is_draft:
        return [document.source.diagnose(Problem("draft-not-published", ("status",)))]
    return [document.source.diagnose(problem) for problem in is_in_its_place(edition.standard, Path(document.path))]
