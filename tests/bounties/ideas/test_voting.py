"""Votes for ideas: one per person, fading with their age by an arithmetic that anyone can repeat."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection, transaction

from bounties.errors import InvalidInput, NotAllowed
from bounties.ideas.errors import BoardClosed, NotABoard
from bounties.ideas.models import IdeaVote
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_sponsor, make_user
from tests.bounties.ideas.conftest import HALF_LIFE, board_stage, kept, points, vote
from tests.bounties.staging import close
from tests.clock import move_clock
from workers.models import Event


def test_a_vote_is_worth_half_after_each_half_life(stage):
    vote(stage.entries[0])
    move_clock(seconds=HALF_LIFE)
    assert points(stage.entries[0]) == 0.5
    vote(stage.entries[0])
    assert points(stage.entries[0]) == 1.5
    move_clock(seconds=HALF_LIFE)
    assert points(stage.entries[0]) == 0.75


def test_a_newer_vote_outranks_an_older_one_at_every_later_moment(stage):
    old, new = stage.entries
    vote(old)
    move_clock(seconds=1)
    vote(new)
    assert kept(new).heat > kept(old).heat


def test_each_weight_and_their_sum_is_what_a_stranger_computes(stage):
    for seconds, value in [(0.25, 1), (61.5, -1), (1800, 1), (700, 1)]:
        move_clock(seconds=seconds)
        vote(stage.entries[0], value)
    votes = list(IdeaVote.objects.all())
    opens_at = stage.challenge.opens_at
    with localcontext(prec=100):
        for one in votes:
            span = one.cast_at - opens_at
            seconds = Decimal(span.days * 86_400 + span.seconds) + Decimal(span.microseconds) / 1_000_000
            x = (seconds / HALF_LIFE).quantize(Decimal(1).scaleb(-12), rounding=ROUND_HALF_UP)
            weight = (Decimal(2) ** x).quantize(Decimal(1).scaleb(-9), rounding=ROUND_HALF_UP)
            assert one.weight == one.value * weight
        assert kept(stage.entries[0]).heat == sum(one.weight for one in votes)


def test_a_changed_vote_takes_away_exactly_what_it_brought(stage):
    idea = stage.entries[0]
    voter = vote(idea)
    move_clock(seconds=17.3)
    vote(idea, -1, by=voter)
    assert (kept(idea).ups, kept(idea).downs) == (0, 1)
    vote(idea, 0, by=voter)
    assert (kept(idea).heat, kept(idea).ups, kept(idea).downs) == (0, 0, 0)
    assert IdeaVote.objects.count() == 1


def test_to_say_the_same_again_refreshes_nothing(stage):
    voter = vote(stage.entries[0])
    before, told = IdeaVote.objects.get(), Event.objects.filter(name="idea.voted").count()
    move_clock(seconds=HALF_LIFE)
    vote(stage.entries[0], by=voter)
    assert IdeaVote.objects.get().weight == before.weight
    assert Event.objects.filter(name="idea.voted").count() == told


def test_nobody_votes_for_their_own_or_as_who_pays_or_without_an_address(stage):
    unverified = make_user()
    EmailAddress.objects.filter(user=unverified).update(verified=False)
    for voter in (stage.entries[0].entrant, stage.owner, unverified):
        with pytest.raises(NotAllowed):
            vote(stage.entries[0], by=voter)
    vote(stage.entries[1], by=stage.entries[0].entrant)


def test_only_up_down_and_neither_can_be_said(stage):
    with pytest.raises(InvalidInput):
        vote(stage.entries[0], 2)


def test_after_the_close_no_vote_is_taken_and_points_stand_still(stage):
    voter = vote(stage.entries[0])
    close(stage)
    before = points(stage.entries[0])
    move_clock(seconds=HALF_LIFE * 10)
    assert points(stage.entries[0]) == before
    with pytest.raises(BoardClosed):
        vote(stage.entries[0], -1, by=voter)
    with pytest.raises(IntegrityError), transaction.atomic():
        IdeaVote.objects.update(value=-1)


def test_entries_of_other_formats_are_no_ideas(db):
    with pytest.raises(NotABoard):
        vote(make_entry(make_challenge()))


def test_what_a_backer_pays_for_they_have_no_vote_in(db):
    stage = board_stage(pool=10_000)
    backer = make_user()
    stage.challenge.backings.create(sponsor=make_sponsor(backer, "Backer"))
    with pytest.raises(NotAllowed):
        vote(stage.entries[0], by=backer)


def test_the_board_is_ordered_without_reading_a_vote(stage, client):
    vote(stage.entries[0])
    with connection.execute_wrapper(refuse_votes):
        rows = client.get(f"/api/v1/challenges/{stage.challenge.pk}/ideas").json()["results"]
    assert [row["title"] for row in rows] == ["Idea 0", "Idea 1"]


def refuse_votes(execute, sql, params, many, context):
    assert "ideas_ideavote" not in sql
    return execute(sql, params, many, context)


def test_who_asks_again_for_an_idea_by_its_tag_reads_the_votes_that_came_since(stage, client_of):
    client, path = client_of(None), f"/api/v1/ideas/{stage.entries[0].pk}"
    tag = client.get(path)["ETag"]
    vote(stage.entries[0])
    again = client.get(path, HTTP_IF_NONE_MATCH=tag)
    assert (again.status_code, again.json()["votes_for"]) == (200, 1)
