"""The command line. `main` is the command `aidscore`; it reads options, runs one command and gives an exit code."""

from __future__ import annotations

import gc
import gettext
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from aidscore import words
from aidscore.cli.exit_codes import ExitCode


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command with the arguments of the process, and exit with its code."""
    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


def run(arguments: list[str]) -> int:
    """Run the command and give its exit code; nothing that a user does may end in a traceback."""
    gc.set_threshold(100_000)  # hardly anything that a run makes is garbage
    _prepare_streams()
    _speak(arguments)
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    try:
        code = _invoke(arguments)
        return code if _flushed() else ExitCode.PROBLEMS
    except KeyboardInterrupt:
        _complain(words._("interrupted; nothing was written"))
        return 128 + signal.SIGINT
    except BrokenPipeError:
        _silence_stdout()
        return 128 + getattr(signal, "SIGPIPE", 13)
    except OSError as problem:
        _silence_stdout()
        reason = words._(problem.strerror) if problem.strerror else str(problem)
        _complain(words._("{path}: {problem}", path=problem.filename or "-", problem=reason))
        return ExitCode.PROBLEMS
    except Exception as bug:
        if "--traceback" in arguments:
            raise
        _complain(
            words._(
                "a bug in aidscore: {kind}. Please report it; --traceback shows where it happened.",
                kind=type(bug).__name__,
            )
        )
        return ExitCode.BUG


def _invoke(arguments: list[str]) -> int:
    """Hand the arguments to typer; its complaints about them are worded here."""
    from typer.exceptions import TyperException

    from aidscore.cli.app import command

    try:
        code = command()(arguments, prog_name="aidscore", standalone_mode=False)
    except TyperException as wrong:
        from aidscore.cli.usage import usage_message

        _complain(usage_message(wrong))
        return ExitCode.USAGE
    return code if isinstance(code, int) else ExitCode.DONE


def _end(number: int, frame: FrameType | None) -> None:
    """End on a signal by an exception, so that half-written files are removed; what breaks on the way is not told."""
    sys.unraisablehook = lambda _broken: None
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)


def _prepare_streams() -> None:
    """Let no character stop the output: what the console cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _speak(arguments: Sequence[str]) -> None:
    """Choose the language before the options are defined, since their help is translated too."""
    asked = words.preferred()
    for number, argument in enumerate(arguments):
        if argument == "--lang" and number + 1 < len(arguments):
            asked = arguments[number + 1]
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
    words.use(asked)
    # typer words its own sentences by gettext's default catalog, chosen by LANGUAGE
    os.environ["LANGUAGE"] = "zh_CN" if words.spoken() == "zh" else "en"
    gettext.bindtextdomain(words.DOMAIN, str(words.CATALOGS))
    gettext.textdomain(words.DOMAIN)


def _flushed() -> bool:
    """Whether standard output took everything: a closed one or a full disk is no success."""
    if sys.stdout is None:
        _complain(words._("standard output is closed, so the result is lost"))
        return False
    sys.stdout.flush()
    return True


def _silence_stdout() -> None:
    """Let the interpreter's last flush fail quietly."""
    if sys.stdout is not None:
        descriptor = os.open(os.devnull, os.O_WRONLY)
        os.dup2(descriptor, sys.stdout.fileno())
        os.close(descriptor)


def _complain(said: str) -> None:
    """A sentence on standard error, if there is one."""
    if sys.stderr is not None:
        sys.stderr.write(f"aidscore: {said}\n")
