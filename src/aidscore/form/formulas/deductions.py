"""The list of deductions for the sheet that is signed: which clause, which facts, how many points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aidscore.form.formulas.sums import Sums
from aidscore.form.layout import ClauseRows, Slot
from aidscore.words import _
from aidscore.xlsx.formula import Formula, literal

LINES, SPARE = 18, 4
"""The lines of the list; a form with more deductions has so many to spare."""
LONGEST_FACTS = 2000
"""The most characters of facts in a line."""
RULE = "rule "


@dataclass(frozen=True, slots=True)
class Deductions:
    """The cells of each line by their keys, and what is said where the lines do not suffice."""

    lines: tuple[dict[str, Formula], ...]
    more: Formula


def write_deductions(sums: Sums, found: int) -> Deductions:
    """The list, for the sheet of sums and for that of the result; so many deductions are known beforehand."""
    clauses = list(sums.layout.clauses())
    _write_places(sums, clauses)
    for rows in clauses:
        _write_clause(sums, rows)
    lines = max(LINES, found + SPARE)
    sums.plan([f"line {number}" for number in range(1, lines + 1)], max(sums.rows.values()) + 2)
    last = f"MAX({_column(sums, clauses, 'place')})" if clauses else "0"
    more = f"{literal(_('More deductions, which are on the score sheet: '))}&{last}-{lines}"
    return Deductions(tuple(_lines(sums, clauses, lines)), Formula(f'=IF({last}>{lines},{more},"")'))


def _write_places(sums: Sums, clauses: list[ClauseRows]) -> None:
    """The place of each clause in the list: it has one if it deducts, adds or holds."""
    for number, rows in enumerate(clauses):
        before = f"MAX({_column(sums, clauses[:number], 'place')})+1" if number else "1"
        name = f"{RULE}{rows.clause.id}"
        counts = f"{sums.plain(name, 'nominal')}>0"
        if rows.sheet == "bonus":
            counts = f"AND({counts},{sums.plain('total vetoes')}=0)"  # a veto takes every bonus away
        sums.put(name, "place", f"IF({counts},{before},0)")


def _column(sums: Sums, clauses: list[ClauseRows], column: str) -> str:
    """The cells of a column from the first clause to the last one, as formulas on any sheet write them."""
    first, last = (f"{RULE}{rows.clause.id}" for rows in (clauses[0], clauses[-1]))
    return f"sums!{sums.plain(first, column)}:{sums.plain(last, column)}"


def _write_clause(sums: Sums, rows: ClauseRows) -> None:
    """What the list says of a clause: the facts of its findings, or else its text; and its points."""
    facts = ""
    for slot in rows.slots:
        facts = _add_facts(sums, rows, slot, facts)
    name = f"{RULE}{rows.clause.id}"
    text = sums.layout.cell(rows.sheet, "text", rows.first)
    text = f"LEFT({text},{min(len(rows.clause.text), LONGEST_FACTS)})"  # what was found last time may follow it
    sums.put(name, "facts", f'IF({facts}="",{text},{facts})')
    wrong = f"{sums.plain(name, 'trouble')}>0"
    sums.put(name, "shown", f"IF({wrong},{literal(_('wrong'))},{_points(sums, rows)})")


def _add_facts(sums: Sums, rows: ClauseRows, slot: Slot, before: str) -> str:
    """The facts of a finding behind those of the findings before it; gives the cell of all of them."""
    name, note = f"slot {slot.id}", sums.layout.input(rows, slot, "note")
    holds = f'AND({sums.plain(name, "active")}=1,{note}<>"")'
    facts = f'IF({holds},{note},"")'
    if before:
        facts = f'{before}&IF({holds},IF({before}="","",{literal(_("; "))})&{note},"")'
    sums.put(name, "facts", f"LEFT({facts},{LONGEST_FACTS})")
    return sums.plain(name, "facts")


def _points(sums: Sums, rows: ClauseRows) -> str:
    """What a clause takes away, or what else it does."""
    name = f"{RULE}{rows.clause.id}"
    match rows.sheet:
        case "vetoes":
            return literal(_("veto"))
        case "bonus":
            return f'"+"&{sums.plain(name, "nominal")}/{sums.unit}'
        case _:
            part = sums.layout.edition.rules[rows.clause.id][0]
            return f"{sums.plain(name, 'effective')}/({sums.unit}*{sums.plain(f'sub-item {part.id}', 'per')})"


def _lines(sums: Sums, clauses: list[ClauseRows], count: int) -> Iterator[dict[str, Formula]]:
    """The lines: each finds the clause that has its place."""
    for number in range(1, count + 1):
        name = f"line {number}"
        found = f"MATCH({number},{_column(sums, clauses, 'place')},0)" if clauses else "1/0"
        sums.put(name, "value", f"IFERROR({found},0)")
        at = sums.at(name)
        ids, facts, shown = (f"INDEX({_column(sums, clauses, key)},{at})" for key in ("id", "facts", "shown"))
        words = {"clause": f"MID({ids},{len(RULE) + 1},99)", "facts": facts, "points": shown}
        yield {column: Formula(f'=IF({at}=0,"",{formula})') for column, formula in words.items()}
