"""Diagnostics as text for people and as workflow commands for GitHub (spec, section 12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from aidscore.diagnostics.message import BLAMES_ANOTHER, Diagnostic, Level
from aidscore.media.text import NARROWEST, visible, wrap
from aidscore.words import N_, _, listed, plural

MOST_OF_ONE_FILE = 50
"""The limit on diagnostics shown of one file; the number of the others is printed."""
MOST_NAMED = 3
"""The limit on other files that are named where the same is to be said of them."""
WIDEST_EXCERPT = 100
"""The limit on the width shown of a line, in cells."""
LEVEL_WORDS: Mapping[Level, str] = {Level.ERROR: N_("error"), Level.WARNING: N_("warning")}

_RED, _YELLOW, _BOLD, _DIM, _END = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"
_COLORS: Mapping[Level, str] = {Level.ERROR: _RED, Level.WARNING: _YELLOW}


def text(diagnostics: Iterable[Diagnostic], width: int | None = None, *, color: bool = False) -> str:
    """The diagnostics for people, grouped by file: place, level, message, code, the line with a caret, and the help.

    Without a width each begins with its file (`path:line:column: level: message [code]`) and nothing wraps; with one
    the file is the heading of its diagnostics, and they fit.
    """
    style = _Style(None if width is None else max(width, NARROWEST), color)
    files = [
        "".join(f"{line}\n" for line in _file_lines(path, of_file, style))
        for path, of_file in _by_file(_once(diagnostics))
    ]
    return ("" if width is None else "\n").join(files)


@dataclass(frozen=True, slots=True)
class _Style:
    """How diagnostics are shown: the width that they have, where it is limited, and whether they are in color."""

    width: int | None
    color: bool

    def lines(self, content: str, label: str = "", tone: str = "") -> list[str]:
        """A text as lines that fit, the first occurrence of its label in a tone; lines that follow are indented."""
        first, *others = wrap(content, self.width, 4)
        return [first.replace(label, self.styled(label, tone), 1) if label else self.styled(first, tone), *others]

    def styled(self, content: str, tone: str) -> str:
        """A text with the escape sequences of a tone, where color is wanted."""
        return f"{tone}{content}{_END}" if self.color and tone else content


@dataclass(frozen=True, slots=True)
class _Told:
    """A diagnostic as it is shown."""

    diagnostic: Diagnostic
    others: list[str]
    """The other files of which the same is to be said, since the file that is to blame is the same."""


def _once(diagnostics: Iterable[Diagnostic]) -> Iterable[_Told]:
    """The diagnostics; what blames another file once for all files that depend on that one."""
    told: list[_Told] = []
    known: dict[tuple[str, str], _Told] = {}
    for diagnostic in diagnostics:
        blame = diagnostic.entry, str(diagnostic.arguments)
        first = known.get(blame)
        if first is not None and first.diagnostic.place.path != diagnostic.place.path:
            first.others.append(diagnostic.place.path)
            continue
        told.append(_Told(diagnostic, []))
        if diagnostic.code in BLAMES_ANOTHER:
            known.setdefault(blame, told[-1])
    return told


def _by_file(told: Iterable[_Told]) -> Iterable[tuple[str, list[_Told]]]:
    """The diagnostics of each file, files in the order in which they first occur."""
    groups: dict[str, list[_Told]] = {}
    for one in told:
        groups.setdefault(one.diagnostic.place.path, []).append(one)
    return groups.items()


def _file_lines(path: str, of_file: Sequence[_Told], style: _Style) -> Iterator[str]:
    """The lines of the diagnostics of one file, up to the limit."""
    if style.width is not None:
        yield from style.lines(visible(path), tone=_BOLD)
    for told in of_file[:MOST_OF_ONE_FILE]:
        yield from _diagnostic_lines(told.diagnostic, style)
        if told.others:
            yield from style.lines(f"    {_others_text(told.others)}")
    if len(of_file) > MOST_OF_ONE_FILE:
        yield from style.lines(_("{path}: {n} more", path=visible(path), n=len(of_file) - MOST_OF_ONE_FILE))


def _diagnostic_lines(diagnostic: Diagnostic, style: _Style) -> Iterator[str]:
    """The lines of one diagnostic."""
    tone, place = _COLORS[diagnostic.level], diagnostic.place
    spot = str(place) if style.width is None else f"  {place.cell or f'{place.line}:{place.column}'}"
    level = f": {_(LEVEL_WORDS[diagnostic.level])}: "
    yield from style.lines(f"{visible(spot)}{level}{visible(diagnostic.message)} [{diagnostic.code}]", level, tone)
    if diagnostic.excerpt and diagnostic.excerpt.strip():
        room = WIDEST_EXCERPT if style.width is None else min(WIDEST_EXCERPT, style.width - 10)
        indent, shown = _excerpt_window(diagnostic.excerpt, place.column, room)
        yield f"    {shown}"
        yield f"    {' ' * indent}{style.styled('^', tone)}"
    label = _("help: ")
    yield from style.lines(f"    {label}{visible(diagnostic.help)}", label, _DIM)


def _others_text(paths: Sequence[str]) -> str:
    """Of how many other files the same is to be said, and of which."""
    named = [visible(path) for path in paths[:MOST_NAMED]]
    if len(paths) > MOST_NAMED:
        named.append(_("and {n} more", n=len(paths) - MOST_NAMED))
    return plural(
        "{n} other file waits for the same correction: {paths}",
        "{n} other files wait for the same correction: {paths}",
        len(paths),
        paths=listed(named),
    )


def _excerpt_window(line: str, column: int, room: int) -> tuple[int, str]:
    """The part of a long line around a column, in so many cells, after the width of what precedes the column."""
    at = min(column - 1, len(line))
    before, after = line[max(0, at - room) : at], line[at : at + room]
    if len(before) + len(after) == len(line) and cell_len(_shown(line)) <= room:
        return cell_len(_shown(before)), _shown(line)
    kept = _fitting(before[::-1], room // 2)[::-1]
    head = ("..." if len(kept) < at else "") + _shown(kept)
    part = _fitting(after, room - cell_len(head))
    return cell_len(head), head + _shown(part) + ("..." if at + len(part) < len(line) else "")


def _fitting(characters: str, room: int) -> str:
    """The first characters that fit into so many cells."""
    used = 0
    for number, character in enumerate(characters):
        used += cell_len(_shown(character))
        if used > room:
            return characters[:number]
    return characters


def _shown(part: str) -> str:
    """A part of a line as it is shown; a tab takes one cell, so that the caret stands below its column."""
    return visible(part.replace("\t", " "))


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
