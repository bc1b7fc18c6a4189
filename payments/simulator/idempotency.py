"""Idempotency keys: the first answer is kept for 24 hours of the simulator's clock, whatever it was."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from payments.simulator.errors import StripeRefusal
from payments.simulator.store import Store

REMEMBERED_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer given before."""

    status: int
    body: str
    request_id: str


def fingerprint(path: str, tree: dict[str, Any]) -> str:
    """What must be equal for a repeat to be a repeat."""
    return hashlib.sha256(json.dumps([path, tree], sort_keys=True).encode()).hexdigest()


def recall(store: Store, account: str, key: str, print_: str, now: float) -> Kept | None:
    """The answer kept under the key; raises StripeRefusal if it was another request's."""
    store.run("DELETE FROM idempotency WHERE at < ?", now - REMEMBERED_SECONDS)
    found = store.run("SELECT * FROM idempotency WHERE account = ? AND key = ?", account, key)
    if not found:
        return None
    row = found[0]
    if row["fingerprint"] != print_:
        raise StripeRefusal(
            "Keys for idempotent requests can only be used with the same parameters they were first used with. "
            f"Try using a key other than '{key}' if you meant to execute a different request.",
            kind="idempotency_error",
        )
    return Kept(row["status"], row["body"], row["request_id"])


def keep(store: Store, account: str, key: str, print_: str, now: float, kept: Kept) -> None:
    store.run(
        "INSERT INTO idempotency VALUES (?, ?, ?, ?, ?, ?, ?)",
        *(account, key, print_, kept.status, kept.body, kept.request_id, now),
    )


def in_use(key: str) -> StripeRefusal:
    """Another request with this key is still under way."""
    return StripeRefusal(
        f"There is currently another in-progress request using this Idempotent Key (that probably means you submitted "
        f"twice, and the other request is still going through): {key}. Please try again later.",
        status=409,
        kind="idempotency_error",
        code="idempotency_key_in_use",
    )
