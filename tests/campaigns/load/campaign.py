"""The whole stack under mixed load with a closing rush: no errors, nothing promised is lost, deadlines within a second.

`make campaign NAME=load [MINUTES=10] [SEED=7]`, on a machine that does nothing else: the rates are of two idle cores.
It is no part of `make test`, where nothing may depend on how fast a machine is.
"""

import json
import random
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
import requests

from config.local.story import scenes
from config.local.story.actors import Actor, TooLate
from config.local.story.telling import Telling
from tests.campaigns.load.acts import Entrants, Panel, Stripe, Visitor, Web
from tests.campaigns.load.arriving import Act, Clocked, Samples, arrivals, play
from tests.campaigns.load.contests import Board, Contest
from tests.campaigns.load.measuring import Use, growth, waited
from tests.campaigns.options import length, seed_of_this_run
from tests.campaigns.reporting import Progress, report
from tests.config.local.stack import ROOT, LocalStack

pytestmark = pytest.mark.xdist_group("demo")
SECONDS = 60 * length("MINUTES", campaign=10, among_tests=1)
SEED = seed_of_this_run()
PEOPLE = 200
RATES = {"browse": 10.0, "enter": 2.0, "score": 3.0, "webhook": 2.0}  # a second
CONTEST_EVERY, CONTEST_LASTS = 12.0, 20.0
RUSH_SECONDS, RUSH_RATE = 20.0, 8.0
LARGEST_LAG = 1.0  # seconds after its deadline until a challenge is closed
MEMORY_GROWTH, LATENCY_GROWTH = 1.1, 2.0  # of the warm part; of the first third's median


@pytest.fixture
def wrong_clock() -> None:
    """Whoever visits has the right time, and Stripe too; with CLOCKS= it is the stack's processes that have not."""


@dataclass
class Load:
    """One run: the people, what they do, and what was seen."""

    stack: LocalStack
    luck: random.Random
    samples: Samples = field(default_factory=Samples)
    stories: int = 0
    stories_too_late: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        told = self.stack.described()
        self.web = Web(told["web"])
        self.tokens = made_people(self.stack, PEOPLE)
        self.telling = Telling(quiet=True)
        self.cast = scenes.Cast(told["web"], self.telling, patience=3)
        self.board = Board(self.cast.sponsor, self.cast.moderator)
        secrets = json.loads((self.stack.state / "secrets.json").read_text())
        self.visitor = Visitor(self.web, self.luck)
        self.entrants = Entrants(self.web, self.board, self.tokens, self.luck)
        self.panel = Panel(self.web, self.tokens[-3:], self.luck)
        self.stripe = Stripe(
            self.web,
            simulator=told["simulator"],
            key=told["stripe_secret_key"],
            secret=secrets["STRIPE_WEBHOOK_SECRET"],
            luck=self.luck,
        )

    def run(self) -> None:
        """Everything at once for so long, and at the end a rush on one deadline."""
        use = Use(lambda: self.stack.described()["pids"])
        beside = [threading.Thread(target=one) for one in (self.tell_stories, self.judge_one)]
        for thread in beside:
            thread.start()
        begin = self.samples.began = time.monotonic()
        play(self._acts(begin, begin + SECONDS), self.samples)
        self.ended.set()
        self.rush()
        for thread in beside:
            thread.join()
        use.close()
        self.use = use

    def _acts(self, begin: float, end: float) -> dict[str, tuple[Act, list[float]]]:
        acts: dict[str, Act] = {
            "browse": self.visitor,
            "enter": self.entrants,
            "score": self.panel,
            "webhook": self.stripe,
        }
        progress = Progress("load", SECONDS)
        posts = [begin + CONTEST_EVERY * number for number in range(int(SECONDS / CONTEST_EVERY))]

        def post(clocked: Clocked) -> None:
            self.board.post(closes_after=CONTEST_LASTS)
            clocked.answered("posted and paid")
            progress.at(
                int(time.monotonic() - begin), answers=len(self.samples.taken), failed=len(self.samples.failures)
            )

        random_moments = {
            name: (act, list(arrivals(RATES[name], begin=begin, end=end, luck=self.luck))) for name, act in acts.items()
        }
        return {"post": (post, posts), **random_moments}

    def rush(self) -> None:
        """Everybody hands in at the last moment, across the deadline."""
        contest = self.board.post(closes_after=RUSH_SECONDS)
        assert contest.is_open, "the last challenge did not open"
        end = time.monotonic() + (contest.closes_at - datetime.now(UTC)).total_seconds() + 1
        moments = list(arrivals(RUSH_RATE, begin=time.monotonic(), end=end, luck=self.luck))
        play({"rush": (lambda clocked: self.entrants.enter(contest, clocked), moments)}, self.samples)

    def judge_one(self) -> None:
        """One challenge that is closed early, for the panel to score all the while."""
        try:
            contest = self.board.post(closes_after=12)
            for _ in range(8):
                self.entrants.enter(contest, Clocked(Samples(), time.monotonic()))
            self._seat_judges(contest)
        except Exception as failure:
            self.samples.fail("panel", failure)

    def _seat_judges(self, contest: Contest) -> None:
        path = f"/challenges/{contest.id}"
        for number, token in enumerate(self.panel.tokens, start=PEOPLE - 3):
            seat = self.cast.sponsor.post(f"{path}/judges", email=f"load{number}@demo.test")
            self.web.ask("POST", f"/api/v1/judgeships/{seat['id']}/accept", token=token, json={})
        if waited(30, lambda: self.cast.sponsor.get(path)["status"] == "judging"):
            self.panel.criteria = [one["id"] for one in self.cast.sponsor.get(path)["criteria"]]
            self.panel.challenge = contest.id
            self.panel.entries = list(contest.receipts)

    def tell_stories(self) -> None:
        """The main job, again and again, to the paid winner."""
        while not self.ended.is_set():
            try:
                for scene in scenes.SCENES:
                    scene(self.cast)
                self.stories += 1
            except TooLate:
                self.stories_too_late += 1
            except Exception as failure:
                self.samples.fail("story", failure)
                return

    def figures(self) -> dict[str, Any]:
        """What came of it."""
        last = self.board.contests[-1].id
        closed = waited(10, lambda: self.cast.sponsor.get(f"/challenges/{last}")["status"] == "judging")
        with psycopg.connect(self.stack.described()["database_url"]) as database:
            kept = [self.board.kept(contest, database) for contest in self.board.contests]
        lags = [row["lag"] for row in kept if row["lag"] is not None]
        contests = self.board.contests
        return {
            "seed": SEED,
            "seconds": SECONDS,
            "answers": len(self.samples.taken),
            "failures": self.samples.failures[:20],
            "stories_told": self.stories,
            "stories_too_late": self.stories_too_late,
            "challenges_closed": len(lags) if closed else 0,
            "challenges_not_closed": len(contests) - len(lags),
            "close_lag_seconds_max": round(max(lags), 2),
            "acknowledged": sum(len(contest.receipts) for contest in contests),
            "told_too_late": sum(contest.late for contest in contests),
            "acknowledged_lost": sum(row["lost"] for row in kept),
            "taken_unacknowledged": sum(row["unpromised"] for row in kept),
            "memory_mb": self.use.memory(),
            "cores_used": self.use.cores(),
            "latency_ms": growth(self.samples.taken, seconds=SECONDS),
            "dead_deliveries": figure(self.web, "laurel_deliveries_dead"),
            "difference": [row["difference"] for row in self._summary()],
        }

    def _summary(self) -> list[dict[str, Any]]:
        finance: Actor = self.cast.finance
        waited(30, lambda: all(row["difference"] == 0 for row in finance.get("/finance/summary")["currencies"]))
        rows: list[dict[str, Any]] = finance.get("/finance/summary")["currencies"]
        return rows


