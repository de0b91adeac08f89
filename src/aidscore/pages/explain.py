"""Each step of a score in numbers, so that a person can redo it with pencil and paper (spec, section 6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.page import Block, Cell, Column, Paragraph, Table, row
from aidscore.model.quantity import Number, Rounding, exact, ratio
from aidscore.model.record import Finding
from aidscore.model.results import Assessment, Deduction, ItemResult, SubItemResult
from aidscore.model.rule import Bands, Each, Levels, Measured, Missing, Proportion, Range, Shortfall
from aidscore.model.standard import Standard
from aidscore.scoring.deduct import measured, values
from aidscore.scoring.sheet import findings_of
from aidscore.scoring.verdict import floor_score
from aidscore.wording.codes import STATES
from aidscore.wording.numbers import counted, exact_cell, plain, shown, total_landmarks
from aidscore.words import N_, _, listed, together

ROUNDED = {"floor": N_("{steps}, down to {whole}"), "ceil": N_("{steps}, up to {whole}")}
"""How steps are taken, in words."""


def explained(assessment: Assessment) -> Iterator[Block]:
    """The steps: every rule with a finding, every sub-item that lost points, the items, the total, the verdict."""
    lost = [(part, deduction) for _item, part, deduction in assessment.deductions()]
    if lost:
        columns = (
            Column(_("rule"), width=10),
            Column(_("computation of the nominal deduction"), width=60),
            Column(_("nominal"), "right", 12),
            Column(_("left before"), "right", 12),
            Column(_("effective"), "right", 12),
            Column(_("left after"), "right", 12),
        )
        yield Table(columns, tuple(_rule_rows(assessment)), _("1. Rules, in the standard's order"))
    yield Table(
        (
            Column(_("item"), width=14),
            Column(_("sub-items' scores added up"), width=60),
            Column(_("score"), "right", 16),
        ),
        tuple(_item_row(item) for item in assessment.items),
        _("2. Items"),
    )
    yield Paragraph("\n".join((_("3. Total"), *_total_lines(assessment))))


def _rule_rows(assessment: Assessment) -> Iterator[tuple[Cell, ...]]:
    """A row for each rule with a finding: how its points come about and what is left of the sub-item."""
    for part in assessment.sub_items():
        left: Number = part.sub_item.points
        for deduction in part.deductions:
            after = left - deduction.effective
            yield row(
                deduction.rule.id,
                computation(deduction, part.sub_item.points),
                exact_cell(deduction.nominal),
                exact_cell(left),
                exact_cell(deduction.effective),
                exact_cell(after),
            )
            left = after


def computation(deduction: Deduction, points: Number) -> str:
    """How the nominal deduction of a rule is computed, as one would write it down."""
    deduct, findings = deduction.rule.deduct, findings_of(deduction.facts)
    match deduct:
        case Each(each, _unit, most, free):
            counts = [finding.sample.failed if finding.sample else finding.count or 1 for finding in findings]
            counted = _sum(counts)
            if free:
                counted = f"({counted} - {free})" if sum(counts) > free else "0"
            elif len(counts) > 1:
                counted = f"({counted})"
            return _capped(f"{exact(each)} x {counted}", each * max(0, sum(counts) - free), most)
        case Missing(missing, of, most):
            keys = {key: None for finding in findings for key in finding.missing or ()}
            return _capped(
                f"{exact(missing)} x {len(keys)} ({listed(of.get(key, key) for key in keys)})",
                missing * len(keys),
                most,
            )
        case Range(_range, _step, most):
            given = [finding.points or 0 for finding in findings]
            return _capped(_sum(given), sum(given), deduct.high if most is None else most)
        case Levels(levels, most):
            parts = [
                f"{finding.level} {exact(levels[finding.level or ''])} x {finding.count or 1}" for finding in findings
            ]
            total = sum(levels[finding.level or ""] * (finding.count or 1) for finding in findings)
            return _capped(" + ".join(parts), total, most)
        case Shortfall() | Proportion() | Bands():
            return _measured(deduct, findings, points)
        case _:
            return exact(deduction.nominal)


def _measured(deduct: Measured, findings: Sequence[Finding], points: Number) -> str:
    """How the points of the measured value that holds are computed."""
    found = values(findings)
    value = max(found, key=lambda value: measured(deduct, value, points))
    origin = ""
    samples = [finding.sample for finding in findings if finding.sample]
    if samples and value == found[-1]:
        drawn, failed = sum(sample.drawn for sample in samples), sum(sample.failed for sample in samples)
        origin = f"({drawn} - {failed}) / {drawn} = "
    said = f"{origin}{exact(value)}"
    match deduct:
        case Shortfall(below, every, each, partial, most):
            steps = max(0, ratio(below.value - value, every.value))
            whole = {"floor": steps // 1, "ceil": -(-steps // 1), "exact": steps}[partial]
            taken = near(steps) if whole == steps else _(ROUNDED[partial], steps=near(steps), whole=exact(whole))
            step = f"({below} - {said}) / {every} = {taken}"
            return together((step, _capped(f"{exact(each)} x {exact(whole)}", each * whole, most)))
        case Proportion(whole_value):
            part = points * max(0, 1 - ratio(value, whole_value.value))
            share = f"(1 - {said} / {whole_value})" if part else "0"
            return f"{exact(points)} x {share} = {near(part)}"
        case Bands(bands):
            band = next(band for band in bands if band.start.value <= value)
            return _("{value} is in the band from {start}", value=said, start=band.start)


def near(number: Number) -> str:
    """An exact number; a fraction with a decimal beside it that a pocket calculator would show."""
    said = exact(number)
    return f"{said} (~{Rounding(4).at(number, 4)})" if "/" in said else said


def _capped(computed: str, total: Number, most: Number | None) -> str:
    """A computation with its result, and its cap where that takes effect."""
    said = computed if computed == exact(total) else f"{computed} = {exact(total)}"
    return said + (_(", at most {most}", most=exact(most)) if most is not None and total > most else "")


def _sum(numbers: Sequence[Number]) -> str:
    """Numbers with plus signs between."""
    return " + ".join(exact(number) for number in numbers)


def _item_row(item: ItemResult) -> tuple[Cell, ...]:
    """An item: its sub-items' scores, and what they add up to."""
    parts = " + ".join(_part(part) for part in item.sub_items)
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


