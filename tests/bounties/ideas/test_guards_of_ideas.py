"""Every constraint and trigger of idea boards refuses its forbidden act, and nothing else would."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from bounties.challenges.models import Challenge
from bounties.ideas import answering, merging
from bounties.ideas.models import Idea, IdeaChange, IdeaFollow, IdeaVote
from tests.bounties.conftest import make_user
from tests.bounties.ideas.conftest import board_stage, vote
from tests.bounties.staging import enter
from tests.guarding import GUARDS, fault_of
from workers.clock import laurel_now


class World:
    """A board with an idea that has a vote, one under review, one merged into another, and one that nobody touched."""

    def __init__(self) -> None:
        self.stage = board_stage(ideas=4, threshold=9)
        self.voted, self.reviewed, self.merged, self.other = (entry.pk for entry in self.stage.entries)
        self.voter = vote(self.stage.entries[0])
        vote(self.stage.entries[3])
        self.answer(self.reviewed, "under_review")
        self.merge(self.merged, self.other)
        self.fresh = enter(self.stage, make_user())

    def answer(self, idea: Any, status: str) -> None:
        answering.answer(entry_id=idea, status=status, note="Why not.", by=self.stage.owner)

    def merge(self, merged: Any, into: Any) -> None:
        merging.merge(entry_id=merged, into=into, note="The same.", by=self.stage.owner)

    def idea(self, name: str, **fields: Any) -> None:
        Idea.objects.filter(pk=getattr(self, name)).update(**fields)

    def begin(self, **fields: Any) -> Idea:
        given = {"entry": self.fresh, "challenge": self.stage.challenge} | fields
        return Idea.objects.create(**given)

    def cast(self, **fields: Any) -> IdeaVote:
        given = {"idea_id": self.voted, "cast_for_id": self.voted, "voter": make_user(), "value": 1} | fields
        return IdeaVote.objects.create(**given)

    def votes(self, **fields: Any) -> None:
        IdeaVote.objects.filter(voter=self.voter).update(**fields)

    def say(self, **fields: Any) -> IdeaChange:
        given = {"idea_id": self.voted, "before": "new", "after": "planned"} | fields
        return IdeaChange.objects.create(**given)


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;" + statement)


def vote_late(world: World) -> None:
    Challenge.objects.filter(pk=world.stage.challenge.pk).update(closes_at=laurel_now())
    world.votes(value=-1)


Act = Callable[[World], Any]
ACTS: dict[str, Act] = {
    "idea_status_is_known": lambda world: world.idea("voted", status="lost"),
    "idea_merged_says_into_which": lambda world: world.idea("voted", status="merged_into"),
    "idea_under_review_has_its_hour": lambda world: world.idea("reviewed", answer_by=None),
    "idea_moves_legally": lambda world: world.idea("reviewed", status="new", answer_by=None),
    "idea_is_born_new": lambda world: world.begin(status="planned"),
    "idea_stays_on_its_board": lambda world: world.idea("voted", challenge=board_stage(ideas=0).challenge),
    "idea_is_never_deleted": lambda world: run(f"DELETE FROM ideas_idea WHERE entry_id = '{world.begin().pk}'"),
    "idea_is_raised_once": lambda world: (
        world.idea("voted", raised_at=laurel_now()),
        world.idea("voted", raised_at=None),
    ),
    "idea_is_of_its_entrys_challenge": lambda world: world.begin(challenge=board_stage(ideas=0).challenge),
    "idea_points_follow_its_votes": lambda world: world.idea("voted", ups=1_000),
    "idea_merges_into_another_that_stands": lambda world: world.idea(
        "voted", status="merged_into", merged_into_id=world.merged
    ),
    "idea_with_duplicates_merges_no_further": lambda world: world.idea(
        "other", status="merged_into", merged_into_id=world.voted
    ),
    "idea_change_by_a_person_says_why": lambda world: world.say(by=world.stage.owner),
    "idea_change_is_of_known_statuses": lambda world: world.say(after="lost"),
    "idea_change_is_never_changed": lambda world: IdeaChange.objects.update(note="Other."),
    "idea_change_is_never_truncated": lambda world: run("TRUNCATE ideas_ideachange"),
    "idea_vote_is_one_per_person": lambda world: world.cast(voter=world.voter, counts=False),
    "idea_vote_counts_once_per_person": lambda world: world.cast(voter=world.voter),
    "idea_vote_is_for_or_against": lambda world: world.cast(value=2),
    "idea_vote_is_cast_on_an_open_board": vote_late,
    "idea_vote_is_for_others": lambda world: world.cast(voter=world.stage.entries[0].entrant),
    "idea_vote_goes_with_its_idea": lambda world: world.votes(idea_id=world.reviewed),
    "idea_vote_is_weighed_by_the_clock": lambda world: world.votes(weight=1_000),
    "idea_vote_stays_its_voters": lambda world: world.votes(voter=make_user()),
    "idea_vote_is_set_aside_for_good": lambda world: (world.votes(counts=False), world.votes(counts=True)),
    "idea_follow_is_one_per_person": lambda world: [
        IdeaFollow.objects.create(entry_id=world.voted, person=world.voter, hears=hears) for hears in (True, False)
    ],
    "idea_vote_is_never_deleted": lambda world: run("DELETE FROM ideas_ideavote"),
}
# Who would refuse the same act before: dropped first, so that the guard itself is what is seen.
BEHIND = {
    "idea_status_is_known": "idea_moves_legally",
    "idea_vote_counts_once_per_person": "idea_vote_is_one_per_person",
}
NO_GUARDS = {"idea_votes_are_summed_up", "idea_votes_are_summed_up_anew"}
TABLES = [model._meta.db_table for model in (Idea, IdeaChange, IdeaFollow, IdeaVote)]


@pytest.mark.django_db
def test_each_guard_refuses_and_without_it_nothing_does():
    world = World()
    assert [
        sentence
        for name, act in ACTS.items()
        if (sentence := fault_of(name, lambda act=act: act(world), behind=BEHIND.get(name)))
    ] == []


def test_every_guard_is_tried(db):
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": TABLES})
        found = {name for (name,) in cursor.fetchall()}
    assert found - NO_GUARDS == set(ACTS)
