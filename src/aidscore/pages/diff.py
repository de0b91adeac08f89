"""What `aidscore diff` shows: the changes with their effects, and what they would do to real records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.change import Change
from aidscore.model.comparison import CenterImpact, ChangedExample, Comparison, LikelyHeirs, PhaseImpact
from aidscore.model.page import Block, Cell, Column, Facts, Page, Paragraph, Table, row, text
from aidscore.model.quantity import Number, Rounding, exact
from aidscore.model.results import PhaseResult
from aidscore.model.standard import Edition
from aidscore.pages.changes import changes_table
from aidscore.wording.changes import summary_text
from aidscore.wording.codes import verdict_cell
from aidscore.wording.numbers import score_text, share_text, total_cell
from aidscore.wording.phases import first_sentence, rate_text
from aidscore.wording.standards import period_text
from aidscore.words import _, listed


def diff_page(comparison: Comparison, *, whole: bool = True) -> Page:
    """Two versions compared; long texts in brief unless `whole`."""
    old, new, changes = comparison.old, comparison.new, comparison.changes
    blocks: list[Block] = [_head(old, new, changes)]
    if changes:
        blocks.append(changes_table(changes, whole=whole))
    blocks += _heirs(comparison.heirs)
    blocks += _examples(comparison.examples)
    for impact in comparison.impacts:
        blocks += _impact(impact)
    return Page(f"{old.reference} - {new.reference}", tuple(blocks))


def _head(old: Edition, new: Edition, changes: Sequence[Change]) -> Facts:
    """Which versions, and how many changes of each effect."""
    pairs = [
        (_("old"), text(f"{old.reference}  {period_text(old.standard)}  {old.standard.title}")),
        (_("new"), text(f"{new.reference}  {period_text(new.standard)}  {new.standard.title}")),
        (_("changes"), Cell(summary_text(changes), None, "strong")),
    ]
    if new.standard.note:
        pairs.append((_("note"), text(first_sentence(new.standard.note), "muted")))
    return Facts(tuple(pairs))


def _heirs(heirs: Sequence[LikelyHeirs]) -> Iterator[Table]:
    """What may continue a clause that is gone; never assumed."""
    if heirs:
        columns = (
            Column(_("gone"), width=10),
            Column(_("its text"), width=50),
            Column(_("perhaps continued by"), width=20),
        )
        rows = tuple(row(heir.former, heir.text, listed(heir.likely) or "-") for heir in heirs)
        yield Table(columns, rows, _("Gone without an heir: `was` in the new version would say what continues them"))


def _examples(changed: Sequence[ChangedExample]) -> Iterator[Table]:
    """The worked examples of the old version that come out otherwise."""
    if changed:
        columns = (
            Column(_("worked example"), width=50),
            Column(_("before"), "right", 16),
            Column(_("after"), "right", 16),
            Column(_("verdict before"), width=14),
            Column(_("verdict after"), width=14),
            Column(_("lost"), "right", 5),
        )
        rows = tuple(
            row(
                one.name,
                score_text(one.before),
                score_text(one.after),
                verdict_cell(one.before.verdict),
                verdict_cell(one.after.verdict),
                str(one.lost) if one.lost else "",
            )
            for one in changed
        )
        yield Table(columns, rows, _("Worked examples that come out otherwise"))


def _impact(impact: PhaseImpact) -> Iterator[Block]:
    """What the new version would have done to real records."""
    before, after = impact.before, impact.after
    yield _rates(before, after)
    columns = (
        Column(_("center"), width=34),
        Column(_("before"), "right", 14),
        Column(_("after"), "right", 14),
        Column(_("difference"), "right", 12),
        Column(_("verdict before"), width=16),
        Column(_("verdict after"), width=16),
        Column(_("lost"), "right", 5),
    )
    yield Table(columns, tuple(_center_row(center, impact) for center in impact.centers), _("Centers"))
    yield from _parts(impact)
    yield from _lost(impact)


def _rates(before: PhaseResult, after: PhaseResult) -> Facts:
    """Pass rate and target under both versions, and the verdicts that turn."""
    pairs = [
        (_("pass rate before"), Cell(rate_text(before), None, "strong")),
        (_("pass rate after"), Cell(rate_text(after), None, "strong")),
    ]
    for label, phase in ((_("target before"), before), (_("target after"), after)):
        if phase.target is not None:
            met = _("reached") if phase.target.met else _("not reached")
            said = _(
                "{rate} needs {needed}: {met}", rate=share_text(phase.target.rate), needed=phase.target.needed, met=met
            )
            pairs.append((label, Cell(said, None, "good" if phase.target.met else "bad")))
    return Facts(tuple(pairs), _("Impact on real records; not an official result"))


def _center_row(center: CenterImpact, impact: PhaseImpact) -> tuple[Cell, ...]:
    """One center under both versions."""
    old, new = impact.before.edition.standard, impact.after.edition.standard
    parts = listed(f"#{part.change + 1} {signed(part.difference, new.rounding)}" for part in center.parts)
    if center.in_order:
        parts += " " + _("(in declared order)")
    after = total_cell(center.after.total, new, "strong")
    if center.bounds is not None and center.bounds.low != center.bounds.high:
        low, high = total_cell(center.bounds.low, new), total_cell(center.bounds.high, new)
        after = Cell(_("{low} - {high}", low=low.text, high=high.text), None, "open")
    return row(
        center.center.name,
        total_cell(center.before.total, old),
        after,
        "-" if center.difference is None else signed(center.difference, new.rounding),
        verdict_cell(center.before.verdict),
        verdict_cell(center.after.verdict) if center.flips else text("="),
        str(len(center.lost)) if center.lost else "",
    )


def _parts(impact: PhaseImpact) -> Iterator[Table]:
    """What each change adds to each center's difference."""
    rows = tuple(
        row(center.center.name, _parts_text(center, impact.after.edition.standard.rounding))
        for center in impact.centers
        if center.parts
    )
    if rows:
        columns = (Column(_("center"), width=34), Column(_("change and its part, in points"), width=60))
        yield Table(columns, rows, _("What each change adds to the difference"))


def _parts_text(center: CenterImpact, rounding: Rounding) -> str:
    """The parts of a center's difference, by the numbers of the changes."""
    parts = listed(f"#{part.change + 1} {signed(part.difference, rounding)}" for part in center.parts)
    return parts + (" " + _("(in declared order)") if center.in_order else "")


def signed(number: Number, rounding: Rounding) -> str:
    """A difference with its sign, rounded for display."""
    shown = rounding.display(number)
    whole = exact(number)
    said = whole if ("/" not in whole and len(whole) <= 6) or (number and not shown) else format(shown, "f")
    return f"+{said}" if number > 0 else said


def _lost(impact: PhaseImpact) -> Iterator[Block]:
    """The findings that are not carried over, and verdicts that turn."""
    yield Paragraph(_("verdicts that turn: {n}", n=len(impact.flips)), "strong")
    if impact.lost:
        columns = (
            Column(_("center"), width=14),
            Column(_("rule"), width=10),
            Column(_("file"), width=60),
            Column(_("line"), "right", 6),
        )
        rows = tuple(row(finding.center, finding.rule, finding.source, str(finding.line)) for finding in impact.lost)
        title = _("Findings not carried over: the new version has no clause that they clearly belong to")
        yield Table(columns, rows, title)
