"""What all tests share: what they may need from outside, and how hard the properties are tried."""

import gc
import os
import shutil
import signal
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from hypothesis import Phase, settings

from aidscore import words
from aidscore.cli import run

PROJECT = Path(__file__).parent.parent
IN_CI = os.environ.get("CI") == "true"

for setting in ("AIDSCORE_LANG", "AIDSCORE_STANDARDS", "NO_COLOR", "FORCE_COLOR"):
    os.environ.pop(setting, None)  # a user's own settings must not change a test

settings.register_profile(
    "default", max_examples=60, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate]
)  # the same examples at every run, and no long search for a smaller one
settings.register_profile("thorough", max_examples=5000, deadline=None, derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def do_without(what: str) -> None:
    """End the test for want of something: skipped on a user's machine, failed in CI."""
    (pytest.fail if IN_CI else pytest.skip)(f"needs {what}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Look for the programs that the test's `needs` marks name."""
    for mark in item.iter_markers("needs"):
        for program in mark.args:
            if shutil.which(program) is None:
                do_without(f"the program {program}")


@pytest.fixture
def as_before():
    """Leave language, signals and garbage collection as they were: a run of the command changes them."""
    spoken, threshold, language = words.spoken(), gc.get_threshold(), os.environ.get("LANGUAGE")
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    words.use(spoken)
    gc.set_threshold(*threshold)
    for number, handler in handlers.items():
        signal.signal(number, handler)
    os.environ.pop("LANGUAGE", None) if language is None else os.environ.update(LANGUAGE=language)


@pytest.fixture
def call(as_before, monkeypatch, capsysbinary):
    """Return a function that runs the command in this process, which takes a tenth of the time of a new one."""

    def called(*arguments: object, cwd: Path = PROJECT, **environment: str) -> CompletedProcess[bytes]:
        monkeypatch.chdir(cwd)
        for name, value in {"LANG": "C.UTF-8", **environment}.items():
            monkeypatch.setenv(name, value)
        code = run([str(argument) for argument in arguments])
        said = capsysbinary.readouterr()
        return CompletedProcess(arguments, code, said.out, said.err)

    return called


@pytest.fixture(scope="session")
def outside() -> Path:
    """Return the folder of real data kept beside the project; AIDSCORE_OUTSIDE names another."""
    folder = Path(os.environ.get("AIDSCORE_OUTSIDE", PROJECT.parent / "shared" / "outside"))
    if not folder.is_dir():
        pytest.skip(f"needs the data folder {folder}")  # also in CI: it is no program that could be installed
    return folder
