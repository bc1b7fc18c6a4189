"""Money that tests move."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bounties.accounts.models import User
from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.models import Transaction
from payments.ledger.posting import credit, debit, post
from payments.money import Money
from payments.purses.funding import fund
from payments.purses.models import Contribution
from payments.purses.opening import open_purse
from payments.purses.settling import look
from tests.payments.people import abe, award, fay, finance, solver
from tests.simulator import GOOD, SimulatorProcess, fill
from workers.registry import handlers

__all__ = ["abe", "award", "fay", "finance", "solver"]  # the people whom money reaches

Posting = Callable[..., Transaction]


@pytest.fixture(autouse=True)
def money_floor_alone() -> Iterator[None]:
    """Higher floors are not told of these purses: theirs belong to challenges, and here are none."""
    everyone = dict(handlers)
    for name in everyone:
        if not name.startswith("payments."):
            del handlers[name]
    yield
    handlers.clear()
    handlers.update(everyone)


def hold_prize(reference: str, amount: int, currency: str = "usd") -> Transaction:
    """Put prize money into a purse of the ledger."""
    money = Money(amount, currency)
    return post(
        effect_key=f"test:{reference}:{amount}:{currency}",
        situation=Situation.FUNDED,
        purse=reference,
        source=f"ch_{reference}",
        lines=[
            debit(account(Kind.STRIPE_PENDING, currency), money),
            credit(account(Kind.PURSE, currency, reference), money),
        ],
    )


@pytest.fixture
def hold() -> Posting:
    """`hold("one", 10_000)`."""
    return hold_prize


@pytest.fixture
def simulator(simulator_process: SimulatorProcess, settings: Any) -> SimulatorProcess:
    """The stand-in, empty, with the service pointed at it."""
    simulator_process.control.forget_faults()
    simulator_process.control.reset()
    settings.STRIPE_API_BASE = simulator_process.api
    return simulator_process


@pytest.fixture
def payer(db_of_test: None) -> User:
    """The person who pays for a sponsor."""
    return User.objects.create_user("payer@example.com")


@pytest.fixture
def db_of_test(request: pytest.FixtureRequest) -> None:
    """Rolled back, or committed where the test asks for `committed_db`."""
    request.getfixturevalue("committed_db" if "committed_db" in request.fixturenames else "db")


Sponsor = Callable[..., Contribution]


@pytest.fixture
def ask(payer: User) -> Sponsor:
    """Open a purse and a page to pay it: `ask("one", 10_000)`; asked again for more, another pays what is missing."""

    def ask(
        reference: str = "R", amount: int = 10_000, *, key: str = "k1", sponsor: str = "sponsor", currency: str = "usd"
    ) -> Contribution:
        open_purse(reference=reference, label="A prize", currency=currency, target=Money(amount, currency))
        return fund(
            reference=reference,
            payer_reference=sponsor,
            client_key=key,
            return_url="https://laurel.test/back",
            by=payer,
        )

    return ask


@pytest.fixture
def funded(simulator: SimulatorProcess, ask: Sponsor) -> Sponsor:
    """The same, paid with a good card and settled."""

    def funded(reference: str = "R", amount: int = 10_000) -> Contribution:
        contribution = ask(reference, amount, key=f"{reference}:{amount}")
        assert fill(contribution.checkout_url, card=GOOD).status_code == 303
        look(contribution_id=str(contribution.pk))
        contribution.refresh_from_db()
        return contribution

    return funded
