"""The results (spec, sections 6 to 8): what a sheet, a visit, a center, a phase and a campaign come out as.

What every record has by the dozen is a named tuple: those are made twice as fast as frozen dataclasses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from aidscore.diagnostics.message import Diagnostic, has_errors
from aidscore.model.campaign import Campaign, Center, Phase
from aidscore.model.quantity import Number
from aidscore.model.record import Finding, Record
from aidscore.model.source import Located
from aidscore.model.standard import Edition, Item, Rule, SubItem, Verdict, Veto
from aidscore.words import N_

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
    "not-in-phase",
    "blank-form",
    "refused-records",
    "not-carried-over",
]


class Fact(NamedTuple):
    """A finding and its place."""

    finding: Finding
    source: str
    """The path of its file, as given."""
    line: int
    """Its line in the file, counted from 1."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is scored: one record, or several united. Withdrawn findings are not part of it."""

    edition: Edition
    """What it is scored by."""
    examined: frozenset[str]
    """The ids of the sub-items that were examined, without those that are not applicable."""
    not_applicable: frozenset[str]
    """The ids of the sub-items that are not applicable."""
    facts: Mapping[str, tuple[Fact, ...]]
    """The facts of each clause, by its id: rules, vetoes and bonus rules."""


class Deduction(NamedTuple):
    """What one rule deducts, in points."""

    rule: Rule
    nominal: Number
    """Before caps of the sub-item (应扣分)."""
    effective: Number
    """What of it takes effect before the sub-item's points are used up (实扣分)."""
    facts: tuple[Fact, ...]
    """Why it deducts."""


class SubItemResult(NamedTuple):
    """What a sub-item comes out as."""

    sub_item: SubItem
    state: State
    score: Number | None
    """Its points; None where it was not examined, or is not applicable and rescaled away."""
    deductions: tuple[Deduction, ...] = ()
    """The rules that have facts, in the standard's order."""


class ItemResult(NamedTuple):
    """What an item comes out as, in points."""

    item: Item
    earned: Number
    """The points of its sub-items together."""
    possible: Number
    """What could be earned: less than its points where a sub-item is rescaled away."""
    unexamined: Number
    """The possible points that were not examined."""

    @property
    def score(self) -> Number | None:
        """The points earned; None while a part is unexamined or nothing of the item is possible."""
        return None if self.unexamined or not self.possible else self.earned


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is what it is, or what else its readers need to know."""

    code: ReasonCode
    id: str | None = None
    """The item, veto or channel that it concerns."""
    arguments: Mapping[str, object] = field(default_factory=dict)
    """What its sentence is filled with; numbers are not rounded."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The totals between which the score lies, in points."""

    low: Number
    """With every unexamined sub-item at 0."""
    high: Number
    """With every unexamined sub-item at its full points."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a sheet comes out as (spec, section 6), in outline: `details_of` spells out what each finding takes.

    All numbers are exact points.
    """

    edition: Edition
    """What it was scored by."""
    items: tuple[ItemResult, ...]
    """All items, in the standard's order."""
    earned: Number
    """The points of the items together."""
    lost: Number
    """The points that findings took from the items together."""
    possible: Number
    """What could be earned: less than the standard's points where a sub-item is rescaled away."""
    rescaled: Number | None
    """The total before bonus and vetoes; None without a score."""
    bonus: Number
    """What was granted, after its caps."""
    vetoes: tuple[str, ...]
    """The ids of the vetoes that hold, in the standard's order."""
    unexamined: tuple[str, ...]
    """The ids of the sub-items that were not examined, in the standard's order."""
    not_applicable: tuple[str, ...]
    """The ids of the sub-items that do not apply, in the standard's order."""
    total: Number | None
    """The score; None where not everything was examined, or nothing applies."""
    bounds: Bounds | None
    """What the score can still become; None where there is a score, or nothing applies."""
    verdict: Verdict
    reasons: tuple[Reason, ...]
    """Every reason for the verdict, and what was not examined."""
    grade: str | None
    """The name of the grade; None without a score, or where the standard has no grades."""
    provisional: bool
    """Whether a disputed finding counts."""
    sheet: Sheet | None
    """What was scored; None where it is not kept, and no details can be had."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A record, scored by itself."""

    file: Located
    """Names the places in the file of the record: of its center and date, and of the rule of each finding."""
    record: Record
    assessment: Assessment
    """What it comes out as."""
    lines: tuple[int, ...]
    """The line of each finding of the record, counted from 1."""
    center: Center | None = None
    """The center of the campaign that the record names; None where there is no campaign."""
    sha256: str = ""
    """The digest of the file."""
    recorded_as: str | None = None
    """The version that the record names, where it was scored by a correction of that version."""
    uncorrected: Visit | None = None
    """The visit by that version; an outline keeps it only where findings have no place in the correction."""

    @property
    def source(self) -> str:
        """The path of the file as it was given."""
        return self.file.path

    @property
    def as_recorded(self) -> Visit:
        """The visit by the version that its record names, with everything that the record says."""
        return self.uncorrected or self

    @property
    def has_lost(self) -> bool:
        """Whether findings have no place in the correction that scored it."""
        return any(reason.code == "not-carried-over" for reason in self.assessment.reasons)


