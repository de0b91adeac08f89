"""What people see computed where they fill in: deductions, scores, states, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from aidscore.form.columns import letter
from aidscore.form.formulas.findings import is_fractional, is_listed, measured_at, ticks, too_long
from aidscore.form.formulas.sums import Sums
from aidscore.form.formulas.units import in_units
from aidscore.form.layout import ClauseRows, ItemRows, Slot, SubItemRows
from aidscore.model.form import MOST_COUNTED, TICK, SheetKey
from aidscore.model.rule import All, Bands, Each, Fixed, Levels, Measured, Missing, Proportion, Range, Shortfall
from aidscore.model.standard import Veto
from aidscore.wording.codes import STATES as STATE_WORDS
from aidscore.words import _
from aidscore.xlsx.formula import literal

Formulas = Iterator[tuple[SheetKey, str, str]]
"""A sheet, a cell, and its formula."""

STATES = ("not-examined", "met", "not-met", "not-applicable")
"""The states of a sub-item, in the order of their numbers on the sheet of sums."""


def formulas_of(sums: Sums) -> Formulas:
    """Every formula of scores, vetoes and bonus."""
    for item in sums.layout.items:
        yield from _item(sums, item)
        for part in item.sub_items:
            yield from _sub_item(sums, part)
            for rows in part.rules:
                yield from _rule(sums, part, rows)
    for rows in (*sums.layout.vetoes, *sums.layout.bonus):
        yield from _other(sums, rows)


def _shown(silent: str, formula: str) -> str:
    """A number; nothing where there is none to show."""
    return f'=IF({silent},"",{formula})'


def _item(sums: Sums, rows: ItemRows) -> Formulas:
    """What an item lost and earned so far."""
    name, whole = f"item {rows.item.id}", f"({sums.at('total all')}*{sums.unit})"
    nothing = f"OR({sums.at(name, 'unexamined')}>0,{sums.at(name, 'possible')}=0)"
    yield "scores", f"{letter('scores', 'score')}{rows.row}", _shown(nothing, f"{sums.at(name, 'earned')}/{whole}")


def _sub_item(sums: Sums, part: SubItemRows) -> Formulas:
    """The state of a sub-item, what it lost, and its score."""
    name, row = f"sub-item {part.sub_item.id}", part.row
    state, whole = sums.at(name, "state"), f"({sums.at(name, 'per')}*{sums.unit})"
    words = ",".join(literal(_(STATE_WORDS[state])) for state in STATES)
    yield "scores", f"{letter('scores', 'unit')}{row}", f"=CHOOSE({state}+1,{words})"
    lost = f"({sums.units_of(part.sub_item)}*{sums.at(name, 'per')}-{sums.at(name, 'left')})/{whole}"
    yield "scores", f"{letter('scores', 'effective')}{row}", _shown(f"{state}<>2", lost)
    rescaled = sums.layout.edition.standard.not_applicable == "rescale"
    silent = f"OR({state}=0,{state}=3)" if rescaled else f"{state}=0"
    yield "scores", f"{letter('scores', 'score')}{row}", _shown(silent, f"{sums.at(name, 'earned')}/{whole}")


def _rule(sums: Sums, part: SubItemRows, rows: ClauseRows) -> Formulas:
    """What a rule takes away, and what is wrong with its rows."""
    name, points = f"rule {rows.clause.id}", sums.units_of(part.sub_item)
    nothing = f"{sums.at(name, 'active')}=0"
    per = f"*{sums.at(name, 'nominal-per')}" if is_fractional(rows) else ""
    nominal = f"{sums.at(name, 'nominal')}/({sums.unit}{per})"
    yield "scores", f"{letter('scores', 'nominal')}{rows.first}", _shown(nothing, nominal)
    taken = f"{sums.at(name, 'effective')}/({sums.unit}*{sums.at(f'sub-item {part.sub_item.id}', 'per')})"
    yield "scores", f"{letter('scores', 'effective')}{rows.first}", _shown(nothing, taken)
    for slot in rows.slots:
        wrong = [*_wrong(sums, rows, slot, points), *_out_of_scope(sums, part)]
        yield "scores", f"{letter('scores', 'hint')}{slot.first}", _hint(sums, rows, slot, wrong)


def _other(sums: Sums, rows: ClauseRows) -> Formulas:
    """Whether a veto holds, or what a bonus rule adds; and what is wrong with its rows."""
    name = f"rule {rows.clause.id}"
    active = sums.at(name, "active")
    if rows.sheet == "vetoes":
        yield "vetoes", f"{letter('vetoes', 'result')}{rows.first}", f'=IF({active}>0,{literal(_("holds"))},"")'
    else:
        added = f"{sums.at(name, 'nominal')}/{sums.unit}"
        yield "bonus", f"{letter('bonus', 'nominal')}{rows.first}", _shown(f"{active}=0", added)
    for slot in rows.slots:
        hint = _hint(sums, rows, slot, list(_wrong(sums, rows, slot, 0)))
        yield rows.sheet, f"{letter(rows.sheet, 'hint')}{slot.first}", hint


# ---- what is wrong with a row --------------------------------------------------------------------

Wrong = tuple[str, str]
"""A condition, and the words for it."""


def _hint(sums: Sums, rows: ClauseRows, slot: Slot, wrong: list[Wrong]) -> str:
    """The first thing that is wrong with a row; nothing where it is empty."""
    filled = "&".join(cell for name, cell in slot.cells.items() if not name.startswith("missing/")) + '<>""'
    if isinstance(rows.deduct, Missing):
        filled = f"OR({filled},{measured_at(sums, rows, slot)})"
    formula = '""'
    for condition, words in reversed(wrong):
        formula = f"IF({condition},{literal(words)},{formula})"
    return f'=IF({filled},{formula},"")'


def _wrong(sums: Sums, rows: ClauseRows, slot: Slot, points: int) -> Iterator[Wrong]:
    """Everything that may be wrong with a row, the most telling first."""
    yield f"NOT({measured_at(sums, rows, slot)})", _("nothing is said to be found")
    yield from _wrong_measure(sums, rows, slot, points)
    status = slot.cells["status"]
    known = is_listed(status, sums.lists.each("status/words"))
    yield f'AND({status}<>"",NOT({known}))', _("choose the status from the list")
    withdrawn = f"{status}={sums.words('status', 'withdrawn')}"
    yield f'AND({withdrawn},{slot.cells["status_note"]}="")', _("say why it is withdrawn")
    if isinstance(rows.deduct, Range) or isinstance(rows.clause, Veto):
        yield f'{slot.cells["note"]}=""', _("write down the facts")


def _out_of_scope(sums: Sums, part: SubItemRows) -> Iterator[Wrong]:
    """A finding on what was not examined, or does not apply."""
    name = f"sub-item {part.sub_item.id}"
    yield f"{sums.at(name, 'applies')}=0", _("the sub-item is said not to apply")
    yield f"{sums.at(name, 'examined')}=0", _("the sub-item is not ticked as examined")


def _wrong_measure(sums: Sums, rows: ClauseRows, slot: Slot, points: int) -> Iterator[Wrong]:
    """What may be wrong with how much a row says."""
    cells = slot.cells
    match rows.deduct:
        case Each():
            yield from _wrong_sample(slot, "count")
            tick = f"EXACT({cells['count']},{literal(TICK)})"
            yield f'AND({cells["count"]}<>"",NOT({tick}),{_no_count(cells["count"])})', _("a whole number from 1")
        case Missing():
            found = ticks(sums, rows, slot)
            yield (
                f'SUMPRODUCT(--({found}<>""))<>SUMPRODUCT(--({found}={literal(TICK)}))',
                _("only {tick} here", tick=TICK),
            )
        case Range() as span:
            yield _no_points(span, cells["points"], sums.unit), _("not within the range")
        case Levels():
            known = is_listed(cells["level"], sums.lists.each(f"level/{rows.clause.id}"))
            yield f"NOT({known})", _("choose the level from the list")
            yield f'AND({cells["count"]}<>"",{_no_count(cells["count"])})', _("a whole number from 1")
        case Shortfall() | Proportion() | Bands():
            yield from _wrong_sample(slot, "value")
            yield from _wrong_value(sums, rows, slot, points)
        case None | Fixed() | All():
            yield f"NOT(EXACT({cells['found']},{literal(TICK)}))", _("only {tick} here", tick=TICK)
        case _:
            assert_never(rows.deduct)


def _no_count(cell: str, least: int = 1) -> str:
    """The condition that a cell holds no whole number from 1 that can be counted with."""
    number = f"SUM({cell})"
    return f"OR(NOT(ISNUMBER({cell})),{number}<{least},{number}>{MOST_COUNTED},{number}<>INT({number}))"


def _wrong_sample(slot: Slot, other: str) -> Iterator[Wrong]:
    """What may be wrong with how many were drawn and failed, beside another way to say how much."""
    if "drawn" not in slot.cells:
        return
    drawn, failed = slot.cells["drawn"], slot.cells["failed"]
    given = f'{drawn}&{failed}<>""'
    yield f'AND({slot.cells[other]}<>"",{given})', _("either this or a sample, not both")
    bad = f"OR({_no_count(drawn)},{_no_count(failed, 0)},SUM({failed})>SUM({drawn}))"
    yield f"AND({given},{bad})", _("so many drawn, and of these so many failed")


def _no_points(span: Range, cell: str, unit: int) -> str:
    """The condition that a cell holds no points that an inspector may choose."""
    low, high = in_units(span.low, unit), in_units(span.high, unit)
    units = f"ROUND(SUM({cell})*{unit},0)"
    conditions = [
        f"NOT(ISNUMBER({cell}))",
        f"SUM({cell})<>{units}/{unit}",
        f"{units}<{max(low, 1)}",
        f"{units}>{high}",
    ]
    if span.step is not None:
        step = in_units(span.step, unit)
        conditions.append(f"({units}-{low})<>{step}*ROUND(({units}-{low})/{step},0)")
    return f"OR({','.join(conditions)})"


def _wrong_value(sums: Sums, rows: ClauseRows, slot: Slot, points: int) -> Iterator[Wrong]:
    """What may be wrong with a measured value."""
    name, value = f"slot {slot.id}", slot.cells["value"]
    above, below = sums.at(name, "above"), sums.at(name, "below")
    given = f'AND({value}<>"",{sums.at(name, "active")}=1)'
    share = isinstance(rows.deduct, Measured) and rows.deduct.is_share
    number = "" if share else f"NOT(ISNUMBER({value})),"
    bad = f"OR({number}{above}<0,{below}<=0,{above}<>INT({above}),{below}<>INT({below}))"
    yield f"AND({given},{bad})", _("a share: 91.9% or 57/62") if share else _("a number")
    if share:
        yield f"AND({given},{above}>{below})", _("a share is at most 100%")
    yield f"AND({given},{too_long(sums, rows, slot, points)})", _("too many digits")
