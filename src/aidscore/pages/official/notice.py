"""The notice to rectify (整改通知书) and the form for feedback and objections that goes with it, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aidscore.model.rectification import CenterPlan
from aidscore.model.results import CenterResult, Outcome, PhaseResult
from aidscore.model.standard import Standard
from aidscore.pages.official.problems import ItemProblems, ProblemRow, Problems, entries_of, problems_of
from aidscore.pages.official.result import result_text
from aidscore.wording.codes import STANDARD_STATUSES, channel_word, verdict_cell
from aidscore.wording.numbers import score_cell
from aidscore.wording.official import Style, day_text, issue_date, numeral, style_on, suspected, you_text
from aidscore.wording.phases import as_if_text, first_sentence
from aidscore.wording.remarks import center_remarks
from aidscore.wording.rules import in_sequence
from aidscore.words import N_, _, listed, together

_BRACKETS = re.compile(r"\s*[（(]([^（）()]*)[）)]\s*$")
_ACTIVITY = re.compile(r"(?:达标)?活动$")


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when problems have to be rectified."""

    day: date
    """The last day."""
    counted: int | None = None
    """How many working days it was counted by; None for a day that was given."""
    start: date | None = None
    """The day after which they were counted."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice to one center. Every field is a text that a template may use."""

    remark: str
    """What must not be overlooked: drafts, fictitious data, results that are not official."""
    subject: str
    year: str
    center: str
    you: str
    """How it is addressed."""
    standard: str
    version: str
    visits: str
    """The days of the visits that count, each with its channel; never who made them."""
    result: str
    verdict: str
    score: str
    """The score as it is displayed, or its bounds."""
    remarks: str
    """How scores were rescaled, and what disputes would change; empty where there is nothing."""
    items: tuple[ItemProblems, ...]
    suspected: str
    """The vetoes, as suspicions; empty where there are none."""
    demands: tuple[str, ...]
    """What has to be done by whom, with numbers."""
    deadline: str
    due: str
    """The same as short as in a table."""
    counted: str
    """How the deadline was counted; empty for one that was given."""
    consequence: str
    """The clauses about problems that are not rectified; empty where there are none."""
    authority: str
    rows: tuple[ProblemRow, ...]
    total: str
    issue_date: str
    is_signed: bool
    """Whether the name of the issuer stands above the date of issue, as it does since 2012."""


@dataclass(frozen=True, slots=True)
class NoticeOptions:
    """What is asked for besides the result."""

    deadline: Deadline | None = None
    style: Style | None = None
    """None for the style that was in use on the day after the phase."""


def notices(
    outcome: Outcome, phase: PhaseResult, plans: Sequence[CenterPlan], options: NoticeOptions
) -> Iterator[tuple[CenterResult, Notice]]:
    """A notice to each center of a phase that has something to rectify, in the campaign's order."""
    for plan in plans:
        problems = problems_of(plan, phase.edition.standard)
        if problems.rows:
            yield plan.center, _notice(outcome, phase, plan.center, problems, options)


def without_notice(phase: PhaseResult) -> Iterator[CenterResult]:
    """The centers of a phase that fail, or have a veto, and yet have nothing to rectify: no notice is written."""
    for center in phase.centers:
        if (center.vetoes or center.verdict == "fail") and not entries_of(center):
            yield center


def without_notice_text(center: CenterResult) -> str:
    """Why such a center gets no notice: a veto is investigated separately, and is not rectified."""
    reason = together(suspected(veto) for veto in center.vetoes.values())
    if not reason:
        return _("{center} fails without a deduction; no notice was written for it", center=center.center.name)
    return _(
        "{center} has nothing to rectify but is subject to a veto, so no notice was written for it: {reason}",
        center=center.center.name,
        reason=reason,
    )


