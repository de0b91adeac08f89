"""The centers of a summary in order of their scores: what the workbook and the CSV have in common, and the tab."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from aidscore.model.page import Cell, Column, Highlight, Page, Tab, Table, text
from aidscore.model.quantity import Number, exact, ratio
from aidscore.model.results import Assessment, CenterResult, Outcome, PhaseResult
from aidscore.model.standard import Standard
from aidscore.pages.summary.checks import Equality, check_cell, rounded_off, value
from aidscore.wording.codes import VERDICT_TONES, VERDICTS
from aidscore.wording.numbers import center_item_cell, exact_cell, figure_cell, number_cell, plain, total_cell
from aidscore.wording.reasons import reasons_text
from aidscore.words import _

UNSCORED = ("pass", "fail", "undecided", "not-assessed")
"""The order of the centers without a score."""


DASH = text("-", "muted")


@dataclass(frozen=True, slots=True)
class Standing:
    """A center of a phase in the order of the summary. `number` counts over all phases, `rank` within one."""

    number: int
    rank: int | None
    result: CenterResult
    phase: PhaseResult

    @property
    def standard(self) -> Standard:
        """The standard of the phase."""
        return self.phase.edition.standard

    @property
    def scored_sheet(self) -> Assessment | None:
        """The sheet that the score is taken from, where a single one has decided it."""
        sheet = self.result.deciding
        return sheet if sheet is not None and sheet.total is not None else None


def standings(outcome: Outcome) -> tuple[Standing, ...]:
    """Every center of every phase: by score, then those without one. Equal scores share a rank."""
    found: list[Standing] = []
    for phase in outcome.phases:
        ranks: dict[Number, int] = {}
        totals = [center.total for center in phase.centers if center.total is not None]
        for place, total in enumerate(sorted(totals, reverse=True), 1):
            ranks.setdefault(total, place)
        for center in sorted(phase.centers, key=_order):
            rank = None if center.total is None else ranks[center.total]
            found.append(Standing(len(found) + 1, rank, center, phase))
    return tuple(found)


def _order(center: CenterResult) -> tuple[int, Number]:
    """Scores from the highest down, then what has none."""
    return (0, -center.total) if center.total is not None else (1, UNSCORED.index(center.verdict))


def phase_label(outcome: Outcome, phase: PhaseResult) -> str:
    """The name of a phase, with its id where the name alone does not tell it from another."""
    if phase.phase is None:
        return ""
    twins = [other for other in outcome.phases if other.phase and other.phase.name == phase.phase.name]
    return phase.phase.name if len(twins) == 1 else f"{phase.phase.name} ({phase.phase.id})"


def phase_labels(outcome: Outcome) -> Mapping[str, str]:
    """The labels of the phases by their ids, where there are several; else nothing has to be told apart."""
    if len(outcome.phases) < 2:
        return {}
    return {phase.phase.id: phase_label(outcome, phase) for phase in outcome.phases if phase.phase}


def phase_columns(labels: Mapping[str, str]) -> list[Column]:
    """The column that tells the phase, where there are several."""
    return [Column(_("phase"), width=15, key="phase")] if labels else []


def phase_cells(labels: Mapping[str, str], phase: PhaseResult | None) -> list[Cell]:
    """The cell of that column."""
    return [text(labels[phase.phase.id] if phase and phase.phase else "")] if labels else []


def item_titles(outcome: Outcome) -> tuple[str, ...]:
    """The titles of the item columns: id and name, each once over all phases, in the standards' order."""
    standards = [phase.edition.standard for phase in outcome.phases]
    return tuple(dict.fromkeys(f"{item.id} {item.name}" for standard in standards for item in standard.items))


def item_cells(standing: Standing, titles: Sequence[str]) -> list[tuple[Cell, Number | None]]:
    """The scores of the items with their exact numbers; a dash for items of other phases. Missed floors are marked."""
    missed = {reason.id for reason in standing.result.reasons if reason.code == "item-below-floor"}
    found: dict[str, tuple[Cell, Number | None]] = {}
    for index, item in enumerate(standing.standard.items):
        cell = center_item_cell(standing.result, index, standing.standard)
        marked = Cell(cell.text, cell.number, "bad") if item.id in missed and cell.number is not None else cell
        found[f"{item.id} {item.name}"] = marked, (standing.result.items or {}).get(item.id)
    return [found.get(title, (DASH, None)) for title in titles]


def exact_text(result: CenterResult) -> str:
    """The unrounded score; without one the bounds that enclose it."""
    if result.total is not None:
        return exact(result.total)
    if result.bounds is None:
        return "-"
    return _("{low} - {high}", low=exact(result.bounds.low), high=exact(result.bounds.high))


def scores_tab(outcome: Outcome, centers: Sequence[Standing], *, by_details: bool) -> Tab:
    """The tab of the centers. `by_details`: whether each center is checked against its deductions too."""
    columns, labels, titles = _columns(outcome), phase_labels(outcome), item_titles(outcome)
    rows = tuple(_row(standing, columns, labels, titles, by_details=by_details) for standing in centers)
    pinned = [column.key for column in columns].index("center") + 1
    page = Page(_("Scores by center"), (Table(columns, rows),))
    return Tab("scores", _("Scores"), page, pinned, tuple(_highlights()))


