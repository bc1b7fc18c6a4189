"""Transfer reversals: what was transferred comes back, as far as the connected account has it."""

import pytest
import stripe


@pytest.fixture
def transfer(api, charged, payee):
    charge = charged(100_000)
    params = {"amount": 60_000, "currency": "usd", "destination": payee, "source_transaction": charge.id}
    return api.transfers.create(params)


@pytest.fixture
def settled(simulator, transfer):
    """It arrived in the connected account's available balance, and not yet at the bank."""
    simulator.control.settle_everything()
    return transfer


def test_a_reversal_brings_the_money_back(api, settled, payee):
    before = api.balance.retrieve().available[0].amount
    reversal = api.transfers.reversals.create(settled.id, {"metadata": {"why": "by hand"}})
    assert (reversal.amount, reversal.transfer, reversal.metadata.why) == (60_000, settled.id, "by hand")
    assert api.balance.retrieve().available[0].amount == before + 60_000
    assert api.balance.retrieve({}, {"stripe_account": payee}).available[0].amount == 0
    booked = api.balance_transactions.retrieve(reversal.balance_transaction)
    assert (booked.type, booked.reporting_category, booked.source) == (
        "transfer_refund",
        "transfer_reversal",
        reversal.id,
    )
    whole = api.transfers.retrieve(settled.id)
    assert (whole.reversed, whole.amount_reversed, whole.reversals.data[0].id) == (True, 60_000, reversal.id)


def test_a_reversal_is_told(api, settled, payee):
    api.transfers.reversals.create(settled.id, {"amount": 1})
    (event,) = api.events.list({"type": "transfer.reversed"}).data
    assert (event.data.object.id, event.data.object.amount_reversed) == (settled.id, 1)
    theirs = api.events.list({"type": "charge.refunded"}, {"stripe_account": payee}).data
    assert theirs[0].data.object.id == settled.destination_payment


def test_a_part_can_come_back_and_then_the_rest_but_no_more(api, settled):
    api.transfers.reversals.create(settled.id, {"amount": 10_000})
    with pytest.raises(stripe.InvalidRequestError, match="only 50000 left"):
        api.transfers.reversals.create(settled.id, {"amount": 50_001})
    assert api.transfers.retrieve(settled.id).reversed is False
    assert api.transfers.reversals.create(settled.id).amount == 50_000
    with pytest.raises(stripe.InvalidRequestError, match="already fully reversed"):
        api.transfers.reversals.create(settled.id)
    listed = api.transfers.reversals.list(settled.id).data
    assert [reversal.amount for reversal in listed] == [50_000, 10_000]


def test_what_has_left_for_the_bank_cannot_come_back(api, simulator, settled):
    simulator.control.advance(200)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.transfers.reversals.create(settled.id)
    assert refused.value.code == "balance_insufficient"
    assert api.transfers.retrieve(settled.id).amount_reversed == 0


def test_what_is_pending_comes_back_from_what_is_pending(api, simulator, transfer, payee):
    api.transfers.reversals.create(transfer.id)
    assert api.balance.retrieve({}, {"stripe_account": payee}).pending[0].amount == 0
    simulator.control.advance(200)
    assert api.balance.retrieve().available[0].amount == 97_070
    dump = simulator.control.dump()
    assert (dump["unbalanced"], sum(row["amount"] for row in dump["balances"])) == ([], 0)


def test_a_key_reverses_once(api, settled):
    once = {"idempotency_key": "reverse-1"}
    first = api.transfers.reversals.create(settled.id, {"amount": 5}, once)
    assert api.transfers.reversals.create(settled.id, {"amount": 5}, once).id == first.id
    assert len(api.transfers.reversals.list(settled.id).data) == 1


def test_a_reversal_belongs_to_its_transfer(api, settled, charged, payee):
    reversal = api.transfers.reversals.create(settled.id, {"amount": 5}).id
    params = {"amount": 1, "currency": "usd", "destination": payee, "source_transaction": charged().id}
    other = api.transfers.create(params).id
    assert api.transfers.reversals.retrieve(settled.id, reversal).amount == 5
    with pytest.raises(stripe.InvalidRequestError) as missing:
        api.transfers.reversals.retrieve(other, reversal)
    assert missing.value.http_status == 404
