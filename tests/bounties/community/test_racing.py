"""Two at one person's page at once: whoever is second waits, and sees what the first did."""

import pytest
from django.db import connection, transaction

from bounties.accounts.models import User
from bounties.awards.models import Award
from bounties.challenges.models import Challenge
from bounties.community.counting import recount
from bounties.community.models import Profile, Standing
from bounties.community.presenting import Wish, present
from tests.bounties.awards.conftest import decide
from tests.bounties.community.conftest import show
from tests.bounties.conftest import make_user
from tests.bounties.staging import hold_purse, judging_stage
from tests.meeting import held_then_met
from workers.clock import laurel_now


@pytest.fixture
def user(committed_db: None) -> User:
    return make_user()


def test_what_two_windows_say_of_one_page_is_both_kept(user):
    held_then_met(
        lambda: present(user=user, wish=Wish(handle="ada")), lambda: present(user=user, wish=Wish(bio="Thermometers."))
    )
    page = Profile.objects.get()
    assert (page.handle, page.bio) == ("ada", "Thermometers.")


@pytest.fixture
def winner(committed_db: None) -> User:
    """Who shows themselves, and won what is over."""
    stage = hold_purse(judging_stage(entries=2))
    stage.judge_all(90, 80)
    decide(stage, [(0, 1), (1, 2)])
    first = stage.entries[0].entrant
    show(first, "first")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Award.objects.filter(entry__entrant=first).update(status="paid")
        Challenge.objects.update(status="completed", due_at=None, published_at=laurel_now())
    return first


def test_nobody_is_counted_who_is_just_hiding(winner):
    recount(user_id=winner.pk)
    assert Standing.objects.filter(profile=winner.pk).exists()
    held_then_met(
        lambda: present(user=winner, wish=Wish(is_public=False)),
        lambda: recount(user_id=winner.pk),
    )
    assert not Standing.objects.filter(profile=winner.pk).exists()
