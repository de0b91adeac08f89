"""Two sets of sheets of the same centers side by side, on the sub-items that both examined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from aidscore.model.campaign import Center
from aidscore.model.quantity import Number, plain, ratio, total_of
from aidscore.model.record import Channel
from aidscore.model.results import Assessment, CenterResult, PhaseResult, SubItemResult
from aidscore.model.standard import Item
from aidscore.scoring.details import Details, details_of
from aidscore.scoring.standings import sheets_of

Sheets: TypeAlias = Callable[[CenterResult], Sequence[Assessment]]


class Pair(NamedTuple):
    """What two sides earned in the same sub-items, in points."""

    possible: Number
    """What the sub-items that both examined are worth together."""
    left: Number
    right: Number

    @property
    def difference(self) -> Fraction:
        """The right side less the left one, in points."""
        return Fraction(self.right - self.left)

    @property
    def rates(self) -> tuple[Number, Number] | None:
        """Both as shares of what is possible; None where they have nothing in common."""
        return (ratio(self.left, self.possible), ratio(self.right, self.possible)) if self.possible else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides of a phase. Where a side has several sheets of a center, the mean of them counts."""

    items: tuple[tuple[Item, Pair], ...]
    """Every item over all centers, in the standard's order."""
    centers: tuple[tuple[Center, Pair], ...]
    """The centers in which both sides examined a sub-item, in the campaign's order."""
    total: Pair


def by_channels(phase: PhaseResult, left: Channel, right: Channel) -> Comparison:
    """The visits of a phase through two channels, those that do not count too."""
    return _comparison(phase, lambda center: _visits(center, left), lambda center: _visits(center, right))


def self_and_inspected(phase: PhaseResult) -> Comparison:
    """What centers said of themselves, by the latest self-inspection of each, and what their results rest on."""
    return _comparison(phase, lambda center: _visits(center, "self")[-1:], sheets_of)


def _visits(center: CenterResult, channel: Channel) -> list[Assessment]:
    """The sheets of a center's visits through a channel, by date."""
    return [one.visit.assessment for one in center.visits if one.visit.record.channel == channel]


def _comparison(phase: PhaseResult, left: Sheets, right: Sheets) -> Comparison:
    """Both sides of every center, item by item."""
    items = phase.edition.standard.items
    sides = ((center, [*map(details_of, left(center))], [*map(details_of, right(center))]) for center in phase.centers)
    rows = [(center.center, [*_pairs(one, other, len(items))]) for center, one, other in sides]
    rows = [(center, pairs) for center, pairs in rows if any(pair.possible for pair in pairs)]
    by_item = tuple((item, _sum([pairs[index] for _center, pairs in rows])) for index, item in enumerate(items))
    centers = tuple((center, _sum(pairs)) for center, pairs in rows)
    return Comparison(by_item, centers, _sum([pair for _center, pair in centers]))


def _pairs(left: Sequence[Details], right: Sequence[Details], items: int) -> Iterator[Pair]:
    """Both sides of a center in each item."""
    for index in range(items):
        parts = [(_means(left, index, number), _means(right, index, number)) for number in range(_parts(left, index))]
        common = [(one, other) for one, other in parts if one is not None and other is not None]
        points = [one.points for one, _other in common]
        scores = [[side.score for side in sides] for sides in zip(*common, strict=True)] or [[], []]
        yield Pair(total_of(points), total_of(scores[0]), total_of(scores[1]))


class _Mean(NamedTuple):
    """The mean score of a sub-item, and what it is worth."""

    points: Number
    score: Number


def _parts(sheets: Sequence[Details], index: int) -> int:
    """How many sub-items an item of the sheets has; 0 where there is no sheet."""
    return len(sheets[0].items[index].sub_items) if sheets else 0


def _means(sheets: Sequence[Details], index: int, number: int) -> _Mean | None:
    """The mean score of sheets in a sub-item that they examined; None where none did."""
    parts: list[SubItemResult] = [sheet.items[index].sub_items[number] for sheet in sheets]
    scores = [part.score for part in parts if part.state in ("met", "not-met") and part.score is not None]
    return _Mean(parts[0].sub_item.points, ratio(total_of(scores), len(scores))) if scores else None


def _sum(pairs: Sequence[Pair]) -> Pair:
    """Pairs added up."""
    return Pair(*(plain(total_of([pair[side] for pair in pairs])) for side in range(3)))
