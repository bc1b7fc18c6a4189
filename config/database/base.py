"""Django's own backend, but for how a pooled connection is looked at, how moments are read, and what triggers ask.

All three cost processor time: docs/performance.md has the figures.
"""

import select
from functools import lru_cache
from typing import Any

import psycopg
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.backends.postgresql import base
from psycopg.adapt import AdaptersMap
from psycopg.types.datetime import TimestamptzLoader
from psycopg_pool import ConnectionPool

# Each of pgtrigger's functions reads which triggers are to be left out. Where nobody ever said so, that reading fails
# and is caught: a subtransaction that is undone, for which PostgreSQL looks through all that waits for the commit. A
# hundred thousand changes in one transaction took minutes of that.
LEAVE_NO_TRIGGER_OUT = "SET pgtrigger.ignore = '{}'"


class DatabaseWrapper(base.DatabaseWrapper):
    """A session of one thread, from its process's pool."""

    _connection_pools: dict[str, ConnectionPool[Any]]  # Django's, of all threads

    @property
    def pool(self) -> ConnectionPool[Any] | None:
        """As Django makes it, but for the check."""
        options = self.settings_dict["OPTIONS"].get("pool")
        if self.alias == NO_DB_ALIAS or not options:
            return None
        if self.alias not in self._connection_pools:
            pool = ConnectionPool(
                kwargs={**self.get_connection_params(), "autocommit": True},
                open=False,
                configure=self._configure_connection,
                check=require_living,
                **options,
            )
            # Two threads may come at once; the first to set it wins.
            self._connection_pools.setdefault(self.alias, pool)
        return self._connection_pools[self.alias]

    def get_connection_params(self) -> dict[str, Any]:
        """With psycopg's own reader of moments, in C; Django's is written in Python."""
        params: dict[str, Any] = super().get_connection_params()
        return {**params, "context": _reading_fast(params["context"])}

    def _configure_connection(self, connection: psycopg.Connection[Any]) -> Any:
        """As Django does it, and with the answer to what each trigger asks first."""
        super()._configure_connection(connection)  # type: ignore[misc]
        connection.execute(LEAVE_NO_TRIGGER_OUT)
        return True

    def create_cursor(self, name: str | None = None) -> Any:
        """Django's would read moments in the time zone of its settings by a reader of its own; both are UTC here."""
        if name:
            return self.connection.cursor(name, scrollable=False, withhold=self.connection.autocommit)
        return self.connection.cursor()


def require_living(connection: psycopg.Connection[Any]) -> None:
    """Raise OperationalError if the server has hung up, so that no dead connection is handed out.

    A server that stops, or a session that is killed, leaves something to be read; where there is nothing, nobody is
    asked. Django would send an empty statement and wait for its answer before each request.
    """
    waiting = select.poll()
    waiting.register(connection.pgconn.socket, select.POLLIN)
    if waiting.poll(0):
        ConnectionPool.check_connection(connection)


@lru_cache
def _reading_fast(adapters: AdaptersMap) -> AdaptersMap:
    """Every session's time zone is UTC, so moments come in it either way."""
    faster = AdaptersMap(adapters)
    faster.register_loader("timestamptz", TimestamptzLoader)
    return faster
