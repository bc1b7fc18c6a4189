"""A person posts and pays in one call, which may be repeated until it is done and never posts twice."""

from typing import Any

import pytest

from bounties.accounts import sponsoring
from bounties.accounts.models import Sponsor, User
from bounties.challenges import reviewing
from bounties.challenges.models import Challenge, ShortPost
from payments.purses.models import Contribution
from tests.bounties.conftest import client_of, make_sponsor, make_staff, make_user

pytestmark = pytest.mark.django_db
PATH = "/api/v1/challenges/post-and-pay"
QUESTION: dict[str, Any] = {
    "format": "question",
    "title": "Why does my phone lose the network?",
    "statement": "Between Leeds and York.",
    "currency": "usd",
    "prizes": [{"rank": 1, "amount": 2_000}],
}


def post(who: User, key: str = "k", expect: int = 201, **more: Any) -> Any:
    answer = client_of(who).post(PATH, QUESTION | more, format="json", HTTP_IDEMPOTENCY_KEY=key)
    assert answer.status_code == expect, answer.content
    return answer.json()


@pytest.fixture
def person() -> User:
    """Somebody who has asked before: a moderator has seen who they are."""
    user = make_user()
    make_sponsor(user, user.name, kind="individual")
    return user


def test_without_moderation_one_call_leads_to_the_page_to_pay_on(simulator, person, settings):
    settings.MODERATION = False
    posted = post(person)
    assert (posted["next"], posted["challenge"]["status"]) == ("payment", "funding")
    assert posted["checkout_url"].startswith("http")
    assert str(Contribution.objects.get().pk) == posted["contribution"]


def test_a_repeat_under_the_same_key_finds_the_same_post_and_page(simulator, person, settings):
    settings.MODERATION = False
    first, again = post(person), post(person)
    assert (again["challenge"]["id"], again["checkout_url"]) == (first["challenge"]["id"], first["checkout_url"])
    assert (Challenge.objects.count(), Contribution.objects.count()) == (1, 1)
    assert post(person, expect=422, title="Something else")["code"] == "idempotency_key_reused"


def test_with_moderation_it_waits_for_the_moderator_and_the_repeat_goes_on(simulator, person):
    waiting = post(person)
    assert (waiting["next"], waiting["checkout_url"]) == ("review", None)
    reviewing.approve(challenge_id=waiting["challenge"]["id"], by=make_staff("moderator"))
    assert post(person)["next"] == "payment"


def test_who_posts_for_the_first_time_becomes_a_sponsor_and_is_verified_first(simulator, settings):
    settings.MODERATION = False
    user = make_user()
    assert post(user)["next"] == "verification"
    sponsor = Sponsor.objects.get()
    assert (sponsor.kind, sponsor.name, sponsor.memberships.get().user) == ("individual", user.name, user)
    sponsoring.verify_sponsor(sponsor_id=sponsor.pk, by=make_staff("moderator"))
    assert post(user)["next"] == "payment"
    assert Challenge.objects.count() == 1


def test_what_is_incomplete_leaves_nothing_behind(person):
    assert "statement" in str(post(person, expect=400, statement=""))
    assert "one step" in str(post(person, expect=400, format="prize"))
    assert (Challenge.objects.count(), ShortPost.objects.count()) == (0, 0)


def test_nobody_posts_for_a_sponsor_that_is_not_theirs(person):
    other = make_sponsor(make_user())
    post(person, expect=403, sponsor=str(other.pk))
    assert Challenge.objects.count() == 0


def test_a_key_is_needed_and_another_persons_is_another(simulator, person, settings):
    settings.MODERATION = False
    assert client_of(person).post(PATH, QUESTION, format="json").status_code == 400
    other = make_user()
    make_sponsor(other, other.name, kind="individual")
    assert post(person)["challenge"]["id"] != post(other)["challenge"]["id"]
