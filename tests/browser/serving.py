"""Pages served to a browser from the test's own database, to whoever is signed in by their cookie."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import BrowserContext

from bounties.accounts.models import User
from tests.simulator import SimulatorProcess


class Handler(WSGIHandler):
    """Django's own, without its static files: WhiteNoise serves them, as it does everywhere."""

    def __init__(self, *_: Any) -> None:
        super().__init__()


@contextmanager
def served() -> Iterator[str]:
    """The address, while it lasts."""
    server = LiveServerThread("127.0.0.1", Handler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    assert server.error is None, server.error
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.terminate()


@contextmanager
def served_beside(simulator: SimulatorProcess, configured: Any) -> Iterator[str]:
    """The same, where pages may send their readers on to the simulator's, and those lead back here.

    `configured` is pytest-django's fixture of settings, which takes back what is set here.
    """
    policy = deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"].append(simulator.api)
    configured.CONTENT_SECURITY_POLICY = policy
    with served() as address:
        configured.PUBLIC_URL = address
        yield address


def let_be(context: BrowserContext, person: User | None, address: str) -> None:
    """From here on the browser is this person's; None: nobody's."""
    context.clear_cookies()
    if person is None:
        return
    browser = Client()
    browser.force_login(person)
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
