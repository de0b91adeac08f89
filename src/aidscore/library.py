"""The standards that are known: found by `id@version`, read, checked and held against their published digests once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from aidscore.check import run
from aidscore.check.standard import check_standard
from aidscore.diagnostic import Diagnostic, Place, has_errors
from aidscore.model.source import Problem
from aidscore.model.standard import Edition, Standard
from aidscore.read.document import Document, in_order, read_document
from aidscore.read.text import read_bytes

PUBLISHED = "published.sha256"
FOLDER = "standards"

_LINE = re.compile(r"([0-9a-f]{64}) [ *]((?:\./)?[A-Za-z0-9._-]+/[A-Za-z0-9._-]+)")
_SUFFIXES = (".yaml", ".yml")
_HEAD = 4096
"""So many bytes are looked at to see which version a file says that it is."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A standard that was asked for: the edition where nothing refuses it, and everything said of it."""

    edition: Edition | None
    diagnostics: tuple[Diagnostic, ...]
    document: Document | None = None


@dataclass(frozen=True)
class Shelf:
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


def shipped_folder() -> Path:
    """The standards that come with the package."""
    inside = Path(__file__).parent / FOLDER
    return inside if inside.is_dir() else Path(__file__).parents[2] / FOLDER


def _as_from_here(path: Path) -> Path:
    """A path as a user would write it from here: relative where that is shorter."""
    return Path(min(os.path.relpath(path), str(path), key=len))


@dataclass
class Library:
    """Finds standards: in the folders given, in AIDSCORE_STANDARDS, beside the asking file or above, in the package."""

    folders: Sequence[Path] = ()
    _loaded: dict[tuple[Path, str], Loaded] = field(default_factory=dict)
    _shelves: dict[Path, Shelf] = field(default_factory=dict)
    _above: dict[Path, tuple[Path, ...]] = field(default_factory=dict)

    def places(self, beside: Path | None = None) -> list[Path]:
        """The folders that are searched, in order, for a file in the folder `beside`."""
        named = [Path(part) for part in os.environ.get("AIDSCORE_STANDARDS", "").split(os.pathsep) if part]
        above = self._folders_above(beside) if beside is not None else ()
        return list(dict.fromkeys([*self.folders, *named, *above, shipped_folder()]))

    def _folders_above(self, folder: Path) -> tuple[Path, ...]:
        """The `standards` folders beside and above a folder."""
        if folder not in self._above:
            whole = folder.absolute()
            found = (parent / FOLDER for parent in (whole, *whole.parents))
            self._above[folder] = tuple(_as_from_here(path) for path in found if path.is_dir())
        return self._above[folder]

    def find(self, reference: str, beside: Path | None = None) -> Loaded:
        """The edition of `id@version`; the first place that has it wins. Without one, the diagnostics say why."""
        name, _, version = reference.partition("@")
        for folder in self.places(beside):
            if (folder, reference) not in self._loaded:
                candidates = self.shelf(folder).candidates(name, version)
                if not candidates:
                    continue
                self._loaded[folder, reference] = self.load(read_document(str(candidates[0])), folder)
            return self._loaded[folder, reference]
        return Loaded(None, ())

    def is_place(self, folder: Path) -> bool:
        """Whether a folder is a place of standards: named so, named by an option, or with published digests."""
        whole = folder.absolute()
        named = (place.absolute() for place in self.folders)
        return whole.name == FOLDER or whole in named or (whole / PUBLISHED).is_file()

    def load_in_place(self, document: Document) -> Loaded:
        """The edition of a document that a user named by its path, held against the place that it stands in if any."""
        folder = Path(document.path).absolute().parent.parent
        return self.load(document, folder if self.is_place(folder) else None)

    def shelf(self, folder: Path) -> Shelf:
        """A place."""
        return self._shelves.setdefault(folder, Shelf(folder))

    def known(self, beside: Path | None = None) -> dict[str, Path]:
        """Every `id@version` by its path, with its file in the first place that has it."""
        found: dict[str, Path] = {}
        for folder in self.places(beside):
            for path in self.shelf(folder).files:
                found.setdefault(f"{path.parent.name}@{path.stem}", path)
        return found

    def load(self, document: Document, folder: Path | None = None) -> Loaded:
        """The edition of a document that was read; with the place it stands in, held against that place's digests."""
        standard = document.content
        if not isinstance(standard, Standard):
            diagnostics = document.diagnostics or (Diagnostic("not-a-standard", Place(document.path)),)
            return Loaded(None, diagnostics, document)
        problems = [document.source.diagnose(problem) for problem in _checked(document, standard, self, folder)]
        diagnostics = in_order([*document.diagnostics, *problems])
        if has_errors(diagnostics):
            return Loaded(None, diagnostics, document)
        edition = Edition.of(standard, document.sha256, document.path)
        replaced_on = self.shelf(folder).replaced_on(standard) if folder is not None else None
        return Loaded(replace(edition, replaced_on=replaced_on), diagnostics, document)


def _checked(document: Document, standard: Standard, library: Library, folder: Path | None) -> Iterator[Problem]:
    """What the checks say of a standard's document."""
    yield from check_standard(standard, whole=document.is_whole)
    if folder is not None:
        yield from run(PLACE_CHECKS, standard, document, library.shelf(folder))


def stands_where_it_belongs(standard: Standard, document: Document, shelf: Shelf) -> Iterator[Problem]:
    """The path says what the content says."""
    path, expected = Path(document.path).absolute(), f"{standard.id}/{standard.version}"
    if f"{path.parent.name}/{path.stem}" != expected:
        arguments = {"path": _in_place(path), "reference": standard.reference, "expected": f"{expected}.yaml"}
        yield Problem("path-disagrees", ("id",), arguments)


def is_the_only_one(standard: Standard, document: Document, shelf: Shelf) -> Iterator[Problem]:
    """No other file of the place says that it is the same version, unless it is a copy to the byte."""
    candidates = shelf.candidates(standard.id, standard.version)
    if different := [path for path in candidates if read_bytes(path) != document.data]:
        files = tuple(sorted(map(_in_place, [Path(document.path).absolute(), *different])))
        yield Problem("two-files-for-one-version", ("id",), {"reference": standard.reference, "files": files})


def is_as_published(standard: Standard, document: Document, shelf: Shelf) -> Iterator[Problem]:
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


PLACE_CHECKS = (stands_where_it_belongs, is_the_only_one, is_as_published)
