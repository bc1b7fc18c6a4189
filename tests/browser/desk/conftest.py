"""The desk served to a browser from the test's own database."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page

from bounties.accounts.models import User
from tests.browser.serving import let_be, served
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
    "solver",
]


@pytest.fixture
def desk_address(committed_db: None) -> Iterator[str]:
    """Where the desk is served while the test lasts."""
    with served() as address:
        yield address


SignIn = Callable[..., User]


@pytest.fixture
def sign_in(page: Page, desk_address: str) -> SignIn:
    """Let the page be this person's: `sign_in("checker")` is one of finance in this group."""

    def sign_in(*groups: str, name: str = "") -> User:
        email = f"{name or '-'.join(groups)}@example.com"
        user, _ = User.objects.get_or_create(email=email, defaults={"is_staff": True, "role": "finance"})
        user.groups.set(Group.objects.filter(name__in=groups))
        let_be(page.context, user, desk_address)
        return user

    return sign_in
