"""One sheet scored: each step of the spec's section 6, with numbers computed by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from written import assessed, changed, codes, deductions, edition, record, said, sub_item

from aidscore.model.quantity import Rounding, exact, plain, ratio

# Two items of 60 and 40 points; every rule is simple, so that the steps can be told apart.
STANDARD = """
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
points: 100
pass: {score: 90}
grades: [{name: 优秀, from: 95}, {name: 达标, from: 90}, {name: 基本达标, from: 80}, {name: 未达标, from: 0}]
not_applicable: rescale
items:
  - id: A
    name: 咨询接待
    points: 60
    sub_items:
      - {id: A1, name: 环境, points: 40, rules: [{id: A1.1, text: 酌情, deduct: {range: [0.01, 40]}}]}
      - id: A2
        name: 公示
        points: 20
        rules:
          - {id: A2.1, text: 每处扣5分, deduct: {each: 5}}
          - {id: A2.2, text: 扣8分, deduct: 8}
          - {id: A2.3, text: 不得分, deduct: all}
  - id: B
    name: 受理审查
    points: 40
    sub_items:
      - {id: B1, name: 时效, points: 34, rules: [{id: B1.1, text: 酌情, deduct: {range: [0.01, 34]}}]}
      - {id: B2, name: 告知, points: 6, rules: [{id: B2.1, text: 每份扣1分, deduct: {each: 1}}]}
vetoes:
  - {id: V1, text: 收取财物, effect: fail}
  - {id: V2, text: 弄虚作假, effect: zero}
bonus:
  max: 4
  rules:
    - {id: P1, text: 推广, add: {each: 1, unit: 项, max: 2}}
    - {id: P2, text: 表彰, add: 3}
    - {id: P3, text: 典型, add: {levels: {市级: 0.5, 国家级: 1.5}}}
