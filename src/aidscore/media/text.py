"""Pages as text for a terminal or a file: columns line up with double-width characters, nothing is ever cut."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from rich.cells import cell_len

from aidscore.model.page import Align, Block, Cell, Column, Facts, Page, Paragraph, Table, Tone, marked, said_once

NARROWEST = 40
NARROW = 60
"""Below this a table is shown as a list, one row below the other."""
GAPS = (3, 2, 1)
"""Spaces between columns: the most that leave every text whole, else the fewest."""
LEAST = 16
"""A column of long texts is not squeezed below this; the table becomes a list before."""

_STYLES: dict[Tone, str] = {
    "plain": "",
    "strong": "\x1b[1m",
    "muted": "\x1b[2m",
    "good": "\x1b[32m",
    "bad": "\x1b[31m",
    "open": "\x1b[33m",
}
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
_PIECES = re.compile(r"[^\S\n]+|[（【《“‘]*(?:[0-9][!-~]*[^\s!-~（【《“‘]?|[!-~]+|.)[，。；：、！？）】》”’%]*")
"""What a line may be broken between: words of ASCII, a number with its unit, and any other character; opening marks
stay with what follows, closing marks with what is before."""


def visible(said: str) -> str:
    """The text with everything shown as an escape that a terminal would obey: colors, cursor, direction of writing."""
    return _UNSEEN.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), said)


def visible_lines(said: str) -> str:
    """The text as `visible` shows it, but for the ends of its lines."""
    return "\n".join(map(visible, said.split("\n")))


def render(page: Page, width: int | None = None, *, color: bool = False) -> str:
    """The page as text. Without a width only long texts in a table wrap: at the width that their column wishes."""
    room = None if width is None else max(width, NARROWEST)
    title = wrap(visible(page.title), room) if page.title else []
    parts = [[_styled(line, "strong", color) for line in title]] if title else []
    parts += [list(_block(block, room, color)) for block in page.blocks]
    return "\n".join("".join(line.rstrip() + "\n" for line in part) for part in parts)


def _block(block: Block, room: int | None, color: bool) -> Iterator[str]:
    """The lines of a block, its title first."""
    if not isinstance(block, Paragraph) and block.title:
        yield from (_styled(line, "strong", color) for line in wrap(visible(block.title), room))
    match block:
        case Paragraph(said, tone):
            for line in said.split("\n"):
                yield from (_styled(part, tone, color) for part in wrap(visible(line), room))
        case Facts(pairs, _):
            yield from _facts(pairs, room, color)
        case Table():
            table = said_once(block)
            layout = _layout(table, room)
            yield from _listed(table, room, color) if layout is None else _grid(table, *layout, color)
        case _:
            assert_never(block)


def _facts(pairs: Sequence[tuple[str, Cell]], room: int | None, color: bool, indent: int = 0) -> Iterator[str]:
    """Labels and values in two columns, the first at least so wide."""
    indent = max([indent, *(cell_len(label) + 2 for label, _ in pairs)])
    for label, cell in pairs:
        lines = wrap(visible(marked(cell)), None if room is None else max(room - indent, LEAST))
        for number, line in enumerate(lines):
            head = _styled(_aligned(label if number == 0 else "", indent, "left"), "muted", color)
            yield head + _styled(line, cell.tone, color)


def _layout(table: Table, room: int | None) -> tuple[list[int], int] | None:
    """How wide each column is, and the gap between; None where the table does not fit and becomes a list."""
    widths = [
        max(cell_len(column.title), *map(cell_len, texts), 1)
        for column, texts in zip(table.columns, _cells_of(table), strict=True)
    ]
    if room is None:
        return list(map(_wished, table.columns, _cells_of(table), widths)), GAPS[0]
    for gap in GAPS:
        if sum(widths) + gap * (len(widths) - 1) <= room:
            return widths, gap
    return None if room < NARROW else _squeezed(table, widths, room)


def _cells_of(table: Table) -> Iterator[list[str]]:
    """The texts of each column as they are shown."""
    return ([visible(marked(row[n])) for row in table.rows] for n in range(len(table.columns)))


def _wished(column: Column, texts: Sequence[str], width: int) -> int:
    """The width of a column where there is room for any: texts give way to its wish, words and paths stay whole."""
    if column.align != "left" or width <= column.width:
        return width
    longest = max(cell_len(piece) for said in texts for piece in _PIECES.findall(said) or [""])
    return max(column.width, longest, cell_len(column.title))


def _squeezed(table: Table, widths: list[int], room: int) -> tuple[list[int], int] | None:
    """The widths where columns of long texts give way; the others keep their texts whole."""
    long = [n for n, width in enumerate(widths) if width > min(table.columns[n].width, room // 3)]
    fixed = sum(width for n, width in enumerate(widths) if n not in long)
    fitting = (gap for gap in GAPS if room - fixed - gap * (len(widths) - 1) >= LEAST * len(long))
    gap = next(fitting, None)
    if not long or gap is None:
        return None
    left = room - fixed - gap * (len(widths) - 1)
    for taken, n in enumerate(sorted(long, key=lambda n: widths[n])):
        widths[n] = min(widths[n], left // (len(long) - taken))
        left -= widths[n]
    return widths, gap


def _grid(table: Table, widths: Sequence[int], gap: int, color: bool) -> Iterator[str]:
    """The table with a line of hyphens below its header: box characters are of doubtful width on Chinese consoles."""
    header = tuple(Cell(column.title, None, "strong") for column in table.columns)
    yield from _row(header, table, widths, gap, color)
    yield "-" * (sum(widths) + gap * (len(widths) - 1))
    for row in table.rows:
        yield from _row(row, table, widths, gap, color)


def _row(row: Sequence[Cell], table: Table, widths: Sequence[int], gap: int, color: bool) -> Iterator[str]:
    """The lines of one row."""
    columns = [wrap(visible(marked(cell)), width) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, columns))):
        parts = [column[number] if number < len(column) else "" for column in columns]
        yield (" " * gap).join(
            _styled(_aligned(part, width, column.align), cell.tone, color)
            for part, width, column, cell in zip(parts, widths, table.columns, row, strict=True)
        )


def _listed(table: Table, room: int | None, color: bool) -> Iterator[str]:
    """The rows of a table one below the other, for where it does not fit."""
    indent = max(cell_len(column.title) for column in table.columns) + 2
    for number, row in enumerate(table.rows):
        if number and row[0].text:  # a row without its first cell goes on with the row before
            yield ""
        pairs = [(column.title, cell) for column, cell in zip(table.columns, row, strict=True) if cell.text]
        yield from _facts(pairs, room, color, indent)


def wrap(said: str, width: int | None, hang: int | None = None) -> list[str]:
    """The text in lines of at most so many half-width characters; Chinese breaks anywhere but before closing marks.

    Lines that follow are indented by `hang` spaces, or else as the first one is.
    """
    if width is None or cell_len(said) <= width:
        return [said]
    first = len(said) - len(said.lstrip(" "))
    indent = " " * (first if hang is None else hang)
    lines: list[str] = []
    line = " " * first
    for piece in _pieces(said.lstrip(" "), width - max(first, len(indent))):
        if line.strip() and cell_len(line) + cell_len(piece) > width:
            lines.append(line.rstrip())
            line = indent + piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(said: str, width: int) -> Iterator[str]:
    """The pieces of a text between which a line may break; longer ones are broken too, paths between their parts."""
    for match in _PIECES.finditer(said):
        piece = match[0]
        while len(piece) > 1 and cell_len(piece) > width:
            cut = max(piece.rfind(mark, 0, width) for mark in "/\\-_.") + 1 or width
            yield piece[:cut]
            piece = piece[cut:]
        yield piece


def _aligned(said: str, width: int, align: Align) -> str:
    """The text filled up with spaces."""
    space = " " * max(0, width - cell_len(said))
    return space + said if align == "right" else said + space


def _styled(said: str, tone: Tone, color: bool) -> str:
    """The text in its tone."""
    return f"{_STYLES[tone]}{said}\x1b[0m" if color and _STYLES[tone] and said.strip() else said
