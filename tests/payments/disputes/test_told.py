"""What is told of a dispute: each of its moves by its own name, once, and no sooner than it is so."""

from datetime import UTC, datetime

import pytest

from payments.disputes import concluding, looking_after, settling
from payments.models import Contribution, Purse
from payments.stripe import gateway
from tests.clock import move_clock
from tests.payments.disputes.conftest import only_dispute
from workers.models import Event

EVIDENCE = {"evidence": {"customer_name": "Ada"}}
HOUR, DAY = 3_600, 86_400


def told():
    return list(Event.objects.filter(name__startswith="dispute.").order_by("id").values_list("name", flat=True))


def payload_of(name):
    return Event.objects.get(name=name).payload


def answer(dispute_id, key):
    gateway.submit_dispute_evidence(dispute_id, EVIDENCE, key=key)
    settling.look(dispute_id=dispute_id)


def lost_at_stripe(simulator, contribution):
    """As Stripe shows a lost dispute."""
    dispute_id = simulator.control.dispute(contribution.charge_id)["id"]
    simulator.control.decide(dispute_id, "lost")
    return gateway.retrieve_dispute(dispute_id)


def test_each_move_has_its_own_name(committed_db, funded, dispute, decide):
    dispute_id = dispute(funded(), inquiry=True)
    answer(dispute_id, "one")
    decide(dispute_id, "escalated")
    answer(dispute_id, "two")
    decide(dispute_id, "won")
    moves = ["inquired", "answered", "opened", "answered", "won"]
    assert told() == [f"dispute.{move}" for move in moves]


def test_an_inquiry_that_was_escalated_and_answered_unseen_is_told_as_opened(committed_db, simulator, funded, dispute):
    dispute_id = dispute(funded(), inquiry=True)
    simulator.control.decide(dispute_id, "escalated")
    answer(dispute_id, "one")
    assert told() == ["dispute.inquired", "dispute.opened"]


def test_an_inquiry_that_came_to_nothing_is_told_as_that_and_moved_nothing(committed_db, funded, dispute, decide):
    decide(dispute(funded(), inquiry=True), "lost")
    assert told() == ["dispute.inquired", "dispute.dropped"]
    assert (Contribution.objects.get().status, Purse.objects.get().status) == ("settled", "held")
    assert not Event.objects.filter(name="purse.frozen").exists()


def test_a_lost_one_is_told_once_and_only_when_its_money_is_booked(committed_db, simulator, funded):
    lost = lost_at_stripe(simulator, funded())
    settling.settle(lost | {"balance_transactions": []})
    move_clock(seconds=HOUR)
    looking_after.look_after_due()
    for conclude in (concluding.bear, concluding.take_from_purse):
        assert conclude(dispute_id=only_dispute().pk).concluded_at is None
    assert "dispute.lost" not in told()
    for _ in range(2):
        settling.settle(lost)
    assert told().count("dispute.lost") == 1


def test_a_loss_of_the_smallest_amount_is_told_too(committed_db, funded, dispute):
    dispute(funded(), "lost", amount=1)
    assert told() == ["dispute.opened", "dispute.lost"]


def test_of_a_lost_one_is_borne_what_the_bank_kept(committed_db, simulator, funded):
    lost = lost_at_stripe(simulator, funded())
    part = lost["balance_transactions"][0] | {"id": "txn_back", "amount": 4_000, "fee": 0, "net": 4_000}
    settling.settle(lost | {"balance_transactions": [*lost["balance_transactions"], part]})
    concluding.bear(dispute_id=only_dispute().pk)
    ended = only_dispute()
    assert (ended.withdrawn, ended.reinstated, ended.borne) == (10_500, 4_000, 6_500)


def test_of_a_won_one_nobody_is_reminded(committed_db, funded, dispute):
    dispute(funded(), "won")
    move_clock(seconds=30 * DAY)
    assert (looking_after.look_after_due(), only_dispute().due_at) == (0, None)
    assert Contribution.objects.get().status == "won"  # though nobody had told us that it was disputed


def test_without_a_date_for_its_evidence_it_is_told_daily(committed_db, simulator, funded):
    dispute_id = simulator.control.dispute(funded().charge_id)["id"]
    settling.settle(gateway.retrieve_dispute(dispute_id) | {"evidence_details": None})
    for days in (1, 2):
        assert looking_after.look_after_due() == 0
        move_clock(seconds=DAY)
        assert looking_after.look_after_due() == 1
        assert told().count("dispute.due") == days


def test_evidence_is_due_by_the_latest_news_that_says_when(committed_db, simulator, funded, dispute):
    dispute_id = dispute(funded(), inquiry=True)
    simulator.control.decide(dispute_id, "escalated")
    due = int(only_dispute().evidence_due_by.timestamp()) + 7 * DAY
    settling.settle(gateway.retrieve_dispute(dispute_id) | {"evidence_details": {"due_by": due}})
    assert only_dispute().evidence_due_by == datetime.fromtimestamp(due, UTC)
    simulator.control.decide(dispute_id, "won")
    settling.settle(gateway.retrieve_dispute(dispute_id) | {"evidence_details": None})
    assert (only_dispute().status, only_dispute().evidence_due_by) == ("won", datetime.fromtimestamp(due, UTC))


@pytest.mark.parametrize(
    ("conclude", "name", "facts"),
    [
        (concluding.take_from_purse, "dispute.taken", {"amount": 10_500, "taken": 10_500}),
        (concluding.bear, "dispute.borne", {"amount": 10_500, "borne": 10_500, "payer": "sponsor"}),
    ],
)
def test_who_bears_a_lost_one_is_told_with_how_much(committed_db, funded, dispute, conclude, name, facts):
    dispute(funded(), "lost")
    for _ in range(2):
        conclude(dispute_id=only_dispute().pk)
    assert payload_of(name) == facts
    assert only_dispute().at_stake == 0
