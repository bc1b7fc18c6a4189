"""Bank debits: the page is complete at once, the money comes days later, or never; whatever Stripe's news do."""

from datetime import timedelta

import pytest
import requests

from payments.errors import IllegalMove, InvalidAmount
from payments.ledger.accounts import Kind, balance
from payments.money import Money
from payments.purses.funding import PaymentProcessing, Wish, contribute
from payments.purses.models import Contribution, Purse, Refund
from payments.purses.opening import open_purse
from payments.purses.refunding import refund_all
from payments.purses.settling import look, look_at_pages, settle_checkout
from payments.purses.standing import State, standing_of
from payments.stripe import gateway, poller
from tests.deliveries import deliver_all
from tests.payments.deliveries import deliver_money
from tests.payments.stripe.conftest import Webhooks
from tests.simulator import ASKS_FOR_3DS, GOOD, fill
from workers.clock import laurel_now, move_clock
from workers.models import Event

WITHIN_A_WEEK = 7 * 24 * 3600


@pytest.fixture
def debited(simulator, ask):
    """A contribution that its payer's bank works on: `debited("bounces")`."""

    def debited(account="pays"):
        contribution = ask()
        assert fill(contribution.checkout_url, debit=account).status_code == 303
        look(contribution_id=str(contribution.pk))
        return contribution

    return debited


def page_of(contribution):
    return standing_of(Contribution.objects.get(pk=contribution.pk), now=laurel_now()).checkout_url


def stands(contribution):
    return standing_of(Contribution.objects.get(pk=contribution.pk), now=laurel_now()).state


def held():
    return balance(Kind.PURSE, "usd", "R")


def names():
    return list(Event.objects.filter(root="R").order_by("id").values_list("name", flat=True))


def tell(simulator, *kinds):
    """Send the webhooks of these kinds, in this order."""
    told = simulator.control.dump()["objects"]["event"]
    for kind in kinds:
        (one,) = (entry for entry in told if entry["type"] == f"checkout.session.{kind}")
        bare = {name: value for name, value in one.items() if name != "account"}
        assert Webhooks().send(bare).status_code == 204


def test_while_the_bank_works_nothing_is_held_and_the_payer_is_told_to_wait(db, debited):
    contribution = debited()
    assert (stands(contribution), held(), Purse.objects.get().status) == (State.PROCESSING, Money(0, "usd"), "funding")
    look_at_pages()
    assert names().count("contribution.delayed") == 1


def test_while_the_bank_works_nobody_is_asked_for_the_same_money(db, debited, ask):
    contribution = debited()
    for sponsor in ("sponsor", "another"):
        with pytest.raises(PaymentProcessing):
            ask(key="another key", sponsor=sponsor)
    assert ask().pk == contribution.pk


def test_while_the_bank_works_on_a_part_its_payer_is_not_asked_for_the_rest_and_others_are(db, ask, payer, simulator):
    def wish(amount, sponsor, key):
        money = Money(amount, "usd")
        return contribute(reference="R", wish=Wish(sponsor, payer, key, "https://laurel.test/back", amount=money))

    open_purse(reference="R", label="A prize", currency="usd", target=Money(10_000, "usd"))
    part = wish(6_000, "sponsor", "k1")
    assert fill(part.checkout_url, debit="pays").status_code == 303
    look(contribution_id=str(part.pk))
    with pytest.raises(PaymentProcessing, match="Your bank is still working"):
        wish(4_000, "sponsor", "k2")
    assert stands(part) == State.PROCESSING
    with pytest.raises(InvalidAmount, match="more than is missing"):
        wish(4_001, "another", "k3")
    assert wish(4_000, "another", "k3").amount == 4_000


@pytest.mark.parametrize(
    ("account", "outcome"), [("pays", (State.SETTLED, "held", 10_000)), ("bounces", (State.REFUSED, "funding", 0))]
)
def test_days_later_the_bank_has_answered_and_the_tick_finds_it(committed_db, simulator, debited, account, outcome):
    contribution = debited(account)
    simulator.control.advance(WITHIN_A_WEEK)
    move_clock(timedelta(seconds=WITHIN_A_WEEK))
    look_at_pages()
    look_at_pages()
    assert (stands(contribution), Purse.objects.get().status, held().amount) == outcome


@pytest.mark.parametrize("account", ["pays", "bounces"])
def test_with_every_webhook_lost_stripe_s_list_of_events_tells(committed_db, simulator, debited, account):
    contribution = debited(account)
    simulator.control.advance(WITHIN_A_WEEK)
    poller.poll()
    deliver_money()
    assert stands(contribution) == (State.SETTLED if account == "pays" else State.REFUSED)


