"""The jobs that are timed, one in each process: `python -m bench.jobs JOB FOLDER`."""

import json
import resource
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from time import perf_counter

import yaml

from aidscore.cli import run
from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.run.batch import batch


def parse(folder: str) -> int:
    """Parse every file, as any program that reads YAML would have to."""
    paths = sorted(Path(folder).rglob("*.yaml"))
    for path in paths:
        with path.open("rb") as file:
            yaml.load(file, Loader=yaml.CSafeLoader)
    return len(paths)


def command(folder: str) -> int:
    """Run the command as people do, without its start; return how many records it scored."""
    with redirect_stdout(StringIO()) as said:
        run(["batch", folder, "--quiet", "--lang", "en"])
    return int(said.getvalue().rpartition("found = ")[2].split()[0])


def with_details(folder: str) -> int:
    """Run the whole batch and keep every finding, as for a workbook; return how many records it scored."""
    outcome = batch(folder, Workspace(Standards()))
    problems = [str(entry.diagnostics) for entry in outcome.refused[:1]]
    assert not problems, problems
    return len(outcome.visits)


JOBS = {"parse": parse, "batch": command, "batch-with-details": with_details}


def main(job: str, folder: str) -> None:
    """Run a job once and print its seconds and the peak memory of this process in MiB."""
    start = perf_counter()
    number = JOBS[job](folder)
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"records": number, "seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
