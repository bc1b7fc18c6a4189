"""Webhooks: signed afresh for each attempt, tried until a 2xx, from a queue that outlives the process."""

import asyncio
import hashlib
import hmac
import json
import logging
import sqlite3
import time
import urllib.error
import urllib.request

from payments.simulator import timers
from payments.simulator.options import Options
from payments.simulator.store import Store
from payments.simulator.waking import Waker

log = logging.getLogger(__name__)

BATCH = 16
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 10
LONGEST_WAIT_SECONDS = 30


def signature(payload: str, secret: str, at: int) -> str:
    """Stripe's header: `t=...,v1=...`, an HMAC over the time and the exact body."""
    digest = hmac.new(secret.encode(), f"{at}.{payload}".encode(), hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def send(url: str, secret: str, payload: str) -> bool:
    """One attempt; whether the receiver took it."""
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Stripe-Signature": signature(payload, secret, int(time.time())),
    }
    request = urllib.request.Request(url, payload.encode(), headers, method="POST")  # noqa: S310 our own endpoint
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as response:  # noqa: S310
            return bool(200 <= response.status < 300)
    except (OSError, ValueError) as error:
        log.info("webhook to %s failed: %s", url, error)
        return False


class Courier:
    """Runs the timers that are due, and delivers what is queued."""

    def __init__(self, store: Store, options: Options, waker: Waker) -> None:
        self.store, self.options, self.waker = store, options, waker

    async def run(self) -> None:
        """For as long as the process lives."""
        while True:
            await self.waker.wait(LOOK_SECONDS)
            with self.store.transaction():
                timers.run_due(self.store, self.options)
            due = self.store.run(
                "SELECT * FROM deliveries WHERE done = 0 AND next_at <= ? ORDER BY id LIMIT ?", time.time(), BATCH
            )
            await asyncio.gather(*(self._deliver(row) for row in due))
            if len(due) == BATCH:
                self.waker.wake()

    async def _deliver(self, row: sqlite3.Row) -> None:
        event = self.store.look_up(row["event"])
        taken = await asyncio.to_thread(send, row["url"], row["secret"], json.dumps(event))
        with self.store.transaction():
            self._note(row, taken)

    def _note(self, row: sqlite3.Row, taken: bool) -> None:
        if not taken:
            wait = min(0.5 * 2 ** row["attempts"], LONGEST_WAIT_SECONDS)
            sql = "UPDATE deliveries SET attempts = attempts + 1, next_at = ? WHERE id = ?"
            self.store.run(sql, time.time() + wait, row["id"])
            return
        self.store.run("UPDATE deliveries SET attempts = attempts + 1, done = 1 WHERE id = ?", row["id"])
        less = "json_set(body, '$.pending_webhooks', json_extract(body, '$.pending_webhooks') - 1)"
        self.store.run(f"UPDATE objects SET body = {less} WHERE id = ?", row["event"])  # noqa: S608 our own words
