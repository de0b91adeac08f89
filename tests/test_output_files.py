"""Output files: all made, then all replaced, never over an input; full disks, closed pipes, signals and crashes."""

import errno
import fcntl
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

import pytest
from formed import CAMPAIGN, RECORD, STANDARD

from aidscore.cli import output_files, scratch
from aidscore.media import csv

PROJECT = Path(__file__).parents[1]
EXAMPLE = PROJECT / "examples" / "pilot-city"
VISIT = EXAMPLE / "visits" / "one-visit.yaml"
AIDSCORE = [sys.executable, "-m", "aidscore"]
ENGLISH = {**os.environ, "LANG": "C.UTF-8", "AIDSCORE_LANG": "en"}
OUTPUTS = ("o.xlsx", "o.csv", "o.json")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, limits and signals of POSIX")


@pytest.fixture
def folder(tmp_path, call):
    """A folder with two records of a published standard, one of them as a form, and their campaign."""
    standard = tmp_path / "standards" / "kinds" / "1.yaml"
    standard.parent.mkdir(parents=True)
    standard.write_text(STANDARD.replace("status: draft", "status: pilot"), encoding="utf-8")
    digest = sha256(standard.read_bytes()).hexdigest()
    (tmp_path / "standards" / "published.sha256").write_text(f"{digest}  kinds/1.yaml\n", encoding="utf-8")
    (tmp_path / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    record = RECORD.replace("declared_score: 87.5\n", "")
    (tmp_path / "visits").mkdir()
    (tmp_path / "visits" / "a.yaml").write_text(record, encoding="utf-8")
    second = tmp_path / "second.yaml"
    second.write_text(re.sub(r"date: 2005-09-\d\d", "date: 2005-09-20", record), encoding="utf-8")
    assert call("form", "fill", second, "-o", tmp_path / "visits" / "b.xlsx", cwd=tmp_path).returncode == 0
    second.unlink()
    return tmp_path


INPUTS = ["visits/a.yaml", "visits/b.xlsx", "campaign.yaml", "standards/kinds/1.yaml", "standards/published.sha256"]
COMMANDS = {
    "batch": (["batch", "visits", "-q"], ".json"),
    "diff": (["diff", "kinds@1", "standards/kinds/1.yaml", "--records", "visits", "-q"], ".html"),
    "form fill": (["form", "fill", "visits/a.yaml"], ".xlsx"),
    "form read": (["form", "read", "visits/b.xlsx"], ".yaml"),
}
READ_BY = {"form fill": set(INPUTS) - {"visits/b.xlsx"}, "form read": set(INPUTS) - {"visits/a.yaml"}}


@pytest.mark.parametrize("link", [os.symlink, os.link], ids=["symbolic link", "hard link"])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_writes_over_an_input_by_way_of_a_link(folder, call, name, link):
    command, ending = COMMANDS[name]
    for number, read in enumerate(sorted(READ_BY.get(name, INPUTS))):
        output = folder / f"output{number}{ending}"
        link(folder / read, output)
        before = (folder / read).read_bytes()
        result = call(*command, "-o", output, cwd=folder)
        assert (read, result.returncode, (folder / read).read_bytes()) == (read, 2, before)
        assert b"is an input of this command" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["batch", "visits", "-o", "visits/b.xlsx"],
        ["batch", "visits", "--phase", "none", "-o", "visits/b.xlsx"],
        ["diff", "kinds@1", "kinds@1", "--records", "visits", "-o", "visits/b.xlsx"],
        ["form", "read", "visits/b.xlsx", "-o", "campaign.yaml"],
        ["form", "read", "visits/b.xlsx", "-o", "standards/kinds/1.yaml"],
        ["form", "fill", "visits/a.yaml", "-o", "visits/../visits/a.yaml"],
    ],
    ids=" ".join,
)
def test_no_command_writes_over_an_input_by_its_own_name(folder, call, command):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert call(*command, "-q", cwd=folder).returncode == 2
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_visit_of_another_phase_is_an_input(call, tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "v")
    link = tmp_path / "o.json"
    link.symlink_to(tmp_path / "v" / "visits" / "one-visit.yaml")
    result = call("batch", "v", "--phase", "acceptance", "-q", "-o", link, cwd=tmp_path)
    assert (result.returncode, link.read_bytes()) == (2, VISIT.read_bytes())


