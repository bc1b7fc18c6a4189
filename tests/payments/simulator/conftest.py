"""One simulator for the session, reset for each test, and the people and payments that tests begin with."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import stripe

from tests.payments.simulator.receiver import CONNECT_SECRET, PLATFORM_SECRET, Receiver, eventually
from tests.simulator import GOOD, SimulatorProcess, fill

SETTLE_SECONDS = PAYOUT_SECONDS = 60


@pytest.fixture(scope="session")
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    yield receiver
    receiver.server.shutdown()


@pytest.fixture(scope="session")
def process(tmp_path_factory: pytest.TempPathFactory, receiver: Receiver) -> Iterator[SimulatorProcess]:
    process = SimulatorProcess(
        tmp_path_factory.mktemp("simulator") / "state.sqlite3",
        endpoints=((receiver.url + "/", PLATFORM_SECRET),),
        connect=((receiver.url + "/connect", CONNECT_SECRET),),
        flags=("--settle-seconds", str(SETTLE_SECONDS), "--payout-seconds", str(PAYOUT_SECONDS)),
    )
    process.start()
    yield process
    process.stop()


@pytest.fixture
def simulator(process: SimulatorProcess, receiver: Receiver) -> SimulatorProcess:
    return emptied(process, receiver)


def emptied(process: SimulatorProcess, receiver: Receiver) -> SimulatorProcess:
    """The stand-in as if nothing had ever happened in it."""
    receiver.refusals = 0
    eventually(lambda: process.control.dump()["undelivered"] == 0)  # or the last test's webhooks would come to this one
    process.control.reset()
    receiver.forget()
    return process


@pytest.fixture
def api(simulator: SimulatorProcess) -> Any:
    return simulator.client().v1


def order(amount: int = 100_000, currency: str = "usd", **more: Any) -> dict[str, Any]:
    """The parameters of an ordinary Checkout Session."""
    price = {"currency": currency, "unit_amount": amount, "product_data": {"name": "Prize <money>"}}
    return {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 1}],
        "success_url": "https://laurel.test/paid?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "https://laurel.test/cancelled",
        **more,
    }


Charging = Callable[..., stripe.Charge]


@pytest.fixture
def charged(api: Any) -> Charging:
    """Have an order paid, and give its charge."""

    return partial(pay, api)


def pay(api: Any, amount: int = 100_000, currency: str = "usd", card: str = GOOD, **more: Any) -> stripe.Charge:
    """A new order's charge."""
    session = api.checkout.sessions.create(order(amount, currency, **more))
    assert fill(session.url, card=card).status_code == 303
    paid = api.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    return paid.payment_intent.latest_charge


@pytest.fixture
def newcomer(api: Any) -> stripe.Account:
    return open_account(api)


def open_account(api: Any) -> stripe.Account:
    """An Express account that has not been onboarded."""
    return api.accounts.create(
        {
            "country": "US",
            "email": "solver@laurel.test",
            "controller": {
                "fees": {"payer": "application"},
                "losses": {"payments": "application"},
                "stripe_dashboard": {"type": "express"},
            },
            "capabilities": {"transfers": {"requested": True}},
            "metadata": {"user": "7"},
        }
    )


@pytest.fixture
def payee(newcomer: stripe.Account, simulator: SimulatorProcess) -> str:
    """The id of an onboarded account."""
    simulator.control.account(newcomer.id, outcome="complete")
    return str(newcomer.id)


@pytest.fixture
def state_file(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite3"
