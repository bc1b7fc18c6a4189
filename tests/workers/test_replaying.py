"""What people do with deliveries: replay, skip, backfill; and the desk, where they do it."""

from datetime import timedelta, timezone
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from bounties.accounts.models import User
from tests.deliveries import deliver_all
from tests.meeting import held_then_met
from tests.workers import toys
from workers.clock import laurel_now
from workers.errors import NotReplayable
from workers.events import emit
from workers.models import Delivery, Event
from workers.replaying import replay_delivery, skip_delivery


@pytest.fixture
def operator(db):
    return User.objects.create_superuser("operator@demo.test", "x")


@pytest.fixture
def dead(sponsor):
    emit("toy.sent", subject=sponsor)
    Delivery.objects.update(dead_at=laurel_now(), started=8, errors=8, last_error="ValueError: broken")
    return Delivery.objects.get()


def test_a_dead_delivery_is_replayed_with_all_its_starts(dead, operator):
    assert deliver_all() == 0
    replay_delivery(delivery_id=dead.pk, by=operator)
    dead.refresh_from_db()
    assert (dead.started, dead.errors) == (0, 0)
    assert deliver_all() == 1
    assert toys.effects("admired") == [dead.event_id]
    told = Event.objects.get(name="delivery.replayed")
    assert (told.actor_id, told.subject_id, told.root) == (operator.pk, str(dead.pk), dead.event.root)
    assert told.audience == "staff"


def test_only_the_dead_are_replayed(dead, operator):
    replay_delivery(delivery_id=dead.pk, by=operator)
    with pytest.raises(NotReplayable):
        replay_delivery(delivery_id=dead.pk, by=operator)
    deliver_all()
    with pytest.raises(NotReplayable):
        replay_delivery(delivery_id=dead.pk, by=operator)
    assert len(toys.effects("admired")) == 1


def test_a_skipped_delivery_never_runs_and_says_why(dead, operator):
    skip_delivery(delivery_id=dead.pk, reason="The toy is gone.", by=operator)
    dead.refresh_from_db()
    assert dead.skipped_reason == "The toy is gone."
    deliver_all()
    dead.refresh_from_db()
    assert (dead.started, toys.effects("admired")) == (8, [])
    assert Event.objects.get(name="delivery.skipped").subject_id == str(dead.pk)
    with pytest.raises(NotReplayable):
        skip_delivery(delivery_id=dead.pk, reason="Again.", by=operator)


def test_nothing_is_skipped_without_a_reason(dead, operator):
    with pytest.raises(NotReplayable):
        skip_delivery(delivery_id=dead.pk, reason="  ", by=operator)
    assert Delivery.objects.dead().count() == 1


def test_the_desk_replays_and_skips(dead, operator, client):
    client.force_login(operator)
    page = reverse("admin:workers_delivery_changelist")
    assert b"ValueError: broken" in client.get(page, {"state": "dead"}).content
    chosen = {"_selected_action": [str(dead.pk)]}
    refused = client.post(page, chosen | {"action": "skip", "reason": ""}, follow=True)
    assert b"Say why this delivery is skipped." in refused.content
    assert Delivery.objects.dead().count() == 1
    client.post(page, chosen | {"action": "replay", "reason": ""})
    assert Delivery.objects.due().count() == 1
    client.post(page, chosen | {"action": "skip", "reason": "Not needed."})
    assert Delivery.objects.skipped().count() == 1


def test_the_desk_edits_no_history(dead, operator, client):
    client.force_login(operator)
    assert client.get(reverse("admin:workers_event_changelist")).status_code == 200
    assert client.get(reverse("admin:workers_delivery_change", args=[dead.pk])).status_code == 200
    assert client.post(reverse("admin:workers_delivery_change", args=[dead.pk])).status_code == 403
    assert client.get(reverse("admin:workers_event_add")).status_code == 403
    assert client.post(reverse("admin:workers_event_delete", args=[dead.event_id])).status_code == 403


def test_staff_without_the_right_cannot_replay(dead, client):
    viewer = User.objects.create_user("viewer@demo.test", "x", is_staff=True)
    client.force_login(viewer)
    answer = client.post(
        reverse("admin:workers_delivery_changelist"), {"_selected_action": [str(dead.pk)], "action": "replay"}
    )
    assert answer.status_code == 403
    assert Delivery.objects.dead().count() == 1


def handlers(*arguments):
    said = StringIO()
    call_command("handlers", *arguments, stdout=said)
    return said.getvalue()


def test_the_command_says_who_does_what_when():
    said = handlers()
    assert "toy.made  (parties, belongs to pk)" in said
    assert "    workers.toys.count  [default] transactional, once" in said
    assert "    workers.toys.send  [webhooks] outside, at least once" in said
    assert "every 10 s  workers.handlers.fold_marks" in said


def test_a_backfill_owes_past_events_to_a_new_handler_once(sponsor):
    past = [emit("toy.late", subject=sponsor) for _ in range(2)]
    Delivery.objects.update(done_at=laurel_now())
    Delivery.objects.all().delete()  # as if the handler had not been there yet
    assert handlers("--backfill", "workers.toys.arrive_late", "--since", "2000-01-01").startswith("2 deliveries")
    assert handlers("--backfill", "workers.toys.arrive_late", "--since", "2000-01-01").startswith("0 deliveries")
    assert deliver_all() == 2
    assert sorted(toys.effects("late")) == sorted(event.pk for event in past)


def test_the_time_of_a_backfill_is_utc_unless_it_says_otherwise(sponsor):
    emit("toy.late", subject=sponsor)
    Delivery.objects.update(done_at=laurel_now())
    Delivery.objects.all().delete()
    new_york = timezone(timedelta(hours=-5))
    soon = laurel_now() + timedelta(hours=1)
    for since, added in [
        (soon.astimezone(new_york), 0),
        (soon.replace(tzinfo=None), 0),
        (soon - timedelta(hours=2), 1),
    ]:
        said = handlers("--backfill", "workers.toys.arrive_late", "--since", since.isoformat())
        assert said.startswith(f"{added} deliveries")


@pytest.mark.parametrize(
    "arguments",
    [["--backfill", "workers.toys.nobody", "--since", "2000-01-01"], ["--backfill", "workers.toys.count"],
     ["--backfill", "workers.toys.count", "--since", "yesterday"]],
)  # fmt: skip
def test_a_backfill_needs_a_handler_and_a_time(db, arguments):
    with pytest.raises(CommandError):
        handlers(*arguments)


@pytest.fixture
def given_up(committed_sponsor):
    """A dead delivery that others see."""
    with transaction.atomic():
        emit("toy.sent", subject=committed_sponsor)
    Delivery.objects.update(dead_at=laurel_now(), started=8, errors=8, last_error="ValueError: broken")
    return Delivery.objects.get()


def test_what_two_people_replay_or_skip_at_once_is_replayed_or_skipped_once(given_up):
    operator = User.objects.create_superuser("operator@demo.test", "x")
    _, second = held_then_met(*[lambda: replay_delivery(delivery_id=given_up.pk, by=operator)] * 2)
    assert isinstance(second, NotReplayable)
    skip = [lambda: skip_delivery(delivery_id=given_up.pk, reason="Done by hand.", by=operator)] * 2
    _, second = held_then_met(*skip)
    assert isinstance(second, NotReplayable)
    told = [Event.objects.filter(name=f"delivery.{what}").count() for what in ("replayed", "skipped")]
    assert told == [1, 1]
