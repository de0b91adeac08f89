"""A published text that is corrected (spec, section 15): records of the version with the mistake keep their place."""

import json
from pathlib import Path

import pytest
from written import changed

from aidscore.cli import run as door

FIRST = """\
aidscore: standard/1
id: s
version: "1.0"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01, to: 2005-12-31}
points: 20
pass: {score: 15}
not_applicable: rescale
items:
- id: A
  name: 项目
  points: 20
  sub_items:
  - id: A1
    name: 子项目
    points: 20
    rules:
    - {id: A1.1, text: 每人次扣1分, basis: [条例], deduct: {each: 1}}
    - {id: A1.2, text: 扣2分, basis: [条例], deduct: 2}
    - {id: A1.3, text: 扣4分, basis: [条例], deduct: 4}
"""
LOSING = "    - {id: A1.3, text: 扣4分, basis: [条例], deduct: 4}\n"
CORRECTED = changed(
    FIRST,
    ('version: "1.0"', 'version: "1.0.1"\ncorrects: "1.0"'),
    ("每人次扣1分", "每人次扣2分"),
    ("each: 1", "each: 2"),
)
NEXT = changed(
    FIRST,
    ('version: "1.0"', 'version: "1.1"\nreplaces: "1.0"'),
    ("{from: 2005-01-01, to: 2005-12-31}", "{from: 2006-01-01}"),
)
CAMPAIGN = """\
aidscore: campaign/1
id: c
title: 活动
centers: [{id: a, name: 甲}, {id: b, name: 乙}]
phases: [{id: p, name: 阶段, from: 2005-01-01, to: 2005-12-31, standard: s@1.0.1, combine: latest}]
"""
RECORD = """\
aidscore: record/1
standard: s@1.0
center: a
channel: announced
date: 2005-09-14
examined: all
findings:
  - {rule: A1.1, count: 3}
"""


