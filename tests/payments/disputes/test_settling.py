"""News of a dispute: whatever its order, its repeats and its delay, the same becomes of the money."""

from functools import partial
from itertools import permutations

import pytest

from payments import dispatching
from payments.disputes import concluding, settling
from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Dispute, InboxEvent, Payout, Purse, Transaction
from payments.money import Money
from payments.payouts import approving, placing, reserving
from payments.payouts import settling as transfers
from payments.purses import refunding
from payments.purses.settling import look
from payments.stripe import gateway, poller
from tests.deliveries import deliver_all
from tests.payments.disputes.conftest import at_once, breaches, only_dispute
from tests.simulator import GOOD, fill
from workers.models import Event


def usd(amount):
    return Money(amount, "usd")


def names():
    return list(Event.objects.filter(name__startswith="dispute.").order_by("id").values_list("name", flat=True))


@pytest.fixture
def snapshots(committed_db, simulator, funded):
    """What Stripe answered at four moments: before the money was taken, after, under review, and won."""
    contribution = funded("R", 10_000)
    told = simulator.control.dispute(contribution.charge_id)["id"]
    taken = gateway.retrieve_dispute(told)
    reviewed = gateway.submit_dispute_evidence(told, {"evidence": {"customer_name": "Ada"}}, key="x")
    simulator.control.decide(told, "won")
    return [taken | {"balance_transactions": []}, taken, reviewed, gateway.retrieve_dispute(told)]


@pytest.fixture
def by_two(committed_db, funded, ask):
    """A purse of 10,000 that two sponsors paid, 6,000 and 4,000."""
    first = funded("R", 6_000)
    Purse.objects.update(target=10_000)
    second = ask("R", 10_000, key="two", sponsor="two")
    fill(second.checkout_url, card=GOOD)
    look(contribution_id=str(second.pk))
    return first, second


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_the_order_of_the_news_does_not_matter(snapshots, order):
    for place in [*order, *order]:
        settling.settle(snapshots[place])
    dispute = only_dispute()
    assert (dispute.status, dispute.withdrawn, dispute.fee, dispute.reinstated) == ("won", 10_500, 1_500, 10_500)
    assert (dispute.contribution.status, dispute.contribution.purse.status) == ("won", "held")
    assert balance(Kind.DISPUTES, "usd", "R") == usd(0)
    assert [names().count(name) for name in ("dispute.opened", "dispute.won")] == [1, 1]
    assert breaches() == []


def test_an_older_answer_changes_nothing(snapshots):
    settling.settle(snapshots[3])
    settling.settle(snapshots[1])
    assert only_dispute().status == "won"


def test_a_fee_that_stripe_gives_back_is_ours_no_longer(snapshots):
    won, before = snapshots[3], balance(Kind.STRIPE_FEES, "usd")
    taken, back = won["balance_transactions"]
    given = back | {"fee": -1_500, "net": back["amount"] + 1_500}
    settling.settle(won | {"balance_transactions": [taken, given]})
    assert (only_dispute().fee, only_dispute().reinstated) == (0, 10_500)
    assert balance(Kind.STRIPE_FEES, "usd") == before
    assert breaches() == []


def test_fifty_tellings_at_once_are_one(snapshots):
    raised = at_once(*[partial(settling.settle, snapshots[1])] * 50)
    assert raised == []
    assert (Dispute.objects.count(), balance(Kind.DISPUTES, "usd", "R")) == (1, usd(10_500))
    assert names() == ["dispute.opened"]


def test_a_lost_webhook_is_made_up(committed_db, simulator, funded):
    contribution = funded("R", 10_000)
    simulator.control.dispute(contribution.charge_id)
    poller.poll()
    deliver_all()
    assert (only_dispute().status, Purse.objects.get().status) == ("needs_response", "frozen")


def test_a_charge_that_nobody_told_us_of_is_settled_first(committed_db, simulator, ask):
    contribution = ask("R", 10_000)
    fill(contribution.checkout_url, card=GOOD)
    (charge,) = simulator.control.dump()["objects"]["charge"]
    told = simulator.control.dispute(charge["id"])["id"]
    dispatching.dispatch(event_id=InboxEvent.objects.create(**news(told)).pk)
    assert Contribution.objects.get().status == "disputed"


def news(told):
    facts = {"type": "charge.dispute.created", "object_id": told, "created": "2026-01-01T00:00Z", "way": "poll"}
    return facts | {"id": "evt_1", "payload": {"livemode": False}}


def test_a_dispute_of_another_s_charge_is_left_alone(db):
    settling.settle({"id": "dp_x", "charge": "ch_x"})
    assert not Dispute.objects.exists()


def test_what_is_disputed_is_not_refunded_and_takes_no_new_money(db, simulator, funded, dispute):
    dispute(funded("R", 10_000))
    assert refunding.refund_all(reference="R", reason="client_request", include_fee=True) == []
    assert balance(Kind.REFUNDS_DUE, "usd", "R") == usd(0)


def test_a_payout_of_disputed_money_waits_and_goes_on(committed_db, funded, solver, award, dispute, decide):
    contribution = funded("R", 10_000)
    told = dispute(contribution)
    (payout,) = award(10_000, solver())
    deliver_all()
    payout.refresh_from_db()
    assert (payout.status, payout.hold_reason) == ("blocked", "dispute")
    decide(told, "won")
    payout.refresh_from_db()
    assert payout.status == "transferred"
    assert breaches() == []