def made_people(stack: LocalStack, number: int) -> list[str]:
    """Their tokens."""
    make = f"from tests.campaigns.load.crowd import make_people; make_people({number})"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", make]
    made = subprocess.run(command, cwd=ROOT, env=stack.environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    tokens: list[str] = json.loads(made.stdout.splitlines()[-1])
    return tokens


def figure(web: Web, name: str) -> float:
    """One of /metrics."""
    lines = requests.get(f"{web.address}/metrics", timeout=20).text.splitlines()
    return next(float(line.split()[-1]) for line in lines if line.startswith(f"{name} "))


def test_under_mixed_load_nothing_fails_is_lost_or_late(demo_stack: LocalStack) -> None:
    print(f"seed {SEED}")
    load = Load(demo_stack, random.Random(SEED))
    load.run()
    seen = load.figures()
    report("load", {name: value for name, value in seen.items() if name != "latency_ms"} | told(seen["latency_ms"]))
    assert seen["failures"] == []
    assert (seen["challenges_not_closed"], seen["acknowledged_lost"], seen["taken_unacknowledged"]) == (0, 0, 0)
    assert seen["acknowledged"], "nobody entered"
    assert seen["latency_ms"]["score"]["count"], "nobody scored"
    assert (seen["dead_deliveries"], set(seen["difference"])) == (0, {0})
    assert seen["close_lag_seconds_max"] <= LARGEST_LAG
    assert grown(seen) == []


def grown(seen: dict[str, Any]) -> list[str]:
    """What became more the longer it lasted."""
    memory = [name for name, mb in seen["memory_mb"].items() if mb["last"] > mb["warm"] * MEMORY_GROWTH + 5]
    latency = [
        kind for kind, ms in seen["latency_ms"].items()
        if "last_p50" in ms and ms["last_p50"] > ms.get("first_p50", ms["last_p50"]) * LATENCY_GROWTH
    ]  # fmt: skip
    return memory + latency


def told(latencies: dict[str, dict[str, float]]) -> dict[str, Any]:
    """One line of the report for each kind of request."""
    return {f"{kind}, ms": figures for kind, figures in latencies.items()}
