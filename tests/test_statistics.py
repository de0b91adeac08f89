"""What is computed of all centers of a phase: averages, losses, problems, changes, charts; by hand on a small standard.

The standard has 20 points: A (A1 7, A2 5) with a floor of 6, and B (B1 8); the pass mark is 15.
"""

import json
from datetime import date

import pytest
from test_excel import CAMPAIGN, RECORDS, STANDARD, TWO_PHASES, outcome_of, record
from written import said

from aidscore.media.json.batch import batch_document
from aidscore.scoring.agreements import center_agreements, center_figures, counts_agreements, rate_agreement
from aidscore.scoring.bars import axis_start, bars
from aidscore.scoring.left_out import ignored_by_reason, not_assessed, uncounted_visits, withdrawn
from aidscore.scoring.problems import losses_by_item, problems, share_of_losses
from aidscore.scoring.progress import courses
from aidscore.scoring.standings import standings
from aidscore.scoring.statistics import statistics
from aidscore.scoring.visits import visits_of


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    return outcome_of(tmp_path_factory.mktemp("campaign"))


@pytest.fixture(scope="module")
def phase(outcome):
    return outcome.phases[0]


def spread(found):
    """Number of centers, average, median, highest, lowest, rate of loss."""
    return None if found is None else (found.centers, *map(said, found[1:]))


def parts(group):
    """The spreads of a group by part."""
    found = {"total": spread(group.total)}
    for item in group.items:
        found[item.item.id] = spread(item.spread)
        found |= {part.sub_item.id: spread(part.spread) for part in item.sub_items}
    return found


# ---- averages and losses


def test_all_centers(phase):
    # 甲 16 = 7 + 8 + 1, 乙 53/3 = 29/3 + 8, 丙 18 = 13.5 of 15 without A2, 丁 only A: 12
    assert parts(statistics(phase).all) == {
        "total": (3, "155/9", "53/3", "18", "16", "53/330"),  # 5 + 7/3 + 1.5 of 20 + 20 + 15 points
        "A": (4, "61/6", "65/6", "12", "7", "22/129"),  # 7, 29/3, 7 of 7, 12; 5 + 7/3 of 43 points
        "A1": (4, "17/3", "35/6", "7", "4", "4/21"),  # 4, 14/3, 7, 7; 3 + 7/3 of 28
        "A2": (3, "13/3", "5", "5", "3", "2/15"),  # 3, 5, 5; 2 of 15
        "B": (3, "7.5", "8", "8", "6.5", "0.0625"),  # 8, 8, 6.5; 1.5 of 24
        "B1": (3, "7.5", "8", "8", "6.5", "0.0625"),
    }


def test_counts_of_a_group(phase):
    found = statistics(phase)
    assert (found.all.centers, found.all.passed, found.all.level) == (5, 2, None)
    assert found.levels == ()


def test_levels(tmp_path):
    campaign = CAMPAIGN.replace("name: 甲中心}", "name: 甲中心, level: city}")
    for name in ("乙中心", "丙中心", "戊中心"):
        campaign = campaign.replace(f"name: {name}}}", f"name: {name}, level: district}}")
    found = statistics(outcome_of(tmp_path, campaign=campaign).phases[0])
    assert [(group.level, group.centers, group.passed) for group in found.levels] == [
        ("city", 1, 1),
        ("district", 3, 1),
    ]
    city, district = map(parts, found.levels)
    assert city["total"] == (1, "16", "16", "16", "16", "0.25")
    assert district["total"] == (2, "107/6", "107/6", "18", "53/3", "23/210")  # 7/3 + 1.5 of 35 points
    assert district["A2"] == (1, "5", "5", "5", "5", "0")


POLICIES = {
    # 丙: A2 does not apply; under full it gives its 5 points, under zero none
    "full": ("A2", (4, "4.5", "5", "5", "3", "0.1")),
    "zero": ("A2", (4, "3.25", "4", "5", "0", "0.35")),
}


@pytest.mark.parametrize("policy", POLICIES)
def test_what_does_not_apply_counts_as_the_standard_says(tmp_path, policy):
    part, expected = POLICIES[policy]
    outcome = outcome_of(tmp_path, standard=STANDARD.replace("rescale", policy))
    assert parts(statistics(outcome.phases[0]).all)[part] == expected


