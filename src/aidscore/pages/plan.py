"""What `aidscore plan` shows: what centers regain by rectifying findings, and the way to the target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from aidscore.model.page import Block, Cell, Column, Facts, Page, Paragraph, Table, row, text
from aidscore.model.quantity import Number
from aidscore.model.rectification import CenterPlan, OpenFinding, PhasePlan, Selection
from aidscore.model.results import CenterResult, Fact
from aidscore.model.standard import Standard
from aidscore.wording.codes import verdict_cell
from aidscore.wording.findings import found_text
from aidscore.wording.numbers import bounds_text, difference_text, exact_cell, total_cell
from aidscore.wording.phases import phase_text, target_cell
from aidscore.wording.reasons import reason_text
from aidscore.wording.standards import body_word
from aidscore.words import _, listed, plural


def plan_page(title: str, plans: Sequence[PhasePlan], labels: Mapping[str, str], center: str | None = None) -> Page:
    """The plan of each phase; with `center` only of that one, with every finding. `labels` are the centers' names."""
    blocks: list[Block] = []
    for plan in plans:
        blocks.append(Facts(tuple(_head(plan, labels))))
        if center is None:
            blocks += _centers(plan, labels)
        else:
            blocks += [block for one in plan.centers if one.center.center.id == center for block in _center(one, plan)]
    return Page(title, tuple(blocks))


def _head(plan: PhasePlan, labels: Mapping[str, str]) -> Iterator[tuple[str, Cell]]:
    """The phase, its target, and the fewest findings that reach it."""
    if plan.phase.phase is not None:
        yield _("phase"), Cell(phase_text(plan.phase.phase), None, "strong")
    yield _("standard"), text(f"{plan.phase.edition.standard.reference} {plan.phase.edition.standard.title}")
    if plan.lacking is not None:
        yield _("target"), target_cell(plan.phase)
        if plan.lacking:
            yield _("to the target"), text(_way_text(plan, labels), "strong")


def _way_text(plan: PhasePlan, labels: Mapping[str, str]) -> str:
    """How many centers are lacking, and the fewest findings that let them pass."""
    lacking = plural("{n} more center has to pass", "{n} more centers have to pass", plan.lacking or 0)
    if plan.chosen is None or plan.fewest is None:
        return _("{lacking}; rectifying findings alone does not reach it", lacking=lacking)
    findings = plural("{n} finding", "{n} findings", plan.fewest)
    names = listed(labels[one.center.center.id] for one in plan.chosen)
    return _("{lacking}; at least {findings} to rectify, in {names}", lacking=lacking, findings=findings, names=names)


def _centers(plan: PhasePlan, labels: Mapping[str, str]) -> Iterator[Block]:
    """The centers that have not passed, each with the fewest findings that bring a pass."""
    standard = plan.phase.edition.standard
    columns = (
        Column(body_word(standard), width=30),
        Column(_("score"), "right", 12),
        Column(_("verdict"), width=14),
        Column(_("fewest to rectify"), "right", 10),
        Column(_("clauses"), width=36),
        Column(_("score then"), "right", 10),
    )
    rows = [_center_row(one, standard, labels) for one in plan.centers if one.outlook != "passed"]
    if rows:
        yield Table(columns, tuple(rows))
    else:
        yield Paragraph(_("Every participating center passes."), "good")


def _center_row(plan: CenterPlan, standard: Standard, labels: Mapping[str, str]) -> tuple[Cell, ...]:
    """One center that has not passed."""
    way = plan.fewest
    return row(
        labels[plan.center.center.id],
        _score(plan.center, standard),
        verdict_cell(plan.center.verdict, plan.center.provisional),
        Cell("-", None, "muted") if way is None else exact_cell(len(way.facts), "strong"),
        outlook_text(plan) if way is None else _clauses(plan, way),
        total_cell(None if way is None else way.total, standard),
    )


