"""A challenge read for one reader: what it knows of them serves to show a page, and never to let them act."""

from pathlib import Path

import pytest

from bounties.accounts.models import Membership
from bounties.challenges.models import Challenge
from bounties.challenges.policies import acts_for_sponsor, may_edit
from bounties.errors import NotAllowed
from bounties.judging import inviting
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_sponsor, make_user

BOUNTIES = Path(__file__).parents[3] / "bounties"
SHOWING = ("pages/", "api/")


@pytest.fixture
def colleague(db):
    """A manager beside the owner."""
    sponsor = make_sponsor(make_user())
    return Membership.objects.create(sponsor=sponsor, user=make_user(), role="manager")


@pytest.fixture
def seen(colleague):
    """As the manager's page reads it."""
    challenge = make_challenge(sponsor=colleague.sponsor)
    return Challenge.objects.visible_to(colleague.user).seen_by(colleague.user).get(pk=challenge.pk)


def test_who_lost_a_right_while_a_page_was_made_cannot_act_on_it(seen, colleague):
    colleague.delete()
    assert may_edit(seen, colleague.user)
    with pytest.raises(NotAllowed):
        inviting.invite(challenge_id=seen.pk, email="judge@example.com", by=colleague.user)
    assert not may_edit(Challenge.objects.get(pk=seen.pk), colleague.user)


def test_what_was_read_for_one_says_nothing_of_another(seen, colleague, django_assert_num_queries):
    owner = seen.sponsor.memberships.get(role="owner").user
    assert acts_for_sponsor(seen, owner, "owner")
    assert not acts_for_sponsor(seen, make_user())
    with django_assert_num_queries(0):
        assert acts_for_sponsor(seen, colleague.user)
        assert not acts_for_sponsor(seen, colleague.user, "owner")


def test_only_what_shows_a_challenge_reads_it_for_its_reader():
    readers = [file.relative_to(BOUNTIES) for file in BOUNTIES.rglob("*.py") if ".seen_by(" in file.read_text()]
    assert readers
    assert [str(file) for file in readers if not any(room in str(file) for room in SHOWING)] == []
