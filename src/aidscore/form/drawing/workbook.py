"""The scoring form as an Excel workbook: empty, or filled in from a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aidscore.form.beginning import NOTHING, Beginning, earlier_texts, found_by
from aidscore.form.deciding import DECIDING, deciding_digest
from aidscore.form.drawing.clause_rows import Filling
from aidscore.form.drawing.front_sheets import GUIDE_WIDTHS, VISIT_WIDTHS, VisitSheet, write_guide
from aidscore.form.drawing.keyed_sheet import KeyedSheet
from aidscore.form.drawing.result_rows import PRINTED, RESULT_WIDTHS, ResultSheet
from aidscore.form.drawing.result_sheet import ResultPage, result_line, result_page
from aidscore.form.drawing.score_sheets import ScoreSheet, widths
from aidscore.form.drawing.signed_sheet import SIGNED_WIDTHS, SignedSheet
from aidscore.form.drawing.titles import sheet_title
from aidscore.form.drawing.visit_facts import visit_line
from aidscore.form.entries import Entries, Entry, begun, entries_of
from aidscore.form.formulas.deductions import Deductions, write_deductions
from aidscore.form.formulas.figures import Figures, figures_of
from aidscore.form.formulas.inputs import formulas_of
from aidscore.form.formulas.sums import Sums
from aidscore.form.formulas.totals import sums_of
from aidscore.form.formulas.units import unit_of
from aidscore.form.layout import Layout, layout_of
from aidscore.form.lists import FIRST_COLUMN, Lists, Values, lists_of, texts_of
from aidscore.form.locked import LISTS_DIGEST, LOCKED, digest_of
from aidscore.model.campaign import Campaign
from aidscore.model.form import SheetKey, Stamp
from aidscore.model.record import Record
from aidscore.model.standard import Edition
from aidscore.wording.phases import first_sentence
from aidscore.words import _, speaking, together
from aidscore.xlsx.cells import Address, address
from aidscore.xlsx.rows import Content
from aidscore.xlsx.workbook import WorkbookWriter


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a form consists of, before it is drawn."""

    layout: Layout
    lists: Lists
    unit: int
    sums: Sums
    figures: Figures
    deductions: Deductions
    result: ResultPage
    entries: Entries
    title: str
    mark: str
    earlier: Mapping[str, str]
    """What was found last time, by clause."""
    facts: Sequence[str]
    """The facts of the deductions of a filled form, in their order."""


def form_workbook(
    edition: Edition,
    campaign: Campaign | None = None,
    record: Record | None = None,
    beginning: Beginning = NOTHING,
    least_rows: int = 1,
) -> bytes:
    """The form of a standard, in its language: empty, begun, or filled in from a record.

    A clause that may have several findings has at least `least_rows` rows for them.
    `units.too_fine` tells beforehand whether a form would not be exact.
    """
    with speaking(edition.standard.language):
        return drawn(plan_of(edition, campaign, record, beginning, least_rows))


def plan_of(
    edition: Edition,
    campaign: Campaign | None = None,
    record: Record | None = None,
    beginning: Beginning = NOTHING,
    least_rows: int = 1,
) -> Plan:
    """Everything that a form consists of, in the language in use."""
    layout, unit = layout_of(edition, record, least_rows), unit_of(edition, record)
    lists = lists_of(layout, unit, campaign)
    sums, found = sums_of(layout, lists, unit), found_by(record, edition) if record else []
    deductions = write_deductions(sums, len(found))
    figures, mark = figures_of(sums), _mark(edition, campaign)
    entries = {(sheet, cell): content for sheet, cell, content in _entries(layout, lists, record, beginning)}
    title = campaign.title if campaign else edition.standard.title
    heading = sheet_title(edition.standard.title, layout.names["result"])
    page = result_page(sums, figures, heading, mark)
    earlier = earlier_texts(beginning.earlier) if beginning.earlier else {}
    facts = [one.facts for one in found]
    return Plan(layout, lists, unit, sums, figures, deductions, page, entries, title, mark, earlier, facts)


def _entries(layout: Layout, lists: Lists, record: Record | None, beginning: Beginning) -> Iterator[Entry]:
    """What is entered in a form when it is made."""
    yield from begun(layout, lists, beginning)
    if record is not None:
        yield from entries_of(layout, lists, record)


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

    def draw(self) -> None:
        """Draw every sheet."""
        plan, layout = self.plan, self.plan.layout
        guide = self._sheet("guide", GUIDE_WIDTHS)
        last = write_guide(guide, layout, self._title("guide"), plan.mark)
        guide.printed(last, "said", landscape=False, margins=self._margins())
        visit = self._sheet("visit", VISIT_WIDTHS)
        last = VisitSheet(visit, layout, plan.lists, plan.entries).write(self._title("visit"), plan.mark)
        visit.printed(last, "help", landscape=True, margins=self._margins())
        self._score_sheets()
        result = self._sheet("result", RESULT_WIDTHS)
        last = ResultSheet(result, layout).write(plan.result)
        result.printed(last, PRINTED, landscape=False, margins=self._margins())
        self._signed_sheet()
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
        return self.plan.title, self.plan.mark, "", ""

    def _score_sheets(self) -> None:
        """Draw the sheets with a row for every finding."""
        plan, layout = self.plan, self.plan.layout
        formulas = {(sheet, cell): formula for sheet, cell, formula in formulas_of(plan.sums)}
        filling = Filling(layout, plan.lists, plan.unit, formulas, plan.entries, plan.earlier)
        clauses = {"scores": (), "vetoes": layout.vetoes, "bonus": layout.bonus}
        keys: list[SheetKey] = ["scores"]
        keys += ["vetoes"] if layout.vetoes else []
        keys += ["bonus"] if layout.bonus else []
        for key in keys:
            sheet = ScoreSheet(self._sheet(key, widths(key)), filling)
            sheet.head(self._title(key), plan.mark, visit_line(layout))
            if key == "scores":
                sheet.items()
            for rows in clauses[key]:
                sheet.clause(rows)
            sheet.finish(plan.title, plan.mark)

    def _signed_sheet(self) -> None:
        """Draw the sheet with the deductions and signatures."""
        plan = self.plan
        sheet = self._sheet("signed", SIGNED_WIDTHS)
        drawn_sheet = SignedSheet(sheet, plan.layout, result_line(plan.layout, plan.result))
        last = drawn_sheet.write(self._title("signed"), plan.mark, plan.deductions, plan.facts)
        sheet.printed(last, "points", landscape=False, margins=self._margins(), fit=drawn_sheet.fit)

    def _title(self, key: SheetKey) -> str:
        """The title of a sheet: what is assessed, and the name of the sheet."""
        return sheet_title(self.edition.standard.title, self.plan.layout.names[key])

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
