"""Checks of a record: against its standard (spec, section 4) and its campaign (sections 5 and 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from aidscore.check import elements, run
from aidscore.check.findings import check_findings, check_names
from aidscore.check.near import is_not_excluded, names_a_center
from aidscore.model.campaign import Campaign
from aidscore.model.field import ID_PATTERN, comparable
from aidscore.model.names import center_id
from aidscore.model.quantity import Number, exact
from aidscore.model.record import Record
from aidscore.model.results import Assessment, Fact
from aidscore.model.source import KeyPath, Problem
from aidscore.model.standard import Edition, Period, Standard
from aidscore.read.misfits import not_an_id
from aidscore.scoring.score import score
from aidscore.scoring.sheet import sheet_of
from aidscore.wording.numbers import shown, total_landmarks

_NAME = "[\u3400-\u9fff\N{MIDDLE DOT}]{2,}"
_CHINESE_NAMES = re.compile(f"{_NAME}(?:, *{_NAME})+")
"""Chinese names between commas; a name of another script may have a comma: Smith, John."""

MOST_TRIED = 200
"""With more findings it is not tried which one explains a difference: the time grows with their square."""


_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def check_record(record: Record, edition: Edition | None, campaign: Campaign | None) -> Iterator[Problem]:
    """All problems of a record, as far as standard and campaign are known."""
    yield from run((has_inspectors, revision_says_why), record)
    yield from run((inspectors_are_of_other_centers,), record, campaign)
    if campaign is not None:
        yield from run(CAMPAIGN_CHECKS, record, campaign)
    if edition is not None:
        yield from run(EDITION_CHECKS, record, edition)


def has_inspectors(record: Record) -> Iterator[Problem]:
    """Where inspectors are named: at least one, and nobody twice."""
    if record.inspectors is None:
        return
    if not record.inspectors:
        yield Problem("no-inspector", ("inspectors",))
    names: set[str] = set()
    for index, inspector in elements(record, "inspectors"):
        yield from _is_one_person(inspector.name, ("inspectors", index))
        if (name := comparable(inspector.name)) in names:
            yield Problem("inspector-twice", ("inspectors", index), {"name": inspector.name})
        names.add(name)


def inspectors_are_of_other_centers(record: Record, campaign: Campaign | None) -> Iterator[Problem]:
    """Nobody inspects their own center but in a self-inspection."""
    if record.channel == "self":
        return
    for index, inspector in elements(record, "inspectors"):
        if inspector.center is not None and center_id(inspector.center, campaign) == center_id(record.center, campaign):
            arguments = {"name": inspector.name, "center": record.center}
            yield Problem("conflict-of-interest", ("inspectors", index), arguments)


def _is_one_person(name: str, path: KeyPath) -> Iterator[Problem]:
    """A name is that of one person: names between full-width commas, or Chinese names between commas, are several."""
    if "，" in name or "、" in name:
        arguments = {"text": name, "ascii": ", ".join(re.split("[，、] *", name))}
        yield Problem("full-width-characters/entries", path, arguments)
    elif _CHINESE_NAMES.fullmatch(name):
        yield Problem("comma-in-text/names", path, {"text": name})


def revision_says_why(record: Record) -> Iterator[Problem]:
    """A revised record, and one that takes the visit back, say why."""
    key = "void" if record.is_void else "revision"
    if (record.is_void or record.revision > 1) and record.revision_note is None:
        yield Problem("revision-note-missing", (key,))


def center_takes_part(record: Record, campaign: Campaign) -> Iterator[Problem]:
    """The center is one of the campaign and is assessed."""
    yield from names_a_center(record.center, campaign, ("center",))
    yield from is_not_excluded(record.center, campaign, ("center",))


def inspectors_have_centers(record: Record, campaign: Campaign) -> Iterator[Problem]:
    """Where an inspector comes from is a center of the campaign."""
    for index, inspector in elements(record, "inspectors"):
        if inspector.center is not None:
            yield from names_a_center(inspector.center, campaign, ("inspectors", index, "from"))


def centers_are_ids(record: Record) -> Iterator[Problem]:
    """Without a campaign nobody knows which center a name stands for, so that only ids can be written."""
    yield from _is_an_id(record.center, ("center",))
    for index, inspector in elements(record, "inspectors"):
        if inspector.center is not None:
            yield from _is_an_id(inspector.center, ("inspectors", index, "from"))


def _is_an_id(text: str, path: KeyPath) -> Iterator[Problem]:
    """A text could be the id of a center."""
    if not re.fullmatch(ID_PATTERN, text):
        yield Problem("not-an-id/name", path, {"text": text}) if _CHINESE.search(text) else not_an_id(path, text)


def date_is_in_a_phase(record: Record, campaign: Campaign) -> Iterator[Problem]:
    """The date falls in a phase that takes records, and the record names that phase's standard."""
    phase = campaign.phase_on(record.date)
    if phase is None:
        yield Problem("date-outside-phases", ("date",), {"date": record.date, "phases": campaign.phases})
    elif phase.standard is None:
        yield Problem("phase-takes-no-records", ("date",), {"date": record.date, "phase": phase.id, "name": phase.name})
    elif phase.standard != record.standard:
        arguments = {"standard": record.standard, "phase": phase.id, "expected": phase.standard}
        yield Problem("standard-of-another-phase", ("standard",), arguments)


