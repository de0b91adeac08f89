"""Reading a result that `aidscore batch` wrote as a workbook or as a page: its options, its inputs, every text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from aidscore.diagnostics.message import Diagnostic, Place
from aidscore.media.html.frame import RESULT
from aidscore.media.json.settings import FORMAT
from aidscore.model.written_results import ValueChange, Verification
from aidscore.pages.inputs import DIGEST
from aidscore.read.bytes import read_bytes
from aidscore.written_results.files import file_changes
from aidscore.written_results.markup import markup_changes, pieces_of
from aidscore.written_results.read import LARGEST, WrittenResult, parsed
from aidscore.written_results.verify import option_changes
from aidscore.xlsx.cells import Sheet, column_letters
from aidscore.xlsx.package import Package, open_package
from aidscore.xlsx.problems import Unreadable
from aidscore.xlsx.reader import sheets_of

ENDINGS = (".xlsx", ".html")
"""The endings of results that are made for people and can be verified."""
_DESCRIPTION = re.compile(r"<(?:\w+:)?description[^>]*>([^<]*)<")


class Row(NamedTuple):
    """A row of a sheet or of a table on a page, or a paragraph."""

    section: str
    """The name of the sheet, or the title above the table."""
    texts: Mapping[str, str]
    """The texts of its cells by what the cells are called."""


@dataclass(frozen=True, slots=True)
class WrittenPages:
    """A result that was made for people, as it was read."""

    result: WrittenResult
    """Its options and its inputs."""
    values: Mapping[tuple[str, ...], str]
    """Every text by its place; files are named as they are from the folder of the records."""
    unread: tuple[str, ...] = ()
    """The sheets that have more rows than are read."""
    markup: Sequence[str] = ()
    """The tags and the texts of a page, everything that it is made of; none of a workbook."""
    hidden: frozenset[tuple[str, str]] = frozenset()
    """The hidden sheets, rows and columns of a workbook: the name of the sheet, and the row or the column."""


def read_pages(path: str) -> WrittenPages | Diagnostic:
    """The result in a workbook or a page, or why it is none."""
    data = read_bytes(path, LARGEST)
    if isinstance(data, Diagnostic):
        return data
    return pages_of(data, is_workbook=path.lower().endswith(".xlsx")) or Diagnostic("not-a-result", Place(path))


def pages_of(data: bytes, *, is_workbook: bool) -> WrittenPages | None:
    """The result that a workbook or a page is; None where it is none, or does not say what it was made from."""
    page, sheets = "", list[Sheet]()
    try:
        if is_workbook:
            package = open_package(data)
            sheets = sheets_of(package, lambda _first: True)
            rows, unread = _rows_of_workbook(sheets)
            settings = _settings_of(package)
        else:
            page, reader = data.decode("utf-8"), _PageReader()
            reader.feed(page)
            rows, unread, settings = reader.rows, (), reader.settings
        document = parsed(settings)
    except (Unreadable, ValueError):
        return None
    head = _head_of_inputs(rows)
    if head is None or not isinstance(document, dict):
        return None
    result = WrittenResult.of({**document, "inputs": [*_inputs(rows[head:])]})
    if result is None:
        return None
    folder = result.options.folder
    return WrittenPages(result, _values(rows, folder), unread, pieces_of(page, folder), frozenset(_hidden(sheets)))


def is_workbook_of_ours(data: bytes) -> bool:
    """Whether a workbook keeps the options of a result."""
    try:
        settings = parsed(_settings_of(open_package(data)))
    except (Unreadable, ValueError):
        return False
    return isinstance(settings, dict) and settings.get("aidscore") == FORMAT


def _rows_of_workbook(sheets: Sequence[Sheet]) -> tuple[list[Row], tuple[str, ...]]:
    """The rows of every sheet, without what is a formula; and the sheets with more rows than are read."""
    rows, unread = [], []
    for sheet in sheets:
        found: dict[int, dict[str, str]] = {}
        for (number, column), cell in sheet.cells.items():
            if cell.kind != "formula":
                found.setdefault(number, {})[f"{column_letters(column)}{number}"] = cell.text
        rows += [Row(sheet.name, texts) for texts in found.values()]
        unread += [sheet.name] if sheet.far else []
    return rows, tuple(unread)


def _hidden(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    """The hidden sheets, and their hidden rows and columns that have cells: the name of the sheet, and what is hidden.

    Only of what has cells the programs that save a workbook agree on.
    """
    for sheet in sheets:
        if sheet.is_hidden:
            yield sheet.name, "sheet"
        for number in sheet.hidden_rows.intersection(row for row, _column in sheet.cells):
            yield sheet.name, str(number)
        for column in {column for _row, column in sheet.cells}:
            if any(first <= column <= last for first, last in sheet.hidden_columns):
                yield sheet.name, column_letters(column)


def _settings_of(package: Package) -> str:
    """The options in the properties of a workbook."""
    found = _DESCRIPTION.search((package.part("docProps/core.xml") or b"").decode("utf-8"))
    return unescape(found[1]) if found else ""


@dataclass
class _PageReader(HTMLParser):
    """Reads the rows of the tables of a page, its terms and its paragraphs."""

    rows: list[Row] = field(default_factory=list)
    settings: str = ""
    section: str = ""
    texts: list[str] = field(default_factory=list)
    text: str | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A cell or a heading begins; the options are in an element of the head."""
        given = dict(attrs)
        if tag == "meta" and given.get("name") == RESULT:
            self.settings = given.get("content") or ""
        elif tag in ("td", "th", "dt", "dd", "h1", "h2", "h3", "caption", "p"):
            self.text = ""
        elif tag == "tr":
            self.texts = []

    def handle_data(self, data: str) -> None:
        """A part of a text."""
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        """A cell, a row or a heading ends."""
        if tag == "tr":
            self._row(self.texts)
        elif self.text is None:
            return
        elif tag in ("td", "th", "dt"):
            self.texts = [self.text] if tag == "dt" else [*self.texts, self.text]
        elif tag in ("h1", "h2", "h3", "caption"):
            self.section = self.text
            self._row([self.text])
        elif tag in ("dd", "p"):
            self._row([*self.texts[:1], self.text] if tag == "dd" else [self.text])
        else:
            return
        self.text = None

    def _row(self, texts: Sequence[str]) -> None:
        """Keep the texts of a row."""
        self.rows.append(Row(self.section, {str(number): text for number, text in enumerate(texts, 1)}))


