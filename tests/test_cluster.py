"""Workers on a Dask scheduler (spec, section 19): the same bytes as without, and nothing lost when one is killed."""

import json
import os
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from aidscore import __version__

EXAMPLE = Path(__file__).parent.parent / "examples" / "pilot-city"
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONWARNDEFAULTENCODING"} | {
    "AIDSCORE_LANG": "en"
}
needs_distributed = pytest.mark.skipif(
    find_spec("distributed") is None and "CI" not in os.environ, reason="the extra aidscore[cluster] is not installed"
)

CALL = """
import os, signal, sys
from aidscore.cli import run
from aidscore.run import cluster

cluster.CHUNK = {chunk}
answers = 0
taken = cluster.taken

def counted(*arguments):
    global answers
    answers += 1
    if answers == 2 and {killed}:
        os.kill({killed}, signal.SIGKILL)
    return taken(*arguments)

cluster.taken = counted
code = run(sys.argv[1:])
print("answers:", answers, file=sys.stderr)
sys.exit(code)
"""
STALE_WORKER = """
import aidscore
aidscore.__version__ = "0.0.1"
from distributed.cli.dask_worker import main
main()
"""


def started(*command):
    """A process of Python that goes on running."""
    quiet = subprocess.DEVNULL
    return subprocess.Popen([sys.executable, *command], env=ENVIRONMENT, stdout=quiet, stderr=quiet)


def python(*command, **environment):
    """What a process of Python prints, and its exit code."""
    arguments = [sys.executable, *map(str, command)]
    return subprocess.run(arguments, env=ENVIRONMENT | environment, capture_output=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a scheduler of this machine."""
    file = tmp_path_factory.mktemp("dask") / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    process = started("-m", "distributed.cli.dask_scheduler", *options)
    deadline = time.monotonic() + 120
    while not file.exists() or not file.read_text(encoding="utf-8"):
        assert process.poll() is None, "the scheduler ended"
        assert time.monotonic() < deadline, "the scheduler does not start"
        time.sleep(0.2)
    yield json.loads(file.read_text(encoding="utf-8"))["address"]
    process.kill()
    process.wait()


WORKER = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60")


@pytest.fixture
def worker(scheduler, tmp_path):
    """Starts a worker and waits until it is there; all end with the test."""
    running = []

    def start(*command):
        local = tmp_path / f"worker-{len(running)}"
        command = command or ("-m", "distributed.cli.dask_worker")
        running.append(started(*command, scheduler, *WORKER, "--local-directory", str(local)))
        wait_for_workers(scheduler, sum(one.poll() is None for one in running))
        return running[-1].pid

    yield start
    for process in running:
        process.kill()
        process.wait()
    wait_for_workers(scheduler, 0)


def wait_for_workers(address, number):
    """Wait until the scheduler has so many workers."""
    code = (
        "import sys, time; from distributed import Client; client = Client(sys.argv[1], timeout=60)\n"
        "while len(client.scheduler_info(n_workers=-1)['workers']) != int(sys.argv[2]): time.sleep(0.1)"
    )
    subprocess.run([sys.executable, "-c", code, address, str(number)], env=ENVIRONMENT, check=True, timeout=180)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """The example campaign with refused and ignored files among its records."""
    folder = tmp_path_factory.mktemp("city") / "pilot-city"
    shutil.copytree(EXAMPLE, folder)
    return folder


def batch(folder, name, *options, chunk=8, killed=0):
    """What a run prints and writes: the bytes of each output, and how many answers workers gave."""
    outputs = [folder.parent / f"{name}.{ending}" for ending in ("json", "csv", "xlsx", "sqlite")]
    targets = [part for output in outputs for part in ("-o", str(output))]
    code = CALL.format(chunk=chunk, killed=killed)
    done = python("-c", code, "batch", folder, *targets, *options)
    said, _, answers = done.stderr.decode().rpartition("answers: ")
    assert answers, done.stderr.decode()
    for output in outputs:
        said = said.replace(str(output), output.suffix)
    return (done.returncode, done.stdout, said, *(output.read_bytes() for output in outputs)), int(answers)


@needs_distributed
@pytest.mark.parametrize("options", [[], ["--lang", "zh"], ["--phase", "pilot"]])
def test_the_bytes_are_the_same_as_without(city, scheduler, worker, options):
    worker()
    worker()
    alone, _ = batch(city, "alone", "--jobs", "1", *options)
    together, answers = batch(city, "together", "--cluster", scheduler, *options)
    assert together == alone
    assert answers > 5


@needs_distributed
def test_without_details_the_screen_is_the_same(city, scheduler, worker):
    worker()
    ways = (["--jobs", "1"], ["--cluster", scheduler])
    alone, together = (python("-m", "aidscore", "batch", city, *options) for options in ways)
    assert (together.stdout, together.stderr) == (alone.stdout, alone.stderr)


@needs_distributed
def test_a_worker_that_is_killed_loses_nothing(city, scheduler, worker):
    worker()
    killed = worker()
    alone, _ = batch(city, "alone", "--jobs", "1")
    together, answers = batch(city, "together", "--cluster", scheduler, chunk=2, killed=killed)
    assert together == alone
    assert answers > 20


@needs_distributed
def test_when_no_worker_is_left_this_process_goes_on(city, scheduler, worker):
    killed = worker()
    alone, _ = batch(city, "alone", "--jobs", "1")
    together, answers = batch(city, "together", "--cluster", scheduler, chunk=2, killed=killed)
    assert (together[0], together[1], *together[4:6]) == (alone[0], alone[1], *alone[4:6])
    assert b"worker-died" in together[3]
    assert 2 <= answers < 20


def refusal(*arguments):
    """What a refused call says, in one line."""
    done = python("-m", "aidscore", "batch", EXAMPLE, "-q", *arguments)
    assert done.returncode == 2, done.stderr.decode()
    return " ".join(line.strip() for line in done.stderr.decode().splitlines())


@needs_distributed
def test_a_worker_of_another_version_is_refused(scheduler, worker):
    worker("-c", STALE_WORKER)
    said = refusal("--cluster", scheduler)
    assert f"has aidscore 0.0.1, this is aidscore {__version__}; all must have the same version" in said


@needs_distributed
def test_a_scheduler_without_workers_is_refused(scheduler):
    assert f"the Dask scheduler at {scheduler} has no workers" in refusal("--cluster", scheduler)


@needs_distributed
def test_a_scheduler_that_is_not_there_is_refused():
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in refusal("--cluster", "tcp://127.0.0.1:9")


def test_without_the_extra_one_sentence_says_how_to_get_it(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['distributed'] = None", encoding="utf-8")
    path = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    done = python("-m", "aidscore", "batch", EXAMPLE, "-q", "--cluster", "tcp://127.0.0.1:9", PYTHONPATH=path)
    assert done.returncode == 2
    assert b"--cluster needs more packages: pip install 'aidscore[cluster]'" in done.stderr


def test_processes_and_a_cluster_exclude_each_other():
    assert "--jobs and --cluster exclude each other" in refusal("--cluster", "tcp://127.0.0.1:9", "--jobs", "2")
