"""The desk served to a browser from the test's own database."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Page

from bounties.accounts.models import User
from tests.payments.admin.conftest import owed
from tests.payments.conftest import (
    ask,
    award,
    db_of_test,
    finance,
    funded,
    money_floor_alone,
    payer,
    simulator,
    simulator_process,
    solver,
)

# Money and people for the desk, as the money floor's own tests have them.
__all__ = [
    "ask",
    "award",
    "db_of_test",
    "finance",
    "funded",
    "money_floor_alone",
    "owed",
    "payer",
    "simulator",
    "simulator_process",
    "solver",
]


class Handler(WSGIHandler):
    """Django's own, without its static files: WhiteNoise serves them, as it does everywhere."""

    def __init__(self, *_: Any) -> None:
        super().__init__()


@pytest.fixture
def desk_address(committed_db: None) -> Iterator[str]:
    """Where the desk is served while the test lasts."""
    server = LiveServerThread("127.0.0.1", Handler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None, server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


SignIn = Callable[..., User]


@pytest.fixture
def sign_in(page: Page, desk_address: str) -> SignIn:
    """Let the page be this person's: `sign_in("checker")` is one of finance in this group."""

    def sign_in(*groups: str, name: str = "") -> User:
        email = f"{name or '-'.join(groups)}@example.com"
        user, _ = User.objects.get_or_create(email=email, defaults={"is_staff": True, "role": "finance"})
        user.groups.set(Group.objects.filter(name__in=groups))
        browser = Client()
        browser.force_login(user)
        cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.clear_cookies()
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": desk_address}])
        return user

    return sign_in