ORDERS = [
    ("completed", "async_payment_{}"),
    ("async_payment_{}", "completed"),
    ("async_payment_{}", "completed", "async_payment_{}", "completed"),
    ("async_payment_{}",),
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(("account", "word"), [("pays", "succeeded"), ("bounces", "failed")])
def test_the_order_and_the_number_of_the_news_change_nothing(committed_db, simulator, ask, order, account, word):
    contribution = ask()
    fill(contribution.checkout_url, debit=account)
    simulator.control.advance(WITHIN_A_WEEK)
    tell(simulator, *(kind.format(word) for kind in order))
    deliver_money()
    paid = account == "pays"
    assert (stands(contribution), held().amount) == ((State.SETTLED, 10_000) if paid else (State.REFUSED, 0))
    assert names().count("contribution.settled" if paid else "contribution.failed") == 1


def test_old_news_of_waiting_do_not_undo_a_settlement(committed_db, simulator, debited):
    contribution = debited()
    waiting = gateway.retrieve_checkout_session(str(Contribution.objects.get().session_id))
    simulator.control.end_payment(waiting["id"], "succeeded")
    simulator.control.settle_everything()
    look(contribution_id=str(contribution.pk))
    settle_checkout(waiting)
    assert (stands(contribution), held()) == (State.SETTLED, Money(10_000, "usd"))


def test_after_a_refusal_the_payer_starts_anew_under_another_key(committed_db, simulator, debited, ask):
    refused = debited("closed")
    simulator.control.advance(WITHIN_A_WEEK)
    look(contribution_id=str(refused.pk))
    with pytest.raises(IllegalMove):
        ask()
    again = ask(key="another key")
    fill(again.checkout_url, debit="pays")
    simulator.control.advance(WITHIN_A_WEEK)
    look(contribution_id=str(again.pk))
    assert (stands(refused), stands(again), held()) == (State.REFUSED, State.SETTLED, Money(10_000, "usd"))


def test_what_a_bank_sends_for_what_another_has_paid_meanwhile_goes_back(committed_db, simulator, ask):
    slow, fast = ask(key="slow", sponsor="slow"), ask(key="fast", sponsor="fast")
    fill(slow.checkout_url, debit="pays")
    fill(fast.checkout_url, card=GOOD)
    for contribution in (slow, fast):
        look(contribution_id=str(contribution.pk))
    assert (stands(slow), stands(fast), Purse.objects.get().status) == (State.PROCESSING, State.SETTLED, "held")
    simulator.control.advance(WITHIN_A_WEEK)
    look(contribution_id=str(slow.pk))
    assert (stands(slow), held(), Refund.objects.get().amount) == (State.NOT_TAKEN, Money(10_000, "usd"), 10_500)


def test_what_a_bank_sends_after_the_purse_was_given_up_goes_back(committed_db, simulator, debited):
    contribution = debited()
    refund_all(reference="R", reason="client_request")
    deliver_all()
    simulator.control.advance(WITHIN_A_WEEK)
    look(contribution_id=str(contribution.pk))
    deliver_all()
    assert [(refund.total.amount, refund.status) for refund in Refund.objects.all()] == [(10_500, "refunded")]
    assert held() == Money(0, "usd")


@pytest.mark.parametrize(("answer", "status"), [("complete", "held"), ("fail", "funding")])
def test_3d_secure_pays_once_it_is_passed(db, simulator, ask, answer, status):
    contribution = ask()
    requests.post(
        contribution.checkout_url,
        data={"card": ASKS_FOR_3DS, "authentication": answer},
        timeout=20,
        allow_redirects=False,
    )
    look(contribution_id=str(contribution.pk))
    assert Purse.objects.get().status == status
    assert stands(contribution) == (State.SETTLED if status == "held" else State.AWAITING_PAYMENT)


def test_a_page_can_be_paid_on_until_its_last_moment(db, simulator, ask):
    page = ask()
    last = page.session_expires_at - timedelta(microseconds=1)
    told = [standing_of(page, now=now).state for now in (last, page.session_expires_at)]
    assert told == [State.AWAITING_PAYMENT, State.PAGE_EXPIRED]


def test_an_abandoned_page_runs_out_and_is_told_of_once(committed_db, simulator, ask):
    contribution = ask()
    simulator.control.advance(25 * 3600)
    move_clock(timedelta(hours=25))
    look_at_pages()
    look_at_pages()
    assert (stands(contribution), held()) == (State.PAGE_EXPIRED, Money(0, "usd"))
    assert names().count("contribution.lapsed") == 1
    assert page_of(contribution) is None
    again = ask()
    assert (again.attempt, page_of(again)) == (2, again.checkout_url)
