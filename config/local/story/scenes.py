"""The scenes of the story, in order. Each calls the API, and waits for what the workers do by themselves."""

import time
from datetime import UTC, datetime
from typing import Any

from config.local.story import plot
from config.local.story.actors import Actor, StoryFailed, fill_form
from config.local.story.telling import Telling, wait_for


class Cast:
    """The seven people, signed in, and the challenge they play around."""

    def __init__(self, web: str, telling: Telling, *, patience: float = 1.5) -> None:
        self.telling = telling
        self.patience = patience  # seconds after the deadline in which nobody looks; more where relays are killed
        with telling.step("everyone", "signs in"):
            self.sponsor, self.moderator, self.finance = (
                Actor(web, f"{name}@demo.test") for name in ("sponsor", "moderator", "finance1")
            )
            self.solvers = [Actor(web, f"{name}@demo.test") for name in plot.ENTRIES]
            self.judges = [Actor(web, f"judge{number}@demo.test") for number in (1, 2)]
        self.challenge: dict[str, Any] = {}

    @property
    def path(self) -> str:
        """Where the challenge is."""
        return f"/challenges/{self.challenge['id']}"

    def wait_until(self, status: str, *, seconds: float) -> None:
        """Wait until the workers have brought the challenge there."""
        self.challenge = wait_for(
            lambda: self.sponsor.get(self.path),
            until=lambda seen: seen["status"] == status,
            what=f"the challenge to be {status}",
            seconds=seconds,
        )


def post_and_review(cast: Cast) -> None:
    """The sponsor drafts and submits; the moderator approves."""
    with cast.telling.step("sponsor", "posts a challenge with two prizes, 1,500.00 USD in all"):
        company = next(one for one in cast.sponsor.get("/me")["sponsors"] if one["kind"] == "company")
        title = f"Which pallet spoils first? ({datetime.now(UTC):%H:%M:%S})"
        cast.challenge = cast.sponsor.post("/challenges", **plot.challenge(company["id"], title))
        cast.sponsor.post(f"{cast.path}/submit")
    with cast.telling.step("moderator", "reads and approves it"):
        cast.moderator.post(f"{cast.path}/approve")


def fund(cast: Cast) -> None:
    """The sponsor pays prize and fee on Stripe's page; the webhook alone opens the challenge."""
    with cast.telling.step("sponsor", "pays prize and platform fee at Stripe Checkout"):
        funding = cast.sponsor.post(f"{cast.path}/fund")
        fill_form(funding["checkout_url"], card="4242424242424242")
    with cast.telling.step("worker", "hears of the payment by webhook and opens the challenge at its hour"):
        cast.wait_until("open", seconds=30)


def onboard_and_enter(cast: Cast) -> None:
    """Both solvers make sure they can be paid, and hand in."""
    for solver in cast.solvers:
        title, body = plot.ENTRIES[solver.name]
        with cast.telling.step(solver.name, "onboards with Stripe, so that a prize can reach a bank"):
            fill_form(solver.post("/payee/onboarding")["url"], outcome="complete", country="US")
        with cast.telling.step(solver.name, f"enters “{title}”"):
            entry = solver.post(f"{cast.path}/entries", title=title, body=body, accept_terms=True)
            receipt = solver.post(f"/entries/{entry['id']}/submit")
        cast.telling.say(f"{'':22}receipt {receipt['sha256'][:16]}… received {receipt['received_at']}")


def invite_judges(cast: Cast) -> None:
    """Two judges are asked and accept."""
    for judge in cast.judges:
        with cast.telling.step(judge.name, "is invited and accepts"):
            judgeship = cast.sponsor.post(f"{cast.path}/judges", email=judge.email)
            judge.post(f"/judgeships/{judgeship['id']}/accept")


def close(cast: Cast) -> None:
    """Nobody calls: the deadline passes, and the workers close the challenge by the database's clock."""
    closes_at = datetime.fromisoformat(cast.challenge["closes_at"])
    with cast.telling.step("nobody", "calls the web; the deadline passes, the workers close the challenge"):
        time.sleep(max(0.0, (closes_at - datetime.now(UTC)).total_seconds()) + cast.patience)
    rows = {row["name"]: row["at"] for row in cast.sponsor.get(f"{cast.path}/timeline")["results"]}
    if "challenge.closed" not in rows:
        raise StoryFailed("The deadline passed and nothing closed the challenge.")
    late = (datetime.fromisoformat(rows["challenge.closed"]) - closes_at).total_seconds()
    cast.telling.say(f"{'':22}closed {late:.2f} s after its deadline")


