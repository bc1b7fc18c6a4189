"""A payout taken back: by two people, once, whatever Stripe answers."""

import pytest

from payments.errors import IllegalMove, NotAllowed
from payments.ledger.accounts import Kind, balance
from payments.models import Payout, PayoutReversal
from payments.payouts import claiming, placing, restoring, reversing
from payments.payouts.reversing import ReasonMissing
from payments.reconciliation.proving import self_check
from payments.stripe.errors import StripeUnavailable
from tests.clock import move_clock
from tests.meeting import held_then_met
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import transfers_at_stripe
from workers.models import Event

REVERSE = "POST /v1/transfers/{id}/reversals"


@pytest.fixture
def paid(simulator, crowdfunded, solver, award):
    """Transferred by two transfers, of 6,000 and 4,000."""
    crowdfunded(6_000, 4_000)
    (payout,) = award(10_000, solver())
    deliver_money()
    payout.refresh_from_db()
    assert payout.status == "transferred"
    return payout


@pytest.fixture
def agreed(paid, fay, abe):
    """Two people want it back; Stripe has not been asked."""
    reversal = reversing.propose(payout_id=paid.pk, by=fay, reason="A mistake.", outcome="unclaimed")
    return reversing.agree(reversal_id=reversal.pk, by=abe)


def keep_trying(reversal, rounds=8):
    for _ in range(rounds):
        deliver_money()
        reversal.refresh_from_db()
        if reversal.status != "submitting":
            break
        move_clock(seconds=400)
        reversing.resume_due()
    return reversal.status


def came_back(simulator):
    return sorted(made["amount_reversed"] for made in transfers_at_stripe(simulator))


def test_every_transfer_comes_back_and_the_money_is_kept(simulator, paid, agreed):
    assert keep_trying(agreed) == "done"
    paid.refresh_from_db()
    assert paid.status == "reversed"
    assert came_back(simulator) == [4_000, 6_000]
    assert balance(Kind.UNCLAIMED, "usd", "R").amount == 10_000
    assert [breach for finding in self_check() for breach in finding.breaches] == []


def test_nobody_takes_money_back_alone(paid, fay):
    reversal = reversing.propose(payout_id=paid.pk, by=fay, reason="A mistake.", outcome="unclaimed")
    with pytest.raises(NotAllowed):
        reversing.agree(reversal_id=reversal.pk, by=fay)
    deliver_money()
    paid.refresh_from_db()
    assert paid.status == "transferred"


def test_neither_the_payee_nor_who_pays_may_ask_or_agree(paid, fay):
    paid.payee.user.role, paid.payee.user.is_staff = "finance", True
    paid.payee.user.save()
    with pytest.raises(NotAllowed):
        reversing.propose(payout_id=paid.pk, by=paid.payee.user, reason="A mistake.", outcome="unclaimed")
    reversal = reversing.propose(payout_id=paid.pk, by=fay, reason="A mistake.", outcome="unclaimed")
    with pytest.raises(NotAllowed):
        reversing.agree(reversal_id=reversal.pk, by=paid.payee.user)


def test_it_is_asked_once_and_with_a_reason(paid, fay):
    with pytest.raises(ReasonMissing):
        reversing.propose(payout_id=paid.pk, by=fay, reason=" ", outcome="unclaimed")
    reversing.propose(payout_id=paid.pk, by=fay, reason="A mistake.", outcome="unclaimed")
    with pytest.raises(IllegalMove):
        reversing.propose(payout_id=paid.pk, by=fay, reason="A mistake.", outcome="unclaimed")


@pytest.mark.parametrize(
    "fault", ["drop_after", "drop_before", "error_500_after", "error_500_before", "rate_limit", "conflict"]
)
def test_whatever_stripe_answers_it_comes_back_once(simulator, agreed, fault):
    simulator.control.fault(REVERSE, fault)
    assert keep_trying(agreed) == "done"
    assert came_back(simulator) == [4_000, 6_000]
    assert balance(Kind.UNCLAIMED, "usd", "R").amount == 10_000


def test_a_call_without_answer_whose_money_is_back_already_puts_nothing_off(simulator, agreed):
    """Another worker found it on the list meanwhile: the second part is not to wait for the first one's silence."""
    row = restoring._next(agreed.pk)
    restoring.settle(row_id=row.pk, answer={"id": "trr_first"})
    agreed.refresh_from_db()
    restoring._wait(row.pk, StripeUnavailable("Silence.", is_ambiguous=True, is_sticky=True))
    after = PayoutReversal.objects.get()
    assert (after.retries, after.due_at) == (agreed.retries, agreed.due_at)
    assert after.legs.get(pk=row.pk).attempt == row.attempt


