"""Every file is opened in one way, and what is there is never taken for absent (spec, section 8)."""

import ast
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import PROJECT, do_without

from aidscore.files.standards import Standards
from aidscore.files.walk import walk
from aidscore.files.workspace import Workspace
from aidscore.read import bytes as reading
from aidscore.read.bytes import LARGEST_FILE, read_bytes, read_head
from aidscore.run.batch import batch
from aidscore.run.several import score_paths
from aidscore.run.validate import validate

STANDARD = """\
aidscore: standard/1
id: s
version: "1"
title: 标准
language: zh-CN
status: in-force
effective: {from: 2005-01-01, to: 2006-12-31}
points: 100
pass: {score: 90}
not_applicable: rescale
items: [{id: A, name: 项目, points: 100, sub_items: [
  {id: A1, name: 子项目, points: 100, rules: [{id: R, text: 每处扣1分, basis: [依据], deduct: {each: 1}}]}]}]
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
CAMPAIGN = """\
aidscore: campaign/1
id: city
title: 活动
centers: [{id: a, name: 甲}]
phases: [{id: p, name: 试点, from: 2005-07-01, to: 2005-12-31, standard: s@1, combine: latest}]
"""


@pytest.fixture
def city(tmp_path):
    """A campaign with one record and a published standard, in which nothing is wrong."""
    place = tmp_path / "standards"
    (place / "s").mkdir(parents=True)
    (place / "s" / "1.yaml").write_text(STANDARD, encoding="utf-8")
    (place / "published.sha256").write_text(f"{sha256(STANDARD.encode()).hexdigest()}  s/1.yaml\n", encoding="utf-8")
    (tmp_path / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    (tmp_path / "v").mkdir()
    (tmp_path / "v" / "a.yaml").write_text(RECORD, encoding="utf-8")
    return tmp_path


def spoilt(path: Path, how: str) -> None:
    """Put something in the place of a file or folder that cannot be read as one."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    match how:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "dangling":
            path.symlink_to("nowhere")
        case "loop":
            path.symlink_to(path.name)
        case "too large":
            path.write_bytes(b"#" * (LARGEST_FILE + 1))


def codes(outcome):
    """Every code that a run says, of refused files and beside them."""
    refused = [line.code for file in outcome.refused for line in file.diagnostics]
    return {*refused, *(line.code for line in outcome.diagnostics)}


def test_nothing_is_wrong_with_the_city_itself(city):
    outcome = batch(str(city / "v"), Workspace())
    assert (codes(outcome), [center.verdict for center in outcome.phases[0].centers]) == (set(), ["pass"])


WAYS = ("pipe", "device", "folder", "dangling", "loop", "too large")


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("path", ["standards/s/1.yaml", "standards/published.sha256", "campaign.yaml"])
def test_what_is_there_and_cannot_be_read_is_an_error(city, path, how):
    spoilt(city / path, how)
    for outcome in (batch(str(city / "v"), Workspace()), score_paths([str(city / "v" / "a.yaml")], Workspace())):
        assert outcome.has_problems
        assert outcome.visits == ()
        assert not any(phase.counts.passed for phase in outcome.phases)
    assert any(line.code in UNREAD for line in validate([str(city / "v")], Workspace()).diagnostics)


UNREAD = {"unreadable-file", "not-a-regular-file", "file-too-large", "unreadable-folder"}


@pytest.mark.parametrize("how", ["pipe", "device", "dangling", "loop"])
@pytest.mark.parametrize("path", ["standards", "standards/s"])
def test_a_folder_of_standards_that_cannot_be_listed_is_an_error_and_nothing_else_takes_its_place(city, path, how):
    above = city / "elsewhere"
    shutil.copytree(city / "standards", above)
    spoilt(city / path, how)
    outcome = batch(str(city / "v"), Workspace(Standards()))
    assert (codes(outcome) - {"campaign-refused"}, outcome.visits) == ({"standard-refused", "unreadable-folder"}, ())
    first = batch(str(city / "v"), Workspace(Standards([above])))
    assert codes(first) == set()  # a place that comes before has the version: the other is not asked


