"""The ledger (整改台账): every finding of a campaign, and what became of it up to the last visit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from aidscore.follow_up.compare import Versions, clause_of, compared, obstacle_of
from aidscore.follow_up.examination import Examination, Seen, Status, as_recorded, of_visit, subject_of
from aidscore.model.follow_up import FollowedUp, FollowUpState, Ledger, LedgerRow, Obstacle, Subject
from aidscore.model.quantity import Number
from aidscore.model.results import CenterResult, Outcome, PhaseResult, Visit
from aidscore.scoring.parts import own_parts


class _Counted(NamedTuple):
    """A visit that counts, in its phase."""

    phase: PhaseResult
    center: CenterResult
    visit: Visit
    examination: Examination


def ledger_of(outcome: Outcome) -> Ledger:
    """Every finding of the visits that count in an outcome, center by center; the visits must have their findings."""
    versions = Versions()
    columns = zip(*(phase.centers for phase in outcome.phases), strict=True)
    return Ledger(tuple(row for results in columns for row in _center_rows(outcome.phases, results, versions)))


def _center_rows(
    phases: Sequence[PhaseResult], results: Sequence[CenterResult], versions: Versions
) -> Iterator[LedgerRow]:
    """The findings of one center, visit by visit."""
    counted = [
        _Counted(phase, result, one.visit, of_visit(one.visit))
        for phase, result in zip(phases, results, strict=True)
        for one in result.visits
        if one.counts
    ]
    examinations = [one.examination for one in counted]
    for one in counted:
        yield from _visit_rows(one, examinations, versions)


def _visit_rows(one: _Counted, all_of_them: Sequence[Examination], versions: Versions) -> Iterator[LedgerRow]:
    """The findings of one visit, in the order of the standard."""
    examination = one.examination
    entries = {entry.subject: entry for entry in compared(examination, all_of_them, versions).entries}
    later = [other for other in all_of_them if other.occasion.day > examination.occasion.day]
    seen = [versions.seen(examination, other.edition) for other in later]
    pairs = [(as_recorded(other), view) for other, view in zip(later, seen, strict=True)]
    earlier = (
        _earlier(examination, all_of_them, versions)
        if any(entry.state == "recurred" for entry in entries.values())
        else []
    )
    points = _points(examination)
    for number, fact in enumerate(examination.facts):
        subject = subject_of(fact)
        after = _after([(other, view.places[number]) for other, view in pairs])
        state, obstacle = _state(after, entries[subject])
        yield LedgerRow(
            center=one.center.center,
            phase=one.phase,
            day=examination.occasion.day,
            channel=one.visit.record.channel,
            fact=fact,
            clause=clause_of(examination.edition, subject.clause),
            points=points[number],
            state=state,
            obstacle=obstacle,
            found_again=after.found_again,
            corrected_on=after.corrected_on,
            corrected_before=_corrected_before(subject, entries[subject], earlier),
        )


def _points(examination: Examination) -> list[Number]:
    """What each fact adds to the deduction of its clause; a veto adds nothing."""
    edition = examination.edition
    points: list[Number] = []
    for clause in dict.fromkeys(fact.finding.rule for fact in examination.facts):
        facts = [fact for fact in examination.facts if fact.finding.rule == clause]
        if clause in edition.rules:
            part, rule = edition.rules[clause]
            points += own_parts(rule, facts, part.points)
        else:
            points += [0] * len(facts)
    return points


class _After(NamedTuple):
    """What later visits say of a finding."""

    found_again: tuple[date, ...]
    corrected_on: date | None
    obstacle: Obstacle | None
    """Why the last later visit says nothing of it; None where it does, or there is none."""


def _after(later: Sequence[tuple[Seen, Subject | Obstacle]]) -> _After:
    """What later visits say of a finding, whose place by the version of each is beside it."""
    by_day: dict[date, list[Status]] = {}
    for other, place in later:
        status: Status = other.status(place) if isinstance(place, Subject) else place
        by_day.setdefault(other.examination.occasion.day, []).append(status)
    again: list[date] = []
    obstacle: Obstacle | None = None
    for day in sorted(by_day):
        statuses = by_day[day]
        if "found" in statuses:
            again.append(day)
        elif "absent" in statuses:
            return _After(tuple(again), day, None)
        else:
            obstacle = obstacle_of(statuses[-1])
    return _After(tuple(again), None, None if again else obstacle)


def _state(after: _After, entry: FollowedUp) -> tuple[FollowUpState, Obstacle | None]:
    """The state of a finding: by the later visits, or else what it was when it was found."""
    if after.corrected_on is not None:
        return "corrected", None
    if after.found_again:
        return "persisting", None
    if after.obstacle is not None:
        return "not-comparable", after.obstacle
    return ("new" if entry.state == "not-comparable" else entry.state), None


def _earlier(one: Examination, others: Sequence[Examination], versions: Versions) -> list[Seen]:
    """The examinations of earlier days, as the edition of an examination sees them."""
    return [versions.seen(other, one.edition) for other in others if other.occasion.day < one.occasion.day]


def _corrected_before(subject: Subject, entry: FollowedUp, earlier: Sequence[Seen]) -> date | None:
    """The last earlier day on which something that recurred had been corrected."""
    if entry.state != "recurred":
        return None
    return max(seen.examination.occasion.day for seen in earlier if seen.status(subject) == "absent")
