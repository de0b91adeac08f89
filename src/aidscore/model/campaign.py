"""The campaign (spec, section 5): centers, phases, targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Discriminator, Tag

from aidscore.model.field import CLOSED, CenterName, Id, Reference, Text, comparable, described
from aidscore.model.quantity import Day, Share
from aidscore.model.record import CHANNELS, Channel
from aidscore.model.standard import Period


@dataclass(frozen=True, slots=True)
class Center:
    """A legal aid center (法律援助中心): the assessed body."""

    __pydantic_config__ = CLOSED
    id: Id
    name: Annotated[Text, described("the name that people read")]
    level: Annotated[Text | None, described("for example city or district")] = None
    excluded: Annotated[Text | None, described("why the center is not assessed")] = None
    authority: Annotated[Text | None, described("the authority that receives a copy of its notices")] = None
    note: Annotated[Text | None, described("a remark")] = None


@dataclass(frozen=True, slots=True)
class Weights:
    """The mean within each channel, then weighted."""

    __pydantic_config__ = CLOSED
    weights: Annotated[Mapping[Channel, Share], described("the weight of each channel; they add up to 1", min_length=1)]


Way = Literal["latest", "union", "mean", "worst"]
Combine = Annotated[
    Annotated[Way, Tag("\0way")] | Annotated[Weights, Tag("\0weights")],
    Discriminator(lambda written: "\0way" if isinstance(written, str) else "\0weights"),
]


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase of a campaign (阶段); without a standard it takes no records."""

    __pydantic_config__ = CLOSED
    id: Id
    name: Annotated[Text, described("the name that people read")]
    start: Annotated[Day, described("the first day", alias="from")]
    end: Annotated[Day, described("the last day", alias="to")]
    standard: Annotated[Reference | None, described("the standard of its visits, as id@version")] = None
    channels: Annotated[
        tuple[Channel, ...] | None, described("the channels that count; left out: all but self", min_length=1)
    ] = None
    combine: Annotated[Combine | None, described("how several visits to one center make one score")] = None
    target: Annotated[Share | None, described("the pass rate to reach")] = None
    centers: Annotated[
        tuple[CenterName, ...] | None,
        described("ids or names of the centers whose turn it is; left out: all that take part", min_length=1),
    ] = None
    note: Annotated[Text | None, described("a remark")] = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{self.id} {Period(self.start, self.end)}"

    def includes(self, center: str) -> bool:
        """Whether it is the turn of the center with this id."""
        return self.centers is None or center in self.centers

    @property
    def counting(self) -> tuple[Channel, ...]:
        """The channels that count."""
        return self.channels or tuple(channel for channel in CHANNELS if channel != "self")


@dataclass(frozen=True)  # without slots, for what is worked out once
class Campaign:
    """The whole exercise (活动): centers, phases, targets."""

    __pydantic_config__ = CLOSED
    aidscore: Annotated[Literal["campaign/1"], described("kind and format of the file")]
    id: Id
    title: Annotated[Text, described("the title that people read")]
    centers: Annotated[tuple[Center, ...], described("every center, excluded ones too")]
    phases: Annotated[tuple[Phase, ...], described("the phases; they may not overlap", min_length=1)]
    note: Annotated[Text | None, described("a remark")] = None

    @property
    def participating(self) -> tuple[Center, ...]:
        """The centers that are assessed."""
        return tuple(center for center in self.centers if center.excluded is None)

    @property
    def excluded(self) -> tuple[Center, ...]:
        """The centers that are registered and not assessed."""
        return tuple(center for center in self.centers if center.excluded is not None)

    def center(self, name: str) -> Center | None:
        """The center with an id."""
        return self._by_id.get(name)

    def named(self, name: str) -> tuple[Center, ...]:
        """The center with an id, or else every center with a name."""
        center = self._by_id.get(name)
        return (center,) if center is not None else self._by_name.get(comparable(name), ())

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Center, ...]]:
        """The centers by their names."""
        found: dict[str, tuple[Center, ...]] = {}
        for center in self.centers:
            name = comparable(center.name)
            found[name] = (*found.get(name, ()), center)
        return found

    @cached_property
    def _by_id(self) -> Mapping[str, Center]:
        """The centers by their ids: every record asks for one."""
        return {center.id: center for center in self.centers}

    def phase_on(self, day: date) -> Phase | None:
        """The phase that a day falls in."""
        if day not in self._by_day:
            self._by_day[day] = next((phase for phase in self.phases if day in phase), None)
        return self._by_day[day]

    @cached_property
    def _by_day(self) -> dict[date, Phase | None]:
        """The phases of the days that were asked for: records have few different days."""
        return {}
