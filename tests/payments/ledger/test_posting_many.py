"""Many movements at once: what holds of one, holds of each."""

import pytest
from django.db import IntegrityError, transaction

from payments.errors import InvalidAmount
from payments.ledger.accounts import Kind, account, accounts, balance, total
from payments.ledger.chart import Situation
from payments.ledger.models import MOST_LINES, Posting, Transaction
from payments.ledger.posting import AlreadyPosted, Movement, credit, debit, post_many, settle_constraints
from payments.money import Money
from tests.meeting import held_then_met


def award(owner, amount, *, key="", purse="one", payable=None):
    money = Money(amount, "usd")
    lines = [
        debit(account(Kind.PURSE, "usd", purse), money),
        credit(payable or account(Kind.PAYABLE, "usd", owner), money),
    ]
    return Movement(key or f"award:{owner}", Situation.AWARDED, lines, purse=purse)


def test_each_movement_is_a_transaction_of_its_own(db, hold):
    hold("one", 10_000)
    ann, ben = post_many([award("ann", 3_000), award("ben", 4_000)])
    settle_constraints()
    assert [entry.postings.count() for entry in (ann, ben)] == [2, 2]
    assert (balance(Kind.PURSE, "usd", "one").amount, balance(Kind.PAYABLE, "usd", "ben").amount) == (3_000, 4_000)


def test_one_effect_known_already_posts_none_and_the_caller_goes_on(db, hold):
    hold("one", 10_000)
    post_many([award("ann", 3_000)])
    with transaction.atomic(), pytest.raises(AlreadyPosted, match="award:ann"):
        post_many([award("ben", 4_000), award("ann", 3_000)])
    post_many([award("ben", 4_000)])
    settle_constraints()
    assert total(Kind.PAYABLE, "usd").amount == 7_000


def test_the_same_effect_twice_in_one_batch_is_refused(db, hold):
    hold("one", 10_000)
    with pytest.raises(AlreadyPosted):
        post_many([award("ann", 3_000), award("ben", 3_000, key="award:ann")])
    assert total(Kind.PAYABLE, "usd").amount == 0


def test_one_movement_out_of_balance_refuses_all(committed_db, hold):
    hold("one", 10_000)
    lines = [*award("ben", 4_000).lines[:1], credit(account(Kind.PAYABLE, "usd", "ben"), Money(3_999, "usd"))]
    uneven = Movement("award:ben", Situation.AWARDED, lines, purse="one")
    post_together = transaction.atomic(lambda: post_many([award("ann", 3_000), uneven]))
    with pytest.raises(IntegrityError, match="does not balance"):
        post_together()
    assert Transaction.objects.filter(situation=Situation.AWARDED).count() == 0


def test_many_cannot_overdraw_together_what_each_could_alone(db, hold):
    hold("one", 10_000)
    with pytest.raises(IntegrityError, match="account_is_never_overdrawn"):
        post_many([award("ann", 6_000), award("ben", 6_000)])


def test_a_movement_stays_in_its_purse_in_a_batch_too(db, hold):
    hold("one", 10_000)
    hold("two", 10_000)
    with pytest.raises(IntegrityError, match="posting_stays_in_its_purse"):
        post_many(
            [award("ann", 10), Movement("x", Situation.AWARDED, award("ben", 20, purse="two").lines, purse="one")]
        )


def test_at_most_two_thousand_postings_are_written_together(db, hold):
    hold("one", 10_000)
    ann = account(Kind.PAYABLE, "usd", "ann")
    movements = [award("ann", 1, key=f"award:{number}", payable=ann) for number in range(MOST_LINES // 2 + 1)]
    with pytest.raises(InvalidAmount, match="at most 2000"):
        post_many(movements)
    post_many(movements[:-1])
    settle_constraints()
    assert Posting.objects.filter(account=ann).count() == MOST_LINES // 2


def test_accounts_of_many_owners_are_opened_once(db):
    old = account(Kind.PAYABLE, "usd", "ann")
    assert accounts(Kind.PAYABLE, "usd", ["ann", "ben", "ben"])["ann"] == old
    assert set(accounts(Kind.PAYABLE, "usd", ["ben", "cat"])) == {"ben", "cat"}


def test_of_two_who_open_accounts_of_many_owners_at_once_both_get_the_same(committed_db):
    first, second = held_then_met(
        lambda: accounts(Kind.PAYABLE, "usd", ["ann", "ben"]), lambda: accounts(Kind.PAYABLE, "usd", ["ben", "cat"])
    )
    assert second["ben"] == first["ben"]
    assert set(second) == {"ben", "cat"}


def test_of_two_who_open_one_account_at_once_both_get_the_same(committed_db):
    first, second = held_then_met(
        lambda: account(Kind.PAYABLE, "usd", "ann"), lambda: account(Kind.PAYABLE, "usd", "ann")
    )
    assert first == second
