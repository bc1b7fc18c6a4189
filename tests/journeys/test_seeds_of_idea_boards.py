"""The seeds' idea boards, each with its own twist: raised by votes, awarded from a pool, merged and told."""

from datetime import timedelta
from typing import Any

import pytest

from bounties.awards import confirming, laddering
from bounties.challenges import publishing
from bounties.challenges.models import Challenge
from bounties.entries import closing
from tests.bounties.conftest import client_of
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.journeys.forums import Forum, Person, hand_in, helper, money, require_books
from tests.payments.conftest import simulator
from workers.clock import laurel_now

__all__ = ["simulator"]
pytestmark = pytest.mark.django_db
WEEK = 7 * 86_400


def board(**more: Any) -> dict[str, Any]:
    """Open for four weeks from now on, decided two weeks later."""
    now = laurel_now()
    return {
        "format": "ideas",
        "title": "What should we build next?",
        "summary": "Post what you miss, vote for what you would use.",
        "statement": "We answer what enough of you want.",
        "currency": "usd",
        "ip_terms": "licence",
        "prizes": [],
        "threshold": 3,
        "opens_at": now.isoformat(),
        "closes_at": (now + timedelta(days=28)).isoformat(),
        "judge_by": (now + timedelta(days=42)).isoformat(),
    } | more


def post_free(forum: Forum) -> str:
    """A board on which nothing is to be won: nobody pays."""
    pk: str = forum.owner.post("challenges", **board(), sponsor=str(forum.sponsor.pk))["id"]
    forum.owner.post(f"challenges/{pk}/submit")
    forum.moderator.post(f"challenges/{pk}/approve")
    publishing.open_due()
    assert forum.status(pk) == "open"
    return pk


def pass_due(pk: str) -> None:
    """Let what the board waits for fall due, and the ticks see it."""
    due_at = Challenge.objects.get(pk=pk).due_at
    assert due_at
    move_clock(seconds=(due_at - laurel_now()).total_seconds() + 1)
    closing.close_due()
    laddering.climb_due()
    confirming.confirm_due()
    deliver_all()


def news(person: Person) -> list[str]:
    return [row["body"] for row in person.get("notifications")["results"]]


def test_salesforce_ideas_exchange_votes_fade_raise_an_idea_and_voters_hear_what_becomes_of_it(db):
    forum, author, rival = Forum("Cloud"), helper("ann", payable=False), helper("ben", payable=False)
    pk = post_free(forum)
    old, new = hand_in(author, pk, "Dark mode."), hand_in(rival, pk, "Undo.")
    early, late = [helper(payable=False) for _ in range(2)], [helper(payable=False) for _ in range(3)]
    for voter in early:
        voter.put(f"ideas/{old}/vote", value=1)
    move_clock(seconds=WEEK)
    for voter in late[:2]:
        voter.put(f"ideas/{new}/vote", value=1)
    rows = client_of(None).get(f"/api/v1/challenges/{pk}/ideas").json()["results"]
    assert [(row["body"], row["points"], row["votes_for"]) for row in rows] == [
        ("Undo.", 2.0, 2),
        ("Dark mode.", 1.0, 2),
    ]
    assert late[2].put(f"ideas/{new}/vote", value=1)["status"] == "under_review"
    forum.owner.post(f"ideas/{new}/answer", status="planned", note="For the summer release.")
    forum.owner.post(f"ideas/{new}/answer", status="delivered", note="It is there.")
    deliver_all()
    for person in (rival, *late):
        assert sum("what becomes of an idea" in body for body in news(person)) == 2
    assert not any("what becomes" in body for person in early for body in news(person))
    told = client_of(None).get(f"/api/v1/ideas/{new}/history").json()["results"]
    assert [(row["after"], row["is_by_votes"]) for row in told] == [
        ("under_review", True),
        ("planned", False),
        ("delivered", False),
    ]
    pass_due(pk)
    pass_due(pk)
    assert forum.status(pk) == "completed"
    assert "It is there." in client_of(None).get(f"/challenges/{pk}").content.decode()


def test_my_starbucks_idea_awards_its_pool_and_pays(simulator):
    forum, ann, ben = Forum("Coffee"), helper("ann"), helper("ben", payable=False)
    pk = forum.post(**board(prizes=[{"rank": 1, "amount": 5_000}, {"rank": 2, "amount": 2_000}]))
    best = hand_in(ann, pk, "A splash stick.")
    hand_in(ben, pk, "Free refills.")
    found = ben.get(f"challenges/{pk}/ideas/similar", title="Mine")
    assert {row["body"] for row in found} == {"A splash stick.", "Free refills."}
    pass_due(pk)
    forum.owner.post(f"challenges/{pk}/decide", awards=[{"entry": best, "rank": 1, "reason": "Nothing spills."}])
    pass_due(pk)
    (award,) = forum.owner.get(f"challenges/{pk}/results")["awards"]
    ann.post(f"awards/{award['id']}/accept")
    deliver_all()
    assert forum.status(pk) == "completed"
    assert money(pk) == {"paid": 5_000, "refunded": 2_000, "held": 0}
    require_books()


def test_dell_idea_storm_merges_the_same_idea_and_an_undecided_pool_goes_back(simulator):
    forum, ann, ben = Forum("Laptops"), helper("ann", payable=False), helper("ben", payable=False)
    pk = forum.post(**board(prizes=[{"rank": 1, "amount": 5_000}], threshold=5))
    first, second = hand_in(ann, pk, "Linux, please."), hand_in(ben, pk, "Sell it with Linux.")
    both, once = helper(payable=False), helper(payable=False)
    for voter, idea in ((both, first), (both, second), (once, second)):
        voter.put(f"ideas/{idea}/vote", value=1)
    once.post(f"ideas/{second}/comments", body="On all of them.")
    stands = forum.owner.post(f"ideas/{second}/merge", into=first, note="The same wish.")
    assert (stands["id"], stands["votes_for"], len(stands["duplicates"])) == (first, 2, 1)
    deliver_all()
    for person in (both, once, ben):
        assert any("Another idea stands for one" in body for body in news(person))
    moved = client_of(None).get(f"/api/v1/ideas/{second}")
    assert (moved.status_code, moved.headers["Location"]) == (302, f"/api/v1/ideas/{first}")
    assert client_of(None).get(f"/api/v1/ideas/{first}/comments").json()["results"][0]["body"] == "On all of them."
    pass_due(pk)
    pass_due(pk)
    assert forum.status(pk) == "no_award"
    assert money(pk) == {"paid": 0, "refunded": 5_000, "held": 0}
    assert forum.owner.get(f"challenges/{pk}/results")["rule"] == "pool_returned"
    require_books()
