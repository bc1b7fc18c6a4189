"""Finance answers a bank: once, by a person with a reason, whatever Stripe's line is like."""

import pytest
from django.contrib.auth.models import Group

from payments.disputes import answering, settling
from payments.disputes.answering import ActUnderWay, EvidenceTooLong
from payments.disputes.owing import ReasonMissing
from payments.errors import IllegalMove, NotAllowed
from payments.models import DisputeAct
from payments.stripe import gateway
from payments.stripe.errors import StripeUnavailable
from tests.deliveries import deliver_all
from tests.payments.disputes.conftest import only_dispute
from workers.models import Event


@pytest.fixture
def open_dispute(committed_db, funded, dispute):
    dispute(funded("R", 10_000))
    return only_dispute()


def contest(dispute, by, text="We delivered.", reason="We can show it."):
    return answering.contest(dispute_id=dispute.pk, text=text, by=by, reason=reason)


def at_stripe():
    return gateway.retrieve_dispute(only_dispute().dispute_id)


def test_evidence_goes_out_with_the_facts_under_it(open_dispute, finance):
    answering.keep_facts(dispute_id=open_dispute.pk, facts="Three entries.")
    contest(open_dispute, finance("fay"))
    deliver_all()
    assert at_stripe()["evidence"]["uncategorized_text"] == "We delivered.\n\nThree entries."
    assert (only_dispute().status, DisputeAct.objects.get().status) == ("under_review", "sent")


def test_each_answer_says_who_and_why(open_dispute, finance):
    fay = finance("fay")
    contest(open_dispute, fay)
    event = Event.objects.get(name="dispute.contested")
    assert (event.actor_id, event.payload["reason"]) == (fay.pk, "We can show it.")


def test_who_gives_in_has_lost(open_dispute, finance):
    answering.accept(dispute_id=open_dispute.pk, by=finance("fay"), reason="They are right.")
    deliver_all()
    assert (only_dispute().status, at_stripe()["status"]) == ("lost", "lost")


@pytest.mark.parametrize("fault", ["error_500_before", "error_500_after", "drop_after"])
def test_who_gives_in_does_so_once_whatever_stripe_answers(open_dispute, simulator, finance, fault):
    act = answering.accept(dispute_id=open_dispute.pk, by=finance("fay"), reason="They are right.")
    simulator.control.fault("POST /v1/disputes/{id}/close", fault)
    with pytest.raises(StripeUnavailable):
        answering.send(act_id=act.pk)
    answering.send(act_id=act.pk)
    act.refresh_from_db()
    assert (act.status, act.refusal, only_dispute().status) == ("sent", "", "lost")
    assert not Event.objects.filter(name="dispute.refused").exists()


def test_each_answer_that_stripe_would_only_repeat_takes_another_key(open_dispute, simulator, finance):
    act = contest(open_dispute, finance("fay"))
    simulator.control.fault("POST /v1/disputes/{id}", "error_500_before", times=3)
    for _ in range(3):
        with pytest.raises(StripeUnavailable):
            answering.send(act_id=act.pk)
    answering.send(act_id=act.pk)
    assert DisputeAct.objects.get().status == "sent"


def test_giving_in_that_stripe_refuses_is_shown_too(open_dispute, simulator, finance):
    act = answering.accept(dispute_id=open_dispute.pk, by=finance("fay"), reason="They are right.")
    simulator.control.decide(open_dispute.dispute_id, "won")
    answering.send(act_id=act.pk)
    act.refresh_from_db()
    assert (act.status, only_dispute().status) == ("refused", "won")


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "error_500_before", "error_500_after", "rate_limit"])
def test_whatever_stripe_answers_it_is_told_once(open_dispute, simulator, finance, fault):
    act = contest(open_dispute, finance("fay"))
    simulator.control.fault("POST /v1/disputes/{id}", fault)
    with pytest.raises(StripeUnavailable):
        answering.send(act_id=act.pk)
    answering.send(act_id=act.pk)
    answering.send(act_id=act.pk)
    assert at_stripe()["evidence_details"]["submission_count"] == 1
    assert (only_dispute().status, DisputeAct.objects.get().status) == ("under_review", "sent")


def test_what_stripe_refuses_is_shown_to_finance(open_dispute, simulator, finance):
    act = contest(open_dispute, finance("fay"))
    simulator.control.decide(open_dispute.dispute_id, "won")
    answering.send(act_id=act.pk)
    act.refresh_from_db()
    assert (act.status, only_dispute().status) == ("refused", "won")
    assert "closed" in act.refusal
    assert Event.objects.filter(name="dispute.refused").exists()


def test_a_dispute_has_one_answer_on_its_way(open_dispute, finance):
    contest(open_dispute, finance("fay"))
    with pytest.raises(ActUnderWay):
        answering.accept(dispute_id=open_dispute.pk, by=finance("fin"), reason="No.")


def test_a_dispute_that_is_under_review_takes_no_more(open_dispute, finance):
    contest(open_dispute, finance("fay"))
    deliver_all()
    with pytest.raises(IllegalMove):
        contest(open_dispute, finance("fin"))


def test_nobody_else_answers_and_nobody_without_a_reason(open_dispute, finance, solver, payer):
    with pytest.raises(NotAllowed):
        contest(open_dispute, solver("ann", outcome=None))
    with pytest.raises(ReasonMissing):
        contest(open_dispute, finance("fay"), reason="  ")
    with pytest.raises(EvidenceTooLong):
        contest(open_dispute, finance("fin"), text="x" * 20_001)
    payer.is_staff = payer.is_superuser = True
    payer.save()
    with pytest.raises(NotAllowed, match="made this payment"):
        contest(open_dispute, payer)
    assert not DisputeAct.objects.exists()


def test_evidence_is_as_long_as_stripe_takes_it_its_facts_included(open_dispute, finance):
    fay = finance("fay")
    with pytest.raises(EvidenceTooLong, match="this has 0"):
        contest(open_dispute, fay, text=" ")
    answering.keep_facts(dispute_id=open_dispute.pk, facts="Three entries.")
    longest = answering.LONGEST_EVIDENCE - len("\n\nThree entries.")
    with pytest.raises(EvidenceTooLong):
        contest(open_dispute, fay, text="x" * (longest + 1))
    act = contest(open_dispute, fay, text="x" * longest)
    assert len(act.request["evidence"]["uncategorized_text"]) == answering.LONGEST_EVIDENCE


def test_each_right_answers_in_its_own_way(open_dispute, finance):
    maker, checker = finance("may"), finance("chuck")
    maker.groups.set(Group.objects.filter(name="maker"))
    checker.groups.set(Group.objects.filter(name="checker"))
    with pytest.raises(NotAllowed):
        answering.accept(dispute_id=open_dispute.pk, by=maker, reason="They are right.")
    with pytest.raises(NotAllowed):
        contest(open_dispute, checker)
    assert not DisputeAct.objects.exists()


def test_stripes_words_of_evidence_win(open_dispute, simulator, finance):
    contest(open_dispute, finance("fay"), text="winning_evidence")
    deliver_all()
    simulator.control.advance(1)
    settling.look(dispute_id=open_dispute.dispute_id)
    assert only_dispute().status == "won"
