"""Where the points went: every deduction with its facts, and the rules by what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aidscore.model.page import Cell, Column, Page, Tab, Table, row, text
from aidscore.model.quantity import Number, ratio
from aidscore.model.results import Deduction, Fact, Outcome, Visit
from aidscore.model.standard import BonusRule, Rule, Standard, Veto
from aidscore.pages.summary.centers import phase_cells, phase_columns, phase_labels
from aidscore.pages.summary.checks import Equality, check_cell, rounded_off, value
from aidscore.scoring.losses import Loss, losses
from aidscore.scoring.standings import Standing, sheets_of
from aidscore.wording.numbers import exact_cell, figure_cell, percent_cell
from aidscore.wording.rules import fact_text
from aidscore.wording.visits import visit_text
from aidscore.words import _, listed, together


def details_tab(outcome: Outcome, centers: Sequence[Standing]) -> Tab:
    """The tab of the deductions: a row for each fact, the points in the first row of a deduction."""
    labels = phase_labels(outcome)
    columns = (
        Column(_("No."), "center", 6, "no"),
        *phase_columns(labels),
        Column(_("center"), width=22, key="center"),
        Column(_("visit"), width=14),
        Column(_("sub-item"), width=16),
        Column(_("clause"), "center", 8, "rule"),
        Column(_("rule"), width=34),
        Column(_("basis"), width=16),
        Column(_("nominal"), "right", 8, "nominal"),
        Column(_("effective"), "right", 8, "effective"),
        Column(_("what was found"), width=34),
        Column(_("evidence"), width=12),
        Column(_("file and line"), width=28),
    )
    rows = tuple(cells for standing in centers for cells in _center_rows(standing, labels))
    page = Page(_("Deductions, vetoes and bonuses"), (Table(columns, rows),))
    return Tab("details", _("Deductions"), page, 3 if labels else 2)


def _center_rows(standing: Standing, labels: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    """The rows of a center: deductions in the standard's order, then vetoes and bonuses."""
    visits = {counted.visit.source: counted.visit for counted in standing.result.visits}
    start = (exact_cell(standing.number), *phase_cells(labels, standing.phase), text(standing.result.center.name))
    edition = standing.phase.edition
    for sheet in sheets_of(standing.result):
        for _item, part, deduction in sheet.deductions():
            points = _points(deduction, standing.standard)
            named = f"{part.sub_item.id} {part.sub_item.name}"
            for number, fact in enumerate(deduction.facts):
                amount = (text(_("included"), "muted"),) * 2 if number else points
                yield start + _fact_row(fact, visits, named, deduction.rule, amount)
        for veto, facts in sheet.vetoes.items():
            for fact in facts:
                yield start + _fact_row(fact, visits, _("veto"), edition.vetoes[veto], (text("-"), text("-")))
        for rule, facts in sheet.bonus_facts.items():
            for fact in facts:
                yield start + _fact_row(fact, visits, _("bonus"), edition.bonus_rules[rule], (text("-"), text("-")))


def _points(deduction: Deduction, standard: Standard) -> tuple[Cell, ...]:
    """The nominal and the effective points of a deduction."""
    effective = figure_cell(deduction.effective, standard, "strong" if deduction.effective else "plain")
    return figure_cell(deduction.nominal, standard), effective


def _fact_row(
    fact: Fact, visits: Mapping[str, Visit], kind: str, clause: Rule | Veto | BonusRule, points: tuple[Cell, ...]
) -> tuple[Cell, ...]:
    """What one fact says, after the cells that name the center."""
    return row(
        visit_text(visits[fact.source]) if fact.source in visits else "-",
        kind,
        clause.id,
        clause.text,
        listed(clause.basis),
        *points,
        _found(fact, clause),
        listed(fact.finding.evidence),
        f"{fact.source}:{fact.line}",
    )


def _found(fact: Fact, clause: Rule | Veto | BonusRule) -> str:
    """What was found: numbers, note, and whether it is disputed."""
    kind = clause.deduct if isinstance(clause, Rule) else clause.add if isinstance(clause, BonusRule) else None
    said = [fact_text(fact.finding, kind), fact.finding.note]
    if fact.finding.status == "disputed":
        said.insert(0, _("[disputed]"))
        said.append(fact.finding.status_note)
    return together(part for part in said if part)


def losses_tab(outcome: Outcome, centers: Sequence[Standing], *, by_details: bool) -> Tab:
    """The tab of the rules by what they cost, with their sum."""
    labels = phase_labels(outcome)
    found = losses(centers)
    total = sum(loss.effective for loss in found)
    columns = (
        Column(_("No."), "center", 6, "no"),
        *phase_columns(labels),
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
    page = Page(_("Points lost, by rule"), (Table(columns, tuple(rows)),))
    return Tab("losses", _("Losses"), page, 5 if labels else 4)


def _loss_row(
    number: int, loss: Loss, total: Number, labels: Mapping[str, str], *, by_details: bool
) -> tuple[Cell, ...]:
    """One rule."""
    standard = loss.phase.edition.standard
    effective = figure_cell(loss.effective, standard)
    return row(
        exact_cell(number),
        *phase_cells(labels, loss.phase),
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


def _rule_adds_up(loss: Loss, effective: Cell, labels: Mapping[str, str]) -> Equality:
    """The rows of the details that name the rule come to what it cost."""
    same = "EXACT({details!rule},{rule})" + ("*({details!phase}={phase})" if labels else "*1")
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
