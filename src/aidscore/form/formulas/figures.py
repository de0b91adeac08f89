"""The numbers that a form shows: fractions divided by hand, digit by digit, rounded as the standard says.

A row for each number: numerator, denominator, then for each decimal what the number is when cut off there, as a whole
number, and the remainder. The same for each mark that a number may not be rounded across (spec, section 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aidscore.form.formulas.sums import Sums
from aidscore.form.formulas.units import displayed, in_units
from aidscore.model.standard import Item
from aidscore.xlsx.cells import column_letters

FIXED = ("id", "above", "below")


class Mark(NamedTuple):
    """A number that a shown one may not be rounded across: its row, and the condition that it is reached."""

    row: int
    reached: str


@dataclass
class Figures:
    """The rows of the numbers that are shown, below the sums."""

    sums: Sums
    row: int

    def __post_init__(self) -> None:
        standard = self.sums.layout.edition.standard
        self.decimals, self.most = displayed(standard)
        self.rounding = standard.rounding.mode
        self.addresses: dict[str, str] = {}
        """The address of each number as it is shown."""

    def column(self, name: str, decimal: int = 0) -> str:
        """The letter of a column: `cut`, `rest` or `round` at a decimal, or `shown`."""
        if name in FIXED:
            return column_letters(FIXED.index(name) + 1)
        place = {"cut": 0, "rest": 1, "round": 2}.get(name)
        start = len(FIXED)
        return column_letters(1 + start + (3 * decimal + place if place is not None else 3 * (self.most + 1)))

    def divide(self, name: str, above: str, below: str, *, up: bool = False) -> int:
        """Add the row of a fraction, cut off and rounded at every decimal; with `up` always rounded up. Its row."""
        self.row += 1
        row = self.row
        below_cell = f"$C{row}"
        self._put("id", name)
        self._put("above", f"={above}")
        self._put("below", f"={below}")
        for decimal in range(self.most + 1):
            cut, rest = f"{self.column('cut', decimal)}{row}", f"{self.column('rest', decimal)}{row}"
            if decimal == 0:
                self._put("cut", f"=INT(B{row}/{below_cell})")
                self._put("rest", f"=B{row}-{cut}*{below_cell}")
            else:
                carried = f"{self.column('rest', decimal - 1)}{row}*10"
                digit = f"INT({carried}/{below_cell})"
                self._put("cut", f"={self.column('cut', decimal - 1)}{row}*10+{digit}", decimal)
                self._put("rest", f"={carried}-{digit}*{below_cell}", decimal)
            if up or decimal >= self.decimals:
                self._put("round", f"={cut}+{self._more(cut, rest, below_cell, up=up)}", decimal)
        return row

    def _put(self, name: str, content: str, decimal: int = 0) -> None:
        """Write into the last row."""
        self.sums.cells[f"{self.column(name, decimal)}{self.row}"] = content

    def _more(self, cut: str, rest: str, below: str, *, up: bool) -> str:
        """What rounding adds to the last digit."""
        if up:
            return f"IF({rest}>0,1,0)"
        match self.rounding:
            case "half-up":
                return f"IF(2*{rest}>={below},1,0)"
            case "half-even":
                odd = f"{cut}-2*INT({cut}/2)"
                return f"IF(2*{rest}>{below},1,IF(2*{rest}={below},{odd},0))"
            case "down":
                return "0"

    def show(self, name: str, above: str, below: str, marks: Sequence[Mark] = (), equal: str = "") -> None:
        """Add a number that is shown, with the fewest decimals that leave it on the right side of every mark.

        `equal` is the condition that it is a mark: no number of decimals tells it from one that has no end.
        """
        row = self.divide(name, above, below)
        shown = [f"{self.column('round', n)}{row}/{10**n}" for n in range(self.decimals, self.most + 1)]
        formula = shown[0]
        if marks:
            formula = f"$B{row}/$C{row}"
            for decimal, value in reversed(list(enumerate(shown, self.decimals))):
                column = self.column("round", decimal)
                sides = [f"({column}{row}>={column}{mark.row})=({mark.reached})" for mark in marks]
                side = sides[0] if len(sides) == 1 else f"AND({','.join(sides)})"
                formula = f"IF({side},{value},{formula})"
            if equal:
                endless = f"AND({equal},{self.column('rest', self.most)}{marks[0].row}>0)"
                formula = f"IF({endless},{shown[0]},{formula})"
        self._put("shown", f"={formula}")
        self.addresses[name] = f"sums!${self.column('shown')}${row}"


def figures_of(sums: Sums) -> Figures:
    """Every number that is shown: the total and its bounds, the bonus, the items."""
    figures = Figures(sums, max(sums.rows.values()) + 3)
    standard, over = sums.layout.edition.standard, f"{sums.plain('total over')}*{sums.unit}"
    numbers = dict.fromkeys((standard.pass_mark, *(grade.start for grade in standard.grades if grade.start)))
    units = [in_units(number, sums.unit) for number in numbers]
    marks = [figures.divide(f"mark {number}", str(number), str(sums.unit), up=True) for number in units]
    for name in ("low", "high"):
        total = sums.plain(f"total {name}")
        reached = [f"{total}>={number}*{sums.plain('total over')}" for number in units]
        figures.show(name, total, over, [*map(Mark, marks, reached)])
    figures.show("granted", sums.plain("total granted"), over)
    for rows in sums.layout.items:
        _show_item(figures, rows.item)
    return figures


def _show_item(figures: Figures, item: Item) -> None:
    """The points that an item earned, which may not be rounded across its floor."""
    sums, name = figures.sums, f"item {item.id}"
    earned, possible = sums.plain(name, "earned"), sums.plain(name, "possible")
    over = f"{sums.plain('total all')}*{sums.unit}"
    if item.pass_score is None:
        figures.show(name, earned, over)
        return
    points, floor = in_units(item.points, sums.unit), in_units(item.pass_score, sums.unit)
    mark = figures.divide(f"floor {item.id}", f"{floor}*{possible}", f"{points}*{sums.unit}", up=True)
    scaled, least = f"{earned}*{points}", f"{floor}*{possible}*{sums.plain('total all')}"
    figures.show(name, earned, over, [Mark(mark, f"{scaled}>={least}")], f"{scaled}={least}")
