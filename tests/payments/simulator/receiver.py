"""A webhook endpoint of the tests' own: keeps what it was sent, and answers what it is told to."""

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import stripe

PLATFORM_SECRET, CONNECT_SECRET = "whsec_platform", "whsec_connect"


class Receiver:
    """`/` takes the platform's webhooks, `/connect` those of connected accounts; `refusals` are answered 500 first."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes, str]] = []
        self.refusals = 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _handler(receiver) -> type[BaseHTTPRequestHandler]:  # noqa: N805 the inner class has a self of its own
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.taken.append((self.path, body, self.headers["Stripe-Signature"]))
                refused, receiver.refusals = receiver.refusals > 0, max(0, receiver.refusals - 1)
                self.send_response(500 if refused else 200)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                return None

        return Handler

    def events(self, path: str = "/") -> list[stripe.Event]:
        """What came, each verified as Stripe's own library verifies it."""
        secret = CONNECT_SECRET if path == "/connect" else PLATFORM_SECRET
        return [
            stripe.Webhook.construct_event(body, signature, secret)
            for at, body, signature in list(self.taken)
            if at == path
        ]

    def names(self, path: str = "/") -> list[str]:
        return [event.type for event in self.events(path)]

    def forget(self) -> None:
        self.taken.clear()
        self.refusals = 0


def eventually(look: Callable[[], Any], *, seconds: float = 15) -> Any:
    """What `look` finds, once it finds something."""
    until = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.02)
    return found
