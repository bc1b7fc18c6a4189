"""Fifty press at the same moment: exactly one effect follows, and everyone else hears a refusal, never a fault.

Once with all tests; `make campaign NAME=races [ROUNDS=20]` runs each race of the services here, and of the API in
test_races_of_requests.py, so often.
"""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import IntegrityError, connection

from bounties.accounts.models import User
from payments.errors import PaymentError
from payments.ledger.accounts import Kind, total
from payments.models import Contribution, Payout, Refund
from payments.money import Money
from payments.payouts import approving, transferring
from payments.payouts.creating import Share, create_payouts
from payments.purses import returning
from payments.purses.refunding import refund_all
from tests.campaigns.racing import RIVALS, Races, books_hold, pytest_generate_tests
from tests.campaigns.refusals import name_of
from tests.payments.deliveries import deliver_money

__all__ = ["books_hold", "pytest_generate_tests"]

PURSE = 10_000
AtOnce = Callable[[list[Callable[[], Any]]], Counter[str]]


@pytest.fixture
def at_once(races: Races) -> AtOnce:
    """Run each in a thread of its own from the same moment; count who was refused how. Faults fail the test."""
    return lambda acts: races.count(run_at_once(acts))


def run_at_once(acts: list[Callable[[], Any]]) -> Counter[str]:
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        try:
            start.wait(timeout=60)
            act()
        except (PaymentError, IntegrityError) as refusal:
            return name_of(refusal)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(run, acts))


def award(user: User, name: str, amount: int = PURSE) -> list[Payout]:
    shares, money = [Share(user.pk, 10_000)], Money(amount, "usd")
    return create_payouts(purse_reference="R", award_reference=name, amount=money, shares=shares)


@pytest.fixture
def ann(committed_db, simulator, funded, solver) -> User:
    """She can be paid, and purse R holds a hundred."""
    funded("R", PURSE)
    return solver("ann")


def test_one_award_decided_fifty_times_owes_once(ann, at_once):
    assert at_once([lambda: award(ann, "the-award")] * RIVALS) == {"done": RIVALS}
    assert [payout.amount for payout in Payout.objects.all()] == [PURSE]


def test_of_fifty_awards_of_the_whole_purse_one_is_owed(ann, at_once):
    outcomes = at_once([lambda number=number: award(ann, f"award-{number}") for number in range(RIVALS)])
    assert outcomes == {"done": 1, "account_is_never_overdrawn": RIVALS - 1}
    assert total(Kind.PAYABLE, "usd").amount == PURSE


def test_of_awards_and_refunds_of_one_purse_one_has_the_money(ann, at_once):
    awards = [lambda number=number: award(ann, f"award-{number}") for number in range(RIVALS // 2)]
    refunds = [lambda: refund_all(reference="R", reason="cancelled")] * (RIVALS // 2)
    outcomes = at_once([act for pair in zip(awards, refunds, strict=True) for act in pair])
    assert set(outcomes) <= {"done", "account_is_never_overdrawn", "IllegalMove"}
    assert (Payout.objects.count(), Refund.objects.count()) in {(1, 0), (0, 1)}


def test_one_payout_sent_by_fifty_workers_leaves_once(ann, simulator, at_once):
    (payout,) = award(ann, "the-award")
    approving.approve_if_enough(payout_id=payout.pk)
    at_once([lambda: transferring.transfer(payout_id=payout.pk)] * RIVALS)
    deliver_money()
    (made,) = simulator.control.dump()["objects"]["transfer"]
    assert (made["amount"], Payout.objects.get().status) == (PURSE, "transferred")


def test_fifty_approvals_of_one_person_are_one(ann, funded, finance, at_once):
    funded("S", 100_000)
    shares, money = [Share(ann.pk, 10_000)], Money(100_000, "usd")
    (payout,) = create_payouts(purse_reference="S", award_reference="large", amount=money, shares=shares)
    fay = finance("fay")
    outcomes = at_once([lambda: approving.approve(payout_id=payout.pk, by=fay, reason="Looked at")] * RIVALS)
    assert outcomes["done"] == 1
    assert set(outcomes) <= {"done", "AlreadyApproved", "IllegalMove"}
    assert payout.approvals.count() == 1


def test_one_refund_sent_by_fifty_workers_leaves_once(ann, simulator, at_once):
    (refund,) = refund_all(reference="R", reason="cancelled")
    at_once([lambda: returning.send(refund_id=str(refund.pk))] * RIVALS)
    deliver_money()
    (made,) = simulator.control.dump()["objects"]["refund"]
    assert made["amount"] == PURSE
    assert Contribution.objects.get().status == "refunded"
