"""What anybody has to pay who reads the files: `python -m bench.baseline read|parse FOLDER`."""

import sys
from pathlib import Path

import yaml


def main(job: str, folder: str) -> None:
    """Read the bytes of every record, or parse them as any program that reads YAML would have to."""
    for path in sorted(Path(folder).rglob("*.yaml")):
        data = path.read_bytes()
        if job == "parse":
            yaml.load(data, Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    main(*sys.argv[1:])
