"""The centers of a summary as one plain table, for CSV: a row each; what is not known is an empty cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.page import Cell, row, text
from aidscore.model.quantity import Number
from aidscore.model.results import Outcome
from aidscore.pages.summary.center_cells import by_title, item_titles
from aidscore.scoring.standings import Standing, standings
from aidscore.wording.center_list import first_titles
from aidscore.wording.codes import VERDICTS
from aidscore.wording.numbers import exact_cell, total_cell
from aidscore.wording.phases import as_if_text
from aidscore.wording.reasons import reasons_text
from aidscore.words import _


def center_titles(outcome: Outcome) -> list[str]:
    """The titles of the columns.

    Where everything was scored by one version, the first column says in every row that nothing is official.
    """
    return [*([as_if_text(outcome)] if outcome.as_if else []), *_titles(item_titles(outcome))]


def center_rows(outcome: Outcome) -> Iterator[tuple[Cell, ...]]:
    """Every center of every phase, in order of scores."""
    titles = item_titles(outcome)
    mark = [text(outcome.as_if)] if outcome.as_if else []
    return ((*mark, *_row(standing, titles)) for standing in standings(outcome))


def _titles(items: Sequence[str]) -> list[str]:
    """The titles of the columns that every list has."""
    about = first_titles()
    score = [_("score"), _("exact score"), _("lower bound"), _("upper bound"), _("grade")]
    return [*about, *score, *items, _("reason")]


def _row(standing: Standing, titles: Sequence[str]) -> tuple[Cell, ...]:
    """One center."""
    result, phase = standing.result, standing.phase.phase
    bounds = result.bounds
    return row(
        phase.id if phase else "",
        result.center.id,
        result.center.name,
        _(VERDICTS[result.verdict]),
        _("provisional") if result.provisional else "",
        _number_only(total_cell(result.total, standing.standard)),
        _exact(result.total),
        _exact(bounds.low if bounds else None),
        _exact(bounds.high if bounds else None),
        result.grade or "",
        *(_number_only(cell) for cell, _number in by_title(standing, titles)),
        reasons_text(result, standing.phase.edition),
    )


def _exact(number: Number | None) -> Cell:
    """An unrounded number; empty where there is none."""
    return text("") if number is None else exact_cell(number)


def _number_only(cell: Cell) -> Cell:
    """The cell where it has a number; empty where it has a dash."""
    return cell if cell.number is not None else text("")
