"""Contributions that a bank disputes, and how it decides."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from payments.disputes import settling
from payments.models import Contribution, Dispute
from payments.reconciliation.proving import self_check
from tests.deliveries import deliver_all
from tests.simulator import SimulatorProcess

Bank = Callable[..., str]


@pytest.fixture
def dispute(simulator: SimulatorProcess) -> Bank:
    """The bank disputes a contribution, decides if told so, and we hear of it: `dispute(contribution, "lost")`."""

    def dispute(contribution: Contribution, *decisions: str, **facts: Any) -> str:
        contribution.refresh_from_db()
        told = str(simulator.control.dispute(str(contribution.charge_id), **facts)["id"])
        for decision in decisions:
            simulator.control.decide(told, decision)
        settling.look(dispute_id=told)
        deliver_all()
        return told

    return dispute


@pytest.fixture
def decide(simulator: SimulatorProcess) -> Callable[[str, str], None]:
    """The bank decides: `decide("dp_1", "won")`."""

    def decide(told: str, decision: str) -> None:
        simulator.control.decide(told, decision)
        settling.look(dispute_id=told)
        deliver_all()

    return decide


def only_dispute() -> Dispute:
    return Dispute.objects.select_related("contribution__purse").get()


def breaches() -> list[str]:
    """What the books' own proofs find wrong."""
    return [breach for finding in self_check() for breach in finding.breaches]


def at_once(*acts: Callable[[], Any]) -> list[BaseException]:
    """Run them in threads of their own; what they raised."""
    raised: list[BaseException] = []

    def run(act: Callable[[], Any]) -> None:
        try:
            act()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
