"""The hidden sheet of sums while it is written: its rows by their names, its cells by row and column.

Each rule has a row for each of its findings and one for itself (`finding_sums`); then come sub-items, items and totals
(`total_sums`), and the numbers that are shown (`figures`). Amounts are in units (`units`); a score that is no whole
number of them is a numerator over a denominator: `per` of a rule and of a sub-item, `all` of the whole form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aidscore.form.formulas.units import in_units
from aidscore.form.layout import Layout
from aidscore.form.lists import Lists
from aidscore.model.standard import SubItem
from aidscore.xlsx.cells import column_letters
from aidscore.xlsx.formula import Formula, literal

OF_FINDING = (
    *("id", "active", "quantity", "above", "below", "value-above", "value-below", "drawn", "failed", "height", "step"),
    *("units", "per", "disputed", "trouble", "troubles", "text", "slash", "point", "scaled", "facts"),
)
"""The columns of a row of a finding. The row of a rule has those of a pooled sample, and then:"""
OF_RULE = ("nominal", "nominal-per", "wanted", "left", "effective", "place", "shown")
OF_SUB_ITEM = (
    *("id", "state", "per", "left", "earned", "possible", "unexamined", "applies", "examined", "missing-ids", "lost"),
    *("own-trouble", "trouble", "troubles"),
)
OF_ITEM = (
    *("id", "earned", "possible", "unexamined", "reached-low", "reached-high"),
    *("own-trouble", "trouble", "troubles"),
)


@dataclass
class Sums:
    """The cells of the sheet while they are written: each by its name."""

    layout: Layout
    lists: Lists
    unit: int
    cells: dict[str, str | int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    heads: dict[int, Sequence[str]] = field(default_factory=dict)
    """The titles above each part, by row."""

    def columns(self, name: str) -> Sequence[str]:
        """The columns of a named row."""
        kind = name.partition(" ")[0]
        return {
            "slot": OF_FINDING,
            "rule": (*OF_FINDING, *OF_RULE),
            "sub-item": OF_SUB_ITEM,
            "item": OF_ITEM,
        }.get(kind, ("id", "value"))

    def plain(self, name: str, column: str = "value") -> str:
        """The address of a cell within the sheet."""
        return f"{column_letters(self.columns(name).index(column) + 1)}{self.rows[name]}"

    def at(self, name: str, column: str = "value") -> str:
        """The address of a cell from any sheet."""
        return f"sums!{self.plain(name, column)}"

    def span(self, names: Sequence[str], column: str) -> str:
        """The cells of a column in rows one below the other."""
        return f"{self.plain(names[0], column)}:{self.plain(names[-1], column)}"

    def put(self, name: str, column: str, formula: str | int) -> None:
        """Write a formula, or a number."""
        self.cells[self.plain(name, column)] = f"={formula}" if isinstance(formula, str) else formula

    def plan(self, names: Sequence[str], row: int) -> int:
        """Give rows to names, one below the other, with a row of titles above; the next free row."""
        self.heads[row] = max((self.columns(name) for name in names), key=len, default=())
        for number, name in enumerate(names, row + 1):
            self.rows[name] = number
            self.cells[f"A{number}"] = name
        return row + len(names) + 2

    def joined(self, condition: str, text: str, before: str, separator: str) -> str:
        """A list with one more text at its end while a condition holds."""
        if not before:
            return f'IF({condition},{literal(text)},"")'
        return f'{before}&IF({condition},IF({before}="","",{literal(separator)})&{literal(text)},"")'

    def words(self, name: str, key: str) -> str:
        """A word of a list as a formula writes it."""
        return literal(self.lists.word(name, key))

    def units_of(self, sub_item: SubItem) -> int:
        """What a sub-item is worth."""
        return in_units(sub_item.points, self.unit)

    def contents(self) -> Iterator[tuple[str, str | int | Formula]]:
        """Every cell of the sheet with its content."""
        for row, titles in self.heads.items():
            yield from ((f"{column_letters(number)}{row}", title) for number, title in enumerate(titles, 1))
        for cell, content in self.cells.items():
            is_formula = isinstance(content, str) and content.startswith("=")
            yield cell, Formula(str(content)) if is_formula else content
