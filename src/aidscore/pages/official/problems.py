"""What a center has to rectify: its problems by item in sentences, and as rows of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aidscore.model.quantity import Number, exact, total_of
from aidscore.model.rectification import CenterPlan, OpenFinding
from aidscore.model.results import CenterResult, Deduction, Fact, Visit
from aidscore.model.standard import Item, Standard, SubItem
from aidscore.scoring.details import details_of
from aidscore.scoring.parts import own_parts
from aidscore.scoring.standings import sheets_of
from aidscore.wording.numbers import SHORT, difference_text
from aidscore.wording.official import day_text, numeral
from aidscore.wording.rules import fact_text, in_sequence
from aidscore.words import _, listed, together

COVERT = "unannounced"
"""The channel whose evidence is not written into documents, since it tells how a covert visit was made."""
_ARTICLE = re.compile(r"第[〇一二三四五六七八九十百零0-9]+条|\b[Aa]rt(?:icle|\.)? ?\d")
_STOPS = "。；，.;, "


class Entry(NamedTuple):
    """What a rule took from a center on one sheet."""

    item: Item
    sub_item: SubItem
    deduction: Deduction
    own: tuple[Number, ...]
    """The points of each fact by itself, before what is free and before caps."""
    visit: Visit | None
    """The visit, where each has a sheet of its own; None for the one sheet that decides."""


class ItemProblems(NamedTuple):
    """The problems of one item."""

    number: str
    title: str
    """The name of the item with what was deducted."""
    sentences: tuple[str, ...]


class ProblemRow(NamedTuple):
    """A row of the list of problems; every cell is a text."""

    number: str
    clause: str
    found: str
    figure: str
    """How many or how much was found."""
    basis: str
    demand: str
    owner: str
    """Whose duty it is; empty for the center itself."""
    own: str
    """The points of the finding by itself."""
    effective: str
    """What it takes away; of a clause that is capped what all its findings do, in its first row."""
    worth: str
    """What rectifying this finding alone regains after all caps."""


@dataclass(frozen=True, slots=True)
class Problems:
    """Everything that a center has to rectify."""

    items: tuple[ItemProblems, ...]
    rows: tuple[ProblemRow, ...]
    total: str
    """What all clauses take away."""


def points_text(points: Number, standard: Standard) -> str:
    """Points as a document writes them: 4, 1.5; rounded by the standard where that would be a long decimal."""
    digits = exact(points)
    return digits if "/" not in digits and len(digits) <= SHORT else difference_text(points, standard.rounding)


def entries_of(center: CenterResult) -> list[Entry]:
    """Every rule that takes points away from a center, nominally at least, in the standard's order, sheet by sheet."""
    visits: Sequence[Visit | None] = [None]
    if center.deciding is None:
        visits = [counted.visit for counted in center.visits if counted.counts]
    return [
        Entry(
            item.item, part.sub_item, deduction, own_parts(deduction.rule, deduction.facts, part.sub_item.points), visit
        )
        for visit, sheet in zip(visits, sheets_of(center), strict=False)
        for item, part, deduction in details_of(sheet).deductions()
        if deduction.nominal
    ]


def problems_of(plan: CenterPlan, standard: Standard) -> Problems:
    """The problems of a center: those of an item that took most points first, as its readers expect them."""
    entries = entries_of(plan.center)
    covert = {one.visit.source for one in plan.center.visits if one.visit.record.channel == COVERT}
    ordered = [entry for item in standard.items for entry in _of_item(entries, item)]
    return Problems(
        tuple(_items(entries, standard, covert)),
        tuple(_rows(ordered, plan.findings, standard)),
        points_text(total_of([entry.deduction.effective for entry in entries]), standard),
    )


def _of_item(entries: Iterable[Entry], item: Item) -> list[Entry]:
    """The entries of an item, the largest deduction first."""
    return sorted((entry for entry in entries if entry.item is item), key=lambda entry: -entry.deduction.effective)


# ---- sentences


def _items(entries: Sequence[Entry], standard: Standard, covert: set[str]) -> Iterator[ItemProblems]:
    """The items with problems."""
    concerned = [item for item in standard.items if any(entry.item is item for entry in entries)]
    for place, item in enumerate(concerned, 1):
        own = _of_item(entries, item)
        lost = points_text(total_of([entry.deduction.effective for entry in own]), standard)
        title = _("{item}: {points} points deducted", item=item.name, points=lost)
        sentences = (_sentence(entry, standard, covert) for entry in own)
        numbered = tuple(_("{number}. {sentence}", number=n, sentence=one) for n, one in enumerate(sentences, 1))
        yield ItemProblems(numeral(place), title, numbered)


