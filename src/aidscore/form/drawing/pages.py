"""Where the pages of a long sheet end: never within the rows of a clause, which are merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aidscore.form.layout import ItemRows
from aidscore.xlsx.printing import Margins

LONG_SIDE, SHORT_SIDE = 841.9, 595.3
"""A4 in points."""
POINTS = 72
"""The points of an inch."""
DIGIT = 5.6
"""The points of a digit of the font that widths are counted in; a little more than in any program."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A page of A4 across: the percentage at which a sheet is printed, and the height of the rows that it takes."""

    percent: int
    height: float

    @classmethod
    def of(cls, width: float, margins: Margins) -> Paper:
        """The page of a sheet of a width in digits."""
        room = LONG_SIDE - 2 * margins.sides * POINTS
        percent = min(100, int(100 * room / (width * DIGIT)))
        return cls(percent, (SHORT_SIDE - (margins.top + margins.bottom) * POINTS) * 100 / percent)


def blocks(items: Sequence[ItemRows]) -> Iterator[tuple[int, int]]:
    """The first and last rows of what a page should hold together: a clause, with the heads above it."""
    for item in items:
        head = item.row
        for part in item.sub_items:
            for rows in part.rules:
                yield head, rows.last
                head = rows.last + 1
            if not part.rules:
                yield head, part.row
                head = part.row + 1


def page_ends(parts: Sequence[tuple[int, int]], heights: Sequence[float], used: float, room: float) -> Iterator[int]:
    """The last row of each page but the last; `used` is the height that is taken on the first page.

    `heights` are those of the parts, `room` is the height that every later page has for them.
    """
    left = room - used
    for (first, _last), height in zip(parts, heights, strict=True):
        if height > left and left < room:
            yield first - 1
            left = room
        left -= height