"""
FULL = ("not_applicable: rescale", "not_applicable: full")
ZERO = ("not_applicable: rescale", "not_applicable: zero")
FLOOR_A = ("    name: 咨询接待\n    points: 60", "    name: 咨询接待\n    points: 60\n    pass_score: 45")
FLOOR_B = ("    name: 受理审查\n    points: 40", "    name: 受理审查\n    points: 40\n    pass_score: 30")

RECORD = """
aidscore: record/1
standard: s@1
center: c
channel: announced
date: 2005-09-14
examined: {examined}
findings: [{findings}]
not_applicable: [{inapplicable}]
"""


def scored(findings="", *changes, examined="all", without=()):
    """The assessment of findings by the standard, which some changes make another."""
    standard = edition(changed(STANDARD, *changes))
    inapplicable = ", ".join(f"{{sub_item: {name}, reason: 无此项}}" for name in without)
    text = RECORD.format(examined=examined, findings=findings, inapplicable=inapplicable)
    return assessed(record(text, standard), standard)


def off(points, rule="A1.1"):
    """A finding that deducts so many points."""
    return f"{{rule: {rule}, points: {points}, note: 酌情}}"


class TestWithdrawn:
    def test_a_withdrawn_finding_leaves(self):
        finding = "{rule: A2.1, count: 4, status: withdrawn, status_note: 误记}"
        assert said(scored(finding).total) == "100"

    def test_its_sub_item_is_met(self):
        finding = "{rule: A2.1, count: 4, status: withdrawn, status_note: 误记}"
        assert sub_item(scored(finding), "A2").state == "met"

    def test_the_rule_has_no_deduction(self):
        finding = "{rule: A2.1, count: 4, status: withdrawn, status_note: 误记}"
        assert deductions(scored(finding)) == {}

    def test_a_withdrawn_veto_does_not_hold(self):
        veto = scored("{rule: V1, note: 举报, status: withdrawn, status_note: 查无实据}")
        assert (veto.verdict, veto.vetoes) == ("pass", ())

    def test_a_withdrawn_bonus_is_not_granted(self):
        finding = f"{off(10)}, {{rule: P2, status: withdrawn, status_note: 上年已加}}"
        assert said(scored(finding).total) == "90"


class TestDisputed:
    def test_a_disputed_finding_deducts(self):
        assert said(scored("{rule: A2.2, status: disputed}").total) == "92"

    def test_it_makes_the_result_provisional(self):
        assert scored("{rule: A2.2, status: disputed}").provisional

    def test_so_does_one_of_several(self):
        assert scored("{rule: A2.1}, {rule: A2.2, status: disputed}, {rule: B2.1}").provisional

    def test_a_disputed_veto_holds_and_is_provisional(self):
        veto = scored("{rule: V1, note: 举报, status: disputed}")
        assert (veto.verdict, veto.provisional) == ("fail", True)

    def test_without_one_nothing_is_provisional(self):
        assert not scored("{rule: A2.2}, {rule: A2.1, status: withdrawn, status_note: 误记}").provisional


class TestSubItem:
    def test_rules_take_effect_in_the_standards_order_until_the_points_are_used_up(self):
        found = deductions(scored("{rule: A2.1, count: 3}, {rule: A2.2}"))
        assert [(said(entry.nominal), said(entry.effective)) for entry in found.values()] == [("15", "15"), ("8", "5")]

    def test_the_records_order_does_not_matter(self):
        found = deductions(scored("{rule: A2.2}, {rule: A2.1, count: 3}"))
        assert {rule: said(entry.effective) for rule, entry in found.items()} == {"A2.1": "15", "A2.2": "5"}

    def test_nothing_is_left_for_a_later_rule(self):
        found = deductions(scored("{rule: A2.3}, {rule: A2.1, count: 5}"))
        assert {rule: said(entry.effective) for rule, entry in found.items()} == {"A2.1": "20", "A2.3": "0"}

    def test_the_score_is_never_below_0(self):
        assert said(sub_item(scored("{rule: A2.1, count: 9}"), "A2").score) == "0"

    def test_other_sub_items_lose_nothing(self):
        assert said(scored("{rule: A2.1, count: 9}").total) == "80"

    def test_a_nominal_deduction_of_0_is_met(self):
        part = sub_item(scored("{rule: B2.1, sample: {drawn: 20, failed: 0}}"), "B2")
        assert (part.state, said(part.score), len(part.deductions)) == ("met", "6", 1)

    def test_a_deduction_is_not_met(self):
        assert sub_item(scored("{rule: B2.1}"), "B2").state == "not-met"

    def test_three_points_and_rules_of_more(self):
        """The table of the field: 3 points; rule a 0.2 × 7 capped at 1, rule b 1, rule c 1.5: effective 1, 1, 1."""
        rules = """[{id: a, text: 甲, deduct: {each: 0.2, max: 1}}, {id: b, text: 乙, deduct: 1},
          {id: c, text: 丙, deduct: 1.5}]"""
        standard = edition(SMALL.format(points=3, mark=0, rules=rules))
        text = RECORD.format(examined="all", findings="{rule: a, count: 7}, {rule: b}, {rule: c}", inapplicable="")
        result = assessed(record(text, standard), standard)
        assert [said(entry.nominal) for entry in deductions(result).values()] == ["1", "1", "1.5"]
        assert [said(entry.effective) for entry in deductions(result).values()] == ["1", "1", "1"]
        assert said(result.total) == "0"


SMALL = """
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {{from: 2005-01-01}}
points: {points}
pass: {{score: {mark}}}
not_applicable: rescale
items: [{{id: A, name: 项目, points: {points}, sub_items: [
  {{id: A1, name: 子项目, points: {points}, rules: {rules}}}]}}]
