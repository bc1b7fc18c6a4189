"""A signed webhook is a reason to look, never a fact: what it says of its object is not believed, Stripe is asked."""

from typing import Any

from payments.ledger.accounts import Kind, balance
from payments.models import Purse
from payments.money import Money
from tests.payments.deliveries import deliver_money
from tests.payments.stripe.conftest import event
from tests.simulator import GOOD, fill


def told_as_paid(session_id: str) -> dict[str, Any]:
    said = {"id": session_id, "object": "checkout.session", "status": "complete", "payment_status": "paid"}
    return event("checkout.session.completed", session_id, data={"object": {**said, "amount_total": 10_500}})


def test_a_payment_that_only_a_webhook_tells_of_books_nothing(simulator, webhooks, ask):
    contribution = ask("R", 10_000)
    for pays, booked, status in ((False, 0, "funding"), (True, 10_000, "held")):
        if pays:
            fill(contribution.checkout_url, card=GOOD)
        assert webhooks.send(told_as_paid(contribution.session_id)).status_code == 204
        deliver_money()
        assert (Purse.objects.get().status, balance(Kind.PURSE, "usd", "R")) == (status, Money(booked, "usd"))
