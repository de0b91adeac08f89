"""The bytes of a workbook to its parts: a zip file that is checked before anything in it is unpacked."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.words import N_, _
from aidscore.xlsx.kinds import LARGEST, OLE, ZIP

MOST_PARTS = 2_000
MOST_UNPACKED = 50 * 1024 * 1024
"""So many bytes may all parts have together when unpacked."""
MOST_RATIO = 200
"""A part that is larger than A_LITTLE and was packed tighter than this is no text that anybody wrote."""
A_LITTLE = 1024 * 1024

_ACTIVE = {
    "vbaproject.bin": N_("macros"),
    "xl/macrosheets/": N_("macros"),
    "xl/externallinks/": N_("links to other files"),
    "xl/embeddings/": N_("embedded files"),
    "xl/activex/": N_("controls"),
    "xl/connections.xml": N_("data connections"),
}
"""What a form never has, by a part of its name in lower case."""
_BROKEN = (BadZipFile, OSError, RuntimeError, EOFError, ValueError, LookupError, struct.error, zlib.error)
"""What the zip reader raises for damaged files."""


@dataclass(frozen=True)
class Package:
    """A workbook's parts, each unpacked when it is asked for."""

    path: str
    archive: ZipFile
    names: Mapping[str, ZipInfo]
    """Every part by its name in lower case, in which two parts may not differ."""

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is no such part.

        Raises BadZipFile where it is damaged.
        """
        info = self.names.get(name.lower().lstrip("/"))
        if info is None:
            return None
        try:
            return self.archive.read(info)
        except _BROKEN as problem:
            raise BadZipFile from problem


def package(path: str, data: bytes) -> Package | Diagnostic:
    """The parts of a workbook, or why it cannot be a form."""
    place = Place(path)
    if len(data) > LARGEST:
        return Diagnostic("file-too-large", place, {"size": len(data), "largest": LARGEST})
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        return Diagnostic("encrypted-workbook" if locked else "not-a-form/old", place)
    if not data.startswith(ZIP):
        return Diagnostic("not-a-form/text", place)
    try:
        archive = ZipFile(BytesIO(data))
        parts = archive.infolist()
        names = {info.filename.lower(): info for info in parts}
    except _BROKEN:
        return Diagnostic("damaged-workbook", place)
    return next(_objections(place, parts, names), None) or Package(path, archive, names)


def _objections(place: Place, parts: list[ZipInfo], names: Mapping[str, ZipInfo]) -> Iterator[Diagnostic]:
    """Why the parts are not read."""
    unpacked = sum(info.file_size for info in parts)
    tight = any(info.file_size > max(A_LITTLE, MOST_RATIO * info.compress_size) for info in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or tight:
        yield Diagnostic("workbook-too-large", place, {"largest": MOST_UNPACKED})
    if any(info.flag_bits & 1 for info in parts):
        yield Diagnostic("encrypted-workbook", place)
    if len(names) < len(parts):
        yield Diagnostic("ambiguous-workbook", place)
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in parts):
        yield Diagnostic("damaged-workbook", place)
    if "mimetype" in names:
        yield Diagnostic("not-a-form/open-document", place)
    if "xl/workbook.bin" in names:
        yield Diagnostic("not-a-form/binary", place)
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        yield Diagnostic("not-a-form/no-workbook", place)


def active_content(found: Package) -> Iterator[Diagnostic]:
    """What a workbook may have and a form never has: macros, links, embedded files. None is ever run or followed."""
    kinds = {kind for mark, kind in _ACTIVE.items() if any(mark in name for name in found.names)}
    for kind in sorted(kinds):
        yield Diagnostic("active-content", Place(found.path), {"kind": _(kind)})
