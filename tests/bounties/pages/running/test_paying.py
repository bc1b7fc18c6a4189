"""More money in the browser: a prize is raised, a collection is filled, a payment is given up; only webhooks count."""

import json
import re

import pytest
import requests
import stripe
from django.test import Client

from bounties.challenges.models import Challenge
from payments.ledger.accounts import Kind, balance
from payments.purses.models import Contribution
from tests.bounties.challenges.test_crowdfunding import backer, crowd
from tests.bounties.staging import hold_purse, open_stage
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.simulator import DECLINED, GOOD, fill

pytestmark = pytest.mark.django_db
DAY = 86_400


class Payer:
    """A person at a browser, whom Stripe's stand-in sends its webhooks about when the test says so."""

    def __init__(self, simulator, person, challenge):
        self.simulator, self.challenge, self.browser = simulator, challenge, Client()
        self.browser.force_login(person)

    def see(self, page="/payments", **query):
        answer = self.browser.get(f"/challenges/{self.challenge.pk}{page}", query)
        assert answer.status_code == 200
        return text_of(answer)

    def press(self, page, do, **typed):
        address = f"/challenges/{self.challenge.pk}/{page}"
        form = self.browser.get(address).context["form"]
        shown = {field.html_name: field.value() for field in form}
        return self.browser.post(address, shown | typed | {"do": do})

    def begin(self, page, **typed):
        """Price first, as people do, then off to Stripe's page: its address."""
        assert "Pay " in text_of(self.press(page, "price", **typed))
        answer = self.press(page, "pay", **typed)
        assert answer.status_code == 302, text_of(answer)
        return answer.url

    def hear(self):
        """Everything that Stripe has told so far, signed, to our door; and what it causes."""
        found = requests.get(
            f"{self.simulator.api}/v1/events", params={"limit": 100}, auth=(self.simulator.secret_key, ""), timeout=20
        )
        for event in reversed(found.json()["data"]):
            body = json.dumps(event)
            signature = stripe.WebhookSignature.generate_signature_header(body, "whsec_test_platform")
            sent = self.browser.post(
                "/stripe/webhook", body, content_type="application/json", headers={"Stripe-Signature": signature}
            )
            assert sent.status_code == 204
        deliver_all()


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def held(challenge):
    return balance(Kind.PURSE, "usd", str(challenge.pk)).amount


@pytest.fixture
def raiser(simulator):
    stage = hold_purse(open_stage())
    return Payer(simulator, stage.owner, stage.challenge)


@pytest.fixture
def giver(simulator):
    person, _ = backer()
    return Payer(simulator, person, crowd())


def test_a_raise_says_its_price_and_is_true_once_stripe_tells_it_and_no_sooner(raiser):
    price = text_of(raiser.press("raise", "price", rank="1", amount="250"))
    assert all(sum_ in price for sum_ in ("$250.00", "$12.50", "Pay $262.50 at Stripe"))
    page = raiser.begin("raise", rank="1", amount="250")
    before = held(raiser.challenge)
    assert fill(page, card=GOOD).status_code == 303
    back = raiser.see(session_id="cs_whatever", paid="yes")
    assert "Waiting for Stripe's word" in back
    assert "Not paid yet" in back
    assert held(raiser.challenge) == before
    raiser.hear()
    assert "$250.00" in raiser.see(session_id="cs_whatever")
    assert "Paid, and held." in raiser.see(session_id="cs_whatever")
    assert "Waiting" not in raiser.see(session_id="cs_whatever")
    assert held(raiser.challenge) == before + 25_000
    assert Challenge.objects.get().prize_total == raiser.challenge.prize_total + 25_000


def test_a_backer_s_money_moves_the_collection_once_stripe_tells_it(giver):
    price = text_of(giver.press("back", "price", amount="350"))
    assert all(sum_ in price for sum_ in ("$350.00", "$17.50", "Pay $367.50 at Stripe"))
    fill(giver.begin("back", amount="350"), card=GOOD)
    assert "$350.00 of $1,400.00" not in giver.see("", session_id="x")
    giver.hear()
    assert "$350.00 of $1,400.00 are held: 25 %" in giver.see("")
    assert "Paid, and held." in giver.see()
    assert "$1,050.00" in giver.see("/back")  # still missing


def test_what_is_given_up_can_be_paid_by_nobody_any_more_and_begun_anew(giver):
    page = giver.begin("back", amount="350")
    giving_up = f"/payments/{Contribution.objects.get().pk}/withdraw"
    assert f'action="{giving_up}"' in giver.see()
    assert giver.browser.post(giving_up, follow=True).status_code == 200
    giver.hear()
    assert "Given up before it was paid. Nothing was taken." in giver.see()
    assert page not in giver.see()
    assert fill(page, card=GOOD).status_code == 410
    fill(giver.begin("back", amount="350"), card=GOOD)
    giver.hear()
    assert held(giver.challenge) == 35_000
    paid = Contribution.objects.get(status="settled")
    assert "it stays" in text_of(giver.browser.post(f"/payments/{paid.pk}/withdraw", follow=True))
    assert held(giver.challenge) == 35_000


def test_a_page_that_ran_out_took_nothing_and_another_is_had_by_asking_again(raiser):
    page = raiser.begin("raise", rank="1", amount="250")
    raiser.simulator.control.advance(DAY + 60)
    move_clock(seconds=60)
    raiser.hear()
    said = raiser.see(session_id="x")
    assert "Waiting" not in said
    assert page not in said
    assert fill(page, card=GOOD).status_code == 410
    fill(raiser.begin("raise", rank="1", amount="250"), card=GOOD)
    raiser.hear()
    assert Challenge.objects.get().prize_total == raiser.challenge.prize_total + 25_000


def test_after_a_declined_card_the_same_page_takes_another_and_it_is_paid_once(giver):
    page = giver.begin("back", amount="350")
    assert "declined" in fill(page, card=DECLINED).text
    giver.hear()
    said = giver.see()
    assert "Not paid yet" in said
    assert f'href="{page}"' in said
    assert held(giver.challenge) == 0
    fill(page, card=GOOD)
    giver.hear()
    giver.hear()  # Stripe may tell twice
    assert held(giver.challenge) == 35_000
    assert giver.see().count("Paid, and held.") == 1


def test_money_for_a_raise_that_comes_after_the_close_goes_back_and_the_page_says_so(raiser):
    page = raiser.begin("raise", rank="1", amount="250")
    fill(page, card=GOOD)
    Challenge.objects.update(status="judging")
    raiser.hear()
    assert "All of it goes back by itself." in raiser.see()
    assert Challenge.objects.get().prize_total == raiser.challenge.prize_total


def test_the_page_after_stripe_s_tells_others_nothing(giver):
    giver.begin("back", amount="350")
    stranger = Payer(giver.simulator, backer()[0], giver.challenge)
    said = stranger.see(session_id="x")
    assert "You have paid nothing for it." in said
    assert "Not paid yet" not in said
    known = Contribution.objects.get()
    assert stranger.browser.post(f"/payments/{known.pk}/withdraw").status_code == 404
    assert Contribution.objects.get() == known
