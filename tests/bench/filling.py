"""Writes the invented rows into the tables by COPY, by the tables' names; indexes are made afterwards.

Triggers and foreign keys are at rest meanwhile; what CHECK and UNIQUE hold against anyone holds against these rows too.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta

import psycopg
from psycopg import sql

from tests.bench import rows as invented
from tests.bench.following import follow
from tests.bench.rows import HASH, NOW, TIMED, UNPUBLISHED, Told
from tests.bench.words import sentence

Cells = dict[str, object]
# What no column default says, and a new row of Laurel has; anything else that may not be null is empty.
STANDARD: dict[str, Cells] = {
    "accounts_user": {"is_active": True, "time_zone": "UTC", "country": "DE", "language": "en", "password": "!"},
    "challenges_challenge": {
        "guarantee": "guaranteed", "ip_terms": "licence", "appeal_seconds": 259_200, "time_zone": "UTC",
        "aggregation": "weighted_mean", "version": 1, "terms_sha256": HASH, "funding_mode": "single",
        "ai_policy": "allowed", "entry_limit": 1, "entry_media": "any", "submissions_a_day": 10, "stage": 1,
        "stages": "[]", "extensions": 0,
    },
    "challenges_prize": {"count": 1},
    "challenges_terms": {"number": 1, "sha256": HASH, "is_material": True},
    "payments_purse": {"purpose": "prize"},
    "entries_entry": {"version": 2, "latest_version": 1, "terms_accepted_at": NOW, "ai_use": "none"},
    "entries_entryversion": {"number": 1, "sha256": HASH, "files": "[]", "ai_use": "none"},
}  # fmt: skip
EMPTY = {"varchar": "", "text": "", "bool": False, "jsonb": "{}", "_varchar": "{}"}
MOST_WORDS = 40  # of a statement
SAID_EVERY = 50_000


def fill(connect: Callable[[], psycopg.Connection], rows: int, say: Callable[[str], None]) -> None:
    """All tables of a data set of so many challenges, in one go: each has a connection of its own."""
    begun = time.monotonic()
    houses, crowd = invented.sponsors(rows), invented.people(rows)
    with ExitStack() as stack:
        stack.enter_context(_Table(connect, "accounts_user")).write(map(_person, range(crowd)))
        stack.enter_context(_Table(connect, "accounts_sponsor")).write(map(_sponsor, range(houses)))
        stack.enter_context(_Table(connect, "accounts_membership")).write(map(_membership, range(houses)))
        tables = [(stack.enter_context(_Table(connect, name)), made) for name, made in TABLES.items()]
        for number, one in enumerate(invented.challenges(rows)):
            for table, made in tables:
                table.write(made(one))
            if number % SAID_EVERY == 0:
                say(f"{rows:,} challenges: {number:,} invented, {time.monotonic() - begun:.0f} s")
    say(f"{rows:,} challenges: what follows from them, {time.monotonic() - begun:.0f} s")
    follow(connect)
    with connect() as connection:
        connection.execute("VACUUM (ANALYZE)")
    say(f"{rows:,} challenges are ready after {time.monotonic() - begun:.0f} s")


class _Table:
    """One table under COPY, without those of its indexes that carry no constraint; they are made at the end."""

    def __init__(self, connect: Callable[[], psycopg.Connection], name: str) -> None:
        self.name, self.connection, self.tail = name, connect(), ""
        self.connection.execute("SET session_replication_role = replica")
        self.connection.execute("SET maintenance_work_mem = '512MB'")
        self.indexes = _without_indexes(self.connection, name)
        self.copying = ExitStack()
        self.copy: psycopg.Copy | None = None

    def __enter__(self) -> "_Table":
        return self

    def __exit__(self, *_: object) -> None:
        with self.connection:
            self.copying.close()
            for definition in self.indexes:
                self.connection.execute(definition)

    def write(self, cells: Iterable[Cells]) -> None:
        for one in cells:
            copy = self.copy or self._begin(one)
            copy.write("\t".join([*map(_text, one.values()), *([self.tail] if self.tail else [])]) + "\n")

    def _begin(self, first: Cells) -> psycopg.Copy:
        standard = _standard(self.connection, self.name)
        constant = {name: value for name, value in standard.items() if name not in first}
        self.tail = "\t".join(map(_text, constant.values()))
        columns = sql.SQL(", ").join(map(sql.Identifier, [*first, *constant]))
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(self.name), columns)
        cursor = self.copying.enter_context(self.connection.cursor())
        self.copy = self.copying.enter_context(cursor.copy(statement))
        return self.copy


def _text(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _standard(connection: psycopg.Connection, table: str) -> Cells:
    """The columns that must hold something, with what an uninteresting row holds there."""
    found = connection.execute(
        "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s AND is_nullable = 'NO'"
        " AND column_default IS NULL AND is_generated = 'NEVER' ORDER BY ordinal_position",
        [table],
    ).fetchall()
    return {name: EMPTY.get(kind, 0) for name, kind in found} | STANDARD.get(table, {})


def _without_indexes(connection: psycopg.Connection, table: str) -> list[str]:
    """Drop the table's indexes that carry no constraint, and give the statements that make them again."""
    found = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
        [table],
    ).fetchall()
    for name, _definition in found:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return [definition for _name, definition in found]


