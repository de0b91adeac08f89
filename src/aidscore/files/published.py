"""`published.sha256`: the digests of the published versions in one folder of standards (spec, section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.read.bytes import is_there, read_bytes

PUBLISHED = "published.sha256"
_LINE = re.compile(r"([0-9a-f]{64}) [ *]((?:\./)?[A-Za-z0-9._-]+/[A-Za-z0-9._-]+)")


class DigestLine(NamedTuple):
    """A line of the file, counted from 1; path and digest are None where it is not as `sha256sum` writes it."""

    number: int
    path: str | None
    """The path of the standard's file, relative to the folder of standards."""
    digest: str | None


@dataclass(frozen=True)  # without slots, for the lines that are kept
class Published:
    """The digests of one folder of standards."""

    folder: Path

    @property
    def file(self) -> Path:
        """The path of `published.sha256`."""
        return self.folder / PUBLISHED

    @cached_property
    def _read(self) -> bytes | Diagnostic:
        """The bytes of the file, none where there is no file; a diagnostic where it is there and cannot be read."""
        return read_bytes(self.file) if is_there(self.file) else b""

    @property
    def sha256(self) -> str:
        """The digest of the file itself; empty where there is none, or it cannot be read."""
        return sha256(self._read).hexdigest() if isinstance(self._read, bytes) and self._read else ""

    @cached_property
    def lines(self) -> tuple[DigestLine, ...]:
        """The lines that are not blank."""
        if isinstance(self._read, Diagnostic):
            return ()
        lines = self._read.decode("utf-8-sig", "replace").splitlines()
        return tuple(_digest_line(number, line) for number, line in enumerate(lines, 1) if line.strip())

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each published file by its path; the first where there are several."""
        return {line.path: line.digest for line in reversed(self.lines) if line.path and line.digest}

    def is_as_published(self, path: str, digest: str) -> bool:
        """Whether every line of a path has this digest: a second line cannot make a changed file right."""
        return {line.digest for line in self.lines if line.path == path} == {digest}

    def problems(self) -> Iterator[Diagnostic]:
        """Why it is not known of a file whether it was published: what is there cannot be read or understood."""
        if isinstance(self._read, Diagnostic):
            yield self._read
        yield from (self._damaged(line.number) for line in self.lines if line.path is None)

    def damaged_lines(self) -> Iterator[Diagnostic]:
        """Everything that is wrong with the file; a second line of a path, too."""
        if isinstance(self._read, Diagnostic):
            yield self._read
        seen: set[str] = set()
        for number, path, _ in self.lines:
            if path is None or path in seen:
                yield self._damaged(number)
            else:
                seen.add(path)

    def _damaged(self, number: int) -> Diagnostic:
        """The diagnostic of a line."""
        return Diagnostic("damaged-digest-line", Place(str(self.file), number), {"number": number})


def _digest_line(number: int, text: str) -> DigestLine:
    """What one line says."""
    match = _LINE.fullmatch(text)
    return DigestLine(number, match[2].removeprefix("./"), match[1]) if match else DigestLine(number, None, None)
