"""The house rules that a linter has no name for: small files, small functions, honest names, said purposes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["bounties", "payments", "workers", "config"]
LONGEST_FILE = 250
LONGEST_FUNCTION = 30
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "core", "misc", "base"}
NAMED_BY_DJANGO = ["config/database/base.py"]  # a backend is found under that name
TOP_LEVEL = {
    "bounties", "payments", "workers", "config", "tests", "docs", "manage.py", "pyproject.toml", "uv.lock", "Makefile",
    "docker-compose.yml", "Dockerfile", "README.md", "LICENSE",
}  # fmt: skip
# Tables that are read as data: one row per case, however long they grow.
DECLARATIVE: set[str] = {
    *("config/settings.py", "bounties/challenges/formats.py"),
    "tests/authorisation_table.py",
}
NOT_OURS = {".venv", ".tools", "__pycache__"}


def sources(*folders: str) -> Iterator[Path]:
    """Every Python file that people write: no migrations."""
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in file.parts and not NOT_OURS & set(file.parts):
                yield file


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def functions_in(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code from `def` to the end; the docstring is free, so that nobody saves on it."""
    first = function.body[0]
    docstring = ast.get_docstring(function) is not None
    spent = first.end_lineno - first.lineno + 1 if docstring and first.end_lineno else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - spent


def test_no_file_is_too_long():
    long = [
        f"{name_of(file)}: {count}"
        for file in sources(*PACKAGES, "tests")
        if (count := len(file.read_text().splitlines())) > LONGEST_FILE and name_of(file) not in DECLARATIVE
    ]
    assert long == []


def test_no_function_is_too_long():
    long = [
        f"{name_of(file)}:{function.lineno} {function.name}: {lines_of(function)}"
        for file in sources(*PACKAGES)
        for function in functions_in(file)
        if lines_of(function) >= LONGEST_FUNCTION
    ]
    assert long == []


def test_no_import_hides_inside_a_function():
    hidden = [
        f"{name_of(file)}:{node.lineno}"
        for file in sources(*PACKAGES, "tests")
        for function in functions_in(file)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_no_module_has_a_vague_name():
    assert [name_of(file) for file in sources(*PACKAGES, "tests") if file.stem in VAGUE_NAMES] == NAMED_BY_DJANGO


def test_every_module_and_public_class_says_what_it_is():
    silent = []
    for file in sources(*PACKAGES):
        tree = ast.parse(file.read_text())
        if tree.body and file.name != "apps.py" and not ast.get_docstring(tree):
            silent.append(name_of(file))
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")]
        silent += [f"{name_of(file)} {node.name}" for node in classes if not ast.get_docstring(node)]
    assert silent == []


def test_every_service_says_what_it_does():
    """A service is what a transaction wraps: its docstring is its contract."""
    silent = [
        f"{name_of(file)} {function.name}"
        for file in sources("bounties", "payments", "workers")
        for function in functions_in(file)
        if any("atomic" in ast.unparse(decorator) for decorator in function.decorator_list)
        and not function.name.startswith("_")
        and not ast.get_docstring(function)
    ]
    assert silent == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "NotImplementedError", "pragma: no cover"])
def test_nothing_is_left_open_in_the_code(word):
    assert [name_of(file) for file in sources(*PACKAGES) if word in file.read_text()] == []


def test_the_top_level_is_fixed():
    found = {entry.name for entry in ROOT.iterdir() if not entry.name.startswith(".")}
    assert found - TOP_LEVEL - {"static-collected", "media", "test-results"} == set()
