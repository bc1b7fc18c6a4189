"""Two at once: one effect, and a refusal for the other."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from bounties.awards import accepting, confirming, laddering
from bounties.awards.errors import OfferExpired
from bounties.awards.models import Award, Decision
from bounties.errors import BountyError
from bounties.judging.errors import NotJudging
from bounties.judging.models import Scorecard
from tests.bounties.awards.conftest import award_of, decide, pass_due, pass_window
from tests.bounties.staging import Stage, hold_purse, judging_stage
from tests.clock import move_clock
from workers.models import Event


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gave or raised; they start together, each on its own connection."""
    start, outcomes = Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait(timeout=10)
        try:
            outcomes[number] = act() or "done"
        except BountyError as refusal:
            outcomes[number] = type(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


@pytest.fixture
def stage(committed_db: None) -> Stage:
    stage = hold_purse(judging_stage(entries=2))
    stage.judge_all(90, 80)
    return stage


def test_of_many_deciders_one_decides(stage):
    outcomes = at_once(*[lambda: decide(stage, [(0, 1), (1, 2)])] * 8)
    assert sorted(outcomes, key=str).count("done") == 1
    assert outcomes.count(NotJudging) == 7
    assert (Decision.objects.count(), Award.objects.count()) == (1, 2)
    assert Event.objects.filter(name="challenge.decided").count() == 1


def test_many_ladders_make_each_step_once(stage):
    for name in ("judging.extended", "judging.escalated", "challenge.decided"):
        pass_due(stage)
        at_once(*[laddering.climb_due] * 4)
        assert Event.objects.filter(name=name).count() == 1
    assert Award.objects.count() == 2


def test_the_ladder_and_the_sponsor_make_one_decision(stage):
    for _ in range(2):
        pass_due(stage)
        laddering.climb_due()
    pass_due(stage)
    at_once(laddering.climb_due, lambda: decide(stage, [(0, 1), (1, 2)]))
    assert Decision.objects.count() == 1
    assert stage.status() == "provisional"


def test_a_judge_who_submits_while_it_is_decided_is_in_the_ranking_or_refused(stage):
    late = stage.seat(stage.owner)
    for entry in stage.entries:
        stage.give(entry, late, 85, submit=False)
    outcomes = at_once(lambda: decide(stage, [(0, 1), (1, 2)]), lambda: stage.give(stage.entries[0], late, 85))
    card = Scorecard.objects.get(judgeship__judge=late, entry=stage.entries[0])
    assert card.status == ("in_progress" if outcomes[1] is NotJudging else "locked")


def test_the_window_ends_once_for_many_ticks(stage):
    decide(stage, [(0, 1), (1, 2)])
    pass_due(stage)
    at_once(*[confirming.confirm_due] * 4)
    assert Event.objects.filter(name="award.offered").count() == 2
    assert Event.objects.filter(name="challenge.confirmed").count() == 1


def test_of_an_acceptance_and_its_expiry_one_wins(stage):
    decide(stage, [(0, 1), (1, 2)])
    pass_window(stage)
    award = award_of(stage, 0)
    move_clock(seconds=864_000 - 1.2)
    outcomes = at_once(
        *[lambda: accepting.accept(award_id=award.pk, by=stage.entries[0].entrant)] * 3,
        *[accepting.forfeit_due] * 2,
    )
    award.refresh_from_db()
    accepted = Event.objects.filter(name="award.accepted").count()
    assert (award.status, accepted) in {("accepted", 1), ("forfeited", 0)}
    assert award.status == "accepted" or OfferExpired in outcomes


def test_many_acceptances_are_one(stage):
    decide(stage, [(0, 1), (1, 2)])
    pass_window(stage)
    award = award_of(stage, 0)
    outcomes = at_once(*[lambda: accepting.accept(award_id=award.pk, by=stage.entries[0].entrant)] * 6)
    assert sum(isinstance(outcome, Award) for outcome in outcomes) == 1
    assert Event.objects.filter(name="award.accepted").count() == 1
