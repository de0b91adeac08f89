"""The words of closed sets: verdicts, channels, states, policies."""

from __future__ import annotations

from aidscore.model.page import Cell, Tone
from aidscore.words import N_, _

VERDICTS = {
    "pass": N_("pass"),
    "fail": N_("fail"),
    "undecided": N_("undecided"),
    "not-assessed": N_("not assessed"),
}
VERDICT_TONES: dict[str, Tone] = {"pass": "good", "fail": "bad", "undecided": "open", "not-assessed": "muted"}
CHANNEL_WORDS = {
    "announced": N_("announced"),
    "unannounced": N_("unannounced"),
    "spot-check": N_("spot-check"),
    "self": N_("self-inspection"),
    "follow-up": N_("follow-up"),
    "acceptance": N_("acceptance"),
}
STATES = {
    "met": N_("met"),
    "not-met": N_("not met"),
    "not-examined": N_("not examined"),
    "not-applicable": N_("not applicable"),
}
STATUSES = {"confirmed": N_("confirmed"), "disputed": N_("disputed"), "withdrawn": N_("withdrawn")}
COMBINE_WAYS = {
    "latest": N_("the last visit decides"),
    "union": N_("all findings of the visits together"),
    "mean": N_("the mean of the visits"),
    "worst": N_("the visit with the lowest score"),
    "weights": N_("the channels' means, weighted"),
}
POLICIES = {
    "rescale": N_("what does not apply is taken out and the rest is rescaled"),
    "full": N_("what does not apply gives its points"),
    "zero": N_("what does not apply gives no points"),
}
ROUNDING_MODES = {
    "half-up": N_("halves are rounded up"),
    "half-even": N_("halves are rounded to the even digit"),
    "down": N_("further decimals are cut off"),
}
VETO_EFFECTS = {"fail": N_("fails"), "zero": N_("fails, the score is 0")}
LEVELS = {"province": N_("province"), "city": N_("city"), "district": N_("district"), "county": N_("county")}
"""The usual levels of centers; a campaign may have others, which stay as they are written."""
STANDARD_STATUSES = {"draft": N_("draft"), "pilot": N_("pilot"), "in-force": N_("in force")}


def check_word(holds: bool) -> str:
    """How a check of a figure came out."""
    return _("agrees") if holds else _("differs")


def verdict_cell(verdict: str, provisional: bool = False) -> Cell:
    """A verdict in its color; a provisional one says so."""
    word = _(VERDICTS[verdict])
    return Cell(_("{verdict} (provisional)", verdict=word) if provisional else word, None, VERDICT_TONES[verdict])


def channel_word(channel: str) -> str:
    """A channel in words."""
    return _(CHANNEL_WORDS[channel])


def level_word(level: str) -> str:
    """A level of centers in words."""
    return _(LEVELS.get(level, level))
