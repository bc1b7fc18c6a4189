"""What the business refuses is said in sentences that are marked for translation, whose values come by name."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = ("bounties", "payments")
ROOTS = {"BountyError", "PaymentError"}
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "pgettext", "pgettext_lazy"}
# What is here is read by people on the desk: every admin page, and what such a page says.
OF_THE_DESK = re.compile(
    r"payments/admin/|config/desk/|admin\.py$"
    r"|payments/reconciliation/(saying|looking|listing|carrying_on|suggesting|remedying|running)\.py$"
    r"|payments/periods/(checklist|balances)\.py$|payments/payouts/(instruments|barring|suspecting)\.py$"
    r"|payments/statements/figures\.py$"
)
PROSE = re.compile(r"[A-Za-z']{2,} [A-Za-z']+|^[A-Z][a-z]+\.?$|>[A-Z][a-z]+")  # words, or one with a capital
FILLING = {"filled", "wrong"}  # that take values as a refusal does
FORMAT = string.Formatter()


@cache  # for the process that runs these tests; every one collects them
def sources() -> list[tuple[str, ast.Module]]:
    paths = [path for floor in FLOORS for path in sorted((ROOT / floor).rglob("*.py"))]
    return [
        (str(path.relative_to(ROOT)), ast.parse(path.read_text())) for path in paths if "simulator" not in path.parts
    ]


@cache
def calls() -> list[tuple[str, ast.Call]]:
    nodes = ((path, node) for path, tree in sources() for node in ast.walk(tree))
    return [(f"{path}:{node.lineno}", node) for path, node in nodes if isinstance(node, ast.Call)]


def last_name(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def refusals() -> set[str]:
    """The names of all classes that come from one of the two roots."""
    classes = [node for _, tree in sources() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    found = set(ROOTS)
    while new := {one.name for one in classes if found & {last_name(base) for base in one.bases}} - found:
        found |= new
    return found


def refused() -> Iterator[tuple[str, ast.Call]]:
    names = refusals()
    return ((where, call) for where, call in calls() if call.args and last_name(call.func) in names)


def test_every_refusal_says_a_sentence_that_is_marked_for_translation():
    bare = [
        where for where, call in refused() if isinstance(call.args[0], ast.JoinedStr) or _is_a_sentence(call.args[0])
    ]
    assert bare == [], "write it as _(…) and give its values by name: raise NotHeld(_(“{purse} …”), purse=purse)"


def test_every_sentence_gets_exactly_the_values_that_it_names():
    filled = ((where, call) for where, call in calls() if last_name(call.func) in FILLING)
    wrong = []
    for where, call in (*refused(), *filled):
        texts = [text for argument in call.args for text in _texts(argument)]
        given = {keyword.arg for keyword in call.keywords} - {"field"}
        named = {name for text in texts for _, name, _, _ in FORMAT.parse(text) if name is not None}
        if texts and named != given:
            wrong.append(f"{where}: names {sorted(named)}, is given {sorted(map(str, given))}")
    assert wrong == []


def test_no_mark_is_put_on_a_sentence_that_is_made_up_at_run_time():
    made_up = [
        where
        for where, call in calls()
        if last_name(call.func) in MARKS and any(isinstance(word, ast.JoinedStr) for word in call.args)
    ]
    assert made_up == []


def desk() -> Iterator[tuple[str, ast.Module]]:
    paths = [path for floor in (*FLOORS, "config", "workers") for path in sorted((ROOT / floor).rglob("*.py"))]
    named = ((str(path.relative_to(ROOT)), path) for path in paths)
    return ((name, ast.parse(path.read_text())) for name, path in named if OF_THE_DESK.search(name))


def bare(tree: ast.AST) -> Iterator[str]:
    """Prose that stands in no mark; docstrings, and what f-strings only join, are none."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                continue
            case ast.Call() if last_name(node.func) in MARKS:
                continue
            case ast.Constant(value=str() as text) if PROSE.search(text):
                yield f"{node.lineno}: {text}"
        yield from bare(node)


def test_what_people_read_on_the_desk_is_marked():
    assert [f"{path}:{found}" for path, tree in desk() for found in bare(tree)] == []


@pytest.mark.parametrize("text", ['"Look at it"', '"Fees"', 'f"{a} of them"', 'f"all of {b}"', '"<a>Trace</a>"'])
def test_prose_without_a_mark_is_seen(text):
    assert list(bare(ast.parse(f"says = {text}"))) != []
    assert list(bare(ast.parse(f'says = _("Look at it") + {text}'))) != []


@pytest.mark.parametrize("text", ['_("Look at it")', '"status__exact=ready"', '"-opened_at"', 'f"{a}, {b}"'])
def test_marks_and_what_only_programs_read_are_no_bare_prose(text):
    assert list(bare(ast.parse(f"says = {text}"))) == []


def _is_a_sentence(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def _texts(node: ast.expr) -> list[str]:
    """The texts inside of a mark: one, or two of a plural."""
    if not isinstance(node, ast.Call) or last_name(node.func) not in MARKS:
        return []
    return [word.value for word in node.args if isinstance(word, ast.Constant) and isinstance(word.value, str)]
