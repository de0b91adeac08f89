"""The centers of a summary as CSV: one row each, for other programs and for a first look in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from aidscore.model.page import Cell
from aidscore.model.quantity import exact
from aidscore.model.results import Outcome
from aidscore.pages.summary.centers import Standing, item_cells, item_titles, standings
from aidscore.wording.codes import VERDICTS
from aidscore.wording.numbers import total_cell
from aidscore.wording.phases import as_if_text
from aidscore.wording.reasons import reasons_text
from aidscore.words import _

_DANGEROUS = tuple("=+-@\t\r\n＝＋－\uff20")
"""What makes a spreadsheet take a text for a formula."""


def summary_csv(outcome: Outcome) -> bytes:
    """Every center of every phase, in the order of the workbook; UTF-8 with a BOM, so that Excel knows it.

    Where everything was scored by one version, the first column says in every row that nothing is official.
    """
    titles = item_titles(outcome)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    unofficial = [as_if_text(outcome)] if outcome.as_if else []
    writer.writerow([*map(inert, unofficial), *map(inert, _header(titles))])
    mark = [inert(outcome.as_if or "")] if unofficial else []
    writer.writerows([*mark, *_row(standing, titles)] for standing in standings(outcome))
    return out.getvalue().encode("utf-8-sig")


def _header(titles: Sequence[str]) -> list[str]:
    """The titles of the columns."""
    about = [_("phase"), _("id"), _("center"), _("verdict"), _("provisional")]
    score = [_("score"), _("exact score"), _("lower bound"), _("upper bound"), _("grade")]
    return [*about, *score, *titles, _("reason")]


def _row(standing: Standing, titles: Sequence[str]) -> list[str]:
    """One center; what it has not is empty."""
    result, phase = standing.result, standing.phase.phase
    bounds = result.bounds
    return [
        inert(phase.id if phase else ""),
        inert(result.center.id),
        inert(result.center.name),
        _(VERDICTS[result.verdict]),
        _("provisional") if result.provisional else "",
        _digits(total_cell(result.total, standing.standard)),
        exact(result.total) if result.total is not None else "",
        exact(bounds.low) if bounds else "",
        exact(bounds.high) if bounds else "",
        inert(result.grade or ""),
        *(_digits(cell) for cell, _number in item_cells(standing, titles)),
        inert(reasons_text(result, standing.phase.edition)),
    ]


def _digits(cell: Cell) -> str:
    """The number that a cell shows; nothing where it shows a dash."""
    return cell.text if cell.number is not None else ""


def inert(said: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{said}" if said.startswith(_DANGEROUS) else said