@dataclass(frozen=True, slots=True)
class CountedVisit:
    """A visit in a phase."""

    visit: Visit
    counts: bool
    """Whether its channel counts towards the center's score."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not scored."""

    source: str
    """Its path, as given."""
    diagnostics: tuple[Diagnostic, ...]
    """Everything that is wrong with it, in the order of the file."""
    center: str | None = None
    """The id of the center, where that could be read."""
    date: date | None = None
    """The date of the visit, where that could be read."""
    identity: tuple[str, str, str, str | None] | None = None
    """The visit that it is a record of, where all of that could be read."""
    revision: int = 1
    """The revision of the record, where that could be read."""
    sha256: str = ""
    """The digest of the file; empty where it could not be read."""


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
    """Centers of a phase: registered = excluded + participating, which are passed, failed, undecided, not assessed."""

    registered: int
    """All centers of the campaign."""
    excluded: int
    """Those that are not assessed because the campaign says so."""
    passed: int
    failed: int
    undecided: int
    not_assessed: int
    """Those without a visit that counts."""

    @property
    def participating(self) -> int:
        """The denominator of the pass rate."""
        return self.passed + self.failed + self.undecided + self.not_assessed


@dataclass(frozen=True, slots=True)
class Target:
    """A pass rate to reach."""

    rate: Number
    """The share of participating centers that has to pass."""
    needed: int
    """The number of centers that it needs."""
    met: bool


@dataclass(frozen=True, slots=True)
class PhaseResult:
    """A phase with a standard, and its centers counted (spec, section 8)."""

    phase: Phase | None
    """None where there is no campaign file."""
    edition: Edition
    """The standard of the phase."""
    centers: tuple[CenterResult, ...]
    """The participating centers, in the campaign's order."""
    excluded: tuple[Center, ...]
    """The centers that are not assessed because the campaign says so."""
    counts: Counts
    pass_rate: Number | None
    """Passed of participating; None where no center takes part."""
    target: Target | None
    """None where the phase has no target."""
    refused: tuple[Refused, ...] = ()
    """The refused files that may be records of the phase."""
    blank: tuple[Ignored, ...] = ()
    """The blank forms that may be of the phase."""

    @property
    def scored_by_correction(self) -> int:
        """How many visits name a version that the standard of the phase corrects."""
        return sum(counted.visit.recorded_as is not None for center in self.centers for counted in center.visits)


SUPERSEDED = N_("superseded")
VOID = N_("void")
BLANK_FORM = N_("blank form")
OTHER_PHASE = N_("a visit of another phase")


@dataclass(frozen=True, slots=True)
class Ignored:
    """A file that is not a record, or a record that does not count."""

    source: str
    """Its path, as given."""
    reason: str
    """Why it does not count: an English text that the catalogs translate."""
    center: str | None = None
    """The id of the center, where it is a record."""
    date: date | None = None
    """The date of the visit, where it is a record."""
    replaced_by: str | None = None
    """The file of the revision that counts, for a superseded record."""
    changed: tuple[str, ...] = ()
    """The keys of the record that the revision changes."""
    note: str | None = None
    """The note of the revision that replaces the record or takes the visit back."""
    sha256: str = ""
    """The digest of the file; empty where it was not read."""

    @property
    def is_ours(self) -> bool:
        """Whether it is a record or a form, though one that does not count."""
        return self.reason in (SUPERSEDED, VOID, BLANK_FORM)


class Input(NamedTuple):
    """A file that a result rests on, or that was found beside those (spec, section 17)."""

    path: str
    """Relative to the folder of the records, with `/`; for what is shipped, `aidscore:` and the path there."""
    sha256: str
    """Its digest; empty where it was not read."""
    kind: Literal["record", "form", "standard", "campaign", "digests", "other"]
    outcome: Literal["scored", "refused", "ignored", "used"]


class Options(NamedTuple):
    """What a run was asked for beside its folder; paths are relative to the folder (spec, section 17)."""

    folder: str = "."
    """The folder as it was given."""
    phase: str | None = None
    """The only phase; None for all."""
    campaign: str | None = None
    """The campaign that was named; None where the one beside the records holds."""
    standards: tuple[str, ...] = ()
    """The folders that were searched first."""
    as_if_file: str | None = None
    """The file of the version that everything was scored by; None for the versions of the records."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a run: every file that was found, and the phases. Found = scored + refused + ignored."""

    campaign: Campaign | None
    """None where there is no campaign file, or it is refused."""
    phases: tuple[PhaseResult, ...]
    """The phases with a standard, in the campaign's order."""
    visits: tuple[Visit, ...]
    """The records that were scored, by path."""
    refused: tuple[Refused, ...]
    """The files that were refused, by path."""
    ignored: tuple[Ignored, ...]
    """The files that are not records, by path."""
    diagnostics: tuple[Diagnostic, ...]
    """What is to be said besides the refusals: of standards, of the campaign, of scored records."""
    campaign_source: str | None = None
    """The path of the campaign file."""
    as_if: str | None = None
    """The version that everything was scored by, whatever the records name; the result is then not official."""
    options: Options = Options()
    used: tuple[Input, ...] = ()
    """The campaigns, standards and digests that were looked up."""

    @property
    def found(self) -> int:
        """Files found."""
        return len(self.visits) + len(self.refused) + len(self.ignored)

    @property
    def has_problems(self) -> bool:
        """Whether a file was refused, or something else was in error: exit code 1."""
        return bool(self.refused) or has_errors(self.diagnostics)
