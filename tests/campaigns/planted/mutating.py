"""Small changes of meaning, one at a time: what no test notices is a rule that no test holds.

Comparisons and conditions turned around, numbers off by one, a step of a service left out. Texts, docstrings, types
and declarations of models stay: their mistakes are seen by other checks, or are none of behaviour. So does `no_key`
of a lock, which only decides who else waits (`test_a_lock_lets_in_what_refers_to_the_locked_row` holds it everywhere).
"""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.campaigns.planted.bed import Fault, span
from tests.servers import ROOT

TURNED: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
}
SIGNS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "//"),
    ast.FloorDiv: ("//", "*"),
}
JOINED: dict[type[ast.boolop], tuple[str, str]] = {ast.And: ("and", "or"), ast.Or: ("or", "and")}
Change = tuple[tuple[int, int], str]


def mutations(path: Path, tests: tuple[str, ...]) -> Iterator[Fault]:
    """Every change of this file, in the order of its lines."""
    text, name = path.read_text(), path.relative_to(ROOT).as_posix()
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    nodes = {id(node): node for function in functions for step in function.body for node in _walked(step)}
    for node in sorted(nodes.values(), key=lambda node: getattr(node, "lineno", 0)):
        for kind in KINDS:
            for place, new in kind(text, node):
                line = text[: place[0]].count("\n") + 1
                said = " ".join(text[slice(*place)].split())[:60]
                yield Fault(f"{name}:{line}: {said} -> {new or 'nothing'}", name, place, new, tests)


def _walked(step: ast.AST) -> Iterator[ast.AST]:
    """All of a step but what is held elsewhere."""
    if not (isinstance(step, ast.keyword) and step.arg == "no_key"):
        yield step
        for child in ast.iter_child_nodes(step):
            yield from _walked(child)


def _between(text: str, left: ast.expr, right: ast.expr, sign: tuple[str, str]) -> Change:
    """The sign alone: brackets around either side stay."""
    begin = text.index(sign[0], span(text, left)[1], span(text, right)[0])
    return (begin, begin + len(sign[0])), sign[1]


def _comparisons(text: str, node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in TURNED:
            yield _between(text, left, right, TURNED[type(op)])


def _conditions(text: str, node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.BoolOp(op=op, values=[left, right]):
            yield _between(text, left, right, JOINED[type(op)])
        case ast.If(test=test) | ast.IfExp(test=test):
            place = span(text, test)
            yield place, f"not ({text[slice(*place)]})"


def _sums(text: str, node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in SIGNS and not _is_text(left):
            yield _between(text, left, right, SIGNS[type(op)])
        case ast.Constant(value=bool() as value):
            yield span(text, node), str(not value)
        case ast.Constant(value=int() as value):
            yield span(text, node), str(value + 1)


def _steps(text: str, node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield span(text, node), "pass"


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


KINDS: tuple[Callable[[str, ast.AST], Iterator[Change]], ...] = (_comparisons, _conditions, _sums, _steps)


def covering_tests(path: Path) -> tuple[str, ...]:
    """The folder of tests that mirrors this file's, or what stands nearest above it."""
    room = ROOT / "tests" / path.relative_to(ROOT).parent
    while not list(room.glob("test_*.py")):
        room = room.parent
    return (room.relative_to(ROOT).as_posix(),)
