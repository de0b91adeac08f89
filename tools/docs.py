"""Keeps the docs true: writes their generated parts and the schemas; with --check, says what is stale or wrong."""

import re
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import docs_chinese
import docs_guide
import docs_pairs
import docs_parts
from docs_pairs import slug
from docs_parts import PROJECT, model_classes, piped

from aidscore.diagnostics.message import Diagnostic
from aidscore.files.document import read_document
from aidscore.files.standards import Standards
from aidscore.files.workspace import Workspace
from aidscore.model.chinese import key_term
from aidscore.model.record import Record
from aidscore.read.parse import parse
from aidscore.run.validate import validate

PARTS = {**docs_parts.PARTS, **docs_chinese.PARTS, **docs_guide.PARTS}
RUN = docs_parts.RUN | docs_chinese.RUN
SCHEMAS = PROJECT / "docs" / "schema"
GLOSSARY = PROJECT / "docs" / "glossary.md"

MARKED = re.compile(r"(<!-- generated: ([a-z-]+)(?: ([^\n]*?))? -->\n).*?(<!-- end -->)", re.DOTALL)
LINK = re.compile(r"!?\[[^]]*\]\(([^)\s]+)\)|(?:src|href)=\"([^\"]+)\"")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KEY = re.compile(r"^([a-z_\u4e00-\u9fff]+)", re.MULTILINE)

RECORD = {
    "aidscore": "record/1",
    "standard": "legal-aid-service@1.0",
    "center": "jiaqu",
    "channel": "announced",
    "date": "2005-09-14",
    "examined": "all",
    "findings": "[]",
}
"""The record that a fragment of YAML in the docs is a part of."""


CAMPAIGN = PROJECT / "examples" / "pilot-city" / "campaign.yaml"
STANDARDS = Standards()
"""One for all, so that the shipped standard is read once."""


class Block(NamedTuple):
    """A block of code in a document: the line it begins in, the words behind the fence, and what it says."""

    line: int
    words: list[str]
    body: str