def _person(number: int) -> Cells:
    name = sentence(invented.random.Random(number), 2).title()
    return {"id": invented.person_id(number), "email": f"p{number}@example.com", "name": name, "created_at": NOW}


def _sponsor(number: int) -> Cells:
    name = sentence(invented.random.Random(-number), 2).title()
    kind = "individual" if number % 4 else "company"
    return {"id": invented.sponsor_id(number), "kind": kind, "name": name, "verified_at": NOW, "created_at": NOW}


def _membership(number: int) -> Cells:
    ids = {"sponsor_id": invented.sponsor_id(number), "user_id": invented.person_id(number)}
    return {"id": invented.sponsor_id(number), "role": "owner", "created_at": NOW, **ids}


def _challenge(one: Told) -> Iterator[Cells]:
    chance = invented.random.Random(one.id)
    opens = one.created_at + timedelta(days=2)
    closes = opens + timedelta(seconds=chance.randrange(10 * 86_400, 90 * 86_400))
    judged = closes + timedelta(days=14)
    due = {"open": closes, "scheduled": opens, "judging": judged, "provisional": judged}
    yield {
        "id": one.id, "sponsor_id": one.sponsor, "created_by_id": one.person, "format": one.format,
        "title": one.title, "summary": one.summary, "currency": one.currency, "tags": one.tags,
        "statement": sentence(chance, chance.randrange(20, MOST_WORDS)), "visibility": one.visibility,
        "opens_at": opens, "closes_at": closes, "judge_by": judged, "created_at": one.created_at,
        "published_at": None if one.status in UNPUBLISHED else one.created_at + timedelta(days=1),
        "status": one.status, "due_at": due[one.status] + timedelta(days=3650) if one.status in TIMED else None,
        "prize_total": sum(one.prizes), "cancel_reason": "client_request" if one.status == "cancelled" else "",
    }  # fmt: skip


def _prizes(one: Told) -> Iterator[Cells]:
    for rank, amount in enumerate(one.prizes, start=1):
        yield {"id": _hung_on(one, rank), "challenge_id": one.id, "rank": rank, "amount": amount}


def _terms(one: Told) -> Iterator[Cells]:
    yield {"id": _hung_on(one, 0), "challenge_id": one.id, "created_at": one.created_at}


def _purse(one: Told) -> Iterator[Cells]:
    if one.status not in UNPUBLISHED:
        status = "closed" if one.status in invented.OVER else "held"
        yield {
            "id": _hung_on(one, 0), "reference": one.id, "label": one.title, "currency": one.currency,
            "target": sum(one.prizes), "status": status, "created_at": one.created_at,
        }  # fmt: skip


def _entries(one: Told) -> Iterator[Cells]:
    status = {"open": "submitted", "completed": "not_selected", "cancelled": "withdrawn"}.get(one.status, "qualified")
    for number in range(one.entries):
        yield {
            "id": _hung_on(one, number), "challenge_id": one.id, "entrant_id": _entrant(one, number),
            "terms_id": _hung_on(one, 0), "title": one.title, "body": one.summary, "status": status,
            "created_at": one.created_at + timedelta(days=3),
        }  # fmt: skip


def _versions(one: Told) -> Iterator[Cells]:
    for number in range(one.entries):
        received = one.created_at + timedelta(days=4)
        ids = {"id": _hung_on(one, number), "entry_id": _hung_on(one, number)}
        yield {**ids, "title": one.title, "body": one.summary, "received_at": received}


def _hung_on(one: Told, number: int) -> str:
    return f"{one.id[:-2]}{(int(one.id[-2:], 16) + number) % 256:02x}"


def _entrant(one: Told, number: int) -> str:
    return invented.person_id((int(one.id[-6:], 16) + number) % invented.FEWEST_PEOPLE)


TABLES: dict[str, Callable[[Told], Iterator[Cells]]] = {
    "challenges_challenge": _challenge,
    "challenges_prize": _prizes,
    "challenges_terms": _terms,
    "payments_purse": _purse,
    "entries_entry": _entries,
    "entries_entryversion": _versions,
}
