"""What is asked for under a key, how much at most, and who holds a page of Stripe's."""

from datetime import timedelta

import pytest
from django.db.models import F

from payments.errors import InvalidAmount, PaymentError
from payments.money import LARGEST_CHARGE, Money
from payments.purses import funding
from payments.purses.funding import FundingUnderWay, KeyReused, Wish, contribute
from payments.purses.models import Contribution, Purse
from payments.purses.opening import open_purse
from payments.purses.querysets import Tally
from payments.purses.settling import look
from payments.stripe import gateway
from payments.stripe.errors import StripeUnavailable
from tests.clock import stop_clock
from tests.deliveries import deliver_all
from tests.payments.purses.situations import back
from tests.simulator import GOOD, fill
from workers.clock import move_clock


@pytest.mark.parametrize(
    ("wished", "says"),
    [
        (("k1", "another", 10_000), "used to pay something else"),
        (("k1", "sponsor", 5_000), "used to pay something else"),
        (("k2", "another", 10_001), "more than is missing"),
    ],
)
def test_a_key_pays_one_thing_and_nobody_more_than_is_missing(simulator, ask, payer, wished, says):
    ask("R", 10_000, key="k1")
    key, sponsor, amount = wished
    wish = Wish(sponsor, payer, key, return_url="https://laurel.test/back", amount=Money(amount, "usd"))
    with pytest.raises(PaymentError, match=says):
        contribute(reference="R", wish=wish)
    assert Contribution.objects.count() == 1


def test_a_key_that_asked_for_all_that_is_missing_asks_for_nothing_else_once_more_is(db, simulator, ask):
    first = ask("R", 10_000, key="k1")
    with pytest.raises(KeyReused, match="another amount was asked for"):
        ask("R", 20_000, key="k1")
    assert (ask("R", 20_000, key="k2").amount, Contribution.objects.get(pk=first.pk).status) == (20_000, "failed")


def test_what_is_more_than_one_card_can_pay_is_told_with_its_fee(db, simulator, ask):
    with pytest.raises(InvalidAmount, match="the fee included, is more than can be paid at once"):
        ask("R", LARGEST_CHARGE)
    assert not Contribution.objects.exists()


def test_the_largest_charge_can_be_asked_for_its_fee_included(db, simulator, ask):
    assert ask("R", 95_238_095).total.amount == LARGEST_CHARGE


@pytest.mark.parametrize("means", [{"card": GOOD}, {"debit": "pays"}])
def test_the_last_cent_can_be_paid_too(db, simulator, payer, means):
    open_purse(reference="R", label="A prize", currency="usd", target=Money(10_000, "usd"))
    first, last = (
        Wish(sponsor, payer, sponsor, "https://laurel.test/back", amount=Money(amount, "usd"))
        for sponsor, amount in (("ann", 9_999), ("ben", 1))
    )
    page = contribute(reference="R", wish=first)
    fill(page.checkout_url, **means)
    look(contribution_id=str(page.pk))
    assert Purse.objects.get().status == "funding"
    assert contribute(reference="R", wish=last).total.amount == 1 + 100


@pytest.mark.parametrize("is_first", [True, False])
def test_who_asks_for_a_page_has_half_a_minute_for_it_then_it_is_the_next_one_s(db, simulator, ask, payer, is_first):
    open_purse(reference="R", label="A prize", currency="usd", target=Money(10_000, "usd"))
    if not is_first:
        ask("R")
        move_clock(timedelta(hours=25))  # its page has run out
    funding._reserve("R", Wish("sponsor", payer, "k1", "https://laurel.test/back"))  # and its caller dies
    move_clock(timedelta(seconds=25))
    with pytest.raises(FundingUnderWay):
        ask("R", key="other")
    stop_clock(Contribution.objects.get().calling_until)
    assert ask("R", key="other").checkout_url
    assert Contribution.objects.count() == 1


def test_at_the_moment_in_which_a_page_runs_out_there_is_another(db, simulator, ask):
    page = ask()
    stop_clock(page.session_expires_at)
    assert ask().attempt == 2


@pytest.mark.parametrize("fault", ["rate_limit", "drop_before"])
def test_after_an_answer_that_hides_no_page_the_same_key_is_good(db, simulator, ask, fault):
    simulator.control.fault("POST /v1/checkout/sessions", fault)
    with pytest.raises(StripeUnavailable):
        ask()
    assert ask().attempt == 1


