"""A lane, and what lanes share: a request without a network, and a bare connection."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import psycopg
from django.core.wsgi import get_wsgi_application
from django.db import connection

from config.database.base import LEAVE_NO_TRIGGER_OUT

Call = Callable[[], object]


def nothing(_calls: int) -> None:
    """No preparation."""


def nobody() -> list[int]:
    """No other process."""
    return []


@dataclass(frozen=True, slots=True)
class Lane:
    """`begin` once gives the call that is made `calls` times in each turn; `refill` goes before a turn, unmeasured.

    `helpers`: other processes that do the work, whose processor time is the client's too.
    """

    begin: Callable[[], Call]
    calls: int
    refill: Callable[[int], None] = nothing
    helpers: Callable[[], list[int]] = nobody

    @property
    def is_repeatable(self) -> bool:
        """Whether one call more uses nothing up, so that a turn may begin with one that is not measured."""
        return self.refill is nothing


@dataclass(frozen=True, slots=True)
class Answer:
    """Of a request."""

    status: int
    headers: dict[str, str]
    body: bytes


class Caller:
    """The whole WSGI application with all its middleware, asked as gunicorn asks it, but for the socket.

    So what gunicorn itself takes to parse a request and to write an answer is in no figure, ours or a rival's.
    """

    def __init__(self) -> None:
        self.application: Any = get_wsgi_application()

    def get(self, path: str, **headers: str) -> Answer:
        """`headers` in WSGI's spelling."""
        return self.ask("GET", path, b"", **headers)

    def ask(self, method: str, path: str, body: bytes, **headers: str) -> Answer:
        place, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method, "PATH_INFO": place, "QUERY_STRING": query, "SCRIPT_NAME": "",
            "SERVER_NAME": "testserver", "SERVER_PORT": "443", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver", "HTTP_ACCEPT": "application/json", "HTTP_USER_AGENT": "bench/1",
            "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(body), "wsgi.errors": None, "wsgi.multithread": True, "wsgi.multiprocess": True,
            "wsgi.run_once": False, "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/json", **headers,
        }  # fmt: skip
        told: list[Any] = []
        parts: Iterable[bytes] = self.application(environ, lambda *given: told.extend(given))
        content = b"".join(parts)
        parts.close()  # type: ignore[attr-defined]
        return Answer(int(told[0][:3]), dict(told[1]), content)


@dataclass(slots=True)
class Asked:
    """The statements that Django sent, with what was filled in."""

    statements: list[tuple[str, Any]]

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements.append((sql, params))
        return execute(sql, params, many, context)


def asked_by(call: Call) -> list[tuple[str, Any]]:
    """What a call asks of the database, through its every connection in this thread."""
    asked = Asked([])
    with connection.execute_wrapper(asked):
        call()
    return asked.statements


def bare_connection(**options: Any) -> psycopg.Connection[Any]:
    """To the same database, without Django; each statement its own transaction. Triggers cost as they do in ours."""
    session = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, **options)
    session.execute(LEAVE_NO_TRIGGER_OUT)
    return session
