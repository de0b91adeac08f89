"""Checks of a workbook's figures: equalities that a spreadsheet tests by itself, up to what rounding took away."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from aidscore.model.page import Cell, Check, text
from aidscore.model.quantity import Number, Rounding
from aidscore.wording.codes import check_word
from aidscore.wording.numbers import plain

_SLACK = Fraction(1, 1_000_000)
"""What a spreadsheet's own arithmetic may be off."""
_UPWARD = Rounding(6)


@dataclass(frozen=True, slots=True)
class Equality:
    """Two formulas with what they come to here, and how far rounding for display may have driven them apart."""

    left: str
    right: str
    left_value: Number
    right_value: Number
    rounded_off: Number = 0

    @property
    def formula(self) -> str:
        """The condition, as a spreadsheet reads it."""
        return f"ABS({self.left}-({self.right}))<={plain(_UPWARD.at(self.allowed, 6))}"

    @property
    def holds(self) -> bool:
        """Whether the condition holds."""
        return -self.allowed <= self.left_value - self.right_value <= self.allowed

    @property
    def allowed(self) -> Number:
        """The largest difference that still agrees."""
        return Fraction(self.rounded_off) + _SLACK


def check_cell(*equalities: Equality) -> Cell:
    """The cell that says whether all of the equalities hold; a dash where there is none to test."""
    if not equalities:
        return text("-", "muted")
    formulas = [equality.formula for equality in equalities]
    formula = formulas[0] if len(formulas) == 1 else f"AND({','.join(formulas)})"
    holds = all(equality.holds for equality in equalities)
    return Cell(check_word(holds), None, "muted", check=Check(formula, holds))


def counted(column: str, word: str, *conditions: str) -> str:
    """The formula for how many cells of a column are a word while more conditions hold of their rows."""
    return "SUMPRODUCT(" + "*".join([f'({{{column}}}="{word}")', *conditions, "1"]) + ")"


def value(cell: Cell) -> Number:
    """The number that a cell shows; 0 where it shows none."""
    if cell.number is None:
        return 0
    return Fraction(cell.number)


def rounded_off(cell: Cell, number: Number | None) -> Number:
    """What rounding for display took from a number."""
    if number is None or cell.number is None:
        return 0
    return max(value(cell) - number, number - value(cell))
