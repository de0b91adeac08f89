"""Every refusal and warning of a standard, as the spec's section 3 lists them: text in, places and codes out."""

import pytest
from checked import SMALL, codes, said, stating
from written import changed

from aidscore.words import speaking

TINY = """\
aidscore: standard/1
id: tiny
version: "1"
title: 小标准
language: zh-CN
status: pilot
effective: {from: 2005-07-01}
points: 10
pass: {score: 9}
not_applicable: rescale
items:
  - id: A
    name: 甲
    points: 10
    sub_items:
      - id: A1
        name: 子项目
        points: 10
        rules:
          - id: A1.1
            text: 扣2分
            basis: [本细则]
            deduct: 2
"""
"""The rule's `deduct` stands in line 23, its value in column 21."""


def tiny(*changes):
    return changed(TINY, *changes)


def rule(deduct):
    """What is said of a rule with this deduction and a text that states its numbers."""
    return codes(tiny(("text: 扣2分", f"text: {stating(deduct)}"), ("deduct: 2\n", f"deduct: {deduct}\n")))


def example(written):
    return codes(TINY + f"examples:\n  - {{name: 例, {written}}}\n")


def test_a_standard_without_fault_has_nothing_said_of_it():
    assert codes(TINY) == []
    assert codes(SMALL) == []


@pytest.mark.parametrize(
    "deduct",
    [
        "10",
        "all",
        "{each: 0.5, unit: 份, max: 10, free: 1}",
        "{missing: 1, of: {a: 甲, 乙: 乙}, max: 10}",
        "{range: [1, 3], step: 0.5, max: 5}",
        "{range: [0, 10]}",
        "{range: [2, 2]}",
        "{levels: {一般: 1, 严重: 10}, max: 10}",
        "{below: 95%, every: 1%, points: 0.5, partial: floor, max: 5}",
        "{below: 19/20, every: 0.01, points: 1, partial: exact}",
        "{below: 40, every: 10, points: 1, partial: ceil}",
        "{proportion_of: 40}",
        "{bands: [{from: 95%, points: 0}, {from: 90%, points: 1}, {from: 0%, points: 10}]}",
        "{bands: [{from: 0, points: 1}]}",
    ],
)
def test_every_way_to_deduct_is_accepted(deduct):
    assert rule(deduct) == []


