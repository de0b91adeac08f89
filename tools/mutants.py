"""Mutation testing: small changes in the arithmetic are made one by one, and those that no test notices are listed.

`python tools/mutants.py [--group scoring] [--percent 32] [--jobs 1]`. The sample is the same at every run, and a larger
one has all of a smaller one. Results are kept, so that a run that was stopped goes on; `--fresh` forgets them. Changes
that do the same as the code are explained in tools/equivalent_mutants.toml and left out of the score. Exits with 1 if
fewer than 95 of 100 others are noticed, or if the explanations are wrong.

Each mutant gets the tests that run the changed function, in a fork of one process that has read them all. The laws are
not among them: they take a hundred times as long, and an example tells better what is wrong.
"""

import argparse
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from mutant_runner import ALIVE, NOTICED, Runner
from mutations import PROJECT, SOURCE, Loader, Mutant, mutants

GROUPS = {
    "scoring": ("scoring", "deduct sheet plan score verdict", "deduct score plan"),
    "details": ("scoring", "bonus parts steps problems standings disputes", "steps standings statistics shown"),
    "combining": ("scoring", "combine union average phase", "combine batch"),
    "comparing": ("versions", "matching diff deductions clauses heirs", "diff carry impact"),
    "impact": (
        "versions",
        "intermediate carry weighing touching rescoring attribution deciding impact compare examples",
        "carry impact touching as_if corrected_text diff_command",
    ),
}
"""For each group a folder, the modules in it that are changed, and the tests that should notice."""
EXPLAINED = Path(__file__).with_name("equivalent_mutants.toml")
RESULTS = PROJECT / "build" / "mutants.jsonl"
QUIET = ["-q", "-s", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly"]


class Results:
    """The outcomes of mutants, kept in a file as long as they hold.

    An outcome is `noticed`, `endless` (noticed, too) or `alive`. The first two hold while the changed file is the same,
    the last one while the tests are the same, too.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        tests = sorted((PROJECT / "tests").glob("*.py"))
        self.tests = digest(tests)
        self.code = digest([*tests, *sorted(SOURCE.rglob("*.py"))])
        self.known: dict[str, str] = {}
        if path.exists():
            self.known.update(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())

    def get(self, mutant: Mutant) -> str | None:
        """Return the outcome of a mutant, if it is known."""
        return self.known.get(self._key(mutant, "noticed")) or self.known.get(self._key(mutant, "alive"))

    def add(self, mutant: Mutant, outcome: str) -> None:
        """Keep the outcome of a mutant."""
        key = self._key(mutant, outcome)
        self.known[key] = outcome
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([key, outcome]) + "\n")

    def _key(self, mutant: Mutant, outcome: str) -> str:
        """Return what an outcome depends on."""
        return f"{digest([mutant.path])} {self.tests if outcome == 'alive' else '-'} {mutant.name}"


def digest(paths: Sequence[Path]) -> str:
    """Return a short digest of files."""
    return sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def run_only(mutant: Mutant, paths: Sequence[str]) -> int:
    """Run all tests on one mutant in this process, which has imported nothing; return its exit code."""
    sys.meta_path.insert(0, Loader(mutant))
    return NOTICED if pytest.main([*QUIET, "-x", *paths]) else ALIVE


def explanations(group: str) -> dict[str, str]:
    """Return why each explained mutant of a group does the same as the code, by its name."""
    folder, modules, _tests = GROUPS[group]
    files = {f"{folder}/{name}.py" for name in modules.split()}
    found = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))["mutant"]
    return {entry["name"]: entry["why"] for entry in found if entry["name"].partition(" ")[0] in files}


def wrong_explanations(every: Sequence[Mutant], results: Results, explained: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with the explanations: mutants that there are not, or that a test does notice."""
    by_name = {mutant.name: mutant for mutant in every}
    for name in explained:
        if name not in by_name:
            yield f"explained, but no such mutant: {name}"
        elif results.get(by_name[name]) in ("noticed", "endless"):
            yield f"explained as equivalent, but noticed: {name}"


def report(group: str, every: Sequence[Mutant], chosen: Sequence[Mutant], results: Results) -> int:
    """Print the survivors and the score; return the exit code."""
    explained = explanations(group)
    alive = [mutant for mutant in chosen if results.get(mutant) == "alive"]
    wrong = list(wrong_explanations(every, results, explained))
    unexplained = [mutant for mutant in alive if mutant.name not in explained]
    for line in (*wrong, *(f"line {mutant.line}: {mutant.name}" for mutant in unexplained)):
        print(line)
    noticed, equivalent = len(chosen) - len(alive), len(alive) - len(unexplained)
    endless = sum(results.get(mutant) == "endless" for mutant in chosen)
    share = 100 * noticed / max(len(chosen) - equivalent, 1)
    print(
        f"{group}: {len(chosen)} of {len(every)} mutants tried, {equivalent} do the same as the code, {noticed} of the "
        f"other {len(chosen) - equivalent} noticed ({endless} of them for their time): {share:.1f}%"
    )
    return 0 if share >= 95 and not wrong else 1


def every_mutant(group: str) -> list[Mutant]:
    """Return the mutants of a group, in the order in which they are taken."""
    folder, modules, _tests = GROUPS[group]
    found = [mutant for name in modules.split() for mutant in mutants(SOURCE / folder / f"{name}.py")]
    return sorted(found, key=lambda mutant: mutant.order)


def run_group(group: str, options: argparse.Namespace) -> int:
    """Run a sample of the mutants of a group; return the exit code."""
    every = every_mutant(group)
    chosen = every[: -(-len(every) * options.percent // 100)]
    results = Results(options.results)
    waiting = [mutant for mutant in chosen if results.get(mutant) is None]
    if waiting:
        traces = results.path.with_name(f"{group}-{results.code}.json")
        runner = Runner(waiting, results.add, traces, options.jobs)
        pytest.main([*QUIET, "--no-header", "--no-summary", *paths_of(group)], plugins=[runner])
    if any(results.get(mutant) is None for mutant in chosen):
        return 1
    return report(group, every, chosen, results)


def paths_of(group: str) -> list[str]:
    """Return the files of the tests of a group."""
    return [f"{PROJECT}/tests/test_{name}.py" for name in GROUPS[group][2].split()]


def only(name: str) -> int:
    """Run all tests on the mutant of a name; return the exit code."""
    group, mutant = next((group, one) for group in GROUPS for one in every_mutant(group) if one.name == name)
    return run_only(mutant, paths_of(group))


def main() -> int:
    """Run a sample of the mutants."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--group", choices=GROUPS, help="the modules to change; all if left out")
    parser.add_argument("--percent", type=int, default=32, help="how many of the mutants")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the results are kept")
    parser.add_argument("--fresh", action="store_true", help="forget the results that are kept")
    parser.add_argument("--only", help="run all tests on the mutant of this name")
    options = parser.parse_args()
    if options.only:
        return only(options.only)
    if options.fresh:
        options.results.unlink(missing_ok=True)
    if options.group:
        return run_group(options.group, options)
    again = [argument for argument in sys.argv if argument != "--fresh"]
    codes = [subprocess.run([sys.executable, *again, "--group", group], check=False).returncode for group in GROUPS]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
