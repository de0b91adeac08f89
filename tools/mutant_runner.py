"""Runs the tests on mutants: those that run the changed function, in a fork of one process that has read them all."""

import functools
import gc
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import process_time
from types import CodeType, FrameType

import pytest
from mutations import SOURCE, Mutant, patched

from aidscore.model.standard import Edition

SECONDS = 120
"""A mutant that computes longer is taken for an endless loop, which is noticed."""
GIBIBYTES = 4
"""One that takes more memory fails for want of it."""
ALIVE, NOTICED, ENDLESS = 0, 1, 3
"""The exit codes of the process of a mutant, beside that of the signal for too much time."""
OUTCOMES = {ALIVE: "alive", NOTICED: "noticed", ENDLESS: "endless", -signal.SIGXCPU: "endless"}
CACHED = type(functools.cache(lambda: None))


class Runner:
    """A plugin of pytest that takes the place of its loop over the tests."""

    def __init__(self, waiting: Sequence[Mutant], keep: Callable[[Mutant, str], None], traces: Path, jobs: int) -> None:
        self.waiting = waiting
        self.keep = keep
        self.traces = traces
        """The file with the functions that each test runs; made where it is missing."""
        self.jobs = jobs
        self.tests: dict[str, list[pytest.Item]] = defaultdict(list)
        """The tests that run a function, `file function`, or with `file -` any of a file, quick ones first."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run each mutant's tests in a fork, several at once."""
        forget()
        gc.freeze()  # so that forks share the memory
        self._find_tests(session)
        queue, running = list(reversed(self.waiting)), dict[int, Mutant]()
        while queue or running:
            while queue and len(running) < self.jobs:
                mutant = queue.pop()
                running[forked(partial(self._code, session, mutant))] = mutant
            child, status = os.wait()
            self.keep(running.pop(child), OUTCOMES[os.waitstatus_to_exitcode(status)])
        return True

    def _find_tests(self, session: pytest.Session) -> None:
        """Find out which tests run a function, in a fork; raises SystemExit where a test fails without a change."""
        if not self.traces.exists():
            _child, status = os.waitpid(forked(partial(trace, session, self.traces)), 0)
            if status:
                sys.exit("the tests fail without a change")
        items = {item.nodeid: item for item in session.items}
        for _seconds, name, functions in sorted(json.loads(self.traces.read_text(encoding="utf-8"))):
            for function in functions:
                self.tests[function].append(items[name])
            for file in {function.partition(" ")[0] for function in functions}:
                self.tests[f"{file} -"].append(items[name])

    def _code(self, session: pytest.Session, mutant: Mutant) -> int:
        """Run a mutant's tests; return the exit code of its process."""
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTES << 30, GIBIBYTES << 30))
        if patched(mutant):
            function = mutant.function.partition(".<locals>")[0]
            return NOTICED if fails(session, self.tests[function]) else ALIVE
        code = subprocess.run([sys.executable, sys.argv[0], "--only", mutant.name], check=False).returncode
        return ENDLESS if code == -signal.SIGXCPU else code


def forget() -> None:
    """Empty all caches: what is known from reading the tests could hide a change."""
    for one in gc.get_objects():
        if isinstance(one, CACHED):
            one.cache_clear()
        elif isinstance(one, Edition):
            one.prepared.clear()


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
