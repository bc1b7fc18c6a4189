"""Handing in: the service with its gate, receipt and event; and one durable INSERT."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from uuid import uuid4

from django.db import connection

from bounties.accounts.models import User
from bounties.entries import submitting
from bounties.entries.models import Entry, TeamShare
from tests.bench.lanes.fresh import at_rest, opened
from tests.bench.lanes.lane import Call, Lane, bare_connection
from workers.clock import laurel_now

SUBMITS, THREADS, TOGETHER, PLACES = 20, 4, 40, 40
BODY = "The slope of two sensors, before the level. " * 20


class Drafts:
    """Entries that wait to be handed in, each to the next of some challenges."""

    def __init__(self, challenges: int) -> None:
        self.wanted, self.waiting = challenges, list[tuple[Entry, User]]()

    def refill(self, count: int) -> None:
        """So many new drafts, by as many people."""
        people = list(User.objects.order_by("id")[:count])
        places = cycle(opened(self.wanted))
        now = laurel_now()
        self.waiting = [
            (
                Entry(
                    challenge=place, entrant=person, title="Slope before level", body=f"{BODY}{uuid4()}",
                    status="draft", terms_id=place.pk, terms_accepted_at=now, ai_use="none",
                ),
                person,
            )
            for place, person in zip(places, people, strict=False)
        ]  # fmt: skip
        shares = [
            TeamShare(entry=entry, user=person, email=person.email, share_bp=10_000, consented_at=now)
            for entry, person in self.waiting
        ]
        with at_rest():
            Entry.objects.bulk_create([entry for entry, _person in self.waiting])
            TeamShare.objects.bulk_create(shares)

    def submit(self) -> None:
        entry, person = self.waiting.pop()
        submitting.submit(entry_id=entry.pk, by=person)

    def submit_together(self, pool: ThreadPoolExecutor) -> None:
        """All of them, by a few threads at once."""
        list(pool.map(lambda _: self._submit_in_thread(), range(len(self.waiting))))

    def _submit_in_thread(self) -> None:
        try:
            self.submit()
        finally:
            connection.close()


def one_by_one(drafts: Drafts) -> Callable[[], Call]:
    return lambda: drafts.submit


def together(drafts: Drafts) -> Callable[[], Call]:
    """One call hands in forty, by four threads."""

    def begin() -> Call:
        pool = ThreadPoolExecutor(THREADS)
        return lambda: drafts.submit_together(pool)

    return begin


def bare_insert() -> Call:
    """The least that keeps a text: one row, committed to disk."""
    session = bare_connection()
    session.execute(
        "CREATE TABLE IF NOT EXISTS bench_receipt (id uuid PRIMARY KEY, body text NOT NULL, received_at timestamptz)"
    )

    def call() -> None:
        session.execute("INSERT INTO bench_receipt VALUES (uuidv7(), %s, now())", [BODY])

    return call


alone, hot, spread = Drafts(PLACES), Drafts(1), Drafts(PLACES)
LANES = {
    "submit": Lane(one_by_one(alone), SUBMITS, alone.refill),
    "submit_bare": Lane(bare_insert, 100),
    "submit_hot": Lane(together(hot), 5, lambda calls: hot.refill(calls * TOGETHER)),
    "submit_spread": Lane(together(spread), 5, lambda calls: spread.refill(calls * TOGETHER)),
}
