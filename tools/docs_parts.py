"""The generated parts of the docs, one function each; `docs.py` puts them where a marker names them."""

import ast
import importlib
import inspect
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import types
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from docs_words import terms, terms_in_chinese

from aidscore import words
from aidscore.check import measures
from aidscore.diagnostics import catalog
from aidscore.diagnostics.entry import Entry
from aidscore.model import quantity, rule
from aidscore.model.field import ID_PATTERN, REFERENCE_PATTERN
from aidscore.run import batch

PROJECT = Path(__file__).parent.parent
SOURCE = PROJECT / "src" / "aidscore"
WIDTH = 100
"""How wide help and sessions are, whoever's terminal it is."""

Json = typing.Union[None, bool, int, float, str, list["Json"], dict[str, "Json"]]  # noqa: UP007 - `|` cannot name itself


# ---- what commands print ---------------------------------------------------------------------------------------------


def environment(language: str) -> dict[str, str]:
    """Return the environment in which every command of the docs runs."""
    kept = {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])}
    kept["PYTHONPATH"] = str(PROJECT / "src")  # the code of this checkout, whichever is installed
    steady = {"COLUMNS": str(WIDTH), "LANG": "C.UTF-8", "NO_COLOR": "1", "TERM": "xterm", "PYTHONUTF8": "1"}
    return kept | steady | {"AIDSCORE_LANG": language}


@cache
def on_terminal(command: str, language: str, folder: Path = PROJECT) -> tuple[str, int]:
    """Return what a command shows on a terminal, errors and results as they come, and its exit code."""
    (folder / "build").mkdir(exist_ok=True)  # where the sessions write their files
    for written in re.findall(r"-o (build/\S+)", command):
        (folder / written).unlink(missing_ok=True)  # a form is never written over
    reader, writer = pty.openpty()
    with subprocess.Popen(
        ["sh", "-c", command],
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=writer,
        cwd=folder,
        env=environment(language),
    ) as process:
        os.close(writer)
        shown = b"".join(iter(lambda: _read(reader), b""))
        os.close(reader)
    return shown.decode().replace("\r\n", "\n"), process.returncode


def _read(descriptor: int) -> bytes:
    """Return what comes next from a terminal; nothing when its other end is closed, which Linux calls an error."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


@cache
def piped(command: str, language: str = "en") -> str:
    """Return what a command prints into a pipe."""
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=PROJECT,
        env=environment(language),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


CHOICE = re.compile(r"(lines|cut|only)=(\S+) ")


def session(argument: str, language: str = "en") -> str:
    """A real session: the command, what it shows on a terminal, and its exit code where that is not 0.

    `lines=12 aidscore …` shows only the first lines; `cut=ignored..files: aidscore …` leaves out those from the first
    that begins with `ignored` to the next that begins with `files:`, to the end where nothing stands behind the dots;
    `only=files:,found aidscore …` shows those that begin with one of these words.
    """
    choices, command = _choices(argument)
    shown, code = on_terminal(command, language)
    lines = _chosen([line.rstrip() for line in shown.strip("\n").splitlines()], choices)
    if code and not {"lines", "only"} & dict(choices).keys():
        lines += ["$ echo $?", str(code)]
    return fenced("console", [f"$ {command}", *lines])


def _choices(argument: str) -> tuple[list[tuple[str, str]], str]:
    """What to leave out of a session, and the rest of the argument."""
    choices: list[tuple[str, str]] = []
    while choice := CHOICE.match(argument):
        choices.append((choice[1], choice[2]))
        argument = argument[choice.end() :]
    return choices, argument


def _chosen(lines: list[str], choices: Sequence[tuple[str, str]]) -> list[str]:
    """Lines without what is to be left out."""
    for name, what in choices:
        match name:
            case "lines":
                lines = [*lines[: int(what)], "…"]
            case "only":
                lines = ["…", *(line for line in lines if line.lstrip().startswith(tuple(what.split(",")))), "…"]
            case _:
                lines = _cut(lines, *what.split("..", 1))
    return lines


def _cut(lines: list[str], first: str, last: str) -> list[str]:
    """Lines without those from one that begins with a word to the next that begins with another."""
    start = next(number for number, line in enumerate(lines) if line.lstrip().startswith(first))
    behind = [number for number, line in enumerate(lines) if number > start and line.lstrip().startswith(last)]
    return [*lines[:start], "…", *(["", *lines[behind[0] :]] if last else [])]


def session_in_chinese(argument: str) -> str:
    """A real session in Chinese."""
    return session(argument, "zh")


NEXT = "standards/legal-aid-service/1.2.yaml"
PUBLISHING = (
    f"cp standards/legal-aid-service/1.1.yaml {NEXT}",
    f"""sed -i 's/^version:.*/version: "1.2"/; s/^replaces:.*/replaces: "1.1"/' {NEXT}""",
    f"sed -i 's/^effective:.*/effective: {{from: 2007-07-01}}/; s/^status:.*/status: draft/' {NEXT}",
    f"sed -i '/id: A1.2/,/deduct:/ {{ s/最多扣1分/最多扣2分/; s/max: 1/max: 2/ }}' {NEXT}",
    "aidscore validate standards",
    "aidscore diff legal-aid-service@1.1 legal-aid-service@1.2 -q",
    "aidscore standard publish legal-aid-service@1.2",
    f"sed -i 's/^status:.*/status: in-force/' {NEXT}",
    "aidscore standard publish legal-aid-service@1.2",
    "aidscore validate standards -q",
    "cd standards && sha256sum -c published.sha256",
)
"""How a version is made of the one before and published, command by command."""


def publishing(_argument: str, language: str = "en") -> str:
    """The way from draft to published, gone in a copy of the standards; what commands say on a terminal."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as room:
        shutil.copytree(PROJECT / "standards", Path(room) / "standards")
        for command in PUBLISHING:
            shown, code = on_terminal.__wrapped__(command, language, Path(room))
            lines += [f"$ {command}", *(line.rstrip() for line in shown.strip("\n").splitlines() if shown)]
            lines += ["$ echo $?", str(code)] if code else []
    return fenced("console", lines)


