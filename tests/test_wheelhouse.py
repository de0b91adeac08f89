"""The folder for offices without network: what it must contain for each system, and the files that people click.

`make wheelhouse-test` builds it and installs from it. cmd.exe is not at hand, so of its files only this is held: their
bytes, their labels, that paths are quoted, and that each call of aidscore does what it says.
"""

import re
import shlex
import shutil
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT / "tools"))

from wheelhouse import FILES, TARGETS, Target, missing_from, offline_files, requirements_of  # noqa: E402 - see above

CONTENT = offline_files("0.1.0")
BATS = {name: content.decode() for name, content in CONTENT.items() if name.endswith(".bat")}
WINDOWS, LINUX = Target("Windows", "3.12"), Target("Linux", "3.12")


def wheel(folder, name, *required):
    """A wheel that requires other packages."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    lines = [f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {one}" for one in required)]
    with ZipFile(path, "w") as archive:
        archive.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines) + "\n\n")
    return path


@pytest.mark.parametrize(
    ("required", "target", "expected"),
    [
        ("rich>=13", LINUX, ["rich"]),
        ("Typing_Extensions", LINUX, ["typing-extensions"]),
        ('colorama; platform_system == "Windows"', LINUX, []),
        ('colorama; platform_system == "Windows"', WINDOWS, ["colorama"]),
        ('colorama; sys_platform == "win32"', WINDOWS, ["colorama"]),
        ('tomli; python_version < "3.12"', WINDOWS, []),
        ('tomli; python_version < "3.12"', Target("Windows", "3.11"), ["tomli"]),
        ('babel; extra == "test"', LINUX, []),
    ],
)
def test_a_requirement_counts_where_its_condition_holds(tmp_path, required, target, expected):
    assert list(requirements_of(wheel(tmp_path, "one", required), target)) == expected


def test_what_others_bring_is_missing_until_it_is_there(tmp_path):
    one = wheel(tmp_path, "one", "two", 'three; os_name == "nt"')
    two = wheel(tmp_path, "two", "four")
    assert missing_from([one], WINDOWS) == {"two", "three"}
    assert missing_from([one, two], LINUX) == {"four"}
    assert missing_from([one, two, wheel(tmp_path, "four")], LINUX) == set()


def test_the_targets_are_every_supported_python_on_both_systems():
    assert {target.system for target in TARGETS} == {"Windows", "Linux"}
    classifiers = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    named = set(re.findall(r'"Programming Language :: Python :: (3\.[0-9]+)"', classifiers))
    assert named <= {target.python for target in TARGETS}


# ---- files -----------------------------------------------------------------------------------------------------------


def test_no_name_in_braces_is_left():
    for name, content in CONTENT.items():
        left = re.findall(r"(?<!\$)\{[a-z_]+\}", content.decode("utf-8-sig"))
        assert left == [], name


@pytest.mark.parametrize("name", FILES.values())
def test_the_bytes_are_those_that_its_reader_expects(name):
    content = CONTENT[name]
    assert content.startswith(b"\xef\xbb\xbf") == name.endswith(".txt")
    is_windows = not name.endswith(".sh")
    assert content.count(b"\r\n") == (content.count(b"\n") if is_windows else 0)


@pytest.mark.parametrize("name", BATS)
def test_a_bat_file_selects_utf_8_before_any_other_text_and_stays_open(name):
    lines = BATS[name].splitlines()
    assert lines[:2] == ["@echo off", "chcp 65001 >nul"]
    assert "pause" in lines
    assert all(line.isascii() for line in lines[:2])


@pytest.mark.parametrize("name", BATS)
def test_every_label_that_a_bat_file_goes_to_is_there(name):
    lines = BATS[name].splitlines()
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert labels
    assert {found for line in lines for found in re.findall(r"\b(?:goto |call :)(\w+)", line)} == labels


@pytest.mark.parametrize("name", BATS)
def test_every_path_in_a_bat_file_is_quoted(name):
    for line in BATS[name].splitlines():
        quoted = "".join(re.findall('"[^"]*"', line))
        for path in re.findall(r"%~\w*1|%(?:HERE|TARGET|AIDSCORE|OUTPUT|SETUP|LOCALAPPDATA)%", line):
            assert path in quoted, line


@pytest.mark.parametrize("name", BATS)
def test_what_a_bat_file_shows_has_no_sign_that_cmd_takes_for_itself(name):
    shown = [line.removeprefix("echo ") for line in BATS[name].splitlines() if line.startswith("echo ")]
    assert shown
    assert not any(set(re.sub('"[^"]*"', "", line)) & set("&|<>^()") for line in shown)


def calls(name, **values):
    """The arguments of each call of aidscore in a bat file, with what stands for its variables."""
    text = BATS[name]
    for variable, value in values.items():
        text = text.replace("%~1" if variable == "dragged" else f"%{variable}%", str(value))
    return [shlex.split(line)[1:] for line in text.splitlines() if line.startswith('"%AIDSCORE%"')]


def test_a_record_that_is_dragged_is_scored_in_chinese(tmp_path, call):
    record = tmp_path / "检查 记录.yaml"
    shutil.copy(PROJECT / "examples/pilot-city/visits/one-visit.yaml", record)
    shutil.copy(PROJECT / "examples/pilot-city/campaign.yaml", tmp_path)
    (arguments,) = calls("评分.bat", dragged=record)
    done = call(*arguments)
    assert (done.returncode, "得分      91.5分" in done.stdout.decode()) == (0, True)


def test_a_folder_that_is_dragged_is_summarized_beside_it(tmp_path, call):
    folder, output = tmp_path / "检查 记录", tmp_path / "汇总表.xlsx"
    shutil.copytree(PROJECT / "examples/pilot-city/visits/jiaqu", folder)
    shutil.copy(PROJECT / "examples/pilot-city/campaign.yaml", tmp_path)
    assert 'set "OUTPUT=%~dp1汇总表.xlsx"' in BATS["汇总.bat"].splitlines()
    (arguments,) = calls("汇总.bat", dragged=folder, OUTPUT=output)
    assert call(*arguments).returncode == 0
    assert output.is_file()


def test_the_texts_name_the_files_that_are_there():
    for name in ("说明.txt", "README.txt"):
        text = CONTENT[name].decode("utf-8-sig")
        assert {one for one in CONTENT if one in text} >= {"安装.bat", "评分.bat", "汇总.bat", "install.sh"}


def test_the_pip_of_both_installers_looks_nowhere_else():
    for name in ("安装.bat", "install.sh"):
        text = CONTENT[name].decode()
        assert text.count("--no-index") == text.count("--isolated") == text.count("pip --isolated") == 1
