"""Who owes what, and how it ends: paid, set off, or given up by two people."""

from functools import partial

import pytest
from django.db import IntegrityError

from payments.disputes import concluding, owing, paying
from payments.disputes.owing import AlreadyProposed, NothingOwed, ReasonMissing, SecondPersonNeeded
from payments.errors import IllegalMove, InvalidAmount, NotAllowed
from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Purse, Refund, Transaction, WriteOff
from payments.money import Money
from payments.purses.settling import look
from tests.deliveries import deliver_all
from tests.payments.disputes.conftest import at_once, breaches, only_dispute
from tests.simulator import GOOD, fill


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
