"""What `aidscore score` shows: one visit as a sheet, several as a list."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence

from aidscore.model.page import Block, Cell, Column, Facts, Page, Paragraph, Table, Tone, row, text
from aidscore.model.quantity import Number, exact
from aidscore.model.results import Assessment, Deduction, Fact, Outcome, SubItemResult, Visit
from aidscore.model.standard import BonusRule, Rule, Standard, Veto
from aidscore.pages.explain import explained
from aidscore.pages.not_scored import found_text
from aidscore.scoring.bonus import Addition, additions
from aidscore.scoring.details import Details, ItemDetails, details_of
from aidscore.scoring.disputes import visit_if_upheld, withdrawn_facts
from aidscore.scoring.figures import item_landmarks
from aidscore.scoring.parts import own_parts
from aidscore.wording.codes import STATES, VETO_EFFECTS, channel_word, verdict_cell
from aidscore.wording.findings import finding_text
from aidscore.wording.numbers import exact_cell, number_cell, same_decimals, score_cell, score_text
from aidscore.wording.parts import examined_text, is_partial, partial_text, sub_items_text
from aidscore.wording.phases import first_sentence
from aidscore.wording.reasons import reason_text
from aidscore.wording.remarks import visit_remarks
from aidscore.wording.standards import body_word
from aidscore.wording.steps import sum_text
from aidscore.wording.visits import center_with_id
from aidscore.words import _, listed, together


def score_pages(outcome: Outcome, *, explain: bool = False, verbose: bool = False) -> Iterator[Page]:
    """One visit as a sheet; several as a list, or as sheets where each step is wanted."""
    if len(outcome.visits) == 1 or explain:
        for visit in outcome.visits:
            yield visit_page(visit, explain=explain)
    elif outcome.visits:
        yield visits_page(outcome, verbose=verbose)


def visit_page(visit: Visit, *, explain: bool = False) -> Page:
    """One visit: score, items, every deduction with its reason, verdict."""
    details, record = details_of(visit.assessment), visit.record
    name = center_with_id(visit.center, record.center)
    title = f"{name}  {record.date}  {channel_word(record.channel)}" + (f"  {record.visit}" if record.visit else "")
    blocks = [_head(visit), _items(details), *_deductions(details), *_others(details), *_withdrawn(visit)]
    if explain:
        blocks += explained(details)
    return Page(title, tuple(blocks))


def _head(visit: Visit) -> Facts:
    """Score, verdict, grade and reasons, first of all."""
    result = visit.assessment
    standard = result.edition.standard
    partial = partial_text(result)
    verdict = Cell(partial, None, "open") if partial and result.verdict == "undecided" else _verdict(result)
    pairs = [(_("score"), Cell(score_text(result), None, "strong")), (_("verdict"), verdict)]
    if partial and result.verdict != "undecided":
        pairs.append((_("remark"), text(partial)))
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


def _items(details: Details) -> Table:
    """The items with their scores and the sub-items that are not simply met."""
    columns = (
        Column(_("item"), width=40),
        Column(_("score"), "right", 10),
        Column(_("of"), "right", 8),
        Column(_("lost or open"), width=60),
    )
    return Table(columns, tuple(_item_row(item, details.assessment.edition.standard) for item in details.items))


def _item_row(details: ItemDetails, standard: Standard) -> tuple[Cell, ...]:
    """One item."""
    item = details.result
    score = number_cell(item.score, standard, *item_landmarks(item), tone="strong")
    return row(
        f"{item.item.id} {item.item.name}",
        score,
        exact_cell(item.possible),
        listed(_remarks(details, standard)),
    )


def _remarks(item: ItemDetails, standard: Standard) -> Iterator[str]:
    """What the sub-items of an item lost, and which were not examined or do not apply."""
    for part in item.sub_items:
        if part.state == "not-met" and part.score is not None:
            yield f"{part.sub_item.id} -{exact(part.sub_item.points - part.score)}"
    for state in ("not-examined", "not-applicable"):
        if ids := [part.sub_item.id for part in item.sub_items if part.state == state]:
            yield _("{ids} {state}", ids=sub_items_text(ids, standard), state=_(STATES[state]))


def _deductions(details: Details) -> Iterator[Table]:
    """Every deduction with its reason."""
    rows = [line for _item, part, deduction in details.deductions() for line in _deduction_rows(part, deduction)]
    if rows:
        yield Table(_clause_columns(), same_decimals(rows, POINTS_COLUMNS), _("Deductions"))


POINTS_COLUMNS = (2, 3, 4)
"""The columns of clauses that are points."""


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


def _others(details: Details) -> Iterator[Block]:
    """Vetoes and bonuses."""
    vetoes = details.assessment.edition.vetoes
    pairs = [(veto, text(_veto_text(vetoes[veto], facts), "bad")) for veto, facts in details.veto_facts.items()]
    if pairs:
        yield Facts(tuple(pairs), _("Vetoes"))
    if details.bonus_facts:
        rows = [line for addition in additions(details) for line in _addition_rows(addition)]
        title = _("Bonus, granted: {points}", points=exact(details.assessment.bonus))
        yield Table(_clause_columns(), same_decimals(rows, POINTS_COLUMNS), title)


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


def visits_page(outcome: Outcome, *, verbose: bool = False) -> Page:
    """Several visits, a line each, and how many there are; with `verbose` each with its file."""
    folders = {os.path.dirname(visit.source) for visit in outcome.visits}
    above = os.path.commonpath(folders) if all(folders) else ""
    columns = [
        Column(body_word(*(visit.assessment.edition.standard for visit in outcome.visits)), width=34),
        Column(_("date"), width=10),
        Column(_("channel"), width=16),
        Column(_("score"), "right", 12),
        Column(_("verdict"), width=30),
    ]
    if verbose:
        columns.append(Column(_("file"), width=60))
    rows = tuple(_visit_row(visit, above)[: len(columns)] for visit in outcome.visits)
    ends = [visit_counts_text(outcome.visits), found_text(outcome)]
    if any(is_partial(visit.assessment) for visit in outcome.visits):
        ends.insert(0, _("only ...: a visit to parts of a center is no verdict by itself"))
    return Page(above, (Table(tuple(columns), rows), Paragraph("\n".join(ends))))


def _visit_row(visit: Visit, above: str) -> tuple[Cell, ...]:
    """One visit; `above` is the folder that the files of all visits are in."""
    result, record = visit.assessment, visit.record
    return row(
        visit.center.name if visit.center else record.center,
        str(record.date),
        channel_word(record.channel),
        score_cell(result, result.edition.standard),
        _short_verdict(result),
        os.path.relpath(visit.source, above) if above else visit.source,
    )


def _short_verdict(result: Assessment) -> Cell:
    """The verdict of a visit; of a visit to parts of a center, which parts were examined."""
    if not is_partial(result):
        return _verdict(result)
    parts, verdict = examined_text(result), _verdict(result)
    if result.verdict == "undecided":
        return Cell(_("only {parts}", parts=parts) if parts else partial_text(result), None, verdict.tone)
    return Cell(_("{verdict} (only {parts})", verdict=verdict.text, parts=parts), None, verdict.tone)


def visit_counts_text(visits: Sequence[Visit]) -> str:
    """How many visits there are, by their verdicts."""
    verdicts = Counter(visit.assessment.verdict for visit in visits)
    return _(
        "visits: {all} = {passed} passed + {failed} failed + {undecided} without a verdict",
        all=len(visits),
        passed=verdicts["pass"],
        failed=verdicts["fail"],
        undecided=verdicts["undecided"],
    )
