"""Checks of a campaign (spec, section 5)."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.check import elements, run
from aidscore.check.near import is_not_excluded, names_a_center
from aidscore.model.campaign import Campaign, Phase, Weights
from aidscore.model.chinese import choices, key_term, word_term
from aidscore.model.field import comparable
from aidscore.model.names import center_id
from aidscore.model.quantity import exact
from aidscore.model.source import KeyPath, Problem


def check_campaign(campaign: Campaign) -> Iterator[Problem]:
    """All problems of a campaign; whether its standards exist is for `Standards` to say."""
    yield from run(CAMPAIGN_CHECKS, campaign)
    for index, phase in elements(campaign, "phases"):
        yield from run(PHASE_CHECKS, phase, ("phases", index))


def ids_are_unique(campaign: Campaign) -> Iterator[Problem]:
    """Ids of centers and phases are unique in the file."""
    seen: set[str] = set()
    for field in ("centers", "phases"):
        for index, element in elements(campaign, field):
            name = getattr(element, "id", None)
            if name in seen:
                yield Problem("duplicate-id", (field, index, "id"), {"id": name})
            elif name is not None:
                seen.add(name)


def names_are_unique(campaign: Campaign) -> Iterator[Problem]:
    """Two centers of one name are probably one center."""
    seen: set[str] = set()
    for index, center in elements(campaign, "centers"):
        name = comparable(getattr(center, "name", f"\0{index}"))
        if name in seen:
            yield Problem("name-twice", ("centers", index, "name"), {"name": name})
        seen.add(name)


def somebody_takes_part(campaign: Campaign) -> Iterator[Problem]:
    """At least one center takes part: a pass rate needs a denominator."""
    if not campaign.participating:
        yield Problem("nobody-takes-part", ("centers",))


def phases_do_not_overlap(campaign: Campaign) -> Iterator[Problem]:
    """A day falls in one phase at most."""
    for index, phase in enumerate(campaign.phases):
        for other in campaign.phases[:index]:
            if phase.start <= other.end and other.start <= phase.end:
                arguments = {"id": phase.id, "other": other.id}
                yield Problem("phases-overlap", ("phases", index, "from"), arguments)


def centers_of_a_phase_take_part(campaign: Campaign) -> Iterator[Problem]:
    """The centers of a phase are centers of the campaign that take part, each listed once."""
    for index, phase in elements(campaign, "phases"):
        listed: set[str] = set()
        for number, name in elements(phase, "centers"):
            at = ("phases", index, "centers", number)
            yield from names_a_center(name, campaign, at)
            yield from is_not_excluded(name, campaign, at)
            if (center := center_id(name, campaign)) in listed:
                yield Problem("listed-twice", at, {"id": name})
            listed.add(center)


CAMPAIGN_CHECKS = (
    ids_are_unique,
    names_are_unique,
    somebody_takes_part,
    phases_do_not_overlap,
    centers_of_a_phase_take_part,
)


def phase_runs_forward(phase: Phase, path: KeyPath) -> Iterator[Problem]:
    """A phase does not end before it starts."""
    if phase.end < phase.start:
        yield Problem("reversed-period", (*path, "to"), {"from": phase.start, "to": phase.end})


def says_how_to_combine(phase: Phase, path: KeyPath) -> Iterator[Problem]:
    """A phase that takes records says how several visits make one score."""
    if phase.standard is not None and phase.combine is None:
        yield Problem("missing-key", path, {"key": choices([key_term(Phase, "combine")])[0]})


def channels_once(phase: Phase, path: KeyPath) -> Iterator[Problem]:
    """A channel is listed once."""
    for index, channel in elements(phase, "channels"):
        if channel in (phase.channels or ())[:index]:
            yield Problem("listed-twice", (*path, "channels", index), {"id": word_term(channel)})


def weights_add_up(phase: Phase, path: KeyPath) -> Iterator[Problem]:
    """Weights add up to exactly 1 and name exactly the phase's channels."""
    if not isinstance(phase.combine, Weights):
        return
    weights, at = phase.combine.weights, (*path, "combine", "weights")
    if (total := sum(weights.values())) != 1:
        yield Problem("weights-do-not-add-up", at, {"sum": exact(total)})
    if set(weights) != set(phase.counting):
        arguments = {"weighted": tuple(map(word_term, weights)), "channels": tuple(map(word_term, phase.counting))}
        yield Problem("weights-of-other-channels", at, arguments)


PHASE_CHECKS = (phase_runs_forward, says_how_to_combine, channels_once, weights_add_up)
