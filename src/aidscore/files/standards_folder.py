"""One folder of standards: its files, and the digests of the published ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.files.document import Document, read_document
from aidscore.model.source import Problem
from aidscore.model.standard import Standard

PUBLISHED = "published.sha256"
_LINE = re.compile(r"([0-9a-f]{64}) [ *]((?:\./)?[A-Za-z0-9._-]+/[A-Za-z0-9._-]+)")
_SUFFIXES = (".yaml", ".yml")
_HEAD = 4096
"""So many bytes are looked at to see which version a file says that it is."""


@dataclass(frozen=True)
class StandardsFolder:
    """One place with standards: `<id>/<version>.yaml`, and the digests of the published ones."""

    folder: Path

    @cached_property
    def digests(self) -> dict[str, str]:
        """The digest of each published file, by its path relative to the place; the first where there are several."""
        return dict(reversed(self._written()))

    def _written(self) -> list[tuple[str, str]]:
        """Path and digest of every line of `published.sha256` that says them."""
        return [(match[2].removeprefix("./"), match[1]) for _, match in self._lines() if match]

    def is_as_published(self, path: str, digest: str) -> bool:
        """Whether every line of a path has this digest: a second line cannot make a changed file right."""
        return {written for one, written in self._written() if one == path} == {digest}

    def damaged_lines(self) -> Iterator[Diagnostic]:
        """Lines of `published.sha256` that say nothing, or say something twice."""
        seen: set[str] = set()
        for number, match in self._lines():
            if match is None or match[2].removeprefix("./") in seen:
                yield Diagnostic("damaged-digest-line", Place(str(self.folder / PUBLISHED), number), {"number": number})
            else:
                seen.add(match[2].removeprefix("./"))

    def _lines(self) -> list[tuple[int, re.Match[str] | None]]:
        """The lines of `published.sha256` that are not blank, with their numbers."""
        try:
            text = (self.folder / PUBLISHED).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            return []
        return [(number, _LINE.fullmatch(line)) for number, line in enumerate(text.split("\n"), 1) if line.strip()]

    @cached_property
    def files(self) -> list[Path]:
        """Every standard's file, by path."""
        return sorted(path for path in self.folder.glob("*/*") if path.suffix.lower() in _SUFFIXES)

    @cached_property
    def _heads(self) -> dict[Path, str]:
        """The first lines of every file."""
        return {path: _head(path) for path in self.files}

    def candidates(self, name: str, version: str) -> list[Path]:
        """The files that stand where a version belongs, and then those that only say that they are it."""
        placed = [path for path in self.files if (path.parent.name, path.stem) == (name, version)]
        saying = [
            path for path, head in self._heads.items() if _says(head, "id", name) and _says(head, "version", version)
        ]
        return [*placed, *(path for path in saying if path not in placed)]

    def replaced_on(self, standard: Standard) -> date | None:
        """The first day of the version that replaces a standard without an end; drafts replace nothing yet."""
        if standard.effective.end is not None:
            return None
        named = (path for path, head in self._heads.items() if _says(head, "replaces", standard.version))
        contents = (read_document(str(path)).content for path in named)
        heirs = [one for one in contents if isinstance(one, Standard) and one.id == standard.id and not one.is_draft]
        return min((heir.effective.start for heir in heirs), default=None)


def _head(path: Path) -> str:
    """The first lines of a file; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8", "replace") if path.is_file() else ""
    except OSError:
        return ""


def _says(head: str, key: str, value: str) -> bool:
    """Whether a file's first lines give a key this value; a quick look, to be read strictly later."""
    return re.search(rf"""^{key}:\s*["']?{re.escape(value)}["']?\s*(#.*)?$""", head, re.MULTILINE) is not None


def is_as_published(standard: Standard, document: Document, shelf: StandardsFolder) -> Iterator[Problem]:
    """A published file never changes; a draft is not official."""
    if standard.is_draft:
        yield Problem("draft-standard", ("status",), {"reference": standard.reference})
        return
    path = _in_place(Path(document.path).absolute())
    arguments = {"reference": standard.reference, "file": PUBLISHED, "path": path}
    if path not in shelf.digests:
        yield Problem("not-in-published", ("version",), arguments)
    elif not shelf.is_as_published(path, document.sha256):
        yield Problem("published-file-changed", ("version",), arguments)


def _in_place(path: Path) -> str:
    """A standard's path relative to its place."""
    return f"{path.parent.name}/{path.name}"
