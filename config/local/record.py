"""What the running stack tells others about itself: the lock, `stack.json`, and the processes to clean up after."""

import fcntl
import json
import os
import signal
from collections.abc import Mapping
from io import TextIOWrapper
from pathlib import Path

from config.local.environment import write_privately
from config.local.processes import birth_of, is_alive, kill_group, waited
from config.local.state import CHECKOUT

ORPHAN_SECONDS = 10


class AlreadyRunning(Exception):
    """Another supervisor runs this checkout's stack."""


def lock(state: Path) -> TextIOWrapper:
    """Hold the stack for this process; the system lets go of it however we end. Raises AlreadyRunning."""
    file = (state / "supervisor.lock").open("a+")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        pid, url = file.read().strip() or "?", stack(state).get("web", "an address that it is still preparing")
        file.close()
        raise AlreadyRunning(f"Laurel is running already, at {url} (process {pid}). `make down` stops it.") from None
    file.seek(0)
    file.truncate()
    file.write(str(os.getpid()))
    file.flush()
    return file


def supervisor_pid(state: Path) -> int | None:
    """The process id of the running supervisor, if one holds the lock."""
    try:
        with (state / "supervisor.lock").open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(file.read().strip() or 0) or None
    except OSError:
        return None
    return None


def stack(state: Path) -> dict[str, object]:
    """What `stack.json` says; empty when nothing runs."""
    try:
        found: dict[str, object] = json.loads((state / "stack.json").read_text())
    except (OSError, ValueError):
        return {}
    return found


def write_stack(state: Path, web: str, variables: Mapping[str, str], pids: Mapping[str, int]) -> None:
    """Tell where everything is; rewritten whenever a process is another one."""
    told = {
        "web": web,
        "simulator": variables.get("STRIPE_API_BASE"),
        "stripe_secret_key": variables["STRIPE_SECRET_KEY"],
        "database_url": variables["DATABASE_URL"],
        "redis_url": variables["REDIS_URL"],
        "pids": dict(pids),
    }
    write_privately(state / "stack.json", json.dumps(told, indent=1))
    births = {name: [pid, birth_of(pid)] for name, pid in pids.items()}
    write_privately(state / "processes.json", json.dumps({"checkout": str(CHECKOUT), "processes": births}))


def forget_stack(state: Path) -> None:
    """Nothing runs any more."""
    for name in ("stack.json", "processes.json"):
        (state / name).unlink(missing_ok=True)


def end_orphans(state: Path) -> list[str]:
    """End the processes of a supervisor that was killed; never a stranger that has their id now. Gives their names."""
    orphans = {name: pid for name, (pid, birth) in _recorded(state).items() if is_alive(pid) and birth_of(pid) == birth}
    for name, pid in orphans.items():
        os.kill(pid, signal.SIGINT if name == "postgres" else signal.SIGTERM)
    waited(lambda: not any(is_alive(pid) for pid in orphans.values()), ORPHAN_SECONDS)
    for pid in orphans.values():
        kill_group(pid)
    forget_stack(state)
    return list(orphans)


def _recorded(state: Path) -> dict[str, tuple[int, str]]:
    try:
        found = json.loads((state / "processes.json").read_text())
    except (OSError, ValueError):
        return {}
    if found["checkout"] != str(CHECKOUT):  # a copy of another checkout's folder: its processes are not ours
        return {}
    return {name: (pid, birth) for name, (pid, birth) in found["processes"].items()}
