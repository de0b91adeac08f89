"""What was examined and found on one occasion, and the same by another version of the standard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from aidscore.model.follow_up import Found, Obstacle, Occasion, Subject
from aidscore.model.quantity import Number, plain
from aidscore.model.record import NotApplicable, Record
from aidscore.model.results import Assessment, Fact, Visit
from aidscore.model.rule import Measured
from aidscore.model.standard import Edition
from aidscore.rectification.fronts import open_facts
from aidscore.scoring.deduct import nominal
from aidscore.scoring.details import Details, details_of
from aidscore.scoring.sheet import findings_of
from aidscore.versions.carry import rescored
from aidscore.versions.deductions import changes_faults
from aidscore.versions.intermediate import VersionPair

Status: TypeAlias = Literal["found", "absent"] | Obstacle
Place: TypeAlias = Subject | Obstacle
"""Where a fact belongs in a version, or why that is not known."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was examined and found on one occasion. Bonus rules are no part of it."""

    occasion: Occasion
    edition: Edition
    examined: frozenset[str]
    """The ids of the sub-items that were examined."""
    not_applicable: frozenset[str]
    """The ids of the sub-items that do not apply."""
    facts: tuple[Fact, ...]
    """What deducts or fails by this edition, in its order; a fact for each missing element."""

    @property
    def is_whole(self) -> bool:
        """Whether everything was examined that applies."""
        return self.edition.sub_items.keys() <= self.examined | self.not_applicable


@dataclass(frozen=True, slots=True)
class Seen:
    """An examination as an edition sees it: that of its occasion, or another one."""

    examination: Examination
    edition: Edition
    """The edition by which it is seen."""
    examined: frozenset[str]
    not_applicable: frozenset[str]
    places: tuple[Place, ...]
    """For each fact where it belongs in the edition."""
    found: Mapping[Subject, Found]
    """What was found, by the ids of the edition; the facts are as they were recorded."""
    changed: Mapping[Subject, Found] = field(default_factory=dict)
    """What was found and would be no fault by the edition."""
    obstacles: Mapping[str, Obstacle] = field(default_factory=dict)
    """The clauses of the edition of which not to have been found says nothing, by id, or by `id.element`."""

    def status(self, subject: Subject) -> Status:
        """Whether a subject was found, was examined and absent, or why that is not known."""
        if subject in self.found:
            return "found"
        if subject in self.changed:
            return "changed-clause"
        if obstacle := self.obstacles.get(subject.clause) or self.obstacles.get(_key(subject)):
            return obstacle
        if subject.clause not in self.edition.rules:
            return "absent" if self.examination.is_whole else "not-examined"
        part = self.edition.rules[subject.clause][0].id
        if part in self.not_applicable:
            return "not-applicable"
        return "absent" if part in self.examined else "not-examined"


def _key(subject: Subject) -> str:
    """A subject as a key of the obstacles."""
    return subject.clause if subject.element is None else f"{subject.clause}.{subject.element}"


def of_visit(visit: Visit) -> Examination:
    """What was examined and found on a visit."""
    return of_sheets(Occasion(visit.source, visit.record.date), [visit.assessment])


def of_sheets(occasion: Occasion, sheets: Sequence[Assessment]) -> Examination:
    """What was examined and found on the sheets of one occasion, which are scored by one edition."""
    edition = sheets[0].edition
    details = [*map(details_of, sheets)]
    states = [(part.sub_item.id, part.state) for one in details for part in one.sub_items()]
    examined = frozenset(name for name, state in states if state in ("met", "not-met"))
    inapplicable = frozenset(name for name, state in states if state == "not-applicable") - examined
    facts = [fact for one in details for fact in _facts(one)]
    faults = [fact for found in faults_of(edition, facts).values() for fact in found]
    return Examination(occasion, edition, examined, inapplicable, tuple(faults))


def _facts(details: Details) -> Iterator[Fact]:
    """The facts of rules and vetoes, a fact for each missing element."""
    for _item, _part, deduction in details.deductions():
        yield from (one for fact in deduction.facts for one in _by_element(fact))
    for found in details.veto_facts.values():
        yield from found


def _by_element(fact: Fact) -> Iterator[Fact]:
    """A fact as one for each missing element that it names; any other fact as it is."""
    elements = fact.finding.missing
    if elements is None:
        yield fact
    else:
        yield from (fact._replace(finding=replace(fact.finding, missing=(key,))) for key in elements)


def subject_of(fact: Fact) -> Subject:
    """What a fact with at most one missing element is about."""
    return Subject(fact.finding.rule, fact.finding.missing[0] if fact.finding.missing else None)


