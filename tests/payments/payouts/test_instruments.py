"""One bank account for two people of one purse: a rule flags it, and two people must clear it."""

import pytest

from bounties.accounts.models import User
from payments.models import Contribution, Flag, Payee, Payout
from payments.money import Money
from payments.payees import refreshing
from payments.payouts.creating import Share, create_payouts
from payments.payouts.flagging import clear
from payments.payouts.sharing import Group, sharing_an_instrument
from payments.payouts.suspecting import screen
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import settle_payouts


@pytest.fixture
def banks_at(simulator):
    """Let someone name the bank account with this fingerprint: `banks_at(ann, "one")`."""

    def banks_at(user: User, fingerprint: str) -> None:
        account_id = Payee.objects.get(user=user).account_id
        simulator.control.bank(account_id, fingerprint=fingerprint)
        refreshing.refresh(account_id=account_id)

    return banks_at


@pytest.fixture
def two(funded, solver, banks_at):
    """ann and ben, at one bank account."""
    funded("R", 10_000)
    people = solver("ann"), solver("ben")
    for user in people:
        banks_at(user, "same")
    deliver_money()
    return people


def why():
    flag = Flag.objects.get()
    assert flag.kind == "same_instrument"
    return flag.why


def test_a_payee_at_the_bank_account_of_whoever_judges_or_pays_is_kept_back(two, award, finance):
    ann, ben = two
    (payout,) = award(1_000, ann, barred=[ben.pk])
    assert settle_payouts(payout) == ["blocked"]
    assert why() == "Who is paid has the same bank account as somebody who pays for it or judges it."
    for name in ("fay", "fred"):
        assert Payout.objects.get().hold_reason == "flag"
        clear(flag_id=Flag.objects.get().pk, by=finance(name), reason="A married couple, and both said so.")
    assert settle_payouts(payout) == ["transferred"]


def test_a_payee_at_the_bank_account_of_the_payer_is_kept_back(two, award, payer):
    ann, ben = two
    Payee.objects.filter(user=ben).update(user=payer)
    (payout,) = award(1_000, ann)
    assert settle_payouts(payout) == ["blocked"]
    assert why() == "Who is paid has the same bank account as somebody who pays for it."


def test_a_payee_whose_bank_account_paid_is_kept_back(two, award):
    print_ = Payee.objects.get(user=two[0]).fingerprints[0]
    Contribution.objects.update(fingerprint=None, instrument="")
    Contribution.objects.update(fingerprint=print_, instrument="bank_account")  # their debit, by another's name
    (payout,) = award(1_000, two[0])
    assert settle_payouts(payout) == ["blocked"]
    assert why() == "Who is paid has the bank account that paid for it."
    assert Flag.objects.get().subject == f"bank:{Contribution.objects.get().payer_id}"


def test_two_winners_at_one_bank_account_are_looked_at(two, award):
    payouts = [award(1_000, user)[0] for user in two]
    assert settle_payouts(*payouts) == ["transferred", "blocked"]
    assert why() == "Who is paid has the same bank account as the winner of another award of it."


def test_a_team_may_share_its_bank_account(two):
    shares = [Share(user.pk, 5_000) for user in two]
    terms = {"amount": Money(1_000, "usd"), "shares": shares, "barred_approvers": [user.pk for user in two]}
    payouts = create_payouts(purse_reference="R", award_reference="A", **terms)
    assert settle_payouts(*payouts) == ["transferred", "transferred"]


def test_people_who_have_nothing_to_do_with_the_purse_do_not_count(two, award):
    assert settle_payouts(*award(1_000, two[0])) == ["transferred"]


def test_who_changes_to_such_a_bank_account_before_the_money_left_is_kept_back(funded, solver, award, banks_at):
    funded("R", 100_000)
    ann, ben = solver("ann"), solver("ben")
    (payout,) = award(60_000, ann, barred=[ben.pk])  # waits for an approval
    for user in (ben, ann):
        banks_at(user, "same")
    deliver_money()
    screen(payee_id=payout.payee_id)  # a repeat raises it once
    assert why().endswith("judges it.")


def test_who_shares_is_told_and_what_is_not(two, solver):
    ann, ben = two
    cat = solver("cat")
    (group,) = sharing_an_instrument([ann.pk, ben.pk, cat.pk])
    assert group == Group(tuple(sorted([ann.pk, ben.pk])), ("bank_account",))
    assert sharing_an_instrument([ann.pk, cat.pk]) == []


def test_who_pays_from_the_account_that_another_is_paid_into_shares_it(two, payer):
    print_ = Payee.objects.get(user=two[0]).fingerprints[0]
    Contribution.objects.update(fingerprint=None, instrument="")
    Contribution.objects.update(fingerprint=print_, instrument="bank_account")
    (group,) = sharing_an_instrument([two[0].pk, payer.pk])
    assert set(group.people) == {two[0].pk, payer.pk}
