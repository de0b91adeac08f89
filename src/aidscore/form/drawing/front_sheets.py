"""The sheets before the scores: 填表说明 and 基本信息."""

from __future__ import annotations

from collections.abc import Iterator

from aidscore.form.drawing.keyed_sheet import KeyedSheet
from aidscore.form.drawing.styles import style_of
from aidscore.form.drawing.validations import date_check, list_check, number_check, text_check
from aidscore.form.drawing.visit_facts import version_words
from aidscore.form.entries import Entries
from aidscore.form.layout import VISIT_FIELDS, VISIT_FIRST_ROW, Layout
from aidscore.form.lists import Lists
from aidscore.model.form import written_fields
from aidscore.model.quantity import exact
from aidscore.wording.codes import POLICIES
from aidscore.wording.standards import body_word
from aidscore.words import _
from aidscore.xlsx.sheet import Validation
from aidscore.xlsx.style import DATE, GENERAL, TEXT

GUIDE_WIDTHS = {"label": 16.0, "said": 92.0}
VISIT_WIDTHS = {"label": 26.0, "value": 40.0, "more": 30.0, "help": 50.0}


def write_guide(sheet: KeyedSheet, layout: Layout, title: str, mark: str) -> int:
    """How to fill in the form; gives its last row."""
    sheet.banner(2, title, style_of("title"), "label")
    sheet.height(2, 34)
    sheet.banner(3, mark or None, style_of("mark" if mark else "plain"), "label")
    legends = {_("yellow"): style_of("legend", "center"), _("gray"): style_of("unused", "center")}
    row = 4
    for heading, lines in _guide(layout):
        row += 1
        sheet.banner(row, heading, style_of("heading"), "label")
        for label, text in lines:
            row += 1
            sheet.put("label", row, label, legends.get(label, style_of("fact")))
            sheet.put("said", row, text, style_of("body"))
            sheet.height(row, sheet.needed(text, sheet.widths["said"]))
        row += 1
    sheet.writer.protect(sizes=True)
    return row


def _guide(layout: Layout) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The parts of the guide: each a heading, and labels with their texts."""
    names, standard = layout.names, layout.edition.standard
    yield (
        _("The steps"),
        [
            (names["visit"], _("Center, date, channel, inspectors, and whether everything was examined.")),
            (names["scores"], _("For each fault found: fill in the yellow cells in the row of its rule.")),
            (_("examined"), _("Not everything examined: tick the items or sub-items that were, in their own rows.")),
            (_("does not apply"), _("A sub-item that does not apply: say why in the yellow cell of its row.")),
            (names["result"], _("Scores and verdict compute themselves. Check them, and whether any hint is left.")),
            (names["signed"], _("Print two copies and sign them; no other sheet is signed. Hand in the file.")),
        ],
    )
    yield (
        _("The cells"),
        [
            (_("yellow"), _("to be filled in; click on a cell to see what it takes. All other cells are locked.")),
            (_("gray"), _("of no use in this row")),
            (_("hints"), _("beside the entry: which cell is wrong, and how. With a hint left there is no verdict.")),
        ],
    )
    yield _("How much was found"), _guide_to_measures()
    yield (
        _("How it is scored"),
        [
            (_("standard"), f"{standard.title}  {version_words(layout)}"),
            (_("pass mark"), _("{score} of {points}", score=exact(standard.pass_mark), points=exact(standard.points))),
            (_("not applicable"), _(POLICIES[standard.not_applicable])),
            *([(_("note"), standard.note)] if standard.note else []),
        ],
    )


def _guide_to_measures() -> list[tuple[str, str]]:
    """How to say how much was found."""
    return [
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
        (_("own score"), _("filled in by the center, sub-item by sub-item; it is shown beside the score")),
    ]


class VisitSheet:
    """The sheet 基本信息."""

    def __init__(self, sheet: KeyedSheet, layout: Layout, lists: Lists, entries: Entries) -> None:
        self.sheet, self.layout, self.lists, self.entries = sheet, layout, lists, entries

    def write(self, title: str, mark: str) -> int:
        """All of it; gives its last row."""
        sheet, standard = self.sheet, self.layout.edition.standard
        sheet.banner(2, title, style_of("title"), "label")
        sheet.height(2, 34)
        sheet.banner(3, mark or None, style_of("mark" if mark else "plain"), "label")
        self._fact(4, _("standard"), standard.title)
        self._fact(5, _("version of the standard"), version_words(self.layout))
        self._fact(6, _("in effect"), str(standard.effective))
        for column, text in zip(sheet.widths, ("", _("fill in"), _("from which center"), _("how")), strict=True):
            sheet.put(column, VISIT_FIRST_ROW - 1, text or None, style_of("header", "center"))
        sheet.height(VISIT_FIRST_ROW - 1, 24)
        for number, field in enumerate(VISIT_FIELDS):
            self._field(VISIT_FIRST_ROW + number, field)
        for number in range(1, self.layout.inspectors + 1):
            self._inspector(number)
        sheet.writer.protect(sizes=True)
        return self.layout.inspector_row(self.layout.inspectors)

    def _fact(self, row: int, label: str, text: str) -> None:
        """A line that cannot be changed."""
        self.sheet.put("label", row, label, style_of("fact"))
        self.sheet.across(row, "value", "help", text, style_of("body"))
        self.sheet.height(row, 22)

    def _field(self, row: int, field: str) -> None:
        """A line to be filled in."""
        label, check = self._asked(field)
        number_format = {"date": DATE, "declared_score": GENERAL}.get(field, TEXT)
        self._input(row, "value", check, number_format)
        self.sheet.put("label", row, label, style_of("fact"))
        self.sheet.put("more", row, None, style_of("unused"))
        self.sheet.put("help", row, check.prompt, style_of("small"))
        self.sheet.put("id", row, "visit", style_of("key"))
        self.sheet.put("fields", row, written_fields([(field, "value")]), style_of("key"))

    def _input(self, row: int, column: str, check: Validation, number_format: str) -> None:
        """An input with what it accepts."""
        content = self.entries.get(("visit", f"{self.sheet.letter(column)}{row}"))
        self.sheet.put(column, row, content, style_of("input", "left", number_format))
        self.sheet.accept(column, row, row, check)
        self.sheet.height(row, 26)

    def _asked(self, field: str) -> tuple[str, Validation]:
        """What a line asks for, and what it accepts."""
        standard = self.layout.edition.standard
        centers = bool(dict(self.lists.columns)["center"])
        chosen = list_check(self.lists.cells("center/words"), _("choose the center"), body_word(standard))
        typed = text_check(_("the id of the center, as in the campaign"), body_word(standard))
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
        sheet, row = self.sheet, self.layout.inspector_row(number)
        name = text_check(_("one name a line"), _("inspector"))
        origin = _("to the right: the center that the inspector belongs to, if any")
        centers = bool(dict(self.lists.columns)["from"])
        check = (
            list_check(self.lists.cells("from/words"), origin, _("inspector")) if centers else text_check(origin, "")
        )
        self._input(row, "value", name, TEXT)
        self._input(row, "more", check, TEXT)
        sheet.put("label", row, _("inspector {number}", number=number), style_of("fact"))
        sheet.put("help", row, origin if number == 1 else None, style_of("small"))
        sheet.put("id", row, f"inspector#{number}", style_of("key"))
        sheet.put("fields", row, written_fields([("name", "value"), ("from", "more")]), style_of("key"))
