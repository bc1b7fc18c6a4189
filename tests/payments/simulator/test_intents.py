"""PaymentIntents that a platform confirms itself, with the customers and payment methods that go with them."""

import pytest
import requests
import stripe

BACK = "https://laurel.test/back?a=b"


def pay(api, method="pm_card_visa", **more):
    params = {"amount": 5_000, "currency": "usd", "payment_method": method, "confirm": True, **more}
    return api.payment_intents.create(params)


def test_an_intent_is_paid_when_it_is_confirmed(api):
    intent = api.payment_intents.create({"amount": 5_000, "currency": "usd", "metadata": {"a": "1"}})
    assert intent.status == "requires_payment_method"
    with pytest.raises(stripe.InvalidRequestError, match="missing a payment method"):
        api.payment_intents.confirm(intent.id)
    assert api.payment_intents.update(intent.id, {"payment_method": "pm_card_visa"}).status == "requires_confirmation"
    paid = api.payment_intents.confirm(intent.id, {"expand": ["latest_charge.balance_transaction"]})
    assert (paid.status, paid.amount_received, paid.latest_charge.balance_transaction.fee) == ("succeeded", 5_000, 175)
    with pytest.raises(stripe.InvalidRequestError) as again:
        api.payment_intents.confirm(intent.id)
    assert again.value.code == "payment_intent_unexpected_state"


def test_a_declined_card_is_stripes_card_error_and_the_attempt_is_kept(api):
    with pytest.raises(stripe.CardError) as declined:
        pay(api, "pm_card_chargeDeclinedInsufficientFunds")
    error = declined.value
    assert (error.http_status, error.code, error.error.decline_code) == (402, "card_declined", "insufficient_funds")
    kept = api.payment_intents.retrieve(error.error.payment_intent.id)
    assert (kept.status, kept.last_payment_error.charge) == ("requires_payment_method", kept.latest_charge)
    assert api.charges.retrieve(kept.latest_charge).status == "failed"
    assert api.payment_intents.confirm(kept.id, {"payment_method": "pm_card_visa"}).status == "succeeded"


def test_a_decline_sticks_to_its_key(api):
    for _ in range(2):
        with pytest.raises(stripe.CardError):
            api.payment_intents.create(
                {"amount": 500, "currency": "usd", "payment_method": "pm_card_chargeDeclined", "confirm": True},
                {"idempotency_key": "pay-1"},
            )
    assert len(api.payment_intents.list().data) == 1


@pytest.mark.parametrize(("answer", "status"), [("complete", "succeeded"), ("fail", "requires_payment_method")])
def test_3d_secure_sends_the_payer_away_and_back(api, answer, status):
    intent = pay(api, "pm_card_authenticationRequired", return_url=BACK)
    assert (intent.status, intent.next_action.type) == ("requires_action", "redirect_to_url")
    page = intent.next_action.redirect_to_url.url
    assert "Complete authentication" in requests.get(page, timeout=5).text
    answered = requests.post(page, data={"authentication": answer}, timeout=5, allow_redirects=False)
    assert answered.headers["location"] == f"{BACK}&payment_intent={intent.id}"
    assert api.payment_intents.retrieve(intent.id).status == status
    assert requests.get(page, timeout=5).status_code == 404


def test_a_cancelled_intent_cannot_be_paid(api):
    intent = api.payment_intents.create({"amount": 5_000, "currency": "usd"})
    cancelled = api.payment_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})
    assert (cancelled.status, cancelled.cancellation_reason) == ("canceled", "abandoned")
    with pytest.raises(stripe.InvalidRequestError):
        api.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"amount": 0}, "amount"),
        ({"currency": "xxx"}, "currency"),
        ({"customer": "cus_none"}, "customer"),
        ({"payment_method": "pm_none"}, "payment_method"),
        ({"capture_method": "manual"}, "capture_method"),
        ({"application_fee_amount": 5}, "application_fee_amount"),
        ({"return_url": "laurel"}, "return_url"),
    ],
)
def test_a_wrong_intent_is_refused(api, change, param):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        pay(api, **change) if "payment_method" not in change else pay(api, change["payment_method"])
    assert refused.value.param == param
    assert api.payment_intents.list().data == []


def test_stripes_named_cards_do_what_their_numbers_do(api, simulator):
    pay(api, "pm_card_bypassPending")
    assert api.balance.retrieve().available[0].amount == 5_000 - 175
    pay(api, "pm_card_createDispute")
    simulator.control.advance(1)
    assert api.disputes.list().data[0].reason == "fraudulent"


def test_a_customer_is_kept_changed_found_and_deleted(api):
    customer = api.customers.create({"email": "payer@laurel.test", "metadata": {"user": "7"}}).id
    assert api.customers.update(customer, {"name": "Ada"}).email == "payer@laurel.test"
    assert [found.id for found in api.customers.list({"email": "payer@laurel.test"}).data] == [customer]
    assert pay(api, customer=customer).customer == customer
    assert api.customers.delete(customer).deleted is True
    assert api.customers.retrieve(customer).deleted is True
    assert api.customers.list().data == []
    with pytest.raises(stripe.InvalidRequestError):
        api.customers.update(customer, {"name": "Bob"})


def test_a_payment_method_belongs_to_one_customer_at_a_time(api):
    customer = api.customers.create().id
    method = api.payment_methods.create({"type": "card", "card": {"number": "4242424242424242"}}).id
    assert api.payment_methods.attach(method, {"customer": customer}).customer == customer
    assert [found.id for found in api.payment_methods.list({"customer": customer, "type": "card"}).data] == [method]
    with pytest.raises(stripe.InvalidRequestError, match="already been attached"):
        api.payment_methods.attach(method, {"customer": customer})
    assert api.payment_methods.detach(method).customer is None
    with pytest.raises(stripe.InvalidRequestError, match="not attached"):
        api.payment_methods.detach(method)


@pytest.mark.parametrize("card", [{"token": "tok_unknown"}, {"cvc": "123"}])
def test_a_card_that_cannot_be_known_is_refused(api, card):
    with pytest.raises(stripe.InvalidRequestError):
        api.payment_methods.create({"type": "card", "card": card})