def _highlights() -> Iterator[Highlight]:
    """Verdicts in their colors; scores below the pass mark; what is provisional."""
    for verdict, tone in VERDICT_TONES.items():
        yield Highlight("verdict", f'{{verdict}}="{_(VERDICTS[verdict])}"', tone)
    yield Highlight("score", "AND(ISNUMBER({score}),{score}<{mark})", "bad")
    yield Highlight("provisional", '{provisional}<>""', "open")


def _columns(outcome: Outcome) -> tuple[Column, ...]:
    """The columns; those of phase, bonus and grade only where there is such a thing."""
    standards = [phase.edition.standard for phase in outcome.phases]
    return (
        Column(_("No."), "center", 6, "no"),
        *phase_columns(phase_labels(outcome)),
        Column(_("rank"), "center", 6, "rank"),
        Column(_("center"), width=22, key="center"),
        Column(_("verdict"), "center", 13, "verdict"),
        Column(_("score"), "right", 9, "score"),
        Column(_("pass mark"), "right", 11, "mark"),
        *(Column(title, "right", 10, f"item-{n}") for n, title in enumerate(item_titles(outcome))),
        Column(_("attainable"), "right", 11, "attainable"),
        Column(_("deducted"), "right", 10, "deducted"),
        *([Column(_("bonus"), "right", 8, "bonus")] if any(standard.bonus for standard in standards) else []),
        *([Column(_("grade"), "center", 10, "grade")] if any(standard.grades for standard in standards) else []),
        Column(_("exact score, or bounds"), "center", 14, "exact"),
        Column(_("provisional"), "center", 12, "provisional"),
        Column(_("reason"), width=42, key="reason"),
        Column(_("check"), "center", 9, "check"),
    )


def _row(
    standing: Standing, columns: Sequence[Column], labels: Mapping[str, str], titles: Sequence[str], *, by_details: bool
) -> tuple[Cell, ...]:
    """One center."""
    result, sheet = standing.result, standing.scored_sheet
    items = item_cells(standing, titles)
    numbers: dict[str, Number | None] = {
        "score": result.total,
        "attainable": attainable(sheet) if sheet else None,
        "deducted": deducted(sheet) if sheet else None,
        "bonus": sheet.bonus if sheet else None,
        **{f"item-{n}": number for n, (_cell, number) in enumerate(items)},
    }
    cells = {
        **{key: figure_cell(number, standing.standard) for key, number in numbers.items()},
        **{f"item-{n}": cell for n, (cell, _number) in enumerate(items)},
        **_said(standing),
    }
    if sheet is not None:
        cells["deducted"] = _deducted_cell(sheet)
    if labels:
        cells["phase"], *_rest = phase_cells(labels, standing.phase)
    row = _Figures(standing, numbers, cells)
    cells["check"] = check_cell(*row.equalities(by_details=by_details))
    return tuple(cells[column.key] for column in columns)


def _said(standing: Standing) -> dict[str, Cell]:
    """What a row says beside the figures that add up."""
    result, standard = standing.result, standing.standard
    return {
        "no": exact_cell(standing.number),
        "rank": DASH if standing.rank is None else exact_cell(standing.rank),
        "center": text(result.center.name),
        "verdict": text(_(VERDICTS[result.verdict])),
        "score": total_cell(result.total, standard, "strong"),
        "mark": exact_cell(standard.pass_mark, "muted"),
        "grade": text(result.grade) if result.grade else DASH,
        "exact": text(exact_text(result)) if result.total is not None or result.bounds else DASH,
        "provisional": text(_("provisional") if result.provisional else ""),
        "reason": text(reasons_text(result, standing.phase.edition)),
    }


def _deducted_cell(sheet: Assessment) -> Cell:
    """The deductions, which may not be rounded down to what the pass mark would still bear."""
    standard, number = sheet.edition.standard, deducted(sheet)
    margin = attainable(sheet) - ratio(standard.pass_mark * sheet.possible, standard.points)
    cell = figure_cell(number, standard)
    if number > margin >= value(cell):
        shown_below_zero = number_cell(-number, standard, -margin).number or Decimal(0)
        return Cell(plain(shown_below_zero.copy_negate()), shown_below_zero.copy_negate())
    return cell


def deducted(sheet: Assessment) -> Number:
    """The effective deductions of a sheet."""
    return sum(deduction.effective for _item, _part, deduction in sheet.deductions())


def attainable(sheet: Assessment) -> Number:
    """What a sheet could have earned: without the points of what does not apply and gives none."""
    return sheet.earned + deducted(sheet)


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of a row, exact and as shown, and what must hold of them."""

    standing: Standing
    numbers: Mapping[str, Number | None]
    cells: Mapping[str, Cell]

    def equalities(self, *, by_details: bool) -> Iterator[Equality]:
        """What must hold, by the way in which the score came about."""
        sheet = self.standing.scored_sheet
        if self.standing.result.total is None:
            return
        if any(veto.effect == "zero" for veto in self.standing.result.vetoes.values()):
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
        sheets = [counted.visit.assessment for counted in self.standing.result.visits if counted.counts]
        whole = self.standing.standard.points
        return all(sheet.total == sheet.earned and sheet.possible == whole for sheet in sheets)
