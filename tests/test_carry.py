"""Records carried over to another version (spec, section 9), case by case: what goes with them, and what is lost."""

import pytest
from written import changed, edition, record, said, visit

from aidscore.versions.carry import carried, standing
from aidscore.versions.intermediate import VersionPair

OLD = """\
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
points: 20
pass: {score: 10}
not_applicable: rescale
items:
- id: A
  name: 项目
  points: 20
  sub_items:
  - id: A1
    name: 子项目
    points: 10
    rules:
    - {id: one, text: 一, deduct: 1}
    - {id: each, text: 每, deduct: {each: 1, max: 4}}
    - {id: lack, text: 缺, deduct: {missing: 1, of: {a: 甲, b: 乙}}}
    - {id: grade, text: 级, deduct: {levels: {轻: 1, 重: 3}}}
  - id: A2
    name: 子项目
    points: 10
    rules:
    - {id: range, text: 酌, deduct: {range: [1, 5], step: 1}}
    - {id: rate, text: 率, deduct: {below: 90%, every: 10%, points: 1, partial: exact}}
vetoes: [{id: V, text: 否, effect: fail}]
bonus: {rules: [{id: P, text: 加, add: {levels: {市: 1, 省: 2}}}]}
"""
ONE = "    - {id: one, text: 一, deduct: 1}\n"
EACH = "    - {id: each, text: 每, deduct: {each: 1, max: 4}}\n"
RANGE = "    - {id: range, text: 酌, deduct: {range: [1, 5], step: 1}}\n"
VETO = "[{id: V, text: 否, effect: fail}]"


def revision(*replaced, old=OLD):
    """OLD, and OLD with parts replaced."""
    return VersionPair.of(edition(old), edition(changed(old, *replaced)))


def seen(revised, findings, examined="all", without="[]"):
    """A visit by the old version; its findings stand in lines 1, 2, 3 …"""
    text = f"""\
aidscore: record/1
standard: s@1
center: a
channel: announced
date: 2005-09-14
examined: {examined}
findings: {findings}
not_applicable: {without}
"""
    return visit(record(text, revised.old), revised.old)


def moved(revised, findings, examined="all", without="[]"):
    """The rules of the findings that are carried over, the rules of those that are not, and the total."""
    before = seen(revised, findings, examined, without)
    after, lost = carried(before, revised, revised.new)
    rules = [finding.rule for finding in after.record.findings]
    return rules, [before.record.findings[number].rule for number in lost], said(after.assessment.total)


