"""Small changes of the code, one by one: which there are in a file, what each is called, and the code with one made."""

import ast
import copy
import importlib.abc
import importlib.util
import inspect
import sys
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

PROJECT = Path(__file__).parent.parent
SOURCE = PROJECT / "src" / "aidscore"
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Mutant(NamedTuple):
    """A change in one file."""

    path: Path
    line: int
    name: str
    """File, function, the statement before and after, and a number where a function has that statement again."""
    node: int
    """The number of the changed node in the order of `ast.walk`."""
    after: ast.AST

    @property
    def function(self) -> str:
        """File and function."""
        return self.name.partition(": ")[0]

    @property
    def order(self) -> str:
        """What puts mutants in an order that has nothing to do with what they are, and stays when others come."""
        return sha256(self.name.encode()).hexdigest()


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield each changed copy of a node."""
    new = copy.deepcopy(node)
    match new:
        case ast.Compare(ops=[op]) if type(op) in SWAPS:
            new.ops[0] = SWAPS[type(op)]()  # type: ignore[call-overload]  # a comparison becomes a comparison
            yield new
        case ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in SWAPS:
            new.op = SWAPS[type(op)]()  # type: ignore[assignment]  # an operator becomes one of its sort
            yield new
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.If(test=test) | ast.IfExp(test=test) if not is_swapped(test):
            new.test = ast.UnaryOp(ast.Not(), test)
            yield new
        case ast.comprehension(ifs=[test, *_]) if not is_swapped(test):
            new.ifs[0] = ast.UnaryOp(ast.Not(), test)
            yield new
        case ast.Name(id=name) if name in CALLS:
            yield ast.Name(CALLS[name], new.ctx)
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)):
            yield ast.Constant(value + "?")
        case _:
            pass
    if isinstance(node, ast.AugAssign | ast.Continue | ast.Expr):
        yield ast.Pass()


def is_swapped(test: ast.expr) -> bool:
    """Tell whether a condition has another change that negates it."""
    negated = ast.In | ast.NotIn | ast.Is | ast.IsNot | ast.Eq | ast.NotEq
    return isinstance(test, ast.Compare) and isinstance(test.ops[0], negated)


def without_effect(tree: ast.Module) -> set[int]:
    """Return the nodes that change nothing when they are changed.

    These are annotations, docstrings, names of types, and what only asserts: `assert_never` and `strict`.
    """
    found: list[ast.AST | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            found += [node.returns, *node.decorator_list]
            found += (inner.annotation for inner in ast.walk(node.args) if isinstance(inner, ast.arg))
        elif isinstance(node, ast.ClassDef):
            found += node.decorator_list
        elif isinstance(node, ast.AnnAssign):
            found.append(node if ast.unparse(node.annotation) == "TypeAlias" else node.annotation)
        elif is_silent(node):
            found.append(node)
    return {id(inner) for outer in found if outer is not None for inner in ast.walk(outer)}


def is_silent(node: ast.AST) -> bool:
    """Tell whether a node is a docstring, a name for types, or only asserts something."""
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Expr(value=ast.Call(func=ast.Name(id="assert_never"))):
            return True
        case ast.keyword(arg="strict") | ast.Call(func=ast.Name(id="TypeVar")):
            return True
        case _:
            return False


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent, owners = without_effect(tree), owners_of(tree)
    file = path.relative_to(SOURCE).as_posix()
    seen: Counter[str] = Counter()
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in silent or not isinstance(node, ast.stmt | ast.expr | ast.comprehension):
            continue
        statement, function = owners[id(node)]
        for after in changes(node):
            name = f"{file} {function}: {head(statement)} -> {head(replaced(statement, node, after))}"
            seen[name] += 1
            again = f" #{seen[name]}" if seen[name] > 1 else ""
            yield Mutant(path, statement.lineno, name + again, number, after)


def owners_of(tree: ast.Module) -> dict[int, tuple[ast.stmt, str]]:
    """Return the statement and the function that each node of a file is in."""
    owners: dict[int, tuple[ast.stmt, str]] = {}

    def visit(node: ast.AST, statement: ast.stmt | None, names: tuple[str, ...]) -> None:
        """Note the owners of a node and of all that is in it."""
        statement = node if isinstance(node, ast.stmt) else statement
        if statement is not None:
            owners[id(node)] = statement, ".".join(names).removesuffix(".<locals>") or "-"
        if isinstance(node, ast.FunctionDef):
            names = (*names, node.name, "<locals>")
        elif isinstance(node, ast.ClassDef):
            names = (*names, node.name)
        for child in ast.iter_child_nodes(node):
            visit(child, statement, names)

    visit(tree, None, ())
    return owners


def head(statement: ast.AST) -> str:
    """Return a statement as one line, without the statements in it."""
    return ast.unparse(ast.fix_missing_locations(statement)).split("\n")[0]


def replaced(tree: ast.AST, target: ast.AST, after: ast.AST) -> ast.AST:
    """Return a copy of a tree with another node in the place of one."""
    if tree is target:
        return after
    same = {id(target): after}  # deepcopy takes this for the copy that it made of the node
    return copy.deepcopy(tree, same)


# ---- making a change -------------------------------------------------------------------------------------------------


def compiled(mutant: Mutant) -> CodeType:
    """Return the code of a file with its change."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    target = list(ast.walk(tree))[mutant.node]
    changed = ast.fix_missing_locations(replaced(tree, target, mutant.after))
    return compile(ast.unparse(changed), str(mutant.path), "exec")


