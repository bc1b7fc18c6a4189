"""People whom money reaches, or who decide about it: fixtures for several rooms."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from bounties.accounts.models import User
from payments.models import Payee, Payout
from payments.money import Money
from payments.payees import onboarding, refreshing
from payments.payouts.creating import Share, create_payouts
from tests.simulator import SimulatorProcess, fill

Solver = Callable[..., User]
Award = Callable[..., list[Payout]]


@pytest.fixture
def solver(simulator: SimulatorProcess, db_of_test: None) -> Solver:
    """A user who went through Stripe's onboarding: `solver("ann")`; `outcome=None` for one who has not been there."""

    def solver(name: str = "ann", *, outcome: str | None = "complete") -> User:
        user = User.objects.create_user(f"{name}@example.com", country="US")
        if outcome:
            assert fill(onboarding.start_onboarding(user=user), outcome=outcome, country="US").status_code == 303
            refreshing.refresh(account_id=Payee.objects.get(user=user).account_id)
        return user

    return solver


@pytest.fixture
def finance(db_of_test: None) -> Callable[[str], User]:
    """Someone of the finance staff: `finance("fay")`."""
    return lambda name: User.objects.create_user(f"{name}@example.com", role="finance", is_staff=True)


@pytest.fixture
def fay(finance: Callable[[str], User]) -> User:
    """Of the finance staff; she begins what two must agree on."""
    return finance("fay")


@pytest.fixture
def abe(finance: Callable[[str], User]) -> User:
    """Of the finance staff too."""
    return finance("abe")


@pytest.fixture
def award() -> Award:
    """Owe an award of purse R to users, in equal shares: `award(10_000, ann, ben)`."""

    def award(
        amount: int, *users: User, reference: str = "R", name: str = "", barred: tuple[Any, ...] = ()
    ) -> list[Payout]:
        part, rest = divmod(10_000, len(users))
        shares = [Share(user.pk, part + (place < rest)) for place, user in enumerate(users)]
        return create_payouts(
            purse_reference=reference,
            award_reference=name or f"award-{uuid4()}",
            amount=Money(amount, "usd"),
            shares=shares,
            barred_approvers=barred,
        )

    return award
