"""Keeps the Chinese message catalog in step with the code; with --check, says where it is not."""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).parent.parent
SOURCE = PROJECT / "src" / "aidscore"
PO = SOURCE / "locale" / "zh_CN" / "LC_MESSAGES" / "aidscore.po"
MO = PO.with_suffix(".mo")
FORMS = {
    "_": 1,
    "N_": 1,
    "described": 1,
    "plural": 2,
    "counted": 2,
}  # the functions that take a message, and how many forms of it
MODEL_MARK = "__pydantic_config__"

FOREIGN = (
    # typer passes these through gettext's default domain, which aidscore.cli binds to our catalog
    # (typer/core.py and rich_utils.py); what it does not pass is in aidscore/cli/help.py and usage.py
    "Arguments",
    "Options",
    "Commands",
    "default: {default}",
    "required",
    "env var: {var}",
    "(dynamic)",
    "(deprecated) ",
    "Missing command.",
    "No such command {name!r}.",
    "Aborted!",
    # the operating system's reasons for not reading or writing a file, as os.strerror says them
    "No such file or directory",
    "Permission denied",
    "Operation not permitted",
    "Is a directory",
    "Not a directory",
    "File exists",
    "File name too long",
    "File too large",
    "Text file busy",
    "Device or resource busy",
    "Stale file handle",
    "Cannot allocate memory",
    "Invalid argument",
    "Too many levels of symbolic links",
    "Too many open files",
    "No space left on device",
    "Disk quota exceeded",
    "Read-only file system",
    "Input/output error",
)
"""Messages of others that go through our catalog: no call in the code names them."""


class SteadyCatalog(Catalog):
    """A catalog whose header has nothing that changes from run to run: no dates, tools or addresses."""

    mime_headers = (
        ("Language", "zh_CN"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=1; plural=0;"),
    )


def in_code() -> Iterator[str | tuple[str, ...]]:
    """Yield each message: a text, or a pair of singular and plural; those in the code, then those of others."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
            if isinstance(node, ast.Call):
                yield from in_call(node)
            elif isinstance(node, ast.ClassDef) and is_model(node) and (docstring := ast.get_docstring(node)):
                yield docstring
    yield from FOREIGN


def in_call(call: ast.Call) -> Iterator[str | tuple[str, ...]]:
    """Yield the message of a call, if it is one that takes a message."""
    forms = FORMS.get(ast.unparse(call.func).split(".")[-1], 0)
    values = [arg.value for arg in call.args[:forms] if isinstance(arg, ast.Constant)]
    texts = [value for value in values if isinstance(value, str)]
    if texts and len(texts) == forms:
        yield texts[0] if forms == 1 else tuple(texts)


def is_model(node: ast.ClassDef) -> bool:
    """Return whether a class is a mapping of a file: its docstring explains the mapping in the JSON Schemas."""
    return any(isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == MODEL_MARK for part in node.body)


def current() -> Catalog:
    """Return the catalog as it should be: the code's messages, with the translations that exist."""
    known = Catalog(locale="zh_CN")
    if PO.exists():
        with PO.open("rb") as file:
            known = read_po(file, locale="zh_CN", abort_invalid=True)
    catalog = SteadyCatalog(locale="zh_CN", header_comment="# Chinese messages of aidscore.", fuzzy=False)
    for text in in_code():
        old = known.get(text)
        catalog.add(
            text,
            old.string if old else None,
            flags=old.flags & {"fuzzy"} if old else (),
            user_comments=old.user_comments if old else (),
        )
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """Return the catalog as text for translators: sorted, without places and line wrapping."""
    out = BytesIO()
    write_po(out, catalog, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return out.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return the catalog as gettext loads it."""
    out = BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def strings(value: str | tuple[str, ...] | list[str]) -> list[str]:
    """Return a message or translation as the list of its forms."""
    return [value] if isinstance(value, str) else list(value)


def placeholders(text: str) -> set[str]:
    """Return the names that `str.format` fills into the text."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None}


def complaints(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    forms = strings(message.string or "")
    if not all(forms):
        yield "is not translated"
    elif message.fuzzy:
        yield "is marked fuzzy: read it again, then remove the mark"
    else:
        try:
            wanted = placeholders(strings(message.id)[-1])
            if any(placeholders(form) != wanted for form in forms):
                yield f"has other placeholders than {sorted(wanted)}"
        except ValueError as error:
            yield f"has braces that do not close: {error}"


def main() -> int:
    """Write the catalog; or with --check compare it, and return 1 when something is left to do."""
    checking = sys.argv[1:] == ["--check"]
    catalog = current()
    wrong = [f"{strings(message.id)[0]!r} {what}" for message in catalog if message.id for what in complaints(message)]
    files = {PO: as_po(catalog), MO: as_mo(catalog)}
    if checking:
        stale = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]
        wrong += [f"{path.relative_to(PROJECT)} is not current: run `make messages`" for path in stale]
    else:
        PO.parent.mkdir(parents=True, exist_ok=True)
        for path, content in files.items():
            path.write_bytes(content)
    for sentence in wrong:
        print(f"messages: {sentence}", file=sys.stderr)
    print(f"messages: {len(catalog)} in the code, {len(wrong)} to mend")
    return bool(checking and wrong)


if __name__ == "__main__":
    sys.exit(main())
