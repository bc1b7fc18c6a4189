"""One-step posts that arrive in the same instant."""

import pytest

from bounties.accounts.models import Sponsor
from bounties.challenges.models import Challenge
from tests.bounties.challenges.test_paying_races import at_once
from tests.bounties.challenges.test_posting import post
from tests.bounties.conftest import make_user

pytestmark = pytest.mark.usefixtures("committed_db")


def test_of_three_posts_at_once_under_one_key_there_is_one():
    user, found = make_user(), []  # nobody has verified them, so nobody is sent to Stripe

    def act() -> None:
        found.append(post(user)["challenge"]["id"])

    assert at_once(act, act, act) == []
    assert (len(set(found)), Challenge.objects.count(), Sponsor.objects.count()) == (1, 1, 1)
