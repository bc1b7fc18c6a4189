"""Money in: a hosted page that pays, declines, authenticates, expires."""

import pytest
import requests
import stripe

from tests.payments.simulator.conftest import order
from tests.simulator import ASKS_FOR_3DS, AT_ONCE, DECLINED, GOOD, fill

ITEM = order()["line_items"][0]


def test_a_session_is_open_until_it_is_paid(api):
    session = api.checkout.sessions.create(order(client_reference_id="purse-1", metadata={"purse": "1"}))
    assert (session.status, session.payment_status, session.payment_intent) == ("open", "unpaid", None)
    assert (session.amount_total, session.client_reference_id, session.metadata["purse"]) == (100_000, "purse-1", "1")


def test_a_good_card_pays_and_leads_back_to_the_success_url(api):
    session = api.checkout.sessions.create(order())
    answer = fill(session.url, card=GOOD)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"https://laurel.test/paid?session={session.id}"
    paid = api.checkout.sessions.retrieve(session.id)
    assert (paid.status, paid.payment_status, paid.url) == ("complete", "paid", None)


def test_the_payment_carries_what_the_session_was_told(api):
    asked = {"transfer_group": "purse-1", "metadata": {"purse": "1"}, "description": "A prize"}
    session = api.checkout.sessions.create(order(payment_intent_data=asked))
    fill(session.url, card=GOOD)
    paid = api.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    for carrier in (paid.payment_intent, paid.payment_intent.latest_charge):
        assert (carrier.transfer_group, carrier.metadata["purse"]) == ("purse-1", "1")
        assert carrier.description == "A prize"


def test_stripe_keeps_its_fee_of_the_charge(api, charged):
    charge = charged(100_000)
    assert (charge.amount_captured, charge.paid, charge.status) == (100_000, True, "succeeded")
    txn = api.balance_transactions.retrieve(charge.balance_transaction)
    assert (txn.amount, txn.fee, txn.net, txn.type) == (100_000, 2_930, 97_070, "charge")
    assert txn.fee_details[0].amount == 2_930


def test_several_items_are_charged_in_one_sum(api):
    items = order(100_000)["line_items"] + order(5_000)["line_items"]
    session = api.checkout.sessions.create(order(line_items=items, expand=["line_items"]))
    assert session.amount_total == 105_000
    assert [item.amount_total for item in session.line_items.data] == [100_000, 5_000]
    assert len(api.checkout.sessions.line_items.list(session.id).data) == 2


def test_a_declined_card_is_told_so_and_the_same_page_can_be_paid_again(api):
    session = api.checkout.sessions.create(order())
    refused = fill(session.url, card=DECLINED)
    assert refused.status_code == 402
    assert "Your card was declined." in refused.text
    tried = api.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert (tried.status, tried.payment_intent.status) == ("open", "requires_payment_method")
    assert tried.payment_intent.last_payment_error.decline_code == "generic_decline"
    assert tried.payment_intent.latest_charge.failure_code == "card_declined"
    assert fill(session.url, card=GOOD).status_code == 303
    assert api.checkout.sessions.retrieve(session.id).payment_intent == tried.payment_intent.id


def test_a_declined_card_moves_no_money(api):
    session = api.checkout.sessions.create(order())
    fill(session.url, card=DECLINED)
    assert api.balance_transactions.list().data == []
    assert api.balance.retrieve().pending[0].amount == 0


@pytest.mark.parametrize(("answer", "status"), [("complete", 303), ("fail", 402)])
def test_3d_secure_asks_the_payer_first(api, answer, status):
    session = api.checkout.sessions.create(order())
    asking = fill(session.url, card=ASKS_FOR_3DS)
    assert asking.status_code == 200
    assert 'name="authentication"' in asking.text
    intent = api.payment_intents.retrieve(api.checkout.sessions.retrieve(session.id).payment_intent)
    assert intent.status == "requires_action"
    answered = requests.post(
        session.url, data={"card": ASKS_FOR_3DS, "authentication": answer}, timeout=5, allow_redirects=False
    )
    assert answered.status_code == status
    paid = api.checkout.sessions.retrieve(session.id).payment_status
    assert paid == ("paid" if answer == "complete" else "unpaid")


def test_a_paid_page_cannot_be_paid_twice(api):
    session = api.checkout.sessions.create(order())
    fill(session.url, card=GOOD)
    again = requests.post(session.url, data={"card": GOOD}, timeout=5)
    assert (again.status_code, "Already paid" in again.text) == (200, True)
    assert len(api.charges.list().data) == 1


def test_a_session_expires_by_itself_after_a_day(api, simulator):
    session = api.checkout.sessions.create(order())
    simulator.control.advance(24 * 3600 + 1)
    assert api.checkout.sessions.retrieve(session.id).status == "expired"
    assert requests.get(session.url, timeout=5).status_code == 410
    assert requests.post(session.url, data={"card": GOOD}, timeout=5).status_code == 410
    assert api.charges.list().data == []


def test_a_paid_session_stays_complete(api, simulator, charged):
    charged()
    simulator.control.advance(24 * 3600 + 1)
    assert api.checkout.sessions.list().data[0].status == "complete"


def test_an_expired_session_cannot_be_paid_and_a_paid_one_cannot_be_expired(api):
    first, second = (api.checkout.sessions.create(order()) for _ in range(2))
    assert api.checkout.sessions.expire(first.id).status == "expired"
    fill(second.url, card=GOOD)
    with pytest.raises(stripe.InvalidRequestError, match="status of `complete`"):
        api.checkout.sessions.expire(second.id)