def test_after_each_answer_that_may_hide_a_page_another_key_is_taken(db, simulator, ask):
    simulator.control.fault("POST /v1/checkout/sessions", "error_500_before", times=2)
    for _ in range(2):
        with pytest.raises(StripeUnavailable):
            ask()
    assert (ask().attempt, Contribution.objects.count()) == (3, 1)


@pytest.mark.parametrize(("hours", "attempt"), [(22, 1), (24, 2)])
def test_a_page_is_asked_for_under_the_same_key_as_long_as_stripe_knows_it(db, simulator, ask, payer, hours, attempt):
    open_purse(reference="R", label="A prize", currency="usd", target=Money(10_000, "usd"))
    funding._reserve("R", Wish("sponsor", payer, "k1", "https://laurel.test/back"))  # and its caller dies
    move_clock(timedelta(hours=hours))
    assert ask().attempt == attempt


def test_once_all_is_paid_nobody_is_left_with_a_page(committed_db, simulator, ask):
    late = ask("R", 10_000, key="late", sponsor="another")
    first = ask("R", 10_000)
    fill(first.checkout_url, card=GOOD)
    look(contribution_id=str(first.pk))
    deliver_all()
    late.refresh_from_db()
    assert (late.status, late.failure) == ("failed", "given_up")
    assert gateway.retrieve_checkout_session(late.session_id)["status"] == "expired"


def test_while_something_is_missing_a_page_for_no_more_than_that_stays(db, simulator, ask, payer):
    open_purse(reference="R", label="A prize", currency="usd", target=Money(10_000, "usd"))
    pages = [
        contribute(
            reference="R", wish=Wish(sponsor, payer, sponsor, "https://laurel.test/back", amount=Money(amount, "usd"))
        )
        for sponsor, amount in (("ann", 6_000), ("ben", 4_000), ("cem", 4_001))
    ]
    fill(pages[0].checkout_url, card=GOOD)
    look(contribution_id=str(pages[0].pk))
    statuses = [Contribution.objects.get(pk=page.pk).status for page in pages]
    assert statuses == ["settled", "pending", "failed"]


def test_a_payer_pays_in_the_purse_s_own_currency(db, simulator, ask):
    assert ask("R", 10_000).request["adaptive_pricing"] == {"enabled": False}


def test_once_a_part_is_paid_the_goal_stays(db, simulator, payer):
    page = back("one", 3_333)
    fill(page.checkout_url, card=GOOD)
    look(contribution_id=str(page.pk))
    purse = open_purse(reference="R", label="Another", currency="usd", target=Money(20_000, "usd"))
    assert (purse.label, purse.target, purse.status) == ("A prize", 10_000, "funding")


def test_a_purse_is_named_as_long_as_there_is_room(db):
    for label in ("A" * 300, "B" * 300):
        open_purse(reference="R", label=label, currency="usd", target=Money(10_000, "usd"))
        assert Purse.objects.get().label == label[:200]


@pytest.mark.parametrize(
    ("url", "goes_on"), [("https://laurel.test/back", "?session_id="), ("https://laurel.test/back?a=1", "&session_id=")]
)
def test_who_paid_comes_back_to_where_they_asked_from(db, simulator, payer, url, goes_on):
    open_purse(reference="R", label="A prize", currency="usd", target=Money(10_000, "usd"))
    page = contribute(reference="R", wish=Wish("sponsor", payer, "k1", url))
    assert page.request["success_url"].startswith(url + goes_on)
    assert page.request["cancel_url"] == url


def test_a_tally_counts_what_stays_what_comes_and_who_gave(db, simulator, ask, payer):
    open_purse(reference="R", label="A prize", currency="usd", target=Money(10_000, "usd"))
    assert Contribution.objects.tally() == Tally(paid=0, coming=0, payers=0)
    card, debit = {"card": GOOD}, {"debit": "pays"}
    for sponsor, amount, means in (("ann", 4_000, card), ("ann", 2_000, card), ("ben", 4_000, debit)):
        wish = Wish(sponsor, payer, f"{sponsor} {amount}", "https://laurel.test/back", amount=Money(amount, "usd"))
        page = contribute(reference="R", wish=wish)
        fill(page.checkout_url, **means)
        look(contribution_id=str(page.pk))
    assert Contribution.objects.tally() == Tally(paid=6_000, coming=4_000, payers=1)
    Contribution.objects.filter(payer_reference="ann").update(refunded=1_000, taken=500)
    assert Contribution.objects.tally() == Tally(paid=3_000, coming=4_000, payers=1)
    Contribution.objects.filter(payer_reference="ann").update(refunded=F("amount"), taken=0)
    assert Contribution.objects.tally() == Tally(paid=0, coming=4_000, payers=0)
