"""A dispute arrives while something else is being done with the same money."""

from functools import partial

import pytest

from payments.disputes import answering, concluding, looking_after, settling
from payments.disputes.answering import ActUnderWay
from payments.errors import IllegalMove
from payments.models import Contribution, Dispute, DisputeAct, Payout, Purse, Refund, TransferAttempt
from payments.payouts import approving, reserving
from payments.purses import refunding, returning
from payments.stripe import gateway
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.meeting import held_then_met
from tests.payments.disputes.conftest import at_once, breaches, only_dispute
from workers.models import Event

ROUNDS = range(6)


@pytest.fixture
def opened(committed_db, funded, dispute) -> Dispute:
    """The bank has the money, and nobody has answered it."""
    dispute(funded("R", 10_000))
    return only_dispute()


def decided(simulator, dispute, status):
    """What Stripe tells once the bank has decided."""
    simulator.control.decide(dispute.dispute_id, status)
    return gateway.retrieve_dispute(dispute.dispute_id)


def contest(dispute, by):
    return answering.contest(dispute_id=dispute.pk, text="We delivered.", by=by, reason="We can show it.")


@pytest.mark.parametrize("turn", ROUNDS)
def test_a_payout_is_under_way_or_it_waits(committed_db, simulator, funded, solver, award, turn):
    contribution = funded("R", 10_000)
    (payout,) = award(10_000, solver())
    approving.approve_if_enough(payout_id=payout.pk)
    told = gateway.retrieve_dispute(simulator.control.dispute(contribution.charge_id)["id"])
    acts = [partial(reserving.reserve, payout_id=payout.pk), partial(settling.settle, told)]
    assert at_once(*acts[:: 1 if turn % 2 else -1]) == []
    payout = Payout.objects.get()
    assert (payout.status, payout.hold_reason, TransferAttempt.objects.count()) in [
        ("submitting", "", 1),
        ("blocked", "dispute", 0),
    ]
    assert Purse.objects.get().status == "frozen"


@pytest.mark.parametrize("turn", ROUNDS)
def test_a_refund_is_reserved_or_it_waits(committed_db, simulator, funded, turn):
    contribution = funded("R", 10_000)
    told = gateway.retrieve_dispute(simulator.control.dispute(contribution.charge_id)["id"])
    back = partial(refunding.refund_all, reference="R", reason="client_request", include_fee=True)
    assert at_once(*[back, partial(settling.settle, told)][:: 1 if turn % 2 else -1]) == []
    purse = Purse.objects.get()
    assert (purse.status, purse.waiting_refund, Refund.objects.count()) in [
        ("closed", "", 1),
        ("frozen", "client_request", 0),
    ]
    deliver_all()  # what was reserved is refused by Stripe, because the bank has the money: a person sees it
    simulator.control.decide(told["id"], "lost")
    settling.look(dispute_id=told["id"])
    concluding.take_from_purse(dispute_id=only_dispute().pk)
    deliver_all()
    assert not Refund.objects.filter(status="refunded").exists()
    assert Purse.objects.get().status == "closed"
    assert breaches() == []


def test_an_award_and_a_dispute_at_once_leave_a_payout_that_waits(committed_db, simulator, funded, solver, award):
    contribution = funded("R", 10_000)
    ann = solver()
    told = gateway.retrieve_dispute(simulator.control.dispute(contribution.charge_id)["id"])
    assert at_once(partial(award, 10_000, ann), partial(settling.settle, told)) == []
    deliver_all()
    assert Payout.objects.get().hold_reason == "dispute"


def test_a_lost_dispute_has_one_end_however_many_conclude_it(committed_db, funded, dispute):
    dispute(funded("R", 10_000), "lost")
    pk = only_dispute().pk
    assert (
        at_once(*[partial(concluding.bear, dispute_id=pk), partial(concluding.take_from_purse, dispute_id=pk)] * 5)
        == []
    )
    ended = only_dispute()
    assert (ended.taken, ended.borne) in [(10_500, 0), (0, 10_500)]
    assert breaches() == []


def test_facts_that_are_gathered_while_the_bank_is_heard_stay(opened, simulator):
    told = decided(simulator, opened, "won")
    facts = "Two had entered."
    held_then_met(lambda: answering.keep_facts(dispute_id=opened.pk, facts=facts), lambda: settling.settle(told))
    assert (only_dispute().facts, only_dispute().status) == (facts, "won")


def test_what_the_bank_has_just_decided_is_not_answered_any_more(opened, simulator, fay):
    told = decided(simulator, opened, "lost")
    _, second = held_then_met(lambda: settling.settle(told), lambda: contest(opened, fay))
    assert isinstance(second, IllegalMove)
    assert not DisputeAct.objects.exists()


def test_of_two_who_answer_at_once_one_answers(opened, fay, abe):
    _, second = held_then_met(
        lambda: contest(opened, fay), lambda: answering.accept(dispute_id=opened.pk, by=abe, reason="They are right.")
    )
    assert isinstance(second, ActUnderWay)
    assert DisputeAct.objects.get().kind == "evidence"


def test_an_answer_that_was_sent_is_not_told_as_refused_by_who_sent_it_too(opened, fay):
    act = contest(opened, fay)
    _, second = held_then_met(
        lambda: answering._finish(act, "sent"), lambda: answering._finish(act, "refused", refusal="It is answered.")
    )
    assert second is None
    assert (DisputeAct.objects.get().status, Event.objects.filter(name="dispute.refused").count()) == ("sent", 0)


def test_a_lost_dispute_that_is_just_concluded_is_not_asked_about_again(opened, simulator):
    settling.settle(decided(simulator, opened, "lost"))
    move_clock(seconds=11 * 60)
    held_then_met(lambda: concluding.bear(dispute_id=opened.pk), looking_after.look_after_due)
    assert (only_dispute().due_at, Event.objects.filter(name="dispute.lost").count()) == (None, 1)


def test_what_has_gone_back_while_the_bank_takes_the_rest_stays_disputed(committed_db, simulator, funded):
    contribution = funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request")
    Refund.objects.update(status="submitting")
    answer = gateway.create_refund(refund.request, key=refund.stripe_key)
    told = gateway.retrieve_dispute(simulator.control.dispute(contribution.charge_id, amount=500)["id"])
    _, second = held_then_met(lambda: settling.settle(told), lambda: returning.settle(answer))
    assert second is None
    assert (Contribution.objects.get().status, Refund.objects.get().status) == ("disputed", "refunded")
