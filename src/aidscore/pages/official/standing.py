"""The centers of a phase in the sentences of a document: passed, failed, undecided, not assessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from aidscore.model.quantity import exact
from aidscore.model.results import CenterResult, PhaseResult
from aidscore.model.standard import Standard
from aidscore.pages.official.result import below_floors
from aidscore.scoring.details import details_of
from aidscore.scoring.standings import in_order_of_scores, sheets_of
from aidscore.wording.codes import VERDICTS
from aidscore.wording.numbers import bounds_text, total_cell
from aidscore.wording.official import suspected
from aidscore.wording.parts import sub_items_text
from aidscore.wording.reasons import reasons_text
from aidscore.wording.rules import in_sequence
from aidscore.words import _, listed, plural, together


class Group(NamedTuple):
    """The centers of a verdict."""

    title: str
    """The verdict with the number of centers."""
    sentences: tuple[str, ...]


def groups(phase: PhaseResult, names: Mapping[str, str]) -> Iterator[Group]:
    """The centers by verdict, those with the highest scores first; a verdict that none has is left out."""
    says: Mapping[str, Callable[[Sequence[CenterResult]], Iterator[str]]] = {
        "pass": lambda centers: _passed(centers, phase, names),
        "fail": lambda centers: _failed(centers, phase, names),
        "undecided": lambda centers: _open(centers, phase, names),
        "not-assessed": lambda centers: _unassessed(centers, phase, names),
    }
    ordered = in_order_of_scores(phase.centers)
    for verdict, say in says.items():
        centers = [center for center in ordered if center.verdict == verdict]
        if centers:
            title = _("{verdict}: {number}", verdict=_(VERDICTS[verdict]), number=len(centers))
            yield Group(title, tuple(say(centers)))


def _passed(centers: Sequence[CenterResult], phase: PhaseResult, names: Mapping[str, str]) -> Iterator[str]:
    """Every center that passed, with its score and a grade that is more than a pass."""
    yield in_sequence(
        [_scored(center, phase, names, _better_grade(center, phase.edition.standard)) for center in centers]
    )


def _better_grade(center: CenterResult, standard: Standard) -> str:
    """The grade of a center, where its lower bound is above the pass mark."""
    starts = {grade.name: grade.start for grade in standard.grades}
    return center.grade if center.grade and starts[center.grade] > standard.pass_mark else ""


def _scored(center: CenterResult, phase: PhaseResult, names: Mapping[str, str], beside: str = "") -> str:
    """A center with its score, or the most that it can still reach, and what has to be said beside it."""
    standard = phase.edition.standard
    name = names[center.center.id]
    if center.total is not None:
        scored = _("{name} {score} points", name=name, score=total_cell(center.total, standard).text)
    elif center.bounds is not None:
        scored = _("{name} between {bounds} points", name=name, bounds=bounds_text(center.bounds, standard))
    else:
        scored = name
    remark = together(filter(None, [beside, disputed_text(center)]))
    return _("{found} ({beside})", found=scored, beside=remark) if remark else scored


def disputed_text(center: CenterResult) -> str:
    """How many findings that count are disputed; empty for none."""
    if not center.provisional:
        return ""
    facts = {
        (fact.source, fact.line, fact.finding.rule)
        for sheet in sheets_of(center)
        for _item, _part, deduction in details_of(sheet).deductions()
        for fact in deduction.facts
        if fact.finding.status == "disputed"
    }
    return plural("{n} finding disputed, provisional", "{n} findings disputed, provisional", len(facts))


def _failed(centers: Sequence[CenterResult], phase: PhaseResult, names: Mapping[str, str]) -> Iterator[str]:
    """Every center that failed, by the first of its reasons: a veto, what is missing, the pass mark, a floor."""
    standard = phase.edition.standard
    rest = [center for center in centers if not center.vetoes]
    below = [center for center in rest if center.total is not None and center.total < standard.pass_mark]
    floors = [center for center in rest if center.total is not None and center.total >= standard.pass_mark]
    unfinished = [center for center in rest if center.total is None]
    mark = exact(standard.pass_mark)
    if below:
        scored = [_scored(center, phase, names, together(below_floors(center, standard))) for center in below]
        yield _("Below the pass mark of {mark} points: {centers}", mark=mark, centers=in_sequence(scored))
    if floors:
        scored = [_scored(center, phase, names, together(below_floors(center, standard))) for center in floors]
        yield _("At or above the pass mark, with items below their floors: {centers}", centers=in_sequence(scored))
    if unfinished:
        scored = [_scored(center, phase, names, reasons_text(center, phase.edition)) for center in unfinished]
        yield _("Not fully examined, but out of reach of a pass: {centers}", centers=in_sequence(scored))
    for center in centers:
        if center.vetoes:
            matter = together(suspected(veto) for veto in center.vetoes.values())
            yield _("With a veto: {center}, {matter}", center=names[center.center.id], matter=matter)


def _open(centers: Sequence[CenterResult], phase: PhaseResult, names: Mapping[str, str]) -> Iterator[str]:
    """Every undecided center with what it can still become, and why."""
    yield in_sequence([_scored(center, phase, names, _missing(center, phase)) for center in centers])


def _missing(center: CenterResult, phase: PhaseResult) -> str:
    """What was not examined; where that is not why, the reasons."""
    ids = center.deciding.unexamined if center.deciding else ()
    if not ids:
        return reasons_text(center, phase.edition)
    return _("not examined: {ids}", ids=sub_items_text(ids, phase.edition.standard))


def _unassessed(centers: Sequence[CenterResult], phase: PhaseResult, names: Mapping[str, str]) -> Iterator[str]:
    """The centers that were not assessed, those with the same reason together."""
    found: dict[str, list[str]] = {}
    for center in centers:
        found.setdefault(reasons_text(center, phase.edition), []).append(names[center.center.id])
    for reason, listed_ in found.items():
        yield _("{centers}: {reason}", centers=listed(listed_), reason=reason)
