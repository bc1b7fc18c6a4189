"""Rows that follow from the invented ones, written by PostgreSQL itself: what happened, who was told, and who won most.

As many as the service would have: an event per challenge and per entry, a delivery that is done, a notification per
entrant, a profile per person, and ten standings each (two spans, all currencies together and four of them alone).
"""

from collections.abc import Callable

import psycopg

STATEMENTS = """
INSERT INTO workers_event (id, name, subject_type, subject_id, root, payload, audience, at)
SELECT id, 'challenge.opened', 'challenges.challenge', id::text, id::text, '{}', 'public', opens_at
FROM challenges_challenge WHERE published_at IS NOT NULL ORDER BY 1;
INSERT INTO workers_event (id, name, subject_type, subject_id, root, actor_id, payload, audience, at)
SELECT uuidv7(), 'entry.submitted', 'entries.entry', id::text, challenge_id::text, entrant_id, '{}', 'parties',
    created_at FROM entries_entry;
INSERT INTO workers_delivery (id, event_id, handler, queue, due_at, started, done_at)
SELECT id, id, 'bench.handled', 'default', at, 1, at + interval '1 second' FROM workers_event
WHERE name = 'challenge.opened';
INSERT INTO notifications_notification (id, user_id, challenge_id, event_id, kind, title, body, path, created_at,
    read_at, mailed_at)
SELECT id, entrant_id, challenge_id, id, 'entry.submitted', 'Handed in', 'It is in time.', '/challenges/'
    || challenge_id, created_at, CASE WHEN random() < 0.9 THEN created_at END, created_at
FROM entries_entry;
INSERT INTO community_profile (user_id, handle, bio, is_public, shows_country, shows_paid)
SELECT id, replace(split_part(email, '@', 1), 'p', 'person-'), '', random() < 0.9, random() < 0.5, random() < 0.7
FROM accounts_user;
INSERT INTO community_standing (id, profile_id, span, currency, country, wins, paid, due_at)
SELECT uuidv7(), profile.user_id, span, currency, CASE WHEN profile.shows_country THEN 'DE' ELSE '' END,
    1 + (40 * random() ^ 4)::int,
    CASE WHEN currency <> '' AND profile.shows_paid THEN 1000 + (random() ^ 3 * 9e6)::bigint END,
    CASE WHEN span = 'year' THEN timestamptz '2040-01-01Z' END
FROM community_profile AS profile, unnest(ARRAY['year', 'ever']) AS span,
    unnest(ARRAY['', 'usd', 'eur', 'gbp', 'jpy']) AS currency;
"""


def follow(connect: Callable[[], psycopg.Connection]) -> None:
    """All of them; triggers and foreign keys are at rest."""
    with connect() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET work_mem = '256MB'")
        for statement in STATEMENTS.split(";\n"):
            if statement.strip():
                connection.execute(statement)
