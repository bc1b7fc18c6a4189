"""No guard of the database is without the test that drops it; and those over the engine, its news and its kept answers.

Each room's guards are tried beside it, from a table that names the forbidden act of each. Here all tables together are
held against PostgreSQL's own catalogue: a constraint, unique index or trigger that no table names fails the suite.
`make campaign NAME=guards` drops all of them in one process, and counts whose absence was noticed.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection

from bounties.notifications.models import Notification
from config.api.models import KeptAnswer
from tests.bounties import test_guards_of_entering, test_guards_of_judging
from tests.bounties.accounts import test_guards_of_accounts
from tests.bounties.awards import test_disqualifying
from tests.bounties.ballots import test_guards_of_ballots
from tests.bounties.challenges import test_templating
from tests.bounties.community import test_guards_of_community
from tests.bounties.conftest import make_user
from tests.bounties.entries import test_pictures, test_screening, test_similarity
from tests.bounties.ideas import test_guards_of_ideas
from tests.bounties.service_levels import test_guards_of_service_levels
from tests.campaigns.options import IS_CAMPAIGN
from tests.campaigns.reporting import report
from tests.guarding import NOTICED, fault_of
from tests.payments import test_dropped_guards
from workers.clock import laurel_now
from workers.models import Clock, Delivery, Event, ProcessBeat

OURS = ("bounties.", "payments.", "workers.", "config.")
CATALOGUE = """
SELECT conname, 'constraints' FROM pg_constraint
    WHERE conrelid::regclass::text = ANY(%(tables)s) AND contype IN ('c', 'u', 'x')
UNION SELECT indexrelid::regclass::text, 'unique indexes' FROM pg_index
    WHERE indrelid::regclass::text = ANY(%(tables)s) AND indisunique AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
UNION SELECT regexp_replace(tgname, '^pgtrigger_(.*)_[0-9a-f]{5}$', '\\1'), 'triggers' FROM pg_trigger
    WHERE tgrelid::regclass::text = ANY(%(tables)s) AND NOT tgisinternal
