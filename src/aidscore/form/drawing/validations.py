"""The data validations of a form: what an input accepts, and the text that is shown beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aidscore.form.columns import COLUMN_WORDS
from aidscore.form.formulas.units import in_units
from aidscore.form.layout import ClauseRows, Slot
from aidscore.form.lists import Lists
from aidscore.model.form import KEPT_IN_FORM, MOST_COUNTED, REMARKS, TICK
from aidscore.model.quantity import Number, exact
from aidscore.model.rule import Levels, Measured, Range
from aidscore.model.standard import Standard
from aidscore.wording.rules import deduct_text
from aidscore.words import _
from aidscore.xlsx.formula import literal
from aidscore.xlsx.sheet import Validation

LONGEST_ENTRY = 20_000


def checks_of(lists: Lists, rows: ClauseRows, slot: Slot, unit: int) -> Iterator[tuple[str, Validation]]:
    """What each measure of a finding accepts, by its field."""
    rule, name = "" if rows.deduct is None else deduct_text(rows.deduct), rows.clause.id
    for field, cell in slot.cells.items():
        match field.partition("/")[0]:
            case "found":
                yield field, tick_check(lists, _("choose {tick} where it is so; {rule}", tick=TICK, rule=rule), name)
            case "missing":
                prompt = _("choose {tick} for what is missing, nothing for what is there; {rule}", tick=TICK, rule=rule)
                yield field, tick_check(lists, prompt, name)
            case "count" if isinstance(rows.deduct, Levels):
                yield field, _whole(1, _("how often this level was found; empty: once. {rule}", rule=rule), name)
            case "count":
                yield field, _count(cell, rule, name, sample="drawn" in slot.cells)
            case "drawn":
                yield field, _whole(1, _("of a sample: how many were drawn. {rule}", rule=rule), name)
            case "failed":
                yield field, _whole(0, _("of a sample: how many of them failed. {rule}", rule=rule), name)
            case "level":
                cells = lists.cells(f"level/{name}/words")
                yield field, Validation("list", cells, None, _("choose the level. {rule}", rule=rule), name)
            case "points" if isinstance(rows.deduct, Range):
                yield field, _points(rows.deduct, cell, unit, rule, name)
            case "value" if isinstance(rows.deduct, Measured):
                yield field, _value(rows.deduct, cell, rule, name, sample="drawn" in slot.cells)
            case unknown:
                known = (*REMARKS, *KEPT_IN_FORM[rows.sheet])
                assert unknown in known, f"nothing says what the input {field} accepts"


def remark_checks(lists: Lists) -> dict[str, Validation]:
    """What the remarks of every finding accept, by field."""
    return {
        "note": text_check(_("the facts: who, when, where, how many"), _("facts")),
        "evidence": text_check(_("photos, pages, files; one a line (Alt+Enter)"), _("evidence")),
        "status": Validation(
            "list",
            lists.cells("status/words"),
            None,
            _("empty: confirmed. A disputed finding deducts, a withdrawn one does not."),
            _("status"),
        ),
        "status_note": text_check(_("why it is disputed or withdrawn"), _("explanation")),
    }


def kept_checks(fields: Iterable[str]) -> dict[str, Validation]:
    """What the fields accept that stay in the form."""
    prompts = {
        "by": _("who established or approved it"),
        "on": _("the day on which it was established"),
        "document": _("the number of the document by which it was approved"),
    }
    return {field: text_check(prompts[field], _(COLUMN_WORDS[field])) for field in fields}


def own_score_check(most: Number) -> Validation:
    """The points that a center gives itself for a sub-item."""
    prompt = _("the center's own score, 0 to {most}; it is not read", most=exact(most))
    return Validation("decimal", "0", exact(most), prompt, _(COLUMN_WORDS["self"]))


def tick_check(lists: Lists, prompt: str, title: str) -> Validation:
    """Only a tick."""
    return Validation("list", lists.cells("tick/words"), None, prompt, title)


def text_check(prompt: str, title: str) -> Validation:
    """Any text that is not too long."""
    return Validation("textLength", "0", str(LONGEST_ENTRY), prompt, title)


def date_check(standard: Standard) -> Validation:
    """A day on which the standard is in effect."""
    start, end = standard.effective.start, standard.effective.end
    first = f"DATE({start.year},{start.month},{start.day})"
    last = f"DATE({end.year},{end.month},{end.day})" if end else "DATE(9999,12,31)"
    prompt = _("the day of the visit, within {period}", period=standard.effective)
    return Validation("date", first, last, prompt, _("date"))


def list_check(cells: str, prompt: str, title: str) -> Validation:
    """One of a list."""
    return Validation("list", cells, None, prompt, title)


def number_check(prompt: str, title: str) -> Validation:
    """A number, 0 or more."""
    return Validation("decimal", "0", str(MOST_COUNTED), prompt, title)


def _whole(least: int, prompt: str, title: str) -> Validation:
    """A whole number."""
    return Validation("whole", str(least), str(MOST_COUNTED), prompt, title)


def _count(cell: str, rule: str, title: str, *, sample: bool) -> Validation:
    """A whole number, or a tick."""
    number = f"AND(ISNUMBER({cell}),SUM({cell})>=1,SUM({cell})<={MOST_COUNTED},SUM({cell})=INT(SUM({cell})))"
    prompt = _("how many, or {tick} for one", tick=TICK)
    if sample:
        prompt = _("how many, or {tick} for one; or fill in the sample on the right", tick=TICK)
    return Validation(
        "custom",
        f"OR(EXACT({cell},{literal(TICK)}),{number})",
        None,
        _("{prompt}. {rule}", prompt=prompt, rule=rule),
        title,
    )


def _points(span: Range, cell: str, unit: int, rule: str, title: str) -> Validation:
    """Points within a range, in its steps."""
    low, high = in_units(span.low, unit), in_units(span.high, unit)
    conditions = [f"ISNUMBER({cell})", f"SUM({cell})>={low}/{unit}", f"SUM({cell})<={high}/{unit}"]
    if span.step is not None:
        step = in_units(span.step, unit)
        units = f"(ROUND(SUM({cell})*{unit},0)-{low})"
        conditions.append(f"{units}={step}*ROUND({units}/{step},0)")
    prompt = _("the points to deduct; write down the facts as well. {rule}", rule=rule)
    return Validation("custom", f"AND({','.join(conditions)})", None, prompt, title)


def _value(deduct: Measured, cell: str, rule: str, title: str, *, sample: bool) -> Validation:
    """A measured value."""
    if not deduct.is_share:
        return number_check(_("the measured value. {rule}", rule=rule), title)
    written = f'OR(RIGHT({cell},1)="%",ISNUMBER(FIND("/",{cell})),LEFT({cell},2)="0.",{cell}="0",{cell}="1")'
    share = f"IF(ISNUMBER({cell}),AND({cell}>=0,{cell}<=1),{written})"
    prompt = _("the measured share: 91.9% or 57/62")
    if sample:
        prompt = _("the measured share: 91.9% or 57/62; or fill in the sample on the right")
    return Validation("custom", share, None, _("{prompt}. {rule}", prompt=prompt, rule=rule), title)
