"""What the centers of a phase lost, and through which problems, in the sentences of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.quantity import Number
from aidscore.model.results import PhaseResult
from aidscore.model.standard import Standard
from aidscore.pages.official.problems import points_text
from aidscore.pages.official.standing import Group
from aidscore.reporting.result import PhaseReport
from aidscore.scoring.details import details_of
from aidscore.scoring.parts import own_parts
from aidscore.scoring.problems import Problem
from aidscore.scoring.standings import sheets_of
from aidscore.wording.phases import added_up_text
from aidscore.words import _, listed, plural, together

MOST_RULES, MOST_FACTS = 3, 2
"""How many rules of an item are told, and how many typical facts of each."""


def losses_text(report: PhaseReport, standard: Standard) -> str:
    """What all centers lost, and in which items, most first."""
    ordered = sorted(report.losses, key=lambda one: -one.points)
    parts = [_("{item} {score} points", item=one.item.name, score=points_text(one.points, standard)) for one in ordered]
    total = points_text(sum(one.points for one in report.losses), standard)
    told = _("All together lost {points} points: {parts}", points=total, parts=listed(parts))
    return together([told, added_up_text(report.phase)])


def problem_groups(report: PhaseReport, standard: Standard) -> Iterator[Group]:
    """The items by what they cost, each with its most costly rules and typical facts."""
    noted = _noted(report.phase)
    for losses in sorted(report.losses, key=lambda one: -one.points):
        found = [problem for problem in report.problems if problem.item is losses.item and problem.effective]
        if found:
            title = _(
                "{item}: {points} points deducted", item=losses.item.name, points=points_text(losses.points, standard)
            )
            yield Group(title, tuple(_problem(one, noted.get(one.rule.id, ()), standard) for one in found[:MOST_RULES]))


def _problem(problem: Problem, facts: Sequence[tuple[Number, str]], standard: Standard) -> str:
    """A rule with how many centers it concerns, what it cost, and typical facts."""
    concerned = plural("{n} center lost", "{n} centers lost", len(problem.centers))
    told = _(
        "{part} ({rule}): {concerned} {points} points",
        part=problem.sub_item.name,
        rule=problem.rule.id,
        concerned=concerned,
        points=points_text(problem.effective, standard),
    )
    return together([told, *_typical(facts)])


def _noted(phase: PhaseResult) -> dict[str, list[tuple[Number, str]]]:
    """The facts of each rule that were written down and are not disputed, with the points of each by itself."""
    found: dict[str, list[tuple[Number, str]]] = {}
    for center in phase.centers:
        for sheet in sheets_of(center):
            for _item, part, deduction in details_of(sheet).deductions():
                parts = own_parts(deduction.rule, deduction.facts, part.sub_item.points)
                for fact, own in zip(deduction.facts, parts, strict=True):
                    if fact.finding.note and fact.finding.status == "confirmed" and own:
                        note = fact.finding.note.strip().rstrip("。；.")
                        found.setdefault(deduction.rule.id, []).append((own, note))
    return found


def _typical(facts: Sequence[tuple[Number, str]]) -> list[str]:
    """The facts of a rule that cost most."""
    ordered = sorted(facts, key=lambda one: one[0], reverse=True)
    return [_("some: {fact}", fact=text) for text in dict.fromkeys(text for _own, text in ordered[:MOST_FACTS])]
