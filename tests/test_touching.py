"""Which visits a change touches (spec, section 9), and that a visit is scored again only for those changes."""

import pytest
from test_impact import BONUS, HIGHER, OLD, ONE, TWO, VETOES, Seen, decided, parts
from written import changed, edition

from aidscore.versions import rescoring
from aidscore.versions.intermediate import VersionPair
from aidscore.versions.touching import Touching

VISITS = {
    "one": "[{rule: one}]",
    "two": "[{rule: two}]",
    "veto": "[{rule: V, note: 查实}]",
    "bonus": "[{rule: P}]",
    "without A2": ("[]", "not_applicable: [{sub_item: A2, reason: 无此项}]"),
    "none": "[]",
}
ALL = [*VISITS]
"""Visits with a finding of one clause each, one in which A2 did not apply, and one in which nothing was found."""


def touched(*replaced, verdicts=False):
    """The visits whose total a new version touches, or with `verdicts` those of which it touches the verdict alone."""
    seen = Seen(*(("a", *([said] if isinstance(said, str) else said)) for said in VISITS.values()))
    pair = VersionPair.of(edition(OLD), edition(changed(OLD, *replaced)))
    touching = Touching.of(pair)
    return [
        name
        for name, visit in zip(VISITS, seen.visits, strict=True)
        if (touching.only_verdicts if verdicts else touching.totals_of(visit))
    ]


POINTS = [
    ("    points: 10\n    rules:\n    - {id: one", "    points: 12\n    rules:\n    - {id: one"),
    ("    points: 10\n    rules:\n    - {id: two", "    points: 8\n    rules:\n    - {id: two"),
]
FLOOR = ("  points: 20\n  sub_items:", "  points: 20\n  pass_score: 15\n  sub_items:")


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [
        pytest.param([("deduct: 2}", "deduct: 4}")], ["one"], id="a rule deducts more"),
        pytest.param([("id: one, text: 一", "id: uno, was: [one], text: 一, note: 注")], [], id="a rule is renumbered"),
        pytest.param([("id: one, text: 一, deduct: 2", "id: uno, was: [one], text: 一, deduct: 4")], ["one"],
                     id="a renumbered rule deducts more"),
        pytest.param([(ONE, "")], ["one"], id="a rule goes"),
        pytest.param([(ONE, ""), (TWO, ONE + TWO)], ["one"], id="a rule moves"),
        pytest.param([(TWO, TWO + TWO.replace("id: two", "id: three"))], [], id="a rule comes"),
        pytest.param([(VETOES, VETOES.replace("effect: fail", "effect: zero"))], ["veto"], id="a veto does more"),
        pytest.param([(VETOES, "[]")], ["veto"], id="vetoes go"),
        pytest.param([("{each: 1}", "{each: 2}")], ["bonus"], id="a bonus adds more"),
        pytest.param([("bonus: {max: 3", "bonus: {max: 2")], ["bonus"], id="the section of bonuses is capped"),
        pytest.param([(BONUS, "")], ["bonus"], id="bonuses go"),
        pytest.param([("not_applicable: rescale", "not_applicable: full")], ["without A2"], id="another policy"),
        pytest.param(POINTS, ALL, id="points move"),
        pytest.param(
            [("vetoes:", "  - {id: A3, name: 新, points: 5}\nvetoes:"), ("\npoints: 20", "\npoints: 25"),
             ("  points: 20\n", "  points: 25\n")], ALL, id="a sub-item comes"),
        pytest.param([("id: A2\n", "id: A3\n    was: [A2]\n")], [], id="a sub-item is renumbered"),
        pytest.param([("title: 标准", "title: 新标准"), ("text: 一", "text: 壹")], [], id="words change"),
        pytest.param([("pass: {score: 15}", "pass: {score: 15}\ngrades: [{name: 甲, from: 15}, {name: 乙, from: 0}]")],
                     [], id="grades"),
    ],
)  # fmt: skip
def test_totals_that_a_change_touches(replaced, expected):
    assert touched(*replaced) == expected


def test_both_changes_of_joined_rules_touch_the_findings_of_either():
    """What was found of one rule may stand under the new one as soon as the other has become it."""
    seen = Seen(("a", "[{rule: one}]"), ("a", "[{rule: each}]"), ("a", "[{rule: two}]"))
    each = "    - {id: each, text: 每, deduct: {each: 1, max: 10}}\n"
    new = changed(OLD, (ONE + each, each.replace("id: each", "id: many, was: [one, each]")))
    touching = Touching.of(VersionPair.of(edition(OLD), edition(new)))
    assert [touching.totals_of(visit) for visit in seen.visits] == [{0, 1}, {0, 1}, set()]


@pytest.mark.parametrize("replaced", [HIGHER, FLOOR], ids=["the pass mark", "the floor of an item"])
def test_a_mark_touches_every_verdict_and_no_total(replaced):
    assert touched(replaced, verdicts=True) == ALL
    assert touched(replaced) == []


def test_a_floor_decides_a_verdict():
    """17 of 20 is below a floor of 18, and above the pass mark of 15."""
    floor = (FLOOR[0], FLOOR[1].replace("15", "18"))
    assert decided(Seen(("a", "[{rule: two}]")), floor, ("deduct: 2}", "deduct: 4}")) == (["A"], "fail")


@pytest.fixture
def scored(monkeypatch):
    """The files of the visits that are scored by intermediate editions, one entry for each time."""
    found, carried = [], rescoring.carried
    monkeypatch.setattr(rescoring, "carried", lambda visit, *rest: found.append(visit.source) or carried(visit, *rest))
    return found


@pytest.mark.parametrize(
    ("combine", "expected"),
    [
        ("mean", ["a10.yaml", "a11.yaml"]),
        ("worst", ["a10.yaml", "a11.yaml"]),
        ("latest", []),
        ("union", ["a10.yaml", "a10.yaml", "a11.yaml", "a11.yaml", "a12.yaml"]),
    ],
)
def test_a_visit_is_scored_again_only_for_changes_that_touch_it(scored, combine, expected):
    """The first visit is touched by the first change, the second by the other one, the third by neither.

    A union needs each visit once more, as it is without the changes that touch it.
    """
    seen = Seen(("a", "[{rule: one}]"), ("a", "[{rule: two}]"), ("a", "[{rule: each}]"), combine=combine)
    seen.under(("deduct: 2}", "deduct: 1}"), ("deduct: 3}", "deduct: 2}"))
    assert sorted(scored) == expected


def test_findings_that_come_up_again_are_not_scored_again(scored):
    """Two centers lost the same in A1, one of them more in A2: the change of A1 adds the same to both."""
    seen = Seen(("a", "[{rule: one}]"), ("b", "[{rule: one, note: 查实}, {rule: two}]"))
    result = seen.under(("deduct: 2}", "deduct: 1}"))
    assert ([parts(center) for center in result.centers], scored) == ([{0: "1"}, {0: "1"}], ["a10.yaml"])
