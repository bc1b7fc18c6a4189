"""The public record: counts, medians and ends of challenges, in few queries, of rows that nobody can take back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.db.utils import DatabaseError
from django.test import Client

from bounties.awards.models import Decision
from bounties.challenges.models import Challenge
from bounties.service_levels.models import Calendar, Plan, ServiceClock
from bounties.service_levels.records import Kept, record_of
from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of, make_sponsor, make_user
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db
MANY = """
INSERT INTO service_levels_serviceclock
    (id, sponsor_id, challenge_id, measure, subject_id, plan_id, calendar_id, target, status, started_at, used,
    stopped_at)
SELECT uuidv7(), gen_random_uuid(), gen_random_uuid(), 'answer', gen_random_uuid(), gen_random_uuid(),
    gen_random_uuid(), '8 hours', 'met', laurel_now(), '1 hour', laurel_now() FROM generate_series(1, 10000)
"""


def ended(challenge: Challenge, measure: str, status: str, *, hours: float = 1, days_ago: int = 1) -> ServiceClock:
    """A clock that stopped so long ago."""
    at = laurel_now() - timedelta(days=days_ago)
    return ServiceClock.objects.create(
        sponsor=challenge.sponsor,
        challenge=challenge,
        measure=measure,
        subject_id=uuid4(),
        plan=Plan.objects.get(name="business"),
        calendar=Calendar.objects.get(name="always"),
        target=timedelta(hours=8),
        status=status,
        started_at=at,
        used=timedelta(hours=hours),
        stopped_at=at,
    )


def late(challenge: Challenge) -> ServiceClock:
    """A clock that nobody stopped, and whose time is over."""
    clock, now = ended(challenge, "answer", "met"), laurel_now()
    given: dict[str, Any] = {field.attname: getattr(clock, field.attname) for field in ServiceClock._meta.fields}
    given |= {"id": uuid4(), "subject_id": uuid4(), "status": "running", "stopped_at": None}
    given |= dict.fromkeys(["running_since", "warn_at", "due_at", "breached_at"], now)
    return ServiceClock.objects.create(**given)


@pytest.fixture
def challenge() -> Challenge:
    return make_challenge()


def measure(challenge: Challenge, name: str) -> Any:
    return next(row for row in record_of(challenge.sponsor_id).measures if row.measure == name)


def test_the_last_year_and_all_time_are_counted_apart_and_late_ones_at_once(challenge):
    ended(challenge, "answer", "met", hours=2)
    ended(challenge, "answer", "missed", hours=10)
    ended(challenge, "answer", "dropped", hours=50)
    ended(challenge, "answer", "met", hours=6, days_ago=400)
    row = measure(challenge, "answer")
    assert (row.year, row.ever) == (Kept(1, 1, Decimal("6.0")), Kept(2, 1, Decimal("6.0")))
    late(challenge)
    assert measure(challenge, "answer").ever.missed == 2
    assert measure(challenge, "judging").ever == Kept(0, 0, None)


def test_small_numbers_are_no_percentage(challenge):
    for _ in range(9):
        ended(challenge, "payout", "met")
    assert measure(challenge, "payout").ever.percent is None
    ended(challenge, "payout", "missed")
    assert measure(challenge, "payout").ever.percent == 90


def test_ends_by_silence_and_after_entries_are_counted(challenge, arbiter):
    sponsor = challenge.sponsor
    silent, own, contested, off = (make_challenge(sponsor=sponsor) for _ in range(4))
    ballot = make_challenge(sponsor=sponsor)
    Challenge.objects.filter(pk=ballot.pk).update(format="vote")
    Challenge.objects.filter(pk=off.pk).update(status="cancelled", due_at=None, cancel_reason="client_request")
    for one, rule, by in (
        (silent, "mean_of_scorecards", None),
        (own, "ranking", sponsor.memberships.get().user),
        (contested, "arbiter", arbiter),
        (ballot, "split_among_qualified", None),
        (off, "kill_fee", sponsor.memberships.get().user),
    ):
        Decision.objects.create(challenge=one, rule=rule, decided_by=by)
    record = record_of(sponsor.pk)
    assert (record.posted, record.ended_by_silence, record.called_off_after_entries) == (6, 2, 1)


def test_nobody_takes_a_record_back_by_deleting(challenge):
    clock = ended(challenge, "answer", "missed")
    for act in (challenge.sponsor.delete, ServiceClock.objects.filter(pk=clock.pk).delete):
        with pytest.raises((ProtectedError, DatabaseError)), transaction.atomic():
            act()
    assert measure(challenge, "answer").ever.missed == 1


def test_a_record_takes_few_queries_and_looks_at_its_sponsor_s_rows_only(challenge, django_assert_max_num_queries):
    ended(challenge, "answer", "met")
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL session_replication_role = replica; {MANY}; ANALYZE service_levels_serviceclock")
    with django_assert_max_num_queries(7) as asked:
        record_of(challenge.sponsor_id)
    (sql,) = (query["sql"] for query in asked.captured_queries if "percentile_cont" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan" not in plan, plan


def test_everyone_reads_the_record_of_a_sponsor_that_posted_in_public(challenge):
    ended(challenge, "answer", "met", hours=2)
    read = client_of(None).get(f"/api/v1/sponsors/{challenge.sponsor_id}/reliability").json()
    answers = next(row for row in read["measures"] if row["measure"] == "answer")
    assert answers["all_time"] == {"met": 1, "missed": 0, "percent": None, "median_hours": 2.0}
    assert (read["plan"], answers["promised"]) == ("Community", "5 business days")


def test_of_a_sponsor_without_a_public_challenge_only_its_members_know():
    owner = make_user()
    sponsor = make_sponsor(owner)
    paths = [f"/api/v1/sponsors/{sponsor.pk}/reliability"]
    assert [client_of(who).get(path).status_code for path in paths for who in (None, owner)] == [404, 200]
    assert Client().get(f"/sponsors/{sponsor.pk}").status_code == 404


def test_the_challenge_s_page_has_one_line_that_leads_to_the_record(challenge):
    page = Client().get(f"/challenges/{challenge.pk}").content.decode()
    assert f"/sponsors/{challenge.sponsor_id}" in page
    assert "no record yet" in page
    assert "No record yet." in Client().get(f"/sponsors/{challenge.sponsor_id}").content.decode()
    ended(challenge, "answer", "met", hours=2)
    assert "in time 1 of 1 times" in Client().get(f"/challenges/{challenge.pk}").content.decode()
    assert "1 of 1" in Client().get(f"/sponsors/{challenge.sponsor_id}").content.decode()


def test_owners_choose_over_the_api_and_members_see_what_runs(challenge):
    owner = challenge.sponsor.memberships.get().user
    path = f"/api/v1/sponsors/{challenge.sponsor_id}/service-level"
    chosen = client_of(owner).post(path, {"plan": "business", "calendar": "berlin"}, format="json")
    assert chosen.status_code == 201
    assert (chosen.json()["plan"], len(chosen.json()["choices"])) == ("business", 1)
    late(challenge)
    (row,) = client_of(owner).get(f"/api/v1/sponsors/{challenge.sponsor_id}/service-clocks").json()["results"]
    assert (row["measure"], row["status"]) == ("answer", "running")
    assert "berlin" in str(client_of(None).get("/api/v1/business-calendars").json())
    assert "8" in str(client_of(None).get("/api/v1/service-plans").json())
