"""A queue's hours, met to the microsecond: until when one reads, decides, and asks for changes."""

from datetime import timedelta

import pytest

from bounties.entries.models import Entry
from bounties.errors import IllegalMove
from bounties.judging import leasing, ruling
from bounties.judging.errors import NothingWaits, NotOnLease
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.queues import ask, queue_stage, statuses, take
from tests.clock import stop_clock
from workers.models import Event

A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def stage(db):
    return queue_stage(entries=1)


def advance(stage, at):
    """The tick comes at this moment; what it makes of the entry."""
    stop_clock(at)
    leasing.advance(challenge_id=stage.challenge.pk)
    return Entry.objects.get(pk=stage.entries[0].pk)


def test_a_lease_ends_at_its_hour_for_the_tick_and_for_the_reviewer_before_any_tick(stage):
    entry = take(stage)
    assert advance(stage, entry.due_at - A_MOMENT).status == "in_review"
    stop_clock(entry.due_at)
    with pytest.raises(NotOnLease):
        ruling.reject(entry_id=entry.pk, reason="Late.", by=stage.owner)
    assert advance(stage, entry.due_at).status == "queued"
    ended = Event.objects.get(name="entry.lease_ended")
    assert ended.payload == {"reviewer": str(stage.owner.pk)}


def test_an_entry_is_the_arbiters_at_its_hour_and_each_time_that_hour_passes(stage):
    waits = Entry.objects.get(pk=stage.entries[0].pk)
    assert advance(stage, waits.decide_by - A_MOMENT).escalations == 0
    once = advance(stage, waits.decide_by)
    assert (once.escalations, once.decide_by) == (1, waits.decide_by + timedelta(days=2))
    assert advance(stage, once.decide_by - A_MOMENT).escalations == 1
    assert advance(stage, once.decide_by).escalations == 2
    told = Event.objects.filter(name="entry.escalated").order_by("at", "id")
    assert [event.payload for event in told] == [{"times": 1}, {"times": 2}]


def test_whoever_takes_finds_the_queue_as_its_hours_have_it_before_any_tick(stage):
    """What another has read too long is free; what has waited too long is the arbiter's alone."""
    entry, colleague = take(stage), stage.seat(make_user())
    stop_clock(entry.due_at - A_MOMENT)
    with pytest.raises(NothingWaits):
        take(stage, colleague)
    stop_clock(entry.due_at)
    assert take(stage, colleague) == entry
    stop_clock(entry.decide_by)
    with pytest.raises(NothingWaits):
        take(stage, colleague)
    assert take(stage, make_staff("arbiter")) == entry


def test_changes_are_asked_for_until_the_close_and_not_at_it(stage):
    entry = take(stage)
    stop_clock(stage.challenge.closes_at)
    with pytest.raises(IllegalMove, match="handed in any more"):
        ruling.request_changes(entry_id=entry.pk, reason="Add a test.", by=stage.owner)
    stop_clock(stage.challenge.closes_at - A_MOMENT)
    assert ask(stage) == entry
    assert statuses(stage) == ["changes_requested"]


def test_who_takes_gives_back_and_decides_is_told_with_their_name(stage):
    entry = take(stage)
    assert take(stage) == entry
    leasing.give_back(entry_id=entry.pk, by=stage.owner)
    take(stage)
    ruling.reject(entry_id=entry.pk, reason="It does not compile.", by=stage.owner)
    told = Event.objects.filter(root=str(stage.challenge.pk), name__startswith="entry.", actor_id=stage.owner.pk)
    names = list(told.order_by("at", "id").values_list("name", flat=True))
    assert names == ["entry.taken", "entry.given_back", "entry.taken", "entry.rejected"]
