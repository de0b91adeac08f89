"""An occasion compared with the ones before: what was corrected, what persists, what is new, what recurred."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

from aidscore.follow_up.examination import Examination, Seen, Status, as_recorded, by_version, subject_of
from aidscore.model.follow_up import FollowedUp, FollowUp, FollowUpState, Found, Obstacle, Subject
from aidscore.model.standard import Edition, Rule, Veto
from aidscore.versions.intermediate import VersionPair


class Versions:
    """Pairs of editions, each matched once."""

    def __init__(self) -> None:
        self._pairs: dict[tuple[str, str], VersionPair] = {}

    def seen(self, one: Examination, edition: Edition) -> Seen:
        """An examination as an edition sees it."""
        old = one.edition
        if old is edition or (old.reference, old.sha256) == (edition.reference, edition.sha256):
            return as_recorded(one)
        key = old.reference + old.sha256, edition.reference + edition.sha256
        if key not in self._pairs:
            self._pairs[key] = VersionPair.of(old, edition)
        return by_version(one, self._pairs[key])


def compared(one: Examination, others: Sequence[Examination], versions: Versions) -> FollowUp:
    """An occasion compared with those of the others that are of an earlier day."""
    earlier = sorted((other for other in others if other.occasion.day < one.occasion.day), key=_day)
    now = as_recorded(one)
    before = [versions.seen(other, one.edition) for other in earlier]
    subjects = {subject for seen in (now, *before) for subject in (*seen.found, *seen.changed)}
    entries = [_entry(subject, now, before) for subject in _ordered(subjects, one.edition)]
    return FollowUp(
        one.occasion,
        one.edition,
        tuple(other.occasion for other in earlier),
        (*(entry for entry in entries if entry is not None), *_unplaced(before)),
    )


def _day(one: Examination) -> tuple[str, str]:
    """The order of examinations."""
    return one.occasion.day.isoformat(), one.occasion.name


def _ordered(subjects: set[Subject], edition: Edition) -> list[Subject]:
    """Subjects in the order of an edition, the elements of a clause by their keys."""
    order = {clause: number for number, clause in enumerate((*edition.rules, *edition.vetoes))}
    return sorted(subjects, key=lambda subject: (order[subject.clause], subject.element or ""))


class Answer(NamedTuple):
    """What the occasions of one day say of a subject; `found` also where it would be no fault by this version."""

    status: Status
    found: Found | None

    @property
    def is_known(self) -> bool:
        """Whether the day says anything: that it was found, by this version or an earlier one, or that it was not."""
        return self.status == "absent" or self.found is not None


def _answers(subject: Subject, seen: Sequence[Seen]) -> list[Answer]:
    """What each day says of a subject, in order: found on any occasion of the day, else absent, else why not known."""
    days = groupby(seen, key=lambda one: one.examination.occasion.day)
    return [_of_day(subject, list(same)) for _day_of, same in days]


def _of_day(subject: Subject, seen: Sequence[Seen]) -> Answer:
    """What the occasions of one day say of a subject."""
    found = [one.found[subject] for one in seen if subject in one.found]
    if found:
        return Answer("found", found[-1])
    if changed := [one.changed[subject] for one in seen if subject in one.changed]:
        return Answer("changed-clause", changed[-1])
    statuses = [one.status(subject) for one in seen]
    return Answer("absent" if "absent" in statuses else statuses[-1], None)


def _entry(subject: Subject, now: Seen, before: Sequence[Seen]) -> FollowedUp | None:
    """A subject on this occasion; None where it neither was found before nor is found now."""
    answers = _answers(subject, before)
    known = [answer for answer in answers if answer.is_known]
    last = known[-1] if known else None
    if subject in now.found:
        state, obstacle = _state_of_found(last, answers)
    elif last is None or last.status == "absent":
        return None
    else:
        state, obstacle = _state_of_gone(last.status, now.status(subject))
    found = [answer.found for answer in known if answer.found is not None]
    clause = clause_of(now.edition, subject.clause)
    return FollowedUp(subject, clause, state, found[-1] if found else None, now.found.get(subject), obstacle)


State: TypeAlias = tuple[FollowUpState, Obstacle | None]
"""A state, and why it is not comparable."""


def _state_of_found(last: Answer | None, answers: Sequence[Answer]) -> State:
    """What a subject is that is found now, by the last day that says anything and by all days."""
    match last.status if last else None:
        case "found":
            return "persisting", None
        case "absent":
            was_found = any(answer.found for answer in answers)
            return ("recurred" if was_found else "new"), None
        case None:
            return ("not-comparable", obstacle_of(answers[-1].status)) if answers else ("new", None)
        case obstacle:
            return "not-comparable", obstacle


def _state_of_gone(before: Status, now: Status) -> State:
    """What a subject is that was found the last time and is not found now."""
    if before != "found":
        return "not-comparable", obstacle_of(before)
    return ("corrected", None) if now == "absent" else ("not-comparable", obstacle_of(now))


def obstacle_of(status: Status) -> Obstacle:
    """A status that is known to be an obstacle."""
    assert status != "found"
    assert status != "absent"
    return status


def _unplaced(before: Sequence[Seen]) -> Iterator[FollowedUp]:
    """What was found before and has no place in this version, unless it was corrected by the earlier version."""
    listed: set[tuple[str, Subject]] = set()
    for number in reversed(range(len(before))):
        one = before[number].examination
        if "no-place" not in before[number].places:
            continue
        later = [other.examination for other in before[number + 1 :]]
        by_same = [as_recorded(other) for other in later if other.edition.reference == one.edition.reference]
        recorded = as_recorded(one)
        for fact, place in zip(one.facts, before[number].places, strict=True):
            subject = subject_of(fact)
            key = one.edition.reference, subject
            if place != "no-place" or key in listed or any(other.status(subject) == "absent" for other in by_same):
                continue
            listed.add(key)
            clause, found = clause_of(one.edition, subject.clause), recorded.found[subject]
            yield FollowedUp(subject, clause, "not-comparable", found, None, "no-place")


def clause_of(edition: Edition, name: str) -> Rule | Veto:
    """The rule or the veto with an id."""
    return edition.rules[name][1] if name in edition.rules else edition.vetoes[name]
