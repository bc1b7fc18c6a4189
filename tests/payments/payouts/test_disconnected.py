"""A payee who ends the connection between the award and the transfer: waited for, and paid to their next account."""

import pytest

from payments.models import PastAccount, Payee, Payout
from payments.payees import onboarding, refreshing
from payments.payouts import approving, reserving, settling
from payments.stripe.errors import StripeRefused, StripeUnavailable
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import assert_one_to_one, settle_payouts, transfers_at_stripe
from tests.simulator import fill


def test_who_disconnects_is_waited_for_and_paid_to_their_new_account(simulator, payout):
    old = payout.payee.account_id
    simulator.control.deauthorize(old)
    assert settle_payouts(payout) == ["blocked"]
    waiting = Payout.objects.get()
    assert (waiting.hold_reason, waiting.expires_at is None) == ("kyc", False)
    assert (
        fill(onboarding.start_onboarding(user=payout.payee.user), outcome="complete", country="US").status_code == 303
    )
    new = Payee.objects.get().account_id
    assert new != old
    refreshing.refresh(account_id=new)
    assert settle_payouts(payout) == ["transferred"]
    assert [made["destination"] for made in transfers_at_stripe(simulator)] == [new]
    assert PastAccount.objects.get().account_id == old
    assert_one_to_one(simulator)


@pytest.mark.parametrize(("code", "reason"), [("transfers_not_allowed", "kyc"), ("balance_insufficient", "balance")])
def test_only_whom_stripe_refuses_for_what_they_lack_themselves_is_waited_for_until_it_expires(payout, code, reason):
    approving.approve_if_enough(payout_id=payout.pk)
    attempt = reserving.reserve(payout_id=payout.pk)
    Payee.objects.update(status="onboarding")
    settling.refuse(attempt_id=attempt.pk, error=StripeRefused("Not now.", code=code))
    payout.refresh_from_db()
    assert (payout.status, payout.hold_reason, payout.expires_at is None) == ("blocked", reason, reason != "kyc")


def test_stripes_word_of_it_blocks_what_is_ready(simulator, funded, solver, award):
    funded("R", 60_000)
    (payout,) = award(60_000, solver())
    simulator.control.deauthorize(payout.payee.account_id)
    refreshing.refresh(account_id=payout.payee.account_id)
    assert settle_payouts(payout) == ["blocked"]


def test_a_repeat_of_an_earlier_visit_leads_to_the_new_account(simulator, solver):
    user = solver()
    onboarding.start_onboarding(user=user, client_key="tab")
    old = Payee.objects.get().account_id
    simulator.control.deauthorize(old)
    refreshing.refresh(account_id=old)
    assert fill(onboarding.start_onboarding(user=user, client_key="tab"), outcome="complete", country="US").ok is True
    assert Payee.objects.get().account_id != old


def test_an_account_that_was_let_go_of_is_not_taken_for_one_that_a_bad_answer_hid(simulator, solver):
    user = solver(outcome="stall")
    old = Payee.objects.get().account_id
    onboarding._retire(payee_id=user.payee.pk, account_id=old)
    simulator.control.fault("POST /v1/accounts", "error_500_before")
    with pytest.raises(StripeUnavailable):
        onboarding.start_onboarding(user=user)
    onboarding.start_onboarding(user=user)
    assert Payee.objects.get().account_id not in {old, None}


def test_a_connection_that_is_there_after_all_keeps_its_account(simulator, solver):
    """Stripe was asked with another key by mistake; nobody has to begin anew."""
    user = solver()
    old = Payee.objects.get().account_id
    refreshing.record_loss(payee_id=user.payee.pk, account_id=old)
    onboarding.start_onboarding(user=user)
    payee = Payee.objects.get()
    assert (payee.account_id, payee.status) == (old, "payable")
    deliver_money()
    assert not PastAccount.objects.exists()
