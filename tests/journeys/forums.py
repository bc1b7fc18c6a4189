"""People around a question or a bounty, who do everything over HTTP; Stripe is the simulator."""

from typing import Any

from django.db import connection
from rest_framework.test import APIClient

from bounties.accounts.models import Sponsor, User
from payments.ledger.statements import statement
from payments.models import Payee
from payments.payees import onboarding, refreshing
from payments.purses.settling import look
from tests.bounties.conftest import client_of, make_sponsor, make_staff, make_user
from tests.deliveries import deliver_all
from tests.simulator import GOOD, fill

QUESTION: dict[str, Any] = {
    "format": "question",
    "title": "Why does my phone lose the network on the train?",
    "statement": "Between Leeds and York it shows no bars, then all of them.",
    "currency": "usd",
    "prizes": [{"rank": 1, "amount": 2_000}],
}


class Person:
    """Someone with an API client of their own."""

    def __init__(self, user: User) -> None:
        self.user, self.client = user, client_of(user)
        self.calls = 0

    def _call(self, method: str, path: str, body: dict[str, Any], expect: int | None) -> Any:
        self.calls += 1
        headers = {"Idempotency-Key": f"{self.user.pk}-{self.calls}"}
        send = getattr(self.client, method)
        given = (
            send(f"/api/v1/{path}", body, headers=headers)
            if method == "get"
            else send(f"/api/v1/{path}", body, format="json", headers=headers)
        )
        with connection.cursor() as cursor:  # a call ends its transaction, but in a test there is one around all
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        wanted = range(200, 300) if expect is None else [expect]
        assert given.status_code in wanted, (path, given.status_code, given.content)
        return given.json()

    def get(self, path: str, expect: int | None = None, **query: Any) -> Any:
        return self._call("get", path, query, expect)

    def post(self, path: str, expect: int | None = None, **body: Any) -> Any:
        return self._call("post", path, body, expect)

    def put(self, path: str, expect: int | None = None, **body: Any) -> Any:
        return self._call("put", path, body, expect)


class Forum:
    """A sponsor with an owner, and a moderator who lets everything through."""

    def __init__(self, name: str = "Orchard", *, kind: str = "company") -> None:
        self.owner = Person(make_user())
        self.sponsor: Sponsor = make_sponsor(self.owner.user, name, kind=kind)
        self.moderator = Person(make_staff("moderator"))

    def post(self, **terms: Any) -> str:
        """Draft, submit, approve, pay; returns the id of what is open now."""
        body = QUESTION | {"sponsor": str(self.sponsor.pk)} | terms
        pk: str = self.owner.post("challenges", **body)["id"]
        self.owner.post(f"challenges/{pk}/submit")
        stages = self.moderator.post(f"challenges/{pk}/approve")["stages"]
        for one in [row["challenge"] for row in reversed(stages)] or [pk]:
            asked = self.owner.post(f"challenges/{one}/fund")
            fill(asked["checkout_url"], card=GOOD)
            look(contribution_id=asked["contribution"])
            deliver_all()
        assert self.owner.get(f"challenges/{pk}")["status"] == "open"
        return pk

    def status(self, pk: str) -> str:
        found: str = self.owner.get(f"challenges/{pk}")["status"]
        return found


def helper(name: str = "", *, payable: bool = True) -> Person:
    """Somebody who answers, and has been to Stripe's onboarding."""
    user = make_user(name, country="US")
    if payable:
        fill(onboarding.start_onboarding(user=user), outcome="complete", country="US")
        refreshing.refresh(account_id=Payee.objects.get(user=user).account_id)
    return Person(user)


def hand_in(person: Person, pk: str, body: str = "Turn it off and on.", **more: Any) -> str:
    """Write an entry and submit it; returns its id."""
    entry: str = person.post(f"challenges/{pk}/entries", title="Mine", body=body, accept_terms=True, **more)["id"]
    person.post(f"entries/{entry}/submit")
    return entry


def money(pk: str) -> dict[str, int]:
    """Where the question's money is, in minor units."""
    seen = statement(pk, "usd")
    return {"paid": seen.paid.amount, "refunded": seen.refunded.amount, "held": seen.held.amount}


def require_books() -> None:
    """Every cent that Stripe has is explained, and no more."""
    rows = Person(make_staff("finance")).get("finance/summary")["currencies"]
    assert {row["difference"] for row in rows} == {0}


def visitor() -> APIClient:
    """Someone without an account."""
    return client_of(None)
