"""A sample of the random faults of tools/faults.py: nothing is torn, and no mixed set is left without a word."""

import subprocess
import sys
from pathlib import Path

import pytest

FAULTS = Path(__file__).parent.parent / "tools" / "faults.py"


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_no_fault_of_a_system_call_leaves_outputs_torn_or_mixed_without_a_word():
    arguments = [sys.executable, str(FAULTS), "--number", "48", "--seed", "48"]
    result = subprocess.run(arguments, capture_output=True, encoding="utf-8", check=False)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("faults: 48 tried, 0 complaints; calls that can fail: batch ")
