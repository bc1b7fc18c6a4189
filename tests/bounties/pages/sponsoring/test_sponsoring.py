"""A sponsor's own pages: who acts for it, what its statements say and to whom, what it promises."""

import re

import pytest
from django.test import Client

from bounties.accounts.models import Invitation, Sponsor, User
from bounties.service_levels.models import Choice
from tests.bounties.conftest import make_sponsor, make_staff, make_user
from tests.bounties.staging import hold_purse, open_stage
from workers.clock import laurel_now

pytestmark = pytest.mark.django_db


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


def text_of(answer):
    return re.sub(r"\s+", " ", b"".join(answer).decode() if answer.streaming else answer.content.decode())


@pytest.fixture
def owner(db):
    return make_user("owner")


@pytest.fixture
def sponsor(owner) -> Sponsor:
    return make_sponsor(owner)


@pytest.fixture
def page(owner):
    return browser_of(owner)


def test_an_invitation_is_sent_read_and_taken(sponsor, page):
    colleague = make_user("colleague")
    address = f"/sponsors/{sponsor.pk}/members"
    assert "This person is a member already" in text_of(
        page.post(address, {"email": "owner@example.com", "role": "judge"})
    )
    assert page.post(address, {"email": colleague.email, "role": "finance"}).status_code == 302
    invitation = Invitation.objects.get()
    browser = browser_of(colleague)
    asked = f"/invitations/{invitation.pk}"
    assert "Pays, and sees statements." in text_of(browser.get(asked))
    assert browser_of(make_user()).get(asked).status_code == 404
    assert browser.post(asked, {"do": "accept"}).url == address
    assert sponsor.memberships.get(user=colleague).role == "finance"
    assert browser.post(address, {"email": "third@example.com", "role": "owner"}).status_code == 403


def test_owners_change_roles_and_end_memberships_and_one_owner_stays(sponsor, page, owner):
    member = make_user()
    sponsor.memberships.create(user=member, role="viewer")
    address = f"/sponsors/{sponsor.pk}/members"
    page.post(address, {"do": "role", "user": member.pk, "role": "manager"})
    assert sponsor.memberships.get(user=member).role == "manager"
    refused = page.post(address, {"do": "remove", "user": owner.pk}, follow=True)
    assert "A sponsor keeps at least one owner" in text_of(refused)
    assert browser_of(member).post(address, {"do": "remove", "user": owner.pk}).status_code == 403
    assert browser_of(member).post(address, {"do": "remove", "user": member.pk}).url == "/mine"
    assert [one.user for one in sponsor.memberships.all()] == [owner]
    assert page.post(address, {"do": "role", "user": "nonsense", "role": "x"}).status_code == 302


def test_who_has_to_do_with_money_reads_statements_and_takes_them_as_files(db):
    stage = hold_purse(open_stage())
    address = f"/sponsors/{stage.sponsor.pk}/statements"
    for role in ("finance", "viewer"):
        stage.sponsor.memberships.create(user=make_user(role), role=role)
    browser = browser_of(stage.sponsor.memberships.get(role="finance").user)
    text = text_of(browser.get(address))
    assert "Prize money paid in by card" in text
    assert "$1,575.00" in text
    User.objects.update(language="de")
    assert "Preisgeld, mit Karte eingezahlt" in text_of(browser.get(address))
    file = browser.get(address, {"file": "csv", "month": f"{laurel_now():%Y-%m}"})
    assert file["Content-Disposition"].startswith("attachment")
    assert "paid in by card" in text_of(file)
    User.objects.update(language="en")
    assert "Nothing moved in this month." in text_of(browser.get(address, {"month": "2020-01", "after": "nonsense"}))
    assert browser_of(stage.sponsor.memberships.get(role="viewer").user).get(address).status_code == 403


def test_what_is_owed_is_only_told_where_something_is(sponsor, page):
    assert "Owed" not in text_of(page.get(f"/sponsors/{sponsor.pk}/members"))
    address = f"/sponsors/{sponsor.pk}/debt"
    assert "You owe nothing." in text_of(page.get(address))
    key = "6f1d1e0a-4d3b-4c52-9b0e-6a1f0a2f7d11"
    assert "Nothing is owed in usd." in text_of(page.post(address, {"currency": "usd", "key": key}))


def test_an_owner_chooses_what_is_promised(sponsor, page):
    address = f"/sponsors/{sponsor.pk}/promise"
    form = page.get(address).context["form"]
    plan, calendar = form["plan"].field.choices[0][0], form["calendar"].field.choices[0][0]
    assert page.post(address, {"plan": plan, "calendar": calendar}).status_code == 302
    assert (Choice.objects.get().plan.name, Choice.objects.get().calendar.name) == (plan, calendar)
    viewer = make_user()
    sponsor.memberships.create(user=viewer, role="viewer")
    assert browser_of(viewer).post(address, {"plan": plan, "calendar": calendar}).status_code == 403


def test_each_member_sees_the_pages_of_their_role_as_tabs(sponsor, page):
    viewer = make_user()
    sponsor.memberships.create(user=viewer, role="viewer")
    own = [str(tab["label"]) for tab in page.get(f"/sponsors/{sponsor.pk}/members").context["tabs"]]
    seen = [str(tab["label"]) for tab in browser_of(viewer).get(f"/sponsors/{sponsor.pk}/members").context["tabs"]]
    assert set(own) - set(seen) == {"Statements", "Who it is"}


def test_owners_say_who_it_is_and_a_moderator_verifies_another_name(sponsor, page):
    address = f"/sponsors/{sponsor.pk}/profile"
    assert "There is a problem" in text_of(page.post(address, {"name": "", "about": "Ours."}))
    assert page.post(address, {"name": "Acme Cold", "about": "We <b>cool</b>."}).url == address
    assert "“Acme Cold” waits for a moderator." in text_of(page.get(address))
    record = text_of(page.get(f"/sponsors/{sponsor.pk}"))
    assert ("We &lt;b&gt;cool&lt;/b&gt;." in record, "Acme Cold" in record) == (True, False)
    desk = browser_of(make_staff("moderator"))
    waiting = text_of(desk.get("/review/waiting/sponsors"))
    assert "Wishes to be called “Acme Cold” from now on." in waiting
    assert 'name="seen" value="Acme Cold"' in waiting
    desk.post(f"/review/sponsors/{sponsor.pk}", {"seen": "Acme Cold"})
    assert Sponsor.objects.get().name == "Acme Cold"
    assert (
        "Acme Cold" not in text_of(desk.get("/review/waiting/sponsors")).split("</nav>")[-1].split("is verified.")[-1]
    )
    member = make_user()
    sponsor.memberships.create(user=member, role="manager")
    assert browser_of(member).get(address).status_code == 403
