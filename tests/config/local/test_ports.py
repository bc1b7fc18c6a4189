"""Ports are free ones, the same as last time, and the web's is the one that was asked for."""

import socket

import pytest

from config.local import ports


@pytest.fixture
def taken():
    """A port that someone listens on."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", ports.free_port()))
        server.listen()
        yield server.getsockname()[1]


def test_ports_are_remembered(tmp_path):
    assert ports.remembered_ports(tmp_path) == ports.remembered_ports(tmp_path)


def test_ports_are_all_different(tmp_path):
    assert len(set(ports.remembered_ports(tmp_path).values())) == len(ports.NAMES)


def test_a_remembered_port_that_was_taken_meanwhile_is_replaced(tmp_path, taken):
    (tmp_path / "ports.json").write_text(f'{{"postgres": {taken}}}')
    chosen = ports.remembered_ports(tmp_path)
    assert chosen["postgres"] != taken
    assert ports.remembered_ports(tmp_path) == chosen


def test_a_broken_memory_is_made_anew(tmp_path):
    (tmp_path / "ports.json").write_text("{")
    assert set(ports.remembered_ports(tmp_path)) == set(ports.NAMES)


def test_a_port_in_use_is_not_free(taken):
    assert not ports.is_free(taken)


def test_a_taken_web_port_is_refused_with_the_remedy(taken):
    with pytest.raises(ports.PortTaken, match=f"Port {taken} is taken .*`make up PORT="):
        ports.web_port({"PORT": str(taken)})


@pytest.mark.parametrize("wanted", ["eighty", "0", "65536", "-1", "8000 ", "²"])
def test_what_is_no_port_is_refused(wanted):
    with pytest.raises(ports.PortTaken, match="is not a port"):
        ports.web_port({"PORT": wanted})
