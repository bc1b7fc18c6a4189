"""To the last unit: several charges that pay several people, and a whole life in a currency without cents."""

from collections import Counter
from datetime import timedelta

import pytest

from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Payout, Purse, TransferLeg
from payments.money import Money
from payments.payouts.creating import Share, create_payouts
from payments.purses.refunding import refund_all
from payments.purses.settling import look
from payments.reconciliation.proving import self_check
from payments.reconciliation.reconciling import reconcile
from payments.reconciliation.summarising import as_rows
from tests.deliveries import deliver_all
from tests.payments.payouts.conftest import assert_one_to_one, transfers_at_stripe
from tests.simulator import GOOD, fill


@pytest.fixture
def filled(committed_db, simulator, ask):
    """Purse R, filled by three sponsors: `filled("usd", 5_000, 3_000, 2_000)`; gives their charges."""

    def filled(currency: str, *amounts: int) -> list[str]:
        for number in range(len(amounts)):
            target = sum(amounts[: number + 1])
            Purse.objects.update(target=target)
            contribution = ask("R", target, key=f"k{number}", sponsor=f"sponsor {number}", currency=currency)
            assert fill(contribution.checkout_url, card=GOOD).status_code == 303
            look(contribution_id=str(contribution.pk))
        return list(Contribution.objects.order_by("settled_at", "id").values_list("charge_id", flat=True))

    return filled


def owe(solver, amount, *basis_points):
    """An award to ann, ben and cem, by their parts."""
    people = [solver(name) for name, _ in zip(("ann", "ben", "cem"), basis_points, strict=False)]
    shares = [Share(user.pk, bp) for user, bp in zip(people, basis_points, strict=True)]
    return create_payouts(purse_reference="R", award_reference="A", amount=amount, shares=shares)


def assert_the_books_agree(currency):
    assert [breach for finding in self_check() for breach in finding.breaches] == []
    assert reconcile(grace=timedelta(0)) == []
    differences = {str(row["currency"]): row["difference"] for row in as_rows()}
    assert (currency in differences, set(differences.values())) == (True, {0})


def test_three_charges_pay_three_people_and_no_unit_is_drawn_twice_or_left(simulator, filled, solver):
    first, second, third = filled("usd", 5_000, 3_000, 2_000)
    payouts = owe(solver, Money(10_000, "usd"), 3_333, 3_333, 3_334)
    deliver_all()
    ann, ben, cem = (payout.payee.account_id for payout in payouts)
    drawn = [
        (made["source_transaction"], made["destination"], made["amount"]) for made in transfers_at_stripe(simulator)
    ]
    assert Counter(drawn) == Counter(
        [
            *[(first, ann, 3_333), (first, ben, 1_667)],
            *[(second, ben, 1_666), (second, cem, 1_334)],
            (third, cem, 2_000),
        ]
    )
    assert_one_to_one(simulator)
    for charge, amount in ((first, 5_000), (second, 3_000), (third, 2_000)):
        assert sum(part for source, _, part in drawn if source == charge) == amount
    assert balance(Kind.PURSE, "usd", "R").amount == 0
    assert_the_books_agree("usd")


def test_a_refund_of_what_three_people_left_takes_from_each_charge_what_is_left_of_it(simulator, filled, solver):
    charges = filled("usd", 5_000, 3_000, 2_000)
    owe(solver, Money(6_001, "usd"), 3_333, 3_333, 3_334)
    deliver_all()
    refund_all(reference="R", reason="completed")
    deliver_all()
    objects = simulator.control.dump()["objects"]
    for charge, prize in zip(charges, (5_000, 3_000, 2_000), strict=True):
        left = sum(made["amount"] for made in objects["transfer"] if made["source_transaction"] == charge)
        back = sum(made["amount"] for made in objects["refund"] if made["charge"] == charge)
        assert left + back == prize
    assert_the_books_agree("usd")


def test_a_whole_life_in_yen_ends_with_nothing_left_and_no_difference(simulator, filled, solver, settings):
    settings.SETTLEMENT_CURRENCIES = [*settings.SETTLEMENT_CURRENCIES, "jpy"]
    filled("jpy", 5_001, 3_333)
    owe(solver, Money(7_000, "jpy"), 3_333, 6_667)
    deliver_all()
    assert sorted(Payout.objects.values_list("amount", "status")) == [(2_333, "transferred"), (4_667, "transferred")]
    refund_all(reference="R", reason="completed")
    deliver_all()
    simulator.control.settle_everything()
    reconcile(grace=timedelta(0))  # what Stripe has released
    assert [balance(kind, "jpy", "R").amount for kind in (Kind.PURSE, Kind.REFUNDS_DUE)] == [0, 0]
    assert sum(TransferLeg.objects.values_list("amount", flat=True)) == 7_000
    assert sum(Contribution.objects.values_list("refunded", flat=True)) == 1_334
    assert balance(Kind.STRIPE_PENDING, "jpy").amount == 0
    assert balance(Kind.STRIPE_BALANCE, "jpy") == balance(Kind.FEES, "jpy") - balance(Kind.STRIPE_FEES, "jpy")
    assert_one_to_one(simulator)
    assert_the_books_agree("jpy")
