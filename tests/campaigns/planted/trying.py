"""Changes tried one after the other on the tests that run through them (forking.py), and what became of each."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.campaigns.planted.bed import QUIET, Fault, surroundings
from tests.campaigns.planted.forking import FOLDER, SECONDS, SEEN, TOLD_TO, TOOK
from tests.servers import ROOT

KEPT_IN = Path(os.environ.get("CAMPAIGN_SIGHT") or os.devnull)


@dataclass(frozen=True, slots=True)
class Trial:
    """A change, how many tests run through it, and whether one of them noticed."""

    fault: Fault
    asked: int
    noticed: bool

    @property
    def name(self) -> str:
        """As survivors are listed."""
        return self.fault.name + ("" if self.asked else " (no test runs through it)")


def tried(faults: Sequence[Fault]) -> Iterator[Trial]:
    """Each in turn. The tests of all of them must pass without any."""
    if not any(fault.tests for fault in faults):  # to name no test would ask all there are
        yield from (Trial(fault, asked=0, noticed=False) for fault in faults)
        return
    folder = Path(tempfile.mkdtemp(prefix="laurel-planted-", dir="/var/tmp"))
    (folder / "faults.json").write_text(json.dumps([asdict(fault) for fault in faults]))
    _copy_sight(KEPT_IN, folder)
    reads, writes = os.pipe()
    try:
        with (folder / "log").open("w") as log, _asking(faults, folder, writes, log) as process:
            os.close(writes)
            with os.fdopen(reads) as told:
                for fault, line in zip(faults, told, strict=False):
                    assert line != '"broken"\n', _said(folder, "the tests fail without a change")
                    yield Trial(fault, **json.loads(line))
            assert process.wait() == 0, _said(folder, "they could not be asked")
    finally:
        _copy_sight(folder, KEPT_IN)
        shutil.rmtree(folder, ignore_errors=True)


def _copy_sight(source: Path, target: Path) -> None:
    """Who runs through which line, from or to where the next run of the same tests finds it."""
    if target.is_dir() and all((source / name).exists() for name in (SEEN, TOOK)):
        for name in (SEEN, TOOK):
            shutil.copy(source / name, target / name)


def _asking(faults: Sequence[Fault], folder: Path, writes: int, log: object) -> "subprocess.Popen[bytes]":
    told = {FOLDER: str(folder), TOLD_TO: str(writes), SECONDS: os.environ.get("CAMPAIGN_SECONDS") or "0"}
    rooms = {test: None for fault in faults for test in fault.tests}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *QUIET]
    return subprocess.Popen(
        [*command, "-p", "tests.campaigns.planted.forking", *rooms],
        cwd=ROOT,
        env=surroundings() | told,
        pass_fds=[writes],
        stdout=log,  # type: ignore[call-overload]
        stderr=subprocess.STDOUT,
    )


def _said(folder: Path, what: str) -> str:
    return f"{what}: {(folder / 'log').read_text()[-3_000:]}"
