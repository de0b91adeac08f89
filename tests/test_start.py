"""What a command imports: only what it uses, so that nobody waits for the rest."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
VISIT = "examples/pilot-city/visits/one-visit.yaml"
MODELS = ("pydantic", "yaml", "openpyxl", "aidscore.model.record", "aidscore.read", "aidscore.run", "aidscore.scoring")
WORKBOOKS = ("openpyxl", "aidscore.xlsx.sheet", "aidscore.form", "aidscore.media.workbook", "aidscore.media.html")
OTHERS = ("aidscore.rectification", "aidscore.written_results", "aidscore.media.sqlite", "sqlite3", "jinja2")


def imported(*arguments):
    """The modules that a command imports."""
    command = [sys.executable, "-X", "importtime", "-m", "aidscore", *arguments]
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", check=False, env=unmeasured)
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    assert len(lines) > 20
    return {line.rpartition("|")[2].strip() for line in lines}


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (("--version",), (*MODELS, *WORKBOOKS, *OTHERS, "rich")),
        (("--help",), (*MODELS, *WORKBOOKS, *OTHERS)),
        (("score", VISIT), (*WORKBOOKS, *OTHERS)),
        (("validate", VISIT), (*WORKBOOKS, *OTHERS)),
        (("standard", "list"), (*WORKBOOKS, *OTHERS)),
        (("batch", "examples/pilot-city"), (*WORKBOOKS, *OTHERS)),
        (("plan", "examples/pilot-city"), (*WORKBOOKS, "sqlite3")),
        (("diff", "legal-aid-service@1.0", "legal-aid-service@1.1"), (*WORKBOOKS, *OTHERS)),
    ],
)
def test_a_command_imports_what_it_uses(arguments, forbidden):
    modules = imported(*arguments)
    assert [name for name in modules if any(name == one or name.startswith(f"{one}.") for one in forbidden)] == []
