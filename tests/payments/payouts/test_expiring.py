"""A payee who does not let themselves be paid: reminders, the end, and the way back."""

from datetime import UTC, datetime, timedelta

import pytest

from payments.errors import IllegalMove
from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Payee, Payout, Purse
from payments.payees import refreshing
from payments.payouts import claiming, expiring, forfeiting, placing
from payments.payouts.claiming import NothingToClaim
from payments.purses import refunding
from tests.clock import move_clock, stop_clock
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import assert_one_to_one, settle_payouts
from workers.models import Event

DAY = 24 * 3600


@pytest.fixture
def waiting(simulator, funded, solver, award):
    """A payout to someone who stopped in the middle of Stripe's onboarding."""
    funded("R", 10_000)
    (payout,) = award(10_000, solver(outcome="stall"), name="award")
    deliver_money()
    payout.refresh_from_db()
    return payout


def pass_days(days):
    move_clock(seconds=days * DAY)
    expiring.look_after_waiting()


def finish_onboarding(simulator, payout):
    simulator.control.account(payout.payee.account_id, outcome="complete")
    refreshing.refresh(account_id=payout.payee.account_id)
    deliver_money()


def reminders():
    return [event.payload["days_left"] for event in Event.objects.filter(name="payout.reminded").order_by("at")]


def test_the_payee_is_reminded_on_its_days_exactly_once(waiting):
    for _ in range(179):
        pass_days(1)
        expiring.look_after_waiting()
    assert reminders() == [150, 120, 90, 30, 7]
    waiting.refresh_from_db()
    assert waiting.status == "blocked"


def test_marks_that_nobody_saw_make_one_reminder(waiting):
    pass_days(100)
    assert reminders() == [80]


def test_after_180_days_the_money_is_kept_as_unclaimed(waiting):
    pass_days(181)
    pass_days(0)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.expires_at) == ("expired", None)
    assert balance(Kind.UNCLAIMED, "usd", "R").amount == 10_000
    assert balance(Kind.PAYABLE, "usd", str(waiting.payee.user_id)).amount == 0
    assert [leg.status for leg in waiting.legs.all()] == ["cancelled"]
    assert Contribution.objects.get().drawn == 0
    assert Event.objects.filter(name="payout.expired").count() == 1


def test_a_purse_whose_last_award_expired_is_at_its_end_and_refunds_nothing(waiting):
    pass_days(181)
    pass_days(0)
    assert Purse.objects.get().status == "closed"
    assert refunding.refund_all(reference="R", reason="completed") == []


def test_on_its_very_day_they_are_reminded_and_in_the_last_moment_it_expires(waiting):
    for moment, status, told in ((waiting.due_at, "blocked", [150]), (waiting.expires_at, "expired", [150])):
        stop_clock(moment)
        expiring.look_after(payout_id=waiting.pk)
        waiting.refresh_from_db()
        assert (waiting.status, reminders()) == (status, told)


def test_who_is_payable_on_the_last_day_is_paid(simulator, waiting):
    pass_days(179)
    finish_onboarding(simulator, waiting)
    pass_days(10)
    assert settle_payouts(waiting) == ["transferred"]
    assert_one_to_one(simulator)


def test_one_wait_has_one_end_whatever_is_lacking(waiting):
    end = waiting.expires_at
    move_clock(seconds=50 * DAY)
    Payee.objects.update(country="KP")
    placing.follow_payee(payee_id=waiting.payee_id)
    waiting.refresh_from_db()
    assert (waiting.hold_reason, waiting.expires_at) == ("country", end)


def test_what_waits_for_its_payee_is_told_of_once_and_given_an_end_as_soon_as_it_is_theirs_to_do(waiting):
    placing.follow_payee(payee_id=waiting.payee_id)
    assert Event.objects.filter(name="payout.blocked").count() == 1
    Payout.objects.update(expires_at=None)  # as after a refusal of Stripe's that passes by itself
    placing.follow_payee(payee_id=waiting.payee_id)
    assert Event.objects.filter(name="payout.blocked").count() == 2
    assert Payout.objects.get().expires_at


