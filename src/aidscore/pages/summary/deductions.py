"""The tab of the details: every finding behind a result with its own points, vetoes and bonuses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from aidscore.model.page import Block, Cell, Column, ManyRows, Page, Paragraph, Tab, Table, text
from aidscore.model.quantity import Number, exact
from aidscore.model.results import Deduction, Fact, Outcome, SubItemResult, Visit
from aidscore.model.standard import BonusRule, Rule, Veto
from aidscore.pages.summary.labels import Labels
from aidscore.scoring.bonus import additions
from aidscore.scoring.details import Details, details_of
from aidscore.scoring.parts import own_parts
from aidscore.scoring.problems import total_of_amounts
from aidscore.scoring.standings import Standing, sheets_of
from aidscore.wording.codes import VETO_EFFECTS, channel_word
from aidscore.wording.findings import found_text, state_text
from aidscore.wording.numbers import figure_cell
from aidscore.wording.standards import body_word
from aidscore.wording.steps import sum_text
from aidscore.words import _, listed, together

EMPTY = text("")
UNPRINTED = ("nominal", "evidence", "text", "basis")
"""The columns to the right of the printed ones."""


DetailRow: TypeAlias = dict[str, Cell]
"""A finding as a row, by the keys of the columns."""


@dataclass(frozen=True, slots=True)
class DetailTable:
    """The findings behind the results of an outcome, made whenever somebody goes through them: there may be millions.

    They are numbered: first those that deduct, fail or add, center by center, then the others.
    """

    labels: Labels
    centers: Sequence[Standing]
    counting: int
    """How many deduct, fail or add."""
    zero: int
    """How many findings there are of clauses that deduct and add nothing, and fail nobody."""

    @classmethod
    def of(cls, outcome: Outcome, centers: Sequence[Standing]) -> DetailTable:
        """The details of an outcome."""
        counting, zero = (sum(1 for one in centers for _fact in _facts(one, zero=zero)) for zero in (False, True))
        return cls(Labels.of(outcome), centers, counting, zero)

    def __len__(self) -> int:
        """How many findings there are."""
        return self.counting + self.zero

    def rows(self, *, zero: bool) -> Iterator[tuple[int, DetailRow]]:
        """The rows of findings that count, or of the others, with their numbers."""
        clauses = _ClauseCells()
        found = (row for one in self.centers for row in _CenterRows(one, self.labels, clauses).rows(zero=zero))
        return enumerate(found, 1 + self.counting if zero else 1)

    def facts(self) -> Iterator[tuple[int, Fact]]:
        """The findings themselves with their numbers."""
        return enumerate((fact for zero in (False, True) for one in self.centers for fact in _facts(one, zero=zero)), 1)


def details_tab(outcome: Outcome, details: DetailTable) -> Tab:
    """A row for each finding with its own points; those of its clause are in the first row of the clause."""
    columns = _columns(outcome, details.labels)
    keys = [column.key for column in columns]
    blocks: list[Block] = [
        Paragraph(_("unit: points"), "plain", "right"),
        Table(columns, _rows(details, keys, zero=False), sums=int(details.counting > 0), key="details"),
    ]
    if details.zero:
        blocks.append(Table(columns, _rows(details, keys, zero=True), _("Findings without a deduction")))
    return Tab(
        "details",
        _("Deductions"),
        Page(_("Deductions, vetoes and bonuses"), tuple(blocks)),
        pinned=keys.index("center") + 1,
        portrait=True,
        dense=True,
        printed_columns=len(columns) - len(UNPRINTED),
    )


def _rows(details: DetailTable, keys: Sequence[str], *, zero: bool) -> ManyRows:
    """The rows of the findings that count, with the sum of what was deducted, or those of the others."""

    def make() -> Iterator[tuple[Cell, ...]]:
        for number, one in details.rows(zero=zero):
            one["no"] = _number(number)
            yield tuple([one.get(key, EMPTY) for key in keys])

    if zero:
        return ManyRows(make, details.zero)
    return ManyRows(make, details.counting, (_sum_row(details, keys),) if details.counting else ())


def _number(number: int) -> Cell:
    """The cell of a number in a row of numbers."""
    return Cell(str(number), Decimal(number))


def _sum_row(details: DetailTable, keys: Sequence[str]) -> tuple[Cell, ...]:
    """The sum of what was deducted."""
    sheets = (sheet for standing in details.centers for sheet in sheets_of(standing.result))
    taken = Counter(
        deduction.effective for sheet in sheets for _item, _part, deduction in details_of(sheet).deductions()
    )
    figure = figure_cell(total_of_amounts(taken), details.centers[0].standard, "strong")
    sums = {"found": text(_("sum"), "strong"), "effective": Cell(figure.text, figure.number, "strong", "sum")}
    return tuple(sums.get(key, text("", "strong")) for key in keys)


def _facts(standing: Standing, *, zero: bool) -> Iterator[Fact]:
    """The findings behind a result of a center that count, or the others, in the order of the rows."""
    for sheet in map(details_of, sheets_of(standing.result)):
        for _item, _part, deduction in sheet.deductions():
            if (not deduction.nominal) == zero:
                yield from deduction.facts
        if not zero:
            for facts in sheet.veto_facts.values():
                yield from facts
            for addition in additions(sheet):
                yield from addition.facts


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


@dataclass(frozen=True, slots=True)
class _ClauseCells:
    """What is said of each clause with each of its findings, made once."""

    made: dict[int, tuple[_Clause, dict[str, Cell]]] = field(default_factory=dict)
    """By the identity of the rule, which the clause keeps."""

    def cells(self, clause: _Clause) -> dict[str, Cell]:
        """The cells of a clause."""
        rule = clause.clause
        if id(rule) not in self.made:
            cells = {"part": clause.part, "rule": rule.id, "text": rule.text, "basis": listed(rule.basis)}
            self.made[id(rule)] = clause, {key: text(said) for key, said in cells.items()}
        return self.made[id(rule)][1]


@dataclass(frozen=True, slots=True)
class _CenterRows:
    """The rows of a center."""

    standing: Standing
    labels: Labels
    clauses: _ClauseCells

    def rows(self, *, zero: bool) -> Iterator[DetailRow]:
        """Deductions in the standard's order, then vetoes and bonuses: those that count, or the others."""
        visits = {counted.visit.source: _visit_cells(counted.visit) for counted in self.standing.result.visits}
        center = {"center": text(self.labels.center(self.standing.result.center))}
        center |= self.labels.by_key(self.standing.phase)
        for sheet in map(details_of, sheets_of(self.standing.result)):
            for clause in self._clauses(sheet, zero=zero):
                yield from self._rows_of(clause, center, visits)

    def _rows_of(
        self, clause: _Clause, center: dict[str, Cell], visits: Mapping[str, dict[str, Cell]]
    ) -> Iterator[DetailRow]:
        """The rows of a clause."""
        named = center | self.clauses.cells(clause)
        for number, (fact, own) in enumerate(zip(clause.facts, clause.own, strict=True)):
            cells = {**named, **visits.get(fact.source, NO_VISIT), "own": own}
            cells |= _fact_cells(clause, fact, "" if number else clause.remark)
            yield cells if number else cells | clause.whole

    def _clauses(self, sheet: Details, *, zero: bool) -> Iterator[_Clause]:
        """Every clause of a sheet that has a finding: those that count, or the others."""
        for part in sheet.sub_items():
            yield from self._deductions(part, zero=zero)
        if not zero:
            yield from self._vetoes_and_bonuses(sheet)

    def _vetoes_and_bonuses(self, sheet: Details) -> Iterator[_Clause]:
        """The vetoes and bonus rules of a sheet that have a finding."""
        for veto, facts in sheet.veto_facts.items():
            clause = sheet.assessment.edition.vetoes[veto]
            effect = _("{text} {effect}", text=clause.text, effect=_(VETO_EFFECTS[clause.effect]))
            yield _Clause(_("veto"), clause, facts, [text("-")] * len(facts), {}, effect)
        for addition in additions(sheet):
            parts = own_parts(addition.rule, addition.facts, 0)
            whole = {"nominal": self._figure(addition.nominal), "granted": self._figure(addition.effective)}
            remark = sum_text(parts, addition.nominal)
            yield _Clause(_("bonus"), addition.rule, addition.facts, [text("-")] * len(parts), whole, remark)

    def _deductions(self, part: SubItemResult, *, zero: bool) -> Iterator[_Clause]:
        """The rules of a sub-item that have a finding and deduct something, or nothing."""
        name = f"{part.sub_item.id} {part.sub_item.name}"
        for deduction in part.deductions:
            if (not deduction.nominal) != zero:
                continue
            parts = own_parts(deduction.rule, deduction.facts, part.sub_item.points)
            effective = figure_cell(deduction.effective, self.standing.standard, "strong")
            whole = {"nominal": self._figure(deduction.nominal), "effective": effective}
            own = [*map(self._figure, parts)]
            yield _Clause(name, deduction.rule, deduction.facts, own, whole, _sum(deduction, parts))

    def _figure(self, points: Number) -> Cell:
        """A number of points."""
        return figure_cell(points, self.standing.standard)


def _sum(deduction: Deduction, parts: Sequence[Number]) -> str:
    """How the points of the findings of a rule become what takes effect; empty where they simply add up."""
    left = ""
    if deduction.effective != deduction.nominal:
        left = _("{points} points are left of the sub-item", points=exact(deduction.effective))
    return together([sum_text(parts, deduction.nominal), left])


NO_VISIT = {"date": text("-"), "channel": text("-")}


def _visit_cells(visit: Visit) -> dict[str, Cell]:
    """The visit on which something was found."""
    record = visit.record
    channel = " ".join(filter(None, [channel_word(record.channel), record.visit]))
    return {"date": text(record.date), "channel": text(channel)}


def _fact_cells(clause: _Clause, fact: Fact, remark: str) -> dict[str, Cell]:
    """What one finding says."""
    state = state_text(fact)
    found = together([_("[{state}]", state=state) if state else "", found_text(fact, clause.clause), remark])
    return {
        "found": text(found, "open" if fact.finding.status == "disputed" else "plain"),
        "evidence": text(listed(fact.finding.evidence)),
    }
