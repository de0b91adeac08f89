"""The result of a center in the sentences of a document: score, pass mark, items and their floors."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.model.quantity import Number, exact
from aidscore.model.results import CenterResult, PhaseResult, Reason
from aidscore.model.standard import Standard
from aidscore.scoring.combine import combine_of
from aidscore.scoring.figures import shown
from aidscore.wording.numbers import bounds_text, center_item_cell, plain, total_cell
from aidscore.wording.official import you_text
from aidscore.wording.parts import sub_items_text
from aidscore.wording.rules import in_sequence
from aidscore.words import N_, _, listed, together

WAYS = {
    "union": N_("Taking the visits together, {you} has {score}"),
    "latest": N_("By the last visit, {you} has {score}"),
    "mean": N_("By the mean of the visits, {you} has {score}"),
    "worst": N_("By the visit with the lowest score, {you} has {score}"),
    "weights": N_("By the weighted means of the channels, {you} has {score}"),
}


def result_text(center: CenterResult, phase: PhaseResult) -> str:
    """The score against the pass mark, then the items: those below their floors, then the others."""
    standard = phase.edition.standard
    whole = _whole(center, phase, standard)
    items = together([*below_floors(center, standard), *_others(center, standard)])
    return _("{whole}; of this {items}", whole=whole, items=items) if items else whole


def _whole(center: CenterResult, phase: PhaseResult, standard: Standard) -> str:
    """The total, or the range that it lies in, against the pass mark."""
    sentence, you = _way(center, phase), you_text(center.center, standard)
    mark = exact(standard.pass_mark)
    if center.total is not None:
        score = _("{points} points", points=total_cell(center.total, standard).text)
        whole = _(sentence, you=you, score=score)
        beside = N_("{whole}, below the pass mark of {mark} points")
        if center.total >= standard.pass_mark:
            beside = N_("{whole}, which reaches the pass mark of {mark} points")
        return _(beside, whole=whole, mark=mark)
    if center.bounds is None:
        return _("As yet, {you} has no score", you=you)
    score = _("between {bounds} points", bounds=bounds_text(center.bounds, standard))
    whole = _(sentence, you=you, score=score)
    sentence = N_("{whole}, since {ids} are not examined; the pass mark is {mark} points")
    return _(sentence, whole=whole, ids=_unexamined(center, standard), mark=mark)


def _way(center: CenterResult, phase: PhaseResult) -> str:
    """How the visits make one score; not said of a single one."""
    if sum(counted.counts for counted in center.visits) < 2:
        return N_("In all, {you} has {score}")
    way = combine_of(phase.phase)
    return WAYS[way if isinstance(way, str) else "weights"]


def _unexamined(center: CenterResult, standard: Standard) -> str:
    """The sub-items that were not examined."""
    ids = center.deciding.unexamined if center.deciding else ()
    return sub_items_text(ids, standard) or "–"


def below_floors(center: CenterResult, standard: Standard) -> Iterator[str]:
    """The items below their floors, those with the same floor in one sentence."""
    missed: dict[str, list[str]] = {}
    for reason in center.reasons:
        if reason.code == "item-below-floor":
            missed.setdefault(exact(_number(reason, "floor")), []).append(_item_score(reason, standard))
    for floor, scores in missed.items():
        yield _("{scores}, below the floor of {floor} points", scores=listed(scores), floor=floor)


def _number(reason: Reason, name: str) -> Number:
    """A number among the arguments of a reason."""
    value = reason.arguments[name]
    assert isinstance(value, Number)
    return value


def _item_score(reason: Reason, standard: Standard) -> str:
    """An item below its floor with the score that was tested."""
    text = plain(shown(_number(reason, "score"), standard, _number(reason, "floor")))
    sentence = N_("{item} at most {score} points") if reason.arguments.get("at_most") else N_("{item} {score} points")
    return _(sentence, item=reason.arguments["name"], score=text)


def _others(center: CenterResult, standard: Standard) -> Iterator[str]:
    """The items that reach their floors, as far as they have a score, and the bonus."""
    missed = {reason.id for reason in center.reasons if reason.code == "item-below-floor"}
    scores = [
        _("{item} {score} points", item=item.name, score=center_item_cell(center, place, standard).text)
        for place, item in enumerate(standard.items)
        if item.id not in missed and (center.items or {}).get(item.id) is not None
    ]
    if center.deciding is not None and center.deciding.bonus:
        scores.append(_("bonus {points} points", points=exact(center.deciding.bonus)))
    if scores:
        yield in_sequence(scores)
