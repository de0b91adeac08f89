"""What goes to the screen: results to standard output, diagnostics and progress to standard error."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO, cast

from aidscore.cli.options import Display, is_terminal, terminal_width
from aidscore.words import _

if TYPE_CHECKING:
    from aidscore.diagnostics.message import Diagnostic
    from aidscore.files.walk import Entry, Progress
    from aidscore.model.page import Page
    from aidscore.model.results import Outcome

WORTH_A_BAR = 200
"""So many files take long enough to show how far the run is."""


class ReaderGone(Exception):
    """Whatever reads standard output or standard error has ended. Typer would take a BrokenPipeError for its own."""


def prepare_streams() -> None:
    """Let no character stop the output (what the console cannot show is escaped), and let no byte be lost."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOWrapper):
            setattr(sys, name, _buffered(stream))


def _buffered(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """A stream that reports a write cut short. An unbuffered one (PYTHONUNBUFFERED) would say that all was written."""
    if not isinstance(stream.buffer, io.RawIOBase):
        stream.reconfigure(errors="backslashreplace")
        return stream
    encoding, by_line = stream.encoding, stream.isatty() or stream is sys.stderr
    raw = cast("io.RawIOBase", stream.detach())
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, "backslashreplace", line_buffering=by_line)


def show(page: Page, display: Display) -> None:
    """A page on standard output."""
    from aidscore.media.text import render

    emit(render(page, terminal_width(sys.stdout), color=display.colored(sys.stdout)))


def emit(content: str) -> None:
    """A text on standard output; a closed one is noticed at the end."""
    if sys.stdout is not None:
        _write(sys.stdout, content if content.endswith("\n") else content + "\n")


def emit_pieces(pieces: Iterable[str]) -> None:
    """A text on standard output piece by piece, and a line break behind it."""
    if sys.stdout is not None:
        for piece in pieces:
            _write(sys.stdout, piece)
        _write(sys.stdout, "\n")


def _write(stream: TextIO, content: str) -> None:
    """Write to the screen.

    Raises:
        ReaderGone: nobody reads it any more.
    """
    try:
        stream.write(content)
    except BrokenPipeError as broken:
        raise ReaderGone from broken


def remark(diagnostics: Iterable[Diagnostic], display: Display) -> None:
    """Diagnostics on standard error; quietly only errors."""
    from aidscore.diagnostics.message import has_errors

    shown = [notice for notice in diagnostics if not display.quiet or has_errors([notice])]
    if shown and sys.stderr is not None:
        from aidscore.media.diagnostics import text

        _write(sys.stderr, text(shown, terminal_width(sys.stderr), color=display.colored(sys.stderr)))


def remark_outcome(outcome: Outcome, display: Display, *, verbose: bool = True) -> None:
    """The diagnostics of a run on standard error, and those of its refused files, if wanted."""
    refused = [notice for file in outcome.refused for notice in file.diagnostics] if verbose else []
    remark([*outcome.diagnostics, *refused], display)


def remark_refused(outcome: Outcome, folder: str, options: tuple[str, ...], display: Display) -> None:
    """How many problems each refused file has, on standard error, with the command that shows them.

    The command is for the same folder with the same options.
    """
    from aidscore.media.text import render
    from aidscore.model.page import Page
    from aidscore.pages.not_scored import View, refused_files

    page = Page("", tuple(refused_files(outcome, View(folder=folder, options=options))))
    if page.blocks and sys.stderr is not None:
        above = "\n" if is_terminal(sys.stderr) else ""
        _write(sys.stderr, above + render(page, terminal_width(sys.stderr), color=display.colored(sys.stderr)))


def tell(sentence: str, display: Display) -> None:
    """A sentence on standard error, unless quiet."""
    from aidscore.media.text import visible_lines

    if not display.quiet and sys.stderr is not None:
        _write(sys.stderr, visible_lines(sentence) + "\n")


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
