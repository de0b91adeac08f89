"""Diagnostics as text for people and as workflow commands for GitHub (spec, section 12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from rich.cells import cell_len

from aidscore.diagnostics.message import Diagnostic, Level
from aidscore.media.text import visible
from aidscore.words import N_, _

MOST_OF_ONE_FILE = 50
"""The limit on diagnostics shown of one file; the number of the others is printed."""
WIDEST_EXCERPT = 100
"""The limit on the characters shown of a line."""
LEVEL_WORDS: Mapping[Level, str] = {Level.ERROR: N_("error"), Level.WARNING: N_("warning")}

_RED, _YELLOW, _BOLD, _DIM, _END = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLORS: Mapping[Level, str] = {Level.ERROR: _RED, Level.WARNING: _YELLOW}


def text(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> str:
    """The diagnostics for people: `path:line:column: level: message [code]`, the line with a caret, and the help."""
    return "".join(f"{line}\n" for line in _all_lines(diagnostics, color))


def _all_lines(diagnostics: Iterable[Diagnostic], color: bool) -> Iterator[str]:
    """The lines of all diagnostics, those of each file up to the limit."""
    for path, group in groupby(diagnostics, key=lambda diagnostic: diagnostic.place.path):
        of_file = list(group)
        for diagnostic in of_file[:MOST_OF_ONE_FILE]:
            yield from _diagnostic_lines(diagnostic, color)
        if len(of_file) > MOST_OF_ONE_FILE:
            yield _("{path}: {n} more", path=visible(path), n=len(of_file) - MOST_OF_ONE_FILE)


def _diagnostic_lines(diagnostic: Diagnostic, color: bool) -> Iterator[str]:
    """The lines of one diagnostic."""
    style = _COLORS[diagnostic.level]
    place = _styled(visible(str(diagnostic.place)), _BOLD, color)
    level = _styled(_(LEVEL_WORDS[diagnostic.level]), style, color)
    yield f"{place}: {level}: {visible(diagnostic.message)} [{diagnostic.code}]"
    if diagnostic.excerpt and diagnostic.excerpt.strip():
        indent, shown = _excerpt_window(diagnostic.excerpt, diagnostic.place.column)
        yield f"    {shown}"
        yield f"    {' ' * indent}{_styled('^', style, color)}"
    yield f"    {_styled(_('help: '), _DIM, color)}{visible(diagnostic.help)}"


def _styled(content: str, style: str, color: bool) -> str:
    """A text with the escape sequences of a style, where color is wanted."""
    return f"{style}{content}{_END}" if color else content


def _excerpt_window(line: str, column: int) -> tuple[int, str]:
    """The part of a long line around a column, after the width in cells of what precedes the column."""
    start = 0 if column <= WIDEST_EXCERPT else column - WIDEST_EXCERPT // 2
    part = line[start : start + WIDEST_EXCERPT]
    lead = "..." if start else ""
    before = lead + visible(part[: column - 1 - start].replace("\t", " "))
    tail = "..." if start + WIDEST_EXCERPT < len(line) else ""
    return cell_len(before), lead + visible(part.replace("\t", " ")) + tail


def github(diagnostics: Iterable[Diagnostic]) -> str:
    """The diagnostics as workflow commands, which GitHub shows beside the file; levels stay in English."""
    return "".join(
        f"::{diagnostic.level} file={_escaped(diagnostic.place.path, ',:')},line={diagnostic.place.line},"
        f"col={diagnostic.place.column},title={_escaped(diagnostic.code, ',:')}::"
        f"{_escaped(f'{diagnostic.message}. {diagnostic.help}')}\n"
        for diagnostic in diagnostics
    )


def _escaped(content: str, more: str = "") -> str:
    """A text as a workflow command takes it: `%`, line ends and the characters of `more` percent-encoded."""
    for character in "%\r\n" + more:
        content = content.replace(character, f"%{ord(character):02X}")
    return content
