"""Publishing a version (spec, section 3): what refuses it, the line it gets, and that the file never changes again."""

import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from aidscore.cli import run as door

STANDARD = """\
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01}
points: 10
pass: {score: 9}
not_applicable: rescale
items:
- id: A
  name: 项目
  points: 10
  sub_items:
  - {id: A1, name: 子项目, points: 10, rules: [{id: R, text: 扣分, basis: [条例], deduct: 2}]}
examples:
- {name: 扣一次, findings: [{rule: R}], expect: {score: 8, verdict: fail}}
"""
RECORD = """\
aidscore: record/1
standard: s@1
center: a
channel: announced
date: 2005-09-14
examined: all
findings: []
"""


@pytest.fixture
def place(tmp_path, monkeypatch, capsys):
    """Return a place of standards with one that is not published yet, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AIDSCORE_LANG", "en")
    (tmp_path / "record.yaml").write_text(RECORD, encoding="utf-8")
    folder = tmp_path / "standards"
    put(folder)
    return folder


def put(place: Path, text: str = STANDARD, path: str = "s/1.yaml") -> Path:
    """A standard's file in its place."""
    file = place / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def lines(place: Path) -> list[str]:
    """The lines of `published.sha256`; none where there is no such file."""
    file = place / "published.sha256"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def line(text: str, path: str) -> str:
    """The line of a file with this text, as `sha256sum` prints it."""
    return f"{sha256(text.encode()).hexdigest()}  {path}"


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    """The exit code, and what was said on standard output and on standard error."""
    code = door(list(arguments))
    said = capsys.readouterr()
    return code, said.out, said.err


# ---- the line ------------------------------------------------------------------------------------


def test_publishing_writes_the_line_of_sha256sum(place, capsys):
    code, out, _ = run(capsys, "standard", "publish", "s@1")
    assert (code, lines(place)) == (0, [line(STANDARD, "s/1.yaml")])
    assert "s@1 is now recorded in" in out


def test_publishing_again_changes_nothing_and_says_so(place, capsys):
    run(capsys, "standard", "publish", "s@1")
    before = (place / "published.sha256").read_bytes()
    code, out, _ = run(capsys, "standard", "publish", "s@1")
    assert (code, (place / "published.sha256").read_bytes()) == (0, before)
    assert "was published before and has not changed" in out


def test_publishing_keeps_the_lines_of_other_versions(place, capsys):
    second = STANDARD.replace('version: "1"', 'version: "2"')
    put(place, second, "s/2.yaml")
    run(capsys, "standard", "publish", "s@2")
    run(capsys, "standard", "publish", "s@1")
    assert lines(place) == [line(STANDARD, "s/1.yaml"), line(second, "s/2.yaml")]


def test_a_file_can_be_published_by_its_path(place, capsys):
    code, _, _ = run(capsys, "standard", "publish", "standards/s/1.yaml")
    assert (code, lines(place)) == (0, [line(STANDARD, "s/1.yaml")])


@pytest.mark.needs("sha256sum")
def test_sha256sum_accepts_the_file(place, capsys):
    put(place, STANDARD.replace('version: "1"', 'version: "2"'), "s/2.yaml")
    for name in ("s@1", "s@2"):
        run(capsys, "standard", "publish", name)
    program = shutil.which("sha256sum")
    done = subprocess.run([program, "-c", "--strict", "published.sha256"], cwd=place, capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode()) == (0, "s/1.yaml: OK\ns/2.yaml: OK\n")


# ---- what refuses it -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("status: in-force", "status: draft", "draft-not-published"),
        ("points: 10\npass", "points: 11\npass", "points-do-not-add-up"),
        ("expect: {score: 8", "expect: {score: 7", "example-differs"),
        ("deduct: 2", "deduct: 12", "exceeds-sub-item"),
        ('version: "1"', 'version: "3"', "path-disagrees"),
        ("language: zh-CN\n", "", "missing-key"),
    ],
)
def test_refused(place, capsys, before, after, code):
    assert STANDARD.count(before) == 1
    put(place, STANDARD.replace(before, after))
    ended, out, err = run(capsys, "standard", "publish", "standards/s/1.yaml")
    assert (ended, out, lines(place)) == (1, "", [])
    assert f"[{code}]" in err


def test_a_draft_is_told_what_to_do(place, capsys):
    put(place, STANDARD.replace("status: in-force", "status: draft"))
    _, _, err = run(capsys, "standard", "publish", "s@1")
    assert "standards/s/1.yaml:6:9: error:" in err
    assert "help: " in err


def test_an_unknown_version_is_wrong_usage(place, capsys):
    code, out, err = run(capsys, "standard", "publish", "s@9")
    assert (code, out) == (2, "")
    assert "s@9" in err


def test_a_damaged_list_is_not_written_over(place, capsys):
    (place / "published.sha256").write_text("no digest\n", encoding="utf-8")
    code, _, err = run(capsys, "standard", "publish", "s@1")
    assert (code, lines(place)) == (1, ["no digest"])
    assert "[damaged-digest-line]" in err


# ---- a published file never changes --------------------------------------------------------------


@pytest.fixture
def edited(place, capsys):
    """Return the place with a published standard that was edited since, and another version."""
    put(place, STANDARD.replace('version: "1"', 'version: "2"'), "s/2.yaml")
    for name in ("s@1", "s@2"):
        run(capsys, "standard", "publish", name)
    put(place, STANDARD.replace("text: 扣分", "text: 不扣分"))
    return place


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "record.yaml"),
        ("batch", "."),
        ("validate", "standards"),
        ("validate", "record.yaml"),
        ("standard", "show", "s@1"),
        ("standard", "publish", "s@1"),
        ("diff", "s@1", "s@2"),
        ("diff", "s@2", "s@1"),
        ("diff", "s@2", "standards/s/1.yaml"),
    ],
)
def test_an_edited_file_is_refused_everywhere(edited, capsys, arguments):
    before = lines(edited)
    code, _, err = run(capsys, *arguments)
    assert (code, lines(edited)) == (1, before)
    assert "published-file-changed" in err


@pytest.mark.parametrize(
    "arguments", [("standard", "show", "s@1"), ("standard", "publish", "s@1"), ("diff", "s@1", "s@2")]
)
def test_the_message_says_what_to_do(edited, capsys, arguments):
    _, _, err = run(capsys, *arguments)
    assert "s@1 was changed after it was published" in err
    assert "Restore the published file. Put changes into a new version." in err


def test_a_restored_file_is_accepted_again(edited, capsys):
    put(edited)
    assert run(capsys, "score", "record.yaml")[0] == 0
