"""Who bears a lost dispute, when it may be said, and what is looked after until then."""

from datetime import timedelta

import pytest

from payments.disputes import concluding, looking_after, owing, settling
from payments.disputes.figures import dispute_figures
from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Dispute, Payout, Refund
from payments.money import Money
from payments.purses import refunding
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.payments.disputes.conftest import breaches, only_dispute
from tests.spoiling import spoil
from workers.models import Event


def told(name):
    return Event.objects.filter(name=name).count()


def figures():
    return {figure.name.removeprefix("laurel_"): figure.value for figure in dispute_figures()}


@pytest.mark.parametrize("conclude", [concluding.bear, concluding.take_from_purse])
def test_an_open_dispute_is_not_concluded(committed_db, funded, dispute, conclude):
    dispute(funded("R", 10_000))
    assert conclude(dispute_id=only_dispute().pk).concluded_at is None
    assert balance(Kind.LOSSES, "usd").amount == 0


def test_a_refund_on_its_way_is_waited_for(committed_db, simulator, funded):
    contribution = funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request", include_fee=True)
    simulator.control.fault("POST /v1/refunds", "rate_limit", times=9)
    simulator.control.dispute(contribution.charge_id)
    simulator.control.webhooks("drop")
    Refund.objects.filter(pk=refund.pk).update(status="submitting")
    assert lose(simulator).concluded_at is None
    simulator.control.forget_faults()
    deliver_all(forgive=True)
    move_clock(seconds=700)
    deliver_all()
    assert looking_after.look_after_due() == 1
    assert told("dispute.lost") == 2
    assert concluding.take_from_purse(dispute_id=only_dispute().pk).concluded_at
    assert Refund.objects.get().status == "charged_back"
    assert breaches() == []


def lose(simulator):
    from_stripe = simulator.control.dump()["objects"]["dispute"][0]["id"]
    simulator.control.decide(from_stripe, "lost")
    settling.look(dispute_id=from_stripe)
    return concluding.take_from_purse(dispute_id=only_dispute().pk)


def test_what_was_paid_out_already_the_purse_can_not_give(committed_db, funded, solver, award, dispute):
    contribution = funded("R", 10_000)
    award(4_000, solver())
    deliver_all()
    dispute(contribution, "lost")
    concluding.take_from_purse(dispute_id=only_dispute().pk)
    ended = only_dispute()
    assert (ended.taken, ended.borne) == (6_500, 4_000)
    assert Payout.objects.get().status == "transferred"
    assert breaches() == []


def test_of_nearly_all_no_more_is_taken_than_the_bank_took(committed_db, funded, dispute):
    dispute(funded("R", 10_000), "lost", amount=10_000)
    ended = concluding.take_from_purse(dispute_id=only_dispute().pk)
    assert (ended.taken, ended.borne) == (10_000, 0)
    left = balance(Kind.PURSE, "usd", "R"), balance(Kind.FEES, "usd")
    assert left == (Money(476, "usd"), Money(24, "usd"))
    assert breaches() == []


def test_of_two_lost_at_once_the_second_takes_what_the_first_left(committed_db, funded, dispute):
    contribution = funded("R", 10_000)
    for amount in (1_000, 9_500):
        dispute(contribution, "lost", amount=amount)
    for lost in Dispute.objects.order_by("amount"):
        ended = concluding.take_from_purse(dispute_id=lost.pk)
        assert (ended.taken, ended.borne) == (lost.amount, 0)
    assert balance(Kind.PURSE, "usd", "R") == balance(Kind.FEES, "usd") == Money(0, "usd")
    assert breaches() == []


def test_one_that_is_lost_after_the_first_was_concluded_is_borne_and_set_off_from_what_goes_back(
    committed_db, funded, dispute
):
    """The purse was let go in between: what it still holds may be somebody's already."""
    contribution = funded("R", 10_000)
    ended = []
    for amount in (1_000, 9_500):
        dispute(contribution, "lost", amount=amount)
        lost = Dispute.objects.get(amount=amount)
        ended.append(concluding.take_from_purse(dispute_id=lost.pk))
    assert [(one.taken, one.borne) for one in ended] == [(1_000, 0), (0, 9_500)]
    held = balance(Kind.PURSE, "usd", "R").amount
    assert refunding.refund_all(reference="R", reason="client_request") == []
    assert owing.debts() == [owing.Debt("sponsor", Money(9_500 - held, "usd"))]
    assert breaches() == []


