"""The tab of the details: every finding behind a result with its own points, vetoes and bonuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aidscore.model.page import Block, Cell, Column, Page, Paragraph, Tab, Table, text
from aidscore.model.quantity import Number, exact, total_of
from aidscore.model.results import Deduction, Fact, Outcome, SubItemResult, Visit
from aidscore.model.standard import BonusRule, Rule, Veto
from aidscore.pages.summary.labels import Labels
from aidscore.scoring.bonus import additions
from aidscore.scoring.details import Details, details_of
from aidscore.scoring.parts import own_parts
from aidscore.scoring.standings import Standing, sheets_of
from aidscore.wording.codes import VETO_EFFECTS, channel_word
from aidscore.wording.findings import found_text, state_text
from aidscore.wording.numbers import exact_cell, figure_cell
from aidscore.wording.standards import body_word
from aidscore.wording.steps import sum_text
from aidscore.words import _, listed, together

EMPTY = text("")
UNPRINTED = ("nominal", "evidence", "text", "basis")
"""The columns to the right of the printed ones."""


class DetailRow(NamedTuple):
    """A finding as a row, by the keys of the columns."""

    cells: dict[str, Cell]
    fact: Fact
    is_zero: bool
    """Whether its clause deducts and adds nothing, and fails nobody."""


def details_tab(outcome: Outcome, centers: Sequence[Standing], found: Sequence[DetailRow]) -> Tab:
    """A row for each finding with its own points; those of its clause are in the first row of the clause."""
    labels = Labels.of(outcome)
    columns = _columns(outcome, labels)
    counting, zero = [one for one in found if not one.is_zero], [one for one in found if one.is_zero]
    blocks: list[Block] = [Paragraph(_("unit: points"), "plain", "right"), _counting_table(counting, columns, centers)]
    if zero:
        blocks.append(Table(columns, tuple(_cells(one, columns) for one in zero), _("Findings without a deduction")))
    return Tab(
        "details",
        _("Deductions"),
        Page(_("Deductions, vetoes and bonuses"), tuple(blocks)),
        pinned=[column.key for column in columns].index("center") + 1,
        portrait=True,
        dense=True,
        printed_columns=len(columns) - len(UNPRINTED),
    )


def detail_rows(outcome: Outcome, centers: Sequence[Standing]) -> list[DetailRow]:
    """The rows, numbered: first those that deduct, fail or add, center by center, then the others."""
    labels = Labels.of(outcome)
    found = [one for standing in centers for one in _CenterRows(standing, labels).rows()]
    ordered = sorted(found, key=lambda one: one.is_zero)
    return [one._replace(cells=one.cells | {"no": exact_cell(number)}) for number, one in enumerate(ordered, 1)]


def _cells(one: DetailRow, columns: Sequence[Column]) -> tuple[Cell, ...]:
    """The cells of a row in the order of the columns."""
    return tuple(one.cells.get(column.key, EMPTY) for column in columns)


def _counting_table(found: Sequence[DetailRow], columns: Sequence[Column], centers: Sequence[Standing]) -> Table:
    """The findings that count, with the sum of what was deducted."""
    rows = [_cells(one, columns) for one in found]
    if found:
        sheets = [sheet for standing in centers for sheet in sheets_of(standing.result)]
        total = total_of([one.effective for sheet in sheets for _item, _part, one in details_of(sheet).deductions()])
        figure = figure_cell(total, centers[0].standard, "strong")
        sums = {"found": text(_("sum"), "strong"), "effective": Cell(figure.text, figure.number, "strong", "sum")}
        rows.append(tuple(sums.get(column.key, text("", "strong")) for column in columns))
    return Table(tuple(columns), tuple(rows), sums=int(bool(found)), key="details")


def _columns(outcome: Outcome, labels: Labels) -> tuple[Column, ...]:
    """The columns; that of bonuses only where there is such a thing."""
    labeled = any(visit.record.visit for visit in outcome.visits)
    bonus = any(phase.edition.standard.bonus for phase in outcome.phases)
    return (
        Column(_("No."), "center", 5, "no"),
        *labels.columns(),
        Column(body_word(*(phase.edition.standard for phase in outcome.phases)), width=18, key="center"),
        Column(_("date"), "center", 11, key="date"),
        Column(_("channel"), "center", 10 if labeled else 7, key="channel"),
        Column(_("clause"), "center", 7, "rule"),
        Column(_("sub-item"), width=17, key="part"),
        Column(_("what was found"), width=46, key="found"),
        Column(_("nominal"), "center", 7, "own"),
        Column(_("effective"), "center", 7, "effective"),
        *([Column(_("granted"), "center", 7, "granted")] if bonus else []),
        Column(_("nominal of the clause"), "right", 9, "nominal"),
        Column(_("evidence"), width=30, key="evidence"),
        Column(_("rule"), width=120, key="text"),
        Column(_("basis"), width=50, key="basis"),
    )


class _Clause(NamedTuple):
    """A clause with its findings: the points of each, and the cells of the clause itself, for its first row."""

    part: str
    clause: Rule | Veto | BonusRule
    facts: Sequence[Fact]
    own: Sequence[Cell]
    whole: dict[str, Cell]
    remark: str
    """What is said behind the first finding: how the points add up, or what a veto does."""
    is_zero: bool = False


@dataclass(frozen=True, slots=True)
class _CenterRows:
    """The rows of a center."""

    standing: Standing
    labels: Labels

    def rows(self) -> Iterator[DetailRow]:
        """Deductions in the standard's order, then vetoes and bonuses."""
        visits = {counted.visit.source: counted.visit for counted in self.standing.result.visits}
        center = {"center": text(self.labels.center(self.standing.result.center))}
        center |= self.labels.by_key(self.standing.phase)
        for sheet in sheets_of(self.standing.result):
            for clause in self._clauses(details_of(sheet)):
                for number, (fact, own) in enumerate(zip(clause.facts, clause.own, strict=True)):
                    cells = center | _visit_cells(visits.get(fact.source)) | {"own": own}
                    cells |= _fact_cells(clause, fact, "" if number else clause.remark)
                    yield DetailRow(cells | ({} if number else clause.whole), fact, clause.is_zero)

    def _clauses(self, details: Details) -> Iterator[_Clause]:
        """Every clause of a sheet that has a finding."""
        for part in details.sub_items():
            yield from self._deductions(part)
        for veto, facts in details.veto_facts.items():
            clause = details.assessment.edition.vetoes[veto]
            effect = _("{text} {effect}", text=clause.text, effect=_(VETO_EFFECTS[clause.effect]))
            yield _Clause(_("veto"), clause, facts, [text("-")] * len(facts), {}, effect)
        for addition in additions(details):
            parts = own_parts(addition.rule, addition.facts, 0)
            whole = {"nominal": self._figure(addition.nominal), "granted": self._figure(addition.effective)}
            remark = sum_text(parts, addition.nominal)
            yield _Clause(_("bonus"), addition.rule, addition.facts, [text("-")] * len(parts), whole, remark)

    def _deductions(self, part: SubItemResult) -> Iterator[_Clause]:
        """The rules of a sub-item that have a finding."""
        name = f"{part.sub_item.id} {part.sub_item.name}"
        for deduction in part.deductions:
            parts = own_parts(deduction.rule, deduction.facts, part.sub_item.points)
            effective = figure_cell(deduction.effective, self.standing.standard, "strong")
            whole = {"nominal": self._figure(deduction.nominal), "effective": effective}
            own = [*map(self._figure, parts)]
            yield _Clause(
                name, deduction.rule, deduction.facts, own, whole, _sum(deduction, parts), not deduction.nominal
            )

    def _figure(self, points: Number) -> Cell:
        """A number of points."""
        return figure_cell(points, self.standing.standard)


def _sum(deduction: Deduction, parts: Sequence[Number]) -> str:
    """How the points of the findings of a rule become what takes effect; empty where they simply add up."""
    left = ""
    if deduction.effective != deduction.nominal:
        left = _("{points} points are left of the sub-item", points=exact(deduction.effective))
    return together([sum_text(parts, deduction.nominal), left])


def _visit_cells(visit: Visit | None) -> dict[str, Cell]:
    """The visit on which something was found."""
    if visit is None:
        return {"date": text("-"), "channel": text("-")}
    record = visit.record
    channel = " ".join(filter(None, [channel_word(record.channel), record.visit]))
    return {"date": text(record.date), "channel": text(channel)}


def _fact_cells(clause: _Clause, fact: Fact, remark: str) -> dict[str, Cell]:
    """What one finding says, and of which clause."""
    state = state_text(fact)
    found = together([_("[{state}]", state=state) if state else "", found_text(fact, clause.clause), remark])
    return {
        "part": text(clause.part),
        "rule": text(clause.clause.id),
        "text": text(clause.clause.text),
        "basis": text(listed(clause.clause.basis)),
        "found": text(found, "open" if fact.finding.status == "disputed" else "plain"),
        "evidence": text(listed(fact.finding.evidence)),
    }
