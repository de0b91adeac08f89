"""Mutation testing: small changes in the arithmetic are made one by one, and those that no test notices are listed.

`python tools/mutants.py [--group scoring] [--sample 250] [--jobs 1]`. The sample is the same at every run, and a larger
one has all of a smaller one. Results are kept, so that a run that was stopped goes on; `--fresh` forgets them. Changes
that do the same as the code are explained in tools/equivalent_mutants.toml and left out of the score. Exits with 1 if
fewer than 95 of 100 others are noticed, or if the explanations are wrong.

Each mutant gets the tests that run the changed function, in a fork of one process that has read them all. The laws are
not among them: they take a hundred times as long, and an example tells better what is wrong.
"""

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from time import process_time
from types import CodeType, FrameType

import pytest
from mutations import PROJECT, SOURCE, Loader, Mutant, mutants, patched

GROUPS = {
    "scoring": (
        """deduct sheet plan score verdict bonus parts steps losses standings disputes
        combine union average phase""",
        "deduct score combine plan examples shown corrected_text batch same_visit csv",
    ),
    "versions": (
        """matching diff deductions clauses heirs intermediate carry weighing attribution deciding impact compare
        examples""",
        "carry impact diff diff_command as_if corrected_text",
    ),
}
"""The modules of a folder that are changed, and the tests that should notice."""
SECONDS = 120
"""A mutant that computes longer is taken for an endless loop, which is noticed."""
EXPLAINED = Path(__file__).with_name("equivalent_mutants.toml")
RESULTS = PROJECT / "build" / "mutants.jsonl"
GIBIBYTES = 4
"""One that takes more memory fails for want of it."""
ALIVE, NOTICED, ENDLESS = 0, 1, 3
"""The exit codes of the process of a mutant, beside that of the signal for too much time."""
OUTCOMES = {ALIVE: "alive", NOTICED: "noticed", ENDLESS: "endless", -signal.SIGXCPU: "endless"}
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
        self.code = digest([*tests, *sorted(SOURCE.rglob("*.py")), Path(__file__)])
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


# ---- running ---------------------------------------------------------------------------------------------------------


class Runner:
    """Runs the tests on mutants, as a plugin of pytest that takes the place of its loop over the tests."""

    def __init__(self, waiting: Sequence[Mutant], results: Results, jobs: int) -> None:
        self.waiting = waiting
        self.results = results
        self.jobs = jobs
        self.called: set[str] = set()
        """The functions that ran while the tests were read, `file function` each."""
        self.tests: dict[str, list[pytest.Item]] = defaultdict(list)
        """The tests that run a function, quick ones first."""

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        """Note the functions that run while the tests are read."""
        with traced() as codes:
            result = yield
        self.called = functions_of(codes)
        return result

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run each mutant's tests in a fork, several at once."""
        self._find_tests(session)
        queue, running = list(reversed(self.waiting)), dict[int, Mutant]()
        while queue or running:
            while queue and len(running) < self.jobs:
                mutant = queue.pop()
                running[forked(partial(self._code, session, mutant))] = mutant
            child, status = os.wait()
            self.results.add(running.pop(child), OUTCOMES[os.waitstatus_to_exitcode(status)])
        return True

    def _find_tests(self, session: pytest.Session) -> None:
        """Find out which tests run a function, in a fork; raises SystemExit where a test fails without a change."""
        path = self.results.path.with_name(f"{self.results.path.stem}-{self.results.code}.json")
        if not path.exists():
            _child, status = os.waitpid(forked(partial(trace, session, path)), 0)
            if status:
                sys.exit("the tests fail without a change")
        items = {item.nodeid: item for item in session.items}
        for _seconds, name, functions in sorted(json.loads(path.read_text(encoding="utf-8"))):
            for function in functions:
                self.tests[function].append(items[name])

    def _code(self, session: pytest.Session, mutant: Mutant) -> int:
        """Run a mutant's tests; return the exit code of its process."""
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTES << 30, GIBIBYTES << 30))
        function = mutant.function.partition(".<locals>")[0]
        if function not in self.called and patched(mutant):
            return NOTICED if fails(session, self.tests[function]) else ALIVE
        code = subprocess.run([sys.executable, __file__, "--only", mutant.name], check=False).returncode
        return ENDLESS if code == -signal.SIGXCPU else code


