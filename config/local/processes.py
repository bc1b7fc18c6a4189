"""Processes by their id: our children, and those that an earlier supervisor left behind."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path


def pid_in(file: Path) -> int | None:
    """The id on the first line of a pid file, if that process is alive."""
    try:
        pid = int(file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if is_alive(pid) else None


def is_alive(pid: int) -> bool:
    """Whether that process runs; one that has ended but was not reaped, by us or by its new parent, does not."""
    with contextlib.suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not birth_of(pid).startswith("Z")


def birth_of(pid: int) -> str:
    """What tells this process from a later one with the same id: its start ("Z" before it, if it has ended).

    Empty when there is no such process.
    """
    try:
        # The program's name, in parentheses, may hold blanks; after it: state, parent, ... and as 20th the start.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return "" if Path("/proc/self/stat").exists() else _birth_by_ps(pid)
    return ("Z" if fields[0] == "Z" else "") + fields[19]


def _birth_by_ps(pid: int) -> str:
    # macOS has no /proc; its ps is always there.
    shown = subprocess.run(
        ["ps", "-o", "state=", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, start = shown.stdout.strip().partition(" ")
    return ("Z" if state.startswith("Z") else "") + start.strip()


def kill_group(pid: int) -> None:
    """Kill what is left of the group that this process leads: the children that it had."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def waited(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until the condition holds; says whether it came true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