# ---- clauses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("replaced", "findings", "wanted"),
    [
        pytest.param([], "[{rule: one}, {rule: each, count: 2}]", (["one", "each"], [], "17"), id="nothing changed"),
        pytest.param([("id: one,", "id: uno, was: [one],")], "[{rule: one}]", (["uno"], [], "19"), id="renumbered"),
        pytest.param([("id: one,", "id: uno,")], "[{rule: one}]", ([], ["one"], "20"), id="renumbered without was"),
        pytest.param([(ONE, "")], "[{rule: one}, {rule: each}]", (["each"], ["one"], "19"), id="rule dropped"),
        pytest.param([("deduct: 1}", "deduct: 3}")], "[{rule: one}]", (["one"], [], "17"), id="rule changed"),
        pytest.param([("轻: 1, ", "")], "[{rule: grade, level: 轻}, {rule: grade, level: 重}]",
                     (["grade"], ["grade"], "17"), id="level removed"),
        pytest.param([(", b: 乙", "")], "[{rule: lack, missing: [a]}, {rule: lack, missing: [a, b]}]",
                     (["lack"], ["lack"], "19"), id="element removed"),
        pytest.param([(", b: 乙", ", b: 丙")], "[{rule: lack, missing: [b]}]", (["lack"], [], "19"),
                     id="label changed"),
        pytest.param([("deduct: 1}", "deduct: {each: 2}}")], "[{rule: one}]", (["one"], [], "18"), id="kind that fits"),
        pytest.param([("deduct: {each: 1, max: 4}", "deduct: 2")], "[{rule: each, count: 2}, {rule: each}]",
                     (["each"], ["each"], "18"), id="kind that fits what has no count"),
        pytest.param([("[1, 5]", "[1, 3]")], "[{rule: range, points: 2, note: 酌}, {rule: range, points: 4, note: 酌}]",
                     (["range"], ["range"], "18"), id="range that is narrower"),
        pytest.param([("below: 90%, every: 10%", "below: 90, every: 10")], "[{rule: rate, value: 80%}]",
                     ([], ["rate"], "20"), id="no share any more"),
        pytest.param([("below: 90%, every: 10%", "below: 0.9, every: 10%")], "[{rule: rate, value: 80%}]",
                     (["rate"], [], "19"), id="a share written otherwise"),
        pytest.param([(VETO, VETO.replace("V,", "W, was: [V],"))], "[{rule: V, note: 查实}]", (["W"], [], "20"),
                     id="veto renumbered"),
        pytest.param([(VETO, "[]")], "[{rule: V, note: 查实}]", ([], ["V"], "20"), id="veto removed"),
        pytest.param([("市: 1, ", "")], "[{rule: one}, {rule: P, level: 市}]", (["one"], ["P"], "19"),
                     id="bonus level removed"),
        pytest.param([(ONE, ""), ("id: V,", "id: one,")], "[{rule: one}]", ([], ["one"], "20"),
                     id="id taken by a veto"),
        pytest.param([("id: one,", "id: uno, was: [one],")],
                     "[{rule: one, status: withdrawn, status_note: 复核}]", (["uno"], [], "20"), id="withdrawn"),
    ],
)  # fmt: skip
def test_findings_follow_their_rules(replaced, findings, wanted):
    assert moved(revision(*replaced), findings) == wanted


def test_a_split_rule_keeps_a_finding_that_fits_one_part_only():
    parts = EACH.replace("each,", "many, was: [each],") + EACH.replace("each,", "once, was: [each],").replace(
        "{each: 1, max: 4}", "3"
    )
    revised = revision((EACH, parts))
    assert moved(revised, "[{rule: each, count: 2}]") == (["many"], [], "18")
    assert moved(revised, "[{rule: each}]") == ([], ["each"], "20")


def test_joined_rules_both_bring_their_findings():
    both = EACH.replace("each,", "many, was: [one, each],")
    assert moved(revision((ONE + EACH, both)), "[{rule: one}, {rule: each, count: 2}]") == (["many", "many"], [], "17")


# ---- places --------------------------------------------------------------------------------------

MOVED = [(ONE, ""), (RANGE, RANGE + ONE)]


def test_a_moved_rule_brings_its_findings():
    assert moved(revision(*MOVED), "[{rule: one}]") == (["one"], [], "19")


def test_a_rule_moved_to_where_nobody_looked_loses_its_findings():
    assert moved(revision(*MOVED), "[{rule: one}]", examined="[A1]") == ([], ["one"], None)


def test_a_rule_moved_to_what_does_not_apply_loses_its_findings():
    wanted = ([], ["one"], "20")
    assert moved(revision(*MOVED), "[{rule: one}]", without="[{sub_item: A2, reason: 无此项}]") == wanted


SPLIT = [
    ("  - id: A2\n    name: 子项目\n    points: 10\n", "  - id: A3\n    was: [A2]\n    name: 甲\n    points: 5\n"),
    (RANGE, RANGE + "  - id: A4\n    was: [A2]\n    name: 乙\n    points: 5\n    rules:\n"),
]


def test_what_is_said_of_a_split_sub_item_is_said_of_its_parts():
    revised = revision(*SPLIT)
    after, lost = carried(seen(revised, "[{rule: rate, value: 80%}]", examined="[A2]"), revised, revised.new)
    assert (after.record.examined, lost) == (("A3", "A4"), ())
    after, _ = carried(seen(revised, "[]", without="[{sub_item: A2, reason: 无此项}]"), revised, revised.new)
    assert [(entry.sub_item, entry.reason) for entry in after.record.not_applicable] == [
        ("A3", "无此项"),
        ("A4", "无此项"),
    ]


