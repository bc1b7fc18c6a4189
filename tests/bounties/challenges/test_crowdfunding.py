"""Many pay for one challenge until its goal is settled or its hour has come; a prize rises while it can be won."""

from datetime import timedelta

import pytest

from bounties.challenges.models import Challenge
from bounties.challenges.sides import BothSides
from payments.ledger.accounts import Kind, balance
from payments.money import Money
from payments.purses.models import Contribution, Purse, Refund
from payments.purses.settling import look
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.challenges.test_funding import pay
from tests.bounties.conftest import client_of, make_sponsor, make_user
from tests.clock import move_clock
from tests.deliveries import deliver_all, tick_all
from tests.simulator import GOOD, fill
from workers.clock import laurel_now
from workers.models import Event

pytestmark = pytest.mark.django_db
GOAL = 140_000


def crowd(**changes):
    ends_at = laurel_now() + timedelta(minutes=30)
    funding = {"funding_mode": "crowd", "funding_ends_at": ends_at, "minimum_contribution": 5_000}
    return make_challenge("approved", **funding | changes)


def backer():
    user = make_user()
    return user, make_sponsor(user, kind="individual")


def ask(challenge, person, amount, *, key="k", sponsor=None):
    user, own = person
    body = {"sponsor": str((sponsor or own).pk), "amount": amount}
    url = f"/api/v1/challenges/{challenge.pk}/contributions"
    return client_of(user).post(url, body, format="json", HTTP_IDEMPOTENCY_KEY=key)


def settle(answer):
    assert answer.status_code == 201, answer.content
    fill(answer.json()["checkout_url"], card=GOOD)
    look(contribution_id=answer.json()["id"])
    deliver_all()


def give(challenge, amount, person=None):
    settle(ask(challenge, person or backer(), amount))
    challenge.refresh_from_db()


def funding_of(challenge, user=None, **query):
    answer = client_of(user).get(f"/api/v1/challenges/{challenge.pk}/funding", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_everyone_sees_how_far_a_collection_is_and_what_it_costs(simulator):
    challenge = crowd()
    assert challenge.status == "funding"
    give(challenge, 35_000)
    shown = funding_of(challenge, amount=10_000)
    progress = shown["progress"]
    assert (progress["percent"], progress["backers"], progress["held"]["amount"]) == (25, 1, 35_000)
    assert (progress["missing"]["amount"], progress["seconds_left"] > 1_700) == (105_000, True)
    assert [shown["quote"][name]["amount"] for name in ("amount", "platform_fee", "total")] == [10_000, 500, 10_500]
    assert "at least $1.00" in shown["fee_rule"]
    assert "the platform bears it" in shown["refund_rule"]


def test_a_goal_that_is_met_opens_the_challenge(simulator):
    challenge = crowd()
    give(challenge, 100_000)
    give(challenge, 40_000)
    assert (challenge.status, Purse.objects.get().status) == ("open", "held")
    assert balance(Kind.PURSE, "usd", str(challenge.pk)) == Money(GOAL, "usd")


def test_a_missed_goal_sends_everything_back_and_cancels(simulator):
    challenge = crowd()
    one, two = backer(), backer()
    give(challenge, 33_333, one)
    give(challenge, 50_001, two)
    move_clock(seconds=1_801)
    tick_all()
    deliver_all()
    challenge.refresh_from_db()
    assert (challenge.status, challenge.cancel_reason) == ("cancelled", "goal_not_met")
    back = sorted((refund.amount, refund.fee, refund.status) for refund in Refund.objects.all())
    assert back == [(33_333, 1_666, "refunded"), (50_001, 2_500, "refunded")]
    assert Purse.objects.get().status == "closed"
    for user, _ in (one, two):
        rows = client_of(user).get("/api/v1/notifications").json()["results"]
        assert any("Cancelled" in row["title"] for row in rows)


@pytest.mark.parametrize("settled_first", [True, False])
def test_the_last_payment_in_the_second_of_the_deadline_has_one_of_two_outcomes(simulator, settled_first):
    challenge = crowd()
    page = ask(challenge, backer(), GOAL).json()
    fill(page["checkout_url"], card=GOOD)
    if settled_first:
        look(contribution_id=page["id"])
    move_clock(seconds=1_801)
    look(contribution_id=page["id"])
    tick_all()
    deliver_all()
    challenge.refresh_from_db()
    held = balance(Kind.PURSE, "usd", str(challenge.pk)).amount
    assert (challenge.status, held) == (("open", GOAL) if settled_first else ("cancelled", 0))
    assert [refund.amount for refund in Refund.objects.all()] == ([] if settled_first else [GOAL + 7_000])


@pytest.mark.parametrize(
    ("amount", "status", "word"),
    [
        (-1, 400, "amount"),
        (0, 400, "amount"),
        (1.5, 400, "whole number"),
        ("5000", 400, "whole number"),
        (4_999, 400, "smallest contribution"),
        (GOAL + 1, 400, "more than is missing"),
    ],
)
def test_an_amount_that_cannot_be_is_named_and_nothing_moves(simulator, amount, status, word):
    challenge = crowd()
    answer = ask(challenge, backer(), amount)
    assert (answer.status_code, "amount" in answer.json()["errors"]) == (status, True)
    assert word in str(answer.json())
    assert not Contribution.objects.exists()


def test_nobody_pays_for_a_sponsor_of_others_or_one_that_is_not_verified(simulator):
    challenge = crowd()
    other = backer()[1]
    answer = ask(challenge, backer(), 5_000, sponsor=other)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["sponsor"])
    user = make_user()
    answer = ask(challenge, (user, make_sponsor(user, verified=False)), 5_000)
    assert (answer.status_code, answer.json()["code"]) == (409, "sponsor_not_in_order")


