"""The jobs that are timed, one in each process: `python -m bench.jobs JOB FOLDER`."""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter

import yaml

from aidscore.batch import batch
from aidscore.desk import Desk
from aidscore.library import Library


def parse(folder: str) -> int:
    """Parse every file, as any program that reads YAML would have to."""
    paths = sorted(Path(folder).rglob("*.yaml"))
    for path in paths:
        with path.open("rb") as file:
            yaml.load(file, Loader=yaml.CSafeLoader)
    return len(paths)


def score(folder: str, *, details: bool) -> int:
    """Run the whole batch; return how many records it scored."""
    outcome = batch(folder, Desk(Library()), details=details)
    problems = [str(entry.diagnostics) for entry in outcome.refused[:1]]
    assert not problems, problems
    return len(outcome.visits)


def main(job: str, folder: str) -> None:
    """Run a job once and print its seconds and the peak memory of this process in MiB."""
    start = perf_counter()
    number = parse(folder) if job == "parse" else score(folder, details=job == "batch-with-details")
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"records": number, "seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
