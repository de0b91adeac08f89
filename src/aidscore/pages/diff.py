"""What `aidscore diff` shows: first what the new version decides otherwise, then the changes, then all centers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.comparison import ChangedExample, Comparison, LikelyHeirs
from aidscore.model.page import Block, Cell, Column, Facts, Page, Table, row, text
from aidscore.pages.changes import changes_table
from aidscore.pages.impact import center_tables, decision, flips_table, lost_table
from aidscore.wording.changes import summary_text
from aidscore.wording.codes import verdict_cell
from aidscore.wording.numbers import count_cell, score_text
from aidscore.wording.phases import first_sentence
from aidscore.wording.standards import period_text
from aidscore.words import _, listed


def diff_page(comparison: Comparison, *, whole: bool = True) -> Page:
    """Two versions compared, in the order of spec section 9; texts and parts in brief unless `whole`."""
    blocks: list[Block] = []
    for impact in comparison.impacts:
        blocks += [decision(impact), *flips_table(impact, comparison)]
    blocks.append(_head(comparison))
    if comparison.changes:
        blocks.append(changes_table(comparison, whole=whole))
    blocks += _heirs(comparison.heirs)
    for impact in comparison.impacts:
        blocks += center_tables(impact, comparison, whole=whole)
    blocks += _examples(comparison.examples)
    for impact in comparison.impacts:
        blocks += lost_table(impact)
    return Page(f"{comparison.old.reference} - {comparison.new.reference}", tuple(blocks))


def _head(comparison: Comparison) -> Facts:
    """Which versions, and how many changes of each effect."""
    old, new = comparison.old, comparison.new
    pairs = [
        (_("old"), text(f"{old.reference}  {period_text(old.standard)}  {old.standard.title}")),
        (_("new"), text(f"{new.reference}  {period_text(new.standard)}  {new.standard.title}")),
        (_("changes"), Cell(summary_text(comparison.clauses), None, "strong")),
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
                count_cell(one.lost),
            )
            for one in changed
        )
        yield Table(columns, rows, _("Worked examples that come out otherwise"))
