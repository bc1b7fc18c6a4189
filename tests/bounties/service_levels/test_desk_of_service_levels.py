"""The desk: administrators keep plans and calendars, other staff look, and what was measured is only read."""

from datetime import timedelta

import pytest
from django.test import Client

from bounties.challenges import asking
from bounties.service_levels.figures import service_level_figures
from bounties.service_levels.following import follow
from bounties.service_levels.models import Calendar, Measure, Plan, ServiceClock
from bounties.service_levels.noticing import notice_due
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_user
from tests.clock import move_clock

pytestmark = pytest.mark.django_db
PAGES = ["plan", "calendar", "choice", "serviceclock"]
PLAN = {
    "name": "gold",
    "label": "Gold",
    "is_offered": "on",
    "targets-TOTAL_FORMS": "1",
    "targets-INITIAL_FORMS": "0",
    "targets-0-measure": "answer",
    "targets-0-amount": "2",
    "targets-0-unit": "hours",
}
CALENDAR = {
    "name": "mars",
    "label": "Mars",
    "zone": "Mars/Olympus",
    "country": "XX",
    "hours-TOTAL_FORMS": "0",
    "hours-INITIAL_FORMS": "0",
    "days_off-TOTAL_FORMS": "0",
    "days_off-INITIAL_FORMS": "0",
}


def browser(**fields: object) -> Client:
    client = Client()
    client.force_login(make_user(is_staff=True, **fields))
    return client


@pytest.fixture
def late() -> ServiceClock:
    """A question that nobody has answered for sixty days."""
    challenge = make_challenge()
    question = asking.ask(challenge_id=challenge.pk, body="Which?", by=make_user())
    clock = follow(measure=Measure.ANSWER, subject_id=question.pk)
    assert clock
    move_clock(seconds=timedelta(days=60).total_seconds())
    notice_due()
    return clock


def test_staff_see_every_page_and_only_administrators_change_plans_and_calendars(late):
    looking, keeping = browser(role="moderator"), browser(is_superuser=True)
    for page in PAGES:
        assert looking.get(f"/admin/service_levels/{page}/").status_code == 200
    assert keeping.get(f"/admin/service_levels/serviceclock/{late.pk}/change/").status_code == 200
    assert looking.post("/admin/service_levels/plan/add/", PLAN).status_code == 403
    assert keeping.post("/admin/service_levels/plan/add/", PLAN).status_code == 302
    assert [target.amount for target in Plan.objects.get(name="gold").targets.all()] == [2]


def test_a_calendar_without_hours_or_in_no_zone_of_this_earth_is_refused():
    answer = browser(is_superuser=True).post("/admin/service_levels/calendar/add/", CALENDAR)
    said = answer.content.decode()
    assert "Mars/Olympus is no IANA time zone" in said
    assert "Please submit at least 1 form" in said
    assert not Calendar.objects.filter(name="mars").exists()


def test_what_is_late_is_a_queue_and_a_figure(late):
    answer = browser(role="moderator").get(
        "/admin/service_levels/serviceclock/?stopped_at__isempty=1&breached_at__isempty=0"
    )
    assert answer.context["cl"].result_count == 1
    assert {figure.name: figure.value for figure in service_level_figures()} == {
        "laurel_service_clocks_open": 1,
        "laurel_service_clocks_breached": 1,
    }
