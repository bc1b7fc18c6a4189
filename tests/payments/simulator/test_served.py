"""Every operation that is served, called through Stripe's own library, its answer held to the plain contract.

A new operation without its line here fails the suite.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from payments.simulator import contract
from payments.simulator.operations import OPERATIONS
from tests.payments.simulator.conftest import emptied, open_account, order, pay
from tests.payments.simulator.receiver import Receiver
from tests.simulator import SimulatorProcess

Call = Callable[[Any, SimpleNamespace], Any]


def new_intent(api: Any) -> str:
    return api.payment_intents.create({"amount": 500, "currency": "usd"}).id


def new_endpoint(api: Any) -> str:
    return api.webhook_endpoints.create({"url": "http://127.0.0.1:9/", "enabled_events": ["charge.captured"]}).id


def new_method(api: Any, on: SimpleNamespace) -> str:
    return api.payment_methods.attach("pm_card_visa", {"customer": on.customer}).id


# All share one world, so what a call uses up it makes itself.
CALLS: dict[str, Call] = {
    "POST /v1/checkout/sessions": lambda api, on: api.checkout.sessions.create(order()),
    "GET /v1/checkout/sessions": lambda api, on: api.checkout.sessions.list(),
    "GET /v1/checkout/sessions/{id}": lambda api, on: api.checkout.sessions.retrieve(on.session),
    "POST /v1/checkout/sessions/{id}/expire": lambda api, on: api.checkout.sessions.expire(on.session),
    "GET /v1/checkout/sessions/{id}/line_items": lambda api, on: api.checkout.sessions.line_items.list(on.session),
    "GET /v1/payment_intents": lambda api, on: api.payment_intents.list(),
    "GET /v1/payment_intents/{id}": lambda api, on: api.payment_intents.retrieve(on.charge.payment_intent),
    "POST /v1/payment_intents": lambda api, on: api.payment_intents.create({"amount": 500, "currency": "usd"}),
    "POST /v1/payment_intents/{id}": lambda api, on: api.payment_intents.update(on.intent, {"amount": 600}),
    "POST /v1/payment_intents/{id}/confirm": lambda api, on: api.payment_intents.confirm(
        new_intent(api), {"payment_method": "pm_card_visa"}
    ),
    "POST /v1/payment_intents/{id}/cancel": lambda api, on: api.payment_intents.cancel(new_intent(api)),
    "POST /v1/customers": lambda api, on: api.customers.create({"email": "payer@laurel.test"}),
    "GET /v1/customers": lambda api, on: api.customers.list(),
    "GET /v1/customers/{id}": lambda api, on: api.customers.retrieve(on.customer),
    "POST /v1/customers/{id}": lambda api, on: api.customers.update(on.customer, {"name": "Ada"}),
    "DELETE /v1/customers/{id}": lambda api, on: api.customers.delete(api.customers.create().id),
    "POST /v1/payment_methods": lambda api, on: api.payment_methods.create(
        {"type": "card", "card": {"token": "tok_visa"}}
    ),
    "GET /v1/payment_methods": lambda api, on: api.payment_methods.list({"customer": on.customer}),
    "GET /v1/payment_methods/{id}": lambda api, on: api.payment_methods.retrieve(on.method),
    "POST /v1/payment_methods/{id}": lambda api, on: api.payment_methods.update(on.method, {"metadata": {"a": "b"}}),
    "POST /v1/payment_methods/{id}/attach": lambda api, on: api.payment_methods.attach(
        "pm_card_visa", {"customer": on.customer}
    ),
    "POST /v1/payment_methods/{id}/detach": lambda api, on: api.payment_methods.detach(new_method(api, on)),
    "GET /v1/charges": lambda api, on: api.charges.list(),
    "GET /v1/charges/{id}": lambda api, on: api.charges.retrieve(on.charge.id),
    "POST /v1/refunds": lambda api, on: api.refunds.create({"charge": on.charge.id, "amount": 1}),
    "GET /v1/refunds": lambda api, on: api.refunds.list(),
    "GET /v1/refunds/{id}": lambda api, on: api.refunds.retrieve(on.refund),
    "GET /v1/disputes": lambda api, on: api.disputes.list(),
    "GET /v1/disputes/{id}": lambda api, on: api.disputes.retrieve(on.dispute),
    "POST /v1/disputes/{id}": lambda api, on: api.disputes.update(on.dispute, {"evidence": {"customer_name": "Ada"}}),
    "POST /v1/disputes/{id}/close": lambda api, on: api.disputes.close(on.lost),
    "POST /v1/accounts": lambda api, on: api.accounts.create({}),
    "GET /v1/accounts": lambda api, on: api.accounts.list(),
    "GET /v1/accounts/{id}": lambda api, on: api.accounts.retrieve(on.payee),
    "POST /v1/accounts/{id}": lambda api, on: api.accounts.update(on.payee, {"metadata": {"a": "b"}}),
    "GET /v1/account": lambda api, on: api.accounts.retrieve_current(),
    "POST /v1/accounts/{id}/login_links": lambda api, on: api.accounts.login_links.create(on.payee),
    "POST /v1/account_links": lambda api, on: api.account_links.create(
        {
            "account": on.payee,
            "type": "account_onboarding",
            "refresh_url": "https://laurel.test/a",
            "return_url": "https://laurel.test/b",
        }
    ),
    "POST /v1/transfers": lambda api, on: api.transfers.create(
        {"amount": 1, "currency": "usd", "destination": on.payee, "source_transaction": on.charge.id}
    ),
    "GET /v1/transfers": lambda api, on: api.transfers.list(),
    "GET /v1/transfers/{id}": lambda api, on: api.transfers.retrieve(on.transfer),
    "POST /v1/transfers/{id}": lambda api, on: api.transfers.update(on.transfer, {"description": "prize"}),
    "POST /v1/transfers/{id}/reversals": lambda api, on: api.transfers.reversals.create(on.fresh, {"amount": 1}),
    "GET /v1/transfers/{id}/reversals": lambda api, on: api.transfers.reversals.list(on.fresh),
    "GET /v1/transfers/{transfer}/reversals/{id}": lambda api, on: api.transfers.reversals.retrieve(
        on.fresh, on.reversal
    ),
    "POST /v1/transfers/{transfer}/reversals/{id}": lambda api, on: api.transfers.reversals.update(
        on.fresh, on.reversal, {"metadata": {"a": "b"}}
    ),
    "POST /v1/payouts": lambda api, on: api.payouts.create({"amount": 1, "currency": "usd"}),
    "POST /v1/payouts/{id}/cancel": lambda api, on: api.payouts.cancel(on.drawn),
    "POST /v1/topups": lambda api, on: api.topups.create({"amount": 1, "currency": "usd"}),
    "GET /v1/topups": lambda api, on: api.topups.list(),
    "GET /v1/topups/{id}": lambda api, on: api.topups.retrieve(on.topup),
    "GET /v1/payouts": lambda api, on: api.payouts.list({}, {"stripe_account": on.payee}),
    "GET /v1/payouts/{id}": lambda api, on: api.payouts.retrieve(on.payout, {}, {"stripe_account": on.payee}),
    "GET /v1/balance": lambda api, on: api.balance.retrieve(),
    "GET /v1/balance_transactions": lambda api, on: api.balance_transactions.list(),
    "GET /v1/balance_transactions/{id}": lambda api, on: api.balance_transactions.retrieve(
        on.charge.balance_transaction
    ),
    "POST /v1/webhook_endpoints": lambda api, on: api.webhook_endpoints.create(
        {"url": "https://laurel.test/hook", "enabled_events": ["charge.captured"]}
    ),
    "GET /v1/webhook_endpoints": lambda api, on: api.webhook_endpoints.list(),
    "GET /v1/webhook_endpoints/{id}": lambda api, on: api.webhook_endpoints.retrieve(on.endpoint),
    "POST /v1/webhook_endpoints/{id}": lambda api, on: api.webhook_endpoints.update(on.endpoint, {"disabled": True}),
    "DELETE /v1/webhook_endpoints/{id}": lambda api, on: api.webhook_endpoints.delete(new_endpoint(api)),
    "GET /v1/events": lambda api, on: api.events.list(),
    "GET /v1/events/{id}": lambda api, on: api.events.retrieve(on.event),
}


@pytest.fixture(scope="module")
def world(process: SimulatorProcess, receiver: Receiver) -> tuple[Any, SimpleNamespace]:
    """Stripe's client, and something behind every address."""
    simulator = emptied(process, receiver)
    api = simulator.client().v1
    charge, bad, worse = pay(api), pay(api), pay(api)
    payee = open_account(api).id
    simulator.control.account(payee, outcome="complete")
    drawn = {"amount": 10_000, "currency": "usd", "destination": payee, "source_transaction": charge.id}
    transfer = api.transfers.create(drawn).id
    refund = api.refunds.create({"charge": charge.id, "amount": 1}).id
    simulator.control.advance(200)
    simulator.control.add_funds(10_000)
    fresh = api.transfers.create({"amount": 1_000, "currency": "usd", "destination": payee}).id
    customer = api.customers.create().id
    return api, SimpleNamespace(
        intent=new_intent(api),
        customer=customer,
        method=api.payment_methods.attach("pm_card_visa", {"customer": customer}).id,
        endpoint=new_endpoint(api),
        session=api.checkout.sessions.create(order()).id,
        charge=charge,
        payee=payee,
        transfer=transfer,
        refund=refund,
        fresh=fresh,
        reversal=api.transfers.reversals.create(fresh, {"amount": 1}).id,
        drawn=api.payouts.create({"amount": 1, "currency": "usd"}).id,
        topup=api.topups.list().data[0].id,
        dispute=simulator.control.dispute(bad.id)["id"],
        lost=simulator.control.dispute(worse.id)["id"],
        payout=api.payouts.list({}, {"stripe_account": payee}).data[0].id,
        event=api.events.list().data[0].id,
    )


def test_every_operation_that_is_served_is_called_here():
    assert set(CALLS) == set(OPERATIONS)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_is_answered_is_what_stripes_contract_says(world, operation):
    """Checked with the plain contract, apart from the simulator's own check before it answers."""
    answer = CALLS[operation](*world).last_response
    whole = {**contract.text()["operations"][operation]["response"], "$defs": contract.text()["$defs"]}
    assert list(Draft202012Validator(whole).iter_errors(answer.data)) == []