def test_a_payout_that_nobody_approved_yet_is_held_back_at_once(committed_db, simulator, funded, solver, award):
    contribution = funded("R", 10_000)
    (payout,) = award(10_000, solver())
    told = simulator.control.dispute(contribution.charge_id)["id"]
    assert payout.status == "ready"
    settling.look(dispute_id=told)
    payout.refresh_from_db()
    assert (payout.status, payout.hold_reason) == ("blocked", "dispute")
    simulator.control.decide(told, "won")
    settling.look(dispute_id=told)
    payout.refresh_from_db()
    assert (payout.status, payout.hold_reason) == ("ready", "")


def test_a_payout_of_money_that_another_bank_still_wants_goes_on_waiting_untold(by_two, solver, award, dispute, decide):
    one, _two = map(dispute, by_two)
    award(10_000, solver())
    decide(one, "won")
    assert (Payout.objects.get().status, Payout.objects.get().hold_reason) == ("blocked", "dispute")
    assert Event.objects.filter(name="payout.blocked").count() == 1


def test_who_is_paid_from_undisputed_money_does_not_wait(by_two, solver, award, dispute):
    dispute(by_two[0])
    ann, ben = solver("ann"), solver("ben")
    award(4_000, ann)
    award(6_000, ben)
    deliver_all()
    assert dict(Payout.objects.values_list("amount", "status")) == {4_000: "transferred", 6_000: "blocked"}


def test_what_was_paid_out_went_back_or_was_kept_by_a_bank_does_not_go_back(by_two, solver, award, dispute):
    award(1_000, solver("ann"))
    refunding.refund(reference="R", amount=usd(900), reason="remainder")
    deliver_all()
    dispute(by_two[0], "lost", amount=2_000)
    concluding.take_from_purse(dispute_id=only_dispute().pk)
    rest = refunding.refund_all(reference="R", reason="client_request")
    assert sum(refund.amount for refund in rest) == 8_100 - 1_875
    spent = Contribution.objects.order_by("id").values_list("drawn", "refunded", "taken")
    assert list(spent) == [(1_000, 500 + 2_625, 1_875), (0, 400 + 3_600, 0)]


def test_a_payout_of_which_only_undisputed_money_is_still_to_go_is_left_alone(by_two, solver, award, dispute):
    (payout,) = award(10_000, solver())
    approving.approve_if_enough(payout_id=payout.pk)
    attempt = reserving.reserve(payout_id=payout.pk)
    made = gateway.create_transfer(attempt.request, key=attempt.idempotency_key)
    transfers.settle(attempt_id=attempt.pk, transfer=made)
    Payout.objects.update(status="blocked", hold_reason="balance", due_at="2020-01-01T00:00Z")
    placing.retry_blocked()
    dispute(by_two[0])
    assert Payout.objects.get().status == "transferred"


def test_a_payout_that_waits_for_its_payee_is_not_told_of_a_dispute(
    committed_db, funded, solver, award, dispute, decide
):
    contribution = funded("R", 10_000)
    one = dispute(contribution, amount=1_000, inquiry=True)
    award(10_000, solver(outcome=None))
    decide(one, "escalated")
    assert Payout.objects.get().hold_reason == "kyc"
    decide(one, "won")
    assert Event.objects.filter(name="payout.blocked").count() == 1


def test_two_disputes_of_one_purse_thaw_it_with_the_last(by_two, dispute, decide):
    one, two = map(dispute, by_two)
    decide(one, "won")
    assert Purse.objects.get().status == "frozen"
    decide(two, "won")
    assert Purse.objects.get().status == "held"


def test_a_charge_can_be_disputed_again(committed_db, funded, dispute):
    contribution = funded("R", 10_000)
    dispute(contribution, "won")
    dispute(contribution)
    contribution.refresh_from_db()
    assert (contribution.status, Purse.objects.get().status) == ("disputed", "frozen")
    assert breaches() == []


def test_a_part_lost_and_the_rest_disputed_again_freezes_again(committed_db, funded, dispute, decide):
    contribution = funded("R", 10_000)
    dispute(contribution, "lost", amount=1_000)
    concluding.bear(dispute_id=only_dispute().pk)
    told = dispute(contribution, amount=2_000)
    contribution.refresh_from_db()
    assert (contribution.status, Purse.objects.get().status) == ("lost", "frozen")
    decide(told, "won")
    assert Purse.objects.get().status == "held"
    assert breaches() == []


def test_an_inquiry_moves_nothing_until_it_is_escalated(committed_db, funded, dispute, decide):
    told = dispute(funded("R", 10_000), inquiry=True)
    assert (names(), Purse.objects.get().status) == (["dispute.inquired"], "held")
    decide(told, "escalated")
    assert (names(), Purse.objects.get().status) == (["dispute.inquired", "dispute.opened"], "frozen")


def test_money_that_comes_back_after_the_end_is_left_to_people(committed_db, funded, dispute):
    told = dispute(funded("R", 10_000), "lost")
    concluding.bear(dispute_id=only_dispute().pk)
    booked = Transaction.objects.count()
    late = gateway.retrieve_dispute(told)
    back = {"id": "txn_late", "amount": 10_500, "fee": 0, "net": 10_500, "currency": "usd"}
    settling.settle(late | {"balance_transactions": [*late["balance_transactions"], back]})
    assert Transaction.objects.count() == booked
