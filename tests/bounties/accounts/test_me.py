"""Oneself over HTTP, and opening an account."""

import re

import pytest
from django.core import mail
from django.test import Client
from rest_framework.test import APIClient

from bounties.accounts.models import User
from payments.payees.onboarding import payee_of


def test_me_is_whoever_asks(client_of, user):
    me = client_of(user).get("/api/v1/me").json()
    assert {"id": str(user.pk), "email": user.email, "name": user.name, "sponsors": []}.items() <= me.items()


def test_me_tells_where_one_stands_with_being_paid(client_of, user):
    assert client_of(user).get("/api/v1/me").json()["payee"] is None
    payee_of(user.pk)
    payee = client_of(user).get("/api/v1/me").json()["payee"]
    assert {"status": "new", "payable": False}.items() <= payee.items()


def test_a_visitor_is_nobody(db):
    assert APIClient().get("/api/v1/me").status_code == 401


def test_one_changes_what_one_says_about_oneself(client_of, user):
    answer = client_of(user).patch("/api/v1/me", {"name": "Ada", "time_zone": "Europe/Berlin", "country": "DE"})
    assert {"name": "Ada", "time_zone": "Europe/Berlin", "country": "DE"}.items() <= answer.json().items()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Olympus"),
        ("language", "fr"),
        ("country", "XX"),
        ("name", ""),
        ("name", "x" * 121),
        ("name", None),
    ],
)
def test_nonsense_is_refused_by_name(client_of, user, field, value):
    answer = client_of(user).patch("/api/v1/me", {field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])


@pytest.mark.parametrize("field", ["role", "is_staff", "email", "id", "is_superuser", "password"])
def test_nobody_makes_themselves_more_than_they_are(client_of, user, field):
    answer = client_of(user).patch("/api/v1/me", {field: "moderator"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert User.objects.get(pk=user.pk).role == ""


def test_an_account_is_opened_on_the_page_and_confirmed_by_mail(db):
    page = Client()
    form = {"email": "New@Example.com", "name": "New Person", "password1": "correct horse battery"}
    assert page.post("/accounts/signup/", form).status_code == 302
    user = User.objects.get(email="new@example.com")
    assert user.name == "New Person"
    credentials = {"email": user.email, "password": "correct horse battery", "name": "cli"}
    assert APIClient().post("/api/v1/tokens", credentials).json()["code"] == "email_unverified"
    link = re.search(r"/accounts/confirm-email/\S+", mail.outbox[0].body)
    assert link
    page.post(link[0])
    assert APIClient().post("/api/v1/tokens", credentials).status_code == 201


@pytest.mark.parametrize(("said", "kept"), [("Asia/Tokyo", "Asia/Tokyo"), ("Mars/Olympus", "UTC"), ("", "UTC")])
def test_whoever_signs_up_reads_hours_in_their_browser_s_zone(db, said, kept):
    form = {"email": "new@example.com", "name": "New", "password1": "correct horse battery", "time_zone": said}
    Client().post("/accounts/signup/", form)
    assert User.objects.get(email="new@example.com").time_zone == kept


def test_a_taken_address_is_not_betrayed_on_the_page(user):
    form = {"email": user.email, "name": "Twin", "password1": "correct horse battery"}
    known = Client().post("/accounts/signup/", form)
    fresh = Client().post("/accounts/signup/", form | {"email": "fresh@example.com"})
    assert (known.status_code, known["Location"]) == (fresh.status_code, fresh["Location"])
