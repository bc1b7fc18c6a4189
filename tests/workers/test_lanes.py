"""A lane in this very process: what a wake-up makes it run, and what it no longer runs."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.workers import toys
from tests.workers.crew import count
from tests.workers.test_grouping import TRANSACTIONS, grouped, ids, states
from workers.broker import ACTOR
from workers.delivery import Courier
from workers.events import emit
from workers.lanes import Lane
from workers.models import Delivery


@pytest.fixture
def lane(committed_sponsor):
    return Lane("default", 1, Courier())


def wake(lane, deliveries):
    """As Redis would."""
    lane.broker.get_actor(ACTOR)(*(str(pk) for pk in ids(deliveries)))


def test_a_wake_up_for_one_runs_it_alone_and_for_many_together(lane, committed_sponsor):
    with transaction.atomic():
        emit("toy.sent", subject=committed_sponsor)
    alone, many = list(Delivery.objects.all()), grouped(committed_sponsor, "", "", "")
    wake(lane, alone)
    assert (states(alone), states(many)) == ([(1, 0, True)], [(0, 0, False)] * 3)
    wake(lane, many)
    assert states(many) == [(1, 0, True)] * 3
    assert sorted(toys.effects("played")) == sorted(one.event_id for one in many)
    assert count(f"{TRANSACTIONS} WHERE what = 'played'") == 1


def test_a_wake_up_that_comes_after_the_end_starts_nothing(lane, committed_sponsor):
    owed = grouped(committed_sponsor, "", "")
    lane.stopping.set()
    wake(lane, owed)
    assert states(owed) == [(0, 0, False)] * 2


def test_a_worker_for_a_queue_that_nobody_knows_does_not_start(committed_db):
    with pytest.raises(CommandError, match="There is no queue post, only money, deadlines"):
        call_command("worker", queues="money,post")
