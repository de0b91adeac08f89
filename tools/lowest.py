"""Prints constraints with which pip installs the lowest versions that pyproject.toml allows, for `make test-lowest`.

pip cannot choose the lowest versions itself. Tools keep the versions of constraints.txt; what the dependencies bring is
left to pip, since it has to fit their lowest versions.
"""

import re
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

PROJECT = Path(__file__).parent.parent
NAME = re.compile(r"[A-Za-z0-9._-]+")


def lower_bounds(requirements: list[str]) -> dict[str, str]:
    """The lower bound of each requirement, by name; each must have one: `name>=version`."""
    bounds = {}
    for requirement in requirements:
        name, bound = requirement.split(">=")
        bounds[normalized(name)] = bound
    return bounds


def brought_by(names: list[str]) -> set[str]:
    """The packages that the installed versions of packages require."""
    needed = (one for name in names for one in requires(name) or () if "extra ==" not in one)
    return {normalized(match[0]) for one in needed if (match := NAME.match(one))}


def normalized(name: str) -> str:
    """The name of a package as an index knows it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """Print the constraints."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = lower_bounds(project["dependencies"])
    free = brought_by([*bounds])
    for name, bound in bounds.items():
        print(f"{name}=={bound}")
    for line in (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        name = normalized(line.partition("==")[0])
        if "==" in line and name not in bounds and name not in free:
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
