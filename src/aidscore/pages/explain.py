"""Each step of a score in numbers, so that a person can redo it with pencil and paper (spec, section 6)."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.model.page import Block, Cell, Column, Paragraph, Table, row
from aidscore.model.quantity import exact
from aidscore.model.results import Assessment, SubItemResult
from aidscore.scoring.bonus import additions
from aidscore.scoring.details import Details, ItemDetails
from aidscore.scoring.figures import shown, total_landmarks
from aidscore.scoring.steps import MarkStep, RuleStep, mark_steps, rule_steps
from aidscore.wording.codes import STATES, VETO_EFFECTS
from aidscore.wording.numbers import counted, exact_cell, plain, same_decimals
from aidscore.wording.steps import near, sum_of, working_text
from aidscore.words import _


def explained(details: Details) -> Iterator[Block]:
    """The steps: every rule with a finding, every sub-item that lost points, the items, the total, the verdict."""
    steps = tuple(rule_steps(details))
    if steps:
        columns = (
            Column(_("rule"), width=10),
            Column(_("computation of the nominal deduction"), width=60),
            Column(_("nominal"), "right", 12),
            Column(_("left before"), "right", 12),
            Column(_("effective"), "right", 12),
            Column(_("left after"), "right", 12),
        )
        yield Table(columns, same_decimals(map(_rule_row, steps), range(2, 6)), _("1. Rules, in the standard's order"))
    yield Table(
        (
            Column(_("item"), width=14),
            Column(_("sub-items' scores added up"), width=60),
            Column(_("score"), "right", 16),
        ),
        tuple(_item_row(item) for item in details.items),
        _("2. Items"),
    )
    yield Paragraph("\n".join((_("3. Total"), *_total_lines(details))))


def _rule_row(step: RuleStep) -> tuple[Cell, ...]:
    """A rule with a finding: how its points come about and what is left of the sub-item."""
    return row(
        step.deduction.rule.id,
        working_text(step.working),
        exact_cell(step.deduction.nominal),
        exact_cell(step.before),
        exact_cell(step.deduction.effective),
        exact_cell(step.after),
    )


def _item_row(details: ItemDetails) -> tuple[Cell, ...]:
    """An item: its sub-items' scores, and what they add up to."""
    item = details.result
    parts = " + ".join(_part(part) for part in details.sub_items)
    if item.possible != item.item.points:
        result = _("{earned} of {possible} possible", earned=exact(item.earned), possible=exact(item.possible))
    else:
        result = exact(item.earned)
    return row(f"{item.item.id} {item.item.name}", parts, Cell(result, None, "strong"))


def _part(part: SubItemResult) -> str:
    """A sub-item in a sum: its id and score, or why it has none."""
    if part.score is not None:
        return f"{part.sub_item.id} {exact(part.score)}"
    return _("{id} ({state})", id=part.sub_item.id, state=_(STATES[part.state]))


def _total_lines(details: Details) -> Iterator[str]:
    """The total: sum, rescaling, bonus, vetoes, and how it is shown."""
    assessment = details.assessment
    standard = assessment.edition.standard
    earned, possible = exact(assessment.earned), exact(assessment.possible)
    added = sum_of(exact(item.earned) for item in assessment.items)
    yield _("earned: {sum} = {earned} of {possible} possible", sum=added, earned=earned, possible=possible)
    if assessment.bounds is not None:
        yield from _bound_lines(assessment)
    if assessment.rescaled is not None and assessment.possible != standard.points:
        points = exact(standard.points)
        yield _(
            "rescaled: {earned} / {possible} x {points} = {total}",
            earned=earned,
            possible=possible,
            points=points,
            total=near(assessment.rescaled),
        )
    if details.bonus_facts:
        yield from _bonus_lines(details)
    for veto in assessment.vetoes:
        effect = _(VETO_EFFECTS[assessment.edition.vetoes[veto].effect])
        yield _("veto {id}: {effect}", id=veto, effect=effect)
    if assessment.total is not None:
        total = plain(shown(assessment.total, standard, *total_landmarks(standard)))
        yield _("total: {exact} exactly, shown as {total}", exact=near(assessment.total), total=total)
    yield from map(_mark_line, mark_steps(assessment))


def _mark_line(step: MarkStep) -> str:
    """The pass mark or the floor of an item, and whether it is reached."""
    sign = _(">=") if step.is_reached else "<"
    reached, mark = exact(step.reached), exact(step.mark)
    if step.item is None:
        return _("pass mark: {total} {sign} {mark}", total=reached, sign=sign, mark=mark)
    return _("floor of item {id}: {score} {sign} {floor}", id=step.item, score=reached, sign=sign, floor=mark)


def _bound_lines(assessment: Assessment) -> Iterator[str]:
    """The bounds of a visit that is not fully examined."""
    unexamined = sum(item.unexamined for item in assessment.items)
    yield counted("not examined: {points} point", "not examined: {points} points", unexamined)
    if assessment.bounds is not None:
        low, high = exact(assessment.bounds.low), exact(assessment.bounds.high)
        yield _("bounds: {low} with nothing of them, {high} with all of them", low=low, high=high)


def _bonus_lines(details: Details) -> Iterator[str]:
    """What each bonus rule adds, and what is granted after the caps."""
    assessment = details.assessment
    for addition in additions(details):
        yield _(
            "bonus {id}: {nominal}, of which {effective} are granted",
            id=addition.rule.id,
            nominal=exact(addition.nominal),
            effective=exact(addition.effective),
        )
    if assessment.vetoes:
        yield _("bonus: none, since a veto holds")
        return
    section = assessment.edition.standard.bonus
    most = exact(section.max) if section and section.max is not None else "-"
    yield _(
        "bonus: {points} are granted (at most {most}, and never above the points)",
        points=exact(assessment.bonus),
        most=most,
    )
