"""Refunds that Stripe could not make, because the bank had the money: a lost dispute made them, as far as it goes."""

import pytest

from payments.disputes import concluding, settling
from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Refund
from payments.money import Money
from payments.purses import handing, refunding
from tests.deliveries import deliver_all
from tests.payments.disputes.conftest import breaches, only_dispute


@pytest.fixture
def lose(committed_db, simulator, funded):
    """Of 10,500 paid the bank took so much, unheard of; these refunds were refused, the dispute was lost."""

    def lose(amount, *refund):
        simulator.control.webhooks("drop")
        dispute_id = simulator.control.dispute(funded("R", 10_000).charge_id, amount=amount)["id"]
        for act in refund:
            act()
            deliver_all()
        assert {row.status for row in Refund.objects.all()} == {"unclaimed"}
        simulator.control.decide(dispute_id, "lost")
        settling.look(dispute_id=dispute_id)
        return concluding.take_from_purse(dispute_id=only_dispute().pk)

    return lose


def part():
    refunding.refund(reference="R", amount=Money(3_000, "usd"), reason="client_request")


def whole():
    refunding.refund_all(reference="R", reason="client_request", include_fee=True)


@pytest.mark.parametrize(
    ("amount", "refunds", "statuses", "left_in_purse"),
    [
        (6_000, [part], ["charged_back"], 4_200),  # 3,000 of it; the rest of money and fee as 7,000 to 500
        (3_000, [part], ["charged_back"], 7_000),
        (2_999, [part], ["unclaimed"], 4_201),
        (5_000, [part, part], ["charged_back", "unclaimed"], 2_222),
    ],
)
def test_a_refund_is_charged_back_whole_or_not_at_all(lose, amount, refunds, statuses, left_in_purse):
    ended = lose(amount, *refunds)
    assert sorted(Refund.objects.values_list("status", flat=True)) == statuses
    assert (ended.taken, ended.borne) == (amount, 0)
    unclaimed = 3_000 * statuses.count("unclaimed")
    assert balance(Kind.UNCLAIMED, "usd", "R").amount == unclaimed
    assert balance(Kind.PURSE, "usd", "R").amount == left_in_purse
    assert Contribution.objects.get().refunded == unclaimed
    assert breaches() == []


def test_a_refund_with_its_fee_is_more_than_the_bank_took(lose):
    ended = lose(10_499, whole)
    assert Refund.objects.get().status == "unclaimed"
    assert (ended.taken, ended.borne) == (0, 10_499)
    assert breaches() == []


def test_a_refund_that_somebody_says_is_paid_by_hand_is_waited_for(lose, fay, abe):
    def by_hand():
        handing.propose(refund_id=Refund.objects.get().pk, by=fay, reason="BANK-7.")

    assert lose(6_000, part, by_hand).concluded_at is None
    handing.confirm(refund_id=Refund.objects.get().pk, by=abe)
    ended = concluding.take_from_purse(dispute_id=only_dispute().pk)
    assert (ended.taken, Refund.objects.get().status, breaches()) == (6_000, "by_hand", [])
