"""Many deliveries of one handler at once: the rules are those of one."""

from uuid import uuid4

import pytest
from django.db import transaction

from tests.deliveries import deliver_all
from tests.workers import toys
from workers.batching import deliver_outside, deliver_together
from workers.events import emit_many
from workers.models import Delivery, Event

COUNT, SEND = "workers.toys.count", "workers.toys.send"


def leave_all(what):
    return lambda events: [toys.leave(what, event) for event in events]


def made(sponsor, number=5):
    with transaction.atomic():
        return [toys.make(sponsor).pk for _ in range(number)]


def test_a_batch_has_each_effect_once_in_the_order_of_the_events(committed_sponsor):
    events = made(committed_sponsor)
    assert deliver_together(COUNT, leave_all("counted"), at_most=3) == 3
    assert deliver_together(COUNT, leave_all("counted"), at_most=10) == 2
    assert deliver_together(COUNT, leave_all("counted"), at_most=10) == 0
    assert toys.effects("counted") == events


def test_a_batch_that_fails_leaves_no_effect_and_every_delivery_waiting(committed_sponsor):
    def fail(events):
        toys.leave("counted", events[0])
        raise ValueError("One of them is broken.")

    events = made(committed_sponsor)
    with pytest.raises(ValueError, match="broken"):
        deliver_together(COUNT, fail, at_most=10)
    assert toys.effects("counted") == []
    deliver_all()
    assert sorted(toys.effects("counted")) == sorted(events)


def test_what_one_worker_holds_no_batch_takes(committed_sponsor):
    made(committed_sponsor, 2)

    def while_held(events):
        assert deliver_outside(SEND, leave_all("sent"), at_most=10) == 1
        toys.leave("sent", events[0])

    assert deliver_outside(SEND, while_held, at_most=1) == 1
    assert len(set(toys.effects("sent"))) == len(toys.effects("sent")) == 2


def test_an_outside_batch_closes_what_is_still_its_own_and_nothing_else(committed_sponsor):
    mine, lost = made(committed_sponsor, 2)

    def lose_one(events):
        Delivery.objects.filter(event_id=lost, handler=SEND).update(lease_token=uuid4())

    assert deliver_outside(SEND, lose_one, at_most=10) == 2
    assert Delivery.objects.waiting().get(handler=SEND).event_id == lost
    ended = Delivery.objects.get(handler=SEND, event_id=mine)
    assert (ended.started, ended.lease_token, ended.leased_until) == (1, None, None)


def test_an_outside_batch_that_fails_is_tried_again_when_its_lease_lapses(committed_sponsor):
    def fail(events):
        raise ConnectionError("Nobody answers.")

    (event,) = made(committed_sponsor, 1)
    with pytest.raises(ConnectionError):
        deliver_outside(SEND, fail, at_most=10)
    owed = Delivery.objects.get(event_id=event, handler=SEND)
    assert (owed.started, owed.done_at) == (1, None)
    assert deliver_outside(SEND, leave_all("sent"), at_most=10) == 0  # leased
    Delivery.objects.filter(pk=owed.pk).update(leased_until=owed.due_at)
    assert deliver_outside(SEND, leave_all("sent"), at_most=10) == 1


def test_each_of_many_events_says_its_own_facts(memberships):
    rows = type(memberships[0]).objects.all()
    emit_many("toy.painted", subjects=rows, payload={"coats": 2}, facts=["role", "user_id"])
    told = {event.subject_id: event.payload for event in Event.objects.filter(name="toy.painted")}
    assert told == {str(row.pk): {"coats": 2, "role": row.role, "user_id": str(row.user_id)} for row in memberships}
