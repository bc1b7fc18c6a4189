"""A connection of one's own, beside the pool: for LISTEN, for the schedule's lock, and for signs of life.

A session lock or a LISTEN on a pooled connection would be inherited by its next borrower.
"""

import select
from typing import Any

import psycopg
from django.db import connection


def dedicated_connection(name: str) -> psycopg.Connection[Any]:
    """Connect outside the pool, in autocommit; `name` is what pg_stat_activity shows."""
    params = connection.get_connection_params() | {"application_name": f"laurel {name}", "connect_timeout": 5}
    params.pop("cursor_factory")
    return psycopg.connect(**params, autocommit=True)


def has_ended(connection: psycopg.Connection[Any]) -> bool:
    """Whether the server has hung up, without asking it: to a session at rest it says nothing else."""
    if connection.closed:
        return True
    waiting = select.poll()
    waiting.register(connection.fileno(), select.POLLIN)
    return bool(waiting.poll(0))
