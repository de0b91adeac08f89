"""What `aidscore score` shows: one visit as a sheet, several as a list."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from aidscore.model.page import Block, Cell, Column, Facts, Page, Table, Tone, row, text
from aidscore.model.quantity import Number, exact
from aidscore.model.results import Assessment, Deduction, Fact, ItemResult, Outcome, SubItemResult, Visit
from aidscore.model.standard import BonusRule, Rule, Veto
from aidscore.pages.explain import explained
from aidscore.scoring.bonus import Addition, additions
from aidscore.scoring.disputes import visit_if_upheld, withdrawn_facts
from aidscore.scoring.figures import item_landmarks
from aidscore.scoring.parts import own_parts
from aidscore.wording.codes import STATES, VETO_EFFECTS, channel_word, verdict_cell
from aidscore.wording.findings import finding_text
from aidscore.wording.numbers import exact_cell, number_cell, score_text, total_cell
from aidscore.wording.phases import first_sentence
from aidscore.wording.reasons import reason_text
from aidscore.wording.remarks import visit_remarks
from aidscore.wording.steps import sum_text
from aidscore.wording.visits import center_with_id
from aidscore.words import _, listed, together


def score_pages(outcome: Outcome, *, explain: bool = False) -> Iterator[Page]:
    """One visit as a sheet; several as a list, or as sheets where each step is wanted."""
    if len(outcome.visits) == 1 or explain:
        for visit in outcome.visits:
            yield visit_page(visit, explain=explain)
    elif outcome.visits:
        yield visits_page(outcome.visits)


def visit_page(visit: Visit, *, explain: bool = False) -> Page:
    """One visit: score, items, every deduction with its reason, verdict."""
    result, record = visit.assessment, visit.record
    name = center_with_id(visit.center, record.center)
    title = f"{name}  {record.date}  {channel_word(record.channel)}" + (f"  {record.visit}" if record.visit else "")
    blocks = [_head(visit), _items(result), *_deductions(result), *_others(result), *_withdrawn(visit)]
    if explain:
        blocks += explained(result)
    return Page(title, tuple(blocks))


def _head(visit: Visit) -> Facts:
    """Score, verdict, grade and reasons, first of all."""
    result = visit.assessment
    standard = result.edition.standard
    pairs = [(_("score"), Cell(score_text(result), None, "strong")), (_("verdict"), _verdict(result))]
    if result.grade is not None:
        pairs.append((_("grade"), text(result.grade)))
    pairs += [(_("reason"), text(reason_text(reason, result.edition))) for reason in result.reasons]
    pairs += [(_("remark"), text(remark)) for remark in visit_remarks(result, visit_if_upheld(visit))]
    pairs.append((_("standard"), text(f"{standard.reference} {standard.title}")))
    if standard.note:
        pairs.append((_("note"), text(first_sentence(standard.note), "muted")))
    pairs.append((_("file"), text(visit.source, "muted")))
    return Facts(tuple(pairs))


def _verdict(result: Assessment) -> Cell:
    """The verdict in its color."""
    return verdict_cell(result.verdict, result.provisional)


def _items(result: Assessment) -> Table:
    """The items with their scores and the sub-items that are not simply met."""
    columns = (
        Column(_("item"), width=40),
        Column(_("score"), "right", 10),
        Column(_("of"), "right", 8),
        Column(_("lost or open"), width=60),
    )
    return Table(columns, tuple(_item_row(item, result) for item in result.items))


def _item_row(item: ItemResult, result: Assessment) -> tuple[Cell, ...]:
    """One item."""
    standard = result.edition.standard
    score = number_cell(item.score, standard, *item_landmarks(item), tone="strong")
    return row(
        f"{item.item.id} {item.item.name}",
        score,
        exact_cell(item.possible),
        listed(_remark(part, result) for part in item.sub_items if part.state != "met"),
    )


def _remark(part: SubItemResult, result: Assessment) -> str:
    """What a sub-item lost, or that it was not examined."""
    if part.state == "not-met" and part.score is not None:
        return f"{part.sub_item.id} -{exact(part.sub_item.points - part.score)}"
    return f"{part.sub_item.id} {_(STATES[part.state])}"


def _deductions(result: Assessment) -> Iterator[Table]:
    """Every deduction with its reason."""
    rows = [line for _item, part, deduction in result.deductions() for line in _deduction_rows(part, deduction)]
    if rows:
        yield Table(_clause_columns(), tuple(rows), _("Deductions"))


def _clause_columns() -> tuple[Column, ...]:
    """The columns of clauses with their points and findings."""
    return (
        Column(_("rule"), width=8),
        Column(_("clause and what was found"), width=70),
        Column(_("of this finding"), "right", 10),
        Column(_("nominal"), "right", 10),
        Column(_("effective"), "right", 10),
        Column(_("line"), "right", 6),
    )


def _deduction_rows(part: SubItemResult, deduction: Deduction) -> Iterator[tuple[Cell, ...]]:
    """The clause with its points, and below it each finding with its own part of them."""
    rule = deduction.rule
    yield _clause_row(rule.id, rule.text, deduction.nominal, deduction.effective, "bad")
    parts = own_parts(rule, deduction.facts, part.sub_item.points)
    yield from _finding_rows(rule, deduction.facts, parts)
    yield from _sum_row(parts, deduction.nominal)


def _clause_row(name: str, clause: str, nominal: Number, effective: Number, tone: Tone) -> tuple[Cell, ...]:
    """A clause with its points."""
    return row(
        Cell(name, None, "strong"),
        Cell(clause, None, "strong"),
        "",
        exact_cell(nominal),
        exact_cell(effective, tone if effective else "plain"),
        "",
    )


def _finding_rows(
    clause: Rule | BonusRule, facts: Sequence[Fact], parts: Sequence[Number]
) -> Iterator[tuple[Cell, ...]]:
    """The findings of a clause, each with its own points."""
    for fact, points in zip(facts, parts, strict=True):
        found = Cell(f"  {finding_text(fact, clause)}")
        yield row("", found, exact_cell(points), "", "", exact_cell(fact.line))


def _sum_row(parts: Sequence[Number], nominal: Number) -> Iterator[tuple[Cell, ...]]:
    """How the points of the findings become those of the clause, where something is free or capped."""
    if sentence := sum_text(parts, nominal):
        yield row("", Cell(f"  {sentence}", None, "muted"), "", "", "", "")


def _others(result: Assessment) -> Iterator[Block]:
    """Vetoes and bonuses."""
    edition = result.edition
    pairs = [(veto, text(_veto_text(edition.vetoes[veto], facts), "bad")) for veto, facts in result.vetoes.items()]
    if pairs:
        yield Facts(tuple(pairs), _("Vetoes"))
    if result.bonus_facts:
        rows = [line for addition in additions(result) for line in _addition_rows(addition)]
        title = _("Bonus, granted: {points}", points=exact(result.bonus))
        yield Table(_clause_columns(), tuple(rows), title)


def _addition_rows(addition: Addition) -> Iterator[tuple[Cell, ...]]:
    """A bonus rule with what it adds, and below it each finding."""
    rule = addition.rule
    yield _clause_row(rule.id, rule.text, addition.nominal, addition.effective, "good")
    parts = own_parts(rule, addition.facts, 0)
    yield from _finding_rows(rule, addition.facts, parts)
    yield from _sum_row(parts, addition.nominal)


def _veto_text(veto: Veto, facts: Sequence[Fact]) -> str:
    """A veto with its effect and what happened."""
    findings = together(finding_text(fact, veto) for fact in facts)
    return _(
        "{text} ({effect}): {notes}", text=veto.text.rstrip("。."), effect=_(VETO_EFFECTS[veto.effect]), notes=findings
    )


def _withdrawn(visit: Visit) -> Iterator[Table]:
    """The findings that were withdrawn: they are in the record and deduct nothing."""
    edition = visit.assessment.edition
    rows = tuple(
        row(fact.finding.rule, finding_text(fact, edition.clause(fact.finding.rule)), exact_cell(fact.line))
        for fact in withdrawn_facts(visit)
    )
    if rows:
        columns = (Column(_("rule"), width=8), Column(_("what was found"), width=70), Column(_("line"), "right", 6))
        yield Table(columns, rows, _("Withdrawn findings, which deduct nothing"))


def visits_page(visits: Sequence[Visit]) -> Page:
    """Several visits, a line each; the folder that all are in is said once."""
    folders = {os.path.dirname(visit.source) for visit in visits}
    above = os.path.commonpath(folders) if all(folders) else ""
    columns = (
        Column(_("file"), width=60),
        Column(_("center"), width=16),
        Column(_("date"), width=10),
        Column(_("channel"), width=14),
        Column(_("score"), "right", 10),
        Column(_("verdict"), width=24),
    )
    rows = tuple(
        row(
            os.path.relpath(visit.source, above) if above else visit.source,
            visit.record.center,
            str(visit.record.date),
            channel_word(visit.record.channel),
            total_cell(visit.assessment.total, visit.assessment.edition.standard, "strong"),
            _verdict(visit.assessment),
        )
        for visit in visits
    )
    return Page(above, (Table(columns, rows),))
