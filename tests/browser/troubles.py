"""What goes wrong or is doubted, for pictures of it: copies, charges, an appeal scored anew, payments taken back.

Scenes like those of tests/browser/scenes.py, which plays them with its own.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from config.local.story.actors import fill_form
from config.local.story.lives.playing import Play
from tests.browser.plot import COMMENT, RUBRIC, SAID, TITLES, TWINS

DAY = 86_400
Places = dict[str, str]
LOST, KEPT_OPEN = "4000000000000259", "4000000000002685"  # cards whose banks take the payment back


def _contest(play: Play, name: str, *, enter_seconds: float, by: str = "sponsor", **more: Any) -> None:
    summary, statement = SAID[name]
    said = {"title": TITLES[name], "summary": summary, "statement": statement, "criteria": RUBRIC, "durations": {}}
    prizes = [{"rank": 1, "amount": 40_000}]
    play.post(
        by=by, enter_seconds=enter_seconds, judge_seconds=20 * DAY, format="prize", **said | {"prizes": prizes} | more
    )


def twins(play: Play) -> Places:
    """Two entries that look alike: one charge is answered, the other not yet; somebody is asked to judge."""
    _contest(play, "twins", enter_seconds=15)
    for name, (title, body) in TWINS.items():
        play.enter(name, title, body)
    play.people["sponsor"].post(f"{play.path}/judges", email="judge3@demo.test")
    play.wait_until("judging")
    moderator = play.people["moderator"]
    reason = "Six of its seven sentences stand word for word in another entry, which was received a minute before."
    first, second = (
        moderator.post(f"/entries/{play.entries[name]}/disqualify", reason=reason)["id"]
        for name in ("solver3", "solver2")
    )
    said = "We wrote it together at the harbour and each handed it in; I did not know that this is not allowed."
    play.people["solver3"].post(f"/disqualifications/{first}/answer", answer=said)

    def alike() -> list[str]:
        flags = moderator.get("/similarity-flags")["results"]
        return [flag["id"] for flag in flags if flag["challenge"] == play.challenge["id"]]

    flag = play.look(alike, until=bool, what="the likeness to be found")[0]
    return {"likeness": flag, "charge": first, "own_charge": second}


def again(play: Play) -> Places:
    """An appeal against a decision: its arbiter wants the entries scored anew, by another."""
    _contest(play, "again", enter_seconds=15, appeal_seconds=20 * DAY)
    play.enter("solver1", "Turn the vane", "A vane before the inlet keeps leaves out; the pump needs no grid.")
    play.enter(
        "solver2", "A coarse grid, twice", "Two coarse grids at an angle do what a fine one does, and never clog."
    )
    sponsor, seats = play.people["sponsor"], {}
    for judge in ("judge1", "judge2"):
        seats[judge] = sponsor.post(f"{play.path}/judges", email=f"{judge}@demo.test")
        play.people[judge].post(f"/judgeships/{seats[judge]['id']}/accept")
    play.wait_until("judging")
    criteria = sponsor.get(play.path)["criteria"]
    for judge, points in (("judge1", (84, 71)), ("judge2", (80, 76))):
        for name, first in zip(("solver1", "solver2"), points, strict=True):
            scores = [{"criterion": one["id"], "score": first, "comment": COMMENT} for one in criteria]
            path = f"/entries/{play.entries[name]}/scorecard"
            play.people[judge].put(path, conflict=False, scores=scores, submit=True)
    chosen = [{"entry": play.entries["solver1"], "rank": 1, "reason": "So ranked the panel."}]
    sponsor.post(f"{play.path}/decide", awards=chosen)
    (award,) = play.results()["awards"]
    doubt = "Both judges took the first test for the second; the table on page two says which is which."
    appeal = play.people["solver2"].post(f"/awards/{award['id']}/appeal", ground="score_error", reason=doubt)["id"]
    play.people["solver1"].post(f"/appeals/{appeal}/answer", text="The tables are in the order of the task.")
    sponsor.post(f"/appeals/{appeal}/answer", text="We read them in that order, and so did the judges.")
    order = "The two tests may indeed have been swapped. Score both entries anew, without the first scores."
    play.people["arbiter"].post(f"/appeals/{appeal}/rereview", reason=order)
    return {"rereview": appeal}


def taken_back(play: Play) -> Places:
    """Two who paid for a higher prize have their bank take it back: one owes it since, the other's is undecided."""
    _contest(play, "taken_back", enter_seconds=30 * DAY, by="maker")
    play.enter("solver1", "A stone on a rope", "The gate lifts a stone; the stone closes the gate. Nothing wears.")
    debtor, finance = play.people["solver5"], play.people["finance1"]
    owing = debtor.post("/sponsors", name="Priya Nair", kind="individual")["id"]
    play.people["moderator"].post(f"/sponsors/{owing}/verify")

    def disputes(*, known: set[str]) -> list[str]:
        return [one["id"] for one in finance.get("/finance/disputes")["results"] if one["id"] not in known]

    known = set(disputes(known=set()))
    paid = debtor.post(f"{play.path}/raises", rank=1, amount=20_000, sponsor=owing)
    fill_form(paid["checkout_url"], card=LOST)
    (first,) = play.look(partial(disputes, known=known), until=bool, what="the bank to take it back")
    finance.post(f"/finance/disputes/{first}/accept", reason="The payer says that they never paid it; we give in.")
    play.look(
        lambda: debtor.get(f"/sponsors/{owing}"), until=lambda seen: seen["blocked"], what="the debt to be written down"
    )
    second = play.people["maker"].post(f"{play.path}/raises", rank=1, amount=15_000)
    fill_form(second["checkout_url"], card=KEPT_OPEN)
    play.look(partial(disputes, known={*known, first}), until=bool, what="the bank to take the second back")
    return {"owing": owing}


def asked(play: Play) -> Places:
    """Somebody is asked to act for a sponsor, and has not answered yet."""
    sponsor = play.people.sponsor_of("sponsor")
    play.people["sponsor"].post(f"/sponsors/{sponsor}/members", email="judge3@demo.test", role="manager")
    waiting = play.people["judge3"].get("/invitations")["results"]
    return {"invitation": waiting[0]["id"]}


TROUBLES: dict[str, Callable[[Play], Places]] = {
    "twins": twins, "again": again, "taken_back": taken_back, "asked": asked,
}  # fmt: skip
