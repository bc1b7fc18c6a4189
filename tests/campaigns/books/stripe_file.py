"""What Stripe holds, from the simulator's own file: looking over HTTP after every step took a quarter of the time."""

import json
import sqlite3
from pathlib import Path
from typing import Any

from payments.simulator.store import TABLES

Rows = dict[str, list[tuple[Any, ...]]]


class StripeFile:
    """One simulator's memory, beside the simulator that runs."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, timeout=20)

    def objects(self, kind: str) -> list[dict[str, Any]]:
        """Those of a kind, oldest first, as its API shows them."""
        found = self.connection.execute("SELECT account, body FROM objects WHERE kind = ? ORDER BY seq", [kind])
        return [{"account": account, **json.loads(body)} for account, body in found]

    def take(self) -> Rows:
        """Everything, to begin from again."""
        return {name: self.connection.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}

    def restore(self, rows: Rows) -> None:
        """Everything is as it was taken; nobody may be asking Stripe meanwhile."""
        self.connection.execute("BEGIN IMMEDIATE")
        for name in TABLES:  # balances last of two: entries add to them by a trigger
            self.connection.execute(f"DELETE FROM {name}")
            if rows[name]:
                places = ", ".join("?" * len(rows[name][0]))
                self.connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows[name])
        self.connection.execute("COMMIT")