def _total_lines(assessment: Assessment) -> Iterator[str]:
    """The total: sum, rescaling, bonus, vetoes, and how it is shown."""
    standard = assessment.edition.standard
    earned, possible = exact(assessment.earned), exact(assessment.possible)
    added = " + ".join(exact(item.earned) for item in assessment.items)
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
    if assessment.bonus_facts:
        yield _bonus_line(assessment)
    for veto in assessment.vetoes:
        effect = assessment.edition.vetoes[veto].effect
        yield _("veto {id}: fails, the score is 0", id=veto) if effect == "zero" else _("veto {id}: fails", id=veto)
    if assessment.total is not None:
        total = plain(shown(assessment.total, standard, *total_landmarks(standard)))
        yield _("total: {exact} exactly, shown as {total}", exact=near(assessment.total), total=total)
        sign = ">=" if assessment.total >= standard.pass_mark else "<"
        yield _(
            "pass mark: {total} {sign} {mark}", total=exact(assessment.total), sign=sign, mark=exact(standard.pass_mark)
        )
    yield from _floor_lines(assessment, standard)


def _bound_lines(assessment: Assessment) -> Iterator[str]:
    """The bounds of a visit that is not fully examined."""
    unexamined = sum(item.unexamined for item in assessment.items)
    yield counted("not examined: {points} point", "not examined: {points} points", unexamined)
    if assessment.bounds is not None:
        low, high = exact(assessment.bounds.low), exact(assessment.bounds.high)
        yield _("bounds: {low} with nothing of them, {high} with all of them", low=low, high=high)


def _bonus_line(assessment: Assessment) -> str:
    """What the bonus rules add."""
    if assessment.vetoes:
        return _("bonus: none, since a veto holds")
    rules = tuple(assessment.bonus_facts)
    section = assessment.edition.standard.bonus
    most = exact(section.max) if section and section.max is not None else "-"
    return _(
        "bonus: {rules} add {points} (at most {most}, and never above the points)",
        rules=rules,
        points=exact(assessment.bonus),
        most=most,
    )


def _floor_lines(assessment: Assessment, standard: Standard) -> Iterator[str]:
    """Each item floor and whether it is reached."""
    for item in assessment.items:
        floor = item.item.pass_score
        reached = floor_score(item)
        if floor is not None and reached is not None and not item.unexamined:
            sign = ">=" if reached >= floor else "<"
            yield _(
                "floor of item {id}: {score} {sign} {floor}",
                id=item.item.id,
                score=exact(reached),
                sign=sign,
                floor=exact(floor),
            )