def module_name(mutant: Mutant) -> str:
    """Return the name of the module that a mutant changes."""
    return f"aidscore.{mutant.path.relative_to(SOURCE).with_suffix('').as_posix().replace('/', '.')}"


def patched(mutant: Mutant) -> bool:
    """Put a change into the modules that are imported; tell whether that was possible.

    It is not in the body of a class and in the default of a parameter.
    """
    found: object = importlib.import_module(module_name(mutant))
    if mutant.function.endswith(" -"):
        return replaced_constants(found, mutant)
    names = mutant.function.partition(" ")[2].partition(".<locals>")[0].split(".")
    code: CodeType | None = compiled(mutant)
    for name in names:
        found = inspect.getattr_static(found, name, None)
        consts = code.co_consts if code else ()
        code = next((one for one in consts if isinstance(one, CodeType) and one.co_name == name), None)
    function = inspect.unwrap(found.fget if isinstance(found, property) else found)  # type: ignore[arg-type]  # or None
    if (
        code is None
        or not isinstance(function, FunctionType)
        or without_lines(code) == without_lines(function.__code__)
    ):
        return False
    function.__code__ = code
    return True


def replaced_constants(module: object, mutant: Mutant) -> bool:
    """Give what the statements of a changed module assign to all modules that have it; return True."""
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    changed: dict[str, object] = {"__name__": module_name(mutant)}
    exec(compiled(mutant), changed)
    for target in (one for statement in tree.body for one in targets_of(statement)):
        before = vars(module)[target]
        for other in [one for name, one in sys.modules.items() if name.startswith("aidscore.")]:
            if vars(other).get(target) is before:
                setattr(other, target, changed[target])
    return True


def targets_of(statement: ast.stmt) -> list[str]:
    """Return the names that a statement assigns."""
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


def without_lines(code: CodeType) -> CodeType:
    """Return code as it is wherever it stands."""
    consts = tuple(without_lines(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_consts=consts, co_firstlineno=1, co_linetable=b"")


class Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed module in place of the one on disk."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = module_name(mutant)
        self.code = compiled(mutant)

    def find_spec(self, name: str, path: object, target: object = None) -> ModuleSpec | None:
        """Return the spec of the changed module."""
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module: object) -> None:
        """Run the changed code."""
        exec(self.code, vars(module))