def explained(argument: str, language: str = "en") -> str:
    """What `--explain` adds to the score of a visit."""
    choices, path = _choices(argument)
    plain, _ = on_terminal(f"aidscore score {path}", language)
    command = f"aidscore score {path} --explain"
    lines = [line.rstrip() for line in on_terminal(command, language)[0].splitlines()]
    lines = _chosen(lines[len(plain.rstrip().splitlines()) + 1 :], choices)
    return fenced("console", [f"$ {command}", "…", *lines])


def explained_in_chinese(argument: str) -> str:
    """What `--explain` adds, in Chinese."""
    return explained(argument, "zh")


def help_text(argument: str, language: str = "en") -> str:
    """What `--help` of a command prints."""
    command = f"aidscore {argument}".strip()
    lines = [line.rstrip() for line in piped(f"{command} --help", language).strip("\n").splitlines()]
    return fenced("text", [f"$ {command} --help", *lines])


def help_in_chinese(argument: str) -> str:
    """What `--help` of a command prints in Chinese."""
    return help_text(argument, "zh")


def json_example(argument: str) -> str:
    """The JSON that a command prints, with every list of objects cut to its most telling element.

    `aidscore … without=results` leaves a key out; `aidscore … telling=changes:4` takes that element of a list.
    """
    command, _, left_out = argument.partition(" without=")
    command, _, telling = command.partition(" telling=")
    document = json.loads(piped(command))
    document.pop(left_out, None)
    wanted = {key: int(number) for key, number in (pair.split(":") for pair in telling.split(",") if pair)}
    short = _shortened(document, wanted)
    return fenced("json", json.dumps(short, ensure_ascii=False, indent=2).splitlines())


def _shortened(node: Json, wanted: Mapping[str, int], key: str = "") -> Json:
    """JSON with every list of objects cut to the one that is wanted, or that says most."""
    if isinstance(node, dict):
        return {name: _shortened(part, wanted, name) for name, part in node.items()}
    if isinstance(node, list) and node and isinstance(node[0], dict):
        shorter = [_shortened(part, wanted) for part in node]
        return [shorter[wanted[key]] if key in wanted else max(shorter, key=lambda part: len(json.dumps(part)))]
    return node


def centers(argument: str) -> str:
    """What centers of the example campaign come out as, with the visits that count."""
    rows = [(*_facts(center), center["verdict"], _visits(center)) for center in centers_found(argument)]
    return table(("center", "score", "exact", "verdict", "counting visits, each by itself"), rows)


def centers_found(argument: str) -> list[dict[str, typing.Any]]:  # Any: JSON of any shape
    """Return the results of centers of the example campaign in its pilot phase."""
    phase = json.loads(piped("aidscore batch examples/pilot-city --phase pilot --format json"))["phases"][0]
    found = {center["id"]: center for center in phase["centers"]}
    return [found[name] for name in argument.split()]


def _facts(center: Mapping[str, typing.Any]) -> tuple[str, str, str]:
    """The name of a center, its score and its exact score."""
    return center["name"], str(center["score"]), center["exact"]


