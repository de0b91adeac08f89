"""Follow-up: what became of findings from one visit to the next, case by case, by hand (spec, section 18)."""

import json

import pytest
from written import changed, edition, record, said, visit

from aidscore.follow_up.visits import visit_follow_up
from aidscore.model.rule import KINDS
from aidscore.versions.deductions import changes_faults
from aidscore.versions.diff import diff

STANDARD = """\
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
    - {id: once, text: 一, deduct: 1}
    - {id: each, text: 每, deduct: {each: 1, max: 4, free: 1}}
    - {id: lack, text: 缺, deduct: {missing: 0.5, of: {a: 甲, b: 乙, c: 丙}}}
  - id: A2
    name: 子项目
    points: 10
    rules:
    - {id: rate, text: 率, deduct: {below: 90%, every: 10%, points: 1, partial: ceil}}
    - {id: grade, text: 级, deduct: {levels: {轻: 1, 重: 3}}}
vetoes: [{id: V, text: 否, effect: fail}]
"""
BY_FIRST = edition(STANDARD)


def seen(day, findings, examined="all", without="[]", by=BY_FIRST, channel="announced", center="a"):
    """A visit on a day of September."""
    text = (
        f"aidscore: record/1\nstandard: s@1\ncenter: {center}\nchannel: {channel}\ndate: 2005-09-{day:02}\n"
        f"examined: {examined}\nfindings: [{findings}]\nnot_applicable: {without}\n"
    )
    return visit(record(text, by), by, f"{day}.yaml")


def told(follow_up):
    """A follow-up in short: of each subject its state, why it is not comparable, the points before and now."""
    return [
        (
            ".".join(filter(None, entry.subject)),
            f"{entry.state} {entry.obstacle}" if entry.obstacle else entry.state,
            entry.before and said(entry.before.points),
            entry.now and said(entry.now.points),
        )
        for entry in follow_up.entries
    ]


def compare(*visits):
    """The last of the visits compared with the others."""
    return told(visit_follow_up(visits[-1], visits[:-1]))


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        pytest.param("", "", [], id="nothing then, nothing now"),
        pytest.param("{rule: once}", "", [("once", "corrected", "1", None)], id="corrected"),
        pytest.param("{rule: once}", "{rule: once}", [("once", "persisting", "1", "1")], id="persisting"),
        pytest.param("", "{rule: once}", [("once", "new", None, "1")], id="new"),
        pytest.param("{rule: each, count: 4}", "{rule: each, count: 2}", [("each", "persisting", "3", "1")],
                     id="less than before is not corrected"),
        pytest.param("{rule: each, count: 4}", "{rule: each, count: 1}", [("each", "corrected", "3", None)],
                     id="what is free is no fault"),
        pytest.param("{rule: each}, {rule: each, count: 2}", "", [("each", "corrected", "2", None)],
                     id="several findings of a clause are one subject"),
        pytest.param("{rule: lack, missing: [a, b]}", "{rule: lack, missing: [b, c]}",
                     [("lack.a", "corrected", "0.5", None), ("lack.b", "persisting", "0.5", "0.5"),
                      ("lack.c", "new", None, "0.5")], id="each missing element by itself"),
        pytest.param("{rule: lack, missing: [a]}, {rule: lack, missing: [a]}", "{rule: lack, missing: [a]}",
                     [("lack.a", "persisting", "0.5", "0.5")], id="an element twice is one element"),
        pytest.param("{rule: rate, value: 75%}", "{rule: rate, value: 95%}", [("rate", "corrected", "2", None)],
                     id="a value that suffices is no fault"),
        pytest.param("{rule: rate, sample: {drawn: 10, failed: 3}}", "{rule: rate, sample: {drawn: 10, failed: 2}}",
                     [("rate", "persisting", "2", "1")], id="a smaller share"),
        pytest.param("{rule: rate, sample: {drawn: 10, failed: 3}}, {rule: rate, sample: {drawn: 10, failed: 0}}", "",
                     [("rate", "corrected", "1", None)], id="samples are pooled, also one without a failure"),
        pytest.param("{rule: grade, level: 重}", "{rule: grade, level: 轻}", [("grade", "persisting", "3", "1")],
                     id="another level of the same clause"),
        pytest.param("{rule: once, status: withdrawn, status_note: 误}", "{rule: once}", [("once", "new", None, "1")],
                     id="withdrawn before"),
        pytest.param("{rule: once}", "{rule: once, status: withdrawn, status_note: 误}",
                     [("once", "corrected", "1", None)], id="withdrawn now"),
        pytest.param("{rule: once, status: disputed}", "{rule: once}", [("once", "persisting", "1", "1")],
                     id="disputed before"),
        pytest.param("{rule: V, note: 查实}", "", [("V", "corrected", "0", None)], id="a veto that is gone"),
        pytest.param("{rule: V, note: 查实}", "{rule: V, note: 查实}", [("V", "persisting", "0", "0")],
                     id="a veto again"),
        pytest.param("{rule: grade, level: 轻}, {rule: once}", "{rule: lack, missing: [c]}",
                     [("once", "corrected", "1", None), ("lack.c", "new", None, "0.5"),
                      ("grade", "corrected", "1", None)], id="in the order of the standard"),
    ],
)  # fmt: skip
def test_a_visit_compared_with_the_one_before(before, now, wanted):
    assert compare(seen(1, before), seen(2, now)) == wanted