JOINED = [
    ("  - id: A1\n    name: 子项目\n    points: 10\n", "  - id: A3\n    was: [A1, A2]\n    name: 合\n    points: 20\n"),
    ("  - id: A2\n    name: 子项目\n    points: 10\n    rules:\n", ""),
]


@pytest.mark.parametrize(
    ("examined", "without", "after"),
    [
        ("all", "[]", (("A3",), [])),
        ("[A1]", "[]", ((), [])),
        ("all", "[{sub_item: A1, reason: 无此项}]", (("A3",), [])),
        ("all", "[{sub_item: A1, reason: 甲}, {sub_item: A2, reason: 乙}]", ((), ["A3"])),
    ],
)
def test_a_joined_sub_item_was_examined_where_all_of_it_was(examined, without, after):
    revised = revision(*JOINED)
    result, _ = carried(seen(revised, "[]", examined, without), revised, revised.new)
    assert (result.record.examined, [entry.sub_item for entry in result.record.not_applicable]) == after


def test_findings_on_the_half_that_was_examined_of_a_joined_sub_item_are_lost():
    assert moved(revision(*JOINED), "[{rule: one}]", examined="[A1]") == ([], ["one"], None)


NEW_PART = ("vetoes:", "  - {id: A3, name: 新, points: 5}\nvetoes:")


def test_a_new_sub_item_was_never_examined():
    revised = revision(NEW_PART, ("\npoints: 20", "\npoints: 25"), ("  points: 20\n", "  points: 25\n"))
    after, _ = carried(seen(revised, "[{rule: one}]"), revised, revised.new)
    assert after.assessment.total is None
    assert (said(after.assessment.bounds.low), said(after.assessment.bounds.high)) == ("19", "24")


# ---- intermediate editions -------------------------------------------------------------------------------------


def totals(revised, findings):
    """The total by the old version with each of the changes alone."""
    before = seen(revised, findings)
    made = [revised.partial(frozenset([number])) for number in range(len(revised.changes))]
    scores = [said(carried(before, revised, one)[0].assessment.total) for one in made]
    return list(zip([change.aspect for change in revised.changes], scores, strict=True))


def test_elements_and_the_cap_of_levels_can_be_changed_alone():
    """14 at first: 2 for two elements, 4 for two levels. Without the second element its finding is lost."""
    revised = revision(
        ("{missing: 1, of: {a: 甲, b: 乙}}", "{missing: 2, of: {a: 甲}}"), ("轻: 1, 重: 3}}", "轻: 1, 重: 3}, max: 3}")
    )
    lack, grade = (
        "{rule: lack, missing: [a]}, {rule: lack, missing: [b]}",
        "{rule: grade, level: 轻}, {rule: grade, level: 重}",
    )
    assert totals(revised, f"[{lack}, {grade}]") == [
        ("deduct.missing", "12"),
        ("deduct.of.b", "15"),
        ("deduct.max", "15"),
    ]


def test_each_change_can_be_made_alone():
    revised = revision(("{each: 1, max: 4}", "{each: 2, max: 3}"), ("轻: 1, 重: 3", "轻: 2, 重: 2"))
    assert totals(revised, "[{rule: each, count: 3}, {rule: grade, level: 轻}, {rule: grade, level: 重}]") == [
        ("deduct.each", "12"),
        ("deduct.max", "13"),
        ("deduct.levels.轻", "12"),
        ("deduct.levels.重", "14"),
    ]


