"""`validate`: files and folders, all problems of all files, each in its place and order."""

from pathlib import Path

from checked import HEAD, SMALL, ZOO, record
from written import changed

from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.run.batch import batch
from aidscore.run.validate import validate

CAMPAIGN = (Path(__file__).parents[1] / "examples" / "pilot-city" / "campaign.yaml").read_text(encoding="utf-8")

FIRST = record(
    """\
inspecters: [甲]
findings:
  - {rule: A1.1, count: ２}
  - rule: A9
  - {rule: A2.1, value: 92}
declared_score: 九十
"""
)
SECOND = record(
    "findings:\n  - rule: A1.1\n    rule: A1.2\n  - {rule: A1.4, level: 恶劣}\n",
    ("2005-09-14", "2005/9/14"),
    ("announced", "明着查"),
    ("xuhui", "徐汇"),
)
THIRD = record(
    "findings:\n  - {rule: A1.3, points: 9}\n  - {rule: V1}\nexamined: [A, Q]\nvisit: ''\n", ("examined: all\n", "")
)


def put(folder: Path, **files: str) -> str:
    """Files in a folder, whose path is given back."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return str(folder)


def workspace(**named) -> Workspace:
    return Workspace(Standards([ZOO / "standards"]), **named)


def lines(diagnostics, folder):
    return [
        f"{Path(said.place.path).relative_to(folder).as_posix()}:{said.place.line}:{said.place.column} {said.code}"
        for said in diagnostics
    ]


FIFTEEN = [
    "a.yaml:7:1 unknown-key",
    "a.yaml:9:25 full-width-characters",
    "a.yaml:10:11 unknown-rule",
    "a.yaml:11:25 not-a-share",
    "a.yaml:12:17 not-a-decimal",
    "b.yaml:3:9 not-an-id",
    "b.yaml:4:10 not-one-of",
    "b.yaml:5:7 not-a-date",
    "b.yaml:9:5 duplicate-key",
    "b.yaml:10:25 unknown-level",
    "c.yaml:7:5 note-missing-for-range",
    "c.yaml:7:26 points-outside-range",
    "c.yaml:8:5 note-missing-for-veto",
    "c.yaml:9:15 unknown-item",
    "c.yaml:10:8 empty-text",
]


def test_five_mistakes_in_each_of_three_files_are_all_said_in_order(tmp_path):
    folder = put(tmp_path, a=FIRST, b=SECOND, c=THIRD, good=record())
    found = validate([folder], workspace())
    assert found.files == 4
    assert lines(found.diagnostics, folder) == FIFTEEN


def test_the_good_files_beside_them_are_scored(tmp_path):
    folder = put(
        tmp_path,
        a=FIRST,
        b=SECOND,
        c=THIRD,
        good=record(),
        better=record("findings: []\nvisit: 下午\n", ("2005-09-14", "2005-09-15")),
    )
    outcome = batch(folder, workspace())
    assert [Path(visit.source).name for visit in outcome.visits] == ["better.yaml", "good.yaml"]
    assert lines([said for refused in outcome.refused for said in refused.diagnostics], folder) == FIFTEEN


def test_standards_campaigns_and_records_are_told_by_their_first_key(tmp_path):
    standard = changed(SMALL, ("points: 100\n", "points: 99\n"))
    campaign = changed(CAMPAIGN, ("target: 1/3", "target: 4/3"))
    folder = put(tmp_path, standard=standard, plan=campaign, visit=record("findings: none\n"), other="name: x\n")
    found = lines(validate([folder], Workspace(Standards([ZOO / "standards"]))).diagnostics, folder)
    assert [line.partition(" ")[2] for line in found] == [
        "no-format",
        "share-out-of-range",
        "points-do-not-add-up",
        "expected-list",
    ]


def test_a_file_is_checked_once_however_often_it_is_named(tmp_path):
    folder = put(tmp_path, a=FIRST)
    found = validate([folder, f"{folder}/a.yaml", folder], workspace())
    assert (found.files, lines(found.diagnostics, folder)) == (1, FIFTEEN[:5])


def test_only_yaml_files_are_checked_and_neither_hidden_ones_nor_links(tmp_path):
    folder = put(tmp_path, a=record())
    for name in (".hidden.yaml", "note.txt", "a.yaml.bak", ".git/config.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "a.yaml")
    (tmp_path / "B.YML").write_text("x", encoding="utf-8")
    found = validate([folder], workspace())
    assert (found.files, lines(found.diagnostics, folder)) == (2, ["B.YML:1:1 not-a-mapping"])


def test_the_campaign_above_a_record_is_used_and_its_faults_are_said_once(tmp_path):
    campaign = changed(CAMPAIGN, ("target: 1/3", "target: 4/3"))
    folder = put(tmp_path, campaign=campaign, visits__a=record(), visits__b=record("findings: []\nvisit: 下午\n"))
    found = lines(validate([folder], workspace()).diagnostics, folder)
    assert [line.partition(" ")[2] for line in found] == ["share-out-of-range", "campaign-refused", "campaign-refused"]


def test_a_fault_of_a_standard_that_is_not_among_the_files_is_said_too(tmp_path):
    put(tmp_path / "place" / "small", **{"1": changed(SMALL, ("points: 100\n", "points: 99\n"))})
    (path,) = [Path(put(tmp_path / "records", a=record())) / "a.yaml"]
    found = validate([str(path)], Workspace(Standards([tmp_path / "place"])))
    assert [said.code for said in found.diagnostics] == ["not-in-published", "points-do-not-add-up", "standard-refused"]


def test_two_records_of_one_visit_are_both_refused(tmp_path):
    folder = put(tmp_path, a=record(), b=record(), c=record("findings: []\nvisit: 下午\n"))
    assert lines(validate([folder], workspace()).diagnostics, folder) == [
        "a.yaml:3:9 duplicate-visit",
        "b.yaml:3:9 duplicate-visit",
    ]


def test_a_named_table_is_said_to_be_one(tmp_path):
    table = tmp_path / "得分.csv"
    for content in ("单位,得分\n甲,91.5\n".encode(), "单位,得分\n甲,91.5\n".encode("gbk")):
        table.write_bytes(content)
        assert [said.entry for said in validate([str(table)], workspace()).diagnostics] == ["another-format/table"]


def test_damaged_lines_of_digests_below_a_folder_are_said(tmp_path):
    place = tmp_path / "standards"
    put(place / "small", **{"1": SMALL})
    (place / "published.sha256").write_text("x\n", encoding="utf-8")
    found = lines(validate([str(tmp_path)], Workspace()).diagnostics, tmp_path)
    assert found == [
        "standards/published.sha256:1:1 damaged-digest-line",
        "standards/small/1.yaml:3:10 not-in-published",
    ]


def test_standard_input_stands_for_a_file():
    found = validate(["-"], workspace(), data=FIRST.encode())
    assert [f"a.yaml:{said.place.line}:{said.place.column} {said.code}" for said in found.diagnostics] == FIFTEEN[:5]
    assert {said.place.path for said in found.diagnostics} == {"-"}


def test_a_path_that_is_not_there_is_said(tmp_path):
    found = validate([str(tmp_path / "gone.yaml")], workspace())
    assert [said.code for said in found.diagnostics] == ["unreadable-file"]


def test_nothing_is_said_of_the_head_of_these_tests():
    assert validate(["-"], workspace(), data=(HEAD + "findings: []\n").encode()).diagnostics == ()
