"""The command line: `run` reads the arguments, runs one command and gives its exit code."""

from __future__ import annotations

import gc
import gettext
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from aidscore import words
from aidscore.cli.exit_codes import ExitCode
from aidscore.cli.output import ReaderGone, prepare_streams
from aidscore.cli.output_files import NotWritten, progress
from aidscore.cli.signals import Stopped, ignore_signals, stop_on_signals

_SIGPIPE = 13
"""The number of the signal for a pipe that nobody reads; Windows has no such signal."""


def main() -> None:
    """Run the command with the arguments of the process, and exit with its code."""
    if "--traceback" not in sys.argv:
        sys.unraisablehook = _ignore
    prepare_streams()
    code = run(sys.argv[1:])
    ignore_signals()  # the interpreter's own end would be interrupted with a traceback
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run the command and give its exit code; nothing that a user does may end in a traceback."""
    gc.set_threshold(100_000)  # hardly anything that a run makes is garbage
    try:
        _choose_language(arguments)
        progress.reset()
        stop_on_signals()
        code = _invoke(arguments)
        return code if _is_flushed() else ExitCode.PROBLEMS
    except Stopped as stopped:
        _complain(_stopped_text())
        return 128 + stopped.number
    except (ReaderGone, BrokenPipeError):
        _silence(sys.stdout)
        return 128 + _SIGPIPE
    except NotWritten as failure:
        _complain(_not_written_text(failure))
        return ExitCode.PROBLEMS
    except OSError as problem:
        _silence(sys.stdout)
        _complain(_problem_text(problem.filename or words._("standard output"), problem))
        return ExitCode.PROBLEMS
    except Exception as bug:
        if "--traceback" in arguments:
            raise
        _complain(_bug_text(bug))
        return ExitCode.BUG


def _invoke(arguments: list[str]) -> int:
    """Pass the arguments to typer; what it says of wrong ones is worded here."""
    from typer.exceptions import TyperException

    from aidscore.cli.app import command

    try:
        code = command()(arguments, prog_name="aidscore", standalone_mode=False)
    except TyperException as wrong:
        from aidscore.cli.usage import usage_message

        _complain(usage_message(wrong))
        return ExitCode.USAGE
    except SystemExit as ended:  # typer ends the process where nobody reads its help
        raise ReaderGone from ended
    return code if isinstance(code, int) else ExitCode.DONE


def _choose_language(arguments: Sequence[str]) -> None:
    """Choose the language before the options are defined, since their help is translated too."""
    chosen = words.preferred()
    for number, argument in enumerate(arguments):
        if argument == "--lang" and number + 1 < len(arguments):
            chosen = arguments[number + 1]
        elif argument.startswith("--lang="):
            chosen = argument.partition("=")[2]
    words.use(chosen)
    # typer looks its own sentences up in gettext's default catalog, chosen by LANGUAGE
    os.environ["LANGUAGE"] = "zh_CN" if words.spoken() == "zh" else "en"
    gettext.bindtextdomain(words.DOMAIN, str(words.CATALOGS))
    gettext.textdomain(words.DOMAIN)


def _is_flushed() -> bool:
    """Whether standard output took everything: a closed one or a full disk is no success."""
    if sys.stdout is None:
        _complain(words._("standard output is closed, so the result is lost"))
        return False
    sys.stdout.flush()
    return True


def _silence(stream: TextIO | None) -> None:
    """Send to nowhere what a stream could not take, or the interpreter would try again at its end."""
    if stream is not None:
        descriptor = os.open(os.devnull, os.O_WRONLY)
        os.dup2(descriptor, stream.fileno())
        os.close(descriptor)


def _ignore(_failed: object) -> None:
    """Do not print what fails while objects are cleaned up: it follows from what is told already."""


def _complain(sentence: str) -> None:
    """Write a sentence to standard error, if it takes any."""
    from aidscore.media.text import visible_lines

    if sys.stderr is None:
        return
    try:
        sys.stderr.write(f"aidscore: {visible_lines(sentence)}\n")
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def _stopped_text() -> str:
    """What a run that was stopped has and has not written."""
    return words.together([words._("interrupted"), progress.text() or words._("nothing was written")])


def _not_written_text(failure: NotWritten) -> str:
    """Why an output was not written; where there are several, which were."""
    if failure.path in progress.written:
        sentence = _problem_text(failure.path, failure.problem)
    else:
        sentence = words._("{path} was not written: {problem}", path=failure.path, problem=_reason(failure.problem))
    return words.together([sentence, progress.text() if len(progress.expected) > 1 else ""])


def _problem_text(path: object, problem: OSError) -> str:
    """What the system says of a file."""
    return words._("{path}: {problem}", path=path, problem=_reason(problem))


def _reason(problem: OSError) -> str:
    """What the system says, in the language in use."""
    if str(problem.strerror).startswith("No usable temporary directory"):
        return words._("there is no folder for temporary files with space left; TMPDIR names another")
    return words._(problem.strerror) if problem.strerror else str(problem)


def _bug_text(bug: Exception) -> str:
    """A short message about our own bug."""
    sentence = words.N_("a bug in aidscore: {kind}. Please report it; --traceback shows where it happened.")
    return words._(sentence, kind=type(bug).__name__)
