"""Telling what happened: in its transaction, under a declared name, once per handler."""

import pytest
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext

from bounties.accounts.models import Membership, Sponsor
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.workers import toys
from workers import registry
from workers.clock import laurel_now
from workers.errors import Misdeclared, OutsideTransaction, Undeclared
from workers.events import Audience, declare, emit, emit_many, keep_and_emit, on
from workers.models import Delivery, Event


def test_an_undeclared_event_is_refused(sponsor):
    with pytest.raises(Undeclared):
        emit("toy.unheard_of", subject=sponsor)
    with pytest.raises(Undeclared):
        emit_many("toy.unheard_of", subjects=Sponsor.objects.all())
    with pytest.raises(Undeclared):
        on("toy.unheard_of")


def test_an_event_outside_a_transaction_is_refused(committed_sponsor):
    with pytest.raises(OutsideTransaction):
        emit("toy.made", subject=committed_sponsor)
    with pytest.raises(OutsideTransaction):
        emit_many("toy.made", subjects=Sponsor.objects.all())
    assert Event.objects.count() == 0


def test_an_event_shares_the_fate_of_its_transaction(committed_sponsor):
    with transaction.atomic():
        emit("toy.made", subject=committed_sponsor)
        transaction.set_rollback(True)
    assert (Event.objects.count(), Delivery.objects.count()) == (0, 0)


def test_an_event_says_who_did_what_to_which(sponsor, memberships):
    event = emit("toy.painted", subject=memberships[0], by=memberships[1].user, payload={"coats": 2})
    event.refresh_from_db()
    assert (event.subject_type, event.subject_id) == ("accounts.membership", str(memberships[0].pk))
    assert (event.root, event.actor_id, event.audience) == ("Toymaker", memberships[1].user.pk, "public")
    assert event.payload == {"coats": 2}
    assert abs((event.at - laurel_now()).total_seconds()) < 60


def test_each_handler_is_owed_the_event_once(sponsor):
    emit("toy.made", subject=sponsor)
    assert sorted(Delivery.objects.values_list("handler", "queue")) == [
        ("workers.toys.count", "default"),
        ("workers.toys.send", "webhooks"),
    ]
    assert deliver_all() == 2
    assert (len(toys.effects("counted")), len(toys.effects("sent"))) == (1, 1)
    assert deliver_all() == 0


def test_a_delayed_event_is_delivered_when_its_time_has_come(sponsor):
    event = emit("toy.sent", subject=sponsor, due_at=laurel_now() + toys.HOUR)
    assert deliver_all() == 0
    move_clock(seconds=3601)
    assert deliver_all() == 1
    assert toys.effects("admired") == [event.pk]


def test_many_events_are_told_like_one(sponsor, memberships):
    told = emit_many("toy.painted", subjects=Membership.objects.all(), by=memberships[0].user, payload={"coats": 1})
    assert told == 3
    event = Event.objects.get(subject_id=str(memberships[2].pk))
    assert (event.subject_type, event.root, event.audience) == ("accounts.membership", "Toymaker", "public")
    assert (event.actor_id, event.payload) == (memberships[0].user.pk, {"coats": 1})
    assert deliver_all() == 3
    assert sorted(toys.effects("admired")) == sorted(Event.objects.values_list("pk", flat=True))


def test_many_events_come_from_any_queryset(sponsor, memberships):
    assert emit_many("toy.made", subjects=Membership.objects.none()) == 0
    assert emit_many("toy.made", subjects=Membership.objects.filter(role="owner")) == 0
    assert emit_many("toy.made", subjects=Membership.objects.filter(user__email__startswith="1@")) == 1
    assert emit_many("toy.made", subjects=Membership.objects.order_by("-pk")[:2]) == 2
    assert emit_many("toy.made", subjects=Membership.objects.select_for_update(no_key=True).filter(role="viewer")) == 3


def test_many_events_without_a_handler_are_still_told(sponsor, memberships):
    assert emit_many("toy.ignored", subjects=Membership.objects.all()) == 3
    assert (Event.objects.count(), Delivery.objects.count()) == (3, 0)