def test_a_version_that_cannot_be_read_may_replace_the_one_in_use(city):
    (city / "standards" / "s" / "2.yaml").symlink_to("nowhere")
    assert "unreadable-file" in codes(batch(str(city / "v"), Workspace()))


def test_another_standard_that_cannot_be_read_changes_nothing(city):
    (city / "standards" / "t").mkdir()
    (city / "standards" / "t" / "1.yaml").symlink_to("nowhere")
    assert codes(batch(str(city / "v"), Workspace())) == set()


DIGEST = sha256(STANDARD.encode()).hexdigest()


@pytest.mark.parametrize(
    "line",
    [
        f"{DIGEST} s/1.yaml",
        f"{DIGEST.upper()}  s/1.yaml",
        f"{DIGEST[:-1]}  s/1.yaml",
        f"{DIGEST}\ts/1.yaml",
        f" {DIGEST}  s/1.yaml",
        f"{DIGEST}  s/1.yaml ",
        f"{DIGEST}  s\\1.yaml",
        f"\\{DIGEST}  s/1.yaml",
        f"SHA256 (s/1.yaml) = {DIGEST}",
        f"{DIGEST}  s/1.yaml\n<<<<<<< HEAD",
    ],
)
@pytest.mark.parametrize("edited", [False, True])
def test_a_line_of_digests_that_cannot_be_understood_is_an_error(city, line, edited):
    (city / "standards" / "published.sha256").write_text(line + "\n", encoding="utf-8")
    if edited:
        (city / "standards" / "s" / "1.yaml").write_text(STANDARD.replace("score: 90", "score: 60"), encoding="utf-8")
    outcome = batch(str(city / "v"), Workspace())
    assert outcome.visits == ()
    assert "damaged-digest-line" in codes(outcome)


@pytest.mark.parametrize("data", [b"\xff\xfe" + f"{DIGEST}  s/1.yaml\n".encode("utf-16-le"), b"\0" * 80])
def test_digests_in_another_encoding_are_an_error(city, data):
    (city / "standards" / "published.sha256").write_bytes(data)
    assert batch(str(city / "v"), Workspace()).visits == ()


@pytest.mark.parametrize(
    "data", [f"\ufeff{DIGEST}  s/1.yaml", f"{DIGEST} *./s/1.yaml\r\n", f"\n{DIGEST}  s/1.yaml\n\n"]
)
def test_other_ways_in_which_sha256sum_and_editors_write_a_line_are_understood(city, data):
    (city / "standards" / "published.sha256").write_text(data, encoding="utf-8")
    assert codes(batch(str(city / "v"), Workspace())) == set()


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_text("x" * 100, encoding="utf-8")
    whole = os.read

    def read(descriptor, size):
        data = whole(descriptor, size)
        with path.open("a", encoding="utf-8") as file:
            file.write("y" * 50_000)
        return data

    monkeypatch.setattr(reading.os, "read", read)
    assert read_bytes(path).code == "file-changed"
    assert read_head(path, 20).code == "file-changed"


def test_a_file_that_shrinks_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "a.yaml"
    path.write_text("x" * 100, encoding="utf-8")
    monkeypatch.setattr(reading.os, "read", lambda descriptor, size: b"")
    assert read_bytes(path).code == "file-changed"


def test_the_head_of_a_file_of_any_size(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"#" * (LARGEST_FILE + 1))
    assert read_head(path, 3) == b"###"
    path.write_bytes(b"#")
    assert read_head(path, 3) == b"#"


