"""The sheet 得分汇总: verdict, total, grade, and the scores of the items.

What only helps to fill in, the rows with wrong entries and what is not examined, is right of what is printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from aidscore.form.columns import letter
from aidscore.form.drawing.visit_facts import visit_facts
from aidscore.form.entries import number
from aidscore.form.formulas.figures import Figures
from aidscore.form.formulas.sums import Sums
from aidscore.form.formulas.units import in_units
from aidscore.form.layout import ItemRows, Layout
from aidscore.model.quantity import exact
from aidscore.wording.codes import VERDICTS
from aidscore.words import _
from aidscore.xlsx.formula import Formula, literal
from aidscore.xlsx.rows import Content

Role: TypeAlias = Literal[
    "title",
    "mark",
    "fact",
    "verdict",
    "header",
    "body",
    "sum",
    "blank",
]


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the contents of its columns by their keys."""

    role: Role
    cells: Mapping[str, Content] = field(default_factory=dict)
    name: str = ""
    """What a row of figures is about: `total`, `item A` …"""
    link: int = 0
    """The row of the score sheet that its label leads to; 0 for none."""


FIRST_LINE = 2


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The rows of the sheet, from row 2."""

    lines: tuple[Line, ...]

    def cell(self, name: str, column: str = "actual") -> str:
        """The cell of a named row."""
        row = next(number for number, line in enumerate(self.lines, FIRST_LINE) if line.name == name)
        return f"{letter('result', column)}{row}"

    def has(self, name: str) -> bool:
        """Whether there is a row of this name."""
        return any(line.name == name for line in self.lines)


def result_page(sums: Sums, figures: Figures, title: str, mark: str) -> ResultPage:
    """Every row, in the language in use."""
    lines = [Line("title", {"label": title}), Line("mark", {"label": mark})]
    lines += (Line("fact", {"label": label, "required": content}) for label, content in visit_facts(sums))
    lines.append(Line("blank"))
    lines += _verdict(sums, figures)
    lines.append(Line("blank"))
    lines += _items(sums, figures)
    return ResultPage(tuple(lines))


def result_line(layout: Layout, page: ResultPage) -> Formula:
    """The total and the verdict in one line, for the sheet that is signed."""
    total, verdict = (f"{layout.quoted('result')}!{page.cell(name, 'required')}" for name in ("said total", "verdict"))
    return Formula(f"={literal(_('total: '))}&{total}&{literal(' ' * 6 + _('verdict: '))}&{verdict}")


def _value(sums: Sums, name: str) -> str:
    """A total."""
    return sums.at(f"total {name}")


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
    checked = {"required": Formula(f"={formula}"), "check": _troubles(sums)}
    yield Line("verdict", {"label": _("verdict"), **checked}, "verdict")
    low, high = figures.addresses["low"], figures.addresses["high"]
    before, between, after = map(literal, _("between {low} and {high}", low="\n", high="\n").split("\n"))
    open_end = f"{before}&{low}&{between}&{high}&{after}"
    total = f'IF({complete},{low},IF({_value(sums, "applicable")}=1,{open_end},"-"))'
    checked = {"required": Formula(f"={_if_sure(sums, total)}"), "check": _unexamined(sums)}
    yield Line("verdict", {"label": _("total"), **checked}, "said total")
    if _grades_say_more(sums):
        yield Line("fact", {"label": _("grade"), "required": Formula(f"={_grade(sums)}")}, "grade")


def _troubles(sums: Sums) -> Formula:
    """The rows with wrong entries."""
    troubles = _value(sums, "troubles")
    return Formula(f'=IF({troubles}="","",{literal(_("see the hints in: "))}&{troubles})')


def _unexamined(sums: Sums) -> Formula:
    """What is not examined, once somebody has said what was examined."""
    layout, missing = sums.layout, _value(sums, "missing-ids")
    scope = f"{layout.quoted('visit')}!{layout.visit_cell('examined')}"
    return Formula(f'=IF(OR({scope}="",{missing}=""),"",{literal(_("not examined: "))}&{missing})')


def _if_sure(sums: Sums, formula: str) -> str:
    """A formula; nothing while the form has mistakes, or where its numbers are too long."""
    verdict = _value(sums, "verdict")
    return f'IF(OR({verdict}="trouble",{verdict}="inexact"),"",{formula})'


def _grades_say_more(sums: Sums) -> bool:
    """Whether the grades say more than the verdict does."""
    grades = {grade.name for grade in sums.layout.edition.standard.grades}
    return not grades <= {_(VERDICTS[verdict]) for verdict in ("pass", "fail")}


def _grade(sums: Sums) -> str:
    """The grade of the exact total; where the verdict is fail, at most the first below the pass mark."""
    standard = sums.layout.edition.standard
    units, mark = sums.lists.cells("grade/units"), in_units(standard.pass_mark, sums.unit)
    above = f"({units}*{_value(sums, 'over')}>{_value(sums, 'low')})"
    barred = f'({_value(sums, "verdict")}="fail")*({units}>={mark})'
    number = f"1+SUMPRODUCT(--({above}+{barred}>0))"
    found = f'IF({number}>{len(standard.grades)},"",{sums.lists.pick("grade", number)})'
    return _if_sure(sums, f'IF({_value(sums, "complete")}=1,{found},"-")')


# ---- the table of items --------------------------------------------------------------------------


def _items(sums: Sums, figures: Figures) -> Iterator[Line]:
    """The items with their floors, the sum of them, vetoes, the bonus, and the total."""
    titles = {
        "label": _("item"),
        "required": _("needed"),
        "possible": _("possible"),
        "lost": _("deduction"),
        "actual": _("score"),
        "self": _("own score"),
        "result": _("result"),
        "said": _("remarks"),
    }
    yield Line("header", titles)
    for rows in sums.layout.items:
        yield _item(sums, figures, rows)
    if sums.layout.vetoes:
        holding = _value(sums, "veto-ids")
        word = f'=IF({holding}="",{literal(_("none"))},{literal(_("holds"))})'
        yield Line("body", {"label": _("vetoes"), "result": Formula(word), "said": Formula(f"={holding}")}, "vetoes")
    if sums.layout.bonus:
        section = sums.layout.edition.standard.bonus
        most = "" if section is None or section.max is None else _("at most {most}", most=exact(section.max))
        granted = f'IF({_value(sums, "complete")}=1,{figures.addresses["granted"]},"")'
        yield Line(
            "body", {"label": _("bonus"), "actual": Formula(f"={_if_sure(sums, granted)}"), "said": most}, "bonus"
        )
    yield _total(sums, figures)


def _total(sums: Sums, figures: Figures) -> Line:
    """The total."""
    standard = sums.layout.edition.standard
    complete = f"{_value(sums, 'complete')}=1"
    shown = f'IF({complete},{figures.addresses["low"]},"")'
    reached = f'IF({complete},{_words(_value(sums, "reached-low") + "=1")},"")'
    parts = "+".join(figures.addresses[f"item {rows.item.id}"] for rows in sums.layout.items)
    lost = f'IF({complete},ROUND({_value(sums, "possible")}/{sums.unit}-({parts}),{figures.most}),"")'
    own = [sums.layout.cell("scores", "self", rows.row) for rows in sums.layout.items]
    cells: dict[str, Content] = {
        "label": _("total"),
        "required": number(standard.pass_mark),
        "possible": number(standard.points),
        "lost": Formula(f"={_if_sure(sums, lost)}"),
        "actual": Formula(f"={_if_sure(sums, shown)}"),
        "self": Formula(f'=IF(COUNT({",".join(own)})=0,"",SUM({",".join(own)}))'),
        "result": Formula(f"={_if_sure(sums, reached)}"),
        "said": Formula(f"={_rescaled(sums)}"),
    }
    return Line("sum", cells, "total")


def _item(sums: Sums, figures: Figures, rows: ItemRows) -> Line:
    """One item; its label leads to its row of the score sheet."""
    item, name = rows.item, f"item {rows.item.id}"
    unexamined, possible = sums.at(name, "unexamined"), sums.at(name, "possible")
    shown, number_shown = f"OR({unexamined}>0,{possible}=0)", figures.addresses[name]
    reached = ""
    if item.pass_score is not None:
        word_of = _words(f"{sums.at(name, 'reached-low')}=1")
        reached = f'IF({shown},"",{word_of})'
    lost = f"ROUND({possible}/{sums.unit}-{number_shown},{figures.most})"
    own = sums.layout.cell("scores", "self", rows.row)
    cells = {
        "label": f"{item.id} {item.name}",
        "required": "-" if item.pass_score is None else number(item.pass_score),
        "possible": Formula(f"={possible}/{sums.unit}"),
        "lost": Formula(f"={_if_sound(sums, name, shown, lost)}"),
        "actual": Formula(f"={_if_sound(sums, name, shown, number_shown)}"),
        "self": Formula(f'=IF({own}="","",{own})'),
        "result": Formula(f"={_if_sure(sums, reached)}") if reached else "-",
    }
    return Line("body", cells, name, rows.row)


def _if_sound(sums: Sums, name: str, silent: str, formula: str) -> str:
    """A number of an item; nothing where there is none, and words instead of it while its entries are wrong."""
    wrong = f"{sums.at(name, 'trouble')}>0"
    sure = f'{_value(sums, "verdict")}="inexact"'
    return f'IF({wrong},{literal(_("wrong"))},IF(OR({silent},{sure}),"",{formula}))'


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
