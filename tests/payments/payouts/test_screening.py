"""What bars one payout bars it in a batch too: no rule is passed by for speed."""

import pytest

from bounties.accounts.models import User
from payments.models import Contribution, Payee, Payout
from payments.money import Money
from payments.payees.onboarding import payee_of
from payments.payees.sanctions import SanctionEntry
from payments.payouts.batches import approving
from payments.payouts.batches.creating import Due, create_many
from payments.payouts.batches.transferring import transfer_all
from payments.payouts.flags import Flag
from tests.payments.payouts.awarded import ids, statuses


def flag_the_payee(payee, settings):
    Flag.objects.create(kind="other", payee=payee, subject="a doubt", why="Somebody doubts.")


def list_the_name(payee, settings):
    SanctionEntry.objects.create(kind="name", value="ben", label="Ben")
    User.objects.filter(pk=payee.user_id).update(name="Ben")


def let_both_sides_share_their_mail(payee, settings):
    for person, name in ((payee.user, "ben"), (Contribution.objects.get().payer, "payer")):
        User.objects.filter(pk=person.pk).update(email=f"{name}@one-house.org")


def let_first_payouts_rest(payee, settings):
    settings.COOLING_FIRST_SECONDS = 3600


def limit_the_day(payee, settings):
    settings.PAYOUTS_A_DAY = 1
    create_many(purse_reference="R", awards=[Due("another", payee.user_id, Money(500, "usd"))])


def lose_the_account(payee, settings):
    Payee.objects.filter(pk=payee.pk).update(status="onboarding", transfers="inactive")


def ask_for_the_tax_form(payee, settings):
    settings.TAX_FORM_THRESHOLD = 10_000


def share_the_bank_account(payee, settings):
    Payee.objects.filter(pk=payee.pk).update(fingerprints=["same"])
    payer = payee_of(Contribution.objects.get().payer_id)
    Payee.objects.filter(pk=payer.pk).update(fingerprints=["same"])


RULES = [
    share_the_bank_account,
    ask_for_the_tax_form,
    flag_the_payee,
    list_the_name,
    let_both_sides_share_their_mail,
    let_first_payouts_rest,
    limit_the_day,
    lose_the_account,
]


@pytest.mark.parametrize("rule", RULES)
def test_what_keeps_back_one_payout_keeps_it_back_in_a_batch(funded, solver, settings, rule):
    funded("R", 100_000)
    ben = solver("ben")
    rule(payee_of(ben.pk), settings)
    (payout,) = create_many(purse_reference="R", awards=[Due("ours", ben.pk, Money(10_000, "usd"))])
    assert Payout.objects.get(pk=payout.pk).status == "blocked"


def test_whoever_paid_for_the_purse_is_kept_back_in_a_batch(funded, payer):
    funded("R", 100_000)
    payable = {"status": "payable", "transfers": "active", "country": "US"}
    Payee.objects.create(user=payer, account_key="k", account_request={}, account_id="acct_payer", **payable)
    (payout,) = create_many(purse_reference="R", awards=[Due("ours", payer.pk, Money(10_000, "usd"))])
    assert Payout.objects.get(pk=payout.pk).hold_reason == "flag"


@pytest.mark.parametrize("rule", [flag_the_payee, let_first_payouts_rest, lose_the_account])
def test_what_comes_to_bar_an_approved_payout_stops_it_in_a_batch(three_owed, settings, rule):
    approving.approve_if_enough(payout_ids=ids(three_owed))
    rule(three_owed[1].payee, settings)
    transfer_all(payout_ids=ids(three_owed))
    kept_back = 3 if rule is let_first_payouts_rest else 1
    assert statuses().count("blocked") == kept_back
    assert statuses()[1] == "blocked"
