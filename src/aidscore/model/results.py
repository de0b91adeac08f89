"""The results (spec, sections 6 to 8): what a sheet, a visit, a center, a phase and a campaign come out as.

What every record has by the dozen is a named tuple: those are made twice as fast as frozen dataclasses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Literal, NamedTuple

from aidscore.diagnostics.message import Diagnostic, has_errors
from aidscore.model.campaign import Campaign, Center, Phase
from aidscore.model.quantity import Number
from aidscore.model.record import Finding, Record
from aidscore.model.source import KeyPath, Located
from aidscore.model.standard import Edition, Item, Rule, SubItem, Verdict, Veto

State = Literal["met", "not-met", "not-examined", "not-applicable"]
CenterVerdict = Literal["pass", "fail", "undecided", "not-assessed"]
ReasonCode = Literal[
    "below-pass-mark",
    "item-below-floor",
    "veto",
    "not-fully-examined",
    "nothing-applicable",
    "channel-without-visit",
    "same-day-visits",
    "no-visit",
    "refused-records",
    "not-carried-over",
]


class Fact(NamedTuple):
    """A finding and where it stands: the file, and the line counted from 1."""

    finding: Finding
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is scored: the findings of one record, or of several under union. Withdrawn findings have left."""

    edition: Edition
    examined: frozenset[str]
    """Ids of the sub-items that were examined; those that do not apply are not among them."""
    not_applicable: frozenset[str]
    facts: Mapping[str, tuple[Fact, ...]]
    """The facts of each clause by its id."""


class Deduction(NamedTuple):
    """What one rule takes away: nominal 应扣分 before, effective 实扣分 after the sub-item's points are used up."""

    rule: Rule
    nominal: Number
    effective: Number
    facts: tuple[Fact, ...]


class SubItemResult(NamedTuple):
    """A sub-item's score in points; None where it was not examined, or does not apply and is rescaled away."""

    sub_item: SubItem
    state: State
    score: Number | None
    deductions: tuple[Deduction, ...] = ()


class ItemResult(NamedTuple):
    """An item's points: earned of possible. `unexamined` are the possible points that nobody has looked at."""

    item: Item
    sub_items: tuple[SubItemResult, ...]
    earned: Number
    possible: Number
    unexamined: Number

    @property
    def score(self) -> Number | None:
        """The points earned; None while a part is unexamined or nothing of the item is possible."""
        return None if self.unexamined or not self.possible else self.earned


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is not simply a pass. `arguments` are what its sentence tells, numbers unrounded."""

    code: ReasonCode
    id: str | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The totals with every unexamined sub-item at 0 and at its full points."""

    low: Number
    high: Number


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a sheet comes out as (spec, section 6). All numbers are exact points."""

    edition: Edition
    items: tuple[ItemResult, ...]
    earned: Number
    possible: Number
    rescaled: Number | None
    """The total before bonus and vetoes; None without a score."""
    bonus: Number
    """What was granted, after its caps."""
    bonus_facts: Mapping[str, tuple[Fact, ...]]
    vetoes: Mapping[str, tuple[Fact, ...]]
    """The vetoes that hold, in the standard's order, each with its facts."""
    total: Number | None
    bounds: Bounds | None
    verdict: Verdict
    reasons: tuple[Reason, ...]
    grade: str | None
    provisional: bool

    def sub_items(self) -> Iterator[SubItemResult]:
        """Every sub-item in the standard's order."""
        for item in self.items:
            yield from item.sub_items

    def deductions(self) -> Iterator[tuple[ItemResult, SubItemResult, Deduction]]:
        """Every rule with a finding, in the standard's order."""
        for item in self.items:
            for sub_item in item.sub_items:
                for deduction in sub_item.deductions:
                    yield item, sub_item, deduction