@pytest.mark.parametrize(
    ("before", "now", "wanted"),
    [
        pytest.param((1, "{rule: once}"), (2, "", "[A2]"), [("once", "not-comparable not-examined", "1", None)],
                     id="not examined now"),
        pytest.param((1, "", "[A2]"), (2, "{rule: once}"), [("once", "not-comparable not-examined", None, "1")],
                     id="not examined before"),
        pytest.param((1, "{rule: once}"), (2, "", "all", "[{sub_item: A1, reason: 无}]"),
                     [("once", "not-comparable not-applicable", "1", None)], id="does not apply now"),
        pytest.param((1, "", "all", "[{sub_item: A1, reason: 无}]"), (2, "{rule: once}"),
                     [("once", "not-comparable not-applicable", None, "1")], id="did not apply before"),
        pytest.param((1, "{rule: V, note: 查实}"), (2, "", "[A1]"), [("V", "not-comparable not-examined", "0", None)],
                     id="a veto, and a visit to a part"),
        pytest.param((1, "{rule: V, note: 查实}"), (2, "", "[A1]", "[{sub_item: A2, reason: 无}]"),
                     [("V", "corrected", "0", None)], id="a veto, and a visit to all that applies"),
    ],
)  # fmt: skip
def test_what_was_not_examined_is_not_comparable(before, now, wanted):
    assert compare(seen(*before), seen(*now)) == wanted


@pytest.mark.parametrize(
    ("visits", "wanted"),
    [
        pytest.param([(1, "{rule: once}"), (2, ""), (3, "{rule: once}")], [("once", "recurred", "1", "1")],
                     id="recurred"),
        pytest.param([(1, "{rule: once}"), (2, ""), (3, "")], [], id="corrected at the visit before"),
        pytest.param([(1, "{rule: once}"), (2, "", "[A2]"), (3, "{rule: once}")], [("once", "persisting", "1", "1")],
                     id="the last visit that examined it counts"),
        pytest.param([(1, "{rule: once}"), (2, "", "[A2]"), (3, "")], [("once", "corrected", "1", None)],
                     id="corrected after a visit that did not examine it"),
        pytest.param([(1, ""), (2, "", "[A2]"), (3, "{rule: once}")], [("once", "new", None, "1")],
                     id="new after a visit that did not examine it"),
        pytest.param([(1, "{rule: each, count: 3}"), (2, "{rule: each, count: 4}"), (3, "")],
                     [("each", "corrected", "3", None)], id="before is the last time"),
        pytest.param([(2, "{rule: once}"), (1, ""), (3, "{rule: once}")], [("once", "persisting", "1", "1")],
                     id="in the order of their days"),
    ],
)  # fmt: skip
def test_several_earlier_visits(visits, wanted):
    assert compare(*(seen(*one) for one in visits)) == wanted


def test_of_two_visits_of_one_day_the_one_that_found_something_counts():
    first = [seen(1, "{rule: once}"), seen(1, "", channel="unannounced")]
    assert compare(*first, seen(2, "")) == [("once", "corrected", "1", None)]
    assert compare(*first, seen(2, "{rule: once}")) == [("once", "persisting", "1", "1")]


def test_visits_of_the_same_day_of_later_days_and_of_other_centers_are_left_out():
    others = [
        seen(2, "{rule: once}", channel="unannounced"),
        seen(3, "{rule: once}"),
        seen(1, "{rule: once}", center="b"),
    ]
    assert visit_follow_up(seen(2, ""), others) is None


