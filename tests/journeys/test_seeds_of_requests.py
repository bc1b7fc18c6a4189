"""The seeds' systems in which a buyer asks and many offer: a personal request for a price."""

from datetime import timedelta

import pytest

from bounties.awards import confirming, laddering
from bounties.challenges.models import Challenge
from bounties.entries import closing
from payments.ledger.statements import statement
from payments.models import Payee
from payments.payees import onboarding, refreshing
from tests.bounties.conftest import make_user
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.journeys.forums import Forum, Person, hand_in, require_books
from tests.payments.conftest import simulator
from tests.simulator import fill
from workers.clock import laurel_now

__all__ = ["simulator"]
pytestmark = pytest.mark.django_db


def seller(name: str) -> Person:
    """Somebody in the United Kingdom who can be paid in pounds."""
    user = make_user(name, country="GB")
    fill(onboarding.start_onboarding(user=user), outcome="complete", country="GB")
    refreshing.refresh(account_id=Payee.objects.get(user=user).account_id)
    return Person(user)


def ask(buyer: Forum, title: str, pounds: int, statement: str) -> str:
    """A request that is open for a day, and decided within a week."""
    now = laurel_now()
    return buyer.post(
        format="request",
        title=title,
        summary=statement,
        statement=statement,
        currency="gbp",
        prizes=[{"rank": 1, "amount": pounds * 100}],
        ip_terms="solver_keeps",
        opens_at=now.isoformat(),
        closes_at=(now + timedelta(days=1)).isoformat(),
        judge_by=(now + timedelta(days=8)).isoformat(),
    )


def pass_due(pk: str) -> None:
    """Let what it waits for fall due, and the ticks see it."""
    due_at = Challenge.objects.get(pk=pk).due_at
    move_clock(seconds=(due_at - laurel_now()).total_seconds() + 1)
    closing.close_due()
    laddering.climb_due()
    deliver_all()


def require_money(pk: str, *, paid: int, refunded: int) -> None:
    seen = statement(pk, "gbp")
    assert (seen.paid.amount, seen.refunded.amount, seen.held.amount) == (paid, refunded, 0)
    require_books()


def test_vrm_mountain_bike_in_hull_for_500_pounds(simulator):
    buyer, ann, ben = Forum("Bea Buyer"), seller("ann"), seller("ben")
    pk = ask(buyer, "A mountain bike, in Hull", 500, "Frame 52 or so, with mudguards. To be fetched in Hull.")
    ann.post(f"challenges/{pk}/entries", title="Too dear", body="New.", accept_terms=True, price=50_001, expect=400)
    offers = {
        person: hand_in(person, pk, f"By {number}", price=number) for person, number in ((ann, 48_000), (ben, 42_000))
    }
    buyer.owner.get(f"challenges/{pk}/judging", expect=409)
    pass_due(pk)
    rows = buyer.owner.get(f"challenges/{pk}/judging")["results"]
    assert sorted(row["price"]["amount"] for row in rows) == [42_000, 48_000]
    assert not {"entrant", "entrant_id"} & set(rows[0])
    taken = [{"entry": offers[ben], "rank": 1, "reason": "Near, and the better price."}]
    buyer.owner.post(f"challenges/{pk}/decide", awards=taken)
    confirming.confirm_due()
    (award,) = ben.get("awards")["results"]
    ben.post(f"awards/{award['id']}/accept")
    deliver_all()
    assert buyer.status(pk) == "completed"
    require_money(pk, paid=42_000, refunded=8_000)


def test_vrm_childs_stroller_in_lewisham_fair_trade_for_150(simulator):
    buyer, ann = Forum("Pat Parent"), seller("ann")
    pk = ask(buyer, "A child's stroller, in Lewisham", 150, "Fair trade only: name the label and its number.")
    ann.post(f"challenges/{pk}/questions", body="Is a second-hand one welcome?")
    hand_in(ann, pk, "Not certified, but nearly new.", price=9_000)
    pass_due(pk)
    buyer.owner.post(f"challenges/{pk}/decide", awards=[], expect=400)
    buyer.owner.post(f"challenges/{pk}/decide", awards=[], reason="None of them is fair trade.")
    deliver_all()
    assert buyer.status(pk) == "no_award"
    assert ann.get(f"challenges/{pk}/results")["reason"] == "None of them is fair trade."
    require_money(pk, paid=0, refunded=15_000)
