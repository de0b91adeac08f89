"""The HTML page of a report: its blocks laid out by templates, in one file that loads and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from aidscore.media.html.blocks import fragment
from aidscore.media.html.elements import CHINESE, Html, element, escaped, joined, language, markup
from aidscore.media.html.frame import policy_of
from aidscore.media.report.plots import column_plot, legend_sign, row_plot
from aidscore.pages.report.blocks import Block, Grid, Heading, ReportPage, Row, Section
from aidscore.pages.report.names import common_start
from aidscore.pages.report.page import report_page
from aidscore.pages.report.pieces import Datum, Link, Text
from aidscore.reporting.result import Report
from aidscore.run.inputs import inputs_of
from aidscore.words import _, speaking, spoken

FOLDER = Path(__file__).parent
STYLE = re.sub(r"/\*.*?\*/\n?|\n\s+", "", FOLDER.joinpath("report.css").read_text(encoding="utf-8"), flags=re.DOTALL)
"""The style without its comments, each rule in one line."""
CARDS = 5
"""A table with so many columns or more becomes cards on a phone."""
WIDE = "min-width:9em"
DASH = 'content:"\\2013"'
"""What an empty cell of a narrow column shows."""
SIDES = {
    "right": "text-align:right;white-space:nowrap;min-width:3.5em;font-variant-numeric:tabular-nums",
    "center": "text-align:center;min-width:4em",
}
_PLAIN = re.compile(r"[A-Za-z0-9\u3400-\u9fff]")


def report_html(report: Report, asked: str | None = None) -> bytes:
    """A report as a UTF-8 file, in the language asked for or else in that of its standard."""
    standards = (phase.phase.edition.standard for phase in report.phases)
    with speaking(asked or next((standard.language for standard in standards), spoken())):
        return rendered(report_page(report, [*inputs_of(report.outcome)]))


def rendered(page: ReportPage) -> bytes:
    """A page of a report as a UTF-8 file."""
    columns = Columns(page)
    style = STYLE + columns.style()
    policy = Markup(policy_of(style))
    words = {"contents": _("Contents")}
    template = _environment().get_template("report.html.jinja")
    text = template.render(
        page=page, language=language(), style=Markup(style), policy=policy, columns=columns, cards=CARDS, words=words
    )
    return text.encode("utf-8", "backslashreplace")


def _environment() -> Environment:
    """The templates, with what turns parts of blocks into markup; everything else is escaped."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {
        "words": lambda text: Markup(markup(text)),
        "pieces": lambda text, at="": Markup(pieces(text, at)),
        "cell": lambda text, at="", **attributes: Markup(cell(text, at, **attributes)),
        "common": common,
        "fragment": fragment,
        "rows_drawn": lambda plot, key: Markup(row_plot(plot, key)),
        "columns_drawn": lambda plot, key: Markup(column_plot(plot, key)),
        "sign": lambda shape: Markup(legend_sign(shape)),
        "kind": lambda block: type(block).__name__,
    }
    return environment


def pieces(text: Text, at: str = "") -> Html:
    """Pieces of a sentence: words, links, and numbers, each with its place in the document, as `data-key`.

    The key goes on from `at`, which elements around it say once, as `data-at`; a number that is shown rounded has its
    exact value as `data-value`.
    """
    return joined([_piece(piece, at) for piece in text])


def _piece(piece: str | Datum | Link, at: str) -> Html:
    """One piece; a link of just a number is both."""
    match piece:
        case Datum():
            return element("span", piece.text, **_place(piece, at))
        case Link((Datum() as datum,), anchor):
            return element("a", datum.text, href=fragment(anchor), **_place(datum, at))
        case Link():
            return element("a", pieces(piece.pieces, at), href=fragment(piece.anchor))
        case _:
            return markup(piece)


