"""The state folder lies where the servers' user can enter, belongs to this checkout alone, and can be removed."""

import os
import stat
from pathlib import Path

import pytest

from config.local import record, state


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout that everyone can enter, in a folder that stands for /var/tmp."""
    place = tmp_path / "checkout"
    place.mkdir()
    for folder in [place, *place.parents]:
        if folder.stat().st_uid == os.geteuid() and Path("/tmp") in folder.parents:
            folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    monkeypatch.delenv("LAUREL_STATE", raising=False)
    return place


def test_state_lies_in_the_checkout_and_nobody_else_lists_it(checkout):
    folder = state.ensure_state(checkout, checkout.parent)
    assert folder == checkout / ".local"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o711
    state.remove_state(checkout, checkout.parent)
    assert not folder.exists()


@pytest.fixture
def closed_checkout(checkout):
    """A checkout in a home that only root can enter."""
    if os.geteuid() != 0:
        pytest.skip("only root's servers are someone else")
    checkout.chmod(0o700)
    return checkout


def test_where_the_servers_user_cannot_enter_state_is_a_link(closed_checkout):
    places = closed_checkout, closed_checkout.parent
    folder = state.ensure_state(*places)
    assert (closed_checkout / ".local").readlink() == folder == state.outside_folder(*places)
    assert state.ensure_state(*places) == folder
    state.remove_state(*places)
    assert not folder.exists()
    assert not (closed_checkout / ".local").is_symlink()


def test_a_copied_checkouts_link_is_not_followed(closed_checkout, tmp_path):
    (tmp_path / "original").mkdir()
    (closed_checkout / ".local").symlink_to(tmp_path / "original")
    assert state.ensure_state(closed_checkout, tmp_path) == state.outside_folder(closed_checkout, tmp_path)


def test_a_folder_of_someone_else_is_refused(closed_checkout, tmp_path):
    theirs = state.outside_folder(closed_checkout, tmp_path)
    theirs.mkdir()
    os.chown(theirs, 65534, 65534)
    with pytest.raises(state.StateRefused, match="belongs to someone else"):
        state.ensure_state(closed_checkout, tmp_path)


def test_a_given_folder_that_the_servers_cannot_enter_is_refused(closed_checkout, monkeypatch):
    monkeypatch.setenv("LAUREL_STATE", str(closed_checkout / "state"))
    with pytest.raises(state.StateRefused, match="cannot enter"):
        state.ensure_state(closed_checkout)


def test_only_one_supervisor_holds_the_stack(tmp_path):
    held = record.lock(tmp_path)
    assert record.supervisor_pid(tmp_path) == os.getpid()
    with pytest.raises(record.AlreadyRunning, match=f"process {os.getpid()}"):
        record.lock(tmp_path)
    held.close()
    assert record.supervisor_pid(tmp_path) is None
    record.lock(tmp_path).close()
