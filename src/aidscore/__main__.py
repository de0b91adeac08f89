"""The command `aidscore`, also called by `python -m aidscore`."""

import signal


def main() -> None:
    """Run the command with the arguments of the process, and exit with its code.

    Until the program is loaded and can answer them, signals wait; Windows cannot let them wait.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGTERM, signal.SIGHUP))
    from aidscore.cli import main as run_command  # noqa: PLC0415 - an import before the signals wait is interrupted

    run_command()


if __name__ == "__main__":
    main()
