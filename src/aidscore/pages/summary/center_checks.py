"""What must hold of the figures of a center as they are displayed, up to what rounding took away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aidscore.model.page import Cell
from aidscore.model.quantity import Number, exact, ratio
from aidscore.model.results import Assessment
from aidscore.pages.summary.checks import Equality, rounded_off, value
from aidscore.scoring.standings import Standing, is_plain_sum, is_zeroed, sheets_of
from aidscore.wording.numbers import figure_cell


@dataclass(frozen=True, slots=True)
class CenterFigures:
    """The figures of a row, exact and as shown, and what must hold of them."""

    standing: Standing
    numbers: Mapping[str, Number | None]
    cells: Mapping[str, Cell]

    def equalities(self, *, by_details: bool) -> Iterator[Equality]:
        """What must hold, by the way in which the score came about."""
        sheet = self.standing.scored_sheet
        if self.standing.result.total is None:
            return
        if is_zeroed(self.standing.result):
            yield Equality("{score}", "0", self._shown("score"), 0)
        elif sheet is not None:
            earned = self._shown("attainable") - self._shown("deducted")
            yield self._items_are("{attainable}-{deducted}", earned, self._off("attainable", "deducted"))
            yield self._score_follows(sheet, earned)
            if by_details:
                yield self._details_add_up(sheet)
        elif self._is_plain_mean():
            yield self._items_are("{score}", self._shown("score"), self._off("score"))

    def _shown(self, key: str) -> Number:
        return value(self.cells[key])

    def _off(self, *keys: str) -> Number:
        """What rounding for display took from figures."""
        return sum(rounded_off(self.cells[key], self.numbers[key]) for key in keys)

    def _items_are(self, right: str, right_value: Number, off: Number) -> Equality:
        """The items add up to what was earned, or to the score."""
        items = [key for key in self.numbers if key.startswith("item-")]
        total = f"SUM({{{items[0]}}}:{{{items[-1]}}})"
        return Equality(total, right, sum(map(self._shown, items)), right_value, off + self._off(*items))

    def _score_follows(self, sheet: Assessment, earned: Number) -> Equality:
        """The score is what was earned, rescaled where something does not apply, and the bonus."""
        whole = self.standing.standard.points
        formula = "({attainable}-{deducted})"
        scale: Number = 1
        if sheet.possible != whole and self._shown("attainable"):
            formula += f"*{exact(whole)}/{{attainable}}"
            scale = ratio(whole, self._shown("attainable"))
        bonus = self._shown("bonus")
        off = 2 * scale * self._off("attainable", "deducted") + self._off("bonus", "score")
        return Equality(
            formula + ("+{bonus}" if sheet.edition.standard.bonus else ""),
            "{score}",
            earned * scale + bonus,
            self._shown("score"),
            off,
        )

    def _details_add_up(self, sheet: Assessment) -> Equality:
        """The deductions of the details are together those of the center."""
        points = [deduction.effective for _item, _part, deduction in sheet.deductions()]
        cells = [figure_cell(number, self.standing.standard) for number in points]
        off = sum(map(rounded_off, cells, points)) + self._off("deducted")
        formula = "SUMIF({details!no},{no},{details!effective})"
        return Equality(formula, "{deducted}", sum(map(value, cells)), self._shown("deducted"), off)

    def _is_plain_mean(self) -> bool:
        """Whether a mean is one of sums: nothing rescaled, no bonus, in any of the visits."""
        sheets = sheets_of(self.standing.result)
        return all(map(is_plain_sum, sheets))
