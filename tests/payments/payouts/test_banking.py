"""What became of a payee's money between Stripe and their bank."""

import pytest

from payments.models import Payout
from payments.payouts import banking
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import assert_one_to_one
from workers.models import Event


@pytest.fixture
def sent(simulator, payout):
    """Transferred, released by Stripe and paid on to the bank; gives the bank payout's id."""
    deliver_money()
    simulator.control.settle_everything()
    simulator.control.advance(4_000)
    return bank_payouts(simulator)[-1]


def bank_payouts(simulator):
    return [made["id"] for made in simulator.control.dump()["objects"].get("payout", [])]


def hear(payout, bank_payout):
    banking.note_bank_payout(account_id=payout.payee.account_id, bank_payout_id=bank_payout)
    payout.refresh_from_db()
    return payout.status


def test_what_the_bank_sends_back_is_returned_and_the_payee_is_told(simulator, payout, sent):
    assert hear(payout, sent) == "banked"
    simulator.control.fail_payout(sent)
    assert hear(payout, sent) == "returned"
    assert hear(payout, sent) == "returned"
    assert Event.objects.get(name="payout.returned").payload["code"] == "account_closed"


def test_returned_before_anyone_heard_that_it_was_paid(simulator, payout, sent):
    simulator.control.fail_payout(sent)
    assert hear(payout, sent) == "returned"


def test_when_stripe_pays_it_again_it_is_banked_and_never_transferred_twice(simulator, payout, sent):
    simulator.control.fail_payout(sent)
    assert hear(payout, sent) == "returned"
    simulator.control.bank(payout.payee.account_id)
    simulator.control.advance(4_000)
    again = bank_payouts(simulator)[-1]
    assert again != sent
    assert hear(payout, again) == "banked"
    assert_one_to_one(simulator)


def test_old_news_of_the_first_does_not_undo_the_second(simulator, payout, sent):
    simulator.control.fail_payout(sent)
    simulator.control.bank(payout.payee.account_id)
    simulator.control.advance(4_000)
    assert hear(payout, bank_payouts(simulator)[-1]) == "banked"
    assert hear(payout, sent) == "banked"
    assert Payout.objects.get().bank_payout_id == bank_payouts(simulator)[-1]