def cell(text: Text, at: str, tag: str = "td", **attributes: str) -> Html:
    """A cell of a table. A cell of just a number is the number itself; one in another language says so once."""
    match text:
        case (Datum() as datum,):
            return element(tag, datum.text, **attributes, **_place(datum, at))
        case (str(words),) if spoken() != "zh" and CHINESE.match(words):
            return element(tag, joined([*_lines(words)]), **attributes, lang="zh-CN")
        case (Link((str(words),), anchor),) if spoken() != "zh" and CHINESE.match(words):
            return element(tag, element("a", escaped(words), href=fragment(anchor)), **attributes, lang="zh-CN")
        case _:
            return element(tag, pieces(text, at), **attributes)


def _lines(text: str) -> Iterator[Html]:
    """The lines of a text, with line breaks between them."""
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Html("<br>")
        yield escaped(line)


def _place(datum: Datum, at: str) -> dict[str, str]:
    """The attributes of a number."""
    return {"data_key": datum.key.removeprefix(at), "data_value": datum.rounded_from}


def common(rows: Sequence[Row], at: str) -> str:
    """What the places of the numbers of rows have in common beyond `at`, up to a dot; empty where it saves nothing."""
    keys = [key.removeprefix(at) for row in rows for cell in row.cells for key in _keys(cell)]
    start, dot, _rest = common_start(keys).rpartition(".") if keys else ("", "", "")
    is_shorter = len(start) * (len(keys) - 1) > len(' data-at=""') - len(keys)
    return start + dot if is_shorter else ""


def _keys(text: Text) -> Iterator[str]:
    """The places of the numbers of a text."""
    for piece in text:
        if isinstance(piece, Datum):
            yield piece.key
        elif isinstance(piece, Link):
            yield from _keys(piece.pieces)


class Columns:
    """The looks and titles of columns: in the style, once for all tables with the same columns."""

    def __init__(self, page: ReportPage) -> None:
        self._names: dict[tuple[Heading, ...], str] = {}
        for block in _blocks(page):
            if isinstance(block, Grid):
                self._names.setdefault(block.headings, f"t{len(self._names)}")

    def name(self, grid: Grid) -> str:
        """The class of a table."""
        return self._names[grid.headings]

    def style(self) -> str:
        """The rules of all columns: to which side they are set, and on a phone their titles."""
        looks: dict[str, list[str]] = {}
        for headings, name in self._names.items():
            for number, heading in enumerate(headings, 1):
                looks.setdefault(_look(heading), []).append(f".{name} tr>:nth-child({number})")
        narrow = [f"{place}:empty::before" for look, places in looks.items() if look != WIDE for place in places]
        rules = [*(f"{','.join(places)}{{{look}}}" for look, places in looks.items()), f"{','.join(narrow)}{{{DASH}}}"]
        return "\n".join([*rules, "@media screen and (max-width: 700px){", *self._titles(), "}", ""])

    def _titles(self) -> Iterator[str]:
        """The titles of columns before the cells of cards."""
        for headings, name in self._names.items():
            if len(headings) >= CARDS:
                for number, heading in enumerate(headings, 1):
                    yield f'.{name} td:nth-child({number})::before{{content:"{_escaped(heading.title)}"}}'


def _look(heading: Heading) -> str:
    """How the cells of a column look."""
    if heading.align == "left":
        return WIDE if heading.is_wide else "min-width:4em"
    return SIDES[heading.align]


def _escaped(text: str) -> str:
    """A text within a string of a style: nothing but letters and digits stays as it is."""
    return "".join(one if _PLAIN.match(one) else f"\\{ord(one):x} " for one in text)


def _blocks(page: ReportPage) -> Iterator[Block]:
    """Every block of a page."""
    yield from page.overview
    for section in _sections(page.sections):
        yield from section.blocks


def _sections(sections: Sequence[Section]) -> Iterator[Section]:
    """Every section, the outer ones first."""
    for section in sections:
        yield section
        yield from _sections(section.sections)
