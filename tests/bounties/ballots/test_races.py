"""Everyone votes at once: none late is taken, none acknowledged is lost, one ballot stays one."""

import time
from collections.abc import Callable

import pytest

from bounties.ballots import auditing, counting
from bounties.ballots.models import Audit, Ballot, Choice, Flag, Tally
from bounties.ballots.policies import hours_of
from tests.bounties.ballots.conftest import vote, vote_stage
from tests.bounties.conftest import make_user
from tests.bounties.entries.test_races import at_once
from tests.clock import move_clock
from workers.clock import laurel_now

pytestmark = pytest.mark.usefixtures("committed_db")
THREADS, EACH = 40, 5


def jump(moment, *, seconds):
    """Move the clock to so many seconds before this moment; return the monotonic time of it."""
    move_clock(seconds=(moment - laurel_now()).total_seconds() - seconds)
    return time.monotonic() + (moment - laurel_now()).total_seconds()


def test_of_200_voters_across_the_closing_second_no_late_vote_counts_and_none_acknowledged_is_lost():
    stage = vote_stage(entries=1)
    voters = [[make_user() for _ in range(EACH)] for _ in range(THREADS)]
    ends_at = hours_of(stage.challenge).ends_at
    deadline = jump(ends_at, seconds=1.5)

    def voting(group: list, place: int) -> Callable[[], list]:
        def act() -> list:
            done = []
            for number, voter in enumerate(group):
                time.sleep(max(0.0, deadline - time.monotonic() + (place - THREADS / 2) * 0.02 + (number - 2) * 0.2))
                try:
                    done.append(vote(stage, voter, e0=1).pk)
                except Exception:  # late: refused by the service or the gate
                    done.append(None)
            return done

        return act

    found = at_once([voting(group, place) for place, group in enumerate(voters)])
    acknowledged = {ballot for done in found for ballot in done if ballot}
    assert 0 < len(acknowledged) < THREADS * EACH
    assert not Choice.objects.filter(cast_at__gte=ends_at).exists()
    assert set(Choice.objects.values_list("ballot", flat=True)) == acknowledged


def test_one_person_voting_many_times_at_once_has_one_ballot_and_the_tally_is_counted_once():
    stage = vote_stage(entries=2)
    voter = make_user()
    at_once([lambda number=number: vote(stage, voter, **{f"e{number % 2}": 1}) for number in range(8)])
    assert Ballot.objects.count() == 1
    assert Choice.objects.count() == Ballot.objects.get().latest
    key = stage.challenge.pk
    jump(hours_of(stage.challenge).ends_at, seconds=0)
    at_once([lambda: auditing.begin(challenge_id=key)] * 4)
    assert (Audit.objects.count(), Flag.objects.count()) == (1, 0)
    jump(hours_of(stage.challenge).tallied_at, seconds=0)
    at_once([lambda: counting.count_due(challenge_id=key)] * 4)
    assert Tally.objects.get().counted == 1
