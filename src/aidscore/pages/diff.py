"""What `aidscore diff` shows: first what the new version decides otherwise, then the changes, then all centers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.chinese import key_term
from aidscore.model.comparison import ChangedExample, Comparison, LikelyHeirs
from aidscore.model.page import Block, Cell, Column, Facts, Page, Table, row, text
from aidscore.model.results import Assessment
from aidscore.model.standard import Rule
from aidscore.pages.changes import changes_table
from aidscore.pages.impact import center_tables, decision, flips_table, lost_table
from aidscore.wording.changes import summary_text
from aidscore.wording.codes import verdict_cell
from aidscore.wording.numbers import count_cell, score_text, total_cell
from aidscore.wording.phases import first_sentence
from aidscore.wording.standards import period_text
from aidscore.words import _, listed


def diff_page(comparison: Comparison, *, whole: bool = True) -> Page:
    """Two versions compared, in the order of spec section 9; the parts of a center in one line unless `whole`."""
    blocks: list[Block] = []
    for impact in comparison.impacts:
        blocks += [decision(impact), *flips_table(impact, comparison)]
    blocks.append(_head(comparison))
    if comparison.changes:
        blocks.append(changes_table(comparison, _("Changes, clause by clause") if whole else None, whole=whole))
    blocks += _heirs(comparison.heirs)
    for impact in comparison.impacts:
        blocks += center_tables(impact, comparison, whole=whole)
    blocks += _examples(comparison.examples)
    for impact in comparison.impacts:
        blocks += lost_table(impact)
    return Page(_title(comparison, whole=whole), tuple(blocks))


def _title(comparison: Comparison, *, whole: bool) -> str:
    """What is compared: by the title of the standard where it is one standard, else by the references."""
    old, new = comparison.old, comparison.new
    if not whole or old.standard.id != new.standard.id:
        return f"{old.reference} - {new.reference}"
    return _(
        "{title}: versions {old} and {new} compared",
        title=new.standard.title,
        old=old.standard.version,
        new=new.standard.version,
    )


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
        title = _(
            "Gone without an heir: the key {key} of the new version would say what continues them",
            key=key_term(Rule, "was"),
        )
        yield Table(columns, rows, title)


def _score_cell(result: Assessment) -> Cell:
    """A score as a number; the bounds where there is none."""
    return text(score_text(result)) if result.total is None else total_cell(result.total, result.edition.standard)


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
                _score_cell(one.before),
                _score_cell(one.after),
                verdict_cell(one.before.verdict),
                verdict_cell(one.after.verdict),
                count_cell(one.lost),
            )
            for one in changed
        )
        yield Table(columns, rows, _("Worked examples that come out otherwise"))
