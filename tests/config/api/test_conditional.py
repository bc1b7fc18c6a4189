"""ETags: a strong one of the version where there is one, and If-Match where a lost update would hurt."""

import pytest
from rest_framework.test import APIClient


@pytest.fixture
def client(client_of, user):
    return client_of(user)


def test_an_objects_version_is_its_strong_etag(client):
    assert client.get("/api/v1/versioned")["ETag"] == '"7"'


def test_a_patch_without_if_match_is_428(client):
    answer = client.patch("/api/v1/versioned", {})
    assert (answer.status_code, answer.json()["code"]) == (428, "if_match_required")


def test_a_visitor_is_asked_to_sign_in_before_anything_else(db):
    assert APIClient().patch("/api/v1/versioned", {}).status_code == 401


@pytest.mark.parametrize("header", ["7", 'W/"7"', "*", '"abc"', '"7", "8"', '""', '"9999999999"'])
def test_an_if_match_that_is_not_ours_is_malformed(client, header):
    answer = client.patch("/api/v1/versioned", {}, HTTP_IF_MATCH=header)
    assert (answer.status_code, answer.json()["code"]) == (400, "if_match_malformed")


def test_a_stale_version_is_412(client):
    answer = client.patch("/api/v1/versioned", {}, HTTP_IF_MATCH='"6"')
    assert (answer.status_code, answer.json()["code"]) == (412, "version_mismatch")


def test_the_present_version_passes_and_the_answer_carries_the_next(client):
    answer = client.patch("/api/v1/versioned", {}, HTTP_IF_MATCH='"7"')
    assert (answer.status_code, answer["ETag"]) == (200, '"8"')


@pytest.mark.parametrize("known", ['"7"', '"6"'])
def test_what_has_a_version_is_always_shown_since_more_than_its_version_changes(client, known):
    answer = client.get("/api/v1/versioned", HTTP_IF_NONE_MATCH=known)
    assert (answer.status_code, answer.json()["version"]) == (200, 7)


def test_a_list_has_a_weak_etag_of_its_bytes(client, sponsor):
    etag = client.get("/api/v1/sponsors")["ETag"]
    assert etag.startswith('W/"')
    assert client.get("/api/v1/sponsors", HTTP_IF_NONE_MATCH=etag).status_code == 304
    sponsor.name = "Other"
    sponsor.save(update_fields=["name"])
    assert client.get("/api/v1/sponsors", HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_no_shared_cache_may_keep_an_answer(client):
    answer = client.get("/api/v1/sponsors")
    assert answer["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}
