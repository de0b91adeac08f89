"""Builds a folder from which aidscore is installed without network, on Windows and on Linux: `make wheelhouse`.

The folder has the wheels of aidscore and of everything that it needs, for each supported version of Python, and the
files of `tools/offline` that install and call it. pip chooses the packages by the system that it runs on, so what only
Windows needs is found here from the wheels themselves and fetched by name.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from email.parser import HeaderParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

PROJECT = Path(__file__).parent.parent
TEMPLATES = PROJECT / "tools" / "offline"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
INSTALLER = "3.12.10"
"""A Python whose installer for Windows is offered for download; newer 3.12 have none."""
FILES = {
    "install.bat": "安装.bat",
    "score.bat": "评分.bat",
    "summarize.bat": "汇总.bat",
    "readme.zh.txt": "说明.txt",
    "readme.txt": "README.txt",
    "install.sh": "install.sh",
}
"""The templates, and what they are called in the folder."""


class Target(NamedTuple):
    """A system and a version of Python that wheels are wanted for."""

    system: str
    python: str

    @property
    def platforms(self) -> tuple[str, ...]:
        """The names that wheels give to the system."""
        if self.system == "Windows":
            return ("win_amd64",)
        machine = platform.machine()
        return (f"manylinux2014_{machine}", f"manylinux_2_17_{machine}")

    @property
    def environment(self) -> dict[str, str]:
        """What the conditions of requirements ask about, as far as packages of ours and of others do ask."""
        is_windows = self.system == "Windows"
        return {
            "implementation_name": "cpython",
            "os_name": "nt" if is_windows else "posix",
            "platform_machine": "AMD64" if is_windows else platform.machine(),
            "platform_python_implementation": "CPython",
            "platform_system": self.system,
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
            "sys_platform": "win32" if is_windows else "linux",
        }


TARGETS = [Target(system, python) for system in ("Windows", "Linux") for python in PYTHONS]


def requirements_of(wheel: Path, target: Target) -> Iterator[str]:
    """Yield the names of the packages that a wheel requires on a target."""
    with ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(name).decode())
    for written in metadata.get_all("Requires-Dist", []):
        requirement = Requirement(written)
        if requirement.marker is None or requirement.marker.evaluate({**target.environment, "extra": ""}):
            yield canonicalize_name(requirement.name)


def missing_from(wheels: Sequence[Path], target: Target) -> set[str]:
    """Return the names of the packages that some of the wheels require on a target and that none of them is."""
    present = {parse_wheel_filename(wheel.name)[0] for wheel in wheels}
    return {name for wheel in wheels for name in requirements_of(wheel, target)} - present


def build_wheel(folder: Path) -> Path:
    """Build the wheel of aidscore into a folder."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(PROJECT)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob("aidscore-*.whl"))


def download(names: Sequence[str], target: Target, folder: Path, known: Path) -> None:
    """Download packages for a target into a folder, in the pinned versions, with what pip thinks that they require."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--only-binary=:all:", "--implementation", "cp"]
    command += ["--constraint", str(PROJECT / "constraints.txt"), "--python-version", target.python]
    command += ["--find-links", str(known), "--dest", str(folder)]
    for name in target.platforms:
        command += ["--platform", name]
    subprocess.run([*command, *names], check=True)


def collect(wheel: Path, target: Target, wheels: Path) -> None:
    """Put everything that the wheel of aidscore requires on a target into the folder of wheels."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copy(wheel, folder)
        while missing := missing_from(sorted(folder.glob("*.whl")), target):
            download(sorted(missing), target, folder, wheels)
        for path in folder.glob("*.whl"):
            shutil.move(path, wheels / path.name)


def values_of(version: str) -> dict[str, str]:
    """Return what stands for the names in braces in the templates."""
    pairs = [tuple(map(int, python.split("."))) for python in PYTHONS]
    return {
        "version": version,
        "machine": platform.machine(),
        "pythons": f"{PYTHONS[0]}–{PYTHONS[-1]}",
        "installer": INSTALLER,
        "oldest": str(pairs[0]),
        "newest": str(pairs[-1]),
        "newest_first": " ".join(reversed(PYTHONS)),
    }


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a template with the names in braces replaced."""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", value)
    return template


def encoded(name: str, text: str) -> bytes:
    """Return a file as its reader expects it: cmd.exe takes no BOM, an old Notepad needs one to see UTF-8."""
    if name.endswith(".sh"):
        return text.encode()
    crlf = text.replace("\n", "\r\n")
    return crlf.encode("utf-8-sig" if name.endswith(".txt") else "utf-8")


def offline_files(version: str) -> dict[str, bytes]:
    """Return the files that install and call aidscore, by their names in the folder."""
    values = values_of(version)
    return {
        name: encoded(name, filled((TEMPLATES / template).read_text(encoding="utf-8"), values))
        for template, name in FILES.items()
    }


def build(output: Path) -> Path:
    """Build the folder below `output`, anew, and return it."""
    with TemporaryDirectory() as place:
        wheel = build_wheel(Path(place))
        version = str(parse_wheel_filename(wheel.name)[1])
        folder = output / f"aidscore-{version}-offline"
        shutil.rmtree(folder, ignore_errors=True)
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        for target in TARGETS:
            print(f"wheelhouse: {target.system}, Python {target.python}")
            collect(wheel, target, wheels)
    for name, content in offline_files(version).items():
        (folder / name).write_bytes(content)
    return folder


def main() -> int:
    """Build the folder and say where it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--output", type=Path, default=PROJECT / "build" / "wheelhouse", help="where the folder goes")
    folder = build(parser.parse_args().output)
    size = sum(path.stat().st_size for path in folder.rglob("*"))
    print(f"wheelhouse: {folder}, {size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
