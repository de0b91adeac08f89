"""Measure the batch and the start-up, each against what anybody would have to pay: `python -m bench [RECORDS]`.

Only ratios of one run mean anything. Every timed job has a process of its own, and jobs that are compared take turns.
"""

import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from bench import paper

RECORDS = 20_000
TURNS = 3
STARTS = 9
IMPORTS = "import yaml; from pydantic import BaseModel"
AIDSCORE = "from aidscore.__main__ import main; main()"


def measured(job: str, folder: Path) -> dict[str, float]:
    """Run a job of `bench.jobs` in a process of its own: its seconds and its peak memory in MiB."""
    done = subprocess.run([sys.executable, "-m", "bench.jobs", job, str(folder)], check=True, stdout=subprocess.PIPE)
    return {name: float(number) for name, number in json.loads(done.stdout).items()}


def seconds_of(command: Sequence[str]) -> float:
    """How long a whole process takes."""
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return perf_counter() - start


def batch_ratio(folder: Path, number: int) -> float:
    """Compare the batch with bare parsing of the same files; return the seconds of the batch."""
    jobs = ("parse", "batch", "batch-with-details")
    turns = [{job: measured(job, folder) for job in jobs} for _ in range(TURNS)]
    for job in jobs:
        seconds = median(turn[job]["seconds"] for turn in turns)
        ratio = median(turn[job]["seconds"] / turn["parse"]["seconds"] for turn in turns)
        peak = max(turn[job]["peak"] for turn in turns)
        each = 1e6 * seconds / number
        print(f"{number:6} records  {job:20} {seconds:8.2f} s {each:6.0f} us each {ratio:7.3f} {peak:6.0f} MiB")
    return median(turn["batch"]["seconds"] for turn in turns)


def start_up(one: Path) -> None:
    """Compare scoring one record, as a whole process, with two imports."""
    score = [sys.executable, "-c", AIDSCORE, "score", str(one)]
    imports = [sys.executable, "-c", IMPORTS]
    turns = [(seconds_of(imports), seconds_of(score)) for _ in range(STARTS)]
    ratio = median(own / base for base, own in turns)
    print(f"one record scored: {median(own for _, own in turns):.3f} s, {ratio:.2f} times {IMPORTS!r}")


def main(number: int) -> None:
    """Measure with so many records, and with a quarter of them for the growth."""
    with tempfile.TemporaryDirectory() as place:
        whole, quarter = Path(place) / "whole", Path(place) / "quarter"
        records = paper.lay_out(whole, number)
        few = paper.lay_out(quarter, max(1, number // 4))
        start_up(records / "000" / "000000.yaml")
        less = batch_ratio(few, max(1, number // 4))
        more = batch_ratio(records, number)
        print(f"growth with the number of records: exponent {math.log(more / less) / math.log(4):.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RECORDS)
