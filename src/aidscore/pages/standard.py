"""What `aidscore standard` shows: the list of what is known, and a standard as a readable sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidscore.model.comparison import Comparison
from aidscore.model.page import Block, Cell, Column, Facts, Page, Paragraph, Table, row, text
from aidscore.model.quantity import exact
from aidscore.model.standard import Edition, Item, Standard, SubItem
from aidscore.pages.changes import changes_table
from aidscore.wording.codes import POLICIES, STANDARD_STATUSES, VETO_EFFECTS
from aidscore.wording.numbers import counted, exact_cell
from aidscore.wording.rules import deduct_text
from aidscore.wording.standards import floor_text, grades_text, period_text, rounding_text
from aidscore.words import _, listed


def list_page(known: Sequence[tuple[str, str, Edition | None]]) -> Page:
    """Every known standard with its status: its reference, its path, and its edition, None where it has errors."""
    columns = (
        Column(_("standard"), width=40),
        Column(_("status"), width=12),
        Column(_("in effect"), width=26),
        Column(_("title"), width=60),
        Column(_("file"), width=70),
    )
    rows = tuple(_list_row(reference, path, edition) for reference, path, edition in known)
    return Page("", (Table(columns, rows),) if rows else (Paragraph(_("no standard is known")),))


def _list_row(reference: str, path: str, edition: Edition | None) -> tuple[Cell, ...]:
    """One standard."""
    if edition is None:
        return row(
            Cell(reference, None, "strong"), Cell(_("has errors"), None, "bad"), "", "", Cell(path, None, "muted")
        )
    standard = edition.standard
    return row(
        Cell(reference, None, "strong"),
        _(STANDARD_STATUSES[standard.status]),
        period_text(standard),
        standard.title,
        Cell(path, None, "muted"),
    )


def standard_page(edition: Edition, since: Comparison | None = None) -> Page:
    """The whole standard: head, items with sub-items and rules, vetoes, bonus; what changed since a former version."""
    standard = edition.standard
    blocks: list[Block] = [_head(edition)]
    blocks += (_item(item) for item in standard.items)
    blocks += _others(standard)
    if since is not None:
        blocks.append(_all_changes(since))
    return Page(f"{standard.title}  {standard.reference}", tuple(blocks))


def _all_changes(since: Comparison) -> Table:
    """Every change since a former version, with old and new side by side."""
    return changes_table(since, _("Changes since {version}", version=since.old.reference))


def _head(edition: Edition) -> Facts:
    """What holds for the whole standard."""
    standard = edition.standard
    floors = [f"{item.id} {item.name} {exact(item.pass_score)}" for item in standard.items if item.pass_score]
    pairs = [
        (_("status"), _(STANDARD_STATUSES[standard.status])),
        (_("in effect"), period_text(standard)),
        (_("summary"), standard.summary or ""),
        (_("points"), _("{points}; pass mark {mark}", points=exact(standard.points), mark=exact(standard.pass_mark))),
        (_("floors of items"), listed(floors)),
        (_("grades"), grades_text(standard.grades)),
        (_("not applicable"), _(POLICIES[standard.not_applicable])),
        (_("rounding"), _("{rounding}; for display only", rounding=rounding_text(standard.rounding))),
        (_("note"), standard.note or ""),
        (_("sha256"), edition.sha256),
        (_("file"), edition.source),
    ]
    return Facts(tuple((label, text(said)) for label, said in pairs if said))


def _item(item: Item) -> Table:
    """One item: its sub-items, and below each its rules."""
    title = f"{item.id} {item.name}" + (_(" ({names})", names=item.also) if item.also else "")
    title += "  " + counted("{points} point", "{points} points", item.points)
    if item.pass_score is not None:
        title += "  " + floor_text(item)
    if item.motto:
        title += f"  {item.motto}"
    columns = (
        Column(_("clause"), width=8),
        Column(_("points"), "right", 8),
        Column(_("text"), width=70),
        Column(_("deduction"), width=50),
    )
    rows = tuple(line for sub_item in item.sub_items for line in _sub_item_rows(sub_item))
    return Table(columns, rows, title)


def _sub_item_rows(sub_item: SubItem) -> Iterator[tuple[Cell, ...]]:
    """A sub-item and its rules; how it is examined and what a rule rests on stand below each."""
    said = sub_item.name
    if sub_item.requirement:
        said = _("{name}: {requirement}", name=said, requirement=sub_item.requirement)
    yield row(Cell(sub_item.id, None, "strong"), exact_cell(sub_item.points, "strong"), Cell(said, None, "strong"), "")
    if sub_item.methods:
        yield row("", "", Cell(_("  by: {methods}", methods=sub_item.methods), None, "muted"), "")
    for rule in sub_item.rules:
        yield row(rule.id, "", rule.text, deduct_text(rule.deduct))
        if rule.basis:
            yield row("", "", Cell(_("  basis: {basis}", basis=rule.basis), None, "muted"), "")


def _others(standard: Standard) -> Iterator[Table]:
    """Vetoes and bonus rules."""
    if standard.vetoes:
        columns = (
            Column(_("clause"), width=8),
            Column(_("text"), width=70),
            Column(_("consequence"), width=30),
            Column(_("basis"), width=34),
        )
        rows = tuple(
            row(veto.id, veto.text, _(VETO_EFFECTS[veto.effect]), listed(veto.basis)) for veto in standard.vetoes
        )
        yield Table(columns, rows, _("Vetoes"))
    if standard.bonus is not None:
        columns = (
            Column(_("clause"), width=8),
            Column(_("text"), width=70),
            Column(_("addition"), width=30),
            Column(_("basis"), width=34),
        )
        title = _("Bonus, never above the points of the whole: {points}", points=exact(standard.points))
        title += _(", at most {most}", most=exact(standard.bonus.max)) if standard.bonus.max else ""
        rows = tuple(
            row(rule.id, rule.text, deduct_text(rule.add), listed(rule.basis)) for rule in standard.bonus.rules
        )
        yield Table(columns, rows, title)
