"""Every answer that says no is a page like the others: readable for everyone, calm, with a way on."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_user
from tests.browser.journeys import steps
from tests.browser.reading import PHONE, look, violations
from tests.browser.serving import let_be

REFUSED = {
    "fails/malformed": (400, "This request cannot be read"),
    "fails/forbidden": (403, "You may not do this"),
    "nowhere": (404, "There is nothing here"),
    "mine/onboarding": (405, "Nothing was done here"),
    "fails/refused": (409, "That is not possible now"),
    "fails/outdated": (412, "It was changed in the meantime"),
    "fails/broken": (500, "Something went wrong on our side"),
    "fails/without-a-database": (503, "A part of our service is down"),
    "fails/without-stripe": (503, "A part of our service is down"),
}
TOO_LONG = 3_000_000  # characters


@pytest.fixture
def reader(page, address, settings):
    settings.ROOT_URLCONF = "tests.browser.journeys.failing"
    reader = make_user("reader", country="US")
    reader.set_password(steps.PASSWORD)
    reader.save()
    let_be(page.context, reader, address)
    return reader


def test_each_refusal_is_a_page_with_a_way_on(page, said, address, reader):
    for path, (status, heading) in REFUSED.items():
        assert look(page, f"{address}/{path}").status == status
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.get_by_role("main").get_by_role("link").first).to_be_visible()
        assert f"status of {status}" in said.pop(), path
        assert said == []


def begin(page, address):
    """An entry, not sent yet."""
    page.goto(f"{address}/challenges/{make_challenge().pk}/enter")
    page.get_by_label("Title of your entry").fill("Typed for an hour")
    page.get_by_label("I have read these terms").check()


def test_what_was_typed_survives_a_sign_in_that_ran_out(page, address, reader):
    begin(page, address)
    Session.objects.all().delete()
    page.get_by_role("button", name="Begin my entry").click()
    steps.prove_oneself(page, reader.email)
    expect(page.get_by_text("What you typed is still here")).to_be_visible()
    expect(page.get_by_label("Title of your entry")).to_have_value("Typed for an hour")


def test_what_was_typed_survives_a_sign_in_in_another_window(page, said, address, reader):
    begin(page, address)
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Begin my entry").click()
    expect(page.get_by_role("heading", name="This page was open for too long")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Go back to it").click()
    expect(page.get_by_label("Title of your entry")).to_have_value("Typed for an hour")
    assert [line for line in said if "403" not in line] == []


def test_too_much_at_once_is_said_and_still_there(page, said, address, reader):
    challenge = make_challenge()
    page.goto(f"{address}/challenges/{challenge.pk}/ask")
    page.get_by_role("textbox").first.evaluate(f"field => {{ field.value = 'x'.repeat({TOO_LONG}) }}")
    page.locator("main form button").first.click()
    expect(page.get_by_role("heading", name="That is too much at once")).to_be_visible()
    assert violations(page) == []
    assert "status of 413" in said.pop()
    assert said == []


def test_too_many_attempts_are_told_when_to_try_again(page, said, address, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    page.set_viewport_size(PHONE)
    for left in (1, 0):
        page.goto(f"{address}/accounts/signup/")
        page.get_by_label("Email").fill("x@example.com")
        page.get_by_label("Name").fill("X")
        page.get_by_label("Password").fill("short")
        page.get_by_role("button", name="Sign Up").click()
        expect(page.get_by_label("Password")).to_have_count(left)
    expect(page.get_by_role("heading", name="Too many attempts")).to_be_visible()
    assert violations(page) == []
    assert "status of 429" in said.pop()