@pytest.mark.parametrize(
    ("deduct", "expected"),
    [
        # a cap, a fixed deduction, a band, a level or the upper end of a range exceeds its sub-item
        ("10.1", [(23, 21, "exceeds-sub-item")]),
        ("{each: 1, max: 10.1}", [(23, 36, "exceeds-sub-item")]),
        ("{missing: 1, of: {a: 甲}, max: 11}", [(23, 51, "exceeds-sub-item")]),
        ("{range: [1, 11]}", [(23, 33, "exceeds-sub-item")]),
        ("{range: [1, 3], max: 11}", [(23, 42, "exceeds-sub-item")]),
        ("{levels: {一般: 1, 严重: 11}}", [(23, 42, "exceeds-sub-item")]),
        ("{levels: {一般: 1}, max: 11}", [(23, 44, "exceeds-sub-item")]),
        ("{below: 95%, every: 1%, points: 1, partial: floor, max: 11}", [(23, 77, "exceeds-sub-item")]),
        ("{bands: [{from: 1, points: 11}, {from: 0, points: 1}]}", [(23, 48, "exceeds-sub-item")]),
        # a range or step is impossible
        ("{range: [3, 1]}", [(23, 29, "impossible-range")]),
        ("{range: [1, 3], step: 2.5}", [(23, 43, "impossible-step")]),
        ("{range: [1, 3], step: 0.7}", [(23, 43, "impossible-step")]),
        ("{range: [1, 3], step: 0}", [(23, 43, "not-above-zero")]),
        ("{range: [1]}", [(23, 29, "wrong-length")]),
        ("{range: 3}", [(23, 29, "expected-list")]),
        # bands are out of order or leave a gap
        (
            "{bands: [{from: 0, points: 1}, {from: 5, points: 0}]}",
            [(23, 59, "bands-out-of-order"), (23, 59, "last-not-from-zero")],
        ),
        (
            "{bands: [{from: 5, points: 0}, {from: 5, points: 1}, {from: 0, points: 2}]}",
            [(23, 59, "bands-out-of-order")],
        ),
        ("{bands: [{from: 5%, points: 1}]}", [(23, 37, "last-not-from-zero")]),
        ("{bands: []}", [(23, 29, "empty-list")]),
        # an amount is not above 0 (a band's points may be 0)
        ("0", [(23, 21, "not-above-zero")]),
        ("0.0", [(23, 21, "not-above-zero")]),
        ("-2", [(23, 21, "negative-number")]),
        ("{each: 0}", [(23, 28, "not-above-zero")]),
        ("{each: 1, max: 0}", [(23, 36, "not-above-zero")]),
        ("{missing: 0, of: {a: 甲}}", [(23, 31, "not-above-zero")]),
        ("{levels: {一般: 0}}", [(23, 35, "not-above-zero")]),
        ("{range: [0, 0]}", [(23, 33, "not-above-zero")]),
        ("{below: 95%, every: 0%, points: 1, partial: floor}", [(23, 41, "not-above-zero")]),
        ("{below: 95%, every: 1%, points: 0, partial: floor}", [(23, 53, "not-above-zero")]),
        ("{proportion_of: 0}", [(23, 37, "not-above-zero")]),
        # partial is required
        ("{below: 95%, every: 1%, points: 1}", [(23, 21, "missing-key")]),
        ("{below: 95%, every: 1%, points: 1, partial: round}", [(23, 65, "not-one-of")]),
        # the key names the kind
        ("{}", [(23, 21, "unknown-rule-kind")]),
        ("{fixed: 2}", [(23, 21, "unknown-rule-kind")]),
        ("{each: 1, proportion_of: 3}", [(23, 31, "unknown-key")]),
        ("{missing: 1}", [(23, 21, "missing-key")]),
        ("{missing: 1, of: {}}", [(23, 38, "empty-list")]),
        ("{missing: 1, of: [a, b]}", [(23, 38, "expected-mapping")]),
        ("ALL", [(23, 21, "not-a-decimal")]),
        ("{each: ０.５}", [(23, 28, "full-width-characters")]),
        ("{each: 1, free: 0.5}", [(23, 37, "not-a-whole-number")]),
        # a rule that can never change the score
        ("{bands: [{from: 0, points: 0}]}", [(20, 13, "rule-never-deducts")]),
        ("{below: 5%, every: 10%, points: 1, partial: floor}", [(20, 13, "rule-never-deducts")]),
        ("{below: 0, every: 1, points: 1, partial: exact}", [(20, 13, "rule-never-deducts")]),
    ],
)
def test_a_way_to_deduct_that_is_refused_or_warned_about(deduct, expected):
    assert rule(deduct) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # item points, sub-item points
        ([("points: 10\npass", "points: 11\npass")], [(8, 9, "points-do-not-add-up")]),
        ([("        points: 10", "        points: 9.9")], [(14, 13, "points-do-not-add-up")]),
        ([("points: 10\n    sub", "points: 0\n    sub")], [(14, 13, "not-above-zero")]),
        # the summary
        (
            [("points: 10\npass", "summary: 甲；乙\npoints: 10\npass"), ("name: 甲\n", "name: 甲\n    motto: 甲\n")],
            [(8, 10, "summary-is-not-the-mottos")],
        ),
        ([("points: 10\npass", "summary: 甲\npoints: 10\npass"), ("name: 甲\n", "name: 甲\n    motto: 甲\n")], []),
        (
            [
                ("points: 10\npass", "summary: 甲、乙;\nsummary_characters: 2\npoints: 10\npass"),
                ("name: 甲\n", "name: 甲\n    motto: 甲、乙\n"),
            ],
            [],
        ),
        ([("points: 10\npass", "summary: 甲\npoints: 10\npass")], [(13, 5, "motto-missing")]),
        ([("points: 10\npass", "summary_characters: 3\npoints: 10\npass")], [(8, 21, "summary-length-differs")]),
        # grades and the pass mark
        ([("not_app", "grades: [{name: 甲, from: 9}, {name: 乙, from: 0}]\nnot_app")], []),
        (
            [("not_app", "grades: [{name: 甲, from: 9}, {name: 乙, from: 9}, {name: 丙, from: 0}]\nnot_app")],
            [(10, 46, "grades-out-of-order")],
        ),
        ([("not_app", "grades: [{name: 甲, from: 9}]\nnot_app")], [(10, 26, "last-not-from-zero")]),
        (
            [("not_app", "grades: [{name: 甲, from: 8}, {name: 乙, from: 0}]\nnot_app")],
            [(9, 15, "pass-mark-is-no-grade")],
        ),
        ([("score: 9", "score: 10")], []),
        ([("score: 9", "score: 10.5")], [(9, 15, "pass-mark-above-points")]),
        ([("score: 9", "score: 90%")], [(9, 15, "not-a-decimal")]),
        ([("name: 甲\n", "name: 甲\n    pass_score: 10\n")], []),
        ([("name: 甲\n", "name: 甲\n    pass_score: 10.1\n")], [(14, 17, "floor-above-item")]),
        # effective
        ([("{from: 2005-07-01}", "{from: 2005-07-01, to: 2005-07-01}")], []),
        ([("{from: 2005-07-01}", "{from: 2005-07-01, to: 2005-06-30}")], [(7, 35, "reversed-period")]),
        ([("{from: 2005-07-01}", "{to: 2005-06-30}")], [(7, 12, "missing-key")]),
        # was
        ([("basis", "was: [B7]\n            basis")], []),
        ([("basis", "was: [A1.1]\n            basis")], [(22, 19, "former-id-in-use")]),
        ([("        name: 子项目\n", "        name: 子项目\n        was: [A]\n")], [(18, 15, "former-id-in-use")]),
        ([("status", 'replaces: "1"\nstatus')], [(6, 11, "replaces-itself")]),
        # one namespace
        ([("id: A1.1", "id: A1")], [(20, 17, "duplicate-id")]),
        ([("id: A1\n", "id: A\n")], [(16, 13, "duplicate-id")]),
        # warnings
        ([("            basis: [本细则]\n", "")], [(20, 13, "rule-without-basis")]),
        # words
        ([("status: pilot", "status: 生效")], [(6, 9, "not-one-of")]),
        ([("rescale", "Rescale")], [(10, 17, "not-one-of")]),
        ([("not_app", "rounding: {decimals: 13}\nnot_app")], [(10, 22, "not-one-of")]),
        ([("not_app", "rounding: {mode: up}\nnot_app")], [(10, 18, "not-one-of")]),
        ([('version: "1"', "version: 1．0")], [(3, 10, "full-width-characters")]),
        ([("id: tiny", "id: ..")], [(2, 5, "not-an-id")]),
    ],
)
def test_a_standard_with_a_change(changes, expected):
    assert codes(tiny(*changes)) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("vetoes: [{id: V1, text: 收钱, effect: fail}]\n", []),
        ("vetoes: [{id: A1, text: 收钱, effect: zero}]\n", [(24, 15, "duplicate-id")]),
        ("vetoes: [{id: V1, text: 收钱, effect: zero, was: [A1]}]\n", [(24, 49, "former-id-in-use")]),
        ("vetoes: [{id: V1, text: 收钱}]\n", [(24, 10, "missing-key")]),
        ("vetoes: [{id: V1, text: 收钱, effect: none}]\n", [(24, 37, "not-one-of")]),
        ("bonus: {max: 3, rules: [{id: P1, text: 每项加1分、最多加2分, add: {each: 1, unit: 项, max: 2}}]}\n", []),
        ("bonus: {rules: [{id: P1, text: 加2分, add: 2}, {id: P2, text: 加1分, add: {levels: {市: 1}}}]}\n", []),
        ("bonus: {rules: [{id: A1, text: 加2分, add: 2}]}\n", [(24, 22, "duplicate-id")]),
        ("bonus: {rules: []}\n", [(24, 16, "empty-list")]),
        ("bonus: {max: 0, rules: [{id: P1, text: 加2分, add: 2}]}\n", [(24, 14, "not-above-zero")]),
        ("bonus: {rules: [{id: P1, text: 推广, add: {range: [1, 2]}}]}\n", [(24, 41, "unknown-rule-kind")]),
        ("bonus: {rules: [{id: P1, text: 推广, add: all}]}\n", [(24, 41, "unknown-rule-kind")]),
        ("bonus: {rules: [{id: P1, text: 加1分, was: [P0], add: 1}]}\n", [(24, 37, "unknown-key")]),
    ],
)
def test_vetoes_and_bonus(more, expected):
    assert codes(TINY + more) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("findings: [{rule: A1.1}], expect: {score: 8, items: {A: 8}, verdict: fail}", []),
        ("findings: [], expect: {score: 10, verdict: pass}", []),
        ("examined: [], findings: [], expect: {verdict: undecided}", []),
        ("findings: [{rule: A1.1}], expect: {score: 9}", [(25, 57, "example-differs")]),
        ("findings: [{rule: A1.1}], expect: {items: {A: 9}}", [(25, 61, "example-differs")]),
        ("findings: [{rule: A1.1}], expect: {verdict: pass}", [(25, 59, "example-differs")]),
        ("findings: [{rule: A1.1}], expect: {grade: 优}", [(25, 57, "example-differs")]),
        ("findings: [{rule: A1.l}], expect: {score: 8}", [(25, 33, "unknown-rule")]),
        ("findings: [], expect: {items: {B: 8}}", [(25, 49, "unknown-item")]),
        ("findings: [], examined: [B], expect: {}", [(25, 40, "unknown-item")]),
        ("findings: [], not_applicable: [{sub_item: B, reason: 无}], expect: {}", [(25, 57, "unknown-sub-item")]),
        ("findings: [{rule: A1.1, count: 2}], expect: {}", [(25, 39, "key-of-another-kind")]),
        ("examined: [], findings: [{rule: A1.1}], expect: {}", [(25, 47, "finding-on-unexamined")]),
        ("expect: {score: 10}", [(25, 5, "missing-key")]),
        ("findings: [], expect: {score: 9/0}", [(25, 45, "not-a-quantity")]),
    ],
)
def test_a_worked_example_names_what_exists_and_comes_out_as_it_says(written, expected):
    assert example(written) == expected


