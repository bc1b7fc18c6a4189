"""Every constraint and trigger of service levels refuses its forbidden act, and nothing else would."""

from collections.abc import Callable
from copy import copy
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from bounties.challenges import asking
from bounties.service_levels.choosing import choose
from bounties.service_levels.following import follow
from bounties.service_levels.models import (
    Calendar,
    Choice,
    DayOff,
    Measure,
    OpeningHours,
    Plan,
    ServiceClock,
    Target,
)
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_user
from tests.guarding import GUARDS, fault_of
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db


class World:
    """A sponsor that chose a plan, with one clock that runs, one that was warned of, and one that stopped."""

    def __init__(self) -> None:
        self.challenge = make_challenge()
        sponsor = self.challenge.sponsor
        owner = sponsor.memberships.get().user
        self.choice = choose(sponsor_id=sponsor.pk, plan="business", calendar="always", by=owner)
        self.plan, self.calendar = self.choice.plan, self.choice.calendar
        self.running, self.warned, self.stopped = (self.clock() for _ in range(3))
        now = laurel_now()
        change(self.warned, warned_at=now, breached_at=now)
        asking.answer(question_id=self.stopped.subject_id, text="So.", by=owner)
        follow(measure=Measure.ANSWER, subject_id=self.stopped.subject_id)

    def clock(self) -> ServiceClock:
        question = asking.ask(challenge_id=self.challenge.pk, body="Which?", by=make_user())
        clock = follow(measure=Measure.ANSWER, subject_id=question.pk)
        assert clock
        return clock


def change(row: Any, **fields: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(**fields)


def twice(row: Any) -> None:
    """The same row under another id."""
    again = copy(row)
    again.pk = uuid4()
    again.save(force_insert=True)


def close_every_day(world: World) -> None:
    world.calendar.hours.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def two_days_off(world: World) -> None:
    for _ in range(2):
        DayOff.objects.create(calendar=world.calendar, day=date(2027, 1, 4))


def hour(world: World, **fields: Any) -> None:
    world.calendar.hours.filter(weekday=0).update(**fields)


LATER = timedelta(hours=1)
Act = Callable[[World], Any]
ACTS: dict[str, Act] = {
    "calendar_is_one_per_name": lambda world: Calendar.objects.filter(name="london").update(name="berlin"),
    "one_calendar_is_the_default": lambda world: change(world.calendar, is_default=True),
    "calendar_subdivision_is_of_a_country": lambda world: change(world.calendar, subdivision="BE"),
    "opening_hours_begin_once": lambda world: twice(world.calendar.hours.first()),
    "opening_hours_are_of_one_day": lambda world: hour(world, until=1441),
    "calendar_keeps_its_hours": close_every_day,
    "day_off_is_one_per_date": two_days_off,
    "plan_is_one_per_name": lambda world: Plan.objects.filter(name="standard").update(name="business"),
    "one_plan_is_the_default": lambda world: change(world.plan, is_default=True),
    "target_is_one_per_measure": lambda world: twice(world.plan.targets.first()),
    "target_is_some_time": lambda world: world.plan.targets.update(amount=0),
    "target_measure_is_known": lambda world: world.plan.targets.filter(measure="answer").update(measure="song"),
    "target_unit_is_known": lambda world: world.plan.targets.update(unit="weeks"),
    "choice_is_never_changed": lambda world: change(world.choice, chosen_at=laurel_now()),
    "service_clock_is_one_per_subject": lambda world: twice(world.running),
    "service_clock_status_is_known": lambda world: change(
        world.running, status="lost", running_since=None, warn_at=None, due_at=None
    ),
    "service_clock_measure_is_known": lambda world: change(world.running, measure="song"),
    "service_clock_is_due_iff_it_runs": lambda world: change(world.running, due_at=None),
    "service_clock_stopped_says_when": lambda world: change(world.running, stopped_at=laurel_now()),
    "service_clock_keeps_its_promise": lambda world: change(world.running, target=LATER),
    "service_clock_stops_for_good": lambda world: change(world.stopped, used=LATER),
    "service_clock_notice_is_given_once": lambda world: change(world.warned, breached_at=laurel_now() + LATER),
    "service_clock_is_never_deleted": lambda world: ServiceClock.objects.filter(pk=world.stopped.pk).delete(),
}
# Other guards that would refuse the same act.
BEHIND = {"service_clock_measure_is_known": "service_clock_keeps_its_promise"}
TABLES = [model._meta.db_table for model in (Calendar, OpeningHours, DayOff, Plan, Target, Choice, ServiceClock)]


def test_each_guard_refuses_and_without_it_nothing_does():
    world = World()
    wrong = [fault_of(name, lambda act=act: act(world), behind=BEHIND.get(name)) for name, act in ACTS.items()]
    assert [sentence for sentence in wrong if sentence] == []


def test_every_guard_has_its_act():
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": TABLES})
        assert {name for (name,) in cursor.fetchall()} == set(ACTS)
