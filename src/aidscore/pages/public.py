"""A standard as it is published: what holds for all of it, a row for each rule, what explains the text at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aidscore.model.comparison import Comparison
from aidscore.model.page import Block, Cell, Column, Facts, Page, Paragraph, Table, text
from aidscore.model.quantity import exact
from aidscore.model.rule import Missing
from aidscore.model.standard import BonusRule, Edition, Item, Rule, Standard, SubItem, Veto
from aidscore.pages.changes import changes_table
from aidscore.pages.former import Former
from aidscore.pages.marks import gone
from aidscore.wording.codes import STANDARD_STATUSES, VETO_EFFECTS
from aidscore.wording.phases import first_sentence
from aidscore.wording.rules import deduct_text
from aidscore.wording.standards import period_text, provisions
from aidscore.words import _, listed, together


def public_page(edition: Edition, since: Comparison | None = None) -> Page:
    """The standard in the form that officials know; what changed since a former version is marked in place.

    All changes, those of the whole standard too, are listed behind it with old and new side by side.
    """
    standard, former = edition.standard, Former(since)
    blocks: list[Block] = [Paragraph(first_sentence(standard.note), "open")] if standard.note else []
    blocks += [_head(standard, former), *_general(standard, former), _rules(standard, former)]
    blocks += _others(standard, former)
    if since is not None:
        blocks.append(changes_table(since, _("Changes since version {version}", version=former.version)))
    blocks += [*_notes(standard), *_elements(standard), _about(edition, former)]
    return Page(standard.title, tuple(blocks))


def _head(standard: Standard, former: Former) -> Facts:
    """What holds for the whole standard, and what decides about passing."""
    version = _("{version} ({status})", version=standard.version, status=_(STANDARD_STATUSES[standard.status]))
    pairs = [
        (_("version"), version),
        (_("in effect"), period_text(standard)),
        (_("corrects version"), standard.corrects),
        (_("replaces version"), standard.replaces),
        (_("assessed bodies"), standard.body),
    ]
    labels, texts = zip(*provisions(standard), strict=True)
    before = dict(provisions(former.standard)) if former.standard else {}
    cells = former.texts(texts, [before.get(label, "") for label in labels])
    known = ((label, text(said)) for label, said in pairs if said)
    return Facts((*known, *zip(labels, cells, strict=True)), _("At a glance"))


def _general(standard: Standard, former: Former) -> Iterator[Table]:
    """The provisions that hold for the whole standard, numbered."""
    new, old = standard.general, former.standard.general if former.standard else ()
    cells = former.texts(new, [*old[: len(new)], *[""] * (len(new) - len(old))])
    cells += map(gone, old[len(new) :])
    if cells:
        columns = (Column(_("No."), "right", 6), Column(_("provision"), width=100))
        rows = tuple((text(str(number)), cell) for number, cell in enumerate(cells, 1))
        yield Table(columns, rows, _("General provisions"))


def _notes(standard: Standard) -> Iterator[Table]:
    """The notes on single clauses, which explain them and are no part of the text."""
    clauses: list[Item | SubItem | Rule | Veto | BonusRule] = []
    for item, part in standard.sub_items():
        clauses += [*([item] if part is item.sub_items[0] else []), part, *part.rules]
    clauses += [*standard.vetoes, *(standard.bonus.rules if standard.bonus else ())]
    rows = [(clause_cell(clause.id), text(clause.note)) for clause in clauses if clause.note]
    if rows:
        columns = (Column(_("clause"), width=8), Column(_("note"), width=100))
        yield Table(columns, tuple(rows), _("Notes on single clauses"))


def _elements(standard: Standard) -> Iterator[Table]:
    """The keys of elements that have a label: a record may name them by either."""
    rules = [rule for _item, part in standard.sub_items() for rule in part.rules]
    rows = tuple(
        (clause_cell(rule.id), text(label), text(key))
        for rule in rules
        if isinstance(rule.deduct, Missing)
        for key, label in rule.deduct.of.items()
        if key != label
    )
    if rows:
        columns = (Column(_("clause"), width=8, group=2), Column(_("element"), width=60), Column(_("key"), width=30))
        yield Table(columns, rows, _("Keys of elements, for records"))


def _about(edition: Edition, former: Former) -> Facts:
    """What the authors say of their text, and what tells this file from any other."""
    before = former.standard.note if former.standard else None
    (note,) = former.texts([edition.standard.note or ""], [before or ""])
    pairs = [
        (_("note"), note),
        (_("standard"), text(edition.reference)),
        (_("file"), text(edition.source)),
        (_("sha256"), text(edition.sha256)),
    ]
    return Facts(tuple((label, said) for label, said in pairs if said.text), _("About this text"))


# ---- items, sub-items and rules


def _rules(standard: Standard, former: Former) -> Table:
    """A row for each rule; items and sub-items are groups of rows."""
    columns = (
        Column(_("clause"), width=8),
        Column(_("item"), width=14, group=1),
        Column(_("item points"), "right", 8, group=1),
        Column(_("floor"), "right", 7, group=1),
        Column(_("sub-item"), width=16, group=2),
        Column(_("points"), "right", 8, group=2),
        Column(_("requirement"), width=24, group=2),
        Column(_("rule of deduction"), width=38),
        Column(_("deduction"), width=24),
        Column(_("basis"), width=18),
        Column(_("to put right"), width=22),
        Column(_("responsible"), width=14),
        Column(_("method"), width=16, group=2),
        Column(_("change since version {version}", version=former.version), width=20),
    )
    rows = [row for item, part in standard.sub_items() for row in _sub_item_rows(item, part, former)]
    return _clauses(columns, rows, _("Items and rules"))


def _sub_item_rows(item: Item, part: SubItem, former: Former) -> Iterator[tuple[Cell, ...]]:
    """The rules of a sub-item, then those that it had in the former version."""
    of_item, (name, points, requirement, methods) = _item_cells(item, former), _sub_item_cells(part, former)
    above = [item.id, part.id] if part is item.sub_items[0] else [part.id]
    for clause, own, said in _rule_cells(part, former):
        changed = together([said, *map(former.named_sentences, above)])
        yield (clause, *of_item, name, points, requirement, *own, methods, text(changed))
        above = []


def _rule_cells(part: SubItem, former: Former) -> Iterator[tuple[Cell, Sequence[Cell], str]]:
    """The id, the texts and the changes of each rule of a sub-item; one without rules has an empty row."""
    for rule in part.rules:
        old = former.rule(rule)
        cells = former.texts(_rule_texts(rule), _rule_texts(old) if old else None)
        yield clause_cell(rule.id), cells, former.sentences(rule.id)
    for old in former.removed_rules(part):
        yield gone(old.id), [gone(said) for said in _rule_texts(old)], former.gone_sentence("rule")
    if not part.rules:
        yield text("-", "muted"), [text("")] * 5, ""


def _rule_texts(rule: Rule) -> list[str]:
    """The text of a rule, how it deducts, what it is based on, how to put it right and who has to."""
    return [rule.text, deduct_text(rule.deduct), listed(rule.basis), rule.remedy or "", rule.owner or ""]


def _item_cells(item: Item, former: Former) -> list[Cell]:
    """The name of an item, its points and its floor."""
    old = former.item(item)
    (name,) = former.texts([_named(item)], [_named(old)] if old else None)
    floor = text("") if item.pass_score is None else former.number(item.pass_score, old.pass_score if old else None)
    return [replace(name, anchor=item.id), former.number(item.points, old.points if old else None), floor]


def _sub_item_cells(part: SubItem, former: Former) -> list[Cell]:
    """The name of a sub-item, its points, what it requires, how it is examined."""
    old = former.sub_item(part)
    name, requirement, methods = former.texts(_sub_item_texts(part), _sub_item_texts(old) if old else None)
    points = former.number(part.points, old.points if old else None)
    return [replace(name, anchor=part.id), points, requirement, methods]


def _sub_item_texts(part: SubItem) -> list[str]:
    """The name of a sub-item, what it requires, how it is examined."""
    return [_named(part), part.requirement or "", listed(part.methods)]


def _named(part: Item | SubItem) -> str:
    """An item or a sub-item by its id and its names."""
    return f"{part.id} {part.name}" + (_(" ({names})", names=part.also) if part.also else "")


# ---- vetoes and bonus rules


def _others(standard: Standard, former: Former) -> Iterator[Table]:
    """Vetoes and bonus rules."""
    if vetoes := list(_veto_rows(standard, former)):
        yield _clauses(_other_columns(_("consequence"), former), vetoes, _("Vetoes"))
    if rules := list(_bonus_rows(standard, former)):
        title = _("Bonus, never above the points of the whole: {points}", points=exact(standard.points))
        if standard.bonus and standard.bonus.max:
            title += _(", at most {most}", most=exact(standard.bonus.max))
        yield _clauses(_other_columns(_("addition"), former), rules, title)


def _other_columns(does: str, former: Former) -> tuple[Column, ...]:
    """The columns of clauses outside the items; `does` is the title of what they do."""
    return (
        Column(_("clause"), width=8),
        Column(_("text"), width=50),
        Column(does, width=20),
        Column(_("basis"), width=24),
        Column(_("change since version {version}", version=former.version), width=26),
    )


def _veto_rows(standard: Standard, former: Former) -> Iterator[tuple[Cell, ...]]:
    """The vetoes, then those that are gone."""
    for veto in standard.vetoes:
        old = former.veto(veto)
        cells = former.texts(_veto_texts(veto), _veto_texts(old) if old else None)
        yield (clause_cell(veto.id), *cells, text(former.sentences(veto.id)))
    for old in former.removed_vetoes():
        yield (gone(old.id), *map(gone, _veto_texts(old)), text(former.gone_sentence("veto")))


def _veto_texts(veto: Veto) -> list[str]:
    """The text of a veto, its consequence, and what it is based on."""
    return [veto.text, _(VETO_EFFECTS[veto.effect]), listed(veto.basis)]


def _bonus_rows(standard: Standard, former: Former) -> Iterator[tuple[Cell, ...]]:
    """The bonus rules, then those that are gone."""
    for rule in standard.bonus.rules if standard.bonus else ():
        old = former.bonus_rule(rule)
        cells = former.texts(_bonus_texts(rule), _bonus_texts(old) if old else None)
        yield (clause_cell(rule.id), *cells, text(former.sentences(rule.id)))
    for old in former.removed_bonus_rules():
        yield (gone(old.id), *map(gone, _bonus_texts(old)), text(former.gone_sentence("bonus")))


def _bonus_texts(rule: BonusRule) -> list[str]:
    """The text of a bonus rule, what it adds, and what it is based on."""
    return [rule.text, deduct_text(rule.add), listed(rule.basis)]


# ---- tables of clauses


def clause_cell(name: str) -> Cell:
    """The id of a clause, which links lead to."""
    return Cell(name, None, "strong", anchor=name)


def _clauses(columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]], title: str) -> Table:
    """A table of clauses without the columns that are empty in all rows."""
    kept = [place for place in range(len(columns)) if any(cells[place].text for cells in rows)]
    return Table(
        tuple(columns[place] for place in kept), tuple(tuple(cells[place] for place in kept) for cells in rows), title
    )
