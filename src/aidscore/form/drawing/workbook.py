"""The scoring form as an Excel workbook: empty, or filled in from a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.workbook.properties import CalcProperties

from aidscore import __version__
from aidscore.form.drawing.clause_rows import WIDTHS, Filling
from aidscore.form.drawing.front_sheets import GUIDE_WIDTHS, VISIT_WIDTHS, VisitSheet, write_guide
from aidscore.form.drawing.looks import GENERAL, Look
from aidscore.form.drawing.paper import Paper, Styles
from aidscore.form.drawing.result_sheet import FIRST_LINE, Formula, Line, ResultPage, result_page
from aidscore.form.drawing.score_sheets import ScoreSheet
from aidscore.form.entries import Content, entries_of
from aidscore.form.formulas.figures import Figures, figures_of
from aidscore.form.formulas.inputs import formulas_of
from aidscore.form.formulas.sums import Sums
from aidscore.form.formulas.totals import sums_of
from aidscore.form.formulas.units import displayed, unit_of
from aidscore.form.layout import Layout, layout_of
from aidscore.form.lists import Lists, column_letter, lists_of
from aidscore.model.campaign import Campaign, Center
from aidscore.model.form import HIDDEN_COLUMNS, SheetKey, Stamp
from aidscore.model.record import Record
from aidscore.model.standard import Edition
from aidscore.wording.codes import VERDICTS
from aidscore.wording.phases import first_sentence
from aidscore.words import _, speaking, together
from aidscore.xlsx.file import finished
from aidscore.xlsx.style import highlight
from aidscore.xlsx.text import storable

RESULT_WIDTHS = {"label": 30.0, "required": 13.0, "possible": 13.0, "actual": 13.0, "result": 15.0, "said": 46.0}


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a form is made of, before it is drawn."""

    layout: Layout
    lists: Lists
    unit: int
    sums: Sums
    figures: Figures
    result: ResultPage
    entries: Mapping[tuple[SheetKey, str], Content]
    title: str
    mark: str


def form_workbook(
    edition: Edition, campaign: Campaign | None = None, record: Record | None = None, center: Center | None = None
) -> bytes:
    """The form of a standard, in its language; with the center's name, or filled in from a record.

    `units.too_fine` says beforehand where a form could not be exact.
    """
    with speaking(edition.standard.language):
        return drawn(plan_of(edition, campaign, record, center))


def plan_of(
    edition: Edition, campaign: Campaign | None = None, record: Record | None = None, center: Center | None = None
) -> Plan:
    """All that a form is made of, in the language in use."""
    layout, unit = layout_of(edition, record), unit_of(edition, record)
    lists = lists_of(layout, unit, campaign)
    sums = sums_of(layout, lists, unit)
    figures = figures_of(sums)
    mark = _mark(edition, campaign)
    entries: dict[tuple[SheetKey, str], Content] = {}
    if center is not None:
        entries["visit", layout.visit_cell("center")] = lists.word("center", center.id)
    if record is not None:
        entries |= {(sheet, cell): content for sheet, cell, content in entries_of(layout, lists, record)}
    title = campaign.title if campaign else edition.standard.title
    return Plan(layout, lists, unit, sums, figures, result_page(sums, figures, mark), entries, title, mark)


def _mark(edition: Edition, campaign: Campaign | None) -> str:
    """What every printed sheet has to say of itself: a draft, texts that are not official, made-up data."""
    standard = edition.standard
    draft = _("{reference} is a draft", reference=standard.reference) if standard.is_draft else ""
    return together([draft, first_sentence(standard.note), first_sentence(campaign.note if campaign else None)])


