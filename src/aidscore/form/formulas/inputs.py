"""What people see computed where they fill in: deductions, scores, states, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from aidscore.form.columns import COLUMN_WORDS, letter
from aidscore.form.formulas.findings import is_fractional, is_listed, measured_at, ticks, too_long
from aidscore.form.formulas.sums import Sums
from aidscore.form.formulas.units import in_units
from aidscore.form.layout import ClauseRows, ItemRows, Slot, SubItemRows
from aidscore.model.form import KEPT_IN_FORM, MOST_COUNTED, TICK, SheetKey
from aidscore.model.quantity import exact
from aidscore.model.rule import All, Bands, Each, Fixed, Levels, Measured, Missing, Proportion, Range, Shortfall
from aidscore.model.standard import Veto
from aidscore.words import N_, _
from aidscore.xlsx.formula import literal

Formulas = Iterator[tuple[SheetKey, str, str]]
"""A sheet, a cell, and its formula."""

STATE_WORDS = {
    "not-examined": N_("not examined"),
    "met": N_("nothing deducted"),
    "not-met": N_("deducted"),
    "not-applicable": N_("not applicable"),
}
"""The states of a sub-item in the order of their numbers on the sheet of sums; the words are those that are signed."""
STATES = tuple(STATE_WORDS)


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


def _sound(sums: Sums, name: str, shown: str) -> str:
    """What is shown of something; that its entries are wrong where they are, and nothing computed from them."""
    return f"=IF({sums.at(name, 'trouble')}>0,{literal(_('wrong'))},{shown[1:]})"


def _item(sums: Sums, rows: ItemRows) -> Formulas:
    """What an item earned so far, by the entries and by the center's own score; what is wrong with its row."""
    name, whole = f"item {rows.item.id}", f"({sums.at('total all')}*{sums.unit})"
    nothing = f"OR({sums.at(name, 'unexamined')}>0,{sums.at(name, 'possible')}=0)"
    score = _shown(nothing, f"{sums.at(name, 'earned')}/{whole}")
    yield "scores", f"{letter('scores', 'score')}{rows.row}", _sound(sums, name, score)
    own = [f"{letter('scores', 'self')}{part.row}" for part in rows.sub_items]
    yield (
        "scores",
        f"{letter('scores', 'self')}{rows.row}",
        _shown(f"COUNT({','.join(own)})=0", f"SUM({','.join(own)})"),
    )
    yield "scores", f"{letter('scores', 'hint')}{rows.row}", _first_wrong([_wrong_box(rows.row)])


def _wrong_box(row: int) -> Wrong:
    """That the box for what was examined holds something else than a tick."""
    box = f"{letter('scores', 'amount')}{row}"
    return f'AND({box}<>"",NOT(EXACT({box},{literal(TICK)})))', _("{cell}: only {tick}", cell=box, tick=TICK)


def _wrong_own_score(part: SubItemRows) -> Wrong:
    """That the center's own score is no number of points that the sub-item can have."""
    cell, most = f"{letter('scores', 'self')}{part.row}", part.sub_item.points
    points = f"SUM({cell})"
    number = f"NOT(ISNUMBER({cell})),{points}<0,{points}*{most.denominator}>{most.numerator}"
    return f'AND({cell}<>"",OR({number}))', _("{cell}: 0 to {most}", cell=cell, most=exact(most))


def _sub_item(sums: Sums, part: SubItemRows) -> Formulas:
    """The state of a sub-item, what it lost, and its score."""
    name, row = f"sub-item {part.sub_item.id}", part.row
    state, whole = sums.at(name, "state"), f"({sums.at(name, 'per')}*{sums.unit})"
    yield "scores", f"{letter('scores', 'unit')}{row}", _sound(sums, name, _state(sums, name))
    lost = f"({sums.units_of(part.sub_item)}*{sums.at(name, 'per')}-{sums.at(name, 'left')})/{whole}"
    yield "scores", f"{letter('scores', 'effective')}{row}", _sound(sums, name, _shown(f"{state}<>2", lost))
    rescaled = sums.layout.edition.standard.not_applicable == "rescale"
    silent = f"OR({state}=0,{state}=3)" if rescaled else f"{state}=0"
    score = _shown(silent, f"{sums.at(name, 'earned')}/{whole}")
    yield "scores", f"{letter('scores', 'score')}{row}", _sound(sums, name, score)
    yield "scores", f"{letter('scores', 'hint')}{row}", _first_wrong([_wrong_box(row), _wrong_own_score(part)])


