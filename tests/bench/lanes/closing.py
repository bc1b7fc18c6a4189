"""The deadline of many challenges at once: our batches, and one statement that does the same to all."""

from django.db import connection

from bounties.entries import closing
from tests.bench.lanes.fresh import at_rest
from tests.bench.lanes.lane import Call, Lane, bare_connection
from workers.registry import handlers_of

# Every challenge of the data set is open and due, and its entries are submitted.
REOPEN = """
UPDATE challenges_challenge SET status = 'open', opens_at = now() - interval '9 days', cancel_reason = '',
    closes_at = now() - interval '1 minute', judge_by = now() + interval '9 days', due_at = now() - interval '1 minute',
    published_at = now() - interval '10 days', format = 'prize';
UPDATE entries_entry SET status = 'submitted', latest_version = greatest(latest_version, 1);
DELETE FROM workers_delivery WHERE done_at IS NULL;
"""
CLOSE = """
WITH moment AS MATERIALIZED (SELECT laurel_now() AS at),
due AS MATERIALIZED (
    SELECT id FROM challenges_challenge WHERE status = 'open' AND due_at <= (SELECT at FROM moment)),
judged AS MATERIALIZED (
    SELECT DISTINCT challenge_id AS id FROM entries_entry
    WHERE status = 'submitted' AND challenge_id IN (SELECT id FROM due)),
closed AS (
    UPDATE challenges_challenge AS challenge SET version = version + 1,
        status = CASE WHEN challenge.id IN (SELECT id FROM judged) THEN 'judging' ELSE 'expired' END,
        due_at = CASE WHEN challenge.id IN (SELECT id FROM judged) THEN judge_by END
    WHERE challenge.id IN (SELECT id FROM due) RETURNING id, status),
told AS (
    SELECT 'challenge.closed' AS name, 'challenges.challenge' AS kind, id AS subject, id AS root FROM closed
    UNION ALL SELECT 'challenge.expired', 'challenges.challenge', id, id FROM closed WHERE status = 'expired'
    UNION ALL SELECT name, 'entries.entry', entry.id, entry.challenge_id
    FROM entries_entry AS entry, unnest(ARRAY['entry.locked', 'entry.qualified']) AS name
    WHERE entry.status = 'submitted' AND entry.challenge_id IN (SELECT id FROM due)),
event AS (
    INSERT INTO workers_event (id, name, subject_type, subject_id, root, payload, audience, at)
    SELECT uuidv7(), name, kind, subject::text, root::text, '{}', 'public', moment.at FROM told, moment
    RETURNING id, name, at)
INSERT INTO workers_delivery (id, event_id, handler, queue, due_at)
SELECT uuidv7(), event.id, owed.handler, owed.queue, event.at
FROM event JOIN unnest(%s::text[], %s::text[], %s::text[]) AS owed (name, handler, queue) USING (name)
"""
LOCK = """
UPDATE entries_entry SET status = 'locked', version = version + 1 WHERE status = 'submitted';
UPDATE entries_entry SET status = 'qualified', version = version + 1 WHERE status = 'locked'
"""
NAMES = ["challenge.closed", "challenge.expired", "entry.locked", "entry.qualified"]


def reopen(_calls: int) -> None:
    with at_rest(), connection.cursor() as cursor:
        cursor.execute(REOPEN)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) challenges_challenge, entries_entry")


def in_batches() -> Call:
    return closing.close_due


def at_once() -> Call:
    """Without locks, batches or anybody's rules: the same rows change, and the same events are told."""
    session = bare_connection()
    owed = [(name, handler.name, handler.queue) for name in NAMES for handler in handlers_of(name)]

    def call() -> None:
        with session.transaction():
            session.execute(CLOSE, [list(column) for column in zip(*owed, strict=True)])
            session.execute(LOCK)

    return call


LANES = {"close": Lane(in_batches, 1, reopen), "close_bare": Lane(at_once, 1, reopen)}
