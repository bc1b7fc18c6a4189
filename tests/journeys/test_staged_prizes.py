"""A staged prize: a gate and a payment for every stage, all of it held before the first opens."""

from typing import Any

import pytest

from tests.bounties.conftest import client_of
from tests.journeys.contests import DAY, award, contest, pass_due, take
from tests.journeys.forums import Forum, hand_in, helper, money, require_books
from tests.payments.conftest import simulator
from workers.clock import laurel_now

__all__ = ["simulator"]
pytestmark = pytest.mark.django_db


def prototype() -> dict[str, Any]:
    """The second stage of a prize: it opens well after the first is to be decided."""
    opens_at = laurel_now() + 12 * DAY
    return {
        "title": "Prototype",
        "statement": "Build it.",
        "prizes": [{"rank": 1, "amount": 40_000}],
        "opens_at": opens_at.isoformat(),
        "closes_at": (opens_at + DAY).isoformat(),
        "judge_by": (opens_at + 8 * DAY).isoformat(),
    }


def test_a_staged_prize_pays_each_gate_and_only_who_passed_enters_the_next(simulator):
    agency, ann, ben, cleo = Forum("Agency"), helper("ann"), helper("ben"), helper(payable=False)
    first = contest(format="milestones", prizes=[{"rank": 1, "amount": 10_000, "count": 2}])
    concepts = agency.post(**first | {"title": "A door that loses no cold", "stages": [prototype()]})
    shown = client_of(None).get(f"/api/v1/challenges/{concepts}").json()["stages"]
    assert [(row["number"], row["prize_total"]["amount"], row["is_held"]) for row in shown] == [
        (1, 20_000, True), (2, 40_000, True),
    ]  # fmt: skip
    second = shown[1]["challenge"]
    assert "Prototype" in client_of(None).get(f"/challenges/{concepts}").content.decode()
    curtain, brush, tape = (
        hand_in(one, concepts, body) for one, body in ((ann, "Air."), (ben, "A brush."), (cleo, "Tape."))
    )
    pass_due(concepts, "judging")
    awards = [{"entry": entry, "rank": 1, "reason": "Worth building."} for entry in (curtain, brush, tape)]
    agency.owner.post(f"challenges/{concepts}/decide", awards=awards, expect=400)
    award(agency, concepts, curtain, brush)
    for winner in (ann, ben):
        take(winner)
    assert money(concepts) == {"paid": 20_000, "refunded": 0, "held": 0}
    pass_due(second, "open")
    cleo.post(f"challenges/{second}/entries", title="Tape", body="It holds.", accept_terms=True, expect=409)
    built = hand_in(ben, second, "The brush, built.")
    pass_due(second, "judging")
    award(agency, second, built)
    take(ben)
    assert [agency.status(pk) for pk in (concepts, second)] == ["completed", "completed"]
    assert money(second) == {"paid": 40_000, "refunded": 0, "held": 0}
    assert client_of(None).get(f"/api/v1/challenges/{second}/result-bundle").status_code == 200
    require_books()


def test_a_stage_that_nobody_enters_ends_the_prize_and_everything_goes_back(simulator):
    agency = Forum("Agency")
    concepts = agency.post(**contest(format="milestones", title="A door", stages=[prototype()]))
    second = agency.owner.get(f"challenges/{concepts}")["stages"][1]["challenge"]
    pass_due(concepts, "expired")
    assert (agency.status(second), agency.owner.get(f"challenges/{second}")["cancel_reason"]) == (
        "cancelled", "stage_not_reached",
    )  # fmt: skip
    assert money(concepts) == {"paid": 0, "refunded": 20_000, "held": 0}
    assert money(second) == {"paid": 0, "refunded": 40_000, "held": 0}
    require_books()
