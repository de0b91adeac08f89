"""Several visits to one center: each way to combine them, and every sentence of the spec's section 7.

A visit is one line: what a record says beside its standard and its center; `examined` is `all` where it does not say.
"""

from dataclasses import replace
from fractions import Fraction

import pytest
from written import campaign, changed, codes, edition, record, said, visit

from aidscore.scoring.average import worst_of
from aidscore.scoring.combine import center_result, clashing
from aidscore.scoring.details import details_of
from aidscore.scoring.phase import phase_result

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
grades: [{name: 达标, from: 90}, {name: 基本达标, from: 80}, {name: 未达标, from: 0}]
not_applicable: rescale
items:
  - id: A
    name: 咨询接待
    points: 60
    pass_score: 30
    sub_items:
      - {id: A1, name: 环境, points: 40, rules: [{id: A1.1, text: 酌情, deduct: {range: [0.01, 40]}}]}
      - id: A2
        name: 公示
        points: 20
        rules:
          - {id: A2.1, text: 每处扣1分, deduct: {each: 1, max: 5, free: 1}}
          - {id: A2.2, text: 缺项, deduct: {missing: 2, of: {a: 甲, b: 乙, c: 丙}}}
  - id: B
    name: 受理审查
    points: 40
    sub_items:
      - id: B1
        name: 时效
        points: 30
        rules:
          - {id: B1.1, text: 比例, deduct: {below: 95%, every: 1%, points: 1, partial: floor}}
          - {id: B1.2, text: 酌情, deduct: {range: [0.01, 30]}}
      - {id: B2, name: 告知, points: 10, rules: [{id: B2.1, text: 扣10分, deduct: all}]}
vetoes:
  - {id: V1, text: 收取财物, effect: fail}
  - {id: V2, text: 弄虚作假, effect: zero}
