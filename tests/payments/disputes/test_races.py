"""A dispute arrives while something else is being done with the same money."""

from functools import partial

import pytest

from payments.disputes import concluding, settling
from payments.models import Payout, Purse, Refund, TransferAttempt
from payments.payouts import approving, reserving
from payments.purses import refunding
from payments.stripe import gateway
from tests.deliveries import deliver_all
from tests.payments.disputes.conftest import at_once, breaches, only_dispute

ROUNDS = range(6)


@pytest.mark.parametrize("turn", ROUNDS)
def test_a_payout_is_under_way_or_it_waits(committed_db, simulator, funded, solver, award, turn):
    contribution = funded("R", 10_000)
    (payout,) = award(10_000, solver())
    approving.approve_if_enough(payout_id=payout.pk)
    told = gateway.retrieve_dispute(simulator.control.dispute(contribution.charge_id)["id"])
    acts = [partial(reserving.reserve, payout_id=payout.pk), partial(settling.settle, told)]
    assert at_once(*acts[:: 1 if turn % 2 else -1]) == []
    payout = Payout.objects.get()
    assert (payout.status, payout.hold_reason, TransferAttempt.objects.count()) in [
        ("submitting", "", 1),
        ("blocked", "dispute", 0),
    ]
    assert Purse.objects.get().status == "frozen"


@pytest.mark.parametrize("turn", ROUNDS)
def test_a_refund_is_reserved_or_it_waits(committed_db, simulator, funded, turn):
    contribution = funded("R", 10_000)
    told = gateway.retrieve_dispute(simulator.control.dispute(contribution.charge_id)["id"])
    back = partial(refunding.refund_all, reference="R", reason="client_request", include_fee=True)
    assert at_once(*[back, partial(settling.settle, told)][:: 1 if turn % 2 else -1]) == []
    purse = Purse.objects.get()
    assert (purse.status, purse.waiting_refund, Refund.objects.count()) in [
        ("closed", "", 1),
        ("frozen", "client_request", 0),
    ]
    deliver_all()  # what was reserved is refused by Stripe, because the bank has the money: a person sees it
    simulator.control.decide(told["id"], "lost")
    settling.look(dispute_id=told["id"])
    concluding.take_from_purse(dispute_id=only_dispute().pk)
    deliver_all()
    assert not Refund.objects.filter(status="refunded").exists()
    assert Purse.objects.get().status == "closed"
    assert breaches() == []


def test_an_award_and_a_dispute_at_once_leave_a_payout_that_waits(committed_db, simulator, funded, solver, award):
    contribution = funded("R", 10_000)
    ann = solver()
    told = gateway.retrieve_dispute(simulator.control.dispute(contribution.charge_id)["id"])
    assert at_once(partial(award, 10_000, ann), partial(settling.settle, told)) == []
    deliver_all()
    assert Payout.objects.get().hold_reason == "dispute"


def test_a_lost_dispute_has_one_end_however_many_conclude_it(committed_db, funded, dispute):
    dispute(funded("R", 10_000), "lost")
    pk = only_dispute().pk
    assert (
        at_once(*[partial(concluding.bear, dispute_id=pk), partial(concluding.take_from_purse, dispute_id=pk)] * 5)
        == []
    )
    ended = only_dispute()
    assert (ended.taken, ended.borne) in [(10_500, 0), (0, 10_500)]
    assert breaches() == []