def test_an_example_is_checked_beside_other_mistakes():
    text = (
        tiny(("points: 10\npass", "points: 11\npass")) + "examples: [{name: 例, findings: [{rule: X}], expect: {}}]\n"
    )
    assert codes(text) == [(8, 9, "points-do-not-add-up"), (24, 40, "unknown-rule")]


def test_a_sub_item_without_rules_is_warned_about():
    assert codes(TINY[: TINY.index("        rules:")]) == [(16, 9, "sub-item-without-rules")]


@pytest.mark.parametrize(
    ("one", "other", "are_twins"),
    [
        ("1.1", "1.10", True),
        ("A-1", "A-01", True),
        ("A1.1", "A1.10", False),
        ("A1.1", "A1.01", True),
        ("B1", "B10", False),
        ("1.1", "1.11", False),
        ("2", "20", False),
    ],
)
def test_ids_that_are_one_number_are_warned_about(one, other, are_twins):
    first, second = (f"{{id: {name}, text: 扣1分, basis: [本细则], deduct: 1}}" for name in (one, other))
    rules = f"rules: [{first}, {second}]\n"
    written = TINY[: TINY.index("rules:")] + rules
    assert [code for _line, _column, code in codes(written)] == (["twin-ids"] if are_twins else [])


@pytest.mark.parametrize(
    ("text", "deduct", "expected"),
    [
        ("扣1分", "2", [(23, 21)]),
        ("扣分", "2", [(23, 21)]),
        ("每处扣1分，最多扣1分", "{each: 1, max: 2}", [(23, 36)]),
        ("扣1分；严重的扣5分", "{levels: {一般: 1, 严重: 4}}", [(23, 42)]),
        ("酌情扣1至3分", "{range: [2, 3]}", [(23, 30)]),
        ("90%以上不扣分，其余扣2分", "{bands: [{from: 95%, points: 0}, {from: 0%, points: 3}]}", [(23, 37), (23, 73)]),
        ("每低1个百分点扣1分", "{below: 95%, every: 1%, points: 1, partial: floor}", [(23, 29)]),
    ],
)
def test_a_number_that_the_text_does_not_state_is_warned_about(text, deduct, expected):
    found = codes(tiny(("text: 扣2分", f"text: {text}"), ("deduct: 2\n", f"deduct: {deduct}\n")))
    assert found == [(*place, "text-differs") for place in expected]


