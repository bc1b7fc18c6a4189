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
from tests.campaigns.planted.forking import FOLDER, MOST, TOLD_TO
from tests.servers import ROOT


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
    folder = Path(tempfile.mkdtemp(prefix="laurel-planted-", dir="/var/tmp"))
    (folder / "faults.json").write_text(json.dumps([asdict(fault) for fault in faults]))
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
        shutil.rmtree(folder, ignore_errors=True)


def _asking(faults: Sequence[Fault], folder: Path, writes: int, log: object) -> "subprocess.Popen[bytes]":
    rooms = {test: None for fault in faults for test in fault.tests}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *QUIET]
    return subprocess.Popen(
        [*command, "-p", "tests.campaigns.planted.forking", *rooms],
        cwd=ROOT,
        env=surroundings() | {FOLDER: str(folder), TOLD_TO: str(writes), MOST: os.environ.get("CAMPAIGN_MOST") or "0"},
        pass_fds=[writes],
        stdout=log,  # type: ignore[call-overload]
        stderr=subprocess.STDOUT,
    )


def _said(folder: Path, what: str) -> str:
    return f"{what}: {(folder / 'log').read_text()[-3_000:]}"
