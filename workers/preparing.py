"""Statements that a worker sends for each delivery: PostgreSQL plans them once per session, not each time.

Django writes the values into its statements, so each is another one and is planned anew. These send them beside it.
Prepared statements belong to a session, as the locks of presence do: relays and workers share none (decision 0103).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import psycopg
from django.db import connection
from django.db.transaction import TransactionManagementError
from psycopg.pq import TransactionStatus

from workers.registry import handlers


def execute(statement: str, params: Mapping[str, Any] | Sequence[Any]) -> psycopg.Cursor[Any]:
    """In Django's session of this thread, with Django's errors and in its transaction."""
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    session = connection.connection
    session.prepare_threshold = 0  # of the statements that are bound by the server; Django's own never are
    with connection.wrap_database_errors:
        cursor: psycopg.Cursor[Any] = psycopg.Cursor(session)
        cursor.execute(statement, params)
    return cursor


def require_whole_transaction() -> None:
    """Raise TransactionManagementError if what was done can't be committed, because someone hid an error or undid it.

    PostgreSQL answers the COMMIT of a transaction that has failed by undoing it, and psycopg takes that for an answer.
    """
    connection.validate_no_broken_transaction()
    if connection.connection.info.transaction_status == TransactionStatus.INERROR:
        raise TransactionManagementError("A statement failed, and its error was hidden: nothing of it can be kept.")


def known_handlers() -> str:
    """Those of this process, as PostgreSQL writes an array."""
    return _array(tuple(handlers))


def outside_handlers() -> str:
    """Those of them that call the world."""
    return _array(tuple(handler.name for handler in handlers.values() if handler.outside))


def brief_handlers() -> str:
    """Those of them whose deliveries may share a transaction."""
    return _array(tuple(handler.name for handler in handlers.values() if handler.brief))


@lru_cache(maxsize=8)
def _array(names: tuple[str, ...]) -> str:
    return "{" + ",".join(f'"{name}"' for name in names) + "}"
