"""Who owes what, and how it ends: paid, set off, or given up by two people."""

from functools import partial

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError

from payments.disputes import concluding, owing, paying
from payments.disputes.owing import AlreadyProposed, NothingOwed, ReasonMissing, SecondPersonNeeded
from payments.errors import IllegalMove, InvalidAmount, NotAllowed
from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Purse, Refund, Transaction, WriteOff
from payments.money import Money
from payments.purses import refunding
from payments.purses.settling import look
from tests.deliveries import deliver_all
from tests.payments.disputes.conftest import at_once, breaches, only_dispute
from tests.simulator import GOOD, fill
from workers.models import Event


def usd(amount):
    return Money(amount, "usd")


@pytest.fixture
def debt(committed_db, funded, dispute):
    """The sponsor owes 10,500."""
    dispute(funded("R", 10_000), "lost")
    concluding.bear(dispute_id=only_dispute().pk)


def owed():
    return balance(Kind.SPONSOR_DEBT, "usd", "sponsor").amount


def propose(by, amount=10_500):
    return owing.propose_write_off(payer_reference="sponsor", amount=usd(amount), by=by, reason="Bankrupt.")


def page(payer, key="d"):
    facts = {"client_key": key, "return_url": "https://laurel.test/back", "by": payer}
    return paying.pay(payer_reference="sponsor", currency="usd", **facts)


def test_debts_are_listed_by_payer(debt):
    assert owing.debts() == owing.debts("sponsor") == [owing.Debt("sponsor", usd(10_500))]
    assert owing.debts("another") == []


def test_who_proposes_can_not_agree_not_even_an_administrator(debt, finance):
    fay = finance("fay")
    fay.is_superuser = True
    fay.save()
    row = propose(fay)
    with pytest.raises(SecondPersonNeeded):
        owing.agree_to_write_off(write_off_id=row.pk, by=fay, reason="Me again.")
    with pytest.raises(IntegrityError, match="write_off_takes_two_people"):
        WriteOff.objects.update(status="agreed", decided_by=fay, decided_at="2026-01-01T00:00Z", decision_reason="x")


def test_two_people_give_a_part_up(debt, finance):
    fay, fin = finance("fay"), finance("fin")
    owing.agree_to_write_off(write_off_id=propose(fay, 500).pk, by=fin, reason="Small.")
    entry = Transaction.objects.get(situation="debt_written_off")
    assert (owed(), entry.by) == (10_000, fin)
    assert breaches() == []


def test_each_step_of_a_write_off_is_told_with_its_reason(debt, finance):
    fay, fin = finance("fay"), finance("fin")
    owing.agree_to_write_off(write_off_id=propose(fay, 500).pk, by=fin, reason="Small.")
    owing.decline_write_off(write_off_id=propose(fay, 700).pk, by=fay, reason="They pay.")
    told = Event.objects.filter(name__startswith="write_off.").order_by("id")
    assert [(one.name, one.actor_id, one.payload["amount"], one.payload["reason"]) for one in told] == [
        ("write_off.proposed", fay.pk, 500, "Bankrupt."),
        ("write_off.agreed", fin.pk, 500, "Small."),
        ("write_off.proposed", fay.pk, 700, "Bankrupt."),
        ("write_off.declined", fay.pk, 700, "They pay."),
    ]


def test_the_smallest_loss_is_told_borne_owed_and_given_up(committed_db, funded, dispute, finance):
    dispute(funded("R", 10_000), "lost", amount=1)
    assert Event.objects.filter(name="dispute.lost").count() == 1
    concluding.bear(dispute_id=only_dispute().pk)
    assert owing.debts() == [owing.Debt("sponsor", usd(1))]
    owing.agree_to_write_off(write_off_id=propose(finance("fay"), 1).pk, by=finance("fin"), reason="A cent.")
    assert owing.debts() == []


@pytest.mark.parametrize("decide", [owing.agree_to_write_off, owing.decline_write_off])
def test_who_decides_needs_the_right_a_reason_and_no_part_in_it(debt, finance, solver, payer, decide):
    row, maker = propose(finance("fay")), finance("may")
    maker.groups.set(Group.objects.filter(name="maker"))
    payer.is_staff = payer.is_superuser = True
    payer.save()
    for by, reason, refusal in (
        (solver("ann", outcome=None), "Yes.", NotAllowed),
        (maker, "Yes.", NotAllowed),
        (payer, "Yes.", NotAllowed),
        (finance("fin"), " ", ReasonMissing),
    ):
        with pytest.raises(refusal):
            decide(write_off_id=row.pk, by=by, reason=reason)
    assert (WriteOff.objects.get().status, owed()) == ("proposed", 10_500)


