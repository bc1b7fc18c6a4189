"""What is told of money that comes, waits or goes back: who did it, why, and how much it was. People read it later."""

from datetime import timedelta

import pytest

from payments.errors import IllegalMove
from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Purse, Refund
from payments.money import Money
from payments.payouts import approving, reserving, transferring
from payments.purses import freezing, handing, refunding, returning
from payments.purses.settling import look
from payments.stripe import gateway
from payments.stripe.errors import StripeUnavailable
from tests.deliveries import deliver_all
from tests.payments.deliveries import deliver_money
from tests.simulator import GOOD, fill
from workers.clock import move_clock
from workers.models import Event


def usd(amount):
    return Money(amount, "usd")


def told(name):
    """Who did what is told once, and what is said of it."""
    event = Event.objects.get(name=name)
    return event.actor_id, event.payload


@pytest.fixture
def came_back(committed_db, simulator, funded):
    """A refund of 10,000 and its fee that left, and came back."""
    funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request", include_fee=True)
    deliver_all()
    refund.refresh_from_db()
    simulator.control.fail_refund(refund.refund_id)
    for _ in range(2):
        returning.settle(gateway.retrieve_refund(refund.refund_id))
    return Refund.objects.get()


def test_money_that_strays_is_told_with_its_charge_and_amount(db, simulator, ask, payer):
    page = ask("R")
    fill(page.checkout_url, card=GOOD)
    refunding.refund_all(reference="R", reason="client_request", by=payer)
    look(contribution_id=str(page.pk))
    stray = Contribution.objects.get(status="astray")
    assert (told("contribution.dropped"), told("purse.closed")) == ((payer.pk, {}), (None, {}))
    assert told("contribution.strayed") == (None, {"charge": stray.charge_id, "amount": 10_500})
    assert told("refund.reserved") == (None, {"amount": 10_500, "fee": 0, "reason": "astray"})


def test_a_refund_is_told_with_who_asked_why_and_of_how_much(db, simulator, funded, payer):
    funded("R", 10_000)
    refunding.refund_all(reference="R", reason="client_request", by=payer, include_fee=True)
    assert told("refund.reserved") == (payer.pk, {"amount": 10_000, "fee": 500, "reason": "client_request"})
    assert told("purse.closed") == (None, {})


def test_a_freeze_and_its_end_are_told_once(db, simulator, funded):
    funded("R", 10_000)
    for act in (freezing.freeze, freezing.freeze, freezing.thaw, freezing.thaw):
        act(purse=Purse.objects.get())
    assert (told("purse.frozen"), told("purse.thawed")) == ((None, {}), (None, {}))


def test_a_purse_that_ran_empty_while_it_was_frozen_is_at_its_end_when_it_thaws(db, simulator, funded, award, solver):
    funded("R", 10_000)
    (payout,) = award(10_000, solver())
    approving.approve_if_enough(payout_id=payout.pk)
    reserving.reserve(payout_id=payout.pk)
    freezing.freeze(purse=Purse.objects.get())
    transferring.transfer(payout_id=payout.pk)
    deliver_money()
    assert Purse.objects.get().status == "frozen"
    freezing.thaw(purse=Purse.objects.get())
    assert (Purse.objects.get().status, told("purse.closed")) == ("closed", (None, {}))


def test_a_refund_that_came_back_is_told_once(came_back):
    assert (told("refund.sent"), told("refund.refused")) == ((None, {}), (None, {}))


def test_sending_it_once_more_is_told_with_who_and_why(came_back, finance):
    fay = finance("fay")
    handing.retry(refund_id=came_back.pk, by=fay, reason="A new card.")
    assert told("refund.retried") == (fay.pk, {"reason": "A new card."})
    again = Event.objects.filter(name="refund.reserved").latest("id")
    assert (again.actor_id, again.payload) == (fay.pk, {"amount": 10_000, "fee": 500})
    assert Refund.objects.get().attempt == came_back.attempt + 1


def test_paying_by_hand_is_told_with_both_people_and_their_reasons(came_back, finance):
    fay, abe = finance("fay"), finance("abe")
    handing.propose(refund_id=came_back.pk, by=fay, reason="SEPA 4711")
    handing.confirm(refund_id=came_back.pk, by=abe, reason="On our statement.")
    assert told("refund.hand_payment_proposed") == (fay.pk, {"reason": "SEPA 4711"})
    assert told("refund.paid_by_hand") == (abe.pk, {"reason": "On our statement."})
    assert Event.objects.filter(name="purse.refunded").count() == 2  # when it had left, and now for good
    with pytest.raises(IllegalMove, match="this one is “By hand”"):
        handing.propose(refund_id=came_back.pk, by=fay, reason="SEPA 4712")


def test_a_no_to_paying_by_hand_is_told_with_who_and_why(came_back, finance):
    fay = finance("fay")
    handing.propose(refund_id=came_back.pk, by=fay, reason="SEPA 4711")
    handing.refuse(refund_id=came_back.pk, by=fay, reason="The wrong one.")
    assert told("refund.hand_payment_refused") == (fay.pk, {"reason": "The wrong one."})


def test_a_contribution_of_which_a_part_went_back_has_not_gone_back(committed_db, simulator, funded):
    funded("R", 10_000)
    refunding.refund(reference="R", amount=usd(3_000), reason="remainder")
    deliver_all()
    assert (Contribution.objects.get().status, Refund.objects.get().status) == ("settled", "refunded")
    assert told("purse.refunded") == (None, {})
    refunding.refund(reference="R", amount=usd(7_000), reason="remainder")
    deliver_all()
    assert (Contribution.objects.get().status, Purse.objects.get().status) == ("refunded", "closed")


def test_a_purse_has_gone_back_with_the_last_of_its_refunds(committed_db, simulator, funded):
    funded("R", 10_000)
    for amount in (3_000, 7_000):
        refunding.refund(reference="R", amount=usd(amount), reason="remainder")
    first, last = Refund.objects.order_by("created_at")
    returning.send(refund_id=first.pk)
    assert not Event.objects.filter(name="purse.refunded").exists()
    assert Contribution.objects.get().status == "settled"
    returning.send(refund_id=last.pk)
    assert told("purse.refunded") == (None, {})
    assert Contribution.objects.get().status == "refunded"


def test_what_went_back_is_missing_again(db, simulator, funded, ask):
    funded("R", 10_000)
    refunding.refund(reference="R", amount=usd(3_000), reason="remainder")
    Contribution.objects.update(taken=1_000)  # by the payer's bank
    assert Purse.objects.get().paid_in() == 6_000
    assert ask("R", 10_000, key="more").amount == 4_000


def test_of_the_fee_goes_back_what_the_payer_s_bank_did_not_take(db, simulator, funded):
    funded("R", 10_000)
    Contribution.objects.update(fee_taken=100)
    (refund,) = refunding.refund_all(reference="R", reason="client_request", include_fee=True)
    assert (refund.fee, refund.request["amount"], balance(Kind.FEES, "usd")) == (400, 10_400, usd(100))


@pytest.mark.parametrize(("hours", "attempt"), [(22, 1), (24, 2)])
def test_a_refund_is_asked_for_under_the_same_key_as_long_as_stripe_knows_it(
    committed_db, simulator, funded, hours, attempt
):
    funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request")
    for hear_of_nothing in range(2):
        move_clock(timedelta(hours=hours * hear_of_nothing))
        simulator.control.fault("POST /v1/refunds", "drop_before")
        with pytest.raises(StripeUnavailable):
            returning.send(refund_id=refund.pk)
    refund.refresh_from_db()
    assert (refund.status, refund.attempt) == ("submitting", attempt)
