"""The only place that prints and writes files: whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from aidscore.cli.options import Display, is_terminal, terminal_width, wrong_usage
from aidscore.diagnostics.message import Diagnostic, has_errors
from aidscore.model.page import Page
from aidscore.model.results import Outcome
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.files.walk import Entry, Progress

WORTH_A_BAR = 200
"""So many files take long enough to show how far the run is."""


def show(page: Page, display: Display) -> None:
    """A page on standard output."""
    from aidscore.media.text import render

    emit(render(page, terminal_width(), color=display.colored(sys.stdout)))


def emit(said: str) -> None:
    """A text on standard output; a closed one is noticed at the end."""
    if sys.stdout is not None:
        sys.stdout.write(said if said.endswith("\n") else said + "\n")


def remark(diagnostics: Iterable[Diagnostic], display: Display) -> None:
    """Diagnostics on standard error; quietly only errors."""
    said = [notice for notice in diagnostics if not display.quiet or has_errors([notice])]
    if said and sys.stderr is not None:
        from aidscore.media.diagnostics import text

        sys.stderr.write(text(said, color=display.colored(sys.stderr)))


def remark_outcome(outcome: Outcome, display: Display) -> None:
    """The diagnostics of a run and of its refused files on standard error."""
    remark([*outcome.diagnostics, *(notice for file in outcome.refused for notice in file.diagnostics)], display)


def tell(sentence: str, display: Display) -> None:
    """A sentence on standard error, unless quiet."""
    if not display.quiet and sys.stderr is not None:
        sys.stderr.write(sentence + "\n")


def with_bar(display: Display) -> Progress:
    """How far a run is, on a terminal and for many files only."""

    def progress(entries: Sequence[Entry]) -> Iterable[Entry]:
        if display.quiet or len(entries) < WORTH_A_BAR or not is_terminal(sys.stderr):
            return entries
        return _bar(entries)

    return progress


def _bar(entries: Sequence[Entry]) -> Iterator[Entry]:
    """The entries one by one, with a bar on standard error that vanishes at the end."""
    from rich.console import Console
    from rich.progress import track

    yield from track(entries, description=_("reading"), console=Console(stderr=True), transient=True)


def write_file(path: str, content: bytes, inputs: Iterable[str] = ()) -> None:
    """Write a file whole or not at all; never over an input, nor through a link onto one."""
    target = Path(os.path.realpath(path))
    if any(os.path.exists(given) and os.path.exists(target) and os.path.samefile(given, target) for given in inputs):
        wrong_usage(_("{path} is an input of this command and is not overwritten", path=path))
    descriptor, temporary = tempfile.mkstemp(prefix=".aidscore-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(target))
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
