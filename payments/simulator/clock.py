"""The simulator's own time: the machine's, plus what the control plane has advanced it by."""

import time

from payments.simulator.store import Store


def now(store: Store) -> float:
    return time.time() + float(store.setting("clock_offset", "0"))


def advance(store: Store, seconds: float) -> float:
    """Move time forward, for good; answers the new time."""
    store.set("clock_offset", str(float(store.setting("clock_offset", "0")) + seconds))
    return now(store)
