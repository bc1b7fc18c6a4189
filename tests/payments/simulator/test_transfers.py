"""Money out: transfers to connected accounts, and on to their banks."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import stripe


def send(api, payee, amount, charge=None, **more):
    source = {"source_transaction": charge.id} if charge else {}
    return api.transfers.create({"amount": amount, "currency": "usd", "destination": payee, **source, **more})


def test_a_transfer_draws_on_a_charge_before_it_settles(api, simulator, charged, payee):
    transfer = send(api, payee, 60_000, charged(100_000), transfer_group="purse-1", metadata={"leg": "1"})
    assert (transfer.amount, transfer.destination, transfer.transfer_group) == (60_000, payee, "purse-1")
    assert api.balance.retrieve().pending[0].amount == 97_070 - 60_000
    simulator.control.advance(62)
    assert api.balance.retrieve().available[0].amount == 97_070 - 60_000


def test_a_transfer_inherits_the_group_of_its_charge(api, charged, payee):
    charge = charged(payment_intent_data={"transfer_group": "purse-9"})
    assert send(api, payee, 1_000, charge).transfer_group == "purse-9"


def test_transfers_of_a_charge_cannot_exceed_it(api, charged, payee):
    charge = charged(100_000)
    send(api, payee, 60_000, charge)
    send(api, payee, 40_000, charge)
    with pytest.raises(stripe.InvalidRequestError, match="totalling 100000"):
        send(api, payee, 1, charge)
    assert len(api.transfers.list().data) == 2


def test_a_transfer_must_use_the_currency_the_charge_was_booked_in(api, simulator, charged, payee):
    simulator.control.settle("eur", into="usd", rate="1.1")
    charge = charged(10_000, "eur")
    params = {"amount": 1_000, "destination": payee, "source_transaction": charge.id}
    with pytest.raises(stripe.InvalidRequestError, match="balance transaction"):
        api.transfers.create({**params, "currency": "eur"})
    assert api.transfers.create({**params, "currency": "usd"}).currency == "usd"


def test_many_at_once_cannot_overdraw_a_charge(simulator, api, charged, payee):
    charge = charged(1_000)
    params = {"amount": 300, "currency": "usd", "destination": payee, "source_transaction": charge.id}

    def try_to_send(attempt):
        try:
            simulator.client().v1.transfers.create(params)
        except stripe.InvalidRequestError:
            return 0
        return 300

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_to_send, range(8))) == 900
    assert sum(transfer.amount for transfer in api.transfers.list().data) == 900


def test_without_a_source_only_available_money_can_be_sent(api, simulator, charged, payee):
    charged(100_000)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        send(api, payee, 1_000)
    assert (refused.value.code, refused.value.http_status) == ("balance_insufficient", 400)
    simulator.control.advance(61)
    assert send(api, payee, 97_070).amount == 97_070


def test_a_float_can_be_sent(api, simulator, payee):
    simulator.control.add_funds(5_000)
    assert send(api, payee, 5_000).source_transaction is None


@pytest.mark.parametrize("state", ["inactive", "pending"])
def test_only_an_active_account_can_be_sent_money(api, simulator, charged, payee, state):
    simulator.control.account(payee, transfers=state)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        send(api, payee, 1_000, charged())
    assert refused.value.code == "insufficient_capabilities_for_transfer"


@pytest.mark.parametrize(
    ("change", "code", "param"),
    [
        ({"destination": "acct_none"}, "resource_missing", "destination"),
        ({"source_transaction": "ch_none"}, "resource_missing", "source_transaction"),
        ({"currency": "xxx"}, None, "currency"),
        ({"amount": 0}, "parameter_invalid_integer", "amount"),
        ({"amount": "1.5"}, "parameter_invalid_integer", "amount"),
        ({"amount": None}, "parameter_missing", "amount"),
        ({"destination": None}, "parameter_missing", "destination"),
        ({"bogus": "x"}, "parameter_unknown", "bogus"),
        ({"source_type": "gold"}, None, "source_type"),
    ],
)
def test_a_wrong_transfer_is_refused_in_stripes_words(api, payee, change, code, param):
    params = {"amount": 100, "currency": "usd", "destination": payee, **change}
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.transfers.create({name: value for name, value in params.items() if value is not None})
    assert (refused.value.http_status, refused.value.code, refused.value.param) == (400, code, param)


def test_a_refused_transfer_leaves_no_trace(api, charged, payee):
    charge = charged(1_000)
    with pytest.raises(stripe.InvalidRequestError):
        send(api, payee, 1_001, charge)
    assert api.transfers.list().data == []
    assert [txn.type for txn in api.balance_transactions.list().data] == ["charge"]
    assert "transfer.created" not in [event.type for event in api.events.list({"limit": 100}).data]


def test_the_payee_is_paid_out_to_the_bank_by_itself(api, simulator, charged, payee):
    transfer = send(api, payee, 60_000, charged())
    theirs = {"stripe_account": payee}
    assert api.balance.retrieve({}, theirs).pending[0].amount == 60_000
    simulator.control.advance(200)
    (payout,) = api.payouts.list({}, theirs).data
    assert (payout.amount, payout.status, payout.automatic) == (60_000, "paid", True)
    assert api.balance.retrieve({}, theirs).available[0].amount == 0
    assert [txn.type for txn in api.balance_transactions.list({}, theirs).data] == ["payout", "payment"]
    contained = api.balance_transactions.list(
        {"payout": payout.id, "type": "payment", "expand": ["data.source"]}, theirs
    )
    assert [txn.source.source_transfer for txn in contained.data] == [transfer.id]


def test_a_payee_whose_payouts_are_off_keeps_the_money_until_they_are_on(api, simulator, charged, payee):
    simulator.control.account(payee, payouts_enabled=False)
    send(api, payee, 60_000, charged())
    simulator.control.advance(500)
    theirs = {"stripe_account": payee}
    assert api.payouts.list({}, theirs).data == []
    simulator.control.account(payee, payouts_enabled=True)
    simulator.control.advance(61)
    assert api.payouts.list({}, theirs).data[0].amount == 60_000


def test_the_books_of_the_simulator_balance(simulator, api, charged, payee):
    charge = charged(100_000)
    send(api, payee, 60_000, charge)
    api.refunds.create({"charge": charge.id, "amount": 10_000})
    simulator.control.advance(500)
    dump = simulator.control.dump()
    assert dump["unbalanced"] == []
    assert sum(row["amount"] for row in dump["balances"]) == 0


def test_transfers_are_found_by_group_destination_and_source(api, charged, payee):
    charge = charged()
    mine = send(api, payee, 100, charge, transfer_group="a")
    send(api, payee, 200, charge, transfer_group="b")
    assert [t.id for t in api.transfers.list({"transfer_group": "a"}).data] == [mine.id]
    assert len(api.transfers.list({"destination": payee}).data) == 2
    assert api.balance_transactions.list({"source": mine.id}).data[0].amount == -100


def test_only_the_words_of_a_transfer_can_change(api, charged, payee):
    transfer = send(api, payee, 100, charged(), metadata={"a": "1"})
    changed = api.transfers.update(transfer.id, {"metadata": {"b": "2"}, "description": "prize"})
    assert (changed.metadata.to_dict(), changed.description) == ({"a": "1", "b": "2"}, "prize")
    with pytest.raises(stripe.InvalidRequestError):
        api.transfers.update(transfer.id, {"amount": 1})
