"""The parts of a workbook: a zip file that is checked before anything in it is unpacked."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from aidscore.xlsx.kinds import LARGEST, OLE, ZIP
from aidscore.xlsx.problems import Active, Reason, Unreadable

MOST_PARTS = 2_000
MOST_UNPACKED = 50 * 1024 * 1024
"""The most bytes of all parts together, unpacked."""
MOST_RATIO = 200
"""A part that is larger than A_LITTLE and packed tighter than this was not written by anybody."""
A_LITTLE = 1024 * 1024

_ACTIVE: Mapping[str, Active] = {
    "vbaproject.bin": "macros",
    "xl/macrosheets/": "macros",
    "xl/externallinks/": "links",
    "xl/embeddings/": "embedded-files",
    "xl/activex/": "controls",
    "xl/connections.xml": "data-connections",
}
"""Active content by a part of its name in lower case."""
_BROKEN = (BadZipFile, OSError, RuntimeError, EOFError, ValueError, LookupError, struct.error, zlib.error)
"""What the zip reader raises for damaged files."""


@dataclass(frozen=True)
class Package:
    """The parts of a workbook, each unpacked when it is asked for."""

    archive: ZipFile
    names: Mapping[str, ZipInfo]
    """Every part by its name in lower case; no two parts have the same."""

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is no such part. Raises Unreadable where it is damaged."""
        info = self.names.get(name.lower().lstrip("/"))
        if info is None:
            return None
        try:
            return self.archive.read(info)
        except _BROKEN as problem:
            raise Unreadable("damaged") from problem

    def active_content(self) -> list[Active]:
        """The kinds of active content in the workbook, sorted by their names."""
        return sorted({kind for mark, kind in _ACTIVE.items() if any(mark in name for name in self.names)})


def open_package(data: bytes) -> Package:
    """The parts of a workbook. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable("file-too-large")
    if data.startswith(OLE):
        raise Unreadable("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old-format")
    if not data.startswith(ZIP):
        raise Unreadable("not-a-zip")
    try:
        archive = ZipFile(BytesIO(data))
        parts = archive.infolist()
        names = {info.filename.lower(): info for info in parts}
    except _BROKEN as problem:
        raise Unreadable("damaged") from problem
    for reason in _objections(parts, names):
        raise Unreadable(reason)
    return Package(archive, names)


def _objections(parts: list[ZipInfo], names: Mapping[str, ZipInfo]) -> Iterator[Reason]:
    """The reasons not to read the parts, the most important first."""
    unpacked = sum(info.file_size for info in parts)
    tight = any(info.file_size > max(A_LITTLE, MOST_RATIO * info.compress_size) for info in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or tight:
        yield "content-too-large"
    if any(info.flag_bits & 1 for info in parts):
        yield "encrypted"
    if len(names) < len(parts):
        yield "two-parts-of-one-name"
    if any(info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for info in parts):
        yield "damaged"
    if "mimetype" in names:
        yield "open-document"
    if "xl/workbook.bin" in names:
        yield "binary-format"
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        yield "no-workbook"
