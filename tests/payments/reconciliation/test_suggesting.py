"""Which remedies there are for which exception, at first sight and at the second, and what they may not do."""

import pytest

from payments.ledger.accounts import Kind, account, balance
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post
from payments.models import Discrepancy, Payout, Refund
from payments.money import Money
from payments.purses import handing, refunding, returning
from payments.reconciliation import looking
from payments.reconciliation.booking import LeavesTooLittle
from payments.reconciliation.reconciling import reconcile
from payments.reconciliation.suggesting import best_at_first_sight, suggestions
from payments.reconciliation.summarising import as_rows
from payments.stripe import gateway
from payments.stripe.errors import StripeUnavailable
from tests.payments.deliveries import deliver_money
from tests.payments.reconciliation.test_exceptions import NOW, float_put_in, named, people, settled
from tests.payments.reconciliation.test_ways_out import add_float, withdraw

__all__ = ["float_put_in", "people"]
ALWAYS = ["escalate", "explain"]


def only():
    """The exception that a comparison finds."""
    reconcile(grace=NOW)
    return Discrepancy.objects.open().get()


def test_what_one_person_may_do_alone_is_said_of_each_remedy(float_put_in):
    assert {one.name.value: one.takes_two for one in suggestions(float_put_in)} == {
        "book_float": True,
        "escalate": False,
        "explain": True,
    }
    assert {one.amount for one in suggestions(float_put_in)} == {777}


@pytest.mark.parametrize(
    ("amount", "category", "first"),
    [(-250, "fee", "book_stripe_fee"), (250, "fee", "correct"), (-250, "other_adjustment", "correct")],
)
def test_only_what_stripe_takes_for_itself_is_booked_as_its_bill(committed_db, simulator, amount, category, first):
    simulator.control.move(amount, kind="stripe_fee", category=category)
    row = only()
    assert named(row) == [first, *ALWAYS]
    assert (row.difference, best_at_first_sight(row)) == (amount, "correct")


def test_at_first_sight_an_id_says_what_the_platform_moved_itself(float_put_in):
    assert best_at_first_sight(float_put_in) == "book_float"
    assert best_at_first_sight(Discrepancy(kind="unmatched_stripe", subject="po_1", currency="usd")) == (
        "book_withdrawal"
    )
    assert best_at_first_sight(Discrepancy(kind="unmatched_ledger", subject="ch_1", currency="usd")) == "look_again"


def test_a_charge_that_stripe_booked_twice_is_called_so(committed_db, simulator, funded, people):
    charge = funded("R", 10_000).charge_id
    simulator.control.move(10_500, kind="charge", category="charge", source=charge)
    row = only()
    assert (row.kind, row.difference, named(row)[0]) == ("duplicate", 10_500, "correct")
    settled(row, "correct", people)
    assert balance(Kind.UNCLAIMED, "usd").amount == 10_500


def test_a_difference_is_stripes_figure_less_ours(committed_db, simulator, funded):
    lines = [
        debit(account(Kind.STRIPE_PENDING, "usd"), Money(100, "usd")),
        credit(account(Kind.PURSE, "usd", "R"), Money(100, "usd")),
    ]
    post(effect_key="typed by hand", situation=Situation.FUNDED, purse="R", source="ch_never", lines=lines)
    row = only()
    assert (row.kind, row.stripe, row.ledger, row.difference) == ("unmatched_ledger", None, 100, -100)


def test_what_is_taken_out_leaves_all_that_is_held_and_owed_to_the_cent(committed_db, simulator, people, funded):
    funded("R", 10_000)
    simulator.control.settle_everything()
    settled(withdraw(simulator, 165), "book_withdrawal", people)
    assert balance(Kind.STRIPE_BALANCE, "usd").amount == 10_000
    simulator.client().v1.payouts.create({"amount": 1, "currency": "usd"})
    with pytest.raises(LeavesTooLittle, match=r"leave \$99\.99 at Stripe, and \$100\.00 is held"):
        settled(only(), "book_withdrawal", people)


def test_a_float_may_be_taken_out_again(committed_db, simulator, people):
    add_float(simulator, people, 1_000)
    settled(withdraw(simulator, 1_000), "book_withdrawal", people)
    assert balance(Kind.BANK, "usd").amount == 0


@pytest.fixture
def refunded(committed_db, simulator, funded):
    """A refund of 105.00 that came back."""
    funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request", include_fee=True)
    deliver_money()
    refund.refresh_from_db()
    assert as_rows()[0]["refunded"] == 10_500
    simulator.control.fail_refund(refund.refund_id)
    returning.settle(gateway.retrieve_refund(refund.refund_id))
    return refund


def test_a_refund_that_somebody_pays_by_hand_is_not_sent_again_meanwhile(refunded, people):
    row = only()
    assert named(row) == ["send_again", "paid_by_hand", "look_again", *ALWAYS]
    handing.propose(refund_id=refunded.pk, by=people[0], reason="By cheque.")
    assert named(row) == ["look_again", *ALWAYS]


def test_a_refund_that_came_back_is_not_counted_as_refunded(refunded):
    assert as_rows()[0]["refunded"] == 0


def test_a_currency_that_only_our_books_have_is_summed_up_too(db, simulator):
    lines = [
        debit(account(Kind.STRIPE_PENDING, "eur"), Money(100, "eur")),
        credit(account(Kind.PURSE, "eur", "R"), Money(100, "eur")),
    ]
    post(effect_key="euros", situation=Situation.FUNDED, purse="R", source="ch_never", lines=lines)
    figures = {row["currency"]: (row["stripe"], row["held"], row["difference"]) for row in as_rows()}
    assert figures["eur"] == (0, 100, -100)


def test_a_refund_whose_answer_was_lost_is_settled_by_looking_again(committed_db, simulator, funded, people):
    funded("R", 10_000)
    (refund,) = refunding.refund_all(reference="R", reason="client_request")
    simulator.control.fault("POST /v1/refunds", "drop_after")
    with pytest.raises(StripeUnavailable):
        returning.send(refund_id=str(refund.pk))
    reconcile(grace=NOW)
    row = Discrepancy.objects.get(subject__startswith="re_")
    looking.look_again(discrepancy_id=row.pk, reason="No answer came.", by=people[0])
    row.refresh_from_db()
    assert (row.status, Refund.objects.get().status) == ("matched", "refunded")


def test_a_transfer_whose_answer_was_lost_is_settled_by_looking_again(
    committed_db, simulator, funded, solver, award, people
):
    funded("R", 10_000)
    award(10_000, solver())
    simulator.control.fault("POST /v1/transfers", "drop_after")
    deliver_money()
    assert Payout.objects.get().status == "unknown"
    reconcile(grace=NOW)
    row = Discrepancy.objects.get(subject__startswith="tr_")
    looking.look_again(discrepancy_id=row.pk, reason="No answer came.", by=people[0])
    row.refresh_from_db()
    assert (row.status, Payout.objects.get().status) == ("matched", "transferred")
