"""`aidscore diff`: its document (spec, section 11), its page, its gates and exit codes."""

import json
import re
from fractions import Fraction

import openpyxl
import pytest
from written import changed

from aidscore.cli import output
from aidscore.cli import run as door
from aidscore.model.change import EFFECTS, INVERSE, KINDS, Change
from aidscore.pages.changes import EFFECT_TONES
from aidscore.wording.changes import EFFECT_WORDS, KIND_WORDS, change_sentence

OLD = """\
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: pilot
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
    points: 10
    rules:
    - {id: A1.1, text: 未挂牌的, basis: [条例], deduct: 2}
    - {id: A1.2, text: 登记不全的, basis: [条例], deduct: {each: 0.5, unit: 份, max: 4}}
  - id: A2
    name: 子项目
    points: 10
    rules:
    - {id: A2.1, text: 态度不好的, basis: [条例], deduct: 4}
    - {id: A2.2, text: 秩序不好的, basis: [条例], deduct: 1}
"""
NEW = changed(
    OLD,
    ('version: "1"', 'version: "2"\nreplaces: "1"'),
    ("{from: 2005-01-01, to: 2005-12-31}", "{from: 2006-01-01}"),
    ("id: A1.1, text: 未挂牌的,", "id: A1.3, was: [A1.1], text: 没有挂牌的,"),
    ("each: 0.5, unit: 份, max: 4", "each: 1, unit: 份, max: 3"),
    (
        "    - {id: A2.2, text: 秩序不好的, basis: [条例], deduct: 1}\n",
        "    - {id: A2.3, text: 秩序不大好的, basis: [条例], deduct: 1}\n",
    ),
    ("deduct: 4}", "deduct: 3}"),
)
CAMPAIGN = """\
aidscore: campaign/1
id: c
title: 活动
centers: [{id: a, name: 甲中心}, {id: b, name: 乙中心}, {id: c, name: 丙中心}, {id: d, name: 丁中心}]
phases: [{id: p, name: 阶段, from: 2005-07-01, to: 2005-12-31, standard: s@1, combine: latest, target: 1/2}]
"""
RECORD = """\
aidscore: record/1
standard: s@1
center: {center}
channel: announced
date: 2005-09-14
examined: all
findings:
{findings}
"""
FINDINGS = {
    "a": ["{rule: A1.1}", "{rule: A1.2, count: 4}", "{rule: A2.1}"],
    "b": ["{rule: A2.1}", "{rule: A2.2}"],
    "c": ["{rule: A1.2, count: 2}", "{rule: A1.1, status: withdrawn, status_note: 复核}"],
}


