"""One SQLite file: documents as the API shows them, and the few tables beside them (schema.sql)."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TABLES = ("objects", "entries", "balances", "idempotency", "timers", "deliveries", "faults", "settings")

Document = dict[str, Any]


class Store:
    """The simulator's whole memory. One connection, one thread, every change inside `transaction()`."""

    def __init__(self, path: str) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.connection.row_factory = sqlite3.Row
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = NORMAL")
        self.connection.executescript((Path(__file__).parent / "schema.sql").read_text())
        if not self.run("SELECT 1 FROM pragma_table_info('deliveries') WHERE name = 'fault'"):  # a file from before
            self.connection.execute("ALTER TABLE deliveries ADD COLUMN fault TEXT NOT NULL DEFAULT ''")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """All or nothing of a part of the open transaction."""
        self.connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK TO part")
            self.connection.execute("RELEASE part")
            raise
        self.connection.execute("RELEASE part")

    def run(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self.connection.execute(sql, values).fetchall()

    def find(self, kind: str, key: str, *, account: str = "") -> Document | None:
        """The object of that kind which the account owns."""
        found = self.run("SELECT body FROM objects WHERE id = ? AND kind = ? AND account = ?", key, kind, account)
        return json.loads(found[0]["body"]) if found else None

    def look_up(self, key: str) -> Document | None:
        """Any object by its id alone, whoever owns it: to expand a reference."""
        found = self.run("SELECT body FROM objects WHERE id = ?", key)
        return json.loads(found[0]["body"]) if found else None

    def save(self, document: Document, *, account: str = "", key: str | None = None) -> None:
        """Insert, or replace the shown body; objects without an id of their own are kept under `key`."""
        self.run(
            "INSERT INTO objects (id, kind, account, created, body) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            key or document["id"],
            document["object"],
            account,
            document.get("created", 0),
            json.dumps(document),
        )

    def hidden(self, key: str) -> Document:
        """What is known of an object beside what it shows."""
        found = self.run("SELECT hidden FROM objects WHERE id = ?", key)
        return json.loads(found[0]["hidden"]) if found else {}

    def hide(self, key: str, **facts: Any) -> None:
        self.run("UPDATE objects SET hidden = json_patch(hidden, ?) WHERE id = ?", json.dumps(facts), key)

    def setting(self, name: str, default: str = "") -> str:
        found = self.run("SELECT value FROM settings WHERE name = ?", name)
        return str(found[0]["value"]) if found else default

    def set(self, name: str, value: str) -> None:
        self.run(
            "INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value
        )

    def forget_everything(self) -> None:
        for table in TABLES:
            self.run(f"DELETE FROM {table}")  # noqa: S608 the names are ours
