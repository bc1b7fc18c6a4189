"""Where the local stack keeps its state: one folder, which belongs to this checkout.

Only the standard library is imported here: `make clean` runs it without the environment.
"""

import hashlib
import os
import shutil
import stat
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
OUTSIDE = Path("/var/tmp")  # noqa: S108 (its owner is checked; it outlives a restart, unlike /tmp)


class StateRefused(Exception):
    """The state folder cannot be used; the message says why and what to do."""


def state_folder(checkout: Path = CHECKOUT) -> Path:
    """Where the state is, made or not: LAUREL_STATE, or `.local` in the checkout."""
    given = os.environ.get("LAUREL_STATE")
    return Path(given) if given else checkout / ".local"


def ensure_state(checkout: Path = CHECKOUT, outside: Path = OUTSIDE) -> Path:
    """Make the state folder where the servers' user can enter it, and give its real path.

    PostgreSQL refuses to run as root and then runs as `nobody`, who cannot enter root's home: there `.local` is a link
    to a folder of this checkout under /var/tmp. Raises StateRefused.
    """
    folder = state_folder(checkout)
    if os.environ.get("LAUREL_STATE"):
        _make(folder)
        if not servers_can_enter(folder.resolve()):
            raise StateRefused(f"LAUREL_STATE={folder}: the user `nobody`, as whom PostgreSQL runs, cannot enter it.")
        return folder.resolve()
    if servers_can_enter(checkout):
        if folder.is_symlink():
            folder.unlink()
        return _make(folder)
    return _linked(folder, outside_folder(checkout, outside))


def outside_folder(checkout: Path = CHECKOUT, outside: Path = OUTSIDE) -> Path:
    """The folder under /var/tmp that belongs to this checkout and to no other."""
    return outside / f"laurel-{hashlib.sha256(str(checkout).encode()).hexdigest()[:12]}"


def servers_can_enter(folder: Path) -> bool:
    """Whether the servers' user reaches that folder; for root they are someone else: every parent must let them in."""
    if os.geteuid() != 0:
        return True
    return all(part.stat().st_mode & stat.S_IXOTH for part in [folder, *folder.parents])


def remove_state(checkout: Path = CHECKOUT, outside: Path = OUTSIDE) -> None:
    """Remove all state of this checkout, link and target."""
    folder, target = state_folder(checkout), outside_folder(checkout, outside)
    if folder.is_symlink():
        folder.unlink()
    for place in (folder, target):
        if place.exists() and not place.is_symlink() and place.stat().st_uid == os.geteuid():
            shutil.rmtree(place)


def _make(folder: Path) -> Path:
    if not folder.exists():
        folder.mkdir(parents=True)
        folder.chmod(0o711)  # the servers' user enters, and nobody lists
    return folder


def _linked(link: Path, target: Path) -> Path:
    _make(target)
    found = target.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise StateRefused(f"{target} belongs to someone else. Remove it, or set LAUREL_STATE to another folder.")
    if link.is_symlink() and link.readlink() != target:
        link.unlink()  # a copied checkout brings the link of the one it was copied from
    if not link.is_symlink():
        if link.exists():
            raise StateRefused(f"{link} is in the way: the state of a checkout in here belongs in {target}. Remove it.")
        link.symlink_to(target)
    return target