def _notice(
    outcome: Outcome, phase: PhaseResult, center: CenterResult, problems: Problems, options: NoticeOptions
) -> Notice:
    """The notice to one center."""
    standard = phase.edition.standard
    issued = issued_after(phase)
    style = options.style or style_on(issued)
    you = you_text(center.center, standard)
    authority = center.center.authority or _("[authority]")
    return Notice(
        remark=remark_text(outcome, standard),
        subject=subject_of(outcome),
        year=str(issued.year) if issued else _("[year]"),
        center=center.center.name,
        you=you,
        standard=standard.title,
        version=version_text(standard),
        visits=_visits(center),
        result=result_text(center, phase),
        verdict=verdict_cell(center.verdict, center.provisional).text,
        score=score_cell(center, standard).text,
        remarks=together(center_remarks(center, phase)),
        items=problems.items,
        suspected=together(suspected(veto) for veto in center.vetoes.values()),
        demands=tuple(_demands(problems.rows, options.deadline, you)),
        deadline=deadline_text(options.deadline),
        due=_("[30] days") if options.deadline is None else day_text(options.deadline.day),
        counted=_counted(options.deadline),
        consequence=_consequence(standard),
        authority=authority,
        rows=problems.rows,
        total=problems.total,
        issue_date=issue_date(issued, style),
        is_signed=style == "2012",
    )


def issued_after(phase: PhaseResult) -> date | None:
    """The first day on which a document about a whole phase can be issued; None without a campaign."""
    return phase.phase.end + timedelta(days=1) if phase.phase and phase.phase.end < date.max else None


def remark_text(outcome: Outcome, standard: Standard) -> str:
    """What must not be overlooked, in one line."""
    campaign = outcome.campaign
    mark = _BRACKETS.search(campaign.title) if campaign else None
    draft = _("draft") if standard.is_draft else ""
    return together(filter(None, [mark[1] if mark else "", as_if_text(outcome), draft, first_sentence(standard.note)]))


def subject_of(outcome: Outcome) -> str:
    """What the documents are about: the title of the campaign without remarks in brackets; empty without one."""
    return _ACTIVITY.sub("", activity_of(outcome))


def activity_of(outcome: Outcome) -> str:
    """The title of the campaign without remarks in brackets; empty without one."""
    return _BRACKETS.sub("", outcome.campaign.title) if outcome.campaign else ""


def version_text(standard: Standard) -> str:
    """The version of a standard, with its status as far as that is not a matter of course."""
    version = _("version {version}", version=standard.version)
    return version if standard.status == "in-force" else in_sequence([version, _(STANDARD_STATUSES[standard.status])])


def _visits(center: CenterResult) -> str:
    """The visits that count."""
    records = [counted.visit.record for counted in center.visits if counted.counts]
    return listed(_("{day} ({channel})", day=day_text(one.date), channel=channel_word(one.channel)) for one in records)


def deadline_text(deadline: Deadline | None) -> str:
    """By when, as a part of a sentence; a blank that the office fills in where nothing is given."""
    return _("within [30] days") if deadline is None else _("by {day} at the latest", day=day_text(deadline.day))


def _counted(deadline: Deadline | None) -> str:
    """How a deadline was counted."""
    if deadline is None or deadline.start is None:
        return ""
    return _(
        "{number} working days from {start}",
        number=deadline.counted,
        start=day_text(deadline.start),
    )


def _demands(rows: Sequence[ProblemRow], deadline: Deadline | None, you: str) -> Iterator[str]:
    """What the center has to do, then what others have to."""
    sentences = []
    others = listed(dict.fromkeys(row.clause for row in rows if row.owner))
    if not others:
        sentences.append(
            _("All problems are to be rectified by {you} {deadline}.", you=you, deadline=deadline_text(deadline))
        )
    elif any(not row.owner for row in rows):
        sentence = N_("All problems except those of {clauses} are to be rectified by {you} {deadline}.")
        sentences.append(_(sentence, clauses=others, you=you, deadline=deadline_text(deadline)))
    for owner in dict.fromkeys(row.owner for row in rows if row.owner):
        clauses = listed(dict.fromkeys(row.clause for row in rows if row.owner == owner))
        sentences.append(_("{owner} is asked to resolve {clauses} within [ ] days.", owner=owner, clauses=clauses))
    for number, sentence in enumerate(sentences, 1):
        yield _("({number}) {sentence}", number=numeral(number), sentence=sentence)


def _consequence(standard: Standard) -> str:
    """The rules of the standard about problems that are not rectified, as they are published."""
    keyword = _("not rectified")
    rules = [rule for item in standard.items for part in item.sub_items for rule in part.rules if keyword in rule.text]
    return together(_("{text} ({clause})", text=rule.text.rstrip("。."), clause=rule.id) for rule in rules)
