"""What people and Stripe do under the load: each act is one visit, of one request or of a few in a row."""

import hashlib
import hmac
import json
import random
import threading
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import requests

from tests.campaigns.load.arriving import Clocked, Refused
from tests.campaigns.load.contests import Board, Contest

TIMEOUT_SECONDS = 30
TOO_LATE = "challenge_closed"
WORDS = ("pallet", "sensor", "kettle", "cold", "door", "spoil", "noise", "warm")


@dataclass
class Web:
    """The served stack; one connection a thread, as a browser keeps its own."""

    address: str

    def __post_init__(self) -> None:
        self._own = threading.local()

    def ask(self, method: str, path: str, *, token: str = "", **given: Any) -> requests.Response:
        """The answer; a 5xx, or a refusal that the caller doesn't expect, raises Refused."""
        if not hasattr(self._own, "session"):
            self._own.session = requests.Session()
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if method == "POST" and token:
            headers["Idempotency-Key"] = str(uuid4())
        headers |= given.pop("headers", {})
        allowed = given.pop("allowed", ())
        answer: requests.Response = self._own.session.request(
            method, self.address + path, headers=headers, timeout=TIMEOUT_SECONDS, **given
        )
        self._own.session.cookies.clear()
        if not answer.ok and not any(code in answer.text for code in allowed):
            raise Refused(f"{method} {path} answered {answer.status_code}: {answer.text[:300]}")
        return answer


class Visitor:
    """Looks at the board, searches, reads challenges, as a page or by the API."""

    def __init__(self, web: Web, luck: random.Random) -> None:
        self.web, self.luck = web, luck
        listed = web.ask("GET", "/api/v1/challenges").json()["results"]
        self.challenges = [row["id"] for row in listed]

    def __call__(self, clocked: Clocked) -> None:
        one, word = self.luck.choice(self.challenges), self.luck.choice(WORDS)
        kind, path = self.luck.choice(
            [
                *[("page of the board", "/challenges")] * 3,
                *[("page of a challenge", f"/challenges/{one}")] * 3,
                ("page of the search", f"/challenges?q={word}"),
                ("page of home", "/"),
                ("page of people", "/people"),
                *[("API list", "/api/v1/challenges")] * 2,
                *[("API detail", f"/api/v1/challenges/{one}")] * 2,
            ]
        )
        self.web.ask("GET", path)
        clocked.answered(kind)


class Entrants:
    """People who write an entry and hand it in; the receipt is a promise that is looked up afterwards."""

    def __init__(self, web: Web, board: Board, tokens: list[str], luck: random.Random) -> None:
        self.web, self.board, self.tokens, self.luck = web, board, tokens, luck

    def __call__(self, clocked: Clocked) -> None:
        if contests := self.board.open_now():
            self.enter(self.luck.choice(contests), clocked)

    def enter(self, contest: Contest, clocked: Clocked) -> None:
        """Draft, and hand in. Too late is an answer as good as a receipt."""
        place = contest.next_entrant()
        if place >= len(self.tokens):
            return
        token, body = self.tokens[place], {"title": f"Entry {place}", "body": "As the rubric asks. " * 40}
        path = f"/api/v1/challenges/{contest.id}/entries"
        drafted = self.web.ask("POST", path, token=token, json=body | {"accept_terms": True}, allowed=[TOO_LATE])
        clocked.answered("draft")
        if not drafted.ok:
            contest.late += 1
            return
        entry = drafted.json()["id"]
        handed = self.web.ask("POST", f"/api/v1/entries/{entry}/submit", token=token, json={}, allowed=[TOO_LATE])
        clocked.answered("submit")
        if handed.ok:
            contest.receipts.append(entry)
        else:
            contest.late += 1


class Panel:
    """Judges who write their scorecards again and again, at one challenge that is closed."""

    def __init__(self, web: Web, tokens: list[str], luck: random.Random) -> None:
        self.web, self.tokens, self.luck = web, tokens, luck
        self.challenge = ""
        self.entries: list[str] = []
        self.criteria: list[str] = []

    def __call__(self, clocked: Clocked) -> None:
        if not self.entries:
            return
        token, entry = self.luck.choice(self.tokens), self.luck.choice(self.entries)
        self.web.ask("GET", f"/api/v1/challenges/{self.challenge}/judging", token=token)
        clocked.answered("entries to judge")
        scores = [{"criterion": one, "score": self.luck.randrange(101), "comment": "So far."} for one in self.criteria]
        body = {"conflict": False, "scores": scores, "submit": False}
        self.web.ask("PUT", f"/api/v1/entries/{entry}/scorecard", token=token, json=body)
        clocked.answered("score")


class Stripe:
    """Tells again what it told before, signed, as Stripe does when an answer was lost on the way."""

    def __init__(self, web: Web, *, simulator: str, key: str, secret: str, luck: random.Random) -> None:
        self.web, self.secret, self.luck = web, secret, luck
        told = requests.get(f"{simulator}/v1/events", params={"limit": 100}, auth=(key, ""), timeout=TIMEOUT_SECONDS)
        self.events = [json.dumps(event).encode() for event in told.json()["data"]]

    def __call__(self, clocked: Clocked) -> None:
        body, now = self.luck.choice(self.events), int(time.time())
        signature = hmac.new(self.secret.encode(), f"{now}.".encode() + body, hashlib.sha256).hexdigest()
        headers = {"Stripe-Signature": f"t={now},v1={signature}", "Content-Type": "application/json"}
        self.web.ask("POST", "/stripe/webhook", data=body, headers=headers)
        clocked.answered("webhook told again")
