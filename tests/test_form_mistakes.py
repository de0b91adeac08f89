"""Mistakes in a form, recalculated by LibreOffice: the row says what is wrong, and there is no verdict until then."""

import pytest
from formed import BASE, RECORD, Filled, edition, form, home, record_of
from recalculated import recalculated

from aidscore.form.drawing.workbook import plan_of
from aidscore.form.formulas.units import too_fine
from aidscore.model.form import TICK
from aidscore.words import speaking

MISTAKES = {
    "没有填检查结果": ("A1.3#1", {"note": "没有场所"}),
    "这里只填√": ("A1.3#1", {"found": "是"}),
    "请填1以上的整数": ("A1.2#1", {"count": 1.5}),
    "左格和抽查数只能填一种": ("A1.2#1", {"count": 1, "drawn": 20, "failed": 3}),
    "抽查数、不合格数没有填对": ("A1.2#2", {"drawn": 3, "failed": 20}),
    "分数不在幅度内": ("A1.4#1", {"points": 1.25, "note": "酌情"}),
    "请写明事实": ("A1.4#2", {"points": 1.5}),
    "程度从列表中选": ("A2.1#1", {"level": "很严重"}),
    "状态从列表中选": ("A2.1#2", {"level": "一般", "status": "算了"}),
    "请写明撤销的理由": ("A2.1#3", {"level": "一般", "status": "已撤销"}),
    "比例写成91.9%或57/62": ("B1.1#1", {"value": "九成"}),
    "比例不超过100%": ("B1.3#1", {"value": "62/57"}),
    "请填数字": ("B1.2#1", {"value": "许多"}),
    "位数太多": ("B1.2#1", {"value": 12345.12345678}),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return home(tmp_path_factory.mktemp("form"))


def entered(book, *rows):
    """The form with entries in rows."""
    for row, entries in rows:
        for field, value in entries.items():
            book.enter(row, field, value)
    data = book.saved()
    book.clear()
    return data


@pytest.fixture(scope="module")
def opened(folder):
    """A form for each mistake, and some without, as LibreOffice saves them."""
    plain = Filled(form(folder, BASE.format(findings="[]")))
    forms = {str(number): entered(plain, mistake) for number, mistake in enumerate(MISTAKES.values())}
    forms["empty"] = form(folder)
    part = Filled(form(folder, BASE.replace("all", "[A]").format(findings="[]")))
    forms["unexamined"] = entered(part, ("B1.2#1", {"value": 9}))
    reason = {"not_applicable": "本期没有"}
    forms["inapplicable"] = entered(plain, ("A2.2#1", {"found": TICK}), ("A2", reason))
    forms["elements"] = entered(plain, ("A1.1#1", {"missing/fees": "是"}))
    forms["filled"] = form(folder, RECORD)
    return recalculated(forms, folder)


@pytest.fixture(scope="module")
def plan(folder):
    with speaking("zh"):
        return plan_of(edition(folder))


def hint(book, plan, row):
    """What the row says is wrong with it."""
    rows = next(rows for rows in plan.layout.clauses() if rows.clause.id == row.partition("#")[0])
    slot = next(slot for slot in rows.slots if slot.id == row)
    address = plan.layout.cell(rows.sheet, "hint", slot.first).partition("!")[2].replace("$", "")
    return book.sheet(plan.layout.names[rows.sheet]).get(address)


def result(book, plan, name, column="actual"):
    """A cell of the sheet with the verdict."""
    return book.sheet(plan.layout.names["result"]).get(plan.result.cell(name, column))


@pytest.mark.needs("soffice")
@pytest.mark.parametrize(("number", "said"), list(enumerate(MISTAKES)))
def test_a_mistake_is_said_in_its_row_and_stops_the_verdict(opened, plan, number, said):
    book, (row, _entries) = opened[str(number)], MISTAKES[said]
    assert hint(book, plan, row) == said
    assert result(book, plan, "verdict", "required") == "填写有误，暂不判定"
    assert result(book, plan, "entries", "said") == f"见这些行的提示：{row}"
    assert result(book, plan, "total") is None


@pytest.mark.needs("soffice")
@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("unexamined", "B1.2#1", "该子项目没有勾已查"),
        ("inapplicable", "A2.2#1", "该子项目填了合理缺项"),
        ("elements", "A1.1#1", "这里只填√"),
    ],
)
def test_a_finding_out_of_scope_is_said(opened, plan, name, row, said):
    assert hint(opened[name], plan, row) == said
    assert result(opened[name], plan, "verdict", "required") == "填写有误，暂不判定"


@pytest.mark.needs("soffice")
def test_an_empty_form_says_that_nothing_is_examined_and_how_far_it_may_go(opened, plan):
    book = opened["empty"]
    assert result(book, plan, "verdict", "required") == "待定"
    assert result(book, plan, "said total", "required") == "0至60"
    assert result(book, plan, "examined", "said") == "未检查：A1 A2 B1"
    assert result(book, plan, "entries", "result") == "无误"


@pytest.mark.needs("soffice")
def test_a_filled_form_says_its_verdict_and_its_grounds(opened, plan):
    book = opened["filled"]
    assert result(book, plan, "verdict", "required") == "未达标（异议未决）"
    assert result(book, plan, "vetoes", "said") == "V1"


def test_what_is_too_fine_for_a_form_is_said_beforehand(folder):
    standard = edition(folder)
    assert too_fine(standard) is None
    finding = "\n  - {rule: B1.1, value: 0.123456789}"
    assert too_fine(standard, record_of(BASE.format(findings=finding))) == (
        "B1.1: the value 0.123456789 has too many digits for a form"
    )
    finding = "\n  - {rule: A1.2, count: 100000}"
    assert too_fine(standard, record_of(BASE.format(findings=finding))) == "A1.2: a form counts to 99999"
