"""The scores of a phase: against the mark, with the place within the grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.quantity import Number, exact, ratio
from aidscore.model.results import CenterResult, Reason
from aidscore.model.standard import Edition, Standard
from aidscore.pages.report.blocks import (
    Block,
    ColumnPlot,
    Grid,
    Heading,
    PlotColumn,
    PlotMark,
    PlotRow,
    Row,
    RowPlot,
    Section,
    Sentence,
    Shape,
    Tick,
)
from aidscore.pages.report.names import View
from aidscore.pages.report.pieces import NOTHING, Text, bounds, count, distance, filled, linked, points, total
from aidscore.reporting.result import CenterReport
from aidscore.scoring.bars import axis_start, bars
from aidscore.scoring.standings import Standing, in_order_of_scores, standings
from aidscore.wording.codes import VERDICTS
from aidscore.wording.official import suspected
from aidscore.wording.reasons import reason_text
from aidscore.wording.standards import body_word
from aidscore.words import _, together

LABELED = 10
"""Columns of multiples of so many points have their number written below them."""


def scores(view: View) -> Section:
    """The scores against the mark: of few centers each, of many how many have which score."""
    plot = _rows_plot(view) if view.is_small else _columns_plot(view)
    return Section(view.anchor("scores"), _("Scores against the pass mark"), (*plot, *_tables(view)))


def _by_id(view: View) -> dict[str, tuple[int, CenterReport]]:
    """The centers by their ids, each with its number."""
    return {one.result.center.id: (number, one) for number, one in enumerate(view.report.centers)}


# ---- plots


def _rows_plot(view: View) -> Iterator[Block]:
    """A row for each center: its score, or the range in which it lies."""
    phase, standard = view.phase, view.phase.edition.standard
    listed = [Standing(0, None, one, phase) for one in in_order_of_scores(phase.centers)]
    start = axis_start(bars(listed), phase)
    by_id = _by_id(view)
    shown = [(*by_id[one.result.center.id], start) for one in listed]
    rows = tuple(_plot_row(view, *one) for one in shown if one[1].result.total is not None or one[1].result.bounds)
    if not rows:
        return
    yield RowPlot(
        title=_("Scores against the pass mark"),
        description=_(
            "A filled dot for a center that passed, a ring for one that did not, a bar for a range in which the score "
            "lies. The lines are the pass mark and the grades. The table below has the same numbers."
        ),
        rows=rows,
        ticks=tuple(_ticks(standard, start)),
        legend=(("dot", _("passed")), ("ring", _("not passed")), ("range", _("not fully examined"))),
    )


def _place(number: Number, start: int, standard: Standard) -> Number:
    """Where a number of points is along the axis, from 0 to 1; what is below its beginning is at the beginning."""
    return max(0, ratio(number - start, standard.points - start))


def _ticks(standard: Standard, start: int) -> Iterator[Tick]:
    """The ends of the axis, the pass mark, and every grade that begins on it."""
    starts = {grade.start: grade.name for grade in standard.grades if grade.start > start}
    starts.setdefault(standard.pass_mark, _("pass mark"))
    yield Tick(0, str(start))
    for number in sorted(starts):
        place = _place(number, start, standard)
        yield Tick(place, exact(number), number == standard.pass_mark, starts[number])
    yield Tick(1, exact(standard.points))


def _plot_row(view: View, number: int, one: CenterReport, start: int) -> PlotRow:
    """A center."""
    center, standard = one.result, view.phase.edition.standard
    label = view.short[center.center.id]
    value = score_of(center, standard, f"{view.key}.centers.{number}")
    if center.total is None and center.bounds is not None:
        low, high = (_place(bound, start, standard) for bound in (center.bounds.low, center.bounds.high))
        return PlotRow(label, (PlotMark("range", low, high),), value)
    shape: Shape = "dot" if center.verdict == "pass" else "ring"
    place = _place(center.total or 0, start, standard)
    return PlotRow(label, (PlotMark(shape, place),), value)


def _columns_plot(view: View) -> Iterator[Block]:
    """How many centers have which score, in columns."""
    found, mark = view.report.distribution, view.phase.edition.standard.pass_mark
    if not found:
        return
    most = max(one.centers for one in found)
    title = _("How many centers have which score")
    yield ColumnPlot(
        title=title,
        description=_("A column for each whole number of points; dark from the pass mark on."),
        columns=tuple(PlotColumn(str(one.start), ratio(one.centers, most), one.start >= mark) for one in found),
        labels=tuple(number for number, one in enumerate(found) if one.start % LABELED == 0),
        axis=_("score"),
    )
    key = f"{view.key}.distribution"
    rows = (
        Row(((count(one.start, f"{key}.{number}.from"),), (count(one.centers, f"{key}.{number}.centers"),)))
        for number, one in enumerate(found)
    )
    headings = (Heading(_("score from"), "right"), Heading(_("centers concerned"), "right"))
    yield Grid(headings, tuple(rows), title, is_collapsed=True)


# ---- tables


def _tables(view: View) -> Iterator[Block]:
    """The standings; of many centers those that passed are in a table of their own that is opened when asked."""
    ranks = {one.result.center.id: one.rank for one in standings(view.outcome) if one.phase is view.phase}
    by_id = _by_id(view)
    ordered = [by_id[one.center.id] for one in in_order_of_scores(view.phase.centers)]
    if view.is_small:
        yield _standings(view, ordered, ranks, _("Every center"))
        return
    for word, verdicts in (
        (_("failed"), ("fail",)),
        (_("undecided"), ("undecided",)),
        (_("not assessed"), ("not-assessed",)),
        (_("passed"), ("pass",)),
    ):
        some = [one for one in ordered if one[1].result.verdict in verdicts]
        if some:
            number = count(len(some), f"{view.key}.counts.{_COUNTED[verdicts[0]]}")
            yield Sentence(filled(_("{name}: {meaning}"), name=word, meaning=number))
            yield _standings(view, some, ranks, word, is_collapsed=True)


_COUNTED = {"pass": "passed", "fail": "failed", "undecided": "undecided", "not-assessed": "not_assessed"}
"""The counts of the verdicts in the document."""


def _standings(
    view: View,
    centers: Sequence[tuple[int, CenterReport]],
    ranks: dict[str, int | None],
    title: str,
    *,
    is_collapsed: bool = False,
) -> Grid:
    """Centers in the order of their scores."""
    standard = view.phase.edition.standard
    headings = (
        Heading(body_word(standard), is_wide=True),
        Heading(_("rank"), "right"),
        Heading(_("score"), "right"),
        Heading(_("to the pass mark"), "right"),
        *([Heading(_("grade")), Heading(_("to the next grade"), "right")] if standard.grades else []),
        Heading(_("verdict"), "center"),
        Heading(_("reason"), is_wide=True),
    )
    rows = tuple(_standing(view, number, one, ranks[one.result.center.id]) for number, one in centers)
    return Grid(headings, rows, title, is_collapsed)


def _standing(view: View, number: int, one: CenterReport, rank: int | None) -> Row:
    """A center in the standings."""
    center, standard, key = one.result, view.phase.edition.standard, f"{view.key}.centers.{number}"
    name, anchor = view.names[center.center.id], view.center(center)
    return Row(
        (
            linked(anchor, name) if anchor else (name,),
            NOTHING if rank is None else (count(rank, f"{key}.rank"),),
            score_of(center, standard, key),
            NOTHING if one.distance is None else (distance(one.distance, standard, f"{key}.distance"),),
            *(_grade(one, standard, key) if standard.grades else ()),
            (verdict_text(center),),
            (reasons(center, view.phase.edition),),
        )
    )


def score_of(center: CenterResult, standard: Standard, key: str) -> Text:
    """The score of a center, or its bounds; `key` is the place of the result in the document."""
    if center.total is not None:
        return (total(center.total, standard, f"{key}.exact"),)
    return NOTHING if center.bounds is None else bounds(center.bounds, standard, f"{key}.bounds")


def _grade(one: CenterReport, standard: Standard, key: str) -> tuple[Text, Text]:
    """The grade of a center, and what it lacks to the next higher one."""
    if one.span is None:
        return NOTHING, NOTHING
    lacking = one.span.lacking
    return (one.span.name,), NOTHING if lacking is None else (points(lacking, standard, f"{key}.span.lacking"),)


def verdict_text(center: CenterResult) -> str:
    """The verdict of a center; that it is provisional."""
    word = _(VERDICTS[center.verdict])
    return _("{verdict} (provisional)", verdict=word) if center.provisional else word


def reasons(center: CenterResult, edition: Edition) -> str:
    """The reasons of a verdict. A veto is not verified here: it is a suspicion."""
    return together(_reason(reason, edition) for reason in center.reasons)


def _reason(reason: Reason, edition: Edition) -> str:
    """A reason in one sentence."""
    return suspected(edition.vetoes[reason.id or ""]) if reason.code == "veto" else reason_text(reason, edition)
