"""What comes to a purse too late, or to nothing: pages that were given up, refunds that ended, other currencies."""

from uuid import uuid4

import pytest

from payments.errors import InvalidAmount
from payments.models import Contribution, Purse, Refund
from payments.money import Money
from payments.purses import funding, handing, refunding, returning, settling
from payments.purses.fees import least_fee
from payments.purses.opening import open_purse
from payments.stripe import gateway
from payments.stripe.errors import StripeUnavailable
from tests.deliveries import deliver_all
from tests.payments.purses.situations import back
from tests.simulator import GOOD, fill
from workers.models import Event


def test_a_currency_without_a_least_fee_takes_no_prizes():
    with pytest.raises(InvalidAmount, match='Prizes in "xxx" are not taken here'):
        least_fee("xxx")


def test_a_purse_keeps_its_currency(db):
    open_purse(reference="R", label="A prize", currency="usd", target=Money(10_000, "usd"))
    with pytest.raises(InvalidAmount, match="This purse is in usd"):
        open_purse(reference="R", label="A prize", currency="eur", target=Money(10_000, "eur"))
    assert (Purse.objects.get().currency, Purse.objects.get().target) == ("usd", 10_000)


def test_a_contribution_whose_page_was_never_made_is_given_up_without_one(committed_db, simulator, ask):
    simulator.control.fault("POST /v1/checkout/sessions", "drop_before")
    with pytest.raises(StripeUnavailable):
        ask()
    refunding.refund_all(reference="R", reason="client_request")
    deliver_all()
    assert (Contribution.objects.get().status, Contribution.objects.get().session_id) == ("failed", None)
    settling.look(contribution_id=str(Contribution.objects.get().pk))
    settling.look(contribution_id=str(uuid4()))
    assert simulator.control.dump()["objects"].get("checkout.session", []) == []


def test_what_was_paid_for_nothing_of_ours_is_left_alone(db, simulator, funded):
    charge = gateway.retrieve_charge(funded("R", 10_000).charge_id)
    settling.settle_charge(contribution_id=str(uuid4()), charge=charge | {"id": "ch_of_nobody"})
    assert Contribution.objects.count() == 1


def test_a_page_that_came_after_its_contribution_was_given_up_is_closed(committed_db, simulator, ask):
    contribution = ask()
    session = gateway.retrieve_checkout_session(contribution.session_id)
    Contribution.objects.update(session_id=None)  # Stripe has made it, and its answer is on the way
    refunding.refund_all(reference="R", reason="client_request")
    deliver_all()
    assert gateway.retrieve_checkout_session(session["id"])["status"] == "open"
    funding._record(contribution, session)
    deliver_all()
    assert gateway.retrieve_checkout_session(session["id"])["status"] == "expired"
    assert Contribution.objects.get().status == "failed"


def test_a_raise_that_is_paid_too_late_is_not_taken_and_its_page_is_at_its_end(
    db, simulator, funded, payer, solver, award
):
    funded("R", 10_000)
    late = back("two", 2_500, raises="a raise")
    award(5_000, solver(outcome=None))
    fill(late.checkout_url, card=GOOD)
    settling.look(contribution_id=str(late.pk))
    late.refresh_from_db()
    assert (late.status, late.failure, Purse.objects.get().target) == ("failed", "not_taken", 10_000)
    stray = Contribution.objects.get(status="astray")
    assert (stray.received, stray.refunded, Refund.objects.get().amount) == (2_625, 2_625, 2_625)


def test_a_refund_that_is_none_waits_for_nobody(db, finance):
    with pytest.raises(Refund.DoesNotExist):
        handing.retry(refund_id=uuid4(), by=finance("fay"), reason="Which?")


def test_a_refusal_that_comes_after_the_money_left_changes_nothing(committed_db, simulator, funded):
    funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request")
    deliver_all()
    told = Event.objects.count()
    returning._settle_refusal(refund, "Too late.")
    refund.refresh_from_db()
    assert (refund.status, Event.objects.count()) == ("refunded", told)


@pytest.mark.parametrize(("why", "refusal"), [({}, "unknown"), ({"failure_reason": None}, "failed")])
def test_a_refund_that_failed_before_we_heard_that_it_was_made_is_unclaimed(
    committed_db, simulator, funded, why, refusal
):
    funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request")
    simulator.control.fault("POST /v1/refunds", "drop_after")
    with pytest.raises(StripeUnavailable):
        returning.send(refund_id=refund.pk)
    refund.refresh_from_db()
    assert refund.status == "submitting"
    (made,) = simulator.control.dump()["objects"]["refund"]
    simulator.control.fail_refund(made["id"])
    returning.settle(gateway.retrieve_refund(made["id"]) | why)
    refund.refresh_from_db()
    assert (refund.status, refund.refund_id, refund.refusal) == ("unclaimed", made["id"], refusal)
    assert Event.objects.filter(name="refund.refused", subject_id=str(refund.pk)).count() == 1
