"""Deliveries in groups: one transaction for many, and the rules are those of one."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from tests.workers import toys
from tests.workers.crew import count, wait_until
from tests.workers.forked import ended
from tests.workers.test_presence import cut_own_session
from workers import grouping
from workers.broker import WakeBroker
from workers.connecting import dedicated_connection
from workers.delivery import Courier, Outcome
from workers.errors import Misdeclared
from workers.events import emit, on
from workers.grouping import MOST_IN_A_GROUP, deliver_group, in_groups
from workers.models import Delivery
from workers.relay import wake_due

TRANSACTIONS = "SELECT count(DISTINCT xmin::text) FROM toy_effect"


def grouped(sponsor, *acts, **about):
    """Deliveries of events that go wrong in these ways, in their order."""
    with transaction.atomic():
        events = [emit("toy.grouped", subject=sponsor, payload={"act": act}, **about) for act in acts]
    return [Delivery.objects.get(event=event) for event in events]


def ids(deliveries):
    return [delivery.pk for delivery in deliveries]


def states(deliveries):
    found = {one.pk: one for one in Delivery.objects.filter(pk__in=ids(deliveries))}
    return [(found[pk].started, found[pk].errors, found[pk].done_at is not None) for pk in ids(deliveries)]


def played():
    return toys.effects("played")


def events(deliveries):
    return [delivery.event_id for delivery in deliveries]


@pytest.mark.parametrize("number", [2, 5])
def test_a_group_has_each_effect_once_in_one_transaction(committed_sponsor, number):
    owed = grouped(committed_sponsor, *[""] * number)
    assert deliver_group(Courier(), ids(owed)) == [Outcome.DONE] * number
    assert sorted(played()) == sorted(events(owed))
    assert states(owed) == [(1, 0, True)] * number
    assert count(TRANSACTIONS) == 1
    assert deliver_group(Courier(), ids(owed)) == []


@pytest.mark.parametrize("act", ["raise", "leave_twice", "lose_session"])
def test_one_that_fails_in_a_group_costs_the_others_nothing(committed_sponsor, act):
    """It raises; its effect is refused at the commit; its session is cut."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE toy_effect ADD UNIQUE (what, event_id) DEFERRABLE INITIALLY DEFERRED")
    owed = grouped(committed_sponsor, "", act, "")
    outcomes = deliver_group(Courier(), ids(owed))
    assert sorted(outcome.name for outcome in outcomes) == ["DONE", "DONE", "FAILED"]
    assert sorted(played()) == sorted([owed[0].event_id, owed[2].event_id])
    assert states(owed) == [(1, 0, True), (1, 1, False), (1, 0, True)]


@pytest.mark.parametrize("act", ["undo", "hide_error"])
def test_one_that_loses_its_transaction_without_a_word_has_failed_alone(committed_sponsor, act):
    *fine, lost = owed = grouped(committed_sponsor, "", "", act)
    assert deliver_group(Courier(), ids(owed)) == [Outcome.DONE, Outcome.DONE, Outcome.FAILED]
    assert sorted(played()) == sorted(events(fine))
    assert (states(fine), states([lost])) == ([(1, 0, True)] * 2, [(1, 1, False)])
    assert Delivery.objects.get(pk=lost.pk).last_error.startswith("TransactionManagementError")


def test_one_that_failed_in_a_group_is_tried_again_alone_until_it_is_dead(committed_sponsor, settings):
    settings.DELIVERY_STARTS = 3
    broken, *fine = grouped(committed_sponsor, "raise", "", "")
    deliver_group(Courier(), ids([broken, *fine]))
    for _ in range(3):
        Delivery.objects.filter(pk=broken.pk).update(due_at=toys.LONG_AGO)
        later = grouped(committed_sponsor, "", "")
        assert deliver_group(Courier(), ids([broken, *later])).count(Outcome.DONE) == 2
        assert states(later) == [(1, 0, True)] * 2
    dead = Delivery.objects.get(pk=broken.pk)
    assert (dead.started, dead.errors, dead.dead_at is not None) == (3, 3, True)


def test_what_was_started_before_runs_alone(committed_sponsor):
    owed = grouped(committed_sponsor, *[""] * 4)
    Delivery.objects.filter(pk=owed[1].pk).update(started=1)
    assert deliver_group(Courier(), ids(owed)) == [Outcome.DONE] * 4
    assert states(owed) == [(1, 0, True), (2, 0, True), (1, 0, True), (1, 0, True)]
    assert count(TRANSACTIONS) == 2


def test_a_slow_one_ends_its_group_and_the_rest_runs_one_by_one(committed_sponsor, monkeypatch):
    monkeypatch.setattr(grouping, "GROUP_SECONDS", 0)
    owed = grouped(committed_sponsor, *[""] * 3)
    assert deliver_group(Courier(), ids(owed)) == [Outcome.DONE] * 3
    assert states(owed) == [(1, 0, True)] * 3
    assert count(TRANSACTIONS) == 3


