"""`published.sha256`: the digests of the published versions in one folder of standards (spec, section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from aidscore.diagnostics.message import Diagnostic, Place

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
    def lines(self) -> tuple[DigestLine, ...]:
        """The lines that are not blank."""
        try:
            text = self.file.read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            return ()
        return tuple(_digest_line(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each published file by its path; the first where there are several."""
        return {line.path: line.digest for line in reversed(self.lines) if line.path and line.digest}

    def is_as_published(self, path: str, digest: str) -> bool:
        """Whether every line of a path has this digest: a second line cannot make a changed file right."""
        return {line.digest for line in self.lines if line.path == path} == {digest}

    def damaged_lines(self) -> Iterator[Diagnostic]:
        """Lines that cannot be understood, and lines of a path that has one already."""
        seen: set[str] = set()
        for number, path, _ in self.lines:
            if path is None or path in seen:
                yield Diagnostic("damaged-digest-line", Place(str(self.file), number), {"number": number})
            else:
                seen.add(path)


def _digest_line(number: int, text: str) -> DigestLine:
    """What one line says."""
    match = _LINE.fullmatch(text)
    return DigestLine(number, match[2].removeprefix("./"), match[1]) if match else DigestLine(number, None, None)