def test_files_are_opened_for_reading_nowhere_else():
    opening = {"open", "fdopen", "read_text", "read_bytes", "load_workbook", "ZipFile", "openat"}
    found = set()
    for path in (PROJECT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func).rpartition(".")[2]
                if name in opening:
                    found.add((path.relative_to(PROJECT / "src" / "aidscore").as_posix(), ast.unparse(node.func)))
    read_only = {(path, name) for path, name in found if not path.startswith("cli/")}
    assert read_only == {
        ("read/bytes.py", "os.open"),
        ("beginnings/templates.py", "template.read_text"),  # of the package itself
        ("media/html/frame.py", "Path(__file__).with_name('style.css').read_text"),  # likewise
        ("files/document.py", "read_bytes"),
        ("files/place_checks.py", "read_bytes"),
        ("files/published.py", "read_bytes"),
        ("run/cluster.py", "read_bytes"),
        ("written_results/beside.py", "read_bytes"),
        ("written_results/pages.py", "read_bytes"),
        ("written_results/read.py", "read_bytes"),
        ("xlsx/package.py", "ZipFile"),  # of bytes that were read
        ("xlsx/workbook.py", "ZipFile"),  # of bytes that are made
        ("xlsx/workbook.py", "target.open"),  # likewise: a part to be written
        ("media/docx/package.py", "ZipFile"),  # likewise
        ("media/docx/filling.py", "(FOLDER / f'{name}.{language}.docx').read_bytes"),  # of the package itself
        ("media/report/html.py", "FOLDER.joinpath('report.css').read_text"),  # likewise
        ("media/sqlite.py", "path.open"),  # the database that was just made
    }


class TestWalk:
    def put(self, folder, *names):
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("x", encoding="utf-8")

    def kinds(self, folder):
        return {Path(entry.path).relative_to(folder).as_posix(): entry.kind for entry in walk(str(folder))}

    def test_everything_that_is_met_is_counted_once(self, tmp_path):
        self.put(tmp_path, "a.yaml", "B.YML", "c.xlsx", "d.pdf", ".e.yaml", "~$c.xlsx", "x/f.yaml", ".git/g.yaml")
        (tmp_path / "link").symlink_to("a.yaml")
        (tmp_path / "gone").symlink_to("nowhere")
        (tmp_path / "round").symlink_to(tmp_path)
        assert self.kinds(tmp_path) == {
            "a.yaml": "yaml",
            "B.YML": "yaml",
            "c.xlsx": "workbook",
            "d.pdf": "other",
            ".e.yaml": "hidden",
            "~$c.xlsx": "lock-file",
            "x/f.yaml": "yaml",
            "link": "link",
            "gone": "link",
            "round": "link",
        }

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            *(
                (f"visit{ending}", "x")
                for ending in (".xls", ".XLS", ".et", ".ods", ".csv", ".zip", ".yaml.txt", ".yml.TXT")
            ),
            ("visit.yaml ", "x"),
            ("visit.yaml.", "x"),
            ("visit．yaml", "x"),
            ("visit.txt", "aidscore: record/1\n"),
            ("visit", "aidscore: record/1\n"),
            ("visit.txt", "\ufeffaidscore: record/1\n"),
            ("visit.txt", "# 检查记录\n\naidscore: record/1\n"),
            ("visit.txt", "aidscore：检查记录/1\n"),
        ],
    )
    def test_what_may_be_a_record_in_another_format_is_refused(self, city, name, text):
        (city / "v" / name).write_text(text, encoding="utf-8")
        for outcome in (batch(str(city / "v"), Workspace()), score_paths([str(city / "v")], Workspace())):
            assert {Path(file.source).name: file.diagnostics[0].code for file in outcome.refused} == {
                name: "another-format"
            }
            assert outcome.found == len(outcome.visits) + len(outcome.refused) + len(outcome.ignored) == 2
        found = validate([str(city / "v")], Workspace())
        assert [line.code for line in found.diagnostics] == ["another-format"]

    def test_in_utf_16_as_well(self, city):
        (city / "v" / "visit.txt").write_bytes("aidscore: record/1\n".encode("utf-16"))
        assert codes(batch(str(city / "v"), Workspace())) == {"another-format"}

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("notes.txt", "the program aidscore: notes\n"),
            ("README", "x"),
            ("a.pdf", "aidscore: record/1"),
            ("a.yaml.bak", "aidscore: record/1"),
            ("empty", ""),
        ],
    )
    def test_other_files_are_ignored(self, city, name, text):
        (city / "v" / name).write_text(text, encoding="utf-8")
        outcome = batch(str(city / "v"), Workspace())
        assert (codes(outcome), [Path(file.source).name for file in outcome.ignored]) == (set(), [name])

    def test_a_file_that_is_named_is_read_whatever_it_is_called(self, city):
        (city / "v" / "a.yaml").rename(city / "v" / "a.yaml.txt")
        assert len(score_paths([str(city / "v" / "a.yaml.txt")], Workspace()).visits) == 1

    def test_a_file_that_is_named_in_two_ways_is_one_file(self, city):
        outcome = score_paths([str(city / "v"), f"{city}/v/../v", f"{city}/v/./a.yaml"], Workspace())
        assert (outcome.found, len(outcome.visits)) == (1, 1)

    def test_folders_may_be_nested_deeply(self, city):
        folder = city / "v"
        for _ in range(1500):
            folder = folder / "d"
            folder.mkdir()
        (city / "v" / "a.yaml").rename(folder / "a.yaml")
        try:
            assert len(batch(str(city / "v"), Workspace()).visits) == 1
            assert len(score_paths([str(city / "v")], Workspace()).visits) == 1
            assert validate([str(city / "v")], Workspace()).files == 1
        finally:
            subprocess.run(["rm", "-rf", str(city / "v")], check=True)  # shutil.rmtree recurses

    def test_deeper_than_the_system_has_names_for_is_refused(self, city):
        here = os.open(city / "v", os.O_RDONLY)
        for _ in range(25):
            os.mkdir("d" * 200, dir_fd=here)
            deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = deeper
        os.close(here)
        outcome = batch(str(city / "v"), Workspace())
        assert (codes(outcome), len(outcome.visits)) == ({"unreadable-folder"}, 1)


