"""What rectifying findings is worth (spec, section 18): by hand, and against every subset of the findings."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import campaigns, editions, visits_to
from written import campaign, edition, record, visit

from aidscore.rectification.phase import phase_plan
from aidscore.scoring.combine import center_result, combine_of
from aidscore.scoring.disputes import without
from aidscore.scoring.phase import phase_result

EXAMPLE = Path(__file__).parent.parent / "examples" / "pilot-city"
STANDARD = """
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
points: 20
pass: {score: 16}
not_applicable: rescale
items:
  - id: A
    name: 接待
    points: 10
    pass_score: 7
    sub_items:
      - id: A1
        name: 环境
        points: 4
        rules:
          - {id: A1.1, text: 每处扣1分, basis: [规定], deduct: {each: 1, unit: 处, max: 3}}
          - {id: A1.2, text: 全部扣完, basis: [规定], deduct: all}
      - id: A2
        name: 态度
        points: 6
        rules: [{id: A2.1, text: 一般扣1分、严重扣4分, basis: [规定], deduct: {levels: {一般: 1, 严重: 4}}}]
  - id: B
    name: 管理
    points: 10
    sub_items:
      - id: B1
        name: 档案
        points: 10
        rules: [{id: B1.1, text: 酌情扣1至5分, basis: [规定], deduct: {range: [1, 5], max: 10}}]
vetoes: [{id: V1, text: 收取财物的, basis: [规定], effect: fail}]
"""

CAMPAIGN = """
aidscore: campaign/1
id: c
title: 活动
centers: [{id: a, name: 甲}, {id: b, name: 乙}, {id: c, name: 丙}]
phases:
  - {id: p, name: 阶段, from: 2005-01-01, to: 2005-12-31, standard: s@1, combine: COMBINE, target: TARGET}
"""


def plan_of(records, combine="latest", target="1/3"):
    """The plan of records that are written as center, then findings; each was made on a day of its own."""
    standard = edition(STANDARD)
    city = campaign(CAMPAIGN.replace("COMBINE", combine).replace("TARGET", target))
    visits = [
        visit(
            record(
                f"aidscore: record/1\nstandard: s@1\ncenter: {center}\nchannel: announced\ndate: 2005-02-{day:02}\n"
                f"examined: {examined}\nfindings: [{findings}]\n",
                standard,
            ),
            standard,
            f"{day}.yaml",
        )
        for day, (center, examined, findings) in enumerate(records, 1)
    ]
    return phase_plan(phase_result(city, city.phases[0], standard, visits))


def rules(selection):
    """The rules of the selected findings, with their lines."""
    return [(fact.finding.rule, fact.line) for fact in selection.facts]


def test_the_worth_of_a_finding_is_what_is_left_of_it_after_all_caps():
    """A1 is lost twice over: neither finding alone brings a point back; the range's worth is its own."""
    found = "{rule: A1.1, count: 3}, {rule: A1.2}, {rule: B1.1, points: 5, note: 乱}"
    plan = plan_of([("a", "all", found)]).centers[0]
    assert [(one.rule.id, one.worth) for one in plan.findings] == [("A1.1", 0), ("A1.2", 1), ("B1.1", 5)]
    assert (plan.center.total, plan.outlook) == (11, "possible")


def test_a_floor_decides_which_findings_help():
    """Total 20 - 4 - 1 - 1 = 14, and item A has 6 of the 7 that it needs: one finding of 4, or none that would do."""
    found = "{rule: A2.1, level: 严重}, {rule: B1.1, points: 1, note: 一}, {rule: B1.1, points: 1, note: 二}"
    plan = plan_of([("a", "all", found)]).centers[0]
    assert plan.center.total == 14
    assert (rules(plan.fewest), plan.fewest.points, plan.fewest.total) == ([("A2.1", 1)], 4, 18)
    assert rules(plan.least) == rules(plan.fewest)  # without A2.1 the floor of A is not reached, whatever B regains


