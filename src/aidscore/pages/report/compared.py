"""Comparisons in a report: announced and unannounced visits, self-inspection and inspection, phase and phase before."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.model.follow_up import FollowUpState
from aidscore.model.quantity import Number, ratio
from aidscore.pages.report.blocks import (
    Block,
    Grid,
    Heading,
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
from aidscore.pages.report.city import named
from aidscore.pages.report.names import View
from aidscore.pages.report.pieces import NOTHING, Text, count, filled, linked, percent, signed, total
from aidscore.reporting.comparison import Comparison, Pair
from aidscore.scoring.progress import Course, courses
from aidscore.wording.codes import channel_word
from aidscore.wording.follow_up import STATES, URGENCY
from aidscore.wording.standards import body_word
from aidscore.words import _

MOST_DIFFERENT = 10
"""How many centers a comparison lists: those in which the two sides differ most."""


def announced(view: View) -> Section | None:
    """What announced and unannounced visits found in the same sub-items."""
    title = _("Announced against unannounced visits")
    words = (channel_word("announced"), channel_word("unannounced"))
    return _compared(view, view.report.announced, "announced", title, words)


def self_inspection(view: View) -> Section | None:
    """What centers and inspectors found in the same sub-items."""
    title = _("Self-inspection against inspection")
    words = (channel_word("self"), _("inspection"))
    return _compared(view, view.report.self_inspection, "self_inspection", title, words)


def _compared(view: View, found: Comparison, name: str, title: str, words: tuple[str, str]) -> Section | None:
    """A comparison by items and by centers; nothing where the two sides have nothing in common."""
    if not found.total.possible:
        return None
    intro = _("Only sub-items that both examined in the same center; the share of their points that was earned.")
    blocks: list[Block] = [Sentence((intro,), "muted"), *_plot(view, found, name, title, words)]
    blocks.append(_by_items(view, found, name, words))
    blocks.append(_by_centers(view, found, name, words))
    return Section(view.anchor(name), title, tuple(blocks))


def _plot(view: View, found: Comparison, name: str, title: str, words: tuple[str, str]) -> Iterator[Block]:
    """Both sides of each item on one axis."""
    rates = [rate for _item, pair in found.items for rate in pair.rates or ()]
    start = min(rates) // ratio(1, 10) * ratio(1, 10) if rates else 0
    start = min(start, ratio(9, 10))
    rows = [
        _plot_row(view, f"{item.id} {item.name}", pair, f"{view.key}.{name}.items.{number}", start)
        for number, (item, pair) in enumerate(found.items)
        if pair.possible
    ]
    tenths = range(int(start * 10), 11)
    yield RowPlot(
        title=title,
        description=_(
            "Two marks for each item: a square for {left}, a dot for {right}.", left=words[0], right=words[1]
        ),
        rows=tuple(rows),
        ticks=tuple(Tick(ratio(ratio(tenth, 10) - start, 1 - start), f"{10 * tenth}%") for tenth in tenths),
        legend=(("square", words[0]), ("dot", words[1])),
    )


def _plot_row(view: View, label: str, pair: Pair, key: str, start: Number) -> PlotRow:
    """Both sides of an item, with a line between them."""
    left, right = pair.rates or (0, 0)
    places = [ratio(rate - start, 1 - start) for rate in (left, right)]
    marks = (PlotMark("range", min(places), max(places)), PlotMark("square", places[0]), PlotMark("dot", places[1]))
    return PlotRow(label, marks, _both(view, pair, key))


def _both(view: View, pair: Pair, key: str) -> Text:
    """Both rates."""
    standard = view.phase.edition.standard
    left, right = pair.rates or (0, 0)
    return filled(
        _("{left} / {right}"),
        left=percent(left, standard, f"{key}.left_rate"),
        right=percent(right, standard, f"{key}.right_rate"),
    )


def _headings(first: str, words: tuple[str, str]) -> tuple[Heading, ...]:
    """The columns of a comparison."""
    return (
        Heading(first, is_wide=True),
        Heading(words[0], "right"),
        Heading(words[1], "right"),
        Heading(_("difference in points"), "right"),
    )


def _by_items(view: View, found: Comparison, name: str, words: tuple[str, str]) -> Grid:
    """Both sides of each item, and of all."""
    rows = [
        Row(((f"{item.id} {item.name}",), *_cells(view, pair, f"{view.key}.{name}.items.{number}")))
        for number, (item, pair) in enumerate(found.items)
    ]
    rows.append(Row(((_("all items"),), *_cells(view, found.total, f"{view.key}.{name}.total"))))
    return Grid(_headings(_("item"), words), tuple(rows), _("By items"))


def _by_centers(view: View, found: Comparison, name: str, words: tuple[str, str]) -> Grid:
    """Both sides of the centers where they differ most."""
    results = {one.result.center.id: one.result for one in view.report.centers}
    numbered = sorted(enumerate(found.centers), key=lambda pair: -abs(pair[1][1].difference))[:MOST_DIFFERENT]
    rows = tuple(
        Row((named(view, [results[center.id]]), *_cells(view, pair, f"{view.key}.{name}.centers.{number}")))
        for number, (center, pair) in numbered
    )
    headings = _headings(body_word(view.phase.edition.standard), words)
    return Grid(headings, rows, _("Where the difference is largest"), is_collapsed=True)


def _cells(view: View, pair: Pair, key: str) -> tuple[Text, ...]:
    """Both sides, and their difference in points of the sub-items that they have in common."""
    standard = view.phase.edition.standard
    if pair.rates is None:
        return NOTHING, NOTHING, NOTHING
    left, right = pair.rates
    return (
        (percent(left, standard, f"{key}.left_rate"),),
        (percent(right, standard, f"{key}.right_rate"),),
        (signed(pair.difference, standard, f"{key}.difference"),),
    )


# ---- the phases before


def change(view: View) -> Section | None:
    """What became of the findings of the phases before, and the scores of the phase before and of this one."""
    if view.number == 0:
        return None
    rows = [row for number, course in enumerate(courses(view.outcome)) if (row := _course(view, number, course))]
    if not rows:
        return None
    intro = _(
        "A problem is compared with the last time that it was examined. Where the standard changed between the phases, "
        "a part of the difference in scores is due to that."
    )
    headings = (
        Heading(body_word(view.phase.edition.standard), is_wide=True),
        Heading(_("phase before"), "right"),
        Heading(_("this phase"), "right"),
        Heading(_("change"), "right"),
        *(Heading(_(STATES[state]), "right") for state in COMPARED),
    )
    grid = Grid(headings, tuple(rows), _("Change since the phase before"), is_collapsed=not view.is_small)
    blocks = (Sentence((intro,), "muted"), _follow_up(view), grid)
    return Section(view.anchor("change"), _("Change since the phase before"), blocks)


COMPARED: tuple[FollowUpState, ...] = ("corrected", "persisting", "recurred", "new")
"""The states that can be told."""


def _follow_up(view: View) -> Tiles:
    """How many problems are in each state."""
    counts = view.report.follow_up.counts
    return Tiles(
        tuple(Tile(_(STATES[state]), (count(counts[state], f"{view.key}.follow_up.{state}"),)) for state in URGENCY)
    )


def _course(view: View, number: int, course: Course) -> Row | None:
    """A center in both phases; nothing where it has a score in none."""
    before, now = course.steps[view.number - 1], course.steps[view.number]
    if before.result.total is None and now.result.total is None:
        return None
    earlier = f"phases.{view.number - 1}.centers.{number}"
    key, anchor = f"{view.key}.centers.{number}", view.center(now.result)
    name = view.short[course.center.id]
    standard = view.phase.edition.standard
    return Row(
        (
            linked(anchor, name) if anchor else (name,),
            _total(before.result.total, view, f"{earlier}.exact", view.number - 1),
            _total(now.result.total, view, f"{key}.exact", view.number),
            NOTHING if now.change is None else (signed(now.change, standard, f"{key}.change"),),
            *(_state(view, number, state, key) for state in COMPARED),
        )
    )


def _state(view: View, number: int, state: FollowUpState, key: str) -> Text:
    """How many problems of a center are in a state."""
    found = view.report.centers[number].follow_up
    return NOTHING if found is None else (count(found.counts[state], f"{key}.follow_up.counts.{state}"),)


def _total(number: Number | None, view: View, key: str, phase: int) -> Text:
    """A total by the standard of its phase; a dash where there is none."""
    return NOTHING if number is None else (total(number, view.outcome.phases[phase].edition.standard, key),)