@pytest.fixture
def stranger():
    """Run a command that may read only what the modes of files let it, even where the tests are run by root."""
    as_anybody = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if as_anybody and shutil.which("setpriv") is None:
        do_without("the program setpriv")

    def run(*arguments):
        command = [*as_anybody, sys.executable, "-m", "aidscore", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    return run


@pytest.mark.parametrize(
    "command",
    [
        ("batch", "v"),
        ("batch", "v", "--format", "json"),
        ("score", "v"),
        ("validate", "v"),
        ("diff", "s@1", "s@1", "--records", "v"),
    ],
    ids=" ".join,
)
def test_a_folder_that_may_not_be_read_is_refused_with_its_place(city, stranger, command):
    hidden = city / "v" / "sub"
    hidden.mkdir()
    (hidden / "b.yaml").write_text(RECORD.replace("center: a", "center: b"), encoding="utf-8")
    hidden.chmod(0)
    try:
        result = stranger(*(city / "v" if word == "v" else word for word in command), "--standards", city / "standards")
    finally:
        hidden.chmod(0o755)
    assert result.returncode == 1, result.stderr
    assert str(hidden) in result.stdout + result.stderr


@pytest.mark.parametrize(
    "path",
    ["standards", "standards/s", "standards/s/1.yaml", "standards/published.sha256", "campaign.yaml", "v/a.yaml"],
)
@pytest.mark.parametrize("command", ["batch", "score", "validate"])
def test_what_may_not_be_read_is_an_error(city, stranger, path, command):
    mode = (city / path).stat().st_mode
    (city / path).chmod(0)
    try:
        result = stranger(command, city / "v")
    finally:
        (city / path).chmod(mode)
    assert result.returncode == 1, result.stdout
    assert path in result.stdout + result.stderr
