"""When what one posts opens: at its hour, or as soon as it is paid."""

from datetime import timedelta

import pytest

from bounties.challenges.models import Challenge
from tests.bounties.pages.test_posting import begin, go_on, maker, text_of, ways_of
from tests.clock import move_clock
from workers.clock import laurel_now

__all__ = ["maker"]
pytestmark = pytest.mark.django_db


def test_an_opening_that_has_passed_meanwhile_keeps_nobody_from_writing_on(maker):
    browser, challenge = begin(maker)
    Challenge.objects.update(opens_at=laurel_now() + timedelta(hours=1))
    move_clock(seconds=86_400)
    assert go_on(browser, challenge, "details", summary="It drips.").status_code == 302
    assert Challenge.objects.get().summary == "It drips."
    page = browser.get(f"/challenges/{challenge.pk}/edit/review")
    assert "timeline#id_opens_at" in {way for _step, way in ways_of(page)}


def test_what_names_no_opening_opens_as_soon_as_it_is_paid(maker):
    browser, challenge = begin(maker)
    assert challenge.opens_at is None
    page = browser.get(f"/challenges/{challenge.pk}/edit/review")
    assert "As soon as it is paid" in text_of(page)
    assert "timeline" not in str(ways_of(page))
