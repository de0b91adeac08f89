"""The zoo: for every code of the catalog the smallest files that provoke it, and all that is said of them.

tests/bad/<code>/ holds the files and `expected.txt`; tests/bad/<code>/<variant>/ where a code has several sentences,
the plain one under `plain`; `expected.zh.txt` holds the same in Chinese. `AIDSCORE_PIN=en,zh pytest
tests/test_bad_files.py`
writes what is said now, to be read before it is kept.
"""

import os
import socket
from pathlib import Path

import pytest

from aidscore.diagnostics.catalog import CATALOG, FORMS
from aidscore.diagnostics.entry import Level
from aidscore.diagnostics.message import has_errors
from aidscore.files.workspace import Workspace
from aidscore.read.bytes import LARGEST_FILE, read_bytes
from aidscore.read.tree import LONGEST_TEXT, MOST_VALUES
from aidscore.run.as_if import as_if
from aidscore.run.batch import batch
from aidscore.run.several import score_paths
from aidscore.run.validate import validate
from aidscore.versions.publish import publication
from aidscore.words import speaking

PROJECT = Path(__file__).parents[1]
ZOO = PROJECT / "tests" / "bad"
CASES = sorted(path.parent for path in ZOO.rglob("expected.txt"))
PINNED = {"en": "expected.txt", "zh": "expected.zh.txt"}

OF_A_RUN = {"no-records", "same-day-visits", "several-campaigns", "several-standards"}
"""Said of a whole run by `batch`, not of one file."""
TOO_BIG_OR_NO_FILE = {
    "file-too-large",
    "too-many-values",
    "too-many-problems",
    "text-too-long",
    "unreadable-file",
    "not-a-regular-file",
    "file-changed",
    "worker-died",  # tests/test_jobs.py
    "not-a-result",  # tests/test_written_results.py
    "not-a-result/without-inputs",
    "result-without-named",
    "unreadable-folder",
}
"""Made by the tests below: no file of a sensible size, or no file at all, provokes them."""


def entry_of(folder):
    return folder.relative_to(ZOO).as_posix().removesuffix("/plain")


def said_of(folder):
    """All that is said of a folder, as the command that says its code says it."""
    workspace, name = Workspace(), folder.name
    match entry_of(folder):
        case "not-a-record":
            return all_of(score_paths([f"{name}/standard.yaml"], workspace))
        case "draft-not-published":
            loaded = workspace.named_standard(f"{name}/standards/tiny/1.yaml")
            return publication(loaded, workspace.standards).diagnostics
        case "not-carried-over":
            return all_of(as_if(batch(name, workspace), workspace.standards.find("tiny@2", Path(name)).edition))
        case entry if entry in OF_A_RUN:
            return all_of(batch(name, workspace))
        case _:
            return validate([name], workspace).diagnostics


def all_of(outcome):
    """What is said of the refused files of a run, and of the run."""
    return (*(line for refused in outcome.refused for line in refused.diagnostics), *outcome.diagnostics)


def written(diagnostics):
    """Place, level, message, code and help of each."""
    lines = (f"{said.place}: {said.level}: {said.message} [{said.code}]\n    {said.help}\n" for said in diagnostics)
    return "".join(lines).replace(str(PROJECT), "…")


@pytest.mark.parametrize("folder", CASES, ids=entry_of)
@pytest.mark.parametrize("language", PINNED)
def test_of_each_file_is_said_what_is_pinned(folder, language, monkeypatch):
    monkeypatch.chdir(folder.parent)
    pinned = folder / PINNED[language]
    diagnostics = said_of(folder)
    assert entry_of(folder) in {said.entry for said in diagnostics}
    with speaking(language):
        if language in os.environ.get("AIDSCORE_PIN", "").split(","):
            pinned.write_text(written(diagnostics), encoding="utf-8")
        if language == "en" or pinned.exists():
            assert written(diagnostics) == pinned.read_text(encoding="utf-8")


def test_every_code_has_its_folder_and_every_folder_its_code():
    entries = set(CATALOG) - set(FORMS) - TOO_BIG_OR_NO_FILE  # workbooks are made by their own tests
    assert {entry_of(folder) for folder in CASES} == entries
    assert {path.name for path in ZOO.iterdir()} - {"standards"} == {entry.partition("/")[0] for entry in entries}


@pytest.mark.parametrize("entry", CATALOG)
def test_an_entry_of_a_code_with_variants_has_the_level_of_its_code(entry):
    assert CATALOG[entry].level is CATALOG[entry.partition("/")[0]].level


def only(diagnostics):
    """Place and code of the only thing that is said."""
    (said,) = diagnostics
    assert has_errors([said])
    assert said.level is Level.ERROR
    assert said.message
    assert said.help
    return said.place.line, said.place.column, said.code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#" * (LARGEST_FILE + 1), (1, 1, "file-too-large")),
        ("visit: [" + "a," * MOST_VALUES + "]", (1, 2 * MOST_VALUES - 1, "too-many-values")),
    ],
    ids=["file-too-large", "too-many-values"],
)
def test_a_file_is_not_read_beyond_what_a_file_may_hold(text, expected, tmp_path):
    path = tmp_path / "record.yaml"
    path.write_text(text, encoding="utf-8")
    assert only(validate([str(path)], Workspace()).diagnostics) == expected


def test_a_text_may_be_long_but_not_endless(tmp_path):
    path = tmp_path / "record.yaml"
    record = (
        (ZOO / "comment-cuts-text" / "record.yaml")
        .read_text(encoding="utf-8")
        .replace("small@1", "legal-aid-service@1.0")
    )
    path.write_text(record.replace("合格 #2", "长" * LONGEST_TEXT).replace("A1.1", "A3.1"), encoding="utf-8")
    assert validate([str(path)], Workspace()).diagnostics == ()
    path.write_text(record.replace("合格 #2", "长" * (LONGEST_TEXT + 1)).replace("A1.1", "A3.1"), encoding="utf-8")
    assert only(validate([str(path)], Workspace()).diagnostics) == (9, 11, "text-too-long")


def test_what_is_no_file_or_cannot_be_read_is_refused_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket.yaml"))
        found = {
            name: read_bytes(tmp_path / name) for name in ("pipe.yaml", "loop.yaml", "socket.yaml", "gone.yaml", "")
        }
    assert {name: only([said]) for name, said in found.items()} == {
        "pipe.yaml": (1, 1, "not-a-regular-file"),
        "loop.yaml": (1, 1, "unreadable-file"),
        "socket.yaml": (1, 1, "unreadable-file"),
        "gone.yaml": (1, 1, "unreadable-file"),
        "": (1, 1, "not-a-regular-file"),
    }