def documents() -> list[Path]:
    """Return every document, by path."""
    found = [*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"), *(PROJECT / "examples").rglob("*.md")]
    return sorted(found)


def read(path: Path) -> str:
    """Return what a file says."""
    return path.read_text(encoding="utf-8")


def current(text: str) -> str:
    """Return a document with its generated parts as they should be."""

    def made(mark: re.Match[str]) -> str:
        return PARTS[mark[2]](mark[3] or "")

    with ThreadPoolExecutor() as pool:
        running = {mark[1]: pool.submit(made, mark) for mark in MARKED.finditer(text) if mark[2] in RUN}
        done = {head: part.result() for head, part in running.items()}
    return MARKED.sub(lambda mark: f"{mark[1]}\n{done.get(mark[1]) or made(mark)}\n\n{mark[4]}", text)


def files() -> dict[Path, str]:
    """Return every file that is written here wholly or in part, as it should be."""
    texts = {path: current(read(path)) for path in documents()}
    schemas = {
        SCHEMAS / f"{kind}.schema.json": piped(f"aidscore schema {kind}") for kind in ("standard", "record", "campaign")
    }
    return texts | schemas


# ---- checks ----------------------------------------------------------------------------------------------------------


def blocks(text: str) -> list[Block]:
    """Return the blocks of code of a document."""
    return [Block(text.count("\n", 0, fence.start()) + 1, fence[1].split(), fence[2]) for fence in FENCE.finditer(text)]


def anchors(text: str) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    return {slug(heading) for heading in HEADING.findall(FENCE.sub("", text))}


def dead_links(path: Path, text: str) -> Iterator[str]:
    """Yield the links of a document that lead nowhere; the world outside is not asked."""
    prose = re.sub(r"`[^`\n]*`", "", FENCE.sub("", text))
    for link in (match[1] or match[2] for match in LINK.finditer(prose)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        if not target.exists():
            yield f"the link {link} is dead"
        elif anchor and target.suffix == ".md" and anchor not in anchors(text if target == path else read(target)):
            yield f"the link {link} leads to no heading"


def machine_paths(text: str) -> Iterator[str]:
    """Yield the paths of this machine that a document names."""
    for path in (str(PROJECT), str(Path.home())):
        if len(path) > len("/root") and path in text:
            yield f"it names {path}, which is a path of one machine"


def wrong_examples(text: str) -> Iterator[str]:
    """Yield what is wrong with the YAML of a document.

    Files that are complete are read by aidscore, all of a document together; findings and keys of a record are read
    as parts of one; what is marked `yaml wrong CODE` must be refused with that code, `yaml part` must be readable.
    """
    listed = [block for block in blocks(text) if block.words[:1] == ["yaml"]]
    whole = [block for block in listed if block.words == ["yaml"] and block.body.startswith("aidscore:")]
    yield from complaints_about(whole)
    for block in (block for block in listed if block not in whole):
        match block.words[1:]:
            case []:
                yield from complaints_about([block._replace(body=as_record(block.body))])
            case ["part"]:
                said = parse(block.body, "part").diagnostics
                yield from (f"line {block.line}: {diagnostic.message}" for diagnostic in said)
            case ["wrong", code]:
                body = block.body if block.body.startswith("aidscore:") else as_record(block.body)
                codes = {diagnostic.code for _line, diagnostic in validated([block._replace(body=body)])}
                if code not in codes:
                    yield f"line {block.line}: the example is not refused with {code}, but with {sorted(codes)}"
            case others:
                yield f"line {block.line}: `yaml {' '.join(others)}` says nothing"


def complaints_about(listed: list[Block]) -> Iterator[str]:
    """Yield what aidscore says of blocks; that a standard is only a draft may be said of every one in the docs."""
    for line, diagnostic in validated(listed):
        if diagnostic.code != "draft-standard":
            yield f"line {line}: {diagnostic.level}: {diagnostic.message} [{diagnostic.code}]"


def as_record(part: str) -> str:
    """Return a whole record that has the findings, or the keys, of a part."""
    lines = part.splitlines()
    if part.startswith("- "):
        lines = ["findings:", *(f"  {line}" for line in lines)]
    given = set(KEY.findall("\n".join(lines)))
    return "\n".join(
        [*(f"{key}: {value}" for key, value in RECORD.items() if given.isdisjoint(forms(key))), *lines, ""]
    )


def forms(key: str) -> tuple[str, ...]:
    """Return a key of a record in both forms."""
    return key_term(Record, key).forms


def validated(listed: list[Block]) -> Iterator[tuple[int, Diagnostic]]:
    """Yield what aidscore says of the files in blocks, put where such files belong, with the line in the document.

    Records of the standard that fragments are of belong to the example campaign, so that they may name its centers.
    """
    with tempfile.TemporaryDirectory() as room:
        lines: dict[str, int] = {}
        for number, block in enumerate(listed):
            path = Path(room) / place_of(block.body, number)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, encoding="utf-8")
            lines[str(path)] = block.line
        campaign = str(CAMPAIGN) if all(RECORD["standard"] in block.body for block in listed) else None
        for diagnostic in validate([room], Workspace(STANDARDS, campaign)).diagnostics:
            yield lines.get(diagnostic.place.path, 0) + diagnostic.place.line, diagnostic


def place_of(body: str, number: int) -> str:
    """Return where a file belongs below a folder, by what it says."""
    kind = re.match(r"aidscore: (\w+)", body)
    if kind and kind[1] in ("standard", "标准"):
        keys = ("(?:id|编号)", "(?:version|版本)")
        name, version = (re.search(rf'^{key}: "?([^"\s]+)', body, re.MULTILINE) for key in keys)
        return f"standards/{name[1] if name else 'x'}/{version[1] if version else 'x'}.yaml"
    return "campaign.yaml" if kind and kind[1] in ("campaign", "活动") else f"visits/{number}.yaml"


def glossary_gaps(text: str) -> Iterator[str]:
    """Yield the classes of the model that the glossary lacks, and those it names that there are not."""
    named = set(re.findall(r"`([A-Z][A-Za-z]+)`", text))
    classes = set(model_classes())
    yield from (f"the class {name} of aidscore.model is missing" for name in sorted(classes - named))
    yield from (f"there is no class {name} in aidscore.model" for name in sorted(named - classes))


def wrong_schema_comments() -> Iterator[str]:
    """Yield the shipped YAML files whose first line does not lead an editor to the schema of their kind."""
    for path in sorted([*(PROJECT / "standards").rglob("*.yaml"), *(PROJECT / "examples").rglob("*.yaml")]):
        first = read(path).partition("\n")[0]
        comment = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
        wanted = SCHEMAS / f"{read_document(str(path)).kind}.schema.json"
        if comment is None or (path.parent / comment[1]).resolve() != wanted:
            yield f"{path.relative_to(PROJECT)}: the first line does not lead to {wanted.relative_to(PROJECT)}"


def complaints() -> Iterator[str]:
    """Yield everything that is wrong with the docs as they are, a line each."""
    for path in documents():
        where, text = path.relative_to(PROJECT), read(path)
        for found in (dead_links(path, text), wrong_examples(text)):
            yield from (f"{where}: {sentence}" for sentence in found)
        unknown = [mark[2] for mark in MARKED.finditer(text) if mark[2] not in PARTS]
        yield from (f"{where}: nothing generates {name}" for name in unknown)
        if text.count("<!-- generated:") != len(MARKED.findall(text)):
            yield f"{where}: a generated part is not closed by <!-- end -->"
    yield from (f"docs/glossary.md: {gap}" for gap in glossary_gaps(read(GLOSSARY)))
    yield from docs_pairs.differences()
    yield from wrong_schema_comments()


def main() -> int:
    """Write what is generated; or with --check compare it. Return 1 when something is wrong."""
    checking = sys.argv[1:] == ["--check"]
    wrong: list[str] = []
    written = files()
    for path, content in written.items():
        stale = not path.exists() or read(path) != content
        named = list(machine_paths(content))
        wrong += [f"{path.relative_to(PROJECT)} as generated: {sentence}" for sentence in named]
        if named:
            continue
        if stale and checking:
            wrong.append(f"{path.relative_to(PROJECT)} is stale: run `make docs`")
        elif stale:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
            print(f"docs: wrote {path.relative_to(PROJECT)}")
    wrong += complaints()
    for sentence in wrong:
        print(f"docs: {sentence}", file=sys.stderr)
    print(f"docs: {len(written)} files, {len(wrong)} to mend")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