def _visits(center: Mapping[str, typing.Any]) -> str:
    """The visits to a center that count, each with its exact score or its verdict."""
    return "; ".join(
        f"{visit['date']} {visit['channel']}: {visit['exact'] or visit['verdict']}"
        for visit in center["visits"]
        if visit["counts"]
    )


def fenced(language: str, lines: Sequence[str]) -> str:
    """Lines as a block of code."""
    return "\n".join([f"```{language}", *lines, "```"])


# ---- what the catalog and the models say -----------------------------------------------------------------------------


def catalog_table(argument: str) -> str:
    """The codes of one part of the catalog: level, sentence, help, with the Chinese below where there is one."""
    entries: Mapping[str, Entry] = getattr(catalog, argument)
    rows = []
    before = ""
    for name, entry in entries.items():
        code = name.partition("/")[0]
        label = f"`{code}`" if code != before else f"`{code}`, in another case"
        rows.append((label, str(entry.level), bilingual(entry.message), bilingual(entry.help)))
        before = code
    return table(("code", "level", "what is wrong", "what to do"), rows)


def bilingual(sentence: str) -> str:
    """A sentence, and its translation below it."""
    with words.speaking("zh"):
        translated = words._(sentence)
    shown = [text.replace("{{", "{").replace("}}", "}") for text in (sentence, translated)]
    return escaped(shown[0]) if translated == sentence else f"{escaped(shown[0])}<br>{escaped(shown[1])}"


