"""Two who meet at one row, decided and not hoped for: the second acts while the first has written and not committed."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from workers.models import Event

LONGEST_SECONDS = 20
BLOCKED = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def held_then_met(
    first: Callable[[], Any], second: Callable[[], Any], *, then: Callable[[], Any] | None = None
) -> tuple[Any, Any]:
    """What both came to: the second begins when the first is done but for its commit, which waits until they meet.

    A refusal of the second is its outcome. `then` is what the first still does once they have met: so do two come
    before either has written. The test needs `committed_db`.
    """
    outcomes: list[Any] = []

    def run() -> None:
        try:
            outcomes.append(second())
        except Exception as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    with transaction.atomic():
        one = first()
        rival = threading.Thread(target=run)
        rival.start()
        wait_for_meeting(rival)
        one = then() if then else one
    rival.join(LONGEST_SECONDS)
    return one, outcomes[0]


def told(name: str) -> int:
    """How often an event of this name was told of: once, however many met."""
    return Event.objects.filter(name=name).count()


def wait_for_meeting(rival: threading.Thread) -> None:
    """Until the rival waits for a lock that we hold, or is through without having met us."""
    until = time.monotonic() + LONGEST_SECONDS
    while rival.is_alive() and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(BLOCKED)
            if cursor.fetchone()[0]:
                return
        rival.join(0.005)
