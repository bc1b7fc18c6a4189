"""Stripe's side of money's journeys through our gateway: on the simulator, and the very same on Stripe's own test mode.

`make test-stripe` runs the second half, with a key of Stripe's test mode in STRIPE_TEST_KEY. What passes here and fails
there is where the simulator is wrong.
"""

import os
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
import stripe

from payments.stripe import gateway
from payments.stripe.errors import StripeRefused

KEY = os.environ.get("STRIPE_TEST_KEY", "")
REAL = pytest.param("real", marks=[pytest.mark.real_stripe, pytest.mark.skipif(not KEY, reason="no STRIPE_TEST_KEY")])
PATIENCE_SECONDS = 30
PRICE = {"currency": "usd", "unit_amount": 10_000, "product_data": {"name": "A prize"}}
PAGE = {
    "mode": "payment",
    "line_items": [{"price_data": PRICE, "quantity": 1}],
    "success_url": "https://laurel.test/paid",
    "client_reference_id": "contribution-1",
}
EXPRESS = {
    "country": "US",
    "controller": {
        "fees": {"payer": "application"},
        "losses": {"payments": "application"},
        "stripe_dashboard": {"type": "express"},
    },
    "capabilities": {"transfers": {"requested": True}},
}


@pytest.fixture(params=["simulator", REAL])
def payer(request: pytest.FixtureRequest, settings: Any) -> Any:
    """Stripe as a payer's browser uses it, with our gateway pointed at the same place."""
    if request.param == "simulator":
        return request.getfixturevalue("simulator").client().v1
    assert KEY.startswith(("sk_test_", "rk_test_")), "STRIPE_TEST_KEY is no key of Stripe's test mode."
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = KEY, ""
    return stripe.StripeClient(KEY, stripe_version=gateway.API_VERSION).v1


def pay(payer: Any, card: str = "pm_card_bypassPending") -> str:
    """A charge of a hundred, paid with one of Stripe's named cards."""
    methods = {"enabled": True, "allow_redirects": "never"}
    terms = {"amount": 10_000, "currency": "usd", "confirm": True, "automatic_payment_methods": methods}
    return str(payer.payment_intents.create({**terms, "payment_method": card}).latest_charge)


def eventually(look: Callable[[], Any]) -> Any:
    """Stripe books some things a little later."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        assert time.monotonic() < until, "Stripe did not do it in time."
        time.sleep(0.2)
    return found


def key() -> str:
    return str(uuid4())


def test_a_payment_page_is_opened_and_closed(payer):
    page = gateway.create_checkout_session(PAGE, key=key())
    assert (page["status"], page["amount_total"], page["client_reference_id"]) == ("open", 10_000, "contribution-1")
    assert gateway.expire_checkout_session(page["id"], key=key())["status"] == "expired"
    assert gateway.retrieve_checkout_session(page["id"])["url"] is None


def test_a_key_opens_one_page(payer):
    once = key()
    first = gateway.create_checkout_session(PAGE, key=once)
    assert gateway.create_checkout_session(PAGE, key=once)["id"] == first["id"]
    with pytest.raises(StripeRefused) as refused:
        gateway.create_checkout_session({**PAGE, "client_reference_id": "another"}, key=once)
    assert refused.value.code == gateway.KEY_REUSED


def test_a_charge_names_stripes_fee(payer):
    charge = pay(payer)
    booked = eventually(lambda: gateway.retrieve_charge(charge)["balance_transaction"])
    assert (booked["amount"], booked["net"]) == (10_000, 10_000 - booked["fee"])
    assert booked["reporting_category"] == "charge"


def test_a_charge_is_refunded_in_part_and_no_further_than_it_goes(payer):
    charge = pay(payer)
    refund = gateway.create_refund({"charge": charge, "amount": 4_000}, key=key())
    assert (refund["amount"], refund["status"]) == (4_000, "succeeded")
    assert [made["id"] for made in gateway.list_refunds(charge=charge)] == [refund["id"]]
    with pytest.raises(StripeRefused):
        gateway.create_refund({"charge": charge, "amount": 6_001}, key=key())


def test_a_payee_without_onboarding_is_paid_nothing(payer):
    account = gateway.create_account(EXPRESS, key=key())
    assert account["capabilities"] == {"transfers": "inactive"}
    urls = {"refresh_url": "https://laurel.test/a", "return_url": "https://laurel.test/b"}
    link = gateway.create_account_link({"account": account["id"], "type": "account_onboarding", **urls}, key=key())
    assert link["url"].startswith("http")
    with pytest.raises(StripeRefused) as refused:
        gateway.create_transfer({"amount": 100, "currency": "usd", "destination": account["id"]}, key=key())
    assert refused.value.code == "insufficient_capabilities_for_transfer"


def test_a_chargeback_takes_the_money_and_evidence_can_win_it(payer):
    charge = pay(payer, "pm_card_createDispute")
    (dispute,) = eventually(lambda: list(gateway.list_disputes(charge=charge)))
    (taken,) = eventually(lambda: gateway.retrieve_dispute(dispute["id"])["balance_transactions"])
    assert (taken["amount"], taken["reporting_category"], taken["type"]) == (-10_000, "dispute", "adjustment")
    assert taken["fee"] > 0
    with pytest.raises(StripeRefused):
        gateway.create_refund({"charge": charge}, key=key())
    sent = {"evidence": {"uncategorized_text": "winning_evidence"}, "submit": True}
    gateway.submit_dispute_evidence(dispute["id"], sent, key=key())
    eventually(lambda: gateway.retrieve_dispute(dispute["id"])["status"] == "won")


def test_what_happened_is_in_the_balance_and_among_the_events(payer):
    charge = pay(payer)
    booked = eventually(lambda: gateway.retrieve_charge(charge)["balance_transaction"])
    assert booked["id"] in [line["id"] for line in gateway.list_balance_transactions(source=charge)]
    assert {"available", "pending"} <= set(gateway.retrieve_balance())
    told = eventually(lambda: [e for e in gateway.list_events(type="charge.succeeded") if _is_of(e, charge)])
    assert told[0]["livemode"] is False


def _is_of(event: dict[str, Any], charge: str) -> bool:
    return bool(event["data"]["object"]["id"] == charge)