def trace(session: pytest.Session, path: Path) -> int:
    """Write the seconds, the name and the functions of each test into a file; return 1 where one fails."""
    found = []
    for item in session.items:
        start = process_time()
        with traced() as codes:
            failed = fails(session, [item])
        if failed:
            return 1
        found.append((process_time() - start, item.nodeid, sorted(functions_of(codes))))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found), encoding="utf-8")
    return 0


@contextmanager
def traced() -> Iterator[list[CodeType]]:
    """Note the code that is called in a block, in a list that is filled at its end."""
    called: dict[int, CodeType] = {}
    codes: list[CodeType] = []

    def note(frame: FrameType, _event: str, _argument: object) -> None:
        """Note what is called, but not what happens in it."""
        called[id(frame.f_code)] = frame.f_code

    sys.settrace(note)
    yield codes
    sys.settrace(None)
    codes.extend(called.values())


def functions_of(codes: Sequence[CodeType]) -> set[str]:
    """Return which of the functions of ours some codes are, `file function` each."""
    ours = [code for code in codes if code.co_filename.startswith(str(SOURCE))]
    return {f"{code.co_filename[len(str(SOURCE)) + 1 :]} {code.co_qualname.partition('.<locals>')[0]}" for code in ours}


def fails(session: pytest.Session, items: Sequence[pytest.Item]) -> bool:
    """Tell whether one of the tests fails; those after it are not run."""
    for item in items:
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if session.testsfailed:
            return True
    return False


def forked(work: Callable[[], int]) -> int:
    """Do work in a process of its own, whose exit code it returns; return the id of the process."""
    if child := os.fork():
        return child
    code = 2
    try:
        for descriptor in (0, 1, 2):
            os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)
        folder = os.environ["PYTEST_DEBUG_TEMPROOT"] = tempfile.mkdtemp()
        code = work()
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os._exit(code)


def run_only(mutant: Mutant, paths: Sequence[str]) -> int:
    """Run all tests on one mutant in this process, which has imported nothing; return its exit code."""
    sys.meta_path.insert(0, Loader(mutant))
    return NOTICED if pytest.main([*QUIET, "-x", *paths]) else ALIVE


# ---- explanations and the score --------------------------------------------------------------------------------------


def explanations(group: str) -> dict[str, str]:
    """Return why each explained mutant of a group does the same as the code, by its name."""
    found = tomllib.loads(EXPLAINED.read_text(encoding="utf-8"))["mutant"]
    return {entry["name"]: entry["why"] for entry in found if entry["name"].startswith(f"{group}/")}


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


def main() -> int:
    """Run a sample of the mutants of a group."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--group", choices=GROUPS, default="scoring")
    parser.add_argument("--sample", type=int, default=250, help="how many mutants")
    parser.add_argument("--jobs", type=int, default=2, help="how many at once")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the results are kept")
    parser.add_argument("--fresh", action="store_true", help="forget the results that are kept")
    parser.add_argument("--only", help="run all tests on the mutant of this name")
    options = parser.parse_args()
    group = options.only.partition("/")[0] if options.only else options.group
    modules, tests = (names.split() for names in GROUPS[group])
    paths = [f"{PROJECT}/tests/test_{name}.py" for name in tests]
    every = [mutant for name in modules for mutant in mutants(SOURCE / group / f"{name}.py")]
    if options.only:
        return run_only(next(mutant for mutant in every if mutant.name == options.only), paths)
    if options.fresh:
        options.results.unlink(missing_ok=True)
    chosen = sorted(every, key=lambda mutant: mutant.order)[: options.sample]
    results = Results(options.results)
    waiting = [mutant for mutant in chosen if results.get(mutant) is None]
    if waiting:
        pytest.main([*QUIET, "--no-header", "--no-summary", *paths], plugins=[Runner(waiting, results, options.jobs)])
    if any(results.get(mutant) is None for mutant in chosen):
        return 1
    return report(group, every, chosen, results)


if __name__ == "__main__":
    sys.exit(main())
