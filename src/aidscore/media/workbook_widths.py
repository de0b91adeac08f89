"""The widths of the columns of a tab: wide enough for their numbers, and for the words of their texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from aidscore.media.workbook_layout import BORDERS, INDENT, UNIT, is_scaled
from aidscore.model.page import Column, Tab, Table
from aidscore.xlsx.text import longest_word

WIDEST_WORD = 22.0
"""A column is made so wide that no shorter word in it is broken."""
BOLD = 1.12
"""How much wider bold characters are."""


def fitted(tab: Tab) -> Tab:
    """The tab with columns that are wide enough for their numbers, and for the words of their texts.

    Tables with the same columns keep columns of the same widths.
    """
    unit = 1 if is_scaled(tab) else UNIT
    page = tab.page
    widths: dict[tuple[str, ...], list[int]] = {}
    tables = [block for block in page.blocks if isinstance(block, Table)]
    for table in tables:
        rooms = zip(table.columns, _rooms(table), strict=True)
        needed = [ceil(max(column.width, room) / unit) * unit for column, room in rooms]
        others = widths.get(_titles(table), needed)
        widths[_titles(table)] = [max(pair) for pair in zip(needed, others, strict=True)]
    blocks = [
        replace(block, columns=_with_widths(block.columns, widths[_titles(block)]))
        if isinstance(block, Table)
        else block
        for block in page.blocks
    ]
    return replace(tab, page=replace(page, blocks=tuple(blocks)))


def _titles(table: Table) -> tuple[str, ...]:
    """The titles of a table's columns."""
    return tuple(column.title for column in table.columns)


def _with_widths(columns: Sequence[Column], widths: Sequence[int]) -> tuple[Column, ...]:
    """Columns with other widths."""
    return tuple(replace(column, width=width) for column, width in zip(columns, widths, strict=True))


def _rooms(table: Table) -> Iterator[float]:
    """The room that the numbers and words of each column need, with its borders. Goes through the rows once."""
    longest = [0.0] * len(table.columns)
    texts: list[set[str]] = [set() for _column in table.columns]
    is_narrow = [column.width < WIDEST_WORD + BORDERS for column in table.columns]
    for cells in table.rows:
        for place, cell in enumerate(cells if len(cells) > 1 else ()):
            if cell.number is not None:
                longest[place] = max(longest[place], len(cell.text) + INDENT - BORDERS)
            elif is_narrow[place]:
                texts[place].add(cell.text)
    for column, number, words in zip(table.columns, longest, texts, strict=True):
        header = longest_word(column.title) * BOLD
        yield BORDERS + max(number, min(WIDEST_WORD, max([header, *map(longest_word, words)])))