def test_a_declined_write_off_leaves_the_debt_and_is_over(debt, finance):
    fay, fin = finance("fay"), finance("fin")
    row = propose(fay)
    owing.decline_write_off(write_off_id=row.pk, by=fin, reason="They can pay.")
    with pytest.raises(IllegalMove):
        owing.agree_to_write_off(write_off_id=row.pk, by=fin, reason="Or not.")
    assert owed() == 10_500


def test_nothing_is_given_up_that_is_not_owed(debt, finance):
    fay = finance("fay")
    for amount in (10_501, 0, -1):
        with pytest.raises(NothingOwed):
            propose(fay, amount)
    row = propose(fay)
    with pytest.raises(AlreadyProposed):
        propose(finance("fin"))
    assert WriteOff.objects.get().pk == row.pk


def test_what_was_paid_after_it_was_proposed_is_not_given_up(debt, finance):
    row = propose(finance("fay"))
    refunding.refund_all(reference="R", reason="client_request")  # set off from what is owed
    with pytest.raises(NothingOwed, match=r"\$5\.00 is owed; \$105\.00 can't be given up"):
        owing.agree_to_write_off(write_off_id=row.pk, by=finance("fin"), reason="Bankrupt.")
    row.refresh_from_db()
    assert (row.status, owed()) == ("proposed", 500)


def test_only_finance_gives_up_and_says_why_and_not_for_itself(debt, finance, solver, payer):
    with pytest.raises(NotAllowed):
        propose(solver("ann", outcome=None))
    with pytest.raises(ReasonMissing):
        owing.propose_write_off(payer_reference="sponsor", amount=usd(1), by=finance("fay"), reason=" ")
    payer.is_staff = payer.is_superuser = True
    payer.save()
    with pytest.raises(NotAllowed, match="have paid for this sponsor"):
        propose(payer)


def test_agreed_by_many_at_once_it_is_given_up_once(debt, finance):
    row = propose(finance("fay"), 5_000)
    others = [finance(f"fin{number}") for number in range(5)]
    agree = [partial(owing.agree_to_write_off, write_off_id=row.pk, by=by, reason="Yes.") for by in others]
    assert [type(error) for error in at_once(*agree)] == [IllegalMove] * 4
    assert owed() == 5_500


def test_a_debt_is_paid_once_however_often_it_is_asked(debt, payer):
    pages = [page(payer), page(payer), page(payer, "other key")]
    assert len({one.pk for one in pages}) == 1
    fill(pages[0].checkout_url, card=GOOD)
    look(contribution_id=str(pages[0].pk))
    deliver_all()
    paying.apply(contribution_id=pages[0].pk)
    assert (owed(), balance(Kind.LOSSES, "usd")) == (0, usd(0))
    assert Purse.objects.get(purpose="debt").status == "closed"
    with pytest.raises(NothingOwed):
        page(payer, "again")
    assert breaches() == []


def test_what_is_paid_beyond_the_debt_goes_back(debt, payer, finance):
    contribution = page(payer)
    fill(contribution.checkout_url, card=GOOD)
    owing.agree_to_write_off(write_off_id=propose(finance("fay"), 500).pk, by=finance("fin"), reason="Small.")
    look(contribution_id=str(contribution.pk))
    deliver_all()
    assert owed() == 0
    assert Refund.objects.values_list("amount", "status", "reason").get() == (500, "refunded", "overpaid")
    assert breaches() == []


def test_a_debt_that_changed_is_asked_for_anew(debt, payer, finance):
    first = page(payer)
    owing.agree_to_write_off(write_off_id=propose(finance("fay"), 500).pk, by=finance("fin"), reason="Small.")
    second = page(payer, "new key")
    first.refresh_from_db()
    assert (first.status, second.amount, second.platform_fee) == ("failed", 10_000, 0)


def test_a_debt_below_stripes_smallest_charge_is_not_asked_for(debt, payer, finance):
    owing.agree_to_write_off(write_off_id=propose(finance("fay"), 10_490).pk, by=finance("fin"), reason="Nearly all.")
    with pytest.raises(InvalidAmount):
        page(payer)
    assert not Purse.objects.filter(purpose="debt").exists()


def test_a_payment_of_a_debt_can_be_disputed_too_and_is_owed_again(debt, payer, dispute):
    contribution = page(payer)
    fill(contribution.checkout_url, card=GOOD)
    look(contribution_id=str(contribution.pk))
    deliver_all()
    dispute(Contribution.objects.get(pk=contribution.pk), "lost")
    assert owed() == 10_500
    second = page(payer, "second")
    fill(second.checkout_url, card=GOOD)
    look(contribution_id=str(second.pk))
    deliver_all()
    assert owed() == 0
    assert breaches() == []
