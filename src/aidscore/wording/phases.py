"""Sentences about a phase or an outcome: pass rate, target, what is not official."""

from __future__ import annotations

import re

from aidscore.model.campaign import Phase
from aidscore.model.page import Cell, Tone
from aidscore.model.results import Outcome, PhaseResult
from aidscore.scoring.figures import rate_shown
from aidscore.scoring.standings import sheets_of
from aidscore.wording.codes import COMBINE_WAYS, channel_word
from aidscore.wording.numbers import plain, share_text
from aidscore.words import _, listed, plural

_SENTENCE_END = re.compile(r"(?<=[。!?！？])|(?<=\.)\s|\n")


def campaign_title(outcome: Outcome) -> str:
    """The title of the campaign, or that there is none, or none that can be used."""
    if outcome.campaign:
        return outcome.campaign.title
    if outcome.campaign_source:
        return _("The campaign has errors: nothing is counted by it")
    return _("No campaign: the centers seen are the denominator")


def rate_text(phase: PhaseResult) -> str:
    """The pass rate of a phase with its counts: 35.0% (7/20)."""
    if phase.pass_rate is None:
        return "-"
    marks = (phase.target.rate,) if phase.target else ()
    value = rate_shown(phase.pass_rate, phase.edition.standard, *marks)
    counts = phase.counts
    return _(
        "{percent}% ({passed}/{participating})",
        percent=plain(value),
        passed=counts.passed,
        participating=counts.participating,
    )


def rate_cell(phase: PhaseResult) -> Cell:
    """The pass rate of a phase, emphasized."""
    return Cell(rate_text(phase), None, "strong")


def target_text(phase: PhaseResult) -> str:
    """The target of a phase as a number of centers, and whether it is met; empty without a target."""
    if phase.target is None:
        return ""
    return _(
        "{rate} of {participating} needs {needed}: {met}",
        rate=share_text(phase.target.rate),
        participating=phase.counts.participating,
        needed=phase.target.needed,
        met=_("reached") if phase.target.met else _("not reached"),
    )


def target_cell(phase: PhaseResult) -> Cell:
    """The target of a phase in the color of whether it is met; an empty cell without a target."""
    tone: Tone = "plain" if phase.target is None else "good" if phase.target.met else "bad"
    return Cell(target_text(phase), None, tone)


def phase_text(phase: Phase) -> str:
    """A phase with its days."""
    return _("{name} ({id})  {start} - {end}", name=phase.name, id=phase.id, start=phase.start, end=phase.end)


def phase_name(phase: PhaseResult) -> str:
    """The name of a phase; a dash where no campaign names any."""
    return phase.phase.name if phase.phase else "-"


def combine_text(phase: PhaseResult) -> str:
    """How several visits make one score."""
    way = (phase.phase.combine if phase.phase else None) or "latest"
    if isinstance(way, str):
        return _(COMBINE_WAYS[way])
    weights = listed(f"{channel_word(channel)} {share_text(weight)}" for channel, weight in way.weights.items())
    return _("{name}: {meaning}", name=_(COMBINE_WAYS["weights"]), meaning=weights)


def added_up_text(phase: PhaseResult) -> str:
    """That deductions of several sheets are added up, while scores are their means; empty where each has one sheet."""
    if all(len(sheets_of(center)) < 2 for center in phase.centers):
        return ""
    return _("Where each visit has a score of its own, the points deducted on all visits are added up")


def correction_text(phase: PhaseResult) -> str:
    """How many visits were scored by the correction of the version that their records name; empty for none."""
    number = phase.scored_by_correction
    if not number:
        return ""
    return plural("{n} record of a version that it corrects", "{n} records of a version that it corrects", number)


def first_sentence(note: str | None) -> str:
    """The first sentence of a note, without its full stop: enough to say that a draft is a draft."""
    return _SENTENCE_END.split(note.strip(), maxsplit=1)[0].rstrip("。.") if note else ""


def as_if_text(outcome: Outcome) -> str:
    """That nothing is official where everything was scored by one version."""
    return _("not official: scored as if {version} had held throughout", version=outcome.as_if) if outcome.as_if else ""
