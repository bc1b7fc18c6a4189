"""The copy of everything that is a person's: nothing is forgotten, nothing of others is in it."""

from django.apps import apps
from django.test import Client

from bounties.accounts import issuing
from bounties.accounts.models import User
from bounties.departures.belongings import BELONGINGS, NOT_COPIED
from bounties.departures.exporting import export
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_user


def names_of_users():
    """Every relation to a person in the whole house."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.concrete and field.related_model is User:
                yield f"{model._meta.label}.{field.name}"


def test_every_relation_to_a_person_is_copied_or_has_its_reason():
    copied = {f"{one.model}.{one.by}" for one in BELONGINGS}
    assert set(names_of_users()) - copied == set(NOT_COPIED)


def test_a_copy_holds_one_s_own_and_nobody_else_s(db):
    solver, other = make_user(), make_user()
    challenge = make_challenge("open")
    mine, theirs = make_entry(challenge, solver), make_entry(challenge, other)
    issuing.issue(user=solver, name="laptop")
    found = export(user=solver)
    assert found["profile"]["email"] == solver.email
    assert [row["id"] for row in found["belongings"]["entries.Entry"]] == [mine.pk]
    assert [row["name"] for row in found["belongings"]["accounts.ApiToken"]] == ["laptop"]
    assert str(theirs.pk) not in str(found)
    assert other.email not in str(found)


def test_no_secret_is_in_a_copy():
    secret = {"password", "sha256_of_token", "data", "session_key", "account_key", "fingerprints"}
    assert not {name for one in BELONGINGS for name in one.fields} & secret


def test_page_and_api_give_the_same_copy(user, client_of):
    browser = Client()
    browser.force_login(user)
    page, api = browser.get("/account/data/export"), client_of(user).get("/api/v1/me/export")
    assert page["Content-Disposition"].startswith("attachment")
    assert page.json()["profile"]["email"] == api.json()["profile"]["email"] == user.email
    assert page.json()["belongings"].keys() == api.json()["belongings"].keys()
