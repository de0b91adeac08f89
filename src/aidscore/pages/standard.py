"""What `aidscore standard` shows: the list of what is known, and a standard as a readable sheet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from aidscore.model.comparison import Comparison
from aidscore.model.page import Block, Cell, Column, Facts, Page, Paragraph, Table, row, text
from aidscore.model.quantity import exact
from aidscore.model.standard import BonusRule, Edition, Item, Rule, Standard, SubItem, Veto
from aidscore.pages.changes import changes_table
from aidscore.wording.codes import STANDARD_STATUSES, VETO_EFFECTS
from aidscore.wording.numbers import counted, exact_cell
from aidscore.wording.rules import deduct_text
from aidscore.wording.standards import floor_text, period_text, provisions
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
    blocks: list[Block] = [_head(edition), *_general(standard)]
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
    pairs = [
        (_("status"), _(STANDARD_STATUSES[standard.status])),
        (_("in effect"), period_text(standard)),
        (_("corrects version"), standard.corrects),
        (_("replaces version"), standard.replaces),
        (_("assessed bodies"), standard.body),
        *provisions(standard),
        (_("note"), standard.note or ""),
        (_("sha256"), edition.sha256),
        (_("file"), edition.source),
    ]
    return Facts(tuple((label, text(value)) for label, value in pairs if value))


def _general(standard: Standard) -> Iterator[Table]:
    """The provisions that hold for the whole standard, numbered."""
    if standard.general:
        columns = (Column(_("No."), "right", 6), Column(_("provision"), width=100))
        rows = tuple(row(str(number), provision) for number, provision in enumerate(standard.general, 1))
        yield Table(columns, rows, _("General provisions"))


def _item(item: Item) -> Table:
    """One item: its sub-items, and below each its rules."""
    title = f"{item.id} {_named(item)}  " + counted("{points} point", "{points} points", item.points)
    if item.pass_score is not None:
        title += "  " + floor_text(item)
    if item.motto:
        title += f"  {item.motto}"
    if item.note:
        title += "  " + _("note: {note}", note=item.note)
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
    name = _named(sub_item)
    if sub_item.requirement:
        name = _("{name}: {requirement}", name=name, requirement=sub_item.requirement)
    yield row(Cell(sub_item.id, None, "strong"), exact_cell(sub_item.points, "strong"), Cell(name, None, "strong"), "")
    if sub_item.methods:
        yield _below(_("by: {methods}", methods=sub_item.methods))
    if sub_item.note:
        yield _below(_("note: {note}", note=sub_item.note))
    for rule in sub_item.rules:
        yield row(rule.id, "", rule.text, deduct_text(rule.deduct, with_keys=True))
        yield from map(_below, _explained(rule))


def _named(part: Item | SubItem) -> str:
    """The name of an item or a sub-item, with the other names in use."""
    return part.name + (_(" ({names})", names=part.also) if part.also else "")


def _below(explanation: str) -> tuple[Cell, ...]:
    """The row of an explanation below a sub-item or a rule."""
    return row("", "", Cell(f"  {explanation}", None, "muted"), "")


def _explained(rule: Rule) -> Iterator[str]:
    """What a rule says beside its text and its deduction."""
    if rule.basis:
        yield _("basis: {basis}", basis=rule.basis)
    if rule.remedy:
        yield _("to put right: {remedy}", remedy=rule.remedy)
    if rule.owner:
        yield _("responsible: {owner}", owner=rule.owner)
    if rule.note:
        yield _("note: {note}", note=rule.note)


def _others(standard: Standard) -> Iterator[Table]:
    """Vetoes and bonus rules."""
    if standard.vetoes:
        rows = [(veto, _(VETO_EFFECTS[veto.effect])) for veto in standard.vetoes]
        yield _clauses(rows, _("consequence"), _("Vetoes"))
    if standard.bonus is not None:
        title = _("Bonus, never above the points of the whole: {points}", points=exact(standard.points))
        title += _(", at most {most}", most=exact(standard.bonus.max)) if standard.bonus.max else ""
        yield _clauses([(rule, deduct_text(rule.add)) for rule in standard.bonus.rules], _("addition"), title)


def _clauses(clauses: Sequence[tuple[Veto | BonusRule, str]], effect: str, title: str) -> Table:
    """Vetoes or bonus rules with what each of them does; the notes have a column where there are any."""
    columns = (
        Column(_("clause"), width=8),
        Column(_("text"), width=70),
        Column(effect, width=30),
        Column(_("basis"), width=34),
        Column(_("note"), width=30),
    )
    rows = [row(clause.id, clause.text, does, listed(clause.basis), clause.note) for clause, does in clauses]
    return _without_empty(columns, rows, title, {4})


def _without_empty(
    columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], title: str, optional: Collection[int]
) -> Table:
    """A table without those of its optional columns, given by their numbers from 0, that are empty in every row."""
    kept = [at for at in range(len(columns)) if at not in optional or any(cells[at].text for cells in rows)]
    return Table(tuple(columns[at] for at in kept), tuple(tuple(cells[at] for at in kept) for cells in rows), title)
