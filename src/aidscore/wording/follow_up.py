"""The words of follow-up: what became of a finding, and why that is not known."""

from __future__ import annotations

from aidscore.model.follow_up import FollowedUp, FollowUpState, Found, LedgerRow, Obstacle
from aidscore.model.page import Cell, Tone
from aidscore.model.standard import Rule, Veto
from aidscore.wording.findings import found_text
from aidscore.words import N_, _, listed, together

STATES: dict[FollowUpState, str] = {
    "corrected": N_("corrected"),
    "persisting": N_("not corrected"),
    "recurred": N_("recurred"),
    "new": N_("new problem"),
    "not-comparable": N_("not comparable"),
}
_TONES: dict[FollowUpState, Tone] = {
    "corrected": "good",
    "persisting": "bad",
    "recurred": "bad",
    "new": "open",
    "not-comparable": "muted",
}
URGENCY: tuple[FollowUpState, ...] = ("recurred", "persisting", "new", "not-comparable", "corrected")
"""The states in the order in which they are listed: what is still to be done comes first."""
NOT_NOW: dict[Obstacle, str] = {
    "not-examined": N_("not examined this time"),
    "not-applicable": N_("does not apply this time"),
    "no-place": N_("no single clause of the later version continues it"),
    "changed-clause": N_("the later version says differently what is deducted for"),
    "new-clause": N_("not a clause of the earlier version"),
}
NOT_BEFORE: dict[Obstacle, str] = NOT_NOW | {
    "not-examined": N_("not examined before"),
    "not-applicable": N_("did not apply before"),
}
NOT_SINCE: dict[Obstacle, str] = NOT_NOW | {
    "not-examined": N_("not examined since"),
    "not-applicable": N_("does not apply any more"),
}


def state_cell(state: FollowUpState) -> Cell:
    """A state in its color."""
    return Cell(_(STATES[state]), None, _TONES[state])


def obstacle_text(entry: FollowedUp) -> str:
    """Why something is not comparable; empty where it is."""
    if entry.obstacle is None:
        return ""
    return _((NOT_NOW if entry.now is None else NOT_BEFORE)[entry.obstacle])


def found_facts_text(found: Found | None, clause: Rule | Veto) -> str:
    """What was found on an occasion; empty for nothing."""
    return "" if found is None else listed(found_text(fact, clause) for fact in found.facts)


def remark_text(row: LedgerRow) -> str:
    """What there is to say of a finding of the ledger besides its state."""
    parts = []
    if row.corrected_before is not None:
        parts.append(_("had been corrected on {day}", day=row.corrected_before))
    if row.found_again:
        parts.append(_("found again on {days}", days=row.found_again))
    if row.obstacle is not None:
        parts.append(_(NOT_SINCE[row.obstacle]))
    return together(parts)