def test_expiring_cancels_a_payment_that_was_tried(api):
    session = api.checkout.sessions.create(order())
    fill(session.url, card=DECLINED)
    intent = api.checkout.sessions.expire(session.id).payment_intent
    assert api.payment_intents.retrieve(intent).status == "canceled"


def test_the_page_shows_what_is_paid_without_script_or_cookie_and_escapes_it(api):
    page = requests.get(api.checkout.sessions.create(order(123_456)).url, timeout=5)
    assert "1,234.56 USD" in page.text
    assert "Prize &lt;money&gt;" in page.text
    assert "<script" not in page.text
    assert "set-cookie" not in page.headers
    assert "https://laurel.test/cancelled" in page.text


@pytest.mark.parametrize(
    ("currency", "words"), [("usd", "12,345.00 USD"), ("jpy", "1,234,500 JPY"), ("kwd", "1,234.500 KWD")]
)
def test_amounts_are_shown_as_people_read_them(api, currency, words):
    assert words in requests.get(api.checkout.sessions.create(order(1_234_500, currency)).url, timeout=5).text


def test_a_receipt_says_what_was_paid_and_given_back(api, simulator, charged):
    charge = charged(100_000)
    api.refunds.create({"charge": charge.id, "amount": 10_000})
    receipt = requests.get(charge.receipt_url, timeout=5).text
    assert "Paid: 1,000.00 USD. Refunded: 100.00 USD." in receipt
    assert requests.get(f"{simulator.api}/receipts/ch_none", timeout=5).status_code == 404
    assert requests.get(simulator.api, timeout=5).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"card=\xff\xfe", "application/x-www-form-urlencoded"),
        (b"card=" + b"4" * 100_000, "application/x-www-form-urlencoded"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"nonsense", "multipart/form-data"),
        (b"{}", "application/json"),
    ],
)
def test_a_crooked_form_is_a_clients_mistake(api, body, kind):
    session = api.checkout.sessions.create(order())
    answer = requests.post(session.url, data=body, headers={"Content-Type": kind}, timeout=5)
    assert 400 <= answer.status_code < 500
    assert api.checkout.sessions.retrieve(session.id).status == "open"


def test_a_page_that_never_was_is_not_found(simulator):
    assert requests.get(f"{simulator.api}/c/pay/cs_test_none", timeout=5).status_code == 404


@pytest.mark.parametrize(
    ("change", "code", "param"),
    [
        ({"mode": None}, "parameter_missing", "mode"),
        ({"line_items": None}, "parameter_missing", "line_items"),
        ({"success_url": None}, "parameter_missing", "success_url"),
        ({"success_url": "laurel"}, "url_invalid", "success_url"),
        ({"payment_method_types": ["card"]}, "parameter_unknown", "payment_method_types"),
        ({"locale": "xx"}, None, "locale"),
        ({"line_items": [{"quantity": 1}]}, "parameter_missing", "line_items[0][price_data]"),
        ({"customer": "cus_1"}, "resource_missing", "customer"),
        ({"customer_email": "nobody"}, "email_invalid", "customer_email"),
        ({"line_items": [{**ITEM, "quantity": 0}]}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"line_items": [{**ITEM, "quantity": 1.5}]}, "parameter_invalid_integer", "line_items[0][quantity]"),
        ({"expires_at": 1}, None, "expires_at"),
        ({"metadata": {"k" * 41: "v"}}, None, "metadata"),
    ],
)
def test_a_wrong_order_is_refused_in_stripes_words(api, change, code, param):
    params = {name: value for name, value in order(**change).items() if value is not None}
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.checkout.sessions.create(params)
    assert (refused.value.http_status, refused.value.code, refused.value.param) == (400, code, param)


def test_less_than_the_least_chargeable_amount_is_refused(api):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.checkout.sessions.create(order(49))
    assert refused.value.code == "amount_too_small"


def test_money_is_pending_until_it_settles(api, simulator, charged):
    charged(100_000)
    balance = api.balance.retrieve()
    assert (balance.pending[0].amount, balance.available[0].amount) == (97_070, 0)
    simulator.control.advance(61)
    balance = api.balance.retrieve()
    assert (balance.pending[0].amount, balance.available[0].amount) == (0, 97_070)
    assert api.balance_transactions.list().data[0].status == "available"


def test_a_payment_may_settle_in_another_currency(api, simulator, charged):
    simulator.control.settle("eur", into="usd", rate="1.1")
    charge = charged(10_000, "eur")
    txn = api.balance_transactions.retrieve(charge.balance_transaction)
    assert (charge.currency, txn.currency, txn.amount, txn.exchange_rate) == ("eur", "usd", 11_000, 1.1)


def test_one_card_number_has_one_fingerprint_and_another_has_another(api, charged):
    one, same, other = (charged(card=card).payment_method_details.card for card in (GOOD, GOOD, AT_ONCE))
    assert one.fingerprint == same.fingerprint != other.fingerprint
    named = api.payment_methods.create({"type": "card", "card": {"token": "tok_visa"}})
    assert named.card.fingerprint == one.fingerprint


def test_so_has_a_bank_account_that_is_debited(api):
    prints = []
    for debit in ("pays", "pays", "bounces"):
        session = api.checkout.sessions.create(order())
        fill(session.url, debit=debit)
        tried = api.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
        prints.append(tried.payment_intent.latest_charge.payment_method_details.us_bank_account.fingerprint)
    assert prints[0] == prints[1] != prints[2]
