"""Reads the cells of the sheets of a workbook.

This reader exists because a form has to be compared with what its file really contains: the usual readers keep the last
of two cells with one address, believe the sizes that the file states, and round numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from decimal import InvalidOperation
from posixpath import join, normpath
from xml.parsers.expat import ExpatError

from aidscore.xlsx.cells import (
    BUILT_IN_FORMATS,
    EPOCH_1900,
    EPOCH_1904,
    Address,
    Cell,
    CellKind,
    Sheet,
    address,
    day_of,
    decimal_of,
    iso_day,
    kind_of_format,
    unescaped,
)
from aidscore.xlsx.package import Package
from aidscore.xlsx.problems import Unreadable
from aidscore.xlsx.xml import Attributes, Elements, Texts

LAST_ROW, LAST_COLUMN = 20_000, 16_384
"""Cells below or to the right of these are not kept."""
MOST_MERGED = 20_000
"""The most merged areas of a sheet."""


class _Enough(Exception):
    """The rest of a sheet is not wanted."""


def sheets_of(package: Package, wanted: Callable[[str], bool]) -> list[Sheet]:
    """The sheets of a workbook, in their order; only the first filled cell of those whose A1 is not wanted.

    Raises Unreadable.
    """
    try:
        return _Workbook(package, wanted).sheets()
    except (ExpatError, LookupError, ValueError, InvalidOperation) as problem:
        raise Unreadable("damaged") from problem


class _Workbook:
    """Reads the parts of a workbook that the contents of its cells depend on."""

    def __init__(self, package: Package, wanted: Callable[[str], bool]) -> None:
        self.elements, self.wanted = Elements(package), wanted
        self.epoch = EPOCH_1900
        self.formats: list[CellKind] = []
        self.texts: list[str] = []

    def sheets(self) -> list[Sheet]:
        """Every sheet."""
        main = self._main()
        folder, _, file = main.rpartition("/")
        targets = dict(self._related(f"{folder}/_rels/{file}.rels"))
        listed: list[Attributes] = []
        starts: Mapping[str, Callable[[Attributes], None]] = {"sheet": listed.append, "workbookPr": self._epoch}
        self.elements.scan(main, starts)
        kinds = {kind: normpath(join("/" + folder, target)) for kind, target in targets.values()}
        self.formats = list(_Styles(self).kinds(kinds.get("styles", "")))
        self.texts = list(_SharedStrings(self).texts(kinds.get("sharedStrings", "")))
        sheets = []
        for number, attributes in enumerate(listed, 1):
            kind, target = targets[next((value for name, value in attributes.items() if name.endswith(" id")), "")]
            is_hidden = attributes.get("state", "visible") != "visible"
            sheet = Sheet(attributes["name"], number, self.epoch, is_hidden=is_hidden)
            if kind == "worksheet":
                _SheetReader(self, sheet).read(normpath(join("/" + folder, target)))
            sheets.append(sheet)
        return sheets

    def _main(self) -> str:
        """The part that lists the sheets."""
        for kind, target in dict(self._related("_rels/.rels")).values():
            if kind == "officeDocument":
                return normpath("/" + target).lstrip("/")
        raise Unreadable("damaged")

    def _related(self, name: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """The parts that another part names: id, kind and target."""
        found: list[Attributes] = []
        self.elements.scan(name, {"Relationship": found.append})
        for attributes in found:
            if attributes.get("TargetMode") != "External":
                yield attributes["Id"], (attributes["Type"].rpartition("/")[2], attributes["Target"])

    def _epoch(self, attributes: Attributes) -> None:
        """The day from which dates are counted."""
        if attributes.get("date1904") in ("1", "true"):
            self.epoch = EPOCH_1904


class _SharedStrings:
    """Reads the texts that cells refer to by their number."""

    def __init__(self, workbook: _Workbook) -> None:
        self.workbook, self.collected = workbook, Texts()
        self.found: list[str] = []

    def texts(self, name: str) -> list[str]:
        """Every text; none where the workbook has no such part."""
        if name:
            self.workbook.elements.parse(
                name, lambda element, _attributes: self.collected.start(element), self._end, self._text
            )
        return self.found

    def _end(self, element: str) -> None:
        self.collected.end(element)
        if element == "si":
            self.found.append(self.collected.taken())

    def _text(self, text: str) -> None:
        self.collected.text(text)


class _Styles:
    """Reads which cells show dates and percentages."""

    def __init__(self, workbook: _Workbook) -> None:
        self.workbook = workbook
        self.codes: dict[str, str] = {}
        self.formats: list[str] = []
        self.inside = False

    def kinds(self, name: str) -> Iterator[CellKind]:
        """What the numbers of each style are."""
        if name:
            self.workbook.elements.parse(name, self._start, self._end)
        for number in self.formats:
            yield kind_of_format(self.codes.get(number) or BUILT_IN_FORMATS.get(_whole(number), ""))

    def _start(self, element: str, attributes: Attributes) -> None:
        if element == "cellXfs":
            self.inside = True
        elif element == "numFmt" and "numFmtId" in attributes:
            self.codes.setdefault(attributes["numFmtId"], attributes.get("formatCode", ""))
        elif element == "xf" and self.inside:
            self.formats.append(attributes.get("numFmtId", "0"))

    def _end(self, element: str) -> None:
        if element == "cellXfs":
            self.inside = False


class _SheetReader:
    """Reads the cells of a sheet."""

    def __init__(self, workbook: _Workbook, sheet: Sheet) -> None:
        self.workbook, self.sheet, self.inline = workbook, sheet, Texts()
        self.row = self.column = 0
        self.attributes: Attributes = {}
        self.value: list[str] | None = None
        self.written = ""
        self.is_formula = False
        self.rows: set[int] = set()
        self.seen: set[Address] = set()

    def read(self, name: str) -> None:
        """Read a sheet's part, as far as it is wanted."""
        with suppress(_Enough):
            self.workbook.elements.parse(name, self._start, self._end, self._text)

    def _start(self, element: str, attributes: Attributes) -> None:
        if element == "c":
            self._place(attributes)
            self.attributes, self.written, self.is_formula = attributes, "", False
        elif element == "v":
            self.value = []
        elif element == "f":
            self.is_formula = True
        elif element == "row":
            self._row(attributes)
        elif element == "col" and _is_hidden(attributes, "width"):
            self.sheet.hidden_columns.append((_whole(attributes["min"]), _whole(attributes["max"])))
        elif element == "mergeCell":
            first, _, last = attributes["ref"].partition(":")
            self.sheet.merged.append((address(first), address(last or first)))
            if len(self.sheet.merged) > MOST_MERGED:
                raise Unreadable("content-too-large")
        self.inline.start(element)

    def _row(self, attributes: Attributes) -> None:
        """A row begins; rows and cells without an address follow the one before."""
        self.row = _whole(attributes["r"]) if "r" in attributes else self.row + 1
        self.column = 0
        if self.row in self.rows:
            self.sheet.twice.append((self.row, 1))
        self.rows.add(self.row)
        if _is_hidden(attributes, "ht"):
            self.sheet.hidden_rows.add(self.row)

    def _place(self, attributes: Attributes) -> None:
        """A cell begins."""
        at = address(attributes["r"]) if "r" in attributes else (self.row, self.column + 1)
        if at[0] != self.row or at in self.seen:
            self.sheet.twice.append(at)
        self.seen.add(at)
        self.column = at[1]

    def _text(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)
        else:
            self.inline.text(text)

    def _end(self, element: str) -> None:
        self.inline.end(element)
        if element == "v" and self.value is not None:
            self.written, self.value = "".join(self.value), None
        elif element == "is":
            self.written = self.inline.taken()
        elif element == "c":
            self._keep()

    def _keep(self) -> None:
        """Keep the content of the cell."""
        found = self._cell()
        if found is None or not (found.text.strip() or found.kind == "formula"):
            return
        if self.row <= LAST_ROW and self.column <= LAST_COLUMN:
            self.sheet.cells[self.row, self.column] = found
        elif not self.sheet.far:
            self.sheet.far.append((self.row, self.column))
        if len(self.sheet.cells) < 2 and not self.workbook.wanted(self._first()):
            raise _Enough

    def _first(self) -> str:
        """The text of A1."""
        found = self.sheet.cells.get((1, 1))
        return found.text if found else ""

    def _cell(self) -> Cell | None:
        """The content of the cell; None for an empty one."""
        kind, written = self.attributes.get("t", "n"), self.written
        if self.is_formula:
            return Cell("formula", written)
        if kind == "s":
            return Cell("text", self.workbook.texts[_whole(written.strip())]) if written.strip() else None
        if kind == "inlineStr":
            return Cell("text", written)
        if kind == "str":
            return Cell("text", unescaped(written))
        if kind == "b":
            return Cell("boolean", "TRUE" if written.strip() == "1" else "FALSE")
        if kind == "e":
            return Cell("error", written)
        if not written.strip():
            return None
        if kind == "d":
            return Cell("date", iso_day(written.strip()))
        return self._number(written.strip())

    def _number(self, written: str) -> Cell:
        """A number, a percentage or a date, by the style of the cell; an error where it is not a number."""
        style = _whole(self.attributes.get("s", "0"))
        kind = self.workbook.formats[style] if style < len(self.workbook.formats) else "number"
        try:
            if kind == "date":
                return Cell("date", day_of(written, self.sheet.epoch))
            number = decimal_of(written, hundredfold=kind == "percent")
        except ValueError:
            return Cell("error", written)
        return Cell("percent", f"{number}%") if kind == "percent" else Cell("number", number)


def _is_hidden(attributes: Attributes, size: str) -> bool:
    """Whether a row or a column is hidden or too small to see. Raises ValueError for a size that is no number."""
    return attributes.get("hidden") in ("1", "true") or float(attributes.get(size, "1")) < 1


def _whole(written: str) -> int:
    """A whole number of ASCII digits. Raises ValueError."""
    if not (written.isascii() and written.isdigit() and len(written) <= 10):
        raise ValueError(written)
    return int(written)
