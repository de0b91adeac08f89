"""What a summary rests on: tool, campaign, standard, how scores are combined and rounded."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore import __version__
from aidscore.model.page import Block, Cell, Facts, text
from aidscore.model.quantity import exact
from aidscore.model.results import Outcome, PhaseResult
from aidscore.model.standard import Standard
from aidscore.wording.codes import POLICIES, STANDARD_STATUSES, channel_word, check_word
from aidscore.wording.numbers import share_text
from aidscore.wording.phases import (
    as_if_text,
    campaign_title,
    combine_text,
    correction_text,
    first_sentence,
    phase_text,
)
from aidscore.wording.standards import grades_text, period_text, rounding_text
from aidscore.words import _, listed


def marks(outcome: Outcome) -> tuple[str, ...]:
    """What every printed sheet has to say of itself: drafts, notes that tell of them, provisional results."""
    said = [as_if_text(outcome)]
    for standard in _standards(outcome):
        if standard.is_draft:
            said.append(_("{reference} is a draft", reference=standard.reference))
        said.append(first_sentence(standard.note))
    if outcome.campaign:
        said.append(first_sentence(outcome.campaign.note))
    provisional = sum(center.provisional for phase in outcome.phases for center in phase.centers)
    if provisional:
        said.append(_("provisional results, with disputed findings: {number}", number=provisional))
    return tuple(dict.fromkeys(filter(None, said)))


def _standards(outcome: Outcome) -> list[Standard]:
    """Every standard once, in the order of the phases."""
    return list({phase.edition.reference: phase.edition.standard for phase in outcome.phases}.values())


def grounds(outcome: Outcome, *, by_details: bool) -> list[Block]:
    """What the figures rest on. A standard that several phases have in common is described once."""
    blocks: list[Block] = [Facts(tuple(_campaign(outcome)), _("Tool and campaign"))]
    described: set[str] = set()
    for phase in outcome.phases:
        standard = () if phase.edition.reference in described else tuple(_standard(phase))
        described.add(phase.edition.reference)
        blocks.append(Facts((*_phase(phase), *standard), _title(phase)))
    return [*blocks, Facts(tuple(_reading(by_details=by_details)), _("How to read the figures"))]


def _title(phase: PhaseResult) -> str:
    """What stands above the grounds of a phase."""
    return phase.phase.name if phase.phase else _("Standard")


def _campaign(outcome: Outcome) -> Iterator[tuple[str, Cell]]:
    """The tool, and the campaign where there is one."""
    yield _("tool"), text(f"aidscore {__version__}")
    if outcome.campaign is None:
        yield _("campaign"), text(campaign_title(outcome))
        return
    yield _("campaign"), text(_("{name} ({id})", name=outcome.campaign.title, id=outcome.campaign.id))
    if outcome.campaign.note:
        yield _("note"), Cell(outcome.campaign.note, None, "open")


def _phase(phase: PhaseResult) -> Iterator[tuple[str, Cell]]:
    """A phase: its days, its standard, and how visits are combined."""
    if phase.phase is not None:
        yield _("phase"), text(phase_text(phase.phase))
        if phase.phase.note:
            yield _("note"), Cell(phase.phase.note, None, "open")
        yield _("channels that count"), text(listed(map(channel_word, phase.phase.counting)))
        if phase.phase.target is not None:
            yield _("target"), text(share_text(phase.phase.target))
    yield _("several visits"), text(combine_text(phase))
    yield _("standard"), text(f"{phase.edition.standard.title}  {phase.edition.reference}", "strong")
    if phase.scored_by_correction:
        yield _("scored by it as well"), text(correction_text(phase))


def _standard(phase: PhaseResult) -> Iterator[tuple[str, Cell]]:
    """The standard: in which state it is, and its policies."""
    standard = phase.edition.standard
    yield _("status"), Cell(_(STANDARD_STATUSES[standard.status]), None, "open" if standard.is_draft else "plain")
    yield _("in effect"), text(period_text(standard))
    if standard.note:
        yield _("note"), Cell(standard.note, None, "open")
    if standard.summary:
        yield _("summary"), text(standard.summary)
    yield _("pass mark"), text(_("{score} of {points}", score=exact(standard.pass_mark), points=exact(standard.points)))
    if floors := [f"{item.id} {item.name} {exact(item.pass_score)}" for item in standard.items if item.pass_score]:
        yield _("floors of items"), text(listed(floors))
    if standard.grades:
        yield _("grades"), text(grades_text(standard.grades))
    yield _("not applicable"), text(_(POLICIES[standard.not_applicable]))
    yield _("rounding"), text(_("{rounding}; for display only", rounding=rounding_text(standard.rounding)))


def _reading(*, by_details: bool) -> Iterator[tuple[str, Cell]]:
    """What a reader of the figures should know."""
    said = _("They compare the exact numbers. Decimals are added where rounding would cross a mark.")
    yield _("verdict"), text(said)
    said = _("They are values, not formulas: a preview shows them, and opening the file changes nothing.")
    yield _("figures"), text(said)
    said = _(
        "In the part of this sheet that is not printed, formulas compute them anew and say {agrees} or {differs}.",
        agrees=check_word(holds=True),
        differs=check_word(holds=False),
    )
    yield (
        _("check"),
        text(said if by_details else said + " " + _("There are too many deductions to test them one by one.")),
    )
