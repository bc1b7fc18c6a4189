"""Two at once about one appeal: one verdict, and a refusal for the other."""

from decimal import Decimal

import pytest

from bounties.awards import rereviewing, ruling
from bounties.awards.errors import AppealWindowClosed, RereviewClosed
from bounties.awards.models import Award
from bounties.awards.rereviewing import Rescored
from bounties.errors import IllegalMove
from tests.bounties.awards.conftest import contest, decide, give_verdict, hear
from tests.bounties.awards.test_races import at_once
from tests.bounties.conftest import make_staff
from tests.bounties.staging import Stage, hold_purse, judging_stage
from tests.clock import move_clock
from workers.clock import laurel_now
from workers.models import Event


@pytest.fixture
def decided(committed_db: None) -> Stage:
    stage = hold_purse(judging_stage())
    stage.judge_all(90, 80, 70)
    decide(stage, [(0, 1), (1, 2)])
    stage.reload()
    return stage


def test_two_appeals_of_one_award_that_are_decided_at_once_annul_it_once(decided):
    first, second = (hear(contest(decided, by=decided.entries[number].entrant), decided) for number in (1, 2))
    arbiters = make_staff("arbiter"), make_staff("arbiter")
    outcomes = at_once(
        lambda: give_verdict(first, arbiters[0], "annulled"), lambda: give_verdict(second, arbiters[1], "annulled")
    )
    assert outcomes.count(IllegalMove) == 1
    assert Event.objects.filter(name="award.annulled").count() == 1
    assert Award.objects.filter(challenge=decided.challenge, rank=1).live().count() == 1


def test_a_re_review_and_the_silence_at_its_end_make_one_verdict(decided):
    appeal = hear(contest(decided), decided)
    order = {"appeal_id": appeal.pk, "reason": "Misread.", "entries": [decided.entries[2].pk]}
    due_at = rereviewing.order_rereview(by=make_staff("arbiter"), **order).due_at
    scores = [Rescored(decided.entries[2].pk, one.pk, Decimal(99), "I read it to its end.") for one in decided.criteria]
    reviewer = make_staff("arbiter")
    move_clock(seconds=(due_at - laurel_now()).total_seconds() - 0.05)
    outcomes = at_once(
        lambda: rereviewing.review(appeal_id=appeal.pk, finding="The best.", scores=scores, by=reviewer),
        *[ruling.uphold_due] * 3,
    )
    appeal.refresh_from_db()
    if outcomes[0] is RereviewClosed:
        ruling.uphold_due()
        appeal.refresh_from_db()
    assert appeal.status == ("upheld" if outcomes[0] is RereviewClosed else "revised")
    assert Event.objects.filter(name="appeal.decided").count() == 1


def test_at_the_end_of_the_window_an_appeal_counts_or_is_refused(decided):
    move_clock(seconds=(decided.challenge.due_at - laurel_now()).total_seconds() - 0.05)
    outcomes = at_once(
        *[lambda number=number: contest(decided, by=decided.entries[number].entrant) for number in (1, 2)]
    )
    opened = sum(outcome is not AppealWindowClosed for outcome in outcomes)
    assert decided.challenge.appeals.count() == opened
    assert decided.status() == "provisional"
