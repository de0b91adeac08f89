"""Commands as a person types them."""

from __future__ import annotations

import os
import shlex
from subprocess import list2cmdline


def command_line(*words: str) -> str:
    """The words of a command as the shell of this system takes them."""
    return list2cmdline(words) if os.name == "nt" else shlex.join(words)
