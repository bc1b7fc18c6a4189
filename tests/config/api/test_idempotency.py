"""Same key, same answer, one effect."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from rest_framework.test import APIClient

from bounties.accounts.models import Membership, Sponsor
from config.api import keeping
from config.api.models import KeptAnswer
from tests.bounties.conftest import client_of, make_user
from tests.clock import move_clock

ACME = {"name": "Acme", "kind": "company"}


@pytest.fixture
def client(user):
    return client_of(user)


def post(client: APIClient, path: str = "sponsors", data: object = ACME, key: str = "k1"):
    return client.post(f"/api/v1/{path}", data, HTTP_IDEMPOTENCY_KEY=key)


def test_where_a_key_is_required_its_absence_is_refused(client):
    answer = client.post("/api/v1/sponsors", ACME)
    assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_required")
    assert not Sponsor.objects.exists()


@pytest.mark.parametrize("key", ["x" * 256, "naïve", "tab\there"])
def test_a_key_is_short_printable_ascii(client, key):
    assert post(client, key=key).json()["code"] == "idempotency_key_malformed"


def test_the_same_key_gets_the_same_answer_and_one_effect(client):
    first, second = post(client), post(client)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert second["Idempotency-Replayed"] == "true"
    assert second["Content-Type"] == first["Content-Type"]
    assert Sponsor.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(client):
    post(client)
    answer = post(client, data={"name": "Other", "kind": "company"})
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert Sponsor.objects.count() == 1


def test_another_key_is_another_request(client):
    post(client)
    post(client, key="k2")
    assert Sponsor.objects.count() == 2


def test_a_key_belongs_to_its_user_and_path(client, stranger):
    post(client)
    post(client_of(stranger))
    post(client, path="breaking")
    assert Sponsor.objects.count() == 2
    assert KeptAnswer.objects.count() == 3


def test_a_refusal_undoes_its_effect_and_is_repeated(client):
    first, second = post(client, path="breaking"), post(client, path="breaking")
    assert (first.status_code, first.content) == (409, second.content)
    assert second["Content-Type"] == "application/problem+json"
    assert not Sponsor.objects.exists()


def test_a_complaint_deferred_to_the_commit_still_finds_its_answer(client):
    unknown = {"name": "018f0000-0000-7000-8000-000000000000", "kind": "company"}
    first, second = post(client, path="orphaning", data=unknown), post(client, path="orphaning", data=unknown)
    assert (first.status_code, first.content) == (409, second.content)
    assert not Membership.objects.exists()


def test_a_crash_is_not_remembered(client):
    client.raise_request_exception = False
    assert post(client, path="crashing").status_code == 500
    assert not KeptAnswer.objects.exists()
    assert not Sponsor.objects.exists()


def test_a_missing_right_to_enter_is_not_remembered(db):
    assert post(APIClient()).status_code == 401
    assert not KeptAnswer.objects.exists()


def test_an_answer_with_a_secret_is_never_stored(client):
    post(client, path="revealing")
    assert not KeptAnswer.objects.exists()


def test_a_view_that_calls_the_network_keeps_its_own_key_outside_of_any_transaction(committed_db):
    client = client_of(make_user())
    assert client.post("/api/v1/calling").json()["code"] == "idempotency_key_required"
    assert post(client, path="calling", key="mine").json() == {"key": "mine", "wrapped": False}
    assert not KeptAnswer.objects.exists()


def test_an_upload_is_recognised_by_its_content(client):
    def upload(content: bytes):
        data = {"name": "A", "file": SimpleUploadedFile("a.txt", content)}
        return client.post("/api/v1/uploads", data, format="multipart", HTTP_IDEMPOTENCY_KEY="k")

    assert upload(b"same").json() == {"size": 4}
    assert upload(b"same")["Idempotency-Replayed"] == "true"
    assert upload(b"othr").status_code == 422


def test_after_a_day_a_key_is_new_again(client):
    post(client)
    move_clock(seconds=24 * 3600 + 1)
    assert "Idempotency-Replayed" not in post(client)
    assert Sponsor.objects.count() == 2


def test_answers_are_forgotten_after_a_day(client):
    post(client)
    assert keeping.forget_old() == 0
    move_clock(seconds=24 * 3600 + 1)
    assert keeping.forget_old() == 1


def test_meeting_itself_in_flight_is_a_conflict(committed_db):
    user = make_user()
    client = client_of(user)
    with transaction.atomic():
        assert keeping.Scope(user.pk, "/api/v1/sponsors", "k1").try_lock()
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(in_thread, client).result()
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_in_flight")


def test_of_many_at_once_one_has_the_effect(committed_db):
    client = client_of(make_user())
    start = Barrier(12)

    def racer(_: int):
        start.wait()
        return in_thread(client)

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(racer, range(12)))
    assert Sponsor.objects.count() == 1
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1


def in_thread(client: APIClient):
    try:
        return post(client)
    finally:
        connection.close()
