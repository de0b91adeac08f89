"""Pages as Markdown, for a wiki or an issue: tables that render, and anchors for the clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never
from urllib.parse import quote

from aidscore.media.text import visible
from aidscore.model.page import Block, Cell, Facts, Heads, Page, Paragraph, Table, grouped, pieces
from aidscore.words import _

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LEADING = re.compile(r"^(\s*)([-+=:]|[0-9]{1,9}[.)])")
"""What would begin a list or a line below a heading."""
_ALIGN = {"left": "---", "right": "---:", "center": ":---:"}
_TAGS = {"gone": "del", "new": "ins"}
"""Signs such as ~~ do not work beside the punctuation of Chinese."""


def document(pages: Sequence[Page]) -> bytes:
    """The pages one below the other, as a UTF-8 file."""
    write = _Writer()
    lines = (line for page in pages for line in write.page(page))
    return ("\n".join(lines).strip("\n") + "\n").encode("utf-8", "backslashreplace")


class _Writer:
    """Writes pages. The first cell that names a clause becomes the target of links, later ones links to it."""

    def __init__(self) -> None:
        self._targets: set[str] = set()

    def page(self, page: Page) -> Iterator[str]:
        """The lines of a page."""
        if page.title:
            yield f"# {_escaped(page.title)}"
        for block in page.blocks:
            if not isinstance(block, Paragraph) and block.title:
                yield f"\n## {_escaped(block.title)}"
            yield ""
            yield from self._block(block)
        yield ""

    def _block(self, block: Block) -> Iterator[str]:
        """The lines of a block."""
        match block:
            case Paragraph(words):
                yield "  \n".join(_LEADING.sub(r"\1\\\2", _escaped(line)) for line in words.split("\n"))
            case Facts(pairs):
                yield from (f"- {self._labeled(label, cell)}" for label, cell in pairs)
            case Table():
                for heads, table in grouped(block, 1):
                    yield from self._heading(heads)
                    yield from self._table(table)
            case _:
                assert_never(block)

    def _heading(self, heads: Heads) -> Iterator[str]:
        """What is said of a group of rows that is a table of its own."""
        if heads:
            yield f"\n### {self._cell(heads[0][1])}\n"
            yield from (f"- {self._labeled(column.title, cell)}" for column, cell in heads[1:] if cell.text)
            yield ""

    def _table(self, table: Table) -> Iterator[str]:
        """A table. What is said of an inner group is in one row above its others, in the widest column."""
        parts = list(grouped(table, 2))
        columns = parts[0][1].columns if parts else table.columns
        yield _line(_escaped(column.title) for column in columns)
        yield _line(_ALIGN[column.align] for column in columns)
        widest = max(range(len(columns)), key=lambda place: (place > 0, columns[place].width))
        for heads, part in parts:
            if heads:
                said = self._group(heads)
                yield _line(said if place == widest else "" for place in range(len(columns)))
            yield from (_line(map(self._cell, row)) for row in part.rows)

    def _group(self, heads: Heads) -> str:
        """What is said of an inner group, in one cell."""
        (_column, name), *others = heads
        named = f"<strong>{self._cell(name)}</strong>"
        facts = (self._labeled(column.title, cell) for column, cell in others if cell.text)
        return "<br>".join([named, *facts])

    def _labeled(self, label: str, cell: Cell) -> str:
        """A cell behind its label."""
        return _("{label}: {value}", label=_escaped(label), value=self._cell(cell))

    def _cell(self, cell: Cell) -> str:
        """The text of a cell, with what changed in it marked, as the target of links or a link."""
        said = "".join(
            f"<{_TAGS[kind]}>{_escaped(part)}</{_TAGS[kind]}>" if kind else _escaped(part)
            for part, kind in pieces(cell)
        )
        if cell.anchor and cell.anchor not in self._targets:
            self._targets.add(cell.anchor)
            said = f'<a id="{cell.anchor}"></a>{said}'
        elif cell.anchor:
            said = f"[{said}](#{quote(cell.anchor, safe='@')})"
        return f"<strong>{said}</strong>" if cell.tone == "strong" and said else said


def _line(cells: Iterable[str]) -> str:
    """A row of a table."""
    return "| " + " | ".join(cells) + " |"


def _escaped(words: str) -> str:
    """A text that Markdown shows as it is; lines stay lines within a table, too."""
    return "<br>".join(_SPECIAL.sub(r"\\\1", visible(line)) for line in words.split("\n"))