@pytest.mark.parametrize("options", [[], ["--lang", "zh"], ["--as-if", "kinds@1"]])
def test_an_older_list_of_centers_beside_the_records_is_replaced(folder, call, options):
    """Whatever its language: a CSV file that another program wrote may be a record, and is refused and kept."""
    command = ["batch", ".", "-q", "-o", "visits/o.csv"]
    first = call(*command, *options, cwd=folder)
    assert (first.returncode, call(*command, cwd=folder).returncode) == (0, 0)
    (folder / "visits" / "o.csv").write_text("rule,count\nA1.1,2\n", encoding="utf-8")
    assert call(*command, cwd=folder).returncode == 2
    assert (folder / "visits" / "o.csv").read_text(encoding="utf-8") == "rule,count\nA1.1,2\n"


def test_an_older_output_beside_the_records_is_replaced(folder, call):
    for _ in range(2):
        assert call("batch", "visits", "-q", "-o", "visits/o.xlsx", "-o", "visits/o.json", cwd=folder).returncode == 0
    assert json.loads((folder / "visits" / "o.json").read_text(encoding="utf-8"))["scored"] == 2


@pytest.mark.parametrize("ending", ["json", "csv", "xlsx"])
def test_an_output_is_replaced_whole_with_its_permissions(call, tmp_path, ending):
    target = tmp_path / f"summary.{ending}"
    target.write_text("older", encoding="utf-8")
    target.chmod(0o640)
    assert call("batch", EXAMPLE, "--phase", "pilot", "-q", "-o", target).returncode == 1  # for the broken record
    assert target.read_bytes() != b"older"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_an_output_that_is_named_twice_is_refused(call, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = call("batch", EXAMPLE, "-q", "-o", "o.json", "-o", "./o.json")
    assert (result.returncode, list(tmp_path.iterdir())) == (2, [])


def test_an_output_that_is_a_link_stays_one(call, tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "o.json"
    link.symlink_to(tmp_path / "real" / "r.json")
    call("batch", EXAMPLE / "visits" / "jiaqu", "-q", "-o", link)
    assert link.is_symlink()
    assert json.loads(link.read_text(encoding="utf-8"))["aidscore"] == "batch/1"


def older(folder):
    """Three older outputs, and the options that ask for new ones."""
    for name in OUTPUTS:
        (folder / name).write_text("older", encoding="utf-8")
    return [option for name in OUTPUTS for option in ("-o", folder / name)]


def are_older(folder):
    """Which outputs are still the older ones."""
    return [name for name in OUTPUTS if (folder / name).read_bytes() == b"older"]


def test_an_output_that_cannot_be_made_leaves_all_older_ones(call, tmp_path, monkeypatch):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/tmp/of-a-library")

    options = older(tmp_path)
    monkeypatch.setattr(csv, "summary_csv", full)
    result = call("batch", EXAMPLE, "-q", *options)
    assert (result.returncode, are_older(tmp_path), sorted(os.listdir(tmp_path))) == (1, [*OUTPUTS], sorted(OUTPUTS))
    last = result.stderr.decode().splitlines()[-1]
    assert last.startswith(f"aidscore: {tmp_path / 'o.csv'} was not written: No space left on device; not written: ")
    assert "of-a-library" not in last


def test_an_output_that_cannot_replace_the_older_one_is_told_with_the_others(call, tmp_path, monkeypatch):
    def replace(source, target):
        if str(target).endswith(".csv"):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), source)
        os.rename(source, target)

    options = older(tmp_path)
    monkeypatch.setattr(output_files.os, "replace", replace)
    result = call("batch", EXAMPLE, "-q", *options)
    assert (result.returncode, are_older(tmp_path)) == (1, ["o.csv", "o.json"])
    assert sorted(os.listdir(tmp_path)) == sorted(OUTPUTS)
    xlsx, csv_, json_ = (tmp_path / name for name in OUTPUTS)
    last = result.stderr.decode().splitlines()[-1]
    assert last == (
        f"aidscore: {csv_} was not written: Device or resource busy; written: {xlsx}; not written: {csv_}, {json_}"
    )


def test_files_and_folders_are_synced(call, tmp_path, monkeypatch):
    synced = []

    def fsync(descriptor):
        synced.append(os.path.isdir(f"/proc/self/fd/{descriptor}"))

    monkeypatch.setattr(output_files.os, "fsync", fsync)
    call("batch", EXAMPLE, "-q", *older(tmp_path))
    assert synced == [False, False, False, True]


