"""Exceptions of withdrawals, disputes and reversals: found by any id, and put right at the desk."""

import pytest

from payments.ledger.accounts import Kind, balance
from payments.models import Discrepancy, Dispute, LegReversal
from payments.payouts import reversing
from payments.purses.settling import look
from payments.reconciliation import looking, remedying
from payments.reconciliation.booking import LeavesTooLittle
from payments.reconciliation.finding import purse_of
from payments.reconciliation.reconciling import reconcile
from tests.payments.deliveries import deliver_money
from tests.payments.reconciliation.test_exceptions import NOW, named, settled
from tests.simulator import GOOD, fill


@pytest.fixture
def people(finance):
    return finance("fay"), finance("gil")


def add_float(simulator, people, amount):
    simulator.control.add_funds(amount)
    reconcile(grace=NOW)
    settled(Discrepancy.objects.get(kind="unmatched_stripe", closed_at=None), "book_float", people)
    reconcile(grace=NOW)


def withdraw(simulator, amount):
    """The platform takes money out to its bank, at Stripe."""
    simulator.client().v1.payouts.create({"amount": amount, "currency": "usd"})
    reconcile(grace=NOW)
    return Discrepancy.objects.get(subject__startswith="po_")


def at_stripe():
    return balance(Kind.STRIPE_BALANCE, "usd").amount, balance(Kind.STRIPE_PENDING, "usd").amount


def test_a_withdrawal_leaves_the_available_balance_as_stripe_has_it(committed_db, simulator, people):
    add_float(simulator, people, 1_000)
    settled(withdraw(simulator, 400), "book_withdrawal", people)
    assert reconcile(grace=NOW) == []
    told = simulator.client().v1.balance.retrieve()
    theirs = [next((row.amount for row in rows if row.currency == "usd"), 0) for rows in (told.available, told.pending)]
    assert at_stripe() == tuple(theirs) == (600, 0)
    assert balance(Kind.BANK, "usd").amount == -600


def test_a_withdrawal_of_other_peoples_money_is_refused(committed_db, simulator, people, funded):
    funded("R", 10_000)
    add_float(simulator, people, 1_000)
    row = withdraw(simulator, 1_000)
    settled(row, "book_withdrawal", people)  # what is left still covers all that is held
    over = withdraw_more(simulator, people)
    remedy = remedying.propose(discrepancy_id=over.pk, name="book_withdrawal", reason="Income.", by=people[0])
    with pytest.raises(LeavesTooLittle, match="held and owed"):
        remedying.accept(remedy_id=remedy.pk, by=people[1])


def withdraw_more(simulator, people):
    simulator.control.settle_everything()
    simulator.client().v1.payouts.create({"amount": 9_000, "currency": "usd"})
    reconcile(grace=NOW)
    return Discrepancy.objects.get(subject__startswith="po_", closed_at=None)


def test_a_dispute_that_nobody_told_of_is_found_by_looking_again(committed_db, simulator, people, ask):
    contribution = ask("R", 10_000)
    assert fill(contribution.checkout_url, card=GOOD).status_code == 303
    look(contribution_id=str(contribution.pk))
    contribution.refresh_from_db()
    told = simulator.control.dispute(contribution.charge_id)
    reconcile(grace=NOW)
    row = Discrepancy.objects.get(subject=told["id"])
    assert named(row)[0] == "look_again"
    looking.look_again(discrepancy_id=row.pk, reason="No news came.", by=people[0])
    row.refresh_from_db()
    assert row.status == "matched"
    assert Dispute.objects.get().dispute_id == told["id"]


@pytest.fixture
def taken_back(committed_db, simulator, funded, solver, award, people):
    """A payout of purse R, reversed by two people."""
    funded("R", 10_000)
    (payout,) = award(10_000, solver())
    deliver_money()
    asked = reversing.propose(payout_id=payout.pk, by=people[0], reason="A mistake.", outcome="unclaimed")
    return reversing.agree(reversal_id=asked.pk, by=people[1])


def test_a_reversal_is_traced_by_stripes_id_and_by_ours(taken_back):
    deliver_money()
    leg = LegReversal.objects.get()
    assert leg.stripe_id.startswith("trr_")
    assert [purse_of(str(one)).reference for one in (leg.stripe_id, leg.pk, taken_back.pk)] == ["R"] * 3


def test_a_reversal_whose_answer_was_lost_is_settled_by_looking_again(taken_back, simulator, people):
    simulator.control.fault("POST /v1/transfers/{id}/reversals", "drop_after")
    deliver_money()
    reconcile(grace=NOW)
    row = Discrepancy.objects.get(subject__startswith="trr_")
    looking.look_again(discrepancy_id=row.pk, reason="No answer came.", by=people[0])
    row.refresh_from_db()
    assert row.status == "matched"
    taken_back.refresh_from_db()
    assert taken_back.status == "done"