def _head_of_inputs(rows: Sequence[Row]) -> int | None:
    """The number of the row with the heading of the digests; None where there is none."""
    return next((number for number, row in enumerate(rows) if [*row.texts.values()][3:] == [DIGEST]), None)


def _inputs(rows: Sequence[Row]) -> Iterator[Mapping[str, object]]:
    """The inputs that are listed below the heading of the digests, which is the first of the rows."""
    for row in rows[1:]:
        path, kind, outcome, *digest = row.texts.values() if len(row.texts) in (3, 4) else ("", "", "")
        if not path or row.section != rows[0].section:
            return
        yield {"path": path, "kind": kind, "outcome": outcome, "sha256": next(iter(digest), "") or None}


def _values(rows: Sequence[Row], folder: str) -> dict[tuple[str, ...], str]:
    """Every text by its place: its section, the first text of its row, its cell."""
    values: dict[tuple[str, ...], str] = {}
    seen: dict[tuple[str, str], int] = {}
    start = folder.rstrip("/") + "/"
    for row in rows:
        texts = {name: text.replace(start, "") if text != folder else "." for name, text in row.texts.items()}
        first = next(iter(texts.values()), "")
        number = seen[row.section, first] = seen.get((row.section, first), 0) + 1
        label = first if number == 1 else f"{first} #{number}"
        values |= {(row.section, label, name): text for name, text in texts.items()}
    return values


def verified_pages(written: WrittenPages, now: WrittenPages) -> Verification:
    """A result for people held against the one that is made from a folder now, with the same options."""
    places = {**written.values, **now.values}
    changes = [
        ValueChange(where, written.values.get(where, "-"), now.values.get(where, "-"))
        for where in places
        if written.values.get(where) != now.values.get(where)
    ]
    changes += _hidden_changes(written.hidden, now.hidden)
    changes += option_changes(written.result, now.result)
    changes += [ValueChange((name,), "…", "…") for name in written.unread]
    changes += [] if changes else markup_changes(written.markup, now.markup)
    return Verification(tuple(file_changes(written.result, now.result)), tuple(changes), len(written.values))


def _hidden_changes(written: Set[tuple[str, str]], now: Set[tuple[str, str]]) -> Iterator[ValueChange]:
    """What is hidden only in one of two workbooks."""
    for sheet, what in sorted(written ^ now):
        before, after = ("true" if (sheet, what) in hidden else "false" for hidden in (written, now))
        yield ValueChange((sheet, "hidden", what), before, after)
