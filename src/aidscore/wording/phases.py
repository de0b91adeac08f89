"""Sentences about a phase or an outcome: pass rate, target, what is not official."""

from __future__ import annotations

import re

from aidscore.model.results import Outcome, PhaseResult
from aidscore.wording.numbers import percent, plain, share_text
from aidscore.words import _

_SENTENCE_END = re.compile(r"(?<=[。!?！？])|(?<=\.)\s|\n")


def rate_text(phase: PhaseResult) -> str:
    """The pass rate of a phase with its counts: 35.0% (7/20)."""
    if phase.pass_rate is None:
        return "-"
    marks = (phase.target.rate,) if phase.target else ()
    value = percent(phase.pass_rate, phase.edition.standard, *marks)
    counts = phase.counts
    return _(
        "{percent}% ({passed}/{participating})",
        percent=plain(value),
        passed=counts.passed,
        participating=counts.participating,
    )


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


def first_sentence(note: str | None) -> str:
    """The first sentence of a note, without its full stop: enough to say that a draft is a draft."""
    return _SENTENCE_END.split(note.strip(), maxsplit=1)[0].rstrip("。.") if note else ""


def as_if_text(outcome: Outcome) -> str:
    """That nothing is official where everything was scored by one version."""
    return _("not official: scored as if {version} had held throughout", version=outcome.as_if) if outcome.as_if else ""
