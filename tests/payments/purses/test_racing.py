"""A page, a payment or a refund is told of while something else is done with it: whoever is second sees the first."""

from typing import Any

import pytest

from payments.models import Contribution, Refund
from payments.money import Money
from payments.purses import funding, returning
from payments.purses.delaying import note_unpaid
from payments.purses.funding import PaymentProcessing, Wish, contribute
from payments.purses.opening import open_purse
from payments.purses.refunding import refund_all
from payments.purses.settling import settle_checkout
from payments.stripe import gateway
from tests.clock import move_clock
from tests.meeting import held_then_met, told
from tests.simulator import GOOD, fill

HOUR = 3_600


def unpaid(contribution: Contribution, intent: str = "processing", **more: Any) -> dict[str, Any]:
    """Stripe's page of it, filled in; its bank is at work, or has refused."""
    page = {"id": contribution.session_id, "client_reference_id": str(contribution.pk), "status": "complete"}
    return {**page, "payment_intent": {"status": intent}, **more}


def paid(contribution: Contribution) -> dict[str, Any]:
    """Stripe's page of it, once its payer has paid."""
    fill(contribution.checkout_url, card=GOOD)
    return gateway.retrieve_checkout_session(str(contribution.session_id))


def wish(payer: Any, amount: int, key: str = "k2") -> Wish:
    return Wish("sponsor", payer, key, "https://laurel.test/back", amount=Money(amount, "usd"))


@pytest.fixture
def page(committed_db: None, simulator: Any, ask: Any) -> Contribution:
    """Open, and nobody has paid on it."""
    return ask()


def test_a_page_that_comes_when_its_payment_was_just_given_up_is_told_to_be_closed(committed_db, simulator, payer):
    open_purse(reference="R", label="A prize", currency="usd", target=Money(10_000, "usd"))
    asked = funding._reserve("R", wish(payer, 10_000))
    made = funding._make_page(asked)
    held_then_met(lambda: refund_all(reference="R", reason="cancelled"), lambda: funding._record(asked, made))
    assert told("contribution.dropped") == 2  # once without a page, once with it
    assert Contribution.objects.get().session_id == made["id"]


def test_a_page_that_comes_while_an_older_one_is_found_paid_is_remembered(page):
    session = paid(page)
    later = {"id": "cs_later", "url": "https://stripe.test/later", "expires_at": session["expires_at"]}
    held_then_met(lambda: funding._record(page, later), lambda: settle_checkout(session))
    left = Contribution.objects.get()
    assert (left.session_id, left.status) == ("cs_later", "settled")


def test_what_was_just_paid_is_not_told_as_lapsed(page):
    session = paid(page)
    held_then_met(lambda: settle_checkout(session), lambda: note_unpaid(unpaid(page, status="expired")))
    assert (Contribution.objects.get().status, told("contribution.lapsed")) == ("settled", 0)


def test_what_its_bank_has_just_refused_is_not_given_up_besides(page):
    refused = unpaid(page, "requires_payment_method")
    held_then_met(lambda: note_unpaid(refused), lambda: refund_all(reference="R", reason="cancelled"))
    assert (Contribution.objects.get().failure, told("contribution.dropped")) == ("refused", 0)


def test_what_a_bank_has_just_begun_to_work_on_is_not_given_up_for_who_paid_first(committed_db, simulator, ask):
    one, two = (ask(key=name, sponsor=name) for name in ("one", "two"))
    session = paid(two)
    held_then_met(lambda: note_unpaid(unpaid(one)), lambda: settle_checkout(session))
    assert list(Contribution.objects.order_by("id").values_list("status", flat=True)) == ["pending", "settled"]


@pytest.mark.parametrize(("key", "amount", "hours"), [("k2", 5_000, 0), ("k1", 10_000, 25)])
def test_what_a_bank_has_just_begun_to_work_on_is_neither_given_up_nor_asked_for_again(page, payer, key, amount, hours):
    move_clock(seconds=hours * HOUR)  # after a day its page is over
    _, second = held_then_met(
        lambda: note_unpaid(unpaid(page)), lambda: contribute(reference="R", wish=wish(payer, amount, key))
    )
    left = Contribution.objects.get()
    assert (left.status, left.session_id, left.attempt) == ("pending", page.session_id, 1)
    assert left.processing_since
    assert isinstance(second, PaymentProcessing) or second == left


@pytest.fixture
def refund(committed_db: None, funded: Any) -> Refund:
    """Reserved, and Stripe was not asked for it."""
    funded()
    (refund,) = refund_all(reference="R", reason="cancelled")
    return refund


def made(refund: Refund) -> dict[str, Any]:
    """What Stripe tells of it, once it was asked."""
    return gateway.create_refund(refund.request, key=refund.stripe_key)


def test_a_refund_that_has_just_left_is_not_asked_for_under_another_key(refund):
    returning._begin(str(refund.pk))
    answer = made(refund)
    move_clock(seconds=25 * HOUR)  # its key is old
    held_then_met(lambda: returning.settle(answer), lambda: returning.send(refund_id=str(refund.pk)))
    left = Refund.objects.get()
    assert (left.status, left.attempt) == ("refunded", 1)


def test_news_of_a_refund_that_is_just_begun_are_not_lost(refund):
    answer = made(refund)  # by us, before our database was restored to where it is not begun
    held_then_met(lambda: returning._begin(str(refund.pk)), lambda: returning.settle(answer))
    assert Refund.objects.get().status == "refunded"
