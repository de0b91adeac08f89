"""How a rule deducts: the closed set of kinds of the spec's section 3, one class each. The key names the kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Discriminator, Tag, WithJsonSchema

from aidscore.model.field import CLOSED, Key, Text, comparable, described
from aidscore.model.quantity import AMOUNT_SCHEMA, Amount, Measure, Number, Points, Whole, ratio
from aidscore.words import N_

Unit = Annotated[Text | None, described("what is measured, for example 天 or 分钟; a share has no unit")]
Maximum = Annotated[Amount | None, described("the most that all findings of the rule deduct together, in points")]


@dataclass(frozen=True, slots=True)
class Fixed:
    """A fixed number of points, once, however many findings there are."""

    __pydantic_config__ = CLOSED
    fixed: Annotated[Amount, described("the points that are deducted once")]


@dataclass(frozen=True, slots=True)
class All:
    """All points of the sub-item."""

    __pydantic_config__ = CLOSED
    all: Annotated[Literal["all"], described("all points of the sub-item")] = "all"


@dataclass(frozen=True, slots=True)
class Each:
    """Points for each one counted, after the free ones."""

    __pydantic_config__ = CLOSED
    each: Annotated[Amount, described("points for each one counted")]
    unit: Annotated[Text | None, described("what is counted, for example 份 or 人次")] = None
    max: Maximum = None
    free: Annotated[Whole, described("how many are forgiven")] = 0


@dataclass(frozen=True, slots=True)
class Missing:
    """Points for each missing element of a list."""

    __pydantic_config__ = CLOSED
    missing: Annotated[Amount, described("points for each missing element")]
    of: Annotated[Mapping[Key, Text], described("the elements: key and label", min_length=1)]
    max: Maximum = None

    def keys_of(self, name: str) -> tuple[str, ...]:
        """The element with a key, or else every element with a label."""
        if name in self.of:
            return (name,)
        return tuple(key for key, label in self.of.items() if comparable(label) == name)

    def named(self, key: str) -> str:
        """What a file in Chinese calls an element: its label where that is no other's, else its key."""
        label = self.of.get(key, key)
        return label if self.keys_of(label) == (key,) else key


@dataclass(frozen=True, slots=True)
class Range:
    """Points within a range that the inspector chooses, low end plus whole steps (酌情扣1–3分)."""

    __pydantic_config__ = CLOSED
    range: Annotated[tuple[Points, Amount], described("the lowest and the highest deduction of one finding")]
    step: Annotated[Amount | None, described("deductions are the low end plus whole steps")] = None
    max: Maximum = None

    @property
    def low(self) -> Number:
        """The least that one finding deducts, in points."""
        return self.range[0]

    @property
    def high(self) -> Number:
        """The most that one finding deducts, in points."""
        return self.range[1]

    def admits(self, points: Number) -> bool:
        """Whether one finding may deduct these points."""
        return self.low <= points <= self.high and (
            self.step is None or ratio(points - self.low, self.step).denominator == 1
        )


@dataclass(frozen=True, slots=True)
class Levels:
    """Points by the level of what was found."""

    __pydantic_config__ = CLOSED
    levels: Annotated[Mapping[Key, Amount], described("the levels and their points", min_length=1)]
    max: Maximum = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Points for every step that a measured value falls below a limit."""

    __pydantic_config__ = CLOSED
    below: Annotated[Measure, described("the limit; at or above it nothing is deducted")]
    every: Annotated[Measure, described("the length of a step")]
    points: Annotated[Amount, described("points for each step")]
    partial: Annotated[Literal["floor", "ceil", "exact"], described("what a step begun but not filled counts")]
    max: Maximum = None
    unit: Unit = None

    @property
    def is_share(self) -> bool:
        """Whether values are shares."""
        return self.below.is_share or self.every.is_share


@dataclass(frozen=True, slots=True)
class Proportion:
    """The sub-item's points in the proportion in which a value falls short of a number."""

    __pydantic_config__ = CLOSED
    proportion_of: Annotated[Measure, described("the value from which nothing is deducted")]
    unit: Unit = None

    @property
    def is_share(self) -> bool:
        """Whether values are shares."""
        return self.proportion_of.is_share


@dataclass(frozen=True, slots=True)
class Band:
    """One band: values from here on, up to the band before, deduct these points."""

    __pydantic_config__ = CLOSED
    start: Annotated[Measure, described("the lower bound, inclusive", alias="from")]
    points: Annotated[Points, described("points that a value in the band deducts")]


@dataclass(frozen=True, slots=True)
class Bands:
    """Points by the band in which a measured value falls; highest band first, the last from 0."""

    __pydantic_config__ = CLOSED
    bands: Annotated[tuple[Band, ...], described("the bands, highest first, the last from 0", min_length=1)]
    unit: Unit = None

    @property
    def is_share(self) -> bool:
        """Whether values are shares."""
        return any(band.start.is_share for band in self.bands)


Measured: TypeAlias = Shortfall | Proportion | Bands
Deduct: TypeAlias = Fixed | All | Each | Missing | Range | Levels | Measured
Add: TypeAlias = Fixed | Each | Levels

KINDS: Mapping[str, type[Deduct]] = {
    "fixed": Fixed,
    "all": All,
    "each": Each,
    "missing": Missing,
    "range": Range,
    "levels": Levels,
    "shortfall": Shortfall,
    "proportion": Proportion,
    "bands": Bands,
}
"""The kinds by their names, in the order of the spec's table."""

_KEYS = {
    "each": "each",
    "missing": "missing",
    "range": "range",
    "levels": "levels",
    "below": "shortfall",
    "proportion_of": "proportion",
    "bands": "bands",
}
HIDDEN = "\0"
"""Begins the name of a kind within the path of an error: no key of a file can, as control characters are refused."""

_BY_NUMBER = {**AMOUNT_SCHEMA, "description": N_("a fixed number of points, once")}
_BY_WORD = {"const": "all", "description": N_("all points of the sub-item")}


def kind_of(deduct: Deduct) -> str:
    """The name of a rule's kind, such as `each` or `bands`."""
    return type(deduct).__name__.lower()


def _kind_written(written: object) -> str | None:
    """The kind that a file names, by its key; None where it names none."""
    if isinstance(written, str):
        return HIDDEN + ("all" if written == "all" else "fixed")
    if isinstance(written, Mapping):
        return next((HIDDEN + _KEYS[key] for key in written if key in _KEYS), None)
    return None


_Fixed = Annotated[Fixed, BeforeValidator(lambda text: {"fixed": text}), WithJsonSchema(_BY_NUMBER), Tag("\0fixed")]
_All = Annotated[All, BeforeValidator(lambda text: {"all": text}), WithJsonSchema(_BY_WORD), Tag("\0all")]
_Each = Annotated[Each, Tag("\0each")]
_Levels = Annotated[Levels, Tag("\0levels")]
_ByKey = Discriminator(_kind_written, custom_error_type="unknown-rule-kind", custom_error_message="unknown kind")

DeductWritten = Annotated[
    _Fixed
    | _All
    | _Each
    | Annotated[Missing, Tag("\0missing")]
    | Annotated[Range, Tag("\0range")]
    | _Levels
    | Annotated[Shortfall, Tag("\0shortfall")]
    | Annotated[Proportion, Tag("\0proportion")]
    | Annotated[Bands, Tag("\0bands")],
    _ByKey,
]
"""The value of `deduct:` in a rule."""

AddWritten = Annotated[_Fixed | _Each | _Levels, _ByKey]
"""The value of `add:` in a bonus rule."""
