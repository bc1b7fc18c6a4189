"""A local stack as `make up` starts it, in a state folder of its own, with or without the demo."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from config.local.ports import free_port
from config.local.processes import is_alive
from tests.campaigns.clocks import ASKED
from tests.campaigns.options import IS_CAMPAIGN
from tests.servers import quick_folder

ROOT = Path(__file__).resolve().parents[3]
WRONG_CLOCKS = ROOT / "tests" / "campaigns" / "wrong"
START_SECONDS = 300  # on a busy machine a cold start takes a while
STOP_SECONDS = 30


class LocalStack:
    """One checkout's stack: started, looked at, killed, stopped."""

    def __init__(self, *, with_demo: bool = False) -> None:
        # A campaign's figures are a disk's; tests only want the outcome.
        folder = "/var/tmp" if IS_CAMPAIGN else quick_folder()
        self.state = Path(tempfile.mkdtemp(prefix="laurel-stack-", dir=folder))
        self.state.chmod(0o711)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "LAUREL_STATE": str(self.state),
            "PORT": str(free_port()),
            "DEMO": "1" if with_demo else "0",
            "WEB_CONCURRENCY": "1",
        }
        if ASKED:
            self.environment |= {"CAMPAIGN_CLOCKS": ",".join(ASKED), "PYTHONPATH": str(WRONG_CLOCKS)}
        self.process: subprocess.Popen[bytes] | None = None

    def up(self, **variables: str) -> subprocess.CompletedProcess[str]:
        """A start that is expected to end by itself."""
        return subprocess.run(
            [sys.executable, "manage.py", "up"], cwd=ROOT, env=self.environment | variables, capture_output=True,
            text=True, check=False, timeout=START_SECONDS,
        )  # fmt: skip

    def start(self) -> None:
        """Start it, and wait until it says that it is ready."""
        said_before = len(self.said())
        with (self.state / "up.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up"], cwd=ROOT, env=self.environment, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self.wait_until(lambda: "Laurel is ready" in self.said()[said_before:], START_SECONDS)

    def is_ready(self) -> bool:
        """Whether /readyz says so."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.environment['PORT']}/readyz", timeout=5) as answer:
                return answer.status == 200
        except (OSError, urllib.error.URLError):
            return False

    def is_up(self) -> bool:
        """Whether the supervisor runs."""
        return self.process is not None and self.process.poll() is None

    def described(self) -> dict:
        """What stack.json says."""
        return json.loads((self.state / "stack.json").read_text())

    def wait_until(self, condition, seconds: float) -> None:
        """Poll fast, wait long; a supervisor that ended says why."""
        end = time.monotonic() + seconds
        while not condition():
            assert self.is_up(), self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)

    def said(self) -> str:
        """Everything that the supervisor printed."""
        log = self.state / "up.log"
        return log.read_text() if log.exists() else ""

    def kill_supervisor(self) -> None:
        """Without warning: it can't end its children."""
        self.process.kill()
        self.process.wait()

    def interrupt(self) -> None:
        """Ctrl-C: the signal goes to the whole process group."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(timeout=STOP_SECONDS)

    def processes(self) -> list[int]:
        """Every living process that knows this state folder."""
        mark = f"LAUREL_STATE={self.state}".encode()
        found = [entry for entry in Path("/proc").iterdir() if entry.name.isdigit() and _knows(entry, mark)]
        return [int(entry.name) for entry in found if is_alive(int(entry.name))]

    def remove(self) -> None:
        """End what still runs, and leave nothing behind."""
        if self.is_up():
            self.interrupt()
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.state, ignore_errors=True)


def _knows(process: Path, mark: bytes) -> bool:
    try:
        return mark in (process / "environ").read_bytes().split(b"\0")
    except OSError:
        return False