def test_many_events_are_two_inserts_in_one_statement(sponsor, memberships, django_assert_num_queries):
    with django_assert_num_queries(1):
        emit_many("toy.made", subjects=Membership.objects.all())


@pytest.mark.parametrize(
    "statement",
    ["UPDATE workers_event SET name = 'toy.forged'", "DELETE FROM workers_event", "TRUNCATE workers_event CASCADE"],
)
def test_history_is_never_rewritten(sponsor, statement):
    emit("toy.ignored", subject=sponsor)
    with connection.cursor() as cursor, pytest.raises(Error, match=r"never|Cannot"):
        cursor.execute(statement)


@pytest.mark.parametrize("fields", [{"audience": "everyone"}, {"name": "nonsense"}])
def test_the_database_refuses_impossible_events(sponsor, fields):
    about = {"name": "toy.made", "subject_type": "x", "subject_id": "x", "root": "x", "audience": "staff"}
    with pytest.raises(Error, match="event_"):
        Event.objects.create(**about | fields)


def test_a_name_means_one_thing(sponsor):
    declare("toy.made", audience=Audience.PARTIES, root="pk")
    with pytest.raises(Misdeclared):
        declare("toy.made", audience=Audience.PUBLIC, root="pk")
    with pytest.raises(Misdeclared):
        declare("nonsense", audience=Audience.PUBLIC, root="pk")
    with pytest.raises(Misdeclared):
        on("toy.made", queue="nowhere")
    with pytest.raises(Misdeclared):
        on("toy.made", queue="mail")(toys.count)


def test_an_event_and_what_is_owed_of_it_are_one_statement(sponsor):
    with CaptureQueriesContext(connection) as asked:
        event = emit("toy.made", subject=sponsor)
    assert len(asked) == 1, asked.captured_queries
    assert (event, event.deliveries.count()) == (Event.objects.get(), 2)
    assert event.deliveries.filter(due_at=event.at).count() == 2


KEPT = "INSERT INTO toy_effect (what) SELECT %s WHERE %s RETURNING id"


def test_what_is_kept_and_its_event_are_one_statement_and_one_fate(sponsor):
    event = keep_and_emit("toy.made", kept=(KEPT, ["kept", True]), subject=sponsor)
    assert (event, len(toys.effects("kept")), Delivery.objects.count()) == (Event.objects.get(), 1, 2)
    assert keep_and_emit("toy.made", kept=(KEPT, ["kept", False]), subject=sponsor) is None
    with pytest.raises(Error), transaction.atomic():
        keep_and_emit("toy.made", kept=(KEPT, [None, True]), subject=sponsor)
    assert (Event.objects.count(), len(toys.effects("kept")), Delivery.objects.count()) == (1, 1, 2)


@pytest.mark.parametrize("kind", [{}, {"outside": True}, {"brief": True}])
def test_a_handler_is_owed_each_of_its_events(sponsor, monkeypatch, kind):
    def look(event):
        """Nothing to do."""

    monkeypatch.setattr(registry, "handlers", {})
    for name in ("toy.ignored", "toy.made"):
        on(name, **kind)(look)
        emit(name, subject=sponsor)
    (handler,) = registry.handlers.values()
    assert list(Delivery.objects.values_list("event__name", "handler").order_by("event__at")) == [
        ("toy.ignored", handler.name),
        ("toy.made", handler.name),
    ]


def test_a_process_that_owes_only_a_floor_owes_those_above_it_nothing(sponsor, monkeypatch):
    monkeypatch.setattr(registry, "handlers", dict(registry.handlers))
    registry.owe_only("workers")
    emit("toy.made", subject=sponsor)
    assert Delivery.objects.count() == 2
    registry.owe_only("payments")
    emit("toy.made", subject=sponsor)
    assert Delivery.objects.count() == 2
    assert {name.split(".")[0] for name in registry.handlers} <= {"payments"}
