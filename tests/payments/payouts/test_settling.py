"""Who comes too late: what was settled, refused, taken back or questioned by another is left as it is."""

import pytest

from payments.errors import IllegalMove
from payments.models import LegReversal, Payout, PayoutReversal, TransferAttempt
from payments.payouts import (
    approving,
    banking,
    expiring,
    flagging,
    holding,
    reserving,
    restoring,
    retrying,
    reversing,
    settling,
    transferring,
)
from payments.payouts.batches.creating import create_many
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.awarded import due
from tests.payments.payouts.conftest import (
    TRANSFERS,
    assert_one_to_one,
    keep_trying,
    settle_payouts,
    transfers_at_stripe,
)
from workers.clock import laurel_now
from workers.models import Event


@pytest.fixture
def transferred(payout):
    assert settle_payouts(payout) == ["transferred"]
    return Payout.objects.get(pk=payout.pk)


def test_no_late_answer_undoes_a_transfer_that_arrived(simulator, transferred):
    attempt, told = TransferAttempt.objects.get(), Event.objects.count()
    settling.doubt(attempt_id=attempt.pk, error=StripeUnavailable("Too late."))
    settling.refuse(attempt_id=attempt.pk, error=StripeRefused("Too late.", code="balance_insufficient"))
    settling.halt(attempt_id=attempt.pk, why="Too late.")
    assert settling.miss(attempt_id=attempt.pk) is False
    attempt.refresh_from_db()
    transferred.refresh_from_db()
    assert (transferred.status, transferred.retries, attempt.outcome, attempt.error) == (
        "transferred", 0, "succeeded", "",
    )  # fmt: skip
    assert Event.objects.count() == told
    assert_one_to_one(simulator)


def test_a_second_transfer_of_the_first_leg_stops_the_second(simulator, half_way):
    first = half_way.legs.get(status="transferred").attempts.get()
    made = next(one for one in transfers_at_stripe(simulator) if one["metadata"]["leg"] == str(first.leg_id))
    settling.settle(attempt_id=first.pk, transfer={**made, "id": "tr_second"})
    half_way.refresh_from_db()
    assert half_way.status == "needs_review"
    assert sorted(half_way.legs.values_list("status", flat=True)) == ["submitting", "transferred"]


def test_a_transfer_of_nobody_we_know_is_left_alone(simulator, transferred):
    asked = TransferAttempt.objects.get().request
    foreign = gateway.create_transfer({**asked, "amount": 1, "metadata": {}}, key="on Stripe's pages")
    told = Event.objects.count()
    transferring.recognise(transfer_id=foreign["id"])
    assert (Event.objects.count(), TransferAttempt.objects.count()) == (told, 1)


def test_what_stripe_has_otherwise_than_we_asked_is_not_tried_anew(simulator, payout, finance):
    simulator.control.fault(TRANSFERS, "error_500_before", times=30)
    assert keep_trying(payout, rounds=60) == "needs_review"
    simulator.control.forget_faults()
    last = TransferAttempt.objects.order_by("-number").first()
    gateway.create_transfer({**last.request, "amount": 1}, key="by hand")
    move_clock(seconds=3_600)
    with pytest.raises(IllegalMove, match="not the one we asked for"):
        retrying.retry(payout_id=payout.pk, by=finance("fay"), reason="Look.")
    payout.refresh_from_db()
    assert (payout.status, TransferAttempt.objects.order_by("-number").first()) == ("needs_review", last)


def test_what_did_not_fail_is_not_placed_again(transferred, finance):
    with pytest.raises(IllegalMove, match="did not fail"):
        retrying.place_again(payout_id=transferred.pk, by=finance("fay"), reason="Again.")


