"""What people do about a refund that Stripe can't return."""

import pytest
from django.contrib.auth.models import Group

from payments.errors import IllegalMove, NotAllowed
from payments.ledger.accounts import Kind, balance
from payments.models import Refund
from payments.purses import handing, refunding, returning
from payments.purses.handing import ReasonMissing
from payments.reconciliation.proving import self_check
from payments.stripe import gateway
from payments.stripe.errors import StripeUnavailable
from tests.deliveries import deliver_all


@pytest.fixture
def came_back(committed_db, simulator, funded):
    """A refund that left, and came back."""
    funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request", include_fee=True)
    deliver_all()
    return bounce(simulator, refund)


def bounce(simulator, refund):
    refund.refresh_from_db()
    simulator.control.fail_refund(refund.refund_id)
    returning.settle(gateway.retrieve_refund(refund.refund_id))
    refund.refresh_from_db()
    return refund


def unclaimed():
    return balance(Kind.UNCLAIMED, "usd", "R").amount + balance(Kind.UNCLAIMED, "usd").amount


def test_a_refund_that_came_back_is_sent_once_more_and_arrives(came_back, fay):
    first = came_back.refund_id
    handing.retry(refund_id=came_back.pk, by=fay, reason="A new card.")
    deliver_all()
    came_back.refresh_from_db()
    assert came_back.status == "refunded"
    assert came_back.past_ids == [first]
    assert came_back.refund_id != first
    assert unclaimed() == 0


@pytest.mark.parametrize(("why", "refusal"), [({}, "unknown"), ({"failure_reason": None}, "returned")])
def test_it_says_why_it_came_back(committed_db, simulator, funded, why, refusal):
    funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request")
    deliver_all()
    refund.refresh_from_db()
    simulator.control.fail_refund(refund.refund_id)
    returning.settle(gateway.retrieve_refund(refund.refund_id) | why)
    refund.refresh_from_db()
    assert (refund.status, refund.refusal) == ("unclaimed", refusal)


def test_it_may_come_back_again_and_be_sent_again(simulator, came_back, fay):
    for _ in range(2):
        handing.retry(refund_id=came_back.pk, by=fay, reason="Once more.")
        deliver_all()
        bounce(simulator, came_back)
    assert (came_back.status, came_back.retries, unclaimed()) == ("unclaimed", 2, 10_500)
    assert [breach for finding in self_check() for breach in finding.breaches] == []


def test_old_news_of_the_first_refund_does_not_touch_the_second(came_back, fay):
    old = gateway.retrieve_refund(came_back.refund_id)
    handing.retry(refund_id=came_back.pk, by=fay, reason="A new card.")
    returning.settle(old)
    came_back.refresh_from_db()
    assert came_back.status == "reserved"
    deliver_all()
    returning.settle(old)
    came_back.refresh_from_db()
    assert came_back.status == "refunded"


def test_a_retry_without_an_answer_is_looked_for_and_not_doubled(simulator, came_back, fay):
    handing.retry(refund_id=came_back.pk, by=fay, reason="A new card.")
    simulator.control.fault("POST /v1/refunds", "drop_after")
    with pytest.raises(StripeUnavailable):
        returning.send(refund_id=str(came_back.pk))
    returning.send(refund_id=str(came_back.pk))
    made = simulator.control.dump()["objects"]["refund"]
    assert [row["status"] for row in made] == ["failed", "succeeded"]


def test_paid_by_hand_takes_two_people(came_back, fay, abe):
    handing.propose(refund_id=came_back.pk, by=fay, reason="SEPA 4711")
    with pytest.raises(NotAllowed):
        handing.confirm(refund_id=came_back.pk, by=fay)
    assert handing.confirm(refund_id=came_back.pk, by=abe).status == "by_hand"
    assert (unclaimed(), balance(Kind.BANK, "usd").amount) == (0, -10_500)
    assert [breach for finding in self_check() for breach in finding.breaches] == []


def test_what_is_refused_moves_nothing_and_can_be_proposed_anew(came_back, fay, abe):
    handing.propose(refund_id=came_back.pk, by=fay, reason="SEPA 4711")
    handing.refuse(refund_id=came_back.pk, by=abe, reason="Not on our statement.")
    assert unclaimed() == 10_500
    assert handing.propose(refund_id=came_back.pk, by=fay, reason="SEPA 4712").status == "proposed"


def test_it_is_not_both_sent_to_the_card_and_paid_by_hand(came_back, fay, abe):
    handing.propose(refund_id=came_back.pk, by=fay, reason="SEPA 4711")
    with pytest.raises(IllegalMove):
        handing.retry(refund_id=came_back.pk, by=abe, reason="Try the card.")
    handing.refuse(refund_id=came_back.pk, by=fay, reason="The card is back.")
    handing.retry(refund_id=came_back.pk, by=fay, reason="The card is back.")
    with pytest.raises(IllegalMove):
        handing.propose(refund_id=came_back.pk, by=abe, reason="By hand.")


def test_each_act_on_a_refund_takes_its_right(came_back, fay, finance):
    checker, maker = finance("una"), finance("mia")
    for person, group in ((checker, "checker"), (maker, "maker"), (fay, "maker")):
        person.groups.set(Group.objects.filter(name=group))
    for act in (handing.retry, handing.propose):
        with pytest.raises(NotAllowed, match="Hold, note"):
            act(refund_id=came_back.pk, by=checker, reason="SEPA 4711")
    handing.propose(refund_id=came_back.pk, by=fay, reason="SEPA 4711")
    for act in (handing.confirm, handing.refuse):
        with pytest.raises(NotAllowed, match="Approve, release"):
            act(refund_id=came_back.pk, by=maker, reason="Mine.")
    with pytest.raises(ReasonMissing):
        handing.refuse(refund_id=came_back.pk, by=fay, reason=" ")
    assert handing.refuse(refund_id=came_back.pk, by=fay, reason="The wrong one.").status == "unclaimed"


def test_only_finance_and_only_with_a_reason(came_back, payer, fay):
    with pytest.raises(NotAllowed):
        handing.retry(refund_id=came_back.pk, by=payer, reason="Please.")
    for act, says in ((handing.propose, "with the bank's reference"), (handing.retry, "in a sentence")):
        with pytest.raises(ReasonMissing, match=says):
            act(refund_id=came_back.pk, by=fay, reason=" ")
    assert Refund.objects.get().status == "unclaimed"


def test_a_refund_under_way_waits_for_nobody(committed_db, simulator, funded, fay):
    funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request")
    with pytest.raises(IllegalMove):
        handing.propose(refund_id=refund.pk, by=fay, reason="By hand.")


def test_paying_by_hand_is_proposed_once_and_confirmed_only_where_it_was(came_back, fay, abe):
    for act in (handing.confirm, handing.refuse):
        with pytest.raises(IllegalMove, match="Nobody has proposed"):
            act(refund_id=came_back.pk, by=abe, reason="By transfer 7.")
    handing.propose(refund_id=came_back.pk, by=fay, reason="By transfer 7.")
    with pytest.raises(IllegalMove, match="proposed already"):
        handing.propose(refund_id=came_back.pk, by=abe, reason="By transfer 7.")
    assert unclaimed() == 10_500
