"""Fifty requests at the same moment, through the whole of the API: one effect, 409 for the others, never a fault.

A1: under one Idempotency-Key everybody who gets an answer gets the same one.
"""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse

from bounties.accounts.models import User
from bounties.awards.models import Award
from payments.models import Contribution, Refund
from payments.money import Money
from payments.payouts.creating import Share, create_payouts
from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of
from tests.bounties.staging import hold_purse, judging_stage
from tests.campaigns.racing import RIVALS, Races, books_hold, pytest_generate_tests
from tests.deliveries import deliver_all
from workers.models import Event

__all__ = ["books_hold", "pytest_generate_tests"]

THREADS = 8  # as many at the same moment as a process of ours serves: none waits for a connection
DONE = {"200", "201", "204"}


@pytest.fixture
def at_once(races: Races) -> Callable[..., list[HttpResponse]]:
    """POST it for each of these people from the same moment; every answer is a success or a 409."""

    def at_once(path: str, users: list[User], data: dict[str, Any], **how: bool) -> list[HttpResponse]:
        answers = answers_at_once(path, users, data, **how)
        statuses = races.count(Counter(str(answer.status_code) for answer in answers))
        assert set(statuses) <= DONE | {"409"}, statuses
        assert DONE & set(statuses), statuses
        return [answer for answer in answers if str(answer.status_code) in DONE]

    return at_once


def answers_at_once(path: str, users: list[User], data: dict[str, Any], *, one_key: bool = False) -> list[HttpResponse]:
    start, clients = threading.Barrier(THREADS), [client_of(user) for user in users]

    def run(number: int) -> HttpResponse:
        client = clients[number]
        client.raise_request_exception = False
        if number < THREADS:
            start.wait(timeout=60)
        try:
            return client.post(
                f"/api/v1/{path}", data, format="json", HTTP_IDEMPOTENCY_KEY="k" if one_key else f"k{number}"
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, range(len(users))))


@pytest.fixture
def challenge(committed_db, simulator):
    return make_challenge("approved")


def pages_at_stripe(simulator):
    sessions = simulator.control.dump()["objects"]["checkout.session"]
    return [session["id"] for session in sessions if session["status"] == "open"]


@pytest.mark.parametrize("one_key", [True, False], ids=["one key", "fifty keys"])
def test_of_fifty_who_pay_one_page_comes(challenge, simulator, one_key, at_once):
    done = at_once(f"challenges/{challenge.pk}/fund", [challenge.created_by] * RIVALS, {}, one_key=one_key)
    assert len({answer.json()["contribution"] for answer in done}) == 1
    assert len({answer.content for answer in done}) == 1 or not one_key
    deliver_all()
    assert pages_at_stripe(simulator) == [Contribution.objects.get().session_id]


def test_of_fifty_who_cancel_one_does_and_it_goes_back_once(challenge, simulator, funded, at_once):
    challenge.refresh_from_db()
    done = at_once(f"challenges/{challenge.pk}/cancel", [challenge.created_by] * RIVALS, {"reason": "client_request"})
    assert len(done) == 1
    assert Event.objects.filter(name="challenge.cancelled", root=str(challenge.pk)).count() == 1
    assert Refund.objects.count() == Contribution.objects.count()


def test_of_fifty_clicks_on_approve_one_counts_for_each_person(committed_db, funded, solver, finance, at_once):
    funded("R", 100_000)
    terms = {"amount": Money(100_000, "usd"), "shares": [Share(solver("ann").pk, 10_000)]}
    (payout,) = create_payouts(purse_reference="R", award_reference="large", **terms)
    people = [finance(name) for name in ("fay", "gus")]
    done = at_once(f"payouts/{payout.pk}/approve", people * (RIVALS // 2), {"reason": "Looked at."})
    payout.refresh_from_db()
    assert len(done) == payout.approvals.count() == payout.approvals_required
    assert payout.status == "approved"


def test_of_fifty_who_decide_one_does_and_each_winner_is_owed_once(committed_db, at_once):
    stage = hold_purse(judging_stage(entries=2))
    stage.judge_all(90, 80)
    winners = [
        {"entry": str(entry.pk), "rank": rank, "reason": "Works."} for rank, entry in enumerate(stage.entries, 1)
    ]
    done = at_once(f"challenges/{stage.challenge.pk}/decide", [stage.owner] * RIVALS, {"awards": winners})
    assert len(done) == 1
    assert Award.objects.filter(challenge=stage.challenge).count() == len(winners)
    assert Event.objects.filter(name="challenge.decided", root=str(stage.challenge.pk)).count() == 1
