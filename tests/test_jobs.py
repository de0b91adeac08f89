"""Several processes (spec, section 19): the same bytes, whatever their number, and nothing lost when one dies."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aidscore.files.walk import walk
from aidscore.files.workspace import Workspace
from aidscore.run import jobs
from aidscore.run.batch import batch
from aidscore.run.kept import without_text
from aidscore.run.several import score_entry

EXAMPLE = Path(__file__).parent.parent / "examples" / "pilot-city"
pytestmark = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="processes are forked")


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(jobs, "CHUNK", 5)


@pytest.mark.parametrize("options", [[], ["--phase", "pilot"], ["--as-if", "legal-aid-service@1.1"]])
def test_the_bytes_are_the_same_whatever_the_number(call, tmp_path, options):
    outputs = {}
    for number in (1, 2, 3):
        names = [tmp_path / f"o.{ending}" for ending in ("json", "csv", "xlsx")]
        targets = [part for name in names for part in ("-o", name)]
        result = call("batch", EXAMPLE, "--jobs", number, *targets, *options)
        outputs[number] = (result.returncode, result.stdout, result.stderr, *(name.read_bytes() for name in names))
    assert outputs[1] == outputs[2] == outputs[3]


def test_without_details_the_screen_is_the_same(call):
    one, two = (call("batch", EXAMPLE, "--jobs", number) for number in (1, 2))
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)


def test_the_same_files_are_looked_up(tmp_path):
    looked_up = []
    for number in (1, 2):
        workspace = Workspace()
        batch(str(EXAMPLE), workspace, jobs=number)
        looked_up.append((workspace.lookups(), list(workspace.files())))
    assert looked_up[0] == looked_up[1]


def test_a_worker_that_dies_loses_nothing_and_is_told():
    """The process is killed at a file in the middle of a chunk, as by the system where memory runs out."""
    parent, entries = os.getpid(), walk(str(EXAMPLE))

    def deadly(entry, workspace):
        if entry.path == entries[12].path and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return without_text(score_entry(entry, workspace))

    lost = []
    found = list(jobs.scored_by(2, entries, deadly, Workspace(), lost))
    alone = list(jobs.scored_by(1, entries, deadly, Workspace(), []))
    assert [getattr(result, "source", None) or result.visit.source for result in found] == [
        getattr(result, "source", None) or result.visit.source for result in alone
    ]
    assert [result.visit.assessment.total for result in found if hasattr(result, "visit")] == [
        result.visit.assessment.total for result in alone if hasattr(result, "visit")
    ]
    assert entries[12] in lost


def test_a_dead_worker_is_a_warning_and_no_error(monkeypatch):
    parent = os.getpid()

    def deadly(entry, workspace):
        if os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return without_text(score_entry(entry, workspace))

    monkeypatch.setattr("aidscore.run.batch.score_kept", deadly)
    outcome = batch(str(EXAMPLE), Workspace(), jobs=2)
    assert [notice.code for notice in outcome.diagnostics if notice.code == "worker-died"] == ["worker-died"]
    assert len(outcome.visits) == len(batch(str(EXAMPLE), Workspace(), jobs=1).visits)


@pytest.mark.parametrize(("files", "processes"), [(0, 1), (20, 1), (1999, 1)])
def test_a_small_folder_never_pays_for_processes(files, processes):
    assert jobs.jobs_for(files) == processes


def test_ctrl_c_ends_every_process_at_once(tmp_path):
    text = (EXAMPLE / "visits" / "one-visit.yaml").read_text(encoding="utf-8")
    for copy in range(4000):
        (tmp_path / f"{copy}.yaml").write_text(text.replace("center: jiaqu", f"center: c{copy}"), encoding="utf-8")
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "aidscore", "batch", tmp_path, "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=unmeasured,
        start_new_session=True,
    )
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for _ in range(600):
        if len(children.read_text(encoding="ascii").split()) >= 2:
            break
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode in (130, 1)  # 1 where it was quicker than the signal
    assert b"Traceback" not in errors
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "２", "", "9" * 5000])
def test_a_number_of_processes_is_a_whole_number(call, number):
    result = call("batch", EXAMPLE, "--jobs", number)
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"--jobs takes a whole number from 1" in result.stderr
