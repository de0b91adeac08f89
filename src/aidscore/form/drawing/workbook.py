"""The scoring form as an Excel workbook: empty, or filled in from a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aidscore import __version__
from aidscore.form.deciding import DECIDING, deciding_digest
from aidscore.form.drawing.clause_rows import WIDTHS, Filling
from aidscore.form.drawing.front_sheets import GUIDE_WIDTHS, VISIT_WIDTHS, VisitSheet, write_guide
from aidscore.form.drawing.keyed_sheet import KeyedSheet
from aidscore.form.drawing.result_rows import RESULT_WIDTHS, write_result
from aidscore.form.drawing.result_sheet import ResultPage, result_page
from aidscore.form.drawing.score_sheets import ScoreSheet
from aidscore.form.entries import Entered, Entries, entries_of
from aidscore.form.formulas.figures import Figures, figures_of
from aidscore.form.formulas.inputs import formulas_of
from aidscore.form.formulas.sums import Sums
from aidscore.form.formulas.totals import sums_of
from aidscore.form.formulas.units import unit_of
from aidscore.form.layout import Layout, layout_of
from aidscore.form.lists import FIRST_COLUMN, Lists, Values, lists_of, texts_of
from aidscore.form.locked import LISTS_DIGEST, LOCKED, digest_of
from aidscore.model.campaign import Campaign, Center
from aidscore.model.form import SheetKey, Stamp
from aidscore.model.record import Record
from aidscore.model.standard import Edition
from aidscore.wording.phases import first_sentence
from aidscore.words import _, speaking, together
from aidscore.xlsx.cells import Address, address
from aidscore.xlsx.formula import Formula, literal
from aidscore.xlsx.sheet import Content
from aidscore.xlsx.workbook import WorkbookWriter


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a form consists of, before it is drawn."""

    layout: Layout
    lists: Lists
    unit: int
    sums: Sums
    figures: Figures
    result: ResultPage
    entries: Entries
    title: str
    mark: str


def form_workbook(
    edition: Edition, campaign: Campaign | None = None, record: Record | None = None, center: Center | None = None
) -> bytes:
    """The form of a standard, in its language; with the name of a center, or filled in from a record.

    `units.too_fine` tells beforehand whether a form would not be exact.
    """
    with speaking(edition.standard.language):
        return drawn(plan_of(edition, campaign, record, center))


def plan_of(
    edition: Edition, campaign: Campaign | None = None, record: Record | None = None, center: Center | None = None
) -> Plan:
    """Everything that a form consists of, in the language in use."""
    layout, unit = layout_of(edition, record), unit_of(edition, record)
    lists = lists_of(layout, unit, campaign)
    sums = sums_of(layout, lists, unit)
    figures = figures_of(sums)
    mark = _mark(edition, campaign)
    entries: dict[tuple[SheetKey, str], Entered] = {}
    if center is not None:
        entries["visit", layout.visit_cell("center")] = lists.word("center", center.id)
    if record is not None:
        entries |= {(sheet, cell): content for sheet, cell, content in entries_of(layout, lists, record)}
    title = campaign.title if campaign else edition.standard.title
    return Plan(layout, lists, unit, sums, figures, result_page(sums, figures, mark), entries, title, mark)


def _mark(edition: Edition, campaign: Campaign | None) -> str:
    """What is printed on every sheet: that it is a draft, that its texts are not official, that data are made up."""
    standard = edition.standard
    draft = _("{reference} is a draft", reference=standard.reference) if standard.is_draft else ""
    return together([draft, first_sentence(standard.note), first_sentence(campaign.note if campaign else None)])


def drawn(plan: Plan) -> bytes:
    """The bytes of a form, in the language in use."""
    book = WorkbookWriter(plan.title, computes=True)
    _Drawing(plan, book).draw()
    book.open_at(2 if plan.entries and len(plan.entries) > 1 else 1)
    return book.saved()