def test_a_self_inspection_counts_only_where_there_is_no_other_earlier_visit():
    own = seen(2, "", channel="self")
    assert compare(seen(1, "{rule: once}"), own, seen(3, "{rule: once}")) == [("once", "persisting", "1", "1")]
    assert compare(own, seen(3, "{rule: once}")) == [("once", "new", None, "1")]


ONCE = "    - {id: once, text: 一, deduct: 1}\n"
EACH = "    - {id: each, text: 每, deduct: {each: 1, max: 4, free: 1}}\n"


@pytest.mark.parametrize(
    ("replaced", "before", "now", "wanted"),
    [
        pytest.param([("id: once,", "id: uno, was: [once],")], "{rule: once}", "{rule: uno}",
                     [("uno", "persisting", "1", "1")], id="renumbered"),
        pytest.param([("id: once,", "id: uno, was: [once],")], "{rule: once}", "", [("uno", "corrected", "1", None)],
                     id="renumbered and corrected"),
        pytest.param([("id: once,", "id: uno, was: [once],")], "", "{rule: uno}", [("uno", "new", None, "1")],
                     id="renumbered and new"),
        pytest.param([("deduct: 1}", "deduct: 3}")], "{rule: once}", "{rule: once}", [("once", "persisting", "1", "3")],
                     id="each with the points of its own version"),
        pytest.param([("deduct: 1}", "deduct: 3}")], "", "{rule: once}", [("once", "new", None, "3")],
                     id="other points make no other fault"),
        pytest.param([(ONCE, "")], "{rule: once}", "", [("once", "not-comparable no-place", "1", None)],
                     id="the clause is gone"),
        pytest.param([(ONCE, ONCE + ONCE.replace("once", "twice"))], "", "{rule: twice}",
                     [("twice", "not-comparable new-clause", None, "1")], id="the clause is new"),
        pytest.param([("below: 90%", "below: 95%")], "", "{rule: rate, value: 92%}",
                     [("rate", "not-comparable changed-clause", None, "1")], id="a stricter limit, found only now"),
        pytest.param([("below: 90%", "below: 95%")], "{rule: rate, value: 80%}", "{rule: rate, value: 92%}",
                     [("rate", "persisting", "1", "1")], id="a stricter limit, missed twice"),
        pytest.param([("below: 90%", "below: 95%")], "{rule: rate, value: 80%}", "",
                     [("rate", "corrected", "1", None)], id="a stricter limit that is kept"),
        pytest.param([("below: 90%", "below: 80%")], "{rule: rate, value: 85%}", "",
                     [("rate", "not-comparable changed-clause", "1", None)], id="what was a fault is none now"),
        pytest.param([("below: 90%", "below: 80%")], "{rule: rate, value: 85%}", "{rule: rate, value: 70%}",
                     [("rate", "not-comparable changed-clause", "1", "1")], id="what was a fault would be none now"),
        pytest.param([("below: 90%", "below: 80%")], "", "{rule: rate, value: 70%}", [("rate", "new", None, "1")],
                     id="a milder limit, found only now"),
        pytest.param([("c: 丙}", "c: 丙, d: 丁}")], "", "{rule: lack, missing: [c, d]}",
                     [("lack.c", "new", None, "0.5"), ("lack.d", "not-comparable changed-clause", None, "0.5")],
                     id="an element that was added"),
        pytest.param([(", c: 丙}", "}")], "{rule: lack, missing: [b, c]}", "{rule: lack, missing: [b]}",
                     [("lack.b", "persisting", "0.5", "0.5"), ("lack.c", "not-comparable no-place", "0.5", None)],
                     id="an element that was removed"),
        pytest.param([(EACH, EACH.replace("each,", "many, was: [each],") + EACH.replace("each,", "few, was: [each],"))],
                     "{rule: each, count: 3}", "{rule: few, count: 3}",
                     [("few", "not-comparable no-place", None, "2"), ("each", "not-comparable no-place", "2", None)],
                     id="a split clause"),
    ],
)  # fmt: skip
def test_visits_by_two_versions(replaced, before, now, wanted):
    later = edition(changed(STANDARD, *replaced, ('version: "1"', 'version: "2"'), ("status", "replaces: '1'\nstatus")))
    found = visit_follow_up(_by(later, now), [seen(1, before)])
    assert told(found) == wanted


def _by(later, findings):
    """A visit on the second day, by the later version."""
    text = (
        "aidscore: record/1\nstandard: s@2\ncenter: a\nchannel: announced\ndate: 2005-09-02\n"
        f"examined: all\nfindings: [{findings}]\n"
    )
    return visit(record(text, later), later, "2.yaml")


