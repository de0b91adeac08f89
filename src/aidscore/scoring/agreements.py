"""What must hold of displayed figures: sums that agree up to what rounding for display took away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil
from typing import Literal, NamedTuple, TypeAlias

from aidscore.model.quantity import Number, ratio, total_of
from aidscore.model.results import Assessment, PhaseResult, Target
from aidscore.model.standard import Standard
from aidscore.scoring.details import details_of
from aidscore.scoring.figures import (
    Figure,
    center_item_figure,
    deducted_figure,
    points_figure,
    rate_shown,
    total_figure,
)
from aidscore.scoring.problems import Problem
from aidscore.scoring.standings import Standing, attainable, is_plain_sum, is_zeroed, sheets_of

SLACK = Fraction(1, 1_000_000)
"""What the arithmetic of a spreadsheet may be off."""


class Agreement(NamedTuple):
    """Two numbers that are displayed as equal."""

    allowed: Number
    """The largest difference that still agrees."""
    holds: bool


def agreement(left: Number, right: Number, off: Number = 0) -> Agreement:
    """Whether two displayed numbers agree; `off` is how far rounding may have driven them apart."""
    allowed = Fraction(off) + SLACK
    return Agreement(allowed, -allowed <= left - right <= allowed)


# ---- the counts of a phase, and of the files


def counts_agreements(phase: PhaseResult) -> dict[str, Agreement]:
    """The counts of a phase against its centers, by name: registered, participating, and the verdicts."""
    counts, found = phase.counts, [str(center.verdict) for center in phase.centers]
    stated = {"pass": counts.passed, "fail": counts.failed, "undecided": counts.undecided}
    stated["not-assessed"] = counts.not_assessed
    return {
        "registered": agreement(counts.registered, counts.excluded + counts.participating),
        "participating": agreement(counts.participating, sum(stated.values())),
        **{verdict: agreement(number, found.count(verdict)) for verdict, number in stated.items()},
    }


def rate_agreement(phase: PhaseResult) -> Agreement | None:
    """The pass rate, as displayed, against passed ÷ participating; None without a rate."""
    counts = phase.counts
    if phase.pass_rate is None:
        return None
    marks = (phase.target.rate,) if phase.target else ()
    displayed = ratio(Fraction(rate_shown(phase.pass_rate, phase.edition.standard, *marks)), 100)
    off = max(displayed - phase.pass_rate, phase.pass_rate - displayed)
    return agreement(ratio(counts.passed, counts.participating), displayed, off)


def target_agreement(target: Target, phase: PhaseResult) -> Agreement:
    """The centers that a target needs against its rate."""
    return agreement(target.needed, ceil(target.rate * phase.counts.participating))


# ---- the figures of a center

CenterCode: TypeAlias = Literal[
    "score-is-0", "items-are-earned", "items-are-score", "score-follows", "deductions-add-up"
]


class CenterFigures(NamedTuple):
    """The figures of a center in a list; None where there is none."""

    score: Figure | None
    attainable: Figure | None
    deducted: Figure | None
    bonus: Figure | None
    items: tuple[Figure | None, ...]


def center_figures(standing: Standing) -> CenterFigures:
    """The figures of a center; what is attained and deducted only where one sheet makes the score."""
    result, sheet, standard = standing.result, standing.scored_sheet, standing.standard
    return CenterFigures(
        score=None if result.total is None else total_figure(result.total, standard),
        attainable=points_figure(attainable(sheet), standard) if sheet else None,
        deducted=deducted_figure(sheet) if sheet else None,
        bonus=points_figure(sheet.bonus, standard) if sheet else None,
        items=tuple(center_item_figure(result, index, standard) for index in range(len(standard.items))),
    )


def center_agreements(standing: Standing, figures: CenterFigures) -> Iterator[tuple[CenterCode, Agreement]]:
    """What must hold of the figures of a center, by the way in which the score came about."""
    sheet = standing.scored_sheet
    if standing.result.total is None:
        return
    if is_zeroed(standing.result):
        yield "score-is-0", agreement(_shown(figures.score), 0)
    elif sheet is not None:
        yield "items-are-earned", _items_are(figures, _earned(figures), _off(figures.attainable, figures.deducted))
        yield "score-follows", _score_follows(sheet, figures)
        yield "deductions-add-up", _deductions_add_up(sheet, figures)
    elif all(map(is_plain_sum, sheets_of(standing.result))):
        yield "items-are-score", _items_are(figures, _shown(figures.score), _off(figures.score))


def _shown(figure: Figure | None) -> Number:
    """The displayed number; 0 where there is none."""
    return Fraction(figure.shown) if figure else 0


def _off(*figures: Figure | None) -> Number:
    """What rounding for display took from figures."""
    return sum(figure.off for figure in figures if figure)


def _earned(figures: CenterFigures) -> Number:
    """What was earned, from the displayed figures."""
    return _shown(figures.attainable) - _shown(figures.deducted)


def _items_are(figures: CenterFigures, number: Number, off: Number) -> Agreement:
    """The items add up to a number."""
    return agreement(sum(map(_shown, figures.items)), number, off + _off(*figures.items))


def scale(sheet: Assessment, figures: CenterFigures) -> Number | None:
    """What the points earned are multiplied by where something does not apply; None where everything does."""
    possible = _shown(figures.attainable)
    whole = sheet.edition.standard.points
    return ratio(whole, possible) if sheet.possible != whole and possible else None


def _score_follows(sheet: Assessment, figures: CenterFigures) -> Agreement:
    """The score is what was earned, rescaled where something does not apply, and the bonus."""
    factor = scale(sheet, figures) or 1
    off = 2 * factor * _off(figures.attainable, figures.deducted) + _off(figures.bonus, figures.score)
    return agreement(_earned(figures) * factor + _shown(figures.bonus), _shown(figures.score), off)


def _deductions_add_up(sheet: Assessment, figures: CenterFigures) -> Agreement:
    """The single deductions are together those of the center."""
    amounts = Counter(deduction.effective for _item, _part, deduction in details_of(sheet).deductions())
    total, off = _added_up(amounts, sheet.edition.standard)
    return agreement(total, _shown(figures.deducted), off + _off(figures.deducted))


# ---- deductions by rule


def problem_agreement(problem: Problem, phase: PhaseResult) -> Agreement:
    """What a rule cost the centers of a phase against its single deductions."""
    standard = phase.edition.standard
    total, off = _added_up(problem.amounts, standard)
    figure = points_figure(problem.effective, standard)
    return agreement(total, _shown(figure), off + figure.off)


def all_agreement(found: Sequence[tuple[PhaseResult, Problem]]) -> Agreement:
    """The sum of all deductions against the single ones; there is at least one."""
    standard = found[0][0].edition.standard
    sums = [_added_up(problem.amounts, phase.edition.standard) for phase, problem in found]
    figure = points_figure(total_of([problem.effective for _phase, problem in found]), standard)
    return agreement(sum(total for total, _off in sums), _shown(figure), sum(off for _total, off in sums) + figure.off)


def _added_up(amounts: Mapping[Number, int], standard: Standard) -> tuple[Number, Number]:
    """The sum of deductions as displayed, and what rounding took from them altogether, each as often as it occurs."""
    total = off = Fraction(0)
    for points, times in amounts.items():
        figure = points_figure(points, standard)
        total, off = total + times * _shown(figure), off + times * figure.off
    return total, off
