"""What is told of a payout: every act with its person, its reason and the award that it pays. People read it later."""

import pytest

from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Flag, Payout, Purse
from payments.payouts import (
    approving,
    claiming,
    expiring,
    flagging,
    forfeiting,
    holding,
    renewing,
    reserving,
    restoring,
    reversing,
    settling,
)
from payments.payouts.batches import approving as approving_many
from payments.payouts.batches.reserving import reserve_all
from payments.stripe.errors import StripeRefused
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.awarded import ids
from tests.payments.payouts.conftest import settle_payouts
from workers.models import Event


@pytest.fixture
def ready(funded, solver, award):
    """A payout that waits for one approval."""
    funded("R", 60_000)
    (payout,) = award(60_000, solver(), name="A")
    deliver_money()
    return payout


@pytest.fixture
def expired(funded, solver, award):
    """A payout whose payee never let themselves be paid."""
    funded("R", 10_000)
    (payout,) = award(10_000, solver(outcome="stall"), name="A")
    deliver_money()
    move_clock(seconds=181 * 24 * 3_600)
    for _ in range(2):
        expiring.look_after_waiting()
    return payout


def told(name):
    """Who did it, of which award, and what else is said; told once."""
    event = Event.objects.get(name=name)
    rest = {**event.payload}
    return event.actor_id, rest.pop("award_reference"), rest


def test_a_hold_and_its_release_are_told(ready, fay, abe):
    holding.hold(payout_id=ready.pk, by=fay, reason="Odd.")
    assert told("payout.held") == (fay.pk, "A", {"reason": "Odd."})
    assert told("payout.blocked") == (fay.pk, "A", {"hold_reason": "hold"})
    holding.release(payout_id=ready.pk, by=abe, reason="Explained.")
    assert told("payout.endorsed") == (abe.pk, "A", {"reason": "Explained."})
    assert told("payout.released") == (abe.pk, "A", {"reason": "Explained."})
    assert Event.objects.filter(name="payout.cleared", actor_id=abe.pk).count() == 1


def test_an_approval_and_what_it_lets_go_are_told(ready, fay):
    approving.approve(payout_id=ready.pk, by=fay, reason="Papers seen.")
    assert told("payout.approved") == (fay.pk, "A", {})
    for _ in range(2):  # the second is whoever takes it up again
        reserving.reserve(payout_id=ready.pk)
        assert told("payout.submitted") == (None, "A", {})


def test_of_many_each_is_told_to_have_left_for_stripe(three_owed):
    approving_many.approve_if_enough(payout_ids=ids(three_owed))
    reserve_all(payout_ids=ids(three_owed))
    submitted = Event.objects.filter(name="payout.submitted").order_by("payload__award_reference")
    assert [event.payload["award_reference"] for event in submitted] == ["award-0", "award-1", "award-2"]


def test_a_refusal_for_good_is_told_with_stripe_s_code(ready, fay):
    approving.approve(payout_id=ready.pk, by=fay)
    attempt = reserving.reserve(payout_id=ready.pk)
    settling.refuse(attempt_id=attempt.pk, error=StripeRefused("No such charge.", code="resource_missing"))
    assert told("payout.failed") == (None, "A", {"code": "resource_missing"})
    attempt.refresh_from_db()
    assert (attempt.outcome, attempt.error) == ("refused", "resource_missing: No such charge.")


def test_what_stripe_refused_for_now_is_told_with_what_it_waits_for(ready, fay):
    approving.approve(payout_id=ready.pk, by=fay)
    attempt = reserving.reserve(payout_id=ready.pk)
    settling.refuse(attempt_id=attempt.pk, error=StripeRefused("Not enough.", code="insufficient_funds"))
    assert told("payout.blocked") == (None, "A", {"hold_reason": "balance"})


def test_what_a_person_must_look_at_is_told_with_its_attempt(ready, fay):
    approving.approve(payout_id=ready.pk, by=fay)
    attempt = reserving.reserve(payout_id=ready.pk)
    settling.halt(attempt_id=attempt.pk, why="Odd.")
    assert told("payout.questioned") == (None, "A", {"attempt": str(attempt.pk)})
    assert (Payout.objects.get().status, ready.legs.get().status) == ("needs_review", "needs_review")


