"""What a browser is told so that others can do nothing in our name: headers, cookies, and nowhere to be sent on to."""

import pytest
from django.test import Client

from tests.attacks.keys import OLD, is_in
from tests.bounties.conftest import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet", "nobody_is_slowed")]
DEPLOYED = {"SECURE_SSL_REDIRECT": True, "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True}
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]
ANSWERS = ["/", "/challenges", "/accounts/login/", "/nowhere", "/api/v1/challenges", "/api/v1/nowhere", "/admin/"]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_shuts_the_doors_of_the_browser(path):
    headers = Client().get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["X-Frame-Options"] == "DENY"
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy or "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("path", ANSWERS)
def test_no_other_site_is_let_in(path):
    for method in ("get", "options"):
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        headers = getattr(Client(), method)(path, headers=asked).headers
        assert [name for name in headers if name.lower().startswith("access-control")] == []


def test_what_signs_one_in_is_out_of_reach_of_scripts_and_of_other_sites(person, settings):
    for name, value in DEPLOYED.items():
        setattr(settings, name, value)
    browser = Client()
    browser.get("/accounts/login/", secure=True)
    browser.post("/accounts/login/", {"login": person.email, "password": OLD}, secure=True)
    session, forms = browser.cookies[settings.SESSION_COOKIE_NAME], browser.cookies[settings.CSRF_COOKIE_NAME]
    assert (session["secure"], session["httponly"], session["samesite"]) == (True, True, "Lax")
    assert (forms["secure"], forms["samesite"]) == (True, "Lax")
    assert (session["domain"], session["path"]) == ("", "/")


def test_a_deployment_speaks_https_only(settings):
    for name, value in (DEPLOYED | {"SECURE_HSTS_SECONDS": 31_536_000}).items():
        setattr(settings, name, value)
    assert Client().get("/challenges")["Location"].startswith("https://")
    assert Client().get("/challenges", secure=True)["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize("there", ELSEWHERE)
def test_nobody_is_sent_elsewhere_by_an_address_of_ours(person, there):
    said = {"login": person.email, "password": OLD, "next": there}
    browser = Client()
    answers = [
        browser.post("/accounts/login/", said),
        browser.post("/language", {"language": "de", "next": there}, headers={"Referer": there}),
        browser.post("/accounts/logout/", {"next": there}),
        Client().get(f"/accounts/login/?next={there}"),
    ]
    assert [answer.headers.get("Location", "/")[:2] for answer in answers if "evil" in answer.get("Location", "")] == []
    assert [answer["Location"] for answer in answers if "javascript" in answer.headers.get("Location", "")] == []


@pytest.mark.parametrize("password", ["short7!", "password1", "12345678", "ada@example.com"])
def test_a_password_that_is_guessed_first_is_not_taken(password):
    Client().post("/accounts/signup/", {"email": "ada@example.com", "name": "Ada", "password1": password})
    browser = Client()
    browser.post("/accounts/login/", {"login": "ada@example.com", "password": password})
    assert not is_in(browser)
    assert not type(make_user()).objects.filter(email="ada@example.com").exists()
