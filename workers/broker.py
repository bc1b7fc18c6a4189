"""Dramatiq on Redis or Valkey, as nothing but a wake-up bus: lose all of it, and nothing is lost or doubled.

Retries, delays and deadlines live in PostgreSQL, so no middleware is used (no retries, no time limits), no delay queue
is read, and a failure to acknowledge is of no interest: a repeated wake-up finds its delivery done.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

import redis
from django.conf import settings
from dramatiq import Message
from dramatiq.brokers.redis import RedisBroker, _RedisConsumer
from redis.backoff import NoBackoff
from redis.retry import Retry

ACTOR = "deliver"
# A worker that is silent for 5 s gives its unread wake-ups back; each command looks for such workers.
HEARTBEAT_TIMEOUT_MS = 5_000
ALWAYS = 1_000_000
REDIS_TIMEOUT_SECONDS = 2


class WakeConsumer(_RedisConsumer):
    """Reads wake-ups, and shrugs when Redis is not there to hear that one was read."""

    def ack(self, message: Any) -> None:
        """Forget the wake-up; Dramatiq's own way would block the worker's thread until Redis is back."""
        self._forgiving(super().ack, message)

    def nack(self, message: Any) -> None:
        """Forget the wake-up too: what failed is written in PostgreSQL."""
        self._forgiving(super().nack, message)

    def requeue(self, messages: Iterable[Any]) -> None:
        """Give unread wake-ups to other workers, at a stop."""
        self._forgiving(super().requeue, list(messages))

    def _forgiving(self, act: Any, argument: Any) -> None:
        try:
            act(argument)
        except Exception as error:
            self.logger.debug("Redis did not hear it: %s", error)


class WakeBroker(RedisBroker):
    """Carries the ids of due deliveries from the relay to the workers."""

    def __init__(self) -> None:
        client = redis.Redis.from_url(
            settings.REDIS_URL,
            socket_timeout=REDIS_TIMEOUT_SECONDS,
            socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
            retry=Retry(NoBackoff(), 1),
        )
        self.carried: dict[str, float] = {}  # how many deliveries a wake-up of a queue carried, when we last sent some
        super().__init__(
            client=client,
            middleware=[],
            namespace="laurel",
            heartbeat_timeout=HEARTBEAT_TIMEOUT_MS,
            maintenance_chance=ALWAYS,
        )

    @property
    def consumer_class(self) -> type[WakeConsumer]:
        """Consumers that shrug."""
        return WakeConsumer

    def declare_queue(self, queue_name: str) -> None:
        """Declare the queue without Dramatiq's delay queue, which would only be polled in vain."""
        self.queues.add(queue_name)

    def backlog(self, queues: Iterable[str]) -> list[int]:
        """How many deliveries of each queue nobody has read of yet, about; one round trip."""
        queues = list(queues)
        with self.client.pipeline(transaction=False) as pipe:
            for queue in queues:
                pipe.llen(f"{self.namespace}:{queue}")
            unread = pipe.execute()
        return [round(number * self.carried.get(queue, 1)) for queue, number in zip(queues, unread, strict=True)]

    def wake(self, queue: str, groups: Iterable[Sequence[UUID]]) -> None:
        """Send a wake-up for each group of deliveries, in the layout that Dramatiq's `enqueue` writes one by one.

        All go in one round trip.
        """
        encoded: dict[Any, Any] = {}
        carried = 0
        for deliveries in groups:
            key = str(uuid4())
            encoded[key] = _message(queue, key, deliveries)
            carried += len(deliveries)
        self.carried[queue] = carried / len(encoded)
        with self.client.pipeline(transaction=True) as pipe:
            pipe.hset(f"{self.namespace}:{queue}.msgs", mapping=encoded)
            pipe.rpush(f"{self.namespace}:{queue}", *encoded)
            pipe.execute()


def _message(queue: str, key: str, deliveries: Sequence[UUID]) -> bytes:
    options, told = {"redis_message_id": key}, tuple(map(str, deliveries))
    return Message(queue_name=queue, actor_name=ACTOR, args=told, kwargs={}, options=options).encode()
