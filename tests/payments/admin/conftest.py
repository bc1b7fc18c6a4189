"""People at the finance desk, and payouts that wait for them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from bounties.accounts.models import User
from payments.models import Payout
from tests.payments.deliveries import deliver_money

Desk = Callable[..., Client]


@pytest.fixture
def desk(db_of_test: None) -> Desk:
    """A browser signed in as someone of these groups: `desk("checker")`; its `user` is who."""

    def desk(*groups: str, name: str = "", **more: Any) -> Client:
        user = User.objects.create_user(
            f"{name or '-'.join(groups)}@example.com", is_staff=True, role="finance", **more
        )
        user.groups.set(Group.objects.filter(name__in=groups))
        browser = Client()
        browser.force_login(user)
        browser.user = user
        return browser

    return desk


@pytest.fixture
def owed(funded: Any, solver: Any, award: Any) -> Callable[..., list[Payout]]:
    """Payouts to ann, ben, ..., looked after until they wait for people: `owed(60_000, 70_000)`."""

    def owed(*amounts: int, barred: tuple[User, ...] = ()) -> list[Payout]:
        funded("R", sum(amounts))
        people = [solver(name) for name, _ in zip(["ann", "ben", "cy", "dot"], amounts, strict=False)]
        made = [
            award(amount, who, barred=[u.pk for u in barred])[0] for amount, who in zip(amounts, people, strict=True)
        ]
        deliver_money()
        return [Payout.objects.get(pk=payout.pk) for payout in made]

    return owed


def page_of(row: Any) -> str:
    """The row's page on the desk."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def act_of(row: Any, act: str) -> str:
    """The page that asks before the act."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_act", args=[row.pk, act])


def confirm(browser: Client, address: str, **given: Any) -> Any:
    """Open the page that asks, and confirm it as it came."""
    asked = browser.get(address)
    assert asked.status_code == 200, asked.status_code
    return browser.post(address, {"token": str(asked.context["token"]), **given})