def _score(center: CenterResult, standard: Standard) -> Cell:
    """A center's score, or its bounds."""
    if center.total is None and center.bounds is not None:
        return Cell(bounds_text(center.bounds, standard), None, "muted")
    return total_cell(center.total, standard)


def _clauses(plan: CenterPlan, way: Selection) -> str:
    """The clauses of the findings to rectify, and what is taken for granted."""
    rules = dict.fromkeys(fact.finding.rule for fact in way.facts)
    parts = [listed(rules)] if rules else []
    if plan.unexamined:
        parts.append(_("if nothing is wrong in {ids}", ids=plan.unexamined))
    return listed(parts)


def outlook_text(plan: CenterPlan) -> str:
    """Why there is nothing to choose."""
    match plan.outlook:
        case "veto":
            vetoes = listed(plan.center.vetoes)
            return _("no rectification lifts the veto {vetoes}", vetoes=vetoes)
        case "out-of-reach":
            return _("even with every finding rectified it does not pass")
        case "no-single-result":
            return _("no result that findings could change")
        case "too-many-ways":
            return _("more ways to rectify than can be tried")
        case "passed" | "possible":
            return ""


def _center(plan: CenterPlan, phase: PhasePlan) -> Iterator[Block]:
    """One center: what brings a pass, and what each finding is worth."""
    edition = phase.phase.edition
    standard = edition.standard
    pairs = [
        (_("score"), _score(plan.center, standard)),
        (_("verdict"), verdict_cell(plan.center.verdict, plan.center.provisional)),
        *((_("reason"), text(reason_text(reason, edition))) for reason in plan.center.reasons),
    ]
    if plan.fewest is not None and plan.least is not None:
        pairs.append((_("fewest findings"), text(_selection_text(plan.fewest, standard))))
        pairs.append((_("fewest points"), text(_selection_text(plan.least, standard))))
    elif plan.outlook != "passed":
        pairs.append((_("to the pass mark"), text(outlook_text(plan), "strong")))
    if plan.unexamined and plan.fewest is not None:
        pairs.append((_("provided that"), text(_("nothing is wrong in {ids}", ids=plan.unexamined))))
    yield Facts(tuple(pairs), plan.center.center.name)
    if plan.findings:
        yield _findings(plan, standard)


def _selection_text(way: Selection, standard: Standard) -> str:
    """The findings of a selection, and what they come to."""
    findings = plural("{n} finding", "{n} findings", len(way.facts))
    rules = listed(dict.fromkeys(fact.finding.rule for fact in way.facts))
    return _(
        "{findings} ({rules}): {points} more, {total} in all",
        findings=findings,
        rules=rules,
        points=_points_text(way.points, standard),
        total=total_cell(way.total, standard).text,
    )


def _points_text(points: Number, standard: Standard) -> str:
    """A number of points, as it is shown."""
    shown = difference_text(points, standard.rounding)
    return plural("{shown} point", "{shown} points", 1 if points == 1 else 2, shown=shown)


def _findings(plan: CenterPlan, standard: Standard) -> Table:
    """Every finding that takes points away, with its worth; those with most points first."""
    columns = (
        Column(_("clause"), width=8),
        Column(_("finding"), width=60),
        Column(_("worth"), "right", 8),
        Column(_("among the fewest"), "center", 8),
    )
    ordered = sorted(plan.findings, key=lambda one: -one.worth)
    chosen = plan.fewest.facts if plan.fewest else ()
    return Table(columns, tuple(_finding_row(one, chosen, standard) for one in ordered))


def _finding_row(one: OpenFinding, chosen: Sequence[Fact], standard: Standard) -> tuple[Cell, ...]:
    """One finding."""
    mark = "√" if one.fact in chosen else ""
    worth = difference_text(one.worth, standard.rounding)
    return row(one.rule.id, found_text(one.fact, one.rule), Cell(worth, Decimal(worth)), mark)
