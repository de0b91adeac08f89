"""The sheets before the scores: 填表说明 and 基本信息."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from aidscore.form.drawing.looks import DATE, GENERAL, TEXT, Look
from aidscore.form.drawing.paper import Paper
from aidscore.form.drawing.validations import Check, date_check, list_check, number_check, text_check
from aidscore.form.entries import Content
from aidscore.form.layout import VISIT_FIELDS, VISIT_FIRST_ROW, Layout
from aidscore.form.lists import Lists
from aidscore.model.form import SheetKey, written_fields
from aidscore.model.quantity import exact
from aidscore.wording.codes import POLICIES
from aidscore.words import _

GUIDE_WIDTHS = {"label": 16.0, "said": 92.0}
VISIT_WIDTHS = {"label": 26.0, "value": 40.0, "more": 30.0, "help": 50.0}


def write_guide(paper: Paper, layout: Layout, title: str, mark: str) -> int:
    """How to fill in the form; gives its last row."""
    paper.banner(2, title, Look("title"), "label")
    paper.height(2, 34)
    paper.banner(3, mark or None, Look("mark" if mark else "plain"), "label")
    row = 4
    for heading, lines in _guide(layout):
        row += 1
        paper.banner(row, heading, Look("heading"), "label")
        for label, said in lines:
            row += 1
            role = {_("yellow"): Look("legend", "center"), _("gray"): Look("unused", "center")}.get(label, Look("fact"))
            paper.put("label", row, label, role)
            paper.put("said", row, said, Look("body"))
            paper.height(row, paper.needed(said, paper.widths["said"]))
        row += 1
    paper.protect()
    return row


def _guide(layout: Layout) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The parts of the guide: each a heading, and labels with what is said."""
    names, standard = layout.names, layout.edition.standard
    yield (
        _("The steps"),
        [
            (names["visit"], _("Center, date, channel, inspectors, and whether everything was examined.")),
            (names["scores"], _("For each fault found: fill in the yellow cells in the row of its rule.")),
            (_("examined"), _("Not everything examined: tick the items or sub-items that were, in their own rows.")),
            (_("does not apply"), _("A sub-item that does not apply: say why in the yellow cell of its row.")),
            (names["result"], _("Scores and verdict compute themselves. Print, sign, hand in the file.")),
        ],
    )
    yield (
        _("The cells"),
        [
            (_("yellow"), _("to be filled in; click on a cell to see what it takes. All other cells are locked.")),
            (_("gray"), _("of no use in this row")),
            (_("hints"), _("to the right of a row: what is wrong with it. With a hint left there is no verdict.")),
        ],
    )
    yield (
        _("How much was found"),
        [
            (_("number"), _("how many; or of a sample how many were drawn and how many of them failed")),
            (_("level"), _("choose it; beside it how often, where it was more than once")),
            (_("missing"), _("a tick beside each element that is missing")),
            (_("a choice"), _("where the rule leaves a choice: points within the range, and always the facts")),
            (_("value"), _("a share such as 91.9% or 57/62, or a number; or a sample")),
            (_("tick"), _("for rules that deduct a fixed number of points")),
            (_("several"), _("Each row is one finding. Findings with facts of their own stand in rows of their own.")),
            (
                _("status"),
                _("empty: confirmed. A disputed finding deducts. A withdrawn one does not, and needs a reason."),
            ),
        ],
    )
    yield (
        _("How it is scored"),
        [
            (_("standard"), f"{standard.title}  {standard.reference}"),
            (_("pass mark"), _("{score} of {points}", score=exact(standard.pass_mark), points=exact(standard.points))),
            (_("not applicable"), _(POLICIES[standard.not_applicable])),
            *([(_("note"), standard.note)] if standard.note else []),
        ],
    )


