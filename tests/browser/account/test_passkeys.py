"""Passkeys in a real browser, with an authenticator that the browser itself plays: added, and then the only way in."""

import pytest
from playwright.sync_api import Page, expect

from bounties.accounts.models import User
from tests.bounties.conftest import make_user
from tests.browser.serving import served

PASSWORD = "a long enough secret"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def ada(committed_db: None) -> User:
    user = make_user("ada")
    user.set_password(PASSWORD)
    user.save()
    return user


def with_authenticator(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def test_a_passkey_is_added_and_signs_in_alone(page, ada, said):
    with served() as address:
        site = address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
        with_authenticator(page)
        page.goto(f"{site}/accounts/login/")
        page.get_by_label("Email").fill(ada.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign In", exact=True).click()
        page.wait_for_url("**/mine")
        page.goto(f"{site}/accounts/2fa/webauthn/add/")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
        page.get_by_label("Passwordless").check()
        page.get_by_role("button", name="Add").click()
        expect(page).not_to_have_url(f"{site}/accounts/2fa/webauthn/add/")
        page.context.clear_cookies()
        page.goto(f"{site}/accounts/login/")
        page.get_by_role("button", name="passkey").click()
        page.wait_for_url("**/mine")
        expect(page.get_by_text("Ada").first).to_be_visible()
    assert said == []
