"""A cancelled payout is paid after all, by a person's decision: once, and only while its money waits for that."""

import pytest

from payments.errors import IllegalMove, NotAllowed
from payments.ledger.accounts import Kind, balance
from payments.models import Payout
from payments.payouts import cancelling, renewing
from payments.payouts.forfeiting import RENEWABLE_DAYS
from payments.payouts.holding import ReasonMissing
from payments.purses import refunding
from payments.purses.releasing import NotHeld
from payments.reconciliation.proving import self_check
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import assert_one_to_one

DAY = 24 * 3600


@pytest.fixture
def cancelled(payout, fay):
    return cancelling.cancel(payout_id=payout.pk, by=fay, reason="To the wrong person.")


def renew(payout, by, reason="It was right after all."):
    return renewing.renew(payout_id=payout.pk, by=by, reason=reason)


def test_it_is_paid_by_a_new_payout(simulator, cancelled, fay):
    fresh = renew(cancelled, fay)
    deliver_money()
    assert Payout.objects.get(pk=fresh.pk).status == "transferred"
    assert Payout.objects.get(pk=cancelled.pk).status == "cancelled"
    assert_one_to_one(simulator)
    assert [breach for finding in self_check() for breach in finding.breaches] == []


def test_it_is_paid_again_once(cancelled, fay):
    fresh = renew(cancelled, fay)
    with pytest.raises(IllegalMove, match="being paid again already"):
        renew(cancelled, fay)
    cancelling.cancel(payout_id=fresh.pk, by=fay, reason="No, it was wrong.")
    with pytest.raises(IllegalMove, match="paid again before; look at the one that followed"):
        renew(cancelled, fay)
    assert balance(Kind.PURSE, "usd", "R").amount == 10_000


def test_not_after_its_days(cancelled, fay):
    move_clock(seconds=RENEWABLE_DAYS * DAY)
    with pytest.raises(IllegalMove, match=f"cancelled more than {RENEWABLE_DAYS} days ago"):
        renew(cancelled, fay)


def test_not_once_its_money_went_back(cancelled, fay):
    assert renewing.is_renewable(cancelled)
    refunding.refund_all(reference="R", reason="called_off")
    with pytest.raises(NotHeld, match="went back to those who paid"):
        renew(cancelled, fay)
    assert not renewing.is_renewable(cancelled)


def test_only_what_was_cancelled(payout, fay):
    with pytest.raises(IllegalMove, match="“Ready” was not cancelled"):
        renew(payout, fay)


def test_only_for_a_reason_and_by_neither_side(cancelled, fay, finance):
    with pytest.raises(ReasonMissing):
        renew(cancelled, fay, reason=" ")
    cancelled.payee.user.role, cancelled.payee.user.is_staff = "finance", True
    cancelled.payee.user.save()
    with pytest.raises(NotAllowed):
        renew(cancelled, cancelled.payee.user)
