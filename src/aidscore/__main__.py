"""The command `aidscore`, also called by `python -m aidscore`."""

import signal
import sys


def main() -> None:
    """Run the command with the arguments of the process, and exit with its code.

    Until the program is loaded and can answer them, signals wait; Windows cannot let them wait.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    from aidscore.cli import run  # noqa: PLC0415 - what is imported before the signals wait can be interrupted
    from aidscore.cli.signals import ignore_signals  # noqa: PLC0415 - as above

    code = run(sys.argv[1:])
    ignore_signals()
    sys.exit(code)


if __name__ == "__main__":
    main()
