"""A lane per queue: its own threads, woken through Redis, and looking into PostgreSQL themselves when no wake-up comes.

Each queue has its own threads so that thirty-second mails can't keep a deadline or a payment waiting.
"""

import time
from collections.abc import Callable
from threading import BoundedSemaphore, Event, Thread
from uuid import UUID

import dramatiq
import structlog
from django.db import InterfaceError, OperationalError, connection

from workers.broker import ACTOR, WakeBroker
from workers.delivery import Courier, Outcome, is_work_waiting
from workers.grouping import deliver_group

QUIET_SECONDS = 2  # without a wake-up for so long, a lane looks into PostgreSQL itself
LOOK_SECONDS = 0.5
REDIS_POLL_MS = 200  # at most so long between two looks into Redis
PREFETCH_PER_THREAD = 16
SLOW_QUEUES = {"mail", "webhooks", "pictures"}  # here nothing is prefetched in vain while other workers are idle

log = structlog.get_logger(__name__)


class Lane:
    """One queue's threads in this process."""

    def __init__(self, queue: str, threads: int, courier: Courier) -> None:
        self.queue, self.threads, self.courier = queue, threads, courier
        self.stopping = Event()
        self.slots = BoundedSemaphore(threads)
        self.woken_at = time.monotonic()
        self.broker = WakeBroker()
        dramatiq.actor(broker=self.broker, actor_name=ACTOR, queue_name=queue)(self._be_woken)
        # In this very process: one to start, watch and kill, where Dramatiq's own command line forks.
        self.worker = dramatiq.Worker(self.broker, worker_threads=threads, worker_timeout=REDIS_POLL_MS)
        self.worker.queue_prefetch = threads * (1 if queue in SLOW_QUEUES else PREFETCH_PER_THREAD)

    def start(self) -> None:
        """Run deliveries from now on."""
        self.worker.start()
        Thread(target=self._look_for_itself, name=f"{self.queue} lookout", daemon=True).start()

    def stop(self, seconds: float) -> None:
        """Start nothing new, and wait so long for what runs."""
        self.stopping.set()
        end = time.monotonic() + seconds
        self.worker.stop(timeout=round(seconds * 1000))
        for _ in range(self.threads):
            self.slots.acquire(timeout=max(0.0, end - time.monotonic()))

    def _be_woken(self, *deliveries: str) -> None:
        self.woken_at = time.monotonic()
        with self.slots:
            if not self.stopping.is_set():
                self._run(lambda: self._deliver([UUID(delivery) for delivery in deliveries]))
        self.woken_at = time.monotonic()

    def _deliver(self, deliveries: list[UUID]) -> None:
        if len(deliveries) > 1:
            deliver_group(self.courier, deliveries)
        else:
            self.courier.deliver(deliveries[0])

    def _look_for_itself(self) -> None:
        while not self.stopping.wait(LOOK_SECONDS):
            if self._is_quiet() and self._run(lambda: is_work_waiting(self.queue)):
                while self.slots.acquire(blocking=False):
                    Thread(target=self._run_all, daemon=True).start()

    def _run_all(self) -> None:
        """Run what is due, longest due first, in a slot of this lane, until there is no more or a wake-up comes."""
        try:
            while self._is_quiet() and self._run(lambda: self.courier.deliver_next(self.queue) is not Outcome.NOTHING):
                pass
        finally:
            self.slots.release()

    def _is_quiet(self) -> bool:
        return not self.stopping.is_set() and time.monotonic() - self.woken_at > QUIET_SECONDS

    def _run(self, run: Callable[[], bool | None]) -> bool:
        """Without PostgreSQL nothing can be run, and nothing is lost: the lease lapses and the delivery comes again."""
        try:
            return bool(run())
        except (OperationalError, InterfaceError) as error:
            log.warning("lane_lost_postgresql", queue=self.queue, error=str(error))
            return False
        except Exception:
            log.exception("delivery_interrupted", queue=self.queue)
            return False
        finally:
            connection.close()
