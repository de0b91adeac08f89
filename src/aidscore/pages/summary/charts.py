"""The charts of scores, and the table that they are drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from aidscore.model.page import Cell, Chart, Column, Series, Table, text
from aidscore.model.results import Outcome, PhaseResult
from aidscore.pages.summary.labels import Labels, phase_key
from aidscore.scoring.bars import Bar, axis_start, bars
from aidscore.scoring.standings import Standing
from aidscore.wording.numbers import exact_cell, figure_cell, total_cell
from aidscore.wording.standards import body_word
from aidscore.words import _

MOST_BARS = 40
"""So many centers have room in a chart."""
EMPTY = text("")
SERIES = (
    Series("pass", "bars", "good"),
    Series("fail", "bars", "bad"),
    Series("low", "base"),
    Series("open-range", "bars", "open", is_range=True),
    Series("fail-range", "bars", "bad", is_range=True),
    Series("mark", "line"),
)


def scores_chart(outcome: Outcome, phase: PhaseResult, centers: Sequence[Standing], below: int) -> Iterator[Chart]:
    """The scores of a phase's centers beside the pass mark, open ones as ranges; none where no center has either."""
    found = bars(centers)
    if not found:
        return
    number = min(len(found), MOST_BARS)
    bottom, top = axis_start(found[:number], phase), ceil(phase.edition.standard.points)
    title = _("Scores by center and pass mark, axis from {bottom}", bottom=bottom)
    if number < len(found):
        title = _(
            "Scores by center and pass mark, axis from {bottom}: the first {bars} of {all}",
            bottom=bottom,
            bars=number,
            all=len(found),
        )
    key = f"{phase_key(outcome, phase)}-bars"
    yield Chart(title, key, "center", SERIES, range(number), bottom, top, below)


def chart_table(outcome: Outcome, phase: PhaseResult, centers: Sequence[Standing]) -> Table:
    """What the chart of a phase is drawn from."""
    columns = (
        Column(body_word(phase.edition.standard), width=28, key="center"),
        Column(_("pass"), "right", 14, "pass"),
        Column(_("fail"), "right", 14, "fail"),
        Column(_("lower bound"), "right", 14, "low"),
        Column(_("range, not fully examined"), "right", 14, "open-range"),
        Column(_("range, failed"), "right", 14, "fail-range"),
        Column(_("pass mark"), "right", 14, "mark"),
    )
    labels = Labels.of(outcome)
    rows = tuple(_row(bar, phase, labels, columns) for bar in bars(centers))
    return Table(columns, rows, _("Chart"), key=f"{phase_key(outcome, phase)}-bars")


def _row(bar: Bar, phase: PhaseResult, labels: Labels, columns: Sequence[Column]) -> tuple[Cell, ...]:
    """The bar of a center: a score, or a range on top of its lower bound."""
    standard = phase.edition.standard
    cells = {"center": text(labels.center(bar.center)), "mark": exact_cell(standard.pass_mark)}
    if bar.total is not None:
        cells["pass" if bar.verdict == "pass" else "fail"] = total_cell(bar.total, standard)
    elif bar.bounds is not None:
        cells["low"] = total_cell(bar.bounds.low, standard)
        length = bar.bounds.high - bar.bounds.low
        cells["fail-range" if bar.verdict == "fail" else "open-range"] = figure_cell(length, standard)
    return tuple(cells.get(column.key, EMPTY) for column in columns)
