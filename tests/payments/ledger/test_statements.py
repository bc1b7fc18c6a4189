"""Where the money of a purse is, after each thing that may become of it."""

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post, settle_constraints
from payments.ledger.statements import statement
from payments.money import Money


def move(situation, giving, taking, amount):
    """From one kind of account of the purse "one" to another; Stripe's are the platform's own."""
    owner_of = {Kind.STRIPE_PENDING: "", Kind.PAYABLE: "ada"}
    giver, taker = (account(kind, "usd", owner_of.get(kind, "one")) for kind in (giving, taking))
    lines = [debit(giver, Money(amount, "usd")), credit(taker, Money(amount, "usd"))]
    post(effect_key=f"test:{situation}", situation=situation, purse="one", lines=lines)
    settle_constraints()


def told():
    """What it says, by its names, zeros left out."""
    found = statement("one", "usd")
    names = ("funded", "held", "payable", "paid", "refunds_due", "refunded", "unclaimed")
    return {name: getattr(found, name).amount for name in names if getattr(found, name).amount}


def test_a_purse_that_is_unknown_holds_nothing(db):
    assert told() == {}


def test_what_a_dispute_took_for_good_counts_as_returned_like_a_refund(db, hold):
    hold("one", 10_000)
    move(Situation.REFUND_DUE, Kind.PURSE, Kind.REFUNDS_DUE, 3_000)
    move(Situation.REFUNDED, Kind.REFUNDS_DUE, Kind.STRIPE_PENDING, 1_000)
    move(Situation.DISPUTED, Kind.DISPUTES, Kind.STRIPE_PENDING, 2_000)
    assert told() == {"funded": 10_000, "held": 7_000, "refunds_due": 2_000, "refunded": 1_000}
    move(Situation.DISPUTE_TAKEN, Kind.PURSE, Kind.DISPUTES, 2_000)
    assert told() == {"funded": 10_000, "held": 5_000, "refunds_due": 2_000, "refunded": 3_000}


def test_what_was_paid_and_what_nobody_takes_are_told_apart(db, hold):
    hold("one", 10_000)
    move(Situation.AWARDED, Kind.PURSE, Kind.PAYABLE, 9_000)
    move(Situation.TRANSFERRED, Kind.PAYABLE, Kind.STRIPE_PENDING, 5_000)
    move(Situation.EXPIRED, Kind.PAYABLE, Kind.UNCLAIMED, 3_000)
    assert told() == {"funded": 10_000, "held": 1_000, "payable": 1_000, "paid": 5_000, "unclaimed": 3_000}
