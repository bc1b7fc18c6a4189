"""In which language one is spoken to: the account's, else what was chosen in this browser, else what it asks for."""

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils.translation import gettext, override

from bounties.accounts.models import User
from bounties.judging import inviting
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_user
from tests.bounties.staging import open_stage
from tests.deliveries import deliver_all

pytestmark = pytest.mark.django_db
COOKIE = settings.LANGUAGE_COOKIE_NAME


def in_german(text: str) -> str:
    with override("de"):
        said = gettext(text)
    assert said != text
    return said


def language_of(answer) -> str:
    """What the page says of itself, twice."""
    assert f'<html lang="{answer["Content-Language"]}" dir="ltr">' in answer.content.decode()
    return answer["Content-Language"]


def choose(browser: Client, language: str, back_to: str = "/challenges?q=bike"):
    said = {"language": language, "next": back_to}
    return browser.post("/language", said, headers={"Sec-Fetch-Site": "same-origin"})


@pytest.mark.parametrize(
    ("asked", "spoken"), [("de-AT,en;q=0.5", "de"), ("fr,de;q=0.5", "de"), ("fr", "en"), ("", "en")]
)
def test_a_visitor_is_spoken_to_as_their_browser_asks(asked, spoken):
    answer = Client().get("/challenges", headers={"accept-language": asked})
    assert language_of(answer) == spoken
    assert (in_german("Challenges") in answer.content.decode()) == (spoken == "de")


@pytest.mark.parametrize("spoken", ["en", "de"])
def test_each_language_is_named_in_itself(spoken):
    page = Client().get("/challenges", headers={"accept-language": spoken}).content.decode()
    assert ">English</button>" in page
    assert ">Deutsch</button>" in page


def test_a_visitor_chooses_in_the_foot_of_a_page_and_stays_on_it():
    browser = Client()
    answer = choose(browser, "de")
    assert (answer.status_code, answer["Location"]) == (302, "/challenges?q=bike")
    assert language_of(browser.get("/challenges", headers={"accept-language": "en"})) == "de"


@pytest.mark.parametrize(
    ("language", "back_to"), [("xx", "/"), ("", "/"), ("fr", "/"), ("de", "https://evil.example/")]
)
def test_what_is_no_language_or_no_page_of_ours_leads_nowhere(language, back_to):
    browser = Client()
    assert choose(browser, language, back_to)["Location"] == "/"
    assert language_of(browser.get("/challenges")) == ("de" if language == "de" else "en")


def test_no_other_site_chooses_for_anybody():
    assert Client(enforce_csrf_checks=True).post("/language", {"language": "de"}).status_code == 403


def test_what_somebody_signed_in_chooses_goes_with_their_account():
    person = make_user()
    here, there = Client(), Client(headers={"accept-language": "en"})
    here.force_login(person)
    there.force_login(person)
    choose(here, "de")
    assert User.objects.get(pk=person.pk).language == "de"
    assert language_of(there.get("/mine")) == "de"


def test_the_account_comes_before_what_this_browser_chose_as_somebody_else():
    browser = Client()
    choose(browser, "de")
    browser.force_login(make_user(language="en"))
    assert language_of(browser.get("/challenges")) == "en"


def test_whoever_signs_up_on_a_german_page_is_written_to_in_german():
    form = {"email": "neu@example.com", "name": "Neu", "password1": "correct horse battery"}
    Client(headers={"accept-language": "de"}).post("/accounts/signup/", form)
    assert User.objects.get(email="neu@example.com").language == "de"


def test_everybody_is_told_in_their_own_language_by_the_same_event():
    stage = open_stage()
    judge = make_user(language="de")
    inviting.invite(challenge_id=stage.challenge.pk, email=judge.email, by=stage.owner)
    other = make_user()
    inviting.invite(challenge_id=stage.challenge.pk, email=other.email, by=stage.owner)
    deliver_all()
    told = {letter.to[0]: letter for letter in mail.outbox}
    assert f"Will you judge {stage.challenge.title}?" in told[other.email].subject
    assert in_german("Will you judge {title}?").format(title=stage.challenge.title) in told[judge.email].subject
    assert (
        in_german("You get this because you take part in this on Laurel. Which mails you get:")
        in told[judge.email].body
    )


def test_a_program_reads_sentences_in_the_language_that_it_accepts_under_the_same_code(client_of):
    client = client_of(make_user())
    german = client.patch("/api/v1/me", {"name": ""}, headers={"accept-language": "de"})
    english = client.patch("/api/v1/me", {"name": ""}, headers={"accept-language": "en"})
    assert german.json()["code"] == english.json()["code"]
    assert german.json()["errors"] != english.json()["errors"]
    assert "Accept-Language" in german["Vary"]


@pytest.mark.parametrize("name", ["card.svg", "badge.svg"])
def test_what_is_kept_for_everybody_ignores_what_one_reader_chose(name):
    address = f"/challenges/{make_challenge('open').pk}/{name}"
    browser = Client(headers={"accept-language": "en"})
    choose(browser, "de")
    plain = Client().get(address)
    assert browser.get(address).content == plain.content
    assert "Cookie" not in plain["Vary"]
    assert Client().get(address, headers={"accept-language": "de"})["Content-Language"] == "de"


def test_a_visitor_gets_no_cookie_until_they_choose_something():
    browser = Client(enforce_csrf_checks=True)
    assert not any(browser.get(page).cookies for page in ("/", "/challenges", "/people", "/help"))
    assert choose(browser, "de").status_code == 302
    assert list(browser.cookies) == [COOKIE]


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.test"}, {}],
)
def test_no_other_site_chooses_for_somebody(headers):
    user, browser = make_user(), Client()
    browser.force_login(user)
    assert browser.post("/language", {"language": "de"}, headers=headers).status_code == 403
    user.refresh_from_db()
    assert (user.language, COOKIE in browser.cookies) == ("en", False)


def test_a_browser_that_names_only_the_origin_is_heard():
    answer = Client().post("/language", {"language": "de"}, headers={"Origin": "http://testserver"})
    assert (answer.status_code, answer.cookies[COOKIE].value) == (302, "de")
