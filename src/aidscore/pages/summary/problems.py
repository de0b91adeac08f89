"""The most frequent problems of a phase: the rules by how many centers they concern."""

from __future__ import annotations

from aidscore.model.page import Cell, Column, Table, row
from aidscore.model.results import Outcome, PhaseResult
from aidscore.pages.summary.labels import Labels, phase_key
from aidscore.scoring.problems import Problem, problems, share_of_losses
from aidscore.wording.numbers import exact_cell, figure_cell, percent_cell
from aidscore.words import _, listed

MOST_PRINTED = 10
"""So many problems are printed; the others are below them."""


def problem_tables(outcome: Outcome, phase: PhaseResult) -> tuple[list[Table], list[Table]]:
    """The table of the most frequent problems, and that of the others, which is not printed; none where empty."""
    found = problems(phase)
    labels, key = Labels.of(outcome), phase_key(outcome, phase)
    rows = [_row(number, one, found, phase, labels, key) for number, one in enumerate(found, 1)]
    first, others = rows[:MOST_PRINTED], rows[MOST_PRINTED:]
    frequent = [Table(_columns(), tuple(first), _("Most frequent problems"))] if first else []
    return frequent, [Table(_columns(), tuple(others), _("Other problems (not printed)"))] if others else []


def _columns() -> tuple[Column, ...]:
    """The columns of a table of problems."""
    return (
        Column(_("No."), "center", 6),
        Column(_("clause"), "center", 8),
        Column(_("rule"), width=66),
        Column(_("centers"), "right", 8),
        Column(_("points lost"), "right", 8),
        Column(_("share of all points lost"), "right", 9),
        Column(_("which centers"), width=58),
    )


def _row(
    number: int, problem: Problem, found: list[Problem], phase: PhaseResult, labels: Labels, key: str
) -> tuple[Cell, ...]:
    """One problem; what it cost has a name, by which it is checked."""
    standard = phase.edition.standard
    effective = figure_cell(problem.effective, standard)
    share = share_of_losses(problem, found)
    return row(
        exact_cell(number),
        problem.rule.id,
        problem.rule.text,
        exact_cell(len(problem.centers)),
        Cell(effective.text, effective.number, "plain", f"{key}-rule-{problem.rule.id}"),
        "-" if share is None else percent_cell(share, standard),
        listed(map(labels.center, problem.centers)),
    )