def faults_of(edition: Edition, facts: Iterable[Fact]) -> dict[Subject, tuple[Fact, ...]]:
    """The facts that take points away or fail, by subject, in the order of the edition."""
    by_clause: dict[str, list[Fact]] = {}
    for fact in facts:
        by_clause.setdefault(fact.finding.rule, []).append(fact)
    found: dict[Subject, list[Fact]] = {}
    for clause in (*edition.rules, *edition.vetoes):
        for fact in _counting(edition, clause, by_clause.get(clause, ())):
            found.setdefault(subject_of(fact), []).append(fact)
    return {subject: tuple(about) for subject, about in found.items()}


def _counting(edition: Edition, clause: str, facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts of a clause that count: a sample without a failure does not, unless it is pooled with others."""
    if not facts or clause in edition.vetoes:
        return facts
    part, rule = edition.rules[clause]
    if not nominal(rule.deduct, findings_of(facts), part.points):
        return ()
    counting = open_facts(rule.deduct, facts, part.points) or facts
    if isinstance(rule.deduct, Measured) and any(fact.finding.sample for fact in counting):
        return [fact for fact in facts if fact in counting or fact.finding.sample]
    return counting


def points_of(edition: Edition, facts: Sequence[Fact]) -> Number:
    """What the clauses of facts take away for them, before the caps of sub-items; a veto takes nothing."""
    points: Number = 0
    for clause in dict.fromkeys(fact.finding.rule for fact in facts):
        if clause in edition.rules:
            part, rule = edition.rules[clause]
            findings = [fact.finding for fact in facts if fact.finding.rule == clause]
            points += nominal(rule.deduct, findings, part.points)
    return plain(points)


def as_recorded(one: Examination) -> Seen:
    """An examination by the edition of its occasion."""
    places = tuple(map(subject_of, one.facts))
    return Seen(one, one.edition, one.examined, one.not_applicable, places, _found(one, enumerate(places)))


def by_version(one: Examination, pair: VersionPair) -> Seen:
    """An examination as the new edition of a pair sees it; `one` is by the old edition.

    A fact is found where its finding is carried over to one clause, and is a fault by both versions.
    """
    moved, lost = rescored(_record(one), one.occasion.name, range(len(one.facts)), pair, pair.new)
    carried = dict(zip(moved.lines, moved.record.findings, strict=True))
    facts = {number: one.facts[number]._replace(finding=finding) for number, finding in carried.items()}
    faults = faults_of(pair.new, facts.values())
    places: dict[int, Place] = dict.fromkeys(lost, "no-place")
    for number, fact in facts.items():
        subject = subject_of(fact)
        places[number] = subject if fact in faults.get(subject, ()) else "changed-clause"
    inapplicable = frozenset(entry.sub_item for entry in moved.record.not_applicable)
    examined = frozenset(moved.record.examined)
    changed = {number: subject_of(fact) for number, fact in facts.items() if places[number] == "changed-clause"}
    return Seen(
        one,
        pair.new,
        examined,
        inapplicable,
        tuple(places[number] for number in range(len(one.facts))),
        _found(one, places.items()),
        _found(one, changed.items()),
        dict((*_obstacles(pair), *_unplaced(one, lost, pair))),
    )


def _found(one: Examination, places: Iterable[tuple[int, Place]]) -> dict[Subject, Found]:
    """What was found, by subject; of the numbers of facts those that have a place."""
    by_subject: dict[Subject, list[Fact]] = {}
    for number, place in places:
        if isinstance(place, Subject):
            by_subject.setdefault(place, []).append(one.facts[number])
    return {
        subject: Found(one.occasion, tuple(facts), points_of(one.edition, facts))
        for subject, facts in by_subject.items()
    }


def _record(one: Examination) -> Record:
    """An examination as a record that can be carried over."""
    return Record(
        aidscore="record/1",
        standard=one.edition.reference,
        center="",
        channel="follow-up",
        date=one.occasion.day,
        examined=tuple(sorted(one.examined)),
        findings=tuple(findings_of(one.facts)),
        not_applicable=tuple(NotApplicable(name, "-") for name in sorted(one.not_applicable)),
    )


def _unplaced(one: Examination, lost: Iterable[int], pair: VersionPair) -> Iterator[tuple[str, Obstacle]]:
    """The clauses of the new version that a fact without a place may belong to."""
    for subject in (subject_of(one.facts[number]) for number in lost):
        for heir in pair.matching.heirs.get(subject.clause, ()):
            yield _key(subject._replace(clause=heir)), "no-place"


def _obstacles(pair: VersionPair) -> Iterator[tuple[str, Obstacle]]:
    """The clauses of the new version that the old one did not have, or by which fewer things were a fault."""
    for name, origins in pair.matching.origins.items():
        if not origins:
            yield name, "new-clause"
    for change in pair.changes:
        if change.effect in ("tightening", "restructuring") and changes_faults(change):
            element = change.aspect.removeprefix("deduct.of.")
            yield _key(Subject(change.id, None if element == change.aspect else element)), "changed-clause"
