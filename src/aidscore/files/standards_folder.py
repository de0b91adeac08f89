"""One folder of standards, `<id>/<version>.yaml`: its files, and which of them is which version."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from aidscore.files.document import read_document
from aidscore.files.published import Published
from aidscore.model.standard import Standard

_SUFFIXES = (".yaml", ".yml")
_HEAD = 4096
"""The number of bytes that are searched for the version that a file says it is."""


@dataclass(frozen=True)  # without slots, for what is looked up once
class StandardsFolder:
    """One folder of standards."""

    folder: Path

    @cached_property
    def published(self) -> Published:
        """The digests of its published versions."""
        return Published(self.folder)

    @cached_property
    def files(self) -> list[Path]:
        """Every standard's file, by path."""
        return sorted(path for path in self.folder.glob("*/*") if path.suffix.lower() in _SUFFIXES)

    @cached_property
    def _heads(self) -> dict[Path, str]:
        """The first lines of every file."""
        return {path: _head(path) for path in self.files}

    def candidates(self, name: str, version: str) -> list[Path]:
        """The files of a version: those whose path says so, then those of which only the content says so."""
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
    """Whether the first lines of a file give a key this value; the file is read strictly later."""
    return re.search(rf"""^{key}:\s*["']?{re.escape(value)}["']?\s*(#.*)?$""", head, re.MULTILINE) is not None