def test_a_repeat_resumes_its_page_and_a_key_is_good_for_one_amount(simulator):
    challenge, person = crowd(), backer()
    first = ask(challenge, person, 5_000).json()
    assert ask(challenge, person, 5_000).json()["checkout_url"] == first["checkout_url"]
    assert ask(challenge, person, 5_000, key="other").json()["id"] == first["id"]
    answer = ask(challenge, person, 6_000)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert Contribution.objects.count() == 1


def test_what_is_paid_binds_and_what_is_not_can_be_given_up(simulator):
    challenge, person = crowd(), backer()
    page = ask(challenge, person, 5_000).json()
    withdraw = f"/api/v1/contributions/{page['id']}/withdraw"
    assert client_of(person[0]).post(withdraw).json()["status"] == "given_up"
    paid = ask(challenge, person, 5_000, key="again")
    settle(paid)
    answer = client_of(person[0]).post(f"/api/v1/contributions/{paid.json()['id']}/withdraw")
    assert (answer.status_code, answer.json()["code"]) == (409, "contribution_binds")


def test_who_asks_to_pay_cannot_enter(simulator):
    challenge, person = crowd(), backer()
    give(challenge, 5_000, person)
    give(challenge, 135_000)
    with pytest.raises(BothSides):
        make_entry(challenge, person[0])


def raise_it(challenge, person, amount, *, rank=1, key="r"):
    user, sponsor = person
    body = {"rank": rank, "amount": amount} | ({"sponsor": str(sponsor.pk)} if sponsor else {})
    url = f"/api/v1/challenges/{challenge.pk}/raises"
    return client_of(user).post(url, body, format="json", HTTP_IDEMPOTENCY_KEY=key)


def paid_for():
    challenge = make_challenge("approved")
    pay(challenge)
    return challenge


def test_a_raise_that_is_paid_raises_prize_target_and_terms_at_once(simulator):
    challenge = paid_for()
    before = challenge.terms_sha256
    make_entry(challenge)
    answer = raise_it(challenge, backer(), 1_000, rank=2)
    assert answer.json()["total"]["amount"] == 2_100  # two second places, and the fee
    challenge.refresh_from_db()
    assert challenge.prize_total == GOAL
    settle(answer)
    challenge.refresh_from_db()
    assert (challenge.prize_total, Purse.objects.get().target) == (GOAL + 2_000, GOAL + 2_000)
    assert challenge.prizes.get(rank=2).amount == 21_000
    assert challenge.terms_sha256 != before
    assert balance(Kind.PURSE, "usd", str(challenge.pk)) == Money(GOAL + 2_000, "usd")
    assert Event.objects.filter(name="challenge.prize_raised", root=str(challenge.pk)).exists()


def test_a_raise_that_is_paid_after_the_close_goes_back(simulator):
    challenge = paid_for()
    page = raise_it(challenge, (challenge.created_by, None), 1_000).json()
    fill(page["checkout_url"], card=GOOD)
    move_clock(seconds=3_601)
    look(contribution_id=page["id"])
    deliver_all()
    assert Challenge.objects.get(pk=challenge.pk).prize_total == GOAL
    assert [(refund.amount, refund.status) for refund in Refund.objects.all()] == [(1_100, "refunded")]
    shown = client_of(challenge.created_by).get(f"/api/v1/contributions/{page['id']}").json()
    assert shown["status"] == "not_taken"


@pytest.mark.parametrize("status", ["draft", "approved", "judging"])
def test_what_is_not_funded_or_closed_cannot_be_raised(status):
    challenge = make_challenge(status)
    answer = raise_it(challenge, (challenge.created_by, None), 1_000)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_raisable")
    assert not Contribution.objects.exists()


def test_a_rank_that_is_no_prize_is_named(simulator):
    challenge = paid_for()
    answer = raise_it(challenge, (challenge.created_by, None), 1_000, rank=9)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["rank"])


def test_an_entrant_cannot_raise_what_they_may_win(simulator):
    challenge, person = paid_for(), backer()
    make_entry(challenge, person[0])
    answer = raise_it(challenge, person, 1_000)
    assert (answer.status_code, answer.json()["code"]) == (403, "both_sides")
