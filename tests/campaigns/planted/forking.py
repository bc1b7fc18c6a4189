"""Small changes tried in a process that has loaded everything: it forks, the fork is changed, and the tests that run
through the changed line are asked.

A fresh process loads for four seconds of a processor before its first test; a fork begins at once. As a plugin of
pytest (`-p tests.campaigns.planted.forking`) it takes the place of the loop over all tests: they run once, to see who
runs through which line, and then, for each change, those that run through it, until one fails. Only what stands in a
function can be changed so. A relay or a worker that a test forks knows of it; no process that is started anew does.
"""

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import cache
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path

import pytest
from coverage import Coverage, CoverageData
from django.urls import get_resolver

from tests.campaigns.planted.bed import Fault, is_around
from tests.campaigns.planted.changing import change, is_reached, load
from tests.campaigns.planted.sowing import SOWN
from tests.servers import ROOT, clone_template
from tests.simulator import NOTHING_SETTLES, SimulatorProcess

FOLDER, TOLD_TO, SECONDS, WORKER = "LAUREL_PLANTING", "LAUREL_PLANTED_TO", "LAUREL_PLANTED_SECONDS", "gw7"
AT_MOST_SECONDS = 40  # for a test: it hangs, or looks for the smallest example of what it found, which is noticed too
SEEN, TOOK = "seen", "took.json"  # who ran through which line, and for how many seconds of a processor
FIRST = 12  # the quickest tests that run through a line notice most; the others keep their order, as worlds are shared

Seen = dict[str, float]


class Fork:
    """What this process is, once it is forked: one that looks, or one that is changed. Its parent is neither."""

    eye: Coverage | None = None
    is_forked = False
    status = 0
    took: Seen = {}
    simulator: SimulatorProcess | None = None  # its parent's, as to start one takes longer than most tests


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """In the parent: all of it, and True. In a fork: nothing, so that the ordinary loop goes on with its tests."""
    folder, told_to = Path(os.environ[FOLDER]), int(os.environ[TOLD_TO])
    faults = [Fault(**row) for row in json.loads((folder / "faults.json").read_text())]
    gc.unfreeze()  # what is frozen is not found
    load(faults)
    _ = get_resolver().url_patterns  # each fork would load them for its first request
    if not (folder / TOOK).exists():
        if not (looking := forked()):
            _open_eye(folder)
            return None
        if outcome(looking):
            os.write(told_to, b'"broken"\n')
            return True
    with _simulator(folder):
        return _try_all(session, faults, folder, told_to)


def _try_all(session: pytest.Session, faults: list[Fault], folder: Path, told_to: int) -> bool | None:
    took, items = json.loads((folder / TOOK).read_text()), {item.nodeid: item for item in session.items}
    for fault in faults:
        names, trying = asked(fault, folder, took, items) if is_reached(fault) else [], 0
        if names and not (trying := forked()):
            session.items = [items[name] for name in names]
            session.config.option.maxfail = 1
            change(fault)
            _sow(fault)
            return None
        is_noticed = bool(trying and outcome(trying))
        os.write(told_to, (json.dumps({"asked": len(names), "noticed": is_noticed}) + "\n").encode())
    return True


@contextmanager
def _simulator(folder: Path) -> Iterator[None]:
    Fork.simulator = SimulatorProcess(folder / "stripe", flags=NOTHING_SETTLES)
    Fork.simulator.start()
    yield
    if not Fork.is_forked:
        Fork.simulator.stop()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest) -> object | None:
    """All forks share one of Stripe's stand-in, as all tests of a process do."""
    if fixturedef.argname != "simulator_process" or not Fork.simulator:
        return None
    fixturedef.cached_result = (Fork.simulator, fixturedef.cache_key(request), None)  # type: ignore[arg-type]
    return Fork.simulator


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
        (Path(os.environ[FOLDER]) / TOOK).write_text(json.dumps(Fork.took))


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
    Fork.eye = Coverage(data_file=str(folder / SEEN), include=sorted(files), config_file=False)
    Fork.eye.start()


def asked(fault: Fault, folder: Path, took: Seen, items: dict[str, pytest.Item]) -> list[str]:
    """Which tests may notice: those that run through it here, then, of the engine, those whose processes may."""
    names = nearest(fault, folder, took)
    if not fault.path.startswith("workers/"):
        return names
    with_crew = [name for name, item in items.items() if "crew" in getattr(item, "fixturenames", ())]
    return [*names, *sorted(set(with_crew).difference(names), key=lambda name: took[name])]


def _sow(fault: Fault) -> None:
    """Let those that are forked for a test have the change too: whom they are forked from loads it anew."""
    os.environ[SOWN] = json.dumps(asdict(fault))
    preload = ["tests.workers.forked", "tests.campaigns.planted.sowing"]
    get_context("forkserver").set_forkserver_preload(preload)


def nearest(fault: Fault, folder: Path, took: Seen) -> list[str]:
    """The tests that run through what is changed, its statement or at least its function: the quickest first.

    If there is a bound, no more than take so many seconds of a processor.
    """
    found, seconds = seen_in(fault.path, folder), float(os.environ[SECONDS])
    for lines in is_around(fault):
        ran = {test for line in lines for test in found.get(line, []) if test}
        if ran:
            stem = Path(fault.path).stem
            quick = sorted(ran, key=lambda test: (stem not in test, took[test]))
            if seconds:
                so_far = accumulate(took[test] for test in quick)
                quick = [test for test, until in zip(quick, so_far, strict=True) if until <= seconds] or quick[:1]
            return [*quick[:FIRST], *(test for test in took if test in set(quick[FIRST:]))]
    return []


@cache
def seen_in(path: str, folder: Path) -> dict[int, list[str]]:
    """By line of a file: the tests that run through it."""
    data = CoverageData(str(folder / SEEN))
    data.read()
    return data.contexts_by_lineno(str(ROOT / path))