def escaped(text: str) -> str:
    """A text that stands in a cell of a table as it is written."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


WRITTEN = {
    quantity.parse_decimal: "decimal",
    quantity.parse_amount: "decimal above 0",
    quantity.parse_whole: "whole number",
    quantity.parse_count: "whole number from 1",
    quantity.parse_decimals: f"whole number up to {quantity.WIDTH}",
    quantity.parse_date: "date",
    quantity.parse_quantity: "decimal or share",
    quantity.parse_share: "share",
}
PLAIN = {"id": "names it; ASCII letters, digits, `.`, `_` and `-`", "name": "the name that people read"}
"""What keys mean that need no sentence in the model."""


class KeyRow(NamedTuple):
    """A key of a class of the model: how its value is written, whether it is required, and what it means."""

    key: str
    written: str
    required: bool
    meaning: str | None


def keys(argument: str) -> str:
    """Every key of a class of the model: what is written there, whether it must be, and what it means."""
    rows = [
        (f"`{row.key}`", row.written, "yes" if row.required else "", escaped(row.meaning or PLAIN[row.key]))
        for row in key_rows(argument)
    ]
    return table(("key", "written as", "required", "meaning"), rows)


def key_rows(name: str) -> Iterator[KeyRow]:
    """Yield every key of a class of the model, in its order."""
    hints = typing.get_type_hints(model := model_classes()[name], include_extras=True)
    for field in fields(model):
        metadata = annotations(hints[field.name])
        key = next((meta.alias for meta in metadata if getattr(meta, "alias", None)), field.name)
        meaning = next((meta.description for meta in metadata if getattr(meta, "description", None)), None)
        required = field.default is MISSING and field.default_factory is MISSING
        yield KeyRow(key, written(hints[field.name]), required, meaning)


def annotations(hint: object) -> list[typing.Any]:  # Any: pydantic's metadata has no common type
    """What is annotated to a type, also to the type inside `… | None`."""
    found: list[typing.Any] = []
    if typing.get_origin(hint) is typing.Annotated:
        inner, *metadata = typing.get_args(hint)
        found = [*annotations(inner), *metadata]
    elif is_optional(hint):
        found = [meta for part in typing.get_args(hint) for meta in annotations(part)]
    return list(reversed(found))


def is_optional(hint: object) -> bool:
    """Whether a type is `… | None`."""
    return typing.get_origin(hint) in (typing.Union, types.UnionType) and type(None) in typing.get_args(hint)


def written(hint: object) -> str:
    """How people write a value of a type."""
    for meta in annotations(hint):
        if (function := getattr(meta, "func", None)) in WRITTEN:
            return WRITTEN[function]
        patterns = [getattr(part, "pattern", None) for part in getattr(meta, "metadata", ())]
        if REFERENCE_PATTERN in patterns or ID_PATTERN in patterns:
            return "id" if ID_PATTERN in patterns else "`id@version`"
    bare = hint
    while typing.get_origin(bare) is typing.Annotated:
        bare = typing.get_args(bare)[0]
    return _written_bare(bare)


def _written_bare(bare: object) -> str:
    """How people write a value of a type that has no annotations."""
    origin, inside = typing.get_origin(bare), typing.get_args(bare)
    if bare is str:
        return "text"
    if isinstance(bare, type) and is_dataclass(bare):
        short = "text, or " if bare.__name__ == "Inspector" else ""
        return f"{short}keys of [{bare.__name__}](#{bare.__name__.lower()})"
    if origin is typing.Literal:
        return ", ".join(f"`{word}`" for word in inside[:-1]) + " or " * (len(inside) > 1) + f"`{inside[-1]}`"
    if origin is tuple and inside[-1] is not Ellipsis:
        return "[" + ", ".join(map(written, inside)) + "]"
    if origin is tuple:
        return f"list: {written(inside[0])}"
    if origin is Mapping:
        return f"keys: {written(inside[0])}, values: {written(inside[1])}"
    parts = [written(part) for part in inside if part is not type(None)]
    if "Fixed" in "".join(parts):
        return "see [how a rule deducts](#how-a-rule-deducts)"
    return " or ".join(dict.fromkeys(parts))


def model_classes() -> dict[str, type]:
    """Return every class of `aidscore.model` by its name, module by module."""
    found: dict[str, type] = {}
    for path in sorted((SOURCE / "model").glob("*.py")):
        module = importlib.import_module(f"aidscore.model.{path.stem}" if path.stem != "__init__" else "aidscore.model")
        found |= {
            name: thing for name, thing in vars(module).items()
            if isinstance(thing, type) and thing.__module__ == module.__name__
        }  # fmt: skip
    return found


def kinds(_argument: str) -> str:
    """The kinds of rules: the key that names each, its other keys, and what its findings say."""
    rows = []
    for name, kind in rule.KINDS.items():
        needed = measures.KEYS[name]
        text = " or ".join(f"`{key}`" for key in needed.one_of) or "nothing more"
        if needed.one_of and not needed.required:
            text += "; left out: `count: 1`"
        text += "".join(f", and if need be `{key}`" for key in needed.also)
        rows.append((f"[{name}](#{name})", sentence_of(kind), text))
    return table(("kind", "what is deducted", "what a finding says"), rows)


def sentence_of(thing: object) -> str:
    """The first paragraph of a docstring."""
    return first_paragraph(inspect.getdoc(thing) or "")


def first_paragraph(docstring: str) -> str:
    """The first paragraph, without what it says of the sections of the contract that the code was built to."""
    text = " ".join(docstring.split("\n\n", maxsplit=1)[0].split())
    return re.sub(r" \((?:spec, )?sections? [^)]*\)| of the spec's sections? [0-9]+", "", text)


# ---- what the code says of itself ------------------------------------------------------------------------------------


def run(_argument: str) -> str:
    """The function that tells the whole run, as it stands in the code."""
    return fenced("python", inspect.getsource(batch.batch).rstrip().splitlines())


def layers(_argument: str) -> str:
    """The folders of the import contract from top to bottom, each with its modules and what they say of themselves."""
    setup = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(one for one in setup["tool"]["importlinter"]["contracts"] if one["id"] == "layers")
    names = [name for layer in contract["layers"] for name in re.findall(r"[a-z_]+", layer)]
    return "\n\n".join(_folder(SOURCE / name) for name in names if (SOURCE / name).is_dir())


def _folder(folder: Path) -> str:
    """A folder: its name, its purpose, and the modules in it and below it."""
    rows = [
        (f"`{path.relative_to(folder).with_suffix('').as_posix()}`", escaped(_purpose(path)))
        for path in sorted(folder.rglob("*.py"))
        if path.name != "__init__.py" or path.parent != folder
    ]
    rows = [(name.replace("/__init__", ""), purpose) for name, purpose in rows]
    return f"**`{folder.name}/`** {_purpose(folder / '__init__.py')}\n\n{table(('module', 'what it is'), rows)}"


def _purpose(path: Path) -> str:
    """The first paragraph of a module's docstring."""
    return first_paragraph(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")


CHECKED = {
    "check.standard.STANDARD_CHECKS": "a standard",
    "check.standard.ITEM_CHECKS": "an item",
    "check.standard.SUB_ITEM_CHECKS": "a sub-item",
    "check.rules.RULE_CHECKS": "a rule",
    "check.text_numbers.TEXT_CHECKS": "a rule and its text",
    "check.text_numbers.BONUS_TEXT_CHECKS": "a bonus rule and its text",
    "files.place_checks.PLACE_CHECKS": "a standard and its folder",
    "check.record.EDITION_CHECKS": "a record and its standard",
    "check.findings.FINDING_CHECKS": "a finding",
    "form.reading.checks.FORM_CHECKS": "a filled form and its standard",
    "check.record.CAMPAIGN_CHECKS": "a record and its campaign",
    "check.campaign.CAMPAIGN_CHECKS": "a campaign",
    "check.campaign.PHASE_CHECKS": "a phase",
}
"""What the checks of each tuple are given; a tuple that is not here, and has a check of its own, stops the docs."""


def checks(_argument: str) -> str:
    """Every check, by what it is given, with what it says must hold."""
    listed: dict[str, tuple[Callable[..., object], ...]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        module = importlib.import_module(f"aidscore.{name}")
        listed |= {f"{name}.{key}": found for key, found in vars(module).items() if key.endswith("_CHECKS")}
    told = {check for of in CHECKED for check in listed.get(of, ())}
    if forgotten := [of for of, found in listed.items() if not told.issuperset(found)]:
        raise LookupError(f"CHECKED does not say what is given to {forgotten}")
    rows = [
        (text, f"`{check.__name__}`", sentence_of(check))
        for of, text in CHECKED.items()
        for check in listed.get(of, ())
    ]
    return table(("of", "check", "what must hold"), rows)


KIND_TESTS: Mapping[str, str] = {
    "beginnings/record.py:_value": "test_new.py::test_a_record_for_any_standard_has_the_shape_of_one",
    "check/measures.py:KEYS": "test_docs.py::test_every_kind_of_rule_says_what_its_findings_have",
    "model/chinese.py:KEYS": "test_chinese_keys.py::test_every_key_has_a_chinese_form_of_its_own_in_its_mapping",
    "model/chinese.py:KIND_NAMES": "test_chinese_keys.py::test_every_kind_of_rule_has_a_chinese_name",
    "read/forms.py:FORMS": "test_read_faults.py::test_every_kind_of_rule_with_keys_has_an_example",
    "read/forms.py:KINDS": "test_read_faults.py::test_every_kind_of_rule_with_keys_has_an_example",
    "versions/deductions.py:ONLY_POINTS": "test_follow_up.py::test_other_points_make_no_other_fault",
    "versions/deductions.py:with_change": "the laws of test_diff_laws.py",
    "wording/result_keys.py:KEYS": "test_written_results.py::test_every_key_of_a_result_has_its_words",
}
"""The test that finds a kind missing in a table or function, where the type checker does not."""
FEW = 3
"""How many kinds of rules a piece of code names at least that must know every kind."""


def kind_places(_argument: str) -> str:
    """The code that knows the kinds of rules one by one, and what finds a kind that is missing there."""
    rows = []
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name == "model/rule.py":  # where the kinds are defined
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for label, code in _definitions(node):
                if _knows_kinds(code):
                    finder = "mypy" if "assert_never" in ast.unparse(code) else KIND_TESTS[f"{name}:{label}"]
                    rows.append((f"`{name}`", f"`{label}`", finder))
    return table(("module", "function or table", "found missing by"), rows)


def _definitions(node: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    """Yield the functions, methods and tables that a statement of a module defines, by name."""
    match node:
        case ast.FunctionDef(name=name):
            yield name, node
        case ast.ClassDef(name=name, body=body):
            for inner in body:
                yield from ((f"{name}.{label}", code) for label, code in _definitions(inner))
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            yield name, node
        case _:
            pass


def _knows_kinds(code: ast.AST) -> bool:
    """Whether code names several kinds of rules, by class or by name; annotations do not count."""
    if isinstance(code, ast.FunctionDef):
        code = ast.Module(code.body, [])
    classes = {kind.__name__ for kind in rule.KINDS.values()}
    named = {node.id for node in ast.walk(code) if isinstance(node, ast.Name)} & classes
    texts = {node.value for node in ast.walk(code) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return max(len(named), len(texts & set(rule.KINDS))) >= FEW


PARTS: Mapping[str, Callable[[str], str]] = {
    "session": session,
    "session-zh": session_in_chinese,
    "explained": explained,
    "explained-zh": explained_in_chinese,
    "publishing": publishing,
    "help": help_text,
    "help-zh": help_in_chinese,
    "json": json_example,
    "centers": centers,
    "catalog": catalog_table,
    "keys": keys,
    "terms": terms,
    "terms-zh": terms_in_chinese,
    "kinds": kinds,
    "run": run,
    "layers": layers,
    "checks": checks,
    "kind-places": kind_places,
}
"""What a marker may name: `<!-- generated: help batch -->`."""
RUN = frozenset(
    {"session", "session-zh", "explained", "explained-zh", "publishing", "help", "help-zh", "json", "centers"}
)
"""Those that run commands and nothing else, so that several can be made at once."""
