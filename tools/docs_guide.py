"""The generated parts of the inspector's guide: words of a standard, centers of a campaign, mistakes in a form."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import openpyxl
from docs_parts import PROJECT, escaped, piped, table
from openpyxl.cell.cell import MergedCell
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from aidscore import words
from aidscore.diagnostics.message import Diagnostic
from aidscore.files.document import read_document
from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.model.campaign import Campaign
from aidscore.model.rule import Levels, Missing
from aidscore.model.standard import Edition
from aidscore.run.validate import validate

STANDARD = "legal-aid-service@1.0"
CAMPAIGN = PROJECT / "examples" / "pilot-city" / "campaign.yaml"


def _edition(reference: str) -> Edition:
    """A standard that is known here."""
    edition = Standards().find(reference).edition
    if edition is None:
        raise LookupError(f"there is no {reference}")
    return edition


def elements(reference: str) -> str:
    """The elements of every rule that deducts for what is missing, each with its key."""
    rows = [
        (rule.id, "、".join(f"{label} `{key}`" for key, label in rule.deduct.of.items()))
        for _sub_item, rule in _edition(reference).rules.values()
        if isinstance(rule.deduct, Missing)
    ]
    return table(("条款", "要素和键"), rows)


def levels(reference: str) -> str:
    """The levels of every rule that deducts by levels."""
    rows = [
        (rule.id, "、".join(rule.deduct.levels))
        for _sub_item, rule in _edition(reference).rules.values()
        if isinstance(rule.deduct, Levels)
    ]
    return table(("条款", "程度"), rows)


def center_ids(path: str) -> str:
    """The participating centers of a campaign, each with its id."""
    campaign = read_document(str(PROJECT / path)).content
    if not isinstance(campaign, Campaign):
        raise TypeError(f"{path} is no campaign")
    listed = [f"{center.name} `{center.id}`" for center in campaign.centers if not center.excluded]
    return "、".join(listed) + "。"


# ---- mistakes in a form ----------------------------------------------------------------------------------------------


class Mistake(NamedTuple):
    """Something that goes wrong while a form is filled in: what it is called, and what does it."""

    told: str
    make: Callable[[Book], None]
    code: str


def typed(sheet: int, row: str, field: str, entry: object) -> Callable[[Book], None]:
    """What types an entry into the input of a row, both by their hidden keys."""

    def make(book: Book) -> None:
        page = book.worksheets[sheet]
        number, column = next(_inputs(page, row, field))
        page.cell(number, column).value = entry  # type: ignore[assignment]  # openpyxl takes dates, too

    return make


def _inputs(page: Worksheet, row: str, field: str) -> Iterator[tuple[int, int]]:
    """Yield the row and the column of the inputs for a field of a row."""
    columns = {str(cell.value): number for number, cell in enumerate(page[1], 1)}
    for cells in page.iter_rows(min_row=2, max_col=2):
        named = dict(part.split("@") for part in str(cells[1].value or "").split("\n") if "@" in part)
        if cells[0].value == row and field in named:
            yield int(cells[0].row), columns[named[field]]


def several(*steps: Callable[[Book], None]) -> Callable[[Book], None]:
    """What makes several entries."""

    def make(book: Book) -> None:
        for step in steps:
            step(book)

    return make


def _label_overwritten(book: Book) -> None:
    """A remark typed over the text of a clause."""
    page = book.worksheets[SCORES]
    number, _column = next(_inputs(page, "A3.1#1", "count"))
    text = next(cell.column for cell in page[1] if cell.value == "text")
    page.cell(number, text).value = "见附页"


def _row_deleted(book: Book) -> None:
    """A row of a clause is gone with everything that it says."""
    page = book.worksheets[SCORES]
    number, _column = next(_inputs(page, "A1.3#1", "found"))
    for cell in page[number]:
        if not isinstance(cell, MergedCell):
            cell.value = None


def _merged(book: Book) -> None:
    """Two inputs are merged."""
    page = book.worksheets[SCORES]
    number, column = next(_inputs(page, "A3.1#1", "note"))
    page.merge_cells(start_row=number, end_row=number, start_column=column, end_column=column + 1)


VISIT, SCORES, VETOES = 1, 2, 3
"""The sheets, by their place."""
MISTAKES = (
    Mistake("检查范围没有填", typed(VISIT, "visit", "examined", None), "missing-key"),
    Mistake("数量带了单位", typed(SCORES, "A3.1#1", "count", "2人次"), "not-a-whole-number"),
    Mistake("只写了事实，没有填数量或者打√", typed(SCORES, "A1.3#1", "note", "门外没有指引"), "unfinished-finding"),
    Mistake("抽查只填了抽取数", typed(SCORES, "A5.2#1", "drawn", 30), "unfinished-finding"),
    Mistake(
        "不合格的比抽取的多",
        several(typed(SCORES, "A5.2#1", "drawn", 20), typed(SCORES, "A5.2#1", "failed", 30)),
        "more-failed-than-drawn",
    ),
    Mistake("该打√的写了“是”", typed(SCORES, "A1.3#1", "found", "是"), "not-a-tick"),
    Mistake("比例没有写百分号", typed(SCORES, "D5.1#1", "value", 92), "not-a-share"),
    Mistake("57/62 之类被表格改成了日期", typed(SCORES, "D5.1#1", "value", datetime(2005, 5, 6)), "date-for-number"),
    Mistake("程度是自己写的", typed(SCORES, "A3.4#1", "level", "恶劣"), "not-in-list"),
    Mistake("酌情扣分没有写事实", typed(SCORES, "D1.4#1", "points", 1), "note-missing"),
    Mistake(
        "已撤销的没有写理由",
        several(typed(SCORES, "A3.1#1", "count", 2), typed(SCORES, "A3.1#1", "status", "已撤销")),
        "status-note-missing",
    ),
    Mistake("一票否决没有写事实", typed(VETOES, "V1#1", "found", "√"), "note-missing"),
    Mistake("日期不在细则施行期间", typed(VISIT, "visit", "date", datetime(2005, 6, 20)), "date-outside-effective"),
    Mistake("纸面总分与算出的不一致", typed(VISIT, "visit", "declared_score", 95), "declared-score-differs"),
    Mistake("在锁定格里写了字", _label_overwritten, "locked-cell-changed"),
    Mistake("格子里填了公式", typed(SCORES, "A3.1#1", "count", "=1+1"), "formula-in-cell"),
    Mistake("合并了格子", _merged, "merged-cells"),
    Mistake("删除了行", _row_deleted, "row-missing"),
)
FILLED = (
    typed(VISIT, "visit", "channel", "明察"),
    typed(VISIT, "visit", "date", datetime(2005, 9, 14)),
    typed(VISIT, "visit", "examined", "全部"),
)
"""What is filled in correctly before a mistake is made."""


def form_mistakes(_argument: str) -> str:
    """What goes wrong in forms, and what aidscore really says of it; raise LookupError where it says something else."""
    with words.speaking("zh"):
        rows = [
            (mistake.told, _in_a_cell(said.message), _in_a_cell(said.help or ""), f"`{said.code}`")
            for mistake, said in ((mistake, _said_of(mistake)) for mistake in MISTAKES)
        ]
    return table(("填错的情形", "提示", "建议", "代号"), rows)


def _in_a_cell(text: str) -> str:
    """A text in one line: titles of columns have line breaks in forms."""
    return escaped(text.replace("\n", ""))


def _said_of(mistake: Mistake) -> Diagnostic:
    """What aidscore says of a form with a mistake."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "form.xlsx"
        path.write_bytes(_blank_form())
        book = openpyxl.load_workbook(path)
        several(*FILLED, mistake.make)(book)
        book.save(path)
        said = validate([str(path)], Workspace(Standards(), str(CAMPAIGN))).diagnostics
    for diagnostic in said:
        if diagnostic.code.startswith(mistake.code):
            return diagnostic
    raise LookupError(f"of a form where {mistake.told} aidscore says {[one.code for one in said]}")


@cache
def _blank_form() -> bytes:
    """A blank form for one center of the example."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "form.xlsx"
        campaign = CAMPAIGN.relative_to(PROJECT)
        piped(f"aidscore form make {STANDARD} --campaign {campaign} --center jiaqu -o {path}", "zh")
        return path.read_bytes()


PARTS: Mapping[str, Callable[[str], str]] = {
    "elements": elements,
    "levels": levels,
    "center-ids": center_ids,
    "form-mistakes": form_mistakes,
}
"""What a marker may name, besides the parts in `docs_parts`."""
