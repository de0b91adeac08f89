"""Every refusal and warning of a campaign, and of records against it (spec, sections 5 and 8)."""

import pytest
from checked import WORKSPACE, codes, record
from written import changed

from aidscore.files.workspace import Workspace

CAMPAIGN = """\
aidscore: campaign/1
id: shanghai-2005
title: 法律援助机构规范服务达标活动
centers:
  - {id: city, name: 上海市法律援助中心, level: city}
  - {id: xuhui, name: 徐汇区法律援助中心, level: district}
  - {id: campus, name: 某大学法律援助中心, excluded: 社团、院校的不参加}
phases:
  - {id: mobilisation, name: 学习动员阶段, from: 2005-06-15, to: 2005-06-30}
  - id: pilot
    name: 试点达标阶段
    from: 2005-07-01
    to: 2006-03-31
    standard: small@1
    channels: [announced, unannounced]
    combine: union
    target: 1/3
"""


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [("    channels: [announced, unannounced]\n", "")],
        [("    target: 1/3\n", "")],
        [("target: 1/3", "target: 100%")],
        [("union", "latest")],
        [("union", "mean")],
        [("union", "worst")],
        [("union", "{weights: {announced: 40%, unannounced: 60%}}")],
        [("union", "{weights: {announced: 1/3, unannounced: 2/3}}")],
        [("    standard: small@1\n", "")],
        [("2005-06-30", "2005-06-15")],
    ],
)
def test_a_campaign_without_fault(changes):
    assert codes(changed(CAMPAIGN, *changes)) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # ids, names, centers
        (("id: city,", "id: xuhui,"), [(6, 10, "duplicate-id")]),
        (("id: pilot", "id: city"), [(10, 9, "duplicate-id")]),
        (("上海市", "徐汇区"), [(6, 23, "name-twice")]),
        (("id: xuhui", "id: 徐汇"), [(6, 10, "not-an-id")]),
        (("excluded: 社团、院校的不参加", "excluded:"), [(7, 43, "missing-space"), (7, 44, "missing-value")]),
        (("level: city", "lvl: city"), [(5, 33, "unknown-key")]),
        # phases
        (("to: 2005-06-30", "to: 2005-07-01"), [(12, 11, "phases-overlap")]),
        (("to: 2005-06-30", "to: 2005-06-14"), [(9, 60, "reversed-period")]),
        (("to: 2006-03-31", "to: 2006-02-30"), [(13, 9, "no-such-date")]),
        (("    from: 2005-07-01\n", ""), [(10, 5, "missing-key")]),
        (("small@1", "small@9"), [(14, 15, "unknown-standard")]),
        (("small@1", "small"), [(14, 15, "not-a-reference")]),
        (("    combine: union\n", ""), [(10, 5, "missing-key")]),
        (("union", "average"), [(16, 14, "not-one-of")]),
        (("union", "{weigths: {announced: 1}}"), [(16, 15, "unknown-key")]),
        (("union", "[union]"), [(16, 14, "expected-mapping")]),
        # channels
        (("[announced, unannounced]", "[]"), [(15, 15, "empty-list")]),
        (("[announced, unannounced]", "[announced, announced]"), [(15, 27, "listed-twice")]),
        (("[announced, unannounced]", "[明里检查]"), [(15, 16, "not-one-of")]),
        (("[announced, unannounced]", "announced"), [(15, 15, "expected-list")]),
        # target: above 0, at most 1
        (("1/3", "0"), [(17, 13, "share-out-of-range")]),
        (("1/3", "4/3"), [(17, 13, "share-out-of-range")]),
        (("1/3", "33"), [(17, 13, "share-out-of-range")]),
        (("1/3", "三分之一"), [(17, 13, "not-a-quantity")]),
        # weights add up to exactly 1 and name exactly the phase's channels
        (("union", "{weights: {announced: 40%, unannounced: 50%}}"), [(16, 24, "weights-do-not-add-up")]),
        (("union", "{weights: {announced: 0.333, unannounced: 2/3}}"), [(16, 24, "weights-do-not-add-up")]),
        (("union", "{weights: {announced: 1}}"), [(16, 24, "weights-of-other-channels")]),
        (("union", "{weights: {announced: 40%, self: 60%}}"), [(16, 24, "weights-of-other-channels")]),
        (("union", "{weights: {announced: 0, unannounced: 1}}"), [(16, 36, "share-out-of-range")]),
        (("union", "{weights: {anounced: 40%, unannounced: 60%}}"), [(16, 25, "not-one-of")]),
        (("union", "{weights: {announced: 60%, announced: 40%, unannounced: 40%}}"), [(16, 41, "duplicate-key")]),
        (("union", "{weights: {}}"), [(16, 24, "empty-list")]),
    ],
)
def test_a_campaign_with_a_mistake(change, expected):
    assert codes(changed(CAMPAIGN, change)) == expected


def test_nobody_takes_part():
    text = changed(CAMPAIGN, ("level: city}", "excluded: 无}"), ("level: district}", "excluded: 无}"))
    assert codes(text) == [(5, 3, "nobody-takes-part")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        ([("xuhui", "pudong")], [(3, 9, "unknown-center")]),
        ([("xuhui", "campus")], [(3, 9, "excluded-center")]),
        ([("2005-09-14", "2007-09-14")], [(5, 7, "date-outside-effective"), (5, 7, "date-outside-phases")]),
        ([("2005-09-14", "2005-06-20")], [(5, 7, "date-outside-effective"), (5, 7, "phase-takes-no-records")]),
        ([("small@1", "legal-aid-service@1.0")], [(2, 11, "standard-of-another-phase")]),
        ([("announced", "self")], []),
    ],
)
def test_a_record_against_its_campaign(changes, expected, tmp_path):
    path = tmp_path / "campaign.yaml"
    path.write_text(CAMPAIGN, encoding="utf-8")
    workspace = Workspace(WORKSPACE.standards, named_campaign=str(path))
    assert sorted(codes(record("findings: []\n", *changes), workspace)) == expected


def test_an_inspector_comes_from_a_center_of_the_campaign(tmp_path):
    path = tmp_path / "campaign.yaml"
    path.write_text(CAMPAIGN, encoding="utf-8")
    workspace = Workspace(WORKSPACE.standards, named_campaign=str(path))
    lines = "findings: []\ninspectors: [{name: 甲, from: citi}, {name: 乙, from: city}]\n"
    assert codes(record(lines), workspace) == [(8, 30, "unknown-center")]


def test_a_record_is_not_judged_by_a_campaign_with_errors(tmp_path):
    path = tmp_path / "campaign.yaml"
    path.write_text(changed(CAMPAIGN, ("1/3", "0")), encoding="utf-8")
    workspace = Workspace(WORKSPACE.standards, named_campaign=str(path))
    assert [code for *_, code in codes(record(), workspace)] == ["share-out-of-range", "campaign-refused"]
