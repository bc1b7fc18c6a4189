"""The API describes itself: valid OpenAPI 3.1, and Swagger UI under the strict CSP. `make lint` bears no warning."""

import re

import pytest
from django.core.checks import run_checks
from openapi_spec_validator import validate

from tests.config.api import toys


@pytest.fixture(autouse=True)
def _the_real_api(settings):
    settings.ROOT_URLCONF = "config.urls"


@pytest.fixture
def schema(client):
    return client.get("/api/v1/schema").json()


def operations(schema):
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            yield f"{method.upper()} {path}", operation


def test_it_is_valid_openapi_31(schema):
    assert schema["openapi"] == "3.1.1"
    validate(schema)


def test_every_call_says_that_it_may_be_refused_by_a_problem(schema):
    silent = [name for name, operation in operations(schema) if "4XX" not in operation["responses"]]
    assert silent == []
    problem = schema["components"]["responses"]["Problem"]["content"]
    assert list(problem) == ["application/problem+json"]


def test_every_post_takes_an_idempotency_key_but_those_that_must_not_be_kept(schema):
    without = {
        name
        for name, operation in operations(schema)
        if name.startswith("POST") and "Idempotency-Key" not in {one["name"] for one in operation.get("parameters", [])}
    }
    assert without == {
        "POST /api/v1/tokens",  # answers with a secret
        "POST /api/v1/me/deletion",  # ends the account that would repeat it
        "POST /api/v1/payee/onboarding",
        "POST /api/v1/finance/exceptions/{id}/look-again",
    }


def test_every_list_takes_a_cursor_and_a_page_size(schema):
    for name, operation in operations(schema):
        content = operation["responses"].get("200", {}).get("content", {}).get("application/json", {})
        if content.get("schema", {}).get("$ref", "").rpartition("/")[2].startswith("Paginated"):
            assert {"cursor", "page_size"} <= {one["name"] for one in operation["parameters"]}, name


def test_a_call_names_the_scope_that_it_needs(schema):
    verify = schema["paths"]["/api/v1/sponsors/{sponsor_id}/verify"]["post"]
    assert {"token": ["moderation:write"]} in verify["security"]
    assert {} not in verify["security"]
    assert {} in schema["paths"]["/api/v1/tokens"]["post"]["security"]


def test_the_docs_run_under_the_strict_csp(client):
    page = client.get("/api/v1/docs")
    html = page.content.decode()
    assert page.status_code == 200
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "<style" not in html
    assert "style=" not in html
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.DOTALL)
    assert all("src=" in attributes and not body.strip() for attributes, body in scripts)


def test_everything_that_the_docs_load_is_served_here(client):
    html = client.get("/api/v1/docs").content.decode()
    sources = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert len(sources) == 5
    for source in sources:
        assert source.startswith("/"), source
    script = client.get(next(source for source in sources if "script=" in source))
    assert script["Content-Type"] == "application/javascript"
    assert "/api/v1/schema" in script.content.decode()


def test_a_view_that_forgets_its_scopes_fails_the_check(settings):
    settings.ROOT_URLCONF = toys.__name__
    faults = [str(error.msg) for error in run_checks() if error.id == "api.E001"]
    assert faults == ["GET is missing in required_scopes, so nobody may call it."]
    settings.ROOT_URLCONF = "config.urls"
    assert not [error for error in run_checks() if error.id == "api.E001"]


def test_what_is_created_leads_to_the_calls_about_it(schema):
    known = {operation["operationId"]: name for name, operation in operations(schema)}
    leads = {
        name: {known[link["operationId"]] for link in operation["responses"].get("201", {}).get("links", {}).values()}
        for name, operation in operations(schema)
    }
    entered = leads["POST /api/v1/challenges/{id}/entries"]
    assert {"PATCH /api/v1/entries/{id}", "POST /api/v1/entries/{id}/submit"} <= entered
    assert "PUT /api/v1/entries/{entry_id}/scorecard" in entered
    assert "POST /api/v1/challenges/{id}/submit" in leads["POST /api/v1/challenges"]
    assert leads["POST /api/v1/tokens"] == {"DELETE /api/v1/tokens/{token_id}"}
    assert not any(leads[name] for name in leads if not name.startswith("POST"))
    assert leads["POST /api/v1/sponsors/{sponsor_id}/members"] == set()  # two ids, and an answer has one
