"""The checks of a summary, a row each: counts, rates, every center, every rule, and the sum of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from aidscore.model.page import Cell, row
from aidscore.model.quantity import exact
from aidscore.model.results import Outcome, PhaseResult
from aidscore.pages.summary.checks import Equality, check_cell, counted, summed
from aidscore.pages.summary.labels import Labels, phase_key
from aidscore.scoring.agreements import (
    Agreement,
    CenterCode,
    all_agreement,
    center_agreements,
    center_figures,
    counts_agreements,
    problem_agreement,
    rate_agreement,
    scale,
    target_agreement,
)
from aidscore.scoring.problems import problems
from aidscore.scoring.standings import Standing
from aidscore.wording.codes import VERDICTS
from aidscore.words import _

Row = tuple[Cell, ...]
THIS_PHASE = "EXACT({details!phase},{phase})"


def check_rows(outcome: Outcome, centers: Sequence[Standing], *, by_details: bool) -> Iterator[Row]:
    """The rows. Without `by_details` nothing is compared with the single deductions: they are too many."""
    labels = Labels.of(outcome)
    for phase in outcome.phases:
        yield from _counts(outcome, phase, labels)
        yield from _rate(outcome, phase, labels)
    for standing in centers:
        cell = check_cell(_center_equalities(standing, labels, by_details=by_details))
        yield _row(
            _("score, items and deductions"), standing.phase, labels, labels.center(standing.result.center), cell
        )
    if by_details:
        yield from _problem_rows(outcome, labels)


def _row(what: str, phase: PhaseResult | None, labels: Labels, subject: str, check: Cell) -> Row:
    """A check of something."""
    label = labels.phases[phase.phase.id] if phase and phase.phase and labels.phases else ""
    return row(what, label, subject, check)


# ---- counts and rates


def _counts(outcome: Outcome, phase: PhaseResult, labels: Labels) -> Iterator[Row]:
    """The counts of a phase: sums, and each verdict against the list of exact scores."""
    key = phase_key(outcome, phase)
    formulas = {
        "registered": f"{{#{key}-excluded}}+{{#{key}-participating}}",
        "participating": "+".join(f"{{#{key}-{verdict}}}" for verdict in VERDICTS),
    }
    within = ["EXACT({exact!phase},{phase})"] if labels.phases else []
    formulas |= {verdict: counted("exact!verdict", _(word), *within) for verdict, word in VERDICTS.items()}
    titles = {
        "registered": _("= excluded + participating"),
        "participating": _("= passed + failed + undecided + not assessed"),
    }
    for name, agreement in counts_agreements(phase).items():
        title = titles.get(name) or _("number of centers: {verdict}", verdict=_(VERDICTS.get(name, name)))
        check = check_cell([Equality(formulas[name], f"{{#{key}-{name}}}", agreement)])
        subject = {"registered": _("registered"), "participating": _("participating")}.get(name, "")
        yield _row(title, phase, labels, subject, check)


def _rate(outcome: Outcome, phase: PhaseResult, labels: Labels) -> Iterator[Row]:
    """The pass rate against passed ÷ participating, the centers needed against the target."""
    key = phase_key(outcome, phase)
    if (agreement := rate_agreement(phase)) is not None:
        equality = Equality(f"{{#{key}-pass}}/{{#{key}-participating}}", f"{{#{key}-rate}}", agreement)
        yield _row(_("pass rate = passed / participating"), phase, labels, "", check_cell([equality]))
    if phase.target is not None:
        rate = f"{phase.target.rate.numerator}/{phase.target.rate.denominator}"
        needed = f"ROUNDUP({{#{key}-participating}}*{rate},0)"
        equality = Equality(needed, f"{{#{key}-needed}}", target_agreement(phase.target, phase))
        yield _row(_("centers that the target needs"), phase, labels, "", check_cell([equality]))


# ---- centers


def _center_equalities(standing: Standing, labels: Labels, *, by_details: bool) -> Iterator[Equality]:
    """What must hold of the figures of a center."""
    name = f"center-{standing.number}"
    for code, agreement in center_agreements(standing, center_figures(standing)):
        if code != "deductions-add-up" or by_details:
            left, right = _center_formulas(code, standing, name, labels)
            yield Equality(left, right, agreement)


def _center_formulas(code: CenterCode, standing: Standing, name: str, labels: Labels) -> tuple[str, str]:
    """The two sides of an equality, with the names of the center's cells."""
    score, earned = f"{{#{name}-score}}", f"({{#{name}-attainable}}-{{#{name}-deducted}})"
    items = ",".join(f"{{#{name}-item-{number}}}" for number in range(len(standing.standard.items)))
    match code:
        case "score-is-0":
            return score, "0"
        case "items-are-earned":
            return f"SUM({items})", earned
        case "items-are-score":
            return f"SUM({items})", score
        case "score-follows":
            return _earned_with_bonus(standing, name, earned), score
        case "deductions-add-up":
            within = [THIS_PHASE] if labels.phases else []
            same = f"EXACT({{details!center}},{{#{name}-center}})"
            return summed("details!effective", same, *within), f"{{#{name}-deducted}}"
        case _:
            assert_never(code)


def _earned_with_bonus(standing: Standing, name: str, earned: str) -> str:
    """What was earned, rescaled where something does not apply, and the bonus."""
    sheet, whole = standing.scored_sheet, standing.standard.points
    if sheet is not None and scale(sheet, center_figures(standing)) is not None:
        earned += f"*{exact(whole)}/{{#{name}-attainable}}"
    return earned + (f"+{{#{name}-bonus}}" if standing.standard.bonus else "")


# ---- rules


def _problem_rows(outcome: Outcome, labels: Labels) -> Iterator[Row]:
    """What each rule cost against the single deductions, and the sum of all."""
    found = [(phase, problem) for phase in outcome.phases for problem in problems(phase)]
    for phase, problem in found:
        within = [THIS_PHASE] if labels.phases else []
        left = summed("details!effective", "EXACT({details!rule},{subject})", *within)
        right = f"{{#{phase_key(outcome, phase)}-rule-{problem.rule.id}}}"
        cell = check_cell([Equality(left, right, problem_agreement(problem, phase))])
        yield _row(_("points lost by a rule"), phase, labels, problem.rule.id, cell)
    if found:
        agreement: Agreement = all_agreement(found)
        yield row(
            _("sum of all deductions"), "", "", check_cell([Equality("SUM({details!effective})", "{#sum}", agreement)])
        )