def test_the_least_points_may_take_more_findings():
    """20 - 5 - 1 - 2 = 12: the range brings 17. 20 - 3 - 1 - 1 - 1 = 14: the range of 3 alone, or two single points."""
    found = "{rule: B1.1, points: 5, note: 一}, {rule: A2.1, level: 一般}, {rule: A1.1, count: 2}"
    plan = plan_of([("a", "all", found)]).centers[0]
    assert plan.center.total == 12
    assert (rules(plan.fewest), plan.fewest.total) == ([("B1.1", 1)], 17)
    found = (
        "{rule: B1.1, points: 3, note: 一}, {rule: A2.1, level: 一般}, {rule: A1.1}, {rule: B1.1, points: 1, note: 二}"
    )
    plan = plan_of([("a", "all", found)]).centers[0]
    assert plan.center.total == 14
    assert (rules(plan.fewest), plan.fewest.points) == ([("B1.1", 1)], 3)
    assert (plan.least.points, len(plan.least.facts), plan.least.total) == (2, 2, 16)


def test_a_veto_cannot_be_bought_off():
    plan = plan_of([("a", "all", "{rule: V1, note: 收费}, {rule: A1.1}")]).centers[0]
    assert (plan.outlook, plan.fewest, plan.least) == ("veto", None, None)
    assert [one.rule.id for one in plan.findings] == ["A1.1"]


def test_what_was_not_examined_is_taken_as_in_order_and_named():
    plan = plan_of([("a", "[A]", "{rule: A2.1, level: 严重}")]).centers[0]
    assert (plan.outlook, plan.unexamined) == ("possible", ("B1",))
    assert (rules(plan.fewest), plan.fewest.total) == ([("A2.1", 1)], 20)


def test_without_a_visit_there_is_no_plan():
    plan = plan_of([]).centers[0]
    assert (plan.outlook, plan.findings, plan.fewest) == ("no-single-result", (), None)


def test_under_worst_every_visit_has_to_pass():
    found = "{rule: B1.1, points: 5, note: 乱}"
    plan = plan_of([("a", "all", found), ("a", "all", f"{found}, {{rule: A1.1}}")], "worst").centers[0]
    assert plan.center.total == 14
    assert [fact.source for fact in plan.fewest.facts] == ["1.yaml", "2.yaml"]
    assert [one.worth for one in plan.findings] == [0, 1, 1]


def test_the_target_is_reached_with_the_fewest_findings():
    """Two of three centers have to pass: c needs one of two findings, b all three, a passed."""
    two = "{rule: A1.2}, {rule: B1.1, points: 5, note: 一}, {rule: B1.1, points: 5, note: 二}"
    one = "{rule: B1.1, points: 5, note: 一}, {rule: A2.1, level: 一般}"
    plan = plan_of([("a", "all", ""), ("b", "all", two), ("c", "all", one)], target="1/1")
    assert (plan.lacking, [one.center.center.id for one in plan.chosen], plan.fewest) == (2, ["c", "b"], 4)
    plan = plan_of([("a", "all", ""), ("c", "all", one)], target="2/3")
    assert (plan.lacking, [one.center.center.id for one in plan.chosen], plan.fewest) == (1, ["c"], 1)
    assert plan_of([("a", "all", "")], target="1/1").chosen is None


def test_more_ways_than_can_be_tried_are_told():
    """Of 18 findings with amounts of which no two sums are alike there are 2 to the 18th ways."""
    amounts = [f"1.{1 << number:06}" for number in range(18)]
    found = ", ".join(f"{{rule: B1.1, points: {amount}, note: 乱}}" for amount in amounts)
    plan = plan_of([("a", "all", found)]).centers[0]
    assert (plan.outlook, plan.fewest, len(plan.findings)) == ("too-many-ways", None, 18)


def test_many_missing_elements_are_no_trouble():
    """Twenty elements in twenty findings: 20 points less 10 at most; twelve of them bring the pass mark back."""
    labels = ", ".join(f"e{number}: 第{number}项" for number in range(20))
    rule = f"deduct: {{missing: 0.5, of: {{{labels}}}, max: 10}}}}]"
    text = STANDARD.replace("text: 酌情扣1至5分", "text: 每缺一项扣0.5分，最多扣10分").replace(
        "deduct: {range: [1, 5], max: 10}}]", rule
    )
    standard, city = edition(text), campaign(CAMPAIGN.replace("COMBINE", "latest").replace("TARGET", "1/3"))
    found = ", ".join(f"{{rule: B1.1, missing: [e{number}]}}" for number in range(20))
    made = record(
        "aidscore: record/1\nstandard: s@1\ncenter: a\nchannel: announced\ndate: 2005-02-01\nexamined: all\n"
        f"findings: [{found}]\n",
        standard,
    )
    (plan, *_) = phase_plan(phase_result(city, city.phases[0], standard, [visit(made, standard)])).centers
    assert (plan.center.total, len(plan.fewest.facts), plan.fewest.total) == (10, 12, 16)