SAMPLES = {
    "fixed": ("1", "2"),
    "each": ("{each: 1, max: 4}", "{each: 2, max: 8}"),
    "missing": ("{missing: 1, of: {a: 甲}, max: 1}", "{missing: 2, of: {a: 甲}, max: 2}"),
    "range": ("{range: [1, 2], step: 1, max: 2}", "{range: [2, 4], step: 2, max: 4}"),
    "levels": ("{levels: {轻: 1}, max: 1}", "{levels: {轻: 2}, max: 2}"),
    "shortfall": ("{below: 90%, every: 1%, points: 1, partial: ceil, max: 4}",
                  "{below: 90%, every: 1%, points: 2, partial: ceil, max: 8}"),
    "bands": ("{bands: [{from: 90%, points: 0}, {from: 0%, points: 1}]}",
              "{bands: [{from: 90%, points: 0}, {from: 50%, points: 2}, {from: 0%, points: 4}]}"),
}  # fmt: skip
"""For each kind of rule that names points, a deduction and the same with other points."""


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("all", "proportion")])
def test_other_points_make_no_other_fault(kind):
    old, new = (edition(STANDARD.replace("deduct: 1}", f"deduct: {deduct}}}")) for deduct in SAMPLES[kind])
    changes = diff(old.standard, new.standard)
    assert changes
    assert not any(map(changes_faults, changes))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1", "{each: 1}"),
        ("{each: 1}", "{each: 1, free: 1}"),
        ("{missing: 1, of: {a: 甲}}", "{missing: 1, of: {a: 甲, b: 乙}}"),
        ("{below: 90%, every: 1%, points: 1, partial: ceil}", "{below: 95%, every: 1%, points: 1, partial: ceil}"),
        ("{below: 90%, every: 1%, points: 1, partial: ceil}", "{below: 90%, every: 1%, points: 1, partial: floor}"),
        ("{proportion_of: 10}", "{proportion_of: 12}"),
        ("{bands: [{from: 90%, points: 0}, {from: 0%, points: 1}]}",
         "{bands: [{from: 95%, points: 0}, {from: 0%, points: 1}]}"),
    ],
)  # fmt: skip
def test_another_limit_is_another_fault(old, new):
    before, after = (edition(STANDARD.replace("deduct: 1}", f"deduct: {deduct}}}")) for deduct in (old, new))
    assert any(map(changes_faults, diff(before.standard, after.standard)))


EXAMPLE = "examples/pilot-city"
JIQU = f"{EXAMPLE}/visits/jiqu"
COUNTED = {"corrected": 4, "persisting": 1, "recurred": 1, "new": 2, "not-comparable": 0}


def test_score_tells_what_became_of_earlier_findings(call):
    given = ["score", f"{JIQU}/2007-03-20-acceptance.yaml", "--since", JIQU]
    [result] = json.loads(call(*given, "--format", "json").stdout)["results"]
    follow_up = result["follow_up"]
    assert follow_up["counts"] == COUNTED
    assert [one["date"] for one in follow_up["since"]] == ["2005-11-15", "2006-01-10", "2006-05-16", "2006-11-21"]
    again = next(entry for entry in follow_up["entries"] if entry["state"] == "recurred")
    assert (again["rule"], again["before"]["date"], again["now"]["nominal"]) == ("B2.2", "2006-01-10", "1")
    shown = call(*given, "--lang", "zh").stdout
    assert "复发1项、未整改1项、新增2项、已整改4项" in shown.decode()


def test_earlier_visits_to_another_center_only_are_wrong_usage(call):
    done = call("score", f"{JIQU}/2007-03-20-acceptance.yaml", "--since", f"{EXAMPLE}/visits/city")
    assert done.returncode == 2
    assert "no earlier visit to the same center" in done.stderr.decode()


def test_batch_compares_each_phase_with_the_phases_before(call):
    phases = json.loads(call("batch", EXAMPLE, "--format", "json", "-q").stdout)["phases"]
    assert all(center["follow_up"] is None for center in phases[0]["centers"])
    jiqu = next(center for center in phases[2]["centers"] if center["id"] == "jiqu")
    assert [one["phase"] for one in jiqu["follow_up"]["since"]] == ["pilot", "implementation"]
    assert jiqu["follow_up"]["counts"] == {**COUNTED, "not-comparable": 0}
    shown = call("batch", EXAMPLE, "--follow-up", "--lang", "zh").stdout
    assert "验收总结阶段：与以前各阶段相比" in shown.decode()
