"""The sentence of each reason of a verdict."""

from __future__ import annotations

from collections.abc import Collection
from typing import assert_never

from aidscore.model.quantity import Number, exact
from aidscore.model.results import Assessment, CenterResult, Reason
from aidscore.model.standard import Edition, Standard
from aidscore.wording.codes import channel_word
from aidscore.wording.numbers import plain, shown, total_landmarks
from aidscore.wording.parts import sub_items_text
from aidscore.words import N_, _, together


def reason_text(reason: Reason, edition: Edition) -> str:
    """The sentence of a reason."""
    arguments = reason.arguments
    match reason.code:
        case "below-pass-mark" | "item-below-floor":
            return _miss_text(reason, edition.standard)
        case "veto":
            return _("veto {id}: {text}", id=reason.id, text=edition.vetoes[reason.id or ""].text)
        case "not-fully-examined":
            return _("not examined: {ids}", ids=_sub_items(arguments.get("ids"), edition.standard))
        case "not-carried-over":
            return _("not carried over: {ids}", ids=arguments.get("ids"))
        case "nothing-applicable":
            return _("no sub-item applies")
        case "channel-without-visit":
            return _("no visit of the channel {channel}", channel=channel_word(reason.id or ""))
        case "same-day-visits":
            return _("the order of visits of one day is not known: {dates}", dates=arguments["dates"])
        case "no-visit":
            return _("no visit that counts")
        case "not-in-phase":
            return _("not among the centers of this phase")
        case "blank-form":
            return _("its form has no entry")
        case "refused-records":
            return _("records refused: {number}", number=arguments["number"])
        case _:
            assert_never(reason.code)


def _sub_items(ids: object, standard: Standard) -> str:
    """The sub-items among the arguments of a reason."""
    assert isinstance(ids, Collection)
    return sub_items_text(ids, standard)


def _miss_text(reason: Reason, standard: Standard) -> str:
    """The sentence of a mark or a floor that is not reached."""
    arguments, unfinished = reason.arguments, reason.arguments.get("at_most")
    if reason.code == "below-pass-mark":
        total, mark = _number(arguments["total"]), standard.pass_mark
        sentence = N_("{score} points are below the pass mark {mark}")
        if unfinished:
            sentence = N_("at most {score} points can be reached, below the pass mark {mark}")
        return _(sentence, score=plain(shown(total, standard, *total_landmarks(standard))), mark=exact(mark))
    score, floor = _number(arguments["score"]), _number(arguments["floor"])
    sentence = N_("item {id} {name} has {score} points, below its floor {floor}")
    if unfinished:
        sentence = N_("item {id} {name} can reach at most {score} points, below its floor {floor}")
    return _(
        sentence, id=reason.id, name=arguments["name"], score=plain(shown(score, standard, floor)), floor=exact(floor)
    )


def _number(value: object) -> Number:
    """A number among the arguments of a reason."""
    assert isinstance(value, Number)
    return value


def reasons_text(result: Assessment | CenterResult, edition: Edition) -> str:
    """All reasons in one line."""
    return together(reason_text(reason, edition) for reason in result.reasons)
