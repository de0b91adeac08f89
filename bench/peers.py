"""Other programs, doing what they can of the same job; one that is not installed is left out."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

from bench.measure import Command

YAMALE = """\
aidscore: str()
standard: str()
center: str()
channel: enum('announced', 'unannounced', 'spot-check', 'self', 'follow-up', 'acceptance')
date: day()
visit: str(required=False)
inspectors: list(str(), required=False)
examined: any(enum('all'), list(str()))
findings: list(include('finding'))
---
finding:
  rule: str()
  count: int(min=1, required=False)
  sample: include('sample', required=False)
  missing: list(str(), required=False)
  level: str(required=False)
  value: any(str(), num(), required=False)
  note: str(required=False)
  evidence: list(str(), required=False)
sample:
  drawn: int(min=1)
  failed: int(min=0)
"""


class Peer(NamedTuple):
    """A program, and what it does of the job."""

    package: str
    job: str
    command: Command
    many: bool = False
    """Whether it is compared with a batch that uses every core, as it does itself."""


def peers(place: Path, records: Path) -> list[Peer]:
    """The programs with their commands for a folder of records; what they need besides is written into `place`."""
    schema, yamale = place / "record.schema.json", place / "yamale.yaml"
    with schema.open("wb") as file:
        subprocess.run([sys.executable, "-m", "aidscore", "schema", "record"], check=True, stdout=file)
    yamale.write_text(YAMALE, encoding="utf-8")
    standard = str(records.parent / "standards" / "bench" / "1.0.yaml")
    paths = sorted(map(str, records.rglob("*.yaml")))
    python = sys.executable
    return [
        Peer(
            "yamale",
            "validates against a schema, with a process for each core",
            [python, "-m", "yamale.command_line", "-s", str(yamale), "-n", "auto", str(records)],
            many=True,
        ),
        Peer(
            "zen-engine",
            "parses with CSafeLoader, adds up in a decision, checks nothing",
            [python, "-m", "bench.zen_script", str(records)],
        ),
        Peer(
            "openpyxl",
            "a script of 40 lines: safe_load, totals, means, a workbook; checks nothing",
            [python, "-m", "bench.user_script", standard, str(records), str(place / "script.xlsx")],
        ),
        Peer(
            "check-jsonschema",
            "validates against the JSON Schema that aidscore writes",
            [python, "-m", "check_jsonschema", "--schemafile", str(schema), *paths],
        ),
    ]


def installed(package: str) -> str | None:
    """The version of a package; None where it is missing."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None
