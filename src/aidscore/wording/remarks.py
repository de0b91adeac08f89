"""What has to be said beside a score so that its numbers can be followed: rescaling, and disputed findings."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.model.quantity import Number, exact
from aidscore.model.results import Assessment, CenterResult, ItemResult, PhaseResult
from aidscore.model.standard import Standard
from aidscore.scoring.disputes import center_if_upheld
from aidscore.scoring.figures import points_figure, shown, total_landmarks
from aidscore.scoring.verdict import floor_score
from aidscore.wording.codes import VERDICTS
from aidscore.wording.numbers import bounds_text, plain
from aidscore.wording.steps import near
from aidscore.wording.visits import visit_text
from aidscore.words import _, listed, together


def rescaling(sheet: Assessment) -> Iterator[str]:
    """How the total of a sheet, and what the floors of its items test, were rescaled; nothing where all applies."""
    standard = sheet.edition.standard
    if sheet.rescaled is None or sheet.possible == standard.points:
        return
    yield _(
        "rescaled, as not everything applies: {earned} / {possible} x {points} = {total}",
        earned=exact(sheet.earned),
        possible=exact(sheet.possible),
        points=exact(standard.points),
        total=near(sheet.rescaled),
    )
    yield from (_rescaled_item(item) for item in sheet.items if _is_tested_rescaled(item))


def _is_tested_rescaled(item: ItemResult) -> bool:
    """Whether the floor of an item tests a rescaled score."""
    return item.item.pass_score is not None and bool(item.possible) and item.possible != item.item.points


def _rescaled_item(item: ItemResult) -> str:
    """The score of an item as its floor tests it."""
    return _(
        "item {id} rescaled for its floor {floor}: {earned} / {possible} x {points} = {score}",
        id=item.item.id,
        floor=exact(item.item.pass_score or 0),
        earned=exact(item.earned),
        possible=exact(item.possible),
        points=exact(item.item.points),
        score=near(floor_score(item) or 0),
    )


def visit_remarks(visit_sheet: Assessment, upheld: Assessment | None) -> Iterator[str]:
    """The remarks on a visit; `upheld` is what it would be without its disputed findings."""
    yield from rescaling(visit_sheet)
    if upheld is not None:
        yield upheld_text(visit_sheet, upheld, visit_sheet.edition.standard)


def brief_rescaling(sheet: Assessment) -> Iterator[str]:
    """How a sheet was rescaled, as short as the remarks of a list: C2合理缺项，应得96分，88.6÷96×100＝92.3."""
    standard = sheet.edition.standard
    if sheet.rescaled is None or sheet.possible == standard.points:
        return
    missing = [part.sub_item.id for part in sheet.sub_items() if part.state == "not-applicable"]
    yield _(
        "{ids} not applicable, {possible} points possible, {earned}÷{possible}×{points}={total}",
        ids=listed(missing),
        earned=_short(sheet.earned, standard),
        possible=exact(sheet.possible),
        points=exact(standard.points),
        total=plain(shown(sheet.rescaled, standard, *total_landmarks(standard))),
    )
    for item in filter(_is_tested_rescaled, sheet.items):
        score = shown(floor_score(item) or 0, standard, item.item.pass_score or 0)
        yield _("item {id} counts as {score}", id=item.item.id, score=plain(score))


def _short(number: Number, standard: Standard) -> str:
    """Points as a list shows them."""
    return plain(points_figure(number, standard).shown)


def brief_remarks(center: CenterResult, phase: PhaseResult) -> Iterator[str]:
    """The remarks on a center in a list: how its sheet, or each of its counting visits, was rescaled; its disputes."""
    if center.deciding is not None:
        yield from brief_rescaling(center.deciding)
    else:
        for counted in center.visits:
            if counted.counts and (sentences := list(brief_rescaling(counted.visit.assessment))):
                yield _("{visit}: {remark}", visit=visit_text(counted.visit), remark=together(sentences))
    if (upheld := center_if_upheld(center, phase)) is not None:
        yield upheld_text(center, upheld, phase.edition.standard)


def center_remarks(center: CenterResult, phase: PhaseResult) -> Iterator[str]:
    """The remarks on a center: how its sheet, or each of its counting visits, was rescaled, and its disputes."""
    if center.deciding is not None:
        yield from rescaling(center.deciding)
    else:
        for counted in center.visits:
            if counted.counts and (sentences := list(rescaling(counted.visit.assessment))):
                yield _("{visit}: {remark}", visit=visit_text(counted.visit), remark=together(sentences))
    if (upheld := center_if_upheld(center, phase)) is not None:
        yield upheld_text(center, upheld, phase.edition.standard)


def upheld_text(now: Assessment | CenterResult, upheld: Assessment | CenterResult, standard: Standard) -> str:
    """The total and the verdict as recorded, and what they would be if the disputes were upheld."""
    return _(
        "disputed findings: {now} as recorded; {upheld} if the disputes are upheld",
        now=_total_and_verdict(now, standard),
        upheld=_total_and_verdict(upheld, standard),
    )


def _total_and_verdict(result: Assessment | CenterResult, standard: Standard) -> str:
    """A total, or its bounds, with the verdict."""
    total = "-" if result.bounds is None else bounds_text(result.bounds, standard)
    if result.total is not None:
        total = plain(shown(result.total, standard, *total_landmarks(standard)))
    return _("{score} ({verdict})", score=total, verdict=_(VERDICTS[result.verdict]))
