"""Processes by their id: our children, and those that an earlier supervisor left behind."""

import contextlib
import os
from pathlib import Path


def pid_in(file: Path) -> int | None:
    """The id on the first line of a pid file, if that process is alive."""
    try:
        pid = int(file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if is_alive(pid) else None


def is_alive(pid: int) -> bool:
    """Whether that process runs; a child of ours that has ended is reaped, else it would look alive."""
    with contextlib.suppress(ChildProcessError):
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