@pytest.fixture
def city(tmp_path, monkeypatch):
    """Return a folder with a version, its correction, a campaign that names the correction, and a record of each."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIDSCORE_LANG", "en")
    put("standards/s/1.0.yaml", FIRST)
    put("standards/s/1.0.1.yaml", CORRECTED)
    put("city/campaign.yaml", CAMPAIGN)
    put("city/a.yaml", RECORD)
    put("city/b.yaml", changed(RECORD, ("s@1.0", "s@1.0.1"), ("center: a", "center: b")))
    for version in ("1.0", "1.0.1"):
        assert door(["standard", "publish", f"s@{version}"]) == 0
    return tmp_path


def put(path, text):
    """A file below the current folder."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def run(capsys, *arguments):
    """The exit code, and what was said on standard output and on standard error."""
    capsys.readouterr()
    code = door(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


def batch(capsys, *options):
    """The exit code, the phases by their ids, and the standard error of a batch."""
    code, out, errors = run(capsys, "batch", "city", "--format", "json", *options)
    document = json.loads(out)
    return code, document, errors


def centers(document):
    """Exact score and verdict of each center."""
    return {one["id"]: (one["exact"], one["verdict"]) for one in document["phases"][0]["centers"]}


def test_a_record_of_the_corrected_version_is_scored_by_the_correction(city, capsys):
    """Three persons at 2 points each leave 14 of 20; by the version with the mistake it would be 17."""
    code, document, _ = batch(capsys)
    assert (code, centers(document)) == (0, {"a": ("14", "fail"), "b": ("14", "fail")})
    (phase,) = document["phases"]
    assert (phase["standard"], phase["scored_by_correction"]) == ("s@1.0.1", 1)
    assert {one["center"]: (one["standard"]["version"], one["recorded_as"]) for one in document["results"]} == {
        "a": ("1.0.1", "s@1.0"),
        "b": ("1.0.1", None),
    }
    remarks = [(one["path"], one["line"], one["level"]) for one in document["diagnostics"]]
    assert remarks == [("city/a.yaml", 2, "warning")]
    assert {one["code"] for one in document["diagnostics"]} == {"scored-by-correction"}


def test_the_page_and_the_workbook_count_them(city, capsys):
    code, out, errors = run(capsys, "batch", "city", "-o", "summary.xlsx")
    assert code == 0
    assert "1 record of a version that it corrects" in out
    assert errors.count("[scored-by-correction]") == 1


@pytest.mark.parametrize("details", [(), ("-o", "summary.csv")])
def test_every_output_has_the_corrected_score(city, capsys, details):
    code, out, _ = run(capsys, "batch", "city", *details)
    assert code == 0
    assert "14.0" in out
    assert "17.0" not in out


def test_a_record_is_scored_by_the_correction_when_it_is_scored_alone(city, capsys):
    code, out, _ = run(capsys, "score", "city/a.yaml", "--format", "json")
    (result,) = json.loads(out)["results"]
    assert (code, result["exact"], result["recorded_as"]) == (0, "14", "s@1.0")
    assert run(capsys, "validate", "city/a.yaml")[0] == 0


def test_the_score_on_paper_is_that_of_the_version_on_paper(city, capsys):
    put("city/a.yaml", RECORD + "declared_score: 17\n")
    code, document, _ = batch(capsys)
    assert (code, centers(document)["a"]) == (0, ("14", "fail"))


def test_where_the_phase_names_the_corrected_version_it_holds(city, capsys):
    put("city/campaign.yaml", CAMPAIGN.replace("s@1.0.1", "s@1.0"))
    (city / "city/b.yaml").unlink()
    code, document, _ = batch(capsys)
    assert (code, centers(document)["a"], document["phases"][0]["scored_by_correction"]) == (0, ("17", "pass"), 0)


def test_a_correction_of_a_correction(city, capsys):
    again = changed(
        CORRECTED,
        ('"1.0.1"\ncorrects: "1.0"', '"1.0.2"\ncorrects: "1.0.1"'),
        ("每人次扣2分", "每人次扣3分"),
        ("each: 2", "each: 3"),
    )
    put("standards/s/1.0.2.yaml", again)
    put("city/campaign.yaml", CAMPAIGN.replace("1.0.1", "1.0.2"))
    assert door(["standard", "publish", "s@1.0.2"]) == 0
    code, document, _ = batch(capsys)
    assert (code, centers(document)) == (0, {"a": ("11", "fail"), "b": ("11", "fail")})
    assert document["phases"][0]["scored_by_correction"] == 2


def test_a_version_that_is_no_correction_is_of_another_phase(city, capsys):
    put("standards/s/1.1.yaml", changed(FIRST, ('version: "1.0"', 'version: "1.1"')))
    put("city/a.yaml", RECORD.replace("s@1.0", "s@1.1"))
    code, document, _ = batch(capsys)
    assert code == 1
    assert [one["diagnostics"][0]["code"] for one in document["refused"]] == ["standard-of-another-phase"]


LOST = changed(CORRECTED, (LOSING, ""))


ANOTHER = changed(RECORD, ("2005-09-14", "2005-10-14"), ("announced", "unannounced"), ("count: 3", "count: 1"))


def lose(phase, *, mark="13", found="{rule: A1.3}"):
    """Let the correction lack a clause of which there is a finding; a second visit deducts 2 by the correction."""
    score = ("{score: 15}", f"{{score: {mark}}}")
    put("standards/s/1.0.yaml", changed(FIRST, score))
    put("standards/s/1.0.1.yaml", changed(LOST, score))
    Path("standards/published.sha256").unlink()
    put("city/campaign.yaml", CAMPAIGN.replace("combine: latest", f"combine: {phase}"))
    put("city/a.yaml", RECORD + f"  - {found}\n")
    put("city/a2.yaml", ANOTHER)


@pytest.mark.parametrize(
    ("combine", "low", "high"),
    [
        ("union", "8", "12"),  # 20 - 4 × 2, with A1.3 4 more
        ("mean", "14", "16"),  # of 14 and 18; of 10 and 18
        ("worst", "10", "14"),
        ("{weights: {announced: 25%, unannounced: 75%}}, channels: [announced, unannounced]", "16", "17"),
    ],
)
@pytest.mark.parametrize("details", [(), ("-o", "out.xlsx")])
def test_a_center_with_a_finding_without_a_place_has_bounds(city, capsys, combine, low, high, details):
    lose(combine)
    _, document, _ = batch(capsys, *details)
    center = document["phases"][0]["centers"][0]
    assert (center["id"], center["exact"], center["bounds"]) == ("a", None, {"low": low, "high": high})
    assert center["verdict"] == ("fail" if high == "12" else "undecided" if low == "10" else "pass")
    assert "not-carried-over" in {reason["code"] for reason in center["reasons"]}
    assert [visit["exact"] for visit in center["visits"]] == [None, "18"]


def test_the_latest_visit_has_the_bounds_of_its_own(city, capsys):
    """The mark is 13: 14 without the finding would pass, 10 with it would not."""
    lose("latest")
    (city / "city/a2.yaml").unlink()
    _, document, _ = batch(capsys)
    center = document["phases"][0]["centers"][0]
    assert (center["exact"], center["verdict"], center["bounds"]) == (None, "undecided", {"low": "10", "high": "14"})
    assert "not-carried-over" in {one["code"] for one in document["diagnostics"]}


def test_pass_rate_counts_a_center_that_passes_within_its_bounds(city, capsys):
    lose("mean")
    _, document, _ = batch(capsys)
    (phase,) = document["phases"]
    assert (phase["counts"]["passed"], phase["counts"]["undecided"], phase["pass_rate"]["exact"]) == (2, 0, "2/2")


def test_a_withdrawn_finding_without_a_place_changes_nothing(city, capsys):
    lose("union", found="{rule: A1.3, status: withdrawn, status_note: 误记}")
    _, document, _ = batch(capsys)
    assert centers(document)["a"] == ("12", "fail")


def test_a_lost_finding_of_a_visit_that_does_not_count_changes_nothing(city, capsys):
    lose("mean")
    put("city/a.yaml", RECORD.replace("announced", "self") + "  - {rule: A1.3}\n")
    _, document, _ = batch(capsys)
    assert centers(document)["a"] == ("18", "pass")


def test_a_gap_of_another_visit_still_leaves_no_bounds(city, capsys):
    lose("mean")
    put("city/a2.yaml", changed(ANOTHER, ("examined: all", "examined: []"), ("  - {rule: A1.1, count: 1}\n", "  []\n")))
    _, document, _ = batch(capsys)
    center = document["phases"][0]["centers"][0]
    assert (center["exact"], center["verdict"], center["bounds"]) == (None, "undecided", None)


BONUS = "bonus: {rules: [{id: P1, text: 推广的，加3分, basis: [通知], add: 3}]}\n"


def test_a_lost_bonus_gives_an_upper_bound(city, capsys):
    """By the correction 12 of two visits together; with the bonus of 3 that it no longer has 15."""
    lose("union", found="{rule: P1}", mark="15")
    put("standards/s/1.0.yaml", FIRST + BONUS)
    _, document, _ = batch(capsys)
    center = document["phases"][0]["centers"][0]
    assert (center["exact"], center["verdict"], center["bounds"]) == (None, "undecided", {"low": "12", "high": "15"})


def test_as_if_a_later_version_had_held_the_open_center_stays_open(city, capsys):
    put("standards/s/1.0.1.yaml", LOST)
    put("standards/s/1.1.yaml", NEXT.replace(LOSING, ""))
    (city / "standards/published.sha256").unlink()
    put("city/a.yaml", RECORD + "  - {rule: A1.3}\n")
    _, document, _ = batch(capsys, "--as-if", "s@1.1")
    assert centers(document)["a"] == (None, "undecided")


def test_the_corrected_version_keeps_its_days_and_a_later_one_replaces_both(city, capsys):
    open_end = ("{from: 2005-01-01, to: 2005-12-31}", "{from: 2005-01-01}")
    put("standards/s/1.0.yaml", changed(FIRST, open_end))
    put("standards/s/1.0.1.yaml", changed(CORRECTED, open_end))
    (city / "standards/published.sha256").unlink()
    for replaced in ("1.0", "1.0.1"):
        put("standards/s/1.1.yaml", NEXT.replace('replaces: "1.0"', f'replaces: "{replaced}"'))
        assert run(capsys, "validate", "standards")[0] == 0
        for version in ("1.0", "1.0.1"):
            put("late.yaml", RECORD.replace("s@1.0", f"s@{version}").replace("2005-09-14", "2006-02-01"))
            code, _, errors = run(capsys, "score", "late.yaml")
            assert (code, "2005-01-01 - 2005-12-31" in errors) == (1, True)
            put("in-time.yaml", RECORD.replace("s@1.0", f"s@{version}"))
            assert run(capsys, "score", "in-time.yaml")[0] == 0


def test_versions_that_end_before_they_begin_are_never_spoken_of(city, capsys):
    """1.0.1 with the first day of 1.0 replaces nothing: records of 1.0 keep their days, and the pair is an error."""
    (city / "standards/published.sha256").unlink()
    (city / "city/campaign.yaml").unlink()
    put("standards/s/1.0.yaml", FIRST.replace(", to: 2005-12-31", ""))
    put("standards/s/1.0.1.yaml", CORRECTED.replace("corrects:", "replaces:").replace(", to: 2005-12-31", ""))
    assert run(capsys, "score", "city/a.yaml")[0] == 0
    code, out, errors = run(capsys, "validate", "standards")
    assert code == 1
    assert "[versions-overlap]" in out + errors
    assert "2004-12-31" not in out + errors
    assert run(capsys, "standard", "publish", "s@1.0.1")[0] == 1


def test_both_can_be_compared(city, capsys):
    put("city/campaign.yaml", CAMPAIGN.replace("s@1.0.1", "s@1.0"))
    (city / "city/b.yaml").unlink()
    code, out, _ = run(capsys, "diff", "s@1.0", "s@1.0.1", "--records", "city", "--format", "json")
    document = json.loads(out)
    assert (code, [one["aspect"] for one in document["changes"]]) == (0, ["text", "deduct.each"])
    (flip,) = document["impact"]["flips"]
    assert (flip["id"], flip["verdict_after"], flip["decided_by"]) == ("a", "fail", [0, 1])


# ---- forms -----------------------------------------------------------------------------------------------------------


def filled(capsys, record):
    """A form of the version with the mistake, filled in as a record says, in the place of the record."""
    put("paper.yaml", record)
    code, _, _ = run(capsys, "form", "fill", "paper.yaml", "-o", "city/a.xlsx", "--campaign", "city/campaign.yaml")
    assert code == 0
    Path("city/a.yaml").unlink()


def test_a_form_of_the_corrected_version_is_scored_by_the_correction(city, capsys):
    """The total on paper is that of the version on paper: 17, and not 14."""
    filled(capsys, RECORD + "declared_score: 17\n")
    code, document, _ = batch(capsys)
    assert (code, centers(document)["a"]) == (0, ("14", "fail"))
    (result,) = [one for one in document["results"] if one["source"] == "city/a.xlsx"]
    assert (result["recorded_as"], result["standard"]["version"]) == ("s@1.0", "1.0.1")
    assert document["phases"][0]["scored_by_correction"] == 1
    assert run(capsys, "validate", "city")[0] == 0


def test_a_form_that_is_read_keeps_the_version_and_every_finding(city, capsys):
    put("standards/s/1.0.1.yaml", LOST)
    Path("standards/published.sha256").unlink()
    filled(capsys, RECORD + "  - {rule: A1.3}\n")
    code, out, _ = run(capsys, "form", "read", "city/a.xlsx")
    assert (code, "standard: s@1.0\n" in out, "rule: A1.3" in out) == (0, True, True)


def test_a_form_with_a_finding_without_a_place_has_bounds(city, capsys):
    put("standards/s/1.0.1.yaml", LOST)
    Path("standards/published.sha256").unlink()
    filled(capsys, RECORD + "  - {rule: A1.3}\n")
    code, out, _ = run(capsys, "score", "city/a.xlsx", "--format", "json")
    (result,) = json.loads(out)["results"]
    assert (code, result["exact"], result["bounds"]) == (0, None, {"low": "10", "high": "14"})
    _, _, errors = run(capsys, "score", "city/a.xlsx")
    assert "city/a.xlsx:考核评分表!" in errors
    assert "[not-carried-over]" in errors