"""


class World:
    """An event that somebody is owed, the news of it, and an answer that was kept."""

    def __init__(self) -> None:
        facts = {"name": "toy.made", "subject_type": "toys.toy", "subject_id": "1", "root": "1"}
        self.facts = facts | {"audience": "staff"}
        self.event = Event.objects.create(**self.facts)
        self.delivery = Delivery.objects.create(event=self.event, handler="toys.play", queue="default")
        self.user = make_user()
        self.news = {"user": self.user, "event_id": uuid4(), "kind": "x", "title": "x", "body": "x", "path": "/"}
        Notification.objects.create(**self.news)
        self.kept = {"actor": self.user, "path": "/", "key": "k", "status": 200, "headers": {}, "body": b""}
        KeptAnswer.objects.create(**self.kept)
        now = laurel_now()
        self.beat = {"kind": "relay", "host": "here", "pid": 1, "started_at": now, "beat_at": now}
        ProcessBeat.objects.create(**self.beat)

    def owe(self, **fields: Any) -> None:
        Delivery.objects.filter(pk=self.delivery.pk).update(**fields)


def truncate(_: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE workers_event CASCADE")


Act = Callable[[World], Any]
ACTS: dict[str, Act] = {
    "event_audience_is_known": lambda world: Event.objects.create(**world.facts | {"audience": "everyone"}),
    "event_name_has_a_noun_and_a_verb": lambda world: Event.objects.create(**world.facts | {"name": "made"}),
    "event_is_never_changed": lambda world: Event.objects.filter(pk=world.event.pk).update(root="2"),
    "events_are_never_truncated": truncate,
    "delivery_is_one_per_event_and_handler": lambda world: Delivery.objects.create(
        event=world.event, handler="toys.play", queue="mail"
    ),
    "delivery_queue_exists": lambda world: world.owe(queue="nowhere"),
    "delivery_is_not_both_done_and_dead": lambda world: world.owe(
        done_at=laurel_now(), dead_at=laurel_now(), last_error="x"
    ),
    "delivery_lease_has_a_term": lambda world: world.owe(lease_token=uuid4()),
    "delivery_that_ended_holds_no_lease": lambda world: world.owe(
        lease_token=uuid4(), leased_until=laurel_now(), done_at=laurel_now()
    ),
    "delivery_skipped_is_done": lambda world: world.owe(skipped_reason="Not needed."),
    "delivery_errs_only_when_started": lambda world: world.owe(errors=1),
    "delivery_dead_says_why": lambda world: world.owe(dead_at=laurel_now()),
    "delivery_is_never_lost": lambda world: Delivery.objects.filter(pk=world.delivery.pk).delete(),
    "process_beats_once": lambda world: ProcessBeat.objects.create(**world.beat),
    "there_is_one_clock": lambda _: Clock.objects.bulk_create([Clock(id=2, shift="1 day")]),
    "notification_is_one_per_event_and_person": lambda world: Notification.objects.create(**world.news),
    "notification_says_something": lambda world: Notification.objects.filter(user=world.user).update(body=""),
    "idempotency_key_has_one_answer": lambda world: KeptAnswer.objects.create(**world.kept),
}
# Each TRUNCATE that cascades from events meets no other table's guard; what refuses nothing is tried by what it does.
NO_GUARDS = {"new_deliveries_wake_the_relay"}  # tests/workers/test_relay.py
ROOMS = (
    *(test_guards_of_accounts, test_guards_of_community, test_guards_of_entering, test_guards_of_ideas),
    *(test_guards_of_judging, test_guards_of_service_levels, test_disqualifying, test_templating),
    *(test_pictures, test_screening, test_similarity),
)


def test_each_guard_of_the_engine_refuses_and_without_it_nothing_does(db):
    world = World()
    assert [sentence for name, act in ACTS.items() if (sentence := fault_of(name, lambda act=act: act(world)))] == []


def own_checks_of(model: Any) -> set[str]:
    """What Django adds by itself to a field of positive numbers: it is Django's to prove."""
    fields = [field for field in model._meta.local_fields if field.db_check(connection)]
    return {f"{model._meta.db_table}_{field.column}_check" for field in fields}


def guards() -> dict[str, str]:
    """Every guard of PostgreSQL's own catalogue, and what it is."""
    models = [model for model in apps.get_models() if model.__module__.startswith(OURS)]
    with connection.cursor() as cursor:
        cursor.execute(CATALOGUE, {"tables": [model._meta.db_table for model in models]})
        found: dict[str, str] = dict(cursor.fetchall())
    djangos_own = set().union(*map(own_checks_of, models))
    return {name: kind for name, kind in found.items() if name not in djangos_own}


def those_that_refuse_nothing() -> set[str]:
    return NO_GUARDS.union(*(getattr(room, "NO_GUARDS", set()) for room in ROOMS))


def test_every_guard_of_the_database_is_in_a_table_of_forbidden_acts(db):
    found = guards().keys()
    tried = set(ACTS) | set(test_dropped_guards.GUARDS) | those_that_refuse_nothing()
    tried |= {*test_guards_of_ballots.VOTING, *test_guards_of_ballots.AUDITED}
    tried = tried.union(*(room.ACTS for room in ROOMS))
    assert found - tried == set(), "drop it in a test, beside its room, and watch what it forbids happen"
    assert tried - found == set(), "a table names a guard that there is not"


@pytest.mark.skipif(not IS_CAMPAIGN, reason="only as a campaign: there one process has dropped the guards of all rooms")
def test_the_absence_of_every_guard_was_noticed(db):
    found = guards()
    missed = found.keys() & NOTICED
    by_what_they_do = those_that_refuse_nothing()
    report(
        "guards",
        {
            "guards": dict(Counter(found.values())),
            "noticed_when_dropped": len(missed),
            "that_refuse_nothing_and_are_seen_by_what_they_do": sorted(by_what_they_do),
            "unnoticed": sorted(found.keys() - missed - by_what_they_do),
        },
    )
    assert found.keys() - missed == by_what_they_do
