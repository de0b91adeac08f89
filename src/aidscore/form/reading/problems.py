"""The problems of a workbook that cannot be a form, as diagnostics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.words import N_, _
from aidscore.xlsx.kinds import LARGEST
from aidscore.xlsx.package import Package
from aidscore.xlsx.problems import Active, Reason

CODES: Mapping[Reason, str] = {
    "file-too-large": "file-too-large",
    "content-too-large": "workbook-too-large",
    "not-a-zip": "not-a-form/text",
    "old-format": "not-a-form/old",
    "binary-format": "not-a-form/binary",
    "open-document": "not-a-form/open-document",
    "no-workbook": "not-a-form/no-workbook",
    "encrypted": "encrypted-workbook",
    "two-parts-of-one-name": "ambiguous-workbook",
    "damaged": "damaged-workbook",
}
ACTIVE_WORDS: Mapping[Active, str] = {
    "controls": N_("controls"),
    "data-connections": N_("data connections"),
    "embedded-files": N_("embedded files"),
    "links": N_("links to other files"),
    "macros": N_("macros"),
}


def unreadable(path: str, reason: Reason, size: int) -> Diagnostic:
    """Why a workbook of a size in bytes is not read."""
    return Diagnostic(CODES[reason], Place(path), {"size": size, "largest": LARGEST})


def active_content(path: str, package: Package) -> Iterator[Diagnostic]:
    """What a workbook contains besides cells and a form never does: macros, links, embedded files."""
    for kind in package.active_content():
        yield Diagnostic("active-content", Place(path), {"kind": _(ACTIVE_WORDS[kind])})