"""


class TestSums:
    def test_an_item_is_the_sum_of_its_sub_items(self):
        items = scored(f"{off(12.5)}, {{rule: A2.1}}, {{rule: B2.1, count: 2}}").items
        assert [said(item.score) for item in items] == ["42.5", "38"]

    def test_the_total_is_the_sum_of_the_items(self):
        assert said(scored(f"{off(12.5)}, {{rule: A2.1}}, {{rule: B2.1, count: 2}}").total) == "80.5"

    def test_whole_numbers_are_ints(self):
        result = scored(f"{off(0.5)}, {off(0.5)}")
        assert type(result.total) is int
        assert type(sub_item(result, "A1").score) is int

    @pytest.mark.parametrize(
        ("deduct", "total"),
        [
            ("floor", "98.5"),  # 57/62 against 95%, 0.5 for each percentage point below
            ("ceil", "98"),
            ("exact", "6105/62"),  # 100 − 95/62
        ],
    )
    def test_a_shortfall(self, deduct, total):
        rules = f"[{{id: a, text: 甲, deduct: {{below: 95%, every: 1%, points: 0.5, partial: {deduct}}}}}]"
        standard = edition(SMALL.format(points=100, mark=0, rules=rules))
        text = RECORD.format(examined="all", findings="{rule: a, value: 57/62}", inapplicable="")
        assert said(assessed(record(text, standard), standard).total) == total


class TestNotApplicable:
    def test_rescale_takes_the_points_out(self):
        """82 of 94 possible, rescaled to 100."""
        result = scored(off(12), without=["B2"])
        assert (said(result.earned), said(result.possible)) == ("82", "94")
        assert said(result.total) == "4100/47"

    def test_rescale_shows_items_as_earned_of_possible(self):
        item = scored(off(12, "B1.1"), without=["B2"]).items[1]
        assert (said(item.score), said(item.possible), said(item.item.points)) == ("22", "34", "40")

    def test_under_rescale_the_sub_item_has_no_score(self):
        part = sub_item(scored(without=["B2"]), "B2")
        assert (part.state, part.score) == ("not-applicable", None)

    def test_full_gives_its_points(self):
        result = scored(off(12), FULL, without=["B2"])
        assert (said(result.total), said(result.possible)) == ("88", "100")
        assert said(sub_item(result, "B2").score) == "6"

    def test_zero_gives_none(self):
        result = scored(off(12), ZERO, without=["B2"])
        assert (said(result.total), said(result.possible)) == ("82", "100")
        assert said(sub_item(result, "B2").score) == "0"

    def test_an_item_of_which_nothing_is_possible_has_no_score(self):
        item = scored(off(12), without=["B1", "B2"]).items[1]
        assert (item.score, said(item.possible)) == (None, "0")

    def test_an_item_of_which_nothing_is_possible_leaves_the_total(self):
        assert said(scored(off(12), without=["B1", "B2"]).total) == "80"  # 48 of 60

    def test_it_wins_over_examined(self):
        result = scored(examined="[A, B1]", without=["B2"])
        assert (said(result.total), result.verdict) == ("100", "pass")
        assert sub_item(scored(examined="[A, B]", without=["B2"]), "B2").state == "not-applicable"

    @pytest.mark.parametrize("policy", [("not_applicable: rescale", "not_applicable: rescale"), FULL, ZERO])
    def test_nothing_applicable_is_undecided(self, policy):
        result = scored("", policy, without=["A1", "A2", "B1", "B2"])
        assert (result.total, result.bounds, result.verdict) == (None, None, "undecided")
        assert codes(result.reasons) == ["nothing-applicable"]

    @pytest.mark.parametrize("policy", [("not_applicable: rescale", "not_applicable: rescale"), FULL, ZERO])
    def test_nothing_applicable_fails_with_a_veto(self, policy):
        result = scored("{rule: V2, note: 假账}", policy, without=["A1", "A2", "B1", "B2"])
        assert (result.total, result.bounds, result.verdict, result.grade) == (None, None, "fail", None)
        assert codes(result.reasons) == ["veto V2", "nothing-applicable"]


class TestBonus:
    def test_it_is_added_to_the_total(self):
        result = scored(f"{off(10)}, {{rule: P2}}")
        assert (said(result.total), said(result.bonus), said(result.rescaled)) == ("93", "3", "90")

    def test_the_rules_cap(self):
        assert said(scored(f"{off(10)}, {{rule: P1, count: 5}}").total) == "92"

    def test_the_sections_cap(self):
        assert said(scored(f"{off(10)}, {{rule: P1, count: 2}}, {{rule: P2}}").total) == "94"  # 2 + 3, at most 4

    def test_levels(self):
        assert said(scored(f"{off(10)}, {{rule: P3, level: 国家级}}, {{rule: P3, level: 市级}}").total) == "92"

    def test_fixed_once(self):
        assert said(scored(f"{off(10)}, {{rule: P2}}, {{rule: P2}}").total) == "93"

    def test_without_a_cap_of_the_section(self):
        result = scored(f"{off(10)}, {{rule: P1, count: 2}}, {{rule: P2}}", ("bonus:\n  max: 4\n", "bonus:\n"))
        assert said(result.total) == "95"

    def test_never_above_the_points(self):
        result = scored(f"{off(1)}, {{rule: P2}}")
        assert (said(result.total), said(result.bonus)) == ("100", "1")

    def test_it_is_added_after_the_rescaling(self):
        assert said(scored(f"{off(12)}, {{rule: P1}}", without=["B2"]).total) == "4147/47"  # 4100/47 + 1

    def test_it_can_reach_the_pass_mark(self):
        assert scored(f"{off(12)}, {{rule: P1, count: 2}}").verdict == "pass"

    def test_it_is_outside_the_items(self):
        assert [said(item.score) for item in scored("{rule: P2}").items] == ["60", "40"]

    @pytest.mark.parametrize(("veto", "total"), [("V1", "90"), ("V2", "0")])
    def test_not_granted_where_a_veto_holds(self, veto, total):
        result = scored(f"{off(10)}, {{rule: P2}}, {{rule: {veto}, note: 查实}}")
        assert (said(result.bonus), said(result.total)) == ("0", total)


class TestVeto:
    def test_fail_leaves_the_score(self):
        result = scored("{rule: V1, note: 查实}")
        assert (said(result.total), result.verdict, codes(result.reasons)) == ("100", "fail", ["veto V1"])

    def test_zero_makes_the_score_0(self):
        result = scored("{rule: V2, note: 查实}")
        assert (said(result.total), result.verdict) == ("0", "fail")
        assert codes(result.reasons) == ["veto V2", "below-pass-mark"]

    def test_zero_leaves_the_items_as_they_are(self):
        assert [said(item.score) for item in scored("{rule: V2, note: 查实}").items] == ["60", "40"]

    def test_every_veto_is_told_in_the_standards_order(self):
        assert list(scored("{rule: V2, note: 查实}, {rule: V1, note: 查实}").vetoes) == ["V1", "V2"]

    def test_it_holds_whatever_was_examined(self):
        result = scored("{rule: V1, note: 查实}", examined="[B2]")
        assert (result.verdict, codes(result.reasons)) == ("fail", ["veto V1", "not-fully-examined"])


class TestVerdict:
    @pytest.mark.parametrize(
        ("deducted", "total", "verdict"),
        [
            (10, "90", "pass"),  # 以上 includes the number
            (10.05, "89.95", "fail"),  # though it would be rounded to 90
            (10.01, "89.99", "fail"),
            (9.99, "90.01", "pass"),
        ],
    )
    def test_the_pass_mark(self, deducted, total, verdict):
        result = scored(off(deducted))
        assert (said(result.total), result.verdict) == (total, verdict)

    def test_below_the_mark_says_so(self):
        assert codes(scored(off(11)).reasons) == ["below-pass-mark"]

    def test_a_pass_has_no_reasons(self):
        assert scored(off(10)).reasons == ()

    def test_every_reason_is_told(self):
        result = scored(f"{off(16)}, {off(11, 'B1.1')}, {{rule: V1, note: 查实}}", FLOOR_A, FLOOR_B)
        assert codes(result.reasons) == ["veto V1", "below-pass-mark", "item-below-floor A", "item-below-floor B"]


class TestFloor:
    @pytest.mark.parametrize(("deducted", "verdict"), [(5, "pass"), (10, "pass"), (10.01, "fail")])
    def test_an_items_floor(self, deducted, verdict):
        low_mark = ("pass: {score: 90}", "pass: {score: 80}")
        assert scored(off(deducted, "B1.1"), FLOOR_B, low_mark).verdict == verdict

    def test_a_high_total_does_not_help(self):
        low_mark = ("pass: {score: 90}", "pass: {score: 80}")
        result = scored(off(11, "B1.1"), FLOOR_B, low_mark)
        assert (said(result.total), codes(result.reasons)) == ("89", ["item-below-floor B"])

    def test_a_bonus_does_not_help(self):
        low_mark = ("pass: {score: 90}", "pass: {score: 80}")
        assert scored(f"{off(11, 'B1.1')}, {{rule: P2}}", FLOOR_B, low_mark).verdict == "fail"

    @pytest.mark.parametrize(
        ("deducted", "verdict"),
        [
            (8.5, "pass"),  # 25.5 of 34 is three quarters, as 30 of 40
            (8.51, "fail"),
        ],
    )
    def test_under_rescale_earned_of_possible_counts(self, deducted, verdict):
        low_mark = ("pass: {score: 90}", "pass: {score: 80}")
        assert scored(off(deducted, "B1.1"), FLOOR_B, low_mark, without=["B2"]).verdict == verdict

    def test_under_rescale_not_tested_where_nothing_is_applicable(self):
        assert scored(off(1), FLOOR_B, without=["B1", "B2"]).verdict == "pass"

    @pytest.mark.parametrize(("deducted", "verdict"), [(10, "pass"), (10.01, "fail")])
    def test_under_full_what_step_4_gives(self, deducted, verdict):
        low_mark = ("pass: {score: 90}", "pass: {score: 80}")
        assert scored(off(deducted, "B1.1"), FLOOR_B, FULL, low_mark, without=["B2"]).verdict == verdict

    def test_under_full_nothing_applicable_reaches_the_floor(self):
        assert scored("", FLOOR_B, FULL, without=["B1", "B2"]).verdict == "pass"

    @pytest.mark.parametrize(("deducted", "verdict"), [(4, "pass"), (4.01, "fail")])
    def test_under_zero_what_step_4_gives(self, deducted, verdict):
        low_mark = ("pass: {score: 90}", "pass: {score: 80}")
        assert scored(off(deducted, "B1.1"), FLOOR_B, ZERO, low_mark, without=["B2"]).verdict == verdict

    def test_under_zero_nothing_applicable_misses_the_floor(self):
        result = scored("", FLOOR_B, ZERO, without=["B1", "B2"])
        assert "item-below-floor B" in codes(result.reasons)


class TestGrade:
    @pytest.mark.parametrize(
        ("deducted", "grade"),
        [(1, "优秀"), (5, "优秀"), (5.01, "达标"), (10, "达标"), (10.01, "基本达标"), (20.01, "未达标")],
    )
    def test_the_grade_is_that_of_the_exact_total(self, deducted, grade):
        assert scored(off(deducted)).grade == grade

    def test_a_fail_has_at_most_the_first_grade_below_the_mark(self):
        assert scored("{rule: V1, note: 查实}").grade == "基本达标"

    def test_a_fail_by_a_floor_too(self):
        assert scored(off(16), FLOOR_A, ("pass: {score: 90}", "pass: {score: 80}")).grade == "未达标"

    def test_a_fail_with_a_low_total_has_the_grade_of_the_total(self):
        assert scored(f"{off(30)}, {{rule: V1, note: 查实}}").grade == "未达标"

    def test_a_zero_veto(self):
        assert scored("{rule: V2, note: 查实}").grade == "未达标"

    def test_without_a_score_no_grade(self):
        assert scored(examined="[A]").grade is None


class TestBounds:
    def test_unexamined_counts_as_0_and_as_full(self):
        result = scored(off(10), examined="[A]")
        assert (said(result.bounds.low), said(result.bounds.high)) == ("50", "90")
        assert result.total is None

    def test_undecided_between(self):
        result = scored(off(10), examined="[A]")
        assert (result.verdict, codes(result.reasons)) == ("undecided", ["not-fully-examined"])

    def test_fail_where_even_the_high_bound_fails(self):
        result = scored(off(10.01), examined="[A]")
        assert (result.verdict, codes(result.reasons)) == ("fail", ["below-pass-mark", "not-fully-examined"])

    def test_pass_where_even_the_low_bound_passes(self):
        result = scored(off(4), examined="[A, B1]")
        assert (said(result.bounds.low), said(result.bounds.high), result.verdict) == ("90", "96", "pass")

    def test_no_pass_while_a_floor_may_be_missed(self):
        result = scored("", FLOOR_B, ("pass: {score: 90}", "pass: {score: 80}"), examined="[A, B2, A1]")
        assert result.verdict == "undecided"

    def test_fail_where_a_floor_cannot_be_reached(self):
        result = scored(off(16), FLOOR_A, ("pass: {score: 90}", "pass: {score: 80}"), examined="[A1, B]")
        assert codes(result.reasons) == ["item-below-floor A", "not-fully-examined"]

    def test_a_floor_that_can_still_be_reached(self):
        low_mark = ("pass: {score: 90}", "pass: {score: 80}")
        assert scored(off(15), FLOOR_A, low_mark, examined="[A1, B]").verdict == "undecided"

    def test_the_item_has_no_score(self):
        assert [said(item.score) for item in scored(examined="[A, B1]").items] == ["60", None]

    def test_the_bonus_so_far_is_in_them(self):
        result = scored(f"{off(10)}, {{rule: P2}}", examined="[A]")
        assert (said(result.bounds.low), said(result.bounds.high)) == ("53", "93")

    def test_a_floor_that_is_not_yet_reached_leaves_it_undecided(self):
        result = scored("", FLOOR_A, ("score: 90", "score: 80"), examined="[A1, B]")  # A has 40 of 60, 20 are open
        assert (said(result.bounds.low), result.verdict) == ("80", "undecided")
        result = scored("", FLOOR_A, ("score: 90", "score: 80"), examined="[A, B1]")
        assert (said(result.bounds.low), result.verdict) == ("94", "pass")

    def test_the_bonus_so_far_is_not_cut_while_points_are_not_examined(self):
        granted = "{rule: P1, count: 2}, {rule: P2}, {rule: P3, level: 国家级, count: 2}"
        more = ("bonus:\n  max: 4\n", "bonus:\n  max: 10\n")
        result = scored(granted, more, examined="[A, B1]")  # 94 points are examined, 6 are not
        assert (said(result.bonus), said(result.bounds.low), said(result.bounds.high)) == ("8", "100", "100")
        result = scored(f"{off(1)}, {{rule: P1, count: 2}}, {{rule: P2}}", examined="[A, B1, B2]", without=("B2",))
        assert said(result.bonus) == said(result.total - result.rescaled)

    def test_the_bonus_never_lifts_them_above_the_points(self):
        result = scored("{rule: P2}", examined="[A]")
        assert (said(result.bounds.low), said(result.bounds.high)) == ("63", "100")

    def test_after_the_rescaling(self):
        result = scored("", examined="[A]", without=["B2"])  # 60 of 94, and 94 of 94
        assert (said(result.bounds.low), said(result.bounds.high)) == ("3000/47", "100")

    def test_a_fail_veto_fails_and_leaves_them(self):
        result = scored("{rule: V1, note: 查实}, {rule: P2}", examined="[A]")
        assert (said(result.bounds.low), said(result.bounds.high), result.verdict) == ("60", "100", "fail")

    def test_a_zero_veto_makes_both_0(self):
        result = scored("{rule: V2, note: 查实}, {rule: P2}", examined="[A]")
        assert (said(result.bounds.low), said(result.bounds.high), result.verdict) == ("0", "0", "fail")

    def test_nothing_examined(self):
        result = scored(examined="[]")
        assert (said(result.bounds.low), said(result.bounds.high), result.verdict) == ("0", "100", "undecided")

    def test_the_unexamined_are_named(self):
        assert scored(examined="[A1, B]").reasons[0].arguments["ids"] == ("A2",)


class TestDisplay:
    """Rounded once, for display, and never across a pass mark, floor or target."""

    @pytest.mark.parametrize(
        ("number", "rounding", "shown"),
        [
            ("89.25", Rounding(), "89.3"),
            ("89.25", Rounding(1, "half-even"), "89.2"),
            ("89.35", Rounding(1, "half-even"), "89.4"),
            ("89.29", Rounding(1, "down"), "89.2"),
            ("89.251", Rounding(1, "half-even"), "89.3"),
            ("0.125", Rounding(2), "0.13"),
            ("2.675", Rounding(2), "2.68"),
            ("1.005", Rounding(2), "1.01"),
            ("2.5", Rounding(0), "3"),
            ("2.5", Rounding(0, "half-even"), "2"),
            ("89.45", Rounding(0), "89"),  # once, not 89.5 first
            ("100", Rounding(1), "100.0"),
            ("4100/47", Rounding(1), "87.2"),
            ("4100/47", Rounding(3), "87.234"),
            ("0", Rounding(1), "0.0"),
            ("-1/100", Rounding(1), "0.0"),  # never -0.0
            ("-1/100", Rounding(1, "down"), "0.0"),
            ("-5/100", Rounding(1), "-0.1"),
            ("123456789012345678901234567890.25", Rounding(1), "123456789012345678901234567890.3"),
        ],
    )
    def test_rounding(self, number, rounding, shown):
        assert str(rounding.display(plain(Fraction(number)))) == shown

    @pytest.mark.parametrize(
        ("number", "mark", "rounding", "shown"),
        [
            ("89.95", 90, Rounding(), "89.95"),
            ("89.995", 90, Rounding(), "89.995"),
            ("89.999", 90, Rounding(2), "89.999"),
            ("89.94", 90, Rounding(), "89.9"),
            ("90", 90, Rounding(), "90.0"),
            ("90.04", 90, Rounding(), "90.0"),
            ("89.95", 90, Rounding(1, "down"), "89.9"),
            ("6209/69", 90, Rounding(), "89.99"),  # 89.98550…
            ("20.25", Fraction("20.25"), Rounding(1, "down"), "20.25"),  # at the floor, not below it
            ("20.26", Fraction("20.25"), Rounding(1, "down"), "20.26"),
            ("20.24", Fraction("20.25"), Rounding(1), "20.2"),
            ("20.2", Fraction("20.25"), Rounding(0), "20"),
        ],
    )
    def test_it_stays_on_its_side_of_a_mark(self, number, mark, rounding, shown):
        assert str(rounding.display(plain(Fraction(number)), [mark])) == shown

    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            ("100/3", "33.3"),  # equal to the endless mark: no number of decimals could tell
            ("33.35", "33.4"),
            ("33.34", "33.34"),  # 33.3 would be below a third
            ("33.3", "33.3"),
            ("33.333", "33.3"),
        ],
    )
    def test_an_endless_mark(self, number, shown):
        assert str(Rounding().display(plain(Fraction(number)), [Fraction(100, 3)])) == shown

    def test_several_marks(self):
        assert str(Rounding(0).display(Fraction("89.9"), [60, 90, Fraction("89.85")])) == "89.9"

    def test_a_display_is_a_decimal(self):
        assert type(Rounding().display(90)) is Decimal


class TestExact:
    """The unrounded number as text."""

    @pytest.mark.parametrize(
        ("number", "text"),
        [
            (90, "90"),
            (Fraction(183, 2), "91.5"),
            (Fraction(1, 8), "0.125"),
            (Fraction(1, 1000), "0.001"),
            (Fraction(-1, 20), "-0.05"),
            (Fraction(1, 3), "1/3"),
            (Fraction(4100, 47), "4100/47"),
            (Fraction(-4, 3), "-4/3"),
            (Fraction(1, 2**20), "0.00000095367431640625"),
            (0, "0"),
        ],
    )
    def test_a_decimal_or_a_ratio(self, number, text):
        assert exact(number) == text

    @pytest.mark.parametrize(
        ("numerator", "denominator", "quotient"),
        [
            (18, 20, Fraction(9, 10)),
            (20, 4, 5),
            (Fraction(1, 2), Fraction(1, 4), 2),
            (0, 7, 0),
            (-3, 6, Fraction(-1, 2)),
        ],
    )
    def test_the_only_division(self, numerator, denominator, quotient):
        result = ratio(numerator, denominator)
        assert (result, type(result)) == (quotient, type(quotient))

    def test_nothing_is_divided_by_0(self):
        with pytest.raises(ZeroDivisionError):
            ratio(1, 0)


class TestReasons:
    """What the sentences of reasons are filled with: numbers that are not rounded."""

    def test_of_a_mark_and_a_floor_that_are_missed(self):
        result = scored(off(20), FLOOR_A)
        assert [dict(reason.arguments) for reason in result.reasons] == [
            {"total": 80, "mark": 90, "at_most": False},
            {"name": "咨询接待", "score": 40, "floor": 45, "at_most": False},
        ]

    def test_of_a_mark_that_can_no_longer_be_reached_where_an_item_is_whole(self):
        result = scored(off(20), examined="[A, B1]")
        assert [dict(reason.arguments) for reason in result.reasons] == [
            {"total": 80, "mark": 90, "at_most": True},
            {"ids": ("B2",)},
        ]

    def test_of_those_that_can_no_longer_be_reached(self):
        result = scored(off(20), FLOOR_A, FLOOR_B, examined="[A1, B1]")
        assert [dict(reason.arguments) for reason in result.reasons] == [
            {"total": 80, "mark": 90, "at_most": True},
            {"name": "咨询接待", "score": 40, "floor": 45, "at_most": True},
            {"ids": ("A2", "B2")},
        ]
