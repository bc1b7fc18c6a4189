"""Events and webhooks: what is told, to whom, and until when."""

import pytest
import stripe

from tests.payments.simulator.conftest import order
from tests.payments.simulator.receiver import PLATFORM_SECRET, eventually
from tests.simulator import DECLINED, GOOD, SimulatorProcess, fill

PAID = [
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
    "charge.updated",
]


def names(api, **options):
    return [event.type for event in api.events.list({"limit": 100}, options or None).data][::-1]


def test_a_payment_is_told_in_stripes_order(api, charged):
    charged()
    assert names(api) == PAID


def test_a_decline_is_told(api):
    fill(api.checkout.sessions.create(order()).url, card=DECLINED)
    assert names(api) == ["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]


def test_expiry_refunds_and_transfers_are_told(api, simulator, charged, payee):
    api.checkout.sessions.expire(api.checkout.sessions.create(order()).id)
    charge = charged()
    api.transfers.create({"amount": 1, "currency": "usd", "destination": payee, "source_transaction": charge.id})
    api.refunds.create({"charge": charge.id, "amount": 1})
    simulator.control.advance(61)
    told = names(api)
    assert told[0] == "checkout.session.expired"
    expected = ["transfer.created", "refund.created", "charge.refunded", "refund.updated", "balance.available"]
    assert told[6 : 6 + len(expected)] == expected


def test_what_happens_to_a_connected_account_is_its_own_event(api, payee):
    assert not {"account.updated", "capability.updated"} & set(names(api))
    assert names(api, stripe_account=payee) == ["capability.updated", "account.updated"]
    assert api.events.list({}, {"stripe_account": payee}).data[0].account == payee


def test_an_event_is_a_snapshot_and_names_the_request_that_caused_it(api, charged):
    charge = charged(100_000)
    api.refunds.create({"charge": charge.id}, {"idempotency_key": "refund-1"})
    (event,) = api.events.list({"type": "charge.succeeded"}).data
    assert event.data.object.amount_refunded == 0
    (event,) = api.events.list({"type": "refund.created"}).data
    assert event.request.idempotency_key == "refund-1"
    assert api.events.retrieve(event.id).data.object.amount == 100_000


def test_events_are_filtered_by_type(api, charged):
    charged()
    of_charges = api.events.list({"type": "charge.*"}).data
    assert [event.type for event in of_charges] == ["charge.updated", "charge.succeeded"]
    assert len(api.events.list({"types": ["charge.succeeded", "payment_intent.created"]}).data) == 2


def test_webhooks_are_signed_as_stripe_signs_them(api, charged, receiver):
    charge = charged()
    eventually(lambda: len(receiver.taken) == len(PAID))
    assert sorted(receiver.names()) == sorted(PAID)
    body, signature = receiver.taken[0][1:]
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body + b" ", signature, PLATFORM_SECRET)
    succeeded = next(event for event in receiver.events() if event.type == "charge.succeeded")
    assert succeeded.data.object.id == charge.id
    assert (succeeded.api_version, succeeded.livemode) == (stripe.api_version, False)


def test_connected_accounts_have_their_own_endpoint_and_secret(api, simulator, charged, payee, receiver):
    charge = charged()
    api.transfers.create({"amount": 1_000, "currency": "usd", "destination": payee, "source_transaction": charge.id})
    simulator.control.advance(200)
    eventually(lambda: "payout.paid" in receiver.names("/connect"))
    assert {event.account for event in receiver.events("/connect")} == {payee}
    assert {"account.updated", "capability.updated", "payout.created"} <= set(receiver.names("/connect"))
    assert "payout.paid" not in receiver.names("/")


def test_a_refused_webhook_comes_again_freshly_signed(api, receiver):
    receiver.refusals = 2
    api.checkout.sessions.expire(api.checkout.sessions.create(order()).id)
    eventually(lambda: len(receiver.taken) == 3)
    first, _, third = receiver.events()
    assert first.id == third.id
    assert receiver.taken[0][2] != receiver.taken[2][2]
    eventually(lambda: api.events.retrieve(first.id).pending_webhooks == 0)


def test_lost_webhooks_stay_in_the_list_of_events(api, simulator, receiver, charged):
    simulator.control.webhooks("drop")
    charged()
    simulator.control.webhooks("deliver")
    api.checkout.sessions.expire(api.checkout.sessions.create(order()).id)
    eventually(lambda: receiver.taken)
    assert receiver.names() == ["checkout.session.expired"]
    assert names(api) == [*PAID, "checkout.session.expired"]


def test_webhooks_may_come_twice(api, simulator, receiver):
    simulator.control.webhooks("duplicate")
    api.checkout.sessions.expire(api.checkout.sessions.create(order()).id)
    eventually(lambda: len(receiver.taken) == 2)
    first, second = receiver.events()
    assert first.id == second.id


def test_webhooks_may_come_out_of_order(api, simulator, receiver):
    simulator.control.webhooks("shuffle")
    sessions = [api.checkout.sessions.create(order()).id for _ in range(8)]
    for session in sessions:
        api.checkout.sessions.expire(session)
    eventually(lambda: len(receiver.taken) == 8)
    came = [event.data.object.id for event in receiver.events()]
    assert sorted(came) == sorted(sessions)
    assert came != sessions  # in order once in 40,320


def test_a_charge_may_get_its_balance_transaction_later(state_file):
    process = SimulatorProcess(state_file, flags=("--booking-seconds", "30"))
    process.start()
    api = process.client().v1
    session = api.checkout.sessions.create(order())
    fill(session.url, card=GOOD)
    charge = api.charges.list().data[0]
    assert (charge.balance_transaction, api.balance.retrieve().pending[0].amount) == (None, 0)
    process.control.advance(31)
    assert api.charges.retrieve(charge.id).balance_transaction.startswith("txn_")
    assert names(api)[-1] == "charge.updated"
    process.stop()
