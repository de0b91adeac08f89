"""The standard (spec, section 3): one published version, complete in one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from aidscore.model.field import CLOSED, Id, Ids, Text, Texts, described
from aidscore.model.quantity import Amount, Day, Measure, Number, Points, Rounding, Whole
from aidscore.model.record import Examined, Finding, NotApplicable
from aidscore.model.rule import AddWritten, DeductWritten
from aidscore.words import _

Verdict = Literal["pass", "fail", "undecided"]
Policy = Literal["rescale", "full", "zero"]
Was = Annotated[
    Ids | None,
    described("ids of earlier versions that this one continues; [] for a new clause that takes an id used before"),
]
Also = Annotated[Texts, described("other names in use")]
Basis = Annotated[Texts, described("where the clause comes from: law, article, document")]
Note = Annotated[Text | None, described("a remark for readers of the standard")]
Name = Annotated[Text, described("the name that people read")]


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included; without an end, until something replaces it."""

    __pydantic_config__ = CLOSED
    start: Annotated[Day, described("the first day", alias="from")]
    end: Annotated[Day | None, described("the last day; left out: until the version that replaces it", alias="to")] = (
        None
    )

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day <= self.end)

    def __str__(self) -> str:
        if self.end is None:
            return _("from {start}", start=self.start)
        return _("{start} - {end}", start=self.start, end=self.end)


@dataclass(frozen=True, slots=True)
class Rule:
    """One clause of the standard that can take points away (扣分标准)."""

    __pydantic_config__ = CLOSED
    id: Id
    text: Annotated[Text, described("the clause as it is published")]
    deduct: Annotated[DeductWritten, described("how the rule deducts")]
    basis: Basis = ()
    was: Was = None
    note: Note = None
    remedy: Annotated[Text | None, described("what a center has to do to put it right (整改要求)")] = None
    owner: Annotated[Text | None, described("whose duty it is to put it right")] = None


@dataclass(frozen=True, slots=True)
class SubItem:
    """A sub-item (子项目) with its points and rules."""

    __pydantic_config__ = CLOSED
    id: Id
    name: Name
    points: Annotated[Amount, described("what the sub-item is worth")]
    requirement: Annotated[Text | None, described("what is required of a center")] = None
    methods: Annotated[Texts, described("how it is examined")] = ()
    rules: Annotated[tuple[Rule, ...], described("its rules, in the order in which they use up the points")] = ()
    also: Also = ()
    was: Was = None
    note: Note = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item (项目): the upper of the two levels."""

    __pydantic_config__ = CLOSED
    id: Id
    name: Name
    points: Annotated[Amount, described("what the item is worth; its sub-items add up to it")]
    sub_items: Annotated[tuple[SubItem, ...], described("its sub-items", min_length=1)]
    motto: Annotated[Text | None, described("this item's sentence of the summary")] = None
    pass_score: Annotated[Amount | None, described("a floor: with less in this item a center fails")] = None
    also: Also = ()
    was: Was = None
    note: Note = None


@dataclass(frozen=True, slots=True)
class Veto:
    """A clause that fails a center whatever its score (一票否决)."""

    __pydantic_config__ = CLOSED
    id: Id
    text: Annotated[Text, described("the clause as it is published")]
    effect: Annotated[Literal["fail", "zero"], described("fail leaves the score as it is, zero makes it 0 as well")]
    basis: Basis = ()
    was: Was = None
    note: Note = None


@dataclass(frozen=True, slots=True)
class BonusRule:
    """A clause that adds points (加分)."""

    __pydantic_config__ = CLOSED
    id: Id
    text: Annotated[Text, described("the clause as it is published")]
    add: Annotated[AddWritten, described("how the rule adds")]
    basis: Basis = ()
    note: Note = None


@dataclass(frozen=True, slots=True)
class Bonus:
    """The section of bonus rules and its cap."""

    __pydantic_config__ = CLOSED
    rules: Annotated[tuple[BonusRule, ...], described("its rules", min_length=1)]
    max: Annotated[Amount | None, described("the most that the whole section adds")] = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade and its lower bound, inclusive."""

    __pydantic_config__ = CLOSED
    name: Name
    start: Annotated[Points, described("the lowest total of the grade", alias="from")]


@dataclass(frozen=True, slots=True)
class Pass:
    """What it takes to pass."""

    __pydantic_config__ = CLOSED
    score: Annotated[Points, described("the pass mark on the total; at the mark is a pass")]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a worked case must come out as."""

    __pydantic_config__ = CLOSED
    score: Annotated[Measure | None, described("the exact total: a decimal, or n/d where it is none")] = None
    items: Annotated[Mapping[str, Measure], described("exact scores of items")] = field(default_factory=dict)
    verdict: Annotated[Verdict | None, described("the verdict")] = None
    grade: Annotated[Text | None, described("the grade")] = None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case, part of the standard: loading checks that it comes out as it says."""

    __pydantic_config__ = CLOSED
    name: Name
    findings: Annotated[tuple[Finding, ...], described("what was found; [] for nothing")]
    expect: Annotated[Expectation, described("what it must come out as")]
    examined: Examined = "all"
    not_applicable: Annotated[tuple[NotApplicable, ...], described("sub-items that do not apply")] = ()
    note: Note = None


