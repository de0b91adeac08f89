"""What `aidscore score` shows: one visit as a sheet, several as a list."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from aidscore.model.page import Block, Cell, Column, Facts, Page, Table, row, text
from aidscore.model.quantity import exact
from aidscore.model.results import Assessment, Deduction, Fact, ItemResult, Outcome, SubItemResult, Visit
from aidscore.pages.explain import explained
from aidscore.wording.codes import STATES, channel_word, verdict_cell
from aidscore.wording.numbers import exact_cell, item_landmarks, number_cell, score_text, total_cell
from aidscore.wording.phases import first_sentence
from aidscore.wording.reasons import reason_text
from aidscore.wording.rules import fact_text
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
    blocks = [_head(visit), _items(result), *_deductions(result), *_others(result)]
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
        columns = (
            Column(_("rule"), width=8),
            Column(_("clause and what was found"), width=70),
            Column(_("nominal"), "right", 10),
            Column(_("effective"), "right", 10),
            Column(_("line"), "right", 6),
        )
        yield Table(columns, tuple(rows), _("Deductions"))


def _deduction_rows(part: SubItemResult, deduction: Deduction) -> Iterator[tuple[Cell, ...]]:
    """The clause with its points, and below it each finding."""
    del part
    yield row(
        Cell(deduction.rule.id, None, "strong"),
        Cell(deduction.rule.text, None, "strong"),
        exact_cell(deduction.nominal),
        exact_cell(deduction.effective, "bad" if deduction.effective else "plain"),
        "",
    )
    for fact in deduction.facts:
        finding = fact.finding
        said = [fact_text(finding, deduction.rule.deduct), finding.note or "", listed(finding.evidence)]
        if finding.status == "disputed":
            said.insert(0, _("[disputed]"))
        yield row("", Cell("  " + together(said)), "", "", str(fact.line))


def _others(result: Assessment) -> Iterator[Block]:
    """Vetoes and bonuses."""
    edition = result.edition
    pairs = [(veto, text(_veto_text(edition.vetoes[veto].text, facts), "bad")) for veto, facts in result.vetoes.items()]
    if pairs:
        yield Facts(tuple(pairs), _("Vetoes"))
    if result.bonus_facts:
        rules = [(rule, text(edition.bonus_rules[rule].text)) for rule in result.bonus_facts]
        yield Facts((*rules, (_("granted"), exact_cell(result.bonus))), _("Bonus"))


def _veto_text(clause: str, facts: Sequence[Fact]) -> str:
    """A veto and what happened."""
    return _("{text}: {notes}", text=clause, notes=together(fact.finding.note or "" for fact in facts))


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