def _state(sums: Sums, name: str) -> str:
    """The state of a sub-item; nothing while nobody has said what was examined."""
    layout, state = sums.layout, sums.at(name, "state")
    scope = f"{layout.quoted('visit')}!{layout.visit_cell('examined')}"
    words = ",".join(literal(_(STATE_WORDS[state])) for state in STATES)
    return _shown(f'AND({state}=0,{scope}="")', f"CHOOSE({state}+1,{words})")


def _rule(sums: Sums, part: SubItemRows, rows: ClauseRows) -> Formulas:
    """What a rule takes away, and what is wrong with its rows; a wrong row takes nothing away."""
    name, points = f"rule {rows.clause.id}", sums.units_of(part.sub_item)
    nothing = f"{sums.at(name, 'active')}=0"
    per = f"*{sums.at(name, 'nominal-per')}" if is_fractional(rows) else ""
    nominal = f"{sums.at(name, 'nominal')}/({sums.unit}{per})"
    yield "scores", f"{letter('scores', 'nominal')}{rows.first}", _sound(sums, name, _shown(nothing, nominal))
    taken = f"{sums.at(name, 'effective')}/({sums.unit}*{sums.at(f'sub-item {part.sub_item.id}', 'per')})"
    yield "scores", f"{letter('scores', 'effective')}{rows.first}", _sound(sums, name, _shown(nothing, taken))
    for slot in rows.slots:
        wrong = [*_wrong(sums, rows, slot, points), *_out_of_scope(sums, part)]
        yield "scores", f"{letter('scores', 'hint')}{slot.first}", _hint(sums, rows, slot, wrong)


def _other(sums: Sums, rows: ClauseRows) -> Formulas:
    """Whether a veto holds, or what a bonus rule adds; and what is wrong with its rows."""
    name = f"rule {rows.clause.id}"
    active = sums.at(name, "active")
    if rows.sheet == "vetoes":
        held = _shown(f"{active}=0", literal(_("holds")))
        yield "vetoes", f"{letter('vetoes', 'result')}{rows.first}", _sound(sums, name, held)
    else:
        added = _shown(f"{active}=0", f"{sums.at(name, 'nominal')}/{sums.unit}")
        yield "bonus", f"{letter('bonus', 'nominal')}{rows.first}", _sound(sums, name, added)
    for slot in rows.slots:
        hint = _hint(sums, rows, slot, list(_wrong(sums, rows, slot, 0)))
        yield rows.sheet, f"{letter(rows.sheet, 'hint')}{slot.first}", hint


# ---- what is wrong with a row --------------------------------------------------------------------

Wrong = tuple[str, str]
"""A condition, and the words for it."""


def _hint(sums: Sums, rows: ClauseRows, slot: Slot, wrong: list[Wrong]) -> str:
    """The first thing that is wrong with a row; nothing where it is empty."""
    kept = KEPT_IN_FORM[rows.sheet]
    told = (cell for name, cell in slot.cells.items() if not name.startswith("missing/") and name not in kept)
    filled = "&".join(told) + '<>""'
    if isinstance(rows.deduct, Missing):
        filled = f"OR({filled},{measured_at(sums, rows, slot)})"
    return f'=IF({filled},{_first_wrong(wrong)[1:]},"")'


def _first_wrong(wrong: Sequence[Wrong]) -> str:
    """The words of the first condition that holds; nothing where none does."""
    formula = '""'
    for condition, words in reversed(wrong):
        formula = f"IF({condition},{literal(words)},{formula})"
    return f"={formula}"


def _named(slot: Slot, field: str) -> str:
    """An input as people look for it: its cell and the title of its column."""
    columns = {name: column for inputs in slot.fields for name, column in inputs}
    return _("{cell} ({column})", cell=slot.cells[field], column=_(COLUMN_WORDS[columns[field]]))


