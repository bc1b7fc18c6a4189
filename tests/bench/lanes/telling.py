"""Telling twenty thousand people of one event, and waking workers for many deliveries; each beside the least."""

from uuid import UUID, uuid4

import dramatiq
from django.conf import settings
from dramatiq.brokers.redis import RedisBroker
from uuid_utils.compat import uuid7

from bounties.accounts.models import User
from bounties.entries.models import Entry
from bounties.notifications.announcing import announce
from tests.bench.lanes.fresh import at_rest, opened
from tests.bench.lanes.lane import Call, Lane, bare_connection
from workers.broker import WakeBroker
from workers.models import Event
from workers.registry import handlers_of

HEARERS, WAKES = 20_000, 2_000
NAME = "challenge.paused"
AT_ONCE = """
WITH told AS (
    INSERT INTO notifications_notification (id, user_id, challenge_id, event_id, kind, title, body, path)
    SELECT DISTINCT ON (entrant_id) uuidv7(), entrant_id, %(challenge)s::uuid, %(event)s::uuid, 'bench',
        'Something happened to a challenge', 'It was paused by a moderator.', '/challenges/' || %(challenge)s
    FROM entries_entry WHERE challenge_id = %(challenge)s::uuid AND status = 'submitted'
    ON CONFLICT (event_id, user_id) DO NOTHING RETURNING id, challenge_id),
event AS (
    INSERT INTO workers_event (id, name, subject_type, subject_id, root, payload, audience, at)
    SELECT uuidv7(), 'notification.created', 'notifications.notification', id::text, challenge_id::text, '{}',
        'parties', laurel_now() FROM told RETURNING id, at)
INSERT INTO workers_delivery (id, event_id, handler, queue, due_at)
SELECT uuidv7(), event.id, owed.handler, owed.queue, event.at
FROM event, unnest(%(handlers)s::text[], %(queues)s::text[]) AS owed (handler, queue)
"""


def audience() -> UUID:
    """One challenge whose entrants are twenty thousand; the same one for both sides."""
    (challenge,) = opened(1)
    if Entry.objects.filter(challenge=challenge).count() < HEARERS:
        people = User.objects.order_by("id").values_list("pk", flat=True)[:HEARERS]
        entries = [
            Entry(
                challenge=challenge,
                entrant_id=pk,
                title="T",
                body="B",
                status="submitted",
                latest_version=1,
                terms_id=challenge.pk,
            )
            for pk in people
        ]
        with at_rest():
            Entry.objects.bulk_create(entries, batch_size=5_000)
    return challenge.pk


def announcing() -> Call:
    """By the wording table, each in their language, with the e-mail owed to each."""
    root = str(audience())

    def call() -> None:
        told = Event(id=uuid7(), name=NAME, subject_type="challenges.challenge", subject_id=root, root=root)
        assert announce(event=told) >= HEARERS

    return call


def at_once() -> Call:
    """The same rows by one statement."""
    root, session = audience(), bare_connection()
    owed = handlers_of("notification.created")
    given = {"handlers": [one.name for one in owed], "queues": [one.queue for one in owed], "challenge": str(root)}

    def call() -> None:
        session.execute(AT_ONCE, {**given, "event": uuid7()})

    return call


def waking() -> Call:
    """The relay's way: two thousand wake-ups at once."""
    broker = WakeBroker()
    deliveries = [uuid4() for _ in range(WAKES)]

    def call() -> None:
        broker.wake("bench", [[delivery] for delivery in deliveries])
        broker.client.delete("laurel:bench", "laurel:bench.msgs")

    return call


def sending() -> Call:
    """Dramatiq's way: each by its own `.send()`."""
    broker = RedisBroker(url=settings.REDIS_URL, namespace="plain")
    actor = dramatiq.actor(broker=broker, actor_name="bench", queue_name="bench")(str)
    deliveries = [str(uuid4()) for _ in range(WAKES)]

    def call() -> None:
        for delivery in deliveries:
            actor.send(delivery)
        broker.flush("bench")

    return call


LANES = {
    "notify": Lane(announcing, 1),
    "notify_bare": Lane(at_once, 1),
    "wake": Lane(waking, 5),
    "send": Lane(sending, 1),
}
