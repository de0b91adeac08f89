"""What all tests share: what they may need from outside, and how hard the properties are tried."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).parent.parent
IN_CI = os.environ.get("CI") == "true"

for setting in ("AIDSCORE_LANG", "AIDSCORE_STANDARDS", "NO_COLOR", "FORCE_COLOR"):
    os.environ.pop(setting, None)  # a user's own settings must not change a test

settings.register_profile("default", max_examples=100, deadline=None)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, print_blob=True)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if IN_CI else "default"))


def do_without(what: str) -> None:
    """End the test for want of something: skipped on a user's machine, failed in CI."""
    (pytest.fail if IN_CI else pytest.skip)(f"needs {what}")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Look for the programs that the test's `needs` marks name."""
    for mark in item.iter_markers("needs"):
        for program in mark.args:
            if shutil.which(program) is None:
                do_without(f"the program {program}")


@pytest.fixture(scope="session")
def outside() -> Path:
    """Return the folder of real data kept beside the project; AIDSCORE_OUTSIDE names another."""
    folder = Path(os.environ.get("AIDSCORE_OUTSIDE", PROJECT.parent / "shared" / "outside"))
    if not folder.is_dir():
        do_without(f"the data folder {folder}")
    return folder
