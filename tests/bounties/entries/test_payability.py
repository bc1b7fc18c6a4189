"""Before the first entry a solver sees whether and how they can be paid."""

import pytest
from django.test import Client

from bounties.accounts.models import User
from payments.models import Payee
from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of

pytestmark = pytest.mark.django_db
API = "/api/v1"


def live_in(user, country):
    User.objects.filter(pk=user.pk).update(country=country)
    user.refresh_from_db()


def onboarded(user, status="payable", **fields):
    transfers = "active" if status == "payable" else "inactive"
    known = {"account_key": "k", "account_id": "acct_1", "account_request": {}, "transfers": transfers}
    return Payee.objects.create(user=user, status=status, **(known | fields))


def mine(user, **query):
    return client_of(user).get(f"{API}/me/payability", query).json()


def codes(answer, which="missing"):
    return [reason["code"] for reason in answer[which]]


def test_a_new_solver_learns_what_is_missing_and_what_to_do(user):
    answer = mine(user)
    assert (answer["payable"], answer["ready"]) == (True, False)
    assert codes(answer) == ["country_unknown", "onboarding_not_begun"]
    assert all(reason["remedy"] for reason in answer["missing"])


def test_who_is_onboarded_is_told_what_arrives(user):
    onboarded(user, country="KE")
    answer = mine(user)
    assert (answer["ready"], answer["country"], answer["country_name"]) == (True, "KE", "Kenya")
    assert (answer["currency"], answer["is_recipient"], answer["conversion"]) == ("kes", True, "")


@pytest.mark.parametrize(("country", "is_converted"), [("US", False), ("EC", False), ("DE", True), ("KE", True)])
def test_a_prize_in_another_currency_is_converted_at_the_solvers_cost(user, country, is_converted):
    live_in(user, country)
    sentence = mine(user, challenge=make_challenge().pk)["conversion"]
    assert ("at your cost" in sentence) is is_converted


def test_what_stripe_wants_is_said_in_its_words(user):
    onboarded(user, "onboarding", country="US", requirements={"currently_due": ["individual.dob.day"]})
    (reason,) = mine(user)["missing"]
    assert (reason["code"], "individual.dob.day" in reason["detail"]) == ("onboarding_unfinished", True)


def test_who_ended_the_connection_is_sent_to_onboarding_again(user):
    onboarded(user, "disconnected", country="US")
    assert codes(mine(user)) == ["account_disconnected"]


def test_who_lives_out_of_reach_is_told_and_cannot_enter(user):
    live_in(user, "KP")
    challenge = make_challenge()
    answer = mine(user, challenge=challenge.pk)
    assert (answer["payable"], codes(answer, "reasons"), answer["missing"]) == (False, ["country_not_supported"], [])
    refused = client_of(user).post(f"{API}/challenges/{challenge.pk}/entries", {"title": "x", "accept_terms": True})
    assert refused.json()["code"] == "not_payable"
    assert answer["reasons"][0]["remedy"] in refused.json()["detail"]


def test_a_challenge_shows_it_to_a_solver_and_to_nobody_else(user):
    challenge = make_challenge()
    path = f"{API}/challenges/{challenge.pk}"
    live_in(user, "DE")
    shown = client_of(user).get(path).json()["payability"]
    assert shown == client_of(user).get(f"{path}/payability").json()
    assert (shown["currency"], "EUR" in shown["conversion"]) == ("eur", True)
    for other in (client_of(None), client_of(challenge.created_by), client_of(user, "challenges:read")):
        assert other.get(path).json()["payability"] is None


def test_the_board_asks_nobody_how_they_are_paid(user):
    make_challenge()
    assert "payability" not in client_of(user).get(f"{API}/challenges").json()["results"][0]


@pytest.mark.parametrize("query", ["x", "00000000-0000-7000-8000-000000000000"])
def test_a_challenge_that_is_none_is_refused(user, query):
    assert client_of(user).get(f"{API}/me/payability", {"challenge": query}).status_code in (400, 404)


def test_the_page_of_a_challenge_says_it_in_one_line(user):
    live_in(user, "KP")
    browser, challenge = Client(), make_challenge()
    assert b"being-paid" not in browser.get(f"/challenges/{challenge.pk}").content
    browser.force_login(user)
    page = browser.get(f"/challenges/{challenge.pk}").content.decode()
    assert "You cannot be paid as things stand" in page
    assert "/mine#being-paid" in page
    mine = browser.get("/mine").content.decode()
    assert 'If you live elsewhere, correct your country. <a href="/account">' in mine