def _wrong(sums: Sums, rows: ClauseRows, slot: Slot, points: int) -> Iterator[Wrong]:
    """Everything that may be wrong with a row, the most telling first."""
    empty = next(iter(slot.cells))
    yield f"NOT({measured_at(sums, rows, slot)})", _("fill in {cell}", cell=_named(slot, empty))
    yield from _wrong_measure(sums, rows, slot, points)
    status = slot.cells["status"]
    known = is_listed(status, sums.lists.each("status/words"))
    yield f'AND({status}<>"",NOT({known}))', _("{cell}: choose from the list", cell=status)
    withdrawn = f"{status}={sums.words('status', 'withdrawn')}"
    yield f'AND({withdrawn},{slot.cells["status_note"]}="")', _("write why in {cell}", cell=slot.cells["status_note"])
    if isinstance(rows.deduct, Range) or isinstance(rows.clause, Veto):
        yield f'{slot.cells["note"]}=""', _("write it down in {cell}", cell=_named(slot, "note"))


def _out_of_scope(sums: Sums, part: SubItemRows) -> Iterator[Wrong]:
    """A finding on what was not examined, or does not apply."""
    name = f"sub-item {part.sub_item.id}"
    reason, box = f"{letter('scores', 'note')}{part.row}", f"{letter('scores', 'amount')}{part.row}"
    yield f"{sums.at(name, 'applies')}=0", _("{cell} says that it does not apply", cell=reason)
    yield f"{sums.at(name, 'examined')}=0", _("{cell} is not ticked as examined", cell=box)


def _wrong_measure(sums: Sums, rows: ClauseRows, slot: Slot, points: int) -> Iterator[Wrong]:
    """What may be wrong with how much a row says."""
    cells = slot.cells
    match rows.deduct:
        case Each():
            yield from _wrong_sample(slot, "count")
            tick = f"EXACT({cells['count']},{literal(TICK)})"
            words = _("{cell}: a whole number from 1", cell=cells["count"])
            yield f'AND({cells["count"]}<>"",NOT({tick}),{_no_count(cells["count"])})', words
        case Missing():
            found = ticks(sums, rows, slot)
            boxes = found.partition("!")[2]
            yield (
                f'SUMPRODUCT(--({found}<>""))<>SUMPRODUCT(--({found}={literal(TICK)}))',
                _("{cell}: only {tick}", cell=boxes, tick=TICK),
            )
        case Range() as span:
            words = _("{cell}: not within the range", cell=cells["points"])
            yield _no_points(span, cells["points"], sums.unit), words
        case Levels():
            known = is_listed(cells["level"], sums.lists.each(f"level/{rows.clause.id}"))
            yield f"NOT({known})", _("{cell}: choose from the list", cell=cells["level"])
            words = _("{cell}: a whole number from 1", cell=cells["count"])
            yield f'AND({cells["count"]}<>"",{_no_count(cells["count"])})', words
        case Shortfall() | Proportion() | Bands():
            yield from _wrong_sample(slot, "value")
            yield from _wrong_value(sums, rows, slot, points)
        case None | Fixed() | All():
            words = _("{cell}: only {tick}", cell=cells["found"], tick=TICK)
            yield f"NOT(EXACT({cells['found']},{literal(TICK)}))", words
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
    both = _("{cell} or {drawn} and {failed}, not both", cell=slot.cells[other], drawn=drawn, failed=failed)
    yield f'AND({slot.cells[other]}<>"",{given})', both
    yield f"AND({given},{_no_count(drawn)})", _("{cell}: a whole number from 1", cell=drawn)
    yield f"AND({given},{_no_count(failed, 0)})", _("{cell}: a whole number from 0", cell=failed)
    more = _("{failed} is more than {drawn}", failed=failed, drawn=drawn)
    yield f"AND({given},SUM({failed})>SUM({drawn}))", more


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
    words = _("{cell}: like 91.9% or 57/62", cell=value) if share else _("{cell}: a number", cell=value)
    yield f"AND({given},{bad})", words
    if share:
        yield f"AND({given},{above}>{below})", _("{cell}: at most 100%", cell=value)
    yield f"AND({given},{too_long(sums, rows, slot, points)})", _("{cell}: too many digits", cell=value)
