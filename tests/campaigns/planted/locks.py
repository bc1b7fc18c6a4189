"""Every place that locks rows, and the race tests of its room: without the lock, one of them must fail."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.campaigns.planted.bed import Fault, span
from tests.servers import ROOT

FLOORS = ("bounties", "payments", "workers", "config/api")
# By these words a test file is known to let people meet at the same moment.
MEETING = ("at_once", "held_then_met", "ThreadPoolExecutor", "threading")
LOCK = "select_for_update"
# What the people of every room of a floor meet at, wherever it stands: somebody leaves, money moves.
MET_BY_ALL = {"bounties": "tests/bounties/departures/test_racing.py", "payments": "tests/campaigns/test_races.py"}


def sites() -> Iterator[Fault]:
    """One fault for each `.select_for_update(…)` of the house."""
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob("*.py")):
            if "migrations" not in path.parts and LOCK in path.read_text():
                yield from _in_file(path)


def _in_file(path: Path) -> Iterator[Fault]:
    text, name = path.read_text(), path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.expr() as rows, attr="select_for_update")):
                place = (span(text, rows)[1], span(text, node)[1])
                # A manager has no methods of a queryset's own to go on with, so it says `all()`.
                yield Fault(f"{name}:{node.lineno}", name, place, ".all()", races_of(path))


def races_of(path: Path) -> tuple[str, ...]:
    """The files of tests in which people meet: of the room, and of its floor."""
    room = ROOT / "tests" / path.relative_to(ROOT).parent
    while not list(room.glob("test_*.py")):
        room = room.parent
    found = [file for file in sorted(room.glob("test_*.py")) if any(word in file.read_text() for word in MEETING)]
    names = [file.relative_to(ROOT).as_posix() for file in found]
    names += [MET_BY_ALL[floor] for floor in MET_BY_ALL if path.is_relative_to(ROOT / floor)]
    return tuple(dict.fromkeys(names))