@pytest.fixture
def city(tmp_path, monkeypatch):
    """Return a folder with two versions, a campaign of four centers, and records of three of them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIDSCORE_LANG", "en")
    for path, text in (("standards/s/1.yaml", OLD), ("standards/s/2.yaml", NEW), ("city/campaign.yaml", CAMPAIGN)):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    for center, found in FINDINGS.items():
        text = RECORD.format(center=center, findings="\n".join(f"  - {one}" for one in found))
        (tmp_path / "city" / f"{center}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def run(capsys, *arguments):
    """The exit code, and what was said on standard output and on standard error."""
    code = door(["diff", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def document(city, capsys):
    """Return the document of a comparison with records."""
    code, out, _ = run(capsys, "s@1", "s@2", "--records", "city", "--format", "json")
    assert code == 0
    return json.loads(out)


# ---- the document --------------------------------------------------------------------------------


def test_the_document_names_both_versions(document):
    assert (document["aidscore"], document["old"], document["new"]) == ("diff/1", "s@1", "s@2")


def test_changes_come_in_the_order_of_the_standard(document):
    told = [(one["kind"], one["effect"], one["id"], one["was"]) for one in document["changes"]]
    assert told == [
        ("renumbered", "editorial", "A1.3", "A1.1"),
        ("reworded", "editorial", "A1.3", "A1.1"),
        ("deduction", "tightening", "A1.2", None),
        ("deduction", "loosening", "A1.2", None),
        ("deduction", "loosening", "A2.1", None),
        ("removed", "loosening", "A2.2", None),
        ("added", "tightening", "A2.3", None),
    ]


def test_every_change_has_its_keys(document):
    for one in document["changes"]:
        assert {"kind", "effect", "id", "was", "old", "new"} <= one.keys()
        assert all(one[key] is None or isinstance(one[key], str) for key in ("was", "old", "new"))
        assert one["message"]


def test_old_and_new_are_exact(document):
    pairs = {(one["id"], one["aspect"]): (one["old"], one["new"]) for one in document["changes"]}
    assert pairs["A1.2", "deduct.each"] == ("0.5", "1")
    assert pairs["A1.2", "deduct.max"] == ("4", "3")
    assert pairs["A1.3", "text"] == ("未挂牌的", "没有挂牌的")
    assert pairs["A2.2", "clause"][1] is None
    assert pairs["A2.3", "clause"][0] is None


def test_every_center_is_told_before_and_after(document):
    centers = {one["id"]: one for one in document["impact"]["centers"]}
    told = {
        name: (one["before"], one["after"], one["difference"], one["verdict_before"], one["verdict_after"])
        for name, one in centers.items()
    }
    assert told == {
        "a": ("12", "12", "0", "fail", "fail"),
        "b": ("15", "17", "2", "pass", "pass"),
        "c": ("19", "18", "-1", "pass", "pass"),
        "d": (None, None, None, "not-assessed", "not-assessed"),
    }


def test_parts_add_up_exactly_and_name_changes_by_their_numbers(document):
    for one in document["impact"]["centers"]:
        parts = one["attribution"]
        assert sum(Fraction(part["difference"]) for part in parts) == Fraction(one["difference"] or 0)
    parts = {one["id"]: one["attribution"] for one in document["impact"]["centers"]}
    assert parts["c"] == [{"change": 2, "difference": "-1"}]
    changes = document["changes"]
    told = {changes[part["change"]]["aspect"]: part["difference"] for part in parts["a"]}
    assert told == {"deduct.each": "-1.5", "deduct.max": "0.5", "deduct.fixed": "1"}


def test_what_is_not_carried_over_is_counted_listed_and_bounded(document):
    centers = {one["id"]: one for one in document["impact"]["centers"]}
    assert {name: one["not_carried_over"] for name, one in centers.items()} == {"a": 0, "b": 1, "c": 0, "d": 0}
    assert centers["b"]["lost"] == [{"rule": "A2.2", "source": "city/b.yaml", "line": 9}]
    assert centers["b"]["bounds"] == {"low": "16", "high": "17"}


def test_rates_and_targets_before_and_after(document):
    impact = document["impact"]
    assert (impact["pass_rate_before"], impact["pass_rate_after"]) == ({"exact": "2/4", "percent": 50.0},) * 2
    assert (impact["target_before"], impact["target_after"]) == ({"rate": "0.5", "needed": 2, "met": True},) * 2


def test_without_records_there_is_no_impact(city, capsys):
    code, out, _ = run(capsys, "s@1", "s@2", "--format", "json")
    assert (code, json.loads(out)["impact"]) == (0, None)


def test_a_version_and_itself(city, capsys):
    code, out, _ = run(capsys, "s@1", "s@1", "--records", "city", "--format", "json")
    found = json.loads(out)
    assert (code, found["changes"]) == (0, [])
    for one in found["impact"]["centers"]:
        assert (one["before"], one["verdict_before"]) == (one["after"], one["verdict_after"])
        assert (one["attribution"], one["not_carried_over"]) == ([], 0)


def test_versions_can_be_named_by_their_files(city, capsys):
    _, by_file, _ = run(capsys, "standards/s/1.yaml", "standards/s/2.yaml", "--format", "json")
    _, by_name, _ = run(capsys, "s@1", "s@2", "--format", "json")
    assert by_file == by_name


# ---- the page ------------------------------------------------------------------------------------


def test_the_page_counts_the_clauses_of_each_effect(city, capsys):
    """A1.3 is renumbered and reworded, A1.2 pulls both ways: one entry each."""
    _, out, _ = run(capsys, "s@1", "s@2")
    assert "5 clauses changed: tightening 2, loosening 3, editorial 1" in out


def test_a_clause_that_is_reworded_and_changed_in_effect_is_one_entry(city, capsys):
    new = changed(NEW, ("text: 登记不全的", "text: 登记不齐全的"))
    (city / "standards/s/2.yaml").write_text(new, encoding="utf-8")
    _, out, _ = run(capsys, "s@1", "s@2", "--format", "json")
    entries = {one["id"]: one for one in json.loads(out)["clauses"]}
    assert (entries["A1.2"]["effects"], len(entries["A1.2"]["changes"])) == (["tightening", "loosening"], 3)
    assert (entries["A1.3"]["was"], entries["A1.3"]["effects"]) == (["A1.1"], ["editorial"])
    _, page, _ = run(capsys, "s@1", "s@2")
    assert [line.split()[1] for line in page.splitlines() if line[:1].isdigit()] == [
        "A1.1",
        "A1.2",
        "A2.1",
        "A2.2",
        "A2.3",
    ]


def test_the_page_begins_with_the_decision(city, capsys):
    """Pass rate and target, then the centers whose verdict changes, then the changes, then all centers."""
    (city / "standards/s/2.yaml").write_text(changed(NEW, ("{score: 15}", "{score: 19}")), encoding="utf-8")
    _, out, _ = run(capsys, "s@1", "s@2", "--records", "city")
    order = ["pass rate before", "target after", "Centers whose verdict changes", "changes  ", "perhaps continued by"]
    order += ["Centers (", "What each change adds", "Findings not carried over"]
    places = [out.index(words) for words in order]
    assert places == sorted(places)


LONG = (
    "办公时间内接待窗口无人值守超过十五分钟的，或者以种种理由推诿、拖延、拒绝接待来访群众的，"
    "以及对来访群众的申请材料不出具收件凭证的，每次扣1分。"
)


def test_new_and_removed_clauses_are_given_in_full(city, capsys, monkeypatch):
    for path, text, former in (("1", OLD, "秩序不好的"), ("2", NEW, "秩序不大好的")):
        (city / f"standards/s/{path}.yaml").write_text(changed(text, (former, LONG + path)), encoding="utf-8")
    monkeypatch.setattr(output, "terminal_width", lambda stream: 80)
    out = "".join(run(capsys, "s@1", "s@2")[1].split())
    assert LONG + "1" in out
    assert LONG + "2" in out


def test_numbers_are_numbers_in_the_workbook(city, capsys):
    run(capsys, "s@1", "s@2", "--records", "city", "-o", "comparison.xlsx")
    book = openpyxl.load_workbook(city / "comparison.xlsx")
    lines = [line for sheet in book for line in sheet.iter_rows(values_only=True)]
    rows = [[cell for cell in line if cell is not None] for line in lines]
    assert ["乙中心", 15, 17, 2, "pass", "=", 1, 16, 17] in rows
    assert ["A2.1", "loosening", "deduction", "1 point less", 4, 3] in rows
    assert ["丙中心", "A1.2", "0.5 points more for each", -1] in rows
    assert ["乙中心", "A2.2", "city/b.yaml", 9] in rows


TWO_PHASES = CAMPAIGN.replace(
    "phases: [{id: p,",
    "phases: [{id: q, name: 前段, from: 2005-01-01, to: 2005-06-30, standard: s@1, combine: latest}, {id: p,",
)


def test_without_a_phase_every_phase_is_compared(city, capsys):
    (city / "city/campaign.yaml").write_text(TWO_PHASES, encoding="utf-8")
    text = RECORD.format(center="d", findings="  - {rule: A2.1}").replace("2005-09-14", "2005-03-14")
    (city / "city" / "d.yaml").write_text(text, encoding="utf-8")
    code, out, _ = run(capsys, "s@1", "s@2", "--records", "city", "--format", "json")
    impacts = json.loads(out)["impacts"]
    assert (code, [one["phase"] for one in impacts]) == (0, ["q", "p"])
    assert [one["pass_rate_before"]["exact"] for one in impacts] == ["1/4", "2/4"]
    assert json.loads(out)["impact"] == impacts[0]
    _, page, _ = run(capsys, "s@1", "s@2", "--records", "city")
    assert all(f"Impact on real records; not an official result ({name})" in page for name in ("前段", "阶段"))
    _, out, _ = run(capsys, "s@1", "s@2", "--records", "city", "--phase", "p", "--format", "json")
    assert [one["phase"] for one in json.loads(out)["impacts"]] == ["p"]


def test_a_verdict_that_changes_names_what_decides_it(city, capsys):
    """乙 has 15 of 15 needed, then 17 of 19: the pass mark alone; 丙 keeps 18."""
    (city / "standards/s/2.yaml").write_text(changed(NEW, ("{score: 15}", "{score: 18}")), encoding="utf-8")
    _, out, _ = run(capsys, "s@1", "s@2", "--records", "city", "--format", "json")
    document = json.loads(out)
    flips = {one["name"]: one for one in document["impact"]["flips"]}
    assert list(flips) == ["乙中心"]
    decided = [document["changes"][number]["aspect"] for number in flips["乙中心"]["decided_by"]]
    assert (flips["乙中心"]["verdict_before"], flips["乙中心"]["verdict_after"], decided) == ("pass", "fail", ["pass"])


def test_the_page_suggests_heirs(city, capsys):
    _, out, _ = run(capsys, "s@1", "s@2")
    row = next(line for line in out.splitlines() if line.startswith("A2.2"))
    assert row.split() == ["A2.2", "秩序不好的", "A2.3"]


def test_the_page_names_the_lost_finding_and_the_bounds(city, capsys):
    _, out, _ = run(capsys, "s@1", "s@2", "--records", "city")
    assert any(line.split() == ["乙中心", "A2.2", "city/b.yaml", "9"] for line in out.splitlines())
    assert any(
        line.split() == ["乙中心", "15.0", "17.0", "+2.0", "pass", "=", "1", "16.0", "17.0"]
        for line in out.splitlines()
    )


# ---- every output --------------------------------------------------------------------------------

EXAMPLE = "examples: [{name: 秩序不好的一次, findings: [{rule: A2.2}], expect: {score: 19}}]\n"


def words_of(path):
    """What a written comparison says: its texts without markup."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return "\n".join(str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line)
    return re.sub("<[^>]*>", "", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("ending", ["txt", "json", "html", "md", "xlsx"])
def test_every_output_shows_the_whole_comparison(city, capsys, ending):
    """A change, a likely heir, a worked example, a center with a part of its difference, and a lost finding."""
    (city / "standards/s/1.yaml").write_text(OLD + EXAMPLE, encoding="utf-8")
    path = city / f"comparison.{ending}"
    options = [] if ending == "txt" else ["-o", str(path)]
    code, out, _ = run(capsys, "s@1", "s@2", "--records", "city", *options)
    words = out if ending == "txt" else words_of(path)
    assert code == 0
    for told in ("挂牌的", "秩序不好的", "秩序不好的一次", "A2.3", "-1.5", "city/b.yaml"):
        assert told in words, told


def test_the_document_lists_likely_heirs_and_changed_examples(city, capsys):
    (city / "standards/s/1.yaml").write_text(OLD + EXAMPLE, encoding="utf-8")
    _, out, _ = run(capsys, "s@1", "s@2", "--format", "json")
    document = json.loads(out)
    assert document["heirs"] == [{"id": "A2.2", "text": "秩序不好的", "likely": ["A2.3"]}]
    (example,) = document["examples"]
    assert (example["name"], example["before"], example["after"]) == ("秩序不好的一次", "19", "20")
    assert example["not_carried_over"] == 1


def test_every_kind_and_effect_has_its_words():
    assert set(KIND_WORDS) == set(KINDS)
    assert set(EFFECT_WORDS) == set(EFFECT_TONES) == set(EFFECTS) == set(INVERSE)


# ---- gates and exit codes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gate", "code"),
    [("tightening", 1), ("loosening", 1), ("restructuring", 0), ("any", 1), ("flips", 0), ("restructuring,flips", 0)],
)
def test_gates(city, capsys, gate, code):
    assert run(capsys, "s@1", "s@2", "--records", "city", "--fail-on", gate)[0] == code


