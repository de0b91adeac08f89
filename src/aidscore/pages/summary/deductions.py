"""The tab of the details: every finding behind a result with its own points, vetoes and bonuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aidscore.model.page import Cell, Column, Page, Tab, Table, text
from aidscore.model.quantity import Number
from aidscore.model.results import Assessment, Fact, Outcome, SubItemResult, Visit
from aidscore.model.standard import BonusRule, Rule, Veto
from aidscore.pages.summary.labels import Labels
from aidscore.scoring.bonus import additions
from aidscore.scoring.parts import own_parts
from aidscore.scoring.standings import Standing, sheets_of
from aidscore.wording.codes import VETO_EFFECTS, channel_word
from aidscore.wording.findings import found_text, state_text
from aidscore.wording.numbers import exact_cell, figure_cell
from aidscore.wording.standards import body_word
from aidscore.wording.steps import sum_text
from aidscore.words import _, listed

EMPTY = text("")


def details_tab(outcome: Outcome, centers: Sequence[Standing]) -> Tab:
    """A row for each finding with its own points; those of its clause are in the first row of the clause."""
    labels = Labels.of(outcome)
    columns = _columns(outcome, labels)
    rows = tuple(
        tuple(cells.get(column.key, EMPTY) for column in columns)
        for standing in centers
        for cells in _CenterRows(standing, labels).rows()
    )
    page = Page(_("Deductions, vetoes and bonuses"), (Table(columns, rows),))
    return Tab("details", _("Deductions"), page, 3 if labels.phases else 2)


def _columns(outcome: Outcome, labels: Labels) -> tuple[Column, ...]:
    """The columns; those of labeled visits and of bonuses only where there is such a thing."""
    bonus = any(phase.edition.standard.bonus for phase in outcome.phases)
    visits = any(visit.record.visit for visit in outcome.visits)
    return (
        Column(_("No."), "center", 6, "no"),
        *labels.columns(),
        Column(body_word(*(phase.edition.standard for phase in outcome.phases)), width=22, key="center"),
        Column(_("date"), width=11, key="date"),
        Column(_("channel"), width=9, key="channel"),
        *([Column(_("visit"), width=8, key="visit")] if visits else []),
        Column(_("sub-item"), width=16, key="part"),
        Column(_("clause"), "center", 8, "rule"),
        Column(_("rule"), width=34, key="text"),
        Column(_("basis"), width=16, key="basis"),
        Column(_("of this finding"), "right", 8, "own"),
        Column(_("nominal"), "right", 8, "nominal"),
        Column(_("effective"), "right", 8, "effective"),
        *([Column(_("granted"), "right", 8, "granted")] if bonus else []),
        Column(_("how it adds up"), width=14, key="sum"),
        Column(_("what was found"), width=34, key="found"),
        Column(_("state"), width=10, key="state"),
        Column(_("evidence"), width=12, key="evidence"),
        Column(_("file and line"), width=28, key="place"),
    )


class _Clause(NamedTuple):
    """A clause with its findings: the points of each, and the cells of the clause itself, for its first row."""

    part: str
    clause: Rule | Veto | BonusRule
    facts: Sequence[Fact]
    own: Sequence[Cell]
    whole: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class _CenterRows:
    """The rows of a center, each by the keys of its columns."""

    standing: Standing
    labels: Labels

    def rows(self) -> Iterator[dict[str, Cell]]:
        """Deductions in the standard's order, then vetoes and bonuses."""
        visits = {counted.visit.source: counted.visit for counted in self.standing.result.visits}
        center = {
            "no": exact_cell(self.standing.number),
            "center": text(self.labels.center(self.standing.result.center)),
        } | self.labels.by_key(self.standing.phase)
        for sheet in sheets_of(self.standing.result):
            for clause in self._clauses(sheet):
                for number, (fact, own) in enumerate(zip(clause.facts, clause.own, strict=True)):
                    whole = {} if number else clause.whole
                    yield (
                        center
                        | _visit_cells(visits.get(fact.source))
                        | _fact_cells(clause, fact)
                        | whole
                        | {"own": own}
                    )

    def _clauses(self, sheet: Assessment) -> Iterator[_Clause]:
        """Every clause of a sheet that has a finding."""
        for part in sheet.sub_items():
            yield from self._deductions(part)
        for veto, facts in sheet.vetoes.items():
            clause = sheet.edition.vetoes[veto]
            effect = {"sum": text(_(VETO_EFFECTS[clause.effect]))}
            yield _Clause(_("veto"), clause, facts, [text("-")] * len(facts), effect)
        for addition in additions(sheet):
            parts = own_parts(addition.rule, addition.facts, 0)
            whole = self._points(parts, addition.nominal) | {"granted": self._figure(addition.effective)}
            yield _Clause(_("bonus"), addition.rule, addition.facts, [*map(self._figure, parts)], whole)

    def _deductions(self, part: SubItemResult) -> Iterator[_Clause]:
        """The rules of a sub-item that have a finding."""
        name = f"{part.sub_item.id} {part.sub_item.name}"
        for deduction in part.deductions:
            parts = own_parts(deduction.rule, deduction.facts, part.sub_item.points)
            effective = figure_cell(
                deduction.effective, self.standing.standard, "strong" if deduction.effective else "plain"
            )
            whole = self._points(parts, deduction.nominal) | {"effective": effective}
            yield _Clause(name, deduction.rule, deduction.facts, [*map(self._figure, parts)], whole)

    def _points(self, parts: Sequence[Number], nominal: Number) -> dict[str, Cell]:
        """The nominal points of a clause, and how they come from those of its findings."""
        return {"nominal": self._figure(nominal), "sum": text(sum_text(parts, nominal))}

    def _figure(self, points: Number) -> Cell:
        """A number of points."""
        return figure_cell(points, self.standing.standard)


def _visit_cells(visit: Visit | None) -> dict[str, Cell]:
    """The visit on which something was found."""
    if visit is None:
        return {"date": text("-"), "channel": text("-")}
    record = visit.record
    return {"date": text(record.date), "channel": text(channel_word(record.channel)), "visit": text(record.visit)}


def _fact_cells(clause: _Clause, fact: Fact) -> dict[str, Cell]:
    """What one finding says, and of which clause."""
    return {
        "part": text(clause.part),
        "rule": text(clause.clause.id),
        "text": text(clause.clause.text),
        "basis": text(listed(clause.clause.basis)),
        "found": text(found_text(fact, clause.clause)),
        "state": text(state_text(fact), "open" if fact.finding.status == "disputed" else "plain"),
        "evidence": text(listed(fact.finding.evidence)),
        "place": text(f"{fact.source}:{fact.line}"),
    }
