"""What the head of a sheet says of the visit: which center, when, how, by whom, by which standard."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.form.columns import letter
from aidscore.form.formulas.sums import Sums
from aidscore.form.layout import Layout
from aidscore.wording.codes import STANDARD_STATUSES
from aidscore.words import _
from aidscore.xlsx.formula import Formula, literal
from aidscore.xlsx.rows import Content


def visit_facts(sums: Sums) -> Iterator[tuple[str, Content]]:
    """The facts with their labels, each for a row of its own."""
    layout = sums.layout
    first, *others = (
        f"{layout.quoted('visit')}!{letter('visit', 'value')}{layout.inspector_row(number)}"
        for number in range(1, layout.inspectors + 1)
    )
    names = f'{first}&""' + "".join(f'&IF({cell}="","",{literal(_(", "))}&{cell})' for cell in others)
    yield _("inspected center"), Formula(f'={_cell(layout, "center")}&""')
    yield _("date of the visit"), Formula(f"={_date(layout)}")
    yield _("channel"), Formula(f'={_cell(layout, "channel")}&""')
    yield _("inspectors"), Formula(f"={names}")
    yield _("version of the standard"), version_words(layout)


def visit_line(layout: Layout) -> Formula:
    """The same in one line, without the inspectors."""
    parts = (
        f"{literal(_('inspected center: '))}&{_cell(layout, 'center')}",
        f"{literal(_('channel: '))}&{_cell(layout, 'channel')}",
        f"{literal(_('date of the visit: '))}&{_date(layout)}",
        literal(_("standard: ") + version_words(layout)),
    )
    return Formula("=" + f"&{literal(' ' * 6)}&".join(parts))


def version_words(layout: Layout) -> str:
    """The version of the standard and its status."""
    standard = layout.edition.standard
    return _("version {version} ({status})", version=standard.version, status=_(STANDARD_STATUSES[standard.status]))


def _cell(layout: Layout, field: str) -> str:
    """An input of the visit sheet."""
    return f"{layout.quoted('visit')}!{layout.visit_cell(field)}"


def _date(layout: Layout) -> str:
    """The day of the visit in words, as a formula; with room to write where there is none."""
    day = _cell(layout, "date")
    parts = {"year": f"YEAR({day})", "month": f"MONTH({day})", "day": f"DAY({day})"}
    marks = {"year": "\1", "month": "\2", "day": "\3"}
    written = _("{year}-{month}-{day}", **marks)
    formula = literal(written)
    for name, mark in marks.items():
        formula = formula.replace(mark, f'"&{parts[name]}&"')
    blank = literal(_("{year}-{month}-{day}", **dict.fromkeys(marks, "    ")))
    return f'IF({day}="",{blank},IF(ISNUMBER({day}),{formula},{day}&""))'
