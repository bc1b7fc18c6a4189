"""Two at once on a board: one effect, and nothing is counted twice."""

import pytest

from bounties.ideas import merging
from bounties.ideas.errors import HasDuplicates, IdeaMerged
from bounties.ideas.models import Idea, IdeaVote
from tests.bounties.awards.test_races import at_once
from tests.bounties.conftest import make_user
from tests.bounties.ideas.conftest import board_stage, kept, vote
from tests.bounties.staging import Stage
from workers.models import Event


@pytest.fixture
def stage(committed_db: None) -> Stage:
    return board_stage()


def merge(stage, merged, into):
    return merging.merge(entry_id=merged.pk, into=into.pk, note="The same.", by=stage.owner)


def test_one_account_that_votes_often_at_once_has_one_vote(stage):
    voter, idea = make_user(), stage.entries[0]
    at_once(*[lambda: vote(idea, by=voter)] * 6)
    assert (IdeaVote.objects.count(), kept(idea).ups) == (1, 1)


def test_many_votes_at_once_raise_an_idea_once_and_all_count(stage):
    people, idea = [make_user() for _ in range(6)], stage.entries[0]
    at_once(*[lambda person=person: vote(idea, by=person) for person in people])
    assert (kept(idea).ups, kept(idea).status) == (6, "under_review")
    assert kept(idea).heat == sum(one.weight for one in IdeaVote.objects.all())
    assert Event.objects.filter(name="idea.raised").count() == 1


def test_a_vote_against_a_merge_counts_where_the_idea_went_or_is_refused(stage):
    merged, stands = stage.entries
    voter = make_user()
    outcomes = at_once(lambda: vote(merged, by=voter), lambda: merge(stage, merged, stands))
    assert outcomes[0] in {voter, IdeaMerged}
    assert kept(merged).ups == 0
    assert kept(stands).ups == (outcomes[0] != IdeaMerged)


def test_of_two_merges_that_would_close_a_circle_one_is_refused(stage):
    one, other = stage.entries
    outcomes = at_once(lambda: merge(stage, one, other), lambda: merge(stage, other, one))
    assert len({HasDuplicates, IdeaMerged}.intersection(outcomes)) == 1
    assert Idea.objects.filter(merged_into__isnull=False).count() == 1
