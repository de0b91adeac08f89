"""Averages and losses of a phase, by item and sub-item, for all centers and for those of each level. All exact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from aidscore.model.quantity import Number, ratio, total_of
from aidscore.model.results import CenterResult, PhaseResult
from aidscore.model.standard import Item, SubItem
from aidscore.scoring.average import part_average
from aidscore.scoring.combine import combine_of, counting_channels
from aidscore.scoring.details import Details, details_of
from aidscore.scoring.standings import sheets_of
from aidscore.scoring.verdict import floor_score

UNTOLD = ("not-carried-over", "same-day-visits")
"""The reasons for which it cannot be told what a center earned, not even in a part."""


class Spread(NamedTuple):
    """Scores of several centers, in points."""

    centers: int
    """How many centers have a score; at least one."""
    average: Number
    median: Number
    """The middle score; of an even number of scores the mean of the two in the middle."""
    highest: Number
    lowest: Number
    loss_rate: Number | None
    """Effective deductions ÷ possible points of the sheets behind the scores; None where nothing is possible."""


class SubItemStatistics(NamedTuple):
    """A sub-item over several centers; `spread` is None where no center has a score in it."""

    sub_item: SubItem
    spread: Spread | None


class ItemStatistics(NamedTuple):
    """An item over several centers. Where a part of it does not apply, its score is rescaled to its points."""

    item: Item
    spread: Spread | None
    sub_items: tuple[SubItemStatistics, ...]


class GroupStatistics(NamedTuple):
    """Several centers of a phase."""

    level: str | None
    """The level that they have in common; None for all centers of the phase."""
    centers: int
    passed: int
    total: Spread | None
    items: tuple[ItemStatistics, ...]


class Statistics(NamedTuple):
    """All centers of a phase, and those of each level, in the order in which the campaign names the levels."""

    all: GroupStatistics
    levels: tuple[GroupStatistics, ...]
    """Empty where the centers have fewer than two levels."""


class Share(NamedTuple):
    """What a sheet earned of what it could earn, in points, in all or in a part."""

    score: Number | None
    """Rescaled to the points of the part where something of it does not apply; None where nothing applies."""
    earned: Number
    possible: Number
    is_open: bool = False
    """Whether something of it was not examined."""


class Sheets(NamedTuple):
    """A center with the sheets behind its result."""

    center: CenterResult
    details: Sequence[Details]


Part: TypeAlias = Callable[[Details], Share]
Scored: TypeAlias = tuple[Number, Sequence[Share]]
"""A score, and the shares of the sheets behind it."""


def statistics(phase: PhaseResult) -> Statistics:
    """The statistics of a phase. A center counts wherever it has a score of its own, also where it has no total."""
    levels = dict.fromkeys(center.center.level for center in phase.centers if center.center.level)
    sheets = [*map(with_details, phase.centers)]
    groups = [
        _group(phase, [one for one in sheets if one.center.center.level == level], level)
        for level in (levels if len(levels) > 1 else ())
    ]
    return Statistics(_group(phase, sheets, None), tuple(groups))


def _group(phase: PhaseResult, centers: Sequence[Sheets], level: str | None) -> GroupStatistics:
    """The statistics of some centers of a phase."""
    totals = [(one.center.total, [*map(_whole, one.details)]) for one in centers if one.center.total is not None]
    return GroupStatistics(
        level=level,
        centers=len(centers),
        passed=sum(one.center.verdict == "pass" for one in centers),
        total=_spread(totals),
        items=tuple(_item(phase, index, centers) for index in range(len(phase.edition.standard.items))),
    )


def _item(phase: PhaseResult, index: int, centers: Sequence[Sheets]) -> ItemStatistics:
    """The statistics of an item."""
    item = phase.edition.standard.items[index]
    sub_items = (
        SubItemStatistics(sub_item, _part_spread(phase, centers, partial(_sub_item, item=index, number=number)))
        for number, sub_item in enumerate(item.sub_items)
    )
    return ItemStatistics(item, _part_spread(phase, centers, partial(_of_item, item=index)), tuple(sub_items))


def _whole(details: Details) -> Share:
    """What a sheet earned altogether, without bonus and vetoes."""
    sheet = details.assessment
    return Share(sheet.rescaled, sheet.earned, sheet.possible)


def _of_item(details: Details, item: int) -> Share:
    """What a sheet earned in an item."""
    result = details.items[item].result
    return Share(floor_score(result), result.earned, result.possible, bool(result.unexamined))


def _sub_item(details: Details, item: int, number: int) -> Share:
    """What a sheet earned in a sub-item."""
    part = details.items[item].sub_items[number]
    possible = 0 if part.score is None else part.sub_item.points
    return Share(part.score, part.score or 0, possible, part.state == "not-examined")


def _part_spread(phase: PhaseResult, centers: Iterable[Sheets], part: Part) -> Spread | None:
    """The spread of a part over the centers that have a score in it."""
    found = (_score_of(phase, one, part) for one in centers)
    return _spread([one for one in found if one is not None])


def _score_of(phase: PhaseResult, sheets: Sheets, part: Part) -> Scored | None:
    """A center's score in a part, combined as its visits are; None where it cannot be told."""
    center, shares = sheets.center, [part(details) for details in sheets.details]
    if any(reason.code in UNTOLD for reason in center.reasons) or any(share.is_open for share in shares):
        return None
    if center.deciding is not None:
        score = shares[0].score
    else:
        counting = [counted.visit for counted in center.visits if counted.counts]
        scores = [(visit, share.score) for visit, share in zip(counting, shares, strict=True)]
        score = part_average(combine_of(phase.phase), counting_channels(phase.phase), scores)
    return None if score is None else (score, shares)


def with_details(center: CenterResult) -> Sheets:
    """A center with the details of the sheets behind its result."""
    return Sheets(center, [*map(details_of, sheets_of(center))])


def part_score(phase: PhaseResult, sheets: Sheets, item: int, number: int) -> Number | None:
    """A center's score in a sub-item, by their places in the standard; None where it cannot be told."""
    found = _score_of(phase, sheets, partial(_sub_item, item=item, number=number))
    return None if found is None else found[0]


def _spread(scored: Sequence[Scored]) -> Spread | None:
    """The spread of scores; None where there are none."""
    if not scored:
        return None
    scores = sorted(score for score, _shares in scored)
    possible = total_of([share.possible for _score, shares in scored for share in shares])
    earned = total_of([share.earned for _score, shares in scored for share in shares])
    half, odd = divmod(len(scores), 2)
    return Spread(
        centers=len(scores),
        average=ratio(total_of(scores), len(scores)),
        median=scores[half] if odd else ratio(scores[half - 1] + scores[half], 2),
        highest=scores[-1],
        lowest=scores[0],
        loss_rate=ratio(possible - earned, possible) if possible else None,
    )
