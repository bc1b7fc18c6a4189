"""Systems that pay who is first, Algora's bounties and Topcoder's First2Finish: paid to the cent, as promised."""

from datetime import timedelta

import pytest

from bounties.challenges.models import Challenge
from bounties.entries import closing
from bounties.judging import leasing
from tests.bounties.conftest import client_of, make_staff
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.journeys.forums import Forum, Person, hand_in, helper, money, require_books
from tests.payments.conftest import simulator
from workers.clock import laurel_now

__all__ = ["simulator"]
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def post(forum: Forum) -> str:
    """Two prizes of 2,000, open for thirty days."""
    now = laurel_now()
    dates = {"opens_at": now, "closes_at": now + 30 * DAY, "judge_by": now + 50 * DAY}
    return forum.post(
        format="first_correct",
        title="Parse leap seconds",
        summary="A function, and its tests.",
        ip_terms="open_source",
        prizes=[{"rank": 1, "amount": 2_000, "count": 2}],
        **{name: moment.isoformat() for name, moment in dates.items()},
    )


def take(reviewer: Person, bounty: str) -> str:
    taken: str = reviewer.post(f"challenges/{bounty}/queue/take")["id"]
    return taken


def improve(solver: Person, entry: str, body: str) -> None:
    headers = {"If-Match": f'"{solver.get(f"entries/{entry}")["version"]}"'}
    solver.client.patch(f"/api/v1/entries/{entry}", {"body": body}, format="json", headers=headers)
    solver.post(f"entries/{entry}/submit")


def test_first_correct_an_algora_bounty_is_paid_to_who_is_accepted_first_while_it_goes_on(simulator):
    forum, ann, ben, cid = Forum(), helper("ann"), helper("ben"), helper("cid", payable=False)
    bounty, owner = post(forum), forum.owner
    first, second, third = (hand_in(one, bounty, f"By {one.user.name}.") for one in (ann, ben, cid))
    assert [one.get(f"entries/{entry}/position")["ahead"] for one, entry in ((ann, first), (cid, third))] == [0, 2]
    promised = client_of(None).get(f"/api/v1/challenges/{bounty}").json()["if_nobody_decides"]
    assert "14 days after it was received" in promised[0]["says"]
    taken = owner.post(f"challenges/{bounty}/queue/take")
    assert (taken["id"], taken["body"], "entrant" in taken) == (first, "By Ann.", False)
    owner.post(f"entries/{first}/request-changes", reason="Add a test.")
    deliver_all()
    assert "Changes are asked for: Parse leap seconds" in [row["title"] for row in ann.get("notifications")["results"]]
    assert take(owner, bounty) == second
    assert owner.post(f"entries/{second}/accept", version=1)["entrant"]["name"] == "Ben"
    deliver_all()
    assert (forum.status(bounty), money(bounty)) == ("open", {"paid": 2_000, "refunded": 0, "held": 2_000})
    improve(ann, first, "With a test.")
    assert ann.get(f"entries/{first}/position")["ahead"] == 1
    owner.post(f"entries/{take(owner, bounty)}/reject", reason="It fails in 1972.")
    owner.post(f"entries/{take(owner, bounty)}/accept")
    deliver_all()
    assert (forum.status(bounty), money(bounty)) == ("completed", {"paid": 4_000, "refunded": 0, "held": 0})
    said = [(row["version"], row["outcome"]) for row in ann.get(f"entries/{first}/verdicts")["results"]]
    assert said == [(1, "changes_requested"), (2, "accepted")]
    assert [row["reason"] for row in cid.get(f"entries/{third}/verdicts")["results"]] == ["It fails in 1972."]
    require_books()


def test_first_correct_topcoders_first_to_finish_with_a_silent_reviewer_is_decided_by_the_arbiter(simulator):
    forum, ann, arbiter = Forum("Top"), helper("ann"), Person(make_staff("arbiter"))
    bounty = post(forum)
    entry = hand_in(ann, bounty)
    take(forum.owner, bounty)  # and then nothing
    move_clock(seconds=14 * 86_400 + 1)
    leasing.advance_due()
    deliver_all()
    assert ann.get(f"entries/{entry}/position")["is_with_the_arbiter"]
    assert "An entry for the arbiter: Parse leap seconds" in [
        row["title"] for row in arbiter.get("notifications")["results"]
    ]
    assert forum.owner.post(f"challenges/{bounty}/queue/take", 409)["code"] == "queue_empty"
    arbiter.post(f"entries/{take(arbiter, bounty)}/accept", reason="It does what was asked.")
    closes_at = Challenge.objects.get(pk=bounty).closes_at
    assert closes_at
    move_clock(seconds=(closes_at - laurel_now()).total_seconds() + 1)
    closing.close_due()
    deliver_all()
    assert (forum.status(bounty), money(bounty)) == ("completed", {"paid": 2_000, "refunded": 2_000, "held": 0})
    assert forum.owner.get(f"challenges/{bounty}/results")["rule"] == "reviews"
    require_books()
