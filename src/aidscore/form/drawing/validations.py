"""What an input accepts, and what is said beside it: the data validations of a form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aidscore.form.formulas.sums import word
from aidscore.form.formulas.units import in_units
from aidscore.form.layout import ClauseRows, Slot
from aidscore.form.lists import Lists
from aidscore.model.form import MOST_COUNTED, TICK
from aidscore.model.rule import Measured, Range
from aidscore.model.standard import Standard
from aidscore.wording.rules import deduct_text
from aidscore.words import _

LONGEST_PROMPT, LONGEST_TITLE = 255, 32
LONGEST_ENTRY = 20_000


@dataclass(frozen=True, slots=True)
class Check:
    """What an input accepts: a type of Excel's with its limits, or a list; and what is said, under a title."""

    kind: str
    first: str
    last: str | None = None
    prompt: str = ""
    title: str = ""


def checks_of(lists: Lists, rows: ClauseRows, slot: Slot, unit: int) -> Iterator[tuple[str, Check]]:
    """The check of each measure of a finding, by its field."""
    said, name = "" if rows.deduct is None else deduct_text(rows.deduct), rows.clause.id
    for field, cell in slot.cells.items():
        match field.partition("/")[0]:
            case "found" | "missing":
                yield field, tick_check(lists, _("choose {tick} where it is so; {rule}", tick=TICK, rule=said), name)
            case "count" if rows.kind == "levels":
                yield field, _whole(1, _("how often this level was found; empty: once. {rule}", rule=said), name)
            case "count":
                yield field, _count(cell, said, name, sample="drawn" in slot.cells)
            case "drawn":
                yield field, _whole(1, _("of a sample: how many were drawn. {rule}", rule=said), name)
            case "failed":
                yield field, _whole(0, _("of a sample: how many of them failed. {rule}", rule=said), name)
            case "level":
                cells = lists.cells(f"level/{name}/words")
                yield field, Check("list", cells, None, _("choose the level. {rule}", rule=said), name)
            case "points" if isinstance(rows.deduct, Range):
                yield field, _points(rows.deduct, cell, unit, said, name)
            case "value" if isinstance(rows.deduct, Measured):
                yield field, _value(rows.deduct, cell, said, name, sample="drawn" in slot.cells)


def remark_checks(lists: Lists) -> dict[str, Check]:
    """The checks of what every finding has."""
    return {
        "note": text_check(_("the facts: who, when, where, how many"), _("facts")),
        "evidence": text_check(_("photos, pages, files; one a line (Alt+Enter)"), _("evidence")),
        "status": Check(
            "list",
            lists.cells("status/words"),
            None,
            _("empty: confirmed. A disputed finding deducts, a withdrawn one does not."),
            _("status"),
        ),
        "status_note": text_check(_("why it is disputed or withdrawn"), _("explanation")),
    }


def tick_check(lists: Lists, prompt: str, title: str) -> Check:
    """Only a tick."""
    return Check("list", lists.cells("tick/words"), None, prompt, title)


def text_check(prompt: str, title: str) -> Check:
    """Any text that is not too long."""
    return Check("textLength", "0", str(LONGEST_ENTRY), prompt, title)


def date_check(standard: Standard) -> Check:
    """A day on which the standard is in effect."""
    start, end = standard.effective.start, standard.effective.end
    first = f"DATE({start.year},{start.month},{start.day})"
    last = f"DATE({end.year},{end.month},{end.day})" if end else "DATE(9999,12,31)"
    prompt = _("the day of the visit, within {period}", period=standard.effective)
    return Check("date", first, last, prompt, _("date"))


def list_check(cells: str, prompt: str, title: str) -> Check:
    """One of a list."""
    return Check("list", cells, None, prompt, title)


def number_check(prompt: str, title: str) -> Check:
    """A number, 0 or more."""
    return Check("decimal", "0", str(MOST_COUNTED), prompt, title)


def _whole(least: int, prompt: str, title: str) -> Check:
    """A whole number."""
    return Check("whole", str(least), str(MOST_COUNTED), prompt, title)


def _count(cell: str, said: str, title: str, *, sample: bool) -> Check:
    """A whole number, or a tick."""
    number = f"AND(ISNUMBER({cell}),N({cell})>=1,N({cell})<={MOST_COUNTED},N({cell})=INT(N({cell})))"
    prompt = _("how many, or {tick} for one", tick=TICK)
    if sample:
        prompt = _("how many, or {tick} for one; or fill in the sample on the right", tick=TICK)
    return Check(
        "custom",
        f"OR(EXACT({cell},{word(TICK)}),{number})",
        None,
        _("{prompt}. {rule}", prompt=prompt, rule=said),
        title,
    )


def _points(span: Range, cell: str, unit: int, said: str, title: str) -> Check:
    """Points within a range, in its steps."""
    low, high = in_units(span.low, unit), in_units(span.high, unit)
    conditions = [f"ISNUMBER({cell})", f"N({cell})>={low}/{unit}", f"N({cell})<={high}/{unit}"]
    if span.step is not None:
        step = in_units(span.step, unit)
        units = f"(ROUND(N({cell})*{unit},0)-{low})"
        conditions.append(f"{units}={step}*ROUND({units}/{step},0)")
    prompt = _("the points to deduct; write down the facts as well. {rule}", rule=said)
    return Check("custom", f"AND({','.join(conditions)})", None, prompt, title)


def _value(deduct: Measured, cell: str, said: str, title: str, *, sample: bool) -> Check:
    """A measured value."""
    if not deduct.is_share:
        return number_check(_("the measured value. {rule}", rule=said), title)
    written = f'OR(RIGHT({cell},1)="%",ISNUMBER(FIND("/",{cell})),LEFT({cell},2)="0.",{cell}="0",{cell}="1")'
    share = f"IF(ISNUMBER({cell}),AND({cell}>=0,{cell}<=1),{written})"
    prompt = _("the measured share: 91.9% or 57/62")
    if sample:
        prompt = _("the measured share: 91.9% or 57/62; or fill in the sample on the right")
    return Check("custom", share, None, _("{prompt}. {rule}", prompt=prompt, rule=said), title)
