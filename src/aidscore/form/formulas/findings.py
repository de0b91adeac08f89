"""What each rule deducts for its findings, as formulas: the table of the spec's section 3 in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from aidscore.form.formulas.sums import OF_FINDING, Sums
from aidscore.form.formulas.units import LIMIT, Linear, coefficient_of, in_units, line_of
from aidscore.form.layout import ClauseRows, Slot
from aidscore.model.form import PLACES, SheetKey
from aidscore.model.rule import (
    All,
    Bands,
    Each,
    Fixed,
    Levels,
    Measured,
    Missing,
    Proportion,
    Range,
    Shortfall,
)
from aidscore.words import _

ONE = 10**PLACES


def write_findings(sums: Sums) -> str:
    """The rows of findings, and the nominal deduction of each rule; gives the cell with the rows in trouble."""
    troubles = ""
    for _item, part in sums.layout.sub_items():
        for rows in part.rules:
            troubles = _write_clause(sums, rows, sums.units_of(part.sub_item), troubles)
    for rows in (*sums.layout.vetoes, *sums.layout.bonus):
        troubles = _write_clause(sums, rows, 0, troubles)
    return troubles


def _write_clause(sums: Sums, rows: ClauseRows, points: int, troubles: str) -> str:
    """The findings of a clause and its nominal deduction; gives the cell with the rows in trouble so far."""
    for slot in rows.slots:
        name = f"slot {slot.id}"
        active = _active(sums, rows, slot)
        sums.put(name, "active", f"IF({active},1,0)")
        sums.put(name, "quantity", _quantity(sums, rows, slot))
        if isinstance(rows.deduct, Measured):
            _write_value(sums, rows, slot)
            _write_measured(sums, name, rows.deduct, rows.clause.id, points)
        status = sums.layout.input(rows, slot, "status")
        disputed = sums.words("status", "disputed")
        sums.put(name, "disputed", f"IF({status}={disputed},{sums.plain(name, 'active')},0)")
        hint = sums.layout.cell(rows.sheet, "hint", slot.first)
        sums.put(name, "trouble", f'IF({hint}="",0,1)')
        troubles = note_trouble(sums, name, row_words(sums, rows.sheet, slot.first), troubles)
    _write_rule(sums, rows, points)
    return troubles


def row_words(sums: Sums, sheet: SheetKey, row: int) -> str:
    """A row as people look for it; the sheet is named unless it is the score sheet."""
    if sheet == "scores":
        return _("row {row}", row=row)
    return _("{sheet}, row {row}", sheet=sums.layout.names[sheet], row=row)


def note_trouble(sums: Sums, name: str, words: str, troubles: str, column: str = "trouble") -> str:
    """Add a row to the list of those in trouble, if it is; gives the cell of the list."""
    in_trouble = f"{sums.plain(name, column)}=1"
    sums.put(name, "troubles", sums.joined(in_trouble, words, troubles, _(", ")))
    return sums.plain(name, "troubles")


def measured_at(sums: Sums, rows: ClauseRows, slot: Slot) -> str:
    """The condition that a row holds a finding."""
    cells = [
        sums.layout.input(rows, slot, name)
        for name in ("found", "count", "points", "value", "drawn", "failed")
        if name in slot.cells
    ]
    if isinstance(rows.deduct, Missing):
        return f'SUMPRODUCT(--({ticks(sums, rows, slot)}<>""))>0'
    if isinstance(rows.deduct, Levels):
        cells = [sums.layout.input(rows, slot, "level")]
    conditions = [f'{cell}<>""' for cell in cells]
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


def is_listed(cell: str, words: Sequence[str]) -> str:
    """The condition that a cell holds one of the words of a list, written exactly so.

    Each word is compared by itself: not every program compares with all cells of a range at once.
    """
    return f"OR({','.join(f'EXACT({cell},{word})' for word in words)})"


def ticks(sums: Sums, rows: ClauseRows, slot: Slot) -> str:
    """The cells in which the elements of a missing rule are ticked."""
    cells = [cell for name, cell in slot.cells.items() if name.startswith("missing/")]
    return f"{sums.layout.quoted(rows.sheet)}!{cells[0]}:{cells[-1]}"


def _active(sums: Sums, rows: ClauseRows, slot: Slot) -> str:
    """The condition that a row holds a finding that was not withdrawn."""
    status = sums.layout.input(rows, slot, "status")
    return f"AND({measured_at(sums, rows, slot)},{status}<>{sums.words('status', 'withdrawn')})"


def _quantity(sums: Sums, rows: ClauseRows, slot: Slot) -> str:
    """How many a finding counts, or the units that it deducts."""
    active = f"{sums.plain(f'slot {slot.id}', 'active')}=0"
    match rows.deduct:
        case Each():
            count = sums.layout.input(rows, slot, "count")
            failed = f"SUM({sums.layout.input(rows, slot, 'failed')})" if "failed" in slot.cells else "0"
            return f'IF({active},0,IF({count}<>"",IF(ISNUMBER({count}),{count},1),{failed}))'
        case Range():
            points = sums.layout.input(rows, slot, "points")
            return f"IF({active},0,IF(ISNUMBER({points}),ROUND({points}*{sums.unit},0),0))"
        case Levels():
            level, count = (sums.layout.input(rows, slot, name) for name in ("level", "count"))
            names, units = (sums.lists.each(f"level/{rows.clause.id}{part}") for part in ("", "/units"))
            worth = "+".join(f"EXACT({level},{name})*{amount}" for name, amount in zip(names, units, strict=True))
            return f"IF({active},0,({worth})*IF(ISNUMBER({count}),{count},1))"
        case None | Fixed() | All() | Missing() | Shortfall() | Proportion() | Bands():
            return sums.plain(f"slot {slot.id}", "active")
        case _:
            assert_never(rows.deduct)


def _write_value(sums: Sums, rows: ClauseRows, slot: Slot) -> None:
    """The value of a finding as two whole numbers, and its sample.

    A value comes as a number, or as a text: 91.9%, 57/62, 0.919. Texts are taken apart without asking for the value of
    a decimal, since a program in another language may write it with a comma. -1 means that there is no value.
    """
    name, value = f"slot {slot.id}", sums.layout.input(rows, slot, "value")
    own = {column: sums.plain(name, column) for column in OF_FINDING}
    nothing = f'OR({own["active"]}=0,{value}="")'
    text, slash, point = own["text"], own["slash"], own["point"]
    sums.put(name, "text", f'IF(ISTEXT({value}),SUBSTITUTE({value},"%",""),"")')
    sums.put(name, "slash", f'IFERROR(FIND("/",{text}),0)')
    sums.put(name, "point", f'FIND(".",{text}&".")')
    number = f"ROUND({value}*{ONE},0)"
    decimals = f'VALUE(LEFT(MID({text},{point}+1,{PLACES})&"{"0" * PLACES}",{PLACES}))'
    decimal = f"IF(LEN({text})-{point}>{PLACES},-1,VALUE(LEFT({text},{point}-1))*{ONE}+{decimals})"
    above = f"IFERROR(IF({slash}>0,VALUE(LEFT({text},{slash}-1)),{decimal}),-1)"
    below = f'IFERROR(IF({slash}>0,VALUE(MID({text},{slash}+1,9)),IF(RIGHT({value},1)="%",{ONE}*100,{ONE})),-1)'
    as_number = f"IF({value}={number}/{ONE},{number},-1)"
    sums.put(name, "above", f"IF({nothing},0,IF(ISNUMBER({value}),{as_number},{above}))")
    sums.put(name, "below", f"IF({nothing},0,IF(ISNUMBER({value}),{ONE},{below}))")
    for column in ("drawn", "failed"):
        if column in slot.cells:
            sums.put(name, column, f"{own['active']}*SUM({sums.layout.input(rows, slot, column)})")


def _write_measured(sums: Sums, name: str, deduct: Measured, clause: str, points: int) -> None:
    """What a value deducts: a numerator in units over a denominator."""
    own = {column: sums.plain(name, column) for column in OF_FINDING}
    common = f"GCD({own['above']},{own['below']})"
    valid = f"AND({own['above']}>=0,{own['below']}>0)"
    sums.put(name, "value-above", f"IFERROR(IF({valid},{own['above']}/{common},0),0)")
    sums.put(name, "value-below", f"IFERROR(IF({valid},{own['below']}/{common},0),0)")
    nothing = f"{own['value-below']}=0"
    match deduct:
        case Bands():
            above, below = (sums.lists.cells(f"band/{clause}/{part}") for part in ("above", "below"))
            higher = f"SUMPRODUCT(--({own['value-above']}*{below}<{above}*{own['value-below']}))"
            sums.put(name, "units", f"IF({nothing},0,{sums.lists.pick(f'band/{clause}/units', f'1+{higher}')})")
            sums.put(name, "per", 1)
        case Shortfall() | Proportion():
            _write_line(sums, name, deduct, points)
        case _:
            assert_never(deduct)


def _write_line(sums: Sums, name: str, deduct: Linear, points: int) -> None:
    """What a value below a limit deducts."""
    own = {column: sums.plain(name, column) for column in OF_FINDING}
    start, slope, per = line_of(deduct, points, sums.unit)
    sums.put(name, "height", f"MAX(0,{start}*{own['value-below']}-{slope}*{own['value-above']})")
    sums.put(name, "step", f"{per}*{own['value-below']}")
    nothing, height, step = f"{own['value-below']}=0", own["height"], own["step"]
    most = in_units(deduct.max, sums.unit) if isinstance(deduct, Shortfall) else 0
    if isinstance(deduct, Shortfall) and deduct.partial != "exact":
        whole = f"INT({height}/{step})" if deduct.partial == "floor" else f"INT(({height}+{step}-1)/{step})"
        units = f"{whole}*{in_units(deduct.points, sums.unit)}"
        sums.put(name, "units", f"IF({nothing},0,{f'MIN({most},{units})' if most else units})")
        sums.put(name, "per", 1)
        return
    common = f"GCD({height},{step})"
    quotient = {"units": (most, f"{height}/{common}"), "per": (1, f"{step}/{common}")}
    for column, (full, part) in quotient.items():
        capped = f"IF({height}>{most}*{step},{full},{part})" if most else part
        sums.put(name, column, f"IF({nothing},{0 if column == 'units' else 1},{capped})")


def is_fractional(rows: ClauseRows) -> bool:
    """Whether a rule may deduct what is no whole number of units."""
    match rows.deduct:
        case Shortfall(partial=partial):
            return partial == "exact"
        case Proportion():
            return True
        case None | Fixed() | All() | Each() | Missing() | Range() | Levels() | Bands():
            return False
        case _:
            assert_never(rows.deduct)


def _write_rule(sums: Sums, rows: ClauseRows, points: int) -> None:
    """The nominal deduction of a clause over all its findings, in units over a denominator."""
    name, slots = f"rule {rows.clause.id}", [f"slot {slot.id}" for slot in rows.slots]
    sums.put(name, "active", f"SUM({sums.span(slots, 'active')})")
    sums.put(name, "trouble", f"SUM({sums.span(slots, 'trouble')})")
    if not isinstance(rows.deduct, Measured):
        sums.put(name, "nominal", _nominal(sums, rows, points))
        sums.put(name, "nominal-per", 1)
        return
    drawn, failed = sums.span(slots, "drawn"), sums.span(slots, "failed")
    sums.put(name, "above", f"SUM({drawn})-SUM({failed})")
    sums.put(name, "below", f"SUM({drawn})")
    _write_measured(sums, name, rows.deduct, rows.clause.id, points)
    units, per = sums.span([*slots, name], "units"), sums.span([*slots, name], "per")
    if not is_fractional(rows):
        sums.put(name, "nominal", f"MAX({units})")
        sums.put(name, "nominal-per", 1)
        return
    whole = sums.plain(name, "nominal-per")
    sums.put(name, "nominal-per", f"IFERROR(LCM({per}),{LIMIT * 100})")
    for part in (*slots, name):
        sums.put(part, "scaled", f"{sums.plain(part, 'units')}*({whole}/{sums.plain(part, 'per')})")
    sums.put(name, "nominal", f"MAX({sums.span([*slots, name], 'scaled')})")


def _nominal(sums: Sums, rows: ClauseRows, points: int) -> str:
    """The nominal deduction of a clause that measures nothing, in units."""
    name, slots = f"rule {rows.clause.id}", [f"slot {slot.id}" for slot in rows.slots]
    active, quantities = sums.plain(name, "active"), sums.span(slots, "quantity")
    unit = sums.unit
    match rows.deduct:
        case Fixed(fixed):
            return f"IF({active}>0,{in_units(fixed, unit)},0)"
        case All():
            return f"IF({active}>0,{points},0)"
        case Each(each, _, most, free):
            forgiven = f"MAX(0,SUM({quantities})-{free})" if free else f"SUM({quantities})"
            return at_most(f"{in_units(each, unit)}*{forgiven}", in_units(most, unit))
        case Missing(missing, _, most):
            found = (
                f'{sums.plain(f"slot {slot.id}", "active")}*({ticks(sums, rows, slot)}<>"")' for slot in rows.slots
            )
            return at_most(f"{in_units(missing, unit)}*SUMPRODUCT(--({'+'.join(found)}>0))", in_units(most, unit))
        case Range() as span:
            return at_most(f"SUM({quantities})", in_units(span.high if span.max is None else span.max, unit))
        case Levels(_, most):
            return at_most(f"SUM({quantities})", in_units(most, unit))
        case None:
            return active
        case Shortfall() | Proportion() | Bands():
            raise AssertionError("a measured rule deducts by its value")
        case _:
            assert_never(rows.deduct)


def at_most(units: str, most: int) -> str:
    """Units, or the cap where they exceed it; 0 is none."""
    return f"MIN({most},{units})" if most else units


def too_long(sums: Sums, rows: ClauseRows, slot: Slot, points: int) -> str:
    """The condition that a value has more digits than can be computed with."""
    assert rows.deduct is not None
    name = f"slot {slot.id}"
    value = f"MAX({sums.at(name, 'value-above')},{sums.at(name, 'value-below')})"
    return f"{value}*{coefficient_of(rows.deduct, points, sums.unit)}>{LIMIT}"
