"""What counts as judged and as paid in time: by whoever promised it, and not while somebody else is waited for."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bounties.awards import accepting, paying
from bounties.awards.models import Award
from bounties.challenges.models import Challenge
from bounties.service_levels import histories, reading
from bounties.service_levels.following import follow
from bounties.service_levels.models import Calendar, Measure, ServiceClock
from bounties.service_levels.reading import Mark
from payments.payouts.models import Payout
from tests.bounties.awards.conftest import award_of, decide, pass_window
from tests.bounties.awards.test_paying import transfer
from tests.bounties.staging import Stage, hold_purse, judging_stage
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.events import emit

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def stage() -> Stage:
    """Closed, scored, its money held; the house's default plan gives thirty business days to decide and ten to pay."""
    made = hold_purse(judging_stage())
    made.judge_all(90, 80, 70)
    return made


def judging(stage: Stage) -> ServiceClock:
    clock = follow(measure=Measure.JUDGING, subject_id=stage.challenge.pk)
    assert clock
    return clock


def accepted(stage: Stage) -> Award:
    decide(stage, [(0, 1), (1, 2)])
    pass_window(stage)
    return accepting.accept(award_id=award_of(stage, 0).pk, by=stage.entries[0].entrant)


def payment(award: Award) -> ServiceClock:
    follow(measure=Measure.PAYOUT, subject_id=award.pk)
    return ServiceClock.objects.get(subject_id=award.pk)


def test_the_sponsor_s_own_decision_meets_its_target(stage):
    running = judging(stage)
    assert (running.status, running.target) == ("running", timedelta(days=30) / 3)
    decide(stage, [(0, 1), (1, 2)])
    assert judging(stage).status == "met"


@pytest.mark.parametrize(
    ("rule", "status"),
    [
        ("mean_of_scorecards", "missed"),  # the ladder's last step
        ("kill_fee", "missed"),
        ("tally", "met"),  # of a public vote: the clock decides, and nobody was silent
        ("no_qualified_entry", "dropped"),
        ("no_pool", "dropped"),  # of a board on which nothing was to be won
    ],
)
def test_what_the_clock_decides_is_missed_where_someone_was_silent(rule, status):
    stage = judging_stage(entries=1, judges=0)
    emit("challenge.decided", subject=stage.challenge, payload={"rule": rule, "departs": False})
    assert judging(stage).status == status


def test_what_the_arbiter_had_to_decide_is_missed(arbiter):
    stage = judging_stage(entries=1, judges=0)
    emit("challenge.decided", subject=stage.challenge, by=arbiter, payload={"rule": "arbiter", "departs": False})
    assert judging(stage).status == "missed"


def test_a_challenge_without_entries_has_nothing_to_judge():
    empty = judging_stage(entries=0, judges=0)
    assert empty.status() == "expired"
    assert follow(measure=Measure.JUDGING, subject_id=empty.challenge.pk) is None


def test_a_payment_s_clock_stands_while_it_waits_for_its_payee(stage):
    award = accepted(stage)
    assert payment(award).status == "running"
    paying.hand_over(award_id=award.pk)  # its winner has no account at Stripe
    standing = payment(award)
    assert (standing.status, standing.due_at) == ("standing", None)
    move_clock(seconds=100 * 24 * HOUR)
    transfer(award)
    paid = payment(award)
    assert (paid.status, paid.stopped_at is None) == ("met", False)
    assert paid.used < timedelta(minutes=1)


def test_a_payment_s_clock_runs_again_once_its_payee_can_be_paid(stage):
    award = accepted(stage)
    paying.hand_over(award_id=award.pk)
    payout = Payout.objects.get(award_reference=str(award.pk))
    emit("payout.cleared", subject=payout, payload={"award_reference": str(award.pk)})
    assert payment(award).status == "running"
    emit("payout.blocked", subject=payout, payload={"award_reference": str(award.pk), "hold_reason": "hold"})
    assert payment(award).status == "running"  # held by our own finance: nobody else is waited for


def test_a_payment_s_clock_stands_while_its_winner_has_papers_to_hand_in():
    marks = [Mark(laurel_now(), histories.OF_AWARDS[f"award.{name}"]) for name in ("accepted", "verifying", "payable")]
    calendar = Calendar.objects.get(name="always").business()
    read = [reading.read(marks[: number + 1], target=timedelta(days=2), calendar=calendar) for number in range(3)]
    assert [one.status for one in read] == ["running", "standing", "running"]


def test_a_payment_s_clock_stands_while_winners_do_what_the_terms_ask(stage):
    Challenge.objects.filter(pk=stage.challenge.pk).update(papers=["rights"])
    award = accepted(stage)
    assert payment(award).status == "standing"
    emit("award.payable", subject=award)
    assert payment(award).status == "running"


def test_an_award_that_is_taken_back_unpaid_is_not_counted(stage):
    award = accepted(stage)
    payment(award)
    emit("award.revoked", subject=award)
    assert payment(award).status == "dropped"


def test_the_workers_measure_a_whole_life(stage):
    accepted(stage)
    deliver_all()
    assert sorted(ServiceClock.objects.values_list("measure", "status")) == [("judging", "met"), ("payout", "standing")]


def test_nothing_is_measured_of_what_is_not_there():
    for measure in sorted(Measure):
        assert follow(measure=measure, subject_id=uuid4()) is None
