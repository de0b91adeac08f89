"""What can still change in a phase: disputes, the way to the mark and the target, other marks, a point more or less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

from aidscore.model.quantity import exact, ratio
from aidscore.model.rectification import CenterPlan
from aidscore.model.results import CenterResult
from aidscore.pages.plan import outlook_text
from aidscore.pages.report.blocks import (
    Block,
    ColumnPlot,
    Grid,
    Heading,
    PlotColumn,
    Row,
    Section,
    Sentence,
    Tick,
)
from aidscore.pages.report.city import named
from aidscore.pages.report.names import View
from aidscore.pages.report.pieces import (
    NOTHING,
    Link,
    Piece,
    Text,
    count,
    distance,
    filled,
    percent,
    total,
    whole,
)
from aidscore.pages.report.scores import score_of
from aidscore.reporting.result import CenterReport
from aidscore.reporting.sensitivity import Nudge
from aidscore.wording.codes import VERDICTS
from aidscore.wording.numbers import share_text
from aidscore.wording.parts import sub_items_text
from aidscore.wording.standards import body_word
from aidscore.words import _

MOST_NAMED = 20
"""Of more centers only the number is said."""

# ---- disputes


def disputes(view: View) -> Section | None:
    """Provisional results, and what they are if the disputes are upheld."""
    concerned = [(number, one) for number, one in enumerate(view.report.centers) if one.upheld is not None]
    if not concerned:
        return None
    found, key = view.report.disputes, f"{view.key}.disputes"
    parts = {
        "now": count(found.passed, f"{key}.passed"),
        "then": count(found.passed_if_upheld, f"{key}.passed_if_upheld"),
    }
    same = _(
        "If all disputes are rejected, {now} centers pass; if all are upheld, {then} as well: nothing depends on them."
    )
    other = _("If all disputes are rejected, {now} centers pass; if all are upheld, {then}.")
    is_same = all(one.upheld and one.upheld.verdict == one.result.verdict for _number, one in concerned)
    headings = (
        Heading(body_word(view.phase.edition.standard), is_wide=True),
        Heading(_("if rejected"), "right"),
        Heading(_("verdict"), "center"),
        Heading(_("if upheld"), "right"),
        Heading(_("verdict"), "center"),
    )
    rows = tuple(_dispute(view, number, one) for number, one in concerned)
    grid = Grid(headings, rows, _("Provisional results"))
    return Section(
        view.anchor("disputes"), _("Provisional results"), (Sentence(filled(same if is_same else other, **parts)), grid)
    )


def _dispute(view: View, number: int, one: CenterReport) -> Row:
    """A center with a provisional result."""
    center, upheld, standard = one.result, one.upheld or one.result, view.phase.edition.standard
    key = f"{view.key}.centers.{number}"
    return Row(
        (
            named(view, [center], is_full=True),
            score_of(center, standard, key),
            (_(VERDICTS[center.verdict]),),
            score_of(upheld, standard, f"{key}.if_disputes_upheld"),
            (_(VERDICTS[upheld.verdict]),),
        )
    )


# ---- the way to the mark and to the target


def way(view: View) -> Section | None:
    """The centers that did not pass, each with the fewest findings to rectify, and the way to the target."""
    open_ = [(number, one) for number, one in enumerate(view.report.centers) if one.plan.outlook != "passed"]
    if not open_:
        return None
    headings = (
        Heading(body_word(view.phase.edition.standard), is_wide=True),
        Heading(_("score"), "right"),
        Heading(_("to the pass mark"), "right"),
        Heading(_("fewest to rectify"), "right"),
        Heading(_("clauses"), is_wide=True),
        Heading(_("score then"), "right"),
    )
    rows = tuple(_way_row(view, number, one) for number, one in open_)
    grid = Grid(headings, rows, _("The way to the pass mark"), is_collapsed=not view.is_small)
    return Section(view.anchor("way"), _("The way to the pass mark and to the target"), (*_to_target(view), grid))


def _to_target(view: View) -> Iterator[Block]:
    """How many centers are lacking, and the fewest findings that let as many pass."""
    plan, key = view.report.plan, f"{view.key}.plan"
    if plan.lacking is None:
        return
    if not plan.lacking:
        yield Sentence((_("The target is reached."),))
        return
    lacking = count(plan.lacking, f"{key}.lacking")
    if plan.chosen is None or plan.fewest is None:
        sentence = _(
            "Centers that still have to pass to reach the target: {lacking}. Rectifying alone does not reach it."
        )
        yield Sentence(filled(sentence, lacking=lacking))
        return
    sentence = _(
        "Centers that still have to pass to reach the target: {lacking}. "
        "The fewest findings to rectify for it: {findings}, in {names}."
    )
    names = named(view, [one.center for one in plan.chosen])
    yield Sentence(filled(sentence, lacking=lacking, findings=count(plan.fewest, f"{key}.findings"), names=names))


def _way_row(view: View, number: int, one: CenterReport) -> Row:
    """A center that did not pass."""
    standard, key, plan = view.phase.edition.standard, f"{view.key}.centers.{number}", one.plan
    fewest = plan.fewest
    return Row(
        (
            named(view, [one.result], is_full=True),
            score_of(one.result, standard, key),
            NOTHING if one.distance is None else (distance(one.distance, standard, f"{key}.distance"),),
            NOTHING if fewest is None else (count(len(fewest.facts), f"{key}.plan.fewest.number"),),
            (outlook_text(plan),) if fewest is None else clauses(view, plan),
            NOTHING if fewest is None else (total(fewest.total, standard, f"{key}.plan.fewest.exact"),),
        )
    )


def clauses(view: View, plan: CenterPlan) -> Text:
    """The clauses of the fewest findings to rectify, and what is taken for granted."""
    rules = dict.fromkeys(fact.finding.rule for fact in plan.fewest.facts) if plan.fewest else {}
    pieces: list[Piece] = []
    for rule in rules:
        pieces += [*([_(", ")] if pieces else []), Link((rule,), view.clause(rule))]
    if plan.unexamined:
        text = _("if nothing is wrong in {ids}", ids=sub_items_text(plan.unexamined, view.phase.edition.standard))
        pieces += [*([_("; ")] if pieces else []), text]
    return tuple(pieces) or NOTHING


# ---- sensitivity


def firmness(view: View) -> Section | None:
    """What another pass mark, or a point more or less, would change."""
    if not view.phase.counts.participating:
        return None
    blocks = (*_marks(view), *_near(view), _nudges(view))
    return Section(view.anchor("sensitivity"), _("How firmly the result stands"), blocks)


def _marks(view: View) -> Iterator[Block]:
    """The pass rate at every mark."""
    standard, marks = view.phase.edition.standard, view.report.sensitivity.marks
    participating, target = view.phase.counts.participating, view.phase.target
    rates = [ratio(one.passed, participating) for one in marks]
    top = ratio(ceil(max(*rates, target.rate if target else 0) * 10) or 1, 10)
    columns = tuple(
        PlotColumn(exact(one.mark), ratio(rate, top), one.mark == standard.pass_mark)
        for one, rate in zip(marks, rates, strict=True)
    )
    lines = [Tick(1, share_text(top))]
    if target:
        lines.append(Tick(ratio(target.rate, top), _("target {rate}", rate=share_text(target.rate)), is_mark=True))
    yield ColumnPlot(
        title=_("Pass rate with other pass marks"),
        description=_("A column for each mark; the dark one is the mark that holds, the line is the target."),
        columns=columns,
        labels=tuple(range(0, len(columns), 5)),
        lines=tuple(lines),
        axis=_("pass mark"),
    )
    yield _marks_table(view)


def _marks_table(view: View) -> Grid:
    """The numbers of that plot; marks with which as many centers pass share a row."""
    standard, participating = view.phase.edition.standard, view.phase.counts.participating
    headings = (Heading(_("pass mark"), "right"), Heading(_("passed"), "right"), Heading(_("pass rate"), "right"))
    rows = []
    numbered = enumerate(view.report.sensitivity.marks)
    for passed, group in groupby(numbered, key=lambda pair: pair[1].passed):
        same = list(group)
        (first, low), (last, high) = same[0], same[-1]
        key = f"{view.key}.sensitivity.marks"
        marks: Text = (whole(low.mark, f"{key}.{first}.mark"),)
        if first != last:
            marks = filled(_("{low} - {high}"), low=marks, high=whole(high.mark, f"{key}.{last}.mark"))
        rate = percent(ratio(passed, participating), standard, f"{key}.{first}.rate")
        rows.append(Row((marks, (count(passed, f"{key}.{first}.passed"),), (rate,))))
    return Grid(headings, tuple(rows), _("Pass rate with other pass marks"), is_collapsed=True)


def _near(view: View) -> Iterator[Block]:
    """The mark of the target, and the centers near a mark."""
    standard, found, key = view.phase.edition.standard, view.report.sensitivity, f"{view.key}.sensitivity"
    near = _("Within one point of the pass mark: {names}.")
    yield Sentence(filled(near, names=_scored(view, found.near_pass)))
    if found.target_mark is not None:
        sentence = _("The highest pass mark at which the target is reached: {mark}; within one point of it: {names}.")
        mark = total(found.target_mark, standard, f"{key}.target_mark")
        yield Sentence(filled(sentence, mark=mark, names=_scored(view, found.near_target)))


def _scored(view: View, centers: Sequence[CenterResult]) -> Text:
    """Centers with their scores."""
    numbers = {one.result.center.id: number for number, one in enumerate(view.report.centers)}
    if not centers:
        return (_("none"),)
    if len(centers) > MOST_NAMED:
        return filled(_("{number} centers"), number=str(len(centers)))
    pieces: list[Piece] = []
    for center in centers:
        score = score_of(center, view.phase.edition.standard, f"{view.key}.centers.{numbers[center.center.id]}")
        pieces += [*([_(", ")] if pieces else []), *named(view, [center]), " ", *score]
    return tuple(pieces)


def _nudges(view: View) -> Grid:
    """What a point more or less in each item would turn."""
    headings = (
        Heading(_("item"), is_wide=True),
        Heading(_("with a point more they pass"), is_wide=True),
        Heading(_("with a point less they no longer pass"), is_wide=True),
    )
    nudges = view.report.sensitivity.nudges
    rows = tuple(
        Row(((f"{more.item.id} {more.item.name}",), _turned(view, more), _turned(view, less)))
        for more, less in zip(nudges[::2], nudges[1::2], strict=True)
    )
    return Grid(headings, rows, _("One point more or less in an item"))


def _turned(view: View, nudge: Nudge) -> Text:
    """The centers that a nudge turns to a pass, or away from it."""
    results = {one.result.center.id: one.result for one in view.report.centers}
    turned = [results[one.center.id] for one in nudge.turned if "pass" in (one.before, one.after)]
    if len(turned) > MOST_NAMED:
        return filled(_("{number} centers"), number=str(len(turned)))
    return named(view, turned) if turned else (_("none"),)
