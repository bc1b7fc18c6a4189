"""Who is in the replay: one sponsor's hand that pays, two finance people who approve, and the solvers as payees."""

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

import requests
from django.contrib.auth.hashers import make_password

from bounties.accounts.models import User
from config.local.story.actors import TIMEOUT_SECONDS, fill_form
from payments.payees import onboarding, refreshing
from payments.payees.models import Payee

HOST = "contests.test"  # an address that reaches nobody; without a password nobody signs in as them either
GOOD_CARD = "4242424242424242"


class NoSimulator(Exception):
    """The replay plays the payer and the payees, which only Stripe's simulator lets it."""


@dataclass(frozen=True, slots=True)
class World:
    """The simulator's backstage: where a page is paid, and an onboarding completed, without a browser."""

    control_url: str
    token: str

    @classmethod
    def here(cls) -> "World":
        """The simulator that the environment names. Raises NoSimulator."""
        url, token = (os.environ.get(f"SIMULATOR_CONTROL_{name}") for name in ("URL", "TOKEN"))
        if not url or not token:
            raise NoSimulator(
                "There is no simulator here to play the payers and payees on: SIMULATOR_CONTROL_URL and "
                "SIMULATOR_CONTROL_TOKEN are not set. Use the stack of `make up`, or --apart."
            )
        return cls(url, token)

    def pay(self, checkout_url: str) -> None:
        """Pay a hosted page with a good card."""
        fill_form(checkout_url, card=GOOD_CARD)

    def complete(self, account_id: str) -> None:
        """Have an account pass Stripe's onboarding."""
        answer = requests.post(
            f"{self.control_url}/accounts/{account_id}",
            json={"outcome": "complete"},
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=TIMEOUT_SECONDS,
        )
        answer.raise_for_status()


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone, ready to act."""

    payer: User
    finance: tuple[User, User]
    solvers: dict[str, User]


def cast_for(solvers: Iterable[str]) -> Cast:
    """Make whoever is new: users who can't sign in, with addresses at contests.test."""
    names = {_address(solver): solver for solver in solvers}
    staff = {f"finance{number}@{HOST}": f"Replay finance {number}" for number in (1, 2)}
    payer = f"sponsor@{HOST}"
    fresh = [
        *(User(email=email, name=name, role=User.Role.FINANCE, is_staff=True) for email, name in staff.items()),
        User(email=payer, name="Replay sponsor"),
        *(User(email=email, name=solver, country="US") for email, solver in names.items()),
    ]
    for user in fresh:
        user.password = make_password(None)
    User.objects.bulk_create(fresh, ignore_conflicts=True)
    found = {user.email: user for user in User.objects.filter(email__in=[*names, *staff, payer])}
    first, second = (found[email] for email in staff)
    return Cast(found[payer], (first, second), {solver: found[email] for email, solver in names.items()})


def _address(solver: str) -> str:
    """Theirs alone: a name that is no part of an address is told apart by its digest."""
    name = solver.lower()
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,39}", name) or name.startswith(("finance", "sponsor", "x-")):
        name = f"x-{hashlib.sha256(solver.encode()).hexdigest()[:20]}"
    return f"{name}@{HOST}"


def waiting_for_onboarding(cast: Cast) -> list[User]:
    """The solvers who can't be paid yet."""
    payable: set[UUID] = set(Payee.objects.filter(status=Payee.Status.PAYABLE).values_list("user_id", flat=True))
    return [user for user in cast.solvers.values() if user.pk not in payable]


def onboarding_on(world: World) -> Callable[[User], None]:
    """How one solver becomes payable: an account by the real service, completed backstage, learnt from Stripe."""

    def onboard(user: User) -> None:
        account_id = str(onboarding.open_account(user=user).account_id)
        world.complete(account_id)
        refreshing.refresh(account_id=account_id)

    return onboard
