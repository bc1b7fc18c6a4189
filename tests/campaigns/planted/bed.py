"""A copy of the house in which faults are planted one after the other, and the tests that must notice each.

The copy runs on the servers of the test that plants, and on the code of this virtual environment.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.servers import KEPT, ROOT

LEFT_BEHIND = shutil.ignore_patterns(".git", ".venv", ".local", ".tools", ".*_cache", "__pycache__", "test-results")
# A number of its own for the copy's database and its cache; no run has so many workers.
WORKER = "gw7"
AT_MOST_SECONDS = 900
NOT_FOR_THE_TESTS = ("CAMPAIGN_", "PYTEST_", "COVERAGE_")
QUIET = ("--show-capture=no", "--durations=0", "--durations-min=60")


@dataclass(frozen=True, slots=True)
class Fault:
    """This text of this file becomes that; these tests must fail, and say this."""

    name: str
    path: str
    place: tuple[int, int]  # from which character to which
    new: str
    tests: tuple[str, ...]
    says: str = ""

    @property
    def old(self) -> str:
        """What stands there in the house."""
        return (ROOT / self.path).read_text()[slice(*self.place)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the tests said of a fault: noticed, survived, or that it was no fault of the kind that runs."""

    fault: Fault
    failed: bool
    said: str

    @property
    def is_noticed(self) -> bool:
        """They failed, and named it."""
        return self.failed and self.fault.says in self.said


def swapped(name: str, path: str, change: tuple[str, str], tests: tuple[str, ...], says: str) -> Fault:
    """A fault given by its text, which must stand in the file exactly once."""
    old, new = change
    text = (ROOT / path).read_text()
    assert text.count(old) == 1, f"{name}: {path} holds {old!r} {text.count(old)} times"
    begin = text.index(old)
    return Fault(name, path, (begin, begin + len(old)), new, tests, says)


def span(text: str, node: ast.expr | ast.stmt) -> tuple[int, int]:
    """From which character to which this node stands (ast counts bytes of UTF-8)."""
    lines = text.splitlines(keepends=True)

    def at(line: int, column: int) -> int:
        return sum(map(len, lines[: line - 1])) + len(lines[line - 1].encode()[:column].decode())

    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return at(node.lineno, node.col_offset), at(node.end_lineno, node.end_col_offset)


def planted(fault: Fault) -> str:
    """The file with the fault in it; no line after it moves."""
    text = (ROOT / fault.path).read_text()
    lines = "\n" * (fault.old.count("\n") - fault.new.count("\n"))
    return text[: fault.place[0]] + fault.new + lines + text[fault.place[1] :]


def is_around(fault: Fault) -> Iterator[range]:
    """The lines of what is changed, then those of the statement around it, up to its function."""
    text = (ROOT / fault.path).read_text()
    first, last = (text[:place].count("\n") + 1 for place in fault.place)
    yield range(first, last + 1)
    around = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.stmt) and node.lineno <= first]
    for node in sorted(around, key=lambda node: node.lineno, reverse=True):
        if last <= (node.end_lineno or 0) and not isinstance(node, ast.ClassDef):
            # A function's first line runs when it is defined, not when it is called.
            yield range(node.lineno + isinstance(node, ast.FunctionDef), (node.end_lineno or node.lineno) + 1)


def surroundings() -> dict[str, str]:
    """What a process that runs the tests of a fault is told, and nothing of our own run."""
    told = {name: value for name, value in os.environ.items() if not name.startswith(NOT_FOR_THE_TESTS)}
    return told | {"PYTEST_XDIST_WORKER": WORKER}


class Bed:
    """The copy; close it when all is planted."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="laurel-planted-", dir="/var/tmp"))
        self.copy = self.folder / "laurel"

    def __enter__(self) -> Self:
        shutil.copytree(ROOT, self.copy, ignore=LEFT_BEHIND, symlinks=True)
        kept = self.copy / KEPT.relative_to(ROOT)
        kept.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def plant(self, fault: Fault) -> Outcome:
        """Run the tests with the fault in the house, and take it out again."""
        file = self.copy / fault.path
        whole = file.read_text()
        begin, end = fault.place
        file.write_text(whole[:begin] + fault.new + whole[end:])
        try:
            failed, said = self.run(fault.tests)
        finally:
            file.write_text(whole)
        return Outcome(fault, failed, said)

    def run(self, tests: tuple[str, ...]) -> tuple[bool, str]:
        """Whether these tests fail, and what they say; a run that never ends has failed."""
        environment = surroundings() | {"PYTHONDONTWRITEBYTECODE": "1"}
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-p",
            "no:randomly",
            "-p",
            "no:cacheprovider",
            *QUIET,
            *tests,
        ]
        try:
            run = subprocess.run(
                command,
                cwd=self.copy,
                env=environment,
                capture_output=True,
                text=True,
                timeout=AT_MOST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return True, "They never ended."
        assert run.returncode in (0, 1, 2), run.stdout[-3_000:] + run.stderr[-3_000:]
        return run.returncode != 0, run.stdout