def test_the_command_shows_the_fewest_and_writes_what_it_shows(call, tmp_path):
    target = tmp_path / "plan.json"
    result = call("plan", EXAMPLE, "--phase", "pilot", "--center", "gengqu", "--format", "json", "-o", target)
    assert result.returncode == 1  # for the record that is broken on purpose
    assert target.read_bytes() == result.stdout
    (center,) = json.loads(result.stdout)["phases"][0]["centers"]
    # by hand: 75 points; A and B lack 3.5 and 3 of their floors, the total 15
    assert center["fewest"]["exact"] == "90"
    assert [one["rule"] for one in center["fewest"]["findings"]] == ["A3.4", "B3.1", "B3.2", "C3.1", "D1.3"]
    assert call("plan", EXAMPLE, "--center", "nowhere").returncode == 2


def test_every_center_of_the_example_is_in_the_plan(call):
    shown = call("plan", EXAMPLE, "--phase", "pilot", "--lang", "en", COLUMNS="200").stdout.decode("utf-8")
    assert "no rectification lifts the veto V1" in shown
    assert "if nothing is wrong in D1" in shown
    assert "癸区法律援助中心" in shown
    assert "甲区法律援助中心" not in shown  # it passes


@st.composite
def phases(draw):
    """A phase of random visits, combined in any way."""
    standard = draw(editions())
    city = draw(campaigns())
    visits = [visit(one, standard, f"{number}.yaml") for number, one in enumerate(draw(visits_to(standard, 4)))]
    return phase_result(city, city.phases[0], standard, visits)


def high(result):
    """The highest total that a sheet or a center can come out as."""
    return result.bounds.high if result.bounds is not None else result.total or 0


def gain(plan, facts, phase):
    """Whether a center passes without facts, with what was not examined in full, and how much its total rises."""
    visits = [without(counted.visit, facts) for counted in plan.center.visits]
    after = center_result(plan.center.center, visits, phase.edition, phase.phase)
    if combine_of(phase.phase) == "worst":
        pairs = zip(plan.center.visits, visits, strict=True)
        rise = sum(high(new.assessment) - high(old.visit.assessment) for old, new in pairs if old.counts)
    else:
        rise = high(after) - high(plan.center)
    return after.verdict != "fail", rise


@given(phases())
def test_the_plan_is_that_of_trying_every_subset(phase):
    for plan in phase_plan(phase).centers:
        assume(len(plan.findings) <= 8)
        if plan.outlook not in ("possible", "out-of-reach"):
            assert plan.fewest is None
            continue
        facts = [one.fact for one in plan.findings]
        ways = [
            (number, gain(plan, subset, phase)[1])
            for number in range(len(facts) + 1)
            for subset in combinations(facts, number)
            if gain(plan, subset, phase)[0]
        ]
        if plan.fewest is None or plan.least is None:
            assert ways == []
            continue
        assert min(ways) == (len(plan.fewest.facts), gain(plan, plan.fewest.facts, phase)[1])
        least = min((points, number) for number, points in ways)
        assert least == (gain(plan, plan.least.facts, phase)[1], len(plan.least.facts))
        assert plan.fewest.total == high(plan.center) + plan.fewest.points


@given(phases())
def test_the_worth_of_a_finding_is_what_the_scorer_gives_without_it(phase):
    for plan in phase_plan(phase).centers:
        for one in plan.findings:
            visits = [without(counted.visit, [one.fact]) for counted in plan.center.visits]
            after = center_result(plan.center.center, visits, phase.edition, phase.phase)
            assert one.worth == high(after) - high(plan.center)


@pytest.mark.parametrize("combine", ["latest", "union", "mean", "worst", "{weights: {announced: 100%}}"])
def test_a_plan_says_of_a_pass_that_nothing_is_needed(combine):
    plan = plan_of([("a", "all", "{rule: A1.1}")], combine).centers[0]
    assert (plan.outlook, plan.fewest) == ("passed", None)
