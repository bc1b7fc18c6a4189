"""Tokens and sessions at the door, and scopes behind it."""

import pytest
from rest_framework.test import APIClient

from bounties.accounts import issuing


def test_a_visitor_reads_what_is_public(db):
    assert APIClient().get("/api/v1/notes").status_code == 200


def test_a_visitor_is_asked_to_sign_in_elsewhere(db):
    answer = APIClient().get("/api/v1/sponsors")
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize("secret", ["lrl_unknown", "", "x" * 5000, "é\x00"])
def test_a_token_that_opens_nothing_is_refused_even_where_visitors_may_pass(db, secret):
    answer = APIClient().get("/api/v1/notes", HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")


def test_a_token_without_the_scope_is_refused_and_told_which(client_of, user):
    answer = client_of(user, "challenges:read").post("/api/v1/notes", {"title": "a"})
    assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert "challenges:write" in answer.json()["detail"]


def test_a_token_never_outlives_its_users_role(client_of, moderator):
    client = client_of(moderator)
    assert "moderation:read" in issuing.scopes_of(moderator)
    moderator.role = ""
    moderator.save(update_fields=["role"])
    assert "moderation:read" not in issuing.scopes_of(moderator)
    assert client.get("/api/v1/notes").status_code == 200


def test_a_view_that_declares_no_scope_is_shut_to_everyone(client_of, user, moderator):
    for client in (APIClient(), client_of(user), client_of(moderator)):
        assert client.get("/api/v1/undeclared").status_code in (401, 403)


def test_a_session_writes_only_with_the_csrf_token(user):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(user)
    answer = client.post("/api/v1/notes", {"title": "a"})
    assert answer.status_code == 403
    assert "CSRF" in answer.json()["detail"]


def test_a_session_may_read_and_with_the_csrf_token_write(user):
    client = APIClient()
    client.force_login(user)
    assert client.get("/api/v1/sponsors").status_code == 200
    assert client.post("/api/v1/notes", {"title": "a"}).status_code == 201


def test_the_session_of_a_barred_user_is_over(user):
    client = APIClient()
    client.force_login(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert client.get("/api/v1/sponsors").status_code == 401
