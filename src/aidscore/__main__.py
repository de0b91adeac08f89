"""`python -m aidscore` is the command `aidscore`."""

from aidscore.cli import main

if __name__ == "__main__":
    main()
