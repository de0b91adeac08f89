"""Measure everything and write it into docs/performance.md: `python -m bench [--largest N] [--turns N]`.

It takes about ten minutes on a computer that does nothing else; with 100,000 records an hour.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
from pathlib import Path

from bench import data, report
from bench.measure import Command, Compared, compared, cost
from bench.peers import installed, peers
from bench.report import Goal, Row

PYTHON = sys.executable
IMPORTS = "import yaml; from pydantic import BaseModel"
SMALL, MIDDLE, LARGEST = 20, 2_000, 20_000
REVISED = 5_000
STARTS = 9
OUTPUTS = ("csv", "json", "xlsx", "sqlite")


def aidscore(*arguments: str) -> Command:
    """The command as people run it, without warnings and progress."""
    return [PYTHON, "-m", "aidscore", *arguments]


def batch(records: Path, *options: str) -> Command:
    """A batch of a folder of records."""
    return aidscore("batch", str(records), "--quiet", "--lang", "en", *options)


class Bench:
    """What is measured, in the order of the document, in a scratch folder."""

    def __init__(self, place: Path, largest: int, turns: int) -> None:
        self.place = place
        self.largest = largest
        self.turns = turns
        self.batches: dict[tuple[str, int], dict[str, Compared]] = {}
        self.outputs: dict[int, dict[str, Compared]] = {}

    def records(self, shape: data.Shape, number: int) -> Path:
        """The folder of so many records, made when it is first asked for."""
        folder = self.place / f"{shape}-{number}"
        return folder / "records" if folder.exists() else data.lay_out(folder, number, shape)

    def warm_up(self) -> None:
        """Run everything once with few records, so that modules are compiled when time counts."""
        outputs = [option for ending in OUTPUTS for option in ("-o", str(self.place / f"out.{ending}"))]
        cost(batch(self.records("mean", SMALL), *outputs))

    def start_up(self) -> dict[str, Compared]:
        """Short commands against two imports."""
        one = str(self.records("mean", SMALL) / "000" / "000000.yaml")
        completed = "import os; os.environ.update(_AIDSCORE_COMPLETE='complete_bash', COMP_WORDS='aidscore ba', "
        commands = {
            "imports": [PYTHON, "-c", IMPORTS],
            "--version": aidscore("--version"),
            "--help": aidscore("--help"),
            "completion": [PYTHON, "-c", f"{completed}COMP_CWORD='1'); from aidscore.__main__ import main; main()"],
            "score FILE": aidscore("score", one),
        }
        return compared("imports", commands, STARTS)

    def measure_batches(self) -> None:
        """Batches of every size and shape against parsing the same files."""
        folders: list[tuple[data.Shape, int]] = [
            ("mean", SMALL),
            ("mean", MIDDLE),
            ("mean", self.largest),
            ("union", self.largest),
            ("example", self.largest),
        ]
        for shape, number in folders:
            records = self.records(shape, number)
            commands: dict[str, Command] = {
                "parse": [PYTHON, "-m", "bench.baseline", "parse", str(records)],
                "read": [PYTHON, "-m", "bench.baseline", "read", str(records)],
                "one process": batch(records, "--jobs", "1"),
                "two": batch(records, "--jobs", "2"),
            }
            self.batches[shape, number] = compared("parse", commands, self.turns)

    def measure_outputs(self) -> None:
        """What each output adds to a batch that only prints."""
        for number in (MIDDLE, self.largest):
            records = self.records("mean", number)
            options = {ending: ("-o", str(self.place / f"out.{ending}")) for ending in OUTPUTS}
            commands = {name: batch(records, "--jobs", "1", *added) for name, added in {"text": (), **options}.items()}
            self.outputs[number] = compared("text", commands, 1)

    def revision(self) -> Compared:
        """The effect of a revision on records, against a batch of them."""
        records = self.records("mean", REVISED)
        versions = str(data.lay_out_revision(self.place / "revision"))
        effect = ("diff", "bench@1.0", "bench@1.1", "--standards", versions, "--records", str(records))
        commands = {"batch": batch(records, "--jobs", "1"), "diff": aidscore(*effect)}
        return compared("batch", commands, 1)["diff"]

    def peers(self) -> list[Row]:
        """Other programs against a batch, each with the processes that it uses."""
        records = self.records("mean", MIDDLE)
        rows: list[Row] = []
        for peer in peers(self.place, records):
            found = installed(peer.package)
            if found is None:
                rows.append((peer.package, peer.job, "not installed", ""))
                continue
            own = batch(records) if peer.many else batch(records, "--jobs", "1")
            measured = compared("aidscore", {"aidscore": own, peer.package: peer.command}, self.turns)[peer.package]
            rows.append((f"{peer.package} {found}", peer.job, report.ratio(measured.wall), report.ratio(measured.cpu)))
        return rows

    def exponent(self) -> float:
        """With which power of the number of records the processor time grows that comes on top of the start."""
        start, less, more = (
            self.batches["mean", number]["one process"].cost.cpu for number in (SMALL, MIDDLE, self.largest)
        )
        return math.log((more - start) / (less - start)) / math.log(self.largest / MIDDLE)

    def goals(self, starts: dict[str, Compared], others: list[Row]) -> list[Goal]:
        """The goals with what was measured."""
        mean, union, example = (self.batches[shape, self.largest] for shape in ("mean", "union", "example"))
        ahead = min(float(row[3]) for row in others if row[3])
        peak = max(one.cost.peak for one in self.outputs[self.largest].values())
        quick = max(starts[name].cpu for name in ("--version", "--help", "completion"))
        return [
            Goal(f"{self.largest:,} records, one process ÷ CSafeLoader", 0.3, mean["one process"].cpu),
            Goal("the same with two processes, time by the clock", 0.18, mean["two"].wall),
            Goal("the same data in a campaign with `union`", 0.45, union["one process"].cpu),
            Goal("the records of the example in its campaign", 0.45, example["one process"].cpu),
            Goal("2,000 records into a workbook ÷ text only", 3.0, self.outputs[MIDDLE]["xlsx"].cpu),
            Goal("scoring one file ÷ two imports", 2.0, starts["score FILE"].cpu),
            Goal("`--version`, `--help`, completion ÷ two imports, the slowest", 0.8, quick),
            Goal("growth with the number of records, exponent", 1.05, self.exponent()),
            Goal(f"peak memory of {self.largest:,} records, the largest output, MiB", 250, peak),
            Goal("other programs ÷ aidscore, the nearest", 3.0, ahead, at_least=True),
        ]


def main(largest: int, turns: int) -> None:
    """Measure and write the document."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place), largest, turns)
        bench.warm_up()
        starts, others = bench.start_up(), bench.peers()
        bench.measure_batches()
        bench.measure_outputs()
        parts = {
            "machine": report.machine(load, turns, largest),
            "goals": report.goals(bench.goals(starts, others)),
            "batches": report.batches(bench.batches),
            "outputs": report.outputs(bench.outputs, bench.revision(), REVISED),
            "start": report.starts(starts),
            "peers": report.peers(others),
        }
    report.write(parts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--largest", type=int, default=LARGEST, help="the largest number of records")
    parser.add_argument("--turns", type=int, default=3, help="how often each comparison is made; the median counts")
    given = parser.parse_args()
    main(given.largest, given.turns)
