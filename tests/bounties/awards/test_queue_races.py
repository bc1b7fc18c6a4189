"""Two at once in a queue: one effect, and a refusal for the other."""

import pytest

from bounties.awards import granting
from bounties.awards.errors import NotItsTurn
from bounties.awards.models import Award, Decision
from bounties.entries.models import Entry
from bounties.judging import leasing
from bounties.judging.errors import NotJudging, NotOnLease
from tests.bounties.awards.test_races import at_once
from tests.bounties.conftest import make_user
from tests.bounties.queues import queue_stage, statuses, take
from tests.bounties.staging import Stage
from tests.clock import move_clock
from workers.models import Event


@pytest.fixture
def stage(committed_db: None) -> Stage:
    """One prize, three entries."""
    return queue_stage(prizes=((1, 2_000, 1),))


def test_of_two_accepts_of_the_last_prize_exactly_one_wins(stage):
    judge = stage.seat(make_user())
    first, second = take(stage), take(stage, judge)
    outcomes = at_once(
        *[lambda: granting.accept_entry(entry_id=first.pk, by=stage.owner)] * 3,
        *[lambda: granting.accept_entry(entry_id=second.pk, by=judge)] * 3,
    )
    assert sum(isinstance(outcome, Award) for outcome in outcomes) == 1
    assert {outcome for outcome in outcomes if not isinstance(outcome, Award)} <= {NotItsTurn, NotJudging, NotOnLease}
    assert (Award.objects.count(), Decision.objects.count()) == (1, 1)
    assert statuses(stage) == ["accepted", "not_selected", "not_selected"]


def test_reviewers_who_take_at_once_read_different_entries(stage):
    judges = [stage.seat(make_user()) for _ in range(2)]
    taken = at_once(*[lambda by=by: take(stage, by) for by in (stage.owner, *judges)])
    assert {entry.pk for entry in taken} == {entry.pk for entry in stage.entries}


def test_of_a_verdict_and_the_end_of_its_lease_one_happens(stage):
    entry = take(stage)
    move_clock(seconds=3 * 86_400 - 0.5)
    outcomes = at_once(lambda: granting.accept_entry(entry_id=entry.pk, by=stage.owner), *[leasing.advance_due] * 3)
    move_clock(seconds=1)
    at_once(*[leasing.advance_due] * 3)
    ended = Event.objects.filter(name="entry.lease_ended", subject_id=str(entry.pk)).count()
    accepted = isinstance(outcomes[0], Award)
    assert (Entry.objects.get(pk=entry.pk).status, ended) == (("accepted", 0) if accepted else ("queued", 1))
