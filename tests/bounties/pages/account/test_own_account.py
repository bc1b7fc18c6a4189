"""One's own account: profile, tokens and news, by the services that the API calls."""

import re
from uuid import uuid4

from bounties.accounts import issuing
from bounties.accounts.models import ApiToken
from bounties.accounts.recognising import recognise
from bounties.notifications.models import Notification
from tests.bounties.pages.account.conftest import browser_of
from workers.clock import laurel_now

PROFILE = {"name": "Ada L.", "country": "GB", "time_zone": "Europe/London", "language": "de"}
TOKEN = {"name": "nightly", "days": "30", "scopes": ["entries:read"]}


def tell(user, number=1, **more):
    from_now_on = {"kind": "challenge.opened", "body": "It is.", "path": "/challenges", "event_id": user.pk}
    return Notification.objects.create(user=user, title=f"Open: {number}", **from_now_on | more)


def test_a_profile_is_changed_as_by_the_api(user):
    assert browser_of(user).post("/account", PROFILE).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.country, user.time_zone, user.language) == tuple(PROFILE.values())


def test_an_unknown_zone_changes_nothing_and_keeps_what_was_typed(user):
    page = browser_of(user).post("/account", PROFILE | {"time_zone": "Mars/Base"}).content.decode()
    assert "There is a problem" in page
    assert "<title>Error: " in page, "who hears the page hears it first"
    assert "Ada L." in page
    user.refresh_from_db()
    assert user.name != "Ada L."


def test_where_a_handle_is_refused_nothing_else_is_changed_either(user):
    page = browser_of(user).post("/account", PROFILE | {"is_public": "on", "handle": "-"}).content.decode()
    assert "There is a problem" in page
    user.refresh_from_db()
    assert (user.name, user.country) != ("Ada L.", "GB")


def test_a_token_is_shown_once_and_does_what_was_said(user):
    browser = browser_of(user)
    made = browser.post("/account/tokens", TOKEN)
    secret = re.search(r'value="(lrl_[^"]+)"', made.content.decode())[1]
    token = recognise(secret)
    assert (token.user, token.scopes) == (user, ["entries:read"])
    assert 29 <= (token.expires_at - laurel_now()).days <= 30
    assert made["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert secret not in browser.get("/account/tokens").content.decode()


def test_nobody_gives_a_token_more_than_they_may_do(user):
    browser_of(user).post("/account/tokens", TOKEN | {"scopes": ["finance:read"]})
    assert not ApiToken.objects.exists()


def test_who_has_a_password_proves_it_again_before_a_token(user):
    user.set_password("correct horse")
    user.save()
    asked = browser_of(user).post("/account/tokens", TOKEN)
    assert (asked.status_code, asked.url.split("?")[0]) == (302, "/accounts/reauthenticate/")
    assert not ApiToken.objects.exists()


def test_a_revoked_token_is_dead(user):
    token, secret = issuing.issue(user=user, name="laptop")
    browser_of(user).post(f"/account/tokens/{token.pk}/revoke")
    assert recognise(secret) is None


def test_nobody_revokes_another_s_token(user, stranger):
    token, secret = issuing.issue(user=user, name="laptop")
    assert browser_of(stranger).post(f"/account/tokens/{token.pk}/revoke").status_code == 404
    assert recognise(secret)


def test_news_is_marked_read_when_it_is_opened(user):
    told = tell(user)
    assert browser_of(user).post(f"/news/{told.pk}").url == "/challenges"
    told.refresh_from_db()
    assert told.read_at


def test_nobody_opens_another_s_news(user, stranger):
    told = tell(user)
    assert browser_of(stranger).post(f"/news/{told.pk}").status_code == 404
    told.refresh_from_db()
    assert told.read_at is None


def test_older_news_is_on_the_next_page(user):
    for number in range(31):
        tell(user, number, event_id=uuid4())
    browser = browser_of(user)
    first = browser.get("/news").content.decode()
    assert "Open: 30" in first
    assert "Open: 0<" not in first
    following = re.search(r'rel="next" href="([^"]+)"', first)[1]
    assert "Open: 0<" in browser.get(f"/news{following}").content.decode()
    browser.post("/news/read")
    assert not Notification.objects.unread().exists()
