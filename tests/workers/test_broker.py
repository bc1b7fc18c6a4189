"""Wake-ups are read, forgotten and given back through Redis; what Redis does not hear holds nobody up."""

from uuid import uuid4

import pytest
from dramatiq import Message
from dramatiq.broker import MessageProxy

from workers.broker import WakeBroker


def test_a_wake_up_that_was_read_is_forgotten_and_one_that_was_not_is_given_back(broker):
    broker.wake("default", [[uuid4()] for _ in range(3)])
    consumer = broker.consume("default", prefetch=3, timeout=100)
    done, failed, unread = (next(consumer) for _ in range(3))
    assert broker.backlog(["default"]) == [0]
    consumer.ack(done)
    consumer.nack(failed)
    consumer.requeue(iter([unread]))
    assert (broker.backlog(["default"]), broker.client.hlen("laurel:default.msgs")) == ([1], 1)


@pytest.mark.parametrize("act", ["ack", "nack", "requeue"])
def test_a_worker_goes_on_though_redis_does_not_hear_that_it_has_read(settings, act):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    consumer = WakeBroker().consume("default")
    read = MessageProxy(Message("default", "deliver", (), {}, {"redis_message_id": "1"}))
    getattr(consumer, act)([read] if act == "requeue" else read)
    assert read.message_id not in consumer.queued_message_ids
