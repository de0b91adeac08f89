"""Publishing a version (spec, section 3): what refuses it, the line it gets, and that the file never changes again."""

import shutil
import subprocess
import sys
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
  - {id: A1, name: 子项目, points: 10, rules: [{id: R, text: 扣2分, basis: [条例], deduct: 2}]}
examples:
- {name: 扣一次, findings: [{rule: R}], expect: {score: 8, verdict: fail}}
"""
SECOND = STANDARD.replace('version: "1"', 'version: "2"\nreplaces: "1"').replace("2005-01-01", "2006-01-01")
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
    second = SECOND
    put(place, second, "s/2.yaml")
    run(capsys, "standard", "publish", "s@2")
    run(capsys, "standard", "publish", "s@1")
    assert lines(place) == [line(STANDARD, "s/1.yaml"), line(second, "s/2.yaml")]


def test_a_file_can_be_published_by_its_path(place, capsys):
    code, _, _ = run(capsys, "standard", "publish", "standards/s/1.yaml")
    assert (code, lines(place)) == (0, [line(STANDARD, "s/1.yaml")])


@pytest.mark.needs("sha256sum")
def test_sha256sum_accepts_the_file(place, capsys):
    put(place, SECOND, "s/2.yaml")
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


# ---- the folder ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "before", "after", "code"),
    [
        ("s/2.yaml", "2006-01-01", "2005-01-01", "versions-overlap"),  # the first would end before it begins
        ("s/2.yaml", 'replaces: "1"\n', "", "versions-overlap"),
        ("s/2.yaml", 'replaces: "1"', 'replaces: "0"', "replaces-another"),
        ("s/3.yaml", 'version: "2"', 'version: "1"', "path-disagrees"),
        ("s/2.yaml", "points: 10\npass", "points: 11\npass", "points-do-not-add-up"),
        ("t/2.yaml", "title: 标准\n", "", "missing-key"),
    ],
)
def test_nothing_is_published_that_leaves_the_folder_with_an_error(place, capsys, path, before, after, code):
    """Whichever of the versions is published: the error may be in another file, or between two."""
    put(place, SECOND.replace(before, after), path)
    for name in ("s@1", f"standards/{path}"):
        ended, out, err = run(capsys, "standard", "publish", name)
        assert (ended, out, lines(place)) == (1, "", [])
        assert err.count(f"[{code}]") == 1


def test_a_warning_of_another_file_refuses_nothing(place, capsys):
    put(place, SECOND.replace("status: in-force", "status: draft"), "s/2.yaml")
    assert run(capsys, "standard", "publish", "s@1")[::2] == (0, "")


def test_eight_at_once_keep_eight_lines(place):
    """As many processes as versions; each reads the list, adds its line and writes it."""
    names = [f"s{number}" for number in range(8)]
    for name in names:
        put(place, STANDARD.replace("id: s\n", f"id: {name}\n"), f"{name}/1.yaml")
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "aidscore", "standard", "publish", f"{name}@1"], stdout=subprocess.DEVNULL
        )
        for name in names
    ]
    assert [process.wait() for process in started] == [0] * 8
    assert [line.partition("  ")[2] for line in lines(place)] == [f"{name}/1.yaml" for name in names]
    assert sorted(path.name for path in place.iterdir()) == ["published.sha256", "s", *names]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_run_that_was_killed_leaves_no_lock(place):
    """A process that holds the lock is killed; the next one is not held up."""
    holder = "import sys, time, pathlib; from aidscore.cli.lock import locked\n"
    holder += "with locked(pathlib.Path('standards')): print('held', flush=True); time.sleep(60)"
    process = subprocess.Popen([sys.executable, "-c", holder], stdout=subprocess.PIPE)
    assert process.stdout.readline() == b"held\n"
    process.kill()
    process.communicate()
    assert door(["standard", "publish", "s@1"]) == 0


# ---- texts that do not state their numbers --------------------------------------------------------


@pytest.fixture
def differing(place):
    """Return the place with a standard whose text states another number than its deduction has."""
    put(place, STANDARD.replace("text: 扣2分", "text: 扣1分"))
    return place


@pytest.mark.parametrize("quiet", [(), ("--quiet",)])
def test_a_text_that_differs_is_not_published(differing, capsys, quiet):
    ended, out, err = run(capsys, "standard", "publish", "s@1", *quiet)
    assert (ended, out, lines(differing)) == (1, "", [])
    assert "standards/s/1.yaml:16:85: warning:" in err
    assert "[text-differs]" in err
    assert "--accept text-differs" in err.splitlines()[-1]


def test_a_text_that_differs_is_published_when_it_is_accepted(differing, capsys):
    ended, _, err = run(capsys, "standard", "publish", "s@1", "--accept", "text-differs", "--accept", "text-differs")
    assert (ended, err, len(lines(differing))) == (0, "", 1)


def test_a_version_that_was_published_is_not_asked_again(differing, capsys):
    run(capsys, "standard", "publish", "s@1", "--accept", "text-differs")
    ended, out, _ = run(capsys, "standard", "publish", "s@1")
    assert (ended, "has not changed" in out) == (0, True)


def test_an_error_is_not_accepted(differing, capsys):
    put(differing, STANDARD.replace("text: 扣2分", "text: 扣1分").replace("status: in-force", "status: draft"))
    ended, _, err = run(capsys, "standard", "publish", "s@1", "--accept", "text-differs")
    assert (ended, lines(differing)) == (1, [])
    assert "[draft-not-published]" in err
    assert "not published;" not in err


@pytest.mark.parametrize("code", ["rule-without-basis", "draft-not-published", "textdiffers", ""])
def test_a_code_that_cannot_be_accepted_is_wrong_usage(place, capsys, code):
    ended, out, err = run(capsys, "standard", "publish", "s@1", "--accept", code)
    assert (ended, out, lines(place)) == (2, "", [])
    assert "--accept takes text-differs" in err


def test_scoring_does_not_speak_of_texts(differing, capsys):
    run(capsys, "standard", "publish", "s@1", "--accept", "text-differs")
    assert run(capsys, "score", "record.yaml")[2] == ""


# ---- a published file never changes --------------------------------------------------------------


@pytest.fixture
def edited(place, capsys):
    """Return the place with a published standard that was edited since, and another version."""
    put(place, SECOND, "s/2.yaml")
    for name in ("s@1", "s@2"):
        run(capsys, "standard", "publish", name)
    put(place, STANDARD.replace("text: 扣2分", "text: 应扣2分"))
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
