"""The ports of the local stack: free ones are chosen once and remembered, so that addresses stay the same."""

import json
import random
import socket
from collections.abc import Mapping
from pathlib import Path

NAMES = ("postgres", "valkey", "simulator", "simulator_control")
# Below the ports that the system hands to outgoing connections, which could take one while a server restarts.
LOWEST, HIGHEST = 20_000, 32_000
DEFAULT_WEB = 8000


class PortTaken(Exception):
    """The wanted port of the web is in use; the message says how to choose another."""


def is_free(port: int) -> bool:
    """Whether a server could listen on that port of the loopback interface now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as servers do: connections that ended don't count
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def free_port(*, besides: frozenset[int] = frozenset()) -> int:
    """A TCP port of the loopback interface that nobody listens on just now."""
    while True:
        port = random.randint(LOWEST, HIGHEST)  # noqa: S311 (no secret)
        if port not in besides and is_free(port):
            return port


def remembered_ports(state: Path) -> dict[str, int]:
    """The ports of this checkout: the same as last time where they are still free, else new ones."""
    file = state / "ports.json"
    try:
        known: dict[str, int] = json.loads(file.read_text())
    except (OSError, ValueError):
        known = {}
    ports: dict[str, int] = {}
    for name in NAMES:
        port = known.get(name)
        ports[name] = port if port and is_free(port) else free_port(besides=frozenset(ports.values()))
    file.write_text(json.dumps(ports))
    return ports


def web_port(variables: Mapping[str, str]) -> int:
    """The web's port: PORT, or 8000. Raises PortTaken when it is in use or no port at all."""
    wanted = variables.get("PORT") or str(DEFAULT_WEB)
    if not wanted.isascii() or not wanted.isdigit() or not 0 < int(wanted) < 65_536:
        raise PortTaken(f"PORT={wanted} is not a port. Give a number from 1 to 65535, like `make up PORT=8001`.")
    port = int(wanted)
    if not is_free(port):
        raise PortTaken(f"Port {port} is taken by another program. Choose another: `make up PORT={port + 1}`.")
    return port