CAMPAIGN_CHECKS = (center_takes_part, inspectors_have_centers, date_is_in_a_phase)


def date_is_in_effect(record: Record, edition: Edition) -> Iterator[Problem]:
    """The standard was in effect on the day of the visit, and not yet replaced by another version."""
    period, replaced_on = edition.standard.effective, edition.replaced_on
    if record.date not in period or (replaced_on is not None and record.date >= replaced_on):
        last = period.end or (replaced_on - timedelta(1) if replaced_on else None)
        arguments = {"date": record.date, "standard": edition.reference, "period": Period(period.start, last)}
        yield Problem("date-outside-effective", ("date",), arguments)


EDITION_CHECKS = (date_is_in_effect, check_names, check_findings)


def check_declared(record: Record, assessment: Assessment, lines: Sequence[int]) -> Iterator[Problem]:
    """The total on the paper sheet is the exact score, or the score as displayed (spec, section 4)."""
    declared, total = record.declared_score, assessment.total
    if declared is None:
        return
    if total is None:
        yield Problem("declared-without-score", ("declared_score",), {"declared": exact(declared)})
        return
    if _agrees(declared, total, assessment.edition.standard):
        return
    arguments = {
        "declared": exact(declared),
        "computed": exact(total),
        "difference": exact(declared - total),
    }
    cause = _explaining(record, assessment.edition)
    if cause is None:
        yield Problem("declared-score-differs", ("declared_score",), arguments)
    else:
        finding = record.findings[cause]
        more = {"rule": finding.rule, "line": lines[cause]}
        yield Problem("declared-score-differs/one-finding", ("declared_score",), {**arguments, **more})


def _agrees(declared: Number, total: Number, standard: Standard) -> bool:
    """Whether a declared score is the exact one, or the one that is displayed."""
    return declared == total or declared == Fraction(shown(total, standard, *total_landmarks(standard)))


def _explaining(record: Record, edition: Edition) -> int | None:
    """The single finding without which the declared score would be right, if there is just one."""
    if record.declared_score is None or len(record.findings) > MOST_TRIED:
        return None
    explaining = []
    for index in range(len(record.findings)):
        rest = [*record.findings[:index], *record.findings[index + 1 :]]
        facts = [Fact(finding, "", 0) for finding in rest]
        total = score(sheet_of(edition, record.examined, record.not_applicable, facts)).total
        if total is not None and _agrees(record.declared_score, total, edition.standard):
            explaining.append(index)
    return explaining[0] if len(explaining) == 1 else None
