"""The same idea twice becomes one: votes once per person, the earlier stands, and everyone is led there."""

from uuid import uuid4

import pytest

from bounties.entries import withdrawing
from bounties.errors import InvalidInput, NotAllowed
from bounties.ideas import answering, merging
from bounties.ideas.errors import BoardClosed, HasDuplicates, IdeaMerged
from bounties.ideas.models import IdeaVote
from bounties.notifications.models import Notification
from tests.bounties.conftest import make_user
from tests.bounties.ideas.conftest import board_stage, kept, vote
from tests.clock import move_clock
from tests.deliveries import deliver_all


@pytest.fixture
def stage(db):
    return board_stage(ideas=3, threshold=9)


def merge(stage, merged, into, by=None):
    return merging.merge(entry_id=merged.pk, into=into.pk, note="The same.", by=by or stage.owner)


def test_of_whoever_voted_for_both_the_earlier_vote_stands(stage):
    merged, stands, _ = stage.entries
    early, late = make_user(), make_user()
    vote(merged, 1, by=early)
    vote(stands, -1, by=late)
    move_clock(seconds=5)
    vote(stands, -1, by=early)
    vote(merged, 1, by=late)
    vote(merged)
    merge(stage, merged, stands)
    counted = IdeaVote.objects.filter(idea=stands.pk, counts=True)
    assert counted.get(voter=early).value == 1
    assert counted.get(voter=late).value == -1
    assert (kept(stands).ups, kept(stands).downs) == (2, 1)
    assert kept(stands).heat == sum(one.weight for one in counted)
    assert (kept(merged).heat, kept(merged).ups, kept(merged).downs) == (0, 0, 0)
    assert IdeaVote.objects.count() == 5


def test_a_vote_that_was_taken_back_gives_way_to_one_that_stands(stage):
    merged, stands, _ = stage.entries
    voter, other = make_user(), make_user()
    for person, kept_one, dropped in ((voter, merged, stands), (other, stands, merged)):
        vote(dropped, 1, by=person)
        vote(dropped, 0, by=person)
        vote(kept_one, 1, by=person)
    merge(stage, merged, stands)
    assert kept(stands).ups == 2


def test_nobody_comes_to_vote_for_their_own_by_a_merge(stage):
    merged, stands, _ = stage.entries
    vote(merged, by=stands.entrant)
    merge(stage, merged, stands)
    assert kept(stands).ups == 0


def test_a_vote_that_moved_can_still_be_changed(stage):
    merged, stands, _ = stage.entries
    voter = vote(merged)
    merge(stage, merged, stands)
    vote(stands, -1, by=voter)
    assert (kept(stands).ups, kept(stands).downs) == (0, 1)


def test_what_stands_may_come_to_review_by_it(stage):
    stage = board_stage()
    merged, stands = stage.entries
    for idea, votes in ((merged, 1), (stands, 2)):
        for _ in range(votes):
            vote(idea)
    merge(stage, merged, stands)
    assert kept(stands).status == "under_review"


def test_links_lead_on_comments_stay_readable_and_supporters_are_told(stage, client, client_of):
    merged, stands, _ = stage.entries
    fan = vote(merged)
    client_of(fan).post(f"/api/v1/ideas/{merged.pk}/comments", {"body": "Please!"}, format="json")
    merge(stage, merged, stands)
    deliver_all()
    found = client.get(f"/api/v1/ideas/{merged.pk}")
    assert (found.status_code, found.headers["Location"]) == (302, f"/api/v1/ideas/{stands.pk}")
    there = client.get(found.headers["Location"]).json()
    assert [row["id"] for row in there["duplicates"]] == [str(merged.pk)]
    for idea in (merged, stands):
        rows = client.get(f"/api/v1/ideas/{idea.pk}/comments").json()["results"]
        assert [row["body"] for row in rows] == ["Please!"]
    assert {row.user for row in Notification.objects.filter(kind="idea.merged")} == {fan, merged.entrant}
    answering.answer(entry_id=stands.pk, status="planned", note="In spring.", by=stage.owner)
    deliver_all()
    news = Notification.objects.filter(kind="idea.answered")
    assert {row.user for row in news} == {fan, merged.entrant, stands.entrant}


def test_where_what_stood_for_them_has_left_the_board_each_merged_idea_answers_for_itself(stage, client):
    *merged, stands = stage.entries
    for idea in merged:
        merge(stage, idea, stands)
    withdrawing.withdraw(entry_id=stands.pk, by=stands.entrant)
    for idea in merged:
        found = client.get(f"/api/v1/ideas/{idea.pk}")
        assert (found.status_code, found.json()["id"], found.json()["status"]) == (200, str(idea.pk), "merged_into")
    assert client.get(f"/api/v1/ideas/{stands.pk}").status_code == 404


def test_the_board_lists_what_was_merged_only_when_asked(stage, client):
    merged, stands, other = stage.entries
    merge(stage, merged, stands)
    path = f"/api/v1/challenges/{stage.challenge.pk}/ideas"
    assert {row["id"] for row in client.get(path).json()["results"]} == {str(stands.pk), str(other.pk)}
    (row,) = client.get(path, {"status": "merged_into"}).json()["results"]
    assert (row["id"], row["merged_into"], row["note"]) == (str(merged.pk), str(stands.pk), "The same.")


def test_chains_and_circles_are_refused(stage):
    first, second, third = stage.entries
    merge(stage, first, second)
    with pytest.raises(IdeaMerged):
        merge(stage, third, first)
    with pytest.raises(HasDuplicates):
        merge(stage, second, third)
    with pytest.raises(IdeaMerged):
        vote(first)
    with pytest.raises(InvalidInput):
        merge(stage, third, third)


def test_an_idea_of_another_board_does_not_stand_for_this_one(stage):
    with pytest.raises(InvalidInput):
        merge(stage, stage.entries[0], board_stage(ideas=1).entries[0])
    with pytest.raises(InvalidInput):
        merging.merge(entry_id=stage.entries[0].pk, into=uuid4(), note="The same.", by=stage.owner)


def test_only_the_sponsors_managers_merge(stage):
    with pytest.raises(NotAllowed):
        merge(stage, *stage.entries[:2], by=make_user())


def test_nothing_is_merged_once_the_board_is_decided(stage):
    stage.challenge.status = "cancelled"
    type(stage.challenge).objects.filter(pk=stage.challenge.pk).update(
        status="cancelled", cancel_reason="client_request", due_at=None
    )
    with pytest.raises(BoardClosed):
        merge(stage, *stage.entries[:2])