@dataclass(frozen=True, slots=True)
class Standard:
    """One version of a standard (标准), written `id@version`."""

    __pydantic_config__ = CLOSED
    aidscore: Annotated[Literal["standard/1"], described("kind and format of the file")]
    id: Id
    version: Annotated[Id, described("the version: text, so 1.10 is not 1.1")]
    title: Annotated[Text, described("the title as it is published")]
    language: Annotated[Text, described("the language of the texts, for example zh-CN")]
    status: Annotated[Literal["draft", "pilot", "in-force"], described("as on the day of publishing")]
    effective: Annotated[Period, described("the days on which a visit may be scored by this version")]
    points: Annotated[Amount, described("the points of the whole; the items add up to it")]
    passing: Annotated[Pass, described("what it takes to pass", alias="pass")]
    not_applicable: Annotated[Policy, described("what a sub-item that does not apply does to the score")]
    items: Annotated[tuple[Item, ...], described("the items", min_length=1)]
    rounding: Annotated[Rounding, described("for display only")] = Rounding()
    replaces: Annotated[Id | None, described("the version before")] = None
    corrects: Annotated[Id | None, described("the version whose text this one corrects, from the same first day")] = (
        None
    )
    note: Note = None
    summary: Annotated[Text | None, described("the summary: the items' mottos in order")] = None
    summary_characters: Annotated[Whole | None, described("its length without punctuation and spaces")] = None
    grades: Annotated[tuple[Grade, ...], described("grades, highest first, the last from 0")] = ()
    vetoes: Annotated[tuple[Veto, ...], described("the vetoes")] = ()
    bonus: Annotated[Bonus | None, described("the bonus section")] = None
    examples: Annotated[tuple[Example, ...], described("worked cases")] = ()
    general: Annotated[Texts, described("provisions printed with the standard: period, sampling, objections")] = ()

    @property
    def reference(self) -> str:
        """`id@version`."""
        return f"{self.id}@{self.version}"

    @property
    def pass_mark(self) -> Number:
        """The total from which a center passes."""
        return self.passing.score

    @property
    def is_draft(self) -> bool:
        """Whether the version is not published yet."""
        return self.status == "draft"

    def sub_items(self) -> Iterator[tuple[Item, SubItem]]:
        """Every sub-item with its item, in the standard's order."""
        for item in self.items:
            for sub_item in item.sub_items:
                yield item, sub_item


@dataclass(frozen=True, slots=True)
class Edition:
    """A standard as it was found in a file: its content, the file's digest, and every clause by its id."""

    standard: Standard
    sha256: str
    source: str
    items: Mapping[str, Item]
    sub_items: Mapping[str, SubItem]
    rules: Mapping[str, tuple[SubItem, Rule]]
    vetoes: Mapping[str, Veto]
    bonus_rules: Mapping[str, BonusRule]
    sound_findings: set[tuple[object, ...]] = field(default_factory=set, compare=False, repr=False)
    """Outlines of findings that were checked against it before and are sound; a memory, no part of the edition."""
    prepared: dict[type, object] = field(default_factory=dict, compare=False, repr=False)
    """What was worked out of it for every sheet that is scored by it; a memory too."""
    replaced_on: date | None = None
    """The first day of the version that replaces one without an end, where that is known."""

    @classmethod
    def of(cls, standard: Standard, sha256: str = "", source: str = "") -> Edition:
        """The edition of a standard whose ids are known to be unique."""
        return cls(
            standard,
            sha256,
            source,
            {item.id: item for item in standard.items},
            {sub_item.id: sub_item for _, sub_item in standard.sub_items()},
            {rule.id: (sub_item, rule) for _, sub_item in standard.sub_items() for rule in sub_item.rules},
            {veto.id: veto for veto in standard.vetoes},
            {rule.id: rule for rule in standard.bonus.rules} if standard.bonus else {},
        )

    @property
    def reference(self) -> str:
        """`id@version`."""
        return self.standard.reference

    def clause(self, name: str) -> Rule | Veto | BonusRule | None:
        """The rule, veto or bonus rule with an id; None where there is none."""
        if name in self.rules:
            return self.rules[name][1]
        return self.vetoes.get(name) or self.bonus_rules.get(name)

    def clause_ids(self) -> Iterator[str]:
        """The ids that a finding may name."""
        yield from self.rules
        yield from self.vetoes
        yield from self.bonus_rules
