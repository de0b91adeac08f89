"""Lets system calls of commands that write files fail or kill the process, and checks what is left.

Nothing may be torn: each output is the older file or the new one, whole. Where some are new and some are older, the
command says which, or if it was killed the next run does; and that run leaves no scratch files.
"""

import argparse
import errno
import importlib
import io
import os
import pkgutil
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar

import aidscore
from aidscore.cli import output_files, run
from aidscore.files.document import read_document

P = ParamSpec("P")
R = TypeVar("R")
PROJECT = Path(__file__).parent.parent
VISITS = PROJECT / "examples" / "pilot-city" / "visits"
STANDARD = PROJECT / "tests" / "bad" / "standards" / "small" / "1.yaml"
"""A small one: its forms are soon made."""
OLDER = b"older\n"
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT)
SCRATCH = ".aidscore-*"
SUMMARIES = ("o.xlsx", "o.csv", "o.json")


class Scenario(NamedTuple):
    """A command that writes files, and what there is before it."""

    name: str
    arguments: Sequence[str]
    outputs: Sequence[str]
    """Relative to the folder in which the command runs."""
    prepare: Callable[[Path], None]


class Fault(NamedTuple):
    """What happens at one of the calls that change files: an error, or the end of the process before or after it."""

    call: int
    """The number of the call, counted from 1."""
    kind: str
    """`error`, `kill before` or `kill after`."""
    error: int


class Result(NamedTuple):
    """How a command ended."""

    code: int
    """The exit code, or less than 0 for the signal that killed it."""
    text: str
    """What it said on standard error."""


# ---- scenarios -------------------------------------------------------------------------------------------------------


def records(folder: Path) -> None:
    """Put three records and three older outputs into a folder."""
    (folder / "visits").mkdir()
    text = (VISITS / "one-visit.yaml").read_text(encoding="utf-8")
    for name in ("jiaqu", "yiqu", "bingqu"):
        (folder / "visits" / f"{name}.yaml").write_text(text.replace("jiaqu", name), encoding="utf-8")
    for name in SUMMARIES:
        (folder / name).write_bytes(OLDER)


def standards(folder: Path) -> None:
    """Put a standard into a folder, with the digest file of another."""
    place = folder / "standards" / "small"
    place.mkdir(parents=True)
    shutil.copy(STANDARD, place)
    (folder / "standards" / "published.sha256").write_text(f"{'0' * 64}  other/1.yaml\n", encoding="ascii")


