"""Everyone votes at once: none late is taken, none acknowledged is lost, one ballot stays one."""

import time
from collections.abc import Callable

import pytest

from bounties.awards import laddering
from bounties.awards.models import Award, Decision
from bounties.ballots import auditing, counting
from bounties.ballots.models import Audit, Ballot, Choice, Flag, Tally
from bounties.ballots.policies import hours_of
from bounties.judging import inviting
from bounties.judging.models import Judgeship, Scorecard
from tests.bounties.awards.recounting import bundle_of, faults
from tests.bounties.ballots.conftest import jury_stage, vote, vote_stage
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
    deadline = jump(ends_at, seconds=3)

    def voting(group: list, place: int) -> Callable[[], list]:
        def act() -> list:
            done = []
            for number, voter in enumerate(group):
                if number:  # the first of each votes at once: in time on the slowest machine
                    time.sleep(
                        max(0.0, deadline - time.monotonic() + (place - THREADS / 2) * 0.02 + (number - 2) * 0.2)
                    )
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


def test_a_last_scorecard_and_two_clocks_at_once_give_one_decision_that_anyone_recounts():
    """Whichever comes first: with the card the jury counts as well, without it the votes decide alone."""
    stage = jury_stage()
    vote(stage, e1=1)
    first, last = stage.judges
    for entry in stage.entries:
        stage.give(entry, first, 80)
    for entry in stage.entries[:2]:
        stage.give(entry, last, 80)
    jump(stage.challenge.judge_by, seconds=0)
    key = stage.challenge.pk
    at_once([lambda: stage.give(stage.entries[2], last, 80), *[lambda: laddering.climb(challenge_id=key)] * 2])
    laddering.climb_due()  # whom the card held up, the next tick finds
    cards = Scorecard.objects.filter(status="locked").count()
    assert (cards, Decision.objects.get().rule) in {(6, "jury_and_public"), (5, "tally")}
    assert (Award.objects.count(), faults(bundle_of(stage))) == (2, {})


def test_who_votes_and_sits_down_at_once_does_one_of_both():
    stage = jury_stage(entries=2)
    key, people = stage.challenge.pk, [make_user() for _ in range(3)]
    seats = [inviting.invite(challenge_id=key, email=person.email, by=stage.owner) for person in people]
    acts = [lambda person=person: vote(stage, person, e0=1) for person in people]
    acts += [
        lambda seat=seat, person=person: inviting.accept(judgeship_id=seat.pk, by=person)
        for seat, person in zip(seats, people, strict=True)
    ]
    found = at_once(acts)
    voted = set(Ballot.objects.values_list("voter", flat=True))
    seated = set(Judgeship.objects.filter(status="accepted", judge__in=people).values_list("judge", flat=True))
    assert voted | seated == {person.pk for person in people}
    assert voted & seated == set()
    assert len(found) == 6
