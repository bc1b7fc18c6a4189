"""What nobody could pay for yet is withdrawn, with words that are true of it; and a page says when it really opens."""

from datetime import timedelta

import pytest

from bounties.challenges.models import Challenge
from bounties.pages.openings import opening_of
from tests.bounties.building import make_challenge
from tests.bounties.pages.test_posting import begin, browser_of, maker, text_of
from workers.clock import laurel_now

__all__ = ["maker"]
pytestmark = pytest.mark.django_db


def test_a_draft_is_withdrawn_without_a_word_of_money_or_entrants(maker):
    browser, challenge = begin(maker)
    address = f"/challenges/{challenge.pk}/call-off"
    assert "Withdraw it" in text_of(browser.get(f"/challenges/{challenge.pk}/manage"))
    page = browser.get(address)
    assert list(page.context["form"].fields) == ["is_sure", "told"]
    for word in ("Call it off", "entrants", "Stripe"):
        assert word not in text_of(page)
    answer = browser.post(address, {"is_sure": "on", "told": "withdrawal"}, follow=True)
    assert "It is withdrawn. Nothing was paid" in text_of(answer)
    assert (Challenge.objects.get().status, Challenge.objects.get().cancel_reason) == ("cancelled", "client_request")


def test_who_read_of_a_withdrawal_is_asked_anew_once_it_could_be_paid(maker):
    challenge = make_challenge("funding", sponsor=maker.sponsors.first())
    answer = browser_of(maker).post(
        f"/challenges/{challenge.pk}/call-off", {"is_sure": "on", "told": "withdrawal", "reason": "client_request"}
    )
    assert "Read anew what it means" in text_of(answer)
    assert Challenge.objects.get().status == "funding"


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("status", "opens", "published", "label", "says"),
    [
        ("in_review", -HOUR, None, "Opens", "As soon as it is paid"),
        ("in_review", HOUR, None, "Opens", HOUR),
        ("scheduled", HOUR, -HOUR, "Opens", HOUR),
        ("open", -HOUR, -HOUR / 2, "Opened", -HOUR / 2),
        ("open", -HOUR, -HOUR * 2, "Opened", -HOUR),
    ],
)
def test_it_opens_by_no_hour_before_it_is_paid_and_says_afterwards_when_it_did(status, opens, published, label, says):
    now = laurel_now()
    challenge = Challenge(
        status=status, opens_at=now + opens, published_at=published and now + published, format="prize"
    )
    found = opening_of(challenge, now)
    assert found.label == label
    assert (found.at or str(found.says)) == (says if isinstance(says, str) else now + says)
