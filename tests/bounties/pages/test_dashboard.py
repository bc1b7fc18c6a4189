"""One's own page says first what waits, for whatever one is, the most urgent first; and asks little of the database."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bounties.accounts import joining
from bounties.challenges import asking
from bounties.judging import inviting
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_sponsor, make_staff, make_user

pytestmark = pytest.mark.django_db
MOST = 12
BRACKETS = ("SAVEPOINT", "RELEASE")


def waits_of(person):
    browser = Client()
    browser.force_login(person)
    return [(str(wait.says), wait.path) for wait in browser.get("/mine").context["waits"]]


def test_what_waits_stands_in_one_list_whoever_one_is():
    person = make_user("person")
    own = make_challenge("approved", sponsor=make_sponsor(person))
    other = make_challenge()
    make_entry(other, person, submit=False)
    judged = make_challenge()
    inviting.invite(challenge_id=judged.pk, email=person.email, by=judged.created_by)
    joining.invite(sponsor_id=judged.sponsor_id, email=person.email, role="viewer", by=judged.created_by)
    says = [says for says, _ in waits_of(person)]
    assert says[0] == "Hand in your entry", "it closes in an hour"
    assert set(says[1:]) == {
        "Approved. Pay, and it goes live.",
        "You are invited to judge",
        "You are asked to act for a sponsor",
    }
    assert dict(waits_of(person))["Approved. Pay, and it goes live."] == f"/challenges/{own.pk}/fund"


def test_a_moderator_s_own_page_says_what_waits_on_the_desk():
    moderator = make_staff("moderator")
    assert waits_of(moderator) == []
    make_challenge("in_review")
    make_challenge("in_review")
    assert ("New challenges", "/review/waiting/challenges") in waits_of(moderator)
    browser = Client()
    browser.force_login(moderator)
    assert "2 wait" in browser.get("/mine").content.decode()


def test_only_who_may_act_is_waited_for():
    challenge = make_challenge()
    asking.ask(challenge_id=challenge.pk, body="Which one?", by=make_user())
    viewer = make_user()
    challenge.sponsor.memberships.create(user=viewer, role="viewer")
    assert waits_of(viewer) == []
    assert waits_of(challenge.created_by) == [("1 question waits.", f"/challenges/{challenge.pk}/questions")]


def test_the_page_asks_the_same_of_the_database_however_much_there_is():
    person = make_user(country="US")
    sponsor = make_sponsor(person)
    browser = Client()
    browser.force_login(person)
    counts = []
    for _ in range(2):
        make_challenge("open", sponsor=sponsor)
        make_entry(make_challenge(), person)
        browser.get("/mine")
        with CaptureQueriesContext(connection) as captured:
            assert browser.get("/mine").status_code == 200
        counts.append(len([one for one in captured.captured_queries if not one["sql"].startswith(BRACKETS)]))
    assert counts[0] == counts[1] <= MOST, counts