def test_any_is_not_met_by_a_version_and_itself(city, capsys):
    assert run(capsys, "s@1", "s@1", "--fail-on", "any")[0] == 0


def test_a_verdict_that_turns_meets_the_gate(city, capsys):
    (city / "standards/s/2.yaml").write_text(changed(NEW, ("{score: 15}", "{score: 19}")), encoding="utf-8")
    assert run(capsys, "s@1", "s@2", "--records", "city", "--fail-on", "flips")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("s@1", "s@9"), 2),
        (("s@1", "nowhere.yaml"), 2),
        (("s@1", "s@2", "--records", "nowhere"), 2),
        (("s@1", "s@2", "--fail-on", "everything"), 2),
        (("s@1", "s@2", "--phase", "p"), 2),
        (("s@1", "s@2", "--records", "city", "--phase", "nowhere"), 2),
        (("s@2", "s@1", "--records", "city"), 1),
    ],
)
def test_exit_codes(city, capsys, arguments, code):
    ended, out, err = run(capsys, *arguments)
    assert (ended, out) == (code, "")
    assert err


def test_a_refused_record_ends_with_1_and_the_others_are_compared(city, capsys):
    (city / "city" / "broken.yaml").write_text("aidscore: record/1\n", encoding="utf-8")
    code, out, err = run(capsys, "s@1", "s@2", "--records", "city", "--format", "json")
    assert (code, len(json.loads(out)["impact"]["centers"])) == (1, 4)
    assert "city/broken.yaml" in err


