"""What a payer owes is paid by them, or out of what would go back to them: each is told as what it is."""

import pytest

from payments.disputes import concluding, owing, paying
from payments.models import Contribution, Refund, Transaction
from payments.money import Money
from payments.purses import refunding
from payments.purses.settling import look
from tests.deliveries import deliver_all
from tests.payments.disputes.conftest import breaches, only_dispute
from tests.simulator import GOOD, fill
from workers.models import Event


@pytest.fixture
def debt(committed_db, funded, dispute):
    """The sponsor owes 10,500, and their 10,000 are still in the purse."""
    dispute(funded("R", 10_000), "lost")
    concluding.bear(dispute_id=only_dispute().pk)


def told_of_debts():
    """What became of debts: as what, of how much, whose, and by whom."""
    told = Event.objects.filter(name__in=["debt.paid", "debt.set_off"])
    return [(event.name, event.payload["amount"], event.payload["payer"], event.actor_id) for event in told]


def test_what_a_payer_pays_is_told_as_paid(debt, payer):
    page = paying.pay(
        payer_reference="sponsor", currency="usd", client_key="d", return_url="https://laurel.test/back", by=payer
    )
    assert (page.total.amount, page.platform_fee) == (10_500, 0)
    fill(page.checkout_url, card=GOOD)
    look(contribution_id=str(page.pk))
    deliver_all()
    assert told_of_debts() == [("debt.paid", 10_500, "sponsor", payer.pk)]
    assert Transaction.objects.filter(situation__in=["debt_paid", "debt_set_off"]).get().situation == "debt_paid"


def test_what_would_go_back_to_who_owes_is_set_off_and_told_as_that(debt, finance):
    fay = finance("fay")
    assert refunding.refund_all(reference="R", reason="client_request", by=fay) == []
    deliver_all()
    assert told_of_debts() == [("debt.set_off", 10_000, "sponsor", fay.pk)]
    assert Transaction.objects.filter(situation__in=["debt_paid", "debt_set_off"]).get().situation == "debt_set_off"
    assert (Refund.objects.count(), Contribution.objects.get().taken) == (0, 10_000)
    assert owing.debts() == [owing.Debt("sponsor", Money(500, "usd"))]
    assert breaches() == []
