"""Pages as Markdown, for a wiki or an issue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from aidscore.media.text import visible
from aidscore.model.page import Block, Cell, Facts, Page, Paragraph, Table, pieces

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!])")
_ALIGN = {"left": "---", "right": "---:", "center": ":---:"}


def document(pages: Sequence[Page]) -> bytes:
    """The pages one below the other, as a UTF-8 file."""
    lines = (line for page in pages for line in _page(page))
    return ("\n".join(lines).strip("\n") + "\n").encode("utf-8", "backslashreplace")


def _page(page: Page) -> Iterator[str]:
    """The lines of a page."""
    if page.title:
        yield f"# {_escaped(page.title)}"
    for block in page.blocks:
        if not isinstance(block, Paragraph) and block.title:
            yield f"\n## {_escaped(block.title)}"
        yield ""
        yield from _block(block)
    yield ""


def _block(block: Block) -> Iterator[str]:
    """The lines of a block."""
    match block:
        case Paragraph(said, _):
            yield "  \n".join(map(_escaped, said.split("\n")))
        case Facts(pairs, _):
            yield from (f"- {_escaped(label)}: {_said(cell)}" for label, cell in pairs)
        case Table(columns, rows, _):
            yield _line(_escaped(column.title) for column in columns)
            yield _line(_ALIGN[column.align] for column in columns)
            yield from (_line(map(_said, row)) for row in rows)
        case _:
            assert_never(block)


def _line(cells: Iterator[str] | map[str]) -> str:
    """A row of a table."""
    return "| " + " | ".join(cells) + " |"


def _said(cell: Cell) -> str:
    """The text of a cell, with what changed in it marked."""
    mark = "~~" if cell.marked_as == "gone" else "**"
    said = "".join(f"{mark}{_escaped(part)}{mark}" if marked else _escaped(part) for part, marked in pieces(cell))
    return f"**{said}**" if cell.tone == "strong" and said and not cell.marks else said


def _escaped(said: str) -> str:
    """A text that Markdown shows as it is."""
    return _SPECIAL.sub(r"\\\1", visible(said))
