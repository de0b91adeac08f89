"""A filled form as the tree of texts that a record has, so that the same checks follow.

A finding is a row where something was measured, counted or ticked. Rows of forms that were filled from a record keep
its order; what was typed afterwards follows in the order of the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.form.reading.form import Form
from aidscore.form.reading.locked import keeps_locked_cells, locked_problems
from aidscore.form.reading.problems import active_content, unreadable
from aidscore.form.reading.sheets import (
    Entry,
    FormSheet,
    Row,
    form_sheet,
    is_read,
    list_words,
    outside_problems,
    sheet_problems,
    stamp_of,
    structure_problems,
)
from aidscore.form.reading.values import TICKS, Values
from aidscore.model.form import KEPT_IN_FORM, MEASURES, REMARKS, SheetKey, Stamp, clause_of, element_of
from aidscore.model.source import KeyPath, Source
from aidscore.read.tree import Tree
from aidscore.xlsx.cells import Sheet
from aidscore.xlsx.package import open_package
from aidscore.xlsx.problems import Unreadable
from aidscore.xlsx.reader import sheets_of

KEPT = frozenset(chain.from_iterable(KEPT_IN_FORM.values()))
"""The fields that are no part of a record."""


def read_form(path: str, data: bytes) -> Form:
    """The form in the bytes of a workbook; without a tree where there is none."""
    try:
        package = open_package(data)
        sheets = sheets_of(package, is_read)
    except Unreadable as problem:
        return _no_form(path, [unreadable(path, problem.reason, len(data))])
    return _form(path, sheets, list(active_content(path, package)))


def _no_form(path: str, diagnostics: Iterable[Diagnostic]) -> Form:
    """What cannot be read as a form."""
    return Form(Source(path), None, None, (), tuple(diagnostics))


def _form(path: str, sheets: Sequence[Sheet], problems: list[Diagnostic]) -> Form:
    """The form that sheets make, if any of them has a stamp; `problems` are what is wrong with the workbook."""
    texts = {sheet.number: stamp for sheet in sheets if (stamp := stamp_of(sheet)) is not None}
    if not texts:
        return _no_form(path, [Diagnostic("not-a-form", Place(path))])
    stamps = {number: Stamp.of(text) for number, text in texts.items()}
    if None in stamps.values():
        odd = next(texts[number] for number, stamp in stamps.items() if stamp is None)
        return _no_form(path, [Diagnostic("form-of-another-format", Place(path), {"stamp": odd[:80]})])
    ours = [form_sheet(path, sheet, found_stamp) for sheet in sheets if (found_stamp := stamps.get(sheet.number))]
    others = [sheet for sheet in sheets if sheet.number not in stamps]
    problems += [*sheet_problems(path, ours, others), *structure_problems(ours)]
    problems += locked_problems(ours) if keeps_locked_cells(ours) else outside_problems(ours)
    if any(problem.code in ("sheet-missing", "sheet-twice") for problem in problems):
        return _no_form(path, problems)
    return _Filled(path, ours, problems).form()


class _Filled:
    """Builds the tree of a record from the sheets of a form, with the place of everything in it."""

    def __init__(self, path: str, sheets: Sequence[FormSheet], problems: list[Diagnostic]) -> None:
        self.path = path
        self.sheets = {sheet.key: sheet for sheet in sheets}
        self.visit = self.sheets["visit"]
        self.values = Values(list_words(sheets), self.visit.sheet.epoch, problems)
        top = self.visit.place((1, 1))
        self.cells: dict[KeyPath, Place] = {(): top, ("aidscore",): top, ("standard",): top}
        self.inputs: dict[KeyPath, str] = {}

    def form(self) -> Form:
        """The whole form."""
        tree: dict[str, Tree] = {"aidscore": "record/1", "standard": self.visit.stamp.standard}
        tree |= self._visit()
        tree["findings"] = self._findings()
        if without := self._not_applicable():
            tree["not_applicable"] = without
        self._name_boxes()
        source = Source(self.path, cells=self.cells, inputs=self.inputs)
        centers = {id_: name for name, id_ in self.values.lists.get("center", {}).items()}
        sheets, problems = tuple(self.sheets.values()), tuple(self.values.problems)
        return Form(source, tree, self.visit.stamp, sheets, problems, centers)

    def _name_boxes(self) -> None:
        """What the inputs of a sub-item are called."""
        for row in self._rows("scores"):
            if clause_of(row.id) is None:
                self.inputs |= {("sub_items", row.id, entry.field): entry.name for entry in row.entries}

    def _rows(self, *keys: SheetKey) -> Iterator[Row]:
        """The rows of some sheets."""
        for key in keys:
            if key in self.sheets:
                yield from self.sheets[key].rows

    def _visit(self) -> Iterator[tuple[str, Tree]]:
        """Who was visited, when, how, by whom, and what was examined."""
        inspectors: list[Tree] = []
        for row in self._rows("visit"):
            if clause_of(row.id) is not None:
                inspectors += self._inspector(row, len(inspectors))
                continue
            for entry in row.entries:
                self.cells[entry.field,] = entry.place
                self.inputs[entry.field,] = row.locked["label"][1].text if "label" in row.locked else entry.field
                if entry.is_filled:
                    yield entry.field, self._visit_value(entry)
        if inspectors:
            yield "inspectors", inspectors

    def _visit_value(self, entry: Entry) -> Tree:
        """What a field of the visit sheet says."""
        match entry.field:
            case "examined":
                scope, ticked = self.values.word(entry, "scope"), self._ticked()
                return self._examined(ticked) if scope == "listed" else scope
            case "center" | "channel" as name:
                return self.values.word(entry, name, or_id=name == "center")
            case "date":
                return self.values.day(entry)
            case "declared_score":
                return self.values.number(entry)
            case _:
                return self.values.text(entry)

    def _inspector(self, row: Row, number: int) -> Iterator[Tree]:
        """An inspector, where the row names one."""
        filled = {entry.field: entry for entry in row.entries if entry.is_filled}
        if not filled:
            return
        path: KeyPath = ("inspectors", number)
        self.cells.setdefault(path[:1], row.entries[0].place)
        self.cells[path] = row.entries[0].place
        tree: dict[str, Tree] = {}
        label = row.locked["label"][1].text if "label" in row.locked else row.id
        for entry in row.entries:
            self.cells[*path, entry.field] = entry.place
            self.inputs[*path, entry.field] = label
        if "name" in filled:
            tree["name"] = self.values.text(filled["name"])
        if "from" in filled:
            tree["from"] = self.values.word(filled["from"], "from", or_id=True)
        yield tree

    def _ticked(self) -> list[tuple[Row, Entry]]:
        """The items and sub-items that are ticked as examined, with their inputs."""
        boxes = [(row, entry) for row in self._rows("scores") for entry in row.entries if entry.field == "examined"]
        ticked = [(row, entry) for row, entry in boxes if self.values.is_ticked(entry)]
        return sorted(ticked, key=lambda box: box[0].order("order"))

    def _examined(self, ticked: Sequence[tuple[Row, Entry]]) -> list[Tree]:
        """What was examined, where it is not everything."""
        for number, (_row, entry) in enumerate(ticked):
            self.cells["examined", number] = entry.place
        return [row.id for row, _entry in ticked]

    def _not_applicable(self) -> list[Tree]:
        """The sub-items that do not apply, with their reasons."""
        boxes = [(row, entry) for row in self._rows("scores") for entry in row.entries]
        filled = [(row, entry) for row, entry in boxes if entry.field == "not_applicable" and entry.is_filled]
        filled.sort(key=lambda box: box[0].order("order-na"))
        for number, (_row, entry) in enumerate(filled):
            self.cells["not_applicable", number] = entry.place
        return [{"sub_item": row.id, "reason": self.values.text(entry)} for row, entry in filled]

    def _findings(self) -> list[Tree]:
        """The findings, in the order of the record where there was one."""
        found = [(slot, measures) for slot in self._slots() if (measures := self._measured(slot))]
        found.sort(key=lambda pair: min(row.order("order") for row in pair[0].rows))
        return [self._finding(slot, measures, number) for number, (slot, measures) in enumerate(found)]

    def _slots(self) -> Iterator[_Slot]:
        """The rows of each finding."""
        for key in ("scores", "vetoes", "bonus"):
            rows: dict[str, list[Row]] = {}
            for row in self._rows(key):
                if clause_of(row.id) is not None:
                    rows.setdefault(row.id, []).append(row)
            yield from (_Slot(rule, tuple(part)) for rule, part in rows.items())

    def _measured(self, slot: _Slot) -> list[Entry]:
        """The measures that a row says; none where it is no finding."""
        filled = [entry for entry in slot.entries if entry.is_filled and entry.field not in KEPT]
        measures = [entry for entry in filled if entry.field.partition("/")[0] in MEASURES]
        has_level = any(entry.field == "level" for entry in slot.entries)
        if has_level and not any(entry.field == "level" for entry in measures):
            measures = []
        if filled and not measures:
            empty = next(entry for entry in slot.entries if entry.field.partition("/")[0] in MEASURES)
            arguments = {"row": filled[0].place.line, "input": empty.name}
            self.values.problems.append(Diagnostic("unfinished-finding", filled[0].place, arguments))
        return measures

    def _finding(self, slot: _Slot, measures: Sequence[Entry], number: int) -> Tree:
        """A finding."""
        path: KeyPath = ("findings", number)
        self.cells[path] = measures[0].place
        for entry in slot.entries:
            self.cells[*path, entry.field] = entry.place
            self.inputs[*path, entry.field] = entry.name
        tree: dict[str, Tree] = {"rule": slot.clause}
        tree |= self._measure(slot, measures, path)
        for entry in slot.entries:
            if entry.is_filled and entry.field in REMARKS:
                tree[entry.field] = self._remark(entry)
        return tree

    def _measure(self, slot: _Slot, measures: Sequence[Entry], path: KeyPath) -> Iterator[tuple[str, Tree]]:
        """How much a finding says."""
        sample = {entry.field: entry for entry in measures if entry.field in ("drawn", "failed")}
        if sample:
            yield "sample", self._sample(slot, sample, path)
        if elements := self._elements(slot, path):
            yield "missing", elements
        for entry in measures:
            match entry.field:
                case "found":
                    self.values.is_ticked(entry)
                case "count" if entry.cell and entry.cell.text.strip() in TICKS:
                    continue
                case "level":
                    yield "level", self.values.word(entry, f"level/{slot.clause}")
                case "count" | "points" | "value" as name:
                    yield name, self.values.number(entry)
                case _:
                    continue

    def _sample(self, slot: _Slot, sample: Mapping[str, Entry], path: KeyPath) -> Tree:
        """A sample; half of one is unfinished."""
        for entry in slot.entries:
            if entry.field in ("drawn", "failed"):
                self.cells[*path, "sample", entry.field] = entry.place
        self.cells[*path, "sample"] = next(iter(sample.values())).place
        if len(sample) == 1:
            empty = next(entry for entry in slot.entries if entry.field in ("drawn", "failed") and not entry.is_filled)
            arguments = {"input": empty.name}
            self.values.problems.append(Diagnostic("unfinished-finding/sample", empty.place, arguments))
        return {name: self.values.number(entry) for name, entry in sample.items()}

    def _elements(self, slot: _Slot, path: KeyPath) -> list[Tree]:
        """The elements of a missing rule that are ticked."""
        ticked = []
        for row in slot.rows:
            for entry in row.entries:
                key = element_of(entry.field)
                if key is not None and self.values.is_ticked(entry):
                    ticked.append((row.order("order-na"), key, entry.place))
        ticked.sort(key=lambda tick: tick[0])
        for number, (_order, _key, place) in enumerate(ticked):
            self.cells[*path, "missing", number] = place
        return [key for _order, key, _place in ticked]

    def _remark(self, entry: Entry) -> Tree:
        """A remark: note, evidence, status or its explanation."""
        if entry.field == "status":
            return self.values.word(entry, "status")
        text = self.values.text(entry)
        if entry.field == "evidence" and text:
            return [line for line in text.split("\n") if line.strip()]
        return text


@dataclass(frozen=True, slots=True)
class _Slot:
    """The rows of a finding."""

    id: str
    rows: tuple[Row, ...]

    @property
    def clause(self) -> str:
        """The rule, veto or bonus rule that it is of."""
        return self.id.rpartition("#")[0]

    @property
    def entries(self) -> list[Entry]:
        """The inputs of all its rows."""
        return [entry for row in self.rows for entry in row.entries]