def test_texts_are_compared_beside_other_mistakes():
    rules = "[{id: R, text: 扣1分, basis: [细则], deduct: 2}, {id: S, text: 扣1分, basis: [细则], deduct: {each: x}}]\n"
    assert codes(TINY[: TINY.index("rules:")] + f"rules: {rules}") == [
        (19, 57, "text-differs"),
        (19, 108, "not-a-decimal"),
    ]


def test_the_text_of_a_bonus_rule_states_what_it_adds():
    assert codes(TINY + "bonus: {rules: [{id: P1, text: 加1分, add: 2}]}\n") == [(24, 42, "text-differs")]


@pytest.mark.parametrize(
    ("text", "deduct", "number", "english", "chinese"),
    [
        ("扣3分", "2", "2", "deduct", "扣分"),
        ("每处扣1分，最多扣1分", "{each: 1, max: 2}", "2", "max", "最多"),
        ("缺一项扣2分", "{missing: 1, of: {a: 甲}}", "1", "missing", "每缺一项"),
        ("冷漠的扣1分，争吵的扣3分", "{levels: {冷漠: 1, 争吵: 4}}", "4", "争吵", "争吵"),
        ("低于95%的，每低1个百分点扣1分", "{below: 95%, every: 1%, points: 2, partial: floor}", "2", "points", "扣分"),
        ("90%以上不扣分，其余扣2分", "{bands: [{from: 90%, points: 0}, {from: 0%, points: 3}]}", "3", "points", "扣分"),
    ],
)
def test_the_rule_the_number_and_its_key_are_named(text, deduct, number, english, chinese):
    (told,) = said(tiny(("text: 扣2分", f"text: {text}"), ("deduct: 2\n", f"deduct: {deduct}\n")))
    assert told.code == "text-differs"
    assert told.message == f"the text of rule A1.1 does not state the number {number} of {english}"
    with speaking("zh"):
        assert told.message == f"A1.1 的条文没有写明“{chinese}”的数值 {number}"
