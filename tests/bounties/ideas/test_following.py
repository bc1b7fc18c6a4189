"""Who hears of an idea: who took part and who follows it, until they want no more of it."""

import pytest

from bounties.accounts.models import User
from bounties.entries import withdrawing
from bounties.errors import IllegalMove, NotAllowed
from bounties.ideas import answering, following, merging
from bounties.ideas.errors import IdeaMerged, NotABoard
from bounties.notifications.models import Notification
from tests.bounties.conftest import client_of, make_user
from tests.bounties.ideas.conftest import board_stage, vote
from tests.bounties.staging import enter, open_stage
from tests.deliveries import deliver_all


@pytest.fixture
def idea(stage):
    return stage.entries[0]


def follow(idea, by=None):
    follower = by or make_user()
    following.follow(entry_id=idea.pk, by=follower)
    return follower


def told(stage, idea):
    """Who hears that the sponsor answers it."""
    answering.answer(entry_id=idea.pk, status="planned", note="In spring.", by=stage.owner)
    deliver_all()
    return {row.user for row in Notification.objects.filter(kind="idea.answered")}


def test_whoever_follows_an_idea_hears_what_becomes_of_it_once(stage, idea):
    follower = follow(idea)
    follow(idea, by=follower)
    fan = follow(idea, by=vote(idea))
    assert told(stage, idea) == {follower, fan, idea.entrant}
    assert Notification.objects.filter(user=follower, kind="idea.answered").count() == 1


def test_whoever_wants_no_more_of_it_hears_nothing_though_they_posted_it_or_voted(stage, idea):
    follower, fan = follow(idea), vote(idea)
    for person in (follower, fan, idea.entrant):
        following.unfollow(entry_id=idea.pk, by=person)
    assert told(stage, idea) == set()
    follow(idea, by=fan)
    assert following.hears_of(idea.pk, fan)


def test_followers_go_along_with_a_merge(stage, idea):
    other = stage.entries[1]
    follower, silent = follow(idea), vote(idea)
    following.unfollow(entry_id=idea.pk, by=silent)
    merging.merge(entry_id=idea.pk, into=other.pk, note="The same.", by=stage.owner)
    assert told(stage, other) == {follower, idea.entrant, other.entrant}
    with pytest.raises(IdeaMerged):
        follow(idea)


def test_over_http_one_follows_reads_that_one_does_and_stops(stage, idea):
    client, path = client_of(make_user()), f"/api/v1/ideas/{idea.pk}"
    assert client.get(path).json()["is_followed"] is False
    assert client.put(f"{path}/follow").json()["is_followed"] is True
    assert client.delete(f"{path}/follow").status_code == 204
    assert client.get(path).json()["is_followed"] is False
    assert client_of(idea.entrant).get(path).json()["is_followed"] is True
    assert client_of(None).get(path).json()["is_followed"] is False


def test_an_address_that_nobody_has_confirmed_is_not_written_to(stage, idea):
    with pytest.raises(NotAllowed, match="Confirm"):
        follow(idea, by=User.objects.create_user("unconfirmed@example.com"))


def test_only_ideas_that_stand_on_a_board_are_followed(stage, idea):
    withdrawing.withdraw(entry_id=idea.pk, by=idea.entrant)
    with pytest.raises(IllegalMove):
        follow(idea)
    with pytest.raises(NotABoard):
        follow(enter(open_stage(), make_user()))


def test_who_sees_no_such_board_follows_nothing(db):
    hidden = board_stage(ideas=1, visibility="invited").entries[0]
    for call in ("put", "delete"):
        assert getattr(client_of(make_user()), call)(f"/api/v1/ideas/{hidden.pk}/follow").status_code == 404
