"""Where standards are looked for, and what is said of the files that are found there (spec, section 3)."""

from hashlib import sha256
from os import pathsep
from pathlib import Path

import pytest

from aidscore.files import standards_folder
from aidscore.files.standards import Standards, shipped_folder

STANDARD = """\
aidscore: standard/1
id: tiny
version: "1"
title: {title}
language: zh-CN
status: pilot
effective: {{from: 2005-07-01}}
points: 10
pass: {{score: 9}}
not_applicable: rescale
items:
  - id: A
    name: 甲
    points: 10
    sub_items:
      - id: A1
        name: 子项目
        points: 10
        rules: [{{id: A1.1, text: 扣2分, basis: [本细则], deduct: 2}}]
"""


def put(place: Path, title: str, path: str = "tiny/1.yaml", *, published: bool = True, **changes: str) -> Path:
    """A standard put into a place, with its line in published.sha256."""
    text = STANDARD.format(title=title)
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    file = place / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    if published:
        with (place / "published.sha256").open("a", encoding="utf-8") as lines:
            lines.write(f"{sha256(text.encode()).hexdigest()}  {path}\n")
    return file


def title(standards: Standards, beside: Path | None = None, reference: str = "tiny@1") -> str | None:
    """The title of the standard that is found."""
    edition = standards.find(reference, beside).edition
    return edition.standard.title if edition else None


def codes(standards: Standards, reference: str = "tiny@1", beside: Path | None = None) -> list[tuple[int, int, str]]:
    """What is said of the standard that is found."""
    found = standards.find(reference, beside).diagnostics
    return [(said.place.line, said.place.column, said.code) for said in found]


def test_the_first_place_wins(tmp_path, monkeypatch):
    places = [tmp_path / name for name in ("option", "second option", "environment", "second environment")]
    beside = tmp_path / "city" / "visits"
    beside.mkdir(parents=True)
    above = [beside / "standards", tmp_path / "city" / "standards", tmp_path / "standards"]
    for place in (*places, *above):
        put(place, place.relative_to(tmp_path).as_posix())
    monkeypatch.setenv("AIDSCORE_STANDARDS", pathsep.join(map(str, places[2:])))
    found = []
    for number, place in enumerate([*places, *above]):
        found.append(title(Standards(places[:2]), beside))
        assert found[number] == place.relative_to(tmp_path).as_posix()
        (place / "tiny" / "1.yaml").unlink()
    assert title(Standards(places[:2]), beside) is None
    assert title(Standards(), beside, "legal-aid-service@1.0") is not None


def test_the_shipped_standards_are_the_last_place(tmp_path):
    assert Standards().places(tmp_path)[-1] == shipped_folder()
    put(tmp_path / "standards", "own", "legal-aid-service/1.0.yaml", tiny="legal-aid-service", **{'"1"': '"1.0"'})
    assert title(Standards(), tmp_path, "legal-aid-service@1.0") == "own"


def test_a_place_that_has_another_version_only_is_passed_over(tmp_path):
    put(tmp_path / "a", "other", "tiny/2.yaml", **{'"1"': '"2"'})
    put(tmp_path / "b", "this")
    assert title(Standards([tmp_path / "a", tmp_path / "b"])) == "this"


def test_a_version_is_text(tmp_path):
    put(tmp_path, "1.1", "tiny/1.1.yaml", **{'"1"': "1.1"})
    put(tmp_path, "1.10", "tiny/1.10.yaml", **{'"1"': "1.10"})
    assert [title(Standards([tmp_path]), None, f"tiny@{version}") for version in ("1.1", "1.10", "1.100")] == [
        "1.1",
        "1.10",
        None,
    ]


@pytest.mark.parametrize("path", ["tiny/2.yaml", "other/1.yaml", "other/2.yaml"])
def test_a_path_that_disagrees_with_the_content_is_an_error(tmp_path, path):
    put(tmp_path, "x", path)
    assert codes(Standards([tmp_path])) == [(2, 5, "path-disagrees")]
    assert codes(Standards([tmp_path]), path.removesuffix(".yaml").replace("/", "@")) == [(2, 5, "path-disagrees")]


@pytest.mark.parametrize("path", ["tiny/1.yml", "tiny/1.YAML", "tiny/副本 1.yaml", "backup/1.yaml"])
def test_two_different_files_for_one_version_within_a_place_are_an_error(tmp_path, path):
    put(tmp_path, "x")
    put(tmp_path, "y", path)
    assert (2, 5, "two-files-for-one-version") in codes(Standards([tmp_path]))
    assert title(Standards([tmp_path])) is None


def test_a_copy_to_the_byte_is_no_second_file(tmp_path):
    put(tmp_path, "x")
    put(tmp_path, "x", "backup/1.yaml")
    assert codes(Standards([tmp_path])) == []


def test_two_different_files_in_two_places_are_none_of_our_business(tmp_path):
    put(tmp_path / "a", "x")
    put(tmp_path / "b", "y")
    assert codes(Standards([tmp_path / "a", tmp_path / "b"])) == []


def test_a_published_file_never_changes(tmp_path):
    file = put(tmp_path, "x")
    assert codes(Standards([tmp_path])) == []
    file.write_text(file.read_text(encoding="utf-8") + "# later\n", encoding="utf-8")
    assert codes(Standards([tmp_path])) == [(3, 10, "published-file-changed")]
    assert title(Standards([tmp_path])) is None


