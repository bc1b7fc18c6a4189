"""Nobody sends the service somewhere: no address that a person wrote is ever opened by it.

It calls Stripe, its mail server, its database and its file storage, all of them named in its settings. Whoever lets it
open anything else writes it into this list, and owes the proofs against private addresses, rebinding and redirects.
"""

import ast
import socket
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import transaction

from bounties.text import to_html
from tests.attacks.test_assigning import sent, writing_doors
from tests.authorisation_table import BODIES
from tests.bounties.world import build_world
from tests.keeping import kept
from tests.test_house import name_of, sources

CLIENTS = {"requests", "urllib3", "httpx", "aiohttp", "socket", "ftplib", "smtplib", "telnetlib", "xmlrpc"}
CLIENTS |= {"http.client", "urllib.request", "stripe", "asyncio.open_connection"}
# Modules of the service itself that hold a client, and what they reach by it. The local stack is not deployed.
REACHING = {
    "payments/stripe/gateway.py": "Stripe, at STRIPE_API_BASE",
    "workers/beating.py": "the name of this machine",
}
NOT_DEPLOYED = ("config/local/", "payments/simulator/")


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_these_modules_can_open_an_address():
    holding = {
        name_of(file)
        for file in sources("bounties", "payments", "workers", "config")
        for name in imported(ast.parse(file.read_text()))
        if name in CLIENTS or name.split(".")[0] in CLIENTS
        if not name_of(file).startswith(NOT_DEPLOYED)
    }
    assert holding == REACHING.keys()


def test_a_text_makes_no_readers_browser_fetch_anything():
    shown = to_html("![a](https://x.example/p.gif) ![b](//x.example) <img src=https://x.example> https://x.example")
    assert "<img" not in shown


world = kept(build_world)
# The metadata of a cloud's machine, by its name, its number, and otherwise written; and one on this machine.
INWARD = [
    "http://169.254.169.254/latest/meta-data",
    "http://[::ffff:a9fe:a9fe]/",
    "http://127.0.0.1:22/",
    "file:///etc/passwd",
]
REACHED: list[Any] = []
WATCHING: list[bool] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    """Python tells of each look-up of a name and each call to an address, whoever makes it."""
    if WATCHING and event in ("socket.connect", "socket.getaddrinfo", "urllib.Request"):
        REACHED.append((event, arguments[1] if event == "socket.connect" else arguments[:2]))


def replaced(value: Any, words: str) -> Any:
    match value:
        case str():
            return words
        case list():
            return [replaced(one, words) for one in value]
        case dict():
            return {name: replaced(one, words) for name, one in value.items()}
    return value


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet")
def test_no_door_looks_up_or_calls_an_address_that_it_is_sent(world):
    sys.addaudithook(watch)
    ours = {(url.hostname, url.port) for url in map(urlsplit, own_addresses())}
    WATCHING.append(True)
    try:
        for number, (door, client) in enumerate(writing_doors(world)):
            with transaction.atomic():
                sent(client, door, world, replaced(BODIES.get(door, {}), INWARD[number % len(INWARD)]))
                transaction.set_rollback(True)
    finally:
        WATCHING.clear()
    assert [one for one in REACHED if tuple(one[1][:2]) not in ours] == []


def own_addresses() -> Iterator[str]:
    yield from (settings.REDIS_URL, settings.CACHES["default"]["LOCATION"], settings.STRIPE_API_BASE)


def test_the_watch_sees_a_call():
    sys.addaudithook(watch)
    WATCHING.append(True)
    try:
        with pytest.raises(OSError), socket.create_connection(("127.0.0.1", 9), timeout=1):
            raise AssertionError("nobody listens there")
    finally:
        WATCHING.clear()
    assert ("socket.connect", ("127.0.0.1", 9)) in REACHED
    REACHED.clear()
