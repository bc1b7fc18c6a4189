"""Webhooks: signed afresh for each attempt, tried until a 2xx, from a queue that outlives the process."""

import asyncio
import hashlib
import hmac
import json
import logging
import sqlite3
import time

from payments.simulator import timers
from payments.simulator.ids import new_id
from payments.simulator.options import Options
from payments.simulator.posting import post
from payments.simulator.store import Document, Store
from payments.simulator.waking import Waker

log = logging.getLogger(__name__)

BATCH = 16
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 10
STALE_SECONDS = 600
FIRST_WAIT_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 30


def signature(payload: bytes, secret: str, at: int) -> str:
    """Stripe's header: `t=...,v1=...`, an HMAC over the time and the exact body."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + payload, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def signed(row: sqlite3.Row, event: Document) -> tuple[bytes, str]:
    """The body and its signature, of the real time, which the receiver compares to its own; or such as Stripe never
    sends: a new event that somebody made up, or a true one that somebody kept and sends again much later."""
    now, secret = int(time.time()), row["secret"]
    if row["fault"] == "forge":
        event, secret = {**event, "id": new_id("evt")}, "whsec_of_somebody_else"
    payload = json.dumps(event, indent=2).encode()
    return payload, signature(payload, secret, now - STALE_SECONDS if row["fault"] == "stale" else now)


async def send(url: str, payload: bytes, header: str) -> bool:
    """One attempt; whether the receiver took it."""
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Accept": "*/*; q=0.5, application/xml",
        "Stripe-Signature": header,
    }
    try:
        return 200 <= await post(url, headers, payload, patience=PATIENCE_SECONDS) < 300
    except (OSError, ValueError, TimeoutError, IndexError) as error:
        log.info("webhook to %s failed: %s", url, error)
        return False


class Courier:
    """Runs the timers that are due, and delivers what is queued. One slow receiver doesn't hold up the others."""

    def __init__(self, store: Store, options: Options, waker: Waker) -> None:
        self.store, self.options, self.waker = store, options, waker
        self.under_way: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """For as long as the process lives."""
        while True:
            await self.waker.wait(LOOK_SECONDS)
            with self.store.transaction():
                timers.run_due(self.store, self.options)
            sql = "SELECT * FROM deliveries WHERE done = 0 AND next_at <= ? ORDER BY id LIMIT ?"
            for row in self.store.run(sql, time.time(), BATCH + len(self.under_way)):
                if row["id"] not in self.under_way and len(self.under_way) < BATCH:
                    self.under_way[row["id"]] = asyncio.create_task(self._deliver(row))

    async def _deliver(self, row: sqlite3.Row) -> None:
        try:
            if event := self.store.look_up(row["event"]):  # a reset may have come between
                taken = await send(row["url"], *signed(row, event))
                with self.store.transaction():
                    self._note(row, taken)
        finally:
            del self.under_way[row["id"]]
            self.waker.wake()

    def _note(self, row: sqlite3.Row, taken: bool) -> None:
        if row["fault"]:
            self.store.run("UPDATE deliveries SET attempts = 1, done = ? WHERE id = ?", 1 if taken else 2, row["id"])
            return
        if not taken:
            wait = min(FIRST_WAIT_SECONDS * 2 ** min(row["attempts"], 10), LONGEST_WAIT_SECONDS)
            sql = "UPDATE deliveries SET attempts = attempts + 1, next_at = ? WHERE id = ?"
            self.store.run(sql, time.time() + wait, row["id"])
            return
        self.store.run("UPDATE deliveries SET attempts = attempts + 1, done = 1 WHERE id = ?", row["id"])
        less = "json_set(body, '$.pending_webhooks', MAX(0, json_extract(body, '$.pending_webhooks') - 1))"
        self.store.run(f"UPDATE objects SET body = {less} WHERE id = ?", row["event"])  # noqa: S608 our own words
