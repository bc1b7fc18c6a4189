"""A month that is over, its checks made, and people who may close it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Group

from bounties.accounts.models import User
from payments.models import Period, ReconciliationRun
from payments.periods.closing import close
from payments.periods.opening import take_up_months
from payments.periods.preparing import prepare
from payments.reconciliation.proving import self_check
from tests.payments.statements.conftest import go_to, winter
from workers.clock import laurel_now

__all__ = ["winter"]

Person = Callable[..., User]


@pytest.fixture
def person(db_of_test: None) -> Person:
    """Finance staff by their groups: `person("mia", "maker")`."""

    def person(name: str, *groups: str) -> User:
        user = User.objects.create_user(f"{name}@example.com", role="finance", is_staff=True)
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return person


@pytest.fixture
def mia(person: Person) -> User:
    """The maker, who prepares."""
    return person("mia", "maker")


@pytest.fixture
def cleo(person: Person) -> User:
    """The closer."""
    return person("cleo", "closer")


def check_the_books() -> None:
    """The books prove themselves, are compared with Stripe's, and someone signs that off."""
    self_check()
    run = ReconciliationRun.objects.create(cause="command", ended_at=laurel_now())
    signer, _ = User.objects.get_or_create(email="signer@example.com")
    ReconciliationRun.objects.filter(pk=run.pk).update(signed_by=signer, signed_at=laurel_now(), note="Looked at.")


@pytest.fixture
def over(winter: None) -> None:
    """It is March: January and February are over, nothing is wrong with them."""
    go_to("2026-03-01T00:00:00+00:00")
    check_the_books()
    take_up_months()


def month(number: int) -> Period:
    return Period.objects.get(month=date(2026, number, 1))


def close_month(number: int, maker: User, closer: User) -> Period:
    prepare(period_id=month(number).pk, by=maker)
    return close(period_id=month(number).pk, by=closer)
