"""Whoever may pay sees on the challenge's page how far it is, what it costs, and what goes back."""

import re

import pytest
from django.test import Client

from payments.purses.fees import fee_rule, refund_rule
from tests.bounties.building import make_challenge
from tests.bounties.challenges.test_crowdfunding import GOAL, crowd, give
from tests.clock import move_clock

pytestmark = pytest.mark.django_db


def page_of(challenge, client=None, **query):
    answer = (client or Client()).get(f"/challenges/{challenge.pk}", query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_collection_shows_percent_amount_backers_and_time_left(simulator):
    challenge = crowd()
    give(challenge, 35_000)
    page = page_of(challenge)
    assert "$350.00 of $1,400.00 are held: 25 %" in page
    assert '<progress id="progress" max="100" value="25">25 %</progress>' in page
    assert "1 backer ·" in page
    assert re.search(r"(29|30) minutes left", page)


def test_the_price_the_fee_s_rule_and_the_refund_s_are_told_before_paying(simulator):
    page = page_of(crowd())
    for said in ("$1,400.00", "$70.00", "$1,470.00", fee_rule("usd"), refund_rule()):
        assert said in page


def test_another_amount_is_priced_and_one_that_cannot_be_is_said(simulator):
    challenge = crowd()
    assert "$105.00" in page_of(challenge, amount="100")
    assert "is more than is missing" in page_of(challenge, amount="1400.01")
    assert "more decimals" in page_of(challenge, amount="1.001")
    assert "errorlist" in page_of(challenge, amount="-1")
    assert "errorlist" in page_of(challenge, amount="many")


def test_when_the_hour_has_come_no_time_is_left(simulator):
    challenge = crowd()
    move_clock(seconds=1_801)
    assert "its time is over" in page_of(challenge)


def test_a_goal_that_is_met_asks_nobody_for_more(simulator):
    challenge = crowd()
    give(challenge, GOAL)
    page = page_of(challenge)
    assert "100 %" in page
    assert "What would it cost me?" not in page
    assert "To pay" not in page


def test_a_sponsor_alone_is_told_the_price_and_strangers_see_nothing():
    challenge = make_challenge("approved")
    client = Client()
    client.force_login(challenge.created_by)
    assert "$1,470.00" in page_of(challenge, client)
    assert Client().get(f"/challenges/{challenge.pk}").status_code == 404


def test_what_its_sponsor_has_paid_says_nothing_of_paying():
    assert "Paying for it" not in page_of(make_challenge("open"))