def campaign(folder: Path) -> None:
    """Put a standard and the campaign of the example, with two centers, into a folder."""
    standards(folder)
    text = (VISITS.parent / "campaign.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    centers = [number for number, line in enumerate(text) if line.startswith("  - {id: ") and "excluded" not in line]
    dropped = set(centers[2:])
    kept = "".join(line for number, line in enumerate(text) if number not in dropped)
    (folder / "campaign.yaml").write_text(kept, encoding="utf-8")


OWN = ("--standards", "standards")
SCENARIOS = (
    Scenario("batch", ["batch", "visits", *(f"-o{name}" for name in SUMMARIES)], SUMMARIES, records),
    Scenario("form make", ["form", "make", "small@1", *OWN, "-o", "form.xlsx"], ["form.xlsx"], standards),
    Scenario(
        "form make --all",
        ["form", "make", "small@1", *OWN, "--all", "-o", "forms", "--campaign", "campaign.yaml"],
        ["forms/市法律援助中心-考核评分表.xlsx", "forms/甲区法律援助中心-考核评分表.xlsx"],
        campaign,
    ),
    Scenario("standard publish", ["standard", "publish", "small@1", *OWN], ["standards/published.sha256"], standards),
)


# ---- faults ----------------------------------------------------------------------------------------------------------


@dataclass
class Calls:
    """Counts the calls that change files, and lets one of them fail."""

    fault: Fault | None = None
    number: int = 0

    def begin(self, path: object = None, half: Callable[[], object] | None = None) -> bool:
        """Count a call, and fail in its turn, with `half` of it done; whether to end the process after it."""
        self.number += 1
        if self.fault is None or self.fault.call != self.number:
            return False
        if self.fault.kind == "kill after":
            return True
        if half is not None:
            half()
        if self.fault.kind == "kill before":
            kill()
        named = path if isinstance(path, str | Path) else None  # as the system does
        raise OSError(self.fault.error, os.strerror(self.fault.error), named)

    def wrapped(self, call: Callable[P, R]) -> Callable[P, R]:
        """A call that may fail."""

        def made(*arguments: P.args, **options: P.kwargs) -> R:
            ends = self.begin(arguments[0] if arguments else None)
            result = call(*arguments, **options)
            if ends:
                kill()
            return result

        return made

    def install(self) -> None:
        """Put the wrapped calls in place of the system's, in this process for good."""
        for name in ("replace", "fsync", "mkdir", "unlink", "rmdir", "chmod"):
            setattr(os, name, self.wrapped(getattr(os, name)))
        os_open = os.open
        wrapped_open = self.wrapped(os_open)

        def open_changing(path: str | Path, flags: int, mode: int = 0o777) -> int:
            """Folders are opened to lock or sync them; what is opened only to be read is not counted."""
            changes = flags & (os.O_WRONLY | os.O_RDWR | os.O_DIRECTORY)
            return (wrapped_open if changes else os_open)(path, flags, mode)

        setattr(os, "open", open_changing)  # noqa: B010 - an assignment would have to have every overload of the original
        vars(output_files)["open"] = partial(OutputFile, self)


class OutputFile(io.FileIO):
    """A file that may fail to open, or to be written, then with half of its bytes written."""

    def __init__(self, calls: Calls, path: Path, mode: str) -> None:
        self.calls = calls
        ends = calls.begin(path)
        super().__init__(path, mode)
        if ends:
            kill()

    def write(self, content: bytes, /) -> int:  # type: ignore[override]  # only bytes are written
        """Write bytes, or fail."""
        write = super().write
        ends = self.calls.begin(None, lambda: write(content[: len(content) // 2]))
        written = write(content)
        if ends:
            kill()
        return written


def kill() -> None:
    """End the process at once, as a crash does."""
    os.kill(os.getpid(), 9)


def run_in_child(folder: Path, arguments: Sequence[str], fault: Fault | None, count: bool = False) -> Result:
    """Run a command in a process of its own, with a fault; with `count` its exit code is the number of calls."""
    errors = folder.parent / "stderr"
    child = os.fork()
    if child == 0:
        calls = Calls(fault)
        try:
            os.chdir(folder)
            redirect(errors)
            calls.install()
            code = run([*arguments, "--lang", "en"])
            sys.stderr.flush()
        except BaseException:  # noqa: BLE001 - whatever it is, the process ends here and the code tells that it is wrong
            code = 99
        os._exit(calls.number if count else code)
    _pid, status = os.waitpid(child, 0)
    return Result(os.waitstatus_to_exitcode(status), errors.read_text(encoding="utf-8"))


def redirect(errors: Path) -> None:
    """Send standard output to nowhere and standard error to a file."""
    for descriptor, path in ((1, Path(os.devnull)), (2, errors)):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(opened, descriptor)
        os.close(opened)
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - lives as long as the process
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - lives as long as the process


# ---- checks ----------------------------------------------------------------------------------------------------------


class States(NamedTuple):
    """The outputs by what they are after a run."""

    older: list[str]
    new: list[str]
    torn: list[str]


class Trial:
    """A scenario with its outputs as they are without a fault."""

    def __init__(self, scenario: Scenario, scratch: Path) -> None:
        self.scenario = scenario
        self.folder = scratch / "folder"
        self._reset()
        self.older = self._contents()
        self.calls = run_in_child(self.folder, scenario.arguments, None, count=True).code
        self.new = self._contents()
        assert all(self.new[name] not in (None, self.older[name]) for name in scenario.outputs), scenario.name

    def complaint(self, fault: Fault) -> str | None:
        """What is wrong after a fault; None where all is as it should be."""
        self._reset()
        first = run_in_child(self.folder, self.scenario.arguments, fault)
        states = self._states()
        if states.torn:
            return f"torn: {states.torn}"
        if first.code not in (0, 1, -9):
            return f"exit code {first.code}: {first.text}"
        if first.code == 0 and states.older:
            return f"exit code 0, but not written: {states.older}"
        if first.code == 1 and not self._is_told(states, first.text):
            return f"not told: older {states.older}, new {states.new}: {first.text}"
        return self._complaint_of_next_run(first, states)

    def _is_told(self, states: States, text: str) -> bool:
        """Whether a failure names an output, and of a mixed set which were written and which not."""
        if not (states.older and states.new):
            return any(name in text for name in (*self.scenario.outputs, "forms", "standards"))
        written, _comma, missing = text.rpartition("not written: ")
        return all(name in missing for name in states.older) and all(name in written for name in states.new)

    def _complaint_of_next_run(self, first: Result, states: States) -> str | None:
        """What is wrong with a run after one that was killed or failed."""
        if self.scenario.name.startswith("form make"):
            for name in states.new:  # a form that is there is never replaced
                (self.folder / name).unlink()
        following = run_in_child(self.folder, self.scenario.arguments, None)
        if following.code != 0 or self._states().new != [*self.scenario.outputs]:
            return f"the next run ended with {following.code}: {following.text}"
        if left := [str(path) for path in self.folder.rglob(SCRATCH)]:
            return f"scratch files are left: {left}"
        mixed = bool(states.older and states.new)
        if first.code < 0 and mixed and not all(name in following.text for name in states.older):
            return f"the next run does not say what is older: {states.older}: {following.text}"
        return None

    def _reset(self) -> None:
        """Make the folder anew."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.scenario.prepare(self.folder)

    def _contents(self) -> dict[str, bytes | None]:
        """The outputs; None for one that is not there."""
        paths = {name: self.folder / name for name in self.scenario.outputs}
        return {name: path.read_bytes() if path.exists() else None for name, path in paths.items()}

    def _states(self) -> States:
        """The outputs by what they are."""
        states = States([], [], [])
        for name, content in self._contents().items():
            kind = (
                states.new
                if content == self.new[name]
                else states.older
                if content == self.older[name]
                else states.torn
            )
            kind.append(name)
        return states


def warm_up() -> None:
    """Import every module and read a file of each kind, so that no child has to do it first."""
    for module in pkgutil.walk_packages(aidscore.__path__, "aidscore."):
        importlib.import_module(module.name)
    importlib.import_module("openpyxl")
    for path in (STANDARD, VISITS / "one-visit.yaml", VISITS.parent / "campaign.yaml"):
        read_document(path.name, path.read_bytes())


def fault_of(number: int, seed: int, calls: int) -> Fault:
    """The fault of a number: always the same, so that a run can be taken up where it ended."""
    chance = random.Random(f"{seed} {number}")
    kind = chance.choice(("error", "error", "kill before", "kill after"))
    return Fault(chance.randint(1, calls), kind, chance.choice(ERRORS))


def main() -> int:
    """Try random faults; print how many of which kind, and each complaint. Return 1 where there are complaints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=1000, help="how many faults")
    parser.add_argument("--first", type=int, default=0, help="the number of the first one")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    warm_up()
    complaints = 0
    with tempfile.TemporaryDirectory() as scratch:
        trials = [Trial(scenario, Path(scratch)) for scenario in SCENARIOS]
        for number in range(options.first, options.first + options.number):
            trial = trials[number % len(trials)]
            fault = fault_of(number, options.seed, trial.calls)
            if complaint := trial.complaint(fault):
                complaints += 1
                print(f"faults: {number}, {trial.scenario.name}, {fault}: {complaint}", file=sys.stderr)
    calls = ", ".join(f"{trial.scenario.name} {trial.calls}" for trial in trials)
    print(f"faults: {options.number} tried, {complaints} complaints; calls that can fail: {calls}")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
