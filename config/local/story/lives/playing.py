"""What the lives of all formats share: posted and paid for, entered, closed, taken, and every cent accounted for."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Any

from config.local.story.actors import StoryFailed, fill_form
from config.local.story.lives.people import People
from config.local.story.lives.recounting import published_keys, require_verified
from config.local.story.telling import Telling, wait_for

OPENS_AFTER = 5  # seconds: time to review and pay
LOOK_SECONDS = 0.4  # between two looks; many lives look at once


class Ending(StrEnum):
    """Who decides."""

    PEOPLE = "people"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Life:
    """One life to be played; it raises StoryFailed if anything goes otherwise than the format promises."""

    format: str
    ending: Ending
    play: Callable[["Play"], None]

    def __str__(self) -> str:
        return f"{self.format}, decided by {self.ending}"


class Play:
    """One challenge and the people around it."""

    def __init__(self, people: People, telling: Telling, pace: float = 1) -> None:
        self.people = people
        self.telling = telling
        self.pace = pace  # how many times longer its windows are than on a machine that does nothing else
        self.challenge: dict[str, Any] = {}
        self.entries: dict[str, str] = {}  # ids by solver
        self.poster = "sponsor"

    @property
    def path(self) -> str:
        """Where the challenge is."""
        return f"/challenges/{self.challenge['id']}"

    def post(self, *, enter_seconds: float, judge_seconds: float, by: str = "sponsor", **terms: Any) -> None:
        """Draft, submit, approve, and pay what is to be paid; waits until it is open. Windows keep pace."""
        self.poster = by
        opens_at = datetime.now(UTC) + timedelta(seconds=OPENS_AFTER * self.pace)
        closes_at = opens_at + timedelta(seconds=enter_seconds * self.pace)
        body = {
            "sponsor": self.people.sponsor_of(by),
            "title": f"A life of {terms['format']}",
            "summary": "Played on the real clock, in seconds.",
            "statement": "Show that what is promised is kept.",
            "currency": "usd",
            "ip_terms": "licence",
            "opens_at": opens_at.isoformat(),
            "closes_at": closes_at.isoformat(),
            "judge_by": (closes_at + timedelta(seconds=judge_seconds * self.pace)).isoformat(),
            "appeal_seconds": 1,
            "durations": {"extension": 1, "arbiter": 1},
        }
        with self.telling.step(by, f"posts a {terms['format']}, which a moderator approves"):
            self.challenge = self.people[by].post("/challenges", **body | terms)
            self.people[by].post(f"{self.path}/submit")
            self.people["moderator"].post(f"{self.path}/approve")
        if self.challenge["prize_total"]["amount"]:
            self._fund()
        self.wait_until("open")

    def _fund(self) -> None:
        stages = self.people[self.poster].get(self.path)["stages"]
        for later in reversed(stages[1:]):
            path = f"/challenges/{later['challenge']}"
            self._pay(path)
            self.look(
                partial(self.people[self.poster].get, path),
                until=lambda seen: seen["status"] == "scheduled",
                what="the money of a later stage to be held",
            )
        self._pay(self.path)

    def _pay(self, path: str) -> None:
        with self.telling.step(self.poster, "pays prize and platform fee"):
            funding = self.people[self.poster].post(f"{path}/fund")
            fill_form(funding["checkout_url"], card="4242424242424242")

    def turn_to_stage(self, number: int) -> None:
        """What follows is about this stage of a staged prize."""
        stages = self.people[self.poster].get(self.path)["stages"]
        self.challenge, self.entries = {"id": stages[number - 1]["challenge"]}, {}

    def wait_until(self, *statuses: str, seconds: float = 60) -> None:
        """Wait until the workers have brought the challenge to one of these."""
        with self.telling.step("worker", f"brings it to {' or '.join(statuses)}"):
            self.challenge = self.look(
                lambda: self.people[self.poster].get(self.path),
                until=lambda seen: seen["status"] in statuses,
                what=f"the challenge to be {' or '.join(statuses)}",
                seconds=seconds,
            )

    def look(self, look: Callable[[], Any], *, until: Callable[[Any], bool], what: str, seconds: float = 60) -> Any:
        """Look again and again, with pauses, until it is so."""

        def slowly() -> Any:
            time.sleep(LOOK_SECONDS)
            return look()

        return wait_for(slowly, until=until, what=what, seconds=seconds * self.pace)

    def enter(self, name: str, title: str, body: str, **more: Any) -> str:
        """Hand in, by somebody who can be paid; returns the entry's id."""
        solver = self.people.make_payable(name)
        with self.telling.step(name, f"enters “{title}”"):
            entry = solver.post(f"{self.path}/entries", title=title, body=body, accept_terms=True, **more)
            solver.post(f"/entries/{entry['id']}/submit")
        self.entries[name] = entry["id"]
        return str(entry["id"])

    def results(self) -> dict[str, Any]:
        """The decision and its awards, as the sponsor reads them."""
        found: dict[str, Any] = self.people[self.poster].get(f"{self.path}/results")
        return found

    def accept_awards(self, *names: str) -> None:
        """Each of these takes what was offered to them."""
        awards = {award["entry"]: award for award in self.results()["awards"]}
        for name in names:
            with self.telling.step(name, "accepts the award"):
                self.people[name].post(f"/awards/{awards[self.entries[name]]['id']}/accept")

    def require_rule(self, rule: str) -> None:
        """It was decided by this rule, and by no other."""
        decided = self.results()["rule"]
        if decided != rule:
            raise StoryFailed(f"It was decided by {decided}, not by {rule}.")

    def require_end(self, status: str, *, paid: int, refunded: int = 0) -> None:
        """It ends there, with so much paid and sent back, in minor units, nothing left, and a result that verifies."""
        self.wait_until(status, seconds=90)
        with self.telling.step(
            "finance", f"finds {paid / 100:,.2f} paid, {refunded / 100:,.2f} sent back, nothing left"
        ):
            self.look(
                lambda: self.people["finance1"].get("/finance/trace", id=self.challenge["id"])["purse"],
                until=lambda purse: (purse["paid"], purse["refunded"], purse["held"]) == (paid, refunded, 0),
                what=f"{paid} paid, {refunded} refunded and 0 held",
            )
        with self.telling.step("stranger", "recomputes the signed result offline"):
            bundle = self.people[self.poster].get(f"{self.path}/result-bundle")
            require_verified(bundle, published_keys(self.people.web))
