"""Measures the code: how long functions and files are, and that only `cli` prints, exits and writes."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

PROJECT = Path(__file__).parent.parent
LONGEST_FUNCTION = 60
PRINTING = {"cli", "__main__"}  # the modules that may print, exit and write files
EXITS = {"exit", "quit", "sys.exit", "os._exit", "SystemExit"}
SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore)\b(?::\s*[A-Z]+[0-9]+(?:,\s*[A-Z]+[0-9]+)*|\[[^]]*\])?(.*)")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def length(function: Function) -> int:
    """Return the lines from `def` to the end, without the docstring."""
    docstring = function.body[0] if ast.get_docstring(function, clean=False) is not None else None
    quiet = docstring.end_lineno - docstring.lineno + 1 if docstring and docstring.end_lineno else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - quiet


def is_writing(call: ast.Call) -> bool:
    """Tell whether the call opens a file for writing or writes one whole."""
    name = ast.unparse(call.func)
    if name.endswith((".write_text", ".write_bytes")):
        return True
    if name != "open" and not name.endswith(".open"):
        return False
    modes = call.args[1:2] if name == "open" else call.args[:1]
    modes += [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    return any(isinstance(mode, ast.Constant) and set(str(mode.value)) & set("wax+") for mode in modes)


def misplaced(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the calls that belong in cli, with their lines."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func)
        if name == "print":
            yield call.lineno, "prints"
        elif name in EXITS:
            yield call.lineno, "exits"
        elif is_writing(call):
            yield call.lineno, "writes a file"


def complaints(path: Path, tree: ast.AST, functions: list[Function]) -> Iterator[str]:
    """Yield what is wrong in one file, a line each."""
    where = path.relative_to(PROJECT)
    for function in functions:
        if length(function) > LONGEST_FUNCTION:
            yield f"{where}:{function.lineno}: {function.name} has {length(function)} lines, over {LONGEST_FUNCTION}"
    if path.relative_to(PROJECT / "src" / "aidscore").with_suffix("").parts[0] not in PRINTING:
        yield from (f"{where}:{line}: {what}, which only cli may do" for line, what in misplaced(tree))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if (silenced := SILENCED.search(line)) and len(silenced[1].strip(" #-:—")) < len("why"):
            yield f"{where}:{number}: a silenced check without its reason"


def main() -> int:
    """Print the numbers and the complaints; return 1 when there are any."""
    sizes: list[int] = []
    lengths: list[int] = []
    wrong: list[str] = []
    for path in sorted((PROJECT / "src").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text, str(path))
        functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
        sizes.append(len(text.splitlines()))
        lengths += map(length, functions)
        wrong += complaints(path, tree, functions)
    tests = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in (PROJECT / "tests").rglob("*.py"))
    ninth = quantiles([*lengths, 0, 0], n=10)[-1]
    print(f"functions: {len(lengths)}, median {median(lengths or [0]):g} lines, nine of ten up to {ninth:g}")
    print(f"files: {len(sizes)}, median {median(sizes or [0]):g} lines, {sum(size > 300 for size in sizes)} over 300")
    print(f"source: {sum(sizes)} lines, tests: {tests / max(sum(sizes), 1):.1f} times that")
    for complaint in wrong:
        print(complaint, file=sys.stderr)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
