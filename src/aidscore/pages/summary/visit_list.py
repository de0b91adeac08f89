"""The visits of a summary as one plain table, for CSV: a row each; what is not known is an empty cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.page import Cell, row, text
from aidscore.model.quantity import Number
from aidscore.model.results import CenterResult, CountedVisit, Outcome, PhaseResult
from aidscore.wording.center_list import LIST_TITLES
from aidscore.wording.codes import VERDICTS, channel_word, level_word
from aidscore.wording.numbers import exact_cell, total_cell
from aidscore.wording.phases import as_if_text
from aidscore.words import _, listed


def visit_titles(outcome: Outcome) -> list[str]:
    """The titles of the columns."""
    return [
        *beginning_titles(outcome),
        _("counts"),
        _("standard"),
        _("score"),
        _("exact score"),
        _("lower bound"),
        _("upper bound"),
        _("verdict"),
        _("provisional"),
        _("grade"),
        _("inspectors"),
        _("file"),
    ]


def visit_rows(outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    """Every visit of every phase, in the campaign's order and by date, also those that do not count."""
    for phase in outcome.phases:
        for center in phase.centers:
            for counted in center.visits:
                yield (*visit_cells(outcome, phase, center, counted), *_result_cells(counted))


def _result_cells(counted: CountedVisit) -> Sequence[Cell]:
    """What a visit came out as."""
    visit, assessment = counted.visit, counted.visit.assessment
    standard, bounds = assessment.edition.standard, assessment.bounds
    score = total_cell(assessment.total, standard)
    return row(
        _("yes") if counted.counts else _("no"),
        standard.reference,
        "" if score.number is None else score,
        exact_or_empty(assessment.total),
        exact_or_empty(bounds.low if bounds else None),
        exact_or_empty(bounds.high if bounds else None),
        _(VERDICTS[assessment.verdict]),
        _("provisional") if assessment.provisional else "",
        assessment.grade or "",
        listed(one.name for one in visit.record.inspectors or ()),
        visit.source,
    )


def beginning_titles(outcome: Outcome) -> list[str]:
    """The titles of the columns that say which visit; where nothing is official, first that."""
    mark = [as_if_text(outcome)] if outcome.as_if else []
    return [*mark, *(_(title) for title in LIST_TITLES), _("visit"), _("level of the center")]


def visit_cells(outcome: Outcome, phase: PhaseResult, center: CenterResult, counted: CountedVisit) -> Sequence[Cell]:
    """Which visit: phase, center, day, channel."""
    record = counted.visit.record
    return row(
        *([text(outcome.as_if)] if outcome.as_if else []),
        phase.phase.id if phase.phase else "",
        center.center.id,
        center.center.name,
        str(record.date),
        channel_word(record.channel),
        record.visit or "",
        level_word(center.center.level) if center.center.level else "",
    )


def exact_or_empty(number: Number | None) -> Cell:
    """An unrounded number; empty where there is none."""
    return text("") if number is None else exact_cell(number)
