"""The standards that are known: found by `id@version`, read, checked and compared with their published digests once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from aidscore.check import run
from aidscore.check.standard import check_standard
from aidscore.diagnostics.message import Diagnostic, Place, has_errors
from aidscore.files.document import Document, in_order, read_document
from aidscore.files.place_checks import PLACE_CHECKS
from aidscore.files.published import PUBLISHED
from aidscore.files.standards_folder import StandardsFolder
from aidscore.model.names import examples_by_keys
from aidscore.model.source import Problem
from aidscore.model.standard import Edition, Standard

FOLDER = "standards"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A standard that was looked for."""

    edition: Edition | None
    """None where the standard is not known or is refused."""
    diagnostics: tuple[Diagnostic, ...]
    """Everything that is to be said of its file; empty where it is not known."""
    document: Document | None = None
    """The file, where one was found."""


def shipped_folder() -> Path:
    """The standards that come with the package."""
    package = Path(__file__).parents[1]
    inside = package / FOLDER
    return inside if inside.is_dir() else package.parents[1] / FOLDER


def _as_from_here(path: Path) -> Path:
    """A path as a user would write it from here: relative where that is shorter."""
    return Path(min(os.path.relpath(path), str(path), key=len))


@dataclass
class Standards:
    """Finds standards: in the folders given, in AIDSCORE_STANDARDS, beside the asking file or above, in the package."""

    folders: Sequence[Path] = ()
    _loaded: dict[tuple[Path, str], Loaded | None] = field(default_factory=dict)
    _folders: dict[Path, StandardsFolder] = field(default_factory=dict)
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
            self._above[folder] = tuple(_as_from_here(path) for path in found if _may_have_standards(path))
        return self._above[folder]

    def find(self, reference: str, beside: Path | None = None) -> Loaded:
        """The edition of `id@version`; the first place that has it wins. Without one, the diagnostics say why.

        A place that cannot be read ends the search with an error: it may have it.
        """
        for folder in self.places(beside):
            if (folder, reference) not in self._loaded:
                self._loaded[folder, reference] = self._find_in(folder, reference)
            if loaded := self._loaded[folder, reference]:
                return loaded
        return Loaded(None, ())

    def _find_in(self, folder: Path, reference: str) -> Loaded | None:
        """The edition of `id@version` in one place; None where it is known that the place does not have it."""
        name, _, version = reference.partition("@")
        place = self.folder_at(folder)
        if candidates := place.candidates(name, version):
            return self.load(read_document(str(candidates[0])), folder)
        problems = tuple(place.problems())
        return Loaded(None, problems) if problems else None

    def is_place(self, folder: Path) -> bool:
        """Whether a folder is a place of standards: named so, named by an option, or with published digests."""
        whole = folder.absolute()
        named = (place.absolute() for place in self.folders)
        return whole.name == FOLDER or whole in named or (whole / PUBLISHED).is_file()

    def load_in_place(self, document: Document) -> Loaded:
        """The edition of a document that a user named by its path, held against the place that it stands in if any."""
        folder = Path(document.path).absolute().parent.parent
        return self.load(document, folder if self.is_place(folder) else None)

    def folder_at(self, folder: Path) -> StandardsFolder:
        """A place."""
        return self._folders.setdefault(folder, StandardsFolder(folder))

    def files(self) -> Iterator[str]:
        """The standards and the digests in every place that was searched."""
        for place in self._folders.values():
            yield from map(str, (*place.files, place.published.file))

    def digest_files(self) -> Iterator[tuple[Path, str]]:
        """The path and the digest of each `published.sha256` in the places that were searched."""
        for place in self._folders.values():
            if place.published.sha256:
                yield place.published.file, place.published.sha256

    def _place_problems(self, standard: Standard, folder: Path | None) -> list[Diagnostic]:
        """What is there in a standard's folder and cannot be read or understood; nobody can then tell what holds."""
        if folder is None:
            return []
        place = self.folder_at(folder)
        return [
            *([] if standard.is_draft else place.published.problems()),
            *place.problems(getattr(standard, "id", None)),
        ]

    def known(self, beside: Path | None = None) -> dict[str, Path]:
        """Every `id@version` by its path, with its file in the first place that has it."""
        found: dict[str, Path] = {}
        for folder in self.places(beside):
            for path in self.folder_at(folder).files:
                found.setdefault(f"{path.parent.name}@{path.stem}", path)
        return found

    def load(self, document: Document, folder: Path | None = None) -> Loaded:
        """The edition of a document that was read; with the place it stands in, held against that place's digests."""
        standard = document.content
        if not isinstance(standard, Standard):
            diagnostics = document.diagnostics or (Diagnostic("not-a-standard", Place(document.path)),)
            return Loaded(None, diagnostics, document)
        problems = [document.source.diagnose(problem) for problem in _checked(document, standard, self, folder)]
        diagnostics = (*in_order([*document.diagnostics, *problems]), *self._place_problems(standard, folder))
        if has_errors(diagnostics):
            return Loaded(None, diagnostics, document)
        edition = Edition.of(examples_by_keys(standard), document.sha256, document.path)
        replaced_on = self.folder_at(folder).replaced_on(standard) if folder is not None else None
        return Loaded(replace(edition, replaced_on=replaced_on), diagnostics, document)


def _may_have_standards(path: Path) -> bool:
    """Whether a path named `standards` is a place to search: a link, or a folder that cannot be read, is one."""
    try:
        return not stat.S_ISREG(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def _checked(document: Document, standard: Standard, standards: Standards, folder: Path | None) -> Iterator[Problem]:
    """What the checks say of a standard's document."""
    yield from check_standard(standard, whole=document.is_whole)
    if folder is not None:
        yield from run(PLACE_CHECKS, standard, document, standards.folder_at(folder))
