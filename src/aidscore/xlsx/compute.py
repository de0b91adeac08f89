"""The results of the formulas of a workbook, so that a preview, which computes nothing, shows them.

Only the functions of `aidscore.xlsx.functions` are known; a formula with another one is a bug of the caller.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from aidscore.xlsx.cells import EPOCH_1900, Address
from aidscore.xlsx.expression import Expression, NoValue, Reference, Value, expression_of
from aidscore.xlsx.formula import Formula, Result
from aidscore.xlsx.functions import function_of

Contents: TypeAlias = "Mapping[str, Mapping[Address, object]]"
"""What the cells of each sheet contain."""


def results_of(contents: Contents) -> dict[Reference, Result]:
    """The result of each formula, by sheet and cell; those that a spreadsheet shows as errors are left out."""
    return _Workbook(contents).results()


class _Workbook:
    """The cells of a workbook, and the formulas that have been computed."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.found: dict[Reference, Result] = {}
        self.failed: set[Reference] = set()

    def results(self) -> dict[Reference, Result]:
        """The result of each formula."""
        for sheet, cells in self.contents.items():
            for at, content in cells.items():
                if isinstance(content, Formula):
                    self._compute((sheet, at))
        return self.found

    def _compute(self, cell: Reference) -> None:
        """Compute a formula, those that it needs before it: a chain of them may be longer than Python's stack."""
        waiting = [cell]
        while waiting:
            expression = self._expression(waiting[-1])
            needed = [] if expression is None else list(self._needed(waiting[-1][0], expression))
            assert cell not in needed, f"the formula in {cell} needs itself"
            waiting += needed
            if not needed:
                self._result(waiting.pop(), expression)

    def _expression(self, cell: Reference) -> Expression | None:
        """The formula of a cell that has not been computed."""
        content = self.contents.get(cell[0], {}).get(cell[1])
        is_open = isinstance(content, Formula) and cell not in self.found and cell not in self.failed
        return expression_of(content.text[1:], function_of) if isinstance(content, Formula) and is_open else None

    def _needed(self, sheet: str, expression: Expression) -> Iterator[Reference]:
        """The cells that a formula names and that have to be computed first."""
        for name, at in expression.references:
            if self._expression((name or sheet, at)) is not None:
                yield name or sheet, at

    def _result(self, cell: Reference, expression: Expression | None) -> None:
        """Compute a formula whose cells are all known."""
        if expression is None:
            return
        try:
            value = expression.node(lambda other: self._read(other[0] or cell[0], other[1]))
        except NoValue:
            self.failed.add(cell)
        else:
            assert not isinstance(value, tuple), f"the formula in {cell} has several values"
            self.found[cell] = 0 if value is None else value

    def _read(self, sheet: str, at: Address) -> Value:
        """The value of a cell. Raises NoValue where its formula has none."""
        if (sheet, at) in self.failed:
            raise NoValue("#VALUE!")
        content = self.contents.get(sheet, {}).get(at)
        match content:
            case Formula():
                return self.found[sheet, at]
            case date():
                return (content - EPOCH_1900).days
            case Decimal():
                return Fraction(content)
            case None | int():
                return content
            case _:
                return str(content)
