"""Any page as a workbook: long tables have tabs of their own, so that only their header stays in view."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aidscore import __version__
from aidscore.model.page import Block, Book, Cell, Facts, Page, Tab, Table, repeats, text
from aidscore.words import _

LONGEST_NAME = 31
LONG_TABLE = 15
"""A table with more rows is long: its header should stay in view."""
PORTRAIT = 112
"""Tables of at most this width, in half-width characters, are printed on upright paper."""
REPEATED = 14
"""Besides the names of groups, texts in columns of at most this width are repeated in each row of their group."""
_FORBIDDEN = re.compile(r"[:\\/?*\[\]']")


def book_of(pages: Sequence[Page], mark: str = "") -> Book:
    """The book of pages, with the title of each on its first tab; `mark` is printed above every sheet."""
    tabs: list[Tab] = []
    for page in pages:
        for number, blocks in enumerate(_parts(page)):
            name = _unused(_FORBIDDEN.sub(" ", _name(blocks))[:LONGEST_NAME].strip() or _("Overview"), tabs)
            shown = Page(page.title if number == 0 else "", tuple(map(_flat, blocks)))
            widths = [sum(column.width for column in block.columns) for block in blocks if isinstance(block, Table)]
            tabs.append(
                Tab(
                    str(len(tabs)),
                    name,
                    shown,
                    pinned=int(_is_table(blocks[0])),
                    portrait=max(widths, default=0) <= PORTRAIT,
                )
            )
    return Book(pages[0].title, tuple(tabs), mark, f"aidscore {__version__}")


def _parts(page: Page) -> Iterator[list[Block]]:
    """The blocks of each tab: long tables alone, at most one short table with what is around it."""
    gathered: list[Block] = []
    for block in page.blocks:
        if gathered and _begins_a_tab(block, gathered):
            yield gathered
            gathered = []
        gathered.append(block)
    if gathered:
        yield gathered


def _begins_a_tab(block: Block, gathered: Sequence[Block]) -> bool:
    """Whether a block begins a tab, after those that are gathered for the tab before."""
    if isinstance(block, Table):
        return len(block.rows) > LONG_TABLE or any(map(_is_table, gathered))
    return _is_long(gathered[-1]) or (isinstance(block, Facts) and bool(block.title) and any(map(_is_table, gathered)))


def _is_table(block: Block) -> bool:
    """Whether a block is a table."""
    return isinstance(block, Table)


def _is_long(block: Block) -> bool:
    """Whether a block is a long table."""
    return isinstance(block, Table) and len(block.rows) > LONG_TABLE


def _name(blocks: Sequence[Block]) -> str:
    """What a tab is called: by its table, or else by the first of its blocks that has a title."""
    titled = [block for block in blocks if isinstance(block, Table | Facts) and block.title]
    return next((block.title or "" for block in sorted(titled, key=_is_table, reverse=True)), "")


def _unused(name: str, tabs: Sequence[Tab]) -> str:
    """A name that no tab has yet."""
    taken = {tab.name.lower() for tab in tabs}
    number = 2
    unused = name
    while unused.lower() in taken:
        ending = f" {number}"
        unused, number = name[: LONGEST_NAME - len(ending)] + ending, number + 1
    return unused


# ---- groups


def _flat(block: Block) -> Block:
    """A block whose rows are each complete: short names of groups are repeated, so that a filter finds all rows."""
    if not isinstance(block, Table) or not any(column.group for column in block.columns):
        return block
    named = [next((column for column in block.columns if column.group == level), None) for level in (1, 2)]
    rows = (
        tuple(
            _repeated(cell, is_name=column in named, width=column.width) if again else cell
            for column, (cell, again) in zip(block.columns, row, strict=True)
        )
        for row in repeats(block)
    )
    return replace(block, rows=tuple(rows))


def _repeated(cell: Cell, width: int, *, is_name: bool) -> Cell:
    """What a further row of a group says of it: its name, and no number and no long text twice."""
    repeats_it = is_name or (cell.number is None and width <= REPEATED)
    return replace(cell, tone="muted") if repeats_it else text("")
