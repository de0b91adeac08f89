"""Mistakes in a form, recalculated by LibreOffice: the row says what is wrong, and there is no verdict until then."""

import pytest
from formed import BASE, RECORD, Filled, edition, form, home, record_of
from recalculated import recalculated, wrongly_stored

from aidscore.form.columns import letter
from aidscore.form.drawing.workbook import plan_of
from aidscore.form.formulas.units import too_fine
from aidscore.model.form import TICK
from aidscore.words import speaking

MISTAKES = {
    "请填写J14（数量）": ("A1.3#1", {"note": "没有场所"}),
    "J14只填√": ("A1.3#1", {"found": "是"}),
    "J11应为1以上整数": ("A1.2#1", {"count": 1.5}),
    "J11与M11、N11只填一种": ("A1.2#1", {"count": 1, "drawn": 20, "failed": 3}),
    "N12不能大于M12": ("A1.2#2", {"drawn": 3, "failed": 20}),
    "M12应为1以上整数": ("A1.2#2", {"drawn": 0, "failed": 0}),
    "N12应为0以上整数": ("A1.2#2", {"drawn": 3}),
    "J15不在幅度内": ("A1.4#1", {"points": 1.25, "note": "酌情"}),
    "请在I16（事实）写明": ("A1.4#2", {"points": 1.5}),
    "L18从列表中选": ("A2.1#1", {"level": "很严重"}),
    "U19从列表中选": ("A2.1#2", {"level": "一般", "status": "算了"}),
    "请在V20写明理由": ("A2.1#3", {"level": "一般", "status": "已撤销"}),
    "J24如91.9%或57/62": ("B1.1#1", {"value": "九成"}),
    "J27不超过100%": ("B1.3#1", {"value": "62/57"}),
    "J26应为数字": ("B1.2#1", {"value": "许多"}),
    "J26位数太多": ("B1.2#1", {"value": 12345.12345678}),
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
def forms(folder):
    """A form for each mistake, and some without."""
    plain = Filled(form(folder, BASE.format(findings="[]")))
    forms = {str(number): entered(plain, mistake) for number, mistake in enumerate(MISTAKES.values())}
    forms["empty"] = form(folder)
    part = Filled(form(folder, BASE.replace("all", "[A]").format(findings="[]")))
    forms["unexamined"] = entered(part, ("B1.2#1", {"value": 9}))
    reason = {"not_applicable": "本期没有"}
    forms["inapplicable"] = entered(plain, ("A2.2#1", {"found": TICK}), ("A2", reason))
    forms["elements"] = entered(plain, ("A1.1#1", {"missing/fees": "是"}))
    forms["boxes"] = entered(plain, ("A", {"examined": "是"}), ("A2", {"self": 11}), ("B1", {"self": "全"}))
    forms["own"] = entered(plain, ("A1", {"self": 20}), ("A2", {"self": 8.5}))
    forms["bonus"] = entered(plain, ("P1#1", {"count": 2}))
    forms["part"] = entered(part)
    forms["filled"] = form(folder, RECORD)
    return forms


@pytest.fixture(scope="module")
def opened(folder, forms):
    """The same as LibreOffice computes them."""
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


def number_of(plan, row):
    """The number of a row."""
    return next(slot.first for rows in plan.layout.clauses() for slot in rows.slots if slot.id == row)


def scores(book, plan, name):
    """The numbers of a clause or sub-item on the score sheet, by column."""
    rows = {rows.clause.id: rows.first for rows in plan.layout.rules()}
    rows |= {part.sub_item.id: part.row for _item, part in plan.layout.sub_items()}
    sheet = book.sheet(plan.layout.names["scores"])
    cells = {
        column: sheet.get(f"{letter('scores', column)}{rows[name]}") for column in ("nominal", "effective", "score")
    }
    return {column: cell for column, cell in cells.items() if cell is not None}


def result(book, plan, name, column="actual"):
    """A cell of the sheet with the verdict."""
    return book.sheet(plan.layout.names["result"]).get(plan.result.cell(name, column))


@pytest.mark.needs("soffice")
@pytest.mark.parametrize(("number", "said"), list(enumerate(MISTAKES)))
def test_a_mistake_is_said_in_its_row_and_stops_the_verdict(opened, plan, number, said):
    book, (row, _entries) = opened[str(number)], MISTAKES[said]
    assert hint(book, plan, row) == said
    assert result(book, plan, "verdict", "required") == "填写有误，暂不判定"
    assert result(book, plan, "verdict", "check") == f"有提示的行：第{number_of(plan, row)}行"
    assert result(book, plan, "total") is None
    assert scores(book, plan, row.partition("#")[0]) == {"nominal": "有误", "effective": "有误"}
    assert scores(book, plan, row[:2])["score"] == "有误"
    assert result(book, plan, f"item {row[0]}") == "有误"


@pytest.mark.needs("soffice")
@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("unexamined", "B1.2#1", "J23没有打√"),
        ("inapplicable", "A2.2#1", "I17填了合理缺项"),
        ("elements", "A1.1#1", "J8:J10只填√"),
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
    assert result(book, plan, "said total", "check") is None
    assert result(book, plan, "verdict", "check") is None
    states = {part.sub_item.id: f"{letter('scores', 'unit')}{part.row}" for _item, part in plan.layout.sub_items()}
    sheet = book.sheet(plan.layout.names["scores"])
    assert [sheet.get(cell) for cell in states.values()] == [None, None, None]


@pytest.mark.needs("soffice")
def test_a_form_of_a_part_says_what_is_not_examined(opened, plan):
    assert result(opened["part"], plan, "said total", "check") == "未检查：B1"


@pytest.mark.needs("soffice")
def test_a_box_or_an_own_score_that_is_wrong_is_said_in_its_row(opened, plan):
    cells = opened["boxes"].sheet(plan.layout.names["scores"])
    hints = {f"{letter('scores', 'hint')}{row}" for row in (6, 17, 23)}
    assert {cells[cell] for cell in hints} == {"J6只填√", "T17应为0至10", "T23应为0至30"}
    assert result(opened["boxes"], plan, "verdict", "check") == "有提示的行：第17行、第23行、第6行"


@pytest.mark.needs("soffice")
def test_own_scores_are_shown_beside_the_scores(opened, plan):
    own = [result(opened["own"], plan, name, "self") for name in ("item A", "item B", "total")]
    assert own == [28.5, None, 28.5]


@pytest.mark.needs("soffice")
def test_every_deduction_is_on_the_sheet_that_is_signed(opened, plan):
    sheet = opened["filled"].sheet(plan.layout.names["signed"])
    listed = [tuple(sheet.get(f"{column}{row}") for column in "EFG") for row in range(7, 18)]
    assert [row for row in listed if row[0] is not None] == [
        ("A1.1", "未公示的，每项扣1分", 2),
        ("A1.2", "二人未挂牌", 5),
        ("A1.3", "无场所的，扣2分", 2),
        ("A1.4", "酌情: 态度", 1.5),
        ("B1.1", "及时率低", 1.5),
        ("B1.2", "办案不满40件的，按比例扣分", 1.125),
        ("V1", "查实", "一票否决"),
    ]  # the bonus rules give nothing beside a veto
    assert sheet["E5"] == "总分：44.3      是否达标：未达标（异议未决）"
    sheet = opened["bonus"].sheet(plan.layout.names["signed"])
    assert [sheet.get(f"{column}7") for column in "EFG"] == ["P1", "推广的，每项加1分，最多加2分", "+2"]


@pytest.mark.needs("soffice")
def test_stored_results_are_those_that_are_computed(opened, forms):
    wrong = {name: wrongly_stored(forms[name], book) for name, book in opened.items() if name in ("empty", "filled")}
    assert wrong == {"empty": [], "filled": []}


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
