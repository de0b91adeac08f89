"""The groups of tools/mutants.py: what they name must be there, or `make mutants` ends before it has begun."""

import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT / "tools"))

from mutants import GROUPS, every_mutant, explanations, paths_of  # noqa: E402 - see above


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_names_modules_tests_and_mutants_that_there_are(group):
    names = {mutant.name for mutant in every_mutant(group)}
    assert [path for path in paths_of(group) if not Path(path).exists()] == []
    assert explanations(group).keys() - names == set()
