"""Sub-items, items, total, verdict: the steps of the spec's section 6 as formulas over whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aidscore.form.formulas.findings import at_most, is_fractional, note_trouble, row_words, write_findings
from aidscore.form.formulas.sums import Sums
from aidscore.form.formulas.units import LIMIT, in_units
from aidscore.form.layout import ClauseRows, Layout, SubItemRows
from aidscore.form.lists import Lists
from aidscore.model.standard import Item

FIRST = 3
TOTALS = (
    *("all", "earned", "possible", "unexamined", "applicable", "complete", "vetoes", "zeroes", "bonus"),
    *("over", "base", "low", "high", "reached-low", "reached-high", "floors-low", "floors-high"),
    *("disputed", "exact", "verdict", "granted", "troubles", "missing-ids", "veto-ids"),
)


def sums_of(layout: Layout, lists: Lists, unit: int) -> Sums:
    """Every formula of the sheet but those of the numbers that are shown."""
    sums = Sums(layout, lists, unit)
    row = sums.plan([name for rows in layout.clauses() for name in _names(rows)], FIRST)
    row = sums.plan([f"sub-item {part.sub_item.id}" for _, part in layout.sub_items()], row)
    row = sums.plan([f"item {item.item.id}" for item in layout.items], row)
    sums.plan([f"total {name}" for name in TOTALS], row)
    troubles = write_findings(sums)
    troubles = _write_sub_items(sums, troubles)
    troubles = _write_items(sums, troubles)
    _write_totals(sums, troubles)
    return sums


def _names(rows: ClauseRows) -> list[str]:
    """The rows of a clause: one for each finding, one for itself."""
    return [*(f"slot {slot.id}" for slot in rows.slots), f"rule {rows.clause.id}"]


# ---- sub-items and items -------------------------------------------------------------------------


def _write_sub_items(sums: Sums, troubles: str) -> str:
    """Step 2: the rules of each sub-item use up its points in their order; step 4: what does not apply.

    Gives the cell with the rows in trouble so far.
    """
    ids = ""
    for item, part in sums.layout.sub_items():
        name, points = f"sub-item {part.sub_item.id}", sums.units_of(part.sub_item)
        _write_examined(sums, item.row, part)
        fractional = [sums.plain(f"rule {rows.clause.id}", "nominal-per") for rows in part.rules if is_fractional(rows)]
        sums.put(name, "per", f"IFERROR(LCM({','.join(fractional)}),{LIMIT * 100})" if fractional else 1)
        per, left = sums.plain(name, "per"), _write_effective(sums, part, points)
        sums.put(name, "left", left)
        sums.put(name, "lost", "+".join(sums.plain(f"rule {r.clause.id}", "nominal") for r in part.rules) or 0)
        state, lost = sums.plain(name, "state"), sums.plain(name, "lost")
        applies, examined = sums.plain(name, "applies"), sums.plain(name, "examined")
        sums.put(name, "state", f"IF({applies}=0,3,IF({examined}=0,0,IF({lost}>0,2,1)))")
        policy = sums.layout.edition.standard.not_applicable
        given = f"{points}*{per}" if policy == "full" else "0"
        sums.put(name, "earned", f"IF({state}=3,{given},IF({state}=0,0,{sums.plain(name, 'left')}))")
        sums.put(name, "possible", f"IF({state}=3,0,{points})" if policy == "rescale" else points)
        sums.put(name, "unexamined", f"IF({state}=0,{points},0)")
        sums.put(name, "missing-ids", sums.joined(f"{state}=0", part.sub_item.id, ids, " "))
        ids = sums.plain(name, "missing-ids")
        troubles = _write_trouble(sums, name, part.row, [f"rule {rows.clause.id}" for rows in part.rules], troubles)
    return troubles


def _write_trouble(sums: Sums, name: str, row: int, parts: Sequence[str], troubles: str) -> str:
    """Whether the row of an item or sub-item, or one of its parts, is in trouble; gives the cell with all such rows."""
    sums.put(name, "own-trouble", f'IF({sums.layout.cell("scores", "hint", row)}="",0,1)')
    own = sums.plain(name, "own-trouble")
    sums.put(name, "trouble", "+".join([own, *(sums.plain(part, "trouble") for part in parts)]))
    return note_trouble(sums, name, row_words(sums, "scores", row), troubles, "own-trouble")


def _write_examined(sums: Sums, item_row: int, part: SubItemRows) -> None:
    """Whether a sub-item applies, and whether it was examined."""
    layout, name = sums.layout, f"sub-item {part.sub_item.id}"
    reason = layout.cell("scores", "note", part.row)
    own, above = layout.cell("scores", "amount", part.row), layout.cell("scores", "amount", item_row)
    scope = f"{layout.quoted('visit')}!{layout.visit_cell('examined')}"
    everything = sums.words("scope", "all")
    sums.put(name, "applies", f'IF({reason}="",1,0)')
    sums.put(name, "examined", f'IF(OR({scope}={everything},{own}<>"",{above}<>""),1,0)')


def _write_effective(sums: Sums, part: SubItemRows, points: int) -> str | int:
    """What each rule takes of what the rules before it have left; gives what is left at the end."""
    per = sums.plain(f"sub-item {part.sub_item.id}", "per")
    left = f"{points}*{per}"
    for rows in part.rules:
        name = f"rule {rows.clause.id}"
        nominal, own_per = sums.plain(name, "nominal"), sums.plain(name, "nominal-per")
        sums.put(name, "wanted", f"{nominal}*({per}/{own_per})")
        sums.put(name, "effective", f"MIN({sums.plain(name, 'wanted')},{left})")
        sums.put(name, "left", f"{left}-{sums.plain(name, 'effective')}")
        left = sums.plain(name, "left")
    return left


def _write_items(sums: Sums, troubles: str) -> str:
    """Step 3: items are the sums of their sub-items; step 7: their floors. Gives the cell with the rows in trouble."""
    whole = sums.plain("total all")
    for item in sums.layout.items:
        name, parts = f"item {item.item.id}", [f"sub-item {part.sub_item.id}" for part in item.sub_items]
        earned, per = sums.span(parts, "earned"), sums.span(parts, "per")
        sums.put(name, "earned", f"SUMPRODUCT({earned}*({whole}/{per}))")
        sums.put(name, "possible", f"SUM({sums.span(parts, 'possible')})")
        sums.put(name, "unexamined", f"SUM({sums.span(parts, 'unexamined')})")
        reached = {"reached-low": "", "reached-high": f"+{sums.plain(name, 'unexamined')}*{whole}"}
        for column, more in reached.items():
            sums.put(name, column, _reached(sums, item.item, more))
        troubles = _write_trouble(sums, name, item.row, parts, troubles)
    return troubles


def _reached(sums: Sums, item: Item, more: str) -> str | int:
    """Whether an item reaches its floor; 1 where it has none, or where nothing of it is possible."""
    if item.pass_score is None:
        return 1
    name, units, least = f"item {item.id}", in_units(item.points, sums.unit), in_units(item.pass_score, sums.unit)
    possible = sums.plain(name, "possible")
    scaled = f"({sums.plain(name, 'earned')}{more})*{units}"
    return f"IF({possible}=0,1,IF({scaled}>={least}*{possible}*{sums.plain('total all')},1,0))"


# ---- the whole -----------------------------------------------------------------------------------


def _write_totals(sums: Sums, troubles: str) -> None:
    """Steps 4 to 8; `troubles` is the cell with the rows in trouble."""
    layout, standard = sums.layout, sums.layout.edition.standard
    parts = [f"sub-item {part.sub_item.id}" for _, part in layout.sub_items()]
    items = [f"item {item.item.id}" for item in layout.items]
    slots = [f"slot {slot.id}" for rows in layout.clauses() for slot in rows.slots]
    value = {name: sums.plain(f"total {name}") for name in TOTALS}
    points, mark = in_units(standard.points, sums.unit), in_units(standard.pass_mark, sums.unit)
    whole = f"{value['possible']}={points}"
    base = f"IF({whole},{{0}},IF({value['possible']}=0,0,({{0}})*{points}))"
    with_bonus = f"MIN({points}*{value['over']},{{0}}+{value['bonus']}*{value['over']})"
    high = base.format(f"{value['earned']}+{value['unexamined']}*{value['all']}")
    formulas = {
        "all": f"IFERROR(LCM({sums.span(parts, 'per')}),{LIMIT * 100})",
        "earned": f"SUM({sums.span(items, 'earned')})",
        "possible": f"SUM({sums.span(items, 'possible')})",
        "unexamined": f"SUM({sums.span(items, 'unexamined')})",
        "applicable": f"IF(SUM({sums.span(parts, 'applies')})>0,1,0)",
        "complete": f"IF(AND({value['applicable']}=1,{value['unexamined']}=0),1,0)",
        "vetoes": _vetoes(sums, zero=False),
        "zeroes": _vetoes(sums, zero=True),
        "bonus": f"IF({value['vetoes']}>0,0,{_bonus(sums)})",
        "over": f"IF({whole},{value['all']},IF({value['possible']}=0,1,{value['all']}*{value['possible']}))",
        "base": base.format(value["earned"]),
        "low": f"IF({value['zeroes']}>0,0,{with_bonus.format(value['base'])})",
        "high": f"IF({value['zeroes']}>0,0,{with_bonus.format(high)})",
        "reached-low": f"IF({value['low']}>={mark}*{value['over']},1,0)",
        "reached-high": f"IF({value['high']}>={mark}*{value['over']},1,0)",
        "floors-low": f"MIN({sums.span(items, 'reached-low')})",
        "floors-high": f"MIN({sums.span(items, 'reached-high')})",
        "disputed": f"SUM({sums.span(slots, 'disputed')})" if slots else "0",
        "exact": _exact(sums, value, points),
        "granted": f"IF({value['bonus']}=0,0,MIN({value['bonus']}*{value['over']},"
        f"{points}*{value['over']}-{value['base']}))",
        "troubles": troubles,
        "missing-ids": sums.plain(parts[-1], "missing-ids"),
        "veto-ids": _veto_ids(sums),
        "verdict": _verdict(value),
    }
    for name, formula in formulas.items():
        sums.put(f"total {name}", "value", formula)


def _exact(sums: Sums, value: Mapping[str, str], points: int) -> str:
    """Whether every number that verdict and scores are computed with is small enough to be exact."""
    floors = (item for item in sums.layout.edition.items.values() if item.pass_score is not None)
    squared = max((in_units(item.points, sums.unit) ** 2 for item in floors), default=1)
    whole = f"{max(points, sums.unit)}*{value['over']}<={LIMIT}"
    return f"IFERROR(IF(AND({whole},{squared}*{value['all']}<={LIMIT}),1,0),0)"


def _vetoes(sums: Sums, *, zero: bool) -> str:
    """How many findings say that a veto holds; with `zero` only of those that make the score 0."""
    vetoes = sums.layout.edition.vetoes
    holding = [
        sums.plain(f"rule {rows.clause.id}", "active")
        for rows in sums.layout.vetoes
        if not zero or vetoes[rows.clause.id].effect == "zero"
    ]
    return "+".join(holding) or "0"


def _veto_ids(sums: Sums) -> str:
    """The ids of the vetoes that hold."""
    ids = [
        f'IF({sums.plain(f"rule {rows.clause.id}", "active")}>0," {rows.clause.id}","")' for rows in sums.layout.vetoes
    ]
    return f"TRIM({'&'.join(ids)})" if ids else '""'


def _bonus(sums: Sums) -> str:
    """Step 5: what the bonus rules add, after their caps."""
    section = sums.layout.edition.standard.bonus
    added = "+".join(sums.plain(f"rule {rows.clause.id}", "nominal") for rows in sums.layout.bonus) or "0"
    return added if section is None else at_most(added, in_units(section.max, sums.unit))


def _verdict(value: Mapping[str, str]) -> str:
    """Step 7 and 8, as one of the words pass, fail, undecided; trouble and inexact where there is none."""
    missed = f"OR({value['vetoes']}>0,{value['reached-high']}=0,{value['floors-high']}=0)"
    sure = f"OR({value['complete']}=1,AND({value['reached-low']}=1,{value['floors-low']}=1))"
    applicable = f'IF({missed},"fail",IF({sure},"pass","undecided"))'
    none = f'IF({value["vetoes"]}>0,"fail","undecided")'
    judged = f"IF({value['applicable']}=1,{applicable},{none})"
    return f'IF({value["troubles"]}<>"","trouble",IF({value["exact"]}=0,"inexact",{judged}))'
