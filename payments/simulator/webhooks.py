"""Which endpoints hear of an event, and how the control plane has their deliveries go astray."""

import random
import time

from payments.simulator.options import Options
from payments.simulator.store import Document, Store

MODES = ("deliver", "drop", "duplicate", "shuffle")
SHUFFLED_WITHIN_SECONDS = 1.0


def enqueue(store: Store, options: Options, event: Document) -> int:
    """Queue the event for whoever listens to such accounts; answers for how many endpoints it waits."""
    mode = store.setting("webhooks", "deliver")
    listening = [end for end in options.endpoints if end.connect == ("account" in event)] if mode != "drop" else []
    for end in listening * (2 if mode == "duplicate" else 1):
        wait = random.uniform(0, SHUFFLED_WITHIN_SECONDS) if mode == "shuffle" else 0.0  # noqa: S311 not a secret
        store.run(
            "INSERT INTO deliveries (event, url, secret, next_at) VALUES (?, ?, ?, ?)",
            *(event["id"], end.url, end.secret, time.time() + wait),
        )
    return len(listening)