def test_both_halves_of_changed_bands_can_be_made_alone():
    bands = "bands: [{from: 90%, points: 0}, {from: 80%, points: 2}, {from: 0%, points: 4}]"
    old = changed(OLD, ("below: 90%, every: 10%, points: 1, partial: exact", bands))
    revised = revision((bands, "bands: [{from: 95%, points: 0}, {from: 0%, points: 3}]"), old=old)
    assert [change.effect for change in revised.changes] == ["tightening", "loosening"]
    assert totals(revised, "[{rule: rate, value: 92%}]") == [("deduct.bands", "17"), ("deduct.bands", "20")]
    assert totals(revised, "[{rule: rate, value: 50%}]") == [("deduct.bands", "16"), ("deduct.bands", "17")]


def test_a_limit_written_otherwise_leaves_a_share_a_share():
    old = changed(OLD, ("every: 10%", "every: 0.1"))
    revised = revision(("below: 90%, every: 0.1", "below: 0.95, every: 5%"), old=old)
    assert totals(revised, "[{rule: rate, value: 80%}]") == [("deduct.below", "18.5"), ("deduct.every", "18")]


def test_the_rules_of_a_split_sub_item_follow_its_parts():
    revised = revision(*SPLIT)
    every = revised.partial(frozenset(range(len(revised.changes))))
    assert {part.id: [rule.id for rule in part.rules] for part in every.sub_items.values()} == {
        "A1": ["one", "each", "lack", "grade"],
        "A3": ["range"],
        "A4": ["rate"],
    }


def test_a_sub_item_that_goes_takes_its_points_along():
    gone = OLD[OLD.index("  - id: A2\n") : OLD.index("vetoes:")]
    revised = revision(
        (gone, ""), ("    points: 10\n    rules:\n    - {id: one", "    points: 20\n    rules:\n    - {id: one")
    )
    assert [change.id for change in revised.changes] == ["A1", "A2", "range", "rate"]
    worth = [said(revised.partial(frozenset(made)).standard.points) for made in ([], [0], [1], [0, 1])]
    assert worth == ["20", "30", "10", "20"]


def test_an_item_that_is_worth_less_has_no_floor_above_its_points():
    head = "  points: 20\n  sub_items:\n  - id: A1\n    name: 子项目\n    points: 10\n"
    apart = "  - id: A2\n", "- id: B\n  name: 项目\n  points: 10\n  sub_items:\n  - id: A2\n"
    old = changed(OLD, (head, head.replace("20\n", "10\n  pass_score: 8\n")), apart)
    revised = revision(
        ("points: 20\npass", "points: 15\npass"),
        ("  points: 10\n  pass_score: 8\n", "  points: 5\n  pass_score: 4\n"),
        ("  - id: A1\n    name: 子项目\n    points: 10\n", "  - id: A1\n    name: 子项目\n    points: 5\n"),
        ("not_applicable: rescale", "not_applicable: full"),
        old=old,
    )
    numbers = {(change.level, change.aspect): number for number, change in enumerate(revised.changes)}
    policy, floor = numbers["standard", "not_applicable"], numbers["item", "pass_score"]
    worth = numbers["sub-item", "points"]
    before = seen(revised, "[]", without="[{sub_item: A1, reason: 无}]")
    verdicts = {
        made: carried(before, revised, revised.partial(frozenset(made)))[0].assessment.verdict
        for made in [(worth,), (worth, policy), (worth, floor), (worth, floor, policy)]
    }
    assert revised.changes[policy].effect == "loosening"  # with a floor of 8 it would turn a pass into a fail
    assert set(verdicts.values()) == {"pass"}


# ---- what still stands ---------------------------------------------------------------------------


def test_a_finding_that_may_belong_to_two_rules_stands_under_both():
    revised = revision((ONE, ONE.replace("one,", "x, was: [one],") + ONE.replace("one,", "y, was: [one],")))
    still = standing(seen(revised, "[{rule: one}, {rule: each}]"), revised, revised.new, {"one"})
    assert [finding.rule for finding in still.record.findings] == ["x", "y", "each"]
    assert (still.lines, said(still.assessment.total)) == ((1, 1, 2), "17")