def test_a_group_takes_only_what_is_free_and_due_and_known(committed_sponsor):
    running, done, early, unknown, *fine = owed = grouped(committed_sponsor, *[""] * 6)
    Delivery.objects.filter(pk=running.pk).update(lease_token=uuid4(), leased_until=toys.LONG_AFTER)
    Delivery.objects.filter(pk=done.pk).update(done_at=toys.LONG_AGO)
    Delivery.objects.filter(pk=early.pk).update(due_at=toys.LONG_AFTER)
    Delivery.objects.filter(pk=unknown.pk).update(handler="workers.toys.of_tomorrow")
    assert deliver_group(Courier(), ids(owed)) == [Outcome.DONE] * 2
    assert sorted(played()) == sorted(events(fine))
    assert [started for started, _errors, _done in states(owed)] == [0, 0, 0, 0, 1, 1]


def test_what_is_not_brief_shares_no_transaction_though_it_was_sent_in_a_group(committed_sponsor):
    with transaction.atomic():
        for _ in range(3):
            emit("toy.sent", subject=committed_sponsor)
    assert deliver_group(Courier(), ids(Delivery.objects.all())) == [Outcome.DONE] * 3
    assert count(TRANSACTIONS) == 3


def test_a_group_of_which_one_was_taken_meanwhile_leaves_that_one_alone(committed_sponsor):
    owed = grouped(committed_sponsor, *[""] * 3)
    runs = grouping._start_group(ids(owed), uuid4())
    Delivery.objects.filter(pk=owed[1].pk).update(lease_token=uuid4())
    assert grouping._run_group(runs) == 0
    outcomes = {run.delivery_id: Courier().finish(run) for run in runs}
    assert [outcomes[pk] for pk in ids(owed)] == [Outcome.DONE, Outcome.LOST, Outcome.DONE]
    assert sorted(played()) == sorted([owed[0].event_id, owed[2].event_id])


def test_a_group_whose_session_is_cut_between_its_commits_goes_on_with_another(committed_sponsor):
    owed = grouped(committed_sponsor, *[""] * 3)
    runs = grouping._start_group(ids(owed), uuid4())
    cut_own_session()
    assert grouping._run_group(runs) == 0
    assert [Courier().finish(run) for run in runs] == [Outcome.DONE] * 3
    assert len(played()) == len(set(played())) == 3


def test_workers_with_the_same_group_have_each_effect_once(committed_sponsor):
    owed, barrier = grouped(committed_sponsor, *[""] * 20), threading.Barrier(8)

    def work():
        barrier.wait()
        deliver_group(Courier(), ids(owed))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(played()) == sorted(events(owed))
    assert states(owed) == [(1, 0, True)] * 20


def test_one_that_kills_its_worker_dies_and_those_in_its_group_live(crew, committed_sponsor):
    killer, *fine = grouped(committed_sponsor, "kill", *[""] * 11)
    crew.start("relay")
    for _ in range(2):  # first in its group, then alone
        assert ended(crew.start("worker", "--queues=default", "--threads=1", DELIVERY_STARTS=2)) != 0
    crew.start("worker", "--queues=default", "--threads=1", DELIVERY_STARTS=2)
    wait_until(lambda: not toys.owed().waiting().exists(), seconds=60)
    assert [dead.pk for dead in toys.owed().dead()] == [killer.pk]
    assert sorted(played()) == sorted(events(fine))


@pytest.mark.parametrize(
    ("owed", "largest", "messages"),
    [(1, 1, 1), (7, 1, 7), (8, 2, 4), (50, 12, 5), (100, 25, 4), (1000, 25, 40)],
)
def test_a_few_are_spread_over_threads_and_many_come_in_full_groups(owed, largest, messages):
    deliveries = [uuid4() for _ in range(owed)]
    packed = [*in_groups(deliveries)]
    assert [one for group in packed for one in group] == deliveries
    assert (max(map(len, packed)), len(packed)) == (largest, messages)


def test_the_relay_sends_new_deliveries_of_brief_handlers_in_groups_and_all_else_alone(committed_sponsor):
    broker = WakeBroker()
    broker.client.flushdb()
    grouped(committed_sponsor, *[""] * 40)
    again = grouped(committed_sponsor, "", "")
    Delivery.objects.filter(pk__in=ids(again)).update(started=1)
    with transaction.atomic():
        for _ in range(9):
            emit("toy.sent", subject=committed_sponsor)
    with dedicated_connection("test") as own:
        assert wake_due(own, broker) == 51
        assert wake_due(own, broker) == 0
    assert broker.client.llen("laurel:default") == 4 + 2 + 9
    assert broker.backlog(["default"]) == [51]
    assert WakeBroker().backlog(["default"]) == [15]  # to a relay that sent none, each is of one
    assert broker.client.llen("laurel:money") == 0
    assert MOST_IN_A_GROUP == 25
    broker.client.flushdb()


def test_a_handler_outside_is_never_brief():
    with pytest.raises(Misdeclared, match="outside"):
        on("toy.made", outside=True, brief=True)(lambda event: None)