def test_another_file_of_the_same_version_is_not_taken_for_the_old_one(city, capsys):
    (city / "mine.yaml").write_text(OLD.replace("deduct: 4}", "deduct: 5}"), encoding="utf-8")
    code, _out, errors = run(capsys, "mine.yaml", "s@2", "--records", "city")
    assert code == 1
    assert "no phase of these records was scored by s@1 (mine.yaml)" in errors


def test_standards_beside_the_records_are_found(city, capsys, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    code, out, _errors = run(capsys, "s@1", "s@2", "--records", str(city / "city"), "--format", "json")
    assert (code, json.loads(out)["impact"]["pass_rate_before"]["exact"]) == (0, "2/4")


@pytest.mark.parametrize(
    ("aspect", "old", "new", "sentence"),
    [
        ("deduct.partial", "floor", "exact", "from full steps only to steps in proportion"),
        ("effect", "fail", "zero", "from fails to fails, the score is 0"),
        (
            "not_applicable",
            "full",
            "zero",
            "from what does not apply gives its points to what does not apply gives no points",
        ),
    ],
)
def test_codes_of_the_file_are_told_in_words(aspect, old, new, sentence):
    assert change_sentence(Change("policy", "tightening", "rule", "R", None, aspect, old, new)) == sentence


# ---- the public sheet ----------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["html", "md", "xlsx"])
def test_the_public_sheet_tells_what_is_gone_too(city, ending):
    assert door(["standard", "show", "s@2", "--since", "1", "-o", f"sheet.{ending}", "--lang", "en"]) == 0
    path = city / f"sheet.{ending}"
    if ending == "xlsx":
        book = openpyxl.load_workbook(path)
        said = "".join(str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line)
    else:
        said = re.sub("<[^>]*>", "", path.read_text(encoding="utf-8"))
    assert "秩序不好的" in said
    assert "秩序不大好的" in said
