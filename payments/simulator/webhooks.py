"""Which endpoints hear of an event, and how the control plane has their deliveries go astray."""

import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from payments.simulator.options import Endpoint, Options
from payments.simulator.store import Document, Store

MODES = ("deliver", "drop", "duplicate", "shuffle", "late", "forge", "stale")
SHUFFLED_WITHIN_SECONDS = 1.0
LATE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Copy:
    """One delivery to be made; `fault` marks what no receiver may take."""

    wait: float = 0.0
    fault: str = ""


def enqueue(store: Store, options: Options, event: Document) -> int:
    """Queue the event for whoever listens to such accounts; answers for how many endpoints it waits."""
    mode = store.setting("webhooks", "deliver")
    listening = list(_listening(store, options, event)) if mode != "drop" else []
    for end in listening:
        for copy in _copies(mode, float(store.setting("webhooks_seconds", str(LATE_SECONDS)))):
            store.run(
                "INSERT INTO deliveries (event, url, secret, next_at, fault) VALUES (?, ?, ?, ?, ?)",
                *(event["id"], end.url, end.secret, time.time() + copy.wait, copy.fault),
            )
    return len(listening)


def _copies(mode: str, seconds: float) -> list[Copy]:
    match mode:
        case "duplicate":
            return [Copy(), Copy()]
        case "shuffle":
            return [Copy(wait=random.uniform(0, SHUFFLED_WITHIN_SECONDS))]  # noqa: S311 not a secret
        case "late":
            return [Copy(wait=seconds)]
        case "forge" | "stale":
            return [Copy(fault=mode), Copy()]
        case _:
            return [Copy()]


def _listening(store: Store, options: Options, event: Document) -> Iterator[Endpoint]:
    """Those of the command line hear everything, registered ones what they asked for."""
    is_connect = "account" in event
    yield from (end for end in options.endpoints if end.connect == is_connect)
    for row in store.run("SELECT body, hidden FROM objects WHERE kind = 'webhook_endpoint'"):
        end, kept = json.loads(row["body"]), json.loads(row["hidden"])
        hears = {"*", event["type"]} & set(end["enabled_events"])
        if hears and end["status"] == "enabled" and kept["connect"] == is_connect:
            yield Endpoint(end["url"], kept["secret"], is_connect)
