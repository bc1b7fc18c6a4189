"""Small changes tried in a process that has loaded everything: it forks, the fork is changed, and the tests that run
through the changed line are asked.

A fresh process loads for four seconds of a processor before its first test; a fork begins at once. As a plugin of
pytest (`-p tests.campaigns.planted.forking`) it takes the place of the loop over all tests: they run once, to see who
runs through which line, and then, for each change, those that run through it, until one fails. Only what stands in a
function can be changed so, and no process that a test starts anew knows of it.
"""

import gc
import json
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest
from coverage import Coverage, CoverageData
from django.urls import get_resolver

from tests.campaigns.planted.bed import Fault, is_around, planted
from tests.servers import ROOT, clone_template

FOLDER, TOLD_TO, MOST, WORKER = "LAUREL_PLANTING", "LAUREL_PLANTED_TO", "LAUREL_PLANTED_ASKS", "gw7"
AT_MOST_SECONDS = 120  # for a test: it hangs, which is noticed too
FIRST = 12  # the quickest tests that run through a line notice most; the others keep their order, as worlds are shared

Key = tuple[str, int]
Seen = dict[str, float]


class Fork:
    """What this process is, once it is forked: one that looks, or one that is changed. Its parent is neither."""

    eye: Coverage | None = None
    is_forked = False
    status = 0
    took: Seen = {}


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """In the parent: all of it, and True. In a fork: nothing, so that the ordinary loop goes on with its tests."""
    folder, told_to = Path(os.environ[FOLDER]), int(os.environ[TOLD_TO])
    faults = [Fault(**row) for row in json.loads((folder / "faults.json").read_text())]
    gc.unfreeze()  # what is frozen is not found
    _load(faults)
    if not (looking := forked()):
        _open_eye(folder)
        return None
    if outcome(looking):
        os.write(told_to, b'"broken"\n')
        return True
    took, items = json.loads((folder / "took.json").read_text()), {item.nodeid: item for item in session.items}
    for fault in faults:
        names, trying = nearest(fault, folder, took) if is_reached(fault) else [], 0
        if names and not (trying := forked()):
            session.items = [items[name] for name in names]
            session.config.option.maxfail = 1
            change(fault)
            return None
        is_noticed = bool(trying and outcome(trying))
        os.write(told_to, (json.dumps({"asked": len(names), "noticed": is_noticed}) + "\n").encode())
    return True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """What it runs through from now on is this test's, with its fixtures."""
    if Fork.eye:
        Fork.eye.switch_context(item.nodeid)
    if not Fork.eye:
        signal.alarm(AT_MOST_SECONDS)
    began = time.process_time()
    yield
    Fork.took[item.nodeid] = time.process_time() - began


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """All fixtures are undone: what was seen is kept."""
    Fork.status = int(exitstatus)
    if Fork.eye:
        Fork.eye.stop()
        Fork.eye.save()
        (Path(os.environ[FOLDER]) / "took.json").write_text(json.dumps(Fork.took))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """A fork ends here; what its parent would undo at its own end is not undone twice."""
    if Fork.is_forked:
        sys.stdout.flush()
        os._exit(Fork.status)


def forked() -> int:
    """0 in the fork, in a database of its own; the fork's number in its parent."""
    clone_template(f"laurel_{WORKER}")
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        Fork.is_forked = True
    return child


def outcome(child: int) -> int:
    """How it ended: 0 is that all its tests passed. What it started and left behind ends with it."""
    _, status = os.waitpid(child, 0)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    return status


def _open_eye(folder: Path) -> None:
    files = {row["path"] for row in json.loads((folder / "faults.json").read_text())}
    Fork.eye = Coverage(data_file=str(folder / "seen"), include=sorted(files), config_file=False)
    Fork.eye.start()


def nearest(fault: Fault, folder: Path, took: Seen) -> list[str]:
    """The tests that run through what is changed, its statement or at least its function: the quickest first.

    If so many are asked at most, no others.
    """
    data, most = CoverageData(str(folder / "seen")), int(os.environ[MOST])
    data.read()
    found = data.contexts_by_lineno(str(ROOT / fault.path))
    for lines in is_around(fault):
        ran = {test for line in lines for test in found.get(line, []) if test}
        if ran:
            stem = Path(fault.path).stem
            quick = sorted(ran, key=lambda test: (stem not in test, took[test]))[: most or len(ran)]
            return [*quick[:FIRST], *(test for test in took if test in set(quick[FIRST:]))]
    return []


def change(fault: Fault) -> None:
    """Give the functions of this process the meaning that they have in the changed file."""
    fresh = dict(_codes(compile(planted(fault), str(ROOT / fault.path), "exec")))
    for function, key in functions_of(fault.path):
        if key in fresh and function.__code__.co_freevars == fresh[key].co_freevars:
            function.__code__ = fresh[key]


def is_reached(fault: Fault) -> bool:
    """Whether the change would give some function of this process another meaning."""
    path = str(ROOT / fault.path)
    fresh, whole = (dict(_codes(compile(text, path, "exec"))) for text in (planted(fault), Path(path).read_text()))
    changed = {key for key, code in fresh.items() if code != whole.get(key)}
    return any(key in changed for _, key in functions_of(fault.path))


def _load(faults: list[Fault]) -> None:
    """All that is changed, and what every request needs: what a fork loads by itself is not changed, and takes time."""
    for path in sorted({fault.path for fault in faults}):
        import_module(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    _ = get_resolver().url_patterns


def _codes(code: CodeType) -> Iterator[tuple[Key, CodeType]]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield (part.co_qualname, part.co_firstlineno), part
            yield from _codes(part)


@cache
def functions_of(path: str) -> list[tuple[FunctionType, Key]]:
    """Those of a file of ours that are loaded, each with its name and first line."""
    return _all_functions()[os.path.realpath(ROOT / path)]


@cache
def _all_functions() -> dict[str, list[tuple[FunctionType, Key]]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for thing in gc.get_objects():
        if type(thing) is FunctionType:  # a lazy object would be made to ask what it is
            code = thing.__code__
            found[os.path.realpath(code.co_filename)].append((thing, (code.co_qualname, code.co_firstlineno)))
    return found
