"""The sheet 得分汇总: verdict, scores of the items, total, what prevents a verdict, and room for signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from aidscore.form.columns import letter
from aidscore.form.entries import number
from aidscore.form.formulas.figures import Figures
from aidscore.form.formulas.sums import Sums
from aidscore.form.formulas.units import in_units
from aidscore.form.layout import ItemRows
from aidscore.model.quantity import exact
from aidscore.wording.codes import VERDICTS
from aidscore.wording.standards import body_word
from aidscore.words import _
from aidscore.xlsx.formula import Formula, literal
from aidscore.xlsx.sheet import Content

Role: TypeAlias = Literal["title", "mark", "fact", "verdict", "header", "body", "sum", "sign", "blank"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the contents of its columns by their keys."""

    role: Role
    cells: Mapping[str, Content] = field(default_factory=dict)
    name: str = ""
    """What a row of figures is about: `total`, `item A` …"""


FIRST_LINE = 2


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The rows of the sheet, from row 2."""

    lines: tuple[Line, ...]

    def cell(self, name: str, column: str = "actual") -> str:
        """The cell of a named row."""
        row = next(number for number, line in enumerate(self.lines, FIRST_LINE) if line.name == name)
        return f"{letter('result', column)}{row}"


def result_page(sums: Sums, figures: Figures, mark: str) -> ResultPage:
    """Every row, in the language in use."""
    standard = sums.layout.edition.standard
    lines = [Line("title", {"label": f"{standard.title}  {sums.layout.names['result']}"})]
    lines.append(Line("mark", {"label": mark}))
    lines += _facts(sums)
    lines.append(Line("blank"))
    lines += _verdict(sums, figures)
    lines.append(Line("blank"))
    lines += _items(sums, figures)
    lines += _conditions(sums)
    lines.append(Line("blank"))
    lines += _signatures()
    return ResultPage(tuple(lines))


def _value(sums: Sums, name: str) -> str:
    """A total."""
    return sums.at(f"total {name}")


def _facts(sums: Sums) -> Iterator[Line]:
    """Which center, when, how, by whom, by which standard: taken from the visit sheet."""
    layout = sums.layout
    visit = {name: f"{layout.quoted('visit')}!{layout.visit_cell(name)}" for name in ("center", "channel", "date")}
    day = visit["date"]
    parts = (f"YEAR({day})", f'RIGHT("0"&MONTH({day}),2)', f'RIGHT("0"&DAY({day}),2)')
    written = '&"-"&'.join(parts)
    date = f'IF(ISNUMBER({day}),{written},{day}&"")'
    first, *others = (
        f"{layout.quoted('visit')}!{letter('visit', 'value')}{layout.inspector_row(number)}"
        for number in range(1, layout.inspectors + 1)
    )
    names = f'{first}&""' + "".join(f'&IF({cell}="","",{literal(_(", "))}&{cell})' for cell in others)
    yield Line("fact", {"label": body_word(layout.edition.standard), "required": Formula(f'={visit["center"]}&""')})
    yield Line(
        "fact",
        {"label": _("date and channel"), "required": Formula(f'={date}&"  "&{visit["channel"]}')},
    )
    yield Line("fact", {"label": _("inspectors"), "required": Formula(f"={names}")})
    yield Line("fact", {"label": _("standard"), "required": layout.edition.reference})


def _verdict(sums: Sums, figures: Figures) -> Iterator[Line]:
    """The verdict, and what is to be done where there is none."""
    verdict, complete = _value(sums, "verdict"), f"{_value(sums, 'complete')}=1"
    formula = literal(_("not sure to the last digit: let the program score it"))
    for key, words in (
        ("trouble", _("no verdict: the form has mistakes")),
        *((key, _(VERDICTS[key])) for key in ("undecided", "fail", "pass")),
    ):
        formula = f"IF({verdict}={literal(key)},{literal(words)},{formula})"
    provisional = literal(_(" (provisional)"))
    judged = f'OR({verdict}="pass",{verdict}="fail",{verdict}="undecided")'
    formula += f'&IF(AND({judged},{_value(sums, "disputed")}>0),{provisional},"")'
    yield Line("verdict", {"label": _("verdict"), "required": Formula(f"={formula}")}, "verdict")
    low, high = figures.addresses["low"], figures.addresses["high"]
    before, between, after = map(literal, _("between {low} and {high}", low="\n", high="\n").split("\n"))
    open_end = f"{before}&{low}&{between}&{high}&{after}"
    total = f'IF({complete},{low},IF({_value(sums, "applicable")}=1,{open_end},"-"))'
    yield Line("verdict", {"label": _("total"), "required": Formula(f"={_if_sure(sums, total)}")}, "said total")
    if sums.layout.edition.standard.grades:
        yield Line("fact", {"label": _("grade"), "required": Formula(f"={_grade(sums)}")}, "grade")


def _if_sure(sums: Sums, formula: str) -> str:
    """A formula; nothing while the form has mistakes, or where its numbers are too long."""
    verdict = _value(sums, "verdict")
    return f'IF(OR({verdict}="trouble",{verdict}="inexact"),"",{formula})'


def _grade(sums: Sums) -> str:
    """The grade of the exact total; where the verdict is fail, at most the first below the pass mark."""
    standard = sums.layout.edition.standard
    units, mark = sums.lists.cells("grade/units"), in_units(standard.pass_mark, sums.unit)
    above = f"({units}*{_value(sums, 'over')}>{_value(sums, 'low')})"
    barred = f'({_value(sums, "verdict")}="fail")*({units}>={mark})'
    number = f"1+SUMPRODUCT(--({above}+{barred}>0))"
    found = f'IF({number}>{len(standard.grades)},"",{sums.lists.pick("grade", number)})'
    return _if_sure(sums, f'IF({_value(sums, "complete")}=1,{found},"-")')


def _items(sums: Sums, figures: Figures) -> Iterator[Line]:
    """The items with their floors, the sum of them, the bonus, and the total."""
    standard = sums.layout.edition.standard
    titles = {
        "label": _("item"),
        "required": _("at least"),
        "possible": _("possible"),
        "actual": _("score"),
        "result": _("result"),
        "said": _("remarks"),
    }
    yield Line("header", titles)
    for rows in sums.layout.items:
        yield _item(sums, figures, rows)
    if sums.layout.bonus:
        section = standard.bonus
        most = "" if section is None or section.max is None else _("at most {most}", most=exact(section.max))
        granted = f'IF({_value(sums, "complete")}=1,{figures.addresses["granted"]},"")'
        added = Formula(f"={_if_sure(sums, granted)}")
        yield Line("body", {"label": _("bonus"), "actual": added, "said": most}, name="bonus")
    shown = f'IF({_value(sums, "complete")}=1,{figures.addresses["low"]},"")'
    reached = f"{_value(sums, 'reached-low')}=1"
    cells: dict[str, Content] = {
        "label": _("total"),
        "required": number(standard.pass_mark),
        "possible": number(standard.points),
        "actual": Formula(f"={_if_sure(sums, shown)}"),
        "result": Formula(f"={_if_sure(sums, _reached(sums, reached))}"),
        "said": Formula(f"={_rescaled(sums)}"),
    }
    yield Line("sum", cells, name="total")


def _item(sums: Sums, figures: Figures, rows: ItemRows) -> Line:
    """One item."""
    item, name = rows.item, f"item {rows.item.id}"
    unexamined, possible = sums.at(name, "unexamined"), sums.at(name, "possible")
    shown = f'IF(OR({unexamined}>0,{possible}=0),"",{figures.addresses[name]})'
    reached = ""
    if item.pass_score is not None:
        word_of = _words(f"{sums.at(name, 'reached-low')}=1")
        reached = f'IF({possible}=0,"-",IF({unexamined}>0,{literal(_("not examined"))},{word_of}))'
    cells = {
        "label": f"{item.id} {item.name}",
        "required": "-" if item.pass_score is None else number(item.pass_score),
        "possible": Formula(f"={possible}/{sums.unit}"),
        "actual": Formula(f"={_if_sure(sums, shown)}"),
        "result": Formula(f"={_if_sure(sums, reached)}") if reached else "-",
    }
    return Line("body", cells, name=name)


def _reached(sums: Sums, condition: str) -> str:
    """Whether a mark is reached, once everything is examined."""
    return f'IF({_value(sums, "complete")}=1,{_words(condition)},"-")'


def _words(condition: str) -> str:
    """Whether something is reached, in words."""
    return f"IF({condition},{literal(_('reached'))},{literal(_('not reached'))})"


def _rescaled(sums: Sums) -> str:
    """That the total is rescaled, where a part does not apply."""
    standard = sums.layout.edition.standard
    possible = _value(sums, "possible")
    if standard.not_applicable != "rescale":
        return '""'
    points = in_units(standard.points, sums.unit)
    words = literal(_("rescaled to {points} from ", points=exact(standard.points)))
    return f'IF(AND({possible}<{points},{possible}>0),{words}&{possible}/{sums.unit},"")'


def _conditions(sums: Sums) -> Iterator[Line]:
    """What else decides: vetoes, what was not examined, rows with mistakes."""
    if sums.layout.vetoes:
        holding = _value(sums, "veto-ids")
        yield _condition("vetoes", _("vetoes"), (holding, _("none"), _("holds")), holding)
    missing, troubles = _value(sums, "missing-ids"), _value(sums, "troubles")
    listed = f'IF({missing}="","",{literal(_("not examined: "))}&{missing})'
    yield _condition("examined", _("examined"), (missing, _("all"), _("not all")), listed)
    listed = f'IF({troubles}="","",{literal(_("see the hints in the rows "))}&{troubles})'
    yield _condition("entries", _("entries"), (troubles, _("in order"), _("mistakes")), listed)


def _condition(name: str, label: str, result: tuple[str, str, str], remark: str) -> Line:
    """A row with one word where a cell is empty and another one where it is not, and with a formula as the remark."""
    cell, empty, filled = result
    word = f'=IF({cell}="",{literal(empty)},{literal(filled)})'
    return Line("body", {"label": label, "result": Formula(word), "said": Formula(f"={remark}")}, name=name)


def _signatures() -> Iterator[Line]:
    """Room for what is written by hand."""
    for label in (
        _("inspectors (signatures)"),
        _("opinion of the inspected center"),
        _("inspected center (signature, seal)"),
        _("date"),
    ):
        yield Line("sign", {"label": label})