def test_an_answer_lost_for_a_day_is_found(simulator, payout, fay, abe):
    deliver_money()
    asked = reversing.propose(payout_id=payout.pk, by=fay, reason="A mistake.", outcome="unclaimed")
    agreed = reversing.agree(reversal_id=asked.pk, by=abe)
    simulator.control.fault(REVERSE, "drop_after")
    deliver_money()
    simulator.control.advance(25 * 3600)
    move_clock(seconds=25 * 3600)
    reversing.resume_due()
    assert keep_trying(agreed) == "done"
    assert came_back(simulator) == [10_000]


def test_where_the_payee_has_no_money_left_it_is_stuck_and_can_be_tried_again_or_given_up(simulator, paid, agreed, fay):
    simulator.control.settle_everything()
    simulator.control.advance(4_000)  # paid on to the payee's bank
    assert keep_trying(agreed) == "stuck"
    assert agreed.refusal
    reversing.retry(reversal_id=agreed.pk, by=fay, reason="They say they have topped up.")
    assert keep_trying(agreed) == "stuck"
    assert reversing.refuse(reversal_id=agreed.pk, by=fay, reason="They have not.").status == "refused"
    paid.refresh_from_db()
    assert paid.status == "transferred"


def test_what_is_half_back_cannot_be_given_up(simulator, paid, agreed, fay):
    row = restoring._next(agreed.pk)
    restoring.settle(row_id=row.pk, answer={"id": "trr_first"})
    restoring._stop(restoring._next(agreed.pk).pk, "No money.")
    with pytest.raises(IllegalMove):
        reversing.refuse(reversal_id=agreed.pk, by=fay, reason="Enough.")


def test_what_somebody_took_back_at_stripe_is_taken_as_it_is_once_two_people_say_so(simulator, payout, fay, abe):
    deliver_money()
    payout.refresh_from_db()
    simulator.client().v1.transfers.reversals.create(payout.transfer_ids[0])
    reversal = reversing.propose(payout_id=payout.pk, by=fay, reason="Done at Stripe.", outcome="unclaimed")
    reversing.agree(reversal_id=reversal.pk, by=abe)
    assert keep_trying(reversal) == "done"
    assert came_back(simulator) == [10_000]


def test_paid_again_leaves_from_the_balance_once_it_is_there(simulator, payout, fay, abe):
    deliver_money()
    reversal = reversing.propose(payout_id=payout.pk, by=fay, reason="Wrong account.", outcome="pay_again")
    reversing.agree(reversal_id=reversal.pk, by=abe)
    deliver_money()
    again = Payout.objects.latest("created_at")
    assert (again.status, again.hold_reason) == ("blocked", "balance")
    simulator.control.add_funds(10_000)
    move_clock(seconds=700)
    placing.retry_blocked()
    deliver_money()
    again.refresh_from_db()
    assert again.status == "transferred"
    assert [made["source_transaction"] is None for made in transfers_at_stripe(simulator)] == [False, True]


def test_what_people_took_back_only_people_give_again(paid, agreed, abe):
    assert keep_trying(agreed) == "done"
    claiming.claim_all(payee_id=paid.payee_id)
    assert Payout.objects.count() == 1
    assert claiming.claim(payout_id=paid.pk, by=abe, reason="It was theirs.").status == "ready"
    assert PayoutReversal.objects.get().status == "done"


def test_what_is_under_way_for_too_long_is_taken_up_once_though_two_look_after_it(committed_db, agreed):
    move_clock(seconds=reversing.RESUME_SECONDS + 1)
    held_then_met(reversing.resume_due, reversing.resume_due)
    assert Event.objects.filter(name="reversal.resumed").count() == 1


def test_what_somebody_is_at_work_on_keeps_the_clock_from_nothing(committed_db, agreed):
    move_clock(seconds=reversing.RESUME_SECONDS + 1)
    held_then_met(lambda: reversing.locked_reversal(agreed.pk), reversing.resume_due)
    assert not Event.objects.filter(name="reversal.resumed").exists()


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda payout, asked, by: reversing.agree(reversal_id=asked.pk, by=by), "This reversal is"),
        (lambda payout, asked, by: reversing.retry(reversal_id=asked.pk, by=by, reason="Again."), "This reversal is"),
        (
            lambda payout, asked, by: reversing.propose(
                payout_id=payout.pk, by=by, reason="Again.", outcome="unclaimed"
            ),
            "proposed already",
        ),
    ],
)
def test_what_is_agreed_to_is_agreed_to_once_and_neither_stuck_nor_asked_for_again(paid, agreed, finance, act, says):
    with pytest.raises(IllegalMove, match=says):
        act(paid, agreed, finance("fred"))


def test_what_did_not_leave_is_not_taken_back(payout, fay):
    with pytest.raises(IllegalMove, match="cannot be taken back"):
        reversing.propose(payout_id=payout.pk, by=fay, reason="A mistake.", outcome="unclaimed")


def test_what_stripe_is_being_asked_for_is_not_refused_any_more(agreed, fay):
    with pytest.raises(IllegalMove, match="cannot become"):
        reversing.refuse(reversal_id=agreed.pk, by=fay, reason="No mistake after all.")
