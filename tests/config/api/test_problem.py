"""Every refusal is a problem (RFC 9457) that names code, field and remedy, and tells nothing else."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.conf import settings
from django.db import DataError, OperationalError, connection
from rest_framework.test import APIClient

from bounties.accounts.models import User
from config.api.refusals import problem_of
from tests.campaigns.durable import lived_in

STATUSES = {
    "not_allowed": 403,
    "invalid": 400,
    "invalid_amount": 400,
    "illegal_move": 409,
    "version_mismatch": 412,
    "stripe_unavailable": 503,
    "not_found": 404,
}


@pytest.fixture
def client(client_of, user):
    return client_of(user)


@pytest.mark.parametrize(("code", "status"), STATUSES.items())
def test_each_refusal_has_its_status_and_keeps_its_code(client, code, status):
    answer = client.get(f"/api/v1/refusing/{code}")
    problem = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["title"]
    assert problem["detail"]
    assert problem["type"] == f"urn:laurel:problem:{code}"


def test_a_refusal_that_blames_a_field_names_it(client):
    assert client.get("/api/v1/refusing/invalid").json()["errors"] == {"title": ["Too long."]}


@pytest.mark.parametrize(("path", "status"), [("/api/v1/notes", 413), ("/api/v1/nowhere", 404)])
def test_a_refusal_leaves_nothing_of_the_body_on_the_connection(client, path, status):
    body = b'{"title": "' + b"a" * 3_000_000 + b'"}'
    wire = BytesIO(body)
    answer = client.generic("POST", path, body, content_type="application/json", **{"wsgi.input": wire})
    assert answer.status_code == status
    assert wire.tell() == len(body)


def test_text_that_no_column_can_hold_is_refused_and_no_fault(db):
    with pytest.raises(DataError) as caught:
        User.objects.filter(name="a\0").exists()
    problem = problem_of(caught.value)
    assert problem
    assert (problem.status, problem.code) == (400, "invalid")


@pytest.fixture
def postgresql_is_away(committed_db):
    """Nobody listens where the database was."""
    pool = connection.settings_dict["OPTIONS"]["pool"]
    patience, pool["timeout"] = pool["timeout"], 0.1
    with lived_in("postgres://laurel@127.0.0.1:9/laurel"):
        yield
    pool["timeout"] = patience


@pytest.mark.parametrize(
    ("path", "kind"), [("/api/v1/notes", "application/problem+json"), ("/help", "text/html; charset=utf-8")]
)
def test_an_outage_of_the_database_is_told_as_one_wherever_it_is_met(client_of, postgresql_is_away, path, kind):
    client = APIClient(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32  # a middleware asks for this session before any view
    client.credentials(HTTP_AUTHORIZATION="Bearer anything")
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (503, kind, "5")


@pytest.fixture
def pool_of_one(committed_db):
    """Whoever comes second waits for a moment, and then no longer."""
    pool = connection.settings_dict["OPTIONS"]["pool"]
    usual = pool["max_size"], pool["timeout"]
    connection.close_pool()
    pool |= {"max_size": 1, "timeout": 0.1}
    yield
    connection.close()
    connection.close_pool()
    pool["max_size"], pool["timeout"] = usual


def test_whoever_waits_too_long_for_a_session_is_told_to_come_again(client_of, pool_of_one):
    client = APIClient(raise_request_exception=False)
    client.credentials(HTTP_AUTHORIZATION="Bearer anything")

    def ask():
        try:
            return client.get("/api/v1/notes")
        finally:
            connection.close()

    with connection.cursor() as cursor, ThreadPoolExecutor(1) as another:
        cursor.execute("SELECT 1")  # this thread has the only one
        answer = another.submit(ask).result()
    assert (answer.status_code, answer["Retry-After"], answer.json()["code"]) == (503, "5", "unavailable")
    assert ask().status_code == 401


def test_a_lost_session_is_an_outage_and_a_statement_that_took_too_long_is_a_fault(committed_db):
    said = {}
    for statement in ("SET statement_timeout = 1; SELECT pg_sleep(1)", "SELECT pg_terminate_backend(pg_backend_pid())"):
        with connection.cursor() as cursor, pytest.raises(OperationalError) as caught:
            cursor.execute(statement)
        connection.close()
        said[statement.split()[0]] = problem_of(caught.value)
    assert said["SET"] is None
    assert (said["SELECT"].status, said["SELECT"].code) == (503, "unavailable")


def test_a_missing_object_is_not_described(client):
    assert "secret" not in client.get("/api/v1/refusing/not_found").content.decode()


def test_stripes_silence_says_when_to_try_again(client):
    assert int(client.get("/api/v1/refusing/stripe_unavailable")["Retry-After"]) > 0


def test_every_problem_carries_the_requests_id(client):
    answer = client.get("/api/v1/refusing/invalid")
    assert answer.json()["request_id"] == answer["X-Request-ID"]


def test_wrong_fields_are_named_by_the_requests_own_names(client):
    answer = client.post("/api/v1/notes", {"title": "", "prizes": [{"amount": 5}, {"amount": -1}]})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (400, "invalid")
    assert set(problem["errors"]) == {"title", "prizes"}
    assert problem["errors"]["prizes"][0].startswith("1.amount: ")


def test_an_unknown_url_is_a_problem_too(client):
    answer = client.get("/api/v1/nowhere")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_method_that_is_not_there_is_405_and_says_which_are(client):
    answer = client.delete("/api/v1/notes")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert "POST" in answer["Allow"]


def test_an_answer_that_we_cannot_give_is_406(client):
    answer = client.get("/api/v1/notes", HTTP_ACCEPT="text/csv")
    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")


def test_a_crash_tells_nothing_but_its_id(client_of, user):
    client = client_of(user)
    client.raise_request_exception = False
    answer = client.post("/api/v1/crashing", {"name": "A", "kind": "company"}, HTTP_IDEMPOTENCY_KEY="1")
    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")
    assert "secret" not in answer.content.decode()
    assert answer.json()["request_id"]


def test_a_broken_constraint_is_told_in_words(client, user, sponsor):
    membership = {"name": str(sponsor.pk), "kind": "company"}
    assert client.post("/api/v1/orphaning", membership).status_code == 201
    answer = client.post("/api/v1/orphaning", membership)
    assert (answer.status_code, answer.json()["code"]) == (409, "already_a_member")
    assert answer.json()["errors"] == {"email": ["This person is already a member."]}


class TestBadInput:
    @pytest.mark.parametrize("body", ['{"title": ', "[1, 2]", '"text"', "NaN", '{"title": "\\ud800"}'])
    def test_malformed_json_is_refused(self, client, body):
        answer = client.generic("POST", "/api/v1/notes", body, content_type="application/json")
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed")

    @pytest.mark.parametrize(
        "body", ['{"title": "a\\u0000"}', '{"title": {"a\\u0000": 1}}', '{"amount": 5, "title": ["\\u0000"]}']
    )
    def test_the_character_nul_is_refused_by_the_field_that_holds_it(self, client, body):
        answer = client.generic("POST", "/api/v1/notes", body, content_type="application/json")
        assert answer.status_code == 400
        assert "U+0000" in answer.json()["errors"]["title"][0]
        assert list(answer.json()["errors"]) == ["title"]

    def test_an_escaped_backslash_is_no_nul(self, client):
        answer = client.generic("POST", "/api/v1/notes", '{"title": "\\\\u0000"}', content_type="application/json")
        assert answer.json() == {"title": "\\u0000"}

    @pytest.mark.parametrize("amount", [10.5, 10.0, "10", True, None, 0, -5, 10**13, [], {}])
    def test_an_amount_is_a_positive_whole_number(self, client, amount):
        answer = client.post("/api/v1/notes", {"title": "a", "amount": amount})
        assert answer.status_code == 400
        assert list(answer.json()["errors"]) == ["amount"]

    def test_an_amount_beyond_64_bits_is_refused(self, client):
        body = f'{{"title": "a", "amount": {10**30}}}'
        assert client.generic("POST", "/api/v1/notes", body, content_type="application/json").status_code == 400

    def test_an_unknown_field_is_named_with_the_known_ones(self, client):
        answer = client.post("/api/v1/notes", {"titel": "a"})
        assert "title" in answer.json()["errors"]["titel"][0]

    def test_a_huge_body_is_refused(self, client):
        answer = client.post("/api/v1/notes", {"title": "x" * 1_100_000})
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")

    def test_a_body_beyond_djangos_own_limit_is_refused_under_a_key_too(self, client):
        answer = client.post("/api/v1/notes", {"title": "x" * 3_000_000}, HTTP_IDEMPOTENCY_KEY="1")
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")

    def test_deep_nesting_is_refused(self, client):
        body = '{"title": ' + "[" * 5000 + "]" * 5000 + "}"
        assert client.generic("POST", "/api/v1/notes", body, content_type="application/json").status_code == 400

    @pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "application/xml"])
    def test_another_media_type_is_415(self, client, media_type):
        answer = client.generic("POST", "/api/v1/notes", "title=a", content_type=media_type)
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_visitors_hear_how_to_sign_in():
    answer = APIClient().post("/api/v1/notes", {"title": "a"})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer["WWW-Authenticate"].startswith("Bearer")