SECOND = {
    "a.yaml": record("jia", "[{rule: A2.1}]", date="2005-08-01"),  # A 10 of 12
    "b.yaml": record("jia", "[{rule: B1.1, level: 严重}]", date="2005-09-01", channel="unannounced"),  # B 4 of 8
    "c.yaml": record("yi", examined="[A]", date="2005-08-01"),
    "d.yaml": record("bing", date="2005-08-01"),
}
COMBINED = {
    # 甲: A 10 and 12, B 8 and 4; 乙 only A; 丙 everything, once
    "mean": {
        "total": (2, "18.5", "18.5", "20", "17", "0.1"),  # 17 and 20; 2 + 4 of 60 points
        "A": (3, "35/3", "12", "12", "11", "1/24"),  # 11, 12, 12; 2 of 48
        "A2": (3, "14/3", "5", "5", "4", "0.1"),
        "B": (2, "7", "7", "8", "6", "1/6"),
    },
    "worst": {
        "total": (2, "18", "18", "20", "16", "0.1"),  # 甲 is decided by its second visit
        "A": (2, "12", "12", "12", "12", "0"),
        "A2": (2, "5", "5", "5", "5", "0"),
        "B": (2, "6", "6", "8", "4", "0.25"),
    },
    "latest": {
        "total": (2, "18", "18", "20", "16", "0.1"),
        "A": (3, "12", "12", "12", "12", "0"),
        "A2": (3, "5", "5", "5", "5", "0"),
        "B": (2, "6", "6", "8", "4", "0.25"),
    },
    # 丙 has no unannounced visit: no score, not even in a part; 甲: B 0.25 × 8 + 0.75 × 4
    "{weights: {announced: 25%, unannounced: 75%}}, channels: [announced, unannounced]": {
        "total": (1, "16.5", "16.5", "16.5", "16.5", "0.15"),
        "A": (1, "11.5", "11.5", "11.5", "11.5", "1/12"),
        "A2": (1, "4.5", "4.5", "4.5", "4.5", "0.2"),
        "B": (1, "5", "5", "5", "5", "0.25"),
    },
}


@pytest.mark.parametrize("combine", COMBINED)
def test_several_visits_are_combined_in_every_part(tmp_path, combine):
    campaign = TWO_PHASES.replace("combine: mean", f"combine: {combine}")
    phase = outcome_of(tmp_path, SECOND, campaign).phases[1]
    found = parts(statistics(phase).all)
    assert {name: found[name] for name in COMBINED[combine]} == COMBINED[combine]


def test_nobody_has_a_score(tmp_path):
    found = statistics(outcome_of(tmp_path, {}).phases[0])
    assert set(parts(found.all).values()) == {None}


def test_a_center_whose_visits_have_no_order_has_no_score_in_any_part(tmp_path):
    campaign = TWO_PHASES.replace("combine: mean", "combine: latest")
    records = {
        "a.yaml": record("jia", date="2005-08-01"),
        "b.yaml": record("jia", "[{rule: A2.1}]", date="2005-08-01", channel="unannounced"),
    }
    found = statistics(outcome_of(tmp_path, records, campaign).phases[1])
    assert set(parts(found.all).values()) == {None}


# ---- problems


def test_problems_by_how_many_centers_they_concern(tmp_path):
    more = {"ding.yaml": record("ding", "[{rule: A2.1}, {rule: A1.2, value: 3}]")}
    phase = outcome_of(tmp_path, RECORDS | more).phases[0]
    found = problems(phase)
    assert [(one.rule.id, [center.id for center in one.centers], said(one.effective)) for one in found] == [
        ("A2.1", ["jia", "ding"], "4"),
        ("A1.1", ["jia"], "3"),
        ("A1.2", ["yi"], "7/3"),  # nothing was deducted from 丁
        ("B1.1", ["bing"], "1.5"),
    ]
    assert said(share_of_losses(found[0], found)) == "24/65"  # 4 of 65/6
    lost = losses_by_item(phase.edition.standard, found)
    assert {item: said(points) for item, points in lost.items()} == {"A": "28/3", "B": "1.5"}


def test_of_equal_problems_the_standard_gives_the_order(tmp_path):
    records = {"a.yaml": record("jia", "[{rule: B1.1, level: 一般}, {rule: A1.1, count: 1}, {rule: A2.1}]")}
    found = problems(outcome_of(tmp_path, records).phases[0])
    assert [one.rule.id for one in found] == ["A2.1", "B1.1", "A1.1"]


# ---- from phase to phase


def test_changes_since_the_phase_before(tmp_path):
    records = {
        "a.yaml": record("jia", "[{rule: A1.2, value: 2}]"),  # 53/3
        "b.yaml": record("jia", "[{rule: A2.1}]", date="2005-08-01"),  # 18
        "c.yaml": record("yi", date="2005-08-01"),
        "d.yaml": record("bing"),
    }
    found = courses(outcome_of(tmp_path, records, TWO_PHASES))
    assert [(one.center.id, [said(step.change) for step in one.steps]) for one in found] == [
        ("jia", [None, "1/3"]),
        ("yi", [None, None]),
        ("bing", [None, None]),
        ("ding", [None, None]),
        ("wu", [None, None]),
    ]


# ---- ranking, charts