def test_who_comes_after_all_is_paid_by_a_new_payout(simulator, waiting):
    pass_days(181)
    pass_days(0)
    finish_onboarding(simulator, waiting)
    old, new = Payout.objects.order_by("created_at")
    assert (old.status, new.status) == ("expired", "transferred")
    assert balance(Kind.UNCLAIMED, "usd", "R").amount == 0
    assert_one_to_one(simulator)
    assert Purse.objects.get().status == "closed"


def test_what_is_kept_is_claimed_once(waiting, finance):
    pass_days(181)
    pass_days(0)
    assert Purse.objects.get().status == "closed"
    fresh = claiming.claim(payout_id=waiting.pk, by=finance("fay"), reason="They wrote to us.")
    assert (fresh.status, fresh.hold_reason) == ("blocked", "kyc")
    assert Purse.objects.get().status == "part_released"  # it owes again, and comes to its end once that is paid
    with pytest.raises(NothingToClaim):
        claiming.claim(payout_id=waiting.pk)
    claiming.claim_all(payee_id=waiting.payee_id)
    assert Payout.objects.count() == 2


def test_what_was_passed_on_cannot_be_claimed(simulator, waiting, solver, award):
    pass_days(181)
    pass_days(0)
    expiring.pass_on(award_reference="award")
    expiring.pass_on(award_reference="award")
    finish_onboarding(simulator, waiting)
    assert Payout.objects.count() == 1
    (heir,) = award(10_000, solver("ben"))
    assert settle_payouts(heir) == ["transferred"]
    assert_one_to_one(simulator)


def test_what_has_not_expired_cannot_be_claimed(waiting):
    with pytest.raises(NothingToClaim):
        claiming.claim(payout_id=waiting.pk)


def test_a_forfeited_payout_frees_its_contributions_for_the_next(simulator, crowdfunded, solver, award):
    crowdfunded(6_000, 4_000)
    (lost,) = award(10_000, solver(outcome="stall"))
    forfeiting.forfeit(payout_id=lost.pk)
    assert [leg.status for leg in lost.legs.all()] == ["cancelled", "cancelled"]
    (heir,) = award(10_000, solver("ben"))
    assert settle_payouts(heir) == ["transferred"]
    assert_one_to_one(simulator)


def test_what_was_forfeited_can_be_refunded(waiting):
    forfeiting.forfeit(payout_id=waiting.pk)
    assert [refund.amount for refund in refunding.refund_all(reference="R", reason="no_award")] == [10_000]


def test_what_has_left_cannot_be_forfeited(simulator, payout):
    assert settle_payouts(payout) == ["transferred"]
    with pytest.raises(IllegalMove):
        forfeiting.forfeit(payout_id=payout.pk)


def test_a_refusal_that_may_pass_never_makes_a_payout_expire(simulator, payout):
    """Stripe refused although the payee looked payable; while it is tried again, they are found to lack something."""
    Payout.objects.update(status="approved")
    Payout.objects.update(status="blocked", hold_reason="kyc", due_at=payout.created_at)
    expiring.look_after_waiting()
    simulator.control.account(payout.payee.account_id, transfers="inactive")
    refreshing.refresh(account_id=payout.payee.account_id)
    placing.retry_blocked()
    payout.refresh_from_db()
    assert payout.status == "blocked"
    assert payout.expires_at


@pytest.mark.parametrize(("days_over", "next_mark"), [(0, 30), (29, 30), (30, 60), (149, 150), (173, 180), (180, 180)])
def test_on_a_mark_s_own_moment_the_next_one_is_waited_for(days_over, next_mark):
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    over = placing.next_look(begun + timedelta(days=180), begun + timedelta(days=days_over))
    assert over == begun + timedelta(days=next_mark)
