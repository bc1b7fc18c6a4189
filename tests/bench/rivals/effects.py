"""The one statement of every worker's lane, and how a bare actor sends it: a session per thread, kept open."""

import os
import threading
from typing import Any

import psycopg

TABLE = "CREATE TABLE IF NOT EXISTS bench_effect (id text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())"
EFFECT = "INSERT INTO bench_effect (id) VALUES (%s) ON CONFLICT DO NOTHING"
THREADS = 4
SESSIONS = threading.local()


def keep(key: str) -> None:
    """Write it, durably, in a transaction of its own."""
    _session().execute(EFFECT, [key])


def _session() -> psycopg.Connection[Any]:
    if not hasattr(SESSIONS, "one"):
        SESSIONS.one = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    session: psycopg.Connection[Any] = SESSIONS.one
    return session
