"""Nobody sends the service somewhere: no address that a person wrote is ever opened by it.

It calls Stripe, its mail server, its database and its file storage, all of them named in its settings. Whoever lets it
open anything else writes it into this list, and owes the proofs against private addresses, rebinding and redirects.
"""

import ast
from collections.abc import Iterator

from bounties.text import to_html
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