def _sentence(entry: Entry, standard: Standard, covert: set[str]) -> str:
    """The findings of a rule with their points, its clause, and the articles that it rests on."""
    deduction = entry.deduction
    whole = points_text(deduction.effective, standard)
    if len(deduction.facts) == 1:
        parts = [_("{found}, {points} points", found=_described(entry, deduction.facts[0], covert), points=whole)]
    else:
        parts = list(_shared(entry, standard, covert))
        if total_of(entry.own) != deduction.effective:
            parts.append(_("{points} points in all", points=whole))
    clauses = in_sequence([deduction.rule.id, *articles(deduction.rule.basis)])
    found = _("{found} ({clauses})", found=together(parts), clauses=clauses)
    return found if entry.visit is None else _("{day}: {found}", day=day_text(entry.visit.record.date), found=found)


def _shared(entry: Entry, standard: Standard, covert: set[str]) -> Iterator[str]:
    """The findings of a rule that has several, each with its own points, if any."""
    for fact, own in zip(entry.deduction.facts, entry.own, strict=True):
        found = _described(entry, fact, covert)
        points = points_text(own, standard)
        yield _("{found}, {points} points", found=found, points=points) if own else found


def _described(entry: Entry, fact: Fact, covert: set[str]) -> str:
    """A finding with its figure, the evidence of open visits, and whether it is disputed."""
    found, figure = found_and_figure(entry, fact)
    evidence = "" if fact.source in covert else listed(fact.finding.evidence)
    state = _("disputed") if fact.finding.status == "disputed" else ""
    said = "" if figure in found or figure.isdecimal() else figure
    beside = [part for part in (said, evidence, state) if part]
    return _("{found} ({beside})", found=found, beside=in_sequence(beside)) if beside else found


def found_and_figure(entry: Entry, fact: Fact) -> tuple[str, str]:
    """What was found in words, and in figures; where no words were written down, the clause says what it is about."""
    figure = fact_text(fact.finding, entry.deduction.rule.deduct)
    note = (fact.finding.note or "").strip().rstrip(_STOPS)
    return note or entry.deduction.rule.text.rstrip(_STOPS), figure


def articles(basis: Iterable[str]) -> list[str]:
    """What a clause rests on, as far as an article is named: 《法律援助条例》第十八条."""
    return [_titled(one) for one in basis if _ARTICLE.search(one)]


def _titled(basis: str) -> str:
    """A Chinese basis with its title in title marks."""
    found = _ARTICLE.search(basis)
    if found is None or not found.start() or "《" in basis or not found[0].startswith("第"):
        return basis
    return f"《{basis[: found.start()]}》{basis[found.start() :]}"


# ---- rows


def _rows(entries: Sequence[Entry], findings: Sequence[OpenFinding], standard: Standard) -> Iterator[ProblemRow]:
    """A row for each finding."""
    open_ = list(findings)
    number = 0
    for entry in entries:
        for place, (fact, own) in enumerate(zip(entry.deduction.facts, entry.own, strict=True)):
            number += 1
            worth = _taken(open_, fact)
            yield _row(entry, fact, standard)._replace(
                number=str(number),
                own=points_text(own, standard) if own else "–",
                effective=_effective(entry, place, standard),
                worth="–" if worth is None else points_text(worth, standard),
            )


def _effective(entry: Entry, place: int, standard: Standard) -> str:
    """What a finding takes away; where its clause is capped, what all findings of the clause do, beside the first."""
    effective, own = entry.deduction.effective, entry.own
    if len(own) == 1 or total_of(own) == effective:
        return points_text(effective if len(own) == 1 else own[place], standard)
    return "" if place else _("{points} points in all", points=points_text(effective, standard))


def _taken(open_: list[OpenFinding], fact: Fact) -> Number | None:
    """What a finding is worth, taken out of the list: two findings that are alike have one worth each."""
    for one in open_:
        if one.fact == fact:
            open_.remove(one)
            return one.worth
    return None


def _row(entry: Entry, fact: Fact, standard: Standard) -> ProblemRow:
    """What a row says in words."""
    rule = entry.deduction.rule
    found, figure = found_and_figure(entry, fact)
    if entry.visit is not None:
        found = _("{day}: {found}", day=day_text(entry.visit.record.date), found=found)
    if fact.finding.status == "disputed":
        found = _("{found} ({beside})", found=found, beside=_("disputed"))
    return ProblemRow(
        number="",
        clause=rule.id,
        found=found,
        figure=figure,
        basis=listed(articles(rule.basis)),
        demand=(rule.remedy or entry.sub_item.requirement or rule.text).strip().rstrip(_STOPS),
        owner=rule.owner or "",
        own="",
        effective="",
        worth="",
    )
