"""The way to the bank: payouts that arrive, fail, come back or are tried again; the platform's own float."""

import pytest
import requests
import stripe


@pytest.fixture
def send(api, simulator, payee):
    """Have the payee's balance filled, and give what leaves for the bank by itself."""

    def send(amount=5_000):
        simulator.control.add_funds(amount)
        api.transfers.create({"amount": amount, "currency": "usd", "destination": payee})
        simulator.control.advance(61)
        return api.payouts.list({}, {"stripe_account": payee}).data[0]

    return send


def theirs(api, payee):
    return api.balance.retrieve({}, {"stripe_account": payee}).available[0].amount


def told(api, payee):
    return [event.type for event in api.events.list({"type": "payout.*"}, {"stripe_account": payee}).data][::-1]


def test_a_payout_can_come_back_after_it_was_paid(api, simulator, payee, send):
    payout = send()
    assert (payout.status, theirs(api, payee)) == ("paid", 0)
    simulator.control.fail_payout(payout.id)
    failed = api.payouts.retrieve(payout.id, {"expand": ["failure_balance_transaction"]}, {"stripe_account": payee})
    assert (failed.status, failed.failure_code) == ("failed", "account_closed")
    back = failed.failure_balance_transaction
    assert (back.amount, back.type, back.reporting_category) == (5_000, "payout_failure", "payout_reversal")
    assert theirs(api, payee) == 5_000
    assert told(api, payee) == ["payout.created", "payout.paid", "payout.failed"]


def test_a_wrong_bank_account_waits_for_another(api, simulator, payee, send):
    simulator.control.bank(payee, fails_with="no_account")
    assert send().failure_code == "no_account"
    account = api.accounts.retrieve(payee)
    assert (account.payouts_enabled, account.requirements.currently_due) == (False, ["external_account"])
    assert account.external_accounts.data[0].status == "errored"
    simulator.control.advance(1_000)
    assert len(api.payouts.list({}, {"stripe_account": payee}).data) == 1
    simulator.control.bank(payee)
    simulator.control.advance(61)
    assert api.payouts.list({}, {"stripe_account": payee}).data[0].status == "paid"
    assert api.accounts.retrieve(payee).requirements.currently_due == []


def test_going_through_onboarding_again_names_another_bank_account(api, simulator, payee, send):
    simulator.control.fail_payout(send().id)
    simulator.control.account(payee, outcome="complete")
    simulator.control.advance(61)
    assert api.payouts.list({}, {"stripe_account": payee}).data[0].status == "paid"


def test_what_the_bank_could_not_process_is_tried_again_by_itself(api, simulator, payee, send):
    simulator.control.fail_payout(send().id, failure_code="could_not_process")
    assert api.accounts.retrieve(payee).payouts_enabled is True
    simulator.control.advance(61)
    assert [p.status for p in api.payouts.list({}, {"stripe_account": payee}).data] == ["paid", "failed"]
    assert theirs(api, payee) == 0


def test_a_payout_fails_once(api, simulator, send):
    payout = send().id
    simulator.control.fail_payout(payout)
    for again in (payout, "po_none"):
        with pytest.raises(requests.HTTPError):
            simulator.control.fail_payout(again)


@pytest.mark.parametrize(("verb", "facts"), [("fail_payout", "failure_code"), ("bank", "fails_with")])
def test_the_control_plane_refuses_a_failure_that_banks_do_not_know(simulator, payee, send, verb, facts):
    subject = payee if verb == "bank" else send().id
    with pytest.raises(requests.HTTPError):
        getattr(simulator.control, verb)(subject, **{facts: "boredom"})


def test_the_platform_can_draw_its_float(api, simulator):
    simulator.control.add_funds(5_000)
    payout = api.payouts.create({"amount": 3_000, "currency": "usd", "metadata": {"by": "finance"}})
    assert (payout.status, payout.automatic, payout.metadata.by) == ("pending", False, "finance")
    assert api.balance.retrieve().available[0].amount == 2_000
    simulator.control.advance(61)
    assert api.payouts.retrieve(payout.id).status == "paid"


def test_it_cannot_draw_more_than_is_available(api, simulator, charged):
    charged(100_000)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.payouts.create({"amount": 1, "currency": "usd"})
    assert refused.value.code == "balance_insufficient"


def test_a_pending_payout_can_be_had_back(api, simulator):
    simulator.control.add_funds(5_000)
    payout = api.payouts.create({"amount": 3_000, "currency": "usd"}).id
    assert api.payouts.cancel(payout).status == "canceled"
    assert api.balance.retrieve().available[0].amount == 5_000
    simulator.control.advance(61)
    assert api.payouts.retrieve(payout).status == "canceled"
    with pytest.raises(stripe.InvalidRequestError):
        api.payouts.cancel(payout)


def test_the_platforms_own_payout_can_come_back_too(api, simulator):
    simulator.control.add_funds(5_000)
    payout = api.payouts.create({"amount": 3_000, "currency": "usd"}).id
    simulator.control.fail_payout(payout, failure_code="declined")
    assert (api.payouts.retrieve(payout).status, api.balance.retrieve().available[0].amount) == ("failed", 5_000)


def test_a_connected_account_draws_only_while_it_may(api, simulator, payee):
    simulator.control.account(payee, payouts_enabled=False)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.payouts.create({"amount": 1, "currency": "usd"}, {"stripe_account": payee})
    assert refused.value.code == "payouts_not_allowed"


def test_a_top_up_is_there_once_the_bank_has_paid(api, simulator):
    topup = api.topups.create({"amount": 9_000, "currency": "usd", "description": "Float", "metadata": {"a": "1"}})
    assert (topup.status, api.balance.retrieve().available[0].amount) == ("pending", 0)
    simulator.control.advance(61)
    done = api.topups.retrieve(topup.id)
    assert (done.status, api.balance.retrieve().available[0].amount) == ("succeeded", 9_000)
    (booked,) = api.balance_transactions.list({"source": topup.id}).data
    assert (booked.type, booked.amount, booked.id) == ("topup", 9_000, done.balance_transaction)
    assert [event.type for event in api.events.list({"type": "topup.*"}).data] == ["topup.succeeded", "topup.created"]


def test_funds_added_by_hand_are_a_top_up(api, simulator):
    simulator.control.add_funds(700, "eur")
    (topup,) = api.topups.list({"status": "succeeded"}).data
    assert (topup.amount, topup.currency, topup.status) == (700, "eur", "succeeded")


def test_the_books_balance_through_all_of_it(api, simulator, payee, send):
    simulator.control.fail_payout(send().id, failure_code="declined")
    api.topups.create({"amount": 100, "currency": "usd"})
    simulator.control.advance(100)
    api.payouts.cancel(api.payouts.create({"amount": 10, "currency": "usd"}).id)
    dump = simulator.control.dump()
    assert (dump["unbalanced"], sum(row["amount"] for row in dump["balances"])) == ([], 0)
