"""The cells that say how checks came out, and the formulas with which a spreadsheet tests them by itself."""

from __future__ import annotations

from collections.abc import Iterable

from aidscore.model.page import Cell, Check, text
from aidscore.model.quantity import Rounding
from aidscore.scoring.agreements import Agreement
from aidscore.wording.codes import check_word
from aidscore.wording.numbers import plain

_UPWARD = Rounding(6)


class Equality:
    """Two formulas that have to come to the same."""

    def __init__(self, left: str, right: str, agreement: Agreement) -> None:
        self.formula = f"ABS({left}-({right}))<={plain(_UPWARD.at(agreement.allowed, 6))}"
        """The condition, as a spreadsheet reads it."""
        self.holds = agreement.holds


def check_cell(equalities: Iterable[Equality]) -> Cell:
    """The cell that says whether all of the equalities hold; a dash where there is none to test."""
    found = list(equalities)
    if not found:
        return text("-", "muted")
    formulas = [equality.formula for equality in found]
    formula = formulas[0] if len(formulas) == 1 else f"AND({','.join(formulas)})"
    holds = all(equality.holds for equality in found)
    return Cell(check_word(holds), None, "muted", check=Check(formula, holds))


def counted(column: str, word: str, *conditions: str) -> str:
    """The formula for how many cells of a column are a word while more conditions hold of their rows."""
    return "SUMPRODUCT(" + "*".join([f'({{{column}}}="{word}")', *conditions, "1"]) + ")"


def summed(column: str, *conditions: str) -> str:
    """The formula for the sum of a column over the rows of which conditions hold."""
    return f"SUMPRODUCT({'*'.join([*conditions, '1'])},{{{column}}})"