def test_only_those_that_passed_are_ranked(outcome):
    found = [(one.number, one.rank, one.result.center.id) for one in standings(outcome)]
    assert found == [(1, 1, "yi"), (2, 2, "jia"), (3, None, "bing"), (4, None, "ding"), (5, None, "wu")]


def test_bars(outcome):
    found = [(bar.center.id, said(bar.total), bar.bounds and said(bar.bounds.low)) for bar in bars(standings(outcome))]
    assert found == [("yi", "53/3", None), ("jia", "16", None), ("bing", "18", None), ("ding", None, "12")]


AXES = {
    "below the mark": ({"a": record("jia", "[{rule: A2.1}]")}, 14),
    "below a score": ({"a": record("jia", "[{rule: A1.1, count: 5}, {rule: A2.1}, {rule: B1.1, level: 严重}]")}, 8),
    "a range from 12": ({"a": record("jia", examined="[A]")}, 12),
    "a range from below": ({"a": record("jia", examined="[B]")}, 12),
    "a veto makes it 0": ({"a": record("jia", "[{rule: V2, note: 假}]")}, 14),
}


@pytest.mark.parametrize("case", AXES)
def test_where_the_axis_begins(tmp_path, case):
    records, expected = AXES[case]
    outcome = outcome_of(tmp_path, {f"{name}.yaml": content for name, content in records.items()})
    assert axis_start(bars(standings(outcome)), outcome.phases[0]) == expected


# ---- what must hold of displayed figures


def test_every_figure_agrees(outcome, phase):
    assert all(one.holds for one in counts_agreements(phase).values())
    assert rate_agreement(phase).holds
    codes = {
        one.result.center.id: [code for code, agreement in center_agreements(one, center_figures(one))]
        for one in standings(outcome)
    }
    sums = ["items-are-earned", "score-follows", "deductions-add-up"]
    assert codes == {"yi": sums, "jia": sums, "bing": sums, "ding": [], "wu": []}


def test_a_wrong_figure_does_not_agree(outcome):
    first = standings(outcome)[1]
    figures = center_figures(first)
    wrong = figures._replace(score=figures.deducted)
    assert {code: one.holds for code, one in center_agreements(first, wrong)} == {
        "items-are-earned": True,
        "score-follows": False,
        "deductions-add-up": True,
    }


# ---- what is not counted


def test_what_is_left_out(tmp_path):
    more = {
        "notes.txt": "x",
        "more.txt": "x",
        "yi.yaml": record("yi", "[{rule: A2.1, note: 缺, status: withdrawn, status_note: 已补}]"),
        "wu-self.yaml": record("wu", channel="self"),
    }
    found = outcome_of(tmp_path, RECORDS | more)
    assert [one.result.center.id for one in not_assessed(found)] == ["wu"]
    (uncounted,) = uncounted_visits(found)
    assert (uncounted.channel, [center.id for center, _visit in uncounted.visits]) == ("self", ["ding", "wu"])
    assert [(one.center.id, one.fact.finding.rule) for one in withdrawn(found)] == [("yi", "A2.1")]
    assert [(one.reason, len(one.files)) for one in ignored_by_reason(found)] == [("not a YAML file", 2)]


def test_records_that_do_not_count_are_told_one_by_one(tmp_path):
    revised = "revision: 2\nrevision_note: 漏记\n"
    records = {
        f"{name}.yaml": record(center, more=more)
        for name, center, more in (("a", "jia", ""), ("b", "jia", revised), ("c", "yi", ""), ("d", "yi", revised))
    }
    found = outcome_of(tmp_path, records)
    assert [(one.reason, len(one.files)) for one in ignored_by_reason(found)] == [("superseded", 1), ("superseded", 1)]


def test_visits(phase):
    found = visits_of([phase])
    assert found.by_channel == {"announced": 4, "self": 1}
    assert (found.first, found.last) == (date(2005, 3, 1), date(2005, 3, 1))


# ---- the document


def test_the_document_has_the_same(outcome):
    (phase,) = json.loads(batch_document(outcome))["phases"]
    assert [center["rank"] for center in phase["centers"]] == [2, 1, None, None, None]
    assert {center["change"] for center in phase["centers"]} == {None}
    assert phase["problems"][0] == {
        "rule": "A1.1",
        "text": "每处扣1分",
        "centers": ["jia"],
        "nominal": "3",
        "effective": "3",
        "share": "18/53",  # 3 of 53/6
    }
    group = phase["statistics"]["all"]
    assert (group["centers"], group["passed"], phase["statistics"]["levels"]) == (5, 2, {})
    assert group["total"] == {
        "centers": 3,
        "average": "155/9",
        "median": "53/3",
        "highest": "18",
        "lowest": "16",
        "loss_rate": "53/330",
    }
    assert group["items"][1]["sub_items"] == [{"id": "B1", "scores": group["items"][1]["scores"]}]
