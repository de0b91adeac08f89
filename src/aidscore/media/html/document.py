"""Pages as one HTML file: a heading, a list of contents, a section for each block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from aidscore import __version__
from aidscore.media.html.blocks import Blocks, fragment
from aidscore.media.html.elements import Html, element, markup
from aidscore.media.html.frame import framed
from aidscore.model.page import Block, Cell, Page, Paragraph, Table, grouped, without_gone
from aidscore.words import _

Numbered = tuple[str, Block]
"""A block with the id of its section."""


def document(pages: Sequence[Page], settings: str = "") -> bytes:
    """The pages one below the other, as a UTF-8 file; `settings` are the options of the result that they show."""
    title = pages[0].title if pages else ""
    # an id of a clause never begins with _, so these are no clauses
    blocks = [(f"_{number}", block) for number, block in enumerate((b for page in pages for b in page.blocks), 1)]
    lead = list(takewhile(lambda numbered: isinstance(numbered[1], Paragraph), blocks))
    write = Blocks()
    heading = [element("h1", title)] if title else []
    header = element("header", *heading, *(_block(write, *numbered) for numbered in lead))
    main = element("main", *(_block(write, *numbered) for numbered in blocks[len(lead) :]))
    return framed(title, [header, *_contents(blocks), main, element("footer", f"aidscore {__version__}")], settings)


def _block(write: Blocks, key: str, block: Block) -> Html:
    """One block."""
    return write.paragraph(block) if isinstance(block, Paragraph) else write.section(block, key)


def _contents(blocks: Sequence[Numbered]) -> Iterator[Html]:
    """The list of contents, where there is more than one section to find."""
    entries = [
        element("li", element("a", block.title, href=fragment(key)), *_groups(block))
        for key, block in blocks
        if not isinstance(block, Paragraph) and block.title
    ]
    if len(entries) > 1:
        heading = element("h2", _("Contents"), id="_contents")
        yield element("nav", heading, element("ol", *entries), aria_labelledby="_contents")


def _groups(block: Block) -> Iterator[Html]:
    """The groups of a table that has outer ones, each with its inner ones."""
    if isinstance(block, Table) and any(column.group == 1 for column in block.columns):
        outer = (element("li", _link(heads[0][1]), *_inner(part)) for heads, part in grouped(block, 1))
        yield element("ol", *outer)


def _inner(part: Table) -> Iterator[Html]:
    """The inner groups of an outer one."""
    if inner := [element("li", _link(heads[0][1])) for heads, _rows in grouped(part, 2) if heads]:
        yield element("ol", *inner)


def _link(cell: Cell) -> Html:
    """A link to what a cell names; just its text where it names nothing."""
    return element("a", without_gone(cell), href=fragment(cell.anchor)) if cell.anchor else markup(without_gone(cell))
