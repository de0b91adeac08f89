"""Output files: all of a command are made whole, then they replace the older ones (spec, sections 10 and 17)."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

from aidscore.cli.options import Display, wrong_usage
from aidscore.cli.output import tell
from aidscore.cli.scratch import remove_abandoned, scratch_folder
from aidscore.cli.signals import signals_held
from aidscore.words import N_, _, together

_NOT_SYNCED = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)
"""The errors of file systems on which folders cannot be synced."""

Content: TypeAlias = bytes | Iterable[bytes]
"""The content of a file: whole, or in pieces of which each is made when the one before is written."""
Output: TypeAlias = tuple[str, Callable[[], Content]]
"""The path that the user asked for, and what makes the content."""


class NotWritten(Exception):
    """An output that could not be made or could not replace the older file."""

    def __init__(self, path: str, problem: OSError) -> None:
        super().__init__(path)
        self.path = path
        self.problem = problem


@dataclass
class Progress:
    """How far a command is with its output files."""

    expected: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)

    def expect(self, *paths: str) -> None:
        """Note the paths that the command is going to write."""
        self.expected.extend(path for path in paths if path not in self.expected)

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected paths that were not written."""
        return tuple(path for path in self.expected if path not in self.written)

    def reset(self) -> None:
        """Begin with another command."""
        self.expected.clear()
        self.written.clear()

    def text(self) -> str:
        """Which files were written and which not; empty where none was expected."""
        written = _("written: {paths}", paths=tuple(self.written)) if self.written else ""
        missing = _("not written: {paths}", paths=self.missing) if self.missing else ""
        return together([written, missing])


progress = Progress()
"""That of the one command that runs in this process: what it did is told when it fails or is stopped."""


class _Staged(NamedTuple):
    """An output that was made whole in a scratch folder."""

    path: str
    target: Path
    scratch: Path


def write_files(outputs: Sequence[Output], inputs: Iterable[str] = ()) -> None:
    """Make every output whole, then let them replace the older files one after another; never an input.

    Raises:
        NotWritten: an output could not be written. Unless it was the replacing that failed, no file was changed.
    """
    progress.expect(*(path for path, _make in outputs))
    targets = {path: Path(os.path.realpath(path)) for path, _make in outputs}
    _refuse_inputs(targets, inputs)
    for folder in {target.parent: None for target in targets.values()}:
        clean(folder)
    with ExitStack() as stack:
        scratches: dict[Path, Path] = {}
        staged: list[_Staged] = []
        for path, make in outputs:
            with _named(path):
                folder = targets[path].parent
                content = make()
                if folder not in scratches:
                    scratches[folder] = stack.enter_context(scratch_folder(folder))
                staged.append(_stage(path, content, targets[path], scratches[folder]))
        _replace_all(staged)


def give_files(outputs: Sequence[Output], inputs: Iterable[str], display: Display) -> None:
    """Write every output as `write_files` does, and say so unless quiet."""
    write_files(outputs, inputs)
    for path, _make in outputs:
        tell(_("written: {path}", path=path), display)


def write_file(path: str, content: bytes, inputs: Iterable[str] = ()) -> None:
    """Write one output, as `write_files` does."""
    write_files([(path, lambda: content)], inputs)


def _refuse_inputs(targets: dict[str, Path], inputs: Iterable[str]) -> None:
    """Refuse outputs that are inputs, also by way of symbolic or hard links."""
    existing = {path: _identity(target) for path, target in targets.items() if target.exists()}
    if not existing:
        return
    protected = {_identity(Path(name)) for name in inputs if os.path.exists(name)}
    for path, identity in existing.items():
        if identity in protected:
            wrong_usage(_("{path} is an input of this command and is not overwritten", path=path))


def _identity(path: Path) -> tuple[int, int]:
    """What two names of one file have in common."""
    found = path.stat()
    return found.st_dev, found.st_ino


def clean(folder: Path) -> None:
    """Remove what crashed runs left in a folder, and say which outputs they did not write."""
    if left := tuple(remove_abandoned(folder)):
        sentence = N_("an earlier run was stopped before it wrote these files, which may be outdated: {paths}")
        tell(_(sentence, paths=left), Display())


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Name the output that the user asked for where the system has a problem, not a file that only we know."""
    try:
        yield
    except OSError as problem:
        raise NotWritten(path, problem) from problem


def _stage(path: str, content: Content, target: Path, scratch: Path) -> _Staged:
    """Write an output whole into a scratch folder beside its target, with the permissions of the older file."""
    staged = _Staged(path, target, scratch / target.name)
    with open(staged.scratch, "wb") as file:
        file.writelines([content] if isinstance(content, bytes) else content)
        file.flush()
        os.fsync(file.fileno())
    if target.exists():
        os.chmod(staged.scratch, stat.S_IMODE(target.stat().st_mode))
    return staged


def _replace_all(staged: Sequence[_Staged]) -> None:
    """Let the outputs replace the older files; a signal comes before or after all of them."""
    with signals_held():
        for output in staged:
            with _named(output.path):
                os.replace(output.scratch, output.target)
            progress.written.append(output.path)
    for output in {one.target.parent: one for one in staged}.values():
        with _named(output.path):
            _sync_folder(output.target.parent)


def _sync_folder(folder: Path) -> None:
    """Make sure that new names in a folder outlast a power failure, where folders can be synced."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:  # it can be written but not listed
        return
    try:
        os.fsync(descriptor)
    except OSError as problem:
        if problem.errno not in _NOT_SYNCED:
            raise
    finally:
        os.close(descriptor)