def test_a_folder_that_cannot_be_written_is_told_in_one_sentence(call, tmp_path, monkeypatch):
    def refused(*_arguments, **_options):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), "/x/.aidscore-1.tmp")

    monkeypatch.setattr(scratch.tempfile, "mkdtemp", refused)
    result = call("batch", EXAMPLE, "-q", "-o", tmp_path / "o.json", AIDSCORE_LANG="zh")
    assert result.returncode == 1
    assert result.stderr.decode().splitlines()[-1] == f"aidscore: {tmp_path / 'o.json'} 没有写入：文件系统为只读"


# ---- in processes of their own: limits, pipes, signals, crashes ------------------------------------------------------


def limited(size):
    """Let no file become larger, as on a disk that is nearly full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize(("output", "size"), [("o.xlsx", 0), ("o.xlsx", 4096), ("o.xlsx", 60_000), ("o.csv", 1000)])
def test_a_nearly_full_disk_is_one_sentence_that_names_the_file(tmp_path, output, size):
    result = subprocess.run(
        [*AIDSCORE, "batch", EXAMPLE, "-q", "-o", output],
        cwd=tmp_path,
        env={**ENGLISH, "TMPDIR": str(tmp_path)},
        preexec_fn=limited(size),
        capture_output=True,
        check=False,
    )
    assert result.returncode == 1
    reason = (
        "File too large" if size else "there is no folder for temporary files with space left; TMPDIR names another"
    )
    assert result.stderr.decode().splitlines()[-1] == f"aidscore: {output} was not written: {reason}"
    assert b"Traceback" not in result.stderr
    assert b"Exception ignored" not in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("buffering", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("command", [["batch", EXAMPLE, "-q", "--format", "json"], ["schema", "record"]])
def test_a_result_that_is_cut_is_no_success(tmp_path, buffering, command):
    with (tmp_path / "out").open("wb") as out:
        result = subprocess.run(
            [*AIDSCORE, *command],
            env=ENGLISH | buffering,
            preexec_fn=limited(4096),
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr.decode().splitlines()[-1] == "aidscore: standard output: File too large"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_files_are_written_before_the_screen(tmp_path):
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [*AIDSCORE, "batch", EXAMPLE, "-q", "-o", tmp_path / "o.csv"],
            env=ENGLISH,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (result.returncode, (tmp_path / "o.csv").exists()) == (1, True)
    assert result.stderr.decode().splitlines()[-1] == "aidscore: standard output: No space left on device"


@pytest.mark.parametrize("command", ["batch {} -q", "validate {} --format json", "--help"])
def test_a_pipe_that_nobody_reads_ends_it_after_the_files(tmp_path, command):
    read, write = os.pipe()
    os.close(read)
    outputs = ["-o", str(tmp_path / "o.csv")] if command.startswith("batch") else []
    result = subprocess.run(
        [*AIDSCORE, *command.format(EXAMPLE).split(), *outputs],
        env=ENGLISH,
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert result.returncode == 141
    assert (tmp_path / "o.csv").exists() == bool(outputs)
    assert b"Traceback" not in result.stderr


def test_a_closed_standard_output_is_no_success():
    line = f"exec {sys.executable} -m aidscore score {VISIT} >&-"
    result = subprocess.run(["sh", "-c", line], capture_output=True, check=False)
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr


def test_a_standard_error_that_takes_nothing_changes_no_exit_code():
    line = f"exec {sys.executable} -m aidscore score nowhere 2>/dev/full"
    assert subprocess.run(["sh", "-c", line], capture_output=True, check=False).returncode == 2


def with_signal(arguments, cwd, number, seconds):
    """Run the command and send it a signal once it handles signals and the seconds have passed."""
    # coverage's tracer takes a lock in Python code: a signal there leaves it locked, and the process waits forever
    unmeasured = {name: value for name, value in ENGLISH.items() if not name.startswith("COVERAGE_")}
    process = subprocess.Popen(
        [*AIDSCORE, *arguments], cwd=cwd, env=unmeasured, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    wait_until(process, r"^Sig(?:Blk|Cgt):\s*([0-9a-f]+)")
    time.sleep(seconds)
    process.send_signal(number)
    _, errors = process.communicate(timeout=120)
    return process.returncode, errors.decode()


def wait_until(process, mask):
    """Wait until the process blocks or catches SIGTERM: a busy machine may take a while to start it."""
    status = Path(f"/proc/{process.pid}/status")
    for _ in range(20_000):
        masks = re.findall(mask, status.read_text(encoding="ascii"), re.MULTILINE)
        if any(int(one, 16) >> (signal.SIGTERM - 1) & 1 for one in masks):
            return
        time.sleep(0.001)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
@pytest.mark.parametrize(
    ("number", "seconds"),
    [
        (signal.SIGINT, 0),
        (signal.SIGINT, 0.03),
        (signal.SIGINT, 0.1),
        (signal.SIGINT, 0.3),
        (signal.SIGINT, 0.6),
        (signal.SIGTERM, 0.02),
        (signal.SIGTERM, 0.4),
        (signal.SIGHUP, 0.5),
    ],
)
def test_a_signal_at_any_moment_is_told_with_what_was_not_written(tmp_path, number, seconds):
    options = [str(option) for option in older(tmp_path)]
    code, errors = with_signal(["batch", EXAMPLE, "-q", *options], tmp_path, number, seconds)
    last = errors.splitlines()[-1]
    assert "Traceback" not in errors
    assert sorted(os.listdir(tmp_path)) == sorted(OUTPUTS)
    if code == 128 + number:
        assert last.startswith("aidscore: interrupted; ")
        assert len(are_older(tmp_path)) == (0 if "; written: " in last else 3)
    else:
        assert (code, are_older(tmp_path)) == (1, [])  # it was quicker: 1 is for the broken record


CRASHING = """
import os, sys
from aidscore.cli import output_files, run
calls = 0
def replace(source, target, replace=os.replace):
    global calls
    calls += 1
    if calls == 2:
        os.kill(os.getpid(), 9)
    replace(source, target)
