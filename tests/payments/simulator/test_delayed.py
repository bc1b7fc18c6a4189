"""Payments that take days: asked for now, paid or turned away later."""

import pytest
import requests
import stripe

from tests.payments.simulator.conftest import order
from tests.simulator import GOOD, fill


@pytest.fixture
def session(api):
    """A session whose payer chose their bank account."""
    session = api.checkout.sessions.create(order(100_000))
    assert fill(session.url, debit="pays").status_code == 303
    return session


def told(api):
    return [event.type for event in api.events.list({"limit": 100}).data][::-1]


def test_until_the_bank_answers_the_session_is_complete_and_unpaid(api, session):
    waiting = api.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert (waiting.status, waiting.payment_status) == ("complete", "unpaid")
    assert waiting.payment_intent.status == "processing"
    charge = waiting.payment_intent.latest_charge
    assert (charge.id[:3], charge.status, charge.paid, charge.balance_transaction) == ("py_", "pending", False, None)
    assert api.balance.retrieve().pending[0].amount == 0
    assert told(api)[1:] == ["charge.pending", "payment_intent.processing", "checkout.session.completed"]


def test_it_pays_by_itself_within_days(api, simulator, session):
    simulator.control.advance(4 * 24 * 3600 + 1)
    paid = api.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge.balance_transaction"]})
    assert (paid.payment_status, paid.payment_intent.status) == ("paid", "succeeded")
    booked = paid.payment_intent.latest_charge.balance_transaction
    assert (booked.amount, booked.type, booked.reporting_category) == (100_000, "payment", "charge")
    assert told(api)[4:8] == [
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.async_payment_succeeded",
        "charge.updated",
    ]


@pytest.mark.parametrize("by", ["session", "intent"])
def test_the_control_plane_has_it_paid_sooner(api, simulator, session, by):
    intent = api.checkout.sessions.retrieve(session.id).payment_intent
    simulator.control.end_payment(session.id if by == "session" else intent, "succeeded")
    assert api.checkout.sessions.retrieve(session.id).payment_status == "paid"
    with pytest.raises(requests.HTTPError):
        simulator.control.end_payment(session.id, "failed")


def test_turned_away_nothing_was_paid(api, simulator):
    session = api.checkout.sessions.create(order())
    fill(session.url, debit="bounces")
    simulator.control.advance(4 * 24 * 3600 + 1)
    failed = api.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert (failed.status, failed.payment_status) == ("complete", "unpaid")
    assert failed.payment_intent.status == "requires_payment_method"
    charge = failed.payment_intent.latest_charge
    assert (charge.status, charge.failure_code) == ("failed", "insufficient_funds")
    assert told(api)[4:] == [
        "charge.failed",
        "payment_intent.payment_failed",
        "checkout.session.async_payment_failed",
    ]
    assert api.balance_transactions.list().data == []


def test_nobody_pays_twice_while_the_bank_thinks(api, session):
    for answer in (requests.get(session.url, timeout=5), requests.post(session.url, data={"card": GOOD}, timeout=5)):
        assert "asked for the money" in answer.text
    assert len(api.charges.list().data) == 1


def test_a_platform_may_take_cards_only(api):
    session = api.checkout.sessions.create(order(allowed_payment_method_types=["card"]))
    assert 'name="debit"' not in requests.get(session.url, timeout=5).text
    assert requests.post(session.url, data={"debit": "pays"}, timeout=5).status_code == 400


def test_what_a_bank_account_paid_can_be_sent_refunded_and_disputed(api, simulator, session, payee):
    simulator.control.end_payment(session.id, "succeeded")
    charge = api.charges.list().data[0].id
    api.transfers.create({"amount": 10, "currency": "usd", "destination": payee, "source_transaction": charge})
    assert api.refunds.create({"charge": charge, "amount": 10}).status == "succeeded"
    assert simulator.control.dispute(charge, reason="debit_not_authorized")["amount"] == 99_990
    simulator.control.advance(1_000)
    dump = simulator.control.dump()
    assert (dump["unbalanced"], sum(row["amount"] for row in dump["balances"])) == ([], 0)


def test_an_intent_that_is_processing_cannot_be_cancelled(api, session):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.payment_intents.cancel(api.checkout.sessions.retrieve(session.id).payment_intent)
    assert refused.value.code == "payment_intent_unexpected_state"
