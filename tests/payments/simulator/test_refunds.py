"""Money back to the card."""

import pytest
import stripe


def test_a_full_refund_returns_the_charge_and_stripe_keeps_its_fee(api, charged):
    charge = charged(100_000)
    refund = api.refunds.create({"charge": charge.id, "metadata": {"why": "cancelled"}})
    assert (refund.amount, refund.status, refund.charge) == (100_000, "succeeded", charge.id)
    txn = api.balance_transactions.retrieve(refund.balance_transaction)
    assert (txn.amount, txn.fee, txn.net, txn.type) == (-100_000, 0, -100_000, "refund")
    after = api.charges.retrieve(charge.id)
    assert (after.refunded, after.amount_refunded) == (True, 100_000)
    assert api.balance.retrieve().pending[0].amount == -2_930


def test_a_charge_is_refunded_in_parts_up_to_its_amount(api, charged):
    charge = charged(100_000)
    api.refunds.create({"payment_intent": charge.payment_intent, "amount": 30_000})
    assert api.charges.retrieve(charge.id).refunded is False
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded amount"):
        api.refunds.create({"charge": charge.id, "amount": 70_001})
    assert api.refunds.create({"charge": charge.id}).amount == 70_000
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.refunds.create({"charge": charge.id})
    assert refused.value.code == "charge_already_refunded"


def test_refunds_are_listed_by_their_charge(api, charged):
    first, second = charged(), charged()
    refund = api.refunds.create({"charge": first.id, "amount": 1})
    api.refunds.create({"charge": second.id, "amount": 2})
    assert [found.id for found in api.refunds.list({"charge": first.id}).data] == [refund.id]
    assert api.refunds.retrieve(refund.id).amount == 1


@pytest.mark.parametrize(
    ("params", "status"),
    [({}, 400), ({"charge": "ch_none"}, 404), ({"payment_intent": "pi_none"}, 404), ({"reason": "mood"}, 400)],
)
def test_a_refund_needs_a_charge(api, params, status):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.refunds.create(params)
    assert refused.value.http_status == status


def test_a_refund_can_fail_after_it_succeeded(api, simulator, charged):
    charge = charged(100_000, card="4000000000005126")
    assert api.refunds.create({"charge": charge.id}).status == "succeeded"
    simulator.control.advance(1)
    (refund,) = api.refunds.list({"charge": charge.id}).data
    assert (refund.status, refund.failure_reason) == ("failed", "unknown")
    assert api.balance_transactions.retrieve(refund.failure_balance_transaction).amount == 100_000
    assert api.charges.retrieve(charge.id).refunded is False
    told = [
        event.type for event in api.events.list({"types": ["refund.created", "refund.updated", "refund.failed"]}).data
    ]
    assert told == ["refund.failed", "refund.updated", "refund.created"]
    simulator.control.advance(100)
    assert api.balance.retrieve().available[0].amount == 97_070


def test_what_would_move_other_money_is_refused_rather_than_ignored(api, charged):
    with pytest.raises(stripe.InvalidRequestError, match="does not simulate"):
        api.refunds.create({"charge": charged().id, "reverse_transfer": True})