def test_of_a_borne_contribution_the_winner_is_paid_from_the_platforms_balance(
    committed_db, simulator, funded, solver, award, dispute
):
    contribution = funded("R", 10_000)
    dispute(contribution, "lost")
    concluding.bear(dispute_id=only_dispute().pk)
    simulator.control.settle_everything()
    simulator.control.add_funds(20_000)
    award(10_000, solver())
    deliver_all()
    (transfer,) = simulator.control.dump()["objects"]["transfer"]
    assert (transfer["amount"], transfer["source_transaction"]) == (10_000, None)
    assert Contribution.objects.get().status == "lost"
    assert breaches() == []


def test_another_sponsors_money_is_not_set_off(committed_db, funded, ask, dispute, payer):
    dispute(funded("R", 10_000), "lost")
    concluding.bear(dispute_id=only_dispute().pk)
    funded("Q", 5_000)
    refunding.refund_all(reference="Q", reason="client_request")
    assert Refund.objects.get().amount == 5_000
    assert balance(Kind.SPONSOR_DEBT, "usd", "sponsor") == Money(10_500, "usd")


def test_finance_is_reminded_before_evidence_is_due_and_then_daily(committed_db, funded, dispute):
    dispute(funded("R", 10_000))
    assert (looking_after.look_after_due(), figures()["disputes_due"]) == (0, 0)
    left = only_dispute().evidence_due_by - only_dispute().created_at
    move_clock(seconds=(left - timedelta(days=2)).total_seconds())
    assert (looking_after.look_after_due(), told("dispute.due")) == (1, 1)
    assert (looking_after.look_after_due(), figures()["disputes_due"], figures()["disputes_open"]) == (0, 1, 1)
    move_clock(seconds=(left - timedelta(hours=23)).total_seconds())
    assert (looking_after.look_after_due(), told("dispute.due")) == (1, 2)


def test_a_lost_dispute_that_nobody_concludes_is_told_daily(committed_db, funded, dispute):
    dispute(funded("R", 10_000), "lost")
    assert figures()["disputes_unconcluded"] == 1
    for seconds, times in ((590, 1), (11, 2), (86_390, 2), (11, 3), (86_390, 3), (11, 4)):
        move_clock(seconds=seconds)
        looking_after.look_after_due()
        assert told("dispute.lost") == times
    concluding.bear(dispute_id=only_dispute().pk)
    move_clock(seconds=100_000)
    assert looking_after.look_after_due() == 0
    assert (figures()["disputes_unconcluded"], figures()["sponsor_debts"]) == (0, 1)


def test_a_lost_dispute_is_not_told_again_while_a_refund_of_its_charge_decides_what_is_left(
    committed_db, simulator, funded
):
    contribution = funded("R", 10_000)
    (refund,) = refunding.refund(reference="R", amount=Money(4_000, "usd"), reason="remainder")
    lost = simulator.control.dispute(contribution.charge_id)["id"]
    simulator.control.decide(lost, "lost")
    settling.look(dispute_id=lost)
    for _ in range(3):
        move_clock(seconds=601)
        assert looking_after.look_after_due() == 1
    assert told("dispute.lost") == 1
    Refund.objects.filter(pk=refund.pk).update(status="submitting")
    Refund.objects.filter(pk=refund.pk).update(status="unclaimed")
    move_clock(seconds=601)
    looking_after.look_after_due()
    assert told("dispute.lost") == 2


def test_one_dispute_that_cannot_be_looked_after_holds_up_no_other(db, funded, dispute):
    for name in ("Q", "R"):
        dispute(funded(name, 10_000), "lost")
    spoil(Dispute.objects.order_by("due_at")[0])
    move_clock(seconds=601)
    assert looking_after.look_after_due() == 1
    assert told("dispute.lost") == 3