def judge(cast: Cast) -> None:
    """Each judge scores entries whose authors they cannot see."""
    criteria = cast.challenge["criteria"]
    for person in cast.judges:
        with cast.telling.step(person.name, "scores both entries, blind"):
            for row in person.get(f"{cast.path}/judging")["results"]:
                points = zip(criteria, plot.POINTS[row["title"]], strict=True)
                scores = [
                    {"criterion": c["id"], "score": p, "comment": "As the rubric asks, and plainly told."}
                    for c, p in points
                ]
                person.put(f"/entries/{row['id']}/scorecard", conflict=False, scores=scores, submit=True)


def decide(cast: Cast) -> None:
    """The sponsor follows the ranking; the appeal window passes by itself."""
    with cast.telling.step("sponsor", "decides by the ranking, with reasons"):
        ranking = cast.sponsor.get(f"{cast.path}/ranking")["results"]
        awards = [
            {"entry": row["entry"], "rank": row["rank"], "reason": f"Scored {row['score']} by the panel."}
            for row in ranking[:2]
        ]
        cast.sponsor.post(f"{cast.path}/decide", awards=awards)
    with cast.telling.step("worker", "lets the appeal window pass and offers the awards"):
        cast.wait_until("awarding", seconds=30)


def accept_and_pay(cast: Cast) -> None:
    """The winners accept; finance approves the large payout; Stripe transfers both."""
    results = cast.sponsor.get(f"{cast.path}/results")["awards"]
    for solver in cast.solvers:
        mine = solver.get(f"{cast.path}/entries")["results"][0]["id"]
        award = next(one for one in results if one["entry"] == mine)
        with cast.telling.step(solver.name, "accepts the award"):
            solver.post(f"/awards/{award['id']}/accept")
    with cast.telling.step("finance", "approves what is over the limit"):
        for payout in wait_for(
            lambda: cast.finance.get("/payouts", challenge=cast.challenge["id"])["results"],
            until=lambda seen: len(seen) == len(results),
            what="the payouts",
            seconds=20,
        ):
            if payout["amount"]["amount"] == plot.FIRST_PRIZE:
                cast.finance.post(f"/payouts/{payout['id']}/approve", reason="The panel's first prize.")
    with cast.telling.step("worker", "transfers each prize through Stripe, once"):
        cast.wait_until("completed", seconds=30)


def reconcile(cast: Cast) -> None:
    """Finance looks: every cent is explained, and Stripe says the same."""
    payouts = cast.finance.get("/payouts", challenge=cast.challenge["id"])["results"]
    for payout in payouts:
        amount = payout["amount"]["amount"] / 100
        cast.telling.say(f"{'':22}payout {payout['status']}: {amount:,.2f} USD by {', '.join(payout['transfer_ids'])}")
    if any(payout["status"] not in {"transferred", "banked"} for payout in payouts):
        raise StoryFailed("The challenge is completed, but a payout is not transferred.")
    with cast.telling.step("finance", "compares the ledger with Stripe"):
        summary = wait_for(
            lambda: cast.finance.get("/finance/summary")["currencies"],
            until=lambda seen: all(row["difference"] == 0 for row in seen),
            what="a difference of 0",
            seconds=20,
        )
    purse = cast.finance.get("/finance/trace", id=cast.challenge["id"])["purse"]
    cast.telling.say("\nThis challenge, in USD:")
    tell_figures(cast.telling, "usd", purse, "funded", "held", "paid", "refunded")
    cast.telling.say("\nAll books:")
    for row in summary:
        tell_figures(cast.telling, row["currency"], row, "held", "paid", "fees", "refunded", "stripe", "difference")


def tell_figures(telling: Telling, currency: str, row: dict[str, Any], *names: str) -> None:
    """One line of finance's figures, in whole units."""
    figures = (f"{name} {row[name] / 100:>12,.2f}" for name in names)
    telling.say(f"  {currency.upper()}  {'   '.join(figures)}")


SCENES = (post_and_review, fund, onboard_and_enter, invite_judges, close, judge, decide, accept_and_pay, reconcile)
