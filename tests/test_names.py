"""Names in the place of ids (spec, section 13): centers by their names, elements by their labels."""

import json

import pytest
from written import changed

from aidscore.cli import run
from aidscore.files.workspace import Workspace
from aidscore.run.batch import batch as run_batch
from aidscore.run.validate import validate

STANDARD = """\
aidscore: standard/1
id: signs
version: "1"
title: 公示
language: zh-CN
status: pilot
effective: {from: 2005-07-01}
points: 10
pass: {score: 9}
not_applicable: rescale
items:
  - id: A
    name: 公示
    points: 10
    sub_items:
      - id: A1
        name: 公示
        points: 10
        rules:
          - id: A1.1
            text: 每缺一项扣1分
            basis: [本细则]
            deduct: {missing: 1, of: {hotline: 投诉电话, hours: 办公时间, door: 牌, window: 牌}}
examples:
  - name: 缺两项
    findings: [{rule: A1.1, missing: [投诉电话, hours]}]
    expect: {score: 8}
"""
CAMPAIGN = """\
aidscore: campaign/1
id: city
title: 活动
centers:
  - {id: jia, name: 甲区中心}
  - {id: yi, name: 乙区中心}
  - {id: bing, name: 同名中心}
  - {id: ding, name: 同名中心}
  - {id: out, name: 某大学中心, excluded: 不参评}
phases:
  - {id: pilot, name: 试点, from: 2005-07-01, to: 2006-03-31, standard: signs@1, combine: mean, centers: [甲区中心, yi]}
"""
RECORD = """\
aidscore: record/1
standard: signs@1
center: 甲区中心
channel: announced
date: 2005-09-14
inspectors: [{name: 张三, from: 乙区中心}]
examined: all
findings:
  - rule: A1.1
    missing: [投诉电话, hours]
"""


@pytest.fixture
def folder(tmp_path):
    """A folder with a standard, a campaign and a record by names."""
    for name, text in {"standards/signs/1.yaml": STANDARD, "campaign.yaml": CAMPAIGN, "v/a.yaml": RECORD}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def problems(folder, name, *changes):
    """Code, variant and place of what is said of a changed file; the warning about two centers of one name is not."""
    path = folder / name
    path.write_text(changed(path.read_text(encoding="utf-8"), *changes), encoding="utf-8")
    found = validate([str(path)], Workspace()).diagnostics
    return [
        (one.entry, one.place.line, one.place.column)
        for one in found
        if one.code not in ("name-twice", "not-in-published") and one.place.path.endswith(name)
    ]


def batch(folder, capsys):
    run(["batch", str(folder / "v"), "--format", "json"])
    return json.loads(capsys.readouterr().out)


def test_names_stand_for_ids_in_every_result(folder, capsys):
    result = batch(folder, capsys)
    assert [(one["center"], one["exact"]) for one in result["results"]] == [("jia", "8")]
    (phase,) = result["phases"]
    assert {center["id"]: center["verdict"] for center in phase["centers"]} == {
        "jia": "fail", "yi": "not-assessed", "bing": "not-assessed", "ding": "not-assessed",
    }  # fmt: skip
    reasons = {center["id"]: [reason["code"] for reason in center["reasons"]] for center in phase["centers"]}
    assert (reasons["yi"], reasons["bing"]) == (["no-visit"], ["not-in-phase"])


def test_an_id_and_a_name_name_the_same_visit(folder, capsys):
    (folder / "v" / "b.yaml").write_text(RECORD.replace("center: 甲区中心", "center: jia"), encoding="utf-8")
    refused = batch(folder, capsys)["refused"]
    assert [one["diagnostics"][0]["code"] for one in refused] == ["duplicate-visit", "duplicate-visit"]


def test_a_refused_record_by_name_belongs_to_its_center(folder):
    (folder / "v" / "a.yaml").write_text(RECORD.replace("A1.1", "A9"), encoding="utf-8")
    (refused,) = run_batch(str(folder / "v"), Workspace()).refused
    assert refused.center == "jia"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("甲区中心", "jia"), []),
        (("甲区中心", "' 甲区中心 '"), []),
        (("甲区中心", "同名中心"), [("ambiguous-center", 3, 9)]),
        (("甲区中心", "甲区中新"), [("unknown-center/near", 3, 9)]),
        (("甲区中心", "某大学中心"), [("excluded-center", 3, 9)]),
        (("from: 乙区中心", "from: 同名中心"), [("ambiguous-center", 6, 31)]),
        (("from: 乙区中心", "from: jia"), [("conflict-of-interest", 6, 14)]),
        (("投诉电话", "door"), []),
        (("投诉电话", "牌"), [("ambiguous-element", 10, 15)]),
        (("投诉电话", "投述电话"), [("unknown-element/near", 10, 15)]),
    ],
)
def test_a_name_stands_for_one_thing_or_is_refused(folder, change, expected):
    assert problems(folder, "v/a.yaml", change) == expected


def test_without_a_campaign_only_ids_name_centers(folder):
    (folder / "campaign.yaml").unlink()
    assert problems(folder, "v/a.yaml") == [("not-an-id/name", 3, 9), ("not-an-id/name", 6, 31)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("centers: [甲区中心, yi]", "centers: [甲区中心, jia]"), [("listed-twice", 11, 128)]),
        (("centers: [甲区中心, yi]", "centers: [同名中心]"), [("ambiguous-center", 11, 122)]),
        (("centers: [甲区中心, yi]", "centers: [某大学中心]"), [("excluded-center", 11, 122)]),
    ],
)
def test_the_centers_of_a_phase_may_be_named(folder, change, expected):
    found = problems(folder, "campaign.yaml", change)
    assert [entry for entry, _, _ in found] == [entry for entry, _, _ in expected]


def test_standard_show_tells_the_keys_of_elements(folder, monkeypatch, capsys):
    monkeypatch.chdir(folder)
    assert run(["standard", "show", "signs@1"]) == 0
    assert "投诉电话 hotline" in capsys.readouterr().out
    assert run(["standard", "show", "signs@1", "-o", "s.md"]) == 0
    assert "| 投诉电话 | hotline |" in (folder / "s.md").read_text(encoding="utf-8")
