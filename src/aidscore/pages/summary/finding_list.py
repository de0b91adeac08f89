"""The findings of a summary as one plain table, for CSV: a row each; what is not known is an empty cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aidscore.model.page import Cell, row, text
from aidscore.model.quantity import Number
from aidscore.model.results import CenterResult, Fact, Outcome, PhaseResult
from aidscore.model.standard import BonusRule, Rule, Veto
from aidscore.pages.summary.visit_list import beginning_titles, exact_or_empty, visit_cells
from aidscore.scoring.bonus import additions
from aidscore.scoring.details import Details, details_of
from aidscore.scoring.parts import own_parts
from aidscore.scoring.standings import sheets_of
from aidscore.wording.codes import STATUSES
from aidscore.wording.findings import found_text
from aidscore.words import _, listed


def finding_titles(outcome: Outcome) -> list[str]:
    """The titles of the columns."""
    return [
        *beginning_titles(outcome),
        _("item"),
        _("sub-item"),
        _("clause id"),
        _("kind"),
        _("what was found"),
        _("status"),
        _("points of the finding"),
        _("nominal of the clause"),
        _("effective"),
        _("granted"),
        _("evidence"),
        _("rule"),
        _("basis"),
        _("line"),
        _("file"),
    ]


def finding_rows(outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    """Every finding behind a result, phase by phase, in the campaign's order and that of the standard.

    What belongs to a clause as a whole is in the row of its first finding, so that columns can be summed.
    """
    for phase in outcome.phases:
        for center in phase.centers:
            yield from _center_rows(outcome, phase, center)


def _center_rows(outcome: Outcome, phase: PhaseResult, center: CenterResult) -> Iterator[tuple[Cell, ...]]:
    """The findings of a center."""
    visits = {counted.visit.source: tuple(visit_cells(outcome, phase, center, counted)) for counted in center.visits}
    for sheet in sheets_of(center):
        for clause in _clauses(details_of(sheet)):
            for number, (fact, own) in enumerate(zip(clause.facts, clause.own, strict=True)):
                yield (*visits[fact.source], *_cells(clause, fact, own, is_first=number == 0))


class _Clause(NamedTuple):
    """A clause with its findings."""

    item: str
    part: str
    clause: Rule | Veto | BonusRule
    facts: Sequence[Fact]
    own: Sequence[Number | None]
    """The points of each finding; None for a veto, which has none."""
    nominal: Number | None = None
    effective: Number | None = None
    granted: Number | None = None


def _clauses(sheet: Details) -> Iterator[_Clause]:
    """Every clause of a sheet with a finding: rules, vetoes, bonus rules."""
    for item, part, one in sheet.deductions():
        own = own_parts(one.rule, one.facts, part.sub_item.points)
        names = f"{item.item.id} {item.item.name}", f"{part.sub_item.id} {part.sub_item.name}"
        yield _Clause(*names, one.rule, one.facts, own, one.nominal, one.effective)
    for veto, facts in sheet.veto_facts.items():
        yield _Clause("", "", sheet.assessment.edition.vetoes[veto], facts, [None] * len(facts))
    for addition in additions(sheet):
        own = own_parts(addition.rule, addition.facts, 0)
        yield _Clause("", "", addition.rule, addition.facts, own, addition.nominal, None, addition.effective)


def _cells(clause: _Clause, fact: Fact, own: Number | None, *, is_first: bool) -> Sequence[Cell]:
    """What one finding says; with the numbers of its clause in the first row of the clause."""
    whole = (clause.nominal, clause.effective, clause.granted) if is_first else (None, None, None)
    return row(
        clause.item,
        clause.part,
        clause.clause.id,
        _kind(clause.clause),
        found_text(fact, clause.clause),
        _(STATUSES[fact.finding.status]),
        *map(exact_or_empty, (own, *whole)),
        listed(fact.finding.evidence),
        clause.clause.text,
        listed(clause.clause.basis),
        text(str(fact.line)),
        fact.source,
    )


def _kind(clause: Rule | Veto | BonusRule) -> str:
    """What a clause is."""
    match clause:
        case Rule():
            return _("deduction")
        case Veto():
            return _("veto")
        case BonusRule():
            return _("bonus")