def drawn(plan: Plan) -> bytes:
    """The bytes of a form, in the language in use."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = "aidscore", storable(plan.title)
    book.properties.created = datetime(2000, 1, 1)
    book.calculation = CalcProperties(fullCalcOnLoad=True)
    styles: Styles = {}
    _Drawing(plan, book, styles).draw()
    book.active = 2 if plan.entries and len(plan.entries) > 1 else 1
    data = BytesIO()
    book.save(data)
    return finished(data.getvalue(), {})


class _Drawing:
    """The sheets of a form, one after the other."""

    def __init__(self, plan: Plan, book: Workbook, styles: Styles) -> None:
        self.plan, self.book, self.styles = plan, book, styles
        self.edition = plan.layout.edition
        self.version = f"{self.edition.reference}  {self.edition.sha256[:12]}  aidscore {__version__}"

    def draw(self) -> None:
        """Every sheet."""
        plan, layout = self.plan, self.plan.layout
        guide = self._paper("guide", GUIDE_WIDTHS)
        last = write_guide(guide, layout, f"{plan.title}  {layout.names['guide']}", plan.mark)
        guide.printed(last, "said", landscape=False, margins=self._margins())
        visit = self._paper("visit", VISIT_WIDTHS)
        title = f"{plan.title}  {layout.names['visit']}"
        last = VisitSheet(visit, layout, plan.lists, plan.entries).write(title, plan.mark)
        visit.printed(last, "help", landscape=True, margins=self._margins())
        self._score_sheets()
        self._result()
        self._hidden("lists", _listed(plan.lists))
        self._hidden("sums", dict(plan.sums.contents()))

    def _paper(self, key: SheetKey, widths: Mapping[str, float]) -> Paper:
        """A new sheet with its stamp."""
        paper = Paper(self.book, self.styles, key, self.plan.layout.names[key], dict(widths))
        paper.stamp(self._stamp(key))
        return paper

    def _stamp(self, key: SheetKey) -> Stamp:
        """What A1 of a sheet says."""
        return Stamp(key, self.edition.reference, self.edition.sha256)

    def _margins(self) -> tuple[str, str, str, str]:
        """What stands above and below the printed page."""
        return self.plan.title, self.plan.mark, "", self.version

    def _score_sheets(self) -> None:
        """The sheets with a row for every finding."""
        plan, layout = self.plan, self.plan.layout
        formulas = {(sheet, cell): formula for sheet, cell, formula in formulas_of(plan.sums)}
        filling = Filling(layout, plan.lists, plan.unit, formulas, plan.entries)
        facts = {"title": plan.title, "mark": plan.mark, "version": self.version}
        keys: list[SheetKey] = ["scores"]
        keys += ["vetoes"] if layout.vetoes else []
        keys += ["bonus"] if layout.bonus else []
        for key in keys:
            sheet = ScoreSheet(self._paper(key, WIDTHS[key]), filling)
            sheet.head(f"{self.edition.standard.title}  {layout.names[key]}", plan.mark, self._who())
            if key == "scores":
                sheet.items()
            for rows in {"vetoes": layout.vetoes, "bonus": layout.bonus}.get(key, ()):
                sheet.clause(rows)
            sheet.finish(facts)

    def _who(self) -> Formula:
        """The center and the standard, as a line that follows the visit sheet."""
        layout = self.plan.layout
        center, channel = (f"{layout.quoted('visit')}!{layout.visit_cell(name)}" for name in ("center", "channel"))
        label = _("center: ").replace('"', '""')
        said = f"    {self.edition.reference}".replace('"', '""')
        return Formula(f'="{label}"&{center}&"    "&{channel}&"{said}"')

    def _result(self) -> None:
        """The sheet with the verdict."""
        paper = self._paper("result", RESULT_WIDTHS)
        decimals, _most = displayed(self.edition.standard)
        number_format = f"0.{'0' * decimals}######" if decimals else GENERAL
        for row, line in enumerate(self.plan.result.lines, FIRST_LINE):
            _write_line(paper, row, line, number_format)
        last = FIRST_LINE + len(self.plan.result.lines) - 1
        for key, tone in (("pass", "good"), ("fail", "bad"), ("undecided", "open")):
            cell = self.plan.result.cell("verdict", "required")
            condition = f'LEFT({cell},{len(_(VERDICTS[key]))})="{_(VERDICTS[key])}"'
            paper.sheet.conditional_formatting.add(cell, highlight(condition, tone))  # type: ignore[arg-type]  # a tone
        paper.protect()
        paper.printed(last, "said", landscape=False, margins=self._margins())

    def _hidden(self, key: SheetKey, cells: Mapping[str, str | int]) -> None:
        """A sheet that nobody needs to see."""
        sheet = self.book.create_sheet(self.plan.layout.names[key])
        sheet.sheet_state = "hidden"
        sheet.protection.sheet = True
        for address, content in {"A1": str(self._stamp(key)), **cells}.items():
            cell = sheet[address]
            cell.value = storable(content) if isinstance(content, str) else content
            formula = key == "sums" and isinstance(content, str) and content.startswith("=")
            cell.data_type = "n" if isinstance(content, int) else "f" if formula else "s"


def _listed(lists: Lists) -> dict[str, str | int]:
    """The cells of the sheet of lists."""
    cells: dict[str, str | int] = {}
    for number, (title, values) in enumerate(lists.columns):
        letters = column_letter(len(HIDDEN_COLUMNS) + number)
        cells[f"{letters}1"] = title
        cells |= {f"{letters}{row}": value for row, value in enumerate(values, 2)}
    return cells


def _write_line(paper: Paper, row: int, line: Line, number_format: str) -> None:
    """A row of the sheet with the verdict."""
    widths = paper.widths
    match line.role:
        case "title" | "mark":
            said = line.cells["label"]
            paper.banner(row, said or None, Look(line.role if said else "plain"), "label")
            if line.role == "title":
                paper.height(row, 34)
        case "fact" | "verdict":
            paper.put("label", row, line.cells["label"], Look("fact"))
            role: Look = Look("body" if line.role == "fact" else "verdict", "left", number_format)
            paper.across(row, "required", "said", line.cells["required"], role)
            paper.height(row, 22 if line.role == "fact" else 32)
        case "header":
            for column in widths:
                paper.put(column, row, line.cells.get(column), Look("header", "center"))
            paper.height(row, 26)
        case "body" | "sum":
            for column in widths:
                bold = "fact" if column == "label" or line.role == "sum" else "body"
                aligned = "left" if column in ("label", "said") else "center"
                look = Look(bold, aligned, number_format)  # type: ignore[arg-type]  # a role and a side
                paper.put(column, row, line.cells.get(column), look)
            paper.height(row, 24)
        case "sign":
            paper.put("label", row, line.cells["label"], Look("plain"))
            for column in list(widths)[1:]:
                paper.put(column, row, None, Look("line"))
            paper.height(row, 40)
        case _:
            paper.height(row, 20)
