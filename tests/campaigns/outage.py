"""People who write over HTTP, again and again until they are answered, and somebody who watches the doors meanwhile."""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid4

import requests

API = "/api/v1"
UNWELL = {503}
WAIT_SECONDS = 0.1
GIVE_UP_SECONDS = 60


@dataclass
class Answers:
    """What the doors said: how often what, and each answer that no outage excuses."""

    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0

    def take(self, door: str, answer: requests.Response, *, wanted: set[int]) -> requests.Response:
        """Count it. An outage may be told with 503 alone: as a problem or a page, with the time to come again."""
        self.seen[f"{door} {answer.status_code}"] += 1
        self.slowest = max(self.slowest, answer.elapsed.total_seconds())
        if answer.status_code not in wanted | UNWELL:
            self.faults.append(f"{door} {answer.status_code}: {answer.text[:300]}")
        if answer.status_code in UNWELL and door != "readyz" and not answer.headers.get("Retry-After"):
            self.faults.append(f"{door} 503 without Retry-After")
        if answer.status_code in UNWELL and door in ("api", "page"):
            kind, right = answer.headers["Content-Type"], {"api": "application/problem+json", "page": "text/html"}[door]
            self.faults += [] if kind.startswith(right) else [f"{door} 503 as {kind}"]
        return answer


@dataclass
class Writer:
    """Changes an entry and hands it in, over and over; what was acknowledged is written down."""

    address: str
    token: str
    entry: str
    answers: Answers
    stop: threading.Event
    receipts: list[dict[str, object]] = field(default_factory=list)
    acknowledged_at: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {self.token}"
        self.path = f"{self.address}{API}/entries/{self.entry}"

    def write(self) -> None:
        """Until it is enough; the last version is handed in whatever happens."""
        while not self.stop.is_set():
            self._until_done(self._change)
            key = str(uuid4())
            receipt = self._until_done(lambda key=key: self._hand_in(key))
            if receipt is not None:
                self.receipts.append(receipt.json())
                self.acknowledged_at.append(time.monotonic())
            time.sleep(WAIT_SECONDS)

    def _until_done(self, act) -> requests.Response | None:
        end = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < end:
            answer = act()
            if answer is not None and answer.ok:
                return answer
            time.sleep(WAIT_SECONDS)
        self.answers.faults.append(f"Nobody was served for {GIVE_UP_SECONDS} s.")
        return None

    def _change(self) -> requests.Response | None:
        """A change whose answer was lost may have been made: so look at it first, each time."""
        seen = self.answers.take("api", self.session.get(self.path, timeout=60), wanted={200})
        if not seen.ok:
            return None
        changed = self.session.patch(
            self.path, json={"body": f"Two sensors, {uuid4()}."}, headers={"If-Match": seen.headers["ETag"]}, timeout=60
        )
        return self.answers.take("api", changed, wanted={200})

    def _hand_in(self, key: str) -> requests.Response | None:
        """Under one key, so that a receipt that got lost comes again."""
        handed = self.session.post(f"{self.path}/submit", headers={"Idempotency-Key": key}, timeout=60)
        return self.answers.take("api", handed, wanted={200, 201})


@dataclass
class Watcher:
    """Asks the doors that supervisors, load balancers and readers ask."""

    address: str
    answers: Answers
    stop: threading.Event

    def watch(self) -> None:
        while not self.stop.is_set():
            for door, path, wanted in (("livez", "/livez", {200}), ("readyz", "/readyz", {200}), ("page", "/", {200})):
                answer = requests.get(f"{self.address}{path}", timeout=60)
                self.answers.take(door, answer, wanted=wanted)
                if door == "livez" and answer.status_code != 200:
                    self.answers.faults.append("livez did not answer 200")
            time.sleep(WAIT_SECONDS)
