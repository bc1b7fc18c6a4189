"""The one clear thing to do next about a challenge, whoever looks and wherever it stands."""

import pytest
from django.test import Client

from bounties.accounts.models import Membership
from bounties.challenges.models import Challenge, Side
from bounties.pages.browsing.next_step import SPONSOR
from payments.payees.models import Payee
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_user

pytestmark = pytest.mark.django_db


def step(challenge, person=None):
    client = Client()
    if person:
        client.force_login(person)
    answer = client.get(f"/challenges/{challenge.pk}")
    assert answer.status_code == 200
    return answer.context["next"]


def solver():
    person = make_user(country="US")
    Payee.objects.create(user=person)
    return person


def test_a_visitor_signs_in_and_comes_back():
    challenge = make_challenge("open")
    assert step(challenge).url == f"/accounts/login/?next=/challenges/{challenge.pk}"


def test_whoever_can_be_paid_enters():
    challenge = make_challenge("open")
    assert step(challenge, solver()).url == f"/challenges/{challenge.pk}/enter"


def test_whoever_cannot_be_paid_is_told_what_to_do_about_it():
    assert step(make_challenge("open"), make_user(country="KP")).url == "/mine#being-paid"


def test_an_entrant_goes_on_with_the_draft():
    challenge, person = make_challenge("open"), solver()
    entry = make_entry(challenge, person, submit=False)
    found = step(challenge, person)
    assert (found.url, found.until) == (f"/entries/{entry.pk}", challenge.closes_at)


def test_a_judge_judges():
    challenge, person = make_challenge("judging"), make_user()
    Side.objects.create(challenge=challenge, user=person, kind="judge")
    assert step(challenge, person).url == "/judging"


@pytest.mark.parametrize("status", ["draft", "in_review", "approved", "scheduled", "open", "judging"])
def test_its_owner_has_a_step_wherever_it_stands(status):
    challenge = make_challenge(status)
    page = SPONSOR[status][2]
    assert bool(step(challenge, challenge.created_by).url) == bool(page)


def test_a_viewer_of_the_sponsor_reads_where_it_stands_and_presses_nothing():
    challenge, person = make_challenge("judging"), make_user()
    Membership.objects.create(sponsor=challenge.sponsor, user=person, role="viewer")
    found = step(challenge, person)
    assert found.says
    assert found.url == ""


def test_a_moderator_reviews_what_waits():
    challenge = make_challenge("in_review")
    found = step(challenge, make_user(role="moderator", is_staff=True))
    assert found.url == f"/review/{challenge.pk}"


def test_every_status_says_something_to_its_sponsor_and_to_strangers():
    for status in ("scheduled", "open", "judging"):
        challenge = make_challenge(status)
        assert step(challenge).says
        assert step(challenge, challenge.created_by).says
    assert set(SPONSOR) <= set(Challenge.Status)
