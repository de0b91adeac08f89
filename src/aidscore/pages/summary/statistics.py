"""The tab of averages and losses: by item and sub-item for all centers, by item for those of each level."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from aidscore.model.page import Block, Cell, Column, Page, Paragraph, Tab, Table, row, text
from aidscore.model.quantity import Number
from aidscore.model.results import Outcome, PhaseResult
from aidscore.model.standard import Item, Standard
from aidscore.pages.summary.labels import phase_label
from aidscore.scoring.figures import total_landmarks
from aidscore.scoring.statistics import GroupStatistics, Spread, Statistics, statistics
from aidscore.wording.codes import level_word
from aidscore.wording.numbers import exact_cell, number_cell, percent_cell
from aidscore.words import _, plural

SIDE_BY_SIDE = 3
"""So many phases fit beside each other."""
DASH = text("-", "muted")


class _Line(NamedTuple):
    """A row of a table: a total, an item or a sub-item, with its points and its spread in a phase."""

    title: str
    points: Number
    spread: Spread | None
    marks: tuple[Number, ...] = ()
    """What its scores may not be rounded across."""


class _Measured(NamedTuple):
    """A phase with its statistics."""

    phase: PhaseResult
    statistics: Statistics

    @property
    def standard(self) -> Standard:
        """The standard of the phase."""
        return self.phase.edition.standard


def statistics_tab(outcome: Outcome) -> Tab:
    """The tab of the statistics; a few phases are side by side, more of them one below the other."""
    phases = iter([_Measured(phase, statistics(phase)) for phase in outcome.phases])
    blocks: list[Block] = []
    while group := list(islice(phases, SIDE_BY_SIDE)):
        blocks.append(_table(outcome, group, _("All centers, by item and sub-item"), _by_part))
        if any(one.statistics.levels for one in group):
            blocks.append(_table(outcome, group, _("By level"), _by_level))
    note = _(
        "Rate of loss: points deducted of the points that could be earned, without bonus. Where something does not "
        "apply, scores are rescaled; scores of centers that are not fully examined count as far as they are known."
    )
    blocks.append(Paragraph(note))
    page = Page(_("Averages and losses"), tuple(blocks))
    one_sheet = len(outcome.phases) <= SIDE_BY_SIDE
    return Tab("statistics", _("Statistics"), page, one_sheet=one_sheet, dense=True)


Lines = Callable[[_Measured], Iterator[_Line]]


def _table(outcome: Outcome, phases: Sequence[_Measured], title: str, lines: Lines) -> Table:
    """A table with the columns of each phase beside each other; a row for each title that any of them has."""
    columns, groups = [Column(_("part"), width=24)], [("", 1)]
    for one in phases:
        added = _columns()
        columns += added
        groups.append((phase_label(outcome, one.phase) or one.phase.edition.reference, len(added)))
    by_phase = [{line.title: line for line in lines(one)} for one in phases]
    titles = dict.fromkeys(title for found in by_phase for title in found)
    rows = []
    for name in titles:
        cells = [_cells(found.get(name), one.standard) for found, one in zip(by_phase, phases, strict=True)]
        rows.append(
            row(text(name, "plain" if name.startswith(INDENT) else "strong"), *(c for part in cells for c in part))
        )
    return Table(tuple(columns), tuple(rows), title, groups=tuple(groups))


INDENT = "\u3000"
"""What a part of something else begins with."""


def _columns() -> list[Column]:
    """The columns of a phase."""
    titles = (
        _("points"),
        _("number of centers"),
        _("average"),
        _("median"),
        _("highest"),
        _("lowest"),
        _("rate of loss"),
    )
    return [Column(title, "right", 8 if title == titles[-1] else 7) for title in titles]


def _by_part(measured: _Measured) -> Iterator[_Line]:
    """The total, the items and the sub-items of all centers."""
    group = measured.statistics.all
    yield _Line(_("total"), measured.standard.points, group.total, total_landmarks(measured.standard))
    for item in group.items:
        yield _Line(f"{item.item.id} {item.item.name}", item.item.points, item.spread, _floor(item.item))
        for part in item.sub_items:
            yield _Line(f"{INDENT}{part.sub_item.id} {part.sub_item.name}", part.sub_item.points, part.spread)


def _by_level(measured: _Measured) -> Iterator[_Line]:
    """The total and the items of each level."""
    for group in measured.statistics.levels:
        yield _Line(_level_text(group), measured.standard.points, group.total, total_landmarks(measured.standard))
        for item in group.items:
            title = f"{INDENT}{level_word(group.level or '')} {item.item.id} {item.item.name}"
            yield _Line(title, item.item.points, item.spread, _floor(item.item))


def _floor(item: Item) -> tuple[Number, ...]:
    """The floor of an item, if it has one."""
    return () if item.pass_score is None else (item.pass_score,)


def _level_text(group: GroupStatistics) -> str:
    """A level with the number of its centers."""
    level = level_word(group.level or "")
    return plural("{level}, {n} center", "{level}, {n} centers", group.centers, level=level)


def _cells(line: _Line | None, standard: Standard) -> Iterator[Cell]:
    """The cells of a phase in a row; dashes where the phase has no such part, or no center a score."""
    if line is None:
        yield from [DASH] * len(_columns())
        return
    yield exact_cell(line.points, "muted")
    if line.spread is None:
        yield from (exact_cell(0), *[DASH] * 5)
        return
    spread = line.spread
    yield exact_cell(spread.centers, "muted")
    yield number_cell(spread.average, standard, *line.marks, tone="strong")
    for number in (spread.median, spread.highest, spread.lowest):
        yield number_cell(number, standard, *line.marks)
    yield DASH if spread.loss_rate is None else percent_cell(spread.loss_rate, standard)
