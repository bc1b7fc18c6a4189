"""What Stripe has made for us is taken over once, by whoever it was made for; what nobody knows stops the rest."""

from uuid import uuid4

import pytest

from payments.models import Refund
from payments.money import Money
from payments.purses import refunding
from payments.purses.recalling import REFUNDS
from payments.stripe.recalling import Forgotten, find


@pytest.fixture
def row(simulator, funded):
    """A refund of 30.00 that is about to be asked for."""
    funded("R", 10_000)
    return refunding.refund(reference="R", amount=Money(3_000, "usd"), reason="client_request")[0]


def made(mark=None, **more):
    """A refund as Stripe lists it, made for the row of this mark."""
    facts = {"id": "re_1", "amount": 3_000, "status": "succeeded", "metadata": {"refund": str(mark or uuid4())}}
    return facts | more


def found(row, *listed, past=()):
    return find(list(listed), REFUNDS, asked=row.request, past=past)


def test_ones_own_is_found_among_others_unless_it_came_back(row):
    own, other = made(row.pk, id="re_own"), made(amount=1)
    assert found(row, other, own) == own
    assert found(row, own, past=["re_own"]) is None


def test_a_forgotten_one_that_is_alike_is_taken_over(row):
    assert found(row, made(amount=1), made(id="re_alike"))["id"] == "re_alike"


def test_a_forgotten_one_that_is_not_alike_stops_it(row):
    with pytest.raises(Forgotten, match="re_1"):
        found(row, made(amount=2_999))


@pytest.mark.parametrize("amount", [3_000, 2_999])
def test_what_the_books_know_already_is_nobody_elses(row, hold, amount):
    hold("1", 5_000)  # a posting of "ch_1"
    assert found(row, made(id="ch_1", amount=amount)) is None


@pytest.mark.parametrize("amount", [3_000, 2_999])
def test_anothers_whose_answer_was_lost_is_left_to_that_one(row, amount):
    (another,) = refunding.refund(reference="R", amount=Money(amount, "usd"), reason="client_request")
    assert found(row, made(another.pk, amount=amount)) is None


def test_what_another_has_taken_over_is_taken_over_once(row):
    (another,) = refunding.refund(reference="R", amount=Money(3_000, "usd"), reason="client_request")
    Refund.objects.filter(pk=another.pk).update(refund_id="re_1")
    assert found(row, made()) is None


@pytest.mark.parametrize(
    "more", [{"status": "failed"}, {"metadata": {}}, {"metadata": None}, {"metadata": {"refund": "x"}}]
)
def test_what_came_back_or_was_made_by_hand_is_none_of_ours(row, more):
    assert found(row, made(**more)) is None
