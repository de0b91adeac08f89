"""Where the points went: the tab of the rules by what they cost."""

from __future__ import annotations

from collections.abc import Sequence

from aidscore.model.page import Cell, Column, Page, Tab, Table, row, text
from aidscore.model.quantity import Number, ratio
from aidscore.model.results import Outcome
from aidscore.pages.summary.checks import Equality, check_cell, rounded_off, value
from aidscore.pages.summary.labels import Labels
from aidscore.scoring.losses import Loss, losses
from aidscore.scoring.standings import Standing
from aidscore.wording.numbers import exact_cell, figure_cell, percent_cell
from aidscore.words import _


def losses_tab(outcome: Outcome, centers: Sequence[Standing], *, by_details: bool) -> Tab:
    """The tab of the rules by what they cost, with their sum."""
    labels = Labels.of(outcome)
    found = losses(centers)
    total = sum(loss.effective for loss in found)
    columns = (
        Column(_("No."), "center", 6, "no"),
        *labels.columns(),
        Column(_("item"), width=16),
        Column(_("sub-item"), width=18),
        Column(_("clause"), "center", 8, "rule"),
        Column(_("rule"), width=56, key="text"),
        Column(_("centers"), "right", 9, "centers"),
        Column(_("nominal"), "right", 10, "nominal"),
        Column(_("effective"), "right", 12, "effective"),
        Column(_("share of all"), "right", 10, "share"),
        Column(_("check"), "center", 9, "check"),
    )
    rows = [_loss_row(number, loss, total, labels, by_details=by_details) for number, loss in enumerate(found, 1)]
    if found:
        rows.append(_sum_row(found, total, columns))
    page = Page(_("Points lost, by rule"), (Table(columns, tuple(rows), sums=int(bool(found))),))
    return Tab("losses", _("Losses"), page, 5 if labels.phases else 4)


def _loss_row(number: int, loss: Loss, total: Number, labels: Labels, *, by_details: bool) -> tuple[Cell, ...]:
    """One rule."""
    standard = loss.phase.edition.standard
    effective = figure_cell(loss.effective, standard)
    return row(
        exact_cell(number),
        *labels.cells(loss.phase),
        f"{loss.item.id} {loss.item.name}",
        f"{loss.sub_item.id} {loss.sub_item.name}",
        loss.rule.id,
        loss.rule.text,
        exact_cell(len(loss.centers)),
        figure_cell(loss.nominal, standard),
        effective,
        percent_cell(ratio(loss.effective, total), standard) if total else "-",
        check_cell(*([_rule_adds_up(loss, effective, labels)] if by_details else [])),
    )


def _rule_adds_up(loss: Loss, effective: Cell, labels: Labels) -> Equality:
    """The rows of the details that name the rule come to what it cost."""
    same = "EXACT({details!rule},{rule})" + ("*({details!phase}={phase})" if labels.phases else "*1")
    shown, off = _as_shown(loss)
    off += rounded_off(effective, loss.effective)
    return Equality(f"SUMPRODUCT({same},{{details!effective}})", "{effective}", shown, value(effective), off)


def _as_shown(loss: Loss) -> tuple[Number, Number]:
    """The sum of a rule's deductions as the details show them, and what rounding took from them altogether."""
    standard = loss.phase.edition.standard
    points = [deduction.effective for deduction in loss.deductions]
    cells = [figure_cell(number, standard) for number in points]
    return sum(map(value, cells)), sum(map(rounded_off, cells, points))


def _sum_row(found: Sequence[Loss], total: Number, columns: Sequence[Column]) -> tuple[Cell, ...]:
    """The sum of all rules, which is that of all details."""
    standard = found[0].phase.edition.standard
    nominal, effective = figure_cell(sum(loss.nominal for loss in found), standard), figure_cell(total, standard)
    shown = [_as_shown(loss) for loss in found]
    off = sum(off for _sum, off in shown) + rounded_off(effective, total)
    check = Equality(
        "SUM({details!effective})", "{effective}", sum(part for part, _off in shown), value(effective), off
    )
    cells = {
        "text": text(_("sum"), "strong"),
        "nominal": Cell(nominal.text, nominal.number, "strong"),
        "effective": Cell(effective.text, effective.number, "strong"),
        "check": check_cell(check),
    }
    return tuple(cells.get(column.key, text("", "strong")) for column in columns)
