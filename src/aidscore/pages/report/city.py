"""What a report tells of a whole phase: verdict, scores, what was lost where, and what cost most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from aidscore.model.quantity import Number, ratio
from aidscore.model.results import CenterResult
from aidscore.model.standard import SubItem
from aidscore.pages.report.blocks import (
    Block,
    Grid,
    Heading,
    Map,
    MapCell,
    MapRow,
    PlotMark,
    PlotRow,
    Row,
    RowPlot,
    Section,
    Sentence,
    Tick,
    Tile,
    Tiles,
)
from aidscore.pages.report.names import View, phase_title
from aidscore.pages.report.pieces import (
    NOTHING,
    Link,
    Piece,
    Text,
    count,
    filled,
    linked,
    percent,
    points,
    share,
    whole,
)
from aidscore.reporting.result import CenterReport, Lost
from aidscore.wording.codes import channel_word
from aidscore.wording.phases import added_up_text
from aidscore.words import N_, _, listed

COSTLY = 12
"""The most clauses of the plot of what cost most."""
MAPPED = 24
"""Of many centers, how many the map shows: those that lost most."""
SHADES = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
"""The shares of a sub-item from which a cell of the map is darker."""
LEGEND: tuple[tuple[int | None, str], ...] = (
    (0, N_("nothing lost")),
    (1, N_("up to a quarter")),
    (2, N_("up to a half")),
    (3, N_("up to three quarters")),
    (4, N_("more")),
    (None, N_("no score")),
)


# ---- the verdict


def verdict_sentence(view: View) -> Text:
    """The verdict of a phase in one sentence."""
    counts, standard, target = view.phase.counts, view.phase.edition.standard, view.phase.target
    parts = {
        "participating": count(counts.participating, f"{view.key}.counts.participating"),
        "passed": count(counts.passed, f"{view.key}.counts.passed"),
    }
    if view.phase.pass_rate is None:
        return filled(_("No center takes part."))
    marks = (target.rate,) if target else ()
    rate = percent(view.phase.pass_rate, standard, f"{view.key}.rate", *marks)
    if target is None:
        sentence = _("Of {participating} participating centers {passed} passed: {rate}.")
        return filled(sentence, **parts, rate=rate)
    reached = N_(
        "Of {participating} participating centers {passed} passed: {rate}. "
        "The target of {target}, that is {needed}, is reached."
    )
    missed = N_(
        "Of {participating} participating centers {passed} passed: {rate}. "
        "The target of {target}, that is {needed}, is not reached."
    )
    return filled(
        _(reached if target.met else missed),
        **parts,
        rate=rate,
        target=share(target.rate, f"{view.key}.target.rate"),
        needed=count(target.needed, f"{view.key}.target.needed"),
    )


def rates_plot(views: Sequence[View]) -> Iterator[Block]:
    """The pass rate of each phase against its target."""
    rows = tuple(_rate_row(view) for view in views if view.phase.pass_rate is not None)
    if rows:
        yield RowPlot(
            title=_("Pass rate of each phase against its target"),
            description=_("A bar for each phase; a short line shows its target. The table below has the same numbers."),
            rows=rows,
            ticks=tuple(Tick(ratio(tenth, 10), f"{10 * tenth}%") for tenth in (0, 5, 10)),
            legend=(("bar", _("pass rate")), ("tick", _("target"))),
        )
        yield _rates_table(views)


def _rate_row(view: View) -> PlotRow:
    """The bar of a phase."""
    target, rate = view.phase.target, view.phase.pass_rate or 0
    ticks = [PlotMark("tick", target.rate)] if target else []
    marks = (target.rate,) if target else ()
    value = percent(rate, view.phase.edition.standard, f"{view.key}.rate", *marks)
    return PlotRow(phase_title(view.phase), (PlotMark("bar", 0, rate), *ticks), (value,))


def _rates_table(views: Sequence[View]) -> Grid:
    """The numbers of that plot."""
    headings = (
        Heading(_("phase"), is_wide=True),
        Heading(_("participating"), "right"),
        Heading(_("passed"), "right"),
        Heading(_("pass rate"), "right"),
        Heading(_("target"), "right"),
        Heading(_("centers needed"), "right"),
        Heading(_("result"), "center"),
    )
    return Grid(headings, tuple(_rates_row(view) for view in views), _("Pass rate of each phase against its target"))


def _rates_row(view: View) -> Row:
    """A phase in that table."""
    counts, target, rate = view.phase.counts, view.phase.target, view.phase.pass_rate
    standard, marks = view.phase.edition.standard, (target.rate,) if target else ()
    met = "" if target is None else _("reached") if target.met else _("not reached")
    return Row(
        (
            linked(view.anchor("phase"), phase_title(view.phase)),
            (count(counts.participating, f"{view.key}.counts.participating"),),
            (count(counts.passed, f"{view.key}.counts.passed"),),
            NOTHING if rate is None else (percent(rate, standard, f"{view.key}.rate", *marks),),
            (share(target.rate, f"{view.key}.target.rate"),) if target else NOTHING,
            (count(target.needed, f"{view.key}.target.needed"),) if target else NOTHING,
            (met,) if met else NOTHING,
        )
    )


def tiles(view: View) -> Tiles:
    """The counts of a phase."""
    counts = view.phase.counts
    visits, by_channel = view.report.visits, view.report.visits.by_channel
    channels: list[Text] = [
        (channel_word(channel), "\u00a0", count(number, f"{view.key}.counting_visits.by_channel.{channel}"))
        for channel, number in by_channel.items()
    ]
    made = tuple(piece for number, text in enumerate(channels) for piece in ((_(", "),) if number else ()) + text)
    days = _("{start} - {end}", start=visits.first, end=visits.last) if visits.first else ""
    return Tiles(
        (
            *(
                Tile(word, (count(number, f"{view.key}.counts.{key}"),))
                for word, number, key in (
                    (_("passed"), counts.passed, "passed"),
                    (_("failed"), counts.failed, "failed"),
                    (_("undecided"), counts.undecided, "undecided"),
                    (_("not assessed"), counts.not_assessed, "not_assessed"),
                )
            ),
            Tile(
                _("visits that count"),
                (count(sum(by_channel.values()), f"{view.key}.counting_visits.number"),),
                (*made, *([_("; "), days] if days else [])),
            ),
        )
    )


# ---- what was lost where


def losses(view: View) -> Section:
    """What was lost where: items, and sub-items by centers."""
    shown = _mapped(view)
    blocks: list[Block] = [*_added_up(view), _items_table(view)]
    if shown:
        if len(shown) == MAPPED:
            blocks.append(Sentence((_("The map has the centers that lost most."),), "muted"))
        blocks.append(_map(view, shown))
    return Section(view.anchor("losses"), _("What was lost where"), tuple(blocks))


def _added_up(view: View) -> Iterator[Sentence]:
    """How points of centers with several sheets are counted."""
    if added := added_up_text(view.phase):
        yield Sentence((added,), "muted")


def _mapped(view: View) -> list[CenterReport]:
    """The centers that the map shows: all that were visited, or of many those that lost most."""
    visited = [one for one in view.report.centers if one.result.visits]
    most = sorted(visited, key=lambda one: -sum(lost.points or 0 for lost in one.lost.values()))[:MAPPED]
    return [one for one in visited if one in most]


def _items_table(view: View) -> Grid:
    """What each item cost."""
    standard = view.phase.edition.standard
    headings = (
        Heading(_("item"), is_wide=True),
        Heading(_("points"), "right"),
        Heading(_("points lost"), "right"),
        Heading(_("centers concerned"), "right"),
        Heading(_("average score"), "right"),
    )
    rows = []
    for number, (losses_, statistics) in enumerate(
        zip(view.report.losses, view.report.statistics.all.items, strict=True)
    ):
        key = f"{view.key}.losses_by_item.{number}"
        spread = statistics.spread
        average = f"{view.key}.statistics.all.items.{number}.scores.average"
        rows.append(
            Row(
                (
                    (f"{losses_.item.id} {losses_.item.name}",),
                    (whole(losses_.item.points, f"{key}.possible"),),
                    (points(losses_.points, standard, f"{key}.points"),),
                    (count(losses_.centers, f"{key}.centers"),),
                    NOTHING if spread is None else (points(spread.average, standard, average),),
                )
            )
        )
    return Grid(headings, tuple(rows), _("What each item cost"))


def _map(view: View, shown: Sequence[CenterReport]) -> Map:
    """Sub-items by centers."""
    rows = []
    for item in view.phase.edition.standard.items:
        for number, part in enumerate(item.sub_items):
            cells = tuple(_cell(view, one, part) for one in shown)
            rows.append(MapRow(f"{part.id} {part.name}", cells, f"{view.key}.lost.{part.id}.", number == 0))
    return Map(
        title=_("Points lost, by sub-items and centers"),
        corner=_("sub-item"),
        columns=tuple((view.short[one.result.center.id], view.center(one.result)) for one in shown),
        rows=tuple(rows),
        legend=tuple((shade, _(text)) for shade, text in LEGEND),
    )


def _cell(view: View, one: CenterReport, part: SubItem) -> MapCell:
    """What a center lost in a sub-item."""
    lost = one.lost[part.id]
    if lost.points is None:
        return MapCell((), None)
    if not lost.points:
        return MapCell((), 0)
    datum = points(lost.points, view.phase.edition.standard, f"{view.key}.lost.{part.id}.{one.result.center.id}")
    anchor = f"{view.center(one.result)}.{part.id}" if view.center(one.result) and _has_rows(one, part) else ""
    return MapCell(linked(anchor, datum) if anchor else (datum,), shade_of(lost, part))


def _has_rows(one: CenterReport, part: SubItem) -> bool:
    """Whether the section of a center lists a deduction of a sub-item."""
    return any(clause.sub_item.id == part.id and clause.deduction.nominal for clause in one.clauses)


def shade_of(lost: Lost, part: SubItem) -> int:
    """How dark a cell is: from 0, nothing lost, to 4."""
    rate = ratio(lost.points or 0, part.points)
    return 0 if not rate else 1 + sum(rate > edge for edge in SHADES)


# ---- what cost most


def costly(view: View) -> Section | None:
    """The clauses that cost most, and how widespread each is."""
    found = view.report.problems
    if not found:
        return None
    return Section(
        view.anchor("costly"),
        _("What cost most, and how widespread it is"),
        (*_added_up(view), *_costly_plot(view), _costly_table(view)),
    )


def _costly_plot(view: View) -> Iterator[Block]:
    """Points lost, and the share of centers, for each of the clauses that cost most."""
    found = view.report.problems[:COSTLY]
    most: Number = max(problem.effective for problem in found) or 1
    standard = view.phase.edition.standard
    participating = view.phase.counts.participating
    rows = []
    for number, problem in enumerate(found):
        key = f"{view.key}.costly.{number}"
        value = filled(
            _("{points} points, {centers} centers"),
            points=points(problem.effective, standard, f"{key}.effective"),
            centers=count(len(problem.centers), f"{key}.centers"),
        )
        marks = (
            PlotMark("soft-bar", 0, ratio(problem.effective, most)),
            PlotMark("ring", ratio(len(problem.centers), participating)),
        )
        rows.append(PlotRow(problem.rule.id, marks, value))
    yield RowPlot(
        title=_("What cost most, and how widespread it is"),
        description=_("A bar for the points that a clause cost, a ring for the share of centers that it concerns."),
        rows=tuple(rows),
        ticks=tuple(Tick(ratio(quarter, 4), f"{25 * quarter}%") for quarter in range(5)),
        legend=(("soft-bar", _("points lost, of the most costly clause")), ("ring", _("share of the centers"))),
    )


def _costly_table(view: View) -> Grid:
    """Every clause that cost anything, as it is published: where links to clauses lead."""
    standard = view.phase.edition.standard
    headings = (
        Heading(_("clause")),
        Heading(_("deduction rule"), is_wide=True),
        Heading(_("basis"), is_wide=True),
        Heading(_("points lost"), "right"),
        Heading(_("centers concerned"), "right"),
        Heading(_("share of the centers"), "right"),
    )
    rows = []
    for number, problem in enumerate(view.report.problems):
        key = f"{view.key}.costly.{number}"
        of_centers = ratio(len(problem.centers), view.phase.counts.participating)
        rows.append(
            Row(
                (
                    (problem.rule.id,),
                    (problem.rule.text,),
                    (listed(problem.rule.basis),) if problem.rule.basis else NOTHING,
                    (points(problem.effective, standard, f"{key}.effective"),),
                    (count(len(problem.centers), f"{key}.centers"),),
                    (percent(of_centers, standard, f"{key}.share"),),
                ),
                view.clause(problem.rule.id),
            )
        )
    return Grid(headings, tuple(rows), _("The clauses concerned, as published"))


def named(view: View, centers: Sequence[CenterResult], *, is_full: bool = False) -> Text:
    """Centers by their names, short ones unless told otherwise, each linked to its section."""
    names = view.names if is_full else view.short
    pieces: list[Piece] = []
    for center in centers:
        anchor, name = view.center(center), names[center.center.id]
        pieces += [*([_(", ")] if pieces else []), Link((name,), anchor) if anchor else name]
    return tuple(pieces) or NOTHING
