"""The impact of a new version on one phase: decision, centers whose verdict changes, all centers, lost findings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from aidscore.model.comparison import CenterImpact, ClauseChanges, Comparison, Part, PhaseImpact
from aidscore.model.page import Cell, Column, Facts, Table, Tone, row
from aidscore.model.quantity import Rounding
from aidscore.model.results import PhaseResult
from aidscore.pages.changes import clause_cell
from aidscore.wording.changes import change_sentence, clause_label, deciding_text
from aidscore.wording.codes import verdict_cell
from aidscore.wording.numbers import added_up, count_cell, share_text, total_cell
from aidscore.wording.phases import rate_text
from aidscore.wording.standards import body_word
from aidscore.words import _, listed, plural


def decision(impact: PhaseImpact) -> Facts:
    """Pass rate and target under both versions, and how many verdicts change."""
    before, after = impact.before, impact.after
    pairs = [
        (_("pass rate before"), Cell(rate_text(before), None, "strong")),
        (_("pass rate after"), Cell(rate_text(after), None, "strong")),
    ]
    for label, phase in ((_("target before"), before), (_("target after"), after)):
        if phase.target is not None:
            pairs.append((label, _target_cell(phase)))
    pairs.append(
        (_("verdicts that change"), Cell(plural("{n} center", "{n} centers", len(impact.flips)), None, "strong"))
    )
    return Facts(tuple(pairs), _titled(_("Impact on real records; not an official result"), impact))


def _target_cell(phase: PhaseResult) -> Cell:
    """The target of a phase as a number of centers, and whether it is reached."""
    target = phase.target
    if target is None:
        return Cell("")
    met = _("reached") if target.met else _("not reached")
    words = _("{rate} needs {needed}: {met}", rate=share_text(target.rate), needed=target.needed, met=met)
    tone: Tone = "good" if target.met else "bad"
    return Cell(words, None, tone)


def _titled(title: str, impact: PhaseImpact) -> str:
    """A title with the name of the phase, where there is a campaign."""
    phase = impact.before.phase
    return title if phase is None else _("{title} ({phase})", title=title, phase=phase.name)


def flips_table(impact: PhaseImpact, comparison: Comparison) -> Iterator[Table]:
    """The centers whose verdict changes, each with the change that decides it."""
    if impact.flips:
        columns = (
            Column(body_word(impact.before.edition.standard), width=34),
            Column(_("verdict before"), width=14),
            Column(_("verdict after"), width=14),
            Column(_("decided by"), width=60),
        )
        rows = tuple(_flip_row(center, comparison) for center in impact.flips)
        yield Table(columns, rows, _titled(_("Centers whose verdict changes"), impact))


def _flip_row(center: CenterImpact, comparison: Comparison) -> tuple[Cell, ...]:
    """One center whose verdict changes."""
    clauses = [comparison.clauses[number] for number in center.decided_by]
    return row(
        center.center.name,
        verdict_cell(center.before.verdict),
        verdict_cell(center.after.verdict),
        deciding_text(clauses, comparison.changes),
    )


def center_tables(impact: PhaseImpact, comparison: Comparison, *, whole: bool) -> Iterator[Table]:
    """Every center under both versions, and what each change adds to its difference."""
    has_bounds = any(center.bounds is not None for center in impact.centers)
    columns = [
        Column(body_word(impact.before.edition.standard), width=34),
        Column(_("before"), "right", 10),
        Column(_("after"), "right", 10),
        Column(_("difference"), "right", 12),
        Column(_("verdict before"), width=16),
        Column(_("verdict after"), width=16),
        Column(_("lost"), "right", 5),
    ]
    if has_bounds:
        columns += [Column(_("lower bound"), "right", 11), Column(_("upper bound"), "right", 11)]
    rows = tuple(_center_row(center, impact)[: len(columns)] for center in impact.centers)
    yield Table(tuple(columns), rows, _titled(_("Centers"), impact))
    parts = _part_rows(impact, comparison) if whole else _part_lines(impact, comparison)
    yield from parts


def _center_row(center: CenterImpact, impact: PhaseImpact) -> tuple[Cell, ...]:
    """One center under both versions, with the least and the most that it may come out as."""
    old, new = impact.before.edition.standard, impact.after.edition.standard
    low, high = (center.bounds.low, center.bounds.high) if center.bounds else (None, None)
    _parts, whole = _figures(center, new.rounding)
    return row(
        center.center.name,
        total_cell(center.before.total, old),
        total_cell(center.after.total, new, "strong"),
        Cell("-", None, "muted") if whole is None else _figure_cell(whole),
        verdict_cell(center.before.verdict),
        verdict_cell(center.after.verdict) if center.flips else Cell("="),
        count_cell(len(center.lost)),
        Cell("") if low is None else total_cell(low, new, "open"),
        Cell("") if high is None else total_cell(high, new, "open"),
    )


def _part_rows(impact: PhaseImpact, comparison: Comparison) -> Iterator[Table]:
    """What each change adds to each center's difference, a row for each."""
    rounding = impact.after.edition.standard.rounding
    clause_of = {change: clause for clause in comparison.clauses for change in clause.changes}
    rows = tuple(
        _part_row(center, part, figure, clause_of[part.change], comparison)
        for center in impact.centers
        for part, figure in zip(center.parts, _figures(center, rounding)[0], strict=True)
    )
    if rows:
        columns = (
            Column(body_word(impact.before.edition.standard), width=34, group=2),
            Column(_("clause"), width=14),
            Column(_("what it means"), width=40),
            Column(_("points"), "right", 10),
        )
        yield Table(columns, rows, _titled(_("What each change adds to the difference"), impact))


