"""Wrong clocks of ours, and nights in which clocks change: only the database's time decides, and an hour is an hour.

`make campaign NAME=clocks` tries more clocks; any other campaign takes CLOCKS=-5h,26h.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bounties.accounts.models import Sponsor, User
from bounties.challenges import drafting, funding, publishing, reviewing
from bounties.entries import closing, entering, submitting
from bounties.entries.entering import Changes
from bounties.entries.models import EntryVersion
from bounties.errors import BountyError
from bounties.pages.posting.prizes import moment_field
from payments.models import InboxEvent
from tests.bounties.building import make_challenge, make_entry, terms
from tests.bounties.conftest import client_of, make_sponsor, make_staff, make_user
from tests.campaigns.clocks import WRONG, set_wrong
from tests.campaigns.house import money_floor_alone
from tests.campaigns.options import IS_CAMPAIGN
from tests.clock import move_clock
from tests.payments.stripe.conftest import Webhooks, event
from workers.clock import laurel_now, real_now

__all__ = ["money_floor_alone"]

pytestmark = pytest.mark.django_db
CLOCKS = ("-400d", "-26h", "-5h", "-301s", "301s", "5h", "26h", "400d") if IS_CAMPAIGN else WRONG
BERLIN = ZoneInfo("Europe/Berlin")
# The hour that Berlin's clocks show twice, both times; and the one that they skip, as a program may name it.
NIGHTS = {
    "the first 02:30": "2027-10-31T02:30:00+02:00",
    "the second 02:30": "2027-10-31T02:30:00+01:00",
    "behind the skipped hour": "2027-03-28T02:30:00+01:00",
}


@pytest.fixture(params=CLOCKS)
def clock(request: pytest.FixtureRequest):
    """This process's clock is wrong; the database's is not."""
    right = real_now()
    journey = set_wrong(request.param)
    assert abs(datetime.now(UTC) - right) > timedelta(seconds=200)
    yield
    journey.stop()


def test_stripes_signature_is_judged_by_the_databases_clock(clock):
    webhooks, now = Webhooks(), int(real_now().timestamp())
    assert webhooks.send(event(), at=now).status_code == 204
    assert webhooks.send(event(), at=now - 301).status_code == 400
    assert InboxEvent.objects.count() == 1


def test_a_deadline_is_the_databases(clock):
    challenge, late = make_challenge(), make_user()
    entry = make_entry(challenge)
    draft = make_entry(challenge, late, submit=False)
    assert (closing.close_due(), entry.status) == (0, "submitted")
    move_clock(seconds=(challenge.closes_at - laurel_now()).total_seconds() + 0.01)
    with pytest.raises(BountyError):
        submitting.submit(entry_id=draft.pk, by=late)
    assert closing.close_due() == 1
    assert EntryVersion.objects.filter(entry__challenge=challenge).count() == 1


def test_an_idempotency_key_is_kept_a_day_of_the_databases(clock):
    user, challenge = make_user(), make_challenge()
    client, path = client_of(user), f"/api/v1/challenges/{challenge.pk}/entries"
    body = {"title": "Slope", "body": "Two sensors.", "accept_terms": True}
    first, again = (client.post(path, body, HTTP_IDEMPOTENCY_KEY="one") for _ in range(2))
    assert (first.status_code, again["Idempotency-Replayed"], again.json()) == (201, "true", first.json())
    move_clock(seconds=86_401)
    assert "Idempotency-Replayed" not in client.post(path, body, HTTP_IDEMPOTENCY_KEY="one")


@pytest.mark.parametrize("said", NIGHTS.values(), ids=NIGHTS.keys())
def test_a_deadline_in_a_night_of_changing_clocks_is_the_moment_that_was_said(said):
    sponsor: Sponsor = make_sponsor(make_user(), "Acme")
    owner: User = sponsor.memberships.get(role="owner").user
    moment = datetime.fromisoformat(said)
    move_clock(seconds=(moment - timedelta(hours=3) - laurel_now()).total_seconds())
    dated = terms(time_zone="Europe/Berlin", closes_at=moment, judge_by=moment + timedelta(days=1))
    challenge = drafting.create(sponsor_id=sponsor.pk, terms=dated, by=owner)
    reviewing.submit(challenge_id=challenge.pk, by=owner)
    reviewing.approve(challenge_id=challenge.pk, by=make_staff("moderator"))
    funding.open_purse(challenge_id=challenge.pk, client_key="one", by=owner)
    funding.confirm(challenge_id=challenge.pk)
    publishing.open_due(only=challenge.pk)
    late = entering.start(
        challenge_id=challenge.pk, draft=Changes(title="A", body="B", accept_terms=True), by=make_user()
    )
    move_clock(seconds=(moment - laurel_now()).total_seconds() - 2)
    make_entry(challenge)
    assert closing.close_due() == 0
    move_clock(seconds=2)
    assert laurel_now() - moment < timedelta(seconds=2)
    with pytest.raises(BountyError):
        submitting.submit(entry_id=late.pk, by=late.entrant)
    assert closing.close_due() == 1


@pytest.mark.parametrize("typed", ["2027-10-31T02:30", "2027-03-28T02:30"], ids=["shown twice", "skipped"])
def test_a_page_asks_again_for_an_hour_that_is_none_or_two(typed):
    read: Callable[[str], datetime] = moment_field().clean
    with timezone.override(BERLIN):
        with pytest.raises(ValidationError, match="interpreted in time zone Europe/Berlin"):
            read(typed)
        assert read("2027-10-31T03:30").astimezone(UTC).hour == 2
        assert read("2027-03-28T03:30").astimezone(UTC).hour == 1