class VisitSheet:
    """The sheet 基本信息."""

    def __init__(
        self, paper: Paper, layout: Layout, lists: Lists, entries: Mapping[tuple[SheetKey, str], Content]
    ) -> None:
        self.paper, self.layout, self.lists, self.entries = paper, layout, lists, entries

    def write(self, title: str, mark: str) -> int:
        """All of it; gives its last row."""
        paper, standard = self.paper, self.layout.edition.standard
        paper.banner(2, title, Look("title"), "label")
        paper.height(2, 34)
        paper.banner(3, mark or None, Look("mark" if mark else "plain"), "label")
        self._fact(4, _("standard"), standard.title)
        self._fact(5, _("id and version"), self.layout.edition.reference)
        self._fact(6, _("sha256"), self.layout.edition.sha256 or "-")
        for column, said in zip(paper.widths, ("", _("fill in"), _("from which center"), _("how")), strict=True):
            paper.put(column, VISIT_FIRST_ROW - 1, said or None, Look("header", "center"))
        paper.height(VISIT_FIRST_ROW - 1, 24)
        for number, field in enumerate(VISIT_FIELDS):
            self._field(VISIT_FIRST_ROW + number, field)
        for number in range(1, self.layout.inspectors + 1):
            self._inspector(number)
        paper.add_checks()
        paper.protect()
        return self.layout.inspector_row(self.layout.inspectors)

    def _fact(self, row: int, label: str, said: str) -> None:
        """A line that cannot be changed."""
        self.paper.put("label", row, label, Look("fact"))
        self.paper.across(row, "value", "help", said, Look("body"))
        self.paper.height(row, 22)

    def _field(self, row: int, field: str) -> None:
        """A line to be filled in."""
        label, check = self._asked(field)
        number_format = {"date": DATE, "declared_score": GENERAL}.get(field, TEXT)
        self._input(row, "value", check, number_format)
        self.paper.put("label", row, label, Look("fact"))
        self.paper.put("more", row, None, Look("unused"))
        self.paper.put("help", row, check.prompt, Look("small"))
        self.paper.put("id", row, "visit", Look("key"))
        self.paper.put("fields", row, written_fields([(field, "value")]), Look("key"))

    def _input(self, row: int, column: str, check: Check, number_format: str) -> None:
        """An input with what it accepts."""
        content = self.entries.get(("visit", f"{self.paper.letter(column)}{row}"))
        self.paper.put(column, row, content, Look("input", "left", number_format))
        self.paper.accept(column, row, row, check)
        self.paper.height(row, 26)

    def _asked(self, field: str) -> tuple[str, Check]:
        """What a line asks for, and what it accepts."""
        standard = self.layout.edition.standard
        centers = bool(dict(self.lists.columns)["center"])
        chosen = list_check(self.lists.cells("center/words"), _("choose the center"), _("center"))
        typed = text_check(_("the id of the center, as in the campaign"), _("center"))
        return {
            "center": (_("inspected center"), chosen if centers else typed),
            "channel": (
                _("channel"),
                list_check(self.lists.cells("channel/words"), _("choose how the center was inspected"), _("channel")),
            ),
            "date": (_("date"), date_check(standard)),
            "visit": (
                _("which visit"),
                text_check(_("only where there are several on one day, through one channel"), _("which visit")),
            ),
            "examined": (
                _("what was examined"),
                list_check(
                    self.lists.cells("scope/words"),
                    _("everything; or else tick what was, in the score sheet"),
                    _("what was examined"),
                ),
            ),
            "declared_score": (
                _("total on the paper sheet"),
                number_check(_("may stay empty; it is compared with the computed total"), _("total")),
            ),
        }[field]

    def _inspector(self, number: int) -> None:
        """The line of an inspector."""
        paper, row = self.paper, self.layout.inspector_row(number)
        name = text_check(_("one name a line"), _("inspector"))
        origin = _("to the right: the center that the inspector belongs to, if any")
        centers = bool(dict(self.lists.columns)["from"])
        check = (
            list_check(self.lists.cells("from/words"), origin, _("inspector")) if centers else text_check(origin, "")
        )
        self._input(row, "value", name, TEXT)
        self._input(row, "more", check, TEXT)
        paper.put("label", row, _("inspector {number}", number=number), Look("fact"))
        paper.put("help", row, origin if number == 1 else None, Look("small"))
        paper.put("id", row, f"inspector#{number}", Look("key"))
        paper.put("fields", row, written_fields([("name", "value"), ("from", "more")]), Look("key"))
