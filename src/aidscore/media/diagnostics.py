"""Diagnostics as people and programs read them (spec, section 12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len

from aidscore.diagnostics.message import Diagnostic, Level
from aidscore.media.text import visible
from aidscore.words import _

MOST = 50
"""So many are shown of one file; how many more there are is said."""
WIDEST = 100

_RED, _YELLOW, _BOLD, _DIM, _END = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def text(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> str:
    """`path:line:column: level: message [code]`, the line with a caret, and what to do."""
    return "".join(f"{line}\n" for line in _lines(diagnostics, color))


def _lines(diagnostics: Iterable[Diagnostic], color: bool) -> Iterator[str]:
    for path, group in groupby(diagnostics, key=lambda diagnostic: diagnostic.place.path):
        said = list(group)
        for diagnostic in said[:MOST]:
            yield from _one(diagnostic, color)
        if len(said) > MOST:
            yield _("{path}: and {n} more", path=visible(path), n=len(said) - MOST)


def _one(diagnostic: Diagnostic, color: bool) -> Iterator[str]:
    """The lines of one diagnostic."""
    hue = _RED if diagnostic.level is Level.ERROR else _YELLOW
    place = _paint(visible(str(diagnostic.place)), _BOLD, color)
    yield f"{place}: {_paint(diagnostic.level, hue, color)}: {visible(diagnostic.message)} [{diagnostic.code}]"
    if diagnostic.excerpt and diagnostic.excerpt.strip():
        before, shown = _window(diagnostic.excerpt, diagnostic.place.column)
        yield f"    {shown}"
        yield f"    {' ' * before}{_paint('^', hue, color)}"
    yield f"    {_paint('help:', _DIM, color)} {visible(diagnostic.help)}"


def _paint(said: str, hue: str, color: bool) -> str:
    """A text in a color."""
    return f"{hue}{said}{_END}" if color else said


def _window(line: str, column: int) -> tuple[int, str]:
    """The part of a long line around a column, and how wide what stands before the column is."""
    start = 0 if column <= WIDEST else column - WIDEST // 2
    part = line[start : start + WIDEST]
    lead = "..." if start else ""
    before = lead + visible(part[: column - 1 - start].replace("\t", " "))
    tail = "..." if start + WIDEST < len(line) else ""
    return cell_len(before), lead + visible(part.replace("\t", " ")) + tail


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """Lines that a GitHub workflow shows beside the file."""
    return "".join(
        f"::{diagnostic.level} file={_escaped(diagnostic.place.path, ',:')},line={diagnostic.place.line},"
        f"col={diagnostic.place.column},title={_escaped(diagnostic.code, ',:')}::"
        f"{_escaped(f'{diagnostic.message}. {diagnostic.help}')}\n"
        for diagnostic in diagnostics
    )


def _escaped(said: str, more: str = "") -> str:
    """A text as a workflow command takes it."""
    for character in "%\r\n" + more:
        said = said.replace(character, f"%{ord(character):02X}")
    return said