def test_a_forfeited_payout_is_told_with_who_and_why(ready, fay):
    forfeiting.forfeit(payout_id=ready.pk, by=fay, reason="Disqualified.")
    for name in ("payout.cancelled", "payout.given_up"):
        assert told(name) == (fay.pk, "A", {"reason": "Disqualified."})


def test_a_payout_that_is_paid_after_all_is_told_with_the_one_it_follows(ready, fay, abe):
    forfeiting.forfeit(payout_id=ready.pk, by=fay, reason="Disqualified.")
    fresh = renewing.renew(payout_id=ready.pk, by=abe, reason="A mistake.")
    assert told("payout.renewed") == (abe.pk, "A", {"reason": "A mistake.", "cancelled": str(ready.pk)})
    about = Event.objects.filter(subject_id=str(fresh.pk)).order_by("id").values_list("name", flat=True)
    assert list(about) == ["payout.renewed", "payout.created", "payout.cleared"]


def test_what_expired_and_is_claimed_is_told_with_the_one_it_follows(expired, fay):
    assert told("payout.expired") == (None, "A", {"hold_reason": "kyc"})
    fresh = claiming.claim(payout_id=expired.pk, by=fay, reason="They wrote to us.")
    assert told("payout.claimed") == (fay.pk, "A", {"expired": str(expired.pk), "reason": "They wrote to us."})
    assert (fresh.status, fresh.hold_reason) == ("blocked", "kyc")


def test_what_expired_and_is_passed_on_is_told_once(expired):
    for _ in range(2):
        expiring.pass_on(award_reference="A")
    assert told("payout.passed_on") == (None, "A", {})


def test_a_flag_s_way_is_told_with_everybody_who_spoke(ready, fay, abe, finance):
    flagging.flag_payout(payout_id=ready.pk, kind="other", by=fay, reason="Odd.")
    flag, gus = Flag.objects.get(), finance("gus")
    for person in (abe, gus):
        flagging.clear(flag_id=flag.pk, by=person, reason="Looked into.")
    doubted = Event.objects.filter(name="flag.doubted").order_by("id")
    assert [(event.actor_id, event.payload) for event in doubted] == [
        (abe.pk, {"reason": "Looked into."}),
        (gus.pk, {"reason": "Looked into."}),
    ]
    assert Event.objects.get(name="flag.cleared").actor_id == gus.pk


@pytest.fixture
def proposed(payout, fay):
    """One person wants a transferred payout back."""
    assert settle_payouts(payout) == ["transferred"]
    return reversing.propose(payout_id=payout.pk, by=fay, reason=" A mistake. ", outcome="to_purse")


def test_a_reversal_is_told_from_its_proposal_to_the_money_s_return(proposed, payout, fay, abe):
    award = payout.award_reference
    assert told("reversal.proposed") == (fay.pk, award, {"reason": "A mistake.", "outcome": "to_purse"})
    reversing.agree(reversal_id=proposed.pk, by=abe, reason=" So it is. ")
    assert told("reversal.agreed") == (abe.pk, award, {"reason": "So it is."})
    deliver_money()
    assert told("payout.reversed") == (abe.pk, award, {"outcome": "to_purse", "reason": "A mistake."})
    assert (balance(Kind.PURSE, "usd", "R").amount, Purse.objects.get().status) == (10_000, "part_released")
    assert Contribution.objects.get().drawn == 0


def test_a_refused_reversal_is_told_with_who_and_why(proposed, payout, abe):
    reversing.refuse(reversal_id=proposed.pk, by=abe, reason="It is right.")
    assert told("reversal.refused") == (abe.pk, payout.award_reference, {"reason": "It is right."})


def test_a_reversal_that_stripe_refuses_is_told_once(proposed, payout, fay, abe):
    reversing.agree(reversal_id=proposed.pk, by=abe)
    row = restoring._next(proposed.pk)
    for _ in range(2):
        restoring._stop(row.pk, "No money.")
    assert told("reversal.stuck") == (None, payout.award_reference, {})
    proposed.refresh_from_db()
    assert (proposed.status, proposed.refusal) == ("stuck", "No money.")
    assert reversing.retry(reversal_id=proposed.pk, by=fay, reason="They have some now.").refusal == ""
