"""The people of every test of the business, and their way in: an API client with a token of one's own."""

from collections.abc import Callable
from itertools import count

import pytest
from allauth.account.models import EmailAddress
from rest_framework.test import APIClient

from bounties.accounts import issuing
from bounties.accounts.models import Membership, Sponsor, User
from tests.conformance import DescribedClient
from workers.clock import laurel_now

PersonMaker = Callable[..., User]
NUMBERS = count(1)


def make_user(name: str = "", **fields: object) -> User:
    """A person with a verified address and no usable password (hashing one is slow, and most tests need none)."""
    name = name or f"person{next(NUMBERS)}"
    user = User.objects.create_user(f"{name}@example.com", name=name.title(), **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_staff(role: str, name: str = "") -> User:
    """Staff with this role: moderator, arbiter or finance."""
    return make_user(name or f"{role}{next(NUMBERS)}", role=role, is_staff=True)


def make_sponsor(owner: User, name: str = "Acme", *, verified: bool = True, kind: str = "company") -> Sponsor:
    """A sponsor whose only member is its owner."""
    sponsor = Sponsor.objects.create(name=name, kind=kind, verified_at=laurel_now() if verified else None)
    Membership.objects.create(sponsor=sponsor, user=owner, role=Membership.Role.OWNER)
    return sponsor


@pytest.fixture
def user(db: None) -> User:
    """Someone with an account: a solver, until the test says more."""
    return make_user("user")


@pytest.fixture
def stranger(db: None) -> User:
    """Someone else, with no part in anything."""
    return make_user("stranger")


@pytest.fixture
def owner(db: None) -> User:
    """The owner of `sponsor`."""
    return make_user("owner")


@pytest.fixture
def sponsor(owner: User) -> Sponsor:
    """A verified company."""
    return make_sponsor(owner)


@pytest.fixture
def moderator(db: None) -> User:
    return make_staff("moderator", "moderator")


@pytest.fixture
def arbiter(db: None) -> User:
    return make_staff("arbiter", "arbiter")


@pytest.fixture
def finance(db: None) -> User:
    return make_staff("finance", "finance")


def client_of(user: User | None, *scopes: str) -> APIClient:
    """An API client that signs in as this user by a token: of their full set, or of these scopes; None is a visitor."""
    client = DescribedClient(raise_request_exception=True)
    if user:
        _, secret = issuing.issue(user=user, name="test", scopes=scopes or None)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


@pytest.fixture(name="client_of")
def client_of_fixture() -> Callable[..., APIClient]:
    """`client_of(user).get("/api/v1/…")`."""
    return client_of
