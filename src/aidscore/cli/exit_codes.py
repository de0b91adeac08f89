"""The exit codes of the command (spec, section 10)."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """How a run ended; a run that a signal ends has 128 plus the number of the signal."""

    DONE = 0
    PROBLEMS = 1
    """Problems in the input, an output that cannot be written, or a condition of an option that is not met."""
    USAGE = 2
    BUG = 3
