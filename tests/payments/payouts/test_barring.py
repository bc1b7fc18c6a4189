"""Who joins the side that pays has no say any more, whatever they said before."""

import pytest
from django.db import IntegrityError, transaction

from payments.errors import NotAllowed
from payments.models import Flag, Payout
from payments.payouts import holding
from payments.payouts.approving import approve
from payments.payouts.barring import bar
from payments.payouts.flagging import clear
from tests.payments.deliveries import deliver_money


@pytest.fixture
def owed(funded, solver, award):
    funded("R", 600_000)
    (payout,) = award(600_000, solver())
    deliver_money()
    return payout


def test_who_joins_the_sponsor_approves_no_payout_of_its_money(owed, finance):
    fay = finance("fay")
    assert bar(payer_reference="sponsor", user_id=fay.pk) == 1
    with pytest.raises(NotAllowed):
        approve(payout_id=owed.pk, by=fay)


def test_an_approval_from_before_joining_counts_no_more(owed, finance):
    fay, fred, flo = finance("fay"), finance("fred"), finance("flo")
    approve(payout_id=owed.pk, by=fay)
    bar(payer_reference="sponsor", user_id=fay.pk)
    assert approve(payout_id=owed.pk, by=fred).status == "ready"
    assert approve(payout_id=owed.pk, by=flo).status == "approved"


def test_payouts_of_other_money_are_not_touched(owed, finance):
    assert bar(payer_reference="another sponsor", user_id=finance("fay").pk) == 0
    assert Payout.objects.get().barred_approvers == []


def test_joining_twice_bars_once(owed, finance):
    fay = finance("fay")
    assert [bar(payer_reference="sponsor", user_id=fay.pk) for _ in range(2)] == [1, 0]


def test_a_winner_who_joins_the_paying_side_is_flagged_and_waits(owed):
    bar(payer_reference="sponsor", user_id=owed.payee.user_id)
    owed.refresh_from_db()
    assert (owed.status, owed.hold_reason) == ("blocked", "flag")
    assert Flag.objects.get().kind == "both_sides"


def test_the_database_itself_lets_nobody_be_unbarred(owed, finance):
    bar(payer_reference="sponsor", user_id=finance("fay").pk)
    with pytest.raises(IntegrityError, match="stays barred"), transaction.atomic():
        Payout.objects.update(barred_approvers=[])


def test_so_is_one_who_was_barred_from_deciding_when_the_award_was_handed_over(funded, solver, award):
    """As every winner is: nobody decides about their own money."""
    funded("R", 10_000)
    (payout,) = award(10_000, ann := solver(), barred=(ann.pk,))
    bar(payer_reference="sponsor", user_id=ann.pk)
    deliver_money()
    payout.refresh_from_db()
    assert (payout.status, payout.hold_reason) == ("blocked", "flag")


def test_a_winner_whose_joining_was_looked_into_may_join_again(owed, finance):
    bar(payer_reference="sponsor", user_id=owed.payee.user_id)
    for name in ("fay", "fred"):
        clear(flag_id=Flag.objects.get().pk, by=finance(name), reason="Looked into.")
    bar(payer_reference="sponsor", user_id=owed.payee.user_id)
    owed.refresh_from_db()
    assert owed.status == "ready"


def test_a_winner_who_joins_while_finance_holds_it_is_flagged_and_stays_held(owed, finance):
    holding.hold(payout_id=owed.pk, by=finance("fay"), reason="Whose is it?")
    bar(payer_reference="sponsor", user_id=owed.payee.user_id)
    owed.refresh_from_db()
    assert (owed.status, owed.hold_reason, Flag.objects.get().kind) == ("blocked", "hold", "both_sides")
