"""Any pages as a workbook: a tab for each table, since a table's columns set the widths of a tab."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aidscore import __version__
from aidscore.model.page import Block, Book, Page, Tab, Table
from aidscore.words import _

LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[:\\/?*\[\]']")


def book_of(pages: Sequence[Page], mark: str = "") -> Book:
    """The book of pages; `mark` is printed above every sheet."""
    tabs: list[Tab] = []
    for page in pages:
        for blocks in _by_table(page):
            title = next((block.title for block in blocks if isinstance(block, Table) and block.title), page.title)
            name = _unused(_FORBIDDEN.sub(" ", title)[:LONGEST_NAME].strip() or _("Sheet"), tabs)
            tabs.append(Tab(str(len(tabs)), name, Page(page.title, tuple(blocks)), pinned=1))
    return Book(pages[0].title, tuple(tabs), mark, f"aidscore {__version__}")


def _by_table(page: Page) -> Iterator[list[Block]]:
    """The blocks of a page up to each of its tables."""
    gathered: list[Block] = []
    for block in page.blocks:
        gathered.append(block)
        if isinstance(block, Table):
            yield gathered
            gathered = []
    if gathered:
        yield gathered


def _unused(name: str, tabs: Sequence[Tab]) -> str:
    """A name that no tab has yet."""
    taken = {tab.name.lower() for tab in tabs}
    number = 2
    unused = name
    while unused.lower() in taken:
        ending = f" {number}"
        unused, number = name[: LONGEST_NAME - len(ending)] + ending, number + 1
    return unused