output_files.os.replace = replace
run(sys.argv[1:])
"""


def crash(folder):
    """Kill a run between its first and its second output."""
    options = [str(option) for option in older(folder)]
    command = [sys.executable, "-c", CRASHING, "batch", str(EXAMPLE), "-q", *options]
    assert subprocess.run(command, env=ENGLISH, capture_output=True, check=False).returncode == -9
    assert are_older(folder) == ["o.csv", "o.json"]
    (left,) = folder.glob(".aidscore-*.tmp")
    return options, left


def test_the_next_run_says_what_a_crash_left_unwritten_and_cleans_up(call, tmp_path):
    options, left = crash(tmp_path)
    result = call("batch", EXAMPLE, "-q", *options[:2])
    sentence = "an earlier run was stopped before it wrote these files, which may be outdated: "
    assert f"{sentence}{tmp_path / 'o.csv'}, {tmp_path / 'o.json'}\n" in result.stderr.decode()
    assert (left.exists(), sorted(os.listdir(tmp_path))) == (False, sorted(OUTPUTS))


def test_scratch_files_of_a_running_process_are_left_alone(call, tmp_path):
    with scratch.scratch_folder(tmp_path) as running:
        (running / "other.json").write_text("half", encoding="utf-8")
        result = call("batch", EXAMPLE, "-q", "-o", tmp_path / "o.json")
        assert b"earlier run" not in result.stderr
        assert (running / "other.json").read_text(encoding="utf-8") == "half"
    assert os.listdir(tmp_path) == ["o.json"]


@pytest.mark.parametrize("removed", [True, False])
def test_a_scratch_folder_that_another_run_takes_for_abandoned_is_made_anew(tmp_path, monkeypatch, removed):
    taken = []

    def made(make=tempfile.mkdtemp, **options):
        path = make(**options)
        if not taken:  # another run comes before the lock, and is about to remove the folder or has done so
            taken.append(os.open(path, os.O_RDONLY))
            fcntl.flock(taken[0], fcntl.LOCK_EX)
            if removed:
                os.rmdir(path)
        return path

    monkeypatch.setattr(scratch.tempfile, "mkdtemp", made)
    with scratch.scratch_folder(tmp_path) as running:
        assert os.listdir(running) == []
        assert not os.path.samestat(running.stat(), os.fstat(taken[0]))
    os.close(taken[0])


@pytest.mark.parametrize("name", [".aidscore-notes.tmp", ".aidscore-ABCDEFGH.tmp", "aidscore-abcdefgh.tmp"])
def test_a_folder_of_another_name_is_left_alone(call, tmp_path, name):
    (tmp_path / name).mkdir()
    call("batch", EXAMPLE, "-q", "-o", tmp_path / "o.json")
    assert sorted(os.listdir(tmp_path)) == sorted([name, "o.json"])


def test_a_link_to_a_folder_is_left_alone(call, tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_text("kept", encoding="utf-8")
    (tmp_path / ".aidscore-abcdefgh.tmp").symlink_to(tmp_path / "kept")
    call("batch", EXAMPLE, "-q", "-o", tmp_path / "o.json")
    assert (tmp_path / "kept" / "file").read_text(encoding="utf-8") == "kept"
