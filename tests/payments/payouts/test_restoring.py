"""How Stripe is asked for what is taken back: how long between tries, under which key, and when no more."""

import pytest

from payments.models import LegReversal, PayoutReversal
from payments.payouts import restoring, reversing, transferring
from payments.stripe.errors import StripeUnavailable
from tests.clock import move_clock
from tests.payments.payouts.conftest import settle_payouts, transfers_at_stripe
from workers.clock import laurel_now
from workers.models import Event


@pytest.fixture
def agreed(crowdfunded, solver, award, finance):
    """Of two transfers, that two people want back; Stripe has not been asked."""
    crowdfunded(6_000, 4_000)
    (payout,) = award(10_000, solver())
    assert settle_payouts(payout) == ["transferred"]
    asked = reversing.propose(payout_id=payout.pk, by=finance("fay"), reason="A mistake.", outcome="unclaimed")
    return reversing.agree(reversal_id=asked.pk, by=finance("abe"))


def silence(**more):
    return StripeUnavailable("Silence.", is_ambiguous=True, **more)


def test_one_under_way_is_taken_up_again_after_two_minutes_and_not_before(agreed):
    told = []
    for seconds in (110, 11, 0, 110, 11):
        move_clock(seconds=seconds)
        reversing.resume_due()
        told.append(Event.objects.filter(name="reversal.resumed").count())
    assert told == [0, 1, 1, 1, 2]


def test_each_silence_doubles_the_wait_up_to_five_minutes(agreed):
    row, waits = restoring._next(agreed.pk), []
    for _ in range(10):
        asked_at = laurel_now()
        restoring._wait(row.pk, silence())
        waits.append(round((PayoutReversal.objects.get().due_at - asked_at).total_seconds()))
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


@pytest.mark.parametrize(("hours", "is_sticky", "attempt"), [(22, False, 1), (24, False, 2), (0, True, 2)])
def test_its_key_is_used_as_long_as_stripe_knows_it_and_answers_anew(agreed, hours, is_sticky, attempt):
    row = restoring._next(agreed.pk)
    restoring._wait(row.pk, silence(is_sticky=is_sticky))
    move_clock(seconds=hours * 3_600)
    again = restoring._next(agreed.pk)
    assert (again.pk, again.stripe_key) == (row.pk, f"leg_reversal:{row.pk}:{attempt}")


def test_what_was_refused_is_asked_for_under_its_next_key(agreed, finance):
    row = restoring._next(agreed.pk)
    restoring._stop(row.pk, "No money.")
    reversing.retry(reversal_id=agreed.pk, by=finance("ida"), reason="They have some now.")
    assert LegReversal.objects.get(pk=row.pk).stripe_key == f"leg_reversal:{row.pk}:2"


def test_once_one_part_is_refused_the_others_wait_for_people(simulator, agreed):
    restoring._stop(restoring._next(agreed.pk).pk, "No money.")
    restoring.send(reversal_id=agreed.pk)
    assert {made["amount_reversed"] for made in transfers_at_stripe(simulator)} == {0}
    assert sorted(LegReversal.objects.values_list("status", flat=True)) == ["planned", "refused"]


def test_no_late_answer_undoes_the_part_that_came_back_while_another_is_still_to_come(agreed):
    row = restoring._next(agreed.pk)
    restoring.settle(row_id=row.pk, answer={"id": "trr_1"})
    restoring._stop(row.pk, "Too late.")
    restoring._wait(row.pk, silence(is_sticky=True))
    assert sorted(LegReversal.objects.values_list("status", "attempt")) == [("planned", 1), ("reversed", 1)]
    reversal = PayoutReversal.objects.get()
    assert (reversal.status, reversal.retries, reversal.refusal) == ("submitting", 0, "")


def test_late_news_of_a_transfer_that_was_taken_back_leaves_no_question(simulator, agreed):
    restoring.send(reversal_id=agreed.pk)
    for made in transfers_at_stripe(simulator):
        transferring.recognise(transfer_id=made["id"])
    assert not Event.objects.filter(name="payout.questioned").exists()
