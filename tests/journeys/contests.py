"""What the people around a contest do over HTTP, and how its time passes."""

from datetime import timedelta
from typing import Any

from bounties.awards import confirming, laddering
from bounties.challenges.models import Challenge
from bounties.entries import closing, gates
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.journeys.forums import Forum, Person
from workers.clock import laurel_now

DAY = timedelta(days=1)
RUBRIC = [{"name": "Works", "weight": 60}, {"name": "Can be built", "weight": 40}]


def contest(**terms: Any) -> dict[str, Any]:
    """Open for a day, decided within a week of it."""
    now = laurel_now()
    usual = {
        "format": "prize",
        "summary": "The best wins.",
        "statement": "Show it.",
        "prizes": [{"rank": 1, "amount": 20_000}],
        "ip_terms": "licence",
        "opens_at": now.isoformat(),
        "closes_at": (now + DAY).isoformat(),
        "judge_by": (now + 8 * DAY).isoformat(),
    }
    return usual | terms


def pass_due(pk: str, status: str) -> None:
    """Let everything it waits for fall due, until it is there."""
    for _ in range(6):
        challenge = Challenge.objects.get(pk=pk)
        if challenge.status == status:
            return
        assert challenge.due_at, challenge.status
        move_clock(seconds=(challenge.due_at - laurel_now()).total_seconds() + 1)
        for tick in (closing.close_due, laddering.climb_due, confirming.confirm_due, gates.settle_due):
            tick()
        deliver_all()
    raise AssertionError(Challenge.objects.get(pk=pk).status)


def seat(forum: Forum, pk: str, judge: Person) -> Person:
    invited = forum.owner.post(f"challenges/{pk}/judges", email=judge.user.email)
    judge.post(f"judgeships/{invited['id']}/accept")
    return judge


def score(judge: Person, entry: str, points: int, pk: str) -> None:
    rubric = judge.get(f"challenges/{pk}")["criteria"]
    scores = [
        {"criterion": row["id"], "score": points, "comment": "It does what the rubric asks for."} for row in rubric
    ]
    judge.put(f"entries/{entry}/scorecard", conflict=False, scores=scores, submit=True)


def award(forum: Forum, pk: str, *entries: str) -> None:
    """The first gets the first place, and so on; the appeal window passes."""
    counts = [row["rank"] for row in forum.owner.get(f"challenges/{pk}")["prizes"] for _ in range(row["count"])]
    chosen = [
        {"entry": entry, "rank": rank, "reason": "The best."} for entry, rank in zip(entries, counts, strict=True)
    ]
    forum.owner.post(f"challenges/{pk}/decide", awards=chosen)
    pass_due(pk, "awarding")


def take(winner: Person) -> None:
    """Accept whatever is offered."""
    for row in winner.get("awards")["results"]:
        if row["status"] == "offered":
            winner.post(f"awards/{row['id']}/accept")
    deliver_all()
