"""The demo's history is made by moving the database's clock: back by forty days, then forward to now, life by life."""

import time
from collections.abc import Callable
from datetime import timedelta

from bounties.awards.models import Award
from bounties.challenges.models import Challenge
from workers.models import Clock, Delivery

POLL_SECONDS = 0.05
PATIENCE_SECONDS = 60


class NothingMoves(Exception):
    """Relay and worker did not do what is due: the demo cannot go on without them."""


def set_clock(*, days: float) -> None:
    """Let the database's clock say so many days from now; 0 takes the shift away."""
    if days:
        Clock.objects.update_or_create(pk=1, defaults={"shift": timedelta(days=days)})
    else:
        Clock.objects.all().delete()


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Give relay and worker the time to make it so. Raises NothingMoves after a minute."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise NothingMoves(f"Waited {PATIENCE_SECONDS} s for {what}. See the logs of relay and worker.")
        time.sleep(POLL_SECONDS)


def wait_until_quiet() -> None:
    """Wait until nothing is due any more."""
    wait_until(_is_quiet, "everything that is due")


def _is_quiet() -> bool:
    busy = (Challenge.objects.due(), Award.objects.due(), Delivery.objects.due().exclude(queue="mail"))
    return not any(rows.exists() for rows in busy)
