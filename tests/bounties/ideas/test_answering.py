"""What the sponsor says of ideas: once raised by votes, in public, in time or shown as overdue."""

from datetime import timedelta

import pytest

from bounties.entries.cancelling import call_off
from bounties.entries.pausing import pause, resume
from bounties.entries.withdrawing import withdraw
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from bounties.ideas import answering
from bounties.ideas.errors import BoardClosed
from bounties.ideas.models import IdeaChange
from bounties.notifications.models import Notification
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.ideas.conftest import HALF_LIFE, REPLY, board_stage, kept, vote
from tests.bounties.staging import close
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.models import Event


def answer(stage, entry, status="planned", note="In spring.", by=None):
    return answering.answer(entry_id=entry.pk, status=status, note=note, by=by or stage.owner)


def told(name):
    return Event.objects.filter(name=name).count()


def is_overdue(client, stage):
    (row, *_) = client.get(f"/api/v1/challenges/{stage.challenge.pk}/ideas", {"order": "status"}).json()["results"]
    return row["is_overdue"]


def test_enough_votes_send_an_idea_to_review_once(stage):
    idea = stage.entries[0]
    voters = [vote(idea) for _ in range(2)]
    assert kept(idea).status == "new"
    voters.append(vote(idea))
    assert (kept(idea).status, told("idea.raised")) == ("under_review", 1)
    answer(stage, idea, "considered")
    vote(idea, 0, by=voters[0])
    vote(idea, 1, by=voters[0])
    assert (kept(idea).status, told("idea.raised")) == ("considered", 1)
    assert [(row.after, row.by_id) for row in IdeaChange.objects.order_by("id")] == [
        ("under_review", None),
        ("considered", stage.owner.pk),
    ]


def test_as_many_votes_spread_over_half_lives_are_not_enough(stage):
    for _ in range(4):
        vote(stage.entries[0])
        move_clock(seconds=HALF_LIFE * 2)
    assert kept(stage.entries[0]).status == "new"


def test_a_vote_against_that_goes_can_raise_it_too(stage):
    against = vote(stage.entries[0], -1)
    for _ in range(3):
        vote(stage.entries[0])
    assert kept(stage.entries[0]).status == "new"
    vote(stage.entries[0], 0, by=against)
    assert kept(stage.entries[0]).status == "under_review"


def test_whoever_voted_posted_or_commented_is_told_of_every_change_but_not_who_made_it(stage, client_of):
    idea, changed_mind, commenter = stage.entries[0], make_user(), make_user()
    vote(idea, by=changed_mind)
    vote(idea, 0, by=changed_mind)
    people = {vote(idea), vote(idea, -1), idea.entrant, commenter}
    client_of(commenter).post(f"/api/v1/ideas/{idea.pk}/comments", {"body": "Me too."}, format="json")
    answer(stage, idea)
    answer(stage, idea, "delivered", "It is there.")
    deliver_all()
    rows = Notification.objects.filter(kind="idea.answered")
    assert {row.user for row in rows} == people
    assert rows.count() == 2 * len(people)


def test_an_answer_that_is_late_is_shown_as_overdue_and_told_once(stage, client):
    answer(stage, stage.entries[0], "under_review", "We look at it.")
    assert kept(stage.entries[0]).answer_by - laurel_now() <= timedelta(seconds=REPLY)
    assert not is_overdue(client, stage)
    move_clock(seconds=REPLY + 1)
    deliver_all()
    deliver_all()
    assert (is_overdue(client, stage), told("idea.overdue")) == (True, 1)
    facets = client.get(f"/api/v1/challenges/{stage.challenge.pk}/ideas/facets").json()
    assert (facets["overdue"], facets["statuses"]["under_review"], facets["statuses"]["new"]) == (1, 1, 1)
    assert Notification.objects.filter(kind="idea.overdue").get().user == stage.owner
    answer(stage, stage.entries[0], "not_planned", "Too dear.")
    assert not is_overdue(client, stage)


def test_who_answers_in_time_is_never_overdue(stage):
    answer(stage, stage.entries[0], "under_review", "We look at it.")
    answer(stage, stage.entries[0])
    move_clock(seconds=REPLY + 1)
    deliver_all()
    assert told("idea.overdue") == 0


def test_an_idea_that_was_withdrawn_is_never_overdue(stage):
    idea = stage.entries[0]
    answer(stage, idea, "under_review", "We look at it.")
    withdraw(entry_id=idea.pk, by=idea.entrant)
    move_clock(seconds=REPLY + 1)
    deliver_all()
    assert told("idea.overdue") == 0


def test_a_pause_gives_the_time_back(db, client):
    stage = board_stage(durations={"reply": 100})
    answer(stage, stage.entries[0], "under_review", "We look at it.")
    moderator, hour = make_staff("moderator"), kept(stage.entries[0]).answer_by
    pause(challenge_id=stage.challenge.pk, reason="A leak.", by=moderator)
    move_clock(seconds=500)
    deliver_all()
    assert (is_overdue(client, stage), told("idea.overdue")) == (False, 0)
    resume(challenge_id=stage.challenge.pk, by=moderator)
    deliver_all()
    assert timedelta(seconds=500) <= kept(stage.entries[0]).answer_by - hour < timedelta(seconds=505)
    move_clock(seconds=101)
    deliver_all()
    assert (is_overdue(client, stage), told("idea.overdue")) == (True, 1)


def test_an_hour_that_was_set_after_the_pause_stays(stage):
    moderator = make_staff("moderator")
    pause(challenge_id=stage.challenge.pk, reason="A leak.", by=moderator)
    move_clock(seconds=500)
    resume(challenge_id=stage.challenge.pk, by=moderator)
    answer(stage, stage.entries[0], "under_review", "We look at it.")
    hour = kept(stage.entries[0]).answer_by
    deliver_all()
    assert kept(stage.entries[0]).answer_by == hour


def test_answers_are_given_after_the_close_too(stage):
    close(stage)
    answer(stage, stage.entries[0])
    answer(stage, stage.entries[0], "delivered", "It is there.")
    assert kept(stage.entries[0]).status == "delivered"


def test_nothing_is_said_on_a_board_that_was_called_off(stage):
    stage.reload()
    call_off(stage.challenge, reason="client_request", by=stage.owner)
    with pytest.raises(BoardClosed):
        answer(stage, stage.entries[0])


def test_what_was_delivered_is_not_planned_anew(stage):
    answer(stage, stage.entries[0], "delivered")
    with pytest.raises(IllegalMove):
        answer(stage, stage.entries[0], "planned")


@pytest.mark.parametrize("status", ["new", "merged_into", "rejected"])
def test_what_is_no_answer_is_refused(stage, status):
    with pytest.raises(InvalidInput):
        answer(stage, stage.entries[0], status)


def test_an_answer_says_why(stage):
    with pytest.raises(InvalidInput):
        answer(stage, stage.entries[0], note="  ")


def test_only_the_sponsors_managers_answer(stage):
    for person in (make_user(), stage.entries[0].entrant, make_staff("moderator")):
        with pytest.raises(NotAllowed):
            answer(stage, stage.entries[0], by=person)
