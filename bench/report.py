"""The tables of docs/performance.md. The sentences between them are written by hand and stay."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple, TypeAlias

from bench.measure import Compared

DOCUMENT = Path(__file__).parents[1] / "docs" / "performance.md"
LIBRARIES = ("aidscore", "pydantic", "PyYAML", "openpyxl", "typer", "rich")
ENOUGH = 20_000
"""The number of records for which the goals are."""
SHAPES = {"mean": "bench", "union": "bench, `union`", "example": "example"}
Row: TypeAlias = tuple[str, ...]


class Goal(NamedTuple):
    """What was to be reached, and what was measured."""

    what: str
    goal: float
    measured: float
    at_least: bool = False

    @property
    def is_met(self) -> bool:
        """Whether it was reached."""
        return self.measured >= self.goal if self.at_least else self.measured <= self.goal


def ratio(number: float) -> str:
    """A ratio with two or three digits that count."""
    return f"{number:.2f}" if number < 10 else f"{number:.1f}"


def table(head: Row, rows: Iterable[Row]) -> str:
    """A table of Markdown."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows))


def machine(load: float, turns: int, largest: int) -> str:
    """When, on what and with which versions it was measured, and what makes the figures worse than they might be."""
    today = datetime.now(UTC).date()
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    lines = [
        f"{today}, {os.cpu_count()} cores ({platform.machine()}, {platform.system()}), load {load:.1f} at the start,",
        f"{platform.python_implementation()} {platform.python_version()}, medians of {turns} turn(s).",
        f"{libraries}.",
    ]
    if load > (os.cpu_count() or 1) / 2:
        lines.append("The computer was busy with other work: times by the clock mean little, CPU is too high.")
    if largest < ENOUGH:
        lines.append(f"The goals are for {ENOUGH:,} records; with {largest:,} the start weighs more.")
    return "\n".join(lines)


def goals(measured: Iterable[Goal]) -> str:
    """The goals and what was reached."""
    rows = [
        (
            goal.what,
            f"{'≥' if goal.at_least else '≤'} {goal.goal:g}",
            ratio(goal.measured),
            "yes" if goal.is_met else "no",
        )
        for goal in measured
    ]
    return table(("what", "goal", "measured", "reached"), rows)


def batches(measured: Mapping[tuple[str, int], Mapping[str, Compared]]) -> str:
    """Batches of every shape and size."""
    rows = [
        (
            SHAPES[shape],
            f"{number:,}",
            f"{one.cost.wall:.1f} s",
            f"{1e6 * one.cost.cpu / number:.0f} us",
            ratio(one.cost.cpu / jobs["read"].cost.cpu),
            ratio(one.cpu),
            ratio(jobs["two"].wall),
            f"{one.cost.peak:.0f} MiB",
        )
        for (shape, number), jobs in measured.items()
        for one in [jobs["one process"]]
    ]
    head = ("data", "records", "time", "CPU each", "÷ reading", "÷ CSafeLoader", "two processes ÷ CSafeLoader", "peak")
    return table(head, rows)


def outputs(measured: Mapping[int, Mapping[str, Compared]], revision: Compared, revised: int) -> str:
    """What the outputs cost."""
    rows = [
        (f"`-o result.{name}`" if name != "text" else "text only", f"{number:,}", *_cost(one))
        for number, formats in measured.items()
        for name, one in formats.items()
    ]
    rows.append(("`diff --records`, one rule changed", f"{revised:,}", *_cost(revision)))
    return table(("output", "records", "time", "CPU ÷ text only", "peak"), rows)


def _cost(one: Compared) -> Row:
    """Seconds, ratio and peak."""
    return f"{one.cost.wall:.1f} s", ratio(one.cpu), f"{one.cost.peak:.0f} MiB"


def starts(measured: Mapping[str, Compared]) -> str:
    """Short commands."""
    rows = [(f"`{name}`", f"{1000 * one.cost.cpu:.0f} ms", ratio(one.cpu)) for name, one in measured.items()]
    return table(("command", "CPU", "÷ imports"), rows)


def peers(rows: Sequence[Row]) -> str:
    """Other programs."""
    return table(("program", "what it does of the job", "time ÷ aidscore", "CPU ÷ aidscore"), rows)


def write(parts: Mapping[str, str]) -> None:
    """Put the tables into the document. Raises KeyError where it has a place for a table that there is none for."""
    text = DOCUMENT.read_text(encoding="utf-8")
    places = re.compile(r"(<!-- measured: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
    filled = places.sub(lambda place: f"{place[1]}\n{parts[place[2]]}\n\n{place[3]}", text)
    DOCUMENT.write_text(filled, encoding="utf-8")