@dataclass(frozen=True, slots=True)
class Visit:
    """One record and what it comes out as by itself."""

    file: Located
    """Names the places in the file of the record: of its center and date, and of the rule of each finding."""
    record: Record
    assessment: Assessment
    lines: tuple[int, ...]
    """The line of each finding of the record, counted from 1."""
    center: Center | None = None
    """The center of the campaign that the record names; None where there is no campaign."""

    @property
    def source(self) -> str:
        """The path of the file as it was given."""
        return self.file.path

    def without_text(self) -> Visit:
        """The visit with the places that are asked for later, and without the text of its file."""
        return replace(self, file=self.file.extract(_asked_for(len(self.lines))))

    def outline(self) -> Visit:
        """The visit without its findings and deductions: what it comes out as, and no longer why."""
        items = tuple(item._replace(sub_items=()) for item in self.assessment.items)
        assessment = replace(self.assessment, items=items, bonus_facts={})
        record = replace(self.record, findings=(), not_applicable=(), inspectors=None)
        return Visit(self.file.extract(_asked_for(0)), record, assessment, (), self.center)


@cache
def _asked_for(findings: int) -> tuple[KeyPath, ...]:
    """The key paths of a record with a number of findings that something may be said of after it was scored."""
    return ("center",), ("date",), *(("findings", index, "rule") for index in range(findings))


@dataclass(frozen=True, slots=True)
class CountedVisit:
    """A visit in a phase, and whether it counts towards the center's score."""

    visit: Visit
    counts: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not scored, with every diagnostic of it; center and date where they could be read."""

    source: str
    diagnostics: tuple[Diagnostic, ...]
    center: str | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True)
class CenterResult:
    """A center in a phase (spec, section 7). All numbers are exact points."""

    center: Center
    verdict: CenterVerdict
    total: Number | None = None
    """The combined total; None without a score."""
    bounds: Bounds | None = None
    """The lowest and highest total where the deciding sheet was not fully examined."""
    grade: str | None = None
    """The name of the grade; None without a score, or where the standard has no grades."""
    provisional: bool = False
    """Whether a disputed finding counts."""
    vetoes: Mapping[str, Veto] = field(default_factory=dict)
    """The vetoes that hold, by id, in the standard's order."""
    reasons: tuple[Reason, ...] = ()
    """Every reason for the verdict, and what else its readers need to know."""
    items: Mapping[str, Number] | None = None
    """The score of each item, by id; None without a score."""
    visits: tuple[CountedVisit, ...] = ()
    """Every visit in the phase, by date; also those that do not count."""
    deciding: Assessment | None = None
    """The sheet that decides: latest, worst or union; None under a mean."""


@dataclass(frozen=True, slots=True)
class Counts:
    """registered = excluded + participating; participating = passed + failed + undecided + not assessed."""

    registered: int
    excluded: int
    passed: int
    failed: int
    undecided: int
    not_assessed: int

    @property
    def participating(self) -> int:
        """The denominator of the pass rate."""
        return self.passed + self.failed + self.undecided + self.not_assessed


@dataclass(frozen=True, slots=True)
class Target:
    """A pass rate to reach, and how many centers that needs."""

    rate: Number
    needed: int
    met: bool


@dataclass(frozen=True, slots=True)
class PhaseResult:
    """A phase with a standard: its centers in the campaign's order, counted."""

    phase: Phase | None
    """None where there is no campaign file."""
    edition: Edition
    centers: tuple[CenterResult, ...]
    excluded: tuple[Center, ...]
    counts: Counts
    pass_rate: Number | None
    target: Target | None


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that is no record, and why it was passed over: a word of the catalog of `present`."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch comes to. Found = scored + refused + ignored."""

    campaign: Campaign | None
    phases: tuple[PhaseResult, ...]
    visits: tuple[Visit, ...]
    refused: tuple[Refused, ...]
    ignored: tuple[Ignored, ...]
    diagnostics: tuple[Diagnostic, ...]
    """What was said beside the refusals: of standards, of the campaign, of scored records."""
    campaign_source: str | None = None
    as_if: str | None = None
    """The version by which everything was scored again, whatever the records name; then nothing is official."""

    @property
    def found(self) -> int:
        """Files found."""
        return len(self.visits) + len(self.refused) + len(self.ignored)

    @property
    def has_problems(self) -> bool:
        """Whether a file was refused, or something else was in error: exit code 1."""
        return bool(self.refused) or has_errors(self.diagnostics)
