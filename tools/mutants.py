"""Mutation testing: small changes in the arithmetic are made one by one, and those that no test notices are listed.

`python tools/mutants.py [--group scoring] [--sample 400] [--seed 1] [--jobs 2]` exits with 1 if fewer than 95 of 100
mutants are noticed. One that is not is either a missing test or does the same as the code.
"""

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

PROJECT = Path(__file__).parent.parent
SOURCE = PROJECT / "src" / "aidscore"
GROUPS = {
    "scoring": (
        [f"scoring/{name}.py" for name in ("deduct", "sheet", "plan", "score", "verdict")]
        + [f"scoring/{name}.py" for name in ("combine", "union", "average", "phase")],
        ["test_deduct", "test_score", "test_combine", "test_plan", "test_same_visit", "test_batch", "test_laws"],
    ),
    "versions": (
        [f"versions/{name}.py" for name in ("matching", "diff", "deductions", "clauses", "heirs", "intermediate")]
        + [f"versions/{name}.py" for name in ("carry", "weighing", "attribution", "deciding", "impact", "compare")],
        ["test_diff", "test_impact", "test_carry", "test_as_if", "test_diff_command", "test_diff_laws"],
    ),
}
"""The files that are changed, and the tests that should notice, quick ones first."""
SECONDS = 240
"""A mutant that takes longer is taken for an endless loop, which is noticed."""
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip


class Mutant(NamedTuple):
    """A change in one file: the number of a node in the order of `ast.walk`, the node before and after."""

    path: Path
    node: int
    line: int
    before: ast.AST
    after: ast.AST

    def __str__(self) -> str:
        """Return the place and the change."""
        texts = (ast.unparse(ast.fix_missing_locations(node)).split("\n")[0][:60] for node in (self.before, self.after))
        return f"{self.path.relative_to(PROJECT)}:{self.line}: {'  ->  '.join(texts)}"


def change(node: ast.AST) -> ast.AST | None:
    """Return a changed copy of a node, if there is a change for nodes of its kind."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=[op]) if type(op) in SWAPS:
            new.ops[0] = SWAPS[type(op)]()  # type: ignore[call-overload]  # a comparison becomes a comparison
        case ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in SWAPS:
            new.op = SWAPS[type(op)]()  # type: ignore[assignment]  # an operator becomes one of its sort
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return operand
        case ast.If(test=test) | ast.IfExp(test=test):
            new.test = ast.UnaryOp(ast.Not(), test)
        case ast.Constant(value=bool(value)):
            return ast.Constant(not value)
        case ast.Constant(value=int(value)):
            return ast.Constant(value + 1)
        case ast.Constant(value=str(value)):
            return ast.Constant(value + "?")
        case _:
            return None
    return new


def without_effect(tree: ast.Module) -> set[int]:
    """Return the nodes that change nothing when they are changed: annotations, docstrings, names of types."""
    found: list[ast.AST | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            found += [node.returns, *node.decorator_list]
            found += (inner.annotation for inner in ast.walk(node.args) if isinstance(inner, ast.arg))
        elif isinstance(node, ast.ClassDef):
            found += node.decorator_list
        elif isinstance(node, ast.AnnAssign):
            found.append(node if ast.unparse(node.annotation) == "TypeAlias" else node.annotation)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.append(node)
    return {id(inner) for outer in found if outer is not None for inner in ast.walk(outer)}


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = without_effect(tree)
    for number, node in enumerate(ast.walk(tree)):
        if id(node) not in silent and (changed := change(node)):
            yield Mutant(path, number, getattr(node, "lineno", 0), node, changed)


def mutated(mutant: Mutant) -> ast.Module:
    """Return the tree of a file with its change."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    target = list(ast.walk(tree))[mutant.node]
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, name, mutant.after)
            elif isinstance(value, list):
                setattr(parent, name, [mutant.after if item is target else item for item in value])
    return ast.fix_missing_locations(tree)


class Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed module in place of the one on disk."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = f"aidscore.{mutant.path.relative_to(SOURCE).with_suffix('').as_posix().replace('/', '.')}"
        self.code = compile(mutated(mutant), str(mutant.path), "exec")

    def find_spec(self, name: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        """Return the spec of the changed module."""
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: object) -> None:
        """Run the changed code."""
        exec(self.code, vars(module))


def run_tests(mutant: Mutant, tests: Sequence[str]) -> int:
    """Run the tests on a mutant, in a process that was forked for it; return the code with which it is to end."""
    signal.alarm(SECONDS)
    sys.meta_path.insert(0, Loader(mutant))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist"]
    return int(pytest.main([*options, *(f"{PROJECT}/tests/{name}.py" for name in tests)]))


def survivors(chosen: Sequence[Mutant], tests: Sequence[str], jobs: int) -> Iterator[Mutant]:
    """Yield the mutants that no test notices."""
    waiting, running = list(chosen), dict[int, Mutant]()
    while waiting or running:
        while waiting and len(running) < jobs:
            mutant, code = waiting.pop(0), 1
            if not (child := os.fork()):
                try:
                    code = run_tests(mutant, tests)
                finally:
                    os._exit(code)
            running[child] = mutant
        child, status = os.wait()
        mutant = running.pop(child)
        if status == 0:
            yield mutant


def main() -> int:
    """Run a sample of the mutants of a group."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--group", choices=GROUPS, default="scoring")
    for name, default in (("sample", 400), ("seed", 1), ("jobs", 2)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    patterns, tests = GROUPS[options.group]
    every = [mutant for pattern in patterns for path in sorted(SOURCE.glob(pattern)) for mutant in mutants(path)]
    chosen = random.Random(options.seed).sample(every, min(options.sample, len(every)))
    alive = 0
    for mutant in survivors(chosen, tests, options.jobs):
        alive += 1
        print(mutant, flush=True)
    share = 100 * (len(chosen) - alive) / max(len(chosen), 1)
    print(f"{options.group}: {len(chosen)} of {len(every)} mutants tried, {alive} not noticed: {share:.1f}% noticed")
    return 0 if share >= 95 else 1


if __name__ == "__main__":
    sys.exit(main())
