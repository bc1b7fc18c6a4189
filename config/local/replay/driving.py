"""Do in this process what is owed to the money floor, many deliveries at a time: no worker need run beside it.

Where workers run they may do the same: what one has claimed, the other passes by.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import structlog
from django.db import connection

from payments.payouts.batches.approving import approve_if_enough
from payments.payouts.batches.transferring import transfer_all
from payments.purses.closing import close_if_empty
from workers.batching import deliver_outside, deliver_together
from workers.delivery import Courier, Outcome
from workers.events import Event

APPROVE, CLOSE, TRANSFER = (
    f"payments.handlers.{name}" for name in ("approve_if_enough", "close_purse", "transfer_payout")
)
TOGETHER, CARRIED = 500, 20  # deliveries of one batch; transfers of one batch: well within a lease of ten seconds
QUEUES = ("money", "default")
IDLE_SECONDS = 0.1

log = structlog.get_logger()


@contextmanager
def crew(threads: int) -> Iterator[None]:
    """Deliver in so many threads, as long as the block lasts."""
    stop = threading.Event()
    hands = [threading.Thread(target=_deliver_until, args=[stop], daemon=True) for _ in range(threads)]
    for hand in hands:
        hand.start()
    try:
        yield
    finally:
        stop.set()
        for hand in hands:
            hand.join()


def _deliver_until(stop: threading.Event) -> None:
    courier = Courier()
    while not stop.is_set():
        try:
            if not _deliver(courier):
                stop.wait(IDLE_SECONDS)
        except Exception:
            # As in a worker: what failed waits for its lease or backoff, and single runs tell which it was.
            log.exception("replay_batch_failed")
            stop.wait(IDLE_SECONDS)
        finally:
            connection.close()


def _deliver(courier: Courier) -> int:
    """A batch of each kind; where there is none, the next single delivery of each queue. Says how many."""
    done = deliver_together(APPROVE, _approve, at_most=TOGETHER)
    done += deliver_outside(TRANSFER, _carry, at_most=CARRIED)
    done += deliver_together(CLOSE, _close, at_most=TOGETHER)
    return done or sum(courier.deliver_next(queue) is not Outcome.NOTHING for queue in QUEUES)


def _approve(events: Sequence[Event]) -> None:
    approve_if_enough(payout_ids=[event.subject_id for event in events])


def _carry(events: Sequence[Event]) -> None:
    transfer_all(payout_ids=[event.subject_id for event in events])


def _close(events: Sequence[Event]) -> None:
    for reference in sorted({event.root for event in events}):
        close_if_empty(reference=reference)
