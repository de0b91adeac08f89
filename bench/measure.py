"""Whole processes, timed: wall-clock time, processor time, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple, TypeAlias

Command: TypeAlias = Sequence[str]

CACHE = TemporaryDirectory(prefix="bench.")
"""Where compiled modules are kept, whatever the environment says."""
FINE = (0, 141)
"""Exit codes of commands that did their work: typer ends the completion of a word as if nobody read it."""


class Cost(NamedTuple):
    """What a process cost."""

    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of processor time, of the process and of those that it started and waited for."""
    peak: float
    """MiB of memory at most, of the largest of these processes."""


class Compared(NamedTuple):
    """What a job cost beside a baseline: medians of the turns, of which each measured both."""

    cost: Cost
    wall: float
    """Its wall-clock time over that of the baseline in the same turn."""
    cpu: float
    """The same of processor time."""


def environment(cache: str) -> dict[str, str]:
    """The environment without settings of Python that cost time; compiled modules are kept in a folder."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("PYTHON") or name == "PYTHONPATH"}
    return {**kept, "PYTHONPYCACHEPREFIX": cache}


def cost(command: Command) -> Cost:
    """Run a command, whose output is thrown away, and measure it. Raises RuntimeError where it fails."""
    surroundings = environment(CACHE.name)
    start = perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=surroundings
    )
    complaint = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in FINE:
        raise RuntimeError(f"{command[:6]} ended with {process.returncode}: {complaint[-2000:].decode()}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def compared(baseline: str, commands: Mapping[str, Command], turns: int) -> dict[str, Compared]:
    """Measure commands in turns, so that what slows the machine down slows all of them down, against one of them."""
    measured = []
    for turn in range(turns):
        print(f"  {', '.join(commands)}: turn {turn + 1} of {turns}", file=sys.stderr)
        measured.append({name: cost(command) for name, command in commands.items()})
    return {name: _against(baseline, name, measured) for name in commands}


def _against(baseline: str, name: str, turns: Sequence[Mapping[str, Cost]]) -> Compared:
    """The medians of one command."""
    costs = Cost(*(median(numbers) for numbers in zip(*(turn[name] for turn in turns), strict=True)))
    wall = median(turn[name].wall / turn[baseline].wall for turn in turns)
    cpu = median(turn[name].cpu / turn[baseline].cpu for turn in turns)
    return Compared(costs, wall, cpu)
