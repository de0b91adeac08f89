"""The sheets of a book: tabs with names that every spreadsheet accepts, none with more rows than a sheet can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from aidscore.media.workbook_layout import lines
from aidscore.media.workbook_widths import fitted
from aidscore.model.page import Block, Book, Page, Paragraph, Tab, Table
from aidscore.words import _
from aidscore.xlsx.names import sheet_name

AROUND = 10
"""More rows than there are around a table that continues on another sheet: title, marks, sentences, header."""


@dataclass
class Sheets:
    """Makes the tabs of a book ready to be written.

    `most_rows` is what a sheet can hold, `long` how many rows of a table are kept in memory, and in a tab with others.
    """

    book: Book
    most_rows: int
    long: int
    taken: list[str] = field(default_factory=list)
    """The names of the sheets so far."""

    def ready(self) -> Book:
        """The book with tabs that can be written, with columns that are wide enough."""
        return replace(self.book, tabs=tuple(fitted(tab) for given in self.book.tabs for tab in self._sheets_of(given)))

    def _sheets_of(self, tab: Tab) -> Iterator[Tab]:
        """The sheets of a tab: usually one."""
        tab = replace(tab, name=self._named(tab.name), page=self._kept(tab.page))
        if not tab.pinned and not tab.charts:
            tab, apart = self._without_long_tables(tab)
        else:
            apart = []
        for one in (tab, *apart):
            yield from self._continued(one)

    def _kept(self, page: Page) -> Page:
        """The page with rows that are made once, except where they are too many to be kept."""
        blocks = (
            replace(block, rows=tuple(block.rows))
            if isinstance(block, Table) and len(block.rows) <= self.long
            else block
            for block in page.blocks
        )
        return replace(page, blocks=tuple(blocks))

    def _named(self, wanted: str) -> str:
        """A name for another sheet."""
        self.taken.append(sheet_name(wanted, _("Sheet"), self.taken))
        return self.taken[-1]

    def _without_long_tables(self, tab: Tab) -> tuple[Tab, list[Tab]]:
        """The tab without its long tables but the first, and a tab for each of those."""
        apart: list[Tab] = []
        blocks: list[Block] = []
        for number, block in enumerate(tab.page.blocks):
            if number and isinstance(block, Table) and len(block.rows) > self.long:
                name = self._named(block.title or tab.name)
                blocks.append(Paragraph(_("{title}: see the sheet {name}", title=block.title or "", name=name)))
                apart.append(self._apart(tab, number, block, name))
            else:
                blocks.append(block)
        return replace(tab, page=replace(tab.page, blocks=tuple(blocks))), apart

    def _apart(self, tab: Tab, number: int, table: Table, name: str) -> Tab:
        """A table of a tab as a tab of its own."""
        is_printed = tab.printed_blocks is None or number < tab.printed_blocks
        page = Page(table.title or "", (replace(table, title=None),))
        printed = None if is_printed else 0
        return replace(tab, key=f"{tab.key}/{number}", name=name, page=page, pinned=1, printed_blocks=printed)

    def _continued(self, tab: Tab) -> Iterator[Tab]:
        """The tab, cut where the sheet is full; a tab with charts is never as long as that."""
        number, base = 1, tab.name
        while (cut := self._cut(tab)) is not None:
            block, row = cut
            name = self._named(base)
            yield self._first(tab, block, row, name)
            number += 1
            tab = self._rest(tab, block, row, name, number)
        yield tab

    def _cut(self, tab: Tab) -> tuple[int, int] | None:
        """The block and the row of it with which another sheet begins; None where nothing can be cut any more."""
        if tab.charts:
            return None
        blocks = tab.page.blocks
        above = self._size(replace(tab, page=replace(tab.page, blocks=())))
        for number, block in enumerate(blocks):
            size = self._size(replace(tab, page=Page("", (block,)))) - bool(self.book.header)
            if above + size > self.most_rows:
                free = self.most_rows - above - AROUND
                if isinstance(block, Table) and free > 0:
                    return number, free
                return (number, 0) if any(isinstance(one, Table) for one in blocks[:number]) else None
            above += size
        return None

    def _size(self, tab: Tab) -> int:
        """How many rows of a sheet a tab takes."""
        return sum(line.number for line in lines(self.book, tab, landmarks=True))

    def _first(self, tab: Tab, block: int, row: int, name: str) -> Tab:
        """What fits into the sheet, with a sentence that says where the rest is."""
        blocks = tab.page.blocks
        sentence = Paragraph(
            _("A sheet has room for {rows} rows; the others are on the sheet {name}.", rows=self.most_rows, name=name),
            "open",
        )
        kept = [_part(blocks[block], 0, row)] if row else []
        return replace(tab, page=replace(tab.page, blocks=(*blocks[:block], sentence, *kept)))

    def _rest(self, tab: Tab, block: int, row: int, name: str, number: int) -> Tab:
        """What does not fit, as a tab that says what it continues."""
        blocks = tab.page.blocks
        sentence = Paragraph(_("continues the sheet {name}", name=tab.name), "muted")
        kept: Sequence[Block] = [_part(blocks[block], row, None), *blocks[block + 1 :]] if row else blocks[block:]
        printed = None if tab.printed_blocks is None else max(0, tab.printed_blocks - block)
        page = replace(tab.page, blocks=(sentence, *kept))
        return replace(tab, key=f"{tab.key}+{number}", name=name, page=page, printed_blocks=printed)


def _part(block: Block, start: int, stop: int | None) -> Block:
    """Rows of a table. The sums are at the end of the last part; formulas find the table by the first one."""
    assert isinstance(block, Table), "only tables are longer than a sheet"
    rows = block.rows[start:stop]
    return replace(block, rows=rows, sums=block.sums if stop is None else 0, key="" if start else block.key)
