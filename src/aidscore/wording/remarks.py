"""What has to be said beside a score so that its numbers can be followed: rescaling, and disputed findings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from aidscore.model.quantity import Number, exact, ratio
from aidscore.model.results import Assessment, CenterResult, ItemResult, PhaseResult
from aidscore.model.standard import Standard
from aidscore.scoring.disputes import center_if_upheld
from aidscore.scoring.figures import shown, total_landmarks
from aidscore.scoring.verdict import floor_score
from aidscore.wording.codes import VERDICTS
from aidscore.wording.numbers import bounds_text, counted, plain
from aidscore.wording.parts import sub_items_text
from aidscore.wording.steps import about, equation
from aidscore.wording.visits import visit_text
from aidscore.words import _, together


def rescaling(sheet: Assessment) -> Iterator[str]:
    """How the total of a sheet, and what the floors of its items test, were rescaled; nothing where all applies."""
    standard = sheet.edition.standard
    if sheet.rescaled is None or sheet.possible == standard.points:
        return
    yield _(
        "{ids} not applicable, {possible} points possible: {computed}",
        ids=sub_items_text(sheet.not_applicable, standard),
        possible=exact(sheet.possible),
        computed=_rescaled_text(sheet.earned, sheet.possible, standard.points, _shown_total(sheet.rescaled, standard)),
    )
    if sheet.bonus:
        yield counted("bonus: {points} point", "bonus: {points} points", sheet.bonus)
    yield from (_rescaled_item(item, standard) for item in sheet.items if _is_tested_rescaled(item))


def _rescaled_text(earned: Number, possible: Number, points: Number, shown_as: Decimal) -> str:
    """A rescaling with its result as it is displayed: 88.6 / 96 x 100 ~ 92.3."""
    numbers = {"earned": exact(earned), "possible": exact(possible), "points": exact(points)}
    computed = _("{earned} / {possible} x {points}", **numbers)
    is_exact = ratio(earned * points, possible) == Fraction(shown_as)
    return equation(computed, plain(shown_as)) if is_exact else about(computed, plain(shown_as))


def _shown_total(total: Number, standard: Standard) -> Decimal:
    """A total as it is displayed."""
    return shown(total, standard, *total_landmarks(standard))


def _is_tested_rescaled(item: ItemResult) -> bool:
    """Whether the floor of an item tests a rescaled score."""
    return item.item.pass_score is not None and bool(item.possible) and item.possible != item.item.points


def _rescaled_item(item: ItemResult, standard: Standard) -> str:
    """The score of an item as its floor tests it."""
    floor = item.item.pass_score or 0
    score = shown(floor_score(item) or 0, standard, floor)
    return _(
        "item {id} for its floor {floor}: {computed}",
        id=item.item.id,
        floor=exact(floor),
        computed=_rescaled_text(item.earned, item.possible, item.item.points, score),
    )


def visit_remarks(visit_sheet: Assessment, upheld: Assessment | None) -> Iterator[str]:
    """The remarks on a visit; `upheld` is what it would be without its disputed findings."""
    yield from rescaling(visit_sheet)
    if upheld is not None:
        yield upheld_text(visit_sheet, upheld, visit_sheet.edition.standard)


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
        total = plain(_shown_total(result.total, standard))
    return _("{score} ({verdict})", score=total, verdict=_(VERDICTS[result.verdict]))
