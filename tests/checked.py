"""Text in, meaning out: what is said of a file, as places and codes in the order of the file."""

import re
from pathlib import Path

from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.run.validate import validate

ZOO = Path(__file__).parent / "bad"
WORKSPACE = Workspace(Standards([ZOO / "standards"]))
SMALL = (ZOO / "standards" / "small" / "1.yaml").read_text(encoding="utf-8")
"""A standard with a rule of every kind; its records name it as small@1."""

HEAD = """\
aidscore: record/1
standard: small@1
center: xuhui
channel: announced
date: 2005-09-14
examined: all
"""


def record(rest: str = "findings: []\n", *changes: tuple[str, str]) -> str:
    """A record; `rest` begins in line 7, `changes` are made in the lines before."""
    head = HEAD
    for before, after in changes:
        assert head.count(before) == 1, before
        head = head.replace(before, after)
    return head + rest


def finding(*lines: str) -> str:
    """A record with one finding, which begins in line 8, column 5."""
    return record("findings:\n  - " + "\n    ".join(lines) + "\n")


def stating(deduct: str) -> str:
    """A text that states every number of a deduction: as points, as counts, and the shares as they are written."""
    shares = re.findall(r"[0-9.]+(?:%|/[0-9]+)", deduct)
    numbers = "、".join(re.findall(r"(?<![0-9./])[0-9]+(?:\.[0-9]+)?(?![0-9.%/])", deduct))
    return "，".join([f"扣{numbers}分", f"{numbers}次", *shares])


def said(data: str | bytes, workspace: Workspace = WORKSPACE):
    """The diagnostics of a file."""
    return validate(["-"], workspace, data=data.encode() if isinstance(data, str) else data).diagnostics


def codes(data: str | bytes, workspace: Workspace = WORKSPACE) -> list[tuple[int, int, str]]:
    """Line, column and code of everything that is said of a file."""
    return [(one.place.line, one.place.column, one.code) for one in said(data, workspace)]
