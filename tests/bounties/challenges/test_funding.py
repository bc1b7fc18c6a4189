"""A challenge is paid for on Stripe's page, here the simulator's, and opens by what Stripe then tells."""

import pytest

from bounties.challenges import drafting, funding, reviewing
from bounties.challenges.models import Challenge
from bounties.challenges.terms import PrizeTerms
from bounties.entries import cancelling
from payments.ledger.accounts import Kind, balance
from payments.ledger.posting import settle_constraints
from payments.money import Money
from payments.purses.models import Contribution, Purse, Refund
from payments.purses.settling import look
from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of, make_staff
from tests.deliveries import deliver_all
from tests.simulator import DECLINED, GOOD, fill
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db


def pay(challenge: Challenge, card: str = GOOD, key: str = "k") -> Contribution:
    """What the sponsor does, and what the webhook then causes."""
    client = client_of(challenge.created_by)
    answer = client.post(f"/api/v1/challenges/{challenge.pk}/fund", HTTP_IDEMPOTENCY_KEY=key)
    assert answer.status_code == 201, answer.content
    fill(answer.json()["checkout_url"], card=card)
    look(contribution_id=answer.json()["contribution"])
    deliver_all()
    challenge.refresh_from_db()
    return Contribution.objects.get(pk=answer.json()["contribution"])


def held(challenge: Challenge) -> Money:
    return balance(Kind.PURSE, challenge.currency, str(challenge.pk))


def test_once_paid_it_opens_and_its_purse_holds_every_prize(simulator):
    challenge = make_challenge("approved")
    pay(challenge)
    assert (challenge.status, held(challenge)) == ("open", Money(challenge.prize_total, "usd"))
    rows = client_of(None).get(f"/api/v1/challenges/{challenge.pk}/timeline").json()["results"]
    assert [row["name"] for row in rows] == [
        "challenge.submitted",
        "challenge.approved",
        "purse.funded",
        "challenge.opened",
    ]


def test_a_declined_card_leaves_it_payable_on_the_same_page(simulator):
    challenge = make_challenge("approved")
    first = pay(challenge, DECLINED)
    assert challenge.status == "funding"
    second = pay(challenge)
    assert (second.pk, challenge.status) == (first.pk, "open")


def test_the_same_key_resumes_the_same_contribution_even_after_it_opened(simulator):
    challenge = make_challenge("approved")
    first = pay(challenge)
    again = client_of(challenge.created_by).post(f"/api/v1/challenges/{challenge.pk}/fund", HTTP_IDEMPOTENCY_KEY="k")
    assert again.json()["contribution"] == str(first.pk)
    other = client_of(challenge.created_by).post(f"/api/v1/challenges/{challenge.pk}/fund", HTTP_IDEMPOTENCY_KEY="x")
    assert (other.status_code, other.json()["code"]) == (409, "already_funded")


def test_a_cancelled_challenge_pays_everything_back(simulator):
    challenge = make_challenge("approved")
    contribution = pay(challenge)
    cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=challenge.created_by)
    deliver_all()
    refund = Refund.objects.get(contribution=contribution)
    assert (refund.status, refund.amount, refund.fee) == ("refunded", contribution.amount, contribution.platform_fee)
    assert held(challenge) == Money(0, "usd")
    assert Purse.objects.get(reference=str(challenge.pk)).status == "closed"


def test_money_for_a_challenge_that_was_cancelled_meanwhile_goes_back(simulator):
    challenge = make_challenge("approved")
    client = client_of(challenge.created_by)
    page = client.post(f"/api/v1/challenges/{challenge.pk}/fund", HTTP_IDEMPOTENCY_KEY="k").json()
    fill(page["checkout_url"], card=GOOD)
    cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=challenge.created_by)
    deliver_all()
    look(contribution_id=page["contribution"])
    deliver_all()
    assert Challenge.objects.get(pk=challenge.pk).status == "cancelled"
    assert sum(refund.amount + refund.fee for refund in Refund.objects.all()) == 147_000
    assert held(challenge) == Money(0, "usd")


def test_what_was_paid_in_time_is_not_put_back_into_the_drawer_while_nobody_hears_of_it(simulator):
    challenge = make_challenge("approved")
    page = client_of(challenge.created_by).post(f"/api/v1/challenges/{challenge.pk}/fund", HTTP_IDEMPOTENCY_KEY="k")
    fill(page.json()["checkout_url"], card=GOOD)
    look(contribution_id=page.json()["contribution"])
    Challenge.objects.filter(pk=challenge.pk).update(due_at=laurel_now())
    assert funding.return_unpaid() == 0
    deliver_all()
    challenge.refresh_from_db()
    assert (challenge.status, held(challenge)) == ("open", Money(challenge.prize_total, "usd"))


def test_after_money_that_came_too_late_went_back_it_can_be_paid_when_it_is_approved_again(simulator):
    challenge = make_challenge("approved")
    client = client_of(challenge.created_by)
    page = client.post(f"/api/v1/challenges/{challenge.pk}/fund", HTTP_IDEMPOTENCY_KEY="k").json()
    Challenge.objects.filter(pk=challenge.pk).update(due_at=laurel_now())
    assert funding.return_unpaid() == 1
    fill(page["checkout_url"], card=GOOD)
    look(contribution_id=page["contribution"])
    deliver_all()
    assert Refund.objects.get().status == "refunded"
    reviewing.submit(challenge_id=challenge.pk, by=challenge.created_by)
    reviewing.approve(challenge_id=challenge.pk, by=make_staff("moderator"))
    pay(challenge, key="again")
    assert (challenge.status, held(challenge)) == ("open", Money(challenge.prize_total, "usd"))


def test_an_old_page_does_not_open_a_challenge_that_promises_more_by_now(simulator):
    challenge = make_challenge("approved")
    page = client_of(challenge.created_by).post(f"/api/v1/challenges/{challenge.pk}/fund", HTTP_IDEMPOTENCY_KEY="k")
    Challenge.objects.filter(pk=challenge.pk).update(due_at=laurel_now())
    funding.return_unpaid()
    challenge.refresh_from_db()
    drafting.amend(
        challenge_id=challenge.pk,
        version=challenge.version,
        changes={"prizes": (PrizeTerms(1, challenge.prize_total + 20_000),)},
        by=challenge.created_by,
    )
    settle_constraints()  # as its commit does
    reviewing.submit(challenge_id=challenge.pk, by=challenge.created_by)
    reviewing.approve(challenge_id=challenge.pk, by=make_staff("moderator"))
    fill(page.json()["checkout_url"], card=GOOD)
    look(contribution_id=page.json()["contribution"])
    deliver_all()
    challenge.refresh_from_db()
    assert challenge.status == "approved"
    assert Refund.objects.get().status == "refunded"
    pay(challenge, key="again")
    assert (challenge.status, held(challenge)) == ("open", Money(challenge.prize_total, "usd"))
