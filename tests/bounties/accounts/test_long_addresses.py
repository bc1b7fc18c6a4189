"""An address that no account can have is refused where it is typed, with what else was typed; never by the column."""

import pytest
from django.test import Client

from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of, make_sponsor

pytestmark = pytest.mark.django_db
LONG = "a" * 250 + "@example.com"  # which Django itself calls an address


def test_whom_one_asks_by_api_is_refused_by_name(owner):
    sponsor, challenge = make_sponsor(owner), make_challenge()
    asked = [
        client_of(owner).post(f"/api/v1/sponsors/{sponsor.pk}/members", {"email": LONG, "role": "viewer"}),
        client_of(challenge.created_by).post(f"/api/v1/challenges/{challenge.pk}/judges", {"email": LONG}),
    ]
    assert [(one.status_code, list(one.json()["errors"])) for one in asked] == [(400, ["email"])] * 2


def test_whom_one_asks_on_a_page_stays_in_the_form(owner, client):
    sponsor, entry = make_sponsor(owner), make_entry(make_challenge(), submit=False)
    client.force_login(owner)
    asked = client.post(f"/sponsors/{sponsor.pk}/members", {"email": LONG, "role": "viewer"})
    captains = Client()
    captains.force_login(entry.entrant)
    rows = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-email": LONG, "form-0-percent": "10"}
    offered = captains.post(f"/entries/{entry.pk}/team", rows | {"version": str(entry.version)})
    assert [LONG in page.content.decode() for page in (asked, offered)] == [True, True]