def test_other_line_ends_are_a_change_too(tmp_path):
    file = put(tmp_path, "x")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert codes(Standards([tmp_path])) == [(3, 10, "published-file-changed")]


def test_a_second_line_does_not_make_a_changed_file_right(tmp_path):
    put(tmp_path, "x")
    put(tmp_path, "changed")
    assert codes(Standards([tmp_path])) == [(3, 10, "published-file-changed")]


def test_a_change_is_said_beside_other_mistakes(tmp_path):
    file = put(tmp_path, "x")
    file.write_text(
        file.read_text(encoding="utf-8").replace("score: 9", "score: 11").replace("title", "titel"), encoding="utf-8"
    )
    assert codes(Standards([tmp_path])) == [
        (3, 10, "published-file-changed"),
        (4, 1, "unknown-key"),
        (9, 15, "pass-mark-above-points"),
    ]


def test_a_version_without_a_line_is_warned_about(tmp_path):
    put(tmp_path, "x", published=False)
    assert codes(Standards([tmp_path])) == [(3, 10, "not-in-published")]
    assert title(Standards([tmp_path])) == "x"


def test_a_draft_is_warned_about_and_needs_no_line(tmp_path):
    put(tmp_path, "x", published=False, pilot="draft")
    assert codes(Standards([tmp_path])) == [(6, 9, "draft-standard")]
    assert title(Standards([tmp_path])) == "x"


@pytest.mark.parametrize(
    ("line", "damaged"),
    [
        (f"{'0' * 64}  tiny/1.yaml", False),
        (f"{'0' * 64} *tiny/1.yaml", False),
        (f"{'0' * 64}  ./tiny/1.yaml", False),
        ("", False),
        (f"{'0' * 63}  tiny/1.yaml", True),
        (f"{'g' * 64}  tiny/1.yaml", True),
        (f"{'0' * 64} tiny/1.yaml", True),
        (f"{'0' * 64}  ../tiny/1.yaml", True),
        (f"{'0' * 64}  /tiny/1.yaml", True),
        (f"{'0' * 64}  1.yaml", True),
        (f"# {'0' * 64}  tiny/1.yaml", True),
        ("tiny/1.yaml", True),
    ],
)
def test_a_line_that_is_none_of_sha256sum_is_an_error(tmp_path, line, damaged):
    (tmp_path / "published.sha256").write_text(f"\n{line}\n", encoding="utf-8")
    found = [(said.place.line, said.code) for said in Standards().folder_at(tmp_path).published.damaged_lines()]
    assert found == ([(2, "damaged-digest-line")] if damaged else [])


def test_a_path_that_stands_twice_is_an_error(tmp_path):
    put(tmp_path, "x")
    put(tmp_path, "x")
    assert [said.place.line for said in Standards().folder_at(tmp_path).published.damaged_lines()] == [2]


@pytest.mark.parametrize(
    "reference",
    [
        "..@..",
        ".@1",
        "..@1",
        "../tiny@1",
        "tiny@../1",
        "tiny/1@1",
        "/etc@passwd",
        "tiny",
        "tiny@",
        "@1",
        "@",
        "",
        "\0@1",
        "x" * 300 + "@1",
        "tiny@" + "1" * 300,
        "*@*",
        "tiny@[1]",
    ],
)
def test_no_name_leads_out_of_the_place(tmp_path, reference):
    put(tmp_path / "standards", "x")
    put(tmp_path, "outside", "1.yaml")
    loaded = Standards([tmp_path / "standards"]).find(reference)
    assert (loaded.edition, loaded.diagnostics) == (None, ())


def test_what_cannot_be_read_is_said_of_the_file(tmp_path):
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "1.yaml").mkdir()
    (tmp_path / "tiny" / "2.yaml").symlink_to("nowhere")
    (tmp_path / "tiny" / "3.yaml").write_bytes(b"\xff")
    assert [codes(Standards([tmp_path]), f"tiny@{version}") for version in "123"] == [
        [(1, 1, "not-a-regular-file")],
        [(1, 1, "unreadable-file")],
        [(1, 1, "not-utf-8")],
    ]


def test_a_file_that_is_no_standard_is_said_to_be_none(tmp_path):
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "1.yaml").write_text(
        "aidscore: campaign/1\nid: x\ntitle: x\ncenters: []\n"
        "phases: [{id: p, name: x, from: 2005-01-01, to: 2005-01-02}]",
        encoding="utf-8",
    )
    assert codes(Standards([tmp_path])) == [(1, 1, "not-a-standard")]


def test_the_shipped_standards_are_without_fault():
    standards = Standards()
    found = {reference: codes(standards, reference) for reference in standards.known()}
    assert found
    assert set(map(tuple, found.values())) == {()}


def test_every_file_is_looked_at_once_however_many_versions_are_asked_for(tmp_path, monkeypatch):
    for number in range(20):
        put(tmp_path, "x", f"tiny/{number}.yaml", published=False, **{'"1"': f'"{number}"'})
    looked_at = []
    whole = standards_folder.read_head
    monkeypatch.setattr(standards_folder, "read_head", lambda path, size: looked_at.append(path) or whole(path, size))
    standards = Standards([tmp_path])
    assert all(standards.find(f"tiny@{number}").edition for number in range(20))
    assert len(looked_at) == 20
