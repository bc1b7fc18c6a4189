import threading

import pytest
from django.db import IntegrityError, connection, transaction

from payments.ledger.accounts import Kind, account, balance, total
from payments.ledger.chart import CHART, Situation
from payments.ledger.models import Account, AccountBalance, Transaction
from payments.ledger.posting import AlreadyPosted, credit, debit, post, settle_constraints
from payments.ledger.statements import statement
from payments.money import CurrencyMixed, Money


def settle(*lines, situation=Situation.FUNDED):
    """Post one movement of the purse "one" and let the deferred checks speak."""
    with transaction.atomic():
        entry = post(effect_key="this", situation=situation, purse="one", lines=lines)
        settle_constraints()
    return entry


def test_a_movement_shows_on_both_accounts(db, hold):
    hold("one", 10_000)
    assert balance(Kind.PURSE, "usd", "one") == Money(10_000, "usd")
    assert balance(Kind.STRIPE_PENDING, "usd") == Money(10_000, "usd")


def test_the_same_effect_is_posted_once_and_the_caller_goes_on(db, hold):
    hold("one", 10_000)
    with transaction.atomic():
        with pytest.raises(AlreadyPosted):
            hold("one", 10_000)
        hold("two", 5_000)
    assert total(Kind.PURSE, "usd") == Money(15_000, "usd")


def test_a_purse_is_never_negative(db, hold):
    hold("one", 100)
    with pytest.raises(IntegrityError, match="account_is_never_overdrawn"):
        settle(
            debit(account(Kind.PURSE, "usd", "one"), Money(101, "usd")),
            credit(account(Kind.PAYABLE, "usd", "ada"), Money(101, "usd")),
            situation=Situation.AWARDED,
        )


def test_what_does_not_balance_is_refused_inside_the_service(db, hold):
    with pytest.raises(IntegrityError, match="does not balance"):
        settle(
            debit(account(Kind.STRIPE_PENDING, "usd"), Money(100, "usd")),
            credit(account(Kind.PURSE, "usd", "one"), Money(99, "usd")),
        )


def test_each_currency_balances_by_itself(db):
    with pytest.raises(IntegrityError, match="does not balance"):
        settle(
            debit(account(Kind.STRIPE_PENDING, "usd"), Money(100, "usd")),
            credit(account(Kind.PURSE, "eur", "one"), Money(100, "eur")),
        )


def test_a_line_has_the_currency_of_its_account(db):
    with pytest.raises(CurrencyMixed):
        debit(account(Kind.STRIPE_PENDING, "usd"), Money(100, "eur"))


def test_lines_of_zero_are_left_out(db):
    entry = settle(
        debit(account(Kind.STRIPE_PENDING, "usd"), Money(100, "usd")),
        debit(account(Kind.STRIPE_FEES, "usd"), Money(0, "usd")),
        credit(account(Kind.PURSE, "usd", "one"), Money(100, "usd")),
    )
    assert (entry.lines, entry.postings.count()) == (2, 2)


def test_many_lines_of_one_account_are_summed(db):
    purse = account(Kind.PURSE, "usd", "one")
    cents = [credit(purse, Money(1, "usd")) for _ in range(1_999)]
    settle(debit(account(Kind.STRIPE_PENDING, "usd"), Money(1_999, "usd")), *cents)
    assert balance(Kind.PURSE, "usd", "one") == Money(1_999, "usd")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_account_follows_the_chart(db, kind):
    owner = "" if CHART[kind].owner == "platform" else "someone"
    opened = account(kind, "usd", owner)
    assert (opened.side, opened.may_be_overdrawn) == (CHART[kind].side, CHART[kind].may_be_overdrawn)
    assert AccountBalance.objects.get(account=opened).balance == 0


def _in_threads(count, act):
    errors = []

    def run(number):
        try:
            act(number)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_of_many_openers_all_get_the_same_account(committed_db):
    assert _in_threads(8, lambda _: account(Kind.PURSE, "usd", "hot")) == []
    assert Account.objects.filter(owner="hot").count() == 1


def test_of_many_posters_of_one_effect_one_posts(committed_db, hold):
    errors = _in_threads(8, lambda _: hold("one", 100))
    assert [type(error) for error in errors] == [AlreadyPosted] * 7
    assert Transaction.objects.count() == 1
    assert balance(Kind.PURSE, "usd", "one") == Money(100, "usd")


def test_many_posters_to_one_account_lose_nothing(committed_db, hold):
    assert _in_threads(8, lambda number: hold("one", 100 + number)) == []
    assert balance(Kind.PURSE, "usd", "one") == Money(828, "usd")


def test_an_account_that_was_never_opened_holds_nothing(db):
    assert balance(Kind.PURSE, "usd", "nobody") == Money(0, "usd")
    assert total(Kind.PAYABLE, "eur") == Money(0, "eur")


def test_a_statement_says_apart_what_was_funded_what_is_held_and_what_is_owed(db, hold):
    hold("one", 10_000)
    settle(
        debit(account(Kind.PURSE, "usd", "one"), Money(4_000, "usd")),
        credit(account(Kind.PAYABLE, "usd", "ada"), Money(4_000, "usd")),
        situation=Situation.AWARDED,
    )
    found = statement("one", "usd")
    told = (found.funded, found.held, found.payable, found.paid, found.refunds_due)
    assert told == tuple(Money(amount, "usd") for amount in (10_000, 6_000, 4_000, 0, 0))
