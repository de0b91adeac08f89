"""Formulas computed without a spreadsheet: text in, result out. That LibreOffice agrees is in test_form_proof."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from aidscore.xlsx.cells import address
from aidscore.xlsx.compute import results_of
from aidscore.xlsx.formula import Formula

CELLS = {"A1": 3, "A2": Decimal("0.1"), "A3": "√", "A4": date(2005, 9, 14), "A5": "57/62", "A6": 2}


def computed(formula, other="=1"):
    """What a formula comes out as beside the cells above; None where it has no value. `other` is in cell B1."""
    cells = {address(cell): content for cell, content in CELLS.items()}
    cells |= {(1, 2): Formula(other), (9, 9): Formula(formula)}
    return results_of({"甲 表": cells}).get(("甲 表", (9, 9)))


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("=1+2*3-4/2", 5),
        ("=(1+2)*3", 9),
        ("=-A1*2", -6),
        ("=A2+A2+A2", Fraction(3, 10)),
        ("=A1/7", Fraction(3, 7)),
        ("=10-3-2", 5),
        ("=1+1&A3", "2√"),
        ('=1/3&""', "0.333333333333333"),
        ('=A2&"分"', "0.1分"),
        ('="一""二"', '一"二'),
        ("='甲 表'!A1+$A$6", 5),
        ("=A9", 0),
        ('=A9=""', True),
        ("=A9=0", True),
        ('=A3=""', False),
        ("=A3>99", True),
        ('="a"="A"', True),
        ('=EXACT("a","A")', False),
        ("=IF(A1>2,A3,1/0)", "√"),
        ("=IFERROR(1/0,A1)", 3),
        ('=IFERROR(FIND("%",A5),0)', 0),
        ('=FIND("/",A5)', 3),
        ("=VALUE(LEFT(A5,2))+VALUE(MID(A5,4,9))", 119),
        ('=RIGHT("0"&MONTH(A4),2)&YEAR(A4)&DAY(A4)', "09200514"),
        ("=SUM(A1:A3)", Fraction(31, 10)),
        ("=MAX(A1:A2,7)", 7),
        ("=MIN(A1:A2)", Fraction(1, 10)),
        ("=COUNT(A1:A6)", 4),
        ('=SUMPRODUCT(--(A1:A3<>""))', 3),
        ("=SUMPRODUCT(A1:A2*2,A1:A2)", Fraction(1802, 100)),
        ("=LCM(4,6)", 12),
        ("=GCD(4,6)", 2),
        ("=ROUND(0.125,2)", Fraction(13, 100)),
        ("=ROUND(-2.5,0)", -3),
        ("=INT(-0.5)", -1),
        ("=INDEX(A1:A3,3)", "√"),
        ("=MATCH(A3,A1:A6,0)", 3),
        ("=CHOOSE(2,1/0,A1)", 3),
        ("=AND(A1=3,NOT(A1=4))", True),
        ("=OR(A1=4,ISNUMBER(A3),ISTEXT(A3))", True),
        ('=LEN(TRIM("  a  b "))', 3),
        ('=SUBSTITUTE("91%","%","")', "91"),
    ],
)
def test_a_formula_comes_out_as_in_a_spreadsheet(formula, result):
    found = computed(formula)
    assert (found, type(found) is bool) == (result, type(result) is bool)


@pytest.mark.parametrize(
    "formula", ["=1/0", "=A3+1", '=FIND("x","")', '=VALUE("")', "=INDEX(A1:A3,4)", "=LCM(9007199254740993,2)", "=B1+1"]
)
def test_a_formula_that_a_spreadsheet_shows_as_an_error_has_no_result(formula):
    assert computed(formula, other="=1/0") is None


def test_a_chain_of_formulas_may_be_long():
    cells = {(row, 1): Formula(f"=A{row + 1}+1") for row in range(1, 3000)}
    assert results_of({"s": cells})["s", (1, 1)] == 2999


@pytest.mark.parametrize("formula", ["=1+", "=(1", "=1 2", "=#REF!", "=A1)"])
def test_what_is_no_formula_is_refused(formula):
    with pytest.raises(ValueError, match=r".*"):
        computed(formula)


def test_a_function_that_not_every_spreadsheet_has_is_refused():
    with pytest.raises(LookupError):
        computed("=XLOOKUP(A1)")