def _part_row(
    center: CenterImpact, part: Part, figure: str, clause: ClauseChanges, comparison: Comparison
) -> tuple[Cell, ...]:
    """One change and what it adds to a center's difference."""
    sentence = change_sentence(comparison.changes[part.change])
    if center.in_order:
        sentence += " " + _("(in declared order)")
    return row(center.center.name, clause_cell(clause, comparison), sentence, _figure_cell(figure))


def _part_lines(impact: PhaseImpact, comparison: Comparison) -> Iterator[Table]:
    """What each change adds to each center's difference, in brief: a line for each center."""
    rounding = impact.after.edition.standard.rounding
    labels = {change: clause_label(clause) for clause in comparison.clauses for change in clause.changes}
    rows = tuple(
        row(center.center.name, _part_line(center, labels, rounding)) for center in impact.centers if center.parts
    )
    if rows:
        columns = (
            Column(body_word(impact.before.edition.standard), width=34),
            Column(_("clause and its part, in points"), width=60),
        )
        yield Table(columns, rows, _titled(_("What each change adds to the difference"), impact))


def _part_line(center: CenterImpact, labels: dict[int, str], rounding: Rounding) -> str:
    """The parts of a center's difference, by clause."""
    figures = zip(center.parts, _figures(center, rounding)[0], strict=True)
    parts = listed(f"{labels[part.change]} {figure}" for part, figure in figures)
    return parts + (" " + _("(in declared order)") if center.in_order else "")


def _figures(center: CenterImpact, rounding: Rounding) -> tuple[list[str], str | None]:
    """The parts of a center's difference and the difference, as they are shown; None where there is no difference."""
    if center.difference is None:
        return [], None
    return added_up([part.difference for part in center.parts], center.difference, rounding)


def _figure_cell(figure: str) -> Cell:
    """A cell of a difference, or of a part of one."""
    return Cell(figure, None if "/" in figure else Decimal(figure))


def lost_table(impact: PhaseImpact) -> Iterator[Table]:
    """The findings that are not carried over, each where it is."""
    if impact.lost:
        columns = (
            Column(body_word(impact.before.edition.standard), width=34),
            Column(_("rule"), width=10),
            Column(_("file"), width=60),
            Column(_("line"), "right", 6),
        )
        names = {center.center.id: center.center.name for center in impact.centers}
        rows = tuple(row(names[one.center], one.rule, one.source, count_cell(one.line)) for one in impact.lost)
        title = _("Findings not carried over: the new version has no clause that they clearly belong to")
        yield Table(columns, rows, _titled(title, impact))
