"""A staged prize for tests: three stages, of which each is a challenge of its own."""

from datetime import timedelta
from typing import Any

from bounties.accounts.models import User
from bounties.awards import confirming, deciding
from bounties.awards.placing import Chosen
from bounties.challenges import funding
from bounties.challenges.models import Challenge
from bounties.challenges.stages import stages_of
from bounties.challenges.terms import PrizeTerms, StageTerms
from bounties.entries import closing, gates
from bounties.entries.models import Entry
from tests.bounties.building import make_challenge, make_entry
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now

HOUR = timedelta(hours=1)
APPEAL_SECONDS = 60


def stage(number: int, *, amount: int = 100_000, count: int = 1, **said: Any) -> StageTerms:
    """One that opens five hours after the one before did: entries for an hour, judging for another."""
    opens_at = laurel_now() + 5 * HOUR * (number - 1)
    usual = {
        "title": f"Stage {number}",
        "statement": f"Deliver what stage {number} asks.",
        "prizes": (PrizeTerms(1, amount, count),),
        "opens_at": opens_at,
        "closes_at": opens_at + HOUR,
        "judge_by": opens_at + 2 * HOUR,
    }
    return StageTerms(**usual | said)


def make_staged(status: str = "funding", **changes: Any) -> Challenge:
    """The first of three stages: two of all pass it, one the second. Where it is public, the later ones are held."""
    usual = {
        "format": "milestones",
        "prizes": (PrizeTerms(1, 20_000, 2),),
        "criteria": (),
        "stages": (stage(2, amount=50_000), stage(3, amount=90_000)),
        "durations": {"extension": 60, "arbiter": 60},
        "appeal_seconds": APPEAL_SECONDS,
    }
    if status == "draft":
        return make_challenge("draft", **usual | changes)
    first = make_challenge("approved", **usual | changes)
    if status == "approved":
        return first
    for one in reversed(stages_of(first)):
        funding.open_purse(challenge_id=one.pk, client_key="test", by=owner_of(first))
        funding.confirm(challenge_id=one.pk)
    first.refresh_from_db()
    return first


def owner_of(challenge: Challenge) -> User:
    """Who speaks for its sponsor."""
    found: User = challenge.sponsor.memberships.get(role="owner").user
    return found


def reach_due(challenge: Challenge) -> Challenge:
    """Let what it waits for fall due, and every tick and handler act on it."""
    challenge.refresh_from_db()
    assert challenge.due_at
    move_clock(seconds=(challenge.due_at - laurel_now()).total_seconds() + 0.01)
    closing.close_due()
    confirming.confirm_due()
    gates.settle_due()
    deliver_all()
    challenge.refresh_from_db()
    return challenge


def enter_and_award(challenge: Challenge, solvers: list[User], *, awarded: int) -> list[Entry]:
    """Each hands in, the stage closes, and the first of them win; the appeal window passes."""
    entries = [make_entry(challenge, solver) for solver in solvers]
    reach_due(challenge)
    chosen = [Chosen(entry.pk, 1, "It works.") for entry in entries[:awarded]]
    deciding.decide(challenge_id=challenge.pk, awards=chosen, by=owner_of(challenge))
    reach_due(challenge)
    return entries