bonus: {rules: [{id: P1, text: 推广, add: {each: 1, max: 2}}]}
"""
CAMPAIGN = """
aidscore: campaign/1
id: c
title: 活动
centers: [{{id: c, name: 中心}}]
phases: [{{id: p, name: 阶段, from: 2005-01-01, to: 2005-12-31, standard: s@1, {phase}}}]
"""


def visits_of(lines, standard):
    """The visits that lines say, from files 1.yaml, 2.yaml …"""
    found = []
    for number, line in enumerate(lines, 1):
        examined = "" if "examined:" in line else "examined: all, "
        text = f"{{aidscore: record/1, standard: s@1, center: c, {examined}{line}}}"
        found.append(visit(record(text, standard), standard, f"{number}.yaml"))
    return found


def combined(phase, *lines, changes=()):
    """What a center comes out as in a phase."""
    standard = edition(changed(STANDARD, *changes))
    entry = campaign(CAMPAIGN.format(phase=phase))
    return center_result(entry.centers[0], visits_of(lines, standard), standard, entry.phases[0])


def off(points, rule="A1.1"):
    """A finding that deducts so many points."""
    return f"{{rule: {rule}, points: {points}, note: 酌情}}"


def seen(channel, day, *findings, **more):
    """One visit in September 2005."""
    rest = "".join(f", {key}: {value}" for key, value in more.items())
    return f"channel: {channel}, date: 2005-09-{day:02}, findings: [{', '.join(findings)}]{rest}"


def outcome(result):
    """Score, verdict and reasons in short."""
    return said(result.total), result.verdict, codes(result.reasons)


class TestEveryWay:
    WAYS = ("latest", "union", "mean", "worst", "{weights: {announced: 100%}}")

    @pytest.mark.parametrize("way", WAYS)
    def test_one_visit_is_that_visit(self, way):
        result = combined(f"combine: {way}, channels: [announced]", seen("announced", 1, off(8.5)))
        assert outcome(result) == ("91.5", "pass", [])
        assert {item: said(score) for item, score in result.items.items()} == {"A": "51.5", "B": "40"}
        assert result.grade == "达标"

    @pytest.mark.parametrize("way", WAYS)
    def test_without_a_counting_visit_a_center_is_not_assessed(self, way):
        result = combined(f"combine: {way}, channels: [announced]")
        assert outcome(result) == (None, "not-assessed", ["no-visit"])
        assert (result.items, result.deciding, result.bounds, result.grade) == (None, None, None, None)

    @pytest.mark.parametrize("way", WAYS)
    def test_other_channels_are_shown_and_not_counted(self, way):
        result = combined(
            f"combine: {way}, channels: [announced]", seen("self", 1), seen("announced", 2, off(20)), seen("self", 3)
        )
        assert outcome(result) == ("80", "fail", ["below-pass-mark"])
        assert [(entry.visit.source, entry.counts) for entry in result.visits] == [
            ("1.yaml", False),
            ("2.yaml", True),
            ("3.yaml", False),
        ]

    def test_only_self_visits_are_no_counting_visit(self):
        result = combined("combine: latest", seen("self", 1), seen("self", 2))
        assert outcome(result) == (None, "not-assessed", ["no-visit"])
        assert len(result.visits) == 2

    def test_channels_left_out_mean_all_but_self(self):
        lines = [seen(channel, 1) for channel in ("announced", "unannounced", "spot-check", "self", "acceptance")]
        assert [entry.counts for entry in combined("combine: mean", *lines).visits] == [True, True, True, False, True]

    @pytest.mark.parametrize("way", WAYS)
    def test_a_veto_of_a_visit_that_does_not_count_does_not_hold(self, way):
        veto = seen("self", 2, "{rule: V2, note: 自报}")
        assert combined(f"combine: {way}, channels: [announced]", seen("announced", 1), veto).verdict == "pass"

    @pytest.mark.parametrize("way", WAYS)
    def test_a_disputed_finding_makes_it_provisional(self, way):
        line = seen("announced", 1, "{rule: A2.1, count: 2, status: disputed}")
        assert combined(f"combine: {way}, channels: [announced]", line).provisional

    @pytest.mark.parametrize("way", [way for way in WAYS if way != "latest"])
    def test_so_does_one_of_any_visit(self, way):
        lines = seen("announced", 1, "{rule: A2.1, status: disputed}"), seen("announced", 2, off(1))
        assert combined(f"combine: {way}, channels: [announced]", *lines).provisional

    def test_visits_are_shown_by_date_whatever_their_files_are_called(self):
        result = combined("combine: mean", seen("announced", 9), seen("spot-check", 3), seen("announced", 3))
        assert [entry.visit.source for entry in result.visits] == ["3.yaml", "2.yaml", "1.yaml"]

    def test_of_one_day_and_channel_they_are_shown_by_their_labels(self):
        labels = {"visit": "下午"}, {}, {"visit": "上午"}
        result = combined("combine: mean", *(seen("announced", 9, **label) for label in labels))
        assert [entry.visit.record.visit for entry in result.visits] == [None, "上午", "下午"]

    def test_refused_records_are_told(self):
        standard = edition(STANDARD)
        entry = campaign(CAMPAIGN.format(phase="combine: latest"))
        result = center_result(entry.centers[0], [], standard, entry.phases[0], 2)
        assert codes(result.reasons) == ["no-visit", "refused-records"]
        assert result.reasons[1].arguments["number"] == 2


class TestLatest:
    def test_the_last_by_date_alone_decides(self):
        result = combined("combine: latest", seen("announced", 9, off(8.5)), seen("unannounced", 3, off(30)))
        assert outcome(result) == ("91.5", "pass", [])

    def test_a_veto_of_an_earlier_visit_does_not_hold(self):
        veto = seen("announced", 1, "{rule: V1, note: 查实}")
        assert combined("combine: latest", veto, seen("announced", 2)).verdict == "pass"

    def test_a_later_visit_that_does_not_count_does_not_decide(self):
        assert said(combined("combine: latest", seen("announced", 1, off(8.5)), seen("self", 2)).total) == "91.5"

    def test_where_the_last_is_not_fully_examined_there_are_bounds(self):
        result = combined("combine: latest", seen("announced", 1), seen("announced", 2, examined="[A]"))
        assert outcome(result) == (None, "undecided", ["not-fully-examined"])
        assert (said(result.bounds.low), said(result.bounds.high)) == ("60", "100")
        assert {item: said(score) for item, score in result.items.items()} == {"A": "60"}  # the item that is whole

    def test_two_visits_of_the_last_day_leave_it_undecided(self):
        result = combined("combine: latest", seen("announced", 2, off(1)), seen("unannounced", 2))
        assert outcome(result) == (None, "undecided", ["same-day-visits"])
        assert "2005-09-02" in result.reasons[0].arguments["dates"]

    def test_even_with_a_veto(self):
        veto = seen("announced", 2, "{rule: V1, note: 查实}")
        result = combined("combine: latest", veto, seen("unannounced", 2))
        assert outcome(result) == (None, "undecided", ["same-day-visits"])

    def test_two_visits_of_an_earlier_day_do_not_matter(self):
        lines = [seen("announced", 1), seen("unannounced", 1), seen("announced", 2, off(5))]
        assert outcome(combined("combine: latest", *lines)) == ("95", "pass", [])

    def test_a_visit_that_does_not_count_is_no_second_one(self):
        assert outcome(combined("combine: latest", seen("announced", 2), seen("self", 2))) == ("100", "pass", [])


class TestUnion:
    def test_counts_add_up_and_caps_apply_once(self):
        one, two = seen("announced", 1, "{rule: A2.1, count: 3}"), seen("unannounced", 2, "{rule: A2.1, count: 2}")
        assert said(combined("combine: union", one, two).total) == "96"  # 5 less 1 free, once

    def test_the_cap_holds_over_all_visits(self):
        one, two = seen("announced", 1, "{rule: A2.1, count: 5}"), seen("unannounced", 2, "{rule: A2.1, count: 5}")
        assert said(combined("combine: union", one, two).total) == "95"

    def test_missing_keys_unite(self):
        one, two = (
            seen("announced", 1, "{rule: A2.2, missing: [a, b]}"),
            seen("unannounced", 2, "{rule: A2.2, missing: [b, c]}"),
        )
        assert said(combined("combine: union", one, two).total) == "94"

    def test_samples_pool(self):
        one = seen("announced", 1, "{rule: B1.1, sample: {drawn: 20, failed: 4}}")  # 80%, 15 steps by itself
        two = seen("unannounced", 2, "{rule: B1.1, sample: {drawn: 60, failed: 4}}")
        assert said(combined("combine: union", one, two).total) == "95"  # 72 of 80 are 90%: 5 steps

    def test_of_several_values_the_largest_deduction_holds(self):
        one, two = seen("announced", 1, "{rule: B1.1, value: 92%}"), seen("unannounced", 2, "{rule: B1.1, value: 94%}")
        assert said(combined("combine: union", one, two).total) == "97"

    def test_a_range_is_capped_once(self):
        one, two = seen("announced", 1, off(25)), seen("unannounced", 2, off(25))
        result = combined("combine: union", one, two)
        assert said(result.total) == "60"  # the sub-item has 40

    def test_examined_is_the_union(self):
        one, two = seen("announced", 1, off(5), examined="[A]"), seen("unannounced", 2, examined="[B]")
        assert outcome(combined("combine: union", one, two)) == ("95", "pass", [])

    def test_what_nobody_examined_leaves_bounds(self):
        one, two = seen("announced", 1, off(5), examined="[A]"), seen("unannounced", 2, examined="[B1]")
        result = combined("combine: union", one, two)
        assert outcome(result) == (None, "undecided", ["not-fully-examined"])
        assert (said(result.bounds.low), said(result.bounds.high)) == ("85", "95")

    def test_not_applicable_only_if_no_visit_examined_it(self):
        without = "[{sub_item: B2, reason: 无此项}]"
        one, two = seen("announced", 1, not_applicable=without), seen("unannounced", 2, "{rule: B2.1}")
        assert said(combined("combine: union", one, two).total) == "90"

    def test_not_applicable_where_the_others_did_not_examine_it(self):
        without = "[{sub_item: B2, reason: 无此项}]"
        one, two = (
            seen("announced", 1, off(9), not_applicable=without),
            seen("unannounced", 2, examined="[A, B1]"),
        )
        assert said(combined("combine: union", one, two).total) == "90"  # 81 of 90

    def test_a_veto_of_any_visit_holds(self):
        one, two = seen("announced", 1, "{rule: V1, note: 查实}"), seen("unannounced", 2)
        assert outcome(combined("combine: union", one, two)) == ("100", "fail", ["veto V1"])

    def test_a_zero_veto_of_any_visit_makes_it_0(self):
        one, two = seen("announced", 1, "{rule: V2, note: 查实}"), seen("unannounced", 2)
        assert said(combined("combine: union", one, two).total) == "0"

    def test_bonuses_add_up_under_their_cap(self):
        one = seen("announced", 1, off(10), "{rule: P1}")
        two = seen("unannounced", 2, "{rule: P1, count: 2}")
        assert said(combined("combine: union", one, two).total) == "92"

    def test_visits_of_one_day_unite_in_any_order(self):
        one, two = seen("announced", 1, off(3)), seen("unannounced", 1, off(4))
        assert outcome(combined("combine: union", one, two)) == ("93", "pass", [])

    def test_items_are_those_of_the_sheet(self):
        one, two = seen("announced", 1, off(3)), seen("unannounced", 2, off(4, "B1.2"))
        result = combined("combine: union", one, two)
        assert {item: said(score) for item, score in result.items.items()} == {"A": "57", "B": "36"}

    def test_facts_keep_their_files(self):
        one, two = seen("announced", 1, off(3)), seen("unannounced", 2, off(4))
        deduction = next(
            deduction for _, _, deduction in details_of(combined("combine: union", one, two).deciding).deductions()
        )
        assert [(fact.source, fact.line) for fact in deduction.facts] == [("1.yaml", 1), ("2.yaml", 1)]


class TestFollowUp:
    FIRST = seen("announced", 1, off(30), "{rule: A2.1, count: 3}", "{rule: B2.1}")  # 100 − 30 − 2 − 10

    def test_it_replaces_what_it_examined(self):
        again = seen("follow-up", 9, off(2), examined="[A1]")
        assert said(combined("combine: union", self.FIRST, again).total) == "86"  # A1 now 2 instead of 30

    def test_an_item_with_all_its_sub_items(self):
        again = seen("follow-up", 9, off(2), examined="[A]")
        assert said(combined("combine: union", self.FIRST, again).total) == "88"  # A2 has no finding any more

    def test_all_earlier_visits_are_replaced(self):
        again = seen("follow-up", 9, examined="[A1]")
        assert said(combined("combine: union", self.FIRST, seen("unannounced", 5, off(9)), again).total) == "88"

    def test_later_visits_are_not(self):
        again = seen("follow-up", 9, examined="[A1]")
        assert said(combined("combine: union", self.FIRST, again, seen("unannounced", 10, off(9))).total) == "79"

    def test_an_earlier_follow_up_is_replaced_by_a_later_one(self):
        again, once_more = seen("follow-up", 9, off(9), examined="[A1]"), seen("follow-up", 20, off(1), examined="[A1]")
        assert said(combined("combine: union", self.FIRST, again, once_more).total) == "87"

    def test_not_what_it_calls_not_applicable(self):
        without = "[{sub_item: A1, reason: 无此项}]"
        again = seen("follow-up", 9, examined="[A]", not_applicable=without)
        assert said(combined("combine: union", self.FIRST, again).total) == "60"  # A1 as found first, A2 replaced

    def test_vetoes_and_bonuses_are_not_replaced(self):
        first = seen("announced", 1, "{rule: V1, note: 查实}", off(20))
        again = seen("follow-up", 9, off(5))
        assert outcome(combined("combine: union", first, again)) == ("95", "fail", ["veto V1"])
        first = seen("announced", 1, "{rule: P1}", off(20))
        assert said(combined("combine: union", first, again).total) == "96"

    def test_a_disputed_finding_that_is_replaced_disputes_nothing(self):
        first = seen("announced", 1, "{rule: A2.1, count: 3, status: disputed}")
        assert not combined("combine: union", first, seen("follow-up", 9, examined="[A2]")).provisional

    def test_a_missed_sub_item_can_be_made_up_for(self):
        first = seen("announced", 1, off(5), examined="[A]")
        assert outcome(combined("combine: union", first, seen("follow-up", 9, examined="[B]"))) == ("95", "pass", [])

    @pytest.mark.parametrize("other", ["announced", "follow-up"])
    def test_on_the_day_of_another_counting_visit_the_order_is_not_known(self, other):
        lines = [seen("follow-up", 9, examined="[A1]", visit="上午"), seen(other, 9, visit="下午")]
        assert outcome(combined("combine: union", self.FIRST, *lines)) == (None, "undecided", ["same-day-visits"])

    def test_on_the_day_of_a_visit_that_does_not_count(self):
        lines = [seen("follow-up", 9, examined="[A1]"), seen("self", 9)]
        assert said(combined("combine: union", self.FIRST, *lines).total) == "88"

    def test_a_follow_up_that_does_not_count_replaces_nothing(self):
        again = seen("follow-up", 9, examined="[A1]")
        assert said(combined("combine: union, channels: [announced]", self.FIRST, again).total) == "58"

    @pytest.mark.parametrize("way", ["mean", "worst"])
    def test_elsewhere_it_is_a_visit_like_others(self, way):
        lines = [seen("announced", 1, off(8)), seen("follow-up", 1, off(4))]
        assert said(combined(f"combine: {way}", *lines).total) == {"mean": "94", "worst": "92"}[way]


class TestMean:
    @pytest.mark.parametrize(
        ("deducted", "mean", "verdict"),
        [((10, 11, 9), "90", "pass"), ((9, 12, 10), "269/3", "fail")],  # 90, 89, 91 and 91, 88, 90
    )
    def test_the_mean_of_exact_totals(self, deducted, mean, verdict):
        lines = [seen("announced", day, off(points)) for day, points in enumerate(deducted, 1)]
        result = combined("combine: mean", *lines)
        assert (said(result.total), result.verdict) == (mean, verdict)

    def test_items_are_means_too(self):
        result = combined("combine: mean", seen("announced", 1, off(9)), seen("announced", 2, off(2, "B1.2")))
        assert {item: said(score) for item, score in result.items.items()} == {"A": "55.5", "B": "39"}

    def test_items_are_taken_over_what_is_possible(self):
        without = "[{sub_item: B1, reason: 无此项}]"
        lines = [seen("announced", 1, "{rule: B2.1}"), seen("announced", 2, not_applicable=without)]
        assert said(combined("combine: mean", *lines).items["B"]) == "35"  # 30 of 40, and 10 of 10 as 40

    def test_an_item_that_is_nowhere_possible_has_no_mean(self):
        without = "[{sub_item: B1, reason: 无此项}, {sub_item: B2, reason: 无此项}]"
        result = combined("combine: mean", seen("announced", 1, off(6), not_applicable=without))
        assert {item: said(score) for item, score in result.items.items()} == {"A": "54"}
        assert said(result.total) == "90"

    def test_bonuses_are_in_the_totals(self):
        lines = [seen("announced", 1, off(10), "{rule: P1}"), seen("announced", 2, off(10))]
        assert said(combined("combine: mean", *lines).total) == "90.5"

    def test_no_one_sheet_decides(self):
        assert combined("combine: mean", seen("announced", 1)).deciding is None


class TestWorst:
    def test_the_visit_with_the_lowest_total(self):
        lines = [seen("announced", 1, off(3)), seen("announced", 2, off(9)), seen("unannounced", 3, off(5))]
        result = combined("combine: worst", *lines)
        assert (said(result.total), result.verdict) == ("91", "pass")
        assert said(result.items["A"]) == "51"

    def test_of_equal_totals_the_later_date(self):
        standard = edition(STANDARD)
        lines = [seen("announced", 1, off(9)), seen("announced", 2, off(9, "B1.2")), seen("announced", 3)]
        assert worst_of(visits_of(lines, standard)).source == "2.yaml"
        assert said(combined("combine: worst", *lines).items["B"]) == "31"

    def test_the_reason_has_the_total_and_the_mark(self):
        (reason,) = combined("combine: worst", seen("announced", 1), seen("announced", 2, off(11))).reasons
        assert dict(reason.arguments) == {"total": 89, "mark": 90}

    def test_a_total_of_0_is_the_lowest(self):
        standard = edition(STANDARD)
        half, nothing = visits_of([seen("announced", 1), seen("announced", 2)], standard)
        half, nothing = (
            replace(entry, assessment=replace(entry.assessment, total=total))
            for entry, total in ((half, Fraction(1, 2)), (nothing, 0))
        )
        assert worst_of([half, nothing]) is worst_of([nothing, half]) is nothing

    @pytest.mark.parametrize("turned", [False, True])
    def test_then_the_channels_name(self, turned):
        lines = [seen("unannounced", 2, off(9, "B1.2")), seen("acceptance", 2, off(9)), seen("announced", 1, off(9))]
        result = combined("combine: worst", *(reversed(lines) if turned else lines))
        assert {item: said(score) for item, score in result.items.items()} == {"A": "51", "B": "40"}

    @pytest.mark.parametrize("turned", [False, True])
    @pytest.mark.parametrize("labels", [("visit: 1", "visit: 2"), ("", "visit: 1")])
    def test_then_the_visits_label_whatever_the_files_are_called(self, turned, labels):
        lines = [
            ", ".join(filter(None, [seen("announced", 2, finding), label]))
            for finding, label in zip((off(9), off(9, "B1.2")), labels, strict=True)
        ]
        result = combined("combine: worst", *(reversed(lines) if turned else lines))
        assert {item: said(score) for item, score in result.items.items()} == {"A": "51", "B": "40"}
        assert [entry.visit.record.visit for entry in result.visits] == [
            label.removeprefix("visit: ") or None for label in labels
        ]


class TestWeights:
    PHASE = (
        "channels: [announced, unannounced, acceptance], "
        "combine: {weights: {announced: 50%, unannounced: 30%, acceptance: 20%}}"
    )

    def test_weighted_exactly(self):
        """0.5 × 91.5 + 0.3 × 84 + 0.2 × 96 = 90.15."""
        lines = [seen("announced", 1, off(8.5)), seen("unannounced", 2, off(16)), seen("acceptance", 3, off(4))]
        assert outcome(combined(self.PHASE, *lines)) == ("90.15", "pass", [])

    def test_the_mean_within_a_channel_first(self):
        lines = [
            seen("announced", 1, off(10)),
            seen("announced", 2, off(20)),  # mean 85
            seen("unannounced", 3, off(5)),
            seen("acceptance", 4),
        ]
        assert said(combined(self.PHASE, *lines).total) == "91"  # 42.5 + 28.5 + 20

    def test_items_are_weighted_alike(self):
        lines = [seen("announced", 1, off(10)), seen("unannounced", 2, off(5)), seen("acceptance", 3, off(8, "B1.2"))]
        result = combined(self.PHASE, *lines)
        assert {item: said(score) for item, score in result.items.items()} == {"A": "53.5", "B": "38.4"}

    def test_thirds(self):
        phase = "channels: [announced, unannounced], combine: {weights: {announced: 1/3, unannounced: 2/3}}"
        lines = [seen("announced", 1, off(10)), seen("unannounced", 2)]
        assert said(combined(phase, *lines).total) == "290/3"

    def test_a_missing_channel_leaves_it_undecided(self):
        lines = [seen("announced", 1), seen("unannounced", 2)]
        result = combined(self.PHASE, *lines)
        assert outcome(result) == (None, "undecided", ["channel-without-visit acceptance"])
        assert result.items is None

    def test_every_missing_channel_is_told(self):
        assert codes(combined(self.PHASE, seen("unannounced", 2)).reasons) == [
            "channel-without-visit announced",
            "channel-without-visit acceptance",
        ]

    def test_a_missing_channel_fails_with_a_veto(self):
        veto = seen("announced", 1, "{rule: V1, note: 查实}")
        assert outcome(combined(self.PHASE, veto)) == (
            None,
            "fail",
            ["veto V1", "channel-without-visit unannounced", "channel-without-visit acceptance"],
        )


class TestMeanWorstAndWeights:
    WAYS = ("mean", "worst", "{weights: {announced: 40%, unannounced: 60%}}")

    @pytest.mark.parametrize("way", WAYS)
    def test_a_zero_veto_in_any_visit_makes_the_score_0(self, way):
        lines = [seen("announced", 1), seen("unannounced", 2, "{rule: V2, note: 查实}")]
        result = combined(f"channels: [announced, unannounced], combine: {way}", *lines)
        assert (said(result.total), result.verdict, result.grade) == ("0", "fail", "未达标")
        assert codes(result.reasons)[0] == "veto V2"

    @pytest.mark.parametrize("way", WAYS)
    def test_even_where_a_visit_is_not_fully_examined(self, way):
        lines = [seen("announced", 1, examined="[A]"), seen("unannounced", 2, "{rule: V2, note: 查实}")]
        result = combined(f"channels: [announced, unannounced], combine: {way}", *lines)
        assert (said(result.total), result.verdict) == ("0", "fail")

    @pytest.mark.parametrize("way", WAYS)
    def test_a_fail_veto_fails_and_leaves_the_score(self, way):
        lines = [seen("announced", 1), seen("unannounced", 2, "{rule: V1, note: 查实}")]
        result = combined(f"channels: [announced, unannounced], combine: {way}", *lines)
        assert outcome(result) == ("100", "fail", ["veto V1"])
        assert result.grade == "基本达标"

    @pytest.mark.parametrize("way", WAYS)
    def test_a_visit_not_fully_examined_leaves_no_score(self, way):
        lines = [seen("announced", 1, examined="[A, B1]"), seen("unannounced", 2)]  # it would pass by itself
        result = combined(f"channels: [announced, unannounced], combine: {way}", *lines)
        assert outcome(result) == (None, "undecided", ["not-fully-examined"])
        assert (result.bounds, result.grade) == (None, None)
        # A was examined by both; which visit is the worst cannot be told
        assert result.items == (None if way == "worst" else {"A": 60})

    @pytest.mark.parametrize("way", WAYS)
    def test_a_visit_undecided_by_itself_leaves_no_score(self, way):
        names = ("A1", "A2", "B1", "B2")
        without = "[" + ", ".join(f"{{sub_item: {name}, reason: 无此项}}" for name in names) + "]"
        lines = [seen("announced", 1, not_applicable=without), seen("unannounced", 2)]
        result = combined(f"channels: [announced, unannounced], combine: {way}", *lines)
        assert outcome(result) == (None, "undecided", ["nothing-applicable"])

    @pytest.mark.parametrize("way", WAYS)
    def test_without_a_score_a_veto_fails(self, way):
        lines = [seen("announced", 1, examined="[A]"), seen("unannounced", 2, "{rule: V1, note: 查实}")]
        result = combined(f"channels: [announced, unannounced], combine: {way}", *lines)
        assert outcome(result) == (None, "fail", ["veto V1", "not-fully-examined"])

    @pytest.mark.parametrize("way", WAYS)
    def test_no_visit_may_miss_a_floor(self, way):
        low_mark = ("pass: {score: 90}", "pass: {score: 80}")
        # 31 off A leave 29 of 60, below its floor of 30, though the combined score may be high
        lines = [seen("announced", 1, off(11), "{rule: A2.1, count: 6}", off(15)), seen("unannounced", 2)]
        result = combined(f"channels: [announced, unannounced], combine: {way}", *lines, changes=[low_mark])
        assert "item-below-floor A" in codes(result.reasons)
        assert result.verdict == "fail"

    @pytest.mark.parametrize("way", WAYS)
    def test_a_visit_below_the_mark_is_not_a_fail_by_itself(self, way):
        lines = [seen("announced", 1, off(12)), seen("unannounced", 2, off(1))]
        result = combined(f"channels: [announced, unannounced], combine: {way}", *lines)
        expected = {"mean": ("93.5", "pass"), "worst": ("88", "fail")}.get(way, ("94.6", "pass"))
        assert (said(result.total), result.verdict) == expected

    @pytest.mark.parametrize("way", WAYS)
    def test_visits_of_one_day_are_no_clash(self, way):
        lines = [seen("announced", 1, off(4)), seen("unannounced", 1, off(4))]
        result = combined(f"channels: [announced, unannounced], combine: {way}", *lines)
        assert outcome(result) == ("96", "pass", [])


class TestClashes:
    def test_both_visits_are_named(self):
        standard = edition(STANDARD)
        lines = [seen("announced", 2), seen("unannounced", 2), seen("announced", 1)]
        assert [entry.source for entry in clashing("latest", visits_of(lines, standard))] == ["1.yaml", "2.yaml"]

    def test_nobody_clashes_with_nobody(self):
        assert clashing("latest", []) == []


class TestPhase:
    CAMPAIGN = """
    aidscore: campaign/1
    id: c
    title: 活动
    centers:
      - {id: a, name: 甲}
      - {id: b, name: 乙, excluded: 不参加}
      - {id: c, name: 丙}
    phases: [{id: p, name: 阶段, from: 2005-01-01, to: 2005-12-31, standard: s@1, combine: latest, target: 1/2}]
    """

    def test_it_lists_the_participating_in_the_campaigns_order(self):
        standard = edition(STANDARD)
        entry = campaign(self.CAMPAIGN)
        result = phase_result(entry, entry.phases[0], standard, visits_of([seen("announced", 1)], standard))
        assert [(center.center.id, center.verdict) for center in result.centers] == [
            ("a", "not-assessed"),
            ("c", "pass"),
        ]
        assert [center.id for center in result.excluded] == ["b"]
        counts = result.counts
        assert (counts.registered, counts.excluded, counts.participating) == (3, 1, 2)
        assert (counts.passed, counts.failed, counts.undecided, counts.not_assessed) == (1, 0, 0, 1)
        assert (said(result.pass_rate), result.target.needed, result.target.met) == ("0.5", 1, True)

    @pytest.mark.parametrize(
        ("target", "passed", "of", "needed", "met"),
        [
            ("1/3", 7, 20, 7, True),
            ("1/3", 6, 20, 7, False),
            ("90%", 18, 20, 18, True),
            ("90%", 17, 20, 18, False),
            ("1", 20, 20, 20, True),
            ("0.1%", 0, 20, 1, False),
            ("33.3%", 7, 21, 7, True),  # 6.993 centers
            ("33.4%", 7, 21, 8, False),  # 7.014 centers
            ("1/3", 1, 1, 1, True),
            ("1/3", 0, 1, 1, False),
        ],
    )
    def test_a_target_is_said_as_a_number_of_centers(self, target, passed, of, needed, met):
        names = [f"z{number}" for number in range(of)]
        centers = ", ".join(f"{{id: {name}, name: {name}}}" for name in names)
        phase = CAMPAIGN.format(phase=f"combine: latest, target: {target}")
        text = changed(phase, ("centers: [{id: c, name: 中心}]", f"centers: [{centers}]"))
        entry, standard = campaign(text), edition(STANDARD)
        line = "aidscore: record/1, standard: s@1, channel: announced, date: 2005-09-01, examined: all, findings: []"
        visits = [visit(record(f"{{center: {name}, {line}}}", standard), standard) for name in names[:passed]]
        result = phase_result(entry, entry.phases[0], standard, visits)
        assert (result.target.needed, result.target.met) == (needed, met)

    def test_without_a_campaign_the_centers_seen_are_the_denominator(self):
        standard = edition(STANDARD)
        result = phase_result(None, None, standard, visits_of([seen("announced", 1), seen("self", 2)], standard))
        assert (result.phase, result.target, said(result.pass_rate)) == (None, None, "1")
        assert [entry.counts for entry in result.centers[0].visits] == [True, False]