def test_news_of_the_bank_payout_that_came_back_do_not_bank_it(transferred):
    (leg,) = transferred.legs.all()
    banking.mark_banked(transfer_ids=[leg.transfer_id], bank_payout_id="po_1")
    banking.mark_returned(transfer_ids=[leg.transfer_id], bank_payout_id="po_1", code="account_closed")
    banking.mark_banked(transfer_ids=[leg.transfer_id], bank_payout_id="po_1")
    transferred.refresh_from_db()
    assert transferred.status == "returned"
    banking.mark_banked(transfer_ids=[leg.transfer_id], bank_payout_id="po_2")
    transferred.refresh_from_db()
    assert transferred.status == "banked"


def test_awards_that_are_owed_already_are_owed_once(funded, solver):
    funded("R", 100_000)
    awards = due(10_000, 20_000, users=[solver("ann"), solver("ben")])
    assert len(create_many(purse_reference="R", awards=awards)) == 2
    assert create_many(purse_reference="R", awards=awards) == []
    assert Payout.objects.count() == 2


def test_a_leg_moves_only_where_it_may(transferred):
    (leg,) = transferred.legs.all()
    with pytest.raises(IllegalMove, match="cannot become"):
        leg.move_to("planned")
    assert leg.status == "transferred"


def test_before_its_day_nobody_is_reminded_and_nothing_expires(funded, solver, award):
    funded("R", 60_000)
    (waits,) = award(30_000, solver("ann", outcome="stall"))
    (ready,) = award(30_000, solver("ben"))
    deliver_money()
    told = Event.objects.count()
    for payout in (waits, ready):
        expiring.look_after(payout_id=payout.pk)
    assert (Event.objects.count(), Payout.objects.filter(status="expired").count()) == (told, 0)


def test_what_is_held_is_not_held_twice(funded, solver, award, finance):
    funded("R", 60_000)
    (payout,) = award(60_000, solver())
    deliver_money()
    holding.hold(payout_id=payout.pk, by=finance("fay"), reason="Whose is it?")
    with pytest.raises(IllegalMove, match="held already"):
        holding.hold(payout_id=payout.pk, by=finance("gil"), reason="Whose is it?")
    payout.refresh_from_db()
    assert (payout.status, payout.hold_reason, payout.round) == ("blocked", "hold", 2)


def test_a_doubt_about_what_waits_for_its_payee_leaves_it_waiting_for_them(funded, solver, award, finance):
    funded("R", 60_000)
    (payout,) = award(60_000, solver(outcome="stall"))
    assert settle_payouts(payout) == ["blocked"]
    flagging.flag_payout(payout_id=payout.pk, kind="other", by=finance("fay"), reason="Odd.")
    payout.refresh_from_db()
    assert (payout.status, payout.hold_reason) == ("blocked", "kyc")


def test_the_rules_keep_back_nothing_that_they_do_not_suspect(funded, solver, award):
    funded("R", 60_000)
    (payout,) = award(60_000, solver())
    assert settle_payouts(payout) == ["ready"]
    assert flagging.look_again() == flagging.Looked(kept_back=0, failed=0)
    assert settle_payouts(payout) == ["ready"]


@pytest.fixture
def taken_back(simulator, transferred, finance):
    """By two people, and Stripe has done it."""
    asked = reversing.propose(payout_id=transferred.pk, by=finance("fay"), reason="A mistake.", outcome="unclaimed")
    reversing.agree(reversal_id=asked.pk, by=finance("abe"))
    deliver_money()
    transferred.refresh_from_db()
    assert transferred.status == "reversed"
    return LegReversal.objects.get()


def test_no_late_answer_undoes_what_came_back(simulator, taken_back):
    told = Event.objects.count()
    restoring.settle(row_id=taken_back.pk, answer={"id": "trr_second"})
    restoring._wait(taken_back.pk, StripeUnavailable("Too late."))
    restoring._stop(taken_back.pk, "Too late.")
    before, reversal = taken_back.stripe_id, PayoutReversal.objects.get()
    taken_back.refresh_from_db()
    assert (taken_back.status, taken_back.stripe_id, reversal.status) == ("reversed", before, "done")
    assert Event.objects.count() == told


