"""What a browser is told so that others can do nothing in our name: headers, cookies, and nowhere to be sent on to."""

import re

import pytest
from django.db import connection
from django.test import Client

from bounties.accounts.models import User
from config.layers.messages import InACookie
from tests.attacks.keys import OLD, is_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet", "nobody_is_slowed")]
DEPLOYED = {
    **dict.fromkeys(
        ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE"), True
    ),
    "SESSION_COOKIE_NAME": "__Host-sessionid",  # tests/config/test_deploy.py reads these off a deployment's settings
    "CSRF_COOKIE_NAME": "__Host-csrftoken",
    "LANGUAGE_COOKIE_NAME": "__Host-django_language",
}
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]
ANSWERS = [
    *("/", "/challenges", "/accounts/login/", "/nowhere", "/api/v1/challenges", "/api/v1/nowhere", "/admin/"),
    *("/api/v1/docs", "/api/v1/me", "/challenges.atom", "/stripe/webhook", "/livez", "/readyz", "/metrics", "/mine"),
    *("/static/laurel.css", "/static/laurel.svg"),
]
LEFT_LYING = [
    "/static/",
    "/media/",
    "/static/../config/settings.py",
    "/.env",
    "/.git/config",
    "/.local/environment",
    "/docs/",
]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_shuts_the_doors_of_the_browser(path):
    headers = Client().get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["X-Frame-Options"] == "DENY"
    kind = headers["Content-Type"]
    assert re.fullmatch(r'text/[\w.+-]+;(?: [^;]+;)? charset="?utf-8"?|(application|image)/[\w.+-]+(; .+)?', kind), kind
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert re.search(r"form-action 'self' https://checkout\.stripe\.com https://connect\.stripe\.com[; ]", policy)
    assert "object-src 'none'" in policy or "default-src 'none'" in policy or "default-src 'self'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("path", ANSWERS)
def test_no_other_site_is_let_in(path):
    for method in ("get", "options"):
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        headers = getattr(Client(), method)(path, headers=asked).headers
        assert [name for name in headers if name.lower().startswith("access-control")] == []


def test_what_signs_one_in_is_out_of_reach_of_scripts_and_of_other_sites(person, settings, monkeypatch):
    for name, value in DEPLOYED.items():
        setattr(settings, name, value)
    monkeypatch.setattr(InACookie, "cookie_name", f"__Host-{InACookie.cookie_name}")
    browser = Client()
    browser.get("/accounts/login/", secure=True)
    browser.post("/accounts/login/", {"login": person.email, "password": OLD}, secure=True)
    browser.post("/language", {"language": "de", "next": "/"}, secure=True, headers={"Sec-Fetch-Site": "same-origin"})
    kept = {name: cookie for name, cookie in browser.cookies.items() if cookie.value}
    assert len(kept) == 4
    for name, cookie in kept.items():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax"), name
        assert (name[:7], cookie["domain"], cookie["path"]) == ("__Host-", "", "/"), name
    assert is_in(browser, secure=True)


def test_a_fault_on_a_page_tells_nothing_but_its_id(person):
    browser = Client(raise_request_exception=False)
    browser.force_login(person)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE notifications_notification RENAME TO hunter2")
    answer = browser.get("/mine")
    assert (answer.status_code, len(answer["X-Request-ID"])) == (500, 36)
    assert not re.search("hunter2|notifications_|Traceback|ProgrammingError|site-packages", answer.content.decode())


@pytest.mark.parametrize("path", LEFT_LYING)
def test_no_folder_is_listed_and_no_file_of_ours_is_served(path):
    answer = Client().get(path)
    assert answer.status_code == 404
    assert b"SECRET_KEY" not in answer.content


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
    assert not User.objects.filter(email="ada@example.com").exists()


@pytest.mark.parametrize("password", ["kelpbarrowlantern", "\u00fcber den w\u00f6lken \U0001f9d7", "tern " * 25 + "x"])
def test_any_other_is_taken_whatever_letters_it_is_of_and_each_of_them_counts(password):
    said = {"email": "ada@example.com", "name": "Ada", "password1": password}
    assert Client().post("/accounts/signup/", said).status_code == 302
    ada = User.objects.get(email="ada@example.com")
    assert ada.check_password(password)
    assert not ada.check_password(password[:-1])
