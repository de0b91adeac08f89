"""What a form is made with besides its standard: what is filled in before the visit, and what was found last time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from aidscore.model.campaign import Center
from aidscore.model.record import Record
from aidscore.model.results import Assessment, Fact, Visit
from aidscore.model.standard import Edition
from aidscore.scoring.details import details_of
from aidscore.scoring.score import score
from aidscore.scoring.sheet import sheet_of
from aidscore.wording.codes import channel_word
from aidscore.wording.findings import found_text
from aidscore.wording.numbers import counted
from aidscore.words import _, together


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is filled in before a visit; `earlier` is the visit that this one follows."""

    center: Center | None = None
    channel: str | None = None
    day: date | None = None
    earlier: Visit | None = None


NOTHING = Beginning()
"""Of a form that is made for any center and day."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a clause: the facts, and what it did to the score."""

    clause: str
    facts: str
    effect: str = ""


def found_by(record: Record, edition: Edition) -> list[Found]:
    """What the list of deductions of a filled form will say, clause by clause."""
    facts = [Fact(finding, "", 1) for finding in record.findings]
    return list(_found(score(sheet_of(edition, record.examined, record.not_applicable, facts))))


def earlier_texts(visit: Visit) -> Mapping[str, str]:
    """What was found last time, by the id of its clause: 上次（2005-09-14，明察）：事实；扣1分."""
    record = visit.record
    when = _("{day}, {channel}", day=record.date, channel=channel_word(record.channel))
    return {
        found.clause: _("Last time ({when}): {found}", when=when, found=together([found.facts, found.effect]))
        for found in _found(visit.assessment)
    }


def _found(assessment: Assessment) -> Iterator[Found]:
    """Every clause with a deduction, a veto that holds, a bonus that was granted."""
    edition, details = assessment.edition, details_of(assessment)
    for _item, _part, deduction in details.deductions():
        if deduction.nominal:
            effect = counted("{points} point deducted", "{points} points deducted", deduction.effective)
            yield Found(deduction.rule.id, _facts(edition, deduction.rule.id, deduction.facts), effect)
    for clause, facts in (details.veto_facts or details.bonus_facts).items():  # a veto takes every bonus away
        yield Found(clause, _facts(edition, clause, facts))


def _facts(edition: Edition, clause: str, facts: Sequence[Fact]) -> str:
    """What the findings of a clause say."""
    return together(found_text(fact, edition.clause(clause)) for fact in facts)
