"""A service clock starts, stands, runs and stops by what happens; whoever hears of it when, it says the same."""

from datetime import timedelta

import pytest

from bounties.challenges import asking
from bounties.entries import pausing
from bounties.errors import InvalidInput, NotAllowed
from bounties.notifications.models import Notification
from bounties.service_levels.choosing import choose
from bounties.service_levels.following import follow, follow_challenge
from bounties.service_levels.models import Calendar, Choice, Measure, Plan, ServiceClock
from bounties.service_levels.noticing import notice_due
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.staging import Stage
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.spoiling import spoil
from workers.clock import laurel_now
from workers.events import Event, emit

pytestmark = pytest.mark.django_db
HOUR = 3600
ALWAYS = "always"  # so that hours need no weekday


def promise(stage: Stage, plan: str = "business", calendar: str = ALWAYS) -> Choice:
    return choose(sponsor_id=stage.sponsor.pk, plan=plan, calendar=calendar, by=stage.owner)


def asked(stage: Stage) -> ServiceClock:
    """A question, and its clock: eight hours under the plan `business`."""
    question = asking.ask(challenge_id=stage.challenge.pk, body="Which?", by=make_user())
    clock = follow(measure=Measure.ANSWER, subject_id=question.pk)
    assert clock
    return clock


def answered(stage: Stage, clock: ServiceClock) -> ServiceClock:
    asking.answer(question_id=clock.subject_id, text="This one.", by=stage.owner)
    return followed(clock)


def followed(clock: ServiceClock) -> ServiceClock:
    follow(measure=Measure(clock.measure), subject_id=clock.subject_id)
    return ServiceClock.objects.get(pk=clock.pk)


@pytest.fixture
def stage() -> Stage:
    """An open challenge whose sponsor promises an answer in eight hours, a decision in ten days, a payment in two."""
    challenge = make_challenge(closes_at=laurel_now() + timedelta(days=60), judge_by=laurel_now() + timedelta(days=120))
    owner = challenge.sponsor.memberships.get().user
    made = Stage(challenge, owner, challenge.sponsor, [], [])
    promise(made)
    return made


def told(name: str) -> list[str]:
    deliver_all()
    return sorted(Notification.objects.filter(kind=name).values_list("user__email", flat=True))


def test_an_answer_in_time_meets_its_target_and_a_late_one_misses_it(stage):
    quick, slow = asked(stage), asked(stage)
    assert quick.due_at - quick.started_at == timedelta(hours=8)
    move_clock(seconds=7 * HOUR)
    quick = answered(stage, quick)
    move_clock(seconds=2 * HOUR)
    slow = answered(stage, slow)
    assert (quick.status, slow.status) == ("met", "missed")
    assert timedelta(hours=7) <= quick.used < timedelta(hours=7, minutes=1)
    assert slow.used > slow.target


def test_the_handlers_start_and_stop_each_clock_once(stage):
    question = asking.ask(challenge_id=stage.challenge.pk, body="Which?", by=make_user())
    deliver_all()
    asking.answer(question_id=question.pk, text="This one.", by=stage.owner)
    deliver_all()
    assert list(ServiceClock.objects.values_list("measure", "status")) == [("answer", "met")]


def test_the_end_heard_of_before_the_beginning_leaves_the_same_clock(stage):
    first = asked(stage)
    second = asking.ask(challenge_id=stage.challenge.pk, body="And?", by=make_user())
    move_clock(seconds=HOUR)
    asking.answer(question_id=second.pk, text="So.", by=stage.owner)
    late_heard = follow(measure=Measure.ANSWER, subject_id=second.pk)
    assert (late_heard.status, answered(stage, first).status) == ("met", "met")
    assert timedelta(hours=1) <= late_heard.used < timedelta(hours=1, minutes=1)


def test_another_plan_holds_for_what_begins_after_it(stage):
    before = asked(stage)
    Plan.objects.get(name="business").targets.filter(measure="answer").update(amount=1)
    edited = asked(stage)
    promise(stage, "community")
    after = asked(stage)
    assert [clock.target for clock in (before, edited, after)] == [
        timedelta(hours=8),
        timedelta(hours=1),
        timedelta(days=5),
    ]
    assert followed(before).target == timedelta(hours=8)


def test_who_chose_nothing_has_the_house_s_default(stage):
    other = make_challenge()
    question = asking.ask(challenge_id=other.pk, body="Which?", by=make_user())
    clock = follow(measure=Measure.ANSWER, subject_id=question.pk)
    assert (clock.plan.name, clock.calendar.name) == ("community", "weekdays")
    assert clock.target == timedelta(hours=40)


def test_only_owners_choose_and_only_what_is_offered(stage):
    with pytest.raises(NotAllowed):
        choose(sponsor_id=stage.sponsor.pk, plan="standard", calendar=ALWAYS, by=make_user())
    Calendar.objects.filter(name="london").update(is_offered=False)
    for plan, calendar in (("none", ALWAYS), ("standard", "london")):
        with pytest.raises(InvalidInput):
            promise(stage, plan, calendar)


def test_a_pause_stops_the_clock_and_shifts_what_is_due(stage):
    clock, moderator = asked(stage), make_staff("moderator")
    move_clock(seconds=6 * HOUR)
    pausing.pause(challenge_id=stage.challenge.pk, reason="A leak.", by=moderator)
    follow_challenge(challenge_id=stage.challenge.pk)
    assert ServiceClock.objects.get().status == "standing"
    move_clock(seconds=100 * HOUR)
    assert notice_due() == 0
    pausing.resume(challenge_id=stage.challenge.pk, by=moderator)
    resumed = followed(clock)
    assert resumed.status == "running"
    assert timedelta(hours=1) < resumed.due_at - laurel_now() <= timedelta(hours=2)
    assert answered(stage, resumed).status == "met"


def test_owners_are_warned_at_four_fifths_and_told_at_the_end_once(stage):
    moderator = make_staff("moderator")
    asked(stage)
    move_clock(seconds=6.5 * HOUR)
    assert (notice_due(), notice_due()) == (1, 0)
    assert told("service_clock.warned") == [stage.owner.email]
    move_clock(seconds=2 * HOUR)
    assert (notice_due(), notice_due()) == (1, 0)
    assert {stage.owner.email, moderator.email} <= set(told("service_clock.breached"))


def test_what_ends_undone_is_dropped_but_what_was_late_by_then_stays_missed(stage):
    late = asked(stage)
    move_clock(seconds=10 * HOUR)
    in_time = asked(stage)
    emit("challenge.cancelled", subject=stage.challenge)
    assert (followed(late).status, followed(in_time).status) == ("missed", "dropped")


def test_nobody_hears_of_a_breach_that_was_none(stage):
    clock = asked(stage)
    move_clock(seconds=7 * HOUR)
    asking.answer(question_id=clock.subject_id, text="In time.", by=stage.owner)
    move_clock(seconds=5 * HOUR)
    assert notice_due() == 0
    assert ServiceClock.objects.get().status == "met"


def test_one_clock_that_cannot_be_brought_forward_keeps_no_other_from_being_told_of(stage):
    broken, other = asked(stage), asked(stage)
    spoil(broken)
    for hours in (6.5, 2):
        move_clock(seconds=hours * HOUR)
        assert notice_due() == 1
    clock = ServiceClock.objects.get(pk=other.pk)
    assert clock.warned_at
    assert clock.breached_at
    assert set(Event.objects.filter(name__startswith="service_clock.").values_list("subject_id", flat=True)) == {
        str(other.pk)
    }