class _Drawing:
    """The sheets of a form, one after the other."""

    def __init__(self, plan: Plan, book: WorkbookWriter) -> None:
        self.plan, self.book = plan, book
        self.sheets: list[KeyedSheet] = []
        self.edition = plan.layout.edition
        self.version = f"{self.edition.reference}  {self.edition.sha256[:12]}  aidscore {__version__}"

    def draw(self) -> None:
        """Draw every sheet."""
        plan, layout = self.plan, self.plan.layout
        guide = self._sheet("guide", GUIDE_WIDTHS)
        last = write_guide(guide, layout, f"{plan.title}  {layout.names['guide']}", plan.mark)
        guide.printed(last, "said", landscape=False, margins=self._margins())
        visit = self._sheet("visit", VISIT_WIDTHS)
        title = f"{plan.title}  {layout.names['visit']}"
        last = VisitSheet(visit, layout, plan.lists, plan.entries).write(title, plan.mark)
        visit.printed(last, "help", landscape=True, margins=self._margins())
        self._score_sheets()
        result = self._sheet("result", RESULT_WIDTHS)
        last = write_result(result, plan.result, self.edition.standard)
        result.printed(last, "said", landscape=False, margins=self._margins())
        self._hidden("lists", _list_cells((*plan.lists.columns, *self._kept())))
        self._hidden("sums", {address(cell): content for cell, content in plan.sums.contents()})

    def _sheet(self, key: SheetKey, widths: Mapping[str, float]) -> KeyedSheet:
        """A new sheet with its stamp."""
        writer = self.book.sheet(self.plan.layout.names[key])
        self.sheets.append(KeyedSheet(writer, key, self._stamp(key), dict(widths)))
        return self.sheets[-1]

    def _kept(self) -> Iterator[tuple[str, Values]]:
        """What the form keeps of itself: its locked cells, and a digest of the standard and of its lists."""
        for sheet in self.sheets:
            yield f"{LOCKED}{sheet.key}", tuple(map(str, sheet.locked_rows()))
        yield LISTS_DIGEST, (digest_of(texts_of(self.plan.lists.columns)),)
        yield DECIDING, (deciding_digest(self.edition.standard),)

    def _stamp(self, key: SheetKey) -> Stamp:
        """The stamp in A1 of a sheet."""
        return Stamp(key, self.edition.reference, self.edition.sha256)

    def _margins(self) -> tuple[str, str, str, str]:
        """The texts above and below the printed page."""
        return self.plan.title, self.plan.mark, "", self.version

    def _score_sheets(self) -> None:
        """Draw the sheets with a row for every finding."""
        plan, layout = self.plan, self.plan.layout
        formulas = {(sheet, cell): formula for sheet, cell, formula in formulas_of(plan.sums)}
        filling = Filling(layout, plan.lists, plan.unit, formulas, plan.entries)
        clauses = {"scores": (), "vetoes": layout.vetoes, "bonus": layout.bonus}
        keys: list[SheetKey] = ["scores"]
        keys += ["vetoes"] if layout.vetoes else []
        keys += ["bonus"] if layout.bonus else []
        for key in keys:
            sheet = ScoreSheet(self._sheet(key, WIDTHS[key]), filling)
            sheet.head(f"{self.edition.standard.title}  {layout.names[key]}", plan.mark, self._visit_line())
            if key == "scores":
                sheet.items()
            for rows in clauses[key]:
                sheet.clause(rows)
            sheet.finish(plan.title, plan.mark, self.version)

    def _visit_line(self) -> Formula:
        """The center, the channel and the standard, as a line that follows the visit sheet."""
        layout = self.plan.layout
        center, channel = (f"{layout.quoted('visit')}!{layout.visit_cell(name)}" for name in ("center", "channel"))
        label, reference = literal(_("center: ")), literal(f"    {self.edition.reference}")
        return Formula(f'={label}&{center}&"    "&{channel}&{reference}')

    def _hidden(self, key: SheetKey, cells: Mapping[Address, Content]) -> None:
        """Draw a sheet that nobody needs to see."""
        sheet = self.book.sheet(self.plan.layout.names[key])
        sheet.hide()
        sheet.protect()
        for (row, column), content in {(1, 1): str(self._stamp(key)), **cells}.items():
            sheet.put(row, column, content)


def _list_cells(columns: Iterable[tuple[str, Values]]) -> dict[Address, Content]:
    """The cells of the sheet of lists."""
    cells: dict[Address, Content] = {}
    for column, (title, values) in enumerate(columns, FIRST_COLUMN):
        cells[1, column] = title
        cells |= {(row, column): value for row, value in enumerate(values, 2)}
    return cells