def test_another_part_that_was_taken_back_at_stripe_is_not_taken_for_ours(simulator, transferred, finance):
    simulator.client().v1.transfers.reversals.create(transferred.transfer_ids[0], {"amount": 400})
    asked = reversing.propose(payout_id=transferred.pk, by=finance("fay"), reason="A mistake.", outcome="unclaimed")
    reversing.agree(reversal_id=asked.pk, by=finance("abe"))
    deliver_money()
    asked.refresh_from_db()
    assert (asked.status, LegReversal.objects.get().stripe_id) == ("stuck", None)


def test_a_reversal_is_refused_by_another_only_with_the_right_to(transferred, finance, solver):
    asked = reversing.propose(payout_id=transferred.pk, by=finance("fay"), reason="A mistake.", outcome="unclaimed")
    assert reversing.refuse(reversal_id=asked.pk, by=finance("abe"), reason="It is right.").status == "refused"


def test_each_answer_that_settles_nothing_doubles_the_wait_up_to_five_minutes(payout):
    approving.approve_if_enough(payout_id=payout.pk)
    attempt, waits = reserving.reserve(payout_id=payout.pk), list[int]()
    for _ in range(11):
        asked_at = laurel_now()
        settling.doubt(attempt_id=attempt.pk, error=StripeUnavailable("Silence.", is_ambiguous=True))
        waits.append(round((Payout.objects.get().due_at - asked_at).total_seconds()))
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


@pytest.mark.parametrize(("is_ambiguous", "status", "told"), [(True, "unknown", 1), (False, "submitting", 0)])
def test_a_payout_is_told_to_be_in_doubt_only_if_it_may_have_left(payout, is_ambiguous, status, told):
    approving.approve_if_enough(payout_id=payout.pk)
    attempt = reserving.reserve(payout_id=payout.pk)
    settling.doubt(attempt_id=attempt.pk, error=StripeUnavailable("Silence.", is_ambiguous=is_ambiguous))
    payout.refresh_from_db()
    assert (payout.status, Event.objects.filter(name="payout.doubted").count()) == (status, told)


def test_a_payee_whom_stripe_refuses_though_they_look_payable_is_tried_again_soon_and_never_expires(payout):
    approving.approve_if_enough(payout_id=payout.pk)
    attempt = reserving.reserve(payout_id=payout.pk)
    settling.refuse(attempt_id=attempt.pk, error=StripeRefused("Not now.", code="transfers_not_allowed"))
    payout.refresh_from_db()
    assert (payout.status, payout.hold_reason, payout.expires_at) == ("blocked", "kyc", None)


def test_a_leg_is_tried_anew_twice_and_then_waits_for_a_person(payout, settings):
    approving.approve_if_enough(payout_id=payout.pk)
    settings.STRIPE_LOOK_AGAIN_SECONDS, may_go_on = 60, []
    for _ in range(3):
        attempt = reserving.reserve(payout_id=payout.pk)
        for seconds in (0, 0, 50, 11):  # one look is not enough, nor are three within a minute
            move_clock(seconds=seconds)
            may_go_on.append(settling.miss(attempt_id=attempt.pk))
    assert may_go_on == [*[False] * 3, True, *[False] * 3, True, *[False] * 4]
    assert [attempt.number for attempt in TransferAttempt.objects.order_by("number")] == [1, 2, 3]
    assert (Payout.objects.get().status, reserving.reserve(payout_id=payout.pk)) == ("needs_review", None)


def test_both_parts_of_a_payout_leave_one_after_the_other_without_waiting(crowdfunded, solver, award):
    crowdfunded(6_000, 4_000)
    (payout,) = award(10_000, solver())
    approving.approve_if_enough(payout_id=payout.pk)
    transferring.transfer(payout_id=payout.pk)
    payout.refresh_from_db()
    assert payout.status == "transferred"
