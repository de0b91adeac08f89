"""The record (spec, section 4): what was found in one center on one visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, GetPydanticSchema, Tag, WithJsonSchema

from aidscore.model.field import (
    CLOSED,
    TEXT_SCHEMA,
    CenterName,
    Id,
    Ids,
    Key,
    Reference,
    Text,
    Texts,
    comparable,
    described,
)
from aidscore.model.quantity import Amount, Count, Day, Measure, Points, Whole

Channel = Literal["announced", "unannounced", "spot-check", "self", "follow-up", "acceptance"]
CHANNELS: tuple[Channel, ...] = ("announced", "unannounced", "spot-check", "self", "follow-up", "acceptance")
Status = Literal["confirmed", "disputed", "withdrawn"]

Flag = Annotated[Literal["true", "false"], WithJsonSchema({"enum": [True, False, "true", "false"]})]

Examined = Annotated[
    Annotated[Literal["all"], Tag("\0all")] | Annotated[Ids, Tag("\0list")],
    Discriminator(lambda written: "\0all" if isinstance(written, str) else "\0list"),
    described("`all`, or the items and sub-items that were examined"),
]


@dataclass(frozen=True, slots=True)
class Sample:
    """How many were drawn, and how many of them failed."""

    __pydantic_config__ = CLOSED
    drawn: Annotated[Whole, described("how many were looked at")]
    failed: Annotated[Whole, described("how many of them had the fault; 0 is a valid finding")]


@dataclass(frozen=True, slots=True)
class Finding:
    """One observed breach or measurement (扣分事实); its rule's kind says which keys it has."""

    __pydantic_config__ = CLOSED
    rule: Annotated[Id, described("the id of a rule, a veto or a bonus rule")]
    count: Annotated[Count | None, described("how many; left out: 1")] = None
    sample: Annotated[Sample | None, described("files or people drawn, and how many failed")] = None
    missing: Annotated[tuple[Key, ...] | None, described("keys or labels of the missing elements", min_length=1)] = None
    points: Annotated[Amount | None, described("the points that a range rule deducts")] = None
    level: Annotated[Key | None, described("one of the rule's levels")] = None
    value: Annotated[Measure | None, described("the measured value: 30, 91.9% or 57/62")] = None
    note: Annotated[Text | None, described("what was seen, as a reader needs it")] = None
    evidence: Annotated[Texts, described("where the proof is; free text, never opened")] = ()
    status: Annotated[Status, described("a disputed finding deducts, a withdrawn one does not")] = "confirmed"
    status_note: Annotated[Text | None, described("why it is disputed or withdrawn")] = None


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A sub-item that does not apply to the center (合理缺项)."""

    __pydantic_config__ = CLOSED
    sub_item: Annotated[Id, described("the id of the sub-item")]
    reason: Annotated[Text, described("why it does not apply")]


@dataclass(frozen=True, slots=True)
class Inspector:
    """Who inspected; `from` shows a conflict of interest."""

    __pydantic_config__ = CLOSED
    name: Text
    center: Annotated[
        CenterName | None, described("the center that the inspector belongs to, by its id or its name", alias="from")
    ] = None


InspectorWritten = Annotated[
    Inspector,
    BeforeValidator(lambda written: {"name": written} if isinstance(written, str) else written),
    GetPydanticSchema(
        get_pydantic_json_schema=lambda core, describe: {"anyOf": [*TEXT_SCHEMA["anyOf"], describe(core)]}
    ),
]


@dataclass(frozen=True, slots=True)
class Record:
    """What was found in one center on one visit (检查记录)."""

    __pydantic_config__ = CLOSED
    aidscore: Annotated[Literal["record/1"], described("kind and format of the file")]
    standard: Annotated[Reference, described("the standard, as id@version")]
    center: Annotated[CenterName, described("the center, by its id or its name in the campaign")]
    channel: Annotated[Channel, described("how the center was inspected")]
    date: Annotated[Day, described("the day of the visit")]
    examined: Examined
    findings: Annotated[tuple[Finding, ...], described("what was found; [] for nothing")]
    not_applicable: Annotated[tuple[NotApplicable, ...], described("sub-items that do not apply")] = ()
    inspectors: Annotated[tuple[InspectorWritten, ...] | None, described("who inspected")] = None
    declared_score: Annotated[Points | None, described("the total on the paper sheet")] = None
    visit: Annotated[Text | None, described("tells two visits of one day and channel apart")] = None
    revision: Annotated[Count, described("the latest of the records of a visit counts; left out: 1")] = 1
    revision_note: Annotated[Text | None, described("why the record was revised or taken back")] = None
    void: Annotated[Flag, described("takes the visit back: it does not count")] = "false"

    @property
    def is_void(self) -> bool:
        """Whether the record takes the visit back."""
        return self.void == "true"

    @property
    def identity(self) -> tuple[str, str, str, str | None]:
        """What makes it the same visit: center, date, channel, visit."""
        visit = None if self.visit is None else comparable(self.visit)
        return self.center, self.date.isoformat(), self.channel, visit


def counts_to(finding: Finding) -> bool:
    """Whether a finding counts: a withdrawn one stays in the record and deducts nothing."""
    return finding.status != "withdrawn"
