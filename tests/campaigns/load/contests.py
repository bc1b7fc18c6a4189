"""Challenges that are posted, paid and closed under the load, and what was promised to whom of them."""

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from config.local.story import plot
from config.local.story.actors import Actor, fill_form
from tests.campaigns.load.measuring import waited

CARD = "4242424242424242"
JUDGED = "SELECT id FROM entries_entry WHERE challenge_id = %s AND status = 'qualified'"
OPENS_AFTER = 4.0  # seconds: time enough to be approved and paid


@dataclass
class Contest:
    """One challenge, its entrants' places in the queue, and the receipts they were given."""

    id: str
    closes_at: datetime
    is_open: bool = False
    receipts: list[str] = field(default_factory=list)
    late: int = 0
    _entrants: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next_entrant(self) -> int:
        """Each person enters once."""
        with self._lock:
            self._entrants += 1
            return self._entrants - 1

    def takes_entries(self, now: datetime) -> bool:
        """Whether someone may begin now: not in the second before the deadline, which is the rush's."""
        return self.is_open and now < self.closes_at - timedelta(seconds=1)


class Board:
    """Every contest of this run, as its sponsor posts them."""

    def __init__(self, sponsor: Actor, moderator: Actor) -> None:
        self.sponsor, self.moderator = sponsor, moderator
        self.company = next(one["id"] for one in sponsor.get("/me")["sponsors"] if one["kind"] == "company")
        self.contests: list[Contest] = []

    def post(self, *, closes_after: float) -> Contest:
        """Post, approve, pay at Stripe's page; the webhook opens it at its hour."""
        opens_at = datetime.now(UTC) + timedelta(seconds=OPENS_AFTER)
        closes_at = opens_at + timedelta(seconds=closes_after)
        body = plot.challenge(self.company, f"Load {closes_at:%H:%M:%S.%f}") | {
            "opens_at": opens_at.isoformat(),
            "closes_at": closes_at.isoformat(),
            "judge_by": (closes_at + timedelta(hours=2)).isoformat(),
        }
        posted = self.sponsor.post("/challenges", **body)
        path = f"/challenges/{posted['id']}"
        self.sponsor.post(f"{path}/submit")
        self.moderator.post(f"{path}/approve")
        fill_form(self.sponsor.post(f"{path}/fund")["checkout_url"], card=CARD)
        contest = Contest(posted["id"], closes_at)
        self.contests.append(contest)
        contest.is_open = waited(30, lambda: self.sponsor.get(path)["status"] == "open")
        return contest

    def open_now(self) -> list[Contest]:
        """Those that take entries, by our clock."""
        now = datetime.now(UTC)
        return [contest for contest in self.contests if contest.takes_entries(now)]

    def kept(self, contest: Contest, database: psycopg.Connection) -> dict[str, Any]:
        """What is there once it is closed: how late that was, and whether the receipts are the judged entries."""
        timeline = self.sponsor.get(f"/challenges/{contest.id}/timeline")["results"]
        closed = next(
            (datetime.fromisoformat(row["at"]) for row in timeline if row["name"] == "challenge.closed"), None
        )
        rows = database.execute(JUDGED, [contest.id]).fetchall()
        judged, receipts = {str(row[0]) for row in rows}, set(contest.receipts)
        return {
            "lag": (closed - contest.closes_at).total_seconds() if closed else None,
            "lost": len(receipts - judged),
            "unpromised": len(judged - receipts),
        }
