"""An award becomes payouts once, and its money leaves the purse with them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from payments.errors import IllegalMove, InvalidAmount
from payments.ledger.accounts import Kind, balance
from payments.models import Payout, Purse, Transaction, TransferLeg
from payments.money import CurrencyMixed, Money
from payments.payouts.creating import Share, create_payouts
from payments.purses.opening import open_purse
from workers.clock import laurel_now
from workers.models import Event


def pay(user, amount=Money(1_000, "usd"), reference="R", share_bp=10_000):  # noqa: B008 a value
    return create_payouts(
        purse_reference=reference, award_reference="A", amount=amount, shares=[Share(user.pk, share_bp)]
    )


def test_an_award_moves_from_the_purse_to_what_is_payable(funded, solver, award):
    funded("R", 10_000)
    ann = solver()
    award(4_000, ann)
    assert balance(Kind.PURSE, "usd", "R").amount == 6_000
    assert balance(Kind.PAYABLE, "usd", str(ann.pk)).amount == 4_000
    assert Purse.objects.get().status == "part_released"


def test_each_payout_of_an_award_is_told_with_whoever_awarded_it(funded, solver, fay):
    funded("R", 10_000)
    shares = [Share(solver(name).pk, 5_000) for name in ("ann", "ben")]
    facts = {"purse_reference": "R", "award_reference": "A", "amount": Money(1_000, "usd")}
    made = create_payouts(**facts, shares=shares, by=fay)
    told = Event.objects.filter(name="payout.created")
    assert {event.subject_id for event in told} == {str(payout.pk) for payout in made}
    assert [(event.actor_id, event.payload) for event in told] == [(fay.pk, {"award_reference": "A"})] * 2


def test_a_team_is_paid_by_largest_remainder(funded, solver, award):
    funded("R", 10_000)
    payouts = award(1_001, *(solver(name) for name in ("ann", "ben", "cem")))
    assert sorted(payout.amount for payout in payouts) == [333, 334, 334]


@pytest.mark.parametrize(("amount", "bp"), [(100, 1), (1_000, 494), (49, 10_000)])
def test_a_part_under_the_smallest_payment_is_refused_and_moves_nothing(funded, solver, amount, bp):
    funded("R", 10_000)
    rest = [Share(solver("ann", outcome=None).pk, 10_000 - bp)] if bp < 10_000 else []
    shares = [*rest, Share(solver("ben", outcome=None).pk, bp)]
    with pytest.raises(InvalidAmount, match=r"smallest payment, [$]0\.50") as refusal:
        create_payouts(purse_reference="R", award_reference="A", amount=Money(amount, "usd"), shares=shares)
    assert (refusal.value.field, Payout.objects.count()) == ("shares", 0)


def test_a_repeat_gives_the_payouts_there_are(funded, solver):
    funded("R", 10_000)
    ann = solver()
    assert pay(ann) == pay(ann)
    assert Transaction.objects.filter(situation="awarded").count() == 1


def test_a_payee_who_was_never_onboarded_is_waited_for(funded, solver, award):
    funded("R", 10_000)
    (payout,) = award(1_000, solver(outcome=None))
    assert (payout.status, payout.hold_reason) == ("blocked", "kyc")
    assert abs(payout.expires_at - laurel_now() - timedelta(days=180)) < timedelta(minutes=1)
    assert Event.objects.filter(name="payout.blocked", root="R").count() == 1


@pytest.mark.parametrize("shares", [[9_999], [10_000, 1], [5_000, 5_000, 5_000]])
def test_shares_make_the_whole(funded, solver, shares):
    funded("R", 10_000)
    parts = [Share(solver(f"s{number}", outcome=None).pk, bp) for number, bp in enumerate(shares)]
    with pytest.raises(InvalidAmount):
        create_payouts(purse_reference="R", award_reference="A", amount=Money(100, "usd"), shares=parts)


def test_a_person_has_one_share(funded, solver):
    funded("R", 10_000)
    halves = [Share(solver(outcome=None).pk, 5_000)] * 2
    with pytest.raises(InvalidAmount):
        create_payouts(purse_reference="R", award_reference="A", amount=Money(100, "usd"), shares=halves)


def test_no_more_than_the_purse_holds_is_awarded(funded, solver, award):
    funded("R", 10_000)
    award(9_000, solver())
    with pytest.raises(IntegrityError, match="account_is_never_overdrawn"), transaction.atomic():
        award(1_001, solver("ben"))
    assert Payout.objects.count() == 1


def test_a_purse_that_is_not_funded_awards_nothing(solver):
    open_purse(reference="R", label="A prize", currency="usd", target=Money(1_000, "usd"))
    with pytest.raises(IllegalMove):
        pay(solver())


def test_an_award_is_in_the_currency_of_its_purse(funded, solver):
    funded("R", 10_000)
    with pytest.raises(CurrencyMixed):
        pay(solver(), Money(1_000, "eur"))


def test_the_legs_draw_on_the_oldest_contribution_first(crowdfunded, solver, award):
    crowdfunded(6_000, 4_000)
    award(5_000, solver("ann"))
    award(5_000, solver("ben"))
    legs = TransferLeg.objects.order_by("id").values_list("amount", flat=True)
    assert list(legs) == [5_000, 1_000, 4_000]


def test_fifty_who_award_at_once_make_one_payout(committed_db, funded, solver):
    funded("R", 10_000)
    ann = solver()

    def try_it(_: int) -> str:
        try:
            return str(pay(ann)[0].pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        made = set(pool.map(try_it, range(50)))
    assert made == {str(Payout.objects.get().pk)}
    assert Transaction.objects.filter(situation="awarded").count() == 1
